"""Stories on the Sessions page: planned, repeated, filled with people, and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, Room
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.sessions_page import SessionsPage
from trainer_app.qt.parts.registration_drag import Dragged, packed
from trainer_app.qt.parts.series_fields import Days


@pytest.fixture
def opened(series: Room, open_on: OpenOn, qtbot: QtBot) -> tuple[SessionsPage, Desktop]:
    """The page on two sessions of a series."""
    desktop = open_on(series)
    page = desktop.window.open("sessions")
    assert isinstance(page, SessionsPage)
    rest(qtbot, desktop)
    return page, desktop


def _names(page: SessionsPage) -> list[str]:
    return [line.session.name for line in page._table.rows_shown()]


def _down(page: SessionsPage) -> list[str]:
    return [one.attendee.name for one in page._detail.registrations._down.rows_shown()]


def _registering(qtbot: QtBot, page: SessionsPage, desktop: Desktop) -> None:
    page._detail.show_tab("people")
    rest(qtbot, desktop)


def _drop(on: QWidget, where: QPoint, dragged: Dragged) -> None:
    data = packed(dragged)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    on.dropEvent(QDropEvent(QPointF(where), Qt.DropAction.MoveAction, data, buttons, keys))


def test_the_session_worked_on_is_marked_and_shown(opened: tuple[SessionsPage, Desktop]) -> None:
    page, _desktop = opened
    assert _names(page) == ["Hands-on 1", "Hands-on 2"]
    assert page._detail.session is not None
    assert page._detail.session.name == "Hands-on 2"
    assert not page._detail._choose.isVisible()


def test_working_on_another_session_moves_the_desk(opened: tuple[SessionsPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = opened
    qtbot.keyClick(page._table, Qt.Key.Key_Up)
    assert page._detail._name.text() == "Hands-on 1"
    page._detail._choose.click()
    rest(qtbot, desktop)
    assert desktop.window.bar is not None
    assert page._current.session is not None
    assert page._current.session.name == "Hands-on 1"
    assert not page._detail._choose.isVisible()


def test_people_are_added_and_taken_off_by_keys(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot
) -> None:
    page, desktop = opened
    _registering(qtbot, page, desktop)
    panel = page._detail.registrations
    qtbot.keyClicks(panel._find, "suzuki")
    qtbot.keyClick(panel._find, Qt.Key.Key_Return)
    qtbot.keyClick(panel._others, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: _down(page) == ["Kenji Suzuki"])
    panel._down.selectRow(0)
    qtbot.keyClick(panel._down, Qt.Key.Key_Delete)
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: _down(page) == [])
    assert series.services.registrations.registered(series.session.id) == []


def test_people_dropped_on_another_session_move_there_and_undo_brings_them_back(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot
) -> None:
    page, desktop = opened
    first, second = series.sessions
    who = tuple(one.id for one in series.people[:3])
    series.services.registrations.register(second.id, who, desk=DESK)
    _registering(qtbot, page, desktop)
    where = page._table.visualRect(page._table.rows.index(0, 0)).center()
    _drop(page._table, where, Dragged(who, second.id))
    rest(qtbot, desktop)
    assert len(series.services.registrations.registered(first.id)) == 3
    desktop.window.undo_wanted.emit()
    qtbot.waitUntil(lambda: len(series.services.registrations.registered(second.id)) == 3)


def test_people_dropped_on_the_other_list_are_registered(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot
) -> None:
    page, desktop = opened
    _registering(qtbot, page, desktop)
    _drop(page._detail.registrations._down, QPoint(5, 5), Dragged((series.people[0].id,), None))
    qtbot.waitUntil(lambda: _down(page) == [series.people[0].name])
    _drop(page._detail.registrations._others, QPoint(5, 5), Dragged((series.people[0].id,), series.session.id))
    qtbot.waitUntil(lambda: _down(page) == [])


def test_everybody_left_is_spread_over_the_sessions_still_to_come(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot
) -> None:
    page, desktop = opened
    _registering(qtbot, page, desktop)
    page._detail.registrations._spread.click()
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: len(_down(page)) == 14)
    assert series.services.registrations.registered(series.sessions[0].id) == []  # a week ago


def test_a_series_is_previewed_and_made_and_taken_back_at_once(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot
) -> None:
    page, desktop = opened
    qtbot.keyClick(page._table, Qt.Key.Key_R)
    fields = page._series.fields
    for at in (1, 3):
        fields._week[at].setChecked(True)
    fields._count.setValue(3)
    assert [one.name for one in page._series.drafts()] == ["Hands-on 3", "Hands-on 4", "Hands-on 5"]
    assert page._series._make.text() == "Make 3 sessions"
    qtbot.keyClick(fields._stem, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: len(_names(page)) == 5)
    assert series.services.sessions.everything()[-1].of == 5
    desktop.window.undo_wanted.emit()
    qtbot.waitUntil(lambda: len(_names(page)) == 2)


def test_days_picked_one_by_one_and_a_day_taken_away(opened: tuple[SessionsPage, Desktop], qtbot: QtBot) -> None:
    page, _desktop = opened
    page.begin_series()
    fields = page._series.fields
    fields._how.setCurrentIndex(fields._how.findData(Days.PICKED))
    assert not page._series._make.isEnabled()
    for day in (5, 3):
        fields._first.setDate(QDate(2026, 3, day))
        fields._pick.click()
    assert fields.repeat().dates == (date(2026, 3, 5), date(2026, 3, 3))
    page._series._preview.selectRow(0)
    qtbot.keyClick(page._series._preview, Qt.Key.Key_Delete)
    assert fields.picked == [date(2026, 3, 5)]


def test_a_session_is_edited_and_a_name_taken_is_told(opened: tuple[SessionsPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = opened
    qtbot.keyClick(page._table, Qt.Key.Key_E)
    page._form._name.setText("hands-on 1")
    qtbot.keyClick(page._form._name, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert page._form.isVisible()
    page._form._name.setText("Evening class")
    page._form._helpers.setText("Jo, 石田、 Ana")
    qtbot.keyClick(page._form._name, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: _names(page) == ["Hands-on 1", "Evening class"])
    assert page._detail.session is not None
    assert page._detail.session.helpers == ("Jo", "石田", "Ana")


def test_a_session_that_has_begun_keeps_its_day(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot
) -> None:
    page, desktop = opened
    series.services.sessions.enter(series.session.id, Phase.DOORS, desk=DESK)
    rest(qtbot, desktop)
    page.reload(None)
    rest(qtbot, desktop)
    page.edit()
    assert not page._form._day.isEnabled()
    assert not page._detail._remove.isVisible()
    page._form._room.setText("Attic")
    qtbot.keyClick(page._form._room, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert (series.session.room, series.session.phase) == ("Attic", Phase.DOORS)


def test_a_planned_session_is_removed_and_comes_back(opened: tuple[SessionsPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = opened
    page._detail._remove.click()
    qtbot.waitUntil(lambda: _names(page) == ["Hands-on 1"])
    desktop.window.undo_wanted.emit()
    qtbot.waitUntil(lambda: _names(page) == ["Hands-on 1", "Hands-on 2"])


def test_the_calendar_is_gone_through_by_keys(opened: tuple[SessionsPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = opened
    page._turn("calendar")
    grid = page._calendar.grid
    assert grid.day == date(2026, 2, 17)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.day == date(2026, 2, 10)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert (grid.day, page._calendar._month.text()) == (date(2026, 3, 10), "March 2026")
    qtbot.keyClick(grid, Qt.Key.Key_N)
    assert page._form._day.date() == QDate(2026, 3, 10)
    qtbot.keyClick(page._form._name, Qt.Key.Key_Escape)
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert page._views.key == "list"
    assert page._detail.session is not None
    assert page._detail.session.name == "Hands-on 2"


def test_turning_from_the_last_of_january_stays_within_february(opened: tuple[SessionsPage, Desktop]) -> None:
    grid = opened[0]._calendar.grid
    grid.mark(date(2026, 1, 31))
    grid.turn(1)
    assert grid.day == date(2026, 2, 28)
    assert grid.days()[0] == date(2026, 1, 26)
    assert grid.days()[-1] - grid.days()[0] == timedelta(days=41)


def test_a_plan_in_a_file_is_shown_before_it_is_taken(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    page, desktop = opened
    file = tmp_path / "plan.csv"
    file.write_text("Session,Date,Start,End\nSetup 1,2026-03-03,10:00,11:30\nSetup 2,someday,10:00,11:30\n")
    page.import_plan(file)
    rest(qtbot, desktop)
    assert len(series.services.sessions.everything()) == 2
    assert page._import._list.rows.row(0).under == "line 3"
    assert page._import._take.text() == "Take in 1 session"
    page._import._take.click()
    qtbot.waitUntil(lambda: "Setup 1" in _names(page))


def test_what_is_typed_into_the_staffing_plan_stays_while_others_come_in(
    series: Room, opened: tuple[SessionsPage, Desktop], qtbot: QtBot
) -> None:
    page, desktop = opened
    page._detail.show_tab("staffing")
    rest(qtbot, desktop)
    shown = page._detail._filled
    series.services.registrations.register(series.session.id, [series.people[0].id], desk=DESK)
    page.reload(None)
    rest(qtbot, desktop)
    assert shown is not None
    assert page._detail._filled is shown
    assert page._detail._tabs.key == "staffing"


def test_every_control_of_the_page_has_a_name(opened: tuple[SessionsPage, Desktop]) -> None:
    page, _desktop = opened
    fields = [page._detail.registrations._find, page._detail.registrations._team, page._table, page._calendar.grid]
    fields += [page._series.fields._stem, page._series.fields._how, page._series._preview]
    assert all(one.accessibleName() for one in fields)
    assert {"N", "R", "E"} <= set(dict(SessionsPage.keys(page)))
    assert len(page.palette_actions()) == 5
