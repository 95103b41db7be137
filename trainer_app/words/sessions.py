"""What stands on the Sessions page: the list, the calendar, one session, its registrations, and a series made at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.registration import Registered, SessionCount, Spread, over_by
from trainer_app.domain.series_plan import Clash, Draft
from trainer_app.domain.session import Phase, Session
from trainer_app.words.desk import PHASES
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import MONTHS, WEEKDAYS, clock, day
from trainer_app.words.today import SHORT_KINDS, away

TITLE: Final = N_("Sessions")
LIST: Final = N_("List")
CALENDAR: Final = N_("Calendar")
VIEWS: Final = N_("How sessions are shown")
NEW: Final = N_("New session")
REPEAT: Final = N_("Repeat this content")
REPEAT_PLAIN: Final = N_("Make a series")
IMPORT: Final = N_("Import a plan…")
SHORT_IMPORT: Final = N_("Import…")
SHORT_REPEAT: Final = N_("Series…")
PLAN_FILES: Final = N_("Session plans (*.csv *.tsv *.txt *.xlsx *.xls *.ods);;All files (*)")
EMPTY: Final = N_("No session is planned yet")
EMPTY_HOW: Final = N_(
    "Make the first session, or a series that repeats one content for everybody who cannot come on one day. "
    "A plan in a spreadsheet can be taken in as it is."
)

WHEN: Final = N_("When")
NAME: Final = N_("Session")
ROOM: Final = N_("Room")
REGISTERED: Final = N_("Registered")
CAME: Final = N_("Came")
STATE: Final = N_("State")

DETAIL: Final = N_("About this session")
OVERVIEW: Final = N_("Overview")
REGISTRATIONS: Final = N_("Registrations")
STAFFING: Final = N_("Staffing")
REPORT: Final = N_("Report")
WORK_ON: Final = N_("Work on this session")
WORKED_ON: Final = N_("This desk works on it")
EDIT: Final = N_("Edit")
REMOVE: Final = N_("Remove")
KIND: Final = N_("Kind")
SERIES: Final = N_("Series")
FACILITATOR: Final = N_("Facilitator")
HELPERS: Final = N_("Helpers")
PLACES: Final = N_("Places")
NONE: Final = N_("none yet")
ALONE: Final = N_("not in a series")
NO_LIMIT: Final = N_("no limit")
HARD: Final = N_("Refuse more than that")
HELPERS_HINT: Final = N_("names, with commas between")
SERIES_HINT: Final = N_("sessions of one content share it")
HAS_BEGUN: Final = N_("It has begun, so its kind, day and start stay as they are.")
SAVE: Final = N_("Save changes")
EDIT_TITLE: Final = N_("Edit session")

FIND_PERSON: Final = N_("Find a person")
ALL_TEAMS: Final = N_("All teams")
NO_TEAM: Final = N_("No team")
TEAM: Final = N_("Team")
PERSON: Final = N_("Name")
DOWN_FOR: Final = N_("Down for")
ADD: Final = N_("Add")
TAKE_OFF: Final = N_("Take off")
SPREAD: Final = N_("Spread over the series")
SPREAD_TIP: Final = N_(
    "Registers everybody who is in no session of this series yet, so that the sessions become equally full."
)
DRAG_TIP: Final = N_("Drag people between the lists, or onto another session above.")
NOBODY_REGISTERED: Final = N_("Nobody is registered yet")
EVERYBODY_REGISTERED: Final = N_("Nobody is left to register")

STEM: Final = N_("Name, a number is added")
HOW: Final = N_("Days")
ON_WEEKDAYS: Final = N_("On these weekdays")
ON_WORKING_DAYS: Final = N_("On working days")
ON_PICKED: Final = N_("On days I pick")
FIRST: Final = N_("From")
PICK: Final = N_("Day")
ADD_DAY: Final = N_("Add this day")
STARTS: Final = N_("Starts")
MINUTES: Final = N_("Minutes")
HOW_MANY: Final = N_("How many")
PREVIEW: Final = N_("What will be made")
PICK_SOME: Final = N_("Pick the days one by one; Delete takes a day away again.")
NO_DAY: Final = N_("Choose at least one weekday.")
CANCEL: Final = N_("Cancel")

PREVIOUS: Final = N_("Earlier")
NEXT: Final = N_("Later")
TO_TODAY: Final = N_("Today")
MONTH_GRID: Final = N_("Month of sessions")

READING: Final = N_("Reading {file}…")
CANNOT_READ: Final = N_("This file cannot be taken")
NOT_TAKEN: Final = N_("Not taken, and worth knowing")
NOTHING_NEW: Final = N_("Nothing in it is new")

KEYS: Final = (
    ("N", N_("New session, in the calendar on the marked day")),
    ("R", N_("Repeat this content")),
    ("E", N_("Edit the chosen session")),
    ("Enter", N_("Add or take off the marked people; in the calendar, open the session")),
    ("Delete", N_("Take the marked people off the list")),
    ("PgUp, PgDn", N_("In the calendar: month before, month after")),
)

_CLASHES_SAID: Final = 3
SAVED: Final = N_("{session} is changed.")
REMOVED: Final = N_("{session} is taken out of the program.")


def when(session: Session | Draft, now: datetime) -> str:
    """Return weekday, day and times in the session's zone, with the year where it is another one."""
    starts = session.starts_at.astimezone(ZoneInfo(session.zone))
    here = now.astimezone(ZoneInfo(session.zone))
    return say(
        N_("{weekday} {day}, {start} to {end}"),
        weekday=say(WEEKDAYS[starts.weekday()]),
        day=day(starts.date(), year=here.year),
        start=clock(session.starts_at, session.zone),
        end=clock(session.ends_at, session.zone),
    )


