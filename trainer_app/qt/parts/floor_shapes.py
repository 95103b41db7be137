"""The look of the floor's states: a ground, a colour and a shape each, the same in grid, seat map and legend."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QPolygon, QStaticText, QTransform

from trainer_app.domain.floor_board import Cell, CellState
from trainer_app.qt import tokens
from trainer_app.qt.icons import pixmap, scaled
from trainer_app.qt.theme import tabular
from trainer_app.qt.tokens import Colours

ICONS: Final = {
    CellState.DONE: "tick",
    CellState.SKIPPED: "skip",
    CellState.HAND: "hand",
    CellState.HELPED: "people",
    CellState.HELD: "pause",
    CellState.LEFT: "door",
}
_ICON: Final = 14
_CORNER: Final = 11
_MOST_TEXTS: Final = 5000
LINE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


class Face(Enum):
    """A font of the floor."""

    PLAIN = "plain"
    BOLD = "bold"
    SMALL = "small"
    SMALL_BOLD = "small_bold"


class Brush:
    """Fonts and colours for one scheme and size of text, made once and used for every cell."""

    def __init__(self, colours: Colours, base: QFont) -> None:
        self.colours = colours
        self.plain = tabular(base)
        self.bold = tabular(base)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.small = tabular(base)
        self.small.setPixelSize(max(round(base.pixelSize() * tokens.SMALL / tokens.BODY), 1))
        self.small_bold = tabular(self.small)
        self.small_bold.setWeight(QFont.Weight.DemiBold)
        self.faces = {
            Face.PLAIN: (self.plain, QFontMetrics(self.plain)),
            Face.BOLD: (self.bold, QFontMetrics(self.bold)),
            Face.SMALL: (self.small, QFontMetrics(self.small)),
            Face.SMALL_BOLD: (self.small_bold, QFontMetrics(self.small_bold)),
        }
        self.small_metrics = self.faces[Face.SMALL][1]
        self.small_bold_metrics = self.faces[Face.SMALL_BOLD][1]
        self.pad = scaled(tokens.S8, base)
        self.icon = scaled(_ICON, base)
        self.corner = scaled(_CORNER, base)
        named = {name: QColor(getattr(colours, name)) for name in _NAMES}
        self.ink = named
        self._icons: dict[tuple[CellState, int, float], QPixmap] = {}
        self._texts: dict[tuple[str, Face, int], QStaticText] = {}
        self.shown = {
            CellState.AHEAD: named["muted"],
            CellState.DONE: named["ok"],
            CellState.SKIPPED: named["muted"],
            CellState.NOW: named["accent"],
            CellState.LOOK: named["look"],
            CellState.HAND: named["surface"],
            CellState.HELPED: named["ok"],
            CellState.HELD: named["look"],
            CellState.LEFT: named["muted"],
        }
        self.grounds: dict[CellState, QColor] = {
            CellState.LOOK: named["look_soft"],
            CellState.HAND: named["help"],
            CellState.HELPED: named["ok_soft"],
            CellState.HELD: named["look_soft"],
        }

    def draw_icon(self, painter: QPainter, state: CellState, *, at: QPoint, colour: QColor | None = None) -> None:
        """Draw the shape of a state with its top left corner here."""
        size = self.icon
        if state is CellState.LOOK:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour or self.shown[state])
            low = at.y() + size - 2
            painter.drawPolygon(
                QPolygon([QPoint(at.x(), at.y() + 1), QPoint(at.x() + size - 3, low), QPoint(at.x(), low)])
            )
        elif state is CellState.NOW:
            box = QRect(at.x(), at.y() + size // 4, size, size // 2)
            painter.setPen(self.ink["accent"])
            painter.setBrush(self.ink["accent_soft"])
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.fillRect(box.adjusted(0, 0, -size // 2, 0), self.ink["accent"])
        elif state in ICONS:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(at, self._icon_of(state, colour or self.shown[state], ratio))

    def draw_first(self, painter: QPainter, box: QRect) -> int:
        """Draw the mark of a first hands-on at the right end of this box; return how wide it is."""
        size = self.icon * 2 // 3
        place = QRect(box.right() - size, box.center().y() - size // 2, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink["ok"])
        painter.drawEllipse(place)
        painter.restore()
        return size

    def draw_cell(self, painter: QPainter, cell: Cell, *, box: QRect) -> None:
        """Draw one step of one person."""
        if cell.state is CellState.AHEAD:
            return
        if ground := self.grounds.get(cell.state):
            painter.fillRect(box, ground)
        elif cell.state is CellState.NOW:
            towards = QRect(box.left(), box.top(), box.width() * cell.fill // 100, box.height())
            painter.fillRect(towards, self.ink["accent_soft"])
        inside = box.adjusted(self.pad // 2 + 1, 0, -1, 0)
        if cell.state is CellState.NOW:
            self.write(painter, _count(cell.minutes), box=inside, face=Face.BOLD, colour=self.ink["text"])
            return
        self.draw_icon(painter, cell.state, at=QPoint(inside.left(), inside.center().y() - self.icon // 2))
        inside.setLeft(inside.left() + self.icon + self.pad // 2)
        if cell.state is CellState.DONE:
            self.write(painter, _count(cell.minutes), box=inside, face=Face.PLAIN, colour=self.ink["muted"])
        elif cell.state is CellState.HELPED:
            by = self.fitting(cell.by, inside.width()) if cell.by else _count(cell.minutes)
            self.write(painter, by, box=inside, face=Face.BOLD, colour=self.shown[cell.state])
        elif cell.state not in {CellState.SKIPPED, CellState.LEFT}:
            self.write(painter, _count(cell.minutes), box=inside, face=Face.BOLD, colour=self.shown[cell.state])

    def fitting(self, name: str, width: int) -> str:
        """Return a name that fits this width: whole, else its initials, else "" and the shape alone says it."""
        initials = "".join(part[0] for part in name.split())
        metrics = self.faces[Face.BOLD][1]
        return next((one for one in (name, initials) if metrics.horizontalAdvance(one) <= width), "")

    def _icon_of(self, state: CellState, colour: QColor, ratio: float) -> QPixmap:
        key = (state, colour.rgba(), ratio)
        if key not in self._icons:
            self._icons[key] = pixmap(ICONS[state], colour, self.icon, ratio)
        return self._icons[key]

    def write(
        self, painter: QPainter, text: str, *, box: QRect, face: Face, colour: QColor, at_right: bool = False
    ) -> None:
        """Write a line in the middle of the box, ended by … where it is too long.

        It is laid out once: a grid of hundreds says the same few numbers and names again and again.
        """
        if not text:
            return
        font, metrics = self.faces[face]
        key = (text, face, box.width())
        if key not in self._texts:
            if len(self._texts) > _MOST_TEXTS:
                self._texts.clear()
            made = QStaticText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(QTransform(), font)
            self._texts[key] = made
        laid_out = self._texts[key]
        painter.setFont(font)
        painter.setPen(colour)
        size = laid_out.size()
        left = box.right() + 1 - round(size.width()) if at_right else box.left()
        painter.drawStaticText(left, box.top() + round((box.height() - size.height()) / 2), laid_out)


_NAMES: Final = (
    "ground", "surface", "sunk", "line", "edge", "text", "muted", "accent", "accent_soft", "ok", "ok_soft", "look",
    "look_soft", "help", "help_soft",
)  # fmt: skip


@lru_cache(maxsize=8)
def _brush(colours: Colours, families: tuple[str, ...], pixels: int) -> Brush:
    font = QFont(list(families))
    font.setPixelSize(pixels)
    return Brush(colours, font)


def brush(colours: Colours, font: QFont) -> Brush:
    """Return the brush for these colours and this size of text; made once."""
    pixels = font.pixelSize() if font.pixelSize() > 0 else tokens.BODY  # before a stylesheet dressed the widget
    return _brush(colours, tuple(font.families()), pixels)


def _count(minutes: int | None) -> str:
    return "" if minutes is None else str(minutes)
