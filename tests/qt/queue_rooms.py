"""Rooms in which people ask for help: real tickets through the services, at times that are told."""

from __future__ import annotations

from tests.qt.rooms import DESK, Room
from trainer_app.domain.changes import Desk
from trainer_app.domain.help import HelpTicket, TicketMove
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase
from trainer_app.services.help_desk import Hand

ARJUN = Desk("Arjun", "phone")
_SEATS = "ABCDEFGHIJ"


def hands_on(room: Room) -> None:
    """Let everybody in, seat them and begin hands-on."""
    room.open_doors()
    for person in room.people:
        room.check_in(person)
    arrived = room.services.attendance.sheet(room.session.id).arrived
    for number, one in enumerate(arrived):
        seat = f"{_SEATS[number // 6 % 10]}{number % 6 + 1}"
        room.services.attendance.seat(one.check_in.id, seat, desk=DESK)
    room.services.sessions.enter(room.session.id, Phase.TALK, desk=DESK)
    room.clock.go_on(minutes=15)
    room.services.sessions.enter(room.session.id, Phase.HANDS_ON, desk=DESK)
    room.clock.go_on(minutes=2)


def ask(room: Room, person: int, step: str, **more: object) -> HelpTicket:
    """One person raises a hand."""
    hand = Hand(room.session.id, room.people[person].id, step, **more)  # type: ignore[arg-type]
    return room.services.help_desk.ask(hand, desk=DESK)


def tick(room: Room, person: int, count: int) -> None:
    """One person has done so many steps."""
    for step in room.services.checklists.of_session(room.session.id).steps[:count]:
        done = MarkState.DONE
        room.services.floor.mark(room.session.id, room.people[person].id, step.key, state=done, desk=DESK)


def asking(room: Room, count: int) -> list[HelpTicket]:
    """Let so many people raise a hand, half a minute apart, at the steps in turn."""
    steps = room.services.checklists.of_session(room.session.id).steps
    made = []
    for number in range(count):
        room.clock.go_on(seconds=30)
        step = steps[number % 4 + 3]
        error = step.errors[number % len(step.errors)].key if step.errors else None
        made.append(ask(room, number, step.key, error_key=error))
    return made


def busy(room: Room) -> None:
    """A room as the middle of a session knows it: hands, one escalated, helpers there, parked, worth a look."""
    desk = room.services.help_desk
    hands_on(room)
    for person in range(2, 14):
        tick(room, person, 4)
    solved = ask(room, 6, "git")
    desk.move(solved.id, TicketMove.CLAIM, desk=ARJUN)
    room.clock.go_on(minutes=3)
    desk.move(solved.id, TicketMove.SOLVE, desk=ARJUN, remedy_key="winget")
    room.clock.go_on(minutes=4)
    for person in range(2, 9):
        tick(room, person, 6)
    first = ask(room, 0, "new_terminal", error_text="'codex' is not recognized as an internal or external command")
    desk.move(first.id, TicketMove.CLAIM, desk=ARJUN)
    room.clock.go_on(minutes=1)
    desk.move(first.id, TicketMove.HAND_BACK, desk=ARJUN, tried=("new_terminal", "other browser"))
    ask(room, 13, "sign_in", error_text="localhost refused to connect")
    there = ask(room, 3, "git")
    lost, parked = ask(room, 9, "install"), ask(room, 10, "network")
    room.clock.go_on(minutes=2)
    for one in (there, lost, parked):
        desk.move(one.id, TicketMove.CLAIM, desk=ARJUN)
    desk.move(lost.id, TicketMove.CANT_FIND, desk=ARJUN)
    desk.move(parked.id, TicketMove.PARK, desk=ARJUN)
    room.clock.go_on(minutes=1)
    ask(room, 7, "sign_in")
    room.clock.go_on(minutes=14)
    ask(room, 8, "sign_in")
    room.clock.go_on(minutes=2)
