"""A place to draw a report on, in the measures of the screen at scale 1: a card of the window, or a sheet of paper.

Without a painter nothing is drawn, only measured; so what is measured and what is drawn can never differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from trainer_app.qt import tokens
from trainer_app.qt.tokens import Colours

RIGHT: Final = Qt.AlignmentFlag.AlignRight
CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
_ENDLESS: Final = 1e6
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ANYWHERE: Final = int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Area:
    """Where to draw: the upper left corner and the width; how far down it goes is what drawing returns."""

    x: float
    y: float
    width: float

    def below(self, height: float) -> Area:
        """Return the area that begins so much further down."""
        return replace(self, y=self.y + height)

    def part(self, x: float, width: float) -> Area:
        """Return a part of this area, `x` from its left edge."""
        return Area(self.x + x, self.y, width)


@dataclass(frozen=True, slots=True)
class Ink:
    """How words look: size in pixels at scale 1, weight, and colour."""

    size: int
    colour: str
    bold: bool = False


class Canvas:
    """Draws words and bars; `unit` is how many pixels of the device one measure is."""

    def __init__(self, painter: QPainter | None, *, unit: float, colours: Colours, font: QFont) -> None:
        self._painter = painter
        self._unit = unit
        self._font = QFont(font)
        self._font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.colours = colours
        self.body = Ink(tokens.BODY, colours.text)
        self.strong = Ink(tokens.BODY, colours.text, bold=True)
        self.muted = Ink(tokens.BODY, colours.muted)
        self.note = Ink(tokens.SMALL, colours.muted)
        self.heading = Ink(tokens.LEAD, colours.text, bold=True)
        self.figure = Ink(tokens.FIGURE, colours.text, bold=True)

    def line_height(self, ink: Ink) -> float:
        """Return the height of one line."""
        return QFontMetricsF(self._dressed(ink)).lineSpacing() / self._unit

    def words(self, area: Area, text: str, *, ink: Ink, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> float:
        """Write one line, ending in … where it does not fit; return its height."""
        metrics = QFontMetricsF(self._dressed(ink))
        height = metrics.lineSpacing()
        if self._painter:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width * self._unit + 1)
            self._painter.setFont(self._dressed(ink))
            self._painter.setPen(QColor(ink.colour))
            flags = int(side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine)
            self._painter.drawText(self._box(area, height / self._unit), flags, shown)
        return height / self._unit

    def paragraph(self, area: Area, text: str, *, ink: Ink) -> float:
        """Write as many lines as it takes; return their height. Nothing is cut: long words break anywhere."""
        if not text:
            return 0.0
        metrics = QFontMetricsF(self._dressed(ink))
        box = self._box(area, _ENDLESS)
        flags = _WRAPPED
        needed = metrics.boundingRect(box, flags, text)
        if needed.width() > box.width() + 1:
            flags = _ANYWHERE
            needed = metrics.boundingRect(box, flags, text)
        if self._painter:
            self._painter.setFont(self._dressed(ink))
            self._painter.setPen(QColor(ink.colour))
            self._painter.drawText(self._box(area, needed.height() / self._unit + 2), flags, text)
        return needed.height() / self._unit

    def bar(self, area: Area, height: float, *, colour: str) -> None:
        """Fill the area with a colour, its corners a little round."""
        if self._painter and area.width > 0 and height > 0:
            radius = min(3.0, height / 2, area.width / 2) * self._unit
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(colour))
            self._painter.drawRoundedRect(self._box(area, height), radius, radius)

    def rule(self, area: Area, *, colour: str = "", upright: float = 0.0) -> None:
        """Draw a thin line across the area, or down from its corner by `upright`."""
        if self._painter:
            self._painter.setPen(QPen(QColor(colour or self.colours.line), max(1.0, 0.8 * self._unit)))
            begin = QPointF(area.x * self._unit, area.y * self._unit)
            along = QPointF(0.0, upright * self._unit) if upright else QPointF(area.width * self._unit, 0.0)
            self._painter.drawLine(begin, begin + along)

    def _box(self, area: Area, height: float) -> QRectF:
        unit = self._unit
        return QRectF(area.x * unit, area.y * unit, area.width * unit, height * unit)

    def _dressed(self, ink: Ink) -> QFont:
        font = QFont(self._font)
        font.setPixelSize(max(1, round(ink.size * self._unit)))
        font.setWeight(QFont.Weight.DemiBold if ink.bold else QFont.Weight.Normal)
        return font
