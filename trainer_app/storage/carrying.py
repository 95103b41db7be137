"""What a person did in a session follows their check-in when that turns out to belong to another session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, select, update

from trainer_app.storage.tables import completion, confidence, nudge, step_mark, ticket
from trainer_app.storage.tables_phones import exit_ticket


@dataclass(frozen=True, slots=True)
class _Carried:
    """A table of what a person does in a session.

    `key` names a row among one person's rows. `place` is what only one row of a person and session may hold, None for
    a row that does not stand.
    """

    table: Table
    key: str
    place: Callable[[RowMapping], object]


def _of_mark(row: RowMapping) -> object:
    return row["step_key"] if row["undone_at"] is None else None


def _of_ticket(row: RowMapping) -> object:
    return "live" if row["undone_at"] is None and row["closed_at"] is None else None


_CARRIED = (
    _Carried(step_mark, "id", _of_mark),
    _Carried(ticket, "id", _of_ticket),
    _Carried(completion, "id", lambda _row: None),  # there is one of a person, wherever it was
    _Carried(nudge, "step_key", lambda row: row["step_key"]),
    _Carried(confidence, "moment", lambda row: row["moment"]),
    _Carried(exit_ticket, "attendee_id", lambda _row: exit_ticket.name),  # one of a person and session
)


class Carrying:
    """Moves the marks, tickets, answers, completion and exit ticket of one person from one session to another."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def carry(self, attendee_id: UUID, *, old: UUID, new: UUID) -> dict[str, list[str]]:
        """Let what they did in `old` count for `new`; return which rows, by table, for the way back.

        What stands in `new` already keeps its place, and its twin stays behind.
        """
        carried: dict[str, list[str]] = {}
        for one in _CARRIED:
            there = {one.place(row) for row in self._rows(one.table, attendee_id, session_id=new)} - {None}
            rows = [row for row in self._rows(one.table, attendee_id, session_id=old) if one.place(row) not in there]
            self._put(one, rows, session_id=new)
            carried[one.table.name] = [str(row[one.key]) for row in rows]
        return carried

    def carry_back(self, attendee_id: UUID, carried: Mapping[str, Sequence[str]], *, old: UUID, new: UUID) -> None:
        """Let the rows of `carry` that are still in `new` count for `old` again."""
        for one in _CARRIED:
            known = set(carried.get(one.table.name, ()))  # a trail written before the table was has none of it
            rows = self._rows(one.table, attendee_id, session_id=new)
            self._put(one, [row for row in rows if str(row[one.key]) in known], session_id=old)

    def _rows(self, table: Table, attendee_id: UUID, *, session_id: UUID) -> list[RowMapping]:
        query = select(table).where(table.c.attendee_id == attendee_id, table.c.session_id == session_id)
        return list(self._db.execute(query).mappings())

    def _put(self, one: _Carried, rows: Iterable[RowMapping], *, session_id: UUID) -> None:
        for row in rows:
            same = [column == row[column.name] for column in one.table.primary_key]
            self._db.execute(update(one.table).where(*same).values(session_id=session_id))
