"""Following up: what is agreed and answered, for one person or many at once, and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from tests.world import DOOR, FRONT, MORNING, World, refused
from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import PeopleTrouble
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.follow_up import Fate, FollowUp, FollowUpTrouble, RevisitAnswer, Why
from trainer_app.domain.undo import UndoTrouble

TODAY = date(2026, 4, 1)
SOON = date(2026, 4, 8)
NEVER = State.NEVER_ATTENDED


def three(world: World) -> list[tuple[UUID, State]]:
    return [(world.person(name).id, NEVER) for name in ("Aiko Tanaka", "Omar Haddad", "Zoe Larsen")]


def test_what_is_agreed_stands_beside_the_state(world: World) -> None:
    aiko = world.person("Aiko Tanaka").id
    service = world.services.follow_ups
    service.set(aiko, NEVER, agreed={"owner": "  Mei   Sato ", "due_on": SOON}, desk=FRONT)
    service.set(aiko, NEVER, agreed={"note": "Is ill"}, desk=FRONT)
    told = service.look(TODAY)
    assert told.agreed == {(aiko, NEVER): FollowUp(aiko, NEVER, "Mei Sato", SOON, note="Is ill")}
    assert told.owners == ("Mei Sato",)
    assert told.report.as_of == TODAY


def test_many_at_once_are_one_deed_and_one_undo(world: World) -> None:
    who = three(world)
    service = world.services.follow_ups
    service.set(*who[0], agreed={"owner": "Omar"}, desk=DOOR)
    assert service.set_many(who, agreed={"owner": "Mei", "due_on": SOON}, desk=FRONT) == 3
    assert {one.owner for one in service.of_people().values()} == {"Mei"}
    world.services.undo.undo(FRONT)
    assert {key: one.owner for key, one in service.of_people().items()} == {who[0]: "Omar"}
    world.services.undo.redo(FRONT)
    assert len(service.of_people()) == 3


def test_screens_hear_whose_follow_up_changed(world: World) -> None:
    who = three(world)
    heard: list[Changes] = []
    world.services.feed.subscribe(heard.append)
    world.services.follow_ups.set_many(who, agreed={"owner": "Mei"}, desk=FRONT)
    assert heard[-1].topics == {Topic.FOLLOW_UP}


def test_what_stays_the_same_is_no_deed(world: World) -> None:
    who = three(world)
    service = world.services.follow_ups
    service.set_many(who, agreed={"owner": "Mei"}, desk=FRONT)
    before = world.services.context.store.cursor()
    assert service.set_many(who, agreed={"owner": " Mei "}, desk=FRONT) == 0
    assert world.services.context.store.cursor() == before


def test_a_later_change_stands_in_the_way_of_an_undo(world: World) -> None:
    aiko = world.person("Aiko Tanaka").id
    service = world.services.follow_ups
    service.set(aiko, NEVER, agreed={"owner": "Mei"}, desk=FRONT)
    service.set(aiko, NEVER, agreed={"owner": "Omar"}, desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)


def test_nobody_marked_and_somebody_gone_are_refused(world: World) -> None:
    with refused(FollowUpTrouble.NOBODY):
        world.services.follow_ups.set_many([], agreed={"owner": "Mei"}, desk=FRONT)
    with refused(PeopleTrouble.GONE):
        world.services.follow_ups.set(uuid4(), NEVER, agreed={"owner": "Mei"}, desk=FRONT)


def test_due_are_those_not_done_whose_state_is_still_the_one_it_was_agreed_in(world: World) -> None:
    who = three(world)
    service = world.services.follow_ups
    service.set_many(who, agreed={"due_on": SOON}, desk=FRONT)
    service.set(who[2][0], State.STOPPED, agreed={"due_on": TODAY}, desk=FRONT)
    service.set(*who[1], agreed={"due_on": TODAY}, desk=FRONT)
    service.set(*who[2], agreed={"done_on": SOON}, desk=FRONT)
    assert [person.name for person, _one in service.due(TODAY)] == ["Omar Haddad"]
    assert [person.name for person, _one in service.due(SOON)] == ["Omar Haddad", "Aiko Tanaka"]
    assert [person.name for person, _one in service.due(SOON - timedelta(days=1))] == ["Omar Haddad"]


def test_an_answer_is_kept_mended_and_taken_back(world: World) -> None:
    aiko = world.person("Aiko Tanaka").id
    service = world.services.follow_ups
    first = RevisitAnswer(aiko, 90, TODAY, Fate.STILL_USED, text="  my  tests ")
    service.answer(first, desk=FRONT)
    service.answer(RevisitAnswer(aiko, 90, SOON, Fate.ABANDONED, Why.TOO_SLOW), desk=FRONT)
    world.services.undo.undo(FRONT)
    assert service.answers_of(aiko) == {90: RevisitAnswer(aiko, 90, TODAY, Fate.STILL_USED, text="my tests")}
    world.services.undo.undo(FRONT)
    assert service.answers_of(aiko) == {}
    world.services.undo.redo(FRONT)
    assert service.answers_of(aiko)[90].text == "my tests"


def test_nobody_is_asked_at_thirty_days(world: World) -> None:
    aiko = world.person("Aiko Tanaka").id
    with refused(FollowUpTrouble.NOT_ASKED):
        world.services.follow_ups.answer(RevisitAnswer(aiko, 30, TODAY, Fate.ABANDONED), desk=FRONT)


def test_what_is_agreed_goes_along_when_two_entries_become_one(world: World) -> None:
    keep, gone = world.person("Aiko Tanaka"), world.person("Aiko Tanka")
    service = world.services.follow_ups
    service.set(gone.id, NEVER, agreed={"owner": "Mei"}, desk=FRONT)
    world.services.people.merge(keep.id, gone.id, desk=FRONT)
    assert service.of_people()[keep.id, NEVER].owner == "Mei"
    service.set(gone.id, NEVER, agreed={"note": "Two entries"}, desk=FRONT)
    assert service.of_people()[keep.id, NEVER].note == "Two entries"


def test_a_report_long_after_training_counts_what_is_agreed_in_the_new_state(world: World) -> None:
    aiko = world.person("Aiko Tanaka")
    world.come(aiko, world.session("Hands-on 9"))
    world.clock.at = MORNING + timedelta(days=60)
    people = {one.attendee_id: one.state for one in world.services.adoption.report().people}
    state = people[aiko.id]
    assert state is not NEVER
    world.services.follow_ups.set(aiko.id, state, agreed={"due_on": TODAY}, desk=FRONT)
    assert len(world.services.follow_ups.due()) == 1


def test_what_was_agreed_is_not_done_again_for_an_entry_that_became_somebody_else(world: World) -> None:
    keep, gone = world.person("Aiko Tanaka"), world.person("Aiko Tanka")
    service = world.services.follow_ups
    service.set(gone.id, NEVER, agreed={"owner": "Mei"}, desk=FRONT)
    world.services.undo.undo(FRONT)
    world.services.people.merge(keep.id, gone.id, desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.redo(FRONT)
    assert service.of_people() == {}
