"""Identities usage names and nobody is known by, or several people are: what is shown of them, and what is evidence.

Nothing is guessed from a name: a person is suggested only where the very same text is recorded for them alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from trainer_app.domain.access import AccessGrant
from trainer_app.domain.attendee import Alias, AliasKind, Attendee, identity_key
from trainer_app.domain.usage import Identity, IdentityKind, kind_of

ALIAS_OF = {
    IdentityKind.EMAIL: AliasKind.EMAIL,
    IdentityKind.LOGIN: AliasKind.LOGIN,
    IdentityKind.KEY: AliasKind.KEY,
}
"""The alias that makes an identity somebody's."""


class IdentityTrouble(Enum):
    """Why an identity was not assigned, set aside or taken back."""

    NAMES_NOBODY = "usage that names nobody cannot be given to anybody"
    BELONGS_TO = "the identity already belongs to somebody"
    NOT_ASIDE = "the identity is not set aside"
    NOT_SHARED = "the identity is not shared"
    OWN_EMAIL = "the identity is the e-mail address of more than one person"


class Through(Enum):
    """Where it stands that an identity is somebody's."""

    EMAIL = "email"
    ALIAS = "alias"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Known:
    """All that is recorded of a person a file may name them by."""

    person: Attendee
    aliases: tuple[Alias, ...] = ()
    grants: tuple[AccessGrant, ...] = ()


@dataclass(frozen=True, slots=True)
class NobodysIdentity:
    """An identity that belongs to nobody; `suggested` is who the very same text is recorded for, None for no one.

    `aside_since` is set where somebody said that this is not a person.
    """

    identity: Identity
    sources: tuple[str, ...]
    first_day: date
    last_day: date
    active_days: int
    units: float
    suggested: Attendee | None = None
    aside_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SharedIdentity:
    """An identity recorded for several people, so that its usage shows none of them.

    `owners` are they, each with where it stands. `usage` is None where no import names it.
    """

    identity: Identity
    owners: tuple[tuple[Attendee, Through], ...]
    usage: NobodysIdentity | None = None


def by_evidence(people: Iterable[Known]) -> dict[str, Attendee]:
    """Return whom each text is recorded for, as it is compared: an e-mail, an alias but a name, or an access grant.

    A text recorded for several people is no evidence.
    """
    owners: dict[str, set[UUID]] = {}
    found: dict[str, Attendee] = {}
    for one in people:
        texts = [one.person.email or "", *(each.identifier for each in one.grants)]
        texts += [each.text for each in one.aliases if each.kind is not AliasKind.NAME]
        for key in {identity_key(text) for text in texts} - {""}:
            owners.setdefault(key, set()).add(one.person.id)
            found[key] = one.person
    return {key: found[key] for key, of in owners.items() if len(of) == 1}


def where_it_stands(one: Known, identity: Identity) -> Through | None:
    """Return where it stands that this identity is theirs, None where it does not."""
    key = identity_key(identity.value)
    if identity.kind is IdentityKind.EMAIL and one.person.email and identity_key(one.person.email) == key:
        return Through.EMAIL
    if aliases_that_say(one, identity):
        return Through.ALIAS
    return Through.GRANT if grants_that_say(one, identity) else None


def aliases_that_say(one: Known, identity: Identity) -> tuple[Alias, ...]:
    """Return the aliases that make this identity theirs."""
    kinds = {AliasKind.EMAIL, AliasKind.UPN} if identity.kind is IdentityKind.EMAIL else {ALIAS_OF[identity.kind]}
    key = identity_key(identity.value)
    return tuple(each for each in one.aliases if each.kind in kinds and identity_key(each.text) == key)


def grants_that_say(one: Known, identity: Identity) -> tuple[AccessGrant, ...]:
    """Return the access grants that make this identity theirs."""
    key = identity_key(identity.value)
    return tuple(each for each in one.grants if kind_of(each) is identity.kind and identity_key(each.identifier) == key)
