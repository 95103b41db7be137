"""What tests of phones share: a session phones have joined, and what is known of them."""

from __future__ import annotations

from uuid import UUID

from tests.world import World
from trainer_app.domain.phone import Phone, PhoneRole
from trainer_app.services.phones import Joined
from trainer_app.web.access import Access, cookie_of


def here(world: World) -> UUID:
    return world.sessions["Hands-on 1"].id


def who(world: World, name: str) -> UUID:
    return world.people[name].id


def join(world: World, role: PhoneRole = PhoneRole.ATTENDEE, **more: object) -> Joined:
    return world.services.phones.join(here(world), role, **more)


def phone_of(world: World, name: str) -> Phone:
    """Return a phone that has said whose it is."""
    return world.services.phones.belongs(join(world).phone.id, who(world, name), sure=True)


def known(world: World, joined: Joined) -> Phone:
    """Return the phone as the server knows it by what it carries, read anew."""
    return Access(world.services, joined.phone.session_id).known(cookie_of(joined.phone, joined.secret))


def kinds(world: World, since: int = 0) -> list[str]:
    return [one.deed.kind for one in world.services.undo.history() if one.cursor > since][::-1]
