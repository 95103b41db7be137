"""Following up: when to look again, what became of the tool by then, and what was agreed with whom.

Revisits at 30, 60, 90 and 180 days after training: somebody is alive at h with an active day among the
28 days up to D+h. At 90 and 180 days people are asked; their answers come from closed lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from trainer_app.domain.adoption import Assessment
from trainer_app.domain.coverage import DayRange

REVISITS = (30, 60, 90, 180)
ASKED_AT = (90, 180)
_LOOK_BACK = timedelta(days=27)


class Alive(Enum):
    """Whether somebody still used it around a revisit."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Revisit:
    """One look back: `after_days` days after training, due on `due_on`."""

    after_days: int
    due_on: date
    alive: Alive


class Fate(Enum):
    """What became of the tool in somebody's work, asked at 90 and 180 days."""

    STILL_USED = "still_used"
    ABANDONED = "abandoned"
    REPLACED = "replaced"


class Why(Enum):
    """Why it was abandoned or replaced: the closed list."""

    ACCESS_LOST = "access_lost"
    ROLE_CHANGED = "role_changed"
    NO_SUITABLE_TASK = "no_suitable_task"
    QUALITY = "quality"
    TOO_SLOW = "too_slow"
    POLICY = "policy"
    OTHER_TOOL = "other_tool"
    NEVER_NEEDED = "never_needed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RevisitAnswer:
    """What a person said at a revisit. `text` is free: used for what, replaced by what, or more about why."""

    attendee_id: UUID
    after_days: int
    answered_on: date
    fate: Fate
    why: Why | None = None
    text: str = ""


def revisits(person: Assessment) -> tuple[Revisit, ...]:
    """Return every revisit of somebody who was trained, none for anybody else.

    It can be judged once usage up to the day itself is known; a hole in the 28 days before it hides a "no".
    """
    if person.training_day is None:
        return ()
    return tuple(_revisit(person, person.training_day + timedelta(days=days), days) for days in REVISITS)


def _revisit(person: Assessment, due_on: date, after_days: int) -> Revisit:
    if person.seen_until is None or person.seen_until < due_on:
        return Revisit(after_days, due_on, Alive.TOO_EARLY if person.as_of < due_on else Alive.UNKNOWN)
    look_back = DayRange(due_on - _LOOK_BACK, due_on)
    if any(look_back.first <= day <= look_back.last for day in person.active_after):
        return Revisit(after_days, due_on, Alive.YES)
    covered = person.coverage.covers(look_back)
    return Revisit(after_days, due_on, Alive.NO if covered else Alive.UNKNOWN)
