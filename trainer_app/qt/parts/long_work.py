"""Work that takes longer than a moment: what is being done, how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from trainer_app.domain.errors import Told
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, button, column, row
from trainer_app.qt.work import Work
from trainer_app.words import desk as words
from trainer_app.words.language import say

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_SHOW_AFTER_MS: Final = 250


class _Wire(QObject):
    """Carries progress from the worker. It belongs to no widget, so that it outlives a page deleted meanwhile."""

    went_on = Signal(int, int)


class LongWork(QFrame):
    """A strip that is hidden while nothing is done; one piece of work at a time. `ended` says it is free again."""

    ended = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._stop = Event()
        self._busy = False
        self._said = ElidedLabel("", "body")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(say(words.BUSY))
        self._cancel = button(say(words.CANCEL), self.cancel, kind="slight")
        line = row(self._said, self._cancel, gap=tokens.S12)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._bar, gap=tokens.S8))
        self._later = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._later.timeout.connect(self.show)
        self._wire = _Wire()
        self._wire.went_on.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._busy

    def begin(
        self,
        text: str,
        call: Callable[[Progress, Cancelled], Any],
        *,
        then: Callable[[Any], None],
        failed: Callable[[Told], None] | None = None,
        reads: bool = False,
    ) -> None:
        """Do this off the UI thread; `call` gets what to report progress to, and what says that it was cancelled.

        What is still being done is stopped, and nobody hears of it any more: its answer is not this one's.
        `reads` runs it beside writes; else after those asked before it.
        """
        self._stop.set()
        stop = self._stop = Event()
        self._busy = True
        self._said.setText(text)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._later.start()
        ask = self._work.read if reads else self._work.run
        ask(
            partial(call, partial(_tell, self._wire), stop.is_set),
            then=partial(self._done, stop, then),
            failed=partial(self._not_done, stop, failed or self._work.tell),
            context=self,
        )

    def cancel(self) -> None:
        """Ask it to stop at the next good place."""
        self._stop.set()
        self._cancel.setEnabled(False)
        self._said.setText(say(words.STOPPING))

    def _move(self, done: int, of: int) -> None:
        if self._busy:
            self._bar.setRange(0, max(of, 0))
            self._bar.setValue(done)

    def _done(self, stop: Event, then: Callable[[Any], None], answer: Any) -> None:  # positional: a partial of these
        if stop is self._stop:
            self._end()
            then(answer)

    def _not_done(self, stop: Event, failed: Callable[[Told], None], error: Told) -> None:  # positional: as `_done`
        if stop is self._stop:
            self._end()
            failed(error)

    def _end(self) -> None:
        self._busy = False
        self._later.stop()
        self.hide()
        self.ended.emit()


def _tell(wire: _Wire, done: int, of: int) -> None:
    """Say how far it is, on the worker; holding the wire keeps it there for as long as the work goes on."""
    wire.went_on.emit(done, of)
