"""Staffing beforehand: how long people would wait with so many helpers, and who looks after which part of the room.

The model is the finite-source queue M/M/c//N [Gross and Harris, Fundamentals of Queueing Theory, "finite-source
queues"]: N people each call for help now and then, c helpers answer in order, a visit takes a while. Whoever waits or
is being helped does not call again, so a small room never looks worse than it can be. Who calls sees the room as it
is without them [the arrival theorem], which gives the wait at a call and not the wait at any moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from math import exp, sqrt

from trainer_app.domain.help import ASKED, HelpTicket, help_spans
from trainer_app.domain.help_figures import WAIT_P50_TARGET, WAIT_P90_TARGET
from trainer_app.domain.progress import HandsOnClock, Present

ASSUMED_CALLS, ASSUMED_VISIT = 2.0, 5.0  # per person and hands-on hour, minutes; fits one helper per 4-5 in setup
ASSUMED_SPREAD = 1.5  # what is only assumed may well be so many times more or less
LEARN_CALLS, LEARN_VISITS = 10, 5  # fewer say more about these people than about the content
MOST_HELPERS = 8  # the table shows at least so many
_LONGEST = 240.0  # minutes; a wait beyond that is a room without help
_FINE = 1e-3  # minutes
_Z95_HALF = 0.98  # half of 1.96: the root of a Poisson count has a standard deviation of one half


class Basis(Enum):
    """Where a figure of the plan comes from."""

    LEARNED = "learned"
    ASSUMED = "assumed"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Load:
    """What a room asks of its helpers: `calls` per person and hands-on hour, `visit` in minutes."""

    people: int
    calls: float
    visit: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What to expect with so many helpers: waits of half and of nine in ten (minutes), and their share of busy time.

    Waits are None where there is no helper at all.
    """

    helpers: int
    p50: float | None
    p90: float | None
    busy: float

    @property
    def on_target(self) -> bool:
        """Say whether half would wait at most 2 minutes and nine in ten at most 5."""
        if self.p50 is None or self.p90 is None:
            return False
        return self.p50 <= WAIT_P50_TARGET and self.p90 <= WAIT_P90_TARGET


@dataclass(frozen=True, slots=True)
class Observed:
    """What earlier sessions showed: calls in so many hours people worked, and visits with their minutes together."""

    sessions: int = 0
    calls: int = 0
    person_hours: float = 0.0
    visits: int = 0
    visit_minutes: float = 0.0

    def __add__(self, other: Observed) -> Observed:
        """Return both together."""
        return Observed(
            self.sessions + other.sessions,
            self.calls + other.calls,
            self.person_hours + other.person_hours,
            self.visits + other.visits,
            self.visit_minutes + other.visit_minutes,
        )


@dataclass(frozen=True, slots=True)
class Assumption:
    """One figure of the plan, the range it may well lie in, and where it comes from (`count` observations)."""

    value: float
    low: float
    high: float
    basis: Basis
    count: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """Where one helper looks first: so many people, from seat to seat where seats are known."""

    helper: str
    people: int
    first: str | None = None
    last: str | None = None


def forecast(load: Load, helpers: int) -> Forecast:
    """Return what to expect with so many helpers."""
    if helpers <= 0:
        return Forecast(0, None, None, 0.0)
    if load.people <= 0 or load.calls <= 0:
        return Forecast(helpers, 0.0, 0.0, 0.0)
    busy = sum(min(n, helpers) * share for n, share in enumerate(_in_need(load, load.people, helpers=helpers)))
    met = _in_need(load, load.people - 1, helpers=helpers)
    waits = [_wait(met, share, helpers=helpers, visit=load.visit) for share in (0.5, 0.9)]
    return Forecast(helpers, waits[0], waits[1], busy / helpers)


def forecasts(load: Load, helpers: int) -> list[Forecast]:
    """Return the forecasts of one to eight helpers; further where the room has or wants more."""
    found = [forecast(load, count) for count in range(1, max(MOST_HELPERS, helpers + 1) + 1)]
    while not found[-1].on_target and len(found) < load.people:
        found.append(forecast(load, len(found) + 1))
    return found


def fewest(rows: Sequence[Forecast]) -> Forecast | None:
    """Return the first forecast that keeps the targets, None where none does."""
    return next((one for one in rows if one.on_target), None)


