"""People: the roster to search and narrow, one person's record beside it, and what can be done with people."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import Told
from trainer_app.domain.person_record import PersonRecord, PersonRow, Roster
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.live import Live
from trainer_app.qt.page import Action, Page
from trainer_app.qt.parts.badges_panel import BadgesPanel
from trainer_app.qt.parts.basics import ElidedLabel, button, column, label, row
from trainer_app.qt.parts.file_names import ask_open, ask_save, plain_name, with_ending
from trainer_app.qt.parts.merge_panel import MOST, MergePanel
from trainer_app.qt.parts.paper_roster_panel import PaperRosterPanel
from trainer_app.qt.parts.people_import import PeopleImport
from trainer_app.qt.parts.person_deeds import PersonDeeds
from trainer_app.qt.parts.person_form import PersonForm
from trainer_app.qt.parts.person_list import PersonList
from trainer_app.qt.parts.person_panel import PersonPanel
from trainer_app.qt.parts.usage_grant_form import UsageGrantForm
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import people as words
from trainer_app.words.language import say

_SIDE: Final = 360
_ROOM_FOR_SIDE: Final = 1380  # pixels at scale 1 from which a person stands beside the whole table


class PeoplePage(Page):
    """Everybody in a table; one person beside it or, with Enter, on the whole page."""

    topics: ClassVar = frozenset(
        {Topic.PEOPLE, Topic.ATTENDANCE, Topic.USAGE, Topic.FOLLOW_UP, Topic.PROGRAM, Topic.SESSIONS, Topic.FLOOR}
    )

    def __init__(self, services: Services, work: Work, live: Live, tell: Tell, current: Current) -> None:
        super().__init__(live)
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._roster = Roster((), services.clock().date())
        self._wanted: UUID | None = None
        self._deeds = PersonDeeds(services, work, tell, current.desk)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._list.show_loading()

    def reload(self, changes: Changes | None) -> None:
        """Read the roster again, and whoever is shown."""
        del changes
        self._work.read(
            self._services.person_records.roster, then=self._show_roster, failed=self._show_trouble, newest="roster"
        )

    def reload_all(self) -> None:
        """Try again after trouble."""
        self._list.show_loading()
        self.reload(None)

    def keys(self) -> list[tuple[str, str]]:
        """Return the page's keys."""
        pairs = (
            ("/", words.KEY_SEARCH),
            ("Enter", words.KEY_OPEN),
            ("E", words.KEY_EDIT),
            ("N", words.KEY_NEW),
            ("M", words.KEY_MERGE),
        )
        return [(key, say(text)) for key, text in pairs]

    def palette_actions(self) -> list[Action]:
        """Return what the palette can ask of this page."""
        return [
            Action(say(words.ADD), self._begin_new, "N"),
            Action(say(words.IMPORT), self._choose_file),
            Action(say(words.BADGES), self._open_badges),
            Action(say(words.PAPER), self._open_paper),
        ]

    def take_focus(self) -> None:
        """Begin at the search."""
        self._list.focus_search()

    def show_person(self, attendee_id: UUID) -> None:
        """Show this person on the whole page."""
        self._stack.setCurrentWidget(self._whole)
        self._read(attendee_id)

    def import_people(self, file: Path) -> None:
        """Show what a roster holds, to be taken in or not."""
        self._stack.setCurrentWidget(self._import)
        self._import.open(file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show a person beside the table where there is room."""
        super().resizeEvent(event)
        self._fit_side()

    def _make_parts(self) -> None:
        desk = self._current.desk
        self._count = ElidedLabel("", "lead")
        self._list = PersonList(self._services, self._work)
        self._panel, self._whole = PersonPanel(whole=False), PersonPanel(whole=True)
        self._form, self._merge = PersonForm(), MergePanel()
        self._side = QStackedWidget()
        for part in (self._panel, self._form):
            self._side.addWidget(part)
        self._import = PeopleImport(self._services, self._work, desk)
        self._badges = BadgesPanel(self._services, self._work, self._tell, desk)
        self._paper = PaperRosterPanel(self._services, self._work, self._tell, self._current)
        self._grant = UsageGrantForm(self._services, self._work, self._tell, desk)
        self._stack = QStackedWidget()

    def _lay_out(self) -> None:
        main = QWidget()
        beside = row(self._list, self._side, gap=tokens.S16)
        beside.setStretch(0, 1)
        main.setLayout(beside)
        self._main = main
        for part in (main, self._whole, self._merge, self._import, self._badges, self._paper, self._grant):
            self._stack.addWidget(part)
        self._more = button(say(words.MORE), self._open_menu)
        head = row(
            label(say(words.TITLE), "title"),
            self._count,
            None,
            button(say(words.IMPORT), self._choose_file, icon="import"),
            button(say(words.BADGES), self._open_badges),
            button(say(words.PAPER), self._open_paper),
            self._more,
            button(say(words.ADD), self._begin_new, kind="primary", icon="plus"),
            gap=tokens.S8,
        )
        all_of_it = column(head, self._stack, gap=tokens.S12, margins=(24, 20, 24, 24))
        all_of_it.setStretch(1, 1)
        self.setLayout(all_of_it)

    def _connect(self) -> None:
        self._list.chosen.connect(self._open)
        self._list.marked.connect(self._show_marked)
        self._list.menu_wanted.connect(self._open_menu_at)
        self._list.import_wanted.connect(self._choose_file)
        self._list.again_wanted.connect(self.reload_all)
        self._form.filled.connect(self._write)
        self._form.left.connect(self._close_form)
        self._merge.merge_wanted.connect(self._deeds.merge)
        self._import.taken.connect(self._say_imported)
        self._import.another_wanted.connect(self._choose_file)
        self._deeds.done.connect(self._after)
        for one in (self._whole, self._merge, self._import, self._badges, self._paper, self._grant):
            one.left.connect(self._go_back)
        for panel in (self._panel, self._whole):
            panel.edit_wanted.connect(self._edit_one)
            panel.access_wanted.connect(self._begin_access)

    def _bind_keys(self) -> None:
        pairs = (("/", self.take_focus), ("N", self._begin_new), ("E", self._edit), ("M", self._begin_merge))
        for key, act in pairs:
            made = QShortcut(QKeySequence(key), self._main)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def _show_roster(self, roster: Roster) -> None:
        self._roster = roster
        self._list.show_roster(roster)
        self._say_count()
        if self._wanted and self._list.mark(self._wanted):
            self._wanted = None
        shown = self._whole.shown if self._stack.currentWidget() is self._whole else self._panel.shown
        if shown:
            self._read(shown)

    def _show_trouble(self, error: Told) -> None:
        self._list.show_trouble(sentence(error))

    def _say_count(self) -> None:
        self._count.setText(self._list.counted())

    def _show_marked(self, rows: list[PersonRow]) -> None:
        self._say_count()
        if len(rows) == 1:
            self._read(rows[0].id)
        self._fit_side()

    def _fit_side(self) -> None:
        scale = max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        forms = self._side.currentWidget() is self._form
        roomy = self.width() >= _ROOM_FOR_SIDE * scale
        one = len(self._list.rows_marked()) == 1 and roomy
        self._list.filters.setVisible(roomy or not forms)
        self._side.setFixedWidth(round(_SIDE * scale))
        self._side.setVisible(forms or one)

    def _read(self, who: UUID) -> None:
        ask = partial(self._services.person_records.record, who)
        self._work.read(ask, then=self._show_record, failed=self._gone, newest="record")

    def _show_record(self, record: PersonRecord) -> None:
        self._panel.show_record(record)
        self._whole.show_record(record)

    def _gone(self, error: Told) -> None:
        if self._stack.currentWidget() is self._whole:
            self._tell.trouble(error)
            self._go_back()

    def _open(self, one: PersonRow) -> None:
        self.show_person(one.id)
        self._whole.setFocus()

    def _write(self, people: list[Attendee], is_new: bool) -> None:
        self._deeds.write(people, is_new=is_new)

    def _after(self, who: UUID | None) -> None:
        self._close_form()
        self._wanted = who
        if self._stack.currentWidget() is not self._whole:
            self._go_back()

    def _begin_new(self) -> None:
        self._begin_form([])

    def _edit(self) -> None:
        rows = [one for one in self._list.rows_marked() if not one.forgotten]
        if rows:
            self._begin_form([one.person for one in rows])

    def _edit_one(self, one: PersonRow) -> None:
        self._begin_form([one.person])

    def _begin_form(self, people: list[Attendee]) -> None:
        self._stack.setCurrentWidget(self._main)
        self._side.setCurrentWidget(self._form)
        self._fit_side()
        self._form.begin(people, teams=self._roster.teams)

    def _close_form(self) -> None:
        self._side.setCurrentWidget(self._panel)
        self._fit_side()
        self._list.focus_table()

    def _begin_merge(self) -> None:
        rows = self._list.rows_marked()
        if len(rows) in range(2, MOST + 1):
            self._begin_merge_of([one.id for one in rows])
        else:
            self._tell.say(say(words.MARK_TWO))

    def _begin_merge_of(self, people: list[UUID]) -> None:
        self._work.read(partial(self._records_of, people), then=self._show_merge, newest="merge")

    def _records_of(self, people: list[UUID]) -> list[PersonRecord]:
        """On the reader: all that each of these has."""
        return [self._services.person_records.record(one) for one in people]

    def _show_merge(self, records: list[PersonRecord]) -> None:
        self._stack.setCurrentWidget(self._merge)
        self._merge.show_records(records)

    def _begin_forget(self) -> None:
        rows = self._list.rows_marked()
        if rows:
            self._deeds.ask_to_forget(rows, over=self)

    def _begin_access(self, one: PersonRow) -> None:
        self._stack.setCurrentWidget(self._grant)
        self._grant.begin(self._roster.as_of)
        self._grant.search.begin(one.person.name)

    def _hand_out(self) -> None:
        rows = self._list.rows_marked()
        if len(rows) != 1:
            return
        name = f"{plain_name(rows[0].person.name)}.json"
        if file := ask_save(self, say(words.HAND_OUT), name, say(words.DATA_FILES)):
            self._deeds.hand_out(rows[0].person, with_ending(file, ".json"))

    def _choose_file(self) -> None:
        if file := ask_open(self, say(words.IMPORT), say(words.ROSTER_FILES)):
            self.import_people(file)

    def _open_badges(self) -> None:
        marked = self._list.rows_marked() or self._list.rows_shown()
        self._stack.setCurrentWidget(self._badges)
        self._badges.open([one.person for one in marked if not one.forgotten])

    def _open_paper(self) -> None:
        self._stack.setCurrentWidget(self._paper)
        self._paper.open()

    def _say_imported(self, text: str) -> None:
        self._go_back()
        self._tell.say(text, tone=Tone.OK)

    def _go_back(self) -> None:
        self._stack.setCurrentWidget(self._main)
        self._list.focus_table()

    def _open_menu(self) -> None:
        self._menu().exec(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _open_menu_at(self, at: QPoint) -> None:
        self._menu().exec(at)

    def _menu(self) -> QMenu:
        rows = self._list.rows_marked()
        one = len(rows) == 1
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act, allowed in (
            (words.OPEN, self._open_marked, one),
            (words.EDIT, self._edit, bool(rows)),
            (words.MERGE, self._begin_merge, len(rows) > 1),
            (words.HAND_OUT, self._hand_out, one),
            (words.FORGET, self._begin_forget, bool(rows)),
        ):
            menu.addAction(say(text), act).setEnabled(allowed)
        return menu

    def _open_marked(self) -> None:
        rows = self._list.rows_marked()
        if rows:
            self._open(rows[0])
