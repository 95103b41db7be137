"""The statistics of small counts: intervals and tests that stay honest for a team of nine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, sqrt

Counts = tuple[int, int]
"""How many of a group, and how many the group holds."""

_Z95 = 1.959963984540054
_TIE = 1 + 1e-7  # tables as likely as the observed one, but for rounding, count as extreme


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, as shares (or a difference of shares)."""

    low: float
    high: float

    def excludes(self, value: float) -> bool:
        """Tell whether the value lies outside."""
        return value < self.low or value > self.high


def wilson(count: int, of: int) -> Interval:
    """Return the Wilson score interval of `count` out of `of` (above zero), 95 %."""
    share, z2 = count / of, _Z95 * _Z95
    middle = share + z2 / (2 * of)
    spread = _Z95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    scale = 1 + z2 / of
    low = 0.0 if count == 0 else (middle - spread) / scale
    high = 1.0 if count == of else (middle + spread) / scale
    return Interval(low, high)


def newcombe(group: Counts, others: Counts) -> Interval:
    """Return Newcombe's interval of the difference of two shares, first minus second, 95 %.

    It joins the two Wilson intervals (Newcombe 1998, method 10). Both groups hold somebody.
    """
    share, other = group[0] / group[1], others[0] / others[1]
    mine, theirs = wilson(*group), wilson(*others)
    down = sqrt((share - mine.low) ** 2 + (theirs.high - other) ** 2)
    up = sqrt((mine.high - share) ** 2 + (other - theirs.low) ** 2)
    return Interval(share - other - down, share - other + up)


def fisher_exact(group: Counts, others: Counts) -> float:
    """Return the two-sided p of Fisher's exact test: all tables no likelier than the observed one."""
    (count, of), (other_count, other_of) = group, others
    hits = count + other_count
    total = _log_choose(of + other_of, hits)

    def chance(k: int) -> float:
        return exp(_log_choose(of, k) + _log_choose(other_of, hits - k) - total)

    limit = chance(count) * _TIE
    possible = range(max(0, hits - other_of), min(of, hits) + 1)
    return min(1.0, sum(p for p in map(chance, possible) if p <= limit))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return the p-values adjusted for having asked several times (Holm 1979), in the order given."""
    adjusted = [0.0] * len(p_values)
    floor = 0.0
    for rank, at in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        floor = max(floor, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = floor
    return tuple(adjusted)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share (0…1) of the values lies, between neighbours by line.

    The method of spreadsheets' PERCENTILE.INC. `values` holds at least one.
    """
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
