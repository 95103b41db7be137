"""The first hands-on completion: when, in which session, what they made, how confident they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID


class Moment(Enum):
    """When a person was asked how confident they are."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Completion:
    """One person's first hands-on completion. Confidence is 1 to 5, None where nobody asked."""

    id: UUID
    attendee_id: UUID
    session_id: UUID
    at: datetime
    made: str | None = None
    confidence_before: int | None = None
    confidence_after: int | None = None
    witness: str | None = None


class CompletionTrouble(Enum):
    """Why a completion or a confidence was refused."""

    ALREADY = "the first hands-on completion is recorded already"
    NOT_IN_ROOM = "the person is not checked in to this session"
    BAD_CONFIDENCE = "confidence is a whole number from 1 to 5"
    GONE = "no completion is recorded for this person"
    WRONG_KIND = "a first hands-on is completed in a hands-on session or a clinic"
