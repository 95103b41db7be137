"""Colours keep their contrast, so that every word can be read in both schemes."""

from __future__ import annotations

from itertools import product

import pytest

from trainer_app.qt.tokens import AA_EDGE, AA_TEXT, DARK, LIGHT, Colours, Tone, contrast

SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("ground", "surface", "sunk", "accent_soft", "ok_soft", "look_soft", "help_soft", "info_soft")
WORDS = ("text", "muted", "accent", "ok", "look", "help", "info")


def test_black_on_white_has_the_largest_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


def test_a_colour_has_no_contrast_with_itself() -> None:
    assert contrast("#2c5a8c", "#2c5a8c") == 1


def test_a_well_known_grey_just_misses_aa() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize(("words", "ground"), list(product(WORDS, GROUNDS)))
def test_every_word_can_be_read_on_every_ground(colours: Colours, words: str, ground: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= AA_TEXT


@SCHEMES
@pytest.mark.parametrize("ground", ["accent", "accent_hover"])
def test_words_on_the_accent_can_be_read(colours: Colours, ground: str) -> None:
    assert contrast(colours.on_accent, getattr(colours, ground)) >= AA_TEXT


@SCHEMES
@pytest.mark.parametrize("ground", ["ground", "surface", "sunk"])
def test_edges_of_controls_stand_out(colours: Colours, ground: str) -> None:
    assert contrast(colours.edge, getattr(colours, ground)) >= AA_EDGE
    assert contrast(colours.accent, getattr(colours, ground)) >= AA_EDGE, "the ring around what has the focus"


@SCHEMES
def test_tones_differ_from_each_other_in_words_and_ground(colours: Colours) -> None:
    assert len({colours.tone(tone) for tone in Tone}) == len(Tone)
    assert len({colours.soft(tone) for tone in Tone}) == len(Tone)
