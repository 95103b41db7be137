"""Training sessions: planned one by one or as a series, changed, removed, opened, run and ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.session import Phase, PhaseChange, Session
from trainer_app.services import phases, registrations, session_changes
from trainer_app.services.context import Context
from trainer_app.services.phases import enter_phase
from trainer_app.services.registrations import REGISTERED
from trainer_app.services.session_changes import CREATED, SessionPlan, add_session, series_of, written
from trainer_app.services.session_lookup import find_session, require_session

__all__ = ["CREATED", "REGISTERED", "REVERSALS", "SessionPlan", "SessionService", "add_session", "series_of"]


class SessionService:
    """Plans sessions and leads them through their phases."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registrations = registrations.RegistrationService(context)

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
                deed = Deed(Topic.SESSIONS, CREATED, session.id, subject_id=session.id, detail=written(session))
                work.record(deed, at=self._context.clock(), desk=desk)
        return sessions

    def repeat(self, plans: Sequence[SessionPlan], *, source: UUID | None = None, desk: Desk) -> list[Session]:
        """Make sessions that repeat one content, all or none and taken back in one; `source` joins their series.

        Raises:
            Refused: as `create`; or the source is gone.
        """
        with self._context.store.write() as work:
            joined = session_changes.join_series(work, source, plans=plans, new_id=self._context.new_id)
            made = [add_session(work, plan, session_id=self._context.new_id()).id for plan in plans]
            sessions = [require_session(work, one) for one in made]
            if sessions:
                deed = session_changes.repeated(work, sessions, joined=joined)
                work.record(deed, at=self._context.clock(), desk=desk)
        return sessions

    def change(self, session: Session, *, desk: Desk) -> Session:
        """Write what is planned for a session anew: everything but its phase, its checklist and its place in a series.

        Raises:
            Refused: as `create`; or it has begun and its kind or start would change; or it is gone.
        """
        with self._context.store.write() as work:
            deed = session_changes.change_session(work, session, new_id=self._context.new_id)
            if deed:
                work.record(deed, at=self._context.clock(), desk=desk)
            return require_session(work, session.id)

    def remove(self, session_id: UUID, *, desk: Desk) -> None:
        """Take a planned session nobody came to out of the program, its registrations with it.

        Raises:
            Refused: it has begun, somebody was checked in, or it is gone.
        """
        with self._context.store.write() as work:
            work.record(session_changes.remove_session(work, session_id), at=self._context.clock(), desk=desk)

    def register(self, session_id: UUID, attendees: Iterable[UUID], *, desk: Desk) -> int:
        """Register people for a session; return how many were not registered before.

        Raises:
            Refused: the session is gone, or its hard capacity would be passed.
        """
        return self._registrations.register(session_id, attendees, desk=desk)

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


REVERSALS = {**phases.REVERSALS, **session_changes.REVERSALS, **registrations.REVERSALS}
