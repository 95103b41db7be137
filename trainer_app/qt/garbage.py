"""Collects cyclic garbage on the UI thread only.

Python collects wherever it happens to allocate, so a worker thread would some day free a widget that hangs in a
cycle; Qt objects may only be freed on the UI thread, and the program would end without a word. So the automatic
collection is switched off, and a timer on the UI thread does its work by the same thresholds.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 2000


class Garbage(QObject):
    """Takes over from the automatic collection for as long as the window is open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def take_over(self) -> None:
        """Collect here and nowhere else from now on."""
        gc.disable()
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that has reached its threshold, and those younger with it."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
        if due:
            gc.collect(due[-1])

    def settle(self) -> None:
        """Leave out what was loaded at the start: it stays to the end, and looking through it takes a while."""
        gc.freeze()

    def give_back(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
