"""By which identities people are known to the tools they use."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.usage import Identity, identities_of
from trainer_app.storage.unit_of_work import Reading


def known_identities(view: Reading, people: Iterable[Attendee]) -> dict[UUID, frozenset[Identity]]:
    """Return the identities of each of these people, from their e-mail, other names and access grants."""
    aliases, grants = view.people.aliases(), view.access.everything()
    return {
        one.id: identities_of(one, aliases=aliases.get(one.id, ()), grants=grants.get(one.id, ())) for one in people
    }
