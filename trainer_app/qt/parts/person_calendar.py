"""Somebody's use as a small calendar: a column for each week, a square for each day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer_app.domain.coverage import Coverage
from trainer_app.domain.person_record import PersonRecord
from trainer_app.qt import tokens
from trainer_app.qt.theme import colours_of
from trainer_app.words import people as words
from trainer_app.words.language import say

_WEEKS: Final = 18
_DAYS: Final = 7
_SQUARE: Final = 12
_STEP: Final = 15


class PersonCalendar(QWidget):
    """Filled: used it; open: covered, not used; striped: no import shows this day. Not by colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._first = self._last = date.min
        self._active: frozenset[date] = frozenset()
        self._coverage = Coverage()
        self.setAccessibleName(say(words.USAGE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_record(self, record: PersonRecord) -> None:
        """Show the last weeks up to the day the record is read on."""
        self._last = record.as_of
        self._first = record.as_of - timedelta(days=record.as_of.weekday() + _DAYS * (_WEEKS - 1))
        self._active, self._coverage = record.active, record.coverage
        self.setAccessibleDescription(words.use(record, since=self._first))
        self.setToolTip(words.use(record, since=self._first))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all its squares."""
        step = round(_STEP * self._scale())
        return QSize(step * _WEEKS, step * _DAYS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the squares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        step, side = _STEP * self._scale(), _SQUARE * self._scale()
        day = self._first
        while day <= self._last:
            week, weekday = divmod((day - self._first).days, _DAYS)
            box = QRectF(week * step + 0.5, weekday * step + 0.5, side, side)
            if day in self._active:
                painter.setPen(QPen(QColor(colours.ok), 1))
                painter.setBrush(QColor(colours.ok))
            elif self._covered(day):
                painter.setPen(QPen(QColor(colours.edge), 1))
                painter.setBrush(QColor(colours.surface))
            else:
                painter.setPen(QPen(QColor(colours.line), 1))
                painter.setBrush(QBrush(QColor(colours.edge), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 2.5, 2.5)
            day += timedelta(days=1)
        painter.end()

    def _covered(self, day: date) -> bool:
        return any(one.first <= day <= one.last for one in self._coverage.ranges)

    def _scale(self) -> float:
        return max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
