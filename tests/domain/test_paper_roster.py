from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.badge import make_short, read_short
from trainer_app.domain.paper_roster import Written, clock_time, written


@pytest.mark.parametrize(
    ("typed", "who", "clock"),
    [
        ("4K7QR 1402", "4K7QR", "1402"),
        ("  4K7QR   14:02 ", "4K7QR", "14:02"),
        ("Mei Sato 905", "Mei Sato", "905"),
        ("4K7QR", "4K7QR", ""),
        ("Mei Sato", "Mei Sato", ""),
        ("1402", "1402", ""),
        ("", "", ""),
    ],
)
def test_a_typed_line_is_a_person_and_a_time(typed: str, who: str, clock: str) -> None:
    assert written(typed) == Written(who, clock)


@pytest.mark.parametrize("text", ["1402", "14:02", "14.02", "14h02", " 14 : 02 "])
def test_a_time_is_read_however_it_is_written(text: str) -> None:
    assert clock_time(text) == time(14, 2)


@pytest.mark.parametrize("text", ["", "2561", "14:60", "14", "2402", "4K7Q"])
def test_what_is_no_time_of_a_day_is_none(text: str) -> None:
    assert clock_time(text) is None


def test_three_digits_are_a_morning() -> None:
    assert clock_time("905") == time(9, 5)


@given(st.integers(0, (1 << 18) - 1))
def test_no_short_code_is_ever_taken_for_a_time(bits: int) -> None:
    short = make_short(bits)
    assert read_short(short)
    assert written(short) == Written(short, "")
    assert written(f"{short} 1402") == Written(short, "1402")
