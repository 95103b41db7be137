"""What a person did in a session follows their check-in when that turns out to belong to another session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, select, update

from trainer_app.storage.tables import completion, step_mark, ticket

_CARRIED: Mapping[str, Table] = {table.name: table for table in (step_mark, ticket, completion)}


class Carrying:
    """Moves step marks, help tickets and the completion of one person from one session to another."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def carry(self, attendee_id: UUID, *, old: UUID, new: UUID) -> dict[str, list[str]]:
        """Let what they did in `old` count for `new`; return which rows, by table, for the way back.

        What stands in `new` already keeps its place, and its twin stays behind.
        """
        carried: dict[str, list[str]] = {}
        for name, table in _CARRIED.items():
            there = {_place(row) for row in self._rows(table, attendee_id, new)} - {None}
            ids = [row["id"] for row in self._rows(table, attendee_id, old) if _place(row) not in there]
            self._put(table, ids, new)
            carried[name] = [str(one) for one in ids]
        return carried

    def carry_back(self, carried: Mapping[str, Sequence[str]], *, session_id: UUID) -> None:
        """Let the rows of `carry` count for the session they came from again."""
        for name, ids in carried.items():
            self._put(_CARRIED[name], [UUID(one) for one in ids], session_id)

    def _rows(self, table: Table, attendee_id: UUID, session_id: UUID) -> list[RowMapping]:
        query = select(table).where(table.c.attendee_id == attendee_id, table.c.session_id == session_id)
        return list(self._db.execute(query).mappings())

    def _put(self, table: Table, ids: Sequence[UUID], session_id: UUID) -> None:
        if ids:
            self._db.execute(update(table).where(table.c.id.in_(ids)).values(session_id=session_id))


def _place(row: RowMapping) -> object:
    """Return what only one standing row of a person and session may hold, None for a row that does not stand."""
    if row["undone_at"] is not None or row.get("closed_at") is not None:
        return None
    return row.get("step_key") if "state" in row else "the one"
