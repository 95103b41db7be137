"""An amber strip that says what makes the numbers doubtful, with the button that mends it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, label, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import adoption_page as words
from trainer_app.words.language import say


class Notice(QFrame):
    """Hidden while there is nothing to say; `import_wanted` when its button is pressed."""

    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "toast")
        self.setProperty("tone", Tone.LOOK.value)
        self._text = label("", "body", wrap=True)
        act = button(say(words.IMPORT_USAGE), self.import_wanted.emit)
        inside = row(toned("info", Tone.LOOK), self._text, act, gap=tokens.S12, margins=(14, 8, 10, 8))
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.hide()

    def say_this(self, text: str) -> None:
        """Show the strip with these words."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
