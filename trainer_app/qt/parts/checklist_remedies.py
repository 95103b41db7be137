"""The ways out of one known error: for which laptops, what to do, and how often it worked in sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import KnownError, Remedy
from trainer_app.domain.checklist_edit import new_remedy
from trainer_app.domain.checklist_rules import REMEDIES_LIMIT
from trainer_app.domain.help_figures import RemedyRecord
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, clear, column, label, row
from trainer_app.qt.parts.checklist_fields import Choice, TextField
from trainer_app.qt.parts.flow import Flow
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say

Records = Mapping[tuple[str, str | None, str], RemedyRecord]
_SYSTEMS: Final = (None, *System)


class Remedies(QWidget):
    """Says what was written: `edited(remedies, mark)`."""

    edited = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._error: KnownError | None = None
        self.rows: list[_RemedyRow] = []
        self._inside = column()
        self.add: QPushButton = button(say(words.ADD_REMEDY), self._add, kind="slight", icon="plus")
        self.setLayout(column(label(say(words.REMEDIES), "note"), self._inside, row(self.add, None)))

    def show_error(self, error: KnownError, step_key: str, *, records: Records) -> None:
        """Show the ways out of this error; rows that are there already are only filled anew."""
        keys = [each.key for each in error.remedies]
        if self._error is None or self._error.key != error.key or keys != [each.key for each in self.rows]:
            clear(self._inside)
            self.rows = [_RemedyRow(each.key, number) for number, each in enumerate(error.remedies, start=1)]
            for made in self.rows:
                made.edited.connect(self._write)
                made.removed.connect(self._remove)
                self._inside.addWidget(made)
        self._error = error
        for shown, each in zip(self.rows, error.remedies, strict=True):
            shown.show_remedy(each, records.get((step_key, error.key, each.key)))
        self.add.setEnabled(len(error.remedies) < REMEDIES_LIMIT)

    def _write(self, remedy: Remedy) -> None:
        if self._error:
            changed = tuple(remedy if each.key == remedy.key else each for each in self._error.remedies)
            self._say(changed, f"{self._error.key}.{remedy.key}")

    def _remove(self, key: str) -> None:
        if self._error:
            self._say(tuple(each for each in self._error.remedies if each.key != key), "")

    def _add(self) -> None:
        if self._error:
            self._say((*self._error.remedies, new_remedy(self._error)), "")
            if self.rows:
                self.rows[-1].text.setFocus()

    def _say(self, remedies: tuple[Remedy, ...], mark: str) -> None:
        self.edited.emit(remedies, mark)


class _RemedyRow(QFrame):
    edited = Signal(object)
    removed = Signal(str)

    def __init__(self, key: str, number: int) -> None:
        super().__init__()
        self.key = key
        self._remedy = Remedy(key, "")
        self._showing = False
        self.system, self.text = Choice(), TextField(1)
        for each in _SYSTEMS:
            self.system.addItem(words.system_name(each))
        self.system.setAccessibleName(say(words.REMEDY_SYSTEM, number=number))
        self.text.setAccessibleName(say(words.REMEDY, number=number))
        self._rate = label("", "note")
        remove = button("", self._remove, kind="slight", icon="close")
        remove.setAccessibleName(say(words.REMOVE_REMEDY))
        remove.setToolTip(say(words.REMOVE_REMEDY))
        below = Flow(tokens.S8, apart=True)
        for piece in (self.system, self._rate, remove):
            below.addWidget(piece)
        self.setLayout(column(self.text, below, gap=tokens.S4))
        self.text.textChanged.connect(self._write)
        self.system.currentIndexChanged.connect(self._write)

    def show_remedy(self, remedy: Remedy, record: RemedyRecord | None) -> None:
        self._showing = True
        self._remedy = remedy
        self.text.show_text(remedy.text)
        self.system.setCurrentIndex(_SYSTEMS.index(remedy.system))
        self._rate.setText(words.hit_rate(record))
        self._showing = False

    def _write(self) -> None:
        if not self._showing:
            system = _SYSTEMS[self.system.currentIndex()]
            self._remedy = replace(self._remedy, text=self.text.text, system=system)
            self.edited.emit(self._remedy)

    def _remove(self) -> None:
        self.removed.emit(self.key)
