"""What stands on the Today page and its forms, and on the welcome of a new file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.attendance_sheet import AttendanceSheet
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import WEEKDAYS, clock, day

TITLE: Final = N_("Today")
NEW_SESSION: Final = N_("New session")
IMPORT_PEOPLE: Final = N_("Import people…")
ROSTER_FILES: Final = N_("Rosters (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.json);;All files (*)")

NEXT: Final = N_("Next session")
RUNNING: Final = N_("Running now")
JUST_ENDED: Final = N_("Ended")
NOTHING_PLANNED: Final = N_("No session is planned yet")
NOTHING_PLANNED_HOW: Final = N_("A session needs a name, a day and a time. People can be checked in to it at once.")
GO_TO_CHECK_IN: Final = N_("Go to check-in")
OPEN_DOORS: Final = N_("Open the doors")
ALL_SESSIONS: Final = N_("Sessions")
WORK_ON: Final = N_("Work on this session")
PRE_FLIGHT: Final = N_("Pre-flight")
SO_FAR: Final = N_("The program so far")

KINDS: Final = {
    SessionKind.AWARENESS: N_("Awareness: why it matters"),
    SessionKind.HANDS_ON: N_("Hands-on training"),
    SessionKind.CLINIC: N_("Clinic: follow-up help"),
}
SHORT_KINDS: Final = {
    SessionKind.AWARENESS: N_("Awareness"),
    SessionKind.HANDS_ON: N_("Hands-on"),
    SessionKind.CLINIC: N_("Clinic"),
}
STATES: Final = {Phase.PLANNED: N_("planned"), Phase.ENDED: N_("ended")}
NOW: Final = N_("running")

SESSION_NAME: Final = N_("Name")
KIND: Final = N_("Kind")
DATE: Final = N_("Day")
START: Final = N_("Starts")
LENGTH: Final = N_("Minutes")
ROOM: Final = N_("Room")
CAPACITY: Final = N_("Places")
NO_LIMIT: Final = N_("no limit")
OPTIONAL: Final = N_("optional")
CREATE: Final = N_("Create session")
CANCEL: Final = N_("Cancel")
CREATED: Final = N_("{session} is planned for {when}.")

WELCOME: Final = N_("A new program")
WELCOME_HOW: Final = N_("Everything stays in one file on this laptop. The name and the time zone can be changed later.")
PROGRAM_NAME: Final = N_("Name")
PROGRAM_NAME_HINT: Final = N_("for instance: Spring rollout")
ZONE: Final = N_("Time zone")
ROSTER: Final = N_("People")
ROSTER_HOW: Final = N_("A spreadsheet or text file with names. This can wait.")
CHOOSE_ROSTER: Final = N_("Choose a roster…")
NO_ROSTER: Final = N_("Without it")
BEGIN: Final = N_("Begin")
DEMO: Final = N_("Look at the demo first")
FILE: Final = N_("Data file: {file}")


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many of the program's people got how far; `evaluable` are those of whom coming back can be said."""

    people: int
    attended: int
    tried: int
    evaluable: int
    came_back: int
    continuing: int
    too_early: int
    unknown: int
    due: int = 0


def due_line(count: int) -> str:
    """Return how many people are due for follow-up."""
    return say_count(N_("{count} person is due for follow-up"), N_("{count} people are due for follow-up"), count)


def funnel_lines(funnel: Funnel) -> list[tuple[str, int, str]]:
    """Return caption, count and "of so many" of each stage."""
    return [
        (say(N_("Attended")), funnel.attended, _of(funnel.people)),
        (say(N_("First hands-on")), funnel.tried, _of(funnel.people)),
        (say(N_("Came back")), funnel.came_back, _of(funnel.evaluable)),
        (say(N_("Continuing")), funnel.continuing, _of(funnel.evaluable)),
    ]


def not_counted(funnel: Funnel) -> str:
    """Say who cannot be counted yet: too early is no failure, and unknown is not zero."""
    early = say_count(N_("{count} too early"), N_("{count} too early"), funnel.too_early) if funnel.too_early else ""
    unknown = say_count(N_("{count} unknown"), N_("{count} unknown"), funnel.unknown) if funnel.unknown else ""
    return " · ".join(part for part in (early, unknown) if part)


def _of(count: int) -> str:
    return say(N_("of {count}"), count=count)


def when(session: Session) -> str:
    """Return day and times of a session in its own zone: "Mon 16 February, 10:00 to 11:30"."""
    zone = ZoneInfo(session.zone)
    starts = session.starts_at.astimezone(zone)
    return say(
        N_("{weekday} {day}, {start} to {end}"),
        weekday=say(WEEKDAYS[starts.weekday()]),
        day=day(starts.date()),
        start=clock(session.starts_at, session.zone),
        end=clock(session.ends_at, session.zone),
    )


def away(session: Session, now: datetime) -> str:
    """Return how far off a planned session is: "in 8 min", "tomorrow", "in 3 days"."""
    zone = ZoneInfo(session.zone)
    days = (session.starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    minutes = round((session.starts_at - now).total_seconds() / 60)
    if days < 0:
        return say_count(N_("{count} day ago"), N_("{count} days ago"), -days)
    if days > 1:
        return say_count(N_("in {count} day"), N_("in {count} days"), days)
    if days == 1:
        return say(N_("tomorrow"))
    if minutes < 0:
        return say(N_("today, past its time"))
    hours = minutes // 60
    if hours:
        return say_count(N_("in {count} hour"), N_("in {count} hours"), hours)
    return say_count(N_("in {count} min"), N_("in {count} min"), minutes)


def where(session: Session) -> str:
    """Return room and place in the series."""
    return " · ".join(part for part in (session.room, _in_series(session)) if part)


def place(session: Session) -> str:
    """Return kind, room and place in the series."""
    return " · ".join(part for part in (say(SHORT_KINDS[session.kind]), where(session)) if part)


def _in_series(session: Session) -> str:
    return say(N_("session {number} of {of}"), number=session.number, of=session.of) if session.of > 1 else ""


def state(session: Session, now: datetime) -> str:
    """Return what a row of the list says at its end."""
    if session.phase is Phase.PLANNED:
        return away(session, now)
    return say(STATES.get(session.phase, NOW))


def title(session: Session) -> str:
    """Return the small heading over the session at hand."""
    if session.phase is Phase.PLANNED:
        return say(NEXT)
    return say(JUST_ENDED if session.phase is Phase.ENDED else RUNNING)


def suggested_name(kind: SessionKind, number: int) -> str:
    """Return a name for the next session of a kind."""
    return f"{say(SHORT_KINDS[kind])} {number}"


def head_count(sheet: AttendanceSheet) -> str:
    """Return how many are expected, and once somebody came, how many are in the room."""
    expected = say_count(N_("{count} person expected"), N_("{count} people expected"), sheet.expected)
    capacity = sheet.session.capacity
    places = say_count(N_("{count} place"), N_("{count} places"), capacity) if capacity else ""
    here = say(N_("{count} in the room"), count=sheet.in_room) if sheet.arrived else ""
    return " · ".join(part for part in (here, expected, places) if part)


def date_line(now: datetime, zone: str) -> str:
    """Return today's weekday and date where the program is."""
    local = now.astimezone(ZoneInfo(zone))
    return say(N_("{weekday} {day}"), weekday=say(WEEKDAYS[local.weekday()]), day=day(local.date()))
