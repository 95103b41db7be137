"""Registrations: who is down for which session, taken off, moved, and spread over a series."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.registration import Registered, RegistrationLists, SessionCount, Spread, over_by, spread
from trainer_app.domain.session import Phase, Session, SessionTrouble
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

REGISTERED = "registered"
UNREGISTERED = "unregistered"
MOVED = "registration_moved"
SPREAD = "registrations_spread"


class RegistrationService:
    """Keeps the lists of who is expected where. A hard capacity is kept; a soft one may be passed."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def counts(self) -> dict[UUID, SessionCount]:
        """Return of every session how many trainees are registered and how many came."""
        with self._context.store.read() as view:
            sessions = [one.id for one in view.sessions.everything()]
            trainees = {one.id for one in view.people.everyone() if one.role is Role.ATTENDEE}
            down = Counter(session for session, who in view.sessions.registrations() if who in trainees)
            came = Counter(
                one.session_id for one in view.attendance.standing_everywhere() if one.attendee_id in trainees
            )
        return {one: SessionCount(down[one], came[one]) for one in sessions}

    def registered(self, session_id: UUID) -> list[Attendee]:
        """Return who is registered for a session, by name."""
        with self._context.store.read() as view:
            down = set(view.sessions.registered(session_id))
            return [one for one in view.people.everyone() if one.id in down]

    def lists(self, session_id: UUID) -> RegistrationLists:
        """Return the roster beside a session: who is registered, and who is not.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.read() as view:
            session = require_session(view, session_id)
            known = {one.id: one for one in view.sessions.everything()}
            places: dict[UUID, list[Session]] = defaultdict(list)
            for where, who in view.sessions.registrations():
                places[who].append(known[where])
            came = {one.attendee_id for one in view.attendance.standing_everywhere() if one.session_id == session_id}
            people = view.people.everyone()
        down: list[Registered] = []
        others: list[Registered] = []
        for one in people:
            mine = sorted(places[one.id], key=_by_start)
            elsewhere = tuple(place for place in mine if place.id != session_id)
            here = len(elsewhere) < len(mine)
            if here or one.role is Role.ATTENDEE:
                (down if here else others).append(Registered(one, one.id in came, elsewhere))
        return RegistrationLists(session, tuple(down), tuple(others))

    def register(self, session_id: UUID, attendees: Iterable[UUID], *, desk: Desk) -> int:
        """Register people for a session; return how many were not registered before.

        Raises:
            Refused: the session is gone, or its hard capacity would be passed.
        """
        with self._context.store.write() as work:
            session, now = require_session(work, session_id), self._context.clock()
            new = add_registrations(work, session, attendees=attendees, at=now)
            if new:
                work.record(_deed(REGISTERED, session_id, new), at=now, desk=desk)
        return len(new)

    def unregister(self, session_id: UUID, attendees: Iterable[UUID], *, desk: Desk) -> int:
        """Take people off the list of a session; return how many stood on it.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.write() as work:
            require_session(work, session_id)
            now = self._context.clock()
            gone = _cancel(work, session_id, dict.fromkeys(attendees), at=now)
            if gone:
                work.record(_deed(UNREGISTERED, session_id, gone), at=now, desk=desk)
        return len(gone)

    def move(self, attendees: Iterable[UUID], *, old: UUID, to: UUID, desk: Desk) -> int:
        """Register people for another session instead of this one; return how many were moved.

        Raises:
            Refused: a session is gone, or the hard capacity of the other one would be passed.
        """
        with self._context.store.write() as work:
            require_session(work, old)
            target, now = require_session(work, to), self._context.clock()
            here, there = set(work.sessions.registered(old)), set(work.sessions.registered(to))
            left = [who for who in dict.fromkeys(attendees) if who in here and old != to]
            joined = [who for who in left if who not in there]
            refuse_too_many(work, target, new=joined)
            _cancel(work, old, left, at=now)
            work.sessions.register(to, joined, at=now)
            if left:
                detail = {"from": str(old), "left": _texts(left), "joined": _texts(joined), "people": len(left)}
                work.record(Deed(Topic.SESSIONS, MOVED, to, detail=detail), at=now, desk=desk)
                work.also(Topic.ATTENDANCE)
        return len(left)

    def spread(self, session_id: UUID, *, desk: Desk) -> Spread:
        """Register every trainee who is in no session of this series yet, the planned ones becoming equally full.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.write() as work:
            session, now = require_session(work, session_id), self._context.clock()
            whole = [session, *work.sessions.of_series(session_id)]
            down = {one.id: set(work.sessions.registered(one.id)) for one in whole}
            placed = set().union(*down.values())
            people = [one for one in work.people.everyone() if one.role is Role.ATTENDEE and one.id not in placed]
            still = sorted((one for one in whole if one.phase is Phase.PLANNED and one.ends_at > now), key=_by_start)
            done = spread(people, still, taken={one: len(who) for one, who in down.items()})
            for where, who in done.places.items():
                work.sessions.register(where, who, at=now)
            if done.count:
                detail = {"places": [{"session": str(one), "who": _texts(who)} for one, who in done.places.items()]}
                work.record(Deed(Topic.SESSIONS, SPREAD, detail=detail), at=now, desk=desk)
        return done


def add_registrations(work: Writing, session: Session, *, attendees: Iterable[UUID], at: datetime) -> list[UUID]:
    """Register people and return those who were not registered before.

    Raises:
        Refused: the session's hard capacity would be passed.
    """
    known = set(work.sessions.registered(session.id))
    new = [who for who in dict.fromkeys(as_listed(work, attendees)) if who not in known]
    refuse_too_many(work, session, new=new)
    work.sessions.register(session.id, new, at=at)
    return new


def refuse_too_many(view: Reading, session: Session, *, new: Sequence[UUID]) -> None:
    """Keep a hard capacity.

    Raises:
        Refused: these people more would be too many.
    """
    standing = len(view.sessions.registered(session.id))
    if session.hard_capacity and new and over_by(session, standing + len(new)):
        facts = {"session": session.name, "capacity": session.capacity, "registered": standing, "more": len(new)}
        raise Refused(SessionTrouble.FULL, **facts)


def as_listed(view: Reading, attendees: Iterable[UUID]) -> Iterable[UUID]:
    """Return these people as they are on the roster now: who was merged, as who they are; who is gone, not at all."""
    listed = {one.id for one in view.people.everyone()}
    for who in attendees:
        person = None if who in listed else view.people.get(who)
        if who in listed:
            yield who
        elif person and person.id in listed:
            yield person.id


def _by_start(session: Session) -> tuple[datetime, str]:
    return session.starts_at, session.name


def _deed(kind: str, session_id: UUID, who: Sequence[UUID]) -> Deed:
    return Deed(Topic.SESSIONS, kind, session_id, detail={"people": len(who), "who": _texts(who)})


def _texts(ids: Iterable[UUID]) -> list[str]:
    return [str(one) for one in ids]


def _cancel(work: Writing, session_id: UUID, who: Iterable[UUID], *, at: datetime) -> list[UUID]:
    return [one for one in who if work.sessions.cancel(session_id, one, at=at)]


def _register(work: Writing, turn: Turn) -> None:
    require_session(work, turn.session_id)
    work.sessions.register(turn.session_id, as_listed(work, turn.ids("who")), at=turn.at)


def _unregister(work: Writing, turn: Turn) -> None:
    _cancel(work, turn.session_id, as_listed(work, turn.ids("who")), at=turn.at)


def _undo_move(work: Writing, turn: Turn) -> None:
    old = turn.id("from")
    if old is None or work.sessions.get(old) is None:
        raise Refused(SessionTrouble.GONE)
    _cancel(work, turn.session_id, as_listed(work, turn.ids("joined")), at=turn.at)
    work.sessions.register(old, as_listed(work, turn.ids("left")), at=turn.at)


def _redo_move(work: Writing, turn: Turn) -> None:
    old = turn.id("from")
    if old is None or work.sessions.get(old) is None:
        raise Refused(SessionTrouble.GONE)
    require_session(work, turn.session_id)
    _cancel(work, old, as_listed(work, turn.ids("left")), at=turn.at)
    work.sessions.register(turn.session_id, as_listed(work, turn.ids("joined")), at=turn.at)


def _undo_spread(work: Writing, turn: Turn) -> None:
    for place in turn.records("places"):
        who = as_listed(work, [UUID(one) for one in place["who"]])
        _cancel(work, UUID(place["session"]), who, at=turn.at)


def _redo_spread(work: Writing, turn: Turn) -> None:
    for place in turn.records("places"):
        session = require_session(work, UUID(place["session"]))
        work.sessions.register(session.id, as_listed(work, [UUID(one) for one in place["who"]]), at=turn.at)


REVERSALS = {
    REGISTERED: Reversal(_unregister, _register),
    UNREGISTERED: Reversal(_register, _unregister),
    MOVED: Reversal(_undo_move, _redo_move),
    SPREAD: Reversal(_undo_spread, _redo_spread),
}
