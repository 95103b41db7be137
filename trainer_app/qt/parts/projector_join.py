"""The code phones join with, on the projector: hidden while there is no address to join at."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from trainer_app.qt.parts.projector_type import sized
from trainer_app.qt.parts.queue_layout import lines_of
from trainer_app.qt.qr import Modules, draw_code, modules_of
from trainer_app.qt.theme import colours_of
from trainer_app.words import projector as words
from trainer_app.words.language import say

_CENTRE: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class JoinPlace(QWidget):
    """Shows the address as a code with the address below it; always dark on white, whatever the scheme."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.address = ""
        self._modules: Modules = ()
        self.hide()

    def show_address(self, address: str) -> None:
        """Show the code for this address; an empty one hides the place."""
        if address != self.address:
            self.address = address
            self._modules = modules_of(address) if address else ()
            self.setAccessibleName(say(words.JOIN_CODE, address=address) if address else "")
            self.update()
        self.setVisible(bool(address))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the code, what to do with it, and the address to type."""
        painter = QPainter(self)
        colours = colours_of(self.palette())
        pixels = max(self.width() * 0.07, 12)
        said = sized(self.font(), pixels, bold=True)
        line = pixels * 1.5
        painter.setFont(said)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(0, 0, self.width(), line), _CENTRE, say(words.JOIN))
        small = sized(self.font(), pixels * 0.8)
        address = lines_of(
            self.address.removeprefix("http://").removeprefix("https://"), small, width=self.width(), most=3
        )
        side = min(self.width(), self.height() - line - len(address) * line)
        draw_code(painter, self._modules, QRectF((self.width() - side) / 2, line, side, side))
        painter.setFont(small)
        painter.setPen(QColor(colours.text))
        for number, text in enumerate(address):
            painter.drawText(QRectF(0, line + side + number * line, self.width(), line), _CENTRE, text)
        painter.end()
