"""Two entries or more side by side: who stays, and what becomes of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QScrollArea, QWidget

from trainer_app.domain.person_record import PersonRecord
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, clear, column, frame, label, row
from trainer_app.words import people as words
from trainer_app.words.language import say

MOST: Final = 6  # entries beside each other


class MergePanel(QFrame):
    """Asks for a merge: `merge_wanted(who stays, the others)`; `left` when it was given up."""

    merge_wanted = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._records: list[PersonRecord] = []
        self._group = QButtonGroup(self)
        self._how = label("", "body", wrap=True)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(tokens.S16)
        holder = QWidget()
        holder.setLayout(self._cards)
        area = QScrollArea()
        area.setWidget(holder)
        for part in (holder, area.viewport()):
            part.setAutoFillBackground(False)  # the card's own ground shows
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._merge = button(say(words.MERGE_NOW), self._ask, kind="primary")
        feet = row(self._merge, button(say(words.CANCEL), self.left.emit), None, gap=tokens.S12)
        title = label(say(words.MERGE_TITLE), "title")
        inside = column(title, self._how, area, feet, gap=tokens.S16, margins=(28, 24, 28, 24))
        inside.setStretch(2, 1)
        self.setLayout(inside)
        self._group.idToggled.connect(self._say_how)

    def show_records(self, records: Sequence[PersonRecord]) -> None:
        """Show these entries; the one with the most behind it is proposed to stay."""
        self._records = list(records)
        clear(self._cards)
        likely = max(range(len(records)), key=self._weight)
        for at, record in enumerate(records):
            choice = QRadioButton(say(words.STAYS, name=record.row.person.name))
            choice.setAccessibleName(choice.text())
            self._group.addButton(choice, at)
            self._cards.addWidget(_card(record, choice), 1)
            choice.setChecked(at == likely)
        self._say_how()
        self._group.button(likely).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _weight(self, at: int) -> tuple[int, int, bool]:
        one = self._records[at]
        return one.row.sessions, len(one.active), bool(one.row.person.email)

    def _stays(self) -> PersonRecord | None:
        at = self._group.checkedId()
        return self._records[at] if 0 <= at < len(self._records) else None

    def _say_how(self) -> None:
        stays = self._stays()
        if stays:
            self._how.setText(say(words.MERGE_HOW, name=stays.row.person.name))

    def _ask(self) -> None:
        stays = self._stays()
        if stays:
            others: list[UUID] = [one.row.id for one in self._records if one is not stays]
            self.merge_wanted.emit(stays.row.person, others)


def _card(record: PersonRecord, choice: QRadioButton) -> QFrame:
    facts = QGridLayout()
    facts.setHorizontalSpacing(tokens.S16)
    facts.setVerticalSpacing(tokens.S8)
    facts.setColumnStretch(1, 1)
    for at, (caption, said) in enumerate(words.has(record)):
        facts.addWidget(label(caption, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
        facts.addWidget(label(said, "body", wrap=True), at, 1)
    name = label(record.row.person.name, "title", wrap=True)
    return frame("inset", column(name, choice, facts, None, gap=tokens.S12, margins=(20, 18, 20, 18)))
