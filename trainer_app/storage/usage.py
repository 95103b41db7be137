"""Usage: what was imported, which days it covers, and the units of every identity and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.usage import DayBasis, Identity, IdentityKind, UnreadDay, UsageDay, UsageImport
from trainer_app.domain.usage_file import UsageFile
from trainer_app.storage.tables_after import usage_day, usage_import, usage_set_aside

_Key = tuple[str, str, date]  # kind of identity, identity, day
_UNREAD = "?"  # stands before the kind of an identity whose lines of that day could not be read; their units are 0
_IS_USE = usage_day.c.identity_kind.in_([kind.value for kind in IdentityKind])


@dataclass(frozen=True, slots=True)
class KeptImport:
    """One import that was taken: its window, the file it came from, and when."""

    id: UUID
    window: UsageImport
    file_name: str
    layout: str
    rows: int
    at: datetime


class Usage:
    """Reads and writes usage by partition: a source, a scope, and a range of days."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def imports(self) -> list[KeptImport]:
        """Return every import in the order they were made."""
        return [_kept(row) for row in self._db.execute(select(usage_import).order_by(usage_import.c.id))]

    def same_file(self, file_hash: str) -> KeptImport | None:
        """Return the import of exactly this file."""
        row = self._db.execute(select(usage_import).where(usage_import.c.file_hash == file_hash)).first()
        return _kept(row) if row else None

    def days(self) -> list[UsageDay]:
        """Return every identity's units per day."""
        query = select(
            usage_day.c.identity_kind, usage_day.c.identity, usage_day.c.day, usage_day.c.units, usage_day.c.basis
        )
        return [
            UsageDay(IdentityKind(kind), identity, day, units, DayBasis(basis))
            for kind, identity, day, units, basis in self._db.execute(query.where(_IS_USE))
        ]

    def unread(self) -> list[UnreadDay]:
        """Return the days of identities whose lines could not be read."""
        query = select(usage_day.c.identity_kind, usage_day.c.identity, usage_day.c.day).where(~_IS_USE)
        return [
            UnreadDay(IdentityKind(kind.removeprefix(_UNREAD)), identity, day)
            for kind, identity, day in self._db.execute(query)
        ]

    def people_of(self) -> dict[UUID, int]:
        """Return for every import how many identities its days name now."""
        count = select(func.count(func.distinct(usage_day.c.identity)))
        query = select(
            usage_import.c.id,
            count.where(
                usage_day.c.source == usage_import.c.source,
                usage_day.c.scope == usage_import.c.scope,
                usage_day.c.day.between(usage_import.c.covers_from, usage_import.c.covers_to),
                _IS_USE,
                usage_day.c.identity_kind != IdentityKind.NONE.value,
            ).scalar_subquery(),
        )
        return {row[0]: row[1] for row in self._db.execute(query)}

    def sources_of(self) -> dict[Identity, tuple[str, ...]]:
        """Return which sources name each identity, as it is compared."""
        query = select(usage_day.c.identity_kind, usage_day.c.identity, usage_day.c.source).distinct()
        found: defaultdict[Identity, set[str]] = defaultdict(set)
        for kind, identity, source in self._db.execute(query.where(_IS_USE)):
            found[Identity(IdentityKind(kind), identity_key(identity))].add(source)
        return {identity: tuple(sorted(sources)) for identity, sources in found.items()}

    def set_aside(self) -> dict[Identity, datetime]:
        """Return the identities that are nobody's, as they are compared, and since when they are known to be."""
        rows = self._db.execute(select(usage_set_aside))
        return {Identity(IdentityKind(row.identity_kind), row.identity): row.at for row in rows}

    def put_aside(self, identity: Identity, *, at: datetime) -> None:
        """Remember that this identity is no person of the program."""
        values = {"identity_kind": identity.kind.value, "identity": identity_key(identity.value), "at": at}
        self._db.execute(insert(usage_set_aside).values(values))

    def take_from_aside(self, identity: Identity) -> None:
        """Let this identity be looked at again."""
        self._db.execute(
            delete(usage_set_aside).where(
                usage_set_aside.c.identity_kind == identity.kind.value,
                usage_set_aside.c.identity == identity_key(identity.value),
            )
        )

    def vanishing(self, file: UsageFile, window: tuple[date, date]) -> list[str]:
        """Return the identities whose every day inside the window would be deleted and none written anew."""
        query = select(usage_day.c.identity).where(*_replaced(file, window), _IS_USE).distinct()
        held = self._db.execute(query).scalars()
        coming = {identity_key(one.identity) for one in file.days}
        return sorted(one for one in held if identity_key(one) not in coming)

    def days_of(self, source: str, scope: str, *, window: tuple[date, date]) -> dict[tuple[str, str, date], float]:
        """Return a partition's units by (kind of identity, identity, day)."""
        query = select(usage_day.c.identity_kind, usage_day.c.identity, usage_day.c.day, usage_day.c.units)
        rows = self._db.execute(query.where(*_partition(source, scope, window), _IS_USE))
        return {(row.identity_kind, row.identity, row.day): row.units for row in rows}

    def totals(self, source: str, scope: str) -> dict[date, float]:
        """Return a source's units per day."""
        query = select(usage_day.c.day, func.sum(usage_day.c.units)).group_by(usage_day.c.day)
        rows = self._db.execute(query.where(usage_day.c.source == source, usage_day.c.scope == scope, _IS_USE))
        return {row[0]: row[1] for row in rows}

    def replace(self, import_id: UUID, file: UsageFile, *, name: str, window: tuple[date, date], at: datetime) -> None:
        """Delete what the source and scope hold inside the window and write the file's days instead.

        The same file may come again with another window: the new import then takes the old one's place.
        """
        self._forget(file.file_hash)
        rows = _day_rows(file, window, self._at_the_edges(file, window))
        self._db.execute(delete(usage_day).where(*_replaced(file, window)))
        if rows:
            self._db.execute(insert(usage_day), rows)
        self._db.execute(
            insert(usage_import).values(
                id=import_id,
                at=at,
                file_name=name,
                file_hash=file.file_hash,
                layout=file.understood_as.value,
                source=file.source,
                scope=file.scope,
                basis=file.basis.value,
                identified_by=",".join(sorted(kind.value for kind in file.identified_by)),
                covers_from=window[0],
                covers_to=window[1],
                rows=file.rows,
            )
        )

    def _at_the_edges(self, file: UsageFile, window: tuple[date, date]) -> dict[_Key, float]:
        """Return what stands on the first and last day of a window that is cut by other clocks than the program's.

        Two exports that meet in the middle of a local day both hold a part of it; neither may erase the other's.
        """
        if file.basis is not DayBasis.LOCAL_DAY:
            return {}
        units = func.sum(usage_day.c.units)
        key = (usage_day.c.identity_kind, usage_day.c.identity, usage_day.c.day)
        rows = self._db.execute(
            select(*key, units).where(*_replaced(file, window), usage_day.c.day.in_(window), _IS_USE).group_by(*key)
        )
        return {(row[0], row[1], row[2]): row[3] for row in rows}

    def _forget(self, file_hash: str) -> None:
        """Forget the import of this file, and of its days those that no other import covers."""
        known = self.same_file(file_hash)
        if known is None:
            return
        self._db.execute(delete(usage_import).where(usage_import.c.id == known.id))
        window = known.window
        others = [one.window for one in self.imports()]
        covered = Coverage.of(
            DayRange(one.covers_from, one.covers_to)
            for one in others
            if (one.source, one.scope) == (window.source, window.scope)
        )
        for hole in covered.holes(DayRange(window.covers_from, window.covers_to)):
            days = _partition(window.source, window.scope, (hole.first, hole.last))
            self._db.execute(delete(usage_day).where(*days))


