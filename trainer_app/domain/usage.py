"""Usage: what an export shows, whom it can show, and what that says about each person.

An import shows a person when it identifies people by e-mail and theirs is known, or by key or login
and they have one. Rows nobody is known for are kept under their key and listed, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from trainer_app.domain.coverage import NO_DAYS, Coverage


class IdentityKind(Enum):
    """What an export names people by. `NONE`: the export does not say who."""

    EMAIL = "email"
    LOGIN = "login"
    KEY = "key"
    NONE = "none"


class DayBasis(Enum):
    """Whose midnight ends a day: UTC's (the source has daily UTC buckets) or the program's own."""

    UTC_DAY = "utc_day"
    LOCAL_DAY = "local_day"


@dataclass(frozen=True, slots=True)
class Identity:
    """One way an export may name somebody; compared by `attendee.identity_key` of `value`."""

    kind: IdentityKind
    value: str


@dataclass(frozen=True, slots=True)
class UsageDay:
    """The qualifying units (requests, as a rule) of one identity on one day, summed."""

    identity_kind: IdentityKind
    identity: str
    day: date
    units: float
    basis: DayBasis


@dataclass(frozen=True, slots=True)
class UsageImport:
    """One import: where it came from, whom it can show, and the days it covers (both included).

    `source` and `scope` (a project or organisation, "" for all) name the partition its rows belong to.
    """

    source: str
    scope: str
    basis: DayBasis
    identified_by: frozenset[IdentityKind]
    covers_from: date
    covers_to: date


@dataclass(frozen=True, slots=True)
class DayUnits:
    """One person's units on one day, of all sources with this basis."""

    day: date
    basis: DayBasis
    units: float


@dataclass(frozen=True, slots=True)
class PersonUsage:
    """What the imports say about one person.

    `coverage` is the union of the imports that can show them and `bases` theirs; `blind` holds, per
    kind of identity, the days of imports that name people that way and cannot show this person.
    """

    days: tuple[DayUnits, ...] = ()
    coverage: Coverage = NO_DAYS
    bases: frozenset[DayBasis] = frozenset()
    blind: tuple[tuple[IdentityKind, Coverage], ...] = ()


NO_USAGE = PersonUsage()
