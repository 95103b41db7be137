"""A scanner's burst is heard wherever the focus is; whatever turns out to be typing arrives unchanged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.rooms import press
from trainer_app.domain.badge import make_badge
from trainer_app.qt.scanner import Scanner

BADGE = make_badge(0x5EED_0000_1111_2222_3333_4444_5555_6666)


@pytest.fixture
def scanner(qapp: QApplication) -> Iterator[Scanner]:
    made = Scanner()
    yield made
    made.deleteLater()


@pytest.fixture
def window(scanner: Scanner, qtbot: QtBot) -> QWidget:
    made = QWidget()
    field, press = QLineEdit(), QPushButton("Press")
    made.setLayout(QVBoxLayout())
    for child in (field, press):
        made.layout().addWidget(child)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is made.windowHandle())
    field.setFocus()
    return made


def _field(window: QWidget) -> QLineEdit:
    return window.findChild(QLineEdit)


def test_a_scan_is_said_and_none_of_its_keys_reach_the_field(scanner: Scanner, window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scanner.scanned) as heard:
        press(window, BADGE + "\r")
    assert heard.args == [BADGE]
    assert _field(window).text() == ""


def test_a_scan_is_heard_while_a_button_has_the_focus(scanner: Scanner, window: QWidget, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = window.findChild(QPushButton)
    button.clicked.connect(pressed.append)
    button.setFocus()
    with qtbot.waitSignal(scanner.scanned):
        press(window, BADGE + "\r")
    assert pressed == []


def test_a_scan_without_an_enter_at_its_end_is_heard_too(scanner: Scanner, window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scanner.scanned, timeout=2000):
        press(window, BADGE)


def test_a_name_typed_quickly_is_typing(scanner: Scanner, window: QWidget, qtbot: QtBot) -> None:
    entered: list[str] = []
    _field(window).returnPressed.connect(lambda: entered.append(_field(window).text()))
    with qtbot.assertNotEmitted(scanner.scanned, wait=150):
        press(window, "peter\r")
    assert entered == ["peter"]


def test_a_name_that_begins_like_a_badge_arrives_whole_and_in_order(
    scanner: Scanner, window: QWidget, qtbot: QtBot
) -> None:
    press(window, "tina t1")
    qtbot.waitUntil(lambda: _field(window).text() == "tina t1")


def test_held_keys_arrive_before_a_key_that_types_nothing(scanner: Scanner, window: QWidget) -> None:
    press(window, "ot")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Backspace)
    assert _field(window).text() == "o"


def test_held_keys_arrive_before_a_click_takes_the_focus_away(scanner: Scanner, window: QWidget) -> None:
    press(window, "t")
    assert _field(window).text() == ""
    button = window.findChild(QPushButton)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=button.geometry().center())
    assert _field(window).text() == "t"


def test_another_code_is_said_to_be_foreign_and_its_enter_is_kept_back(
    scanner: Scanner, window: QWidget, qtbot: QtBot
) -> None:
    entered: list[str] = []
    _field(window).returnPressed.connect(lambda: entered.append("enter"))
    with qtbot.waitSignal(scanner.foreign) as heard:
        press(window, "4006381333931\r")
    assert heard.args == ["4006381333931"]
    assert entered == []


def test_the_light_follows_the_focus_of_the_window(
    scanner: Scanner, window: QWidget, qapp: QApplication, qtbot: QtBot
) -> None:
    assert scanner.is_ready
    with qtbot.waitSignal(scanner.ready_changed) as changed:
        qapp.focusWindowChanged.emit(None)
    assert changed.args == [False]
    assert not scanner.is_ready


def test_a_window_that_is_deleted_under_the_scanner_does_no_harm(
    scanner: Scanner, window: QWidget, qapp: QApplication, qtbot: QtBot
) -> None:
    other = QWindow()
    qapp.focusWindowChanged.emit(other)
    assert scanner.is_ready
    with qtbot.waitSignal(other.destroyed):
        other.deleteLater()
    assert not scanner.is_ready
    qapp.focusWindowChanged.emit(window.windowHandle())
    with qtbot.waitSignal(scanner.scanned):
        press(window, BADGE + "\r")