def _partition(source: str, scope: str, window: tuple[date, date]) -> Sequence[Any]:
    return (usage_day.c.source == source, usage_day.c.scope == scope, usage_day.c.day.between(*window))


def _replaced(file: UsageFile, window: tuple[date, date]) -> Sequence[Any]:
    """Return the condition for the rows an import takes the place of.

    A file over all scopes replaces every scope's rows of its source. A file about one scope replaces that
    scope's, and what an earlier file over all scopes said of the same identities: a key is counted once.
    """
    inside = (usage_day.c.source == file.source, usage_day.c.day.between(*window))
    if not file.scope:
        return inside
    named = usage_day.c.identity.in_({one.identity for one in file.days} | {one.identity for one in file.unread})
    return (*inside, (usage_day.c.scope == file.scope) | ((usage_day.c.scope == "") & named))


def _day_rows(file: UsageFile, window: tuple[date, date], kept: Mapping[_Key, float]) -> list[dict[str, object]]:
    units = dict(kept)
    for one in file.days:
        if window[0] <= one.day <= window[1]:
            key = (one.identity_kind.value, one.identity, one.day)
            units[key] = max(one.units, kept.get(key, 0.0))
    for lost in file.unread:
        if window[0] <= lost.day <= window[1]:
            units[f"{_UNREAD}{lost.identity_kind.value}", lost.identity, lost.day] = 0.0
    return [
        {
            "source": file.source,
            "scope": file.scope,
            "identity_kind": kind,
            "identity": identity,
            "day": day,
            "units": amount,
            "basis": file.basis.value,
        }
        for (kind, identity, day), amount in units.items()
    ]


def _kept(row: Row[Any]) -> KeptImport:
    kinds = frozenset(IdentityKind(kind) for kind in row.identified_by.split(",") if kind)
    window = UsageImport(row.source, row.scope, DayBasis(row.basis), kinds, row.covers_from, row.covers_to)
    return KeptImport(row.id, window, row.file_name, row.layout, row.rows, row.at)
