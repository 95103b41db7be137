from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.domain.rollouts import a_key, after, an_id, assessed, somebody
from trainer_app.domain.adoption import Assessment
from trainer_app.domain.adoption_rules import mark_champions
from trainer_app.domain.worksheet import Champion, Rung, Worksheet, worksheet


def team(*active: Sequence[int], **facts: object) -> list[Assessment]:
    """Return one person of the team for each list of active days."""
    people = [assessed(somebody(days, team="Sales", grants=(a_key(None),), **facts)) for days in active]
    return list(mark_champions([replace(p, attendee_id=an_id(str(at))) for at, p in enumerate(people)]))


def signals(people: list[Assessment], **facts: object) -> Worksheet:
    found = worksheet(people, as_of=after(80), **facts)
    assert found
    return found


def test_it_needs_five_who_tried_28_days_ago() -> None:
    assert worksheet(team([], [], [], []), as_of=after(80)) is None
    assert worksheet(team([], [], [], [], []), as_of=after(27)) is None
    assert worksheet(team([], [], [], [], []), as_of=after(28))
    assert worksheet(team([], [], [], [], [], completed_in=None), as_of=after(80)) is None


def test_rates_are_out_of_people_with_access_and_of_those_who_tried() -> None:
    never = assessed(somebody(checked_in=(), completed_in=None, grants=(a_key(None),), team="Sales"))
    found = signals([*team([], [], [], [1], [70]), never])
    assert (found.tried.count, found.tried.of) == (5, 6)
    assert (found.came_back.count, found.came_back.of) == (2, 5)
    assert found.team == "Sales"


@pytest.mark.parametrize(
    ("active", "median"),
    [
        (([], [], [], [1], [1, 2, 9]), 0),
        (([1, 2, 9], [1, 2, 3], [2], [70], [60, 70]), 3),
        (([70], [70], [70], [60, 70], [60, 70]), None),
    ],
)
def test_the_median_is_of_whoever_is_gone(active: Sequence[Sequence[int]], median: float | None) -> None:
    assert signals(team(*active)).days_before_stopping == median


def test_stops_within_the_same_14_days_are_counted() -> None:
    together = signals(team([10], [20], [3, 23], [], [70])).stops
    assert (together.stopped, together.within_span, together.span_ends) == (3, 3, after(23))
    scattered = signals(team([1], [20], [40], [], [])).stops
    assert (scattered.stopped, scattered.within_span, scattered.span_ends) == (3, 1, after(40))
    assert signals(team([], [], [], [], [])).stops.span_ends is None


def test_the_trend_has_the_last_eight_weeks_and_says_where_it_is_blind() -> None:
    trend = signals(team([80], [73, 74], [25, 70], [], [])).trend
    assert [week.last for week in trend] == [after(80 - 7 * back) for back in range(7, -1, -1)]
    assert [week.active for week in trend] == [1, 0, 0, 0, 0, 0, 2, 2]
    assert all(week.covered for week in trend)
    holed = signals(team([80], [], [], [], [], coverage=[(-9, 60), (62, 80)])).trend
    assert [week.covered for week in holed] == [True] * 5 + [False, True, True]


def test_weeks_before_training_are_nobodys_hole() -> None:
    late = [assessed(somebody(team="Sales", coverage=[(1, 30)]), as_of=after(30)) for _ in range(5)]
    found = worksheet(late, as_of=after(30))
    assert found
    assert all(week.covered for week in found.trend)


def test_without_any_usage_there_is_no_trend() -> None:
    assert signals(team([], [], [], [], [], coverage=[])).trend == ()


def test_questions_are_passed_through_by_rung() -> None:
    asked = {Rung.WHAT_IS_IT: 4, Rung.IT_GETS_IT_WRONG: 1}
    assert signals(team([], [], [], [], []), questions=asked).questions == asked
    assert signals(team([], [], [], [], [])).questions == {}


def test_a_champion_is_there_or_has_lapsed_or_never_was() -> None:
    assert signals(team([60, 65, 72], [], [], [], [])).champion is Champion.PRESENT
    assert signals(team([1, 9, 17], [], [], [], [])).champion is Champion.LAPSED
    assert signals(team([1, 9], [], [], [], [])).champion is Champion.NONE


def test_exploring_before_is_a_signal_too() -> None:
    found = signals(team([-3], [-2], [], [], []))
    assert (found.explored_before.count, found.explored_before.of) == (2, 5)
