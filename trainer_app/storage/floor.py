"""The floor of a session: who ticked which step, help tickets with their stages, nudges and fixes shown."""

from __future__ import annotations

from collections.abc import Iterable
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
    Select,
    String,
    bindparam,
    delete,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from trainer_app.domain.attendee import Role
from trainer_app.domain.floor import FixShown, Nudge, NudgeAnswer
from trainer_app.domain.help import HelpTicket, LeftOver, RaisedBy, Stage, TicketState
from trainer_app.domain.progress import MarkState, Present, StepMark
from trainer_app.storage.tables import attendee, check_in, fix_shown, nudge, step_mark, ticket, ticket_stage
from trainer_app.storage.types import time_of_text


class FloorRows:
    """Reads and writes the floor. A mark that is taken back keeps its row."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def present(self, session_id: UUID) -> list[Present]:
        """Return the trainees that came to the session, by seat and name."""
        return [
            Present(who, name, at, seat=seat, system=system, left_at=left_at)
            for who, at, seat, left_at, name, system in self._db.execute(_PRESENT, {"here": session_id}).all()
        ]

    def marks(self, session_id: UUID) -> dict[UUID, list[StepMark]]:
        """Return the standing marks of a session by person, each person's in no order."""
        rows = self._db.execute(_MARKS, {"here": session_id}).all()  # some thousands, many times a minute
        return {
            who: [_mark(key, state, at, author) for _who, key, state, at, author in theirs]
            for who, theirs in groupby(rows, itemgetter(0))
        }

    def mark_of(self, session_id: UUID, attendee_id: UUID, step_key: str) -> tuple[UUID, StepMark] | None:
        """Return one person's standing mark of one step and its id."""
        query = _one_mark(session_id, attendee_id, step_key)
        row = self._db.execute(query).first()
        return (row.id, StepMark(row.step_key, MarkState(row.state), row.at, row.author)) if row else None

    def add_mark(self, mark_id: UUID, session_id: UUID, attendee_id: UUID, mark: StepMark) -> None:
        """Write a mark.

        Raises:
            sqlalchemy.exc.IntegrityError: the step has a standing mark of this person.
        """
        self._db.execute(
            insert(step_mark).values(
                id=mark_id,
                session_id=session_id,
                attendee_id=attendee_id,
                step_key=mark.step_key,
                state=mark.state.value,
                at=mark.at,
                author=mark.by,
            )
        )

    def set_mark_undone(self, mark_id: UUID, at: datetime | None) -> None:
        """Take a mark back, or with None let it stand again."""
        self._db.execute(update(step_mark).where(step_mark.c.id == mark_id).values(undone_at=at))

    def tickets(self, session_id: UUID) -> list[HelpTicket]:
        """Return every help ticket of a session, closed ones too, oldest first."""
        return self._tickets(select(ticket).where(ticket.c.session_id == session_id))

    def all_tickets(self) -> list[HelpTicket]:
        """Return every help ticket of the program, oldest first."""
        return self._tickets(select(ticket))

    def ticket(self, ticket_id: UUID) -> HelpTicket | None:
        """Return one ticket."""
        found = self._tickets(select(ticket).where(ticket.c.id == ticket_id))
        return found[0] if found else None

    def add_ticket(self, new: HelpTicket) -> None:
        """Write a new ticket.

        Raises:
            sqlalchemy.exc.IntegrityError: the person has a live ticket in this session.
        """
        keys = {"id": new.id, "session_id": new.session_id, "attendee_id": new.attendee_id}
        self._db.execute(insert(ticket).values(_ticket_values(new) | keys))
        self._add_stages(new, 0)

    def save_ticket(self, changed: HelpTicket, *, stages_before: int) -> bool:
        """Write a ticket anew if nobody else has moved it since it had `stages_before` stages; say whether."""
        query = update(ticket).where(ticket.c.id == changed.id, ticket.c.stages == stages_before)
        if self._db.execute(query.values(_ticket_values(changed))).rowcount == 0:
            return False
        kept = min(stages_before, len(changed.stages))
        self._db.execute(
            delete(ticket_stage).where(ticket_stage.c.ticket_id == changed.id, ticket_stage.c.position >= kept)
        )
        self._add_stages(changed, kept)
        return True

    def nudges(self, session_id: UUID) -> list[Nudge]:
        """Return the silent questions of a session and their answers."""
        return [
            Nudge(
                row.attendee_id,
                row.step_key,
                row.sent_at,
                NudgeAnswer(row.answer) if row.answer else None,
                row.answered_at,
            )
            for row in self._db.execute(select(nudge).where(nudge.c.session_id == session_id))
        ]

    def save_nudge(self, session_id: UUID, asked: Nudge) -> None:
        """Write a question or its answer; a person is asked once about a step."""
        values = {
            "sent_at": asked.sent_at,
            "answer": asked.answer.value if asked.answer else None,
            "answered_at": asked.answered_at,
        }
        key = {"session_id": session_id, "attendee_id": asked.attendee_id, "step_key": asked.step_key}
        self._db.execute(
            upsert(nudge).values(values | key).on_conflict_do_update(index_elements=list(key), set_=values)
        )

    def fixes(self, session_id: UUID) -> list[FixShown]:
        """Return when the fix of which step was shown to everyone."""
        query = select(fix_shown).where(fix_shown.c.session_id == session_id).order_by(fix_shown.c.number)
        return [FixShown(row.step_key, row.at) for row in self._db.execute(query)]

    def add_fix(self, session_id: UUID, shown: FixShown) -> None:
        """Write that a fix was shown."""
        self._db.execute(insert(fix_shown).values(session_id=session_id, step_key=shown.step_key, at=shown.at))

    def _tickets(self, query: Select[Any]) -> list[HelpTicket]:
        rows = self._db.execute(query.order_by(ticket.c.id)).all()
        stages: dict[UUID, list[Stage]] = {}
        wanted = query.with_only_columns(ticket.c.id)
        found = select(ticket_stage).where(ticket_stage.c.ticket_id.in_(wanted)).order_by(ticket_stage.c.position)
        for row in self._db.execute(found):
            stages.setdefault(row.ticket_id, []).append(Stage(TicketState(row.state), row.at, row.by))
        return [_ticket(row, stages[row.id]) for row in rows]

    def _add_stages(self, one: HelpTicket, begin: int) -> None:
        rows = [
            {"ticket_id": one.id, "position": begin + n, "state": stage.state.value, "at": stage.at, "by": stage.by}
            for n, stage in enumerate(one.stages[begin:])
        ]
        if rows:
            self._db.execute(insert(ticket_stage), rows)