def observe(
    people: Iterable[Present], tickets: Iterable[HelpTicket], *, clock: HandsOnClock, now: datetime
) -> Observed:
    """Return what one session showed. A call is whatever kept a helper busy or was asked for."""
    hours = sum(max(0.0, clock.at(min(one.left_at or now, now)) - clock.at(one.arrived_at)) / 60 for one in people)
    helped = [(one, _minutes(one, now)) for one in tickets]
    calls = sum(one.raised_by in ASKED or minutes > 0 for one, minutes in helped)
    visits = [minutes for _, minutes in helped if minutes > 0]
    return Observed(1, calls, hours, len(visits), sum(visits))


def calls_expected(seen: Observed) -> Assumption:
    """Return the calls per person and hour: those seen, with their 95 % range, or the assumed ones."""
    if seen.calls < LEARN_CALLS or seen.person_hours <= 0:
        return _assumed(ASSUMED_CALLS)
    root = sqrt(seen.calls)
    low, high = ((root + side) ** 2 / seen.person_hours for side in (-_Z95_HALF, _Z95_HALF))
    return Assumption(seen.calls / seen.person_hours, low, high, Basis.LEARNED, seen.calls)


def visit_expected(seen: Observed) -> Assumption:
    """Return the minutes of a visit: the mean of those seen, or the assumed ones."""
    if seen.visits < LEARN_VISITS or seen.visit_minutes <= 0:
        return _assumed(ASSUMED_VISIT)
    mean, spread = seen.visit_minutes / seen.visits, 1 + 2 * _Z95_HALF / sqrt(seen.visits)
    return Assumption(mean, mean / spread, mean * spread, Basis.LEARNED, seen.visits)


def areas(helpers: Sequence[str], people: int, *, seats: Sequence[str] = ()) -> list[Area]:
    """Return where each helper looks first: parts of the room of one size, neighbours together.

    `seats` are those known, in the order of the room; without them only the sizes are told.
    """
    count = len(helpers)
    ends = [round(people * (at + 1) / count) for at in range(count)]
    begins = [0, *ends]
    cuts = [round(len(seats) * (at + 1) / count) for at in range(count)]
    mine = [seats[begin:end] for begin, end in zip([0, *cuts], cuts, strict=False)]
    return [
        Area(helper, end - begin, sat[0] if sat else None, sat[-1] if sat else None)
        for helper, begin, end, sat in zip(helpers, begins, ends, mine, strict=False)
    ]


def _assumed(value: float) -> Assumption:
    return Assumption(value, value / ASSUMED_SPREAD, value * ASSUMED_SPREAD, Basis.ASSUMED)


def _minutes(ticket: HelpTicket, now: datetime) -> float:
    return sum((end - begin).total_seconds() for begin, end in help_spans(ticket, now)) / 60


def _in_need(load: Load, people: int, *, helpers: int) -> list[float]:
    """Return the share of time in which n of so many people wait or are being helped, for every n."""
    weights = [1.0]
    for n in range(1, people + 1):
        weights.append(weights[-1] * (people - n + 1) * load.calls / 60 * load.visit / min(n, helpers))
        if weights[-1] > 1e200:  # noqa: PLR2004 - far from what a float can hold; only the ratios count
            weights = [weight / weights[-1] for weight in weights]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _wait(met: Sequence[float], share: float, *, helpers: int, visit: float) -> float:
    """Return the wait that `share` of the calls do not exceed, in minutes."""
    low, high = 0.0, _LONGEST
    if _beyond(met, 0.0, helpers=helpers, visit=visit) <= 1 - share:
        return 0.0
    while high - low > _FINE:
        middle = (low + high) / 2
        if _beyond(met, middle, helpers=helpers, visit=visit) > 1 - share:
            low = middle
        else:
            high = middle
    return high


def _beyond(met: Sequence[float], minutes: float, *, helpers: int, visit: float) -> float:
    """Return the share of calls that wait longer: with n in need before them, n - c + 1 visits must end first."""
    ended = minutes * helpers / visit
    term = fewer = exp(-ended)
    total = 0.0
    for further, share in enumerate(met[helpers:]):
        total += share * min(fewer, 1.0)
        term *= ended / (further + 1)
        fewer += term
    return total
