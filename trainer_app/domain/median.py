"""Medians that know about unfinished people, and the spread and percentiles that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log
from statistics import median

SPREAD_LEAST, SPREAD_MOST = 0.35, 0.80
_TO_SIGMA = 1.4826  # makes a median absolute deviation comparable to a standard deviation
_HALF = 0.5
_HAIR = 1e-9  # products of fractions miss ½ by less than this


def censored_median(finished: Sequence[float], unfinished: Sequence[float] = ()) -> float:
    """Return the Kaplan-Meier median of `finished`, with `unfinished` right-censored at their time so far.

    Where the curve lies exactly on ½ the middle of that stretch is taken, so that without unfinished people this is
    the ordinary median; a curve that never gets below ½ counts as falling at the largest time. An unfinished person
    can only push the median up. [Kaplan and Meier 1958; medians of finishers alone call every slow step a fast one]

    Raises:
        ValueError: nobody at all was observed.
    """
    if not unfinished:
        return median(finished)
    largest = max(*unfinished, *finished) if finished else max(unfinished)
    at_half = below_half = None
    staying, at_risk = 1.0, len(finished) + len(unfinished)
    times = sorted([(time, 0) for time in finished] + [(time, 1) for time in unfinished])
    for time, still_working in times:
        if not still_working:
            staying *= 1 - 1 / at_risk
        at_risk -= 1
        if at_half is None and staying <= _HALF + _HAIR:
            at_half = time
        if staying < _HALF - _HAIR:
            below_half = time
            break
    upper = largest if below_half is None else below_half
    return upper if at_half is None else (at_half + upper) / 2


def log_spread(durations: Sequence[float]) -> float:
    """Return the robust standard deviation of the logarithms of these times (all above zero), clipped to 0.35-0.80."""
    logs = [log(duration) for duration in durations]
    middle = median(logs)
    spread = _TO_SIGMA * median(abs(value - middle) for value in logs)
    return min(max(spread, SPREAD_LEAST), SPREAD_MOST)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least `share` (0 to 1) of all values do not exceed; None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered) - _HAIR) - 1)]
