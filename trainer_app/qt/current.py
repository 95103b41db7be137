"""Which session this desk works on: the running one, else the next, unless a person chose another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Changes, Desk, Topic
from trainer_app.domain.check_in import Gesture, InputKind
from trainer_app.domain.program import Program
from trainer_app.domain.session import Phase, PhaseChange, Session
from trainer_app.qt.live import Live
from trainer_app.qt.work import Work

_TOPICS: Final = frozenset({Topic.PROGRAM, Topic.SESSIONS, Topic.FLOOR})
_IDLE: Final = frozenset({Phase.PLANNED, Phase.ENDED})


@dataclass(frozen=True, slots=True)
class Plan:
    """The program and its sessions by start time, and the phases of the one this desk works on."""

    program: Program | None
    sessions: tuple[Session, ...]
    session: Session | None
    phases: tuple[PhaseChange, ...]

    @property
    def since(self) -> datetime | None:
        """When the present phase began."""
        return self.phases[-1].at if self.phases else None


class Current(QObject):
    """Keeps the plan fresh and says when it changed: `changed(Plan)`."""

    changed = Signal(object)

    def __init__(self, services: Services, work: Work, live: Live, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.plan: Plan | None = None
        self._services, self._work = services, work
        self._chosen: UUID | None = None
        live.changed.connect(self._hear)

    @property
    def session(self) -> Session | None:
        """The session this desk works on."""
        return self.plan.session if self.plan else None

    def gesture(self, how: InputKind, session: Session) -> Gesture:
        """Return a new act of this desk in this session; sent again, it is known again."""
        return Gesture(self._services.new_id(), session.id, how, self.desk)

    def choose(self, session_id: UUID) -> None:
        """Work on this session from now on."""
        self._chosen = session_id
        self.refresh()

    def enter(self, phase: Phase, then: Callable[[Session], None] | None = None) -> None:
        """Let the session go on to this phase; `then` hears of it once it has."""
        if self.session:
            self._chosen = self.session.id  # also when it ends: who came is looked at afterwards
            enter = self._services.sessions.enter
            self._work.run(partial(enter, self.session.id, phase, desk=self.desk), then=then, context=self)

    def refresh(self) -> None:
        """Ask for the plan again."""
        self._work.read(self._fetch, then=self._take, newest="plan")

    def _hear(self, changes: Changes) -> None:
        if changes.topics & _TOPICS:
            self.refresh()

    def _fetch(self) -> Plan:
        sessions = tuple(self._services.sessions.everything())
        session = chosen(sessions, self._chosen, now=self._services.clock())
        phases = tuple(self._services.sessions.phases(session.id)) if session else ()
        return Plan(self._services.programs.get(), sessions, session, phases)

    def _take(self, plan: Plan) -> None:
        if plan != self.plan:
            self.plan = plan
            self.changed.emit(plan)


def chosen(sessions: tuple[Session, ...], wanted: UUID | None, *, now: datetime) -> Session | None:
    """Return the session a desk works on.

    What a person chose; else the one running that started last; else the next one planned; else the last there was.
    """
    for session in sessions:
        if session.id == wanted:
            return session
    running = [one for one in sessions if one.phase not in _IDLE]
    if running:
        return running[-1]
    planned = [one for one in sessions if one.phase is Phase.PLANNED]
    due = [one for one in planned if one.ends_at > now]
    return next(iter(due), None) or next(reversed(planned or sessions), None)


def following(phases: tuple[PhaseChange, ...], session: Session | None) -> Phase | None:
    """Return the phase the one big button begins, None where there is none.

    Doors, talk, hands-on; then one break and hands-on again; then wrap-up and the end.
    """
    if session is None:
        return None
    if session.phase is Phase.HANDS_ON:
        had_break = any(change.phase is Phase.BREAK for change in phases)
        return Phase.WRAP_UP if had_break else Phase.BREAK
    return _NEXT.get(session.phase)


_NEXT: Final = {
    Phase.PLANNED: Phase.DOORS,
    Phase.DOORS: Phase.TALK,
    Phase.TALK: Phase.HANDS_ON,
    Phase.BREAK: Phase.HANDS_ON,
    Phase.WRAP_UP: Phase.ENDED,
}
