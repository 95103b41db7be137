"""Importing usage again: when replacing what is there should be asked about first.

An import replaces the rows of its source and scope inside its window. Two things are suspicious:
a window shorter than one already imported, and totals of closed days that shrink.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from trainer_app.domain.usage import UsageImport

SHRINK_LIMIT = 0.05


class ImportDoubt(Enum):
    """What to ask before usage is replaced."""

    SHORTER_WINDOW = "an earlier import covers these days and more"
    TOTALS_SHRINK = "days that were closed would hold less use than before"
    IDENTITIES_VANISH = "identities known on these days would be left with none of them"
    WINDOW_BACKWARDS = "the window given ends before it begins"


class ImportNotice(Enum):
    """What an import says beside what its file says."""

    SAME_FILE = "exactly this file was imported before"
    UNKNOWN_IDENTITIES = "nobody on the roster has these keys, logins or e-mails"


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """A doubt and its facts, for the person who imports to answer."""

    doubt: ImportDoubt
    facts: dict[str, object] = field(default_factory=dict)


def questions_before(
    new: UsageImport,
    earlier: Iterable[UsageImport],
    *,
    new_totals: Mapping[date, float],
    old_totals: Mapping[date, float],
) -> tuple[ImportQuestion, ...]:
    """Return what to ask before `new` replaces what is there; nothing where nothing is suspicious.

    `earlier` may hold imports of other partitions, they are left out; `old_totals` are the units per
    day now kept for this source and scope.
    """
    before = [each for each in earlier if (each.source, each.scope) == (new.source, new.scope)]
    return (*_shorter(new, before), *_shrinking(new, before, new_totals, old_totals))


def _shorter(new: UsageImport, before: Iterable[UsageImport]) -> Iterable[ImportQuestion]:
    days = (new.covers_from, new.covers_to)
    around = [e for e in before if e.covers_from <= days[0] and days[1] <= e.covers_to]
    wider = [e for e in around if (e.covers_from, e.covers_to) != days]
    if wider:
        widest = max(wider, key=lambda e: e.covers_to - e.covers_from)
        facts: dict[str, object] = {"covers_from": widest.covers_from, "covers_to": widest.covers_to}
        yield ImportQuestion(ImportDoubt.SHORTER_WINDOW, facts)


def _shrinking(
    new: UsageImport, before: list[UsageImport], new_totals: Mapping[date, float], old_totals: Mapping[date, float]
) -> Iterable[ImportQuestion]:
    """Compare the days both hold; the last day of an export may have been open when it was made."""
    closed = [d for d in old_totals if new.covers_from <= d < new.covers_to and _closed(d, before)]
    old, now = sum(old_totals[d] for d in closed), sum(new_totals.get(d, 0.0) for d in closed)
    if now < old * (1 - SHRINK_LIMIT):
        yield ImportQuestion(ImportDoubt.TOTALS_SHRINK, {"old": old, "new": now, "days": len(closed)})


def _closed(day: date, before: Iterable[UsageImport]) -> bool:
    return any(each.covers_from <= day < each.covers_to for each in before)
