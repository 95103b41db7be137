"""The floor's rules against simpler ones, in synthetic rooms none of them knows."""

from __future__ import annotations

import pytest

from tests.domain.room_rules import FinishedOnly, NoTickForFive, TheFloor, TwiceAuthor, compare, table
from tests.domain.room_simulator import Outcome, Simulation

SIMPLER = (TwiceAuthor, FinishedOnly)


@pytest.mark.slow
def test_our_rules_walk_for_nothing_least_and_find_about_as_many_silent_people() -> None:
    """False visits are ordered in each batch of rooms; the share found needs all of them, silent people being few."""
    batches = [compare(range(first, first + 5)) for first in (0, 100, 200)]
    together = {name: Outcome() for name in batches[0]}
    for outcomes in batches:
        false_visits = {name: one.false_per_hour for name, one in outcomes.items()}
        simpler = [false_visits[rule.name] for rule in SIMPLER]
        assert false_visits[NoTickForFive.name] > 2 * max(simpler)
        assert min(simpler) > 1.25 * false_visits[TheFloor.name]
        for name, one in outcomes.items():
            together[name].add(one)
    print(f"\n{table(together)}")
    ours = together[TheFloor.name].found_share
    assert ours > 1 / 3
    assert all(ours > 0.7 * together[rule.name].found_share for rule in SIMPLER)


def test_without_phones_the_gain_of_asking_before_walking_is_gone() -> None:
    asked, unasked = Outcome(), Outcome()
    for seed in range(3):
        asked.add(Simulation(seed, TheFloor(), phones=1.0).run())
        unasked.add(Simulation(seed, TheFloor(), phones=0.0).run())
    assert unasked.false_per_hour > 1.5 * asked.false_per_hour


def test_the_same_seed_plays_the_same_room() -> None:
    assert Simulation(7, TheFloor()).run() == Simulation(7, TheFloor()).run()
    assert Simulation(7, TheFloor()).run() != Simulation(8, TheFloor()).run()
