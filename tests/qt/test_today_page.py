"""Stories on the first page: sessions are planned, rosters taken in, doors opened, and what is amiss is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid5

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, NOBODY, Room
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.preflight import Check, Weight
from trainer_app.domain.session import Phase
from trainer_app.qt import preflight
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.pages.today_page import TodayPage
from trainer_app.qt.parts.session_form import _working_day


def _texts(page: TodayPage) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)}


@pytest.fixture
def morning(room: Room, open_on: OpenOn) -> tuple[TodayPage, Desktop]:
    """Today before the doors open."""
    desktop = open_on(room)
    page = desktop.window.current()
    assert isinstance(page, TodayPage)
    return page, desktop


def test_the_next_session_stands_first_with_one_action(morning: tuple[TodayPage, Desktop]) -> None:
    page, _desktop = morning
    assert page._next._name.text() == "Hands-on 1"
    assert page._next._act.text() == "Open the doors"
    assert page._next._act.hasFocus()
    assert "14 people expected" in page._next._count.text()


def test_opening_the_doors_goes_to_check_in(room: Room, morning: tuple[TodayPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = morning
    qtbot.keyClick(page._next._act, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.session.phase is Phase.DOORS)
    assert isinstance(desktop.window.current(), CheckInPage)
    rest(qtbot, desktop)
    assert desktop.window.bar._go_on.text() == "Begin talk"


def test_the_next_phase_is_one_button_all_through_the_session(
    room: Room, morning: tuple[TodayPage, Desktop], qtbot: QtBot
) -> None:
    _page, desktop = morning
    said = []
    for phase in (Phase.DOORS, Phase.TALK, Phase.HANDS_ON, Phase.BREAK, Phase.HANDS_ON, Phase.WRAP_UP, Phase.ENDED):
        said.append(desktop.window.bar._go_on.text())
        desktop.window.bar._go_on.click()
        qtbot.waitUntil(lambda wanted=phase: room.session.phase is wanted)
        rest(qtbot, desktop)
    assert said == [
        "Open the doors",
        "Begin talk",
        "Begin hands-on",
        "Break",
        "Back to hands-on",
        "Wrap up",
        "End session",
    ]
    assert not desktop.window.bar._go_on.isVisible()


def test_a_phase_entered_by_mistake_is_taken_back(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.bar._go_on.click()
    qtbot.waitUntil(lambda: room.session.phase is Phase.TALK)
    desktop.window.bar._undo.click()
    qtbot.waitUntil(lambda: room.session.phase is Phase.DOORS)
    qtbot.waitUntil(lambda: desktop.window.bar._go_on.text() == "Begin talk")
    qtbot.waitUntil(lambda: desktop.window._toast.accessibleDescription() == "Taken back: Talk")


def test_the_clock_of_a_phase_runs(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.bar._go_on.click()
    qtbot.waitUntil(lambda: desktop.window.bar._clock.text() == "0:00")
    room.clock.go_on(minutes=12, seconds=5)
    qtbot.waitUntil(lambda: desktop.window.bar._clock.text() == "12:05")


def test_pre_flight_says_only_what_was_looked_at(room: Room, morning: tuple[TodayPage, Desktop]) -> None:
    found = {one.check: one for one in preflight.look(room.services, room.session)}
    assert set(found) == set(Check)
    assert found[Check.ROSTER].facts["count"] == 14
    assert found[Check.HELPERS].weight is Weight.FINE
    page, _desktop = morning
    assert {"Roster", "14 people", "3 helpers"} <= _texts(page)


def test_a_session_is_planned_in_one_form(room: Room, morning: tuple[TodayPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = morning
    page._begin_session()
    form = page._form
    assert form._name.text() == "Hands-on 2"
    assert form._room.text() == "Room 2"
    form._day.setDate(QDate(2026, 3, 5))
    form._start.setTime(QTime(13, 30))
    form._minutes.setValue(60)
    form._places.setValue(12)
    qtbot.keyClick(form._name, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    made = room.services.sessions.everything()[-1]
    assert (made.name, made.capacity, made.room) == ("Hands-on 2", 12, "Room 2")
    assert made.starts_at.isoformat() == "2026-03-05T04:30:00+00:00", "13:30 in Tokyo"
    assert (made.ends_at - made.starts_at).total_seconds() == 3600
    assert page._stack.currentIndex() == 0
    assert page._sessions._list.rows.rowCount() == 2
    assert "Hands-on 2" in desktop.window._toast.accessibleDescription()


def test_a_name_that_is_taken_is_refused_and_the_form_stays(morning: tuple[TodayPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = morning
    page._begin_session()
    page._form._name.setText("Hands-on 1")
    page._form._create.click()
    rest(qtbot, desktop)
    assert page._stack.currentIndex() == 1
    assert desktop.window._toast.isVisible()


def test_the_suggested_name_follows_the_kind_until_somebody_writes_one(
    morning: tuple[TodayPage, Desktop], qtbot: QtBot
) -> None:
    page, _desktop = morning
    page._begin_session()
    page._form._kind.setCurrentIndex(2)
    assert page._form._name.text() == "Clinic 1"
    page._form._name.setText("Open evening")
    page._form._kind.setCurrentIndex(0)
    assert page._form._name.text() == "Open evening"


def test_escape_gives_the_form_up(morning: tuple[TodayPage, Desktop], qtbot: QtBot) -> None:
    page, _desktop = morning
    page._begin_session()
    qtbot.keyClick(page._form._name, Qt.Key.Key_Escape)
    assert page._stack.currentIndex() == 0


def test_another_session_can_be_worked_on(series: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    desktop = open_on(series)
    page = desktop.window.current()
    assert isinstance(page, TodayPage)
    rows = page._sessions._list.rows
    assert [rows.row(at).name for at in range(2)] == ["Hands-on 2", "Hands-on 1"]
    page._sessions._list.mark(1)
    qtbot.keyClick(page._sessions._list, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert page._next._name.text() == "Hands-on 1"
    assert "Hands-on 1" in desktop.window.bar._line.text()


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "roster.csv"
    lines = ("Name,Email,Team,Shoe size", "Ana Silva,ana@example.org,Sales,38", "Bo Khan,bo@,Sales,43", ",,,")
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_roster_is_shown_before_anything_is_written(
    room: Room, morning: tuple[TodayPage, Desktop], roster: Path, qtbot: QtBot
) -> None:
    page, desktop = morning
    page.import_people(roster)
    rest(qtbot, desktop)
    shown = page._import
    assert "1 new" in shown._counts.text()
    assert "Name, Email, Team" in shown._columns.text()
    assert "Shoe size" in shown._columns.text()
    rows = shown._list.rows
    assert any(rows.row(at).under.startswith("line 3") for at in range(rows.rowCount()))
    assert len(room.services.people.everyone()) == 14
    shown._take.click()
    rest(qtbot, desktop)
    assert len(room.services.people.everyone()) == 15
    assert page._stack.currentIndex() == 0
    assert "1 person is new" in desktop.window._toast.accessibleDescription()


def test_a_roster_that_was_taken_in_before_has_nothing_new(
    morning: tuple[TodayPage, Desktop], roster: Path, qtbot: QtBot
) -> None:
    page, desktop = morning
    for _ in range(2):
        page.import_people(roster)
        rest(qtbot, desktop)
        if page._import._take.isVisible():
            page._import._take.click()
            rest(qtbot, desktop)
    assert page._import._counts.text() == "Nothing in it is new"
    assert not page._import._take.isVisible()


def test_a_file_that_is_no_roster_is_said_in_words(
    morning: tuple[TodayPage, Desktop], tmp_path: Path, qtbot: QtBot
) -> None:
    page, desktop = morning
    picture = tmp_path / "picture.csv"
    picture.write_bytes(bytes(range(256)) * 20)
    page.import_people(picture)
    rest(qtbot, desktop)
    assert page._import._title.text() == "This file cannot be taken"
    assert "picture.csv" in page._import._columns.text()


def test_likely_starts_skip_the_weekend() -> None:
    assert _working_day(date(2026, 2, 21)) == date(2026, 2, 23)
    assert _working_day(date(2026, 2, 22)) == date(2026, 2, 23)
    assert _working_day(date(2026, 2, 20)) == date(2026, 2, 20)


def test_a_person_added_elsewhere_is_counted_here(room: Room, morning: tuple[TodayPage, Desktop], qtbot: QtBot) -> None:
    page, _desktop = morning
    room.services.people.add(Attendee(uuid5(NOBODY, "new"), "Noa New"), desk=DESK)
    qtbot.waitUntil(lambda: "15 people" in _texts(page), timeout=5000)
