"""Adoption in numbers: pooled rates with their counts and intervals, for everyone and per team.

Rates pool people and never average percentages; a team's denominator is its roster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from trainer_app.domain.adoption import Assessment, Badge, State
from trainer_app.domain.statistics import Interval, fisher_exact, holm, newcombe, wilson

COUNTS_BELOW = 5
SMALL_BELOW = 10
SIGNIFICANT = 0.05
CAME_BACK = frozenset({State.CONTINUING, State.LAPSED, State.RETURNED, State.STOPPED})
NOT_TRIED = frozenset({State.NEVER_ATTENDED, State.NOT_COMPLETED})


class SampleSize(Enum):
    """How much a rate of this many people can bear: counts only, percentage with a warning, or normal."""

    COUNTS_ONLY = "counts_only"
    SMALL = "small"
    NORMAL = "normal"

    @classmethod
    def of(cls, people: int) -> SampleSize:
        """Return what a denominator of this many people can bear."""
        if people < COUNTS_BELOW:
            return cls.COUNTS_ONLY
        return cls.SMALL if people < SMALL_BELOW else cls.NORMAL


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `of` people. `share` and `interval` (Wilson 95 %) are 0…1, None where counts must do."""

    count: int
    of: int
    size: SampleSize
    share: float | None
    interval: Interval | None

    @classmethod
    def from_counts(cls, count: int, of: int) -> Rate:
        """Return the rate of these counts; below five people it stays a count."""
        size = SampleSize.of(of)
        if size is SampleSize.COUNTS_ONLY:
            return cls(count, of, size, None, None)
        return cls(count, of, size, count / of, wilson(count, of))


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a group of people comes to. Always print `evaluable`, `too_early` and `unknown` with a rate.

    `states` counts every state, zeros included. `tried` are all past the second rule; `evaluable` those
    without the ones too early or unknown. `explored_before` is out of the people with a training day who
    had access on a covered day before it.
    """

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
    """One team beside all others. `people_missing` is n x (share of all - share of team), evaluable people.

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


def numbers(people: Iterable[Assessment]) -> Numbers:
    """Return what these people come to."""
    everyone = list(people)
    states = Counter(person.state for person in everyone)
    tried = sum(count for state, count in states.items() if state not in NOT_TRIED)
    evaluable = tried - states[State.TOO_EARLY] - states[State.UNKNOWN]
    could_explore = [p for p in everyone if p.training_day and p.access_before_training]
    return Numbers(
        people=len(everyone),
        states={state: states[state] for state in State},
        tried=tried,
        too_early=states[State.TOO_EARLY],
        unknown=states[State.UNKNOWN],
        evaluable=evaluable,
        came_back=Rate.from_counts(sum(states[state] for state in CAME_BACK), evaluable),
        tried_once=Rate.from_counts(states[State.TRIED_ONCE], evaluable),
        continuing=Rate.from_counts(states[State.CONTINUING], evaluable),
        explored_before=Rate.from_counts(
            sum(Badge.EXPLORED_BEFORE in p.badges for p in could_explore), len(could_explore)
        ),
    )


def team_numbers(people: Iterable[Assessment]) -> tuple[TeamNumbers, ...]:
    """Return every team's numbers, most people missing first; teams of counts only come last, by name."""
    everyone = list(people)
    members: defaultdict[str | None, list[Assessment]] = defaultdict(list)
    for person in everyone:
        members[person.team].append(person)
    overall = numbers(everyone)
    teams = _holm_adjusted([_compared(team, numbers(group), overall) for team, group in members.items()])
    return tuple(sorted(teams, key=_order))


def _compared(team: str | None, own: Numbers, overall: Numbers) -> TeamNumbers:
    mine, everyone = own.came_back, overall.came_back
    missing = mine.of * everyone.count / everyone.of - mine.count if everyone.of else 0.0
    count, of = everyone.count - mine.count, everyone.of - mine.of
    if mine.size is SampleSize.COUNTS_ONLY:
        return TeamNumbers(team, own, missing, Standing.TOO_SMALL)
    if of < COUNTS_BELOW:
        return TeamNumbers(team, own, missing, Standing.NO_OTHERS)
    return TeamNumbers(
        team,
        own,
        missing,
        Standing.CANNOT_TELL_YET,
        difference=mine.count / mine.of - count / of,
        interval=newcombe((mine.count, mine.of), (count, of)),
        p=fisher_exact((mine.count, mine.of), (count, of)),
    )


def _holm_adjusted(teams: Sequence[TeamNumbers]) -> list[TeamNumbers]:
    """Adjust the p-values over the compared teams, then say where each of them stands."""
    compared = [at for at, team in enumerate(teams) if team.p is not None]
    adjusted = dict(zip(compared, holm([teams[at].p or 0.0 for at in compared]), strict=True))
    return [_placed(team, adjusted[at]) if at in adjusted else team for at, team in enumerate(teams)]


def _placed(team: TeamNumbers, p_adjusted: float) -> TeamNumbers:
    apart = team.interval is not None and team.interval.excludes(0) and p_adjusted < SIGNIFICANT
    if not apart:
        return replace(team, p_adjusted=p_adjusted)
    behind = (team.difference or 0.0) < 0
    return replace(team, p_adjusted=p_adjusted, standing=Standing.LIKELY_BEHIND if behind else Standing.LIKELY_AHEAD)


def _order(team: TeamNumbers) -> tuple[bool, float, bool, str]:
    small = team.standing is Standing.TOO_SMALL
    return small, 0.0 if small else -team.people_missing, team.team is None, team.team or ""
