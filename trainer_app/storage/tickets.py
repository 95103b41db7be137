"""Help tickets and their stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from trainer_app.domain.help import HelpTicket, LeftOver, RaisedBy, Stage, TicketState
from trainer_app.domain.session import Phase
from trainer_app.storage.tables import session, ticket, ticket_stage


class Tickets:
    """Reads and writes help tickets. One that is taken back keeps its row and is seen no more."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of_session(self, session_id: UUID) -> list[HelpTicket]:
        """Return every help ticket of a session, closed ones too, oldest first."""
        return self._found(_OF_SESSION, {"here": session_id})

    def everything(self) -> list[HelpTicket]:
        """Return every help ticket of the program, oldest first."""
        return self._found(_EVERYTHING)

    def get(self, ticket_id: UUID, *, undone: bool = False) -> HelpTicket | None:
        """Return one ticket, with `undone` also one that was taken back."""
        found = self._found(_ONE if undone else _ONE_STANDING, {"ticket": ticket_id})
        return found[0] if found else None

    def live_of(self, session_id: UUID, attendee_id: UUID) -> HelpTicket | None:
        """Return the ticket of a person that is not closed, as it was written: a claim may have run out since."""
        found = self._found(_LIVE_OF, {"here": session_id, "who": attendee_id})
        return found[0] if found else None

    def add(self, new: HelpTicket) -> None:
        """Write a new ticket.

        Raises:
            sqlalchemy.exc.IntegrityError: the person has a live ticket in this session.
        """
        keys = {"id": new.id, "session_id": new.session_id, "attendee_id": new.attendee_id}
        self._db.execute(insert(ticket).values(_values(new) | keys))
        self._add_stages(new, 0)

    def save(self, changed: HelpTicket, *, stages_before: int) -> bool:
        """Write a ticket anew if nobody else has moved it since it had `stages_before` stages; say whether."""
        query = update(ticket).where(ticket.c.id == changed.id, ticket.c.stages == stages_before)
        if self._db.execute(query.values(_values(changed))).rowcount == 0:
            return False
        kept = min(stages_before, len(changed.stages))
        self._db.execute(
            delete(ticket_stage).where(ticket_stage.c.ticket_id == changed.id, ticket_stage.c.position >= kept)
        )
        self._add_stages(changed, kept)
        return True

    def set_undone(self, ticket_id: UUID, at: datetime | None) -> None:
        """Take a ticket back, as if nobody had asked, or with None let it stand again.

        Raises:
            sqlalchemy.exc.IntegrityError: another ticket of the person is live.
        """
        self._db.execute(update(ticket).where(ticket.c.id == ticket_id).values(undone_at=at))

    def left_open(self) -> list[UUID]:
        """Return the sessions that have ended and still have a live ticket."""
        ended = select(session.c.id).where(session.c.phase == Phase.ENDED)
        live = (ticket.c.closed_at.is_(None), ticket.c.undone_at.is_(None), ticket.c.session_id.in_(ended))
        return list(self._db.execute(select(ticket.c.session_id).where(*live).distinct()).scalars())

    def _found(self, asked: _Asked, values: Mapping[str, object] | None = None) -> list[HelpTicket]:
        rows = self._db.execute(asked.tickets, values).all()
        stages: dict[UUID, list[Stage]] = {}
        for row in self._db.execute(asked.stages, values) if rows else ():
            stages.setdefault(row.ticket_id, []).append(Stage(TicketState(row.state), row.at, row.by))
        return [_ticket(row, stages[row.id]) for row in rows]

    def _add_stages(self, one: HelpTicket, begin: int) -> None:
        rows = [
            {"ticket_id": one.id, "position": begin + n, "state": stage.state.value, "at": stage.at, "by": stage.by}
            for n, stage in enumerate(one.stages[begin:])
        ]
        if rows:
            self._db.execute(insert(ticket_stage), rows)


class _Asked(NamedTuple):
    """Two queries that go together: tickets, and the stages of those; built once where they are asked all the time."""

    tickets: Select[Any]
    stages: Select[Any]


def _asked(*where: ColumnElement[bool]) -> _Asked:
    query = select(ticket).where(*where)
    theirs = ticket_stage.c.ticket_id.in_(query.with_only_columns(ticket.c.id))
    return _Asked(query.order_by(ticket.c.id), select(ticket_stage).where(theirs).order_by(ticket_stage.c.position))


_here: BindParameter[UUID] = bindparam("here")
_stands = ticket.c.undone_at.is_(None)
_EVERYTHING = _asked(_stands)
_OF_SESSION = _asked(_stands, ticket.c.session_id == _here)
_LIVE_OF = _asked(
    _stands, ticket.c.session_id == _here, ticket.c.attendee_id == bindparam("who"), ticket.c.closed_at.is_(None)
)
_ONE = _asked(ticket.c.id == bindparam("ticket"))
_ONE_STANDING = _asked(_stands, ticket.c.id == bindparam("ticket"))


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


def _values(one: HelpTicket) -> dict[str, object]:
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
