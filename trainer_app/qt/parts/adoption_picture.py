"""All the Adoption page shows of one day, put into words on a worker thread before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from trainer_app.domain.adoption import Assessment, State
from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.cohort import CohortRow, cohort_grid
from trainer_app.domain.follow_up import ASKED_AT, FollowUp, Revisit, RevisitAnswer, due, due_revisits
from trainer_app.services.follow_ups import Following, FollowUpService
from trainer_app.words import adoption, worksheet
from trainer_app.words import adoption_page as words
from trainer_app.words import follow_up_lists as lists

DUE: Final = "due"
REVISIT: Final = "revisit"
STATES: Final = (
    State.TRIED_ONCE,
    State.STOPPED,
    State.LAPSED,
    State.RETURNED,
    State.CONTINUING,
    State.NOT_COMPLETED,
    State.NEVER_ATTENDED,
    State.TOO_EARLY,
    State.UNKNOWN,
)
_STALE_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a working list, in words. `revisit` and `answer` are there in the list of revisits alone."""

    person: Assessment
    agreed: FollowUp
    reason: str
    next_step: str
    last_active: str
    due: str
    badges: str
    revisit: Revisit | None = None
    answer: RevisitAnswer | None = None

    @property
    def key(self) -> tuple[UUID, State, int]:
        """Whose row it is: a person in a state, and at which revisit."""
        return self.person.attendee_id, self.person.state, self.revisit.after_days if self.revisit else 0

    @property
    def is_done(self) -> bool:
        """Whether it is done by the day looked at."""
        return self.agreed.is_done(self.person.as_of)

    @property
    def is_due(self) -> bool:
        """Whether it is due by the day looked at."""
        return self.agreed.is_due(self.person.as_of)

    @property
    def team(self) -> str:
        """The team, empty where there is none."""
        return self.person.team or ""

    @property
    def to_ask(self) -> bool:
        """Whether somebody should ask now."""
        return self.revisit is not None and self.revisit.after_days in ASKED_AT and self.answer is None

    @property
    def answer_text(self) -> str:
        """What they said, or that they are still to be asked."""
        if self.answer is None:
            return lists.to_ask() if self.to_ask else ""
        because = worksheet.why(self.answer.why) if self.answer.why else ""
        return lists.answer_line(self.answer.fate, because, self.answer.text)


@dataclass(frozen=True, slots=True)
class AdoptionPicture:
    """One day: the report, the funnel, the cohorts, and every list by the key of its tab."""

    report: AdoptionReport
    owners: tuple[str, ...]
    steps: tuple[words.Step, ...]
    cohorts: tuple[CohortRow, ...]
    lists: Mapping[str, tuple[Listed, ...]]
    through: date | None

    @property
    def is_stale(self) -> bool:
        """Whether the day looked at lies long after the last day usage is known of."""
        return self.through is not None and (self.report.as_of - self.through).days > _STALE_DAYS

    @property
    def somebody_trained(self) -> bool:
        """Whether anybody came to a hands-on session."""
        return any(one.training_day for one in self.report.people)


def look(service: FollowUpService, as_of: date | None) -> AdoptionPicture:
    """Gather and word everything; on a worker thread.

    Raises:
        Refused: the data file holds no program yet.
    """
    found = service.look(as_of)
    report = found.report
    through = max((one.covers_to for one in report.imports), default=None)
    return AdoptionPicture(
        report, found.owners, words.funnel(report), cohort_grid(report.people), _lists(found), through
    )


def _lists(found: Following) -> dict[str, tuple[Listed, ...]]:
    rows = {one.attendee_id: _listed(one, found) for one in found.report.people}
    across = {
        DUE: tuple(
            rows[one.attendee_id] for one, _ in due(found.report.people, found.agreed, as_of=found.report.as_of)
        ),
        REVISIT: _asked(found),
    }
    return across | {state.value: tuple(row for row in rows.values() if row.person.state is state) for state in STATES}


def _listed(
    person: Assessment, found: Following, *, revisit: Revisit | None = None, answer: RevisitAnswer | None = None
) -> Listed:
    agreed = found.agreed.get((person.attendee_id, person.state)) or FollowUp(person.attendee_id, person.state)
    return Listed(
        person=person,
        agreed=agreed,
        reason=adoption.reason(person),
        next_step=agreed.next_step or adoption.next_step(person),
        last_active=words.last_active(person),
        due=lists.overdue(agreed.due_on, person.as_of, done=agreed.is_done(person.as_of)) if agreed.due_on else "",
        badges=adoption.badges(person),
        revisit=revisit,
        answer=answer,
    )


def _asked(found: Following) -> tuple[Listed, ...]:
    rows = [
        _listed(one, found, revisit=each, answer=found.answers.get((one.attendee_id, each.after_days)))
        for one in found.report.people
        for each in due_revisits(one, found.answers)
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: Listed) -> tuple[bool, date, str]:
    assert row.revisit is not None  # noqa: S101 - rows of this list have one
    return not row.to_ask, row.revisit.due_on, row.person.name
