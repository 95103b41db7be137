"""Slow adoption or quiet rejection? A team's signals side by side: a worksheet, never a verdict.

The remedies are opposite (more help, or fix the tool and talk first), so nothing here decides: each
signal is a count with what it is out of, and the reader asks the questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from statistics import median

from trainer_app.domain.adoption import Assessment, Badge, State
from trainer_app.domain.adoption_numbers import CAME_BACK, NOT_TRIED, Rate, numbers
from trainer_app.domain.adoption_rules import CHAMPION_WEEKS
from trainer_app.domain.coverage import DayRange

LEAST_TRIED = 5
LEAST_DAYS = 28
TREND_WEEKS = 8
STOP_SPAN = 14
_GONE = frozenset({State.TRIED_ONCE, State.STOPPED, State.LAPSED})
_STOPPED = frozenset({State.STOPPED, State.LAPSED})


class Rung(Enum):
    """What kind of question people ask: a ladder climbed over time, and the one beside it."""

    WHAT_IS_IT = "what_is_it"
    HOW_DO_I_GET_IN = "how_do_i_get_in"
    HOW_DO_I_DO = "how_do_i_do"
    HOW_DO_I_BUILD = "how_do_i_build"
    IT_GETS_IT_WRONG = "it_gets_it_wrong"


class Champion(Enum):
    """Whether the team has somebody who carries others along."""

    PRESENT = "present"
    LAPSED = "lapsed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WeekActive:
    """How many of the team were active in the week that ends on `last`; hatched where not `covered`."""

    last: date
    active: int
    covered: bool


@dataclass(frozen=True, slots=True)
class Stops:
    """How the last uses of those who stopped lie: most of them within the same 14 days, or scattered."""

    stopped: int
    within_span: int
    span_ends: date | None


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The signals of one team. Medians are of active days after training, of people no longer active."""

    team: str | None
    tried: Rate
    came_back: Rate
    days_before_stopping: float | None
    stops: Stops
    trend: tuple[WeekActive, ...]
    questions: dict[Rung, int]
    explored_before: Rate
    champion: Champion


def worksheet(
    members: Sequence[Assessment], *, as_of: date, questions: Mapping[Rung, int] | None = None
) -> Worksheet | None:
    """Return the signals of one team's people; None below five who tried 28 or more days ago.

    `tried` is out of the people with access, `came_back` out of those who tried. `questions` counts
    what the team asked, by rung.
    """
    tried = [p for p in members if p.state not in NOT_TRIED]
    long_ago = [p for p in tried if p.training_day and (as_of - p.training_day).days >= LEAST_DAYS]
    if len(long_ago) < LEAST_TRIED:
        return None
    with_access = [p for p in members if p.has_access]
    gone = [p.active_days_after for p in tried if p.state in _GONE]
    return Worksheet(
        team=members[0].team,
        tried=Rate.from_counts(sum(p.state not in NOT_TRIED for p in with_access), len(with_access)),
        came_back=Rate.from_counts(sum(p.state in CAME_BACK for p in tried), len(tried)),
        days_before_stopping=median(gone) if gone else None,
        stops=_stops(tried),
        trend=_trend(tried),
        questions=dict(questions or {}),
        explored_before=numbers(members).explored_before,
        champion=_champion(members),
    )


def _stops(tried: Iterable[Assessment]) -> Stops:
    """Find the 14 days that hold most of the last uses; of equal ones the latest."""
    last = sorted(p.active_after[-1] for p in tried if p.state in _STOPPED)
    spans = Counter({end: sum(end - timedelta(days=STOP_SPAN - 1) <= day <= end for day in last) for end in last})
    best = max(spans, key=lambda end: (spans[end], end), default=None)
    return Stops(len(last), spans[best] if best else 0, best)


def _trend(tried: Sequence[Assessment]) -> tuple[WeekActive, ...]:
    """Count who was active in each of the last eight weeks that usage reaches."""
    until = max((p.seen_until for p in tried if p.seen_until), default=None)
    if until is None:
        return ()
    ends = [until - timedelta(days=7 * back) for back in reversed(range(TREND_WEEKS))]
    return tuple(_week(tried, DayRange(end - timedelta(days=6), end)) for end in ends)


def _week(tried: Iterable[Assessment], days: DayRange) -> WeekActive:
    """Count over those trained by then; a week before training is nobody's hole."""
    there = [p for p in tried if p.training_day and p.training_day < days.last]
    active = sum(any(days.first <= day <= days.last for day in p.active_after) for p in there)
    return WeekActive(days.last, active, all(_covers(p, days) for p in there))


def _covers(person: Assessment, days: DayRange) -> bool:
    assert person.training_day is not None  # noqa: S101 - whoever tried was trained
    return person.coverage.covers(DayRange(max(days.first, person.training_day + timedelta(days=1)), days.last))


def _champion(members: Iterable[Assessment]) -> Champion:
    """Look for a candidate now; else for one who had as many active weeks and lapsed."""
    people = list(members)
    if any(Badge.CHAMPION_CANDIDATE in p.badges for p in people):
        return Champion.PRESENT
    had = any(p.state is State.LAPSED and p.active_weeks_after >= CHAMPION_WEEKS for p in people)
    return Champion.LAPSED if had else Champion.NONE
