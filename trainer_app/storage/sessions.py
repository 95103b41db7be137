"""Training sessions: series, helpers, phases and registrations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, update

from trainer_app.domain.session import Phase, PhaseChange, Session
from trainer_app.storage.tables import phase_change, registration, series, session, session_helper

_in_series = session.alias("in_series")
_window = select(
    session.c.id,
    func.row_number()
    .over(partition_by=func.coalesce(session.c.series_id, session.c.id), order_by=(session.c.starts_at, session.c.id))
    .label("number"),
    func.count().over(partition_by=func.coalesce(session.c.series_id, session.c.id)).label("of"),
).subquery("place")


class Sessions:
    """Reads and writes sessions; `number` of `of` is derived from the series each time."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def everything(self) -> list[Session]:
        """Return all sessions by start time."""
        rows = self._db.execute(_sessions().order_by(session.c.starts_at, session.c.name)).all()
        return self._with_helpers(rows)

    def get(self, session_id: UUID) -> Session | None:
        """Return this session."""
        found = self._with_helpers(self._db.execute(_sessions().where(session.c.id == session_id)).all())
        return found[0] if found else None

    def of_series(self, session_id: UUID) -> list[Session]:
        """Return the other sessions of this session's series."""
        own = select(session.c.series_id).where(session.c.id == session_id).scalar_subquery()
        query = _sessions().where(session.c.series_id == own, session.c.id != session_id)
        return self._with_helpers(self._db.execute(query.order_by(session.c.starts_at)).all())

    def add(self, new: Session, *, series_id: UUID | None) -> None:
        """Write a new session."""
        self._db.execute(insert(session).values(_values(new) | {"id": new.id, "series_id": series_id}))
        self._write_helpers(new)

    def change(self, changed: Session, *, series_id: UUID | None) -> None:
        """Write a session anew."""
        values = _values(changed) | {"series_id": series_id}
        self._db.execute(update(session).where(session.c.id == changed.id).values(values))
        self._db.execute(delete(session_helper).where(session_helper.c.session_id == changed.id))
        self._write_helpers(changed)

    def series_id(self, name: str) -> UUID | None:
        """Return the id of the series of this name."""
        return self._db.execute(select(series.c.id).where(series.c.name == name)).scalar_one_or_none()

    def add_series(self, series_id: UUID, name: str) -> None:
        """Write a new series."""
        self._db.execute(insert(series).values(id=series_id, name=name))

    def enter_phase(self, session_id: UUID, change: PhaseChange) -> None:
        """Write that the session entered a phase."""
        self._db.execute(insert(phase_change).values(session_id=session_id, phase=change.phase, at=change.at))
        self._db.execute(update(session).where(session.c.id == session_id).values(phase=change.phase))

    def leave_phase(self, session_id: UUID) -> Phase:
        """Take the last phase change back and return the phase the session is in again."""
        last = select(func.max(phase_change.c.number)).where(phase_change.c.session_id == session_id).scalar_subquery()
        self._db.execute(delete(phase_change).where(phase_change.c.number == last))
        phases = self.phases(session_id)
        before = phases[-1].phase if phases else Phase.PLANNED
        self._db.execute(update(session).where(session.c.id == session_id).values(phase=before))
        return before

    def phases(self, session_id: UUID) -> list[PhaseChange]:
        """Return the phases of a session in order."""
        query = select(phase_change.c.phase, phase_change.c.at).where(phase_change.c.session_id == session_id)
        return [PhaseChange(row.phase, row.at) for row in self._db.execute(query.order_by(phase_change.c.number))]

    def freeze_checklist(self, session_id: UUID, checklist_id: UUID) -> None:
        """Fix the checklist version this session runs."""
        self._db.execute(update(session).where(session.c.id == session_id).values(checklist_id=checklist_id))

    def register(self, session_id: UUID, attendees: Iterable[UUID], *, at: datetime) -> int:
        """Register these people and return how many were not registered before."""
        known = set(self.registered(session_id))
        new = [who for who in dict.fromkeys(attendees) if who not in known]
        if new:
            self._db.execute(
                delete(registration).where(registration.c.session_id == session_id, registration.c.attendee_id.in_(new))
            )
            self._db.execute(
                insert(registration), [{"session_id": session_id, "attendee_id": who, "at": at} for who in new]
            )
        return len(new)

    def cancel(self, session_id: UUID, attendee_id: UUID, *, at: datetime) -> bool:
        """Cancel a registration; False where there was none."""
        done = self._db.execute(
            update(registration)
            .where(registration.c.session_id == session_id, registration.c.attendee_id == attendee_id)
            .where(registration.c.cancelled_at.is_(None))
            .values(cancelled_at=at)
        )
        return done.rowcount > 0

    def registered(self, session_id: UUID) -> list[UUID]:
        """Return who is registered for this session."""
        query = select(registration.c.attendee_id).where(registration.c.session_id == session_id)
        return list(self._db.execute(query.where(registration.c.cancelled_at.is_(None))).scalars())

    def registered_for(self, attendee_id: UUID) -> list[UUID]:
        """Return the sessions this person is registered for."""
        query = select(registration.c.session_id).where(registration.c.attendee_id == attendee_id)
        return list(self._db.execute(query.where(registration.c.cancelled_at.is_(None))).scalars())

    def _write_helpers(self, one: Session) -> None:
        rows = [{"session_id": one.id, "name": name, "position": at} for at, name in enumerate(one.helpers)]
        if rows:
            self._db.execute(insert(session_helper), rows)

    def _with_helpers(self, rows: Sequence[Row[Any]]) -> list[Session]:
        names: dict[UUID, list[str]] = {}
        if rows:
            query = select(session_helper.c.session_id, session_helper.c.name).order_by(session_helper.c.position)
            if len(rows) == 1:
                query = query.where(session_helper.c.session_id == rows[0].id)
            for row in self._db.execute(query):
                names.setdefault(row.session_id, []).append(row.name)
        return [to_session(row, tuple(names.get(row.id, ()))) for row in rows]


def registrations_kept(session_id: UUID) -> Any:
    """Return the condition that anybody is registered in this session's series (or in it alone)."""
    own = session.alias("own")
    same = (_in_series.c.id == own.c.id) | (_in_series.c.series_id == own.c.series_id)
    return exists(
        select(1)
        .select_from(own.join(_in_series, same).join(registration, registration.c.session_id == _in_series.c.id))
        .where(own.c.id == session_id, registration.c.cancelled_at.is_(None))
    )


def to_session(row: Row[Any], helpers: tuple[str, ...] = ()) -> Session:
    """Turn a row of sessions into the session."""
    return Session(
        id=row.id,
        name=row.name,
        kind=row.kind,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        series=row.series,
        number=row.number,
        of=row.of,
        room=row.room,
        capacity=row.capacity,
        hard_capacity=row.hard_capacity,
        facilitator=row.facilitator,
        helpers=helpers,
        phase=row.phase,
        checklist_id=row.checklist_id,
    )


def _sessions() -> Select[Any]:
    source = session.join(_window, _window.c.id == session.c.id).outerjoin(series, series.c.id == session.c.series_id)
    return select(session, series.c.name.label("series"), _window.c.number, _window.c.of).select_from(source)


def _values(one: Session) -> dict[str, object]:
    fields = ("name", "kind", "starts_at", "ends_at", "zone", "room", "capacity", "hard_capacity", "facilitator")
    return {field: getattr(one, field) for field in (*fields, "phase", "checklist_id")}
