"""A new file becomes a program without the command line; a file that cannot be opened says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from trainer_app import paths
from trainer_app.qt.app import Desktop
from trainer_app.qt.desk import open_desk
from trainer_app.qt.pages.people_page import PeoplePage
from trainer_app.qt.pages.today_page import TodayPage
from trainer_app.qt.pages.welcome import Welcome


@pytest.fixture
def fresh(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    """A window opened on a file that does not exist yet."""
    desktop = Desktop(qapp, open_desk)
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.window.activateWindow()
    with qtbot.waitSignal(desktop.usable, timeout=10_000):
        desktop.open(tmp_path / "new.db")
    rest(qtbot, desktop)
    yield desktop
    desktop.window.close()


def _welcome(desktop: Desktop) -> Welcome:
    page = desktop.window.current()
    assert isinstance(page, Welcome)
    return page


def test_a_new_file_asks_for_a_name_and_knows_the_zone(fresh: Desktop) -> None:
    welcome = _welcome(fresh)
    assert welcome._name.hasFocus()
    assert welcome._zone.currentText()
    assert welcome._zone.count() > 300, "every zone can be chosen"
    assert not welcome._create.isEnabled()
    assert not fresh.window.bar.isVisible()


def test_a_name_is_enough_to_begin(fresh: Desktop, qtbot: QtBot) -> None:
    welcome = _welcome(fresh)
    qtbot.keyClicks(welcome._name, "Spring rollout")
    qtbot.keyClick(welcome._name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(fresh.window.current(), TodayPage))
    assert fresh.window.bar.isVisible()
    rest(qtbot, fresh)
    page = fresh.window.current()
    assert isinstance(page, TodayPage)
    assert page._next._name.text() == "No session is planned yet"
    assert page._next._act.text() == "New session"


def test_a_zone_nobody_knows_is_refused_in_words(fresh: Desktop, qtbot: QtBot) -> None:
    welcome = _welcome(fresh)
    welcome._name.setText("Spring rollout")
    welcome._zone.setEditText("Atlantis/Capital")
    welcome._create.click()
    rest(qtbot, fresh)
    assert "Atlantis/Capital" in fresh.window._toast.accessibleDescription()
    assert isinstance(fresh.window.current(), Welcome)


def test_a_roster_is_counted_first_and_taken_in_with_the_program(fresh: Desktop, tmp_path: Path, qtbot: QtBot) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email\nAna Silva,ana@example.org\nBo Khan,bo@example.org\n", encoding="utf-8")
    welcome = _welcome(fresh)
    welcome.look_at(roster)
    rest(qtbot, fresh)
    assert "2 people" in welcome._found.text()
    welcome._name.setText("Spring rollout")
    welcome._create.click()
    qtbot.waitUntil(lambda: isinstance(fresh.window.current(), TodayPage))
    rest(qtbot, fresh)
    assert "2 people are new" in fresh.window._toast.accessibleDescription()


def test_who_is_not_taken_is_named_with_the_reason_and_can_be_looked_at(
    fresh: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email\nAna Silva,ana@example.org\nBo Khan,bo.example.org\n", encoding="utf-8")
    welcome = _welcome(fresh)
    welcome.look_at(roster)
    rest(qtbot, fresh)
    assert "1 line not taken" in welcome._found.text()
    assert "line 3 · Bo Khan: The e-mail address “bo.example.org” has no @" in welcome._found.text()
    welcome._name.setText("Spring rollout")
    welcome._create.click()
    qtbot.waitUntil(lambda: isinstance(fresh.window.current(), TodayPage))
    rest(qtbot, fresh)
    assert "1 person is new. 1 line not taken" in fresh.window._toast.accessibleDescription()
    assert fresh.window._toast._action.text() == "See them"
    fresh.window._toast._action.click()
    rest(qtbot, fresh)
    page = fresh.window.current()
    assert isinstance(page, PeoplePage)
    assert page._import.isVisible()
    assert page._import._list.rows.row(0).name.startswith("The e-mail address")
    assert page._import._list.rows.row(0).under == "line 3 · Bo Khan"


@pytest.mark.slow
def test_the_demo_can_be_looked_at_instead_and_is_kept_apart(fresh: Desktop, home: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(fresh.usable, timeout=60_000):
        _welcome(fresh).demo_wanted.emit()
    assert isinstance(fresh.window.current(), TodayPage)
    assert paths.demo_file().is_file()
    rest(qtbot, fresh)
    assert fresh.window.bar._line.text()


def test_a_foreign_file_is_left_alone_and_another_can_be_chosen(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    foreign = tmp_path / "notes.db"
    foreign.write_bytes(b"my diary" * 100)
    desktop = Desktop(qapp, open_desk)
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.open(foreign)
    rest(qtbot, desktop)
    assert desktop._opening._title.text() == "This file could not be opened"
    assert "notes.db" in desktop._opening._line.text()
    assert foreign.read_bytes() == b"my diary" * 100
    with qtbot.waitSignal(desktop.usable, timeout=10_000):
        desktop._opening.another_wanted.emit(tmp_path / "other.db")
    assert isinstance(desktop.window.current(), Welcome)
    desktop.window.close()
