from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.a_room import a_step, at, done, person, phases, skipped, steps, walk
from trainer_app.domain.progress import HandsOnClock, current_step, journey, rhythm
from trainer_app.domain.session import Phase

BREAK = phases((Phase.DOORS, -20), (Phase.TALK, -10), (Phase.HANDS_ON, 0), (Phase.BREAK, 10), (Phase.HANDS_ON, 25))


def test_the_clock_counts_hands_on_minutes_only() -> None:
    clock = HandsOnClock(BREAK)
    assert [clock.at(at(minute)) for minute in (-30, -5, 0, 6, 10, 20, 25, 30)] == [0, 0, 0, 6, 10, 10, 10, 15]


def test_the_clock_stops_when_the_session_ends_and_goes_on_when_it_is_reopened() -> None:
    clock = HandsOnClock(phases((Phase.HANDS_ON, 0), (Phase.ENDED, 30), (Phase.HANDS_ON, 90)))
    assert clock.at(at(60)) == 30
    assert clock.at(at(95)) == 35


def test_a_session_without_phases_is_planned_and_its_clock_stands() -> None:
    clock = HandsOnClock([])
    assert clock.at(at(5)) == 0
    assert clock.phase(at(5)) is Phase.PLANNED


def test_changes_may_come_in_any_order() -> None:
    assert HandsOnClock(reversed(BREAK)).at(at(30)) == 15


def test_the_rhythm_is_shared_between_talk_and_hands_on_and_leaves_breaks_out() -> None:
    now = rhythm(BREAK, at(40))
    assert (now.phase, now.phase_minutes) == (Phase.HANDS_ON, 15)
    assert (now.talk_minutes, now.hands_on_minutes) == (10, 25)
    assert now.talk_share == pytest.approx(10 / 35)


def test_the_phase_minutes_count_from_when_it_really_began() -> None:
    twice = phases((Phase.TALK, 0), (Phase.HANDS_ON, 5), (Phase.HANDS_ON, 9))
    assert rhythm(twice, at(12)).phase_minutes == 7


def test_the_rhythm_before_the_doors_has_no_share() -> None:
    assert rhythm([], at(0)).talk_share is None
    assert rhythm(BREAK, at(-15)).talk_share is None


def test_everybody_begins_at_the_first_step() -> None:
    walked = walk(now=3)
    assert (walked.current, walked.elapsed, walked.minutes) == ("a", 3, {})


def test_a_step_begins_with_the_tick_before_it() -> None:
    walked = walk(done("a", 4), done("b", 7), now=12)
    assert walked.minutes == {"a": 4, "b": pytest.approx(3)}
    assert (walked.current, walked.elapsed) == ("c", 5)


def test_who_comes_late_begins_when_they_arrive() -> None:
    walked = walk(done("a", 26), arrived=20, now=30)
    assert walked.minutes == {"a": 6}
    assert walked.elapsed == 4


def test_help_is_taken_off_the_clock_once_also_where_two_spans_overlap() -> None:
    walked = walk(done("a", 10), now=20, helped=((2, 5), (4, 6), (18, 30)))
    assert walked.minutes == {"a": 6}
    assert walked.elapsed == 8


def test_steps_ticked_together_share_the_time_by_their_expected_minutes() -> None:
    walked = walk(done("a", 9), done("b", 9.1), now=12)
    assert walked.minutes == {"a": pytest.approx(9.1 * 4 / 6), "b": pytest.approx(9.1 * 2 / 6)}


def test_a_step_skipped_together_with_a_done_one_took_no_time() -> None:
    assert walk(skipped("a", 6), done("b", 6.1), now=12).minutes == {"b": pytest.approx(6.1)}
    assert walk(skipped("a", 6), skipped("b", 6), now=12).minutes == {"a": pytest.approx(4), "b": pytest.approx(2)}


def test_a_step_done_before_hands_on_has_no_minutes() -> None:
    walked = walk(done("a", -5), done("b", 3), now=4)
    assert walked.minutes == {"b": 3}
    assert walked.reached("a")


def test_the_clock_of_who_went_home_stands() -> None:
    gone = journey(person(left=5), [], steps=steps(4), clock=HandsOnClock(phases((Phase.HANDS_ON, 0))), now=at(60))
    assert gone.elapsed == 5
    assert not gone.here


def test_who_has_everything_behind_them_is_on_no_step() -> None:
    assert walk(done("a", 1), skipped("b", 2), done("c", 8), now=9).current is None


def test_a_step_waits_for_what_it_depends_on() -> None:
    plan = (a_step("a"), a_step("b", depends_on=("d",)), a_step("c"), a_step("d"))
    marks = {"a": done("a", 1)}
    assert current_step(plan, marks) == "c"
    assert current_step(plan, {**marks, "c": done("c", 2), "d": skipped("d", 3)}) == "b"


def test_an_optional_step_is_passed_over_once_a_later_one_is_ticked() -> None:
    plan = (a_step("a"), a_step("b", optional=True), a_step("c", depends_on=("b",)), a_step("d"))
    assert current_step(plan, {"a": done("a", 1)}) == "b"
    assert current_step(plan, {"a": done("a", 1), "d": done("d", 2)}) == "c"


def test_a_forgotten_tick_in_the_middle_is_where_they_are() -> None:
    assert current_step(steps(1, 1, 1), {"a": done("a", 1), "c": done("c", 2)}) == "b"


def test_steps_that_wait_for_each_other_hold_nobody_nowhere() -> None:
    plan = (a_step("a", depends_on=("b",)), a_step("b", depends_on=("a",)))
    assert current_step(plan, {}) == "a"


ticks = st.lists(st.floats(min_value=-10, max_value=80), max_size=3).map(sorted)
spans = st.lists(st.tuples(st.floats(0, 60), st.floats(0, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=4)


@given(ticks, st.floats(-5, 40), spans)
def test_all_step_minutes_together_never_exceed_the_hands_on_time(
    ticked: list[float], arrived: float, helped: list[tuple[float, float]]
) -> None:
    clock = HandsOnClock(BREAK)
    walked = journey(
        person(arrived=arrived),
        [done("abc"[i], minute) for i, minute in enumerate(ticked)],
        steps=steps(4, 2, 6),
        clock=clock,
        helped=[(at(begin), at(end)) for begin, end in helped],
        now=at(80),
    )
    here = clock.at(at(80)) - clock.at(at(arrived))
    assert sum(walked.minutes.values()) + walked.elapsed <= here + 1e-6
    assert all(taken > 0 for taken in walked.minutes.values())
    assert walked.elapsed >= 0


@given(st.floats(0, 15))
def test_no_clock_moves_in_a_break(minute: float) -> None:
    assert HandsOnClock(BREAK).at(at(10 + minute)) == 10
