"""Stories on finding people on the floor: by name, in order, only those in need, and by where they sit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.qt.floor_at_work import (
    come_to_rest,
    floor_made_once,
    floor_page,
    names_of,
    press_key,
    room_at_work,
    state_of,
    steps_of,
)
from tests.qt.rooms import DESK, Room
from trainer_app.domain.floor_board import CellState
from trainer_app.qt.pages.floor_page import FloorPage
from trainer_app.qt.parts.floor_acts import Act, ActMenu
from trainer_app.qt.parts.floor_shapes import brush
from trainer_app.qt.theme import colours_of
from trainer_app.services.help_desk import Hand

__all__ = ("floor_made_once", "floor_page", "room_at_work")  # fixtures, which pytest finds by their name
Key = Qt.Key


def test_names_scroll_with_the_steps(page: FloorPage) -> None:
    table = page._room.table
    table.steps.verticalScrollBar().setValue(40)
    assert table._names.verticalScrollBar().value() == 40
    table._names.verticalScrollBar().setValue(0)
    assert table.steps.verticalScrollBar().value() == 0


def test_a_slash_finds_people_by_name_and_by_seat(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    press_key(page, qtbot, Key.Key_Slash)
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


def test_a_stranger_is_said_not_to_be_here(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    said: list[str] = []
    page._tell.said.connect(lambda message: said.append(message.text))
    page._tools.take_focus()
    qtbot.keyClicks(page._tools._field, "x")
    assert said == ["Nobody in this room is called “x”."]


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
            assert names_of(page)[:2] == ["Arjun Patel", "Emma Larsen"]
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
    come_to_rest(page, qtbot)
    press_key(page, qtbot, Key.Key_F)
    assert all(line.needs for line in page._room.lines)
    assert "Arjun Patel" in names_of(page)
    page.show_person(at_work.people[2].id)
    assert len(page._room.lines) == 14, "who is looked for is shown"


def test_f2_writes_the_seat(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[13]
    page.show_person(who.id)
    press_key(page, qtbot, Key.Key_F2)
    field = page._room.strip._seat
    assert field.hasFocus()
    qtbot.keyClicks(field, "E5")
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: page._room.spot is not None and page._room.spot.line.seat == "E5")
    assert page._room.table.steps.hasFocus()


def test_esc_leaves_the_seat_as_it_is(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[0].id)
    press_key(page, qtbot, Key.Key_F2)
    qtbot.keyClicks(page._room.strip._seat, "Z9")
    qtbot.keyClick(page._room.strip._seat, Key.Key_Escape)
    come_to_rest(page, qtbot)
    assert page._room.strip._seat.isHidden()
    assert page._room.lines[0].seat == "A1"


def test_enter_asks_for_the_person(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[7].id)
    with qtbot.waitSignal(page.person_wanted) as asked:
        press_key(page, qtbot, Key.Key_Return)
    assert asked.args == [at_work.people[7].id]


def test_the_menu_offers_everything_the_keys_do(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page.show_person(at_work.people[2].id)
    menu = ActMenu(page._room.table)
    menu.wanted.connect(page._room.table.wanted)
    assert [action.objectName() for action in menu.actions()] == [act.value for act in Act]
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: state_of(page, at_work.people[2].id, 1) is CellState.DONE)


def test_the_fix_for_a_step_is_shown_by_key_by_the_head_and_from_anywhere(
    page: FloorPage, at_work: Room, qtbot: QtBot
) -> None:
    def shown() -> list[str]:
        return [one.step_key for one in at_work.services.floor.room(at_work.session.id).fixes]

    steps = steps_of(at_work)
    page.show_person(at_work.people[2].id)
    press_key(page, qtbot, Key.Key_X)
    qtbot.waitUntil(lambda: shown() == steps[1:2])
    page._room.table.steps.heads.menu_of(4).actions()[0].trigger()
    qtbot.waitUntil(lambda: shown() == [steps[1], steps[4]])
    next(one for one in page.palette_actions() if one.keys == "X").act()
    qtbot.waitUntil(lambda: shown() == [steps[1], steps[4], steps[1]])
    assert "X" in dict(page.keys())


def test_who_is_being_helped_is_offered_no_second_helper(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[2]
    page.show_person(who.id)
    offered = page._room.strip._buttons
    assert offered[Act.HAND].isEnabled()
    press_key(page, qtbot, Key.Key_H)
    qtbot.waitUntil(lambda: not offered[Act.HAND].isEnabled())
    assert offered[Act.VISIT].isEnabled()
    press_key(page, qtbot, Key.Key_V)
    qtbot.waitUntil(lambda: not offered[Act.VISIT].isEnabled())
    assert not offered[Act.HAND].isEnabled()
    page.show_person(at_work.people[3].id)
    assert offered[Act.HAND].isEnabled()
    assert offered[Act.VISIT].isEnabled()


def test_a_helper_s_name_that_does_not_fit_is_said_by_its_initials(page: FloorPage) -> None:
    shown = brush(colours_of(page.palette()), page.font())
    assert shown.fitting("Priya Raman", 400) == "Priya Raman"
    assert shown.fitting("Priya Raman", 40) == "PR"
    assert shown.fitting("Priya Raman", 4) == ""


def test_g_shows_the_seats_and_the_marked_person_in_them(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    who = at_work.people[6]
    page.show_person(who.id)
    press_key(page, qtbot, Key.Key_G)
    assert page._room.shows_seats
    assert page._room.map.marked is not None
    assert page._room.map.marked.attendee_id == who.id
    press_key(page, qtbot, Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(page, who.id, 1) is CellState.DONE)
    press_key(page, qtbot, Key.Key_G)
    assert not page._room.shows_seats
    assert page._room.table.steps.hasFocus()


def test_arrows_in_the_seats_pass_over_empty_ones(page: FloorPage, at_work: Room, qtbot: QtBot) -> None:
    page._turn()
    seats = page._room.map
    seats.mark(at_work.people[11].id)  # C4; below it stands D1 alone
    press_key(page, qtbot, Key.Key_Down)
    assert seats.marked is not None
    assert seats.marked.seat == "D1"
    press_key(page, qtbot, Key.Key_Right)
    assert seats.marked.seat == "D1", "nobody sits further on"
    press_key(page, qtbot, Key.Key_Down)
    assert seats.marked.attendee_id == at_work.people[13].id, "who has no seat stands below"
