"""Usage: what an export shows, whom it can show, and what that says about each person.

An import shows a person when it identifies people by e-mail and theirs is known, or by key or login
and they have one. Rows nobody is known for are kept under their key and listed, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind, Attendee, identity_key
from trainer_app.domain.coverage import NO_DAYS, Coverage, DayRange


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


class UsageDay(NamedTuple):
    """The qualifying units (requests, as a rule) of one identity on one day, summed.

    A tuple, not a dataclass: one export holds hundreds of thousands of them.
    """

    identity_kind: IdentityKind
    identity: str
    day: date
    units: float
    basis: DayBasis


class UnreadDay(NamedTuple):
    """A day on which an export names an identity in a line that could not be read.

    What that line said is not known, so the day is not covered for this identity: unknown is not zero. A line that
    names nobody would have counted for nobody, and leaves no such day.
    """

    identity_kind: IdentityKind
    identity: str
    day: date


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


@dataclass(frozen=True, slots=True)
class UnknownIdentity:
    """An identity the imports name and nobody is known by: it can be assigned to somebody later."""

    identity: Identity
    first_day: date
    last_day: date
    active_days: int
    units: float


@dataclass(frozen=True, slots=True)
class Gathered:
    """What all imports say about everybody, and the identities that belong to nobody or to several.

    `unknown` is sorted by units, most first. `shared` identities name more than one person, so their
    rows show nobody; they are listed among the unknown ones too.
    """

    people: dict[UUID, PersonUsage]
    unknown: tuple[UnknownIdentity, ...]
    shared: frozenset[Identity]


_ALIASES = {
    AliasKind.EMAIL: IdentityKind.EMAIL,
    AliasKind.UPN: IdentityKind.EMAIL,
    AliasKind.LOGIN: IdentityKind.LOGIN,
    AliasKind.KEY: IdentityKind.KEY,
}
_GRANTS = {
    GrantKind.EMAIL: IdentityKind.EMAIL,
    GrantKind.LOGIN: IdentityKind.LOGIN,
    GrantKind.KEY: IdentityKind.KEY,
}


def identities_of(
    attendee: Attendee, *, aliases: Iterable[Alias] = (), grants: Iterable[AccessGrant] = ()
) -> frozenset[Identity]:
    """Return every identity an export may name this person by; never their name.

    A seat is held by an e-mail where its identifier holds an "@", by a login otherwise.
    """
    named = [(IdentityKind.EMAIL, attendee.email or "")]
    named += [(_ALIASES[a.kind], a.text) for a in aliases if a.kind in _ALIASES]
    named += [(kind_of(grant), grant.identifier) for grant in grants]
    return frozenset(Identity(kind, identity_key(text)) for kind, text in named if identity_key(text))


def kind_of(grant: AccessGrant) -> IdentityKind:
    """Return how usage names people by this access."""
    return _GRANTS.get(grant.kind) or (IdentityKind.EMAIL if "@" in grant.identifier else IdentityKind.LOGIN)


def gather(
    people: Mapping[UUID, Collection[Identity]],
    *,
    imports: Collection[UsageImport],
    days: Iterable[UsageDay],
    unread: Iterable[UnreadDay] = (),
) -> Gathered:
    """Hand every day to the person it names, and to every person the days that could show them.

    An `unread` day is taken from the coverage of the person it names, unless other lines show them active on it.
    """
    owners, shared = _owners(people)
    mine: dict[UUID, list[UsageDay]] = {person: [] for person in people}
    nobodys: defaultdict[Identity, list[UsageDay]] = defaultdict(list)
    for (kind, name), rows in _by_name(days).items():
        identity = Identity(kind, identity_key(name))
        owner = owners.get(identity)
        (mine[owner] if owner else nobodys[identity]).extend(rows)
    windows = _Windows(tuple(imports))
    known: defaultdict[UUID, set[IdentityKind]] = defaultdict(set)
    for identity, owner in owners.items():
        known[owner].add(identity.kind)
    found = {person: _usage(mine[person], frozenset(known[person]), windows) for person in people}
    for owner, lost in _lost(unread, owners).items():
        found[owner] = _without(found[owner], lost)
    unknown = sorted((_unknown(rows) for rows in nobodys.values()), key=lambda u: (-u.units, u.identity.value))
    return Gathered(found, tuple(unknown), shared)


def _lost(unread: Iterable[UnreadDay], owners: Mapping[Identity, UUID]) -> dict[UUID, set[date]]:
    lost: defaultdict[UUID, set[date]] = defaultdict(set)
    for one in unread:
        if owner := owners.get(Identity(one.identity_kind, identity_key(one.identity))):
            lost[owner].add(one.day)
    return lost


def _without(usage: PersonUsage, lost: set[date]) -> PersonUsage:
    """Return the usage without these days in its coverage, but for those with use."""
    gone = Coverage.of(DayRange(day, day) for day in lost - {one.day for one in usage.days})
    kept = (part for each in usage.coverage.ranges for part in gone.holes(each))
    return replace(usage, coverage=Coverage.of(kept))


def _by_name(days: Iterable[UsageDay]) -> dict[tuple[IdentityKind, str], list[UsageDay]]:
    """Group rows by how they name somebody, so that each spelling is compared once."""
    rows: defaultdict[tuple[IdentityKind, str], list[UsageDay]] = defaultdict(list)
    for day in days:
        rows[day.identity_kind, day.identity].append(day)
    return rows


def _owners(people: Mapping[UUID, Collection[Identity]]) -> tuple[dict[Identity, UUID], frozenset[Identity]]:
    owners: dict[Identity, UUID] = {}
    shared: set[Identity] = set()
    for person, identities in people.items():
        for identity in identities:
            key = Identity(identity.kind, identity_key(identity.value))
            if owners.setdefault(key, person) != person:
                shared.add(key)
    return {key: person for key, person in owners.items() if key not in shared}, frozenset(shared)


@dataclass(frozen=True, slots=True)
class _Windows:
    """The imports, asked once per set of identity kinds a person is known by."""

    imports: tuple[UsageImport, ...]
    _asked: dict[frozenset[IdentityKind], PersonUsage] = field(default_factory=dict)

    def shown_to(self, kinds: frozenset[IdentityKind]) -> PersonUsage:
        """Return coverage, bases and blind days of a person known by these kinds; no days yet."""
        if kinds not in self._asked:
            self._asked[kinds] = self._look(kinds)
        return self._asked[kinds]

    def hold(self, day: date) -> bool:
        """Tell whether the day lies inside any import's window."""
        return any(each.covers_from <= day <= each.covers_to for each in self.imports)

    def _look(self, kinds: frozenset[IdentityKind]) -> PersonUsage:
        showing = [each for each in self.imports if each.identified_by & kinds]
        blind: defaultdict[IdentityKind, list[DayRange]] = defaultdict(list)
        for each in self.imports:
            for kind in each.identified_by - kinds if not each.identified_by & kinds else ():
                blind[kind].append(_window(each))
        return PersonUsage(
            coverage=Coverage.of(_window(each) for each in showing),
            bases=frozenset(each.basis for each in showing),
            blind=tuple((kind, Coverage.of(blind[kind])) for kind in IdentityKind if kind in blind),
        )


