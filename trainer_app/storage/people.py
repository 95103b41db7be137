"""Attendees, their teams, aliases and badges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from trainer_app.domain.attendee import Alias, AliasKind, Attendee, identity_key
from trainer_app.storage.tables import alias, attendee, badge, team


class People:
    """Reads and writes attendees. People merged into another are not listed any more."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def everyone(self) -> list[Attendee]:
        """Return all people of the program, by name."""
        rows = self._db.execute(select_attendees().where(_LISTED).order_by(attendee.c.name, attendee.c.id))
        return [to_attendee(row) for row in rows]

    def get(self, attendee_id: UUID) -> Attendee | None:
        """Return this person; somebody who was merged is found as who they were merged into."""
        for _ in range(_LONGEST_MERGE_CHAIN):
            row = self._db.execute(select_attendees().where(attendee.c.id == attendee_id)).first()
            if row is None or row.attendee_merged_into_id is None:
                return to_attendee(row) if row else None
            attendee_id = row.attendee_merged_into_id
        return None

    def entry(self, attendee_id: UUID) -> Attendee | None:
        """Return this entry of the roster as it is written, merged or removed or not."""
        row = self._db.execute(select_attendees().where(attendee.c.id == attendee_id)).first()
        return to_attendee(row) if row else None

    def listed(self, attendee_id: UUID) -> Attendee | None:
        """Return this person if they are on the roster themselves, neither merged nor removed."""
        row = self._db.execute(_ONE_LISTED, {"who": attendee_id}).first()
        return to_attendee(row) if row else None

    def by_short_code(self, short: str) -> Attendee | None:
        """Return whose paper-list code this is."""
        query = select_attendees(attendee.join(badge)).where(badge.c.short == short, badge.c.revoked_at.is_(None))
        row = self._db.execute(query).first()
        return to_attendee(row) if row else None

    def by_email(self, email: str) -> list[Attendee]:
        """Return everybody with this e-mail; several people may share one."""
        query = select_attendees().where(attendee.c.email_folded == identity_key(email))
        rows = self._db.execute(query.where(_LISTED))
        return [to_attendee(row) for row in rows]

    def by_alias(self, kind: AliasKind, text: str) -> list[Attendee]:
        """Return everybody known by this alias."""
        query = select_attendees(attendee.join(alias)).where(alias.c.kind == kind)
        rows = self._db.execute(query.where(alias.c.folded == identity_key(text), _LISTED))
        return [to_attendee(row) for row in rows]

    def add(self, people: Sequence[Attendee], *, at: datetime) -> None:
        """Add these people; their teams are made where missing."""
        if people:
            teams = self._team_ids({person.team for person in people if person.team}, people)
            self._db.execute(insert(attendee), [_values(person, teams) | {"created_at": at} for person in people])

    def change(self, people: Sequence[Attendee]) -> None:
        """Write these people's names, e-mails, teams, systems and roles anew."""
        if people:
            teams = self._team_ids({person.team for person in people if person.team}, people)
            rows = [_values(person, teams) for person in people]
            self._db.execute(_CHANGE, [_to_change(row) for row in rows])

    def set_removed(self, attendee_id: UUID, at: datetime | None) -> None:
        """Take somebody off the roster, or with None put them back; nothing of theirs is deleted."""
        self._db.execute(update(attendee).where(attendee.c.id == attendee_id).values(removed_at=at))

    def aliases(self) -> dict[UUID, tuple[Alias, ...]]:
        """Return everybody's aliases."""
        found: dict[UUID, list[Alias]] = {}
        for row in self._db.execute(select(alias.c.attendee_id, alias.c.kind, alias.c.text)):
            found.setdefault(row.attendee_id, []).append(Alias(row.kind, row.text))
        return {who: tuple(known) for who, known in found.items()}

    def add_aliases(self, known: Iterable[tuple[UUID, Alias]]) -> None:
        """Remember these aliases; the caller has looked that no key or login has another owner."""
        rows = [
            {"attendee_id": who, "kind": a.kind, "text": a.text, "folded": identity_key(a.text)} for who, a in known
        ]
        if rows:
            self._db.execute(insert(alias).prefix_with("OR IGNORE", dialect="sqlite"), rows)

    def drop_alias(self, attendee_id: UUID, known: Alias) -> None:
        """Forget this alias."""
        self._db.execute(
            delete(alias).where(
                alias.c.attendee_id == attendee_id,
                alias.c.kind == known.kind,
                alias.c.folded == identity_key(known.text),
            )
        )

    def issue_badges(self, badges: Sequence[tuple[UUID, str, str]], *, at: datetime) -> None:
        """Keep badges: (attendee, code, short code)."""
        rows = [{"attendee_id": who, "code": code, "short": short, "issued_at": at} for who, code, short in badges]
        if rows:
            self._db.execute(insert(badge), rows)

    def badges(self) -> dict[UUID, tuple[str, str]]:
        """Return everybody's newest valid badge as (code, short code)."""
        query = select(badge).where(badge.c.revoked_at.is_(None)).order_by(badge.c.issued_at)
        return {row.attendee_id: (row.code, row.short) for row in self._db.execute(query)}

    def _team_ids(self, names: set[str], people: Sequence[Attendee]) -> dict[str, UUID]:
        found = {row.folded: row.id for row in self._db.execute(select(team.c.folded, team.c.id))} if names else {}
        for person in people:
            key = identity_key(person.team) if person.team else None
            if person.team and key and key not in found:
                found[key] = uuid5(_TEAMS, key)  # from its name, so that two laptops agree on it
                self._db.execute(insert(team).values(id=found[key], name=person.team.strip(), folded=key))
        return found


