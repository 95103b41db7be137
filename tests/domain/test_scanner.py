"""The scanner's ear: badges are heard, typing is never taken for one and never lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.badge import BadgeKind, make_badge
from trainer_app.domain.scanner import MAX_GAP_MS, ForeignScanned, Heard, ScanEar, Scanned, Typed

BADGE = make_badge(0x5EED_0123_4567_89AB_CDEF_0246_8ACE_1357)
Keys = Sequence[tuple[str, int]]


def keys(text: str, *, every_ms: int, start_ms: int = 0) -> list[tuple[str, int]]:
    return [(character, start_ms + number * every_ms) for number, character in enumerate(text)]


def hear(pressed: Keys, ear: ScanEar | None = None) -> list[Heard]:
    ear = ear or ScanEar()
    heard = [one for character, at_ms in pressed for one in ear.feed(character, at_ms)]
    return [*heard, *ear.settle(pressed[-1][1] + 10_000 if pressed else 0)]


def typing(heard: Iterable[Heard]) -> str:
    return "".join(one.text for one in heard if isinstance(one, Typed))


def scans(heard: Iterable[Heard]) -> list[Scanned]:
    return [one for one in heard if isinstance(one, Scanned)]


@pytest.mark.parametrize("every_ms", [0, 2, 12, 50, MAX_GAP_MS])
@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n", ""])
def test_a_scanned_badge_is_one_scan_and_nothing_is_typed(every_ms: int, end: str) -> None:
    heard = hear(keys(BADGE + end, every_ms=every_ms))
    assert [type(one) for one in heard] == [Scanned]
    assert scans(heard)[0].read.code == BADGE


def test_a_badge_typed_by_hand_goes_to_the_field_like_any_text() -> None:
    heard = hear(keys(BADGE + "\r", every_ms=MAX_GAP_MS + 1))
    assert typing(heard) == BADGE + "\r"
    assert scans(heard) == []


@pytest.mark.parametrize("every_ms", [0, 1, 20, 60, 200])
@pytest.mark.parametrize(
    "name", ["Peter", "Otto", "Tanaka", "T", "t1-", "T1-ab", "Alexandra Montgomery", "Tiffany Thatcher", "田中"]
)
def test_a_name_and_enter_is_never_a_scan_however_fast(name: str, every_ms: int) -> None:
    heard = hear(keys(name + "\r", every_ms=every_ms))
    assert typing(heard) == name + "\r"
    assert all(isinstance(one, Typed) for one in heard)


@given(
    st.lists(st.tuples(st.sampled_from("Tt1-&Ee23 kü@.\r\n\t"), st.integers(0, 120)), max_size=80),
)
def test_no_key_is_ever_lost_doubled_or_put_in_another_order(steps: list[tuple[str, int]]) -> None:
    pressed, now = [], 0
    for character, gap in steps:
        now += gap
        pressed.append((character, now))
    again = ""
    for one in hear(pressed):
        again += one.text if isinstance(one, Typed) else one.raw if isinstance(one, Scanned) else ""
    all_keys = [character for character, _ in pressed]
    assert [key for key in again if key not in "\r\n\t"] == [key for key in all_keys if key not in "\r\n\t"]
    assert sum(key in "\r\n\t" for key in again) <= sum(key in "\r\n\t" for key in all_keys)


@given(st.text(st.characters(categories=["L", "Zs"]), max_size=40), st.integers(0, 300))
def test_words_without_digits_come_through_whole_at_any_speed(text: str, every_ms: int) -> None:
    assert hear(keys(text + "\r", every_ms=every_ms)) != []
    assert typing(hear(keys(text + "\r", every_ms=every_ms))) == text + "\r"


def test_a_letter_that_could_begin_a_badge_is_held_for_one_gap_only() -> None:
    ear = ScanEar()
    assert ear.feed("T", 1_000) == ()
    assert ear.settles_at == 1_000 + MAX_GAP_MS + 1
    assert ear.settle(1_000 + MAX_GAP_MS) == ()
    assert ear.settle(1_000 + MAX_GAP_MS + 1) == (Typed("T"),)
    assert ear.settles_at is None
    assert ear.settle() == ()


def test_other_letters_are_never_held() -> None:
    ear = ScanEar()
    assert ear.feed("P", 0) == (Typed("P"),)
    assert ear.settles_at is None


def test_a_held_letter_is_handed_back_before_the_next_one() -> None:
    ear = ScanEar()
    ear.feed("T", 0)
    assert ear.feed("i", 30) == (Typed("T"), Typed("i"))


def test_a_click_or_another_key_hands_back_what_is_held_at_once() -> None:
    ear = ScanEar()
    ear.feed("t", 0)
    assert ear.settle() == (Typed("t"),)


def test_a_scan_in_the_middle_of_typing_leaves_the_typing_whole() -> None:
    typed = keys("Kurt", every_ms=120)
    scanned = keys(BADGE + "\r", every_ms=5, start_ms=typed[-1][1] + 20)
    more = keys("is\r", every_ms=120, start_ms=scanned[-1][1] + 300)
    heard = hear([*typed, *scanned, *more])
    assert typing(heard) == "Kurtis\r"
    assert [one.read.code for one in scans(heard)] == [BADGE]


def test_two_badges_one_after_the_other_are_two_scans() -> None:
    other = make_badge(7)
    first = keys(BADGE + "\r\n", every_ms=3)
    second = keys(other + "\r\n", every_ms=3, start_ms=first[-1][1] + 40)
    heard = hear([*first, *second])
    assert [one.read.code for one in scans(heard)] == [BADGE, other]
    assert typing(heard) == ""


def test_an_enter_some_time_after_a_scan_is_a_key_of_its_own() -> None:
    scanned = keys(BADGE + "\r", every_ms=3)
    heard = hear([*scanned, ("\r", scanned[-1][1] + 400)])
    assert typing(heard) == "\r"


@pytest.mark.parametrize("damaged", [BADGE[:-1], BADGE[:-1] + ("2" if BADGE[-1] != "2" else "3"), BADGE + "7"])
def test_a_badge_of_ours_that_was_misread_is_a_scan_that_says_so(damaged: str) -> None:
    heard = hear(keys(damaged + "\r", every_ms=5))
    assert [one.read.kind for one in scans(heard)] == [BadgeKind.MISREAD]
    assert typing(heard) == ""


def test_a_scanner_on_the_french_layout_is_heard_too() -> None:
    american, french = "1234567890-QWAZM", "&é\"'(-è_çà)AZQW?"
    typed = BADGE.translate(str.maketrans(american, french))
    heard = hear(keys(typed + "\r", every_ms=5))
    assert [one.read.code for one in scans(heard)] == [BADGE]


@pytest.mark.parametrize("code", ["4006381333931", "https://example.org/t/ticket/42", "T-7781-2293-ABX"])
def test_another_code_is_told_from_typing_by_its_speed_and_its_digits(code: str) -> None:
    heard = hear(keys(code + "\r\n", every_ms=8))
    assert typing(heard) == code
    assert heard[-1] == ForeignScanned(code)


@pytest.mark.parametrize(("text", "every_ms"), [("4006381333931", 60), ("room 12", 5), ("Montgomery", 5)])
def test_slow_short_or_wordlike_texts_are_not_another_code(text: str, every_ms: int) -> None:
    assert typing(hear(keys(text + "\r", every_ms=every_ms))) == text + "\r"


def test_keys_held_forever_are_handed_back_once_they_are_too_many_for_a_code() -> None:
    endless = "T1-" + "2" * 100
    assert typing(hear(keys(endless, every_ms=1))) == endless


def test_a_clock_that_steps_back_loses_nothing() -> None:
    heard = hear([("T", 5_000), ("o", 10), ("m", 200), ("\r", 320)])
    assert typing(heard) == "Tom\r"
