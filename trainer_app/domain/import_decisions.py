"""People of a file who may be somebody on the roster: who is doubtful, and what a person decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.imports import RosterPerson


class Choice(Enum):
    """What somebody of the file is to be."""

    SAME = "same"
    TWO = "two"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was chosen; `attendee_id` is the person of the roster they are the same as."""

    choice: Choice
    attendee_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody of the file, and whom of the roster they could be. `line` is their first line, `code` the reason.

    `decision` is what holds now: a person's, or what would be done without one.
    """

    line: int
    person: RosterPerson
    others: tuple[Attendee, ...]
    code: Enum
    decision: Decision


class FileKind(Enum):
    """Another kind of file than a roster, chosen where people were wanted."""

    USAGE = "usage"
    SESSIONS = "sessions"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell how far the work is, as (done, of), and whom to ask whether to stop."""

    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
