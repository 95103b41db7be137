"""What every page is: it knows its topics, reloads what changed while it is seen, and marks itself stale while not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from trainer_app.domain.changes import Changes, Topic
from trainer_app.qt.live import Live


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can ask a page to do, as the command palette offers it; `keys` does the same."""

    title: str
    act: Callable[[], object]
    keys: str = ""


class Page(QWidget):
    """One job. It asks services through `work`, and asks the window for other pages by signals.

    `person_wanted` and `session_wanted` carry an id, for the page that shows people or sessions.
    """

    topics: ClassVar[frozenset[Topic]] = frozenset()

    page_wanted = Signal(str)
    person_wanted = Signal(object)
    session_wanted = Signal(object)
    report_wanted = Signal(object)
    undo_wanted = Signal()
    full_screen_wanted = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setProperty("kind", "ground")
        self._is_stale = True
        live.changed.connect(self._hear)

    def reload(self, changes: Changes | None) -> None:
        """Fetch again what these changes touch; None means everything. Pages say how."""

    def keys(self) -> list[tuple[str, str]]:
        """Return the page's own keys and what they do, for F1."""
        return []

    def palette_actions(self) -> list[Action]:
        """Return what the command palette can ask of this page."""
        return []

    def fill_screen(self, filled: bool) -> None:
        """Have the whole screen, or give it back. Most pages look the same."""

    def take_focus(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Fetch everything if something changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.reload(None)

    def _hear(self, changes: Changes) -> None:
        if not changes.topics & self.topics:
            return
        if self.isVisible():
            self.reload(changes)
        else:
            self._is_stale = True
