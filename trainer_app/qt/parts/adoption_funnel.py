"""The funnel: six stages side by side, each with its count, what it is out of, and how full it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, clear, column, label, row
from trainer_app.qt.theme import colours_of, tabular
from trainer_app.words.adoption_page import Step

_FILL: Final = 28
_SIDE: Final = 20


class FunnelStrip(QFrame):
    """Shows the stages in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._row = row(gap=tokens.S12, margins=(_SIDE, 16, _SIDE, 16))
        self.setLayout(self._row)
        self._shown: tuple[Step, ...] = ()
        self._stages: list[_Stage] = []

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show these instead."""
        if steps != self._shown:
            self._shown = steps
            clear(self._row)
            self._stages = [_Stage(step) for step in steps]
            for one in self._stages:
                self._row.addWidget(one, 1)
            self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words below the figures, in all stages, where one is too narrow for them."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        gaps = self._row.spacing() * (len(self._stages) - 1) + 2 * _SIDE
        room = (self.width() - gaps) // max(len(self._stages), 1)
        folded = any(one.needs() > room for one in self._stages)
        for one in self._stages:
            one.fold(folded=folded)


class _Stage(QWidget):
    def __init__(self, step: Step) -> None:
        super().__init__()
        self.setAccessibleName(f"{step.title}: {step.count} {step.text}")
        self.setToolTip(self.accessibleName())
        figure, beside = label(str(step.count), "figure"), label(step.text, "muted")
        figure.setFont(tabular(figure.font()))
        self._line = row(figure, beside, None, gap=tokens.S8)
        self._wanted = figure, beside
        self.setLayout(column(ElidedLabel(step.title, "note"), self._line, _Fill(step.share), gap=tokens.S4))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(beside.sizeHint().width())

    def needs(self) -> int:
        """Return the width in pixels of figure and words side by side."""
        return sum(one.sizeHint().width() for one in self._wanted) + tokens.S8

    def fold(self, *, folded: bool) -> None:
        """Put the words below the figure, or beside it."""
        way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        if self._line.direction() is not way:
            self._line.setDirection(way)
            self._line.setSpacing(0 if folded else tokens.S8)


class _Fill(QWidget):
    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(_FILL)

    def sizeHint(self) -> QSize:
        return QSize(60, _FILL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(box, tokens.RADIUS_TINY, tokens.RADIUS_TINY)
        painter.setClipPath(shape)
        painter.fillRect(box, QColor(colours.sunk))
        high = box.height() * self._share
        painter.fillRect(QRectF(0, box.height() - high, box.width(), high), QColor(colours.accent))
        painter.end()
