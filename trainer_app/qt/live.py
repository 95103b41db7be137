"""What other desks, phones and our own writes changed, as one Qt signal on the UI thread.

The feed calls from any thread, often in bursts; screens are told at most every `GATHER_MS`.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from trainer_app.domain.changes import Changes

GATHER_MS: Final = 60


class Live(QObject):
    """Gathers announced changes and says them once: `changed(Changes)`."""

    changed = Signal(object)
    _came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._waiting: list[Changes] = []
        self._leave: Callable[[], None] | None = None
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._say)
        self._came.connect(self._start, Qt.ConnectionType.QueuedConnection)

    def follow(self, subscribe: Callable[[Callable[[Changes], None]], Callable[[], None]]) -> None:
        """Listen to a feed; `subscribe` takes a callback and returns what ends the subscription."""
        self._leave = subscribe(self.hear)

    def hear(self, changes: Changes) -> None:
        """Take a change from any thread."""
        with self._lock:
            self._waiting.append(changes)
            first = len(self._waiting) == 1
        if first:
            self._came.emit()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is waiting to be said."""
        with self._lock:
            return not self._waiting

    def close(self) -> None:
        """Stop listening; what is still waiting is dropped."""
        if self._leave:
            self._leave()
            self._leave = None
        self._gather.stop()

    def _start(self) -> None:
        if not self._gather.isActive():
            self._gather.start()

    def _say(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        if waiting:
            self.changed.emit(merge(waiting))


def merge(several: list[Changes]) -> Changes:
    """Return one `Changes` that covers all of these; "could be anyone" and "any session" win."""
    sessions = {changes.session_id for changes in several}
    anyone = any(not changes.attendees for changes in several)
    return Changes(
        cursor=max(changes.cursor for changes in several),
        topics=frozenset().union(*(changes.topics for changes in several)),
        session_id=sessions.pop() if len(sessions) == 1 else None,
        attendees=frozenset() if anyone else frozenset().union(*(changes.attendees for changes in several)),
    )
