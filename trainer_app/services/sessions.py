"""Training sessions: planned one by one or as a series, opened, run and ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.program import ProgramTrouble
from trainer_app.domain.session import Phase, PhaseChange, Session, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services import phases
from trainer_app.services.context import Context
from trainer_app.services.phases import enter_phase
from trainer_app.services.session_lookup import find_session, name_folded, require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

CREATED = "session_created"
REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session to be made. Times are aware; `zone` is where the room is."""

    name: str
    kind: SessionKind
    starts_at: datetime
    ends_at: datetime
    zone: str
    room: str | None = None
    capacity: int | None = None
    hard_capacity: bool = False
    facilitator: str | None = None
    helpers: tuple[str, ...] = ()
    series: str | None = None


class SessionService:
    """Plans sessions and leads them through their phases."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def everything(self) -> list[Session]:
        """Return all sessions by start time."""
        with self._context.store.read() as view:
            return view.sessions.everything()

    def get(self, session_id: UUID) -> Session:
        """Return this session.

        Raises:
            Refused: it is gone.
        """
        with self._context.store.read() as view:
            return require_session(view, session_id)

    def named(self, name: str) -> Session:
        """Return the session of this name, whatever its case; a beginning is enough where only one fits.

        Raises:
            Refused: none or several fit.
        """
        with self._context.store.read() as view:
            return find_session(view.sessions.everything(), name)

    def create(self, plans: Sequence[SessionPlan], *, desk: Desk) -> list[Session]:
        """Make these sessions, all or none. Sessions that name the same series repeat the same content.

        Raises:
            Refused: a name is blank or taken, a session ends before it starts, a zone is unknown.
        """
        with self._context.store.write() as work:
            made = [add_session(work, plan, session_id=self._context.new_id()).id for plan in plans]
            sessions = [require_session(work, one) for one in made]
            for session in sessions:
                deed = Deed(Topic.SESSIONS, CREATED, session.id, subject_id=session.id, detail=_written(session))
                work.record(deed, at=self._context.clock(), desk=desk)
        return sessions

    def register(self, session_id: UUID, attendees: Iterable[UUID], *, desk: Desk) -> int:
        """Register people for a session; return how many were not registered before.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.write() as work:
            require_session(work, session_id)
            now = self._context.clock()
            known = set(work.sessions.registered(session_id))
            new = [who for who in dict.fromkeys(_as_listed(work, attendees)) if who not in known]
            work.sessions.register(session_id, new, at=now)
            if new:
                detail = {"people": len(new), "who": [str(who) for who in new]}
                work.record(Deed(Topic.SESSIONS, REGISTERED, session_id, detail=detail), at=now, desk=desk)
        return len(new)

    def enter(self, session_id: UUID, phase: Phase, *, desk: Desk) -> Session:
        """Enter a phase. Opening the doors freezes the checklist version this session runs.

        Ending the session closes the help tickets that are left, with a reason; they wait again if it goes on.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.write() as work:
            session = require_session(work, session_id)
            if session.phase is phase:
                return session
            change = PhaseChange(phase, self._context.clock())
            deed = enter_phase(work, session, change=change, by=desk.author, new_id=self._context.new_id)
            work.record(deed, at=change.at, desk=desk)
            return require_session(work, session_id)

    def phases(self, session_id: UUID) -> list[PhaseChange]:
        """Return the phases a session went through."""
        with self._context.store.read() as view:
            return view.sessions.phases(session_id)


def add_session(work: Writing, plan: SessionPlan, *, session_id: UUID) -> Session:
    """Check a plan and write its session, making the series where it is new.

    Raises:
        Refused: the name is blank or taken, it ends before it starts, the zone is unknown.
    """
    session = _checked(plan, session_id)
    if any(name_folded(one.name) == name_folded(session.name) for one in work.sessions.everything()):
        raise Refused(SessionTrouble.NAME_TAKEN, session=session.name)
    work.sessions.add(session, series_id=series_of(work, plan.series, session_id))
    return session


def series_of(work: Writing, name: str | None, session_id: UUID) -> UUID | None:  # positional: three plain things
    """Return the id of this series, made with its first session where it is new; None where no series is named."""
    if not name or not name.strip():
        return None
    tidy = " ".join(name.split())
    known = {name_folded(one): series_id for one, series_id in work.sessions.series().items()}
    found = known.get(name_folded(tidy))
    if found is None:
        work.sessions.add_series(session_id, tidy)
    return found or session_id


def _checked(plan: SessionPlan, session_id: UUID) -> Session:
    name = " ".join(plan.name.split())
    if not name:
        raise Refused(SessionTrouble.NAME_MISSING)
    if plan.ends_at.astimezone(UTC) <= plan.starts_at.astimezone(UTC):  # one zone's own times hide a change of clocks
        raise Refused(SessionTrouble.ENDS_BEFORE_START, session=name)
    if plan.capacity is not None and plan.capacity < 1:
        raise Refused(SessionTrouble.BAD_CAPACITY, session=name)
    try:
        ZoneInfo(plan.zone)
    except (KeyError, ValueError, OSError) as error:
        raise Refused(ProgramTrouble.UNKNOWN_ZONE, zone=plan.zone) from error
    return Session(
        id=session_id,
        name=name,
        kind=plan.kind,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        zone=plan.zone,
        room=plan.room,
        capacity=plan.capacity,
        hard_capacity=plan.hard_capacity,
        facilitator=plan.facilitator,
        helpers=plan.helpers,
    )


def _as_listed(view: Reading, attendees: Iterable[UUID]) -> Iterable[UUID]:
    """Return these people as they are on the roster now: who was merged, as who they are; who is gone, not at all."""
    listed = {one.id for one in view.people.everyone()}
    for who in attendees:
        person = None if who in listed else view.people.get(who)
        if who in listed:
            yield who
        elif person and person.id in listed:
            yield person.id


def _written(session: Session) -> dict[str, object]:
    """Return a new session as the trail keeps it."""
    return {
        "name": session.name,
        "kind": session.kind.value,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "zone": session.zone,
        "room": session.room,
        "capacity": session.capacity,
        "hard_capacity": session.hard_capacity,
        "facilitator": session.facilitator,
        "helpers": list(session.helpers),
        "series": session.series,
    }


def _undo_create(work: Writing, turn: Turn) -> None:
    session = require_session(work, turn.session_id)
    if _written(session) != dict(turn.deed.detail) or not work.sessions.is_untouched(session.id):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.sessions.remove(session.id)


def _redo_create(work: Writing, turn: Turn) -> None:
    starts_at, ends_at = turn.time("starts_at"), turn.time("ends_at")
    if starts_at is None or ends_at is None:
        raise Refused(UndoTrouble.NOT_REVERSIBLE)
    plan = SessionPlan(
        name=str(turn.text("name")),
        kind=SessionKind(turn.text("kind")),
        starts_at=starts_at,
        ends_at=ends_at,
        zone=str(turn.text("zone")),
        room=turn.text("room"),
        capacity=turn.number("capacity"),
        hard_capacity=bool(turn.deed.detail.get("hard_capacity")),
        facilitator=turn.text("facilitator"),
        helpers=turn.texts("helpers"),
        series=turn.text("series"),
    )
    add_session(work, plan, session_id=turn.session_id)


def _undo_register(work: Writing, turn: Turn) -> None:
    for who in _as_listed(work, turn.ids("who")):
        work.sessions.cancel(turn.session_id, who, at=turn.at)


def _redo_register(work: Writing, turn: Turn) -> None:
    require_session(work, turn.session_id)
    work.sessions.register(turn.session_id, _as_listed(work, turn.ids("who")), at=turn.at)


REVERSALS = {
    **phases.REVERSALS,
    CREATED: Reversal(_undo_create, _redo_create),
    REGISTERED: Reversal(_undo_register, _redo_register),
}