def month(on: date) -> str:
    """Return "February 2026"."""
    return say(N_("{month} {year}"), month=say(MONTHS[on.month - 1]), year=on.year, number=on.month)


def registered(session: Session, count: SessionCount) -> str:
    """Return "12 of 14", with "full" or by how many it is over."""
    if session.capacity is None:
        return str(count.registered)
    facts = {"count": count.registered, "capacity": session.capacity}
    over = over_by(session, count.registered)
    if over:
        return say(N_("{count} of {capacity}, {over} over"), over=over, **facts)
    if count.registered == session.capacity:
        return say(N_("{count} of {capacity}, full"), **facts)
    return say(N_("{count} of {capacity}"), **facts)


def came(count: SessionCount) -> str:
    """Return how many came, nothing before anybody did."""
    return str(count.came) if count.came else ""


def state(session: Session, now: datetime) -> str:
    """Return how far off a planned session is, else its phase."""
    return away(session, now) if session.phase is Phase.PLANNED else say(PHASES[session.phase])


def places(session: Session) -> str:
    """Return the capacity and whether it is kept."""
    if session.capacity is None:
        return say(NO_LIMIT)
    kept = N_("{count}, never more") if session.hard_capacity else N_("{count}, more with a warning")
    return say(kept, count=session.capacity)


def series(session: Session) -> str:
    """Return the series and the place in it."""
    if not session.series:
        return say(ALONE)
    return say(N_("{series}, {number} of {of}"), series=session.series, number=session.number, of=session.of)


def kind(session: Session) -> str:
    """Return what the session is for."""
    return say(SHORT_KINDS[session.kind])


def how_full(session: Session, count: int) -> str:
    """Return the line over the registrations: how many of how many, and what is wrong with that."""
    if session.capacity is None:
        return say_count(N_("{count} person registered, no limit"), N_("{count} people registered, no limit"), count)
    over, left = over_by(session, count), session.capacity - count
    said = say(N_("{count} of {capacity} registered"), count=count, capacity=session.capacity)
    if over:
        more = say_count(N_("{count} more than there are places"), N_("{count} more than there are places"), over)
    elif left:
        more = say_count(N_("{count} place left"), N_("{count} places left"), left)
    else:
        more = say(N_("full"))
    return f"{said} · {more}"


def heading_registered(count: int) -> str:
    """Return what stands over the people registered."""
    return say(N_("Registered  {count}"), count=count)


def heading_others(count: int) -> str:
    """Return what stands over the people not registered."""
    return say(N_("Not registered  {count}"), count=count)


def elsewhere(one: Registered) -> str:
    """Return which other sessions somebody is down for."""
    return ", ".join(session.name for session in one.elsewhere)


def standing(one: Registered) -> str:
    """Return whether a registered person came, and where else they are down."""
    also = say(N_("also {sessions}"), sessions=elsewhere(one)) if one.elsewhere else ""
    parts = (say(N_("came")) if one.came else "", also)
    return " · ".join(part for part in parts if part)


