"""Training sessions: series, helpers, phases and registrations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, delete, exists, func, insert, select, update

from trainer_app.domain.session import Phase, PhaseChange, Session
from trainer_app.storage.tables import attempt, check_in, phase_change, registration, series, session
from trainer_app.storage.tables_phones import phone, phone_gesture, phone_room

_in_series = session.alias("in_series")
_peer = session.alias("peer")
_peers = select(func.count()).where(_peer.c.series_id == session.c.series_id)
_earlier = (_peer.c.starts_at < session.c.starts_at) | (
    (_peer.c.starts_at == session.c.starts_at) & (_peer.c.id < session.c.id)
)
# What `to_session` reads; prefixed, so that other tables may stand beside it in one row.
SESSION_COLUMNS = (
    *(column.label(f"session_{column.name}") for column in session.c if column.name != "series_id"),
    series.c.name.label("session_series"),
    (1 + _peers.where(_earlier).scalar_subquery()).label("session_number"),
    func.coalesce(func.nullif(_peers.scalar_subquery(), 0), 1).label("session_of"),
)
SESSION_SOURCE = session.outerjoin(series, series.c.id == session.c.series_id)


class Sessions:
    """Reads and writes sessions; `number` of `of` is derived from the series each time."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def everything(self) -> list[Session]:
        """Return all sessions by start time."""
        rows = self._db.execute(_sessions().order_by(session.c.starts_at, session.c.name))
        return [to_session(row) for row in rows]

    def get(self, session_id: UUID) -> Session | None:
        """Return this session."""
        row = self._db.execute(_ONE, {"here": session_id}).first()
        return to_session(row) if row else None

    def of_series(self, session_id: UUID) -> list[Session]:
        """Return the other sessions of this session's series."""
        own = select(session.c.series_id).where(session.c.id == session_id).scalar_subquery()
        query = _sessions().where(session.c.series_id == own, session.c.id != session_id)
        return [to_session(row) for row in self._db.execute(query.order_by(session.c.starts_at))]

    def add(self, new: Session, *, series_id: UUID | None) -> None:
        """Write a new session."""
        self._db.execute(insert(session).values(_values(new) | {"id": new.id, "series_id": series_id}))

    def change(self, changed: Session, *, series_id: UUID | None) -> None:
        """Write a session anew."""
        values = _values(changed) | {"series_id": series_id}
        self._db.execute(update(session).where(session.c.id == changed.id).values(values))
        self._drop_empty_series()

    def series(self) -> dict[str, UUID]:
        """Return the id of every series by its name."""
        return {row.name: row.id for row in self._db.execute(select(series.c.name, series.c.id))}

    def add_series(self, series_id: UUID, name: str) -> None:
        """Write a new series."""
        self._db.execute(insert(series).values(id=series_id, name=name))

    def remove(self, session_id: UUID) -> None:
        """Delete a session nothing has happened in yet, its phones, and its series where it was the only one.

        Raises:
            sqlalchemy.exc.IntegrityError: something refers to it.
        """
        joined = select(phone.c.id).where(phone.c.session_id == session_id)
        self._db.execute(delete(phone_gesture).where(phone_gesture.c.phone_id.in_(joined)))
        for table in (phone, phone_room, registration):
            self._db.execute(delete(table).where(table.c.session_id == session_id))
        self._db.execute(delete(session).where(session.c.id == session_id))
        self._drop_empty_series()

    def is_untouched(self, session_id: UUID) -> bool:
        """Say whether nothing has happened in a session: no phase, nobody registered, nobody at its door."""
        refused = self._db.execute(select(1).where(attempt.c.session_id == session_id).limit(1)).first()
        return not refused and not self.registered(session_id) and not self.is_begun(session_id)

    def is_begun(self, session_id: UUID) -> bool:
        """Say whether something has happened in a session: a phase, or a check-in, also one undone or moved on."""
        tables = (phase_change, check_in)
        queries = [select(1).where(table.c.session_id == session_id).limit(1) for table in tables]
        queries.append(select(1).where(check_in.c.moved_from_id == session_id).limit(1))
        return any(self._db.execute(query).first() for query in queries)

    def enter_phase(self, session_id: UUID, change: PhaseChange) -> int:
        """Write that the session entered a phase, and return the number of that change."""
        values = {"session_id": session_id, "phase": change.phase, "at": change.at}
        number = int(self._db.execute(insert(phase_change).values(values)).lastrowid)
        self._db.execute(update(session).where(session.c.id == session_id).values(phase=change.phase))
        return number

    def last_change(self, session_id: UUID) -> int | None:
        """Return the number of the last phase change, None before the first."""
        query = select(func.max(phase_change.c.number)).where(phase_change.c.session_id == session_id)
        found: int | None = self._db.execute(query).scalar_one()
        return found

    def leave_phase(self, session_id: UUID) -> Phase:
        """Take the last phase change back and return the phase the session is in again."""
        self._db.execute(delete(phase_change).where(phase_change.c.number == self.last_change(session_id)))
        phases = self.phases(session_id)
        before = phases[-1].phase if phases else Phase.PLANNED
        self._db.execute(update(session).where(session.c.id == session_id).values(phase=before))
        return before

    def phases(self, session_id: UUID) -> list[PhaseChange]:
        """Return the phases of a session in order."""
        query = select(phase_change.c.phase, phase_change.c.at).where(phase_change.c.session_id == session_id)
        return [PhaseChange(row.phase, row.at) for row in self._db.execute(query.order_by(phase_change.c.number))]

    def freeze_checklist(self, session_id: UUID, checklist_id: UUID | None) -> None:
        """Fix the checklist version this session runs, or with None leave it open again."""
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

    def ever_registered(self, session_id: UUID) -> list[UUID]:
        """Return who is registered for this session or was, moved or cancelled since."""
        query = select(registration.c.attendee_id).where(registration.c.session_id == session_id)
        return list(self._db.execute(query).scalars())

    def registered_for(self, attendee_id: UUID) -> list[UUID]:
        """Return the sessions this person is registered for."""
        query = select(registration.c.session_id).where(registration.c.attendee_id == attendee_id)
        return list(self._db.execute(query.where(registration.c.cancelled_at.is_(None))).scalars())

    def registrations(self) -> list[tuple[UUID, UUID]]:
        """Return every registration that stands as (session, attendee)."""
        query = select(registration.c.session_id, registration.c.attendee_id)
        return [(row[0], row[1]) for row in self._db.execute(query.where(registration.c.cancelled_at.is_(None)))]

    def _drop_empty_series(self) -> None:
        others = select(1).where(session.c.series_id == series.c.id).exists()
        self._db.execute(delete(series).where(~others))


