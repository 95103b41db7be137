"""Lets two entries of the roster be one person, and takes them apart again.

Every change of a row is kept in a trace with what stood there before, and is taken back only where it still stands so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, insert, select, update

from trainer_app.domain.attendee import AliasKind, Attendee, identity_key
from trainer_app.domain.help import TicketState
from trainer_app.domain.progress import MarkState
from trainer_app.storage.tables import (
    alias,
    attendee,
    badge,
    check_in,
    completion,
    confidence,
    nudge,
    registration,
    step_mark,
    ticket,
    ticket_stage,
)
from trainer_app.storage.tables_after import access_grant, follow_up, revisit_answer
from trainer_app.storage.tables_phones import exit_ticket, phone
from trainer_app.storage.types import EnumText, Id, UtcTime

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A table of things people own, one of each `clash` a person.

    `stands`: the table also keeps rows that were taken back. Of two that stand, one is then taken back; the lowest
    `rank` stands. Other tables keep what both have at both, and the first one's counts.
    """

    table: Table
    clash: tuple[str, ...]
    stands: Callable[[Row], bool] | None = None
    rank: Callable[[Row], tuple[object, ...]] = lambda row: (row["at"], row["id"])

    def clash_of(self, row: Row) -> tuple[object, ...]:
        """Return what only one row of a person may have."""
        return tuple(row[name] for name in self.clash)


def _not_undone(row: Row) -> bool:
    return row["undone_at"] is None


def _live(row: Row) -> bool:
    return row["undone_at"] is None and row["closed_at"] is None


def _done_first(row: Row) -> tuple[object, ...]:
    return (row["state"] != MarkState.DONE.value, row["at"], row["id"])


def _claimed_first(row: Row) -> tuple[object, ...]:
    return (row["state"] != TicketState.CLAIMED.value, row["id"])


_STANDING = (
    _Kept(check_in, ("session_id",), _not_undone),
    _Kept(step_mark, ("session_id", "step_key"), _not_undone, _done_first),
    _Kept(completion, (), _not_undone),
    _Kept(ticket, ("session_id",), _live, _claimed_first),
)
_ONCE = (
    _Kept(badge, ("code",)),
    _Kept(alias, ("kind", "folded")),
    _Kept(registration, ("session_id",)),
    _Kept(nudge, ("session_id", "step_key")),
    _Kept(confidence, ("session_id", "moment")),
    _Kept(access_grant, ("provider", "kind", "identifier")),
    _Kept(follow_up, ("state",)),
    _Kept(revisit_answer, ("after_days",)),
    _Kept(exit_ticket, ("session_id",)),
    _Kept(phone, ("id",)),
)
_TABLES = {kept.table.name: kept.table for kept in (*_STANDING, *_ONCE)} | {attendee.name: attendee}
_CLASHES = {kept.table.name: kept for kept in _STANDING}


