"""The floor of a session: who ticked which step, whom we asked silently, which fixes were shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    String,
    bindparam,
    delete,
    exists,
    insert,
    select,
    type_coerce,
    update,
)

from trainer_app.domain.attendee import Role
from trainer_app.domain.floor import FixShown, Nudge, NudgeAnswer
from trainer_app.domain.progress import MarkState, Present, StepMark
from trainer_app.storage.tables import attendee, check_in, fix_shown, nudge, step_mark, ticket
from trainer_app.storage.tables_phones import phone
from trainer_app.storage.types import time_of_text


@dataclass(frozen=True, slots=True)
class KeptMark:
    """A mark as it is kept: whose it is, where, and when it was taken back (None: it stands)."""

    id: UUID
    session_id: UUID
    attendee_id: UUID
    mark: StepMark
    undone_at: datetime | None


class FloorRows:
    """Reads and writes the floor but for its tickets. A mark that is taken back keeps its row."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def present(self, session_id: UUID) -> list[Present]:
        """Return the trainees that came to the session, by seat and name."""
        return [_present(row) for row in self._db.execute(_PRESENT, {"here": session_id}).all()]

    def present_one(self, session_id: UUID, attendee_id: UUID) -> Present | None:
        """Return one trainee that came to the session."""
        row = self._db.execute(_PRESENT_ONE, {"here": session_id, "who": attendee_id}).first()
        return _present(row) if row else None

    def marks_of(self, session_id: UUID, attendee_id: UUID) -> list[StepMark]:
        """Return one person's standing marks."""
        rows = self._db.execute(_MARKS_OF, {"here": session_id, "who": attendee_id}).all()
        return [_mark(key, state, at, author) for _who, key, state, at, author in rows]

    def marks(self, session_id: UUID) -> dict[UUID, list[StepMark]]:
        """Return the standing marks of a session by person, each person's in no order."""
        rows = self._db.execute(_MARKS, {"here": session_id}).all()  # some thousands, many times a minute
        return {
            who: [_mark(key, state, at, author) for _who, key, state, at, author in theirs]
            for who, theirs in groupby(rows, itemgetter(0))
        }

    def mark_of(self, session_id: UUID, attendee_id: UUID, *, step_key: str) -> KeptMark | None:
        """Return one person's standing mark of one step."""
        row = self._db.execute(_MARK_OF, {"here": session_id, "who": attendee_id, "step": step_key}).first()
        return _kept(row) if row else None

    def mark(self, mark_id: UUID) -> KeptMark | None:
        """Return a mark, whether it stands or not."""
        row = self._db.execute(_MARK, {"mark": mark_id}).first()
        return _kept(row) if row else None

    def add_mark(self, mark_id: UUID, mark: StepMark, *, session_id: UUID, attendee_id: UUID) -> None:
        """Write a mark.

        Raises:
            sqlalchemy.exc.IntegrityError: the step has a standing mark of this person.
        """
        values = {"id": mark_id, "session_id": session_id, "attendee_id": attendee_id, "step_key": mark.step_key}
        self._db.execute(_ADD_MARK, values | {"state": mark.state.value, "at": mark.at, "author": mark.by})

    def set_mark_undone(self, mark_id: UUID, at: datetime | None) -> None:
        """Take a mark back, or with None let it stand again."""
        self._db.execute(update(step_mark).where(step_mark.c.id == mark_id).values(undone_at=at))

    def is_begun(self, session_id: UUID) -> bool:
        """Say whether anything on the floor of this session names a step of its checklist."""
        named = (step_mark.c.session_id, nudge.c.session_id, fix_shown.c.session_id, ticket.c.session_id)
        return any(self._db.execute(select(1).where(column == session_id).limit(1)).first() for column in named)

    def nudges(self, session_id: UUID) -> list[Nudge]:
        """Return the silent questions of a session and their answers."""
        return [_nudge(row) for row in self._db.execute(_NUDGES, {"here": session_id})]

    def nudge_of(self, session_id: UUID, attendee_id: UUID, *, step_key: str) -> Nudge | None:
        """Return whether a person was asked about a step, and what they answered."""
        row = self._db.execute(_NUDGE_OF, {"here": session_id, "who": attendee_id, "step": step_key}).first()
        return _nudge(row) if row else None

    def add_nudge(self, session_id: UUID, asked: Nudge) -> None:
        """Write a question.

        Raises:
            sqlalchemy.exc.IntegrityError: the person was asked about this step before.
        """
        key = {"session_id": session_id, "attendee_id": asked.attendee_id, "step_key": asked.step_key}
        self._db.execute(insert(nudge).values(key | {"sent_at": asked.sent_at}))

    def set_answer(self, session_id: UUID, asked: Nudge, *, answer: NudgeAnswer | None, at: datetime | None) -> None:
        """Write what a person answered, or with None that they have not."""
        query = update(nudge).where(
            nudge.c.session_id == session_id,
            nudge.c.attendee_id == asked.attendee_id,
            nudge.c.step_key == asked.step_key,
        )
        self._db.execute(query.values(answer=answer.value if answer else None, answered_at=at))

    def fixes(self, session_id: UUID) -> list[FixShown]:
        """Return when the fix of which step was shown to everyone."""
        return [FixShown(row.step_key, row.at) for row in self._db.execute(_FIXES, {"here": session_id})]

    def add_fix(self, session_id: UUID, shown: FixShown) -> int:
        """Write that a fix was shown, and return the number of that row."""
        values = {"session_id": session_id, "step_key": shown.step_key, "at": shown.at}
        return int(self._db.execute(insert(fix_shown).values(values)).lastrowid)

    def drop_fix(self, number: int) -> bool:
        """Take back that a fix was shown; False where the row is not there."""
        return self._db.execute(delete(fix_shown).where(fix_shown.c.number == number)).rowcount > 0


