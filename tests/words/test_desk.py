"""The small words of the window: clocks, distances and what was taken back."""

from __future__ import annotations

import pytest

from trainer_app.words import desk


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (8, "starts in 8 min"),
        (0, "starts now"),
        (-12, "12 min late"),
        (119, "starts in 119 min"),
        (180, "starts in 3 h"),
        (-300, "5 h late"),
        (60 * 24 * 5, "starts in 5 days"),
    ],
)
def test_the_planned_start_is_told_in_the_unit_that_helps(minutes: int, said: str) -> None:
    assert desk.starts_in(minutes) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (65, "1:05"), (2050, "34:10"), (3725, "1:02:05"), (-3, "0:00")]
)
def test_a_running_clock_shows_hours_only_when_there_are_some(seconds: int, said: str) -> None:
    assert desk.running_clock(seconds) == said
