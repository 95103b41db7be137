"""What was agreed about people in a state, and what they said at a revisit."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from trainer_app.domain.adoption import State
from trainer_app.domain.follow_up import Fate, FollowUp, RevisitAnswer, Why
from trainer_app.storage.tables_after import follow_up, revisit_answer

_KEY = ("attendee_id", "state")
_ANSWER_KEY = ("attendee_id", "after_days")
_WRITTEN = tuple(field.name for field in fields(FollowUp) if field.name not in {*_KEY, "reason"})


class FollowUpRows:
    """Reads and writes one row per person and state, and one answer per person and revisit."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def everything(self) -> dict[tuple[UUID, State], FollowUp]:
        """Return all that is agreed, by person and state."""
        return {(one.attendee_id, one.state): one for one in map(_follow_up, self._db.execute(select(follow_up)))}

    def get(self, attendee_id: UUID, state: State) -> FollowUp:
        """Return what is agreed about a person in a state, a blank one where nothing is."""
        query = select(follow_up).where(follow_up.c.attendee_id == attendee_id, follow_up.c.state == state.value)
        row = self._db.execute(query).first()
        return _follow_up(row) if row else FollowUp(attendee_id, state)

    def put(self, one: FollowUp, *, at: datetime) -> None:
        """Write what is agreed in place of what stood there; a blank one leaves no row."""
        key = {"attendee_id": one.attendee_id, "state": one.state.value}
        if one.is_blank:
            self._db.execute(delete(follow_up).where(*(follow_up.c[name] == value for name, value in key.items())))
            return
        said = {name: getattr(one, name) for name in _WRITTEN}
        said |= {"reason": one.reason.value if one.reason else None, "changed_at": at}
        query = upsert(follow_up).values(key | said)
        self._db.execute(query.on_conflict_do_update(index_elements=_KEY, set_=said))

    def answers(self) -> dict[tuple[UUID, int], RevisitAnswer]:
        """Return every answer, by person and days after training."""
        rows = map(_answer, self._db.execute(select(revisit_answer)))
        return {(one.attendee_id, one.after_days): one for one in rows}

    def answer_of(self, attendee_id: UUID, after_days: int) -> RevisitAnswer | None:
        """Return what this person said at this revisit."""
        return self.answers_of(attendee_id).get(after_days)

    def answers_of(self, attendee_id: UUID) -> dict[int, RevisitAnswer]:
        """Return what this person said, by days after training."""
        query = select(revisit_answer).where(revisit_answer.c.attendee_id == attendee_id)
        return {one.after_days: one for one in map(_answer, self._db.execute(query))}

    def put_answer(self, one: RevisitAnswer) -> None:
        """Write an answer in place of what stood there."""
        key = {"attendee_id": one.attendee_id, "after_days": one.after_days}
        why = one.why.value if one.why else None
        said = {"answered_on": one.answered_on, "fate": one.fate.value, "why": why, "text": one.text}
        query = upsert(revisit_answer).values(key | said)
        self._db.execute(query.on_conflict_do_update(index_elements=_ANSWER_KEY, set_=said))

    def drop_answer(self, attendee_id: UUID, after_days: int) -> None:
        """Take an answer away."""
        known = (revisit_answer.c.attendee_id == attendee_id, revisit_answer.c.after_days == after_days)
        self._db.execute(delete(revisit_answer).where(*known))


def _follow_up(row: Row[Any]) -> FollowUp:
    written = {name: getattr(row, name) for name in _WRITTEN}
    reason = Why(row.reason) if row.reason else None
    return FollowUp(attendee_id=row.attendee_id, state=State(row.state), reason=reason, **written)


def _answer(row: Row[Any]) -> RevisitAnswer:
    why = Why(row.why) if row.why else None
    return RevisitAnswer(row.attendee_id, row.after_days, row.answered_on, Fate(row.fate), why, row.text)
