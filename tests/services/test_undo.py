"""Undo and redo: what is taken back stands again exactly, and what stands in the way is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rollout import write
from tests.services.rollouts import checklist, come_in, lines, standing
from tests.services.undo_stories import HELPER, STORIES, enter, here, move, tick, who
from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import TicketMove
from trainer_app.domain.session import Phase
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.help_desk import Hand
from trainer_app.services.reversals import REVERSALS


@pytest.fixture
def room(world: World) -> World:
    """Aiko and Bo in a hands-on session of four steps, Bo a step further, with a hand of Aiko's up."""
    world.services.checklists.use(checklist(), desk=DOOR)
    world.person("Mei Chen")
    session = world.session("Hands-on 2", days=1, phase=Phase.HANDS_ON)
    come_in(world, session, "Aiko", "Bo")
    world.services.floor.mark(session.id, world.people["Bo"].id, "terminal", desk=DOOR)
    world.services.floor.nudge(session.id, world.people["Bo"].id, "install", desk=DOOR)
    world.services.completions.say_confidence(session.id, world.people["Aiko"].id, Moment.BEFORE, value=2, desk=DOOR)
    world.services.help_desk.ask(Hand(session.id, world.people["Aiko"].id, "terminal"), desk=DOOR)
    world.clock.forward(3)
    return world


@pytest.mark.parametrize("name", STORIES)
def test_a_deed_is_one_line_of_the_trail_and_is_taken_back_and_done_again_exactly(room: World, name: str) -> None:
    story = STORIES[name]
    story.first(room)
    before, written = standing(room), lines(room)
    story.act(room)
    after = standing(room)
    line = room.services.undo.state(FRONT).undo
    assert line
    assert (line.deed.kind, line.cursor) == (story.kind, lines(room)) == (story.kind, written + 1)
    for _ in range(2):
        room.services.undo.undo(FRONT)
        assert standing(room) == before != after
        room.services.undo.redo(FRONT)
        assert standing(room) == after  # the clock stands still, so times are the same as well


def test_the_stories_know_every_kind_of_deed_that_can_be_undone() -> None:
    assert {story.kind for story in STORIES.values()} == set(REVERSALS)


def test_a_desk_walks_back_through_everything_it_did_and_forward_again(room: World) -> None:
    states = [standing(room)]
    for act in (
        tick("Aiko", "terminal"),
        tick("Aiko", "install"),
        move(TicketMove.CLAIM),
        move(TicketMove.SOLVE, remedy_key="restart"),
        enter(Phase.ENDED),
    ):
        act(room)
        states.append(standing(room))
    for state in reversed(states[:-1]):
        room.services.undo.undo(FRONT)
        assert standing(room) == state
    for state in states[1:]:
        room.services.undo.redo(FRONT)
        assert standing(room) == state
    with refused(UndoTrouble.NOTHING_TO_REDO):
        room.services.undo.redo(FRONT)


def test_a_new_deed_closes_the_way_forward_to_all_that_was_undone_before(room: World) -> None:
    tick("Aiko", "terminal")(room)
    tick("Aiko", "install")(room)
    room.services.undo.undo(FRONT)
    room.services.undo.undo(FRONT)
    tick("Aiko", "sign_in")(room)
    room.services.undo.undo(FRONT)
    room.services.undo.redo(FRONT)
    with refused(UndoTrouble.NOTHING_TO_REDO):
        room.services.undo.redo(FRONT)


def test_what_another_desk_did_is_not_this_desks_to_walk_back_into(room: World) -> None:
    tick("Aiko", "terminal")(room)
    room.services.floor.mark(here(room), who(room, "Aiko"), "install", desk=HELPER)
    room.services.undo.undo(FRONT)
    marks = room.services.floor.room(here(room)).marks[who(room, "Aiko")]
    assert [mark.step_key for mark in marks] == ["install"]


def test_the_trail_keeps_who_undid_and_who_did(room: World) -> None:
    tick("Aiko", "terminal")(room)
    cursor = lines(room)
    room.services.undo.undo(HELPER, cursor=cursor)
    undone, done = room.services.undo.history(limit=2)
    assert (undone.desk, undone.undoes) == (HELPER, cursor)
    assert (done.desk, done.undone_by) == (FRONT, undone.cursor)


def test_two_desks_at_one_line_and_the_second_is_told(room: World) -> None:
    tick("Aiko", "terminal")(room)
    cursor = lines(room)
    room.services.undo.undo(HELPER, cursor=cursor)
    with refused(UndoTrouble.ALREADY):
        room.services.undo.undo(FRONT, cursor=cursor)
    with refused(UndoTrouble.NOT_REVERSIBLE):
        room.services.undo.undo(FRONT, cursor=cursor + 1)


def test_a_refused_undo_changes_nothing_and_writes_no_line(room: World) -> None:
    tick("Aiko", "terminal")(room)
    room.services.floor.unmark(here(room), who(room, "Aiko"), "terminal", desk=HELPER)
    room.services.floor.mark(here(room), who(room, "Aiko"), "terminal", desk=HELPER)
    state = (standing(room), lines(room))
    with refused(UndoTrouble.IN_THE_WAY):
        room.services.undo.undo(FRONT)
    assert (standing(room), lines(room)) == state


def test_undo_does_not_reach_behind_an_import_that_cannot_be_taken_back(room: World, tmp_path: Path) -> None:
    tick("Aiko", "terminal")(room)
    room.services.session_import.import_file(_plan(tmp_path), desk=FRONT)
    with refused(UndoTrouble.LAST_STANDS):
        room.services.undo.undo(FRONT)
    line = next(one for one in room.services.undo.trail() if one.line.deed.kind == "step_marked" and one.reversible)
    room.services.undo.undo(FRONT, cursor=line.line.cursor)  # on purpose, from the list
    assert (line.about, room.services.undo.trail()[0].line.deed.kind) == ("Aiko Tanaka", "undone")


def test_redo_does_not_reach_past_an_import_either(room: World, tmp_path: Path) -> None:
    tick("Aiko", "terminal")(room)
    room.services.undo.undo(FRONT)
    assert room.services.undo.state(FRONT).redo
    room.services.session_import.import_file(_plan(tmp_path), desk=FRONT)
    assert room.services.undo.state(FRONT).redo is None
    with refused(UndoTrouble.NOTHING_TO_REDO):
        room.services.undo.redo(FRONT)


def test_the_trail_says_whom_a_line_was_about_and_whether_it_can_be_taken_back(room: World) -> None:
    tick("Aiko", "terminal")(room)
    newest = room.services.undo.trail(limit=1)[0]
    assert (newest.about, newest.reversible) == ("Aiko Tanaka", True)
    room.services.undo.undo(FRONT)
    assert [one.reversible for one in room.services.undo.trail(limit=2)] == [False, False]


def _plan(folder: Path) -> Path:
    line = "Clinic 7,clinic,2026-05-01T10:00:00+09:00,2026-05-01T12:00:00+09:00"
    return write(folder / "plan.csv", "Session,Kind,Start,End", line)
