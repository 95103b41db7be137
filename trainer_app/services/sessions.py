"""Training sessions: planned one by one or as a series, opened, run and ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.program import ProgramTrouble
from trainer_app.domain.session import Phase, PhaseChange, Session, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.checklists import freeze_checklist
from trainer_app.services.context import Context
from trainer_app.services.help_desk import close_all
from trainer_app.services.session_lookup import find_session, name_folded, require_session
from trainer_app.services.undo import Reversal
from trainer_app.storage.unit_of_work import Writing

PHASE_ENTERED = "phase_entered"


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
            made = [add_session(work, plan, session_id=self._context.new_id()) for plan in plans]
            for session in made:
                deed = Deed(Topic.SESSIONS, "session_created", session.id, subject_id=session.id)
                work.record(deed, at=self._context.clock(), desk=desk)
            return [require_session(work, one.id) for one in made]

    def register(self, session_id: UUID, attendees: Iterable[UUID], *, desk: Desk) -> int:
        """Register people for a session; return how many were not registered before.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.write() as work:
            require_session(work, session_id)
            now = self._context.clock()
            new = work.sessions.register(session_id, attendees, at=now)
            if new:
                work.record(Deed(Topic.SESSIONS, "registered", session_id, detail={"people": new}), at=now, desk=desk)
        return new

    def enter(self, session_id: UUID, phase: Phase, *, desk: Desk) -> Session:
        """Enter a phase. Opening the doors freezes the checklist version this session runs.

        Ending the session closes the help tickets that are left, with a reason.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.write() as work:
            session = require_session(work, session_id)
            if session.phase is not phase:
                now = self._context.clock()
                if session.checklist_id is None and session.kind is not SessionKind.AWARENESS:
                    freeze_checklist(work, session, new_id=self._context.new_id, at=now)
                work.sessions.enter_phase(session_id, PhaseChange(phase, now))
                deed = Deed(
                    Topic.SESSIONS, PHASE_ENTERED, session_id, detail={"phase": phase.value, "old": session.phase.value}
                )
                work.record(deed, at=now, desk=desk)
                if phase is Phase.ENDED:
                    close_all(work, session_id, at=now, desk=desk)
                work.also(Topic.FLOOR, Topic.ATTENDANCE)
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


def series_of(work: Writing, name: str | None, session_id: UUID) -> UUID | None:
    """Return the id of this series, made with its first session where it is new; None where no series is named."""
    if not name or not name.strip():
        return None
    tidy = " ".join(name.split())
    found = work.sessions.series_id(tidy)
    if found is None:
        work.sessions.add_series(session_id, tidy)
    return found or session_id


def _checked(plan: SessionPlan, session_id: UUID) -> Session:
    name = " ".join(plan.name.split())
    if not name:
        raise Refused(SessionTrouble.NAME_MISSING)
    if plan.ends_at <= plan.starts_at:
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


def _undo_phase(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    session = _of(work, deed)
    if session.phase.value != deed.detail["phase"]:
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.sessions.leave_phase(session.id)
    work.also(Topic.FLOOR, Topic.ATTENDANCE)


def _redo_phase(work: Writing, deed: Deed, at: datetime) -> None:
    session = _of(work, deed)
    work.sessions.enter_phase(session.id, PhaseChange(Phase(str(deed.detail["phase"])), at))
    work.also(Topic.FLOOR, Topic.ATTENDANCE)


def _of(work: Writing, deed: Deed) -> Session:
    if deed.session_id is None:
        raise Refused(UndoTrouble.NOT_REVERSIBLE)
    return require_session(work, deed.session_id)


REVERSALS = {PHASE_ENTERED: Reversal(_undo_phase, _redo_phase)}
