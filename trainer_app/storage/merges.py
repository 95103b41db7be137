"""Lets two entries of the roster be one person, and takes them apart again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, RowMapping, Table, and_, delete, insert, select, update

from trainer_app.domain.attendee import AliasKind, Attendee, identity_key
from trainer_app.storage import tables
from trainer_app.storage.types import Id


@dataclass(frozen=True, slots=True)
class _Kept:
    """A table of things people own: `key` names a row among one person's rows.

    `one_stands` holds for tables that keep undone rows: of two that stand under one `clash` only one may.
    """

    table: Table
    key: tuple[str, ...]
    clash: tuple[str, ...]
    one_stands: bool = False


_KEPT = (
    _Kept(tables.check_in, ("id",), ("session_id",), one_stands=True),
    _Kept(tables.step_mark, ("id",), ("session_id", "step_key"), one_stands=True),
    _Kept(tables.completion, ("id",), (), one_stands=True),
    _Kept(tables.ticket, ("id",), ("id",)),
    _Kept(tables.badge, ("code",), ("code",)),
    _Kept(tables.alias, ("kind", "folded"), ("kind", "folded")),
    _Kept(tables.registration, ("session_id",), ("session_id",)),
    _Kept(tables.nudge, ("session_id", "step_key"), ("session_id", "step_key")),
    _Kept(tables.confidence, ("session_id", "moment"), ("session_id", "moment")),
    _Kept(tables.access_grant, ("id",), ("provider", "kind", "identifier")),
)

_ALIAS = tables.alias.c


class Merges:
    """Moves what one entry owns to another, and remembers exactly what was moved."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def merge(self, keep: Attendee, gone: Attendee, *, at: datetime) -> dict[str, object]:
        """Give `keep` all that `gone` owns and take `gone` off the roster; return the trace of it.

        Where both have the same thing (both are checked in to one session), `keep`'s stands and the
        other is undone, its row kept. `keep` is found by the other name and e-mail from now on.
        """
        moved = [entry for kept in _KEPT for entry in self._move(kept, keep.id, gone.id, at)]
        filled = {
            name: getattr(gone, name)
            for name in ("email", "system")
            if getattr(keep, name) is None and getattr(gone, name) is not None
        }
        if filled:
            folded = {"email_folded": filled["email"].strip().casefold()} if "email" in filled else {}
            self._set(keep.id, {**filled, **folded})
        self._set(gone.id, {"merged_into_id": keep.id})
        return {"moved": moved, "filled": sorted(filled), "named": self._name_also(keep, gone)}

    def take_apart(self, keep: UUID, gone: UUID, trace: Mapping[str, Any]) -> None:
        """Give `gone` back what `merge` moved, and put them on the roster again."""
        by_name = {kept.table.name: kept for kept in _KEPT}
        for entry in trace["moved"]:
            kept = by_name[entry["table"]]
            owner = gone if entry["undone"] else keep
            values: dict[str, object] = {"undone_at": None} if entry["undone"] else {"attendee_id": gone}
            row = and_(kept.table.c.attendee_id == owner, *_same(kept.table, entry["key"]))
            self._db.execute(update(kept.table).where(row).values(values))
        for kind, folded in trace.get("named", ()):
            this = (_ALIAS.attendee_id == keep, _ALIAS.kind == AliasKind(kind), _ALIAS.folded == folded)
            self._db.execute(delete(tables.alias).where(*this))
        cleared: dict[str, object] = dict.fromkeys(trace["filled"])
        if "email" in cleared:
            cleared["email_folded"] = None
        if cleared:
            self._set(keep, cleared)
        self._set(gone, {"merged_into_id": None})

    def _name_also(self, keep: Attendee, gone: Attendee) -> list[tuple[str, str]]:
        """Note the other's name and e-mail where they differ; return what was not noted before."""
        own = {(AliasKind.NAME, keep.name), (AliasKind.EMAIL, keep.email or gone.email)}
        said = [(AliasKind.NAME, gone.name), (AliasKind.EMAIL, gone.email)]
        query = select(_ALIAS.kind, _ALIAS.folded).where(_ALIAS.attendee_id == keep.id)
        known = {(kind, folded) for kind, folded in self._db.execute(query)}
        known |= {(kind, identity_key(text)) for kind, text in own if text}
        new = [(kind, identity_key(text), text) for kind, text in said if text]
        new = [one for one in new if one[:2] not in known]
        for kind, folded, text in new:
            values = {"attendee_id": keep.id, "kind": kind, "folded": folded, "text": text}
            self._db.execute(insert(tables.alias).values(values))
        return [(kind.value, folded) for kind, folded, _text in new]

    def _move(self, kept: _Kept, keep: UUID, gone: UUID, at: datetime) -> list[dict[str, object]]:
        table = kept.table
        theirs = self._db.execute(select(table).where(table.c.attendee_id == gone)).mappings().all()
        taken = {
            _clash(kept, row) for row in self._db.execute(select(table).where(table.c.attendee_id == keep)).mappings()
        }
        trace: list[dict[str, object]] = []
        for row in theirs:
            clash = _clash(kept, row)
            if clash is not None and clash in taken:
                if not kept.one_stands:
                    continue
                values: dict[str, object] = {"undone_at": at}
            else:
                values = {"attendee_id": keep}
            key = {name: _text(row[name]) for name in kept.key}
            self._db.execute(update(table).where(table.c.attendee_id == gone, *_same(table, key)).values(values))
            trace.append({"table": table.name, "key": key, "undone": "undone_at" in values})
        return trace

    def _set(self, who: UUID, values: Mapping[str, object]) -> None:
        self._db.execute(update(tables.attendee).where(tables.attendee.c.id == who).values(values))


def _clash(kept: _Kept, row: RowMapping) -> tuple[object, ...] | None:
    if kept.one_stands and row["undone_at"] is not None:
        return None
    return tuple(row[name] for name in kept.clash)


def _same(table: Table, key: Mapping[str, object]) -> list[Any]:
    return [table.c[name] == _value(table.c[name], value) for name, value in key.items()]


def _text(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    return getattr(value, "value", value)


def _value(column: Column[Any], text: object) -> object:
    if isinstance(column.type, Id):
        return UUID(str(text))
    kind = getattr(column.type, "kind", None)
    return kind(text) if kind else text
