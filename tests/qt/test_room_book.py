"""The book of the room: many moved at once, heads counted, and every attempt to come in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import Room
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.parts.room_book import RoomBook


def book(qtbot: QtBot, desktop: Desktop) -> RoomBook:
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    rest(qtbot, desktop)
    qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, desktop)
    return page._book


@pytest.fixture
def three_in(room: Room, open_on: OpenOn) -> Desktop:
    room.open_doors()
    for one in room.people[:3]:
        room.check_in(one)
    return open_on(room)


def test_who_is_in_stands_in_the_book(qtbot: QtBot, room: Room, three_in: Desktop) -> None:
    shown = book(qtbot, three_in)
    assert shown.isVisible()
    assert {one.attendee.name for one in shown._table.rows_shown()} == {one.name for one in room.people[:3]}
    assert not shown._move.isEnabled()


def test_many_are_moved_to_the_right_session_in_one_step_and_back(qtbot: QtBot, series: Room, open_on: OpenOn) -> None:
    series.open_doors()
    for one in series.people[:4]:
        series.check_in(one)
    desktop = open_on(series)
    shown = book(qtbot, desktop)
    shown._table.selectAll()
    shown.move_to(series.sessions[0].id)
    rest(qtbot, desktop)
    services = series.services
    assert len(services.attendance.sheet(series.sessions[0].id).arrived) == 4
    assert services.attendance.sheet(series.sessions[1].id).arrived == ()
    desktop.window.undo_wanted.emit()
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: len(services.attendance.sheet(series.sessions[1].id).arrived) == 4)


def test_somebody_who_went_home_is_in_the_book_and_not_in_the_room(qtbot: QtBot, room: Room, three_in: Desktop) -> None:
    shown = book(qtbot, three_in)
    shown._table.mark_key(shown._table.rows_shown()[0].check_in.id)
    qtbot.mouseClick(shown._leave, Qt.MouseButton.LeftButton)
    rest(qtbot, three_in)
    sheet = room.services.attendance.sheet(room.session.id)
    assert (sheet.people, sheet.in_room) == (3, 2)


@pytest.mark.parametrize(
    ("seen", "said", "then"),
    [(3, "they agree", None), (5, "2 people are here and not checked in", True), (2, "1 person may have left", False)],
)
def test_a_head_count_is_compared_kept_and_leads_on(
    qtbot: QtBot, room: Room, three_in: Desktop, seen, said, then
) -> None:
    shown = book(qtbot, three_in)
    shown._tabs.choose("count")
    shown._show_tab("count")
    assert shown._seen.text() == "…", "somebody has to count"
    qtbot.keyClick(shown._seen, Qt.Key.Key_Return)
    rest(qtbot, three_in)
    assert shown._answer.text() == ""
    shown._seen.setValue(seen)
    qtbot.keyClick(shown._seen, Qt.Key.Key_Return)
    rest(qtbot, three_in)
    assert said in shown._answer.text()
    assert shown._next.isVisible() is (then is not None)
    line = room.services.undo.history(limit=1)[0]
    assert (line.deed.kind, line.deed.detail) == ("heads_counted", {"seen": seen, "in_book": 3})
    if then is not None:
        with qtbot.waitSignal(shown.roll_call_wanted, raising=then, timeout=200 if then else 1):
            qtbot.mouseClick(shown._next, Qt.MouseButton.LeftButton)


def test_a_count_no_longer_holds_once_the_book_has_changed(qtbot: QtBot, room: Room, three_in: Desktop) -> None:
    shown = book(qtbot, three_in)
    shown._show_tab("count")
    shown._seen.setValue(3)
    shown._compare()
    rest(qtbot, three_in)
    assert "agree" in shown._answer.text()
    page = three_in.window.current()
    assert isinstance(page, CheckInPage)
    page._call_here(room.people[4].id)
    rest(qtbot, three_in)
    assert (shown._answer.text(), shown._seen.text()) == ("", "…")


def test_sessions_that_do_not_run_are_offered_apart(
    qtbot: QtBot, series: Room, open_on: OpenOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    series.open_doors()
    series.check_in(series.people[0])
    shown = book(qtbot, open_on(series))
    shown._offer_sessions()
    menu = next(one for one in shown.findChildren(QMenu) if not one.title())
    others = [one.menu() for one in menu.actions() if one.menu()]
    assert [one.title() for one in others] == ["Other sessions"]
    assert others[0].actions()[0].text().endswith("not begun yet")


def test_every_attempt_stands_in_the_log_with_what_was_read(qtbot: QtBot, room: Room, three_in: Desktop) -> None:
    page = three_in.window.open("check_in")
    assert isinstance(page, CheckInPage)
    room.clock.go_on(seconds=5)
    page.scan("4006381333931")
    rest(qtbot, three_in)
    shown = book(qtbot, three_in)
    shown._show_tab("attempts")
    rest(qtbot, three_in)
    tried = shown._attempts._table.rows_shown()
    assert len(tried) == 4
    assert (tried[0].name, tried[0].attempt.raw) == ("", "4006381333931")
    assert tried[1].name == room.people[2].name


def test_escape_goes_back_to_the_door(qtbot: QtBot, three_in: Desktop) -> None:
    shown = book(qtbot, three_in)
    qtbot.keyClick(shown._table, Qt.Key.Key_Escape)
    assert not shown.isVisible()
