"""The floor as pictures: `python -m tests.qt.scenes FOLDER [WHAT …]`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
from tests.qt.rooms import DESK, Room
from tests.qt.scenes import Draw
from trainer_app.domain.changes import Desk
from trainer_app.domain.help import TicketMove
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.floor_page import FloorPage
from trainer_app.services.help_desk import Hand

MEI = Desk("Mei", "phone")


def working(people: int, *, minutes: int = 40, seated: bool = True) -> Room:
    """Make a room in the middle of hands-on: most at work, some stuck, one helped, one gone home."""
    room = fresh_room(people)
    services = room.services
    room.open_doors()
    for one in room.people:
        room.check_in(one)
    arrived = services.attendance.sheet(room.session.id).arrived[::-1]
    if seated:
        wide = 4 if people <= 40 else 16
        for at, one in enumerate(arrived[: people - 1]):
            seat = f"{chr(65 + at // wide)}{at % wide + 1}"
            services.attendance.seat(one.check_in.id, seat, desk=DESK)
    services.sessions.enter(room.session.id, Phase.TALK, desk=DESK)
    room.clock.go_on(minutes=9)
    services.sessions.enter(room.session.id, Phase.HANDS_ON, desk=DESK)
    _walk(room, minutes)
    return room


def _walk(room: Room, minutes: int) -> None:
    services, chance = room.services, Random(3)
    steps = services.checklists.of_session(room.session.id).steps
    begin = room.clock.at
    ticks = []
    for number, person in enumerate(room.people):
        at, pace = 0.0, chance.uniform(0.7, 1.4)
        for step in steps[: 0 if number == 11 else 4 if number in {3, 5} else 7 if number in {0, 8} else 11]:
            at += step.minutes * pace * chance.uniform(0.6, 1.5)
            if at < minutes:
                ticks.append((at, person.id, step.key))
    for at, who, key in sorted(ticks, key=lambda tick: tick[0]):
        room.clock.at = begin + timedelta(minutes=at)
        state = MarkState.SKIPPED if key == "network" and chance.random() < 0.2 else MarkState.DONE
        services.floor.mark(room.session.id, who, key, state=state, desk=DESK)
    room.clock.at = begin + timedelta(minutes=minutes)
    _hands(room, begin + timedelta(minutes=minutes))


def _hands(room: Room, now: object) -> None:
    services = room.services
    journeys = services.floor.look(room.session.id).floor.journeys
    for at, number in enumerate((3, 0, 5)):
        if number < len(room.people):
            who = room.people[number].id
            room.clock.at = now - timedelta(minutes=4 - at)
            made = services.help_desk.ask(Hand(room.session.id, who, journeys[who].current), desk=DESK)
            if number == 5:
                services.help_desk.move(made.id, TicketMove.CLAIM, desk=MEI)
    room.clock.at = now
    if len(room.people) > 9:
        gone = services.attendance.sheet(room.session.id).arrived[-10]
        services.attendance.leave(gone.check_in.id, desk=DESK)
    room.clock.go_on(seconds=35)


def open_floor(app: QApplication, room: Room, look: Look) -> tuple[Desktop, FloorPage]:
    """Open the window on this room, at its floor."""
    desktop = show_desk(app, room, look)
    page = desktop.window.open("floor")
    assert isinstance(page, FloorPage)
    settle(desktop)
    return desktop, page


def _shoot(app: QApplication, room: Room, look: Look, folder: Path, name: str) -> None:
    desktop, _page = open_floor(app, room, look)
    _keep(desktop, folder, name)


def _keep(desktop: Desktop, folder: Path, name: str) -> None:
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def floor(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(app, working(14), look, folder, name)


def floor_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(app, working(400), look, folder, name)


def floor_demo(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(app, demo_room(), look, folder, name)


def floor_no_doors(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(app, fresh_room(14), look, folder, name)


def floor_nobody(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    _shoot(app, room, look, folder, name)


def floor_before(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    for one in room.people:
        room.check_in(one)
    _shoot(app, room, look, folder, name)


def floor_seats(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = open_floor(app, working(14), look)
    page._turn()
    settle(desktop)
    _keep(desktop, folder, name)


def floor_seats_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = open_floor(app, working(400), look)
    page._turn()
    settle(desktop)
    _keep(desktop, folder, name)


def floor_alarm(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = working(14)
    journeys = room.services.floor.look(room.session.id).floor.journeys
    for one in room.people:
        if journeys[one.id].current == "sign_in":
            room.services.help_desk.ask(Hand(room.session.id, one.id, "sign_in"), desk=DESK)
    desktop, page = open_floor(app, room, look)
    page._complete(page._room.spot)
    settle(desktop)
    _keep(desktop, folder, name)


def floor_needed(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = open_floor(app, working(14), look)
    page._toggle_needed()
    page._room.ask_seat()
    settle(desktop)
    _keep(desktop, folder, name)


SCENES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        floor, floor_four_hundred, floor_demo, floor_no_doors, floor_nobody, floor_before, floor_seats,
        floor_seats_four_hundred, floor_needed, floor_alarm,
    )
}  # fmt: skip
