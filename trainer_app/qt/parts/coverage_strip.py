"""A calendar of the days usage is imported for: a row for each month, a square for each day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from trainer_app.domain.usage_coverage import Cover, CoverageDays
from trainer_app.qt import tokens
from trainer_app.qt.theme import colours_of
from trainer_app.qt.tokens import Colours
from trainer_app.words import usage_panel as words
from trainer_app.words.language import say

_DAYS: Final = 31
_SQUARE: Final = 16
_BETWEEN: Final = 3
_NARROWEST: Final = 13.0
_LEGEND: Final = (Cover.COVERED, Cover.NEW, Cover.REPLACED, Cover.HOLE)
_RESIZED: Final = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


class CoverageStrip(QWidget):
    """Shows which days are covered, which an import would change, and which are missing; and says it in words."""

    def __init__(self) -> None:
        super().__init__()
        self._days = CoverageDays()
        self._months: list[date] = []
        self.setAccessibleName(say(words.STRIP))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_coverage(self._days)

    def show_coverage(self, days: CoverageDays) -> None:
        """Show these days."""
        self._days = days
        self._months = list(days.months())
        self.setAccessibleDescription(words.in_words(days))
        self.updateGeometry()
        self.update()

    def cover_of(self, day: date) -> Cover | None:
        """Return what is shown of this day."""
        return self._days.of(day)

    def sizeHint(self) -> QSize:
        """Return the size of the months and the legend below them."""
        return QSize(round(self._left() + _DAYS * self._widest()), self._height())

    def minimumSizeHint(self) -> QSize:
        """Be narrower if it must, with smaller squares, but never cut."""
        return QSize(round(self._left() + _DAYS * _NARROWEST), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the squares now are."""
        super().resizeEvent(event)
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Tell about the day under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            day = self._day_at(QPointF(event.pos()))
            if day is None:
                QToolTip.hideText()
            else:
                said = words.one_day(day, self._days.of(day), training=day in self._days.training)
                QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in _RESIZED:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months and what their colours mean."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        if self._months:
            self._draw_numbers(painter, colours)
        for at, month in enumerate(self._months):
            self._draw_month(painter, colours, at + 1, month)
        if self._months:
            self._draw_legend(painter, colours)
        painter.end()

    def _draw_numbers(self, painter: QPainter, colours: Colours) -> None:
        painter.setPen(QColor(colours.muted))
        painter.setFont(self._small())
        for number in (1, 5, 10, 15, 20, 25, 30):
            box = self._square(0, number).adjusted(-4, 0, 4, 0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))

    def _draw_month(self, painter: QPainter, colours: Colours, at: int, month: date) -> None:
        painter.setPen(QColor(colours.muted))
        painter.setFont(self._small())
        box = QRectF(0, at * self._pitch(), self._left(), self._side())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words.month(month))
        day = month
        while day.month == month.month:
            square = self._square(at, day.day)
            _draw_day(painter, square, self._days.of(day), colours)
            if day in self._days.training:
                _draw_training(painter, square, colours)
            day += timedelta(days=1)

    def _draw_legend(self, painter: QPainter, colours: Colours) -> None:
        painter.setFont(self._small())
        metrics, x = QFontMetrics(self._small()), self._left()
        y = (len(self._months) + 1) * self._pitch() + tokens.S12
        shown = {self._days.of(day) for day in self._every_day()}
        for cover in (*(one for one in _LEGEND if one in shown), None):
            square = QRectF(x, y, self._side(), self._side())
            if cover is None:
                _draw_day(painter, square, Cover.COVERED, colours)
                _draw_training(painter, square, colours)
            else:
                _draw_day(painter, square, cover, colours)
            said = words.cover(cover) if cover else say(words.TRAINING)
            painter.setPen(QColor(colours.text))
            box = QRectF(square.right() + 6, y, metrics.horizontalAdvance(said) + 4, self._side())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), said)
            x = box.right() + tokens.S16

    def _every_day(self) -> list[date]:
        span = self._days.span
        return list(span) if span else []

    def _square(self, at: int, number: int) -> QRectF:
        side = self._side()
        return QRectF(self._left() + (number - 1) * self._pitch(), at * self._pitch(), side, side)

    def _day_at(self, where: QPointF) -> date | None:
        row, number = int(where.y() // self._pitch()) - 1, int((where.x() - self._left()) // self._pitch()) + 1
        if not (0 <= row < len(self._months) and 1 <= number <= _DAYS):
            return None
        try:
            return self._months[row].replace(day=number)
        except ValueError:
            return None

    def _scale(self) -> float:
        return max(self.font().pixelSize(), tokens.BODY) / tokens.BODY

    def _side(self) -> float:
        return self._pitch() * _SQUARE / (_SQUARE + _BETWEEN)

    def _pitch(self) -> float:
        return max(min(self._widest(), (self.width() - self._left()) / _DAYS), _NARROWEST)

    def _widest(self) -> float:
        return (_SQUARE + _BETWEEN) * self._scale()

    def _height(self) -> int:
        return round((len(self._months) + 1) * self._pitch() + self._below()) if self._months else 0

    def _below(self) -> float:
        return tokens.S12 + self._side() + tokens.S4 if self._months else 0

    def _left(self) -> float:
        metrics = QFontMetrics(self._small())
        widest = max((metrics.horizontalAdvance(words.month(one)) for one in self._months), default=0)
        return widest + tokens.S12

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(round(tokens.SMALL * self._scale()), 1))
        return font


def _draw_day(painter: QPainter, square: QRectF, cover: Cover | None, colours: Colours) -> None:
    """Draw one day: filled where covered, ringed where an import changes it, hatched where it is missing."""
    if cover is None:
        return
    inner = square.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if cover is Cover.HOLE:
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(QColor(colours.edge))
        brush = painter.brush()
        brush.setStyle(Qt.BrushStyle.BDiagPattern)
        painter.setBrush(brush)
    else:
        fill = {Cover.COVERED: colours.accent_soft, Cover.NEW: colours.accent, Cover.REPLACED: colours.look_soft}[cover]
        edge = {Cover.COVERED: colours.accent, Cover.NEW: colours.accent, Cover.REPLACED: colours.look}[cover]
        painter.setPen(QPen(QColor(edge), 2 if cover is Cover.REPLACED else 1))
        painter.setBrush(QColor(fill))
    painter.drawRoundedRect(inner, 4, 4)


def _draw_training(painter: QPainter, square: QRectF, colours: Colours) -> None:
    """Draw a dot with a ring, which stands out on every ground."""
    painter.setPen(QPen(QColor(colours.surface), 1.5))
    painter.setBrush(QColor(colours.text))
    painter.drawEllipse(square.center(), square.width() * 0.24, square.height() * 0.24)
