"""Gives every key pressed in our windows to the scanner's ear before the widgets see it.

The filter sits on the native window that has the focus, not on the application: it then sees some keys a second
instead of every event of every widget. Keys the ear turns out not to want are delivered late, in order, unchanged.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from trainer_app.domain.scanner import MAX_GAP_MS, ForeignScanned, Heard, ScanEar, Scanned, Typed

_SETTLES_FIRST: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut, QEvent.Type.TouchBegin, QEvent.Type.Close}
)
_SHORTCUTS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_ENDS: Final = {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Scanner(QObject):
    """Says what was scanned, wherever the focus was: `scanned(code)`, and `foreign(text)` for other codes.

    `ready_changed` follows the focus: a scanner's keys reach us only while one of our windows has it.
    """

    scanned = Signal(str)
    foreign = Signal(str)
    ready_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101 - there is no window without one
        self._ear = ScanEar()
        self._window: QWindow | None = None
        self._steady = QElapsedTimer()
        self._steady.start()
        self._settle = QTimer(self, singleShot=True, interval=MAX_GAP_MS + 1)
        self._settle.timeout.connect(self._settle_soon)
        self._queued = QTimer(self, singleShot=True, interval=0)
        self._queued.timeout.connect(self._let_go)
        app.focusWindowChanged.connect(self._move_to)
        self._move_to(app.focusWindow())

    @property
    def is_ready(self) -> bool:
        """Whether a scan would be heard now."""
        return self._window is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear keys; keep back those that may be a scan's."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._hear(event)
        if event.type() in _SETTLES_FIRST:
            self._let_go()
        return super().eventFilter(watched, event)

    def _hear(self, event: QKeyEvent) -> bool:
        text = event.text()
        if event.key() in _MODIFIERS:
            return False  # a scanner presses Shift for every capital; that ends no burst
        if event.isAutoRepeat() or event.modifiers() & _SHORTCUTS or not _is_character(text):
            self._let_go()
            return False
        self._queued.stop()
        heard = self._ear.feed(text, event.timestamp() or self._steady.elapsed())
        if self._ear.settles_at is None:
            self._settle.stop()
        else:
            self._settle.start()
        if heard == (Typed(text),):
            return False  # plain typing goes its own way, untouched
        self._act_on(heard)
        return True

    def _settle_soon(self) -> None:
        """Hear first what was pressed in time but waits in the queue, where this thread was busy meanwhile."""
        self._queued.start()

    def _let_go(self) -> None:
        self._settle.stop()
        self._queued.stop()
        self._act_on(self._ear.settle())

    def _act_on(self, heard: tuple[Heard, ...]) -> None:
        for one in heard:
            if isinstance(one, Typed):
                _type(one.text)
            elif isinstance(one, Scanned):
                self.scanned.emit(one.raw)
            elif isinstance(one, ForeignScanned):
                self.foreign.emit(one.raw)

    def _move_to(self, window: QWindow | None) -> None:
        was_ready = self.is_ready
        self._let_go()
        if self._window:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._forget)
        self._window = window
        if window:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)
        if was_ready != self.is_ready:
            self.ready_changed.emit(self.is_ready)

    def _forget(self) -> None:
        self._window = None


def _is_character(text: str) -> bool:
    """Whether a scanner could have pressed it: one character, or what ends a code; not Backspace or Escape."""
    return len(text) == 1 and (text.isprintable() or text in _ENDS)


def _type(text: str) -> None:
    """Deliver held keys to whatever has the focus, as single presses."""
    for character in text:
        target = QApplication.focusWidget()
        if target is None:
            return
        key = _ENDS.get(character, Qt.Key(ord(character.upper()[0])) if character.isascii() else Qt.Key.Key_unknown)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))
