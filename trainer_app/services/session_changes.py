"""What is planned for sessions: written, changed, repeated and removed, and how each is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.changes import Deed, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.program import ProgramTrouble
from trainer_app.domain.session import Phase, Session, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.registrations import as_listed
from trainer_app.services.session_lookup import name_folded, require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Writing

CREATED = "session_created"
CHANGED = "session_changed"
REMOVED = "session_removed"
REPEATED = "content_repeated"


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


def written(session: Session) -> dict[str, object]:
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
    if written(session) != dict(turn.deed.detail) or not _is_as_made(work, session):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.sessions.remove(session.id)


def _is_as_made(work: Writing, session: Session) -> bool:
    """Whether nothing happened in it and no checklist was chosen for it; a session made again knows of neither."""
    return session.checklist_id is None and work.sessions.is_untouched(session.id)


def _redo_create(work: Writing, turn: Turn) -> None:
    add_session(work, _plan(turn.deed.detail), session_id=turn.session_id)


def _plan(kept: Mapping[str, Any]) -> SessionPlan:
    """Return a session as the trail keeps it, to be made again."""
    return SessionPlan(
        name=kept["name"],
        kind=SessionKind(kept["kind"]),
        starts_at=datetime.fromisoformat(kept["starts_at"]),
        ends_at=datetime.fromisoformat(kept["ends_at"]),
        zone=kept["zone"],
        room=kept["room"],
        capacity=kept["capacity"],
        hard_capacity=bool(kept["hard_capacity"]),
        facilitator=kept["facilitator"],
        helpers=tuple(kept["helpers"]),
        series=kept["series"],
    )


def change_session(work: Writing, wanted: Session, *, new_id: Callable[[], UUID]) -> Deed | None:
    """Write a session anew and return the deed, None where nothing is different.

    Raises:
        Refused: the plan cannot be, the name is taken, it has begun and its kind or start would change, it is gone.
    """
    old = require_session(work, wanted.id)
    new = replace(_checked(_as_plan(wanted), old.id), phase=old.phase, checklist_id=old.checklist_id)
    new = replace(new, series=" ".join(wanted.series.split()) or None if wanted.series else None)
    if old.phase is not Phase.PLANNED and (new.kind, new.starts_at) != (old.kind, old.starts_at):
        raise Refused(SessionTrouble.HAS_BEGUN, session=old.name)
    if written(new) == written(old):
        return None
    ids = {"old_series": _series_id(work, old), "new_series": str(_write(work, new, series_id=new_id()))}
    detail = {"old": written(old), "new": written(require_session(work, old.id)), **ids}
    work.also(Topic.ATTENDANCE)
    return Deed(Topic.SESSIONS, CHANGED, old.id, subject_id=old.id, detail=detail)


def remove_session(work: Writing, session_id: UUID) -> Deed:
    """Delete a planned session nobody came to and return the deed.

    Raises:
        Refused: it has begun, somebody was checked in, or it is gone.
    """
    session = require_session(work, session_id)
    if session.phase is not Phase.PLANNED or work.sessions.is_begun(session_id):
        raise Refused(SessionTrouble.HELD, session=session.name)
    who = [str(one) for one in work.sessions.registered(session_id)]
    work.sessions.remove(session_id)
    work.also(Topic.ATTENDANCE)
    checklist = str(session.checklist_id) if session.checklist_id else None
    detail = {**written(session), "who": who, "checklist": checklist}
    return Deed(Topic.SESSIONS, REMOVED, session_id, subject_id=session_id, detail=detail)


def join_series(
    work: Writing, source: UUID | None, *, plans: Sequence[SessionPlan], new_id: Callable[[], UUID]
) -> Session | None:
    """Let the session that is repeated be one of its series; return it as it was, None where it stays as it is."""
    session = require_session(work, source) if source else None
    series = next((one.series for one in plans if one.series), None)
    if session is None or session.series or not series:
        return None
    _write(work, replace(session, series=series), series_id=new_id())
    return session


def repeated(work: Writing, sessions: Sequence[Session], *, joined: Session | None) -> Deed:
    """Return the deed of sessions made at once."""
    made = [{"id": str(one.id), **written(one)} for one in sessions]
    detail: dict[str, object] = {
        "made": made,
        "joined": str(joined.id) if joined else None,
        "series": sessions[0].series,
    }
    detail["series_id"] = _series_id(work, sessions[0])
    return Deed(Topic.SESSIONS, REPEATED, detail=detail)


def _as_plan(session: Session) -> SessionPlan:
    return SessionPlan(
        name=session.name,
        kind=session.kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        room=session.room,
        capacity=session.capacity,
        hard_capacity=session.hard_capacity,
        facilitator=session.facilitator,
        helpers=session.helpers,
        series=session.series,
    )


def _write(work: Writing, session: Session, *, series_id: UUID) -> UUID | None:
    others = (one for one in work.sessions.everything() if one.id != session.id)
    if any(name_folded(one.name) == name_folded(session.name) for one in others):
        raise Refused(SessionTrouble.NAME_TAKEN, session=session.name)
    found = series_of(work, session.series, series_id)
    work.sessions.change(session, series_id=found)
    return found


def _series_id(work: Writing, session: Session) -> str:
    return str(work.sessions.series().get(session.series or ""))


def _undo_change(work: Writing, turn: Turn) -> None:
    _write_again(work, turn, instead="old", of="new")


def _redo_change(work: Writing, turn: Turn) -> None:
    _write_again(work, turn, instead="new", of="old")


def _write_again(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    session = require_session(work, turn.subject_id)
    if written(session) != dict(turn.record(of)):
        raise Refused(UndoTrouble.IN_THE_WAY)
    kept = _plan(turn.record(instead))
    back = replace(_checked(kept, session.id), phase=session.phase, checklist_id=session.checklist_id)
    _write(work, replace(back, series=kept.series), series_id=_kept_id(turn, f"{instead}_series"))


def _kept_id(turn: Turn, key: str) -> UUID:
    """Return the id a series had, under which it comes back where it went with its last session."""
    text = turn.text(key)
    return UUID(text) if text and text != "None" else turn.subject_id


def _undo_remove(work: Writing, turn: Turn) -> None:
    add_session(work, _plan(turn.deed.detail), session_id=turn.session_id)
    work.sessions.freeze_checklist(turn.session_id, turn.id("checklist"))
    work.sessions.register(turn.session_id, as_listed(work, turn.ids("who")), at=turn.at)
    work.also(Topic.ATTENDANCE)


def _redo_remove(work: Writing, turn: Turn) -> Deed:
    return remove_session(work, turn.session_id)


def _undo_repeat(work: Writing, turn: Turn) -> None:
    for kept in turn.records("made"):
        session = require_session(work, UUID(kept["id"]))
        plain = {name: value for name, value in kept.items() if name != "id"}
        if written(session) != plain or not _is_as_made(work, session):
            raise Refused(UndoTrouble.IN_THE_WAY)
        work.sessions.remove(session.id)
    joined = _joined(work, turn)
    if joined and joined.series == turn.text("series"):
        work.sessions.change(replace(joined, series=None), series_id=None)


def _redo_repeat(work: Writing, turn: Turn) -> None:
    joined = _joined(work, turn)
    if joined and joined.series is None:
        _write(work, replace(joined, series=turn.text("series")), series_id=_kept_id(turn, "series_id"))
    for kept in turn.records("made"):
        add_session(work, _plan(kept), session_id=UUID(kept["id"]))


def _joined(work: Writing, turn: Turn) -> Session | None:
    who = turn.id("joined")
    return work.sessions.get(who) if who else None


REVERSALS = {
    CREATED: Reversal(_undo_create, _redo_create),
    CHANGED: Reversal(_undo_change, _redo_change),
    REMOVED: Reversal(_undo_remove, _redo_remove),
    REPEATED: Reversal(_undo_repeat, _redo_repeat),
}
