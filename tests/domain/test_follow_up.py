from __future__ import annotations

import pytest

from tests.domain.rollouts import after, assessed, somebody
from trainer_app.domain.follow_up import REVISITS, Alive, revisits


def alive(active: list[int], *, as_of: int = 200, coverage: tuple[tuple[int, int], ...] = ((-9, 200),)) -> list[Alive]:
    person = assessed(somebody(active, coverage=coverage), as_of=after(as_of))
    return [each.alive for each in revisits(person)]


YES, NO, UNKNOWN, TOO_EARLY = Alive.YES, Alive.NO, Alive.UNKNOWN, Alive.TOO_EARLY


def test_revisits_are_due_30_60_90_and_180_days_after_training() -> None:
    due = [(each.after_days, each.due_on) for each in revisits(assessed(somebody()))]
    assert due == [(days, after(days)) for days in REVISITS]


@pytest.mark.parametrize(("day", "at_60"), [(32, NO), (33, YES), (60, YES), (61, NO)])
def test_alive_means_an_active_day_among_the_28_up_to_the_day_itself(day: int, at_60: Alive) -> None:
    assert alive([day])[1] is at_60


def test_a_day_still_to_come_is_too_early_and_one_not_imported_unknown() -> None:
    assert alive([20, 50], as_of=70) == [YES, YES, TOO_EARLY, TOO_EARLY]
    assert alive([20, 50], coverage=((-9, 70),)) == [YES, YES, UNKNOWN, UNKNOWN]
    assert alive([20], as_of=30)[0] is YES
    assert alive([20], as_of=29)[0] is TOO_EARLY


def test_a_hole_hides_a_no_but_never_a_yes() -> None:
    holed = ((-9, 50), (52, 200))
    assert alive([], coverage=holed) == [NO, UNKNOWN, NO, NO]
    assert alive([40], coverage=holed) == [NO, YES, NO, NO]


def test_whoever_was_not_trained_is_not_revisited() -> None:
    assert revisits(assessed(somebody(checked_in=(), completed_in=None))) == ()
