"""Who came: the room as it stands, the welcome card, the attempts log, and repairs afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.attendance_sheet import Arrived, AttendanceSheet
from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.check_in import CheckIn, CheckInTrouble, Missed, Welcome, counts_as_trainee
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Session
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.check_in import CHECKED_IN, move_registrations
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal
from trainer_app.storage.attendance import Attempt
from trainer_app.storage.unit_of_work import Reading, Writing

MOVED = "check_ins_moved"
SEATED = "seated"
LEFT = "left"


class AttendanceService:
    """Reads the room, and repairs what landed in the wrong place."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def sheet(self, session_id: UUID) -> AttendanceSheet:
        """Return who came and who is still expected.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.read() as view:
            session = require_session(view, session_id)
            arrived = tuple(Arrived(who, came, left) for came, who, left in view.attendance.of_session(session_id))
            expected = _expected(view, session)
            check_ins = view.attendance.count(session_id)
        here = {one.attendee.id for one in arrived}
        trainees = [one for one in arrived if counts_as_trainee(one.attendee)]
        return AttendanceSheet(
            session=session,
            people=len(trainees),
            check_ins=check_ins,
            in_room=sum(one.left_at is None for one in trainees),
            expected=len(expected),
            arrived=arrived,
            not_arrived=tuple(who for who in expected if who.id not in here),
        )

    def welcome(self, session_id: UUID, attendee_id: UUID) -> Welcome:
        """Return what the welcome card says of this person in this session.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.read() as view:
            here = require_session(view, session_id)
            came = {one.session_id for one in view.attendance.of_attendee(attendee_id)}
            planned = set(view.sessions.registered_for(attendee_id))
            earlier = [one for one in view.sessions.of_series(session_id) if one.starts_at < here.starts_at]
            return Welcome(
                number=here.number,
                of=here.of,
                missed=tuple(_missed(one) for one in earlier if one.id in planned and one.id not in came),
                first_hands_on_open=view.completions.of_attendee(attendee_id) is None,
                granted_on=view.access.granted_on(attendee_id),
            )

    def attempts(self, session_id: UUID, *, limit: int = 500) -> list[Attempt]:
        """Return every attempt to come in to this session, refusals too, newest first."""
        with self._context.store.read() as view:
            return view.attendance.attempts(session_id, limit=limit)

    def move(self, check_in_ids: Sequence[UUID], *, to: UUID, desk: Desk) -> int:
        """Let check-ins that landed in the wrong session count for another one, all or none.

        Somebody who is in the other session already keeps that check-in; the moved one is undone.
        Returns how many were moved.

        Raises:
            Refused: none was chosen, one is gone, all are there already, or the session is gone.
        """
        if not check_in_ids:
            raise Refused(CheckInTrouble.NOBODY_CHOSEN)
        with self._context.store.write() as work:
            require_session(work, to)
            found = [_standing(work, one) for one in check_in_ids]
            moving = [one for one in found if one.session_id != to]
            if not moving:
                raise Refused(CheckInTrouble.SAME_SESSION)
            now = self._context.clock()
            moves = [_move(work, one, to=to, at=now) for one in moving]
            work.record(Deed(Topic.ATTENDANCE, MOVED, detail={"to": str(to), "moves": moves}), at=now, desk=desk)
        return len(moves)

    def seat(self, check_in_id: UUID, seat: str | None, *, desk: Desk) -> None:
        """Write where a person sits.

        Raises:
            Refused: the check-in does not stand any more.
        """
        with self._context.store.write() as work:
            found = _standing(work, check_in_id)
            new = (seat.strip() or None) if seat else None
            work.attendance.set_seat(check_in_id, new)
            deed = Deed(
                Topic.ATTENDANCE, SEATED, found.session_id, found.attendee_id, found.id, {"old": found.seat, "new": new}
            )
            work.record(deed, at=self._context.clock(), desk=desk)

    def leave(self, check_in_id: UUID, *, desk: Desk) -> None:
        """Write that a person left the room; the check-in stands.

        Raises:
            Refused: the check-in does not stand any more.
        """
        with self._context.store.write() as work:
            found = _standing(work, check_in_id)
            now = self._context.clock()
            work.attendance.set_left(check_in_id, now)
            work.record(Deed(Topic.ATTENDANCE, LEFT, found.session_id, found.attendee_id, found.id), at=now, desk=desk)


def _standing(view: Reading, check_in_id: UUID) -> CheckIn:
    found = view.attendance.get(check_in_id)
    if found is None:
        raise Refused(CheckInTrouble.GONE)
    check_in, undone_at = found
    if undone_at is not None:
        raise Refused(CheckInTrouble.ALREADY_UNDONE)
    return check_in


