"""A whole session by keyboard alone: doors, check-in, the floor, the queue, breaks, the end, and its report."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.journeys.keyboard import Key, Keyboard
from tests.qt.conftest import OpenOn, frozen, made_room, open_on, room, swept
from tests.qt.rooms import DESK, Room
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import TicketState
from trainer_app.domain.session import Phase
from trainer_app.words import desk as words
from trainer_app.words import report as report_words
from trainer_app.words import sessions as session_words

__all__ = ("frozen", "made_room", "open_on", "room", "swept")  # fixtures, which pytest finds by their name


def here(room: Room) -> set[str]:
    return {one.attendee.name for one in room.services.attendance.sheet(room.session.id).arrived}


def named(room: Room, name: str) -> UUID:
    return next(one.id for one in room.services.people.everyone() if one.name == name)


def test_a_facilitator_runs_a_whole_session_without_the_mouse(room: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    badges = room.services.people.badges(desk=DESK)
    hands = Keyboard(open_on(room), qtbot)

    hands.press(Key.Key_Space)
    assert room.session.phase is Phase.DOORS
    check_people_in(hands, room, badges)
    next_phase(hands, room, Phase.TALK)
    next_phase(hands, room, Phase.HANDS_ON)
    room.clock.go_on(minutes=4)
    who = work_the_floor(hands, room)
    complete_somebody(hands, room, who)
    next_phase(hands, room, Phase.BREAK)
    room.clock.go_on(minutes=10)
    next_phase(hands, room, Phase.HANDS_ON)
    next_phase(hands, room, Phase.WRAP_UP)
    next_phase(hands, room, Phase.ENDED)
    read_the_report(hands, room)
    assert [phase.phase for phase in room.services.sessions.phases(room.session.id)] == [
        Phase.DOORS,
        Phase.TALK,
        Phase.HANDS_ON,
        Phase.BREAK,
        Phase.HANDS_ON,
        Phase.WRAP_UP,
        Phase.ENDED,
    ]
    assert not hands.strangers, "a piece that is shown before it has a place is a window, and takes the keys"


def check_people_in(hands: Keyboard, room: Room, badges: dict[UUID, tuple[str, str]]) -> None:
    hands.control(Key.Key_2)
    hands.type("sakura")
    hands.press(Key.Key_Return)
    hands.type("patel")
    hands.press(Key.Key_Return)
    hands.type("zoe lef")
    hands.press(Key.Key_Return)
    hands.type(badges[named(room, "Wei Chen")][1])
    hands.press(Key.Key_Return)
    hands.scan(badges[named(room, "Kenji Suzuki")][0])
    hands.type("omar")
    hands.press(Key.Key_Return)
    six = {"Sakura Nakamura", "Arjun Patel", "Zoë Lefèvre", "Wei Chen", "Kenji Suzuki", "Omar Haddad"}
    hands.until(lambda: here(room) == six)
    hands.control(Key.Key_Z)
    hands.until(lambda: here(room) == six - {"Omar Haddad"})
    hands.control(Key.Key_N)
    hands.type("Nora New")
    hands.press(Key.Key_Return)
    hands.until(lambda: here(room) == six - {"Omar Haddad"} | {"Nora New"})


def next_phase(hands: Keyboard, room: Room, phase: Phase) -> None:
    back = phase is Phase.HANDS_ON and room.session.phase is Phase.BREAK
    hands.tab_to(words.BACK_TO_HANDS_ON if back else words.TO_PHASE[phase])
    hands.press(Key.Key_Space)
    hands.until(lambda: room.session.phase is phase)


def work_the_floor(hands: Keyboard, room: Room) -> UUID:
    """Tick two steps of the second person, raise their hand, claim it and solve it; return who it was."""
    hands.control(Key.Key_3)
    hands.press(Key.Key_Down, Key.Key_Space)
    hands.until(lambda: sum(map(len, room.services.floor.room(room.session.id).marks.values())) == 1)
    who = next(iter(room.services.floor.room(room.session.id).marks))
    hands.press(Key.Key_Right, Key.Key_Space)
    hands.until(lambda: len(room.services.floor.room(room.session.id).marks[who]) == 2)
    hands.press(Key.Key_Right, Key.Key_H)
    tickets = room.services.floor.room(room.session.id).tickets
    assert [(one.attendee_id, one.state) for one in tickets] == [(who, TicketState.OPEN)]
    hands.press(Key.Key_Q, Key.Key_Return)
    hands.until(lambda: ticket_state(room) is TicketState.CLAIMED)
    hands.press(Key.Key_R, Key.Key_1)
    hands.until(lambda: ticket_state(room) is TicketState.SOLVED)
    return who


def ticket_state(room: Room) -> TicketState:
    return room.services.floor.room(room.session.id).tickets[0].state


def complete_somebody(hands: Keyboard, room: Room, who: UUID) -> None:
    hands.control(Key.Key_3)
    hands.press(Key.Key_C)
    hands.type("A script that sorts my mail")
    hands.press(Key.Key_Tab)
    hands.type("2")
    hands.type("4")
    hands.press(Key.Key_Return)
    hands.until(lambda: room.services.completions.of_attendee(who) is not None)
    done = room.services.completions.of_attendee(who)
    assert done is not None
    assert done.made == "A script that sorts my mail"
    said = room.services.completions.confidences(room.session.id)
    assert (said[who, Moment.BEFORE], said[who, Moment.AFTER]) == (2, 4)


def read_the_report(hands: Keyboard, room: Room) -> None:
    """Turn to the report of the session: its own words stand there, of what the services know."""
    hands.control(Key.Key_5)
    hands.tab_to(session_words.OVERVIEW)
    hands.press(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert hands.focused_name() == session_words.REPORT
    report = room.services.reports.of_session(room.session.id)
    shown = {one.text() for one in hands.desktop.window.findChildren(QLabel) if one.isVisible()}
    assert report_words.attendance_line(report) in shown
    assert (report.attendance.came, report.first_hands_on.count) == (6, 1)
