"""What an attendee's phone shows in a session, moment by moment, for pictures and for looking at every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.web.hall import Hall, PhoneClient
from tests.world import FRONT
from trainer_app.domain.attendee import System
from trainer_app.domain.changes import Desk
from trainer_app.domain.help import TicketMove
from trainer_app.domain.session import Phase, SessionKind

MEI = Desk("Mei", "phone 1a2b")
LONG = "Wilhelmina Konstantinopolskaya-Featherstonehaugh von Hohenberg"

Opened = tuple[PhoneClient, str]


def here(hall: Hall, name: str = "Sakura", *, system: System | None = System.WINDOWS) -> PhoneClient:
    """Let somebody be in with their phone."""
    if system:
        hall.world.services.people.change(replace(hall.world.people[name], system=system), desk=FRONT)
    hall.come(name)
    return hall.phone_of(name)


def at_step(hall: Hall, name: str = "Sakura", *, done: int = 6, system: System | None = System.WINDOWS) -> PhoneClient:
    """Let somebody be at a step in hands-on."""
    phone = here(hall, name, system=system)
    hall.enter(Phase.HANDS_ON)
    hall.world.clock.forward(1)
    for step in hall.world.services.checklists.of_session(hall.session.id).steps[:done]:
        hall.world.clock.forward(2)
        hall.world.services.floor.mark(hall.session.id, hall.world.people[name].id, step.key, desk=FRONT)
    return phone


def _error(phone: PhoneClient) -> str:
    return phone.get("/api/me").json["options"]["errors"][0]["key"]


def _stuck(hall: Hall) -> PhoneClient:
    phone = at_step(hall)
    me = phone.get("/api/me").json
    error = me["options"]["errors"][0]
    assert phone.tap("stuck", step=me["step"], error=error["key"], tried=error["remedies"][:1]).status == 200
    return phone


def _moved(hall: Hall, *moves: TicketMove) -> Opened:
    phone = _stuck(hall)
    for move in moves:
        ticket = hall.world.services.phone_floor.look(hall.session.id, hall.world.people["Sakura"].id).ticket
        assert ticket is not None
        hall.world.services.help_desk.move(ticket.id, move, desk=MEI)
    return phone, "/"


def _find(hall: Hall) -> Opened:
    return hall.phone(), "/"


def _found(hall: Hall) -> Opened:
    for team in ("Sales", "Finance and controlling"):
        hall.world.person("Sakura Endo", team=team)
    hall.world.person(f"Sakurako {LONG}")
    return hall.phone(), "/?q=saku"


def _nobody(hall: Hall) -> Opened:
    return hall.phone(), "/?q=xylophone"


def _confirm(hall: Hall) -> Opened:
    hall.world.person("Kanako Mori", team="Sales")
    phone = hall.phone()
    who = phone.get("/api/find?q=kanako").json["people"][0]["id"]
    return phone, f"/?q=kanako&who={who}"


def _unlisted(hall: Hall) -> Opened:
    return hall.phone(), "/unlisted?q=Xylo"


def _typed(hall: Hall) -> Opened:
    return hall.phone(), "/badge"


def _not_on_roster(hall: Hall) -> Opened:
    phone = hall.phone()
    return phone, phone.tap("not_listed", name="Xylo Phonsson").json["go"]


def _unknown_badge(hall: Hall) -> Opened:
    phone = hall.phone()
    return phone, phone.tap("badge", code="4006381333931").json["go"]


def _wrong_session(hall: Hall) -> Opened:
    other = hall.world.session("Hands-on 2", days=2, phase=None, room="Room 5")
    hall.world.services.sessions.register(other.id, [hall.world.people["Sakura"].id], desk=FRONT)
    hall.world.services.sessions.register(hall.session.id, [hall.world.people["Kenji"].id], desk=FRONT)
    phone = hall.phone()
    phone.tap("me", attendee=hall.world.people["Sakura"].id)
    return phone, "/"


def _closed(hall: Hall) -> Opened:
    hall.enter(Phase.PLANNED)
    phone = hall.phone()
    phone.tap("me", attendee=hall.world.people["Sakura"].id)
    return phone, "/"


def _second_phone(hall: Hall) -> Opened:
    here(hall)
    phone = hall.phone()
    phone.tap("me", attendee=hall.world.people["Sakura"].id)
    return phone, "/"


def _already(hall: Hall) -> Opened:
    hall.come("Sakura")
    phone = hall.phone()
    return phone, phone.tap("me", attendee=hall.world.people["Sakura"].id).json["go"]


def _welcome(hall: Hall) -> Opened:
    phone = here(hall)
    phone.tap("seat", seat="C3")
    return phone, "/"


def _welcome_new(hall: Hall) -> Opened:
    hall.world.session("Hands-on 2", days=2, phase=None)
    hall.enter(Phase.TALK)
    return here(hall, "石田"), "/"


def _awareness(hall: Hall) -> Opened:
    session = hall.world.session("Why it matters", kind=SessionKind.AWARENESS, phase=Phase.DOORS, series=None)
    hall.host.start(session.id, desk=FRONT, hosts=["127.0.0.1"])
    hall.session = session
    return here(hall), "/"


def _step(hall: Hall) -> Opened:
    return at_step(hall), "/"


def _first_step(hall: Hall) -> Opened:
    return at_step(hall, done=0, system=None), "/"


def _other_system(hall: Hall) -> Opened:
    return at_step(hall), "/?system=macos"


def _nudged(hall: Hall) -> Opened:
    phone = at_step(hall)
    me = phone.get("/api/me").json
    hall.world.services.floor.nudge(hall.session.id, hall.world.people["Sakura"].id, me["step"], desk=FRONT)
    return phone, "/"


def _fixed(hall: Hall) -> Opened:
    phone = at_step(hall)
    hall.world.clock.forward(1)
    hall.world.services.floor.show_fix(hall.session.id, phone.get("/api/me").json["step"], desk=FRONT)
    return phone, "/"


def _picker(hall: Hall) -> Opened:
    return at_step(hall), "/stuck"


def _error_page(hall: Hall) -> Opened:
    phone = at_step(hall)
    return phone, f"/stuck?error={_error(phone)}"


def _free(hall: Hall) -> Opened:
    return at_step(hall), "/stuck?error=else"


def _third(hall: Hall) -> Opened:
    for name in ("Arjun", "Zoë"):
        other = here(hall, name)
        hall.enter(Phase.HANDS_ON)
        other.tap("stuck", step=other.get("/api/me").json["step"])
        hall.world.clock.forward(1)
    return _moved(hall)


def _made(hall: Hall) -> Opened:
    steps = hall.world.services.checklists.of_session(hall.session.id).steps
    first = next(number for number, step in enumerate(steps) if step.completes)
    return at_step(hall, done=first + 1), "/made"


def _finished(hall: Hall) -> Opened:
    return at_step(hall, done=99), "/"


def _break(hall: Hall) -> Opened:
    phone = at_step(hall)
    hall.enter(Phase.BREAK)
    return phone, "/"


def _exit(hall: Hall) -> Opened:
    phone = at_step(hall, done=99)
    hall.enter(Phase.WRAP_UP)
    return phone, "/"


def _thanks(hall: Hall) -> Opened:
    phone, path = _exit(hall)
    phone.tap("exit", value=4, next_use="The monthly report on Friday")
    return phone, path


def _over(hall: Hall) -> Opened:
    phone = at_step(hall)
    hall.enter(Phase.ENDED)
    return phone, "/"


SCENES: dict[str, Callable[[Hall], Opened]] = {
    "attendee-find": _find,
    "attendee-found": _found,
    "attendee-nobody": _nobody,
    "attendee-confirm": _confirm,
    "attendee-unlisted": _unlisted,
    "attendee-typed": _typed,
    "attendee-desk-roster": _not_on_roster,
    "attendee-desk-badge": _unknown_badge,
    "attendee-desk-session": _wrong_session,
    "attendee-desk-closed": _closed,
    "attendee-desk-nod": _second_phone,
    "attendee-already": _already,
    "attendee-welcome": _welcome,
    "attendee-welcome-new": _welcome_new,
    "attendee-awareness": _awareness,
    "attendee-step": _step,
    "attendee-step-first": _first_step,
    "attendee-step-other": _other_system,
    "attendee-step-nudged": _nudged,
    "attendee-step-fixed": _fixed,
    "attendee-stuck": _picker,
    "attendee-stuck-error": _error_page,
    "attendee-stuck-free": _free,
    "attendee-waiting": _third,
    "attendee-waiting-next": _moved,
    "attendee-coming": lambda hall: _moved(hall, TicketMove.CLAIM),
    "attendee-not-found": lambda hall: _moved(hall, TicketMove.CLAIM, TicketMove.CANT_FIND),
    "attendee-on-hold": lambda hall: _moved(hall, TicketMove.PARK),
    "attendee-made": _made,
    "attendee-finished": _finished,
    "attendee-break": _break,
    "attendee-exit": _exit,
    "attendee-thanks": _thanks,
    "attendee-over": _over,
}
