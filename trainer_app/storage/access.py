"""Access grants: which key, login or seat each person was given, never the secret."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.storage.tables_after import access_grant


class Access:
    """Reads and writes access grants."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def everything(self) -> dict[UUID, tuple[AccessGrant, ...]]:
        """Return everybody's grants."""
        found: dict[UUID, list[AccessGrant]] = {}
        for row in self._db.execute(select(access_grant).order_by(access_grant.c.granted_on)):
            grant = AccessGrant(
                row.attendee_id, row.provider, GrantKind(row.kind), row.identifier, row.granted_on, row.ended_on
            )
            found.setdefault(row.attendee_id, []).append(grant)
        return {who: tuple(grants) for who, grants in found.items()}

    def granted_on(self, attendee_id: UUID) -> date | None:
        """Return the day this person first got access, None where none is recorded."""
        query = select(func.min(access_grant.c.granted_on)).where(access_grant.c.attendee_id == attendee_id)
        return self._db.execute(query).scalar_one_or_none()

    def add(self, grants: Iterable[tuple[UUID, AccessGrant]]) -> None:
        """Write new grants, each with its id."""
        rows = [_values(grant) | {"id": grant_id} for grant_id, grant in grants]
        if rows:
            self._db.execute(insert(access_grant), rows)

    def drop(self, grant: AccessGrant) -> UUID | None:
        """Forget a grant; return the id it had, None where it was not there."""
        same = (
            access_grant.c.attendee_id == grant.attendee_id,
            access_grant.c.provider == grant.provider,
            access_grant.c.kind == grant.kind.value,
            access_grant.c.identifier == grant.identifier,
        )
        grant_id: UUID | None = self._db.execute(select(access_grant.c.id).where(*same)).scalar_one_or_none()
        self._db.execute(delete(access_grant).where(*same))
        return grant_id

    def change(self, grant: AccessGrant) -> None:
        """Write the dates of a grant anew."""
        self._db.execute(
            update(access_grant)
            .where(access_grant.c.attendee_id == grant.attendee_id, access_grant.c.provider == grant.provider)
            .where(access_grant.c.kind == grant.kind.value, access_grant.c.identifier == grant.identifier)
            .values(granted_on=grant.granted_on, ended_on=grant.ended_on)
        )


def _values(grant: AccessGrant) -> dict[str, object]:
    return {
        "attendee_id": grant.attendee_id,
        "provider": grant.provider,
        "kind": grant.kind.value,
        "identifier": grant.identifier,
        "granted_on": grant.granted_on,
        "ended_on": grant.ended_on,
    }
