"""Who a request is from, while what is known of the phones is read again."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.web.hall import Hall
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.phone import Phone
from trainer_app.web.access import COOKIE, Access

TOLD = Changes(1, frozenset({Topic.PHONES}))


def test_while_phones_are_read_again_nobody_is_taken_for_what_they_were(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone that has just said whose it is taps on at once, while the first of others makes us read."""
    phones, sakura, cookie = hall.world.services.phones, hall.world.people["Sakura"], hall.phone().cookies[COOKIE]
    access = Access(hall.world.services, hall.session.id)
    assert access.known(cookie).attendee_id is None
    phones.belongs(UUID(hex=cookie.partition(".")[0]), sakura.id, sure=False)
    access.hear(TOLD)
    meanwhile, read = list[Phone | None](), phones.everybody

    def look_meanwhile(session_id: UUID) -> dict[UUID, tuple[Phone, str]]:
        meanwhile.append(access.remembered(cookie))
        return read(session_id)

    monkeypatch.setattr(phones, "everybody", look_meanwhile)
    assert access.known(cookie).attendee_id == sakura.id
    assert meanwhile == [None]
    remembered = access.remembered(cookie)
    assert remembered
    assert remembered.attendee_id == sakura.id


def test_what_is_written_while_phones_are_read_is_read_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    phones, cookie = hall.world.services.phones, hall.phone().cookies[COOKIE]
    access, read = Access(hall.world.services, hall.session.id), phones.everybody

    def written_meanwhile(session_id: UUID) -> dict[UUID, tuple[Phone, str]]:
        found = read(session_id)
        access.hear(TOLD)
        return found

    monkeypatch.setattr(phones, "everybody", written_meanwhile)
    assert access.known(cookie).attendee_id is None
    assert access.remembered(cookie) is None
    monkeypatch.undo()
    assert access.known(cookie) == access.remembered(cookie)
