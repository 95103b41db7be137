"""Phases of a session: what entering one brings with it, and what leaving it again takes back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from trainer_app.domain.changes import Deed, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase, PhaseChange, Session, SessionKind
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.checklists import freeze_checklist
from trainer_app.services.help_desk import close_all, closed_at_the_end, reopen
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Writing

PHASE_ENTERED = "phase_entered"


def enter_phase(work: Writing, session: Session, *, change: PhaseChange, by: str, new_id: Callable[[], UUID]) -> Deed:
    """Enter a phase and return the deed.

    The first one freezes the checklist version of a session that runs one. The end closes the help tickets that are
    left, with a reason; going on after all lets them wait again.
    """
    froze = freeze_checklist(work, new_id=new_id, at=change.at) if _runs_none_yet(session) else None
    return _enter(work, session, change, by=by, froze=froze)


def _runs_none_yet(session: Session) -> bool:
    return session.checklist_id is None and session.kind is not SessionKind.AWARENESS


def _enter(work: Writing, session: Session, change: PhaseChange, *, by: str, froze: UUID | None) -> Deed:
    if froze:
        work.sessions.freeze_checklist(session.id, froze)
    ended_at = work.sessions.phases(session.id)[-1].at if session.phase is Phase.ENDED else None
    number = work.sessions.enter_phase(session.id, change)
    reopened = closed_at_the_end(work, session.id, at=ended_at) if ended_at else []
    reopen(work, reopened)
    detail = {
        "phase": change.phase.value,
        "old": session.phase.value,
        "number": number,
        "froze": str(froze) if froze else None,
        "closed": close_all(work, session.id, at=change.at, by=by) if change.phase is Phase.ENDED else [],
        "reopened": reopened,
    }
    work.also(Topic.FLOOR, Topic.ATTENDANCE)
    return Deed(Topic.SESSIONS, PHASE_ENTERED, session.id, detail=detail)


def _undo_phase(work: Writing, turn: Turn) -> None:
    session = require_session(work, turn.session_id)
    if work.sessions.last_change(session.id) != turn.number("number"):
        raise Refused(UndoTrouble.IN_THE_WAY)
    before = work.sessions.leave_phase(session.id)
    reopen(work, turn.records("closed"))
    if before is Phase.ENDED:
        by = next((str(one["by"]) for one in turn.records("reopened")), turn.desk.author)
        close_all(work, session.id, at=work.sessions.phases(session.id)[-1].at, by=by)
    froze = turn.id("froze")
    if froze and froze == session.checklist_id and not work.floor.is_begun(session.id):
        work.sessions.freeze_checklist(session.id, None)
    work.also(Topic.FLOOR, Topic.ATTENDANCE)


def _redo_phase(work: Writing, turn: Turn) -> Deed:
    session = require_session(work, turn.session_id)
    if session.phase.value != turn.text("old"):
        raise Refused(UndoTrouble.IN_THE_WAY)
    froze = turn.id("froze") if _runs_none_yet(session) else None
    change = PhaseChange(Phase(turn.text("phase")), turn.at)
    return _enter(work, session, change, by=turn.desk.author, froze=froze)


REVERSALS = {PHASE_ENTERED: Reversal(_undo_phase, _redo_phase)}
