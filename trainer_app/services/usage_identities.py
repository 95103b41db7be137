"""Says whose the usage of unknown keys is: assigned by hand, set aside, or taken from all but one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from trainer_app.domain.access import AccessGrant, AccessTrouble
from trainer_app.domain.attendee import Attendee, PeopleTrouble, identity_key
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.errors import Refused
from trainer_app.domain.secret import looks_secret
from trainer_app.domain.usage import Gathered, Identity, IdentityKind, UnknownIdentity, gather, identities_of
from trainer_app.domain.usage_coverage import CoverageDays, TakenImport, UsageCoverage
from trainer_app.domain.usage_file import UsageLayout
from trainer_app.domain.usage_identities import (
    IdentityTrouble,
    Known,
    NobodysIdentity,
    SharedIdentity,
    Through,
    by_evidence,
    where_it_stands,
)
from trainer_app.services import identity_reversals as kinds
from trainer_app.services.context import Context
from trainer_app.services.training_days import training_days
from trainer_app.storage.unit_of_work import Reading, Writing


class UsageIdentityService:
    """Looks after what usage names people by. Nothing is assigned by itself, and everything can be undone."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def unknown(self) -> tuple[NobodysIdentity, ...]:
        """Return every identity that belongs to nobody, most units first; those set aside last."""
        with self._context.store.read() as view:
            known = _known(view)
            gathered = _gathered(view, known)
            return tuple(one for one in _nobodys(view, known, gathered) if _plain(one.identity) not in gathered.shared)

    def shared(self) -> tuple[SharedIdentity, ...]:
        """Return every identity that is recorded for several people."""
        with self._context.store.read() as view:
            known = _known(view)
            gathered = _gathered(view, known)
            usage = {_plain(one.identity): one for one in _nobodys(view, known, gathered)}
        ordered = sorted(gathered.shared, key=lambda one: (one.kind.value, one.value))
        return tuple(SharedIdentity(one, _owners(known, one), usage.get(one)) for one in ordered)

    def coverage(self) -> UsageCoverage:
        """Return every import, newest first, and the days they cover together."""
        with self._context.store.read() as view:
            kept, people = view.usage.imports(), view.usage.people_of()
            training = training_days(view)
        taken = [
            TakenImport(
                one.id,
                one.file_name,
                one.at,
                UsageLayout(one.layout),
                one.window.source,
                one.window.scope,
                DayRange(one.window.covers_from, one.window.covers_to),
                one.rows,
                people.get(one.id, 0),
            )
            for one in sorted(kept, key=lambda one: (one.at, one.id), reverse=True)
        ]
        return UsageCoverage(tuple(taken), CoverageDays(Coverage.of(one.covers for one in taken), training=training))

    def assign(self, identity: Identity, attendee_id: UUID, *, desk: Desk) -> Attendee:
        """Let this identity be this person's, from now on and in all that was imported; return the person.

        Raises:
            Refused: it names nobody, belongs to somebody already, or the person is gone.
        """
        _check_names_somebody(identity)
        with self._context.store.write() as work:
            person = _listed(work, attendee_id)
            owners = _owners(_known(work), _plain(identity))
            if owners:
                raise Refused(IdentityTrouble.BELONGS_TO, identity=identity.value, people=_names(owners))
            detail = kinds.assign(work, identity, attendee_id=person.id)
            self._record(work, kinds.ASSIGNED, identity=identity, detail=detail, desk=desk, attendee_id=person.id)
        return person

    def set_aside(self, identity: Identity, *, desk: Desk) -> None:
        """Say that this identity is no person of the program; what is set aside already stays so.

        Raises:
            Refused: it names nobody, or belongs to somebody.
        """
        _check_names_somebody(identity)
        with self._context.store.write() as work:
            owners = _owners(_known(work), _plain(identity))
            if owners:
                raise Refused(IdentityTrouble.BELONGS_TO, identity=identity.value, people=_names(owners))
            if _plain(identity) not in work.usage.set_aside():
                work.usage.put_aside(identity, at=self._context.clock())
                self._record(work, kinds.SET_ASIDE, identity=identity, detail={}, desk=desk)

    def take_back(self, identity: Identity, *, desk: Desk) -> None:
        """Look at an identity again that was set aside.

        Raises:
            Refused: it is not set aside.
        """
        with self._context.store.write() as work:
            since = work.usage.set_aside().get(_plain(identity))
            if since is None:
                raise Refused(IdentityTrouble.NOT_ASIDE, identity=identity.value)
            work.usage.take_from_aside(identity)
            detail: dict[str, object] = {"since": since.isoformat()}
            self._record(work, kinds.TAKEN_BACK, identity=identity, detail=detail, desk=desk)

    def settle(self, identity: Identity, attendee_id: UUID, *, desk: Desk) -> Attendee:
        """Let a shared identity be this person's alone: the aliases and access grants of the others go; return who.

        Raises:
            Refused: it is not shared, the person is none of its owners, or it is another one's own e-mail address.
        """
        with self._context.store.write() as work:
            known = _known(work)
            owners = _owners(known, _plain(identity))
            person = next((one for one, _ in owners if one.id == attendee_id), None)
            if person is None or len(owners) == 1:
                raise Refused(IdentityTrouble.NOT_SHARED, identity=identity.value)
            others = [one for one in known if one.person.id != attendee_id]
            if identity.kind is IdentityKind.EMAIL and any(_own_email(one, identity) for one in others):
                raise Refused(IdentityTrouble.OWN_EMAIL, identity=identity.value, people=_names(owners))
            losing = [one for one in others if _owners([one], _plain(identity))]
            detail: dict[str, object] = {"taken": [kinds.drop(work, one, identity=identity) for one in losing]}
            self._record(work, kinds.SETTLED, identity=identity, detail=detail, desk=desk, attendee_id=attendee_id)
            work.touch(*(one.person.id for one in losing))
        return person

    def grant(self, given: AccessGrant, *, desk: Desk) -> AccessGrant:
        """Record which key, login or seat a person was given, by its identifier and never by the secret itself.

        Raises:
            Refused: nothing names the access, it looks like the secret, it is recorded already, for them or for
                somebody else, it ends before it was granted, or the person is gone.
        """
        new = replace(given, identifier=" ".join(given.identifier.split()), provider=" ".join(given.provider.split()))
        _check(new)
        with self._context.store.write() as work:
            person = _listed(work, new.attendee_id)
            self._check_free(work, new, person)
            grant_id = self._context.new_id()
            work.access.add([(grant_id, new)])
            detail = kinds.written(new)
            deed = Deed(Topic.USAGE, kinds.GRANTED, attendee_id=person.id, subject_id=grant_id, detail=detail)
            work.record(deed, at=self._context.clock(), desk=desk)
        return new

    def _check_free(self, work: Writing, new: AccessGrant, person: Attendee) -> None:
        known = _known(work)
        mine = next(one for one in known if one.person.id == person.id)
        same = (new.provider, new.kind, identity_key(new.identifier))
        if any((one.provider, one.kind, identity_key(one.identifier)) == same for one in mine.grants):
            raise Refused(AccessTrouble.ALREADY, name=person.name)
        identities = identities_of(replace(person, email=None), grants=[new])
        for identity in identities:
            others = [one for one in _owners(known, identity) if one[0].id != person.id]
            if others:
                raise Refused(AccessTrouble.TAKEN, identity=new.identifier, people=_names(tuple(others)))

    def _record(
        self,
        work: Writing,
        kind: str,
        *,
        identity: Identity,
        detail: dict[str, object],
        desk: Desk,
        attendee_id: UUID | None = None,
    ) -> None:
        said = {"kind": identity.kind.value, "identity": identity.value, **detail}
        deed = Deed(Topic.USAGE, kind, attendee_id=attendee_id, detail=said)
        work.record(deed, at=self._context.clock(), desk=desk)
        if attendee_id:
            work.also(Topic.PEOPLE)


