"""A data file that cannot be opened: the window says why, and a backup is brought back from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from tests.qt.rooms import Room
from trainer_app.paths import BACKUPS
from trainer_app.qt.app import Desktop
from trainer_app.qt.desk import open_desk
from trainer_app.qt.parts.opening import Opening

pytestmark = pytest.mark.usefixtures("swept")


@pytest.fixture
def damaged(room: Room) -> Path:
    """A data file cut short, with yesterday's backup in the folder beside it."""
    path = room.services.context.store.path
    (path.parent / BACKUPS).mkdir()
    room.services.backups.make(path.parent / BACKUPS / "room-20260420-080000.db")
    room.services.close()
    path.write_bytes(path.read_bytes()[:9000])
    return path


@pytest.fixture
def opening(qtbot: QtBot, damaged: Path) -> Iterator[Desktop]:
    """The window, having tried to open that file."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desktop = Desktop(app, open_desk)
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.open(damaged)
    qtbot.waitUntil(lambda: "damaged" in _said(desktop))
    yield desktop
    desktop.close()


def test_a_backup_takes_the_place_of_a_damaged_file_and_the_window_opens(
    qtbot: QtBot, opening: Desktop, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    _choose(monkeypatch, damaged.parent / BACKUPS / "room-20260420-080000.db", asked)
    with qtbot.waitSignal(opening.usable, timeout=10_000):
        _press(opening, "Restore a backup…")
    rest(qtbot, opening)
    assert asked == [str(damaged.parent / BACKUPS)]
    aside = list(damaged.parent.glob("*.before-restore-*.db"))
    assert [one.stat().st_size for one in aside] == [9000]


def test_a_backup_that_is_none_is_said_beside_what_was_wrong_before(
    qtbot: QtBot, opening: Desktop, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = damaged.with_name("notes.db")
    other.write_text("no data file at all")
    _choose(monkeypatch, other, [])
    _press(opening, "Restore a backup…")
    qtbot.waitUntil(lambda: "notes.db" in _said(opening) and "damaged" in _said(opening))
    assert damaged.stat().st_size == 9000


def _choose(monkeypatch: pytest.MonkeyPatch, file: Path, asked: list[str]) -> None:
    def choose(_over: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(start)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)


def _said(desktop: Desktop) -> str:
    opening = desktop.window.findChild(Opening)
    return "\n".join(one.text() for one in opening.findChildren(QLabel)) if opening else ""


def _press(desktop: Desktop, text: str) -> None:
    opening = desktop.window.findChild(Opening)
    assert opening is not None
    next(one for one in opening.findChildren(QPushButton) if one.text() == text).click()
