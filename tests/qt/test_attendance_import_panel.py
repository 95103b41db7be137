"""An attendance list in the window: shown first, with the session chosen where the file does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import Room
from tests.rollout import write
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.sessions_page import SessionsPage
from trainer_app.qt.parts.attendance_import_panel import AttendanceImport

OURS = "Name,Checked in at"
SAKURA = "Sakura Nakamura,2026-02-17T10:05:00+09:00"


@pytest.fixture
def opened(series: Room, open_on: OpenOn) -> tuple[SessionsPage, Desktop]:
    desktop = open_on(series)
    page = desktop.window.open("sessions")
    assert isinstance(page, SessionsPage)
    return page, desktop


def came(room: Room, at: int = -1) -> set[str]:
    sheet = room.services.attendance.sheet(room.sessions[at].id)
    return {one.attendee.name for one in sheet.arrived}


def said(panel: AttendanceImport) -> list[tuple[str, str]]:
    rows = panel._list.rows
    return [(rows.row(at).name, rows.row(at).under) for at in range(rows.rowCount())]


def test_a_list_that_names_its_session_is_shown_and_then_taken(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desktop = opened
    name = series.session.name
    lines = [f"{line},{name}" for line in (SAKURA, "Nobody Known,2026-02-17T10:06:00+09:00")]
    page.import_attendance(write(tmp_path / "came.csv", f"{OURS},Session", *lines))
    rest(qtbot, desktop)
    panel = page._attendance
    assert not panel._asked.isVisible()
    assert panel._about.text() == f"About: {name}"
    assert panel._counts.text() == "1 person · 1 new check-in · 1 line not taken"
    assert said(panel)[0][0].startswith("Nobody Known is not on the roster")
    assert said(panel)[0][1] == "line 3"
    assert came(series) == set()
    assert panel._take.hasFocus()
    panel._take.click()
    qtbot.waitUntil(lambda: came(series) == {"Sakura Nakamura"})
    rest(qtbot, desktop)
    assert page._body.currentIndex() == 0


def test_where_the_file_does_not_say_the_session_a_person_chooses_it(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desktop = opened
    page.import_attendance(write(tmp_path / "came.csv", OURS, SAKURA))
    rest(qtbot, desktop)
    panel = page._attendance
    assert panel._which.hasFocus()
    assert not panel._take.isVisible()
    assert "--session" not in panel._warning.text()
    QTest.keyClick(panel._which, Qt.Key.Key_Down)
    rest(qtbot, desktop)
    assert panel._which.currentText().startswith(series.sessions[0].name)
    assert panel._take.text() == "Take in 1 check-in"
    panel._take.click()
    qtbot.waitUntil(lambda: came(series, 0) == {"Sakura Nakamura"})
    assert came(series) == set()


def test_a_list_without_times_says_that_everybody_in_it_will_be_present(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desktop = opened
    page.import_attendance(write(tmp_path / "list.csv", "Name", "Sakura Nakamura", "Arjun Patel"), series.session.id)
    rest(qtbot, desktop)
    panel = page._attendance
    assert panel._warning.text() == ("This list does not say who came. Taking it in marks all 2 people as present.")
    assert panel._take.text() == "Mark all 2 as present"
    assert not panel._take.hasFocus()
    assert came(series) == set()


def test_another_time_than_the_one_that_stands_is_shown(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    series.open_doors()
    series.check_in(series.people[0])
    page, desktop = opened
    page.import_attendance(write(tmp_path / "came.csv", OURS, SAKURA), series.session.id)
    rest(qtbot, desktop)
    panel = page._attendance
    ((text, where),) = [one for one in said(panel) if "checked in at" in one[0]]
    assert text == "Sakura Nakamura is checked in at Tue 9:52; the file says Tue 10:05. What stands is kept."
    assert where == "line 2"
    assert panel._counts.text() == "Nothing in it is new"
    assert not panel._take.isVisible()


def test_a_list_opened_for_one_session_that_names_another_says_so(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desktop = opened
    first, last = series.sessions[0], series.session
    file = write(tmp_path / "came.csv", f"{OURS},Session", f"{SAKURA},{first.name}")
    page.import_attendance(file, last.id)
    rest(qtbot, desktop)
    assert page._attendance._warning.text() == f"The file names its own sessions, and {last.name} is not among them."


def test_a_file_that_is_no_list_is_refused_and_escape_leaves(
    opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desktop = opened
    page.import_attendance(write(tmp_path / "none.csv", "Colour,Size", "red,3"))
    rest(qtbot, desktop)
    panel = page._attendance
    assert panel._title.text() == "This file cannot be taken"
    assert "none.csv" in panel._columns.text()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert page._body.currentIndex() == 0


def test_a_file_dropped_on_the_panel_is_read(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desktop = opened
    page.import_attendance(write(tmp_path / "none.csv", "Colour,Size", "red,3"), series.session.id)
    rest(qtbot, desktop)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path / "came.csv", OURS, SAKURA)))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page._attendance.dropEvent(drop)
    rest(qtbot, desktop)
    assert page._attendance._take.text() == "Take in 1 check-in"


def test_the_import_menu_and_the_palette_offer_both_kinds_of_file(opened: tuple[SessionsPage, Desktop]) -> None:
    page, _desktop = opened
    menu = page._imports.menu()
    assert menu is not None
    assert [one.text() for one in menu.actions()] == ["Session plan…", "Attendance list…"]
    assert "Import attendance…" in [one.title for one in page.palette_actions()]
