"""What the paper roster says: on the paper itself, in its panel, and when its times are written back in."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.check_in import Outcome
from trainer_app.domain.paper_roster import PaperTrouble, TakenBack
from trainer_app.domain.session import Session
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import clock, day, weekday_and_clock

SENTENCES: Final[dict[Enum, str]] = {
    PaperTrouble.NOTHING_WRITTEN: N_("Type the short code or the name, then the time: 4K7QR 1402."),
    PaperTrouble.TIME_MISSING: N_("{name}: type the time from the paper as well, as 1402 or 14:02."),
    PaperTrouble.NOT_A_TIME: N_("“{text}” is no time of a day. Type it as 1402 or 14:02."),
    PaperTrouble.NO_SUCH_MOMENT: N_(
        "There was no {clock} on that day: the clocks went forward. Look at the paper again."
    ),
    PaperTrouble.OTHER_DAY: N_(
        "{clock} is too far from {session} on {day}. Look at the time, and whether this is the right session."
    ),
    PaperTrouble.NOT_YET: N_("{clock} on {day} is still to come. Look at the time on the paper."),
    PaperTrouble.UNKNOWN_CODE: N_("Nobody has the short code {short}. Read it again, or type the name."),
}

TITLE: Final = N_("Paper roster")
PRINT: Final = N_("Print")
WRITE_IN: Final = N_("Write its times in")
SESSION: Final = N_("Session")
EVERYBODY: Final = N_("Everybody, without a session")
PAPER: Final = N_("Paper")
SIGNATURE: Final = N_("A place to sign")
EMPTY_LINES: Final = N_("Empty lines for walk-ins")
SAVE: Final = N_("Save as PDF…")
SAVE_TITLE: Final = N_("Save paper roster")
FILE_NAME: Final = N_("Roster")
CLOSE: Final = N_("Back")
OPEN_FOLDER: Final = N_("Open folder")
MAKING: Final = N_("Drawing the roster…")
PREVIEW: Final = N_("How a page will look")
PREVIOUS: Final = N_("Previous page")
NEXT: Final = N_("Next page")
NOBODY: Final = N_("Nobody on this list yet")
NOBODY_YET: Final = N_("Add people, or register them for this session.")
PAGE: Final = N_("Page {page} of {pages}")

HEAD_NUMBER: Final = N_("No.")
HEAD_NAME: Final = N_("Name")
HEAD_TEAM: Final = N_("Team")
HEAD_CODE: Final = N_("Code")
HEAD_HERE: Final = N_("Here")
HEAD_TIME: Final = N_("Time")
HEAD_SIGNATURE: Final = N_("Signature")
HOW_TO: Final = N_(
    "Tick the box and write the time when somebody arrives. Who is not on the list goes on the empty lines "
    "at the end. Afterwards, type code and time back in under Paper roster."
)

CODE_AND_TIME: Final = N_("Code or name, and time")
EXAMPLE: Final = N_("4K7QR 1402")
TAKE: Final = N_("Take")
TAKE_AS_GUEST: Final = N_("Take as a guest")
HOW_TO_WRITE: Final = N_("Type a line as it stands on the paper and press Enter. Ctrl+Z takes the last one back.")
NO_SESSION: Final = N_("No session yet")
NO_SESSION_YET: Final = N_("Plan a session first; times belong to one.")
TAKEN_NOW: Final = N_("Written in now")
NONE_TAKEN: Final = N_("Nothing written in yet")


def session_line(session: Session) -> str:
    """Return a session's name and when it is, for a menu."""
    when = weekday_and_clock(
        session.starts_at, session.zone, near=session.starts_at.replace(year=session.starts_at.year - 1, day=1)
    )
    return f"{session.name} · {when}"


def facts(session: Session) -> str:
    """Return when and where, for the head of the paper."""
    starts, ends = clock(session.starts_at, session.zone), clock(session.ends_at, session.zone)
    on = session.starts_at.astimezone(ZoneInfo(session.zone)).date()
    parts = (day(on, year=0), f"{starts}\u2013{ends}", session.room or "")
    return " · ".join(part for part in parts if part)


def people(count: int) -> str:
    """Return how many people are on the list."""
    return say_count(N_("{count} person"), N_("{count} people"), count)


def how_many(count: int, pages: int) -> str:
    """Return how many people will be printed on how many pages."""
    on = say_count(N_("{count} page"), N_("{count} pages"), pages)
    return say_count(N_("{count} person on {pages}"), N_("{count} people on {pages}"), count, pages=on)


def saved(file: str) -> str:
    """Return what was written."""
    return say(N_("The roster is in {file}."), file=file)


def headline(taken: TakenBack) -> str:
    """Return what became of a line, in two or three words."""
    return say(_HEADLINES[taken.result.outcome])


def line(taken: TakenBack) -> str:
    """Return the one sentence under it."""
    result, zone = taken.result, taken.result.session.zone
    written = clock(taken.at, zone)
    if result.outcome is Outcome.ALREADY_IN and result.check_in:
        return _already(written, clock(result.check_in.at, zone), result.check_in.at, taken.at)
    if result.outcome is Outcome.CHECKED_IN:
        return say(N_("came at {clock}, as the paper says"), clock=written)
    there = ", ".join(one.name for one in result.registered_for)
    return say(_DOUBTS[result.outcome], sessions=there, clock=written)


def _already(written: str, known: str, known_at: datetime, at: datetime) -> str:
    if abs((known_at - at).total_seconds()) < 60:  # noqa: PLR2004 - a minute, as on the paper
        return say(N_("came at {clock}; this was written in before"), clock=known)
    return say(N_("since {known}; the paper says {clock}. Nothing was changed."), known=known, clock=written)


_HEADLINES: Final = {
    Outcome.CHECKED_IN: N_("Checked in"),
    Outcome.ALREADY_IN: N_("Already in"),
    Outcome.WRONG_SESSION: N_("Registered for another session"),
    Outcome.NOT_REGISTERED: N_("Not registered"),
    Outcome.NOT_ON_ROSTER: N_("Not on the roster"),
    Outcome.SESSION_CLOSED: N_("Doors closed"),
    Outcome.FULL: N_("Session full"),
    Outcome.UNKNOWN_BADGE: N_("Unknown badge"),
}
_DOUBTS: Final = {
    Outcome.WRONG_SESSION: N_(
        "They are expected in {sessions}. If they were here at {clock} all the same, take them as a guest."
    ),
    Outcome.NOT_REGISTERED: N_(
        "In no session of this series. If they were here at {clock} all the same, take them as a guest."
    ),
    Outcome.NOT_ON_ROSTER: N_("Add this person on the People page first."),
    Outcome.SESSION_CLOSED: N_("The doors are closed."),
    Outcome.FULL: N_("Every place is taken."),
    Outcome.UNKNOWN_BADGE: N_("This is not one of our codes."),
}
