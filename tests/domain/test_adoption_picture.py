from __future__ import annotations

import pytest

from tests.domain.rollouts import HANDS_ON, LOCAL, UTC_DAY, D, a_key, a_session, after, assessed, covered, somebody, use
from trainer_app.domain.adoption import State, Thresholds
from trainer_app.domain.session import SessionKind
from trainer_app.domain.usage import DayUnits, PersonUsage

# The training day


def test_the_training_day_is_that_of_the_session_completed_in() -> None:
    again = a_session("Hands-on 3", day=after(5))
    person = assessed(somebody(checked_in=(HANDS_ON, again), completed_in=again))
    assert (person.training_day, person.session_name, person.hands_on_on) == (after(5), "Hands-on 3", after(5))


def test_without_completion_it_is_the_first_hands_on_session_they_came_to() -> None:
    again = a_session("Hands-on 3", day=after(5))
    talk = a_session("Why it matters", day=after(-9), kind=SessionKind.AWARENESS)
    person = assessed(somebody([7], checked_in=(again, talk, HANDS_ON), completed_in=None))
    assert (person.training_day, person.session_name, person.hands_on_on) == (D, "Hands-on 1", None)


def test_a_completion_after_the_as_of_date_has_not_happened() -> None:
    clinic = a_session("Clinic", day=after(30), kind=SessionKind.CLINIC)
    facts = somebody([10], completed_in=clinic)
    assert assessed(facts, as_of=after(29)).hands_on_on is None
    assert assessed(facts, as_of=after(30)).hands_on_on == after(30)


def test_the_training_day_is_local_to_the_program() -> None:
    evening = a_session(at="20:00", zone="America/Los_Angeles")
    assert assessed(somebody(checked_in=(evening,), completed_in=evening)).training_day == after(1)


@pytest.mark.parametrize("basis", [LOCAL, UTC_DAY])
def test_use_in_training_itself_is_neither_before_nor_after(basis: object) -> None:
    person = assessed(somebody([0], basis=basis))
    assert person.state is State.TRIED_ONCE
    assert (person.active_days_before, person.active_days_after, person.last_active) == (0, 0, D)


@pytest.mark.parametrize(
    ("at", "before", "after_"),
    [
        ("09:00", -2, 1),  # 00:00-02:30 UTC: half an hour before lies on the previous UTC day
        ("09:29", -2, 1),
        ("09:30", -1, 1),  # 00:30 UTC: half an hour before is midnight exactly
        ("14:00", -1, 1),  # 05:00 UTC
    ],
)
def test_a_utc_day_that_overlaps_the_session_is_neither(at: str, before: int, after_: int) -> None:
    """In Tokyo, nine hours ahead, a morning session touches the previous UTC day."""
    session = a_session(at=at)
    person = assessed(
        somebody(range(-5, 6), basis=UTC_DAY, checked_in=(session,), completed_in=session, grants=(a_key(None),))
    )
    assert person.active_after[0] == after(after_)
    assert person.active_days_before == len(range(-5, before + 1))


def test_an_evening_in_the_west_touches_the_next_utc_day() -> None:
    session = a_session(at="15:00", zone="America/Los_Angeles")  # 23:00 UTC; its end and two hours are the next day
    facts = somebody(range(-2, 4), basis=UTC_DAY, checked_in=(session,), completed_in=session)
    person = assessed(facts, zone="America/Los_Angeles")
    assert person.training_day == D
    assert person.active_after[0] == after(2)
    assert person.active_days_before == 2


def test_the_moment_two_hours_after_the_end_belongs_to_training() -> None:
    session = a_session(at="10:00", minutes=240, zone="America/Los_Angeles")  # ends 22:00 UTC, and 00:00 of the next
    facts = somebody([1, 2], basis=UTC_DAY, checked_in=(session,), completed_in=session)
    assert assessed(facts, zone="America/Los_Angeles").active_after == (after(2),)


def test_far_east_a_bucket_dated_on_the_training_day_may_lie_after_it() -> None:
    session = a_session(at="09:00", minutes=90, zone="Pacific/Auckland")  # 20:00-21:30 UTC of the day before
    facts = somebody([-1, 0], basis=UTC_DAY, checked_in=(session,), completed_in=session)
    person = assessed(facts, zone="Pacific/Auckland")
    assert (person.training_day, person.active_after) == (D, (D,))
    assert person.state is State.STOPPED


def test_days_of_two_sources_each_keep_their_own_midnight() -> None:
    morning = a_session(at="09:00")
    both = PersonUsage(
        (*use([after(-1)], LOCAL), *use([after(-1)], UTC_DAY)), covered((-9, 80)), frozenset({LOCAL, UTC_DAY})
    )
    person = assessed(somebody(checked_in=(morning,), completed_in=morning, usage=both))
    assert person.active_days_before == 1


# Active days


def test_a_day_is_active_from_the_least_units_summed() -> None:
    usage = PersonUsage((DayUnits(after(3), LOCAL, 0.6), DayUnits(after(3), LOCAL, 0.4)), covered((0, 80)))
    assert assessed(somebody(usage=usage)).active_after == (after(3),)
    picky = Thresholds(min_units=2)
    assert assessed(somebody(usage=usage), thresholds=picky).active_after == ()


def test_the_last_known_day_counts() -> None:
    assert assessed(somebody([5]), as_of=after(5)).active_after == (after(5),)


def test_days_past_the_as_of_date_do_not_exist() -> None:
    facts = somebody([5, 12, 60])
    assert assessed(facts, as_of=after(40)).active_after == (after(5), after(12))
    assert assessed(facts, as_of=after(40)) == assessed(somebody([5, 12]), as_of=after(40))