def registrations_kept(session_id: UUID | BindParameter[UUID]) -> Any:
    """Return the condition that anybody is registered in this session's series (or in it alone)."""
    own = session.alias("own")
    same = (_in_series.c.id == own.c.id) | (_in_series.c.series_id == own.c.series_id)
    return exists(
        select(1)
        .select_from(own.join(_in_series, same).join(registration, registration.c.session_id == _in_series.c.id))
        .where(own.c.id == session_id, registration.c.cancelled_at.is_(None))
    )


def to_session(row: Row[Any]) -> Session:
    """Turn a row of `SESSION_COLUMNS` into the session."""
    return Session(
        id=row.session_id,
        name=row.session_name,
        kind=row.session_kind,
        starts_at=row.session_starts_at,
        ends_at=row.session_ends_at,
        zone=row.session_zone,
        series=row.session_series,
        number=row.session_number,
        of=row.session_of,
        room=row.session_room,
        capacity=row.session_capacity,
        hard_capacity=row.session_hard_capacity,
        facilitator=row.session_facilitator,
        helpers=tuple(row.session_helpers),
        phase=row.session_phase,
        checklist_id=row.session_checklist_id,
    )


def _sessions() -> Select[Any]:
    return select(*SESSION_COLUMNS).select_from(SESSION_SOURCE)


_ONE = _sessions().where(session.c.id == bindparam("here"))  # built once: nearly every transaction asks for it


def _values(one: Session) -> dict[str, object]:
    fields = ("name", "kind", "starts_at", "ends_at", "zone", "room", "capacity", "hard_capacity", "facilitator")
    values = {field: getattr(one, field) for field in (*fields, "phase", "checklist_id")}
    return values | {"helpers": list(one.helpers)}
