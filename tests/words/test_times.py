"""Times and dates in words: always the room's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from trainer_app.words.times import clock, day, weekday_and_clock

THURSDAY_TEN = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)  # 10:00 in Tokyo
TUESDAY_SIX = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # 18:00 in Tokyo
TOKYO = "Asia/Tokyo"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (TUESDAY_SIX, "18:00"),
        (datetime(2026, 3, 3, 0, 5, tzinfo=UTC), "9:05"),
        (datetime(2026, 3, 3, 15, 0, tzinfo=UTC), "0:00"),
    ],
)
def test_the_time_of_day_is_the_rooms_own(at: datetime, said: str) -> None:
    assert clock(at, TOKYO) == said


def test_a_day_has_its_year_only_when_it_is_another_one() -> None:
    assert day(date(2026, 2, 5)) == "5 February"
    assert day(date(2026, 2, 5), year=2026) == "5 February"
    assert day(date(2025, 12, 31), year=2026) == "31 December 2025"


def test_a_weekday_alone_stands_for_less_than_a_week() -> None:
    six_days, seven_days = THURSDAY_TEN + timedelta(days=6), THURSDAY_TEN + timedelta(days=7)
    assert weekday_and_clock(six_days, TOKYO, near=THURSDAY_TEN) == "Wed 10:00"
    assert weekday_and_clock(seven_days, TOKYO, near=THURSDAY_TEN) == "Thu 12 March, 10:00"
