"""Stories on the floor: steps ticked by key and mouse, hands raised, people found, and what empty screens say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn
from tests.qt.rooms import DESK, Room, same_room
from trainer_app.domain.help import RaisedBy, TicketState
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.models.floor_board import CellState
from trainer_app.qt.models.floor_grid import NAME, STEPS
from trainer_app.qt.pages.floor_page import FloorPage
from trainer_app.qt.parts.floor_acts import Act, ActMenu
from trainer_app.services.help_desk import Hand
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

Key = Qt.Key


def _seat_everybody(room: Room, *, but: int = 1) -> None:
    for at, one in enumerate(room.services.attendance.sheet(room.session.id).arrived[::-1]):
        if at < len(room.people) - but:
            room.services.attendance.seat(one.check_in.id, f"{'ABCD'[at // 4]}{at % 4 + 1}", desk=DESK)


@pytest.fixture(scope="module")
def made_floor(made_room: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Make the room at work once; its file is closed, so that it can be copied."""
    room = same_room(made_room, tmp_path_factory.mktemp("made") / "floor.db")
    room.open_doors()
    for one in room.people:
        room.check_in(one)
    _seat_everybody(room)
    room.services.sessions.enter(room.session.id, Phase.TALK, desk=DESK)
    room.clock.go_on(minutes=5)
    room.services.sessions.enter(room.session.id, Phase.HANDS_ON, desk=DESK)
    room.clock.go_on(minutes=3)
    for one in room.people[:7]:
        room.services.floor.mark(room.session.id, one.id, _steps(room)[0], desk=DESK)
    room.clock.go_on(minutes=2)
    room.services.close()
    return room


@pytest.fixture
def at_work(made_floor: Room, tmp_path: Path) -> Iterator[Room]:
    """Everybody checked in and seated but the last, five minutes into hands-on, the first step ticked by half."""
    copied = same_room(made_floor, tmp_path / "floor.db")
    copied.clock.at = made_floor.clock.at
    yield copied
    copied.services.close()


@pytest.fixture
def page(at_work: Room, open_on: OpenOn, qtbot: QtBot) -> FloorPage:
    """The floor of that room."""
    return _floor(open_on(at_work), qtbot)


def _floor(desktop: Desktop, qtbot: QtBot) -> FloorPage:
    page = desktop.window.open("floor")
    assert isinstance(page, FloorPage)
    _rest(page, qtbot)
    return page


def _rest(page: FloorPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._work.is_idle and not page._work._newest, timeout=3_000)


def _steps(room: Room) -> list[str]:
    return [step.key for step in room.services.checklists.of_session(room.session.id).steps]


def _state(page: FloorPage, who: UUID, step: int) -> CellState:
    row = page._room.table.grid.row_of(who)
    assert row is not None
    return page._room.table.grid.cell(row, STEPS + step).state


def _press(page: FloorPage, qtbot: QtBot, key: Key) -> None:
    qtbot.keyClick(page._room.map if page._room.shows_seats else page._room.table.steps, key)


def _names(page: FloorPage) -> list[str]:
    return [line.name for line in page._room.lines]


def _text(page: FloorPage) -> str:
    return " ".join(one.text() for one in page._stage._instead.findChildren(QPushButton))


def test_space_ticks_the_step_and_takes_the_tick_back(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[2]
    page.show_person(who.id)
    _press(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.DONE)
    _press(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.NOW)


def test_s_skips_the_step_and_d_is_done_as_well(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[2]
    page.show_person(who.id)
    _press(page, qtbot, Key.Key_S)
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.SKIPPED)
    _press(page, qtbot, Key.Key_D)
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.DONE)
    marks = at_work.services.floor.room(at_work.session.id).marks[who.id]
    assert {mark.step_key: mark.state for mark in marks}[_steps(at_work)[1]] is MarkState.DONE


