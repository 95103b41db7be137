"""Phones that joined a session, the first answers to what they asked, and the tickets people leave on their way out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from trainer_app.domain.phone import ExitTicket, KeptAnswer, Phone, PhoneRole, PhoneRoom
from trainer_app.storage.tables_phones import exit_ticket, phone, phone_gesture, phone_room


class Phones:
    """Reads and writes phones. One that is shut out keeps its row."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, phone_id: UUID) -> tuple[Phone, str] | None:
        """Return a phone and the digest of its secret."""
        row = self._db.execute(_ONE, {"phone": phone_id}).first()
        return (_phone(row), row.digest) if row else None

    def of_session(self, session_id: UUID) -> list[Phone]:
        """Return the phones that joined a session, the first one first."""
        return [_phone(row) for row in self._db.execute(_OF_SESSION, {"here": session_id})]

    def everybody(self, session_id: UUID) -> dict[UUID, tuple[Phone, str]]:
        """Return the phones that joined a session and the digests of their secrets, by id."""
        rows = self._db.execute(_OF_SESSION, {"here": session_id})
        return {row.id: (_phone(row), row.digest) for row in rows}

    def add(self, new: Phone, *, digest: str) -> None:
        """Write a phone that has joined."""
        values: dict[str, object] = {"id": new.id, "session_id": new.session_id, "attendee_id": new.attendee_id}
        values |= {"role": new.role.value, "name": new.name, "digest": digest, "waits": new.waits}
        self._db.execute(insert(phone).values(values | {"made_at": new.made_at, "seen_at": new.made_at}))

    def belongs(self, phone_id: UUID, attendee_id: UUID | None, *, waits: bool) -> None:
        """Write whose phone it is."""
        self._db.execute(update(phone).where(phone.c.id == phone_id).values(attendee_id=attendee_id, waits=waits))

    def revoke(self, phone_id: UUID, at: datetime) -> None:
        """Shut a phone out."""
        self._db.execute(update(phone).where(phone.c.id == phone_id).values(revoked_at=at))

    def seen(self, phone_ids: Iterable[UUID], at: datetime) -> None:
        """Write that phones were heard of."""
        self._db.execute(update(phone).where(phone.c.id.in_(list(phone_ids))).values(seen_at=at))

    def room(self) -> PhoneRoom | None:
        """Return the session phones may join, and how they reach it."""
        row = self._db.execute(select(phone_room)).first()
        return PhoneRoom(row.session_id, row.port, row.secure, row.since) if row else None

    def open_room(self, room: PhoneRoom) -> None:
        """Write that phones may join this session, and no other."""
        self.close_room()
        values = {"session_id": room.session_id, "port": room.port, "secure": room.secure, "since": room.since}
        self._db.execute(insert(phone_room).values(values))

    def close_room(self) -> None:
        """Write that phones may join no session."""
        self._db.execute(delete(phone_room))

    def answer_to(self, gesture_id: UUID) -> KeptAnswer | None:
        """Return the first answer to a gesture."""
        row = self._db.execute(_ANSWER, {"gesture": gesture_id}).first()
        return KeptAnswer(row.phone_id, row.digest, dict(row.answer)) if row else None

    def keep_answer(self, gesture_id: UUID, kept: KeptAnswer, *, at: datetime) -> None:
        """Write the first answer to a gesture."""
        values = {"id": gesture_id, "phone_id": kept.phone_id, "digest": kept.digest, "answer": kept.answer, "at": at}
        self._db.execute(_KEEP_ANSWER, values)

    def exit_ticket(self, session_id: UUID, attendee_id: UUID) -> ExitTicket | None:
        """Return what somebody left behind when they went."""
        here = (exit_ticket.c.session_id == session_id, exit_ticket.c.attendee_id == attendee_id)
        row = self._db.execute(select(exit_ticket).where(*here)).first()
        return ExitTicket(row.next_use, row.in_the_way) if row else None

    def exit_tickets(self, session_id: UUID) -> list[ExitTicket]:
        """Return what the people of a session left behind, in no order."""
        query = select(exit_ticket).where(exit_ticket.c.session_id == session_id)
        return [ExitTicket(row.next_use, row.in_the_way) for row in self._db.execute(query)]

    def exit_tickets_of(self, attendee_id: UUID) -> list[tuple[UUID, datetime, ExitTicket]]:
        """Return what a person left behind and when, by session; words that were forgotten are none."""
        words = (exit_ticket.c.next_use.is_not(None), exit_ticket.c.in_the_way.is_not(None))
        query = select(exit_ticket).where(exit_ticket.c.attendee_id == attendee_id, or_(*words))
        return [(row.session_id, row.at, ExitTicket(row.next_use, row.in_the_way)) for row in self._db.execute(query)]

    def set_exit_ticket(  # positional: where and who
        self, session_id: UUID, attendee_id: UUID, ticket: ExitTicket, *, at: datetime
    ) -> None:
        """Write what somebody left behind, in place of what they wrote before; nothing at all is no ticket."""
        if ticket == ExitTicket():
            here = (exit_ticket.c.session_id == session_id, exit_ticket.c.attendee_id == attendee_id)
            self._db.execute(delete(exit_ticket).where(*here))
            return
        told = {"next_use": ticket.next_use, "in_the_way": ticket.in_the_way, "at": at}
        query = upsert(exit_ticket).values({"session_id": session_id, "attendee_id": attendee_id} | told)
        self._db.execute(query.on_conflict_do_update(index_elements=["session_id", "attendee_id"], set_=told))


_ONE = select(phone).where(phone.c.id == bindparam("phone"))  # these are asked with every tap, and so built once
_OF_SESSION = select(phone).where(phone.c.session_id == bindparam("here")).order_by(phone.c.made_at)
_ANSWER = select(phone_gesture).where(phone_gesture.c.id == bindparam("gesture"))
_KEEP_ANSWER = insert(phone_gesture)


def _phone(row: Row[Any]) -> Phone:
    return Phone(
        row.id,
        row.session_id,
        PhoneRole(row.role),
        row.made_at,
        attendee_id=row.attendee_id,
        name=row.name,
        waits=row.waits,
        revoked_at=row.revoked_at,
        seen_at=row.seen_at,
    )
