"""What a write changed, who did it, and the topics a screen listens to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Desk:
    """Who acts and on which device: "Facilitator" at "front desk", or a helper on a phone."""

    author: str
    device: str


class Topic(Enum):
    """A part of the data a screen can show; it is told when that part has changed."""

    PROGRAM = "program"
    PEOPLE = "people"
    SESSIONS = "sessions"
    ATTENDANCE = "attendance"
    FLOOR = "floor"
    USAGE = "usage"
    FOLLOW_UP = "follow_up"
    PHONES = "phones"


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, to be recorded: `kind` names it, `detail` holds what its reversal needs."""

    topic: Topic
    kind: str
    session_id: UUID | None = None
    attendee_id: UUID | None = None
    subject_id: UUID | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed transaction changed.

    `cursor` is the last activity number written, the last of so many `lines`; `session_id` is set when
    one training session only is touched; `attendees` names the people whose rows changed, empty for
    "could be anyone".
    """

    cursor: int
    topics: frozenset[Topic]
    session_id: UUID | None = None
    attendees: frozenset[UUID] = frozenset()
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the audit trail: who did what, where and when, and whether it was reversed."""

    cursor: int
    at: datetime
    desk: Desk
    deed: Deed
    undoes: int | None = None
    undone_by: int | None = None
