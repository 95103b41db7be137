"""Who may do what: every kind of phone at every route of the application, allowed or refused as the table says."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.web import hall as halls
from tests.web.hall import HOST, Hall, PhoneClient
from tests.web.raw import unhurried
from tests.world import FRONT
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.web import render, routes
from trainer_app.web.access import COOKIE, cookie_of

WHO = ("none", "nobody", "attendee", "helper", "door", "revoked", "other")
"""none: never joined. nobody: an attendee's phone that has not said whose it is. other: of another session."""

# What each is answered. A gesture is sent without content here, so 400 is its "allowed"; 401 not joined, 403 not this
# role, 303 goes to the page that is theirs, 410 the code is not shown, 415 says not what it is.
TABLE = """
GET  /                        401 200 200 303 303 401 401
GET  /badge                   401 200 303 403 403 401 401
GET  /unlisted                401 200 303 403 403 401 401
GET  /desk                    401 303 303 403 403 401 401
GET  /welcome                 401 303 200 403 403 401 401
GET  /step                    401 303 303 403 403 401 401
GET  /stuck                   401 303 200 403 403 401 401
GET  /made                    401 303 303 403 403 401 401
GET  /exit                    401 303 200 403 403 401 401
GET  /queue                   401 403 403 200 403 401 401
GET  /grid                    401 403 403 200 403 401 401
GET  /person/{who}            401 403 403 200 403 401 401
GET  /door                    401 403 403 403 200 401 401
GET  /door/result             401 403 403 403 303 401 401
GET  /door/walk-in            401 403 403 403 200 401 401
GET  /door/camera             401 403 403 403 303 401 401
GET  /live                    401 200 200 200 200 401 401
GET  /api/me                  401 200 200 403 403 401 401
GET  /api/find                401 200 200 403 403 401 401
GET  /api/floor               401 403 403 200 403 401 401
GET  /api/people              401 403 403 403 200 401 401
GET  /api/sheet               401 403 403 403 200 401 401
POST /api/photo               401 415 415 403 415 401 401
POST /api/me                  401 400 400 403 403 401 401
POST /api/badge               401 400 400 403 403 401 401
POST /api/not_listed          401 400 400 403 403 401 401
POST /api/seat                401 400 400 403 403 401 401
POST /api/system              401 400 400 403 403 401 401
POST /api/done                401 400 400 403 403 401 401
POST /api/skip                401 400 400 403 403 401 401
POST /api/not_done            401 400 400 403 403 401 401
POST /api/stuck               401 400 400 403 403 401 401
POST /api/withdraw            401 400 400 403 403 401 401
POST /api/step_away           401 400 400 403 403 401 401
POST /api/back                401 400 400 403 403 401 401
POST /api/nudge               401 400 400 403 403 401 401
POST /api/confidence          401 400 400 403 403 401 401
POST /api/made                401 400 400 403 403 401 401
POST /api/exit                401 400 400 403 403 401 401
POST /api/claim               401 403 403 400 403 401 401
POST /api/solve               401 403 403 400 403 401 401
POST /api/hand_back           401 403 403 400 403 401 401
POST /api/cant_find           401 403 403 400 403 401 401
POST /api/park                401 403 403 400 403 401 401
POST /api/waits_again         401 403 403 400 403 401 401
POST /api/take_all            401 403 403 400 403 401 401
POST /api/visit               401 403 403 400 403 401 401
POST /api/spoke               401 403 403 400 403 401 401
POST /api/show_fix            401 403 403 400 403 401 401
POST /api/raise_hand          401 403 403 400 403 401 401
POST /api/tick                401 403 403 400 403 401 401
POST /api/untick              401 403 403 400 403 401 401
POST /api/skip_for            401 403 403 400 403 401 401
POST /api/seat_of             401 403 403 400 403 401 401
POST /api/scan                401 403 403 403 400 401 401
POST /api/choose              401 403 403 403 400 401 401
POST /api/walk_in             401 403 403 403 400 401 401
POST /api/not_found           401 403 403 403 400 401 401
POST /api/undo_check_in       401 403 403 403 400 401 401
POST /api/door_seat           401 403 403 403 400 401 401
GET  /ping                    200 200 200 200 200 200 200
GET  /assets/{mark}/{name}    200 200 200 200 200 200 200
GET  /api/openapi.json        200 200 200 200 200 200 200
GET  /j/{code}                410 410 410 410 410 410 410
GET  /join                    410 410 410 410 410 410 410
POST /join                    410 410 410 410 410 410 410
"""
ANYBODY = frozenset({"/ping", "/assets/{mark}/{name}", "/api/openapi.json", "/j/{code}", "/join"})
NOTHING = uuid4()
# Content for the gestures that move a person of one's own: what a phone that is nobody's must not get done.
NEEDS_A_PERSON = {
    "seat": {"seat": "A1"},
    "system": {"system": "windows"},
    "done": {"step": "install"},
    "skip": {"step": "install"},
    "not_done": {"step": "install"},
    "stuck": {},
    "withdraw": {},
    "step_away": {},
    "back": {},
    "nudge": {"step": "install", "answer": "done"},
    "confidence": {"moment": "before", "value": 3},
    "made": {"made": "a table"},
    "exit": {"next_use": "more tables"},
}


def rows() -> dict[tuple[str, str], dict[str, int]]:
    cells = [line.split() for line in TABLE.split("\n") if line]
    return {(one[0], one[1]): dict(zip(WHO, map(int, one[2:]), strict=True)) for one in cells}


