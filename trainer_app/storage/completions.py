"""First hands-on completions and the confidence people state before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from trainer_app.domain.completion import Completion, Moment
from trainer_app.storage.tables import completion, confidence

_before = confidence.alias("before")
_after = confidence.alias("after")


class Completions:
    """Reads and writes completions; an undone one keeps its row."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def everything(self) -> dict[UUID, Completion]:
        """Return every standing completion by attendee."""
        return {row.attendee_id: _completion(row) for row in self._db.execute(_STANDING)}

    def of_attendee(self, attendee_id: UUID) -> Completion | None:
        """Return this person's standing completion."""
        row = self._db.execute(_OF_ATTENDEE, {"who": attendee_id}).first()
        return _completion(row) if row else None

    def get(self, completion_id: UUID) -> tuple[Completion, datetime | None] | None:
        """Return a completion and when it was undone, None for never."""
        row = self._db.execute(_KEPT.where(completion.c.id == completion_id)).first()
        return (_completion(row), row.undone_at) if row else None

    def add(self, new: Completion) -> None:
        """Write a completion; the confidence goes beside it."""
        values = {field: getattr(new, field) for field in ("id", "attendee_id", "session_id", "at", "made", "witness")}
        self._db.execute(insert(completion).values(values))
        for moment, value in ((Moment.BEFORE, new.confidence_before), (Moment.AFTER, new.confidence_after)):
            if value is not None:
                self.set_confidence(new.session_id, new.attendee_id, moment=moment, value=value, at=new.at)

    def describe(self, completion_id: UUID, *, made: str | None, witness: str | None) -> None:
        """Write what somebody made and who saw it."""
        query = update(completion).where(completion.c.id == completion_id)
        self._db.execute(query.values(made=made, witness=witness))

    def set_undone(self, completion_id: UUID, at: datetime | None) -> bool:
        """Reverse a completion, or with None let it stand again; False where it is not there."""
        query = update(completion).where(completion.c.id == completion_id).values(undone_at=at)
        return self._db.execute(query).rowcount > 0

    def set_confidence(
        self, session_id: UUID, attendee_id: UUID, *, moment: Moment, value: int | None, at: datetime
    ) -> None:
        """Write how confident a person says they are, in place of what they said before; None: they said nothing."""
        key = {"session_id": session_id, "attendee_id": attendee_id, "moment": moment.value}
        if value is None:
            self._db.execute(delete(confidence).where(*_of(key)))
            return
        said = {"value": value, "at": at}
        query = upsert(confidence).values(key | said)
        self._db.execute(query.on_conflict_do_update(index_elements=list(key), set_=said))

    def said(self, session_id: UUID, attendee_id: UUID) -> dict[Moment, tuple[int, datetime]]:
        """Return how confident a person said they are, and when they said so; what nobody asked is left out."""
        rows = self._db.execute(_SAID, {"here": session_id, "who": attendee_id})
        return {Moment(row.moment): (row.value, row.at) for row in rows}

    def confidences(self, session_id: UUID) -> dict[tuple[UUID, Moment], int]:
        """Return what people of this session said, by person and moment."""
        query = select(confidence).where(confidence.c.session_id == session_id)
        return {(row.attendee_id, Moment(row.moment)): row.value for row in self._db.execute(query)}


def _of(key: Mapping[str, object]) -> list[ColumnElement[bool]]:
    return [confidence.c[name] == value for name, value in key.items()]


def _said(moment_table: Any, moment: Moment) -> Any:
    same = (
        moment_table.c.session_id == completion.c.session_id,
        moment_table.c.attendee_id == completion.c.attendee_id,
    )
    return and_(*same, moment_table.c.moment == moment.value)


_KEPT = select(
    completion, _before.c.value.label("confidence_before"), _after.c.value.label("confidence_after")
).select_from(
    completion.outerjoin(_before, _said(_before, Moment.BEFORE)).outerjoin(_after, _said(_after, Moment.AFTER))
)
_STANDING = _KEPT.where(completion.c.undone_at.is_(None))
_OF_ATTENDEE = _STANDING.where(completion.c.attendee_id == bindparam("who"))
_SAID = select(confidence).where(
    confidence.c.session_id == bindparam("here"), confidence.c.attendee_id == bindparam("who")
)


def _completion(row: Row[Any]) -> Completion:
    return Completion(
        id=row.id,
        attendee_id=row.attendee_id,
        session_id=row.session_id,
        at=row.at,
        made=row.made,
        confidence_before=row.confidence_before,
        confidence_after=row.confidence_after,
        witness=row.witness,
    )
