from __future__ import annotations

from tests.domain.rollouts import D, a_session, after, assessed, somebody
from trainer_app.domain.cohort import WEEKS, cohort_grid

LATER = a_session("Hands-on 2", day=after(3))


def test_a_row_is_a_training_session_and_a_cell_a_week_after_it() -> None:
    people = [
        assessed(somebody([1, 7, 8])),
        assessed(somebody([14])),
        assessed(somebody([4], checked_in=(LATER,), completed_in=LATER)),
    ]
    first, second = cohort_grid(people)
    assert (first.session_name, first.training_day, first.people) == ("Hands-on 1", D, 2)
    assert [cell.active for cell in first.cells] == [1, 2, *[0] * 10]
    assert [cell.week for cell in first.cells] == list(range(1, WEEKS + 1))
    assert (second.session_name, [cell.active for cell in second.cells[:2]]) == ("Hands-on 2", [1, 0])


def test_a_week_that_is_not_wholly_covered_for_everybody_is_not_whole() -> None:
    people = [assessed(somebody(coverage=[(-9, 20), (22, 80)])), assessed(somebody())]
    [row] = cohort_grid(people)
    whole = [cell.week for cell in row.cells if cell.is_whole]
    assert whole == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]
    assert (row.cells[2].covered, row.cells[2].of) == (1, 2)


def test_weeks_after_the_as_of_date_are_not_whole() -> None:
    [row] = cohort_grid([assessed(somebody([3, 20]), as_of=after(13))])
    assert [cell.week for cell in row.cells if cell.is_whole] == [1]
    assert [cell.active for cell in row.cells[:3]] == [1, 0, 0]


def test_people_who_did_not_try_are_in_no_cohort() -> None:
    assert cohort_grid([assessed(somebody(completed_in=None)), assessed(somebody(checked_in=()))]) == ()