def _window(each: UsageImport) -> DayRange:
    return DayRange(each.covers_from, each.covers_to)


def _usage(days: list[UsageDay], kinds: frozenset[IdentityKind], windows: _Windows) -> PersonUsage:
    """Join a person's days with what could show them; a day that did show them is covered for certain."""
    shown = windows.shown_to(kinds)
    seen = Coverage.of(DayRange(d.day, d.day) for d in days if d.day not in shown.coverage and windows.hold(d.day))
    return PersonUsage(
        days=_summed(days),
        coverage=shown.coverage.union(seen),
        bases=shown.bases | {day.basis for day in days},
        blind=shown.blind,
    )


def _summed(days: Iterable[UsageDay]) -> tuple[DayUnits, ...]:
    units: defaultdict[tuple[date, DayBasis], float] = defaultdict(float)
    for each in days:
        units[each.day, each.basis] += each.units
    ordered = sorted(units.items(), key=lambda item: (item[0][0], item[0][1].value))
    return tuple(DayUnits(day, basis, total) for (day, basis), total in ordered)


def _unknown(rows: list[UsageDay]) -> UnknownIdentity:
    days = {row.day for row in rows}
    identity = Identity(rows[0].identity_kind, rows[0].identity)
    return UnknownIdentity(identity, min(days), max(days), len(days), sum(row.units for row in rows))
