"""Tells every face what a commit changed, on the thread that committed."""

from __future__ import annotations

import threading
from collections.abc import Callable

from trainer_app.domain.changes import Changes

Listener = Callable[[Changes], None]


class Feed:
    """A list of listeners. They are called in order and must return at once, never calling a service."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every commit from now on; the answer ends that."""
        with self._lock:
            self._listeners = (*self._listeners, listener)
        return lambda: self._leave(listener)

    def announce(self, changes: Changes) -> None:
        """Tell everybody."""
        for listener in self._listeners:
            listener(changes)

    def _leave(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(one for one in self._listeners if one != listener)
