"""Who could be meant by what is typed: results as they come, and nobody chosen while two have one name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from trainer_app.domain.attendance_sheet import Arrived
from trainer_app.domain.attendee import Attendee
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import column, label, row, toned
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone
from trainer_app.services.people_search import Match, Rank
from trainer_app.words import door as words
from trainer_app.words.language import say
from trainer_app.words.times import clock


class Results(QFrame):
    """Marks the best match; `chosen(Attendee)` by a click, or by `accept` when Enter is pressed in the field."""

    chosen = Signal(object)
    nobody = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._list = RowList(say(words.RESULTS), selectable=True)
        self._list.setFocusPolicy(self.focusPolicy())
        self._list.chosen.connect(self._choose)
        self._hint = label("", "small", wrap=True, tone=Tone.LOOK)
        self._sign = toned("elsewhere", Tone.LOOK, size=18)
        hint = row(self._sign, self._hint, gap=tokens.S8, margins=(20, 12, 20, 4))
        hint.setStretch(1, 1)
        inside = column(hint, column(self._list, margins=(8, 8, 4, 8)), gap=0)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self._doubtful = False

    def show_people(
        self, found: Sequence[Match], *, arrived: Mapping[UUID, Arrived], expected: Collection[UUID] = (), zone: str
    ) -> None:
        """Show these, best first; the first is marked unless it is a guess, or another has the same name."""
        who = [one.attendee for one in found]
        self._list.rows.show_rows([_found(one, arrived.get(one.id), zone, is_due=one.id in expected) for one in who])
        guesses = bool(found) and found[0].rank is Rank.FUZZY
        twins = len(found) > 1 and found[0].twin
        self._doubtful = guesses or twins
        self._list.mark(-1 if self._doubtful or not found else 0)
        self._list.setVisible(bool(found))
        self._say("" if found else words.NOBODY, Tone.INFO)
        if self._doubtful:
            self._say(words.GUESSES if guesses else words.SAME_NAME, Tone.LOOK)

    def step(self, by: int) -> None:
        """Mark another row."""
        self._list.step(by)

    def accept(self) -> None:
        """Choose the marked person; with nobody found say so; between namesakes or guesses wait for a choice."""
        if marked := self._list.marked:
            self._choose(marked)
        elif not self._doubtful:
            self.nobody.emit()

    def _choose(self, row_chosen: Row) -> None:
        self.chosen.emit(row_chosen.payload)

    def _say(self, hint: str, tone: Tone) -> None:
        self._hint.setText(say(hint) if hint else "")
        self._hint.setVisible(bool(hint))
        self._sign.setVisible(bool(hint))
        self._sign.setProperty("tone", tone.value)
        self._hint.setProperty("tone", tone.value)


def _found(one: Attendee, arrived: Arrived | None, zone: str, *, is_due: bool) -> Row:
    due = say(words.EXPECTED) if is_due else ""
    mark = say(words.IN_ALREADY, time=clock(arrived.check_in.at, zone)) if arrived else due
    return Row(one.id, one.name, words.told_apart(one), mark, Tone.OK if arrived else Tone.INFO, payload=one)
