"""Drawn icons: small strokes of our own in `resources/icons`, tinted with the colour of the text beside them.

An icon font was weighed first: importing qtawesome (with qtpy) and drawing one icon costs 290 to 500 ms, even with
a single font loaded, where an empty window takes 102 ms. QtSvg and one of these take 2 ms beyond the first paint.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton, QWidget

from trainer_app import paths
from trainer_app.qt import tokens

_BESIDE: Final = 5
_DRESSES: Final = frozenset(
    {QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.EnabledChange}
)


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon in this colour; `size` in pixels of the layout, `ratio` the screen's."""
    return _drawn(name, colour.name(QColor.NameFormat.HexRgb), size, ratio)


class TonedIcon(QWidget):
    """An icon beside words; the stylesheet colours it by its `tone` as it does text. Says nothing to a reader."""

    def __init__(self, name: str, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._pixels = 0
        self._grow()

    def show_icon(self, name: str) -> None:
        """Draw another icon."""
        if name != self._name:
            self._name = name
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw in the colour the palette (and so the stylesheet) gives to text here."""
        painter = QPainter(self)
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        painter.drawPixmap(0, 0, pixmap(self._name, colour, self._pixels, self.devicePixelRatioF()))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._grow()

    def _grow(self) -> None:
        self._pixels = scaled(self._size, self.font())
        self.setFixedSize(self._pixels, self._pixels)


class IconButton(QPushButton):
    """A button whose icon keeps the colour and proportion of its words in every state and scheme."""

    def __init__(self, text: str, icon: str, *, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._size = size
        self._tinted: tuple[str, str, int] | None = None
        self.toggled.connect(self._mark)

    def changeEvent(self, event: QEvent) -> None:
        """Tint again when the scheme, the size or the state changed the words."""
        super().changeEvent(event)
        if event.type() in _DRESSES:
            self._tint()

    def _mark(self, checked: bool) -> None:
        # The stylesheet's :checked would colour the words but not the palette the icon is tinted from.
        self.setProperty("on", "true" if checked else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self._tint()

    def _tint(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.ButtonText)
        size = scaled(self._size, self.font())
        if self._tinted == (self._icon, colour.name(), size):
            return
        self._tinted = (self._icon, colour.name(), size)
        beside = _BESIDE if self.text() else 0
        icon = QIcon()
        drawn = _padded(pixmap(self._icon, colour, size, self.devicePixelRatioF()), beside)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            icon.addPixmap(drawn, mode)
        self.setIconSize(QSize(size + beside, size))
        self.setIcon(icon)


def scaled(size: int, font: QFont) -> int:
    """Return a size made for body text in the proportion of this font."""
    return round(size * max(font.pixelSize(), tokens.SMALL) / tokens.BODY)


def _padded(drawn: QPixmap, beside: int) -> QPixmap:
    """Leave air between the icon and the words; Qt itself leaves 4 px and offers no way to ask for more."""
    ratio = drawn.devicePixelRatio()
    wide = QPixmap(drawn.width() + round(beside * ratio), drawn.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


@cache
def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    source = QByteArray(_source(name).replace("currentColor", colour).encode())
    QSvgRenderer(source).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn
