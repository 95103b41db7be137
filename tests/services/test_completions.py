"""First hands-on completion: recorded once, described later, with the confidence said before and after beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.services.rollouts import checklist, come_in, lines
from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.completion import Completion, CompletionTrouble, Moment
from trainer_app.domain.session import Phase, Session, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble


@pytest.fixture
def session(world: World) -> Session:
    """A hands-on session with a small checklist and Aiko in the room."""
    world.services.checklists.use(checklist(), desk=FRONT)
    made = world.session("Hands-on 2", days=1, phase=Phase.HANDS_ON)
    come_in(world, made, "Aiko")
    return made


def new(world: World, session: Session, name: str = "Aiko", **more: object) -> Completion:
    return replace(Completion(uuid4(), world.people[name].id, session.id, world.clock.at), **more)


def of(world: World, name: str = "Aiko") -> Completion | None:
    return world.services.completions.of_attendee(world.people[name].id)


def say(world: World, session: Session, moment: Moment, value: int, name: str = "Aiko") -> None:
    ask = world.services.completions.say_confidence
    ask(session.id, world.people[name].id, moment, value=value, desk=DOOR)


def test_it_is_recorded_with_when_where_what_and_how_confident(world: World, session: Session) -> None:
    done = new(world, session, made="a page", confidence_before=2, confidence_after=4, witness="Mei")
    world.services.completions.complete(done, desk=FRONT)
    assert of(world) == done


def test_the_first_time_is_once(world: World, session: Session) -> None:
    world.services.completions.complete(new(world, session), desk=FRONT)
    with refused(CompletionTrouble.ALREADY):
        world.services.completions.complete(new(world, session), desk=FRONT)


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_confidence_out_of_range_is_refused_everywhere(world: World, session: Session, value: int) -> None:
    with refused(CompletionTrouble.BAD_CONFIDENCE):
        world.services.completions.complete(new(world, session, confidence_after=value), desk=FRONT)
    with refused(CompletionTrouble.BAD_CONFIDENCE):
        say(world, session, Moment.BEFORE, value)
    assert of(world) is None


def test_only_who_is_in_a_session_that_is_hands_on_completes(world: World, session: Session) -> None:
    with refused(CompletionTrouble.NOT_IN_ROOM):
        world.services.completions.complete(new(world, session, "Bo"), desk=FRONT)
    talk = world.session("Why", kind=SessionKind.AWARENESS, phase=Phase.TALK)
    come_in(world, talk, "Aiko")
    with refused(CompletionTrouble.WRONG_KIND):
        world.services.completions.complete(new(world, talk), desk=FRONT)
    gone = Completion(uuid4(), world.people["Aiko"].id, uuid4(), world.clock.at)
    with refused(SessionTrouble.GONE):
        world.services.completions.complete(gone, desk=FRONT)


def test_confidence_is_said_before_the_completion_and_kept_beside_it(world: World, session: Session) -> None:
    say(world, session, Moment.BEFORE, 2)
    world.services.floor.mark(session.id, world.people["Aiko"].id, "first_change", desk=DOOR)
    say(world, session, Moment.AFTER, 4)
    done = of(world)
    assert done
    assert (done.confidence_before, done.confidence_after) == (2, 4)
    assert world.services.completions.confidences(session.id) == {
        (world.people["Aiko"].id, Moment.BEFORE): 2,
        (world.people["Aiko"].id, Moment.AFTER): 4,
    }


def test_confidence_not_given_with_a_completion_keeps_what_was_said(world: World, session: Session) -> None:
    say(world, session, Moment.BEFORE, 2)
    world.services.completions.complete(new(world, session, confidence_after=5), desk=FRONT)
    done = of(world)
    assert done
    assert (done.confidence_before, done.confidence_after) == (2, 5)


def test_confidence_needs_somebody_in_the_room_and_saying_it_twice_is_once(world: World, session: Session) -> None:
    with refused(CompletionTrouble.NOT_IN_ROOM):
        say(world, session, Moment.BEFORE, 3, "Bo")
    say(world, session, Moment.BEFORE, 3)
    written = lines(world)
    say(world, session, Moment.BEFORE, 3)
    assert lines(world) == written
    say(world, session, Moment.BEFORE, 4)
    assert world.services.completions.confidences(session.id)[world.people["Aiko"].id, Moment.BEFORE] == 4


def test_what_they_made_and_who_saw_it_can_be_written_later(world: World, session: Session) -> None:
    world.services.floor.mark(session.id, world.people["Aiko"].id, "first_change", desk=DOOR)
    done = of(world)
    assert done
    world.clock.at += timedelta(days=1)
    described = world.services.completions.describe(done.attendee_id, made=" a  script ", witness="Mei", desk=FRONT)
    assert described == of(world) == replace(done, made="a script", witness="Mei")
    world.services.completions.describe(done.attendee_id, made="", witness=None, desk=FRONT)
    assert of(world) == replace(done, made=None, witness=None)
    world.services.undo.undo(FRONT)
    assert of(world) == described


def test_writing_the_same_description_writes_nothing(world: World, session: Session) -> None:
    world.services.completions.complete(new(world, session, made="a page", witness="Mei"), desk=FRONT)
    written = lines(world)
    world.services.completions.describe(world.people["Aiko"].id, made="a page", witness="Mei", desk=FRONT)
    assert lines(world) == written


def test_who_has_not_completed_cannot_be_described(world: World, session: Session) -> None:
    with refused(CompletionTrouble.GONE):
        world.services.completions.describe(world.people["Aiko"].id, made="x", witness=None, desk=FRONT)


def test_the_description_outlives_a_tick_taken_back_and_made_again(world: World, session: Session) -> None:
    world.services.floor.mark(session.id, world.people["Aiko"].id, "first_change", desk=FRONT)
    world.services.completions.describe(world.people["Aiko"].id, made="a script", witness="Mei", desk=DOOR)
    described = of(world)
    world.services.undo.undo(FRONT)
    assert of(world) is None
    with refused(UndoTrouble.IN_THE_WAY):  # there is nothing to describe at the moment
        world.services.undo.undo(DOOR)
    world.services.undo.redo(FRONT)
    assert of(world) == described


def test_undoing_a_completion_takes_the_confidence_said_with_it_and_leaves_what_was_said_since(
    world: World, session: Session
) -> None:
    say(world, session, Moment.BEFORE, 2)
    world.services.completions.complete(new(world, session, confidence_before=3, confidence_after=4), desk=FRONT)
    say(world, session, Moment.AFTER, 5)
    world.services.undo.undo(FRONT)
    assert of(world) is None
    assert world.services.completions.confidences(session.id) == {
        (world.people["Aiko"].id, Moment.BEFORE): 2,
        (world.people["Aiko"].id, Moment.AFTER): 5,
    }


def test_redoing_a_completion_recorded_otherwise_meanwhile_is_refused(world: World, session: Session) -> None:
    world.services.completions.complete(new(world, session), desk=FRONT)
    world.services.undo.undo(FRONT)
    world.services.completions.complete(new(world, session, made="by the door"), desk=DOOR)
    with refused(CompletionTrouble.ALREADY):
        world.services.undo.redo(FRONT)


def test_confidence_said_again_by_another_desk_is_not_undone_over(world: World, session: Session) -> None:
    aiko = world.people["Aiko"].id
    world.services.completions.say_confidence(session.id, aiko, Moment.BEFORE, value=2, desk=FRONT)
    say(world, session, Moment.BEFORE, 5)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
