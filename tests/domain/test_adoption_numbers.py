from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.domain.rollouts import a_key, after, an_id, assessed, somebody
from trainer_app.domain.adoption import Assessment, Badge, State
from trainer_app.domain.adoption_numbers import Rate, SampleSize, Standing, numbers, team_numbers
from trainer_app.domain.adoption_rules import mark_champions
from trainer_app.domain.statistics import Interval

EXAMPLES = {
    State.NEVER_ATTENDED: assessed(somebody(checked_in=(), completed_in=None)),
    State.NOT_COMPLETED: assessed(somebody(completed_in=None)),
    State.UNKNOWN: assessed(somebody(coverage=[])),
    State.TOO_EARLY: assessed(somebody(), as_of=after(10)),
    State.CONTINUING: assessed(somebody([60, 70])),
    State.LAPSED: assessed(somebody([1, 9])),
    State.TRIED_ONCE: assessed(somebody()),
    State.RETURNED: assessed(somebody([70])),
    State.STOPPED: assessed(somebody([1])),
}


def people(team: str | None = None, **counts: int) -> list[Assessment]:
    """Return so many people of each state, in one team."""
    return [
        replace(EXAMPLES[State(state)], attendee_id=an_id(f"{team}{state}{at}"), team=team)
        for state, count in counts.items()
        for at in range(count)
    ]


def test_the_examples_are_what_they_are_called() -> None:
    assert {state: person.state for state, person in EXAMPLES.items()} == {state: state for state in State}


def test_tried_are_all_past_rule_two_and_evaluable_those_that_can_be_judged() -> None:
    found = numbers(people(**{state.value: at for at, state in enumerate(State, start=1)}))
    assert found.people == sum(range(1, 10))
    assert found.states == {state: at for at, state in enumerate(State, start=1)}
    assert found.tried == found.people - 1 - 2
    assert (found.unknown, found.too_early) == (3, 4)
    assert found.evaluable == found.tried - 3 - 4
    assert found.came_back.count == 5 + 6 + 8 + 9
    assert found.tried_once.count == 7
    assert found.continuing.count == 5
    assert {found.came_back.of, found.tried_once.of, found.continuing.of} == {found.evaluable}


def test_came_back_and_tried_once_make_up_everybody_who_can_be_judged() -> None:
    found = numbers(people(continuing=19, lapsed=5, returned=4, stopped=4, tried_once=33, too_early=14, unknown=2))
    assert (found.came_back.count, found.tried_once.count, found.evaluable) == (32, 33, 65)
    assert (found.too_early, found.unknown) == (14, 2)


def test_nobody_comes_to_nothing() -> None:
    found = numbers([])
    assert (found.people, found.evaluable, found.came_back) == (0, 0, Rate(0, 0, SampleSize.COUNTS_ONLY, None, None))
    assert team_numbers([]) == ()