_here: BindParameter[UUID] = bindparam("here")
_who: BindParameter[UUID] = bindparam("who")
_ADD_MARK = insert(step_mark)
_NUDGES = select(nudge).where(nudge.c.session_id == _here)
_NUDGE_OF = _NUDGES.where(nudge.c.attendee_id == _who, nudge.c.step_key == bindparam("step"))
_FIXES = select(fix_shown).where(fix_shown.c.session_id == _here).order_by(fix_shown.c.number)
_MARK = select(step_mark).where(step_mark.c.id == bindparam("mark"))
_MARK_OF = select(step_mark).where(
    step_mark.c.session_id == _here,
    step_mark.c.attendee_id == _who,
    step_mark.c.step_key == bindparam("step"),
    step_mark.c.undone_at.is_(None),
)
_HAS_PHONE = exists().where(
    phone.c.session_id == check_in.c.session_id,
    phone.c.attendee_id == check_in.c.attendee_id,
    phone.c.waits.is_(False),
    phone.c.revoked_at.is_(None),
)
_PRESENT = (
    select(
        check_in.c.attendee_id,
        attendee.c.name,
        check_in.c.at,
        check_in.c.seat,
        attendee.c.system,
        _HAS_PHONE.label("phone"),
        check_in.c.left_at,
    )
    .select_from(check_in.join(attendee, attendee.c.id == check_in.c.attendee_id))
    .where(check_in.c.session_id == _here, check_in.c.undone_at.is_(None), attendee.c.role == Role.ATTENDEE)
    .order_by(check_in.c.seat, attendee.c.name)
)
_PRESENT_ONE = _PRESENT.where(check_in.c.attendee_id == _who)
_MARKS = (
    select(
        step_mark.c.attendee_id,
        step_mark.c.step_key,
        step_mark.c.state,
        type_coerce(step_mark.c.at, String),
        step_mark.c.author,
    )
    .where(step_mark.c.session_id == _here, step_mark.c.undone_at.is_(None))
    .order_by(step_mark.c.attendee_id)  # as the index has them, so that nothing needs sorting
)
_MARKS_OF = _MARKS.where(step_mark.c.attendee_id == _who)


@lru_cache(maxsize=1 << 14)
def _mark(step_key: str, state: str, at: str, author: str) -> StepMark:
    """Return the mark of a row. It never changes, and the board reads it again with every tick of anybody."""
    return StepMark(step_key, MarkState(state), time_of_text(at), author)


def _present(row: Row[Any]) -> Present:
    return Present(
        row.attendee_id, row.name, row.at, seat=row.seat, system=row.system, phone=row.phone, left_at=row.left_at
    )


def _nudge(row: Row[Any]) -> Nudge:
    answer = NudgeAnswer(row.answer) if row.answer else None
    return Nudge(row.attendee_id, row.step_key, row.sent_at, answer, row.answered_at)


def _kept(row: Row[Any]) -> KeptMark:
    mark = StepMark(row.step_key, MarkState(row.state), row.at, row.author)
    return KeptMark(row.id, row.session_id, row.attendee_id, mark, row.undone_at)