def person_tip(one: Registered) -> str:
    """Return all a row knows of somebody."""
    return "\n".join(part for part in (one.attendee.name, one.attendee.team, one.attendee.email, standing(one)) if part)


def team(person: Attendee) -> str:
    """Return somebody's team."""
    return person.team or ""


def added(count: int, session: Session) -> str:
    """Say who was registered."""
    return say_count(
        N_("{count} person is registered for {session}."),
        N_("{count} people are registered for {session}."),
        count,
        session=session.name,
    )


def taken_off(count: int, session: Session) -> str:
    """Say who was taken off."""
    return say_count(
        N_("{count} person is off the list of {session}."),
        N_("{count} people are off the list of {session}."),
        count,
        session=session.name,
    )


def moved(count: int, session: Session) -> str:
    """Say who was moved where."""
    return say_count(
        N_("{count} person moved to {session}."), N_("{count} people moved to {session}."), count, session=session.name
    )


def passed(session: Session, count: int) -> str:
    """Warn that there are more people than places."""
    return say(
        N_("{session} has {capacity} places and {count} people now."),
        session=session.name,
        capacity=session.capacity,
        count=count,
    )


def spread(done: Spread) -> str:
    """Say what a spread came to."""
    if not done.count and not done.left_over:
        return say(N_("Everybody is registered in this series already."))
    said = say_count(
        N_("{count} person registered over {sessions}."),
        N_("{count} people registered over {sessions}."),
        done.count,
        sessions=say_count(N_("{count} session"), N_("{count} sessions"), len(done.places)),
    )
    left = len(done.left_over)
    more = say_count(N_("{count} found no place."), N_("{count} found no place."), left) if left else ""
    return " ".join(part for part in (said, more) if part)


def make(count: int) -> str:
    """Return the words on the button that makes a series."""
    return say_count(N_("Make {count} session"), N_("Make {count} sessions"), count)


def made(sessions: Sequence[Session]) -> str:
    """Say what was made."""
    return say_count(N_("{count} session is planned."), N_("{count} sessions are planned."), len(sessions))


def clash(draft: Draft) -> str:
    """Return what stands in the way of a session, or is worth knowing."""
    if draft.clash is None:
        return ""
    said = {
        Clash.NAME_TAKEN: N_("{other} is there already"),
        Clash.ROOM_TAKEN: N_("{other} is in this room then"),
        Clash.PAST: N_("this is over already"),
    }
    return say(said[draft.clash], other=draft.other or "")


def clashes(made: Sequence[Draft]) -> str:
    """Return in one line which of these stand in somebody's way, the first ones by name."""
    said = [f"{one.name}: {clash(one)}" for one in made if one.clash]
    return " · ".join(said[:_CLASHES_SAID]) + (" ·…" if len(said) > _CLASHES_SAID else "")


def more_on_day(count: int) -> str:
    """Return what a day of the calendar says of sessions it has no place for."""
    return say_count(N_("+{count} more"), N_("+{count} more"), count)


def day_said(on: date, sessions: Sequence[Session]) -> str:
    """Return what a screen reader says of a day."""
    listed = ", ".join(f"{clock(one.starts_at, one.zone)} {one.name}" for one in sessions)
    named = say(N_("{weekday} {day}"), weekday=say(WEEKDAYS[on.weekday()]), day=day(on))
    return f"{named}: {listed}" if listed else named


def take_in(report: ImportReport) -> str:
    """Return the words on the button that writes a plan."""
    if report.added:
        return say_count(N_("Take in {count} session"), N_("Take in {count} sessions"), report.added)
    return say_count(N_("Update {count} session"), N_("Update {count} sessions"), report.updated)


def counts(report: ImportReport) -> str:
    """Return what would become of the sessions in the file."""
    parts = [
        say_count(N_("{count} new"), N_("{count} new"), report.added),
        say_count(N_("{count} changed"), N_("{count} changed"), report.updated) if report.updated else "",
        say_count(N_("{count} as before"), N_("{count} as before"), report.unchanged) if report.unchanged else "",
    ]
    return " · ".join(part for part in parts if part)


def line(number: int) -> str:
    """Return where in a file something stands."""
    return say(N_("line {line}"), line=number)


def taken(report: ImportReport) -> str:
    """Return what was done, once it is written."""
    return counts(report) + "."
