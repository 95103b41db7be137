"""The button in the top bar that opens the phones: how many are connected, and a dot while one waits for a nod."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from trainer_app.qt.icons import IconButton
from trainer_app.qt.theme import colours_of
from trainer_app.words import phones_panel as words
from trainer_app.words.language import say

_DOT: Final = 5.0


class PhonesButton(IconButton):
    """An icon while phones are off, with a count while they are on; its name says it all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "phone", parent=parent)
        self.setProperty("kind", "plain")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._waiting = 0
        self.show_phones(on=False, connected=0, waiting=0)

    def show_phones(self, *, on: bool, connected: int, waiting: int) -> None:
        """Show how many phones listen, and whether any waits."""
        self.setText(f"{connected}" if on else "")
        self._tinted = None  # beside words the icon has air, alone it has none
        self._tint()
        self._waiting = waiting
        name = words.button_name(on=on, connected=connected, waiting=waiting)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}\n{say(words.TIP)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot over the corner."""
        super().paintEvent(event)
        if self._waiting:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colours = colours_of(self.palette())
            painter.setPen(QColor(colours.surface))
            painter.setBrush(QColor(colours.look))
            painter.drawEllipse(QPointF(self.width() - _DOT - 2, _DOT + 2), _DOT, _DOT)
            painter.end()
