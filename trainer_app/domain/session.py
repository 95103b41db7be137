"""Training sessions: one gathering in a room, one of a series that repeats the same content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID


class SessionKind(Enum):
    """What a session is for: why it matters, the hands-on training, or follow-up help."""

    AWARENESS = "awareness"
    HANDS_ON = "hands_on"
    CLINIC = "clinic"


class Phase(Enum):
    """The part of a session that is running; step clocks run only in `HANDS_ON`."""

    PLANNED = "planned"
    DOORS = "doors"
    TALK = "talk"
    HANDS_ON = "hands_on"
    BREAK = "break"
    WRAP_UP = "wrap_up"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Session:
    """A training session. Times are aware UTC; `zone` is the IANA name of the room's zone.

    `capacity` None means no limit; `hard_capacity` refuses above it, otherwise it only warns.
    `number` of `of` is its place among the sessions of its series, by start time.
    """

    id: UUID
    name: str
    kind: SessionKind
    starts_at: datetime
    ends_at: datetime
    zone: str
    series: str | None = None
    number: int = 1
    of: int = 1
    room: str | None = None
    capacity: int | None = None
    hard_capacity: bool = False
    facilitator: str | None = None
    helpers: tuple[str, ...] = ()
    phase: Phase = Phase.PLANNED
    checklist_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """The session entered `phase` at `at`; it lasts until the next change."""

    phase: Phase
    at: datetime


class SessionTrouble(Enum):
    """Why something about a session was refused."""

    GONE = "this session is not in the program any more"
    NAME_MISSING = "a session needs a name"
    ENDS_BEFORE_START = "the session ends before it starts"
    NAME_TAKEN = "there is already a session of this name"
    NOT_FOUND = "no session of this name"
    SEVERAL_FOUND = "several sessions match this name"
    BAD_CAPACITY = "capacity must be a whole number above zero"
    PHASE_BACKWARDS = "an ended session must be reopened first"
    CHECKLIST_MISSING = "the session has no checklist"
    FULL = "more people than the session takes"
    HAS_BEGUN = "the session has begun, so this stays"
    HELD = "something happened in the session, so it stays"


def series_stem(name: str) -> str | None:
    """Return "Hands-on" for "Hands-on 3": what numbered sessions of one content have in common."""
    found = re.fullmatch(r"(.*[^\W\d])[\s#._-]*\d{1,3}", name.strip())
    return found.group(1) if found else None
