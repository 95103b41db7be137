"""Calls off the UI thread: the window asks, goes on, and the answer comes back to it.

Writes are run one after another in the order they were asked; reads run beside them. An answer for a page
that has gone meanwhile is dropped. Trouble that is told (`Refused`, `StorageDown`) goes to `failed`;
anything else is raised on the UI thread and so reaches the crash report.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from trainer_app.domain.errors import Told

Answer = TypeVar("Answer")

_READERS: Final = 2
_BUSY_AFTER_MS: Final = 300


@dataclass(slots=True)
class _Ask:
    call: Callable[[], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[Told], None] | None
    context: QObject | None
    slot: Hashable | None = None
    answer: Any = None
    trouble: BaseException | None = None
    stale: bool = False

    def let_go(self) -> None:
        """Hold nothing of the page that asked: a worker may keep this a moment longer, and must not free a widget."""
        self.call, self.then, self.failed, self.context = _nothing, None, None, None
        self.answer = self.trouble = None


class Work(QObject):
    """Runs service calls on worker threads and brings each answer back to the UI thread."""

    busy_changed = Signal(bool)
    _answered = Signal(object)

    def __init__(self, tell: Callable[[Told], None], parent: QObject | None = None) -> None:
        """Send trouble nobody else takes to `tell`."""
        super().__init__(parent)
        self.tell = tell
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="read")
        self._newest: dict[Hashable, _Ask] = {}
        self._open = 0
        self._is_busy = False
        self._patience = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._patience.timeout.connect(self._grow_impatient)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        call: Callable[[], Answer],
        *,
        then: Callable[[Answer], None] | None = None,
        failed: Callable[[Told], None] | None = None,
        context: QObject | None = None,
    ) -> None:
        """Run a call that writes, after all writes asked before it.

        `then` gets the answer and `failed` the trouble, both on the UI thread; without `failed` the window tells it.
        `context` is the object they serve, by default the one `then` is a method of.
        """
        self._ask(_Ask(call, then, failed, context or _owner(then)), self._writer)

    def read(
        self,
        call: Callable[[], Answer],
        *,
        then: Callable[[Answer], None],
        failed: Callable[[Told], None] | None = None,
        context: QObject | None = None,
        newest: str | None = None,
    ) -> None:
        """Run a call that only reads, beside others.

        Of the asks of one context under the same word `newest`, only the last is answered.
        """
        context = context or _owner(then)
        ask = _Ask(call, then, failed, context, (id(context), newest) if newest else None)
        if ask.slot is not None:
            if older := self._newest.get(ask.slot):
                older.stale = True
            self._newest[ask.slot] = ask
        self._ask(ask, self._readers)

    @property
    def is_idle(self) -> bool:
        """Whether every ask has been answered."""
        return self._open == 0

    def close(self) -> None:
        """Finish the writes already asked, drop waiting reads, and end the threads."""
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _ask(self, ask: _Ask, where: Executor) -> None:
        self._open += 1
        if not self._is_busy and not self._patience.isActive():
            self._patience.start()
        where.submit(self._do, ask)

    def _do(self, ask: _Ask) -> None:
        if not ask.stale:
            try:
                ask.answer = ask.call()
            except BaseException as trouble:  # noqa: BLE001 - boundary: raised again on the UI thread
                ask.trouble = trouble
        self._answered.emit(ask)

    def _take(self, ask: _Ask) -> None:
        try:
            self._hand_back(ask)
        finally:
            ask.let_go()

    def _hand_back(self, ask: _Ask) -> None:
        self._open -= 1
        if ask.slot is not None and self._newest.get(ask.slot) is ask:
            del self._newest[ask.slot]
        if self._open == 0:
            self._patience.stop()
            self._say_busy(False)
        if ask.stale or (ask.context is not None and not shiboken6.isValid(ask.context)):
            return
        if isinstance(ask.trouble, Told):
            (ask.failed or self.tell)(ask.trouble)
        elif ask.trouble:
            raise ask.trouble
        elif ask.then:
            ask.then(ask.answer)

    def _grow_impatient(self) -> None:
        self._say_busy(self._open > 0)

    def _say_busy(self, busy: bool) -> None:
        if busy != self._is_busy:
            self._is_busy = busy
            self.busy_changed.emit(busy)


def _owner(then: Callable[..., None] | None) -> QObject | None:
    owner = getattr(then, "__self__", None)
    return owner if isinstance(owner, QObject) else None


def _nothing() -> None:
    """Do nothing, in place of a call that is done."""
