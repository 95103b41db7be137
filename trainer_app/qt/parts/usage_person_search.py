"""Finds a person by typing, and lets one be chosen; nobody is chosen by a guess."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Attendee
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import captioned, column
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.work import Work
from trainer_app.services.people_search import Match
from trainer_app.words import usage_identities as words
from trainer_app.words.language import say

_MOST: Final = 8


class PersonSearch(QWidget):
    """A field and the people found: `chosen(Attendee)` on Enter or a click in the list."""

    chosen = Signal(object)

    def __init__(self, services: Services, work: Work, caption: str) -> None:
        super().__init__()
        self._services, self._work = services, work
        self.field = QLineEdit()
        self.field.setPlaceholderText(say(words.PERSON_HINT))
        self.list = RowList(say(words.FOUND), selectable=True)
        self.list.setMinimumHeight(132)
        inside = column(captioned(caption, self.field), self.list, gap=tokens.S8)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._enter)
        self.list.chosen.connect(self._choose)

    def begin(self, text: str) -> None:
        """Start with this text."""
        self.field.setText(text)
        self._find(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down from the field into the list; Enter chooses and does nothing else around it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.list.setFocus()
            self.list.mark(0)
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> None:
        if text.strip():
            self._work.read(partial(self._services.people.find, text, limit=_MOST), then=self._show, newest="find")
        else:
            self._work.read(tuple, then=self._show, newest="find")

    def _show(self, found: tuple[Match, ...]) -> None:
        self.list.rows.show_rows([_row(one.attendee) for one in found])

    def _enter(self) -> None:
        """Choose the only one found; of several, one is chosen in the list."""
        if self.list.rows.rowCount() == 1:
            self._choose(self.list.rows.row(0))
        elif self.list.rows.rowCount():
            self.list.setFocus()
            self.list.mark(0)

    def _choose(self, found: Row) -> None:
        self.chosen.emit(found.payload)


def _row(who: Attendee) -> Row:
    under = " · ".join(part for part in (who.team, who.email) if part)
    return Row(who.id, who.name, under, payload=who)
