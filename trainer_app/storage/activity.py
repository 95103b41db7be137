"""The audit trail: one row for every write, in the order of commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select

from trainer_app.domain.changes import Activity, Deed, Desk
from trainer_app.storage.tables import activity

_reversal = activity.alias("reversal")


class ActivityLog:
    """Reads and appends activity; rows are never changed."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, deed: Deed, *, at: datetime, desk: Desk, undoes: int | None = None) -> int:
        """Append one row and return its cursor."""
        values = {
            "at": at,
            "author": desk.author,
            "device": desk.device,
            "topic": deed.topic,
            "kind": deed.kind,
            "session_id": deed.session_id,
            "attendee_id": deed.attendee_id,
            "subject_id": deed.subject_id,
            "detail": dict(deed.detail),
            "undoes": undoes,
        }
        return int(self._db.execute(_INSERT, values).lastrowid)

    def newest(self) -> int:
        """Return the highest cursor, 0 before the first."""
        return int(self._db.execute(_NEWEST).scalar_one())

    def get(self, cursor: int) -> Activity | None:
        """Return one line."""
        row = self._db.execute(_lines().where(activity.c.cursor == cursor)).first()
        return _activity(row) if row else None

    def since(self, cursor: int, *, limit: int = 1000) -> list[Activity]:
        """Return the lines after `cursor`, oldest first."""
        rows = self._db.execute(_lines().where(activity.c.cursor > cursor).order_by(activity.c.cursor).limit(limit))
        return [_activity(row) for row in rows]

    def latest(self, *, limit: int = 100) -> list[Activity]:
        """Return the newest lines, newest first."""
        rows = self._db.execute(_lines().order_by(activity.c.cursor.desc()).limit(limit))
        return [_activity(row) for row in rows]

    def last_of(self, desk: Desk, kinds: Sequence[str], *, after: int = 0) -> Activity | None:
        """Return this desk's newest line of these kinds after a cursor that has not been reversed."""
        query = _lines().where(*_by(desk, kinds), _reversal.c.cursor.is_(None), activity.c.cursor > after)
        row = self._db.execute(query.order_by(activity.c.cursor.desc()).limit(1)).first()
        return _activity(row) if row else None

    def last_new(self, desk: Desk, kinds: Sequence[str]) -> int:
        """Return the cursor of the newest line of these kinds this desk wrote as something new, no redo; 0 for none."""
        query = select(activity.c.cursor).where(*_by(desk, kinds), activity.c.undoes.is_(None))
        return self._db.execute(query.order_by(activity.c.cursor.desc()).limit(1)).scalar_one_or_none() or 0

    def standing(self, kind: str, attendee_id: UUID, *, after: int) -> list[Activity]:
        """Return the lines of this kind about this person after a cursor that have not been reversed."""
        about = (activity.c.kind == kind, activity.c.attendee_id == attendee_id, activity.c.cursor > after)
        query = _lines().where(*about, _reversal.c.cursor.is_(None))
        return [_activity(row) for row in self._db.execute(query.order_by(activity.c.cursor))]

    def standing_of(self, kind: str, subject_id: UUID) -> Activity | None:
        """Return the newest line of this kind about this subject, if it has not been reversed."""
        about = (activity.c.kind == kind, activity.c.subject_id == subject_id)
        query = _lines().where(*about, _reversal.c.cursor.is_(None))
        row = self._db.execute(query.order_by(activity.c.cursor.desc()).limit(1)).first()
        return _activity(row) if row else None


_INSERT = insert(activity)
_NEWEST = select(func.coalesce(func.max(activity.c.cursor), 0))


def _by(desk: Desk, kinds: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return activity.c.author == desk.author, activity.c.device == desk.device, activity.c.kind.in_(kinds)


def _lines() -> Select[Any]:
    joined = activity.outerjoin(_reversal, _reversal.c.undoes == activity.c.cursor)
    return select(activity, _reversal.c.cursor.label("undone_by")).select_from(joined)


def _activity(row: Row[Any]) -> Activity:
    deed = Deed(row.topic, row.kind, row.session_id, row.attendee_id, row.subject_id, row.detail)
    return Activity(row.cursor, row.at, Desk(row.author, row.device), deed, row.undoes, row.undone_by)
