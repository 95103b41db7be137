from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.statistics import Interval, fisher_exact, holm, newcombe, percentile, wilson


@st.composite
def groups(draw: st.DrawFn, most: int = 40) -> tuple[int, int]:
    of = draw(st.integers(1, most))
    return draw(st.integers(0, of)), of


def percent(interval: Interval) -> tuple[float, float]:
    return round(interval.low * 100, 1), round(interval.high * 100, 1)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(34, 70, 37.2, 60.0), (9, 12, 46.8, 91.1), (3, 12, 8.9, 53.2), (2, 3, 20.8, 93.9), (0, 4, 0.0, 49.0)],
)
def test_wilson_intervals_are_those_of_the_check_figures(count: int, of: int, low: float, high: float) -> None:
    assert percent(wilson(count, of)) == (low, high)


@pytest.mark.parametrize(
    ("group", "others", "difference", "low", "high", "p"),
    [((3, 12), (31, 58), -28.4, -48.7, 2.5, 0.11), ((1, 10), (33, 60), -45.0, -59.5, -12.1, 0.014)],
)
def test_differences_are_those_of_the_check_figures(
    group: tuple[int, int], others: tuple[int, int], difference: float, low: float, high: float, p: float
) -> None:
    assert round((group[0] / group[1] - others[0] / others[1]) * 100, 1) == difference
    assert percent(newcombe(group, others)) == (low, high)
    assert fisher_exact(group, others) == pytest.approx(p, rel=0.03)


@given(groups())
def test_wilson_holds_the_share_and_stays_between_nothing_and_all(group: tuple[int, int]) -> None:
    interval = wilson(*group)
    assert 0 <= interval.low <= group[0] / group[1] <= interval.high <= 1


@given(groups(), groups())
def test_newcombe_seen_from_the_others_is_the_same_upside_down(group: tuple[int, int], others: tuple[int, int]) -> None:
    mine, theirs = newcombe(group, others), newcombe(others, group)
    assert (mine.low, mine.high) == pytest.approx((-theirs.high, -theirs.low))
    assert -1 - 1e-9 <= mine.low <= mine.high <= 1 + 1e-9


@given(groups(), groups())
def test_fishers_p_is_the_sum_over_all_tables_no_likelier(group: tuple[int, int], others: tuple[int, int]) -> None:
    hits = group[0] + others[0]
    chance = {
        k: Fraction(comb(group[1], k) * comb(others[1], hits - k), comb(group[1] + others[1], hits))
        for k in range(max(0, hits - others[1]), min(group[1], hits) + 1)
    }
    exact = sum(p for p in chance.values() if p <= chance[group[0]])
    assert fisher_exact(group, others) == pytest.approx(float(exact), abs=1e-9)


def test_fisher_bears_a_company_of_ten_thousand() -> None:
    assert 0 < fisher_exact((4_000, 9_000), (500, 1_000)) < 0.01


def test_holm_multiplies_the_smallest_by_all_and_never_falls() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.5, 0.9]) == (1.0, 1.0)
    assert holm([]) == ()


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_keeps_the_order_and_never_makes_smaller(values: list[float]) -> None:
    adjusted = holm(values)
    assert all(after >= before for before, after in zip(values, adjusted, strict=True))
    ranked = sorted(zip(values, adjusted, strict=True))
    assert [pair[1] for pair in ranked] == sorted(adjusted)


def test_percentiles_lie_on_the_line_between_neighbours() -> None:
    assert percentile([1, 2, 3, 4, 5], 0.75) == 4
    assert percentile([4, 1, 2, 3], 0.75) == 3.25
    assert percentile([7], 0.75) == 7