def _check_names_somebody(identity: Identity) -> None:
    if identity.kind is IdentityKind.NONE or not identity_key(identity.value):
        raise Refused(IdentityTrouble.NAMES_NOBODY)


def _check(new: AccessGrant) -> None:
    if not new.identifier:
        raise Refused(AccessTrouble.IDENTIFIER_MISSING)
    if looks_secret(new.identifier) or looks_secret(new.provider):
        raise Refused(AccessTrouble.IS_THE_KEY_ITSELF)
    if new.granted_on and new.ended_on and new.ended_on < new.granted_on:
        raise Refused(AccessTrouble.ENDS_BEFORE_GRANTED)


def _listed(view: Reading, attendee_id: UUID) -> Attendee:
    person = view.people.listed(attendee_id)
    if person is None:
        raise Refused(PeopleTrouble.GONE)
    return person


def _known(view: Reading) -> list[Known]:
    aliases, grants = view.people.aliases(), view.access.everything()
    return [Known(one, aliases.get(one.id, ()), grants.get(one.id, ())) for one in view.people.everyone()]


def _gathered(view: Reading, known: list[Known]) -> Gathered:
    people = {one.person.id: identities_of(one.person, aliases=one.aliases, grants=one.grants) for one in known}
    return gather(people, imports=(), days=view.usage.days())


def _nobodys(view: Reading, known: list[Known], gathered: Gathered) -> list[NobodysIdentity]:
    evidence, aside, sources = by_evidence(known), view.usage.set_aside(), view.usage.sources_of()
    found = [
        _nobodys_one(one, sources.get(_plain(one.identity), ()), evidence, aside)
        for one in gathered.unknown
        if one.identity.kind is not IdentityKind.NONE
    ]
    return sorted(found, key=lambda one: one.aside_since is not None)


def _nobodys_one(
    one: UnknownIdentity, sources: tuple[str, ...], evidence: dict[str, Attendee], aside: dict[Identity, datetime]
) -> NobodysIdentity:
    return NobodysIdentity(
        one.identity,
        sources,
        one.first_day,
        one.last_day,
        one.active_days,
        one.units,
        suggested=evidence.get(identity_key(one.identity.value)),
        aside_since=aside.get(_plain(one.identity)),
    )


def _owners(known: list[Known], identity: Identity) -> tuple[tuple[Attendee, Through], ...]:
    found = ((one.person, where_it_stands(one, identity)) for one in known)
    return tuple((person, through) for person, through in found if through)


def _own_email(one: Known, identity: Identity) -> bool:
    return bool(one.person.email) and identity_key(one.person.email or "") == identity_key(identity.value)


def _names(owners: tuple[tuple[Attendee, Through], ...]) -> tuple[str, ...]:
    return tuple(one.name for one, _ in owners)


def _plain(identity: Identity) -> Identity:
    return Identity(identity.kind, identity_key(identity.value))
