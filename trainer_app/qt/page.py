"""What every page is: it knows its topics, reloads what changed while it is seen, and marks itself stale while not."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from trainer_app.domain.changes import Changes, Topic
from trainer_app.qt.live import Live


class Page(QWidget):
    """One job. It asks services through `work`, and asks the window for other pages by signals."""

    topics: ClassVar[frozenset[Topic]] = frozenset()

    page_wanted = Signal(str)
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
