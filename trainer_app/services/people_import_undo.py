"""An import of people as one deed: what it wrote, taken back where it still stands so, and done again.

Loaded with the window, so it knows nothing of files and their libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind, Attendee, Role, System
from trainer_app.domain.changes import Topic
from trainer_app.services.people import CHANGED, MERGED
from trainer_app.services.people_sorting import Taken
from trainer_app.services.registrations import as_listed
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

IMPORTED = "people_imported"
_PIECE = 1000  # lines of the trail read at once


def detail_of(view: Reading, taken: Taken, *, file_name: str) -> dict[str, object]:
    """Return what the trail keeps of an import, before it is written: everything its undo needs."""
    held = view.access.everything() if taken.redated else {}
    return {
        "file": file_name,
        "added": len(taken.added),
        "updated": len(taken.changed),
        "people": [str(who) for who in taken.added],
        "changed": [
            {"id": str(now.id), "old": _written(taken.known[now.id][0]), "new": _written(now)}
            for now in taken.changed
            if now != taken.known[now.id][0]
        ],
        "aliases": [[str(who), alias.kind.value, alias.text] for who, alias in taken.aliases],
        "grants": [[str(grant_id), _of_grant(grant)] for grant_id, grant in taken.grants],
        "redated": [_redated(grant, held) for grant in taken.redated],
        "registered": {str(session): [str(one) for one in who] for session, who in taken.registrations.items()},
    }


def _undo(work: Writing, turn: Turn) -> dict[str, object]:
    """Take back whom it added, unless they did something or somebody changed them since, and what it changed.

    Returns whom it took off the roster, so that doing it again brings back exactly them.
    """
    listed = {one.id for one in work.people.everyone()}
    stay = _busy(work) | _changed_since(work, turn.cursor)
    gone = [who for who in turn.ids("people") if who in listed and who not in stay]
    for who in gone:
        work.people.set_removed(who, turn.at)
    kept = set(turn.ids("people")) - set(gone)
    _change(work, turn, instead="old", of="new")
    for who, alias in _aliases(turn, without=kept):
        work.people.drop_alias(who, alias)
    held = work.access.everything()
    for _id, grant in _grants(turn, without=kept):
        if grant in held.get(grant.attendee_id, ()):
            work.access.drop(grant)
    _redate(work, turn, instead="old", of="new")
    _register(turn, work.sessions.cancel, at=turn.at, without=kept)
    work.also(Topic.SESSIONS)
    return {"gone": [str(who) for who in gone]}


def _redo(work: Writing, turn: Turn) -> None:
    gone = {UUID(str(one)) for one in _list(turn.undone.get("gone"))}
    for who in gone:
        work.people.set_removed(who, None)
    kept = set(turn.ids("people")) - gone
    _change(work, turn, instead="new", of="old")
    work.people.add_aliases(_aliases(turn, without=kept))
    held = {_same(grant) for grants in work.access.everything().values() for grant in grants}
    work.access.add(one for one in _grants(turn, without=kept) if _same(one[1]) not in held)
    _redate(work, turn, instead="new", of="old")
    for session_id, who_all in turn.record("registered").items():
        if work.sessions.get(UUID(session_id)):
            work.sessions.register(UUID(session_id), as_listed(work, map(UUID, who_all)), at=turn.at)
    work.also(Topic.SESSIONS)


def _busy(view: Reading) -> set[UUID]:
    """Return everybody who came to a session or completed something."""
    return {one.attendee_id for one in view.attendance.standing_everywhere()} | set(view.completions.everything())


def _changed_since(view: Reading, cursor: int) -> set[UUID]:
    """Return everybody who was changed or merged, by hand or by another file, since this line of the trail."""
    found: set[UUID] = set()
    while lines := view.activity.since(cursor, limit=_PIECE):
        cursor = lines[-1].cursor
        for line in lines:
            if line.undone_by is None and line.deed.kind in {CHANGED, MERGED} and line.deed.attendee_id:
                found.add(line.deed.attendee_id)
            if line.undone_by is None and line.deed.kind == IMPORTED:
                found.update(UUID(one["id"]) for one in _list(line.deed.detail.get("changed")))
    return found


def _change(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    """Write people's fields as they were before or after it, where nobody wrote otherwise since."""
    listed = {one.id: one for one in work.people.everyone()}
    changes = [(listed.get(UUID(one["id"])), one) for one in turn.records("changed")]
    work.people.change([_read(who.id, one[instead]) for who, one in changes if who and _written(who) == one[of]])


def _aliases(turn: Turn, *, without: set[UUID]) -> list[tuple[UUID, Alias]]:
    lines = ((UUID(who), Alias(AliasKind(kind), text)) for who, kind, text in _list(turn.deed.detail.get("aliases")))
    return [(who, alias) for who, alias in lines if who not in without]


def _grants(turn: Turn, *, without: set[UUID]) -> list[tuple[UUID, AccessGrant]]:
    lines = ((UUID(grant_id), _grant(text)) for grant_id, text in _list(turn.deed.detail.get("grants")))
    return [(grant_id, grant) for grant_id, grant in lines if grant.attendee_id not in without]


def _same(grant: AccessGrant) -> tuple[object, ...]:
    """Return what only one grant may have, whatever its days."""
    return grant.attendee_id, grant.provider, grant.kind, grant.identifier


def _redate(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    held = {grant for grants in work.access.everything().values() for grant in grants}
    for one in turn.records("redated"):
        if _grant(one[of]) in held:
            work.access.change(_grant(one[instead]))


def _register(turn: Turn, cancel: Callable[..., bool], *, at: object, without: set[UUID]) -> None:
    for session_id, who_all in turn.record("registered").items():
        for who in who_all:
            if UUID(who) not in without:
                cancel(UUID(session_id), UUID(who), at=at)


def _redated(grant: AccessGrant, held: Mapping[UUID, Iterable[AccessGrant]]) -> dict[str, object]:
    """Return a grant before and after its day was written anew."""
    before = (one for one in held.get(grant.attendee_id, ()) if _same(one) == _same(grant))
    return {"old": _of_grant(next(before, grant)), "new": _of_grant(grant)}


def _of_grant(grant: AccessGrant) -> list[str | None]:
    days = [day.isoformat() if day else None for day in (grant.granted_on, grant.ended_on)]
    return [str(grant.attendee_id), grant.provider, grant.kind.value, grant.identifier, *days]


def _grant(text: list[Any]) -> AccessGrant:
    who, provider, kind, identifier, granted, ended = text
    days = [date.fromisoformat(day) if day else None for day in (granted, ended)]
    return AccessGrant(UUID(who), provider, GrantKind(kind), identifier, *days)


def _written(person: Attendee) -> dict[str, object]:
    return {
        "name": person.name,
        "email": person.email,
        "team": person.team,
        "system": person.system.value if person.system else None,
        "role": person.role.value,
        "walk_in": person.walk_in,
    }


def _read(attendee_id: UUID, text: Mapping[str, Any]) -> Attendee:
    return Attendee(
        attendee_id,
        text["name"],
        text["email"],
        text["team"],
        System(text["system"]) if text["system"] else None,
        Role(text["role"]),
        text["walk_in"],
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


REVERSALS = {IMPORTED: Reversal(_undo, _redo)}
