"""Tells every face what a commit changed, on the thread that committed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack

from trainer_app.domain.changes import Changes, Topic
from trainer_app.storage.store import Store

Listener = Callable[[Changes], None]


class Feed:
    """A list of listeners. They must return at once, never calling a service."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every commit from now on; the answer ends that."""
        with self._lock:
            self._listeners = (*self._listeners, listener)
        return lambda: self._leave(listener)

    def announce(self, changes: Changes) -> None:
        """Tell everybody in the order they came; one that fails keeps nobody else from hearing."""
        with ExitStack() as everybody:
            for listener in reversed(self._listeners):
                everybody.callback(listener, changes)

    def _leave(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(one for one in self._listeners if one != listener)


class Watch:
    """Notices what other programs wrote to the same file, and tells the feed as if it had been us."""

    def __init__(self, store: Store, feed: Feed) -> None:
        self._store = store
        self._feed = feed
        self._ours: set[int] = set()
        self._lock = threading.Lock()
        self._seen = store.cursor()
        feed.subscribe(self._note)

    def poll(self) -> None:
        """Look for commits of others; cheap enough for once a second, never on the UI thread."""
        newest = self._store.cursor()
        with self._lock:
            since, self._seen = self._seen, max(self._seen, newest)
            theirs = newest - since - sum(since < cursor <= newest for cursor in self._ours)
            self._ours = {cursor for cursor in self._ours if cursor > newest}
        if theirs > 0:
            self._feed.announce(Changes(newest, frozenset(Topic), lines=0))

    def _note(self, changes: Changes) -> None:
        # Numbers leave no gaps: what lies between two of ours was written by somebody else.
        with self._lock:
            self._ours.update(range(changes.cursor - changes.lines + 1, changes.cursor + 1))
