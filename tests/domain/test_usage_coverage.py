"""The calendar of imported usage: what is covered, what an import would change, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.usage_coverage import Cover, CoverageDays

FEB = date(2026, 2, 1)
_DAYS = st.integers(0, 400).map(lambda number: FEB + timedelta(days=number))
_RANGES = st.tuples(_DAYS, st.integers(0, 40)).map(lambda one: DayRange(one[0], one[0] + timedelta(days=one[1])))


def feb(first: int, last: int) -> DayRange:
    return DayRange(FEB + timedelta(days=first - 1), FEB + timedelta(days=last - 1))


def test_nothing_imported_has_no_calendar_even_after_a_training() -> None:
    days = CoverageDays(training=frozenset({FEB}))
    assert (days.span, list(days.months()), days.holes(), days.of(FEB)) == (None, [], (), None)


def test_a_training_day_before_the_first_import_is_missing() -> None:
    days = CoverageDays(Coverage.of([feb(10, 20)]), training=frozenset({FEB}))
    assert days.of(FEB) is Cover.HOLE
    assert days.holes() == (feb(1, 9),)


def test_what_an_import_would_do_goes_before_what_is_there() -> None:
    days = CoverageDays(Coverage.of([feb(1, 10)]), feb(8, 15), Coverage.of([feb(8, 10)]))
    shown = [days.of(FEB + timedelta(days=number - 1)) for number in (7, 8, 11, 16)]
    assert shown == [Cover.COVERED, Cover.REPLACED, Cover.NEW, None]
    assert days.after().ranges == (feb(1, 15),)


def test_months_go_on_over_the_turn_of_the_year() -> None:
    days = CoverageDays(Coverage.of([DayRange(date(2025, 11, 30), date(2026, 2, 1))]))
    assert [(one.year, one.month) for one in days.months()] == [(2025, 11), (2025, 12), (2026, 1), (2026, 2)]


@given(before=st.lists(_RANGES, max_size=5), coming=st.none() | _RANGES, training=st.frozensets(_DAYS, max_size=3))
def test_every_day_of_the_span_is_covered_or_missing_and_never_both(
    before: list[DayRange], coming: DayRange | None, training: frozenset[date]
) -> None:
    days = CoverageDays(Coverage.of(before), coming, training=training)
    missing = {day for hole in days.holes() for day in hole}
    for day in days.span or ():
        assert (days.of(day) is Cover.HOLE) == (day in missing) == (day not in days.after())
