"""Sessions changed, repeated and removed, and who is registered for them: told as stories, with their undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.services.rollouts import checklist, lines
from tests.world import FRONT, MORNING, OFFICE, ZONE, World, refused
from trainer_app.domain.registration import SessionCount
from trainer_app.domain.series_plan import Clash, Repeat, days_of, drafts, next_number
from trainer_app.domain.session import Phase, Session, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.sessions import SessionPlan


def plan(name: str, *, days: float = 1, **more: object) -> SessionPlan:
    begin = MORNING + timedelta(days=days)
    return replace(SessionPlan(name, SessionKind.HANDS_ON, begin, begin + timedelta(hours=1), ZONE), **more)


def planned(world: World, name: str, *, days: float = 1, **more: object) -> Session:
    return world.session(name, days=days, phase=None, **more)


def names(world: World, session: Session) -> list[str]:
    return [one.name for one in world.services.registrations.registered(session.id)]


def test_a_changed_session_reads_as_changed_and_undo_and_redo_go_between(world: World) -> None:
    old = planned(world, "Hands-on 2", room="Room 2")
    new = world.services.sessions.change(
        replace(old, name=" Evening  class ", room="Attic", capacity=9, helpers=("Jo",), series="Evenings"), desk=FRONT
    )
    assert (new.name, new.room, new.capacity, new.series, new.of) == ("Evening class", "Attic", 9, "Evenings", 1)
    world.services.undo.undo(FRONT)
    assert world.services.sessions.get(old.id) == old
    world.services.undo.redo(FRONT)
    assert world.services.sessions.get(old.id) == new


def test_a_series_of_one_session_comes_back_under_its_name(world: World) -> None:
    only = world.session("Talk", days=2, phase=None, series="Talks")
    world.services.sessions.change(replace(only, series="Speeches"), desk=FRONT)
    world.services.undo.undo(FRONT)
    world.services.undo.redo(FRONT)
    world.services.undo.undo(FRONT)
    assert world.services.sessions.get(only.id).series == "Talks"


def test_a_running_session_may_have_another_room_but_not_another_day(world: World) -> None:
    running = world.sessions["Hands-on 1"]
    moved = world.services.sessions.change(replace(running, room="Attic", helpers=("Jo",), capacity=3), desk=FRONT)
    assert (moved.room, moved.phase, moved.checklist_id) == ("Attic", Phase.DOORS, running.checklist_id)
    with refused(SessionTrouble.HAS_BEGUN):
        world.services.sessions.change(replace(moved, starts_at=moved.starts_at - timedelta(days=1)), desk=FRONT)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": "hands-ON 1"}, SessionTrouble.NAME_TAKEN),
        ({"name": " "}, SessionTrouble.NAME_MISSING),
        ({"ends_at": MORNING}, SessionTrouble.ENDS_BEFORE_START),
        ({"capacity": 0}, SessionTrouble.BAD_CAPACITY),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_nothing_is_written(world: World, wrong: dict, code) -> None:
    old = planned(world, "Hands-on 2")
    before = lines(world)
    with refused(code):
        world.services.sessions.change(replace(old, **wrong), desk=FRONT)
    assert (lines(world), world.services.sessions.get(old.id)) == (before, old)


def test_a_change_of_nothing_is_no_line(world: World) -> None:
    old, before = planned(world, "Hands-on 2"), lines(world)
    world.services.sessions.change(old, desk=FRONT)
    assert lines(world) == before


def test_undo_of_a_change_looks_whether_it_was_changed_since(world: World) -> None:
    old = planned(world, "Hands-on 2")
    new = world.services.sessions.change(replace(old, room="Attic"), desk=FRONT)
    world.services.sessions.change(replace(new, room="Cellar"), desk=replace(FRONT, device="other"))
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)


def test_a_removed_session_comes_back_with_its_people(world: World) -> None:
    session = planned(world, "Hands-on 2")
    people = [world.people[one].id for one in ("Aiko", "Bo")]
    world.services.registrations.register(session.id, people, desk=FRONT)
    world.services.sessions.remove(session.id, desk=FRONT)
    with refused(SessionTrouble.GONE):
        world.services.sessions.get(session.id)
    world.services.undo.undo(FRONT)
    assert world.services.sessions.get(session.id) == session
    assert names(world, session) == ["Aiko Tanaka", "Bo Larsen"]


def test_a_session_somebody_came_to_is_not_removed(world: World) -> None:
    with refused(SessionTrouble.HELD):
        world.services.sessions.remove(world.sessions["Hands-on 1"].id, desk=FRONT)


def test_a_repeated_content_is_one_series_and_one_undo(world: World) -> None:
    source = planned(world, "Clinic", series=None)
    made = world.services.sessions.repeat(
        [plan("Clinic 1", days=2, series="Clinic"), plan("Clinic 2", days=3, series="Clinic")],
        source=source.id,
        desk=FRONT,
    )
    assert [(one.number, one.of) for one in made] == [(2, 3), (3, 3)]
    world.services.undo.undo(FRONT)
    assert world.services.sessions.get(source.id) == source
    assert {one.name for one in world.services.sessions.everything()} == {"Hands-on 1", "Clinic"}
    world.services.undo.redo(FRONT)
    assert world.services.sessions.everything()[-1] == made[-1]


def test_one_name_taken_makes_none_of_them(world: World) -> None:
    before = lines(world)
    with refused(SessionTrouble.NAME_TAKEN):
        world.services.sessions.repeat([plan("Clinic 1"), plan("Hands-on 1")], desk=FRONT)
    assert lines(world) == before


def test_a_hard_capacity_is_kept_and_a_soft_one_is_passed(world: World) -> None:
    people = [world.people[one].id for one in ("Aiko", "Bo")]
    hard = planned(world, "Hard", capacity=1, hard_capacity=True)
    soft = planned(world, "Soft", capacity=1)
    with refused(SessionTrouble.FULL) as told:
        world.services.registrations.register(hard.id, people, desk=FRONT)
    assert told.value.facts == {"session": "Hard", "capacity": 1, "registered": 0, "more": 2}
    assert names(world, hard) == []
    assert world.services.registrations.register(soft.id, people, desk=FRONT) == 2
    with refused(SessionTrouble.FULL):
        world.services.registrations.move(people, old=soft.id, to=hard.id, desk=FRONT)
    assert world.services.registrations.counts()[soft.id] == SessionCount(2, 0)


def test_who_is_taken_off_the_list_comes_back_with_undo(world: World) -> None:
    session, aiko = planned(world, "Hands-on 2"), world.people["Aiko"].id
    world.services.registrations.register(session.id, [aiko], desk=FRONT)
    assert world.services.registrations.unregister(session.id, [aiko, world.people["Bo"].id], desk=FRONT) == 1
    assert names(world, session) == []
    world.services.undo.undo(FRONT)
    assert names(world, session) == ["Aiko Tanaka"]


def test_a_moved_registration_stands_once_and_undo_brings_it_back(world: World) -> None:
    one, other = planned(world, "Hands-on 2"), planned(world, "Hands-on 3", days=2)
    people = [world.people[who].id for who in ("Aiko", "Bo")]
    world.services.registrations.register(one.id, people, desk=FRONT)
    world.services.registrations.register(other.id, people[:1], desk=FRONT)
    assert world.services.registrations.move(people, old=one.id, to=other.id, desk=FRONT) == 2
    assert (names(world, one), names(world, other)) == ([], ["Aiko Tanaka", "Bo Larsen"])
    world.services.undo.undo(FRONT)
    assert (names(world, one), names(world, other)) == (["Aiko Tanaka", "Bo Larsen"], ["Aiko Tanaka"])
    world.services.undo.redo(FRONT)
    assert (names(world, one), names(world, other)) == ([], ["Aiko Tanaka", "Bo Larsen"])


def test_the_lists_say_who_is_down_elsewhere(world: World) -> None:
    one, other = planned(world, "Hands-on 2"), planned(world, "Hands-on 3", days=2)
    world.services.registrations.register(other.id, [world.people["Bo"].id], desk=FRONT)
    lists = world.services.registrations.lists(one.id)
    assert lists.registered == ()
    assert [(who.attendee.name, [there.name for there in who.elsewhere]) for who in lists.others] == [
        ("Aiko Tanaka", []),
        ("Bo Larsen", ["Hands-on 3"]),
    ]


def test_the_unregistered_are_spread_evenly_teams_mixed_and_places_kept(world: World) -> None:
    for number in range(8):
        world.person(f"P{number} Person", team="Sales" if number < 4 else "Support")
    one = planned(world, "Hands-on 2", capacity=4)
    other = planned(world, "Hands-on 3", days=2)
    world.services.registrations.register(other.id, [world.people["Aiko"].id], desk=FRONT)
    done = world.services.registrations.spread(one.id, desk=FRONT)
    assert (done.count, done.left_over) == (9, ())
    counts = world.services.registrations.counts()
    assert (counts[one.id].registered, counts[other.id].registered) == (4, 6)
    teams = {who.team for who in world.services.registrations.registered(one.id)}
    assert teams == {"Sales", "Support"}
    world.services.undo.undo(FRONT)
    assert names(world, other) == ["Aiko Tanaka"]
    world.services.undo.redo(FRONT)
    assert world.services.registrations.counts() == counts


def test_who_finds_no_place_is_told_and_the_running_session_gets_nobody(world: World) -> None:
    small = planned(world, "Hands-on 2", capacity=1)
    done = world.services.registrations.spread(small.id, desk=FRONT)
    assert (done.count, len(done.left_over)) == (1, 1)
    assert names(world, world.sessions["Hands-on 1"]) == []


def test_every_tuesday_and_thursday_keeps_its_time_across_a_change_of_clocks() -> None:
    repeat = Repeat("Setup", date(2026, 3, 25), time(10), 90, "Europe/Berlin", frozenset({1, 3}), 3)
    assert days_of(repeat) == [date(2026, 3, 26), date(2026, 3, 31), date(2026, 4, 2)]
    made = drafts(repeat, [], now=MORNING - timedelta(days=30))
    berlin = ZoneInfo("Europe/Berlin")
    assert [one.starts_at.astimezone(berlin).hour for one in made] == [10, 10, 10]
    assert [one.starts_at.hour for one in made] == [9, 8, 8]
    assert {one.ends_at - one.starts_at for one in made} == {timedelta(minutes=90)}
    assert [one.name for one in made] == ["Setup 1", "Setup 2", "Setup 3"]


def test_picked_days_hold_instead_of_a_pattern() -> None:
    days = (date(2026, 5, 9), date(2026, 5, 2), date(2026, 5, 9))
    assert days_of(Repeat("A", date(2026, 1, 1), time(9), 60, ZONE, dates=days)) == [date(2026, 5, 2), date(2026, 5, 9)]
    assert days_of(Repeat("A", date(2026, 1, 1), time(9), 60, ZONE, weekdays=frozenset())) == []


def test_numbers_go_on_after_the_highest() -> None:
    assert next_number("Hands-on", ["Hands-on 1", "hands-on 07", "Clinic 9", "Hands-on"]) == 8
    assert next_number("New", ["Hands-on 1"]) == 1


def test_a_room_in_use_and_a_day_gone_by_are_marked(world: World) -> None:
    standing = [replace(world.sessions["Hands-on 1"], room="Room 2", starts_at=MORNING)]
    local = MORNING.astimezone(ZoneInfo(ZONE))
    repeat = Repeat("Hands-on", local.date(), time(local.hour), 60, ZONE, frozenset(range(7)), 2, room="room  2")
    made = drafts(repeat, standing, now=MORNING)
    assert [(one.clash, one.other) for one in made] == [(Clash.ROOM_TAKEN, "Hands-on 1"), (None, None)]
    early = drafts(replace(repeat, room=None), standing, now=datetime(2027, 1, 1, tzinfo=MORNING.tzinfo))
    assert {one.clash for one in early} == {Clash.PAST}


def test_a_session_taken_out_comes_back_with_the_checklist_chosen_for_it(world: World) -> None:
    session = planned(world, "Hands-on 7", days=7)
    own = world.services.checklists.save(checklist(), desk=OFFICE)
    version = world.services.checklists.overview().versions[0].id
    world.services.checklists.choose_for(session.id, version, desk=OFFICE)
    world.services.sessions.remove(session.id, desk=FRONT)
    world.services.undo.undo(FRONT)
    assert world.services.sessions.get(session.id).checklist_id == version
    assert world.services.checklists.of_session(session.id) == own


def test_a_session_with_a_checklist_of_its_own_is_not_unmade_behind_it(world: World) -> None:
    session = world.services.sessions.create([plan("Hands-on 8")], desk=FRONT)[0]
    made = world.services.undo.trail()[0].line.cursor
    world.services.checklists.save(checklist(), desk=OFFICE)
    version = world.services.checklists.overview().versions[0].id
    world.services.checklists.choose_for(session.id, version, desk=OFFICE)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT, cursor=made)