def test_one_tick_changes_the_cells_of_one_person(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    changed: list[tuple[int, int]] = []

    def note(first: object, _last: object) -> None:
        changed.append((first.row(), first.column()))

    page._room.table.grid.dataChanged.connect(note)
    who = at_work.people[2]
    page.show_person(who.id)
    _press(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.DONE)
    row = page._room.table.grid.row_of(who.id)
    assert {(row, STEPS + 1), (row, STEPS + 2)} <= set(changed)
    elsewhere = {column for at, column in changed if at != row}
    assert elsewhere <= {STEPS + 1}, "others change only where the usual time of the ticked step did"


def test_h_puts_the_person_into_the_queue_at_their_step(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[3]
    page.show_person(who.id)
    with qtbot.waitSignal(page.badge_changed) as badge:
        _press(page, qtbot, Key.Key_H)
    assert badge.args == [1]
    ticket = at_work.services.floor.room(at_work.session.id).tickets[0]
    assert (ticket.attendee_id, ticket.step_key) == (who.id, _steps(at_work)[1])
    assert ticket.raised_by is RaisedBy.HAND
    assert _state(page, who.id, 1) is CellState.HAND


def test_v_says_that_we_are_with_them(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[3]
    page.show_person(who.id)
    _press(page, qtbot, Key.Key_V)
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.HELPED)
    ticket = at_work.services.floor.room(at_work.session.id).tickets[0]
    assert ticket.state is TicketState.CLAIMED
    assert ticket.raised_by is RaisedBy.SAY_HELLO


def test_ticking_the_step_that_completes_asks_what_was_made(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    steps = at_work.services.checklists.of_session(at_work.session.id).steps
    who = at_work.people[4]
    page.show_person(who.id)
    page._room.show_step(next(step.key for step in steps if step.completes))
    _press(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(page._form.isVisible)
    assert who.name in page._form._title.text()
    assert at_work.services.completions.of_attendee(who.id) is not None


def test_c_asks_about_the_first_hands_on_and_esc_comes_back(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[4].id)
    _press(page, qtbot, Key.Key_C)
    assert page._form.isVisible()
    _rest(page, qtbot)
    qtbot.keyClick(page._form.made, Key.Key_Escape)
    assert not page._form.isVisible()
    assert QApplication.focusWidget() is page._room.table.steps


def test_arrows_move_from_cell_to_cell(page: FloorPage, qtbot: QtBot) -> None:
    table = page._room.table
    table.steps.setCurrentIndex(table.grid.index(0, STEPS))
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        _press(page, qtbot, key)
    assert (table.steps.currentIndex().row(), table.steps.currentIndex().column()) == (1, STEPS + 1)
    _press(page, qtbot, Key.Key_Left)
    _press(page, qtbot, Key.Key_Left)
    assert table.steps.currentIndex().column() == STEPS, "the names are no steps"


def test_a_double_click_ticks(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    table, who = page._room.table, at_work.people[2]
    page.show_person(who.id)
    box = table.steps.visualRect(table.steps.currentIndex())
    qtbot.mouseClick(table.steps.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.mouseDClick(table.steps.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.DONE)


def test_a_click_on_a_name_marks_the_person(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    names = page._room.table._names
    box = names.visualRect(page._room.table.grid.index(5, NAME))
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    marked = page._room.table.marked
    assert marked is not None
    assert marked[0] is page._room.lines[5]
    assert page._room.table.steps.hasFocus()


def test_names_scroll_with_the_steps(page: FloorPage) -> None:
    table = page._room.table
    table.steps.verticalScrollBar().setValue(40)
    assert table._names.verticalScrollBar().value() == 40
    table._names.verticalScrollBar().setValue(0)
    assert table.steps.verticalScrollBar().value() == 0


def test_a_slash_finds_people_by_name_and_by_seat(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    _press(page, qtbot, Key.Key_Slash)
    field = page._tools._field
    assert field.hasFocus()
    qtbot.keyClicks(field, "lefevre")
    assert page._room.spot is not None
    assert page._room.spot.line.name == "Zoë Lefèvre"
    field.clear()
    qtbot.keyClicks(field, "b2")
    assert page._room.spot.line.seat == "B2"
    qtbot.keyClick(field, Key.Key_Return)
    assert page._room.table.steps.hasFocus()


def test_down_goes_on_to_the_next_of_that_name(page: FloorPage, qtbot: QtBot) -> None:
    page._tools.take_focus()
    qtbot.keyClicks(page._tools._field, "mei")
    first = page._room.spot
    qtbot.keyClick(page._tools._field, Key.Key_Down)
    second = page._room.spot
    assert first is not None
    assert second is not None
    assert first.line.name == second.line.name == "Mei Sato"
    assert first.line.attendee_id != second.line.attendee_id


def test_people_stand_by_seat_by_name_or_by_step(page: FloorPage, qtbot: QtBot) -> None:
    assert [line.seat for line in page._room.lines][:5] == ["A1", "A2", "A3", "A4", "B1"]
    assert page._room.lines[-1].seat is None
    for at in range(1, 3):
        page._tools._order.setCurrentIndex(at)
        page._tools._choose(at)
        if at == 1:
            assert _names(page)[:2] == ["Arjun Patel", "Emma Larsen"]
    assert [line.current for line in page._room.lines] == [0] * 7 + [1] * 7


def test_the_marked_person_stays_marked_in_another_order(page: FloorPage, at_work: Room) -> None:
    who = at_work.people[6]
    page.show_person(who.id)
    page._tools._choose(2)
    assert page._room.spot is not None
    assert page._room.spot.line.attendee_id == who.id


def test_f_leaves_only_who_needs_somebody(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    services = at_work.services
    services.help_desk.ask(Hand(at_work.session.id, at_work.people[1].id), desk=DESK)
    page.reload(None)
    _rest(page, qtbot)
    _press(page, qtbot, Key.Key_F)
    assert all(line.needs for line in page._room.lines)
    assert "Arjun Patel" in _names(page)
    page.show_person(at_work.people[2].id)
    assert len(page._room.lines) == 14, "who is looked for is shown"


def test_f2_writes_the_seat(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[13]
    page.show_person(who.id)
    _press(page, qtbot, Key.Key_F2)
    field = page._room.strip._seat
    assert field.hasFocus()
    qtbot.keyClicks(field, "E5")
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: page._room.spot is not None and page._room.spot.line.seat == "E5")
    assert page._room.table.steps.hasFocus()


def test_esc_leaves_the_seat_as_it_is(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[0].id)
    _press(page, qtbot, Key.Key_F2)
    qtbot.keyClicks(page._room.strip._seat, "Z9")
    qtbot.keyClick(page._room.strip._seat, Key.Key_Escape)
    _rest(page, qtbot)
    assert page._room.strip._seat.isHidden()
    assert page._room.lines[0].seat == "A1"


def test_enter_asks_for_the_person(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[7].id)
    with qtbot.waitSignal(page.person_wanted) as asked:
        _press(page, qtbot, Key.Key_Return)
    assert asked.args == [at_work.people[7].id]


def test_the_menu_offers_everything_the_keys_do(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[2].id)
    menu = ActMenu(page._room.table)
    menu.wanted.connect(page._room.table.wanted)
    assert [action.objectName() for action in menu.actions()] == [act.value for act in Act]
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: _state(page, at_work.people[2].id, 1) is CellState.DONE)


def test_g_shows_the_seats_and_the_marked_person_in_them(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[6]
    page.show_person(who.id)
    _press(page, qtbot, Key.Key_G)
    assert page._room.shows_seats
    assert page._room.map.marked is not None
    assert page._room.map.marked.attendee_id == who.id
    _press(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: _state(page, who.id, 1) is CellState.DONE)
    _press(page, qtbot, Key.Key_G)
    assert not page._room.shows_seats
    assert page._room.table.steps.hasFocus()


def test_arrows_in_the_seats_pass_over_empty_ones(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page._turn()
    seats = page._room.map
    seats.mark(at_work.people[11].id)  # C4; below it stands D1 alone
    _press(page, qtbot, Key.Key_Down)
    assert seats.marked is not None
    assert seats.marked.seat == "D1"
    _press(page, qtbot, Key.Key_Right)
    assert seats.marked.seat == "D1", "nobody sits further on"
    _press(page, qtbot, Key.Key_Down)
    assert seats.marked.attendee_id == at_work.people[13].id, "who has no seat stands below"


def test_a_step_alarm_offers_the_fix_and_goes_when_it_was_shown(at_work: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    for one in at_work.people[:4]:
        at_work.services.help_desk.ask(Hand(at_work.session.id, one.id, _steps(at_work)[1]), desk=DESK)
    page = _floor(open_on(at_work), qtbot)
    assert page._alarms.isVisible()
    assert page._room.table.grid.heads[1].alarm
    button = page._alarms.findChild(QPushButton)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: not page._alarms.isVisible())
    assert at_work.services.floor.room(at_work.session.id).fixes[0].step_key == _steps(at_work)[1]


def test_the_figures_say_waits_and_what_is_done(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    assert page._figures._half.text() == say(words.NOTHING)
    at_work.services.help_desk.ask(Hand(at_work.session.id, at_work.people[0].id), desk=DESK)
    at_work.clock.go_on(minutes=1, seconds=40)
    page.reload(None)
    _rest(page, qtbot)
    assert page._figures._half.text() == "1:40"
    assert page._figures._done.text() == f"{round(100 * 7 / (14 * len(_steps(at_work))))} %"
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
    page = _floor(open_on(room), qtbot)
    assert not page._stage.is_content
    with qtbot.waitSignal(page.page_wanted) as asked:
        page._stage._instead.findChild(QPushButton).click()
    assert asked.args == ["today"]


def test_while_nobody_is_in_the_door_is_offered(desktop: Desktop, qtbot: QtBot) -> None:
    page = _floor(desktop, qtbot)
    assert "Go to check-in" in _text(page)


def test_before_hands_on_it_is_said_that_clocks_stand_still(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    page = _floor(desktop, qtbot)
    room.check_in(room.people[0])
    page.reload(None)
    _rest(page, qtbot)
    assert page._clock._note.text() == "Step clocks stand still until hands-on."


def test_somebody_who_comes_late_is_put_into_the_grid(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    room.check_in(room.people[0])
    room.check_in(room.people[2])
    page = _floor(desktop, qtbot)
    page.show_person(room.people[2].id)
    room.check_in(room.people[1])
    page.reload(None)
    _rest(page, qtbot)
    assert _names(page) == ["Arjun Patel", "Sakura Nakamura", "Zoë Lefèvre"]
    assert page._room.spot is not None
    assert page._room.spot.line.attendee_id == room.people[2].id


def test_who_left_is_said_to_have_left(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    one = at_work.services.attendance.sheet(at_work.session.id).arrived[-1]
    at_work.services.attendance.leave(one.check_in.id, desk=DESK)
    at_work.clock.at += timedelta(seconds=1)
    page.reload(None)
    _rest(page, qtbot)
    assert _state(page, one.attendee.id, 1) is CellState.LEFT


def test_a_screen_reader_hears_who_and_what(page: FloorPage, at_work: Room) -> None:
    grid = page._room.table.grid
    row = grid.row_of(at_work.people[2].id)
    said = grid.index(row, STEPS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "A3 · Zoë Lefèvre, Get your laptop ready: done, 3 min"
