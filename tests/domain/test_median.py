from __future__ import annotations

from math import exp
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.median import censored_median, log_spread, percentile

times = st.floats(min_value=0.1, max_value=200.0)


def test_without_unfinished_people_it_is_the_ordinary_median() -> None:
    assert censored_median([4, 1, 9]) == 4
    assert censored_median([4, 1, 9, 6]) == 5


def test_the_prior_alone_says_the_authors_minutes() -> None:
    assert censored_median([10 * share for share in (0.61, 0.85, 1.17, 1.65)]) == pytest.approx(10.1)


def test_a_worked_example_by_hand() -> None:
    """Finishers at 2, 4, 8, 9; unfinished at 3 and 5: S falls to 5/6, 5/8, 5/16."""
    assert censored_median([2, 4, 8, 9], [3, 5]) == 8


def test_where_the_curve_rests_on_one_half_the_middle_of_the_rest_is_taken() -> None:
    """Finishers at 2 and 4, unfinished at 5 and 12: S rests on ½ from 4 until the end."""
    assert censored_median([2, 4], [5, 12]) == (4 + 12) / 2


def test_a_curve_that_never_reaches_one_half_falls_at_the_largest_time() -> None:
    assert censored_median([2.0], [6, 7, 8]) == 8
    assert censored_median([], [6, 7]) == 7


def test_nobody_observed_has_no_median() -> None:
    with pytest.raises(ValueError, match="no median"):
        censored_median([])


@given(st.lists(times, min_size=1, max_size=30))
def test_with_everybody_through_it_agrees_with_the_ordinary_median(finished: list[float]) -> None:
    gone_first = [min(finished) / 2]  # one unfinished person who left before anything was seen changes nothing
    assert censored_median(finished, gone_first) == pytest.approx(median(finished))


@given(st.lists(times, max_size=20), st.lists(times, min_size=1, max_size=20))
def test_it_lies_within_what_was_seen(finished: list[float], unfinished: list[float]) -> None:
    assert min(finished + unfinished) <= censored_median(finished, unfinished) <= max(finished + unfinished)


@given(st.lists(times, min_size=1, max_size=20), st.lists(times, max_size=20), times)
def test_one_more_unfinished_person_never_lowers_it(
    finished: list[float], unfinished: list[float], more: float
) -> None:
    assert censored_median(finished, [*unfinished, more]) >= censored_median(finished, unfinished) - 1e-9


@given(st.lists(times, min_size=1, max_size=20))
def test_people_still_working_are_not_taken_for_quick_ones(finished: list[float]) -> None:
    slow = [max(finished) + 1] * len(finished)
    assert censored_median(finished, slow) >= max(finished)


@given(st.lists(times, min_size=1, max_size=30))
def test_the_spread_stays_between_its_limits(durations: list[float]) -> None:
    assert 0.35 <= log_spread(durations) <= 0.80


def test_the_spread_of_logarithms_is_scaled_to_a_standard_deviation() -> None:
    assert log_spread([exp(-0.4), 1.0, exp(0.4)]) == pytest.approx(1.4826 * 0.4)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2), (0.9, 4), (0.75, 3), (0.0, 1), (1.0, 4)])
def test_a_percentile_is_a_time_somebody_really_waited(share: float, expected: float) -> None:
    assert percentile([4, 2, 1, 3], share) == expected


def test_ten_waits_have_their_ninth_as_ninety_percent() -> None:
    assert percentile(range(1, 11), 0.9) == 9
    assert percentile([], 0.5) is None
