"""The rail on the left: one entry per page, chosen with the mouse, Ctrl+number or the arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from trainer_app.qt.icons import IconButton
from trainer_app.qt.parts.basics import clear, column, put
from trainer_app.words import desk as words
from trainer_app.words.language import say

WIDTH: Final = 196
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Rail(QFrame):
    """The entries; `chosen(name)` when a person picks one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName(say(words.PAGES))
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._buttons: dict[str, IconButton] = {}
        self._titles: dict[str, str] = {}
        self._entries, self._feet = column(gap=2), column(gap=2)
        self.setLayout(column(self._entries, None, self._feet, margins=(10, 12, 10, 12)))

    def add(self, name: str, title: str, icon: str, *, at_foot: bool = False) -> None:  # positional: as it is read
        """Add an entry below the others, or at the foot of the rail."""
        entry = IconButton(title, icon, size=20)
        entry.setProperty("kind", "rail")
        entry.setObjectName(name)
        entry.setCheckable(True)
        entry.setAutoExclusive(True)
        entry.setCursor(Qt.CursorShape.PointingHandCursor)
        entry.setToolTip(say(words.RAIL_TIP, title=title, number=len(self._buttons) + 1))
        entry.clicked.connect(self._clicked)
        self._buttons[name] = entry
        self._titles[name] = title
        (self._feet if at_foot else self._entries).addWidget(entry)

    def empty(self) -> None:
        """Take all entries away."""
        clear(self._entries)
        clear(self._feet)
        self._buttons.clear()

    def mark(self, name: str) -> None:
        """Show which page is open."""
        self._buttons[name].setChecked(True)

    def count(self, name: str, count: int) -> None:
        """Show how many things wait on a page, nothing for none."""
        if entry := self._buttons.get(name):
            title = self._titles[name]
            entry.setText(f"{title}  ·  {count}" if count else title)
            put(entry, waits="true" if count else "false")

    def widen(self, scale: float) -> None:
        """Leave room for larger text; not in full proportion, the pages need the rest."""
        self.setFixedWidth(round(WIDTH * (1 + (scale - 1) / 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys."""
        if step := _STEPS.get(Qt.Key(event.key())):
            entries = list(self._buttons.values())
            here = next((at for at, entry in enumerate(entries) if entry.hasFocus()), 0)
            entries[(here + step) % len(entries)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _clicked(self) -> None:
        entry = self.sender()
        if isinstance(entry, IconButton):
            self.chosen.emit(entry.objectName())
