"""Hands on a keyboard: keys arrive at the window as the window system hands them over, and go where the focus is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from trainer_app.qt.app import Desktop

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
_TEXTS = {Key.Key_Return: "\r", Key.Key_Tab: "\t", Key.Key_Space: " "}
_HAND_MS, _SCANNER_MS = 200, 5
_TABS_AT_MOST = 80


@dataclass
class Keyboard:
    """All a person does here goes through keys; each carries the time a hand, or a scanner, would press it at."""

    desktop: Desktop
    qtbot: QtBot
    at_ms: int = 10_000
    strangers: list[QWindow | None] = field(default_factory=list)
    """Other windows that had the focus in between."""

    def __post_init__(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._note_window)
        self.desktop.window.activateWindow()
        self.qtbot.waitUntil(self.desktop.window.isActiveWindow, timeout=5_000)

    def press(self, *keys: Qt.Key) -> None:
        """Press these keys, and wait until the desk has done what each asks for."""
        for key in keys:
            letter = chr(key.value).lower() if Key.Key_0 <= key <= Key.Key_Z else ""
            self._send(key, _TEXTS.get(key, letter), _HAND_MS)
            self.settle()

    def control(self, key: Qt.Key) -> None:
        """Press a shortcut."""
        QTest.keyClick(self.desktop.window.windowHandle(), key, CONTROL)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            self._send(_key_of(letter), letter, _HAND_MS)
        self.settle()

    def scan(self, code: str) -> None:
        """Press a badge's keys as a scanner does, with the Enter that ends them."""
        self.at_ms += _HAND_MS
        for letter in code:
            self._send(_key_of(letter), letter, _SCANNER_MS)
        self._send(Key.Key_Return, "\r", _SCANNER_MS)
        self.settle()

    def tab_to(self, name: str) -> None:
        """Walk with Tab until what has the focus is called so."""
        passed = []
        for _ in range(_TABS_AT_MOST):
            passed.append(self.focused_name())
            if passed[-1] == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name!r}, but to: {', '.join(dict.fromkeys(passed))}")

    def focused(self) -> QWidget | None:
        """What has the focus."""
        return QApplication.focusWidget()

    def focused_name(self) -> str:
        """What it says, or what a screen reader would call it."""
        here = self.focused()
        if isinstance(here, QAbstractButton):
            return here.text() or here.accessibleName()
        return here.accessibleName() if here else ""

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until this is so."""
        self.qtbot.waitUntil(true, timeout=5_000)
        self.settle()

    def settle(self) -> None:
        """Wait until every question has been answered."""
        rest(self.qtbot, self.desktop)

    def _note_window(self, window: QWindow | None) -> None:
        if window is not self.desktop.window.windowHandle():
            self.strangers.append(window)

    def _send(self, key: Qt.Key, text: str, after_ms: int) -> None:
        self.at_ms += after_ms
        held = Qt.KeyboardModifier.ShiftModifier if text.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, text)
            event.setTimestamp(self.at_ms)
            QCoreApplication.sendEvent(self.desktop.window.windowHandle(), event)


def _key_of(letter: str) -> Qt.Key:
    return Qt.Key(ord(letter.upper())) if letter.isascii() else Key.Key_unknown
