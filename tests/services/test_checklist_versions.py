"""Versions of a checklist: edited, kept, chosen, written to files; and never changed under a session that runs one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.rollouts import checklist, come_in
from tests.world import FRONT, World, refused
from trainer_app.domain.checklist import Checklist, ChecklistTrouble
from trainer_app.domain.checklist_edit import with_new_step, with_step, without_step
from trainer_app.domain.checklist_rules import broken_rules
from trainer_app.domain.errors import StorageDown
from trainer_app.domain.help import TicketMove
from trainer_app.domain.session import Phase
from trainer_app.exchange.checklist_file import write_checklist
from trainer_app.services.help_desk import Hand

FIRST = checklist()


def edited(base: Checklist = FIRST) -> Checklist:
    return with_step(base, replace(base.steps[0], title="Open the right terminal", minutes=7))


def test_an_edit_is_kept_as_the_next_version(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    kept = world.services.checklists.save(edited(), desk=FRONT)
    assert (kept.version, kept.steps[0].minutes) == (2, 7)
    assert world.services.checklists.of_program() == kept
    assert [one.checklist.version for one in world.services.checklists.overview().versions][:2] == [2, 1]


def test_saving_what_is_kept_already_writes_nothing(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    before = world.services.checklists.overview()
    assert world.services.checklists.save(FIRST, desk=FRONT) == FIRST
    assert world.services.checklists.overview() == before


def test_a_running_session_keeps_the_steps_it_began_with(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    session = world.session("Hands-on 2", phase=Phase.HANDS_ON)
    come_in(world, session, "Aiko")
    kept = world.services.checklists.save(without_step(edited(), "install"), desk=FRONT)
    assert world.services.floor.look(session.id).room.checklist == FIRST
    world.services.floor.mark(session.id, world.people["Aiko"].id, "install", desk=FRONT)
    later = world.session("Hands-on 3", days=1, phase=Phase.HANDS_ON)
    assert world.services.floor.look(later.id).room.checklist == kept
    overview = world.services.checklists.overview()
    assert [one.name for one in overview.frozen] == ["Hands-on 3"]
    assert "Hands-on 2" in [one.name for one in overview.frozen_older]


def test_undoing_a_save_brings_the_old_version_back(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    kept = world.services.checklists.save(edited(), desk=FRONT)
    world.services.undo.undo(FRONT)
    assert world.services.checklists.of_program() == FIRST
    world.services.undo.redo(FRONT)
    assert world.services.checklists.of_program() == kept


def test_one_planned_session_runs_the_version_chosen_for_it(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    kept = world.services.checklists.save(edited(), desk=FRONT)
    planned = world.session("Hands-on 2", days=1, phase=None)
    first = world.services.checklists.overview().versions[1]
    world.services.checklists.choose_for(planned.id, first.id, desk=FRONT)
    assert world.services.checklists.of_session(planned.id) == FIRST
    assert [one.name for one in world.services.checklists.overview().versions[1].chosen] == ["Hands-on 2"]
    world.services.sessions.enter(planned.id, Phase.DOORS, desk=FRONT)
    assert world.services.checklists.of_session(planned.id) == FIRST
    with refused(ChecklistTrouble.FROZEN):
        world.services.checklists.choose_for(planned.id, None, desk=FRONT)
    assert world.services.checklists.of_program() == kept


def test_an_unfinished_checklist_is_refused_but_can_be_put_aside(world: World) -> None:
    draft, made = with_new_step(FIRST, "", at=1)
    with refused(ChecklistTrouble.FIELD_MISSING):
        world.services.checklists.save(draft, desk=FRONT)
    world.services.checklists.use(FIRST, desk=FRONT)
    world.services.checklists.put_aside(draft)
    assert world.services.checklists.overview().draft == draft
    world.services.checklists.put_aside(None)
    assert world.services.checklists.overview().draft is None
    fields = [one.facts["field"] for one in broken_rules(draft)]
    assert fields == [f"steps.{made.key}.{name}" for name in ("title", "why", "body")]


def test_a_file_with_broken_rules_is_looked_at_with_the_lines_of_its_steps(world: World, tmp_path: Path) -> None:
    draft, made = with_new_step(FIRST, "Half a step", at=4)
    file = tmp_path / "half.toml"
    file.write_text(write_checklist(draft), encoding="utf-8")
    found = world.services.checklists.look_at_file(file)
    assert found.checklist == draft
    assert "half" not in file.read_text(encoding="utf-8").splitlines()[found.lines[made.key] - 1]
    assert f'key = "{made.key}"' == file.read_text(encoding="utf-8").splitlines()[found.lines[made.key] - 1]


def test_every_shipped_checklist_goes_out_and_comes_back_the_same(world: World, tmp_path: Path) -> None:
    for one in world.services.checklists.shipped():
        world.services.checklists.export(one, tmp_path / "out.toml")
        assert world.services.checklists.look_at_file(tmp_path / "out.toml").checklist == one


def test_a_folder_that_is_gone_is_told(world: World, tmp_path: Path) -> None:
    with pytest.raises(StorageDown):
        world.services.checklists.export(FIRST, tmp_path / "gone" / "out.toml")


def test_a_step_that_was_added_waits_for_its_turn_in_sessions_that_begin_later(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    draft, made = with_new_step(FIRST, "Look back", at=4)
    draft = with_step(draft, replace(made, why="To remember.", bodies={None: "Say what you made."}))
    world.services.checklists.save(draft, desk=FRONT)
    later = world.session("Hands-on 2", days=1, phase=Phase.DOORS)
    steps = world.services.floor.look(later.id).room.checklist.steps
    assert [one.key for one in steps] == [*(one.key for one in FIRST.steps), made.key]


def test_a_version_that_sessions_ran_can_be_chosen_again_and_nothing_is_written_twice(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    world.services.checklists.save(edited(), desk=FRONT)
    before = world.services.checklists.overview()
    assert before.versions[0].is_program
    old = next(one for one in before.versions if one.checklist == FIRST)
    assert world.services.checklists.choose(old.id, desk=FRONT) == FIRST
    after = world.services.checklists.overview()
    assert [one.id for one in after.versions] == [one.id for one in before.versions]
    assert [one.id for one in after.versions if one.is_program] == [old.id]
    with refused(ChecklistTrouble.NOT_FOUND):
        world.services.checklists.choose(world.services.new_id(), desk=FRONT)


def test_how_often_a_remedy_worked_is_known(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    session = world.session("Hands-on 2", phase=Phase.HANDS_ON)
    come_in(world, session, "Aiko")
    desk = world.services.help_desk
    ticket = desk.ask(Hand(session.id, world.people["Aiko"].id, "install"), desk=FRONT)
    desk.move(ticket.id, TicketMove.CLAIM, desk=FRONT)
    desk.move(ticket.id, TicketMove.SOLVE, remedy_key="restart", desk=FRONT)
    record = world.services.checklists.overview().remedies["install", None, "restart"]
    assert (record.worked, record.tried) == (1, 1)
