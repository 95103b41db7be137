"""One small line that says what the shapes of the floor mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from trainer_app.domain.floor_board import CellState
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import label, row
from trainer_app.qt.parts.floor_shapes import brush
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.theme import colours_of
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_SHOWN: Final = {
    CellState.HAND: words.LEGEND_HAND,
    CellState.LOOK: words.LEGEND_LOOK,
    CellState.HELPED: words.LEGEND_HELPED,
    CellState.NOW: words.LEGEND_NOW,
    CellState.DONE: words.DONE,
    CellState.SKIPPED: words.SKIPPED,
    CellState.HELD: words.LEGEND_HELD,
    CellState.LEFT: words.LEGEND_LEFT,
}


class Legend(QFrame):
    """Each state's shape beside its word."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say(words.LEGEND))
        flow = Flow(tokens.S12)
        for state, said in _SHOWN.items():
            pair = QFrame()
            pair.setLayout(row(_Shape(state), label(say(said), "note"), gap=5))
            flow.addWidget(pair)
        self.setLayout(flow)


class _Shape(QWidget):
    def __init__(self, state: CellState) -> None:
        super().__init__()
        self._state = state
        self._grow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = brush(colours_of(self.palette()), self.font())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground := shown.grounds.get(self._state):
            painter.fillRect(self.rect(), ground)
        shown.draw_icon(painter, self._state, at=QPoint(3, 2))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._grow()

    def _grow(self) -> None:
        size = brush(colours_of(self.palette()), self.font()).icon
        self.setFixedSize(size + 6, size + 4)
