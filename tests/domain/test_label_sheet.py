from __future__ import annotations

from itertools import combinations

import pytest

from trainer_app.domain.label_sheet import SHEETS, LabelSheet, Paper, sheet_of, sheets_on


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_labels_lie_on_the_page_and_not_on_each_other(sheet: LabelSheet) -> None:
    wide, high = sheet.paper.size
    places = [sheet.place(at) for at in range(sheet.per_page)]
    for one in places:
        assert one.left > -0.01
        assert one.top > -0.01
        assert one.left + one.width <= wide + 0.01
        assert one.top + one.height <= high + 0.01
    for one, other in combinations(places, 2):
        beside = one.left + one.width <= other.left + 0.01 or other.left + other.width <= one.left + 0.01
        above = one.top + one.height <= other.top + 0.01 or other.top + other.height <= one.top + 0.01
        assert beside or above


def test_a_name_badge_sheet_of_letter_paper_holds_eight() -> None:
    sheet = sheet_of("avery-5395")
    assert sheet.per_page == 8
    assert sheet.paper is Paper.LETTER
    last = sheet.place(7)
    assert (round(last.left, 2), round(last.top, 2)) == (round(4.4375 * 25.4, 2), round((7 / 12 + 7.5) * 25.4, 2))


def test_a_sheet_that_was_begun_is_gone_on_with() -> None:
    sheet = sheet_of("cards-90x55-a4")
    placed = list(sheet.places(9, first=4))
    assert placed[0] == (0, sheet.place(3))
    assert placed[-1] == (1, sheet.place(1))
    assert sheet.pages(9, first=4) == 2
    assert sheet.pages(7, first=4) == 1
    assert sheet.pages(0, first=4) == 0


def test_a_first_label_beyond_the_page_is_held_to_it() -> None:
    sheet = sheet_of("a6-a4")
    assert sheet.skipped(99) == 3
    assert sheet.skipped(-2) == 0


def test_a_sheet_nobody_knows_any_more_becomes_the_first_one() -> None:
    assert sheet_of("gone") is SHEETS[0]
    assert all(sheet.paper is Paper.A4 for sheet in sheets_on(Paper.A4))
    assert len({sheet.key for sheet in SHEETS}) == len(SHEETS)
