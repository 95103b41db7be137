"""What is worth a look before the doors open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from trainer_app.domain.network import address
from trainer_app.domain.preflight import (
    FULL_DISK,
    TIGHT_DISK,
    Weight,
    weigh_backup,
    weigh_clock,
    weigh_disk,
    weigh_expected,
    weigh_helpers,
    weigh_network,
    weigh_roster,
)
from trainer_app.domain.session import Session, SessionKind

NOW = datetime(2026, 2, 17, 9, 30, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
SESSION = Session(
    id=UUID(int=1),
    name="Hands-on 1",
    kind=SessionKind.HANDS_ON,
    starts_at=NOW,
    ends_at=NOW + timedelta(hours=1),
    zone="Asia/Tokyo",
)


def test_an_empty_roster_is_worth_a_look() -> None:
    assert weigh_roster(0).weight is Weight.LOOK
    assert weigh_roster(1).weight is Weight.FINE


@pytest.mark.parametrize(("expected", "capacity", "weight"), [(16, 16, "fine"), (17, 16, "look"), (400, None, "fine")])
def test_more_people_than_places_are_worth_a_look(expected: int, capacity: int | None, weight: str) -> None:
    assert weigh_expected(expected, capacity).weight.value == weight


@pytest.mark.parametrize(("helpers", "expected", "weight"), [(0, 0, "fine"), (2, 10, "fine"), (2, 11, "look")])
def test_there_is_a_helper_for_every_five(helpers: int, expected: int, weight: str) -> None:
    found = weigh_helpers(helpers, expected)
    assert found.weight.value == weight
    assert found.facts["needed"] == -(-expected // 5)


def test_a_full_disk_is_in_the_way_and_a_tight_one_worth_a_look() -> None:
    assert weigh_disk(FULL_DISK - 1).weight is Weight.STOP
    assert weigh_disk(TIGHT_DISK - 1).weight is Weight.LOOK
    assert weigh_disk(TIGHT_DISK).weight is Weight.FINE


def test_a_clock_in_the_room_s_zone_is_fine_and_another_one_worth_a_look() -> None:
    assert weigh_clock(NOW.astimezone(TOKYO), SESSION, newest=NOW).weight is Weight.FINE
    assert weigh_clock(NOW, SESSION, newest=NOW).weight is Weight.LOOK


def test_a_clock_behind_what_was_written_is_worth_a_look() -> None:
    found = weigh_clock(NOW.astimezone(TOKYO), SESSION, newest=NOW + timedelta(minutes=3))
    assert found.weight is Weight.LOOK
    assert found.facts["behind"] is True


@pytest.mark.parametrize(
    ("days", "weight"), [(0, Weight.FINE), (1.9, Weight.FINE), (2, Weight.LOOK), (40, Weight.LOOK), (None, Weight.LOOK)]
)
def test_an_old_backup_or_none_is_worth_a_look(days: float | None, weight: Weight) -> None:
    now = datetime(2026, 2, 17, 1, 0, tzinfo=UTC)
    newest = None if days is None else now - timedelta(days=days)
    assert weigh_backup(newest, now).weight is weight


def test_a_network_phones_could_reach_is_fine_and_none_worth_a_look() -> None:
    wifi, alone = address("192.168.0.12", "wlan0"), address("169.254.3.4", "eth0")
    assert weigh_network([wifi]).weight is Weight.FINE
    assert weigh_network([wifi]).facts["address"] == "192.168.0.12"
    assert weigh_network([address("172.17.0.1", "docker0"), alone]).weight is Weight.LOOK, "nobody gave the laptop one"
    assert weigh_network([]).weight is Weight.LOOK
