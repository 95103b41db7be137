"""The roster as a table, one person's record, and several people changed at once."""

from __future__ import annotations

from dataclasses import replace

from tests.services.rollouts import come_in
from tests.world import FRONT, OFFICE, World, refused
from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import PeopleTrouble, Role, System
from trainer_app.domain.completion import Completion
from trainer_app.domain.help import TicketMove
from trainer_app.domain.person_record import Happening
from trainer_app.domain.phone import ExitTicket
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.help_desk import Hand
from trainer_app.words.people import happened


def test_the_roster_says_what_everybody_did(world: World) -> None:
    come_in(world, world.sessions["Hands-on 1"], "Aiko")
    world.person("Chie Mori", role=Role.STAFF)
    rows = {row.person.name: row for row in world.services.person_records.roster().rows}
    assert rows["Aiko Tanaka"].sessions == 1
    assert rows["Bo Larsen"].standing is not None
    assert rows["Bo Larsen"].standing.state is State.NEVER_ATTENDED
    assert rows["Chie Mori"].standing is None


def test_a_timeline_begins_with_what_was_last(world: World) -> None:
    session, aiko = world.sessions["Hands-on 1"], world.people["Aiko"]
    come_in(world, session, "Aiko")
    world.clock.forward(5)
    done = Completion(world.services.new_id(), aiko.id, session.id, world.clock(), made="a script")
    world.services.completions.complete(done, desk=FRONT)
    record = world.services.person_records.record(aiko.id)
    assert [line.what for line in record.timeline] == [Happening.COMPLETED, Happening.CAME]


def test_only_who_went_there_has_helped(world: World) -> None:
    session, aiko = world.sessions["Hands-on 1"], world.people["Aiko"]
    come_in(world, session, "Aiko")
    desk = world.services.help_desk

    def helper() -> object:
        timeline = world.services.person_records.record(aiko.id).timeline
        return next(line.facts["helper"] for line in timeline if line.what is Happening.HELP)

    asked = desk.ask(Hand(session.id, aiko.id), desk=FRONT)
    assert helper() is None
    desk.move(asked.id, TicketMove.CLAIM, desk=OFFICE)
    assert helper() == OFFICE.author
    desk.move(asked.id, TicketMove.CANT_FIND, desk=OFFICE)
    assert helper() is None
    desk.move(asked.id, TicketMove.WITHDRAW, desk=FRONT)
    assert helper() is None


def test_who_knew_the_remedy_has_helped(world: World) -> None:
    session, aiko = world.sessions["Hands-on 1"], world.people["Aiko"]
    come_in(world, session, "Aiko")
    asked = world.services.help_desk.ask(Hand(session.id, aiko.id), desk=FRONT)
    world.services.help_desk.move(asked.id, TicketMove.SOLVE, desk=OFFICE, remedy_key="something_else")
    lines = world.services.person_records.record(aiko.id).timeline
    assert [line.facts["helper"] for line in lines if line.what is Happening.HELP] == [OFFICE.author]


def test_somebody_merged_is_shown_as_who_they_are_now(world: World) -> None:
    aiko, bo = world.people["Aiko"], world.people["Bo"]
    world.services.people.merge(aiko.id, bo.id, desk=FRONT)
    record = world.services.person_records.record(bo.id)
    assert record.row.person.name == "Aiko Tanaka"
    assert [line.facts for line in record.timeline if line.what is Happening.MERGED] == [{"name": "Bo Larsen"}]


def test_several_people_change_as_one_deed_and_come_back_as_one(world: World) -> None:
    changed = [replace(one, team="Finance", system=System.LINUX) for one in world.people.values()]
    assert world.services.people.change_many(changed, desk=FRONT) == 2
    assert {one.team for one in world.services.people.everyone()} == {"Finance"}
    world.services.undo.undo(FRONT)
    assert {one.team for one in world.services.people.everyone()} == {"Sales", "Support"}
    world.services.undo.redo(FRONT)
    assert {one.team for one in world.services.people.everyone()} == {"Finance"}


def test_several_are_not_taken_back_when_one_was_changed_since(world: World) -> None:
    changed = [replace(one, team="Finance") for one in world.people.values()]
    world.services.people.change_many(changed, desk=FRONT)
    world.services.people.change(replace(changed[0], team="Legal"), desk=OFFICE)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    assert {one.team for one in world.services.people.everyone()} == {"Finance", "Legal"}


def test_a_blank_name_among_several_changes_nobody(world: World) -> None:
    aiko, bo = world.people["Aiko"], world.people["Bo"]
    with refused(PeopleTrouble.NAME_MISSING):
        world.services.people.change_many([replace(aiko, team="Legal"), replace(bo, name=" ")], desk=FRONT)
    assert {one.team for one in world.services.people.everyone()} == {"Sales", "Support"}


def test_what_somebody_said_on_the_way_out_is_in_their_own_timeline_alone(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    come_in(world, session, "Aiko", "Bo")
    world.clock.forward(5)
    said = ExitTicket("weekly report", "no licence")
    world.services.phone_floor.leave_ticket(session.id, world.people["Aiko"].id, said, desk=FRONT)
    newest, came = world.services.person_records.record(world.people["Aiko"].id).timeline
    assert happened(newest) == (
        "Said on the way out of Hands-on 1 · will use it for: weekly report · in the way: no licence"
    )
    others = world.services.person_records.record(world.people["Bo"].id).timeline
    assert [came.what] == [one.what for one in others] == [Happening.CAME]
