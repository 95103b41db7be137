"""Check-ins and the log of attempts: the path of a scan, kept short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, exists, func, insert, select, update

from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckIn, CheckInResult, InputKind, Outcome
from trainer_app.storage.people import select_attendees, to_attendee
from trainer_app.storage.sessions import Sessions, registrations_kept
from trainer_app.storage.tables import attempt, attendee, check_in, registration, session


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands towards a session at this moment."""

    already: CheckIn | None
    registered_here: bool
    registrations_kept: bool
    in_room: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the attempts log; `raw` is the code or text as it came in."""

    gesture_id: UUID
    session_id: UUID
    attendee_id: UUID | None
    outcome: Outcome
    input: InputKind
    raw: str | None
    desk: Desk
    at: datetime


class Attendance:
    """Reads and writes who came, and every attempt to come in."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def answer_to(self, gesture_id: UUID) -> CheckInResult | None:
        """Return the first answer to this gesture, rebuilt with today's names."""
        row = self._db.execute(_ANSWER, {"gesture": gesture_id}).first()
        return self._answer(row) if row else None

    def standing(self, session_id: UUID, attendee_id: UUID) -> Standing:
        """Return this person's standing towards this session, and how full the room is."""
        row = self._db.execute(_STANDING, {"here": session_id, "who": attendee_id}).one()
        already = to_check_in(row) if row.id is not None else None
        return Standing(already, row.registered_here, row.registrations_kept, row.in_room)

    def add(self, new: CheckIn) -> None:
        """Write a check-in.

        Raises:
            sqlalchemy.exc.IntegrityError: the person has a standing check-in to this session.
        """
        self._db.execute(_INSERT, _values(new))

    def log(self, result: CheckInResult, *, input: InputKind, desk: Desk) -> None:  # noqa: A002 - the field's word
        """Keep the attempt and its answer, whatever it was."""
        values = {
            "gesture_id": result.gesture_id,
            "session_id": result.session.id,
            "attendee_id": result.attendee.id if result.attendee else None,
            "check_in_id": result.check_in.id if result.check_in else None,
            "outcome": result.outcome.value,
            "input": input.value,
            "raw": result.raw,
            "author": desk.author,
            "device": desk.device,
            "at": result.at,
            "answer": {"in_room": result.in_room, "registered_for": [str(one.id) for one in result.registered_for]},
        }
        self._db.execute(_LOG, values)

    def get(self, check_in_id: UUID) -> tuple[CheckIn, datetime | None] | None:
        """Return a check-in and when it was undone, None for never."""
        row = self._db.execute(select(check_in).where(check_in.c.id == check_in_id)).first()
        return (to_check_in(row), row.undone_at) if row else None

    def undo(self, check_in_id: UUID, *, at: datetime) -> bool:
        """Reverse a check-in, keeping its row; False where it does not stand."""
        query = update(check_in).where(check_in.c.id == check_in_id, check_in.c.undone_at.is_(None))
        return self._db.execute(query.values(undone_at=at)).rowcount > 0

    def redo(self, check_in_id: UUID) -> None:
        """Let an undone check-in stand again.

        Raises:
            sqlalchemy.exc.IntegrityError: the person has been checked in again since.
        """
        self._db.execute(update(check_in).where(check_in.c.id == check_in_id).values(undone_at=None))

    def move(self, check_in_id: UUID, *, to: UUID, moved_from: UUID | None) -> None:
        """Let a check-in count for another session."""
        query = update(check_in).where(check_in.c.id == check_in_id)
        self._db.execute(query.values(session_id=to, moved_from_id=moved_from))

    def set_seat(self, check_in_id: UUID, seat: str | None) -> None:
        """Write where the person sits."""
        self._db.execute(update(check_in).where(check_in.c.id == check_in_id).values(seat=seat))

    def set_left(self, check_in_id: UUID, at: datetime | None) -> None:
        """Write when the person left the room, None for "still here"."""
        self._db.execute(update(check_in).where(check_in.c.id == check_in_id).values(left_at=at))

    def of_session(self, session_id: UUID) -> list[tuple[CheckIn, Attendee, datetime | None]]:
        """Return the standing check-ins of a session with their people and when they left, newest first."""
        query = _with_people().where(check_in.c.session_id == session_id, check_in.c.undone_at.is_(None))
        rows = self._db.execute(query.order_by(check_in.c.at.desc(), check_in.c.id.desc()))
        return [(_labelled_check_in(row), to_attendee(row), row.check_in_left_at) for row in rows]

    def count(self, session_id: UUID) -> int:
        """Return how many check-ins this session ever had, undone ones too."""
        query = select(func.count()).select_from(check_in).where(check_in.c.session_id == session_id)
        return int(self._db.execute(query).scalar_one())

    def standing_everywhere(self) -> list[CheckIn]:
        """Return every standing check-in of the program, in order of time."""
        query = select(check_in).where(check_in.c.undone_at.is_(None)).order_by(check_in.c.at)
        return [to_check_in(row) for row in self._db.execute(query)]

    def of_attendee(self, attendee_id: UUID) -> list[CheckIn]:
        """Return one person's standing check-ins, in order of time."""
        query = select(check_in).where(check_in.c.attendee_id == attendee_id, check_in.c.undone_at.is_(None))
        return [to_check_in(row) for row in self._db.execute(query.order_by(check_in.c.at))]

    def attempts(self, session_id: UUID, *, limit: int = 500) -> list[Attempt]:
        """Return the newest attempts of a session, refusals too, newest first."""
        query = select(attempt).where(attempt.c.session_id == session_id).order_by(attempt.c.at.desc()).limit(limit)
        return [_attempt(row) for row in self._db.execute(query)]

    def _answer(self, row: Row[Any]) -> CheckInResult | None:
        sessions = Sessions(self._db)
        here = sessions.get(row.session_id)
        if here is None:
            return None
        who = self._db.execute(select_attendees().where(attendee.c.id == row.attendee_id)).first()
        kept = self.get(row.check_in_id) if row.check_in_id else None
        others = (sessions.get(UUID(one)) for one in row.answer["registered_for"])
        return CheckInResult(
            outcome=Outcome(row.outcome),
            gesture_id=row.gesture_id,
            session=here,
            at=row.at,
            attendee=to_attendee(who) if who else None,
            check_in=kept[0] if kept else None,
            raw=row.raw,
            registered_for=tuple(one for one in others if one),
            in_room=row.answer["in_room"],
            repeated=True,
        )


