from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.a_room import at, moved, person, phases, ticket
from trainer_app.domain.help import RaisedBy, TicketMove
from trainer_app.domain.progress import HandsOnClock
from trainer_app.domain.session import Phase
from trainer_app.domain.staffing_plan import (
    Area,
    Basis,
    Load,
    Observed,
    areas,
    calls_expected,
    fewest,
    forecast,
    forecasts,
    observe,
    visit_expected,
)

CLAIM, SOLVE = TicketMove.CLAIM, TicketMove.SOLVE


def test_one_helper_for_one_person_is_busy_while_they_need_help_and_never_late() -> None:
    # Calls every 30 min, a visit takes 10: in need a quarter of the time, and nobody stands before them.
    found = forecast(Load(1, calls=2.0, visit=10.0), 1)
    assert found.busy == pytest.approx(0.25)
    assert (found.p50, found.p90) == (0.0, 0.0)


def test_two_people_and_one_helper_wait_as_worked_out_by_hand() -> None:
    # One calls; the other one is in need a quarter of the time: 25 % wait, each for the rest of one visit of 10 min.
    # Longer than t wait 0.25 e^(-t/10); nine in ten wait at most 10 ln 2.5.
    found = forecast(Load(2, calls=2.0, visit=10.0), 1)
    assert found.p50 == 0.0
    assert found.p90 == pytest.approx(10 * log(2.5), abs=0.01)
    # Shares of nobody, one and two in need are as 1 : 2/3 : 2/9; the helper is busy unless nobody is.
    assert found.busy == pytest.approx((2 / 3 + 2 / 9) / (1 + 2 / 3 + 2 / 9))


def test_without_a_helper_nobody_comes_and_without_calls_nobody_waits() -> None:
    assert forecast(Load(12, 2.0, 5.0), 0).p50 is None
    assert not forecast(Load(12, 2.0, 5.0), 0).on_target
    assert forecast(Load(0, 2.0, 5.0), 3).p90 == 0.0


@pytest.mark.parametrize(("people", "least", "most"), [(10, 2, 3), (15, 3, 4), (25, 4, 6)])
def test_what_is_assumed_of_a_setup_asks_for_about_one_helper_per_four_to_five(
    people: int, least: int, most: int
) -> None:
    first = fewest(forecasts(Load(people, 2.0, 5.0), 1))
    assert first is not None
    assert least <= first.helpers <= most


@given(
    people=st.integers(1, 40),
    helpers=st.integers(1, 12),
    calls=st.floats(0.1, 6.0),
    visit=st.floats(0.5, 15.0),
)
def test_another_helper_never_makes_anybody_wait_longer(people: int, helpers: int, calls: float, visit: float) -> None:
    load = Load(people, calls, visit)
    now, more = forecast(load, helpers), forecast(load, helpers + 1)
    assert now.p50 is not None
    assert more.p50 is not None
    assert now.p90 is not None
    assert more.p90 is not None
    assert more.p50 <= now.p50 + 0.01
    assert more.p90 <= now.p90 + 0.01
    assert now.p50 <= now.p90
    assert 0 < now.busy <= 1 + 1e-9


def test_four_hundred_people_are_reckoned_without_running_over() -> None:
    rows = forecasts(Load(400, 2.0, 5.0), 3)
    first = fewest(rows)
    assert first is not None
    assert rows[0].busy == pytest.approx(1.0)
    assert 40 < first.helpers < 100


def test_eight_numbers_of_helpers_are_reckoned_at_least() -> None:
    assert [row.helpers for row in forecasts(Load(5, 1.0, 5.0), 1)] == list(range(1, 9))


def test_a_session_is_observed_in_hands_on_hours_with_calls_and_visits() -> None:
    clock = HandsOnClock(phases((Phase.TALK, -15), (Phase.HANDS_ON, 0), (Phase.WRAP_UP, 60)))
    people = [person(1), person(2, 30), person(3, left=45)]
    tickets = [
        moved(ticket(1, 1, 10), (CLAIM, 12, "Mei"), (SOLVE, 18, "Mei")),
        moved(ticket(2, 2, 35, raised_by=RaisedBy.SUGGESTION), (CLAIM, 35, "Jun"), (SOLVE, 37, "Jun")),
        ticket(3, 3, 40),
        ticket(4, 1, 50, raised_by=RaisedBy.SUGGESTION),
    ]
    seen = observe(people, tickets, clock=clock, now=at(90))
    assert seen == Observed(sessions=1, calls=3, person_hours=1 + 0.5 + 0.75, visits=2, visit_minutes=8.0)
    assert seen + seen == Observed(2, 6, 4.5, 4, 16.0)


def test_few_calls_teach_nothing_and_many_teach_a_range() -> None:
    assert calls_expected(Observed(1, 9, 10.0)).basis is Basis.ASSUMED
    known = calls_expected(Observed(3, 25, 50.0))
    assert (known.basis, known.value, known.count) == (Basis.LEARNED, 0.5, 25)
    assert (known.low, known.high) == (pytest.approx(4.02**2 / 50), pytest.approx(5.98**2 / 50))


def test_a_visit_is_learned_from_five_on() -> None:
    assert visit_expected(Observed(visits=4, visit_minutes=8.0)).basis is Basis.ASSUMED
    assert visit_expected(Observed(visits=5, visit_minutes=20.0)).value == 4.0


def test_the_room_is_split_into_neighbours_of_one_size() -> None:
    assert areas(["Mei", "Jun", "Amara"], 7, seats=["A1", "A2", "A3", "B1", "B2", "B3"]) == [
        Area("Mei", 2, "A1", "A2"),
        Area("Jun", 3, "A3", "B1"),
        Area("Amara", 2, "B2", "B3"),
    ]
    assert areas(["Mei", "Jun"], 5) == [Area("Mei", 2), Area("Jun", 3)]