@dataclass
class Room:
    hall: Hall
    phones: dict[str, PhoneClient]

    def status(self, who: str, method: str, route: str) -> int:
        """Ask as this phone; of a stream only the head is read."""
        path = route.replace("{who}", str(self.hall.world.people["Sakura"].id)).replace("{code}", "nothing")
        path = render.asset("phone.js") if route.startswith("/assets/") else path
        client = self.phones[who]
        kind = "application/x-www-form-urlencoded" if path == "/join" else "application/json"
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": kind, "Origin": client.origin}
        link = http.client.HTTPConnection(HOST, client.port, timeout=15)
        link.request(method, path, body=b"{}" if method == "POST" else None, headers=headers)
        found = link.getresponse().status
        link.close()
        return found


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with halls.hall(tmp_path_factory.mktemp("roles")) as hall:
        hall.come("Sakura")
        hall.enter(Phase.HANDS_ON)
        phones = {
            "none": PhoneClient(hall.port),
            "nobody": hall.phone(),
            "attendee": hall.phone_of("Sakura"),
            "helper": hall.phone(PhoneRole.HELPER),
            "door": hall.phone(PhoneRole.DOOR, name="Arjun"),
            "revoked": hall.phone(PhoneRole.HELPER, name="Wei"),
            "other": another_sessions(hall),
        }
        roll = hall.world.services.phones.roll(hall.session.id)
        hall.world.services.phones.revoke([one.phone.id for one in roll if one.phone.name == "Wei"], desk=FRONT)
        unhurried(hall)
        yield Room(hall, phones)


def another_sessions(hall: Hall) -> PhoneClient:
    other = hall.world.session("Hands-on 2", phase=Phase.DOORS)
    joined = hall.world.services.phones.join(other.id, PhoneRole.HELPER, name="Liam")
    return PhoneClient(hall.port, {COOKIE: cookie_of(joined.phone, joined.secret)})


def application_routes(hall: Hall) -> set[tuple[str, str]]:
    router = hall.host._running._runner.app.router
    return {(one.method, one.resource.canonical) for one in router.routes() if one.method != "HEAD"}


def test_every_route_of_the_application_stands_in_the_table(room: Room) -> None:
    assert application_routes(room.hall) == rows().keys()


def test_every_page_look_and_gesture_is_a_route() -> None:
    wanted = {("GET", page.path) for page in routes.PAGES} | {("GET", f"/api/{name}") for name in routes.LOOKS}
    assert wanted | {("POST", f"/api/{name}") for name in routes.GESTURES} <= rows().keys()


def test_the_table_says_what_the_roles_of_pages_looks_and_gestures_say() -> None:
    told = {("GET", page.path): page.roles for page in routes.PAGES if page.path != "/"}
    told |= {("GET", f"/api/{one.name}"): one.roles for one in routes.LOOKS.values()}
    told |= {("POST", f"/api/{one.name}"): one.roles for one in routes.GESTURES.values()}
    for route, roles in told.items():
        assert {role.value for role in PhoneRole if rows()[route][role.value] != 403} == {one.value for one in roles}


@pytest.mark.parametrize("who", WHO)
def test_each_kind_of_phone_is_answered_as_the_table_says(room: Room, who: str) -> None:
    found = {route: room.status(who, *route) for route in rows()}
    assert found == {route: told[who] for route, told in rows().items()}


def test_a_phone_that_is_nobodys_moves_nobody(room: Room) -> None:
    known = {name for name, one in routes.GESTURES.items() if PhoneRole.ATTENDEE in one.roles}
    assert NEEDS_A_PERSON.keys() == known - {"me", "badge", "not_listed"}
    for name, said in NEEDS_A_PERSON.items():
        wanted = (403, "NOT_ALLOWED") if name == "skip" else (409, "NOBODY_YET")  # no step here may be left out
        told = room.phones["nobody"].tap(name, **said)
        assert (told.status, told.json["trouble"]) == wanted, name


@pytest.mark.parametrize("name", sorted(routes.GESTURES))
def test_whole_and_right_content_does_not_open_another_roles_gesture(room: Room, name: str) -> None:
    gesture = routes.GESTURES[name]
    wrong = next(role for role in PhoneRole if role not in gesture.roles)
    said = {"ticket": NOTHING, "attendee": NOTHING, "of": NOTHING, "step": "install", "code": "x", "name": "x"}
    told = room.phones[wrong.value].tap(name, **said)
    assert (told.status, told.json["trouble"]) == (403, "NOT_ALLOWED")


def test_after_the_end_only_what_is_anybodys_answers(hall: Hall) -> None:
    hall.come("Sakura")
    phones = {
        "none": PhoneClient(hall.port),
        "nobody": hall.phone(),
        "attendee": hall.phone_of("Sakura"),
        "helper": hall.phone(PhoneRole.HELPER),
        "door": hall.phone(PhoneRole.DOOR, name="Arjun"),
    }
    code = hall.path_to_join(PhoneRole.ATTENDEE)
    hall.enter(Phase.ENDED)
    unhurried(hall)
    ended = Room(hall, phones)
    for (method, route), told in rows().items():
        wanted = dict.fromkeys(phones, told["none"] if route in ANYBODY else 410)
        assert {who: ended.status(who, method, route) for who in phones} == wanted, route
    assert PhoneClient(hall.port).get(code).status == 410
    assert json.loads(phones["helper"].tap("claim", ticket=NOTHING).body)["trouble"] == "OVER"
