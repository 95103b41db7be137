"""Check-ins and the log of attempts: the path of a scan, kept short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Row, Select, and_, bindparam, exists, func, insert, select, update

from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import Attempt, CheckIn, CheckInResult, Gesture, InputKind, Outcome
from trainer_app.domain.session import Session
from trainer_app.storage.people import ATTENDEE_COLUMNS, People, select_attendees, to_attendee
from trainer_app.storage.sessions import SESSION_COLUMNS, SESSION_SOURCE, Sessions, registrations_kept, to_session
from trainer_app.storage.tables import attempt, attendee, badge, check_in, registration, session, team


@dataclass(frozen=True, slots=True)
class Door:
    """One attempt as the data sees it. `answered`: this gesture was seen before; `left_at`: they were in, and went."""

    session: Session
    attendee: Attendee | None
    already: CheckIn | None
    registered_here: bool
    registrations_kept: bool
    answered: bool
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptCheckIn:
    """A check-in as it is kept: when the person left, and when it was undone (None: not)."""

    check_in: CheckIn
    left_at: datetime | None
    undone_at: datetime | None


class Attendance:
    """Reads and writes who came, and every attempt to come in."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def answer_to(self, gesture_id: UUID) -> CheckInResult | None:
        """Return the first answer to this gesture, rebuilt with today's names."""
        row = self._db.execute(_ANSWER, {"gesture": gesture_id}).first()
        return self._answer(row) if row else None

    def at_the_door(self, gesture: Gesture, *, code: str | None = None, attendee_id: UUID | None = None) -> Door | None:
        """Return all that one attempt needs to know, in one query; None where the session is gone."""
        keys = {"here": gesture.session_id, "gesture": gesture.id, "code": code, "who": attendee_id}
        row = self._db.execute(_DOOR_BY_CODE if code is not None else _DOOR_BY_PERSON, keys).first()
        if row is None:
            return None
        if row.attendee_merged_into_id is not None:
            return self.at_the_door(gesture, attendee_id=row.attendee_merged_into_id)
        return Door(
            session=to_session(row),
            attendee=to_attendee(row) if row.attendee_id is not None else None,
            already=to_check_in(row) if row.check_in_id is not None else None,
            registered_here=row.registered_here,
            registrations_kept=row.registrations_kept,
            answered=row.answered,
            left_at=row.check_in_left_at,
        )

    def in_room(self, session_id: UUID) -> int:
        """Return how many trainees are in the session now, staff not counted."""
        return int(self._db.execute(_IN_ROOM, {"here": session_id}).scalar_one())

    def standing(self, session_id: UUID, attendee_id: UUID) -> CheckIn | None:
        """Return this person's standing check-in to this session."""
        row = self._db.execute(_STANDING, {"here": session_id, "who": attendee_id}).first()
        return to_check_in(row) if row else None

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

    def get(self, check_in_id: UUID) -> KeptCheckIn | None:
        """Return a check-in, undone or not."""
        row = self._db.execute(select(*CHECK_IN_COLUMNS).where(check_in.c.id == check_in_id)).first()
        return KeptCheckIn(to_check_in(row), row.check_in_left_at, row.check_in_undone_at) if row else None

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
        return [(to_check_in(row), to_attendee(row), row.check_in_left_at) for row in rows]

    def count(self, session_id: UUID) -> int:
        """Return how many check-ins this session ever had, undone ones too."""
        query = select(func.count()).select_from(check_in).where(check_in.c.session_id == session_id)
        return int(self._db.execute(query).scalar_one())

    def standing_everywhere(self) -> list[CheckIn]:
        """Return every standing check-in of the program, in order of time."""
        query = select(*CHECK_IN_COLUMNS).where(check_in.c.undone_at.is_(None)).order_by(check_in.c.at)
        return [to_check_in(row) for row in self._db.execute(query)]

    def of_attendee(self, attendee_id: UUID) -> list[CheckIn]:
        """Return one person's standing check-ins, in order of time."""
        query = select(*CHECK_IN_COLUMNS).where(check_in.c.attendee_id == attendee_id, check_in.c.undone_at.is_(None))
        return [to_check_in(row) for row in self._db.execute(query.order_by(check_in.c.at))]

    def attempts(self, session_id: UUID, *, limit: int = 500) -> list[Attempt]:
        """Return the newest attempts of a session, refusals too, newest first."""
        query = select(attempt).where(attempt.c.session_id == session_id)
        newest_first = query.order_by(attempt.c.at.desc(), attempt.c.gesture_id.desc()).limit(limit)
        return [_attempt(row) for row in self._db.execute(newest_first)]

    def _answer(self, row: Row[Any]) -> CheckInResult | None:
        sessions = Sessions(self._db)
        here = sessions.get(row.session_id)
        if here is None:
            return None
        who = People(self._db).get(row.attendee_id) if row.attendee_id else None
        kept = self.get(row.check_in_id) if row.check_in_id else None
        others = (sessions.get(UUID(one)) for one in row.answer["registered_for"])
        return CheckInResult(
            outcome=Outcome(row.outcome),
            gesture_id=row.gesture_id,
            session=here,
            at=row.at,
            attendee=who,
            check_in=kept.check_in if kept else None,
            raw=row.raw,
            registered_for=tuple(one for one in others if one),
            in_room=row.answer["in_room"],
            repeated=True,
        )


