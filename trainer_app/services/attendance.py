"""Who came: the room as it stands, the welcome card, the attempts log, and repairs afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.attendance_sheet import Arrived, AttendanceSheet, HeadCount
from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.check_in import Attempt, CheckIn, CheckInTrouble, Missed, Welcome, counts_as_trainee, is_over
from trainer_app.domain.errors import Refused
from trainer_app.domain.progress import current_step
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.undo import UndoTrouble
from trainer_app.domain.usage import gather, identities_of
from trainer_app.services.check_in import CAME_BACK, CHECKED_IN, move_registrations
from trainer_app.services.checklists import session_checklist
from trainer_app.services.context import Context
from trainer_app.services.help_desk import let_go_home, reopen
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.attendance import KeptCheckIn
from trainer_app.storage.unit_of_work import Reading, Writing

MOVED = "check_ins_moved"
SEATED = "seated"
LEFT = "left"
HEADS_COUNTED = "heads_counted"


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
            first_open = view.completions.of_attendee(attendee_id) is None
            return Welcome(
                number=here.number,
                of=here.of,
                missed=tuple(_missed(one) for one in earlier if one.id in planned and one.id not in came),
                first_hands_on_open=first_open,
                stopped_at_step=_stopped_at(view, attendee_id, earlier) if first_open else None,
                explored_days=_explored(view, attendee_id, _first_day(view, attendee_id, here)),
                granted_on=view.access.granted_on(attendee_id),
            )

    def attempts(self, session_id: UUID, *, limit: int = 500) -> list[Attempt]:
        """Return every attempt to come in to this session, refusals too, newest first."""
        with self._context.store.read() as view:
            return view.attendance.attempts(session_id, limit=limit)

    def count_heads(self, session_id: UUID, seen: int, *, desk: Desk) -> HeadCount:
        """Keep how many people somebody saw in the room beside how many are in it by the book.

        Raises:
            Refused: the session is gone, or the number is below zero.
        """
        if seen < 0:
            raise Refused(CheckInTrouble.BAD_HEAD_COUNT, seen=seen)
        with self._context.store.write() as work:
            require_session(work, session_id)
            in_book = sum(
                left is None and counts_as_trainee(who) for _, who, left in work.attendance.of_session(session_id)
            )
            now = self._context.clock()
            detail = {"seen": seen, "in_book": in_book}
            work.record(Deed(Topic.ATTENDANCE, HEADS_COUNTED, session_id, detail=detail), at=now, desk=desk)
        return HeadCount(seen, in_book, now)

    def move(self, check_in_ids: Sequence[UUID], *, to: UUID, desk: Desk) -> int:
        """Let check-ins that landed in the wrong session count for another one, all or none.

        Somebody who is in the other session already keeps that check-in; the moved one is undone.
        Returns how many were moved.

        Raises:
            Refused: none was chosen, one is gone, all are there already, the session is gone, or its hard capacity
                would be passed.
        """
        if not check_in_ids:
            raise Refused(CheckInTrouble.NOBODY_CHOSEN)
        with self._context.store.write() as work:
            session = require_session(work, to)
            found = [_standing(work, one) for one in dict.fromkeys(check_in_ids)]
            moving = [one for one in found if one.session_id != to]
            if not moving:
                raise Refused(CheckInTrouble.SAME_SESSION)
            now, before = self._context.clock(), work.attendance.in_room(to)
            moves = [_move(work, one, to=to, at=now) for one in moving]
            _keep_places(session, before, work.attendance.in_room(to))
            work.record(Deed(Topic.ATTENDANCE, MOVED, detail={"to": str(to), "moves": moves}), at=now, desk=desk)
            work.also(Topic.FLOOR)
        return len(moves)

    def seat(self, check_in_id: UUID, seat: str | None, *, desk: Desk) -> None:
        """Write where a person sits.

        Raises:
            Refused: the check-in does not stand any more.
        """
        with self._context.store.write() as work:
            found = _standing(work, check_in_id)
            new = (seat.strip() or None) if seat else None
            if new == found.seat:
                return
            work.attendance.set_seat(check_in_id, new)
            detail = {"old": found.seat, "new": new}
            deed = Deed(Topic.ATTENDANCE, SEATED, found.session_id, found.attendee_id, found.id, detail)
            work.record(deed, at=self._context.clock(), desk=desk)
            work.also(Topic.FLOOR)

    def leave(self, check_in_id: UUID, *, desk: Desk) -> None:
        """Write that a person left the room; the check-in stands, and a wish for help goes home with them.

        Raises:
            Refused: the check-in does not stand any more.
        """
        with self._context.store.write() as work:
            found = _standing(work, check_in_id)
            kept = work.attendance.get(check_in_id)
            if kept and kept.left_at:
                return
            now = self._context.clock()
            work.attendance.set_left(check_in_id, now)
            closed = let_go_home(work, found.session_id, found.attendee_id, at=now, by=desk.author)
            detail = {"left_at": now.isoformat(), "closed": closed}
            deed = Deed(Topic.ATTENDANCE, LEFT, found.session_id, found.attendee_id, found.id, detail)
            work.record(deed, at=now, desk=desk)
            work.also(Topic.FLOOR)


def _standing(view: Reading, check_in_id: UUID) -> CheckIn:
    found = view.attendance.get(check_in_id)
    if found is None:
        raise Refused(CheckInTrouble.GONE)
    if found.undone_at is not None:
        raise Refused(CheckInTrouble.ALREADY_UNDONE)
    return found.check_in


def _expected(view: Reading, session: Session) -> list[Attendee]:
    everyone = [one for one in view.people.everyone() if one.role is Role.ATTENDEE]
    registered = set(view.sessions.registered(session.id))
    return [one for one in everyone if one.id in registered] if registered else everyone


def _stopped_at(view: Reading, attendee_id: UUID, earlier: Sequence[Session]) -> str | None:
    """Return the title of the first step left open in the last earlier session they ticked anything in."""
    for session in reversed(earlier):
        marks = view.floor.marks(session.id).get(attendee_id)
        if marks:
            checklist = session_checklist(view, session)
            key = current_step(checklist.steps, {mark.step_key: mark for mark in marks})
            return checklist.step(key).title if key else None
    return None


def _first_day(view: Reading, attendee_id: UUID, here: Session) -> date:
    """Return the day of their first hands-on session, this one if there was none before."""
    came = (view.sessions.get(one.session_id) for one in view.attendance.of_attendee(attendee_id))
    days = [_day(one) for one in came if one and one.kind is SessionKind.HANDS_ON]
    return min([_day(here), *days])


def _explored(view: Reading, attendee_id: UUID, until: date) -> int | None:
    """Return on how many days before `until` they used the tool, None where no import could show them."""
    who, program = view.people.get(attendee_id), view.programs.get()
    imports = [one.window for one in view.usage.imports() if one.window.covers_from < until]
    if who is None or program is None or not imports:
        return None
    aliases, grants = view.people.aliases().get(who.id, ()), view.access.everything().get(who.id, ())
    known = {who.id: identities_of(who, aliases=aliases, grants=grants)}
    usage = gather(known, imports=imports, days=view.usage.days(), unread=view.usage.unread()).people[who.id]
    if usage.coverage.first is None or usage.coverage.first >= until:
        return None
    return len({one.day for one in usage.days if one.day < until and one.units >= program.min_units})


def _missed(session: Session) -> Missed:
    return Missed(session.name, _day(session))


def _day(session: Session) -> date:
    return session.starts_at.astimezone(ZoneInfo(session.zone)).date()


def _keep_places(session: Session, before: int, after: int) -> None:
    if session.hard_capacity and after > before and is_over(session, after):
        facts = {"session": session.name, "capacity": session.capacity, "in_room": before, "more": after - before}
        raise Refused(CheckInTrouble.NO_PLACES, **facts)


def _move(work: Writing, one: CheckIn, *, to: UUID, at: datetime) -> dict[str, object]:
    """Move a check-in with all that was done in its session: ticks, help and the first hands-on completion."""
    kept = work.attendance.standing(to, one.attendee_id)
    if kept:
        work.attendance.undo(one.id, at=at)
    else:
        work.attendance.move(one.id, to=to, moved_from=one.session_id)
    return {
        "id": str(one.id),
        "from": str(one.session_id),
        "before": str(one.moved_from) if one.moved_from else "",
        "undone": "yes" if kept else "",
        "carried": work.carrying.carry(one.attendee_id, old=one.session_id, new=to),
    }


def _undo_check_in(work: Writing, turn: Turn) -> dict[str, object]:
    check_in = _kept(work, turn).check_in
    if not work.attendance.undo(check_in.id, at=turn.at):
        raise Refused(UndoTrouble.ALREADY)
    done = work.completions.of_attendee(check_in.attendee_id)
    if done and done.session_id == check_in.session_id:
        work.completions.set_undone(done.id, turn.at)
    else:
        done = None
    if elsewhere := turn.ids("registrations"):
        move_registrations(work, check_in.attendee_id, [check_in.session_id], to=elsewhere, at=turn.at)
    # Only whoever was added at the door goes: the check-in may be another entry's by now, merged with that one.
    added = work.people.entry(turn.attendee_id) if turn.deed.detail.get("added") else None
    if added and added.walk_in and not work.attendance.of_attendee(added.id):
        work.people.set_removed(turn.attendee_id, turn.at)
        work.also(Topic.PEOPLE)
    work.also(Topic.FLOOR)
    return {"completion": str(done.id) if done else None}


def _redo_check_in(work: Writing, turn: Turn) -> None:
    kept = _kept(work, turn)
    if turn.deed.detail.get("added"):
        work.people.set_removed(turn.attendee_id, None)
        work.also(Topic.PEOPLE)
    _may_stand(work, kept.check_in)
    if kept.undone_at is None:
        raise Refused(CheckInTrouble.IN_AGAIN)
    work.attendance.redo(kept.check_in.id)
    done = turn.undone.get("completion")
    if done and work.completions.of_attendee(kept.check_in.attendee_id) is None:
        work.completions.set_undone(UUID(str(done)), None)
    if elsewhere := turn.ids("registrations"):
        move_registrations(work, kept.check_in.attendee_id, elsewhere, to=[kept.check_in.session_id], at=turn.at)
    work.also(Topic.FLOOR)


def _may_stand(work: Writing, check_in: CheckIn, *, session_id: UUID | None = None) -> None:
    """Refuse to let a check-in stand beside another one of the same person, or for somebody who is no more."""
    if work.attendance.standing(session_id or check_in.session_id, check_in.attendee_id):
        raise Refused(CheckInTrouble.IN_AGAIN)
    if work.people.listed(check_in.attendee_id) is None:
        raise Refused(UndoTrouble.IN_THE_WAY)


def _undo_move(work: Writing, turn: Turn) -> None:
    for move in turn.records("moves"):
        kept, back = work.attendance.get(UUID(move["id"])), UUID(move["from"])
        if kept is None:
            raise Refused(CheckInTrouble.GONE)
        _put_back(work, turn, kept=kept, move=move)
        work.carrying.carry_back(kept.check_in.attendee_id, move["carried"], old=back, new=UUID(str(turn.text("to"))))
    work.also(Topic.FLOOR)


def _put_back(work: Writing, turn: Turn, *, kept: KeptCheckIn, move: Mapping[str, Any]) -> None:
    """Let a check-in count for the session it came from, unless it was moved on or there is another one by now."""
    check_in, back = kept.check_in, UUID(move["from"])
    if check_in.session_id != (back if move["undone"] else turn.id("to")):
        raise Refused(UndoTrouble.IN_THE_WAY)
    if move["undone"]:
        if kept.undone_at is None:
            raise Refused(UndoTrouble.IN_THE_WAY)
        _may_stand(work, check_in)
        work.attendance.redo(check_in.id)
        return
    if kept.undone_at is None:
        _may_stand(work, check_in, session_id=back)
    work.attendance.move(check_in.id, to=back, moved_from=UUID(move["before"]) if move["before"] else None)


def _redo_move(work: Writing, turn: Turn) -> Deed:
    to = UUID(str(turn.text("to")))
    require_session(work, to)
    found = [_standing(work, UUID(move["id"])) for move in turn.records("moves")]
    moves = [_move(work, one, to=to, at=turn.at) for one in found if one.session_id != to]
    work.also(Topic.FLOOR)
    return replace(turn.deed, detail={"to": str(to), "moves": moves})


def _undo_seat(work: Writing, turn: Turn) -> None:
    _seat_as(work, turn, instead="old", of="new")


def _redo_seat(work: Writing, turn: Turn) -> None:
    _seat_as(work, turn, instead="new", of="old")


def _seat_as(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    if _kept(work, turn).check_in.seat != turn.text(of):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.attendance.set_seat(turn.subject_id, turn.text(instead))
    work.also(Topic.FLOOR)


def _undo_left(work: Writing, turn: Turn) -> None:
    _be(work, turn, left_at=None, instead_of=turn.time("left_at"))
    reopen(work, turn.records("closed"))


def _redo_left(work: Writing, turn: Turn) -> Deed:
    kept = _kept(work, turn)
    _be(work, turn, left_at=turn.at, instead_of=None)
    who = (kept.check_in.session_id, kept.check_in.attendee_id)
    closed = let_go_home(work, *who, at=turn.at, by=turn.desk.author)
    return replace(turn.deed, detail={"left_at": turn.at.isoformat(), "closed": closed})


def _undo_return(work: Writing, turn: Turn) -> None:
    _be(work, turn, left_at=turn.time("left_at"), instead_of=None)


def _redo_return(work: Writing, turn: Turn) -> None:
    _be(work, turn, left_at=None, instead_of=turn.time("left_at"))


def _be(work: Writing, turn: Turn, *, left_at: datetime | None, instead_of: datetime | None) -> None:
    """Write when the person left, where nobody has written otherwise since."""
    if _kept(work, turn).left_at != instead_of:
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.attendance.set_left(turn.subject_id, left_at)
    work.also(Topic.FLOOR)


def _kept(view: Reading, turn: Turn) -> KeptCheckIn:
    found = view.attendance.get(turn.subject_id)
    if found is None:
        raise Refused(CheckInTrouble.GONE)
    return found


REVERSALS = {
    CHECKED_IN: Reversal(_undo_check_in, _redo_check_in),
    CAME_BACK: Reversal(_undo_return, _redo_return),
    MOVED: Reversal(_undo_move, _redo_move),
    SEATED: Reversal(_undo_seat, _redo_seat),
    LEFT: Reversal(_undo_left, _redo_left),
}
