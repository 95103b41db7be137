"""What a place shows while it has nothing to show: nothing yet, still reading, or what went wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, clear, column, label, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as words
from trainer_app.words.language import say

_WIDEST = 460


class EmptyState(QWidget):
    """A drawn icon, one sentence on what would stand here, and the button that begins it."""

    def __init__(  # positional: read as it is shown, from top to bottom
        self, icon: str, title: str, text: str = "", action: str = "", *, act: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._inside = column(gap=tokens.S12, margins=(24, 24, 24, 24))
        self.setLayout(self._inside)
        self.say_this(icon, title, text, action, act=act)

    def say_this(  # positional: read as it is shown, from top to bottom
        self,
        icon: str,
        title: str,
        text: str = "",
        action: str = "",
        *,
        act: Callable[[], None] | None = None,
        tone: Tone = Tone.PLAIN,
    ) -> None:
        """Say something else."""
        clear(self._inside)
        said, more = label(title, "strong", wrap=True), label(text, "muted", wrap=True)
        for one in (said, more):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            one.ensurePolished()
            one.setFixedWidth(min(one.fontMetrics().horizontalAdvance(one.text()) + 2, _WIDEST))
        self._inside.addStretch(2)
        self._inside.addWidget(toned(icon, tone, size=40), 0, Qt.AlignmentFlag.AlignHCenter)
        self._inside.addLayout(row(None, said, None))
        if text:
            self._inside.addLayout(row(None, more, None))
        if act:
            self._inside.addSpacing(tokens.S4)
            self._inside.addLayout(row(None, button(action, act, kind="primary"), None))
        self._inside.addStretch(3)


class Stage(QStackedWidget):
    """Shows its content, or why there is none."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._instead = EmptyState("info", "")
        self.addWidget(content)
        self.addWidget(self._instead)

    def show_content(self) -> None:
        """Show what this place is for."""
        self.setCurrentWidget(self._content)

    def show_empty(  # positional: as EmptyState
        self, icon: str, title: str, text: str = "", action: str = "", *, act: Callable[[], None] | None = None
    ) -> None:
        """Show that there is nothing yet, and what begins it."""
        self._instead.say_this(icon, title, text, action, act=act)
        self.setCurrentWidget(self._instead)

    def show_loading(self) -> None:
        """Show that it is being read."""
        self._instead.say_this("wait", say(words.BUSY))
        self.setCurrentWidget(self._instead)

    def show_trouble(self, sentence: str, again: Callable[[], None] | None = None) -> None:
        """Show what went wrong, with a button that tries again."""
        self._instead.say_this("stop", sentence, "", say(words.TRY_AGAIN), act=again, tone=Tone.HELP)
        self.setCurrentWidget(self._instead)

    @property
    def is_content(self) -> bool:
        """Whether the content is shown."""
        return self.currentWidget() is self._content
