"""Search results that are only close to what was typed: shown, never chosen by Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from tests.qt.rooms import Room
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage


def test_enter_never_checks_in_a_guess(room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot) -> None:
    field = door._field._field
    qtbot.keyClicks(field, "Kenji Suzzuki")
    rest(qtbot, desktop)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert room.services.attendance.sheet(door._session.id).people == 0
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert door._answer._name.text() == "Kenji Suzuki"