_LONGEST_MERGE_CHAIN = 50
# What `to_attendee` reads; prefixed, so that other tables may stand beside it in one row.
ATTENDEE_COLUMNS = (
    *(attendee.c[name].label(f"attendee_{name}") for name in ("id", "name", "email", "system", "role", "walk_in")),
    attendee.c.merged_into_id.label("attendee_merged_into_id"),
    team.c.name.label("attendee_team"),
)
_LISTED = attendee.c.merged_into_id.is_(None) & attendee.c.removed_at.is_(None)
_CHANGED = ("name", "email", "email_folded", "team_id", "system", "role", "walk_in")
_CHANGE = (
    update(attendee)
    .where(attendee.c.id == bindparam("who"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGED})
)
_TEAMS = UUID("6f0c2a54-6d4e-5f0b-9c61-1d9f6e1b7a10")


def select_attendees(source: Any = attendee) -> Select[Any]:
    """Return the query `to_attendee` understands, over `attendee` joined with whatever is given."""
    return select(*ATTENDEE_COLUMNS).select_from(source.outerjoin(team, team.c.id == attendee.c.team_id))


_ONE_LISTED = select_attendees().where(attendee.c.id == bindparam("who"), _LISTED)


def to_attendee(row: Row[Any]) -> Attendee:
    """Turn a row of `ATTENDEE_COLUMNS` into the person."""
    return Attendee(
        id=row.attendee_id,
        name=row.attendee_name,
        email=row.attendee_email,
        team=row.attendee_team,
        system=row.attendee_system,
        role=row.attendee_role,
        walk_in=row.attendee_walk_in,
    )


def _values(person: Attendee, teams: dict[str, UUID]) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "email_folded": identity_key(person.email) if person.email else None,
        "team_id": teams[identity_key(person.team)] if person.team else None,
        "system": person.system,
        "role": person.role,
        "walk_in": person.walk_in,
    }


def _to_change(row: dict[str, object]) -> dict[str, object]:
    return {"who": row["id"]} | {f"new_{name}": row[name] for name in _CHANGED}
