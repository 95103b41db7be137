"""Everything that can be used has a name for a screen reader, is reached with the keyboard, and shows its focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.qt import scenes
from tests.qt.pictures import LOOKS
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage

USED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QListView)
Look = Callable[[QWidget, Path, str], None]


@pytest.fixture
def look_at(monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tmp_path: Path) -> Callable[[str, Look], None]:
    """Open a scene and look at its window instead of taking its picture."""

    def open_scene(scene: str, look: Look) -> None:
        monkeypatch.setattr(scenes, "save", look)
        scenes.SCENES[scene](qapp, LOOKS["light"], tmp_path, scene)

    return open_scene


@pytest.mark.parametrize("scene", ["today", "new_session", "welcome", "wrong_session", "walk_in", "seat", "roll_call"])
def test_every_control_has_a_name(scene: str, look_at: Callable[[str, Look], None]) -> None:
    nameless: list[str] = []

    def look(window: QWidget, _folder: Path, _scene: str) -> None:
        used = (one for one in window.findChildren(QWidget) if _is_used(one, window))
        nameless.extend(str(one) for one in used if not _spoken(one))

    look_at(scene, look)
    assert nameless == []


def _spoken(control: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


def _is_used(one: QWidget, window: QWidget) -> bool:
    inner = isinstance(one.parent(), (QAbstractSpinBox, QComboBox))
    return isinstance(one, USED) and not inner and one.isVisibleTo(window)


def test_tab_walks_through_the_whole_page_and_comes_back(door: CheckInPage, desktop: Desktop, qtbot: QtBot) -> None:
    start = QApplication.focusWidget()
    seen: list[QWidget] = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        seen.append(QApplication.focusWidget())
    names = {_spoken(one) for one in seen}
    assert QApplication.focusWidget() is start
    assert {"Undo", "Begin talk", "Roll-call"} <= names
    assert names & {"Today", "Check-in"}, "the arrow keys walk on from there"


def test_the_focus_can_be_seen_on_every_kind_of_button(door: CheckInPage, desktop: Desktop) -> None:
    bar = desktop.window.bar
    for button in (bar._undo, bar._go_on, desktop.window._rail._buttons["today"], door._panel._roll_call):
        door._field._field.setFocus()
        before = button.grab().toImage()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert button.grab().toImage() != before, button.text()


def test_an_answer_is_spoken(door: CheckInPage, desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.keyClicks(door._field._field, "sak")
    qtbot.waitUntil(lambda: door._found_for == "sak")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: door._answer.accessibleName().startswith("Checked in"))
    assert "Sakura Nakamura" in door._answer.accessibleName()
