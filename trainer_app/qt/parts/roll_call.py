"""Roll-call: the expected who are not here, gone through quickly; one key checks in the marked person."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from trainer_app.domain.attendance_sheet import AttendanceSheet
from trainer_app.domain.attendee import Attendee
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import button, column, label, row, toned
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone
from trainer_app.words import door as words
from trainer_app.words.language import say


class RollCall(QFrame):
    """Says who is here after all: `here(attendee id)`; `left` when the person at the desk is through."""

    here = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._head = label("", "title")
        self._called: set[UUID] = set()
        self._how = label(say(words.ROLL_CALL_HOW), "muted", wrap=True)
        self._list = RowList(say(words.ROLL_CALL), selectable=True)
        self._list.chosen.connect(self._choose)
        self._list.left.connect(self.left)
        head = row(toned("roll-call", Tone.PLAIN, size=24), self._head, None, button(say(words.STOP), self.left.emit))
        top = column(head, self._how, gap=tokens.S8, margins=(24, 20, 24, 4))
        inside = column(top, column(self._list, margins=(12, 0, 8, 8)), gap=tokens.S4)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.setFocusProxy(self._list)

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show who is missing; the mark stays at its place in the list, so that the next one comes to it."""
        at = max(self._list.currentIndex().row(), 0)
        self._called &= {one.id for one in sheet.not_arrived}
        self._list.rows.show_rows([_missing(one) for one in sheet.not_arrived])
        count = len(sheet.not_arrived)
        self._head.setText(words.not_here(count) if count else say(words.ROLL_CALL_DONE))
        self._how.setVisible(count > 0)
        self._list.mark(at if count else -1)

    def _choose(self, chosen: Row) -> None:
        if chosen.key not in self._called:
            self._called.add(chosen.key)
            self.here.emit(chosen.key)


def _missing(one: Attendee) -> Row:
    return Row(key=one.id, name=one.name, under=words.told_apart(one))
