"""One person as the program knows them: a line of the roster, and all that happened to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from trainer_app.domain.access import AccessGrant
from trainer_app.domain.adoption import Assessment
from trainer_app.domain.attendee import Alias, Attendee
from trainer_app.domain.coverage import Coverage


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of the roster. `standing` is None for staff, whom no state is computed for."""

    person: Attendee
    sessions: int = 0
    hands_on: date | None = None
    standing: Assessment | None = None
    forgotten: bool = False

    @property
    def id(self) -> UUID:
        """Whose line it is."""
        return self.person.id

    @property
    def last_active(self) -> date | None:
        """The last day usage shows them active."""
        return self.standing.last_active if self.standing else None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody by name, as of a day in the program's zone."""

    rows: tuple[PersonRow, ...]
    as_of: date

    @property
    def teams(self) -> list[str]:
        """Every team somebody is in, by name."""
        return sorted({row.person.team for row in self.rows if row.person.team}, key=str.casefold)


class Happening(Enum):
    """What a line of somebody's timeline is about."""

    REGISTERED = "registered"
    CAME = "came"
    MOVED = "moved"
    STEPS = "steps"
    HELP = "help"
    COMPLETED = "completed"
    WAY_OUT = "way_out"
    ACCESS = "access"
    ACCESS_ENDED = "access_ended"
    FOLLOW_UP = "follow_up"
    REVISIT = "revisit"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing that happened: on a local day, at a time where one is known. The facts are its sentence's."""

    what: Happening
    on: date
    at: datetime | None = None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All that is known of one person; the timeline newest first. `active` are local days with use."""

    row: PersonRow
    zone: str
    as_of: date
    short_code: str | None
    aliases: tuple[Alias, ...]
    grants: tuple[AccessGrant, ...]
    timeline: tuple[TimelineLine, ...]
    active: frozenset[date]
    coverage: Coverage
