"""Stories on the floor: steps ticked by key and mouse, hands raised, and what empty screens say."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn
from tests.qt.floor_at_work import (
    come_to_rest,
    floor_made_once,
    floor_page,
    names_of,
    open_floor,
    press_key,
    room_at_work,
    state_of,
    steps_of,
)
from tests.qt.rooms import DESK, Room
from trainer_app.domain.floor_board import CellState
from trainer_app.domain.help import RaisedBy, TicketState
from trainer_app.domain.progress import MarkState
from trainer_app.qt.app import Desktop
from trainer_app.qt.models.floor_grid import NAME, STEPS
from trainer_app.qt.pages.floor_page import FloorPage
from trainer_app.services.help_desk import Hand
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

__all__ = ("floor_made_once", "floor_page", "room_at_work")  # fixtures, which pytest finds by their name
Key = Qt.Key


def _text(page: FloorPage) -> str:
    return " ".join(one.text() for one in page._stage._instead.findChildren(QPushButton))


def test_space_ticks_the_step_and_takes_the_tick_back(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    said: list[object] = []
    page._tell.said.connect(said.append)
    who = at_work.people[2]
    page.show_person(who.id)
    press_key(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.DONE)
    press_key(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.NOW)
    come_to_rest(page, qtbot)
    assert said == [], "the cell says it, and nothing lies over what can be done"


def test_s_skips_the_step_and_d_is_done_as_well(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[2]
    page.show_person(who.id)
    press_key(page, qtbot, Key.Key_S)
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.SKIPPED)
    press_key(page, qtbot, Key.Key_D)
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.DONE)
    marks = at_work.services.floor.room(at_work.session.id).marks[who.id]
    assert {mark.step_key: mark.state for mark in marks}[steps_of(at_work)[1]] is MarkState.DONE


def test_one_tick_changes_the_cells_of_one_person(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    changed: list[tuple[int, int]] = []

    def note(first: object, _last: object) -> None:
        changed.append((first.row(), first.column()))

    page._room.table.grid.dataChanged.connect(note)
    who = at_work.people[2]
    page.show_person(who.id)
    press_key(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.DONE)
    row = page._room.table.grid.row_of(who.id)
    assert {(row, STEPS + 1), (row, STEPS + 2)} <= set(changed)
    elsewhere = {column for at, column in changed if at != row}
    assert elsewhere <= {STEPS + 1}, "others change only where the usual time of the ticked step did"


def test_h_puts_the_person_into_the_queue_at_their_step(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[3]
    page.show_person(who.id)
    with qtbot.waitSignal(page.badge_changed) as badge:
        press_key(page, qtbot, Key.Key_H)
    assert badge.args == [1]
    ticket = at_work.services.floor.room(at_work.session.id).tickets[0]
    assert (ticket.attendee_id, ticket.step_key) == (who.id, steps_of(at_work)[1])
    assert ticket.raised_by is RaisedBy.HAND
    assert state_of(page, who.id, 1) is CellState.HAND


def test_v_says_that_we_are_with_them(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[3]
    page.show_person(who.id)
    press_key(page, qtbot, Key.Key_V)
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.HELPED)
    ticket = at_work.services.floor.room(at_work.session.id).tickets[0]
    assert ticket.state is TicketState.CLAIMED
    assert ticket.raised_by is RaisedBy.SAY_HELLO


def test_ticking_the_step_that_completes_asks_what_was_made(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    steps = at_work.services.checklists.of_session(at_work.session.id).steps
    who = at_work.people[4]
    page.show_person(who.id)
    page._room.show_step(next(step.key for step in steps if step.completes))
    press_key(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(page._form.isVisible)
    assert who.name in page._form._title.text()
    assert at_work.services.completions.of_attendee(who.id) is not None
    qtbot.waitUntil(lambda: next(line for line in page._room.lines if line.attendee_id == who.id).completed)


def test_c_asks_about_the_first_hands_on_and_esc_comes_back(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[4].id)
    press_key(page, qtbot, Key.Key_C)
    assert page._form.isVisible()
    come_to_rest(page, qtbot)
    qtbot.keyClick(page._form.made, Key.Key_Escape)
    assert not page._form.isVisible()
    assert QApplication.focusWidget() is page._room.table.steps


def test_arrows_move_from_cell_to_cell(page: FloorPage, qtbot: QtBot) -> None:
    table = page._room.table
    table.steps.setCurrentIndex(table.grid.index(0, STEPS))
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        press_key(page, qtbot, key)
    assert (table.steps.currentIndex().row(), table.steps.currentIndex().column()) == (1, STEPS + 1)
    press_key(page, qtbot, Key.Key_Left)
    press_key(page, qtbot, Key.Key_Left)
    assert table.steps.currentIndex().column() == STEPS, "the names are no steps"


def test_a_double_click_ticks(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    table, who = page._room.table, at_work.people[2]
    page.show_person(who.id)
    box = table.steps.visualRect(table.steps.currentIndex())
    qtbot.mouseClick(table.steps.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.mouseDClick(table.steps.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.DONE)


def test_a_click_on_a_name_marks_the_person(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    names = page._room.table._names
    box = names.visualRect(page._room.table.grid.index(5, NAME))
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    marked = page._room.table.marked
    assert marked is not None
    assert marked[0] is page._room.lines[5]
    assert page._room.table.steps.hasFocus()


def test_a_step_alarm_offers_the_fix_and_goes_when_it_was_shown(at_work: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    for one in at_work.people[:4]:
        at_work.services.help_desk.ask(Hand(at_work.session.id, one.id, steps_of(at_work)[1]), desk=DESK)
    page = open_floor(open_on(at_work), qtbot)
    assert page._alarms.isVisible()
    head = page._room.table.grid.headerData(STEPS + 1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert head.endswith("It holds the room up.")
    button = page._alarms.findChild(QPushButton)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: not page._alarms.isVisible())
    assert at_work.services.floor.room(at_work.session.id).fixes[0].step_key == steps_of(at_work)[1]


def test_the_figures_say_waits_and_what_is_done(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    assert page._figures._half.text() == say(words.NOTHING)
    at_work.services.help_desk.ask(Hand(at_work.session.id, at_work.people[0].id), desk=DESK)
    at_work.clock.go_on(minutes=1, seconds=40)
    page.reload(None)
    come_to_rest(page, qtbot)
    assert page._figures._half.text() == "1:40"
    assert page._figures._done.text() == f"{round(100 * 7 / (14 * len(steps_of(at_work))))} %"
    assert page._clock._share.text() == "43 / 57"


def test_time_passes_in_the_cells(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    before = page._room.lines[2].cells[1].minutes
    at_work.clock.go_on(minutes=20)
    page._look_again()
    qtbot.waitUntil(lambda: page._room.lines[2].cells[1].minutes == before + 20)
    assert page._room.lines[2].cells[1].fill == 100


def test_the_clock_rests_while_nobody_looks(page: FloorPage, qtbot: QtBot) -> None:
    assert page._looking.isActive()
    page.window().open("today")
    assert not page._looking.isActive()
    assert not page._seconds.isActive()


def test_a_hand_is_counted_while_another_page_is_open(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.window().open("today")
    hand = Hand(at_work.session.id, at_work.people[0].id)
    with qtbot.waitSignal(page.badge_changed) as badge:
        page._work.run(lambda: page._services.help_desk.ask(hand, desk=DESK))
    assert badge.args == [1]


def test_before_the_doors_the_way_to_them_is_offered(room: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    page = open_floor(open_on(room), qtbot)
    assert not page._stage.is_content
    with qtbot.waitSignal(page.page_wanted) as asked:
        page._stage._instead.findChild(QPushButton).click()
    assert asked.args == ["today"]


def test_while_nobody_is_in_the_door_is_offered(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_floor(desktop, qtbot)
    assert "Go to check-in" in _text(page)


def test_before_hands_on_it_is_said_that_clocks_stand_still(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    page = open_floor(desktop, qtbot)
    room.check_in(room.people[0])
    page.reload(None)
    come_to_rest(page, qtbot)
    assert page._clock._note.text() == "Step clocks stand still until hands-on."


def test_somebody_who_comes_late_is_put_into_the_grid(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    room.check_in(room.people[0])
    room.check_in(room.people[2])
    page = open_floor(desktop, qtbot)
    page.show_person(room.people[2].id)
    room.check_in(room.people[1])
    page.reload(None)
    come_to_rest(page, qtbot)
    assert names_of(page) == ["Arjun Patel", "Sakura Nakamura", "Zoë Lefèvre"]
    assert page._room.spot is not None
    assert page._room.spot.line.attendee_id == room.people[2].id


def test_who_left_is_said_to_have_left(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    one = at_work.services.attendance.sheet(at_work.session.id).arrived[-1]
    at_work.services.attendance.leave(one.check_in.id, desk=DESK)
    at_work.clock.at += timedelta(seconds=1)
    page.reload(None)
    come_to_rest(page, qtbot)
    assert state_of(page, one.attendee.id, 1) is CellState.LEFT


def test_a_screen_reader_hears_who_and_what(page: FloorPage, at_work: Room) -> None:
    grid = page._room.table.grid
    row = grid.row_of(at_work.people[2].id)
    said = grid.index(row, STEPS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "A3 · Zoë Lefèvre, Get your laptop ready: done, 3 min"
