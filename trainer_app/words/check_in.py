"""What desk, phone and command line say about a check-in: the same words, the same keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from trainer_app.domain.attendee import PeopleTrouble, System
from trainer_app.domain.badge import BadgeKind, read_badge
from trainer_app.domain.check_in import CheckIn, CheckInResult, CheckInTrouble, InputKind, Outcome, Welcome
from trainer_app.domain.session import Phase, Session, SessionTrouble
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import clock, day, weekday_and_clock

SENTENCES: Final[dict[Enum, str]] = {
    CheckInTrouble.GONE: N_("This check-in is not there any more."),
    CheckInTrouble.ALREADY_UNDONE: N_("This check-in has been undone already."),
    CheckInTrouble.IN_AGAIN: N_("This person has been checked in again since; undo that first."),
    CheckInTrouble.REASON_MISSING: N_("Say why in a few words; the reason is kept."),
    CheckInTrouble.SAME_SESSION: N_("These check-ins are in this session already."),
    CheckInTrouble.NOBODY_CHOSEN: N_("Choose at least one check-in first."),
    CheckInTrouble.BAD_HEAD_COUNT: N_("{seen} cannot be a number of people in a room."),
    CheckInTrouble.NO_PLACES: N_(
        "{session} has {capacity} places and {in_room} people are in: {more} more do not fit. Nobody was moved."
    ),
    CheckInTrouble.GESTURE_REUSED: N_("This was answered before, for another session; please scan again."),
    PeopleTrouble.GONE: N_("This person is not in the program any more."),
    PeopleTrouble.NAME_MISSING: N_("A person needs a name."),
    PeopleTrouble.NOBODY_FOUND: N_("Nobody in the program matches “{text}”."),
    PeopleTrouble.ONLY_CLOSE_FOUND: N_("Nobody in the program matches “{text}”. Close to it: {people}."),
    PeopleTrouble.SEVERAL_FOUND: N_("Several people match “{text}”: {people}. Write more of the name, or the e-mail."),
    PeopleTrouble.SAME_PERSON: N_("These two are the same person already."),
    PeopleTrouble.KEY_TAKEN: N_("This key or login belongs to somebody else already."),
    SessionTrouble.GONE: N_("This session is not in the program any more."),
    SessionTrouble.NAME_MISSING: N_("A session needs a name."),
    SessionTrouble.ENDS_BEFORE_START: N_("{session} would end before it starts."),
    SessionTrouble.NAME_TAKEN: N_("There is a session called “{session}” already; choose another name."),
    SessionTrouble.NOT_FOUND: N_("No session is called “{session}”. Known sessions: {sessions}."),
    SessionTrouble.SEVERAL_FOUND: N_("Several sessions match “{session}”: {sessions}. Write more of the name."),
    SessionTrouble.BAD_CAPACITY: N_("The capacity of {session} must be a whole number above zero."),
    SessionTrouble.PHASE_BACKWARDS: N_("This session has ended; reopen it first."),
    SessionTrouble.CHECKLIST_MISSING: N_("This session has no checklist yet."),
    SessionTrouble.FULL: N_(
        "{session} takes no more than {capacity} people and {registered} are registered: {more} more do not fit. "
        "Nobody was registered; choose fewer, or another session."
    ),
    SessionTrouble.HAS_BEGUN: N_("{session} has begun: its kind, day and start stay as they are."),
    SessionTrouble.HELD: N_("Something happened in {session} already, so it stays in the program."),
}

INPUTS: Final = {
    InputKind.CAMERA: N_("by camera"),
    InputKind.SCANNER: N_("by scanner"),
    InputKind.NAME: N_("by name"),
    InputKind.PHONE: N_("by phone"),
    InputKind.IMPORT: N_("from a file"),
    InputKind.BULK: N_("together with others"),
}
SYSTEMS: Final = {System.WINDOWS: "Windows", System.MACOS: "macOS", System.LINUX: "Linux"}


class Tone(Enum):
    """How an answer feels; always shown by a shape and a word too, never by colour alone."""

    OK = "ok"
    LOOK = "look"
    INFO = "info"
    HELP = "help"


class Action(Enum):
    """What a key at the bottom of the answer does."""

    UNDO = "undo"
    EDIT = "edit"
    NEXT = "next"
    MOVE = "move"
    ADMIT_GUEST = "admit_guest"
    WALK_IN = "walk_in"
    OVERRIDE = "override"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Key:
    """A key offered next: what to press, what it does, and what is written beside it."""

    letter: str
    action: Action
    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One fact of the welcome card: a small caption, the fact, and a small note or ""."""

    caption: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One answer in words. Texts that have nothing to say are ""."""

    tone: Tone
    headline: str
    name: str
    detail: str
    line: str
    keys: tuple[Key, ...]
    source: str = ""
    tiles: tuple[Tile, ...] = ()
    warning: str = ""


_TONES: Final = {
    Outcome.CHECKED_IN: Tone.OK,
    Outcome.ALREADY_IN: Tone.LOOK,
    Outcome.WRONG_SESSION: Tone.LOOK,
    Outcome.NOT_REGISTERED: Tone.LOOK,
    Outcome.NOT_ON_ROSTER: Tone.INFO,
    Outcome.SESSION_CLOSED: Tone.HELP,
    Outcome.FULL: Tone.HELP,
    Outcome.UNKNOWN_BADGE: Tone.HELP,
}
_HEADLINES: Final = {
    Outcome.CHECKED_IN: N_("Checked in · {time}"),
    Outcome.ALREADY_IN: N_("Already in · since {time}"),
    Outcome.WRONG_SESSION: N_("Another session"),
    Outcome.NOT_REGISTERED: N_("Not registered"),
    Outcome.NOT_ON_ROSTER: N_("Not on the roster"),
    Outcome.SESSION_CLOSED: N_("Closed"),
    Outcome.FULL: N_("Full · {in_room} of {capacity}"),
    Outcome.UNKNOWN_BADGE: N_("Unknown badge"),
}
_LONGEST_RAW: Final = 60  # characters of a foreign code shown; the log keeps more
_LEAVE: Final = ("Esc", Action.DISMISS, N_("leave it"))
_OVERRIDE: Final = ("O", Action.OVERRIDE, N_("let in, with a reason"))
_NEXT: Final = ("Enter", Action.NEXT, N_("next"))
_KEYS: Final[dict[Outcome, tuple[tuple[str, Action, str], ...]]] = {
    Outcome.CHECKED_IN: (
        ("Ctrl+Z", Action.UNDO, N_("undo")),
        ("E", Action.EDIT, N_("edit seat or system")),
        _NEXT,
    ),
    Outcome.ALREADY_IN: (_NEXT,),
    Outcome.WRONG_SESSION: (
        ("M", Action.MOVE, N_("move here")),
        ("A", Action.ADMIT_GUEST, N_("admit as guest")),
        _LEAVE,
    ),
    Outcome.NOT_REGISTERED: (("A", Action.ADMIT_GUEST, N_("admit")), _LEAVE),
    Outcome.NOT_ON_ROSTER: (("W", Action.WALK_IN, N_("walk-in")), _LEAVE),
    Outcome.SESSION_CLOSED: (_OVERRIDE, _LEAVE),
    Outcome.FULL: (_OVERRIDE, _LEAVE),
    Outcome.UNKNOWN_BADGE: (),
}
_BADGE_LINES: Final = {
    BadgeKind.OURS: N_("This is one of our badges, but nobody in this program carries it."),
    BadgeKind.MISREAD: N_("This is one of our badges, but it was misread. Scan it again, or type the name."),
    BadgeKind.NOT_OURS: N_("This is not one of our codes. It is kept in the log: {raw}"),
}


def card(result: CheckInResult) -> Card:
    """Return everything a face shows for this answer."""
    return Card(
        tone=_TONES[result.outcome],
        headline=_headline(result),
        name=_name(result),
        detail=_detail(result),
        line=_LINES[result.outcome](result),
        keys=tuple(Key(letter, action, say(text)) for letter, action, text in _KEYS[result.outcome]),
        source=source(result.check_in) if result.check_in else "",
        tiles=tiles(result.welcome) if result.welcome and result.outcome is Outcome.CHECKED_IN else (),
        warning=places(result.session, result.in_room) if result.is_over else "",
    )


def places(session: Session, in_room: int) -> str:
    """Return "13 of 12 places"."""
    return say(N_("{in_room} of {capacity} places"), in_room=in_room, capacity=session.capacity)


def tone_of(outcome: Outcome) -> Tone:
    """Return how an outcome is meant, whatever its card says."""
    return _TONES[outcome]


def as_text(result: CheckInResult) -> str:
    """Return the answer as one line, for the command line and for screen readers."""
    shown = card(result)
    who = ", ".join(part for part in (shown.name, shown.detail) if part)
    return ". ".join(part.rstrip(".") for part in (shown.headline, who, shown.warning, shown.line) if part) + "."


def source(check_in: CheckIn) -> str:
    """Return how and where somebody was checked in: "by scanner, front desk"."""
    return say(N_("{by}, {desk}"), by=say(INPUTS[check_in.input]), desk=check_in.desk.device)


def tiles(welcome: Welcome) -> tuple[Tile, ...]:
    """Return the facts of the welcome card that are known."""
    known = (_series_tile(welcome), _hands_on_tile(welcome), _before_tile(welcome))
    return tuple(tile for tile in known if tile)


def _headline(result: CheckInResult) -> str:
    at = result.check_in.at if result.check_in else result.at
    return say(
        _HEADLINES[result.outcome],
        time=clock(at, result.session.zone),
        in_room=result.in_room,
        capacity=result.session.capacity,
    )


def _name(result: CheckInResult) -> str:
    if result.attendee:
        return result.attendee.name
    return result.raw or "" if result.outcome is Outcome.NOT_ON_ROSTER else ""


def _detail(result: CheckInResult) -> str:
    if result.attendee is None:
        return ""
    seat = result.check_in.seat if result.check_in else None
    system = result.attendee.system
    parts = (
        result.attendee.team,
        say(N_("seat {seat}"), seat=seat) if seat else None,
        SYSTEMS[system] if system else None,
    )
    return " · ".join(part for part in parts if part)


def _welcome_line(result: CheckInResult) -> str:
    parts = []
    if result.check_in and result.check_in.moved_from:
        parts.append(say(N_("moved here")))
    elif result.check_in and result.check_in.guest:
        parts.append(say(N_("guest")))
    if welcome := result.welcome:
        if welcome.of > 1:
            parts.append(say(N_("session {number} of {of}"), number=welcome.number, of=welcome.of))
        parts.append(_missed(welcome))
        if welcome.first_hands_on_open:
            parts.append(say(N_("first hands-on still open")))
            parts.append(_stopped(welcome))
    return " · ".join(part for part in parts if part)


def _already_line(result: CheckInResult) -> str:
    return source(result.check_in) if result.check_in else ""


def _wrong_session_line(result: CheckInResult) -> str:
    sessions = [_session_label(session, result) for session in result.registered_for]
    return say(
        N_("Registered for {sessions}; this is {here}."),
        sessions=", ".join(sessions),
        here=weekday_and_clock(result.session.starts_at, result.session.zone, near=result.session.starts_at),
    )


def _session_label(session: Session, result: CheckInResult) -> str:
    when = weekday_and_clock(session.starts_at, session.zone, near=result.session.starts_at)
    return f"{when} {session.room or session.name}"


def _not_registered_line(_: CheckInResult) -> str:
    return say(N_("On the roster, but registered for no session of this series."))


def _not_on_roster_line(_: CheckInResult) -> str:
    return say(N_("Nobody of this name is expected. A name is enough to let them in."))


def _closed_line(result: CheckInResult) -> str:
    ended = result.session.phase is Phase.ENDED
    why = say(N_("This session has ended.")) if ended else say(N_("The doors are not open yet."))
    return f"{why} {_who_may_line(result)}"


def _who_may_line(result: CheckInResult) -> str:
    if result.session.facilitator:
        return say(N_("{facilitator} may let them in with a reason."), facilitator=result.session.facilitator)
    return say(N_("The facilitator may let them in with a reason."))


def _badge_line(result: CheckInResult) -> str:
    raw = result.raw or ""
    shown = raw if len(raw) <= _LONGEST_RAW else raw[:_LONGEST_RAW] + "…"
    return say(_BADGE_LINES[read_badge(raw).kind], raw=shown)


_LINES: Final[dict[Outcome, Callable[[CheckInResult], str]]] = {
    Outcome.CHECKED_IN: _welcome_line,
    Outcome.ALREADY_IN: _already_line,
    Outcome.WRONG_SESSION: _wrong_session_line,
    Outcome.NOT_REGISTERED: _not_registered_line,
    Outcome.NOT_ON_ROSTER: _not_on_roster_line,
    Outcome.SESSION_CLOSED: _closed_line,
    Outcome.FULL: _who_may_line,
    Outcome.UNKNOWN_BADGE: _badge_line,
}


def _series_tile(welcome: Welcome) -> Tile | None:
    if welcome.of < 2 and not welcome.missed:  # noqa: PLR2004 - a series has at least two
        return None
    value = say(N_("Session {number} of {of}"), number=welcome.number, of=welcome.of)
    return Tile(say(N_("This series")), value, _missed(welcome))


def _hands_on_tile(welcome: Welcome) -> Tile:
    value = say(N_("Still open")) if welcome.first_hands_on_open else say(N_("Done"))
    return Tile(say(N_("First hands-on")), value, _stopped(welcome) if welcome.first_hands_on_open else "")


def _before_tile(welcome: Welcome) -> Tile | None:
    if welcome.explored_days is None and welcome.granted_on is None:
        return None
    note = say(N_("access since {date}"), date=day(welcome.granted_on)) if welcome.granted_on else ""
    return Tile(say(N_("Before training")), _explored(welcome.explored_days), note)


def _explored(days: int | None) -> str:
    if days is None:
        return say(N_("Not known"))
    return (
        say_count(N_("Explored {count} day"), N_("Explored {count} days"), days) if days else say(N_("Not tried yet"))
    )


def _missed(welcome: Welcome) -> str:
    dates = ", ".join(day(missed.on) for missed in welcome.missed)
    return say(N_("missed {dates}"), dates=dates) if dates else ""


def _stopped(welcome: Welcome) -> str:
    return say(N_("stopped at {step}"), step=welcome.stopped_at_step) if welcome.stopped_at_step else ""