def _expected(view: Reading, session: Session) -> list[Attendee]:
    everyone = [one for one in view.people.everyone() if one.role is Role.ATTENDEE]
    registered = set(view.sessions.registered(session.id))
    return [one for one in everyone if one.id in registered] if registered else everyone


def _missed(session: Session) -> Missed:
    return Missed(session.name, _day(session))


def _day(session: Session) -> date:
    return session.starts_at.astimezone(ZoneInfo(session.zone)).date()


def _move(work: Writing, one: CheckIn, *, to: UUID, at: datetime) -> dict[str, str]:
    kept = work.attendance.standing(to, one.attendee_id)
    if kept:
        work.attendance.undo(one.id, at=at)
    else:
        work.attendance.move(one.id, to=to, moved_from=one.session_id)
    before = str(one.moved_from) if one.moved_from else ""
    return {"id": str(one.id), "from": str(one.session_id), "before": before, "undone": "yes" if kept else ""}


def _undo_check_in(work: Writing, deed: Deed, at: datetime) -> None:
    check_in, _undone = _kept(work, deed)
    if not work.attendance.undo(check_in.id, at=at):
        raise Refused(UndoTrouble.ALREADY)
    if elsewhere := [UUID(str(one)) for one in _list(deed, "registrations")]:
        move_registrations(work, check_in.attendee_id, [check_in.session_id], to=elsewhere, at=at)
    if deed.detail.get("added"):
        work.people.set_removed(check_in.attendee_id, at)
        work.also(Topic.PEOPLE)


def _redo_check_in(work: Writing, deed: Deed, at: datetime) -> None:
    check_in, _undone = _kept(work, deed)
    if work.attendance.standing(check_in.session_id, check_in.attendee_id):
        raise Refused(CheckInTrouble.IN_AGAIN)
    work.attendance.redo(check_in.id)
    if elsewhere := [UUID(str(one)) for one in _list(deed, "registrations")]:
        move_registrations(work, check_in.attendee_id, elsewhere, to=[check_in.session_id], at=at)
    if deed.detail.get("added"):
        work.people.set_removed(check_in.attendee_id, None)
        work.also(Topic.PEOPLE)


def _undo_move(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    for move in _moves(deed):
        check_in_id = UUID(move["id"])
        found = work.attendance.get(check_in_id)
        if found is None:
            raise Refused(CheckInTrouble.GONE)
        back = UUID(move["from"])
        if work.attendance.standing(back, found[0].attendee_id):
            raise Refused(CheckInTrouble.IN_AGAIN)
        if move["undone"]:
            work.attendance.redo(check_in_id)
        else:
            work.attendance.move(check_in_id, to=back, moved_from=UUID(move["before"]) if move["before"] else None)


def _redo_move(work: Writing, deed: Deed, at: datetime) -> None:
    for move in _moves(deed):
        _move(work, _standing(work, UUID(move["id"])), to=UUID(str(deed.detail["to"])), at=at)


def _undo_seat(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    work.attendance.set_seat(_subject(deed), _text(deed, "old"))


def _redo_seat(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    work.attendance.set_seat(_subject(deed), _text(deed, "new"))


def _undo_left(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    work.attendance.set_left(_subject(deed), None)


def _redo_left(work: Writing, deed: Deed, at: datetime) -> None:
    work.attendance.set_left(_subject(deed), at)


def _kept(view: Reading, deed: Deed) -> tuple[CheckIn, datetime | None]:
    found = view.attendance.get(_subject(deed))
    if found is None:
        raise Refused(CheckInTrouble.GONE)
    return found


def _subject(deed: Deed) -> UUID:
    if deed.subject_id is None:
        raise Refused(UndoTrouble.NOT_REVERSIBLE)
    return deed.subject_id


def _list(deed: Deed, key: str) -> list[object]:
    value = deed.detail.get(key)
    return value if isinstance(value, list) else []


def _moves(deed: Deed) -> list[dict[str, str]]:
    return [one for one in _list(deed, "moves") if isinstance(one, dict)]


def _text(deed: Deed, key: str) -> str | None:
    value = deed.detail.get(key)
    return str(value) if value is not None else None


REVERSALS = {
    CHECKED_IN: Reversal(_undo_check_in, _redo_check_in),
    MOVED: Reversal(_undo_move, _redo_move),
    SEATED: Reversal(_undo_seat, _redo_seat),
    LEFT: Reversal(_undo_left, _redo_left),
}
