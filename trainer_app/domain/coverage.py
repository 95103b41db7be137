"""Coverage: which days the imported usage could have shown, and which it could not.

Unknown is not zero: a day outside coverage says nothing about anybody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class DayRange:
    """The days from `first` to `last`, both included; none where the last comes first."""

    first: date
    last: date

    def __len__(self) -> int:
        return max(0, (self.last - self.first).days + 1)

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(len(self)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """A set of days, held as sorted ranges that neither overlap nor touch. Build it with `of`."""

    ranges: tuple[DayRange, ...] = ()

    @classmethod
    def of(cls, ranges: Iterable[DayRange]) -> Coverage:
        """Return the union of the ranges; a range that ends before it begins holds no day."""
        merged: list[DayRange] = []
        for each in sorted(r for r in ranges if r.first <= r.last):
            if merged and (each.first - merged[-1].last).days <= 1:
                merged[-1] = DayRange(merged[-1].first, max(merged[-1].last, each.last))
            else:
                merged.append(each)
        return cls(tuple(merged))

    @property
    def first(self) -> date | None:
        """The first covered day, None where nothing is covered."""
        return self.ranges[0].first if self.ranges else None

    @property
    def last(self) -> date | None:
        """The last covered day, None where nothing is covered."""
        return self.ranges[-1].last if self.ranges else None

    def __contains__(self, day: date) -> bool:
        at = bisect_right(self.ranges, day, key=lambda r: r.first)
        return at > 0 and day <= self.ranges[at - 1].last

    def union(self, other: Coverage) -> Coverage:
        """Return the days of either."""
        return Coverage.of((*self.ranges, *other.ranges))

    def within(self, days: DayRange) -> Coverage:
        """Return the covered days of this range."""
        cut = (DayRange(max(r.first, days.first), min(r.last, days.last)) for r in self.ranges)
        return Coverage.of(cut)

    def holes(self, days: DayRange) -> tuple[DayRange, ...]:
        """Return the days of this range that are not covered, as ranges in order."""
        found: list[DayRange] = []
        begin = days.first
        for covered in self.within(days).ranges:
            if begin < covered.first:
                found.append(DayRange(begin, covered.first - _DAY))
            begin = covered.last + _DAY
        if begin <= days.last:
            found.append(DayRange(begin, days.last))
        return tuple(found)

    def covers(self, days: DayRange) -> bool:
        """Tell whether every day of this range is covered; an empty range is."""
        return not self.holes(days)


NO_DAYS = Coverage()
