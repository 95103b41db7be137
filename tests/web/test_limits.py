"""Limits by a clock the test moves: one phone is held back, a whole room behind one address is not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import Phone, PhoneRole
from trainer_app.web.guard import Gate
from trainer_app.web.hub import Hub
from trainer_app.web.limits import (
    ADDRESS,
    JOINS,
    PHONE,
    PHOTOS,
    SHOWN,
    STRANGERS,
    STREAMS_HERE,
    STREAMS_IN_ALL,
    Limiter,
    Searches,
)

ROOM = [UUID(int=at + 1) for at in range(500)]
HERE = "192.168.0.1"  # the one address a whole room comes from, behind a hotspot


@dataclass
class Steady:
    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


class Door:
    """A gate that knows the phones of the room by their ids, and counts what it refuses."""

    def __init__(self) -> None:
        self.clock, self.refused = Steady(), 0
        self.gate = Gate(_known, clock=self.clock)

    def ask(self, phone: UUID | None = None, *, address: str = HERE) -> bool:
        with suppress(Refused):
            self.gate.count(address, phone.hex if phone else "")
            return True
        self.refused += 1
        return False


def _known(cookie: str) -> UUID | None:
    found = UUID(hex=cookie)
    return found if found.int <= len(ROOM) else None


def test_a_room_of_500_behind_one_address_taps_and_looks_as_fast_as_it_can() -> None:
    door = Door()
    for second in range(60):  # 250 taps a second, and the page after each
        for tap in range(250):
            door.clock.at += 0.004
            phone = ROOM[(second * 250 + tap) % len(ROOM)]
            assert door.ask(phone)
            assert door.ask(phone)
    assert door.refused == 0


def test_a_room_of_500_comes_back_at_once() -> None:
    door = Door()
    for phone in ROOM:  # the stream, the page, its style and its script
        for _ in range(4):
            assert door.ask(phone)


def test_a_room_of_500_joins_within_a_minute() -> None:
    door = Door()
    for _ in ROOM:  # the code, the page it leads to, style and script before anybody knows the phone
        door.clock.at += 0.12
        door.gate.count_join(HERE)
        for _request in range(4):
            assert door.ask()


def test_one_phone_that_storms_is_held_back_and_nobody_else() -> None:
    door = Door()
    mad, calm = ROOM[:2]
    allowed = 0
    for at in range(3000):  # a hundred a second
        door.clock.at += 0.01
        allowed += door.ask(mad)
        if at % 50 == 0:
            assert door.ask(calm)
    assert allowed <= PHONE.burst + PHONE.a_second * 30 + 1


def test_one_stranger_is_held_back_and_those_who_joined_go_on() -> None:
    door = Door()
    for _ in range(6000):
        door.clock.at += 0.005
        door.ask()
    assert door.refused > 2000
    assert door.ask(ROOM[0])
    assert door.ask(None, address="192.168.0.77")


def test_cookies_somebody_makes_up_are_a_strangers() -> None:
    door = Door()
    allowed = sum(door.ask(uuid4()) for _ in range(3000))
    assert allowed == STRANGERS.burst
    assert door.ask(ROOM[0])  # whose bucket no made-up one pushed out


def test_one_address_joins_a_room_and_no_crowd() -> None:
    door = Door()
    joined = 0
    for _ in range(2000):
        with suppress(Refused):
            door.gate.count_join(HERE)
            joined += 1
    assert joined == JOINS.burst
    assert len(ROOM) < JOINS.burst
    door.gate.count_join("192.168.0.77")


def test_photos_of_one_phone_come_one_by_one() -> None:
    door = Door()
    for _ in range(int(PHOTOS.burst)):
        door.gate.count_photo(ROOM[0])
    with pytest.raises(Refused):
        door.gate.count_photo(ROOM[0])
    door.gate.count_photo(ROOM[1])
    door.clock.at += 1 / PHOTOS.a_second
    door.gate.count_photo(ROOM[0])


def test_a_limiter_forgets_the_longest_unseen_and_stays_small() -> None:
    limiter = Limiter(ADDRESS)
    for at in range(10_000):
        assert limiter.allows(str(at), float(at))
    assert len(limiter._left) <= 4096


class NoLoop:
    """A hub's loop that is never asked for anything."""


def test_streams_are_counted_in_all_and_by_address() -> None:
    hub = Hub(NoLoop())
    phones = [
        Phone(UUID(int=at + 1), UUID(int=1), PhoneRole.HELPER, datetime(2026, 1, 1, tzinfo=UTC)) for at in range(9)
    ]
    streams = [hub.listen(phones[at % 9], address=HERE) for at in range(STREAMS_HERE)]
    assert not hub.has_room(HERE)
    assert hub.has_room("192.168.0.77")
    hub.leave(streams[0])
    hub.leave(streams[0])  # leaving twice makes no room twice
    assert hub.has_room(HERE)
    hub.listen(phones[0], address=HERE)
    assert not hub.has_room(HERE)
    for at in range(STREAMS_IN_ALL - STREAMS_HERE):
        hub.listen(phones[0], address=f"192.168.{at // 250}.{at % 250}")
    assert not hub.has_room("192.168.99.99")
    assert len(ROOM) * 3 <= STREAMS_HERE


def test_a_whole_room_finds_itself_and_is_not_taken_for_somebody_who_reads_the_list() -> None:
    searches, people = Searches(), [uuid4() for _ in ROOM]
    somebody: set[UUID] = set()
    most = 0
    for at, phone in enumerate(ROOM):
        searches.show(phone, [people[at], people[at - 1], people[at - 2]], address=HERE)  # namesakes
        most = max(most, searches.shown_at(HERE, but=somebody))
        if at >= 20:
            somebody.add(ROOM[at - 20])  # twenty look at the list at the same time
    assert most < 75
    for phone in ROOM:
        somebody.add(phone)
    assert searches.shown_at(HERE, but=somebody) == 0
    assert searches.shown_at("192.168.0.77") == 0


def test_one_phone_is_shown_few_people_however_it_asks() -> None:
    searches = Searches()
    shown = 0
    for at in range(100):
        if searches.allows(ROOM[0], f"{at:03d}"):
            searches.show(ROOM[0], [uuid4(), uuid4()])
            shown += 2
    assert SHOWN <= shown <= SHOWN + 2
