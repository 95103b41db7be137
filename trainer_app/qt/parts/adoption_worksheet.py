"""Slow adoption or quiet rejection: one team's signals side by side and what to ask. Never a verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from trainer_app.domain.worksheet import Worksheet
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, card, clear, column, label, row
from trainer_app.words import adoption_page as words
from trainer_app.words import worksheet as sheet_words
from trainer_app.words.language import say
from trainer_app.words.worksheet_signals import signals


class WorksheetView(QWidget):
    """Shows one team; `left` when it was looked at, `people_wanted(team)` for its people."""

    left = Signal()
    people_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._team = ""
        self._title = label("", "title", wrap=True)
        self._about = label(say(sheet_words.ABOUT), "muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S24)
        self._grid.setVerticalSpacing(tokens.S12)
        self._grid.setColumnStretch(2, 1)
        self._few = label(say(words.WORKSHEET_TOO_FEW), "body", wrap=True)
        self._back = button(say(words.BACK), self.left.emit)
        people = button(say(words.SHOW_TEAM), self._say_people, icon="people")
        self._signals = card(label(say(words.SIGNALS), "heading"), self._few, self._grid, gap=tokens.S12)
        asked = [label(f"{at}. {say(one)}", "body", wrap=True) for at, one in enumerate(sheet_words.QUESTIONS, 1)]
        questions = card(label(say(words.QUESTIONS), "heading"), *asked, gap=tokens.S12)
        head = row(self._back, None, people, gap=tokens.S12)
        inside = column(head, self._title, self._about, self._signals, questions, None, gap=tokens.S16)
        inside.setContentsMargins(0, 0, tokens.S8, 0)
        holder = QWidget()
        holder.setProperty("kind", "ground")
        holder.setLayout(inside)
        area = QScrollArea()
        area.setProperty("kind", "ground")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        self.setLayout(column(area))

    def show_team(self, team: str | None, found: Worksheet | None) -> None:
        """Show this team's signals, or that there are too few people for any."""
        self._team = team or ""
        self._title.setText(say(words.WORKSHEET_TITLE, team=words.team(team)))
        clear(self._grid)
        self._few.setVisible(found is None)
        for at, one in enumerate(signals(found) if found else ()):
            said = label(one.value, "strong", wrap=True)
            said.setAccessibleName(f"{one.title}: {one.value}")
            for place, piece in enumerate((label(one.title, "muted"), said, label(one.hint, "note", wrap=True))):
                self._grid.addWidget(piece, at, place, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnMinimumWidth(1, 220)
        self._back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _say_people(self) -> None:
        self.people_wanted.emit(self._team)