_here: BindParameter[UUID] = bindparam("here")
_PRESENT = (
    select(
        check_in.c.attendee_id, check_in.c.at, check_in.c.seat, check_in.c.left_at, attendee.c.name, attendee.c.system
    )
    .select_from(check_in.join(attendee, attendee.c.id == check_in.c.attendee_id))
    .where(check_in.c.session_id == _here, check_in.c.undone_at.is_(None), attendee.c.role == Role.ATTENDEE)
    .order_by(check_in.c.seat, attendee.c.name)
)
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


@lru_cache(maxsize=1 << 14)
def _mark(step_key: str, state: str, at: str, author: str) -> StepMark:
    """Return the mark of a row. It never changes, and the board reads it again with every tick of anybody."""
    return StepMark(step_key, MarkState(state), time_of_text(at), author)


def _one_mark(session_id: UUID, attendee_id: UUID, step_key: str) -> Select[Any]:
    return select(step_mark).where(
        step_mark.c.session_id == session_id,
        step_mark.c.attendee_id == attendee_id,
        step_mark.c.step_key == step_key,
        step_mark.c.undone_at.is_(None),
    )


def _nudge_answer(value: str | None) -> NudgeAnswer | None:
    return NudgeAnswer(value) if value else None


def _ticket(row: Row[Any], stages: Iterable[Stage]) -> HelpTicket:
    return HelpTicket(
        id=row.id,
        session_id=row.session_id,
        attendee_id=row.attendee_id,
        step_key=row.step_key,
        raised_by=RaisedBy(row.raised_by),
        stages=tuple(stages),
        error_key=row.error_key,
        error_text=row.error_text,
        tried=tuple(row.tried),
        remedy_key=row.remedy_key,
        pinned=row.pinned,
        left_over=LeftOver(row.left_over) if row.left_over else None,
    )


def _ticket_values(one: HelpTicket) -> dict[str, object]:
    return {
        "step_key": one.step_key,
        "raised_by": one.raised_by.value,
        "error_key": one.error_key,
        "error_text": one.error_text,
        "tried": list(one.tried),
        "remedy_key": one.remedy_key,
        "left_over": one.left_over.value if one.left_over else None,
        "pinned": one.pinned,
        "stages": len(one.stages),
        "closed_at": one.closed_at,
    }
