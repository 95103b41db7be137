"""Stories at the door, on the real page with real services and a real file, nothing of it on the UI thread."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, Room, press
from trainer_app.domain.badge import make_badge
from trainer_app.domain.check_in import Outcome
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage

STRANGE_BADGE = make_badge(12345)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

Type = Callable[[str], None]


@pytest.fixture
def typed(qtbot: QtBot, door: CheckInPage, desktop: Desktop) -> Type:
    """Type into the field and wait for what is found."""

    def type_now(text: str) -> None:
        qtbot.keyClicks(door._field._field, text)
        rest(qtbot, desktop)

    return type_now


def _says(door: CheckInPage) -> str:
    return door._answer._says.text()


def _arrived(door: CheckInPage) -> list[str]:
    rows = door._panel._list.rows
    return [rows.row(at).name for at in range(rows.rowCount())]


def _numbers(door: CheckInPage) -> tuple[str, str, str]:
    panel = door._panel
    return panel._people._number.text(), panel._check_ins._number.text(), panel._in_room._number.text()


def test_typing_two_letters_and_enter_checks_somebody_in(
    door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot
) -> None:
    typed("sak")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert door._left.currentWidget() is door._answer
    assert door._answer._name.text() == "Sakura Nakamura"
    assert _says(door) == "Checked in · 9:52"
    assert _arrived(door) == ["Sakura Nakamura"]
    assert _numbers(door) == ("1", "1", "1")
    assert door._field.text == ""


def test_enter_pressed_before_the_results_are_there_waits_for_them(
    door: CheckInPage, desktop: Desktop, qtbot: QtBot
) -> None:
    qtbot.keyClicks(door._field._field, "arj")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: _arrived(door) == ["Arjun Patel"])


def test_a_scan_anywhere_in_the_window_checks_in_and_opens_this_page(
    room: Room, desktop: Desktop, qtbot: QtBot
) -> None:
    code, _short = room.services.people.badges(desk=DESK)[room.people[3].id]
    assert not isinstance(desktop.window.current(), CheckInPage)
    press(desktop.window, code + "\r")
    qtbot.waitUntil(lambda: isinstance(desktop.window.current(), CheckInPage))
    page = desktop.window.current()
    assert isinstance(page, CheckInPage)
    qtbot.waitUntil(lambda: page._answer._name.text() == "石田 菜穂子")
    assert page._field.text == ""


def test_a_second_scan_of_the_same_badge_is_calm(room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot) -> None:
    code, _short = room.services.people.badges(desk=DESK)[room.people[0].id]
    press(desktop.window, code + "\r")
    rest(qtbot, desktop)
    room.clock.go_on(minutes=9)
    press(desktop.window, code + "\r")
    qtbot.waitUntil(lambda: _says(door) == "Already in · since 9:52")
    assert door._answer.property("tone") == "look"
    assert _numbers(door) == ("1", "1", "1")


def test_a_short_code_typed_from_a_paper_list_checks_in(
    room: Room, door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot
) -> None:
    _code, short = room.services.people.badges(desk=DESK)[room.people[6].id]
    typed(short)
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert door._answer._name.text() == "Kenji Suzuki"


def test_one_of_our_badges_that_nobody_carries_is_refused_in_words(
    door: CheckInPage, desktop: Desktop, qtbot: QtBot
) -> None:
    press(desktop.window, STRANGE_BADGE + "\r")
    qtbot.waitUntil(lambda: _says(door) == "Unknown badge")
    assert door._answer.property("tone") == "help"
    assert _arrived(door) == []


def test_a_foreign_code_leaves_no_letters_in_the_field(door: CheckInPage, desktop: Desktop, qtbot: QtBot) -> None:
    press(desktop.window, "4006381333931\r")
    qtbot.waitUntil(lambda: _says(door) == "Unknown badge")
    assert "4006381333931" in door._answer._line.text()
    assert door._field.text == ""


def test_two_people_of_one_name_are_told_apart_before_anything_is_written(
    door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot
) -> None:
    typed("mei sato")
    assert door._results._list.marked is None
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert _arrived(door) == [], "Enter alone chooses nobody"
    qtbot.keyClick(door._field._field, Qt.Key.Key_Down)
    marked = door._results._list.marked
    assert marked is not None
    assert marked.under
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert _arrived(door) == ["Mei Sato"]


def test_undo_takes_the_check_in_back_and_the_answer_away(
    door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot
) -> None:
    typed("sak")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    qtbot.keyClick(door._field._field, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: _arrived(door) == [])
    assert door._left.currentWidget() is door._idle
    assert _numbers(door) == ("0", "1", "0"), "the check-in that was undone is still counted as one"
    qtbot.keyClick(door._field._field, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: _arrived(door) == ["Sakura Nakamura"])


def test_ctrl_z_takes_back_letters_while_there_are_any(
    door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot
) -> None:
    typed("sak")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    typed("ke")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Z, CTRL)
    rest(qtbot, desktop)
    assert _arrived(door) == ["Sakura Nakamura"]


@pytest.fixture
def elsewhere(series: Room, open_on: OpenOn, qtbot: QtBot) -> tuple[CheckInPage, Desktop]:
    """The door of a session for which Liam is not registered but for another of the series."""
    register = series.services.sessions.register
    register(series.sessions[0].id, [series.people[4].id], desk=DESK)
    register(series.sessions[1].id, [one.id for one in series.people[6:]], desk=DESK)
    series.open_doors()
    desktop = open_on(series)
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    page._choose(series.people[4])
    rest(qtbot, desktop)
    return page, desktop


def test_the_wrong_session_is_settled_with_one_key(elsewhere: tuple[CheckInPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = elsewhere
    assert _says(page) == "Another session"
    assert page._answer.hasFocus()
    qtbot.keyClick(page._answer, Qt.Key.Key_M)
    rest(qtbot, desktop)
    assert _says(page).startswith("Checked in")
    assert _arrived(page) == ["Liam O'Brien"]
    assert page._panel._list.rows.row(0).mark == "moved here"


def test_a_guest_is_admitted_with_one_key(elsewhere: tuple[CheckInPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = elsewhere
    qtbot.keyClick(page._answer, Qt.Key.Key_A)
    rest(qtbot, desktop)
    assert page._panel._list.rows.row(0).mark == "guest"


def test_escape_leaves_a_refusal_and_goes_back_to_the_field(
    elsewhere: tuple[CheckInPage, Desktop], qtbot: QtBot
) -> None:
    page, _desktop = elsewhere
    qtbot.keyClick(page._answer, Qt.Key.Key_Escape)
    assert page._left.currentWidget() is page._idle
    assert page._field._field.hasFocus()
    assert _arrived(page) == []


def test_the_next_name_can_be_typed_over_a_refusal(elsewhere: tuple[CheckInPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = elsewhere
    qtbot.keyClicks(page._answer, "k")
    qtbot.keyClicks(page._field._field, "en")
    rest(qtbot, desktop)
    assert page._field.text == "ken"
    qtbot.keyClick(page._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert page._answer._name.text() == "Kenji Suzuki"


def test_before_the_doors_open_somebody_is_let_in_with_a_reason(room: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    desktop = open_on(room)
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    page._choose(room.people[0])
    rest(qtbot, desktop)
    assert page._shown is not None
    assert page._shown.outcome is Outcome.SESSION_CLOSED
    qtbot.keyClick(page._answer, Qt.Key.Key_O)
    field = page._answer.findChild(QLineEdit)
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _arrived(page) == [], "a reason is asked for"
    qtbot.keyClicks(field, "sets up the room")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert _arrived(page) == ["Sakura Nakamura"]
    assert "sets up the room" in page._panel._list.rows.row(0).tip


def test_an_unknown_name_becomes_a_walk_in_in_a_few_keys(
    door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot
) -> None:
    typed("Priya Singh")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert _says(door) == "Not on the roster"
    qtbot.keyClick(door._answer, Qt.Key.Key_W)
    name = door._walk_in._name
    assert name.hasFocus()
    assert name.text() == "Priya Singh"
    qtbot.keyClick(name, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert _arrived(door) == ["Priya Singh"]
    assert door._panel._list.rows.row(0).mark == "walk-in"


def test_a_walk_in_without_a_name_is_not_sent(door: CheckInPage, desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.keyClick(door._field._field, Qt.Key.Key_N, CTRL)
    assert door._walk_in._name.hasFocus()
    qtbot.keyClick(door._walk_in._name, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert door._left.currentWidget() is door._walk_in
    qtbot.keyClick(door._walk_in._name, Qt.Key.Key_Escape)
    assert door._left.currentWidget() is door._idle


def test_roll_call_checks_in_one_after_another_with_one_key(
    room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot
) -> None:
    qtbot.keyClick(door._field._field, Qt.Key.Key_R, CTRL)
    rows = door._roll_call._list
    assert rows.hasFocus()
    missing = [rows.rows.row(at).name for at in range(3)]
    for _ in range(3):
        qtbot.keyClick(rows, Qt.Key.Key_Space)
        rest(qtbot, desktop)
    assert sorted(_arrived(door)) == sorted(missing)
    assert rows.rows.rowCount() == len(room.people) - 3
    assert door._left.currentWidget() is door._roll_call
    qtbot.keyClick(rows, Qt.Key.Key_Escape)
    assert door._left.currentWidget() is door._answer


def test_seat_and_system_are_written_from_the_answer(
    room: Room, door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot
) -> None:
    typed("sak")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    qtbot.keyClick(door._field._field, Qt.Key.Key_E, CTRL)
    field = door._answer.findChild(QLineEdit)
    qtbot.keyClicks(field, "C3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert "seat C3" in door._answer._detail.text()
    sheet = room.services.attendance.sheet(room.session.id)
    assert sheet.arrived[0].check_in.seat == "C3"
    assert door._field._field.hasFocus()


def test_another_program_s_check_in_appears_by_itself(
    room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot
) -> None:
    room.check_in(room.people[2])
    qtbot.waitUntil(lambda: _arrived(door) == ["Zoë Lefèvre"], timeout=5000)


def test_a_page_nobody_looks_at_is_fresh_when_it_is_opened(
    room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.open("today")
    door._choose(room.people[0])
    rest(qtbot, desktop)
    desktop.window.open("check_in")
    rest(qtbot, desktop)
    assert _arrived(door) == ["Sakura Nakamura"]


def test_the_welcome_says_what_is_still_open(door: CheckInPage, desktop: Desktop, typed: Type, qtbot: QtBot) -> None:
    typed("sak")
    qtbot.keyClick(door._field._field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    shown = {label.text() for label in door._answer._tiles.findChildren(QLabel)}
    assert {"First hands-on", "Still open"} <= shown


def test_closed_doors_are_opened_from_here(room: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    desktop = open_on(room)
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    assert page._idle._button.hasFocus()
    page._idle._button.click()
    qtbot.waitUntil(lambda: room.session.phase is Phase.DOORS)
    qtbot.waitUntil(lambda: page._idle._title.text() == "Ready for the next person")
    assert page._field._field.hasFocus()


def test_a_damaged_disk_keeps_the_gesture_and_offers_it_again(
    room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot
) -> None:
    path = room.services.context.store.path
    away = path.with_name("away.db")
    path.rename(away)
    door._choose(room.people[0])
    rest(qtbot, desktop)
    toast = desktop.window._toast
    assert toast.isVisible()
    assert _arrived(door) == []
    away.rename(path)
    toast._action.click()
    rest(qtbot, desktop)
    assert _arrived(door) == ["Sakura Nakamura"]
    assert not toast.isVisible()


def test_f11_gives_the_page_the_whole_screen_and_takes_it_back(desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.keyClick(desktop.window, Qt.Key.Key_F11)
    page = desktop.window.current()
    assert isinstance(page, CheckInPage)
    assert desktop.window.isFullScreen()
    assert not desktop.window.bar.isVisible()
    assert page._answer._name.property("huge") == "true"
    qtbot.keyClick(desktop.window, Qt.Key.Key_F11)
    assert not desktop.window.isFullScreen()
    assert desktop.window.bar.isVisible()


def test_the_light_goes_out_when_another_window_has_the_keyboard(door: CheckInPage, qapp: QApplication) -> None:
    assert door._field._ready.text() == "Scanner ready"
    qapp.focusWindowChanged.emit(None)
    assert door._field._ready.text() == "Click here to scan"


def test_enter_pressed_twice_makes_one_walk_in(room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot) -> None:
    door._walk_in_for("Priya Singh")
    qtbot.keyClick(door._walk_in._name, Qt.Key.Key_Return)
    qtbot.keyClick(door._walk_in._name, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert [one.name for one in room.services.people.everyone()].count("Priya Singh") == 1


def test_a_decision_pressed_twice_is_one_decision(elsewhere: tuple[CheckInPage, Desktop], qtbot: QtBot) -> None:
    page, desktop = elsewhere
    qtbot.keyClick(page._answer, Qt.Key.Key_M)
    qtbot.keyClick(page._answer, Qt.Key.Key_M)
    rest(qtbot, desktop)
    assert _says(page).startswith("Checked in"), "and not: already in"


def test_space_held_down_in_roll_call_calls_nobody_twice(
    room: Room, door: CheckInPage, desktop: Desktop, qtbot: QtBot
) -> None:
    door._begin_roll_call()
    for _ in range(3):
        qtbot.keyClick(door._roll_call._list, Qt.Key.Key_Space)
    rest(qtbot, desktop)
    attempts = room.services.attendance.attempts(room.session.id)
    assert [one.outcome for one in attempts] == [Outcome.CHECKED_IN]
