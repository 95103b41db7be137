"""Messages to the person at the desk, without boxes in the way: a strip says it, and an action may stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from trainer_app.domain.errors import StorageDown, Told
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as words
from trainer_app.words.language import say


@dataclass(frozen=True, slots=True)
class Message:
    """What the strip says. `stays` until it is closed or replaced; else it goes after a while."""

    text: str
    tone: Tone = Tone.PLAIN
    stays: bool = False
    action: str | None = None
    act: Callable[[], None] | None = None


class Tell(QObject):
    """Says things to whoever shows them, by one signal: `said(Message)`."""

    said = Signal(object)
    withdrawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        # The sentences of every subject come with the data: loading them would keep the window waiting.
        self.sentence: Callable[[Told], str] = str

    def say(self, text: str, *, tone: Tone = Tone.PLAIN) -> None:
        """Say something that passes."""
        self.said.emit(Message(text, tone))

    def offer(self, text: str, action: str, *, act: Callable[[], None], tone: Tone = Tone.PLAIN) -> None:
        """Say something and offer what can be done about it."""
        self.said.emit(Message(text, tone, stays=True, action=action, act=act))

    def trouble(self, error: Told) -> None:
        """Say what was refused, or what failed around us; the latter stays until somebody closes it."""
        down = isinstance(error, StorageDown)
        self.said.emit(Message(self.sentence(error), Tone.HELP if down else Tone.LOOK, stays=down))

    def offer_again(self, error: Told, again: Callable[[], None]) -> None:
        """Say what failed around us and offer to try the very same thing again."""
        self.offer(self.sentence(error), say(words.TRY_AGAIN), act=again, tone=Tone.HELP)

    def withdraw(self) -> None:
        """Take back what stands there; it no longer holds."""
        self.withdrawn.emit()
