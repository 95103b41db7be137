"""Repeating one content: which days a pattern means, the sessions it makes, and what stands in their way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import islice
from zoneinfo import ZoneInfo

from trainer_app.domain.session import Session, series_stem

WORKING_DAYS = frozenset(range(5))
_LONGEST_DAYS = 366 * 3


@dataclass(frozen=True, slots=True)
class Repeat:
    """What is to be made: so many sessions of one content at one time of day in the zone of the room.

    `weekdays` count from 0, Monday; the first session is on `first` or on the next such day.
    `dates` are picked days; where there are any, they hold instead of the weekdays and the count.
    """

    stem: str
    first: date
    at: time
    minutes: int
    zone: str
    weekdays: frozenset[int] = WORKING_DAYS
    count: int = 2
    dates: tuple[date, ...] = ()
    room: str | None = None


class Clash(Enum):
    """Why a session cannot, or had better not, be made as it stands."""

    NAME_TAKEN = "name"
    ROOM_TAKEN = "room"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Draft:
    """One session that would be made; `clash` with `other`, the name of the session in the way."""

    name: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    room: str | None = None
    clash: Clash | None = None
    other: str | None = None


def days_of(repeat: Repeat) -> list[date]:
    """Return the days of a pattern in order, each once."""
    if repeat.dates:
        return sorted(set(repeat.dates))
    return list(islice(_fitting(repeat.first, repeat.weekdays), repeat.count))


def drafts(repeat: Repeat, standing: Sequence[Session], *, now: datetime) -> list[Draft]:
    """Return the sessions of a pattern in order, numbered after those of the same stem, clashes marked.

    The time of day is the room's own, so it stays the same across a change of clocks; the length is true minutes.
    """
    number = next_number(repeat.stem, [one.name for one in standing])
    made = []
    for at, on in enumerate(days_of(repeat)):
        starts = datetime.combine(on, repeat.at, tzinfo=ZoneInfo(repeat.zone)).astimezone(UTC)
        ends = starts + timedelta(minutes=repeat.minutes)
        name = f"{' '.join(repeat.stem.split())} {number + at}"
        made.append(_weighed(Draft(name, starts, ends, repeat.zone, repeat.room), standing, now))
    return made


def next_number(stem: str, names: Iterable[str]) -> int:
    """Return the number after the highest one a session of this stem has, 1 where there is none."""
    wanted = _folded(stem)
    taken = [_number(name) for name in names if _folded(series_stem(name) or "") == wanted]
    return max(taken, default=0) + 1


def stem_of(session: Session) -> str:
    """Return what the sessions that repeat this one are called, without a number."""
    return series_stem(session.name) or session.name


def overlapping(draft: Draft, standing: Iterable[Session]) -> Session | None:
    """Return a session in the same room at the same time."""
    if not draft.room:
        return None
    room = _folded(draft.room)
    for one in standing:
        at_once = one.starts_at < draft.ends_at and draft.starts_at < one.ends_at
        if at_once and one.room and _folded(one.room) == room:
            return one
    return None


def _weighed(draft: Draft, standing: Sequence[Session], now: datetime) -> Draft:
    same = next((one for one in standing if _folded(one.name) == _folded(draft.name)), None)
    there = overlapping(draft, standing)
    if same:
        return _clashing(draft, Clash.NAME_TAKEN, same.name)
    if there:
        return _clashing(draft, Clash.ROOM_TAKEN, there.name)
    return _clashing(draft, Clash.PAST, None) if draft.ends_at <= now else draft


def _clashing(draft: Draft, clash: Clash, other: str | None) -> Draft:
    return Draft(draft.name, draft.starts_at, draft.ends_at, draft.zone, draft.room, clash, other)


def _fitting(first: date, weekdays: Collection[int]) -> Iterator[date]:
    for ahead in range(_LONGEST_DAYS):
        day = first + timedelta(days=ahead)
        if day.weekday() in weekdays:
            yield day


def _number(name: str) -> int:
    digits = name.strip()[len(series_stem(name) or "") :].lstrip(" #._-\t")
    return int(digits) if digits.isdigit() else 0


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
