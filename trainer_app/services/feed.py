"""Tells every face what a commit changed, on the thread that committed."""

from __future__ import annotations

import threading
from collections.abc import Callable

from trainer_app.domain.changes import Changes, Topic
from trainer_app.storage.store import Store

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


class Watch:
    """Notices what other programs wrote to the same file, and tells the feed as if it had been us."""

    def __init__(self, store: Store, feed: Feed) -> None:
        self._store = store
        self._feed = feed
        self._seen = store.cursor()
        feed.subscribe(self._note)

    def poll(self) -> None:
        """Look for commits of others; cheap enough for once a second, never on the UI thread."""
        with self._store.read() as view:
            lines = view.activity.since(self._seen)
        if lines:
            self._feed.announce(Changes(lines[-1].cursor, frozenset(Topic)))

    def _note(self, changes: Changes) -> None:
        self._seen = max(self._seen, changes.cursor)
