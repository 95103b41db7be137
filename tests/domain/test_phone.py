"""Codes that let phones in for a moment, the PIN that is not to be guessed, and what is kept of a secret."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.phone import (
    PIN_DIGITS,
    PIN_TRIES,
    PIN_WITHIN,
    ROTATES,
    JoinCode,
    PhoneTrouble,
    Pin,
    digest_of,
    in_one_line,
    same,
    secret_of,
)

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


@pytest.fixture
def code() -> JoinCode:
    return JoinCode(random.Random(7).getrandbits, rotating=True)


@pytest.fixture
def pin() -> Pin:
    return Pin(random.Random(7).getrandbits)


def wrong(pin: Pin) -> str:
    return f"{(int(pin.text) + 1) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"


def lock(pin: Pin, *, begin: datetime = NOW, each: timedelta = MOMENT) -> datetime:
    """Try as many wrong PINs as it takes; return when the last one was."""
    for number in range(PIN_TRIES):
        assert pin.try_it(wrong(pin), begin + number * each) is PhoneTrouble.WRONG_PIN
    return begin + (PIN_TRIES - 1) * each


def test_a_code_stays_until_it_is_fifteen_seconds_old(code: JoinCode) -> None:
    shown = code.text(NOW)
    assert code.text(NOW + ROTATES - MOMENT) == shown
    assert code.text(NOW + ROTATES) != shown


def test_the_code_before_still_counts_and_the_one_before_that_does_not(code: JoinCode) -> None:
    first, second, third = (code.text(NOW + number * ROTATES) for number in range(3))
    now = NOW + 2 * ROTATES
    assert [code.accepts(one, now) for one in (first, second, third)] == [False, True, True]


def test_a_code_is_taken_for_twice_as_long_as_it_is_shown_and_no_longer(code: JoinCode) -> None:
    shown = code.text(NOW)
    assert code.accepts(shown, NOW + 2 * ROTATES - MOMENT)
    late = JoinCode(random.Random(8).getrandbits, rotating=True)
    shown = late.text(NOW)
    assert not late.accepts(shown, NOW + 2 * ROTATES)  # although nobody looked in between


def test_a_clock_that_is_set_back_does_not_keep_a_code_alive(code: JoinCode) -> None:
    shown = code.text(NOW)
    back = NOW - timedelta(hours=1)
    assert code.text(back) != shown
    assert not code.accepts(shown, back + 2 * ROTATES)


def test_a_code_that_does_not_rotate_counts_until_it_is_replaced() -> None:
    code = JoinCode(random.Random(7).getrandbits, rotating=False)
    shown = code.text(NOW)
    assert code.accepts(shown, NOW + timedelta(hours=3))
    code.rotate()
    assert not code.accepts(shown, NOW)


def test_after_all_codes_were_replaced_none_shown_before_counts(code: JoinCode) -> None:
    first, second = code.text(NOW), code.text(NOW + ROTATES)
    code.rotate()
    assert not any(code.accepts(one, NOW + ROTATES) for one in (first, second, ""))


def test_no_code_at_all_never_counts(code: JoinCode) -> None:
    assert not code.accepts("", NOW)
    assert not code.accepts("\ud800", NOW)  # half a character, as a phone may send it


def test_the_right_pin_is_taken_as_people_type_it(pin: Pin) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in pin.text)
    for typed in (pin.text, f" {pin.text[:3]} {pin.text[3:]}\n", wide):
        assert pin.try_it(typed, NOW) is None
    assert len(pin.text) == PIN_DIGITS


def test_eight_wrong_pins_lock_the_right_one_out_for_five_whole_minutes(pin: Pin) -> None:
    last = lock(pin, each=timedelta(seconds=40))
    assert pin.try_it(pin.text, last + PIN_WITHIN - MOMENT) is PhoneTrouble.PIN_LOCKED
    assert pin.try_it(pin.text, last + PIN_WITHIN) is None


def test_tries_while_it_is_locked_do_not_lock_it_for_longer(pin: Pin) -> None:
    last = lock(pin)
    for seconds in range(0, 300, 10):
        assert pin.try_it(wrong(pin), last + timedelta(seconds=seconds)) is PhoneTrouble.PIN_LOCKED
    assert pin.try_it(pin.text, last + PIN_WITHIN) is None


def test_wrong_pins_long_ago_do_not_add_up(pin: Pin) -> None:
    for number in range(3 * PIN_TRIES):
        assert pin.try_it(wrong(pin), NOW + number * PIN_WITHIN / 4) is PhoneTrouble.WRONG_PIN


def test_a_new_pin_opens_it_again_and_the_old_one_is_wrong(pin: Pin) -> None:
    last, old = lock(pin), pin.text
    pin.rotate()
    assert pin.try_it(old, last) is PhoneTrouble.WRONG_PIN
    assert pin.try_it(pin.text, last) is None


def test_a_pin_keeps_its_noughts_in_front() -> None:
    numbers = count(7)
    assert Pin(lambda _bits: next(numbers)).text == "000007"


@given(st.integers(0, 2**192 - 1), st.integers(0, 2**192 - 1))
def test_different_bits_are_different_secrets(one: int, other: int) -> None:
    assert (secret_of(one, length=30) == secret_of(other, length=30)) == (one == other)
    assert len(secret_of(one, length=30)) >= 30
    assert set(secret_of(one)) <= set("23456789abcdefghjkmnpqrstuvwxyz")


@given(st.text(st.characters()), st.text(st.characters()))
def test_texts_are_the_same_only_where_they_are(one: str, other: str) -> None:
    assert same(one, one)
    assert same(one, other) == (one == other) == (digest_of(one) == digest_of(other))


def test_the_digest_of_a_secret_is_not_the_secret() -> None:
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4


def test_what_is_typed_becomes_one_line_that_can_be_written() -> None:
    assert in_one_line("  Mei \n Nakagawa\t", longest=80) == "Mei Nakagawa"
    assert in_one_line("a\x00b\ud800c", longest=80) == "a b c"
    assert in_one_line("ab cd", longest=3) == "ab"
    assert in_one_line("Mei\u202e\u2066Liam", longest=80) == "Mei Liam"  # nobody turns round what stands beside
    assert [in_one_line(text, longest=9) for text in (None, "", " \n", "\x07")] == [None] * 4
