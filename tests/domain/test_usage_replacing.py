from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trainer_app.domain.usage import DayBasis, IdentityKind, UsageImport
from trainer_app.domain.usage_replacing import ImportDoubt, questions_before

FIRST = date(2026, 3, 1)


def on(day: int) -> date:
    return FIRST + timedelta(days=day - 1)


def an_import(first: int, last: int, *, scope: str = "proj") -> UsageImport:
    kinds = frozenset({IdentityKind.KEY})
    return UsageImport("openai_usage", scope, DayBasis.UTC_DAY, kinds, on(first), on(last))


def totals(first: int, last: int, units: float = 100.0) -> dict[date, float]:
    return {on(day): units for day in range(first, last + 1)}


def asked(new: UsageImport, earlier: list[UsageImport], now: dict, before: dict) -> list[ImportDoubt]:
    return [each.doubt for each in questions_before(new, earlier, new_totals=now, old_totals=before)]


def test_the_first_import_is_not_doubted() -> None:
    assert asked(an_import(1, 30), [], totals(1, 30), {}) == []


def test_next_months_shorter_export_is_not_doubted() -> None:
    assert asked(an_import(31, 35), [an_import(1, 30)], totals(31, 35), totals(1, 30)) == []


def test_an_export_that_grew_is_not_doubted() -> None:
    assert asked(an_import(1, 40), [an_import(1, 30)], totals(1, 40), totals(1, 30)) == []


def test_a_window_inside_an_earlier_one_is_asked_about() -> None:
    [question] = questions_before(
        an_import(5, 20), [an_import(1, 30), an_import(4, 21)], new_totals=totals(5, 20), old_totals=totals(1, 30)
    )
    assert question.doubt is ImportDoubt.SHORTER_WINDOW
    assert question.facts == {"covers_from": on(1), "covers_to": on(30)}


@pytest.mark.parametrize(("units", "doubts"), [(95.0, []), (94.9, [ImportDoubt.TOTALS_SHRINK])])
def test_totals_of_closed_days_may_shrink_by_five_percent(units: float, doubts: list[ImportDoubt]) -> None:
    assert asked(an_import(1, 30), [an_import(1, 30)], totals(1, 30, units), totals(1, 30)) == doubts


def test_the_last_day_was_open_and_may_come_to_anything() -> None:
    now = totals(1, 30) | {on(30): 0.0}
    assert asked(an_import(1, 30), [an_import(1, 30)], now, totals(1, 30)) == []
    longer = totals(1, 31) | {on(30): 0.0}
    assert asked(an_import(1, 31), [an_import(1, 30)], longer, totals(1, 30)) == []


def test_the_last_day_of_the_new_export_may_be_open_too() -> None:
    now, before = totals(1, 30) | {on(30): 0.0}, totals(1, 40) | {on(30): 900.0}
    assert asked(an_import(1, 30), [an_import(1, 40)], now, before) == [ImportDoubt.SHORTER_WINDOW]


def test_days_that_vanished_count_as_nothing() -> None:
    [question] = questions_before(
        an_import(1, 30), [an_import(1, 30)], new_totals=totals(1, 20), old_totals=totals(1, 30)
    )
    assert question.facts == {"old": 2900.0, "new": 2000.0, "days": 29}


def test_other_sources_and_scopes_are_another_matter() -> None:
    other = replace(an_import(1, 30), source="events")
    assert asked(an_import(5, 20), [other, an_import(1, 30, scope="proj_b")], totals(5, 20), {}) == []
