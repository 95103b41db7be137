from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.a_room import a_step, done, skipped, steps, walk
from trainer_app.domain.pace import StepPace, learned_minutes, limits, personal_pace, step_paces
from trainer_app.domain.progress import Journey

PRIOR_SPREAD = 1.4826 * (log(1.65) + log(1.17) - log(0.85) - log(0.61)) / 4
PLAN = steps(4, 2, 6)


def pace(median: float, *, spread: float = 0.5) -> StepPace:
    return StepPace("a", 4.0, median, spread, observed=5, working=1, reached=6)


def journeys(*taken: float) -> list[Journey]:
    """Return people who took so many minutes for step a and now begin step b."""
    return [walk(done("a", minutes), now=minutes) for minutes in taken]


def test_with_nobody_there_the_authors_minutes_speak() -> None:
    mine = step_paces(PLAN, [])["a"]
    assert mine.expected == 4
    assert mine.median == pytest.approx(4 * (0.85 + 1.17) / 2)
    assert mine.spread == pytest.approx(PRIOR_SPREAD, rel=0.02)
    assert (mine.observed, mine.working, mine.reached) == (0, 0, 0)


def test_finishers_outweigh_the_prior() -> None:
    assert step_paces(PLAN, journeys(*[12.0] * 9))["a"].median == 12


def test_people_still_on_a_step_push_its_median_up() -> None:
    through = journeys(3, 4, 5)
    still = [walk(now=9) for _ in range(6)]
    assert step_paces(PLAN, through + still)["a"].median > step_paces(PLAN, through)["a"].median


def test_learned_minutes_take_the_authors_place() -> None:
    mine = step_paces(PLAN, [], learned={"a": 8.0})["a"]
    assert mine.expected == 8
    assert mine.median == pytest.approx(8 * 1.01)


def test_a_pace_counts_who_was_timed_who_is_on_it_and_who_reached_it() -> None:
    people = [*journeys(4, 5), walk(done("a", -1), now=3), walk(skipped("a", 6), now=7), walk(now=2)]
    paces = step_paces(PLAN, people)
    assert (paces["a"].observed, paces["a"].working, paces["a"].reached) == (2, 1, 5)
    assert (paces["b"].observed, paces["b"].working, paces["b"].reached) == (0, 4, 4)


def test_who_skipped_a_step_counts_as_not_through() -> None:
    skippers = [walk(skipped("a", 15), now=16) for _ in range(6)]
    assert step_paces(PLAN, skippers)["a"].median > 6
    assert step_paces(PLAN, skippers)["a"].observed == 0


def test_a_personal_pace_is_shrunk_towards_the_rooms() -> None:
    paces = step_paces(PLAN, [])
    slow = walk(done("a", 2 * paces["a"].median), now=20)
    assert personal_pace(slow, paces) == pytest.approx(exp(log(2) / 4))
    assert personal_pace(walk(now=20), paces) == 1


def test_a_personal_pace_has_limits() -> None:
    paces = step_paces(PLAN, [])
    crawling = walk(done("a", 200), done("b", 400), now=401)
    flying = walk(done("a", 0.3), done("b", 0.6), done("c", 0.9), now=1)
    assert personal_pace(crawling, paces) == pytest.approx(exp(0.45))
    assert personal_pace(flying, paces) == pytest.approx(exp(-0.35))


def test_a_skipped_step_says_nothing_about_a_persons_pace() -> None:
    assert personal_pace(walk(skipped("a", 30), now=31), step_paces(PLAN, [])) == 1


def test_the_limits_of_a_person() -> None:
    own = limits(a_step("a"), pace(10.0), personal=1.2)
    assert own.watch == pytest.approx(12 * exp(0.25))
    assert own.alarm == pytest.approx(12 * exp(1.12))


def test_nobody_is_asked_before_the_floor_of_a_step() -> None:
    short = limits(a_step("a"), pace(1.0))
    waiting = limits(a_step("a", machine_wait=True), pace(1.0))
    assert (short.watch, short.alarm) == (3, 5)
    assert (waiting.watch, waiting.alarm) == (6, 8)


def test_the_next_session_learns_what_a_step_took() -> None:
    monday, thursday = journeys(5, 6, 7), [*journeys(8, 9), walk(now=30)]
    assert learned_minutes(PLAN, [monday, thursday]) == {"a": 7.5}


def test_a_step_few_went_through_is_left_to_its_author() -> None:
    assert learned_minutes(PLAN, [journeys(5, 6, 7, 8)]) == {}


minutes = st.floats(min_value=0.2, max_value=100)


@given(st.lists(minutes, max_size=12), st.lists(minutes, max_size=8), st.floats(0.5, 20))
def test_watch_is_never_above_alarm(through: list[float], still: list[float], expected: float) -> None:
    plan = steps(expected, 2, 6)
    people = journeys(*through) + [walk(now=minute) for minute in still]
    own = limits(plan[0], step_paces(plan, people)["a"], personal=1.3)
    assert 3 <= own.watch < own.alarm


@given(st.lists(minutes, min_size=1, max_size=12), minutes)
def test_waiting_longer_never_makes_the_usual_time_shorter(through: list[float], so_far: float) -> None:
    before = step_paces(PLAN, [*journeys(*through), walk(now=so_far)])["a"].median
    later = step_paces(PLAN, [*journeys(*through), walk(now=so_far + 5)])["a"].median
    assert later >= before - 1e-9
