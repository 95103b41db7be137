"""Checklists: kept once, frozen by the session that runs them, and told where they cannot be read any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text, update

from tests.services.rollouts import checklist, come_in, lines
from tests.world import DOOR, FRONT, World, refused
from trainer_app.bootstrap import build
from trainer_app.domain.checklist import ChecklistTrouble
from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.domain.session import Phase, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.exchange.checklist_file import write_checklist
from trainer_app.services import checklists
from trainer_app.services.checklists import SHIPPED_FIRST
from trainer_app.storage.tables import checklist as versions

FIRST, SECOND = checklist(), checklist(version=2, steps=("look", "first_change"))


def running(world: World, name: str = "Hands-on 1"):
    return world.services.checklists.of_session(world.sessions[name].id)


def test_a_new_program_uses_the_shipped_one(world: World) -> None:
    assert world.services.checklists.of_program().key == SHIPPED_FIRST
    assert SHIPPED_FIRST in {one.key for one in world.services.checklists.shipped()}
    titles = [one.title for one in world.services.checklists.shipped()]
    assert titles == sorted(titles)


def test_a_session_that_froze_its_checklist_never_sees_another(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    world.session("Hands-on 2", days=1, phase=Phase.DOORS)
    planned = world.session("Hands-on 3", days=2, phase=None)
    world.services.checklists.use(SECOND, desk=FRONT)
    assert running(world, "Hands-on 2") == FIRST
    assert running(world, "Hands-on 3") == SECOND
    world.services.sessions.enter(planned.id, Phase.DOORS, desk=FRONT)
    world.services.checklists.use(FIRST, desk=FRONT)
    assert running(world, "Hands-on 3") == SECOND
    for phase in (Phase.PLANNED, Phase.DOORS, Phase.ENDED, Phase.HANDS_ON):
        world.services.sessions.enter(planned.id, phase, desk=FRONT)
        assert running(world, "Hands-on 3") == SECOND


def test_the_frozen_one_is_still_there_after_a_restart(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    session = world.session("Hands-on 2", phase=Phase.DOORS)
    world.services.checklists.use(SECOND, desk=FRONT)
    checklists._versions.clear()
    other = build(world.path, clock=world.clock)
    assert other.checklists.of_session(session.id) == FIRST
    other.close()


def test_using_the_same_again_keeps_it_once_and_writes_nothing(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    written = lines(world)
    world.services.checklists.use(checklist(), desk=DOOR)
    assert lines(world) == written
    world.services.checklists.use(SECOND, desk=FRONT)
    world.services.checklists.use(FIRST, desk=FRONT)
    with world.services.context.store.read() as view:
        kept = view.db.execute(text("SELECT count(*) FROM checklist WHERE key = 'small'")).scalar_one()
    assert kept == 2


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (replace(FIRST, steps=()), ChecklistTrouble.NO_STEPS),
        (checklist(minutes=0), ChecklistTrouble.BAD_MINUTES),
        (checklist(steps=("same", "same")), ChecklistTrouble.DUPLICATE_KEY),
        (replace(FIRST, title=" "), ChecklistTrouble.FIELD_MISSING),
    ],
)
def test_a_checklist_that_breaks_a_rule_is_never_used(world: World, broken, code) -> None:
    with refused(code):
        world.services.checklists.use(broken, desk=FRONT)
    assert world.services.checklists.of_program().key == SHIPPED_FIRST


def test_a_file_is_read_and_used(world: World, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(write_checklist(FIRST), encoding="utf-8")
    assert world.services.checklists.use_file(file, desk=FRONT) == FIRST
    assert world.services.checklists.of_program() == FIRST
    with refused(ChecklistTrouble.FILE_UNREADABLE):
        world.services.checklists.use_file(tmp_path / "none.toml", desk=FRONT)


def test_an_awareness_session_freezes_nothing(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    talk = world.session("Why", kind=SessionKind.AWARENESS, phase=Phase.TALK)
    assert world.services.sessions.get(talk.id).checklist_id is None


def test_doors_opened_by_mistake_leave_the_checklist_open_again(world: World) -> None:
    world.services.checklists.use(FIRST, desk=DOOR)
    session = world.session("Hands-on 2", phase=None)
    world.services.sessions.enter(session.id, Phase.DOORS, desk=FRONT)
    world.services.undo.undo(FRONT)
    world.services.checklists.use(SECOND, desk=DOOR)
    assert running(world, "Hands-on 2") == SECOND
    world.services.undo.redo(FRONT)
    assert running(world, "Hands-on 2") == FIRST


def test_doors_undone_after_somebody_ticked_keep_the_checklist_the_ticks_name(world: World) -> None:
    world.services.checklists.use(FIRST, desk=DOOR)
    session = world.session("Hands-on 2", phase=None)
    world.services.sessions.enter(session.id, Phase.DOORS, desk=FRONT)
    world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Aiko"].id)
    world.services.floor.mark(session.id, world.people["Aiko"].id, "terminal", desk=DOOR)
    world.services.undo.undo(FRONT)
    world.services.checklists.use(SECOND, desk=DOOR)
    assert running(world, "Hands-on 2") == FIRST


def test_the_choice_is_undone_to_the_shipped_one_and_not_over_another_desks(world: World) -> None:
    world.services.checklists.use(FIRST, desk=FRONT)
    world.services.undo.undo(FRONT)
    assert world.services.checklists.of_program().key == SHIPPED_FIRST
    world.services.undo.redo(FRONT)
    world.services.checklists.use(SECOND, desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)


def test_a_session_that_is_gone_has_no_checklist(world: World) -> None:
    with refused(SessionTrouble.GONE):
        world.services.checklists.of_session(world.people["Aiko"].id)


def spoil(world: World, document: object) -> None:
    """Write something else into the frozen version of Hands-on 2, as a failing disk or another program might."""
    world.services.checklists.use(FIRST, desk=FRONT)
    come_in(world, world.session("Hands-on 2", phase=Phase.HANDS_ON), "Aiko")
    raw = versions.c.document
    with world.services.context.store.write() as work:
        if isinstance(document, str):
            work.db.execute(text("UPDATE checklist SET document = :it WHERE key = 'small'"), {"it": document})
        else:
            work.db.execute(update(versions).where(versions.c.key == "small").values({raw: document}))
    checklists._versions.clear()


@pytest.mark.parametrize("document", ['{"format": 1, "key": "sm', "", "[1, 2]", "null", '"text"'])
def test_a_frozen_version_that_is_not_whole_any_more_is_told(world: World, document: str) -> None:
    spoil(world, document)
    for act in (
        lambda: running(world, "Hands-on 2"),
        lambda: world.services.floor.look(world.sessions["Hands-on 2"].id),
    ):
        with pytest.raises(StorageDown) as down:
            act()
        assert down.value.code is DataTrouble.DAMAGED
        assert down.value.facts["file"] == str(world.path)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"format": 99, "key": "small"}, ChecklistTrouble.NEWER_FORMAT),
        ({"key": "small"}, ChecklistTrouble.FIELD_MISSING),
        ({"key": "small", "colour": "red"}, ChecklistTrouble.FIELD_UNKNOWN),
        ({"key": 7, "title": "x", "version": 1, "steps": []}, ChecklistTrouble.FIELD_KIND),
    ],
)
def test_a_frozen_version_of_another_shape_says_where(world: World, document: object, code) -> None:
    spoil(world, document)
    with refused(code):
        running(world, "Hands-on 2")
    with refused(code):
        world.services.floor.mark(world.sessions["Hands-on 2"].id, world.people["Aiko"].id, "terminal", desk=FRONT)