_INSERT = insert(check_in)
_LOG = insert(attempt)
_ANSWER = select(attempt).where(attempt.c.gesture_id == bindparam("gesture"))
_here: BindParameter[UUID] = bindparam("here")
_who: BindParameter[UUID] = bindparam("who")
_IN_ROOM = (
    select(func.count())
    .select_from(check_in.join(attendee))
    .where(check_in.c.session_id == _here, check_in.c.undone_at.is_(None), check_in.c.left_at.is_(None))
    .where(attendee.c.role == Role.ATTENDEE)
)
_REGISTERED_HERE = exists(
    select(1)
    .where(registration.c.session_id == _here, registration.c.attendee_id == attendee.c.id)
    .where(registration.c.cancelled_at.is_(None))
    .correlate(attendee)
)
CHECK_IN_COLUMNS = tuple(column.label(f"check_in_{column.name}") for column in check_in.c)
_STANDING = select(*CHECK_IN_COLUMNS).where(
    check_in.c.session_id == _here, check_in.c.attendee_id == _who, check_in.c.undone_at.is_(None)
)


def _door(who: Any) -> Select[Any]:
    stands = and_(
        check_in.c.session_id == session.c.id, check_in.c.attendee_id == attendee.c.id, check_in.c.undone_at.is_(None)
    )
    source = (
        SESSION_SOURCE.outerjoin(attendee, and_(attendee.c.id == who, attendee.c.removed_at.is_(None)))
        .outerjoin(team, team.c.id == attendee.c.team_id)
        .outerjoin(check_in, stands)
    )
    return (
        select(
            *SESSION_COLUMNS,
            *ATTENDEE_COLUMNS,
            *CHECK_IN_COLUMNS,
            _REGISTERED_HERE.label("registered_here"),
            registrations_kept(_here).label("registrations_kept"),
            exists(select(1).where(attempt.c.gesture_id == bindparam("gesture"))).label("answered"),
        )
        .select_from(source)
        .where(session.c.id == _here)
    )


_carrier = select(badge.c.attendee_id).where(badge.c.code == bindparam("code"), badge.c.revoked_at.is_(None))
_DOOR_BY_CODE = _door(_carrier.scalar_subquery())
_DOOR_BY_PERSON = _door(_who)


def to_check_in(row: Row[Any]) -> CheckIn:
    """Turn a row of `CHECK_IN_COLUMNS` into the check-in."""
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


def _with_people() -> Select[Any]:
    source = check_in.join(attendee, attendee.c.id == check_in.c.attendee_id)
    return select_attendees(source).add_columns(*CHECK_IN_COLUMNS)


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
