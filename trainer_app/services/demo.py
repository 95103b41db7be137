"""Makes the demo rollout: walks its story through the real services, up to a session that is running now."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.changes import Desk
from trainer_app.domain.session import Session, SessionKind
from trainer_app.services.context import Context
from trainer_app.services.demo_session import FACILITATOR, DemoSession, Event
from trainer_app.services.demo_story import PAST_SESSIONS, Character, Fate, cast
from trainer_app.services.people import PeopleService
from trainer_app.services.people_import import PeopleImportService
from trainer_app.services.programs import ProgramService
from trainer_app.services.sessions import SessionPlan, SessionService
from trainer_app.services.usage_import import UsageImportService

PROGRAM = "Command-line assistant rollout"
ORGANIZER = Desk("Organizer", "office laptop")
SERIES = "Hands-on"
_LENGTH = timedelta(minutes=120)
_RUNNING_FOR = timedelta(minutes=48)  # the session of today began this long ago: 15 of talk, then hands-on
_BEGUN_WEEKS_AGO = 15  # a week before the first talk
_KEYS_WEEKS_AGO = 10
_USAGE_CAME_AGO = timedelta(hours=3)
_DAYS_KNOWN = 1  # the usage export ends yesterday


@dataclass(slots=True)
class StoryClock:
    """The clock of the story: it stands where the story is."""

    at: datetime

    def __call__(self) -> datetime:
        """Return the moment of the story."""
        return self.at


class DemoMaker:
    """Tells the story in the order of time, through the same services everybody uses."""

    def __init__(self, context: Context, clock: StoryClock, *, timezone: str, seed: int) -> None:
        self._context = context
        self._clock = clock
        self._now = clock.at.replace(second=0, microsecond=0)
        self._timezone = timezone
        self._random = Random(seed)  # noqa: S311 - a story, not a secret
        self._people = cast(self._random)
        self._sessions = SessionService(context)

    def make(self) -> Session:
        """Write the whole rollout and return the session that is running now.

        Raises:
            Refused: the data file holds a program already.
            StorageDown: the file cannot be written.
        """
        self._clock.at = self._now - timedelta(weeks=_BEGUN_WEEKS_AGO)
        ProgramService(self._context).create(name=PROGRAM, timezone=self._timezone, desk=ORGANIZER)
        with tempfile.TemporaryDirectory() as folder:
            self._import_people(Path(folder) / "people.csv")
            sessions = self._plan()
            people = {one.email: one.id for one in PeopleService(self._context).everyone() if one.email}
            self._register(sessions, people)
            usage = partial(self._import_usage, Path(folder) / "usage.csv", sessions)
            events = [*self._events(sessions, people), Event(self._now - _USAGE_CAME_AGO, usage)]
            for event in sorted(events, key=lambda one: one.at):
                self._clock.at = event.at
                event.act()
        self._clock.at = self._now
        return self._sessions.get(sessions[f"{SERIES} {PAST_SESSIONS + 1}"].id)

    def _import_people(self, path: Path) -> None:
        granted = self._day(weeks=_KEYS_WEEKS_AGO)
        header = ("Name", "Email", "Team", "System", "API key ID", "Access granted")
        rows = [(p.name, p.email, p.team, p.system.value, p.key, granted.isoformat()) for p in self._people]
        _write_csv(path, header, rows)
        PeopleImportService(self._context).import_file(path, desk=ORGANIZER)

    def _plan(self) -> dict[str, Session]:
        plans = [
            *(self._talk(number, weeks) for number, weeks in enumerate((14, 13, 12, 11), start=1)),
            *(self._hands_on(number, self._start(weeks=9, days=number)) for number in range(1, PAST_SESSIONS + 1)),
            self._hands_on(PAST_SESSIONS + 1, self._now - _RUNNING_FOR),
            self._hands_on(PAST_SESSIONS + 2, self._start(weeks=0, days=1)),
        ]
        return {one.name: one for one in self._sessions.create(plans, desk=ORGANIZER)}

    def _talk(self, number: int, weeks: int) -> SessionPlan:
        begin = self._start(weeks=weeks, days=0)
        return SessionPlan(
            f"Why it matters {number}",
            SessionKind.AWARENESS,
            begin,
            begin + timedelta(minutes=45),
            self._timezone,
            room="Hall",
            facilitator=FACILITATOR.author,
            series="Why it matters",
        )

    def _hands_on(self, number: int, begin: datetime) -> SessionPlan:
        return SessionPlan(
            f"{SERIES} {number}",
            SessionKind.HANDS_ON,
            begin,
            begin + _LENGTH,
            self._timezone,
            room="Room 2",
            capacity=16,
            facilitator=FACILITATOR.author,
            helpers=("Mei", "Jonas", "Amara"),
            series=SERIES,
        )

    def _register(self, sessions: dict[str, Session], people: dict[str, UUID]) -> None:
        for number in range(1, PAST_SESSIONS + 3):
            session = sessions[f"{SERIES} {number}"]
            coming = [people[one.email] for one in self._people if one.session == number]
            if number == PAST_SESSIONS + 2:
                coming = [people[one.email] for one in self._people if one.fate is Fate.NEVER_CAME]
            self._sessions.register(session.id, coming, desk=ORGANIZER)

    def _events(self, sessions: dict[str, Session], people: dict[str, UUID]) -> Iterator[Event]:
        for session in sessions.values():
            if session.starts_at > self._now:
                continue
            number = int(session.name.split()[-1])
            hands_on = session.kind is SessionKind.HANDS_ON
            coming = [one for one in self._people if (one.session == number if hands_on else self._listens())]
            told = DemoSession(self._context, session, self._random, self._now)
            yield from told.events([(people[one.email], one) for one in coming])

    def _listens(self) -> bool:
        return self._random.random() < 0.44  # noqa: PLR2004 - about nine in ten hear one of the four talks

    def _import_usage(self, path: Path, sessions: dict[str, Session]) -> None:
        last = self._now.astimezone(UTC).date() - timedelta(days=_DAYS_KNOWN)
        first = self._day(weeks=_KEYS_WEEKS_AGO) - timedelta(days=3)
        used = {day: list(keys) for day, keys in self._usage(sessions, last).items()}
        header = ("start_time", "end_time", "start_time_iso", "end_time_iso", "project_id", "num_model_requests")
        _write_csv(path, (*header, "api_key_id"), _buckets(first, last, used))
        UsageImportService(self._context).import_file(path, desk=ORGANIZER)

    def _usage(self, sessions: dict[str, Session], last: date) -> dict[date, list[tuple[str, int]]]:
        used: dict[date, list[tuple[str, int]]] = {}
        for one in self._people:
            for day in sorted(set(self._active_days(one, sessions, last))):
                used.setdefault(day, []).append((one.key, self._random.randint(1, 24)))
        return used

    def _active_days(self, one: Character, sessions: dict[str, Session], last: date) -> Iterator[date]:
        trained = sessions[f"{SERIES} {one.session}"].starts_at.date() if one.session else None
        granted = self._day(weeks=_KEYS_WEEKS_AGO)
        if one.explored:
            yield from (granted + timedelta(days=self._random.randint(0, 4)) for _ in range(2))
        if trained is None or one.fate is Fate.TODAY:
            return
        if one.fate is not Fate.NOT_COMPLETED:
            yield trained
        for offset in self._offsets(one.fate, (last - trained).days):
            yield trained + timedelta(days=offset)

    def _offsets(self, fate: Fate, known: int) -> list[int]:
        """Return the days after training on which somebody of this fate used the tool."""
        random = self._random
        if fate is Fate.CONTINUED:
            return [day for day in range(3, known + 1) if random.random() < 0.3] + [4, 12, known - 3]  # noqa: PLR2004
        if fate is Fate.LAPSED:
            return [4, 11, 18, 5 + random.randint(0, 5)]
        if fate is Fate.RETURNED:
            return [known - random.randint(2, 6)]
        if fate is Fate.STOPPED:
            return [3 + random.randint(0, 2)]
        return []

    def _day(self, *, weeks: int) -> date:
        return self._now.astimezone(ZoneInfo(self._timezone)).date() - timedelta(weeks=weeks)

    def _start(self, *, weeks: int, days: int) -> datetime:
        """Return ten in the morning, in the program's zone, so many weeks before and days after today."""
        day = self._day(weeks=weeks) + timedelta(days=days)
        return datetime.combine(day, time(10), ZoneInfo(self._timezone)).astimezone(UTC)


def _buckets(first: date, last: date, used: dict[date, list[tuple[str, int]]]) -> Iterator[tuple[object, ...]]:
    """Return the rows of a daily usage export: a bucket without use is a row with its times alone."""
    for number in range((last - first).days + 1):
        day = datetime.combine(first + timedelta(days=number), time(), UTC)
        end = day + timedelta(days=1)
        bucket = (int(day.timestamp()), int(end.timestamp()), day.isoformat(), end.isoformat())
        keys = used.get(day.date(), [])
        if not keys:
            yield (*bucket, "", "", "")
        for key, requests in keys:
            yield (*bucket, "proj_demo", f"{requests}.0", key)


def _write_csv(path: Path, header: tuple[str, ...], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
