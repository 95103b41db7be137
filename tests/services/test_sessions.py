"""Training sessions: planned, numbered within their series, led through their phases, across changes of clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests.services.rollouts import checklist, come_in, lines, standing
from tests.world import DOOR, FRONT, MORNING, ZONE, World, refused
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.program import ProgramTrouble
from trainer_app.domain.session import Phase, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.sessions import SessionPlan

BERLIN = ZoneInfo("Europe/Berlin")


def plan(name: str = "Clinic", **more: object) -> SessionPlan:
    return replace(SessionPlan(name, SessionKind.CLINIC, MORNING, MORNING + timedelta(hours=2), ZONE), **more)


def made(world: World, *plans: SessionPlan):
    return world.services.sessions.create(plans, desk=FRONT)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (plan("  "), SessionTrouble.NAME_MISSING),
        (plan(ends_at=MORNING), SessionTrouble.ENDS_BEFORE_START),
        (plan(ends_at=MORNING - timedelta(minutes=1)), SessionTrouble.ENDS_BEFORE_START),
        (plan(capacity=0), SessionTrouble.BAD_CAPACITY),
        (plan(capacity=-3), SessionTrouble.BAD_CAPACITY),
        (plan(zone="Tokio"), ProgramTrouble.UNKNOWN_ZONE),
        (plan(zone=""), ProgramTrouble.UNKNOWN_ZONE),
        (plan(zone="../etc/passwd"), ProgramTrouble.UNKNOWN_ZONE),
        (plan(zone="Europe"), ProgramTrouble.UNKNOWN_ZONE),
        (plan("hands-ON   1"), SessionTrouble.NAME_TAKEN),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_takes_the_others_with_it(world: World, wrong: SessionPlan, code) -> None:
    before = (standing(world), lines(world))
    with refused(code):
        made(world, plan("Good one", series="New"), wrong)
    assert (standing(world), lines(world)) == before


def test_two_plans_of_one_name_are_refused_together(world: World) -> None:
    with refused(SessionTrouble.NAME_TAKEN):
        made(world, plan("Same"), plan(" same "))
    assert [one.name for one in world.services.sessions.everything()] == ["Hands-on 1"]


def test_a_session_is_kept_as_planned_with_its_name_tidied(world: World) -> None:
    (session,) = made(
        world, plan("  Clinic   2 ", room="Attic", capacity=8, hard_capacity=True, helpers=("Mei", "Jonas"))
    )
    assert session == world.services.sessions.get(session.id)
    assert (session.name, session.capacity, session.helpers) == ("Clinic 2", 8, ("Mei", "Jonas"))
    assert (session.number, session.of, session.phase) == (1, 1, Phase.PLANNED)


def test_a_series_is_one_however_it_is_written_and_numbered_by_start(world: World) -> None:
    later = plan(
        "Later", series="setup  ROOM", starts_at=MORNING + timedelta(days=2), ends_at=MORNING + timedelta(days=3)
    )
    first, second, third = made(world, later, plan("B", series="Setup room"), plan("A", series=" Setup Room "))
    assert {one.series for one in (first, second, third)} == {"setup ROOM"}
    assert (first.number, first.of) == (3, 3)
    assert {second.number, third.number} == {1, 2}
    other = made(world, plan("Alone"))[0]
    assert (other.series, other.number, other.of) == (None, 1, 1)


def test_numbers_follow_when_one_more_is_planned_in_between(world: World) -> None:
    world.session("Hands-on 9", days=9, phase=None)
    world.session("Hands-on 5", days=5, phase=None)
    numbers = {one.name: (one.number, one.of) for one in world.services.sessions.everything()}
    assert numbers == {"Hands-on 1": (1, 3), "Hands-on 5": (2, 3), "Hands-on 9": (3, 3)}
    world.services.undo.undo(FRONT, cursor=lines(world))
    assert world.services.sessions.named("Hands-on 9").number == 2


def test_a_name_or_the_beginning_only_one_has_is_enough(world: World) -> None:
    world.session("Hands-on 10", days=3, phase=None)
    assert world.services.sessions.named(" hands-on 1 ").name == "Hands-on 1"
    assert world.services.sessions.named("HANDS-ON 10").name == "Hands-on 10"
    with refused(SessionTrouble.SEVERAL_FOUND) as told:
        world.services.sessions.named("hands")
    assert told.value.facts["sessions"] == ("Hands-on 1", "Hands-on 10")
    for nothing in ("clinic", "", "  "):
        with refused(SessionTrouble.NOT_FOUND):
            world.services.sessions.named(nothing)


def test_a_session_in_the_night_the_clocks_go_back_ends_after_it_starts(world: World) -> None:
    begin = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    end = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=BERLIN)  # 45 minutes later, on a clock that was turned back
    (session,) = made(world, plan(starts_at=begin, ends_at=end, zone="Europe/Berlin"))
    assert session.ends_at - session.starts_at == timedelta(minutes=45)
    assert session.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_session_over_the_hour_the_clocks_skip_is_as_long_as_it_is(world: World) -> None:
    begin = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    end = datetime(2026, 3, 29, 3, 15, tzinfo=BERLIN)
    (session,) = made(world, plan(starts_at=begin, ends_at=end, zone="Europe/Berlin"))
    assert session.ends_at - session.starts_at == timedelta(minutes=45)


def test_planning_several_is_a_line_each_and_one_announcement(world: World) -> None:
    heard: list[Changes] = []
    world.services.feed.subscribe(heard.append)
    written = lines(world)
    made(world, plan("A"), plan("B"))
    assert lines(world) == written + 2
    assert [(one.topics, one.lines, one.session_id) for one in heard] == [({Topic.SESSIONS}, 2, None)]


def test_registering_counts_whom_it_registers_and_only_once(world: World) -> None:
    session, aiko, bo = world.sessions["Hands-on 1"], world.people["Aiko"].id, world.people["Bo"].id
    written = lines(world)
    assert world.services.sessions.register(session.id, [aiko, bo, aiko], desk=FRONT) == 2
    assert world.services.sessions.register(session.id, [aiko], desk=FRONT) == 0
    assert lines(world) == written + 1
    assert world.services.attendance.sheet(session.id).expected == 2


def test_registering_somebody_merged_meanwhile_registers_who_they_are(world: World) -> None:
    session, aiko, bo = world.sessions["Hands-on 1"], world.people["Aiko"].id, world.people["Bo"].id
    world.services.people.merge(aiko, bo, desk=FRONT)
    assert world.services.sessions.register(session.id, [bo, aiko, uuid4()], desk=FRONT) == 1
    assert [one.name for one in world.services.attendance.sheet(session.id).not_arrived] == ["Aiko Tanaka"]


def test_undoing_a_registration_leaves_those_registered_before(world: World) -> None:
    session, aiko, bo = world.sessions["Hands-on 1"], world.people["Aiko"].id, world.people["Bo"].id
    world.services.sessions.register(session.id, [aiko], desk=DOOR)
    world.services.sessions.register(session.id, [aiko, bo], desk=FRONT)
    world.services.undo.undo(FRONT)
    assert [one.name for one in world.services.attendance.sheet(session.id).not_arrived] == ["Aiko Tanaka"]


def test_entering_the_phase_one_is_in_is_nothing(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    written = lines(world)
    assert world.services.sessions.enter(session.id, Phase.DOORS, desk=FRONT).phase is Phase.DOORS
    assert lines(world) == written
    assert len(world.services.sessions.phases(session.id)) == 1


def test_phases_are_kept_in_order_with_their_times(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    for phase in (Phase.TALK, Phase.HANDS_ON, Phase.BREAK, Phase.HANDS_ON, Phase.ENDED):
        world.clock.forward(10)
        world.services.sessions.enter(session.id, phase, desk=FRONT)
    changes = world.services.sessions.phases(session.id)
    assert [one.phase.value for one in changes] == ["doors", "talk", "hands_on", "break", "hands_on", "ended"]
    assert [one.at - MORNING for one in changes] == [timedelta(minutes=10 * n) for n in range(6)]


def test_undo_leaves_the_phase_this_desk_entered_and_no_other(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.services.sessions.enter(session.id, Phase.TALK, desk=FRONT)
    world.services.sessions.enter(session.id, Phase.HANDS_ON, desk=DOOR)
    world.services.sessions.enter(session.id, Phase.TALK, desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    assert world.services.sessions.get(session.id).phase is Phase.TALK
    for _ in range(2):
        world.services.undo.undo(DOOR)
    world.services.undo.undo(FRONT)
    assert world.services.sessions.get(session.id).phase is Phase.DOORS


def test_redo_enters_a_phase_only_from_where_it_was_entered(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.services.sessions.enter(session.id, Phase.TALK, desk=FRONT)
    world.services.undo.undo(FRONT)
    world.services.sessions.enter(session.id, Phase.HANDS_ON, desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.redo(FRONT)


def test_a_session_somebody_uses_already_is_not_unplanned(world: World) -> None:
    (session,) = made(world, plan())
    world.services.sessions.register(session.id, [world.people["Aiko"].id], desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    world.services.undo.undo(DOOR)
    world.services.undo.undo(FRONT)
    with refused(SessionTrouble.GONE):
        world.services.sessions.get(session.id)


def test_a_session_somebody_was_refused_at_is_not_unplanned(world: World) -> None:
    (session,) = made(world, plan())
    world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Aiko"].id)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)


def test_unplanned_and_planned_again_under_a_name_taken_meanwhile_is_refused(world: World) -> None:
    made(world, plan("Clinic", series="Help"))
    world.services.undo.undo(FRONT)
    world.services.sessions.create([plan("clinic", series="help")], desk=DOOR)
    with refused(SessionTrouble.NAME_TAKEN):
        world.services.undo.redo(FRONT)


def test_the_doors_open_before_a_program_chose_a_checklist_freeze_the_shipped_one(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    frozen = world.services.checklists.of_session(session.id)
    world.services.checklists.use(checklist(), desk=FRONT)
    assert world.services.checklists.of_session(session.id) == frozen
    come_in(world, session, "Aiko")
    assert world.services.floor.mark(session.id, world.people["Aiko"].id, frozen.steps[0].key, desk=FRONT)
