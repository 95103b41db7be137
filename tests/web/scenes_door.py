"""The door's pages and the pages of joining, each in a state worth looking at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import quote
from uuid import UUID

from tests.web.hall import Hall, PhoneClient
from tests.world import FRONT
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase, Session

Scene = Callable[[Hall], tuple[PhoneClient, str]]
LONG = "Maria-Magdalena Wilhelmina von Oppenheim-Schwarzenberg zu Hohenlohe"


def another(hall: Hall, **more: object) -> Session:
    """Plan one more session of the series, in the evening two days later."""
    return hall.world.session("Hands-on 2", days=2.3, phase=None, room="Room 5", **more)


def register(hall: Hall, session: Session, *who: str) -> None:
    """Register people for a session."""
    ids = [hall.world.people[name].id for name in who]
    hall.world.services.registrations.register(session.id, ids, desk=FRONT)


def limit(hall: Hall, places: int, *, hard: bool) -> None:
    """Give the session so many places."""
    session = hall.world.services.sessions.get(hall.session.id)
    hall.world.services.sessions.change(replace(session, capacity=places, hard_capacity=hard), desk=FRONT)


def chosen(hall: Hall, who: Attendee | str, door: PhoneClient | None = None) -> tuple[PhoneClient, str]:
    """Let a door choose somebody; return it with the page of the answer."""
    person = hall.world.people[who] if isinstance(who, str) else who
    door = door or hall.phone(PhoneRole.DOOR)
    return door, door.tap("choose", attendee=person.id).json["go"]


def _empty(hall: Hall) -> tuple[PhoneClient, str]:
    return hall.phone(PhoneRole.DOOR), "/door"


def _busy(hall: Hall) -> tuple[PhoneClient, str]:
    hall.world.person(LONG, team="Customer Success and Renewals, Central Europe")
    door = hall.phone(PhoneRole.DOOR)
    for name in ("Sakura", "Arjun", "Zoë", "Liam"):
        hall.world.clock.forward(2)
        hall.come(name)
    hall.world.clock.forward(1)
    hall.come(LONG.split(maxsplit=1)[0])
    hall.world.clock.forward(1)
    door.tap("walk_in", name="石田 菜穂子")
    return door, "/door"


def _found(hall: Hall) -> tuple[PhoneClient, str]:
    hall.world.person(LONG, team="Customer Success and Renewals, Central Europe")
    hall.world.person("Marie Curie", team="Research")
    hall.world.person("Mario Rossi", team="Sales")
    hall.come("Marie")
    return hall.phone(PhoneRole.DOOR), "/door?q=mar"


def _twins(hall: Hall) -> tuple[PhoneClient, str]:
    hall.world.person("Jan de Vries", team="Finance")
    twin = Attendee(UUID(int=7), "Jan de Vries", "j.devries@example.org", "Logistics")
    hall.world.services.people.add(twin, desk=FRONT)
    return hall.phone(PhoneRole.DOOR), "/door?q=" + quote("jan de vries")


def _guesses(hall: Hall) -> tuple[PhoneClient, str]:
    return hall.phone(PhoneRole.DOOR), "/door?q=skaura"


def _nobody(hall: Hall) -> tuple[PhoneClient, str]:
    return hall.phone(PhoneRole.DOOR), "/door?q=" + quote("Quirin Xaver")


def _misread(hall: Hall) -> tuple[PhoneClient, str]:
    return hall.phone(PhoneRole.DOOR), "/door?q=T1-7K3MQ"


def _typed_badge(hall: Hall) -> tuple[PhoneClient, str]:
    return hall.phone(PhoneRole.DOOR), "/door?q=" + hall.world.badge(hall.world.people["Sakura"].id)


def _closed_door(hall: Hall) -> tuple[PhoneClient, str]:
    hall.enter(Phase.PLANNED)
    return hall.phone(PhoneRole.DOOR), "/door"


def _checked_in(hall: Hall) -> tuple[PhoneClient, str]:
    another(hall)
    who = hall.world.person("Kamala Devi", team="Enablement")
    door, page = chosen(hall, who)
    door.tap("door_seat", of=page.partition("of=")[2], seat="C3")
    return door, page


def _over_places(hall: Hall) -> tuple[PhoneClient, str]:
    limit(hall, 2, hard=False)
    hall.come("Sakura", "Arjun")
    who = hall.world.person(LONG, team="Customer Success and Renewals, Central Europe")
    return chosen(hall, who)


def _already_in(hall: Hall) -> tuple[PhoneClient, str]:
    hall.come("Sakura")
    hall.world.clock.forward(42)
    return chosen(hall, "Sakura")


def _wrong_session(hall: Hall) -> tuple[PhoneClient, str]:
    register(hall, another(hall), "Liam")
    return chosen(hall, "Liam")


def _not_registered(hall: Hall) -> tuple[PhoneClient, str]:
    register(hall, another(hall), "Liam")
    return chosen(hall, "Wei")


def _not_on_roster(hall: Hall) -> tuple[PhoneClient, str]:
    door = hall.phone(PhoneRole.DOOR)
    return door, door.tap("not_found", text="Quirin Xaver").json["go"]


def _closed(hall: Hall) -> tuple[PhoneClient, str]:
    hall.enter(Phase.PLANNED)
    return chosen(hall, "Wei")


def _full(hall: Hall) -> tuple[PhoneClient, str]:
    limit(hall, 2, hard=True)
    hall.come("Sakura", "Arjun")
    return chosen(hall, "石田")


def _unknown(hall: Hall) -> tuple[PhoneClient, str]:
    door = hall.phone(PhoneRole.DOOR)
    return door, door.tap("scan", code="https://menu.example/lunch?today").json["go"]


def _undone(hall: Hall) -> tuple[PhoneClient, str]:
    door, page = chosen(hall, "Wei")
    door.tap("undo_check_in", of=page.partition("of=")[2])
    return door, page


def _walk_in(hall: Hall) -> tuple[PhoneClient, str]:
    return hall.phone(PhoneRole.DOOR), "/door/walk-in"


def _joining(hall: Hall, role: PhoneRole = PhoneRole.DOOR) -> PhoneClient:
    client = PhoneClient(hall.port)
    client.get(hall.path_to_join(role))
    return client


def _join_door(hall: Hall) -> tuple[PhoneClient, str]:
    return _joining(hall), "/join"


def _join_helper(hall: Hall) -> tuple[PhoneClient, str]:
    return _joining(hall, PhoneRole.HELPER), "/join"


def _become_door(hall: Hall) -> tuple[PhoneClient, str]:
    client = hall.phone()
    client.get(hall.path_to_join(PhoneRole.DOOR))
    return client, "/join"


def _become_attendee(hall: Hall) -> tuple[PhoneClient, str]:
    client = hall.phone(PhoneRole.HELPER)
    client.get(hall.path_to_join(PhoneRole.ATTENDEE))
    return client, "/join"


def _stranger(hall: Hall) -> tuple[PhoneClient, str]:
    return PhoneClient(hall.port), "/"


def _old_code(hall: Hall) -> tuple[PhoneClient, str]:
    return PhoneClient(hall.port), "/j/k3m7q2w9xy"


def _over(hall: Hall) -> tuple[PhoneClient, str]:
    client = hall.phone(PhoneRole.DOOR)
    hall.enter(Phase.ENDED)
    return client, "/door"


def _not_allowed(hall: Hall) -> tuple[PhoneClient, str]:
    return hall.phone(), "/door"


SCENES: Final[dict[str, Scene]] = {
    "door-empty": _empty,
    "door-busy": _busy,
    "door-found": _found,
    "door-twins": _twins,
    "door-guesses": _guesses,
    "door-nobody": _nobody,
    "door-misread": _misread,
    "door-typed-badge": _typed_badge,
    "door-closed": _closed_door,
    "answer-checked-in": _checked_in,
    "answer-over-places": _over_places,
    "answer-already-in": _already_in,
    "answer-wrong-session": _wrong_session,
    "answer-not-registered": _not_registered,
    "answer-not-on-roster": _not_on_roster,
    "answer-closed": _closed,
    "answer-full": _full,
    "answer-unknown-badge": _unknown,
    "answer-undone": _undone,
    "door-walk-in": _walk_in,
    "join-door": _join_door,
    "join-helper": _join_helper,
    "join-become-door": _become_door,
    "join-become-attendee": _become_attendee,
    "join-stranger": _stranger,
    "join-old-code": _old_code,
    "join-over": _over,
    "join-not-allowed": _not_allowed,
}
