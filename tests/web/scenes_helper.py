"""Scenes of the helper's phone: a room opened in a state worth looking at, and the page to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tests.web.hall import NAMES, Hall, PhoneClient
from tests.world import DOOR, FRONT
from trainer_app.domain.attendee import System
from trainer_app.domain.changes import Desk
from trainer_app.domain.help import HelpTicket, TicketMove
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.services.help_desk import Hand

Scene = Callable[[Hall], tuple[PhoneClient, str]]
FIRST: Final = tuple(name.split(maxsplit=1)[0] for name in NAMES)
SEATS: Final = ("C3", "A1", "B2", "A2", "B4", "C1", "A10")
SYSTEMS: Final = (System.WINDOWS, System.MACOS, System.LINUX, System.MACOS, System.WINDOWS, System.WINDOWS, None)
LONG: Final = "Maria-Magdalena Wilhelmina von Oppenheim-Schwarzenberg zu Hohenlohe"


def phone(hall: Hall, name: str = "Mei") -> PhoneClient:
    """Return the phone of a helper."""
    return hall.phone(PhoneRole.HELPER, name=name)


def at_work(hall: Hall) -> list[str]:
    """Let everybody come, sit down and be at work, each as far as they are; return the keys of the steps."""
    services, session, world = hall.world.services, hall.session, hall.world
    for name, system in zip(FIRST, SYSTEMS, strict=True):
        world.people[name] = replace(world.people[name], system=system)
        services.people.change(world.people[name], desk=FRONT)
    hall.come(*FIRST)
    sitting = {one.attendee.id: one.check_in.id for one in services.attendance.sheet(session.id).arrived}
    for name, seat in zip(FIRST, SEATS, strict=True):
        services.attendance.seat(sitting[world.people[name].id], seat, desk=FRONT)
    hall.enter(Phase.HANDS_ON)
    steps = [step.key for step in services.checklists.of_session(session.id).steps]
    for name, far in zip(FIRST, (7, 5, 7, 5, 9, 0, 4), strict=True):
        for key in steps[:far]:
            world.clock.forward(0.25)
            services.floor.mark(session.id, world.people[name].id, key, desk=DOOR)
    return steps


def ask(hall: Hall, name: str, step: str, *, error: str | None = None, text: str | None = None) -> HelpTicket:
    """Let somebody ask for help."""
    told = Hand(hall.session.id, hall.world.people[name].id, step, error_key=error, error_text=text)
    return hall.world.services.help_desk.ask(told, desk=Desk(name, "phone"))


def move(hall: Hall, ticket: HelpTicket, what: TicketMove, *, helper: str = "Tom", tried: tuple[str, ...] = ()) -> None:
    """Let a helper do something with a wish for help."""
    hall.world.services.help_desk.move_for(ticket.id, what, helper=helper, desk=FRONT, tried=tried)


def _hands(hall: Hall) -> tuple[PhoneClient, str]:
    steps, world = at_work(hall), hall.world
    first = ask(hall, "Arjun", steps[5], error="certificate")
    move(hall, first, TicketMove.CLAIM)
    world.services.help_desk.move_for(
        first.id, TicketMove.SOLVE, helper="Tom", desk=FRONT, remedy_key="npm_cafile", tried=("room_wifi",)
    )
    ask(hall, "Sakura", steps[7], text="localhost refused to connect")
    world.clock.forward(2)
    ask(hall, "Arjun", steps[5], error="certificate")
    world.clock.forward(0.8)
    back = ask(hall, "石田", steps[5])
    move(hall, back, TicketMove.CLAIM)
    move(hall, back, TicketMove.HAND_BACK, tried=("new terminal",))
    world.clock.forward(0.5)
    return phone(hall), "/queue"


def _mine(hall: Hall) -> tuple[PhoneClient, str]:
    client, path = _hands(hall)
    first = hall.world.services.floor.look(hall.session.id).floor.signals.hands[0]
    client.tap("claim", ticket=first.ticket_id)
    hall.world.clock.forward(3.2)
    return client, path


def _ran_out(hall: Hall) -> tuple[PhoneClient, str]:
    client, path = _mine(hall)
    hall.world.clock.forward(8)
    return client, path


def _group(hall: Hall) -> tuple[PhoneClient, str]:
    steps = at_work(hall)
    for name in ("Sakura", "Arjun", "Zoë", "Liam"):
        hall.world.clock.forward(0.4)
        ask(hall, name, steps[5], error="certificate")
    return phone(hall), "/queue"


def _taken_all(hall: Hall) -> tuple[PhoneClient, str]:
    client, path = _group(hall)
    steps = [step.key for step in hall.world.services.checklists.of_session(hall.session.id).steps]
    client.tap("take_all", step=steps[5], error="certificate")
    return client, path


def _quiet_room(hall: Hall) -> tuple[PhoneClient, str]:
    """Nobody asks, but the clock points at people, and others are with somebody or have parked them."""
    steps, world = at_work(hall), hall.world
    helped, parked = ask(hall, "Sakura", steps[7]), ask(hall, "Arjun", steps[5], error="certificate")
    lost = ask(hall, "石田", steps[5])
    world.clock.forward(26)
    for ticket, what in ((parked, TicketMove.PARK), (lost, TicketMove.CANT_FIND)):
        move(hall, ticket, TicketMove.CLAIM)
        move(hall, ticket, what)
    move(hall, helped, TicketMove.CLAIM)
    world.clock.forward(1.5)
    return phone(hall), "/queue"


def unspoken(hall: Hall) -> None:
    """Let half an hour of good work go by without anybody talking to anybody."""
    steps, services = at_work(hall), hall.world.services
    for _ in range(5):
        hall.world.clock.forward(5)
        for name in FIRST:
            who = hall.world.people[name].id
            here = services.floor.look(hall.session.id).floor.journeys[who].current
            if here and here != steps[-1]:
                services.floor.mark(hall.session.id, who, here, desk=Desk(name, "phone"))


def _hello(hall: Hall) -> tuple[PhoneClient, str]:
    unspoken(hall)
    return phone(hall), "/queue"


def _calm(hall: Hall) -> tuple[PhoneClient, str]:
    at_work(hall)
    return phone(hall), "/queue"


def _closed(hall: Hall) -> tuple[PhoneClient, str]:
    return phone(hall), "/queue"


def _long(hall: Hall) -> tuple[PhoneClient, str]:
    steps, world = at_work(hall), hall.world
    who = world.person(LONG)
    world.come(who, hall.session)
    text = "fatal: unable to access 'https://github.example.org/very/long/address.git/': SSL certificate problem"
    hall.world.services.help_desk.ask(Hand(hall.session.id, who.id, steps[4], error_text=text), desk=FRONT)
    world.clock.forward(64)
    ask(hall, "石田", steps[5], text="証明書を確認できませんでした")
    client = phone(hall, "アレクサンドラ・フォン・ヴァルトハイム")
    first = hall.world.services.floor.look(hall.session.id).floor.signals.hands[0]
    client.tap("claim", ticket=first.ticket_id)
    return client, "/queue"


def _full(hall: Hall) -> tuple[PhoneClient, str]:
    """Forty hands in a room of a hundred."""
    steps, world = at_work(hall), hall.world
    for number in range(93):
        who = world.person(f"Guest{number:02} Attendee")
        world.come(who, hall.session)
        if number < 40:
            told = Hand(hall.session.id, who.id, steps[number % 5], error_text=f"error {number} of the terminal")
            world.services.help_desk.ask(told, desk=FRONT)
    return phone(hall), "/queue"


def _grid(hall: Hall) -> tuple[PhoneClient, str]:
    return _quiet_room(hall)[0], "/grid"


def _full_grid(hall: Hall) -> tuple[PhoneClient, str]:
    return _full(hall)[0], "/grid?page=2"


def _needing(hall: Hall) -> tuple[PhoneClient, str]:
    return _hands(hall)[0], "/grid?only=needs"


def _not_found(hall: Hall) -> tuple[PhoneClient, str]:
    return _calm(hall)[0], "/grid?q=xyz"


def _person(hall: Hall) -> tuple[PhoneClient, str]:
    return _calm(hall)[0], f"/person/{hall.world.people['Liam'].id}"


def _person_asking(hall: Hall) -> tuple[PhoneClient, str]:
    return _hands(hall)[0], f"/person/{hall.world.people['Arjun'].id}"


def _person_helped(hall: Hall) -> tuple[PhoneClient, str]:
    return _quiet_room(hall)[0], f"/person/{hall.world.people['Sakura'].id}"


def _over(hall: Hall) -> tuple[PhoneClient, str]:
    client, path = _hands(hall)
    hall.enter(Phase.ENDED)
    return client, path


SCENES: Final[dict[str, Scene]] = {
    "helper-closed": _closed,
    "helper-calm": _calm,
    "helper-hands": _hands,
    "helper-mine": _mine,
    "helper-ran-out": _ran_out,
    "helper-group": _group,
    "helper-taken-all": _taken_all,
    "helper-quiet": _quiet_room,
    "helper-hello": _hello,
    "helper-long": _long,
    "helper-full": _full,
    "helper-grid": _grid,
    "helper-grid-full": _full_grid,
    "helper-grid-needs": _needing,
    "helper-grid-none": _not_found,
    "helper-person": _person,
    "helper-person-asking": _person_asking,
    "helper-person-helped": _person_helped,
    "helper-over": _over,
}
