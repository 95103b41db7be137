"""Following up: when to look again, what became of the tool by then, and what was agreed with whom.

Revisits at 30, 60, 90 and 180 days after training: somebody is alive at h with an active day among the
28 days up to D+h. At 90 and 180 days people are asked; their answers come from closed lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TypedDict
from uuid import UUID

from trainer_app.domain.adoption import Assessment, State
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


class FollowUpTrouble(Enum):
    """Why something about following up was refused."""

    NOBODY = "nobody was marked"
    NOT_ASKED = "nobody is asked at this revisit"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was agreed about one person in one state; it rests while they are in another.

    `next_step` stands instead of the suggested one. `reason` is why they stopped, as they said. Days are
    local ones of the program.
    """

    attendee_id: UUID
    state: State
    owner: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    next_step: str | None = None
    note: str | None = None
    reason: Why | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is agreed at all."""
        return self == FollowUp(self.attendee_id, self.state)

    def is_done(self, as_of: date) -> bool:
        """Tell whether it was done by the end of this day."""
        return self.done_on is not None and self.done_on <= as_of

    def is_due(self, as_of: date) -> bool:
        """Tell whether it is due by the end of this day and not done."""
        return self.due_on is not None and self.due_on <= as_of and not self.is_done(as_of)


class Agreed(TypedDict, total=False):
    """What of a follow-up is to be written; what is left out stays as it is."""

    owner: str | None
    due_on: date | None
    done_on: date | None
    next_step: str | None
    note: str | None
    reason: Why | None


FollowUps = Mapping[tuple[UUID, State], FollowUp]
Answers = Mapping[tuple[UUID, int], RevisitAnswer]


def due(people: Iterable[Assessment], agreed: FollowUps, *, as_of: date) -> list[tuple[Assessment, FollowUp]]:
    """Return whom to follow up by this day in the state they are in now, the longest due first."""
    found = [
        (person, one)
        for person in people
        if (one := agreed.get((person.attendee_id, person.state))) and one.is_due(as_of)
    ]
    return sorted(found, key=lambda pair: (pair[1].due_on or as_of, pair[0].name))


def due_revisits(person: Assessment, answers: Answers) -> list[Revisit]:
    """Return the revisits whose day has come: the ones people are asked at, else the latest alone.

    One that was answered stays, so that the answer can be read and mended.
    """
    come = [one for one in revisits(person) if one.due_on <= person.as_of]
    return [
        one
        for one in come
        if one.after_days in ASKED_AT or one is come[-1] or (person.attendee_id, one.after_days) in answers
    ]


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
