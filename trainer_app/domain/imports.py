"""What was read from a person's file, before anything is written: people, sessions, attendance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from trainer_app.domain.attendee import AliasKind, Role, System
from trainer_app.domain.import_codes import Layout, Meaning
from trainer_app.domain.session import SessionKind


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was not taken: its number in the file (from 1) and why. Facts fill the sentence.

    `who` is the name the line gives, "" where it cannot be read.
    """

    line: int
    code: Enum
    facts: Mapping[str, object] = field(default_factory=dict)
    who: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to know about the file as a whole; `facts` may hold `lines`, a tuple of line numbers."""

    code: Enum
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file, in its order: the header as written (a letter where there is none).

    `samples` are the first few different cells below it; a secret is never among them.
    """

    header: str
    meaning: Meaning
    samples: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person of a roster, from one or several lines. E-mail is trimmed, as written.

    `aliases` are the other ways files name this person; `sessions` are names of sessions they are
    registered for. `granted_on` and `provider` tell about the access whose id is the KEY or LOGIN alias.
    `named` is False where no line gives a name and one was made from the e-mail address or login.
    """

    lines: tuple[int, ...]
    name: str
    email: str | None = None
    team: str | None = None
    system: System | None = None
    role: Role = Role.ATTENDEE
    aliases: tuple[tuple[AliasKind, str], ...] = ()
    granted_on: date | None = None
    provider: str | None = None
    sessions: tuple[str, ...] = ()
    named: bool = True

    def aliases_of(self, *kinds: AliasKind) -> tuple[str, ...]:
        """Return the texts of the aliases of these kinds."""
        return tuple(text for kind, text in self.aliases if kind in kinds)


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What a file says about people.

    `rows` counts the data rows seen, taken or not. `encoding` is a codec's name, or "xlsx" or "ods";
    `delimiter` is None where a file has none.
    """

    understood_as: Layout
    columns: tuple[Column, ...]
    rows: int
    people: tuple[RosterPerson, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warned, ...]
    encoding: str
    delimiter: str | None


@dataclass(frozen=True, slots=True)
class SheetSession:
    """One planned session. Times are aware UTC; `zone` is the IANA name they were meant in."""

    line: int
    name: str
    kind: SessionKind
    starts_at: datetime
    ends_at: datetime
    zone: str
    room: str | None = None
    capacity: int | None = None
    facilitator: str | None = None
    helpers: tuple[str, ...] = ()
    series: str | None = None


@dataclass(frozen=True, slots=True)
class SessionsFile:
    """What a file says about sessions; `rows` counts the data rows seen, taken or not."""

    understood_as: Layout
    columns: tuple[Column, ...]
    rows: int
    sessions: tuple[SheetSession, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """Somebody was there. Times are aware UTC; None means the file does not say.

    `email` or `name` is set, or both. `session` None: the caller says which session the file is about.
    Confidences are whole numbers from 1 to 5.
    """

    line: int
    email: str | None = None
    name: str | None = None
    session: str | None = None
    checked_in_at: datetime | None = None
    completed_at: datetime | None = None
    made: str | None = None
    confidence_before: int | None = None
    confidence_after: int | None = None


@dataclass(frozen=True, slots=True)
class AttendanceFile:
    """What a file says about who was there; `rows` counts the data rows seen, taken or not."""

    understood_as: Layout
    columns: tuple[Column, ...]
    rows: int
    entries: tuple[AttendanceLine, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warned, ...]