_INSERT = insert(check_in)
_LOG = insert(attempt)
_ANSWER = select(attempt).where(attempt.c.gesture_id == bindparam("gesture"))
_IN_ROOM = (
    select(func.count())
    .select_from(check_in.join(attendee))
    .where(check_in.c.session_id == bindparam("here"), check_in.c.undone_at.is_(None), check_in.c.left_at.is_(None))
    .where(attendee.c.role == Role.ATTENDEE)
    .scalar_subquery()
)
_REGISTERED = exists(
    select(1).where(
        registration.c.session_id == bindparam("here"),
        registration.c.attendee_id == bindparam("who"),
        registration.c.cancelled_at.is_(None),
    )
)
_own = select(session.c.id).where(session.c.id == bindparam("here")).subquery("own_session")
_standing_here = (
    select(check_in)
    .where(check_in.c.session_id == bindparam("here"), check_in.c.attendee_id == bindparam("who"))
    .where(check_in.c.undone_at.is_(None))
    .subquery("standing_here")
)
_STANDING = select(
    _standing_here,
    _REGISTERED.label("registered_here"),
    registrations_kept(bindparam("here")).label("registrations_kept"),
    _IN_ROOM.label("in_room"),
).select_from(_own.outerjoin(_standing_here, _standing_here.c.session_id == _own.c.id))


def to_check_in(row: Row[Any]) -> CheckIn:
    """Turn a row of the check-in table into the check-in."""
    return CheckIn(
        id=row.id,
        session_id=row.session_id,
        attendee_id=row.attendee_id,
        at=row.at,
        input=InputKind(row.input),
        desk=Desk(row.author, row.device),
        guest=row.guest,
        override_reason=row.override_reason,
        seat=row.seat,
        moved_from=row.moved_from_id,
    )


def _values(new: CheckIn) -> dict[str, object]:
    return {
        "id": new.id,
        "session_id": new.session_id,
        "attendee_id": new.attendee_id,
        "at": new.at,
        "input": new.input.value,
        "author": new.desk.author,
        "device": new.desk.device,
        "guest": new.guest,
        "override_reason": new.override_reason,
        "seat": new.seat,
        "moved_from_id": new.moved_from,
    }


def _with_people() -> Any:
    source = check_in.join(attendee, attendee.c.id == check_in.c.attendee_id)
    labelled = [column.label(f"check_in_{column.name}") for column in check_in.c]
    return select_attendees(source).add_columns(*labelled)


def _labelled_check_in(row: Row[Any]) -> CheckIn:
    return CheckIn(
        id=row.check_in_id,
        session_id=row.check_in_session_id,
        attendee_id=row.check_in_attendee_id,
        at=row.check_in_at,
        input=InputKind(row.check_in_input),
        desk=Desk(row.check_in_author, row.check_in_device),
        guest=row.check_in_guest,
        override_reason=row.check_in_override_reason,
        seat=row.check_in_seat,
        moved_from=row.check_in_moved_from_id,
    )


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        gesture_id=row.gesture_id,
        session_id=row.session_id,
        attendee_id=row.attendee_id,
        outcome=Outcome(row.outcome),
        input=InputKind(row.input),
        raw=row.raw,
        desk=Desk(row.author, row.device),
        at=row.at,
    )
