"""What is done to identities of usage, and how it is taken back and done again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind, identity_key
from trainer_app.domain.changes import Deed, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.undo import UndoTrouble
from trainer_app.domain.usage import Identity, IdentityKind, identities_of
from trainer_app.domain.usage_identities import ALIAS_OF, Known, aliases_that_say, grants_that_say, where_it_stands
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

ASSIGNED: Final = "identity_assigned"
SET_ASIDE: Final = "identity_set_aside"
TAKEN_BACK: Final = "identity_taken_back"
SETTLED: Final = "identity_settled"
GRANTED: Final = "access_granted"


def assign(work: Writing, identity: Identity, *, attendee_id: UUID) -> dict[str, object]:
    """Make the identity an alias of this person; return what an undo needs."""
    since = work.usage.set_aside().get(Identity(identity.kind, identity_key(identity.value)))
    if since:
        work.usage.take_from_aside(identity)
    work.people.add_aliases([(attendee_id, Alias(ALIAS_OF[identity.kind], identity.value))])
    return {"since": since.isoformat() if since else None}


def drop(work: Writing, one: Known, *, identity: Identity) -> dict[str, object]:
    """Take from a person all but their own e-mail address that makes an identity theirs; return what was taken."""
    aliases, grants = aliases_that_say(one, identity), grants_that_say(one, identity)
    for alias in aliases:
        work.people.drop_alias(one.person.id, alias)
    taken = [{**written(grant), "id": str(work.access.drop(grant))} for grant in grants]
    texts = [{"kind": each.kind.value, "text": each.text} for each in aliases]
    return {"attendee": str(one.person.id), "aliases": texts, "grants": taken}


def written(grant: AccessGrant) -> dict[str, object]:
    """Return an access grant as the trail keeps it."""
    return {
        "attendee": str(grant.attendee_id),
        "provider": grant.provider,
        "grant_kind": grant.kind.value,
        "identifier": grant.identifier,
        "granted_on": grant.granted_on.isoformat() if grant.granted_on else None,
        "ended_on": grant.ended_on.isoformat() if grant.ended_on else None,
    }


def _grant(kept: Mapping[str, Any], attendee_id: UUID) -> AccessGrant:
    return AccessGrant(
        attendee_id,
        kept["provider"],
        GrantKind(kept["grant_kind"]),
        kept["identifier"],
        date.fromisoformat(kept["granted_on"]) if kept["granted_on"] else None,
        date.fromisoformat(kept["ended_on"]) if kept["ended_on"] else None,
    )


def _identity(turn: Turn) -> Identity:
    return Identity(IdentityKind(turn.text("kind")), turn.text("identity") or "")


def _known(view: Reading, attendee_id: UUID) -> Known:
    person = view.people.listed(attendee_id)
    if person is None:
        raise Refused(UndoTrouble.IN_THE_WAY)
    aliases, grants = view.people.aliases(), view.access.everything()
    return Known(person, aliases.get(attendee_id, ()), grants.get(attendee_id, ()))


def _check_free(work: Writing, identity: Identity, *, but: UUID | None = None) -> None:
    """Refuse where the identity has become somebody's meanwhile."""
    aliases, grants = work.people.aliases(), work.access.everything()
    for person in work.people.everyone():
        known = Known(person, aliases.get(person.id, ()), grants.get(person.id, ()))
        if person.id != but and where_it_stands(known, identity):
            raise Refused(UndoTrouble.IN_THE_WAY)


def _put_aside(work: Writing, identity: Identity, since: datetime) -> None:
    if Identity(identity.kind, identity_key(identity.value)) in work.usage.set_aside():
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.usage.put_aside(identity, at=since)


def _take_from_aside(work: Writing, identity: Identity) -> None:
    if Identity(identity.kind, identity_key(identity.value)) not in work.usage.set_aside():
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.usage.take_from_aside(identity)


def _undo_assign(work: Writing, turn: Turn) -> None:
    identity, known = _identity(turn), _known(work, turn.attendee_id)
    aliases = aliases_that_say(known, identity)
    if not aliases:
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.people.drop_alias(turn.attendee_id, Alias(ALIAS_OF[identity.kind], identity.value))
    if since := turn.time("since"):
        _put_aside(work, identity, since)
    work.also(Topic.PEOPLE)


def _redo_assign(work: Writing, turn: Turn) -> Deed:
    identity = _identity(turn)
    _known(work, turn.attendee_id)
    _check_free(work, identity)
    kept = assign(work, identity, attendee_id=turn.attendee_id)
    work.also(Topic.PEOPLE)
    return replace(turn.deed, detail={**turn.deed.detail, **kept})


def _undo_set_aside(work: Writing, turn: Turn) -> None:
    _take_from_aside(work, _identity(turn))


def _redo_set_aside(work: Writing, turn: Turn) -> None:
    _check_free(work, _identity(turn))
    _put_aside(work, _identity(turn), turn.at)


def _undo_take_back(work: Writing, turn: Turn) -> None:
    _check_free(work, _identity(turn))
    _put_aside(work, _identity(turn), turn.time("since") or turn.at)


def _redo_take_back(work: Writing, turn: Turn) -> None:
    _take_from_aside(work, _identity(turn))


def _undo_settle(work: Writing, turn: Turn) -> None:
    """Give the others back what was taken from them."""
    identity = _identity(turn)
    _check_free(work, identity, but=turn.attendee_id)
    for taken in turn.records("taken"):
        who = _known(work, UUID(taken["attendee"])).person.id
        work.people.add_aliases([(who, Alias(AliasKind(one["kind"]), one["text"])) for one in taken["aliases"]])
        work.access.add([(UUID(one["id"]), _grant(one, who)) for one in taken["grants"]])
        work.touch(who)
    work.also(Topic.PEOPLE)


def _redo_settle(work: Writing, turn: Turn) -> Deed:
    """Take it from the others once more, as they have it now."""
    identity = _identity(turn)
    if not where_it_stands(_known(work, turn.attendee_id), identity):
        raise Refused(UndoTrouble.IN_THE_WAY)
    losing = [_known(work, UUID(taken["attendee"])) for taken in turn.records("taken")]
    taken = [drop(work, one, identity=identity) for one in losing]
    work.touch(*(one.person.id for one in losing))
    work.also(Topic.PEOPLE)
    return replace(turn.deed, detail={**turn.deed.detail, "taken": taken})


def _undo_grant(work: Writing, turn: Turn) -> None:
    grant = _grant(turn.deed.detail, turn.attendee_id)
    if grant not in work.access.everything().get(turn.attendee_id, ()):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.access.drop(grant)


def _redo_grant(work: Writing, turn: Turn) -> None:
    known, grant = _known(work, turn.attendee_id), _grant(turn.deed.detail, turn.attendee_id)
    if grant in known.grants:
        raise Refused(UndoTrouble.IN_THE_WAY)
    for identity in identities_of(replace(known.person, email=None), grants=[grant]):
        _check_free(work, identity, but=turn.attendee_id)
    work.access.add([(turn.subject_id, grant)])


REVERSALS = {
    ASSIGNED: Reversal(_undo_assign, _redo_assign),
    SET_ASIDE: Reversal(_undo_set_aside, _redo_set_aside),
    TAKEN_BACK: Reversal(_undo_take_back, _redo_take_back),
    SETTLED: Reversal(_undo_settle, _redo_settle),
    GRANTED: Reversal(_undo_grant, _redo_grant),
}
