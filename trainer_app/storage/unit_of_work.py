"""One transaction and the subjects it reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import Connection

from trainer_app.domain.changes import Changes, Deed, Desk, Topic
from trainer_app.storage.access import Access
from trainer_app.storage.activity import ActivityLog
from trainer_app.storage.attendance import Attendance
from trainer_app.storage.carrying import Carrying
from trainer_app.storage.completions import Completions
from trainer_app.storage.floor import FloorRows
from trainer_app.storage.follow_ups import FollowUpRows
from trainer_app.storage.forgetting import Forgetting
from trainer_app.storage.merges import Merges
from trainer_app.storage.people import People
from trainer_app.storage.phones import Phones
from trainer_app.storage.programs import Programs
from trainer_app.storage.sessions import Sessions
from trainer_app.storage.tickets import Tickets
from trainer_app.storage.usage import Usage


class Reading:
    """A consistent view of the data, one attribute per subject."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    @cached_property
    def activity(self) -> ActivityLog:
        """Who did what: the audit trail and cursor."""
        return ActivityLog(self.db)

    @cached_property
    def programs(self) -> Programs:
        """The program of this file and its checklists."""
        return Programs(self.db)

    @cached_property
    def people(self) -> People:
        """Attendees, teams, aliases and badges."""
        return People(self.db)

    @cached_property
    def sessions(self) -> Sessions:
        """Training sessions, series, phases and registrations."""
        return Sessions(self.db)

    @cached_property
    def attendance(self) -> Attendance:
        """Check-ins and the attempts log."""
        return Attendance(self.db)

    @cached_property
    def completions(self) -> Completions:
        """First hands-on completions and confidence."""
        return Completions(self.db)

    @cached_property
    def access(self) -> Access:
        """Access grants."""
        return Access(self.db)

    @cached_property
    def floor(self) -> FloorRows:
        """Step marks, silent questions and fixes shown."""
        return FloorRows(self.db)

    @cached_property
    def tickets(self) -> Tickets:
        """Help tickets and their stages."""
        return Tickets(self.db)

    @cached_property
    def phones(self) -> Phones:
        """Phones, the first answers to what they asked, and exit tickets."""
        return Phones(self.db)

    @cached_property
    def usage(self) -> Usage:
        """Usage imports and the units of every day."""
        return Usage(self.db)

    @cached_property
    def follow_ups(self) -> FollowUpRows:
        """What was agreed about people, and their answers at a revisit."""
        return FollowUpRows(self.db)

    @cached_property
    def carrying(self) -> Carrying:
        """What was done in a session, moved with a check-in."""
        return Carrying(self.db)

    @cached_property
    def forgetting(self) -> Forgetting:
        """All that is held about people, and who was forgotten."""
        return Forgetting(self.db)

    @cached_property
    def merges(self) -> Merges:
        """Two entries of the roster made one."""
        return Merges(self.db)


class Writing(Reading):
    """A transaction that changes something, and the record of what it changed."""

    def __init__(self, db: Connection) -> None:
        super().__init__(db)
        self._topics: set[Topic] = set()
        self._sessions: set[UUID | None] = set()
        self._attendees: set[UUID | None] = set()
        self._cursor = self._lines = 0

    @contextmanager
    def part(self) -> Iterator[None]:
        """Write something that is kept with the rest, or leaves nothing behind where it fails."""
        before = (set(self._topics), set(self._sessions), set(self._attendees))
        count = (self._cursor, self._lines)
        try:
            with self.db.begin_nested():
                yield
        except BaseException:
            self._topics, self._sessions, self._attendees = before
            self._cursor, self._lines = count
            raise

    def record(self, deed: Deed, *, at: datetime, desk: Desk, undoes: int | None = None) -> int:
        """Write one activity row and return its cursor; the feed hears of it after the commit."""
        self._cursor = self.activity.add(deed, at=at, desk=desk, undoes=undoes)
        self._lines += 1
        self._topics.add(deed.topic)
        self._sessions.add(deed.session_id)
        self._attendees.add(deed.attendee_id)
        return self._cursor

    def also(self, *topics: Topic) -> None:
        """Say that screens of these topics are stale as well."""
        self._topics.update(topics)

    def touch(self, *attendees: UUID) -> None:
        """Say that these people's rows changed as well."""
        self._attendees.update(attendees)

    def changes(self) -> Changes | None:
        """Return what was recorded, None where nothing was."""
        if not self._topics:
            return None
        one = next(iter(self._sessions)) if len(self._sessions) == 1 else None
        known = None not in self._attendees
        people = frozenset(a for a in self._attendees if a is not None) if known else frozenset()
        return Changes(self._cursor, frozenset(self._topics), one, people, self._lines)
