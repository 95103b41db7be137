"""The roster as a table: searched as at the door, narrowed by menus, several marked at once."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.person_record import PersonRow, Roster
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import column, frame, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.person_columns import columns
from trainer_app.qt.parts.person_filters import PersonFilters
from trainer_app.qt.parts.table import Table
from trainer_app.qt.work import Work
from trainer_app.services.people_search import Match
from trainer_app.words import people as words
from trainer_app.words.language import say

_ALL: Final = 100_000
_SEARCH: Final = 208


class PersonList(QWidget):
    """Shows a roster: `chosen(row)`, `marked(rows)`; `menu_wanted(place on the screen)` for the marked."""

    chosen = Signal(object)
    marked = Signal(object)
    menu_wanted = Signal(QPoint)
    import_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, services: Services, work: Work) -> None:
        super().__init__()
        self._services, self._work = services, work
        self._roster = Roster((), services.clock().date())
        self._found: list[UUID] | None = None  # in order of rank; None where nothing is searched for
        self.search = QLineEdit()
        self.search.setPlaceholderText(say(words.SEARCH))
        self.search.setAccessibleName(say(words.SEARCH))
        self.search.setToolTip(say(words.SEARCH_HOW))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(_SEARCH)
        self.filters = PersonFilters()
        self.table: Table[PersonRow] = Table(say(words.TITLE), columns(self._as_of), key=_id_of, multi=True)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._stage = Stage(self.table)
        top = row(self.search, self.filters, gap=tokens.S12)
        top.setStretch(1, 1)
        top.setAlignment(self.search, Qt.AlignmentFlag.AlignTop)
        card = frame("card", column(self._stage, margins=(8, 4, 8, 8)))
        inside = column(top, card, gap=tokens.S12)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self._connect()

    def show_roster(self, roster: Roster) -> None:
        """Show these people, as far as they are searched for and meant by the menus."""
        self._roster = roster
        self.filters.show_teams(roster.teams)
        self._arrange()
        if self.search.text().strip():
            self._look_for()

    def show_loading(self) -> None:
        """Show that the roster is being read."""
        self._stage.show_loading()

    def show_trouble(self, sentence: str) -> None:
        """Show what went wrong, and offer to try again."""
        self._stage.show_trouble(sentence, self.again_wanted.emit)

    def rows_marked(self) -> list[PersonRow]:
        """Return who is marked, from top to bottom."""
        return self.table.rows_marked()

    def rows_shown(self) -> list[PersonRow]:
        """Return who is shown, in order."""
        return self.table.rows_shown()

    def mark(self, who: UUID) -> bool:
        """Mark this person; False where they are not shown."""
        return self.table.mark_key(who)

    def counted(self) -> str:
        """Return how many people are shown, of how many."""
        total = len(self._roster.rows)
        marked = len(self.rows_marked())
        return words.counted(self.table.shown_count(), total, marked=marked) if total else ""

    def focus_search(self) -> None:
        """Put the focus into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def focus_table(self) -> None:
        """Put the focus on the table."""
        self.table.setFocus()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look_for)
        self.search.returnPressed.connect(self._go_to_table)
        self.filters.changed.connect(self._arrange)
        self.table.chosen.connect(self.chosen)
        self.table.marked.connect(self.marked)
        self.table.customContextMenuRequested.connect(self._ask_for_menu)

    def _as_of(self) -> date:
        return self._roster.as_of

    def _look_for(self) -> None:
        text = self.search.text().strip()
        if not text:
            self._found = None
            self._arrange()
            return
        find = partial(self._services.people.find, text, limit=_ALL)
        self._work.read(find, then=self._show_found, newest="search")

    def _show_found(self, found: tuple[Match, ...]) -> None:
        if self.search.text().strip():
            self._found = [one.attendee.id for one in found]
            self._arrange()

    def _arrange(self) -> None:
        rows = list(self._roster.rows)
        if self._found is not None:
            by_id = {one.id: one for one in rows}
            rows = [by_id[who] for who in self._found if who in by_id]
        rows = [one for one in rows if self.filters.passes(one)]
        self.table.show_rows(rows)
        self._say_why_empty(some=bool(rows))
        self.marked.emit(self.rows_marked())

    def _say_why_empty(self, *, some: bool) -> None:
        if some:
            self._stage.show_content()
        elif self._roster.rows:
            said = (say(words.NONE_FOUND), say(words.NONE_FOUND_HOW), say(words.CLEAR))
            self._stage.show_empty("search", *said, act=self._show_everybody)
        else:
            said = (say(words.NOBODY), say(words.NOBODY_HOW), say(words.IMPORT))
            self._stage.show_empty("people", *said, act=self.import_wanted.emit)

    def _show_everybody(self) -> None:
        self.search.clear()
        self.filters.clear()
        self.focus_search()

    def _go_to_table(self) -> None:
        rows = self.rows_shown()
        if rows:
            self.mark(rows[0].id)
            self.focus_table()

    def _ask_for_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.table.viewport().mapToGlobal(at))


def _id_of(one: PersonRow) -> UUID:
    return one.id
