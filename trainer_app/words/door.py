"""What stands on the check-in page around its answers: the field, the forms, the lists, roll-call."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.attendance_sheet import Arrived
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.session import Session
from trainer_app.words.check_in import source
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import clock, day, weekday_and_clock

TITLE: Final = N_("Check-in")
FIELD: Final = N_("Scan a badge, or type a name")
FIELD_SHORT: Final = N_("Scan or type")
FIELD_NAME: Final = N_("Badge or name")
READY: Final = N_("Scanner ready")
NOT_READY: Final = N_("Click here to scan")
NOT_READY_WHY: Final = N_("Another window has the keyboard, so a scanner would type there.")

RESULTS: Final = N_("People found")
IN_ALREADY: Final = N_("in since {time}")
EXPECTED: Final = N_("expected")
SAME_NAME: Final = N_("Several people have this name. Choose with ↑ ↓, then Enter.")
GUESSES: Final = N_(
    "Nobody is written like this. If one of these is meant, choose with ↑ ↓, then Enter; Ctrl+N for a walk-in."
)
NOBODY: Final = N_("Nobody found. Enter offers a walk-in.")

IDLE: Final = N_("Ready for the next person")
IDLE_HOW: Final = N_("Scan a badge from anywhere in this window, or type a name, an e-mail or a short code.")
NO_SESSION: Final = N_("No session is planned")
NO_SESSION_HOW: Final = N_("Plan one, then people can be checked in to it.")
PLAN_ONE: Final = N_("Plan a session")
DOORS_CLOSED: Final = N_("The doors are closed")
OPEN_DOORS: Final = N_("Open the doors")
ENDED: Final = N_("This session has ended")
ENDED_HOW: Final = N_("People can still be let in with a reason; it is kept.")
REPEATED: Final = N_("the same gesture as before; nothing was added")

WALK_IN: Final = N_("Walk-in")
WALK_IN_HOW: Final = N_("A name is enough. The rest can be added later.")
NAME: Final = N_("Name")
EMAIL: Final = N_("E-mail")
TEAM: Final = N_("Team")
OPTIONAL: Final = N_("optional")
CHECK_IN: Final = N_("Check in")
LEAVE: Final = N_("Leave it")
REASON: Final = N_("Reason for letting them in")
REASON_HINT: Final = N_("A few words; they are kept")
LET_IN: Final = N_("Let in")
SEAT: Final = N_("Seat")
SYSTEM: Final = N_("System")
SYSTEM_UNKNOWN: Final = N_("not known")
SAVE: Final = N_("Save")

PEOPLE: Final = N_("people")
CHECK_INS: Final = N_("check-ins")
IN_ROOM: Final = N_("in the room")
PEOPLE_TIP: Final = N_("Different trainees who came, whether or not they are still here")
CHECK_INS_TIP: Final = N_("Every check-in of this session, those that were undone included")
IN_ROOM_TIP: Final = N_("Trainees in the room now")
ARRIVED: Final = N_("Arrived")
BOOK: Final = N_("Who is in")
BOOK_TIP: Final = N_("Count heads, move or let go many at once, and see every attempt (Ctrl+B)")
NOBODY_YET: Final = N_("Nobody has arrived yet.")
LEFT: Final = N_("left {time}")
WALKED_IN: Final = N_("walk-in")
GUEST: Final = N_("guest")
MOVED: Final = N_("moved here")
EVERYBODY_IN: Final = N_("Everybody expected is here.")
ROLL_CALL: Final = N_("Roll-call")
ROLL_CALL_HOW: Final = N_("Go through the room: Space or Enter checks in the marked person.")
ROLL_CALL_DONE: Final = N_("Nobody is missing")
STOP: Final = N_("Done")

KEY_WALK_IN: Final = N_("walk-in")
KEY_ROLL_CALL: Final = N_("roll-call")
KEY_BOOK: Final = N_("who is in, head count")
KEY_EDIT: Final = N_("edit seat or system")
KEY_FULL: Final = N_("full screen")
KEY_CHOOSE: Final = N_("choose among the people found")
KEY_ENTER: Final = N_("check in who is marked, or clear for the next")
KEY_ESC: Final = N_("leave it; the field is empty again")

_SHOWN_MISSING: Final = 8


def not_here(count: int) -> str:
    """Return the heading over those who are expected and have not come."""
    return say_count(N_("Not here yet · {count}"), N_("Not here yet · {count}"), count)


def missing_names(people: tuple[Attendee, ...]) -> str:
    """Name the first of those missing and count the rest."""
    names = ", ".join(one.name for one in people[:_SHOWN_MISSING])
    rest = len(people) - _SHOWN_MISSING
    return (
        say_count(N_("{names} and {count} more"), N_("{names} and {count} more"), rest, names=names)
        if rest > 0
        else names
    )


def how_arrived(one: Arrived) -> str:
    """Return what is special about an arrival, "" for most."""
    if one.check_in.moved_from:
        return say(MOVED)
    if one.attendee.walk_in:
        return say(WALKED_IN)
    return say(GUEST) if one.check_in.guest else ""


def told_apart(person: Attendee) -> str:
    """Return what tells a person from another of the same name: team and e-mail."""
    return " · ".join(part for part in (person.team, person.email) if part)


def session_and_room(session: Session) -> str:
    """Return the session's name and room."""
    return " · ".join(part for part in (session.name, session.room) if part)


def doors_line(session: Session) -> str:
    """Say which session's doors are closed and when it starts."""
    when = weekday_and_clock(session.starts_at, session.zone, near=session.starts_at)
    return say(N_("{session}, {when}"), session=session_and_room(session), when=when)


def since(arrived: Arrived, zone: str) -> str:
    """Return the time of an arrival, and of leaving where they left."""
    came = clock(arrived.check_in.at, zone)
    return f"{came} · {say(LEFT, time=clock(arrived.left_at, zone))}" if arrived.left_at else came


def arrival_tip(one: Arrived, zone: str) -> str:
    """Return all there is to say of an arrival: when exactly, how, at which desk, and why it was let in."""
    at = one.check_in.at
    when = say(N_("{day}, {time}"), day=day(at.astimezone(ZoneInfo(zone)).date()), time=clock(at, zone))
    parts = (one.attendee.name, one.attendee.email, when, source(one.check_in), one.check_in.override_reason)
    return "\n".join(part for part in parts if part)
