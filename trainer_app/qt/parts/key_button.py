"""A key and what it does, as one button: it can be read, clicked, and reached with Tab."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import keycap, label, row


class KeyButton(QPushButton):
    """Emits `chosen(meaning)` when clicked; pressing the key itself is the page's affair."""

    chosen = Signal(object)

    def __init__(self, key: str, text: str, *, meaning: object = None, large: bool = False) -> None:
        super().__init__()
        self._meaning = meaning
        self.setProperty("kind", "key")
        self.setAccessibleName(f"{text} ({key})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        cap = keycap(key.replace("+", " "))
        cap.setProperty("large", "true" if large else "false")
        said = label(text, "strong" if large else "note")
        for child in (cap, said):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside = row(cap, said, gap=tokens.S8, margins=(0, 3, 8, 3))
        self.setLayout(self._inside)
        self.clicked.connect(self._choose)

    def sizeHint(self) -> QSize:
        """Be as large as the key and its words."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self._inside.minimumSize()

    def _choose(self) -> None:
        self.chosen.emit(self._meaning)