class Merges:
    """Moves what one entry owns to another, and remembers exactly what was moved."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def merge(self, keep: Attendee, gone: Attendee, *, at: datetime) -> dict[str, object]:
        """Give `keep` all that `gone` owns and take `gone` off the roster; return the trace of it.

        Where both have the same, one counts and the other is taken back, its row kept: the earlier check-in and
        completion, the step that is done, the ticket a helper is at.
        """
        trace = _Trace(self._db)
        for kept in _STANDING:
            self._move_standing(trace, kept, keep=keep.id, gone=gone.id, at=at)
        for kept in _ONCE:
            self._move_once(trace, kept, keep=keep.id, gone=gone.id)
        self._fill(trace, keep.id, gone.id)
        trace.set(attendee, self._person(gone.id), merged_into_id=keep.id)
        return {"changes": trace.changes, "aliases": list(self._add_aliases(keep, gone))}

    def take_apart(self, keep: UUID, trace: Mapping[str, Any]) -> None:
        """Give back what `merge` moved; a row that was changed again since stays as it is."""
        for kind, folded in trace["aliases"]:
            known = (alias.c.attendee_id == keep, alias.c.kind == AliasKind(kind), alias.c.folded == folded)
            self._db.execute(delete(alias).where(*known))
        for change in reversed(trace["changes"]):
            self._take_back(_TABLES[change["table"]], change)

    def took_back(self, trace: Mapping[str, Any]) -> bool:
        """Say whether a merge found the same at both, and took one of them back."""
        return any(change["column"] == "undone_at" for change in trace["changes"])

    def _move_standing(self, trace: _Trace, kept: _Kept, *, keep: UUID, gone: UUID, at: datetime) -> None:
        stands = kept.stands or _not_undone
        rivals = {kept.clash_of(row): row for row in self._rows(kept.table, keep) if stands(row)}
        for row in self._rows(kept.table, gone):
            rival = rivals.get(kept.clash_of(row)) if stands(row) else None
            if rival is None:
                trace.set(kept.table, row, attendee_id=keep)
            elif kept.rank(rival) <= kept.rank(row):
                trace.set(kept.table, row, undone_at=at)
            else:
                trace.set(kept.table, rival, undone_at=at)
                trace.set(kept.table, row, attendee_id=keep)

    def _move_once(self, trace: _Trace, kept: _Kept, *, keep: UUID, gone: UUID) -> None:
        mine = {kept.clash_of(row): row for row in self._rows(kept.table, keep)}
        for row in self._rows(kept.table, gone):
            rival = mine.get(kept.clash_of(row))
            if rival is None:
                trace.set(kept.table, row, attendee_id=keep)
            elif kept.table is registration and row["cancelled_at"] is None and rival["cancelled_at"] is not None:
                trace.set(registration, rival, cancelled_at=None)

    def _fill(self, trace: _Trace, keep: UUID, gone: UUID) -> None:  # positional: whom, and from whom
        """Fill what the kept entry does not say of the person, from the other one."""
        mine, theirs = self._person(keep), self._person(gone)
        names = [name for name in ("email", "team_id", "system") if mine[name] is None and theirs[name] is not None]
        filled = {name: theirs[name] for name in names}
        if "email" in filled:
            filled["email_folded"] = theirs["email_folded"]
        if mine["walk_in"] and not theirs["walk_in"]:
            filled["walk_in"] = False  # they stood on the roster all along
        trace.set(attendee, mine, **filled)

    def _add_aliases(self, keep: Attendee, gone: Attendee) -> Iterator[tuple[str, str]]:
        """Keep the other entry's name and e-mail, under which files and people will go on to look for them."""
        known = {(row["kind"], row["folded"]) for row in self._rows(alias, keep.id)}
        texts = [(AliasKind.NAME, gone.name, keep.name)]
        if gone.email and keep.email:
            texts.append((AliasKind.EMAIL, gone.email, keep.email))
        for kind, text, own in texts:
            folded = identity_key(text)
            if folded != identity_key(own) and (kind, folded) not in known:
                self._db.execute(insert(alias).values(attendee_id=keep.id, kind=kind, folded=folded, text=text))
                yield kind.value, folded

    def _take_back(self, table: Table, change: Mapping[str, Any]) -> None:
        name = change["column"]
        row = [table.c[key] == _decoded(table, key, value) for key, value in change["key"].items()]
        row.append(_is(table, name, change["new"]))
        if name == "undone_at" and self._has_another(table, row):
            return
        self._db.execute(update(table).where(*row).values({name: _decoded(table, name, change["old"])}))

    def _has_another(self, table: Table, same: list[ColumnElement[bool]]) -> bool:
        """Say whether the owner of this row has another one by now that stands in its place."""
        kept = _CLASHES[table.name]
        stands = kept.stands or _not_undone
        for row in self._found(_select(table).where(*same)):
            others = (one for one in self._rows(table, row["attendee_id"]) if stands(one))
            return any(kept.clash_of(one) == kept.clash_of(row) for one in others)
        return False

    def _rows(self, table: Table, who: UUID) -> list[Row]:
        return self._found(_select(table).where(table.c.attendee_id == who))

    def _person(self, who: UUID) -> Row:
        return self._found(select(attendee).where(attendee.c.id == who))[0]

    def _found(self, query: Select[Any]) -> list[Row]:
        return [{str(name): value for name, value in row.items()} for row in self._db.execute(query).mappings()]


class _Trace:
    """Changes rows and writes down how each was before, in texts and numbers."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self.changes: list[dict[str, object]] = []

    def set(self, table: Table, row: Row, **values: object) -> None:
        for name, new in values.items():
            keys = [column.name for column in table.primary_key if column.name != name]
            same = [table.c[key] == row[key] for key in keys]
            if name in table.primary_key:
                same.append(table.c[name] == row[name])
            self._db.execute(update(table).where(*same).values({name: new}))
            key = {key: _encoded(row[key]) for key in keys}
            change = {"key": key, "column": name, "old": _encoded(row[name]), "new": _encoded(new)}
            self.changes.append({"table": table.name, **change})


def _select(table: Table) -> Select[Any]:
    """Return a query for whole rows; a ticket's also says in which state it is."""
    if table is not ticket:
        return select(table)
    last = select(ticket_stage.c.state).where(
        ticket_stage.c.ticket_id == ticket.c.id, ticket_stage.c.position == ticket.c.stages - 1
    )
    return select(ticket, last.scalar_subquery().label("state"))


def _encoded(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else getattr(value, "value", value)


def _decoded(table: Table, name: str, value: Any) -> object:  # positional: where it stands, and what
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, Id):
        return UUID(value)
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(value)
    return kind.kind(value) if isinstance(kind, EnumText) else value


def _is(table: Table, name: str, value: Any) -> ColumnElement[bool]:  # positional: as `_decoded`
    found = table.c[name]
    return found.is_(None) if value is None else found == _decoded(table, name, value)
