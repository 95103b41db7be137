"""The program of a data file: made once, its settings checked, changed and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from tests.services.rollouts import checklist, lines
from tests.world import DOOR, FRONT, Clock, World, refused
from trainer_app.bootstrap import build
from trainer_app.domain.errors import DataTrouble
from trainer_app.domain.program import Program, ProgramTrouble
from trainer_app.domain.undo import UndoTrouble


def program(world: World) -> Program:
    found = world.services.programs.get()
    assert found
    return found


def test_a_new_file_has_no_program_and_says_so_where_one_is_needed(tmp_path: Path) -> None:
    services = build(tmp_path / "new.db", clock=Clock())
    assert services.programs.get() is None
    with refused(DataTrouble.NO_PROGRAM):
        services.checklists.of_program()
    with refused(DataTrouble.NO_PROGRAM):
        services.checklists.use(checklist(), desk=FRONT)
    services.close()


def test_a_second_program_in_one_file_is_refused_and_named(world: World) -> None:
    with refused(DataTrouble.EXISTS) as told:
        world.services.programs.create(name="Another", timezone="UTC", desk=FRONT)
    assert told.value.facts == {"file": str(world.path), "program": "Rollout"}


@pytest.mark.parametrize(
    ("name", "zone", "code"),
    [
        (" ", "UTC", ProgramTrouble.NAME_MISSING),
        ("Rollout", "Berlin", ProgramTrouble.UNKNOWN_ZONE),
        ("Rollout", "", ProgramTrouble.UNKNOWN_ZONE),
    ],
)
def test_a_program_needs_a_name_and_a_zone(tmp_path: Path, name: str, zone: str, code) -> None:
    services = build(tmp_path / "new.db", clock=Clock())
    with refused(code):
        services.programs.create(name=name, timezone=zone, desk=FRONT)
    assert services.programs.get() is None
    made = services.programs.create(name="  Our   rollout ", timezone=" Europe/Berlin ", desk=FRONT)
    assert (made.name, made.timezone) == ("Our rollout", "Europe/Berlin")
    services.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"window_days": 0},
        {"min_active_days": 0},
        {"min_active_weeks": -1},
        {"lapse_gap_days": 0},
        {"min_units": 0.0},
        {"min_units": -1.0},
    ],
)
def test_a_threshold_out_of_range_is_refused(world: World, wrong: dict[str, float]) -> None:
    before = program(world)
    with refused(ProgramTrouble.BAD_THRESHOLD):
        world.services.programs.change(replace(before, **wrong), desk=FRONT)
    assert program(world) == before


def test_settings_change_and_a_choice_made_meanwhile_stays(world: World) -> None:
    shown = program(world)
    world.services.checklists.use(checklist(), desk=DOOR)
    changed = world.services.programs.change(replace(shown, name=" New  name ", window_days=14), desk=FRONT)
    assert changed == program(world)
    assert (changed.name, changed.window_days) == ("New name", 14)
    assert world.services.checklists.of_program() == checklist()


def test_writing_the_same_settings_writes_nothing(world: World) -> None:
    written = lines(world)
    world.services.programs.change(program(world), desk=FRONT)
    assert lines(world) == written


def test_a_page_that_remembers_another_file_still_changes_this_one(world: World) -> None:
    world.services.programs.change(replace(program(world), id=uuid4(), name="Moved"), desk=FRONT)
    assert program(world).name == "Moved"


def test_settings_another_desk_changed_since_are_not_undone_over_it(world: World) -> None:
    world.services.programs.change(replace(program(world), name="First"), desk=FRONT)
    world.services.programs.change(replace(program(world), min_active_days=5), desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    world.services.undo.undo(DOOR)
    world.services.undo.undo(FRONT)
    assert program(world).name == "Rollout"
