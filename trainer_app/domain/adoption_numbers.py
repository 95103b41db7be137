"""Adoption in numbers: pooled rates with their counts and intervals, for everyone and per team.

Rates pool people and never average percentages; a team's denominator is its roster.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from trainer_app.domain.adoption import State
from trainer_app.domain.statistics import Interval


class SampleSize(Enum):
    """How much a rate of this many people can bear: counts only, percentage with a warning, or normal."""

    COUNTS_ONLY = "counts_only"
    SMALL = "small"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `of` people. `share` and `interval` (Wilson 95 %) are 0…1, None where counts must do."""

    count: int
    of: int
    size: SampleSize
    share: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a group of people comes to. Always print `evaluable`, `too_early` and `unknown` with a rate."""

    people: int
    states: dict[State, int]
    tried: int
    too_early: int
    unknown: int
    evaluable: int
    came_back: Rate
    tried_once: Rate
    continuing: Rate
    explored_before: Rate


class Standing(Enum):
    """How a team's came-back rate compares with all others together, in words not in ranks."""

    LIKELY_BEHIND = "likely_behind"
    LIKELY_AHEAD = "likely_ahead"
    CANNOT_TELL_YET = "cannot_tell_yet"
    TOO_SMALL = "too_small"
    NO_OTHERS = "no_others"


@dataclass(frozen=True, slots=True)
class TeamNumbers:
    """One team beside all others. `people_missing` is n x (share of all - share of team) over evaluable people.

    `difference` is team minus others as shares with its Newcombe interval; `p` is Fisher's exact,
    `p_adjusted` Holm-adjusted over the compared teams. None where nothing is compared.
    """

    team: str | None
    numbers: Numbers
    people_missing: float
    standing: Standing
    difference: float | None = None
    interval: Interval | None = None
    p: float | None = None
    p_adjusted: float | None = None
