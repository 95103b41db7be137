"""The paper roster: who stands on it, and what a written line of it says when it is typed back in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.check_in import CheckInResult
from trainer_app.domain.session import Session

WALK_IN_LINES: Final = 10
EVENING: Final = timedelta(hours=3)  # how long before a session soon after midnight people come on the day before
NEAR: Final = timedelta(hours=12)  # of the session: whoever came earlier or later came to another one

_TIME: Final = re.compile(r"(?:(?P<hour>\d{1,2})\s*[:.h]\s*(?P<minute>\d{2})|(?P<both>\d{3,4}))")
_LAST_WORD: Final = re.compile(r"\s+(?=\S+$)")


class PaperTrouble(Enum):
    """Why a written line was not taken."""

    NOTHING_WRITTEN = "neither a code nor a name was typed"
    TIME_MISSING = "no time was typed"
    NOT_A_TIME = "this is no time of a day"
    NO_SUCH_MOMENT = "the clocks went forward over this time"
    OTHER_DAY = "the time is not near the session"
    NOT_YET = "the time lies ahead"
    UNKNOWN_CODE = "nobody has this short code"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person on the paper, with the number and the short code printed beside the name."""

    number: int
    attendee: Attendee
    short: str


@dataclass(frozen=True, slots=True)
class PaperRoster:
    """What is printed. `session` is None for a list of everybody."""

    session: Session | None
    lines: tuple[RosterLine, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """One line as it was typed: whom it means, and the hands of the clock; `clock` is "" where none was typed."""

    who: str
    clock: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of one written line; `at` is when the paper says they came, aware UTC."""

    result: CheckInResult
    at: datetime


def written(text: str) -> Written:
    """Return a typed line apart: "T7K3Q 1402" or "Mei Sato 14:02"; without a time, all of it names somebody.

    A short code alone ("24785") is never taken for a time, as it has five characters.
    """
    line = " ".join(text.split())
    parts = _LAST_WORD.split(line)
    if len(parts) > 1 and _TIME.fullmatch(parts[-1]):
        return Written(parts[0], parts[-1])
    return Written(line, "")


def clock_time(text: str) -> time | None:
    """Return 14:02 for "1402", "14:02", "14.02", "9h05" or "905"; None for what is no time of a day."""
    found = _TIME.fullmatch("".join(text.split()))
    if found is None:
        return None
    both = found["both"]
    hour, minute = (both[:-2], both[-2:]) if both else (found["hour"], found["minute"])
    hours, minutes = int(hour), int(minute)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None  # noqa: PLR2004 - a day and an hour


def moment(session: Session, on_paper: time) -> tuple[datetime, ...]:
    """Return every instant this time of day can mean on the day the session began there, and on the day it ended.

    The evening before is among them where people can have come to the session then, and both readings where the
    clocks go back over it, in the session's own zone.
    """
    first = day_of(session)
    last = session.ends_at.astimezone(ZoneInfo(session.zone)).date()
    before = _readings(session, first - timedelta(days=1), on_paper)
    evening = (one for one in before if session.starts_at - one <= EVENING)
    return (*evening, *(one for day in dict.fromkeys((first, last)) for one in _readings(session, day, on_paper)))


def _readings(session: Session, day: date, on_paper: time) -> tuple[datetime, ...]:
    zone = ZoneInfo(session.zone)
    return tuple(datetime.combine(day, on_paper, tzinfo=zone).replace(fold=fold) for fold in (0, 1))


def day_of(session: Session) -> date:
    """Return the day the session begins, in its own zone."""
    return session.starts_at.astimezone(ZoneInfo(session.zone)).date()


def is_near(session: Session, at: datetime) -> bool:
    """Whether somebody who came at this time can have come to this session."""
    return session.starts_at - NEAR <= at <= session.ends_at + NEAR