@pytest.mark.parametrize(
    ("of", "size"),
    [(0, SampleSize.COUNTS_ONLY), (4, SampleSize.COUNTS_ONLY), (5, SampleSize.SMALL), (9, SampleSize.SMALL)],
)
def test_small_groups_say_so(of: int, size: SampleSize) -> None:
    rate = Rate.from_counts(of // 2, of)
    assert rate.size is size
    assert (rate.share is None) == (rate.interval is None) == (size is SampleSize.COUNTS_ONLY)


def test_ten_people_bear_a_percentage() -> None:
    rate = Rate.from_counts(34, 70)
    assert rate.size is SampleSize.of(10) is SampleSize.NORMAL
    assert rate.share == 34 / 70
    assert rate.interval
    assert (round(rate.interval.low, 3), round(rate.interval.high, 3)) == (0.372, 0.600)


def test_exploring_is_out_of_whoever_could_have_been_seen_exploring() -> None:
    explored = somebody([-3], grants=(a_key(after(-9)),))
    could = somebody(grants=(a_key(after(-9)),))
    no_access_yet = somebody(grants=(a_key(after(3)),))
    not_covered = somebody(coverage=[(0, 80)])
    never_came = somebody([-3], checked_in=(), completed_in=None)
    found = numbers(map(assessed, (explored, could, no_access_yet, not_covered, never_came)))
    assert (found.explored_before.count, found.explored_before.of) == (1, 2)


# Teams


def standings(everyone: Iterable[Assessment]) -> dict[str | None, Standing]:
    return {team.team: team.standing for team in team_numbers(everyone)}


def test_a_team_clearly_behind_is_called_likely_behind() -> None:
    everyone = [*people("Behind", returned=1, tried_once=9), *people("Rest", returned=33, tried_once=27)]
    [behind, rest] = team_numbers(everyone)
    assert behind.team == "Behind"
    assert behind.standing is Standing.LIKELY_BEHIND
    assert rest.standing is Standing.LIKELY_AHEAD
    assert behind.difference == pytest.approx(-0.45)
    assert behind.interval == Interval(pytest.approx(-0.595, abs=1e-3), pytest.approx(-0.121, abs=1e-3))
    assert behind.p == pytest.approx(0.0138, abs=1e-4)
    assert behind.p_adjusted == pytest.approx(2 * 0.0138, abs=2e-4)
    assert behind.people_missing == pytest.approx(10 * 34 / 70 - 1)


def test_three_of_twelve_cannot_be_told_yet() -> None:
    everyone = [*people("Sales", returned=3, tried_once=9), *people("Rest", returned=31, tried_once=27)]
    assert set(standings(everyone).values()) == {Standing.CANNOT_TELL_YET}


def test_asking_about_many_teams_makes_it_harder_to_call_one_behind() -> None:
    many = [p for at in range(6) for p in people(f"Team {at}", returned=6, tried_once=5)]
    alone = standings([*people("Behind", returned=1, tried_once=9), *people("Rest", returned=36, tried_once=30)])
    among = standings([*people("Behind", returned=1, tried_once=9), *many])
    assert alone["Behind"] is Standing.LIKELY_BEHIND
    assert among["Behind"] is Standing.CANNOT_TELL_YET


def test_a_team_below_five_is_counts_only_and_comes_last() -> None:
    everyone = [
        *people("Tiny", tried_once=4),
        *people("A", returned=5, tried_once=1),
        *people("B", returned=1, tried_once=5),
    ]
    found = team_numbers(everyone)
    assert [team.team for team in found] == ["B", "A", "Tiny"]
    assert found[-1].standing is Standing.TOO_SMALL
    assert (found[-1].p, found[-1].interval, found[-1].numbers.came_back.share) == (None, None, None)


def test_below_five_others_there_is_nobody_to_compare_with() -> None:
    assert standings(people("A", returned=5, tried_once=5)) == {"A": Standing.NO_OTHERS}
    everyone = [*people("A", returned=60), *people("B", tried_once=4)]
    assert standings(everyone) == {"A": Standing.NO_OTHERS, "B": Standing.TOO_SMALL}
    assert standings([*everyone, *people("B", tried_once=1)])["A"] is Standing.LIKELY_AHEAD


def test_teams_are_sorted_by_people_missing_not_by_percentage() -> None:
    everyone = [
        *people("Small", tried_once=5),
        *people("Large", returned=15, tried_once=25),
        *people("Good", returned=30),
    ]
    assert [team.team for team in team_numbers(everyone)] == ["Large", "Small", "Good"]


def test_people_without_a_team_are_a_group_of_their_own() -> None:
    everyone = [*people(None, returned=3, tried_once=3), *people("A", returned=3, tried_once=3)]
    assert [team.team for team in team_numbers(everyone)] == ["A", None]


def test_a_teams_denominator_is_its_roster() -> None:
    [team] = team_numbers(people("A", returned=5, unknown=3, never_attended=2))
    assert (team.numbers.people, team.numbers.evaluable, team.numbers.unknown) == (10, 5, 3)


# Champions


def with_weeks(weeks: int, *, team: str = "A", state: State = State.CONTINUING) -> Assessment:
    return replace(EXAMPLES[state], attendee_id=an_id(f"{team}{state}{weeks}"), team=team, active_weeks_after=weeks)


def champions(*everyone: Assessment) -> list[int]:
    marked = mark_champions(everyone)
    return [person.active_weeks_after for person in marked if Badge.CHAMPION_CANDIDATE in person.badges]


def test_candidates_are_active_in_no_fewer_weeks_than_three_quarters_of_the_team() -> None:
    assert champions(*map(with_weeks, (3, 4, 5, 6, 7))) == [6, 7]


def test_candidates_are_active_in_three_weeks_at_least() -> None:
    assert champions(with_weeks(2), with_weeks(1)) == []
    assert champions(with_weeks(3), with_weeks(1)) == [3]


def test_only_people_who_continue_are_candidates_but_all_raise_the_bar() -> None:
    lapsed = [with_weeks(9, state=State.LAPSED), with_weeks(8, state=State.LAPSED)]
    assert champions(with_weeks(5), *lapsed) == []
    assert champions(with_weeks(5), with_weeks(9, team="B", state=State.LAPSED)) == [5]
