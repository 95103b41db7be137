"""The small overlay F1 opens: every key and what it does, here and everywhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import column, keycap, label, row
from trainer_app.words import desk as words
from trainer_app.words import phones_panel as phones_words
from trainer_app.words import projector as projector_words
from trainer_app.words.language import say

_KEYS_WIDTH: Final = 96
Keys = list[tuple[str, str]]

EVERYWHERE: Final = (
    ("Ctrl 1 … 9", words.KEY_PAGES),
    ("Ctrl K", words.KEY_PALETTE),
    ("Ctrl Z", words.KEY_UNDO),
    ("Ctrl Shift Z", words.KEY_REDO),
    ("Ctrl H", words.KEY_HISTORY),
    ("Ctrl P", projector_words.KEY_OPEN),
    ("Ctrl J", phones_words.KEY_OPEN),
    ("F11", words.KEY_FULL_SCREEN),
    ("Ctrl + / -", words.KEY_TEXT),
    ("Ctrl Shift L", words.KEY_SCHEME),
    ("F1", words.KEY_HELP),
)


class KeysHelp(QFrame):
    """Lies over the window until a key is pressed or it loses the focus."""

    def __init__(self, over: QWidget, here: Keys) -> None:
        super().__init__(over)
        self._under = over
        self.setProperty("kind", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        everywhere = [(key, say(text)) for key, text in EVERYWHERE]
        tables = [column(label(say(words.KEYS_HERE), "heading"), _table(here), None, gap=tokens.S12)] if here else []
        tables.append(column(label(say(words.KEYS_EVERYWHERE), "heading"), _table(everywhere), None, gap=tokens.S12))
        notes = (label(say(words.KEY_SCAN), "note", wrap=True), label(say(words.KEYS_CLOSE), "note"))
        pieces = (label(say(words.KEYS_TITLE), "title"), row(*tables, gap=tokens.S32), tokens.S4, *notes)
        self.setLayout(column(*pieces, gap=tokens.S12, margins=(28, 24, 28, 24)))
        self.setAccessibleName(say(words.KEYS_TITLE))
        self.setAccessibleDescription("; ".join(f"{key}: {text}" for key, text in [*here, *everywhere]))

    def open(self) -> None:
        """Show it in the middle."""
        self.adjustSize()
        self.move(self._under.rect().center() - self.rect().center())
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Go away at any key."""
        self.close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go away when something else is used."""
        super().focusOutEvent(event)
        self.close()


def _table(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.S16)
    grid.setVerticalSpacing(tokens.S8)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, _KEYS_WIDTH)
    for at, (key, text) in enumerate(keys):
        grid.addWidget(keycap(key), at, 0, Qt.AlignmentFlag.AlignLeft)
        said: QLabel = label(text)
        grid.addWidget(said, at, 1)
    return grid
