"""The floor: ticks and what comes with them, silent questions, fixes, and minutes learned from earlier sessions."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from tests.services.rollouts import STEPS, checklist, come_in, lines
from tests.world import DOOR, FRONT, World, opened, refused
from trainer_app.domain.attendee import Role
from trainer_app.domain.changes import Changes, Desk, Topic
from trainer_app.domain.checklist import ChecklistTrouble
from trainer_app.domain.completion import Completion, CompletionTrouble
from trainer_app.domain.floor import FloorTrouble, Nudge, NudgeAnswer
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase, Session, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble

PHONE = Desk("Aiko Tanaka", "phone")


@pytest.fixture
def session(world: World) -> Session:
    """A hands-on session with a small checklist, Aiko and Bo in the room."""
    world.services.checklists.use(checklist(), desk=FRONT)
    made = world.session("Hands-on 2", days=1, phase=Phase.HANDS_ON)
    come_in(world, made, "Aiko", "Bo")
    return made


def tick(world: World, session: Session, name: str, *steps: str, desk: Desk = FRONT) -> None:
    for step in steps:
        assert world.services.floor.mark(session.id, world.people[name].id, step, desk=desk)


def states(world: World, session: Session, name: str = "Aiko") -> dict[str, MarkState]:
    marks = world.services.floor.room(session.id).marks.get(world.people[name].id, ())
    return {mark.step_key: mark.state for mark in marks}


def completion(world: World, name: str = "Aiko") -> Completion | None:
    return world.services.completions.of_attendee(world.people[name].id)


def test_a_tick_is_done_by_somebody_at_a_time(world: World, session: Session) -> None:
    world.clock.forward(4)
    tick(world, session, "Aiko", "terminal", desk=PHONE)
    (mark,) = world.services.floor.room(session.id).marks[world.people["Aiko"].id]
    assert (mark.step_key, mark.state, mark.at, mark.by) == ("terminal", MarkState.DONE, world.clock.at, "Aiko Tanaka")


def test_ticking_twice_is_ticking_once_and_keeps_the_first_time(world: World, session: Session) -> None:
    tick(world, session, "Aiko", "terminal")
    first, written = world.clock.at, lines(world)
    world.clock.forward(2)
    assert not world.services.floor.mark(session.id, world.people["Aiko"].id, "terminal", desk=PHONE)
    assert lines(world) == written
    assert world.services.floor.room(session.id).marks[world.people["Aiko"].id][0].at == first


def test_a_step_can_be_skipped_done_after_all_and_left_open_again(world: World, session: Session) -> None:
    aiko = world.people["Aiko"].id
    world.services.floor.mark(session.id, aiko, "install", state=MarkState.SKIPPED, desk=FRONT)
    assert states(world, session) == {"install": MarkState.SKIPPED}
    world.services.floor.mark(session.id, aiko, "install", desk=FRONT)
    assert states(world, session) == {"install": MarkState.DONE}
    assert world.services.floor.unmark(session.id, aiko, "install", desk=FRONT)
    assert not world.services.floor.unmark(session.id, aiko, "install", desk=FRONT)
    assert states(world, session) == {}


def test_who_is_not_in_the_room_has_no_steps_here(world: World, session: Session) -> None:
    late = world.person("Late Comer")
    for who in (late.id, uuid4()):
        with refused(CompletionTrouble.NOT_IN_ROOM):
            world.services.floor.mark(session.id, who, "terminal", desk=FRONT)
    with refused(SessionTrouble.GONE):
        world.services.floor.mark(uuid4(), late.id, "terminal", desk=FRONT)


def test_a_step_the_checklist_does_not_have_is_refused(world: World, session: Session) -> None:
    with refused(ChecklistTrouble.STEP_MISSING) as told:
        world.services.floor.mark(session.id, world.people["Aiko"].id, "coffee", desk=FRONT)
    assert told.value.facts == {"step": "coffee"}


def test_an_awareness_session_runs_no_checklist(world: World) -> None:
    talk = world.session("Why", kind=SessionKind.AWARENESS, phase=Phase.TALK)
    come_in(world, talk, "Aiko")
    with refused(SessionTrouble.CHECKLIST_MISSING):
        world.services.floor.mark(talk.id, world.people["Aiko"].id, STEPS[-1], desk=FRONT)
    assert completion(world) is None


def test_the_last_step_records_the_first_hands_on_completion_once(world: World, session: Session) -> None:
    world.clock.forward(40)
    tick(world, session, "Aiko", "first_change", desk=DOOR)
    done = completion(world)
    assert done
    assert (done.session_id, done.at, done.witness) == (session.id, world.clock.at, "Mei")
    later = world.session("Hands-on 3", days=8, phase=Phase.HANDS_ON)
    come_in(world, later, "Aiko")
    tick(world, later, "Aiko", "first_change")
    assert completion(world) == done
    world.services.floor.unmark(later.id, world.people["Aiko"].id, "first_change", desk=FRONT)
    assert completion(world) == done


def test_taking_the_last_tick_back_takes_its_completion_back(world: World, session: Session) -> None:
    tick(world, session, "Aiko", "first_change")
    world.clock.forward(1)
    world.services.floor.unmark(session.id, world.people["Aiko"].id, "first_change", desk=FRONT)
    assert completion(world) is None


def test_skipping_the_last_step_after_all_takes_its_completion_back(world: World, session: Session) -> None:
    tick(world, session, "Aiko", "first_change")
    done = completion(world)
    world.clock.forward(1)
    world.services.floor.mark(session.id, world.people["Aiko"].id, "first_change", state=MarkState.SKIPPED, desk=FRONT)
    assert completion(world) is None
    world.services.undo.undo(FRONT)
    assert completion(world) == done


def test_a_completion_recorded_by_hand_outlives_the_tick(world: World, session: Session) -> None:
    by_hand = Completion(uuid4(), world.people["Aiko"].id, session.id, world.clock.at, made="a page")
    world.services.completions.complete(by_hand, desk=FRONT)
    world.clock.forward(1)
    tick(world, session, "Aiko", "first_change")
    world.services.floor.unmark(session.id, world.people["Aiko"].id, "first_change", desk=FRONT)
    assert completion(world) == by_hand


def test_undoing_a_tick_leaves_what_another_desk_did_with_it_since(world: World, session: Session) -> None:
    aiko = world.people["Aiko"].id
    tick(world, session, "Aiko", "terminal")
    world.services.floor.mark(session.id, aiko, "terminal", state=MarkState.SKIPPED, desk=PHONE)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    assert states(world, session) == {"terminal": MarkState.SKIPPED}
    world.services.undo.undo(PHONE)
    world.services.undo.undo(FRONT)
    assert states(world, session) == {}


def test_redoing_a_tick_somebody_made_meanwhile_is_refused(world: World, session: Session) -> None:
    tick(world, session, "Aiko", "terminal")
    world.services.undo.undo(FRONT)
    tick(world, session, "Aiko", "terminal", desk=PHONE)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.redo(FRONT)


def test_a_completion_that_came_meanwhile_stays_when_a_tick_stands_again(world: World, session: Session) -> None:
    tick(world, session, "Aiko", "first_change")
    world.services.undo.undo(FRONT)
    by_hand = Completion(uuid4(), world.people["Aiko"].id, session.id, world.clock.at, made="a page")
    world.services.completions.complete(by_hand, desk=DOOR)
    world.services.undo.redo(FRONT)
    assert states(world, session) == {"first_change": MarkState.DONE}
    assert completion(world) == by_hand


def test_a_person_is_asked_once_about_a_step(world: World, session: Session) -> None:
    bo = world.people["Bo"].id
    assert world.services.floor.nudge(session.id, bo, "install", desk=FRONT)
    first = world.clock.at
    world.clock.forward(3)
    assert not world.services.floor.nudge(session.id, bo, "install", desk=FRONT)
    assert world.services.floor.room(session.id).nudges == [Nudge(bo, "install", first)]


def test_nobody_is_asked_about_a_step_they_have_behind_them(world: World, session: Session) -> None:
    tick(world, session, "Bo", "install")
    assert not world.services.floor.nudge(session.id, world.people["Bo"].id, "install", desk=FRONT)


def test_done_on_the_phone_ticks_the_step_in_the_same_line(world: World, session: Session) -> None:
    bo = world.people["Bo"].id
    world.services.floor.nudge(session.id, bo, "install", desk=FRONT)
    asked, written = Nudge(bo, "install", world.clock.at), lines(world)
    world.clock.forward(1)
    assert world.services.floor.answer_nudge(session.id, asked, answer=NudgeAnswer.DONE, desk=PHONE)
    assert not world.services.floor.answer_nudge(session.id, asked, answer=NudgeAnswer.DONE, desk=PHONE)
    assert lines(world) == written + 1
    assert states(world, session, "Bo") == {"install": MarkState.DONE}
    (kept,) = world.services.floor.room(session.id).nudges
    assert (kept.sent_at, kept.answer, kept.answered_at) == (asked.sent_at, NudgeAnswer.DONE, world.clock.at)


def test_an_answer_can_change_and_a_retry_keeps_its_time(world: World, session: Session) -> None:
    bo = world.people["Bo"].id
    world.services.floor.nudge(session.id, bo, "install", desk=FRONT)
    asked = world.services.floor.room(session.id).nudges[0]
    world.services.floor.answer_nudge(session.id, asked, answer=NudgeAnswer.NEARLY, desk=PHONE)
    said_at = world.clock.at
    world.clock.forward(2)
    world.services.floor.answer_nudge(session.id, asked, answer=NudgeAnswer.NEARLY, desk=PHONE)
    assert world.services.floor.room(session.id).nudges[0].answered_at == said_at
    world.services.floor.answer_nudge(session.id, asked, answer=NudgeAnswer.WAITING, desk=PHONE)
    assert world.services.floor.room(session.id).nudges[0].answer is NudgeAnswer.WAITING


def test_an_answer_nobody_asked_for_is_refused(world: World, session: Session) -> None:
    asked = Nudge(world.people["Bo"].id, "install", world.clock.at)
    with refused(FloorTrouble.NOT_ASKED):
        world.services.floor.answer_nudge(session.id, asked, answer=NudgeAnswer.DONE, desk=PHONE)


def test_a_fix_is_shown_for_a_step_of_the_checklist(world: World, session: Session) -> None:
    world.services.floor.show_fix(session.id, "install", desk=FRONT)
    with refused(ChecklistTrouble.STEP_MISSING):
        world.services.floor.show_fix(session.id, "coffee", desk=FRONT)
    assert [one.step_key for one in world.services.floor.room(session.id).fixes] == ["install"]


def test_the_room_holds_trainees_that_came_and_nobody_else(world: World, session: Session) -> None:
    come_in(world, session, "Nia")
    world.come(world.person("Sam Staff", role=Role.STAFF), session)
    world.services.undo.undo(FRONT)
    world.services.undo.undo(FRONT)  # and Nia was not here either
    names = {one.name for one in world.services.floor.room(session.id).people}
    assert names == {"Aiko Tanaka", "Bo Larsen"}


def test_a_change_on_the_floor_names_its_session_and_its_person(world: World, session: Session) -> None:
    heard: list[Changes] = []
    world.services.feed.subscribe(heard.append)
    tick(world, session, "Aiko", "first_change")
    (change,) = heard
    assert change.topics == {Topic.FLOOR, Topic.ATTENDANCE}
    assert (change.session_id, change.attendees) == (session.id, {world.people["Aiko"].id})
    world.services.undo.undo(FRONT)
    assert heard[1].topics == {Topic.FLOOR, Topic.ATTENDANCE}


def queries_of(world: World, act) -> int:
    statements: list[str] = []

    def _note(_db, _cursor, statement: str, *_more: object) -> None:
        statements.append(statement)

    engine = world.services.context.store._engine
    event.listen(engine, "before_cursor_execute", _note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", _note)
    return len(statements)


def test_looking_at_a_fuller_room_takes_no_more_queries(world: World, session: Session) -> None:
    def look() -> None:
        world.services.floor.look(session.id)

    look()
    few = queries_of(world, look)
    come_in(world, session, *"ABCDEFGH")
    for name in "ABCDEFGH":
        tick(world, session, name, "terminal", "install")
    assert queries_of(world, look) == few


def finish(world: World, session: Session, minutes: float) -> None:
    """Let eight people do the first step in so many minutes, one after the other, and end the session."""
    names = [f"{session.name} {letter}" for letter in "ABCDEFGH"]
    for name in names:
        world.people[name] = world.people.get(name) or world.person(f"{name} Smith")
        assert world.come(world.people[name], session).check_in
    world.services.sessions.enter(session.id, Phase.HANDS_ON, desk=FRONT)
    world.clock.forward(minutes)
    for name in names:
        tick(world, session, name, "terminal")
    world.services.sessions.enter(session.id, Phase.ENDED, desk=FRONT)


def expected(world: World, session: Session) -> float:
    return world.services.floor.look(session.id).floor.paces["terminal"].expected


@pytest.fixture
def series(world: World) -> tuple[Session, Session]:
    world.services.checklists.use(checklist(minutes=4), desk=FRONT)
    return world.session("Setup 1", days=1, series="Setup"), world.session("Setup 2", days=8, series="Setup")


def test_minutes_learned_are_carried_to_the_next_session_of_the_series(world: World, series) -> None:
    first, second = series
    assert expected(world, second) == 4
    finish(world, first, 9)
    assert expected(world, second) == pytest.approx(9)
    assert expected(world, first) == 4


def test_a_correction_in_an_old_session_is_learned_and_a_tick_here_costs_nothing(world: World, series) -> None:
    first, second = series
    finish(world, first, 9)
    assert expected(world, second) == pytest.approx(9)
    room = world.services.floor._learned
    kept = room._kept[second.id]
    come_in(world, second, "Aiko")
    tick(world, second, "Aiko", "terminal")
    assert room._kept[second.id] is kept
    for letter in "ABCD":  # four of eight were not there at all: too few are left to learn from
        who = world.people[f"Setup 1 {letter}"].id
        world.services.floor.unmark(first.id, who, "terminal", desk=FRONT)
    assert expected(world, second) == 4


def test_a_session_that_goes_on_after_all_teaches_nothing_yet(world: World, series) -> None:
    first, second = series
    finish(world, first, 9)
    assert expected(world, second) == pytest.approx(9)
    world.services.undo.undo(FRONT)
    assert expected(world, second) == 4


def test_a_correction_by_another_program_is_learned_with_the_next_poll(world: World, series) -> None:
    first, second = series
    finish(world, first, 9)
    assert expected(world, second) == pytest.approx(9)
    world.services.watch.poll()
    with opened(world.path) as other:
        for letter in "ABCD":
            who = world.people[f"Setup 1 {letter}"].id
            other.services.floor.unmark(first.id, who, "terminal", desk=DOOR)
    world.services.watch.poll()
    assert expected(world, second) == 4


def test_what_is_written_while_learning_is_not_forgotten(world: World, series, monkeypatch) -> None:
    first, second = series
    finish(world, first, 9)
    learned = world.services.floor._learned
    read = learned._read

    def _read_and_be_overtaken(session_id: UUID):
        found = read(session_id)
        for letter in "ABCD":
            world.services.floor.unmark(first.id, world.people[f"Setup 1 {letter}"].id, "terminal", desk=DOOR)
        return found

    monkeypatch.setattr(learned, "_read", _read_and_be_overtaken)
    assert expected(world, second) == pytest.approx(9)
    monkeypatch.undo()
    assert expected(world, second) == 4


def test_people_of_the_past_do_not_slow_the_session_they_are_in(world: World, series) -> None:
    first, second = series
    finish(world, first, 9)
    world.services.sessions.enter(second.id, Phase.HANDS_ON, desk=FRONT)
    come_in(world, second, "Aiko")
    world.clock.forward(5)
    journey = world.services.floor.look(second.id).floor.journeys[world.people["Aiko"].id]
    assert journey.elapsed == pytest.approx(5)
    assert journey.current == "terminal"
