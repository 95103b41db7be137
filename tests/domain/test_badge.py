"""Badge codes: every misreading is noticed, and nothing people type is taken for a badge."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.badge import (
    BADGE_BITS,
    SHORT_BITS,
    BadgeKind,
    make_badge,
    make_short,
    may_begin_badge,
    read_badge,
    read_short,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SEEDED = random.Random(20260303)
BADGES = [make_badge(bits) for bits in (0, 1, 2**128 - 1, *(SEEDED.getrandbits(BADGE_BITS) for _ in range(12)))]
every_badge = st.integers(0, 2**BADGE_BITS - 1).map(make_badge)
every_short = st.integers(0, 2**SHORT_BITS - 1).map(make_short)

# What each layout types where an American one types the line above it.
AMERICAN = "1234567890-QWERTYUIOPASDFGHJKLZXCVBNM"
LAYOUTS = {
    "American": AMERICAN,
    "German": "1234567890ßQWERTZUIOPASDFGHJKLYXCVBNM",
    "Swiss": "1234567890'QWERTZUIOPASDFGHJKLYXCVBNM",
    "Italian": "1234567890'QWERTYUIOPASDFGHJKLZXCVBNM",
    "Swedish": "1234567890+QWERTYUIOPASDFGHJKLZXCVBNM",
    "French": "&é\"'(-è_çà)AZERTYUIOPQSDFGHJKLWXCVBN?",
    "Belgian": "&é\"'(§è!çà)AZERTYUIOPQSDFGHJKLWXCVBN?",
    "Russian": "1234567890-ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ",
    "Japanese with full width": "１２３４５６７８９０ーＱＷＥＲＴＹＵＩＯＰＡＳＤＦＧＨＪＫＬＺＸＣＶＢＮＭ",
}


@given(every_badge)
def test_a_badge_reads_back_as_it_was_made(badge: str) -> None:
    read = read_badge(badge)
    assert (read.kind, read.code) == (BadgeKind.OURS, badge)


@given(st.integers(0, 2**BADGE_BITS - 1), st.integers(0, 2**BADGE_BITS - 1))
def test_different_bits_make_different_badges(one: int, other: int) -> None:
    assert (make_badge(one) == make_badge(other)) == (one == other)


def test_a_badge_is_t1_and_27_characters_a_hand_cannot_confuse() -> None:
    for badge in BADGES:
        assert badge.startswith("T1-")
        assert len(badge) == 30
        assert set(badge[3:]) <= set(ALPHABET)


@pytest.mark.parametrize("bits", [-1, 2**BADGE_BITS])
def test_bits_that_do_not_fit_a_badge_are_our_mistake(bits: int) -> None:
    with pytest.raises(ValueError, match="128 bits"):
        make_badge(bits)


@pytest.mark.parametrize("badge", BADGES)
def test_every_single_substitution_is_noticed(badge: str) -> None:
    for place in range(3, len(badge)):
        for character in ALPHABET:
            changed = badge[:place] + character + badge[place + 1 :]
            assert (read_badge(changed).kind is BadgeKind.OURS) == (changed == badge)
            assert changed == badge or read_badge(changed).kind is BadgeKind.MISREAD


@pytest.mark.parametrize("badge", BADGES)
def test_every_transposition_of_two_characters_is_noticed_neighbours_or_not(badge: str) -> None:
    for one, other in combinations(range(3, len(badge)), 2):
        swapped = list(badge)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        changed = "".join(swapped)
        assert (read_badge(changed).kind is BadgeKind.OURS) == (changed == badge)


def test_the_check_notices_each_pair_of_values_at_each_pair_of_neighbours() -> None:
    """All 32 by 32 pairs at all 26 neighbouring places: the proof, not a sample."""
    for place in range(26):
        for first in range(32):
            for second in range(32):
                if first == second or (place == 0 and max(first, second) > 7):
                    continue
                badge = _badge_with(place, first, second)
                body = badge[3:]
                swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
                assert swapped == body or read_badge("T1-" + swapped).kind is BadgeKind.MISREAD


def _badge_with(place: int, first: int, second: int) -> str:
    """A badge whose characters at `place` and the next have these values; the last may be the check."""
    bits = first << 5 * (25 - place)
    if place < 25:
        bits |= second << 5 * (24 - place)
    return make_badge(bits)


@pytest.mark.parametrize("badge", BADGES)
def test_a_lost_or_doubled_character_is_noticed(badge: str) -> None:
    for place in range(3, len(badge)):
        assert read_badge(badge[:place] + badge[place + 1 :]).kind is BadgeKind.MISREAD
        assert read_badge(badge[:place] + badge[place] + badge[place:]).kind is BadgeKind.MISREAD


@given(every_badge, st.data())
def test_case_spaces_hyphens_and_look_alikes_do_not_matter(badge: str, data: st.DataObject) -> None:
    written = ""
    for character in badge.replace("-", data.draw(st.sampled_from(["-", "", " ", "\u2013", " - "]))):
        choices = [character, character.lower(), *{"0": "Oo", "1": "IiLl"}.get(character, "")]
        written += data.draw(st.sampled_from(choices)) + data.draw(st.sampled_from(["", "", " ", "-", "\u3000"]))
    assert read_badge(f" {written}\n").code == badge


@pytest.mark.parametrize("layout", LAYOUTS)
@given(badge=every_badge)
def test_a_scanner_on_another_keyboard_layout_is_understood(layout: str, badge: str) -> None:
    typed = badge.translate(str.maketrans(AMERICAN, LAYOUTS[layout]))
    assert read_badge(typed).code == badge


def test_a_misread_badge_on_another_layout_is_still_known_as_ours() -> None:
    typed = BADGES[5].translate(str.maketrans(AMERICAN, LAYOUTS["French"]))
    assert read_badge(typed[:-1]).kind is BadgeKind.MISREAD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "T1",
        "T1-",
        "Peter",
        "Tim",
        "Ti-Anna Montgomery-Lindqvist",
        "Tiffany Montgomery",
        "Tl",
        "田中 壮",
        "https://example.org/t1-ticket",
        "4006381333931",
        "mina@example.org",
        BADGES[4][3:],
    ],
)
def test_what_people_type_and_other_codes_are_not_ours(text: str) -> None:
    assert read_badge(text).kind is BadgeKind.NOT_OURS


@pytest.mark.parametrize("text", ["T1-X", "t1-alpha", "T1-UUUUUUUUUUUUUUUUUUUUUUUUUUU", "T1 0000 0000 0000 00"])
def test_our_prefix_with_a_wrong_rest_is_a_misread_badge(text: str) -> None:
    assert read_badge(text).kind is BadgeKind.MISREAD
    assert read_badge(text).code is None


def test_more_bits_than_a_badge_holds_are_not_sound() -> None:
    """The first character carries three bits; a larger one was never made by us."""
    sound_sum_but_too_large = [
        "T1-" + lead + "0" * 25 + check
        for lead in ALPHABET[8:]
        for check in ALPHABET
        if read_badge("T1-" + lead + "0" * 25 + check).kind is BadgeKind.OURS
    ]
    assert sound_sum_but_too_large == []


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_read(text: str) -> None:
    read = read_badge(text)
    assert (read.code is not None) == (read.kind is BadgeKind.OURS)
    read_short(text)


@pytest.mark.parametrize("layout", [*LAYOUTS][:-1])  # never typed as single keys
def test_the_first_keys_of_a_badge_are_known_on_every_layout(layout: str) -> None:
    typed = BADGES[3].translate(str.maketrans(AMERICAN, LAYOUTS[layout]))
    assert all(may_begin_badge(typed[:length]) for length in range(len(typed) + 1))


@pytest.mark.parametrize("text", ["P", "Te", "1", "Ti", "T11", "-"])
def test_other_first_keys_do_not_begin_a_badge(text: str) -> None:
    assert not may_begin_badge(text)


def test_every_short_code_is_five_characters_reads_back_and_never_begins_like_a_name() -> None:
    codes = [make_short(bits) for bits in range(0, 2**SHORT_BITS, 37)]
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert len(code) == 5
        assert code[0] in "23456789"
        assert read_short(code) == code


@given(every_short, st.data())
def test_every_slip_in_a_short_code_is_noticed(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 4))
    changed = code[:place] + data.draw(st.sampled_from(ALPHABET)) + code[place + 1 :]
    assert (read_short(changed) == changed) == (changed == code)
    one, other = sorted(data.draw(st.sets(st.integers(0, 4), min_size=2, max_size=2)))
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert (read_short("".join(swapped)) is not None) == (swapped == list(code))


def test_a_short_code_is_understood_as_it_is_said_and_written() -> None:
    code = next(found for bits in range(2**SHORT_BITS) if {"0", "1"} <= set((found := make_short(bits))[1:]))
    said = code.replace("0", "o").replace("1", "l").lower()
    assert read_short(f" {said[:2]} {said[2:4]}-{said[4:]} ") == code


@pytest.mark.parametrize("text", ["Mario", "MARIO", "K7Q4M", "", "2", "12345"])
def test_names_and_other_texts_are_not_short_codes(text: str) -> None:
    assert read_short(text) is None


@pytest.mark.parametrize("bits", [-1, 2**SHORT_BITS])
def test_bits_that_do_not_fit_a_short_code_are_our_mistake(bits: int) -> None:
    with pytest.raises(ValueError, match="18 bits"):
        make_short(bits)
