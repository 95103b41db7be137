"""The cohort grid: one row per training session, one cell per week after it, who was active in it.

The training session is the cohort. A cell counts those seen active; it is whole only where the usage of
all its people covers all seven days, else it is drawn hatched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from trainer_app.domain.adoption import Assessment
from trainer_app.domain.adoption_numbers import NOT_TRIED
from trainer_app.domain.coverage import DayRange

WEEKS = 12
_WEEK = 7


@dataclass(frozen=True, slots=True)
class CohortCell:
    """One week after training, 1 for days D+1 to D+7: how many were `active`, of how many it is known."""

    week: int
    active: int
    covered: int
    of: int

    @property
    def is_whole(self) -> bool:
        """Tell whether the week is covered for everybody in the row."""
        return self.covered == self.of


@dataclass(frozen=True, slots=True)
class CohortRow:
    """The people whose training day came from one session, and who have tried."""

    session_id: UUID
    session_name: str
    training_day: date
    people: int
    cells: tuple[CohortCell, ...]


def cohort_grid(people: Iterable[Assessment]) -> tuple[CohortRow, ...]:
    """Return a row per training session, earliest first, with a cell for each of twelve weeks."""
    cohorts: defaultdict[UUID, list[Assessment]] = defaultdict(list)
    for person in people:
        if person.session_id and person.state not in NOT_TRIED:
            cohorts[person.session_id].append(person)
    rows = [_row(session_id, members) for session_id, members in cohorts.items()]
    return tuple(sorted(rows, key=lambda row: (row.training_day, row.session_name)))


def _row(session_id: UUID, members: Sequence[Assessment]) -> CohortRow:
    first = members[0]
    return CohortRow(
        session_id=session_id,
        session_name=first.session_name or "",
        training_day=_trained(first),
        people=len(members),
        cells=tuple(_cell(members, week) for week in range(1, WEEKS + 1)),
    )


def _cell(members: Sequence[Assessment], week: int) -> CohortCell:
    weeks = [(person, _days(_trained(person), week)) for person in members]
    return CohortCell(
        week=week,
        active=sum(any(days.first <= day <= days.last for day in person.active_after) for person, days in weeks),
        covered=sum(person.coverage.covers(days) for person, days in weeks),
        of=len(members),
    )


def _trained(person: Assessment) -> date:
    assert person.training_day is not None  # noqa: S101 - whoever has a session has its day
    return person.training_day


def _days(training_day: date, week: int) -> DayRange:
    last = training_day + timedelta(days=_WEEK * week)
    return DayRange(last - timedelta(days=_WEEK - 1), last)
