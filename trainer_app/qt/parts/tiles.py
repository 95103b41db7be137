"""The small cards of the welcome: side by side where there is room, else one line each."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import clear, column, label, row
from trainer_app.words.check_in import Tile

_NARROW: Final = 520  # at text of normal size


class Tiles(QWidget):
    """Shows what is known of a person beyond this session."""

    def __init__(self) -> None:
        super().__init__()
        self._row = row(gap=tokens.S16)
        self.setLayout(self._row)
        self._shown: list[_Tile] = []
        self._folded = False

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show these instead."""
        clear(self._row)
        self._shown = [_Tile(tile) for tile in tiles]
        for tile in self._shown:
            self._row.addWidget(tile, 1)
        self.setVisible(bool(tiles))
        self._arrange()

    def give_way(self, wanted: bool) -> None:
        """Make room for a form where they are folded, or come back."""
        self.setVisible(bool(self._shown) and not (wanted and self._folded))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold where it got narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        folded = self._folded = self.width() < _NARROW * self.font().pixelSize() / tokens.BODY
        way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setSpacing(tokens.S8 if folded else tokens.S16)
        for tile in self._shown:
            tile.fold(folded)


class _Tile(QFrame):
    def __init__(self, tile: Tile) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self._value = label(tile.value, "fact", wrap=True)
        self._note = label(tile.note, "note", wrap=True)
        if not tile.note:  # a note shown before it has a place would be a window, and take the scanner's keys
            self._note.hide()
        self._caption = label(tile.caption, "note")
        self._box = column(self._caption, self._value, self._note, gap=tokens.S4, margins=(18, 14, 18, 14))
        self._box.addStretch(1)
        self.setLayout(self._box)

    def fold(self, folded: bool) -> None:
        way = QBoxLayout.Direction.LeftToRight if folded else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        self._box.setSpacing(tokens.S16 if folded else tokens.S4)
        self._box.setContentsMargins(*((18, 6, 18, 6) if folded else (18, 14, 18, 14)))
        self._note.setVisible(bool(self._note.text()) and not folded)
        self.setToolTip(self._note.text() if folded else "")
