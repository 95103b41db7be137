"""What a calendar of the imported usage shows: days covered, days an import would add, and days that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from trainer_app.domain.coverage import NO_DAYS, Coverage, DayRange
from trainer_app.domain.usage_file import UsageLayout


class Cover(Enum):
    """What is known of one day. `NEW` and `REPLACED` are what the import looked at would do to it."""

    COVERED = "covered"
    NEW = "new"
    REPLACED = "replaced"
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class CoverageDays:
    """The days of all imports, and beside them those of one that is looked at but not taken yet.

    `before` are the days covered by what is imported, of any source; `replaced` those of them that the import looked
    at (`coming`) takes the place of; `training` the local days of hands-on sessions.
    """

    before: Coverage = NO_DAYS
    coming: DayRange | None = None
    replaced: Coverage = NO_DAYS
    training: frozenset[date] = frozenset()

    @property
    def span(self) -> DayRange | None:
        """The first to the last day that is covered, would be, or was a training day; None where there is none."""
        edges = [edge for one in self.before.ranges for edge in (one.first, one.last)]
        edges += [self.coming.first, self.coming.last] if self.coming else []
        if not edges:
            return None
        edges += self.training
        return DayRange(min(edges), max(edges))

    def of(self, day: date) -> Cover | None:
        """Return what is known of this day, None outside the span."""
        if self.coming and self.coming.first <= day <= self.coming.last:
            return Cover.REPLACED if day in self.replaced else Cover.NEW
        if day in self.before:
            return Cover.COVERED
        span = self.span
        return Cover.HOLE if span and span.first <= day <= span.last else None

    def holes(self) -> tuple[DayRange, ...]:
        """Return the days of the span that stay uncovered, as ranges in order."""
        span = self.span
        return self.after().holes(span) if span else ()

    def after(self) -> Coverage:
        """Return the days covered once the import is taken."""
        return self.before.union(Coverage.of([self.coming] if self.coming else []))

    def months(self) -> Iterator[date]:
        """Give the first day of every month the span touches."""
        if (span := self.span) is None:
            return
        month = span.first.replace(day=1)
        while month <= span.last:
            yield month
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class TakenImport:
    """One import that was taken. `people` counts the different keys, logins and e-mails its days name now."""

    id: UUID
    file_name: str
    at: datetime
    layout: UsageLayout
    source: str
    scope: str
    covers: DayRange
    rows: int
    people: int


@dataclass(frozen=True, slots=True)
class UsageCoverage:
    """Every import, newest first, and the days they cover together."""

    imports: tuple[TakenImport, ...] = ()
    days: CoverageDays = CoverageDays()
