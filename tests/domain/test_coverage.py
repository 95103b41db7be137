from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.coverage import NO_DAYS, Coverage, DayRange

FIRST = date(2026, 1, 1)
ranges = st.builds(
    lambda at, length: DayRange(FIRST + timedelta(days=at), FIRST + timedelta(days=at + length)),
    st.integers(0, 60),
    st.integers(-2, 20),
)
few = st.lists(ranges, max_size=6)
ALL = DayRange(FIRST, FIRST + timedelta(days=90))


def days_of(some: list[DayRange]) -> set[date]:
    return {day for each in some for day in each}


@given(few)
def test_coverage_holds_exactly_the_days_of_its_ranges(some: list[DayRange]) -> None:
    coverage = Coverage.of(some)
    assert {day for day in ALL if day in coverage} == days_of(some)
    assert days_of(list(coverage.ranges)) == days_of(some)


@given(few)
def test_ranges_neither_overlap_nor_touch(some: list[DayRange]) -> None:
    held = Coverage.of(some).ranges
    assert all((b.first - a.last).days > 1 for a, b in pairwise(held))


@given(few, few)
def test_union_holds_the_days_of_either(some: list[DayRange], others: list[DayRange]) -> None:
    both = Coverage.of(some).union(Coverage.of(others))
    assert both == Coverage.of([*others, *some])


@given(few, ranges)
def test_holes_and_covered_days_make_up_the_range(some: list[DayRange], asked: DayRange) -> None:
    coverage = Coverage.of(some)
    missing, there = days_of(list(coverage.holes(asked))), days_of(list(coverage.within(asked).ranges))
    assert missing | there == set(asked)
    assert not missing & there
    assert there == set(asked) & days_of(some)
    assert coverage.covers(asked) == (not missing)


def test_a_range_counts_both_ends() -> None:
    assert len(DayRange(FIRST, FIRST)) == 1
    assert len(list(DayRange(FIRST, FIRST + timedelta(days=6)))) == 7


def test_nothing_covered_has_no_first_and_no_last_day() -> None:
    assert (NO_DAYS.first, NO_DAYS.last) == (None, None)
    assert FIRST not in NO_DAYS


def test_coverage_may_reach_to_the_end_of_the_calendar() -> None:
    coverage = Coverage.of([DayRange(FIRST, date.max), DayRange(FIRST, FIRST)])
    assert coverage.last == date.max
    assert coverage.union(coverage) == coverage
