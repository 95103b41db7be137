"""The roster: people added, changed, and found while others write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.services.rollouts import lines
from tests.world import DOOR, FRONT, World, opened, refused
from trainer_app.domain.attendee import Attendee, PeopleTrouble, Role, System
from trainer_app.domain.changes import Changes, Desk, Topic
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.check_in import NewPerson


@pytest.fixture
def beside(world: World) -> Iterator[World]:
    """The same data file in another window."""
    with opened(world.path) as other:
        yield other


def found(world: World, text: str) -> list[str]:
    return [match.attendee.name for match in world.services.people.find(text)]


def merge(world: World, keep: str, other: str, *, desk: Desk = FRONT) -> None:
    world.services.people.merge(world.people[keep].id, world.people[other].id, desk=desk)


def names(world: World) -> list[str]:
    return [one.name for one in world.services.people.everyone()]


def test_a_person_is_added_with_a_tidy_name_and_found_at_once(world: World) -> None:
    assert found(world, "okafor") == []
    world.services.people.add(Attendee(uuid4(), "  Nia   Okafor ", " nia@example.org ", " Sales "), desk=FRONT)
    (nia,) = (match.attendee for match in world.services.people.find("okafor"))
    assert (nia.name, nia.email, nia.team) == ("Nia Okafor", "nia@example.org", "Sales")
    with refused(PeopleTrouble.NAME_MISSING):
        world.services.people.add(Attendee(uuid4(), "  "), desk=FRONT)


def test_the_index_follows_every_change_undo_and_redo(world: World) -> None:
    assert found(world, "bo") == ["Bo Larsen"]
    new = replace(world.people["Bo"], name="Robert Larsen", email=None, system=System.LINUX)
    world.services.people.change(new, desk=FRONT)
    assert (found(world, "bo"), found(world, "robert")) == ([], ["Robert Larsen"])
    world.services.undo.undo(FRONT)
    assert (found(world, "bo"), found(world, "robert")) == (["Bo Larsen"], [])
    world.services.undo.redo(FRONT)
    assert found(world, "robert") == ["Robert Larsen"]
    world.services.people.add(Attendee(uuid4(), "Nia Okafor"), desk=FRONT)
    assert found(world, "nia") == ["Nia Okafor"]
    world.services.undo.undo(FRONT)
    assert found(world, "nia") == []


def test_the_index_follows_a_walk_in_and_its_undo(world: World) -> None:
    assert found(world, "zoe") == []
    gesture = world.gesture(world.sessions["Hands-on 1"])
    world.services.check_in.walk_in(gesture, NewPerson("Zoë Martin"))
    assert found(world, "zoe") == ["Zoë Martin"]
    world.services.undo.undo(FRONT)
    assert found(world, "zoe") == []
    world.services.undo.redo(FRONT)
    assert found(world, "zoe") == ["Zoë Martin"]


def test_the_index_follows_a_merge_and_its_undo_by_both_names(world: World) -> None:
    assert found(world, "larsen") == ["Bo Larsen"]
    merge(world, "Aiko", "Bo")
    assert found(world, "larsen") == ["Aiko Tanaka"]  # a merged name goes on to find the person
    world.services.undo.undo(FRONT)
    assert (found(world, "larsen"), found(world, "aiko")) == (["Bo Larsen"], ["Aiko Tanaka"])


def test_the_index_follows_another_window_with_the_next_poll(world: World, beside: World) -> None:
    assert (found(world, "nia"), found(world, "bo")) == ([], ["Bo Larsen"])
    beside.services.people.add(Attendee(uuid4(), "Nia Okafor"), desk=DOOR)
    beside.services.people.change(replace(world.people["Bo"], name="Robert Larsen", email=None), desk=DOOR)
    world.services.watch.poll()
    assert (found(world, "nia"), found(world, "bo")) == (["Nia Okafor"], [])


def test_another_windows_write_is_heard_also_when_our_own_came_after_it(world: World, beside: World) -> None:
    world.services.watch.poll()
    assert found(world, "nia") == []
    beside.services.people.add(Attendee(uuid4(), "Nia Okafor"), desk=DOOR)
    world.services.people.add(Attendee(uuid4(), "Sam Lee"), desk=FRONT)
    world.services.watch.poll()
    assert found(world, "nia") == ["Nia Okafor"]


def test_our_own_writes_are_not_announced_a_second_time(world: World, beside: World) -> None:
    world.services.watch.poll()
    heard: list[Changes] = []
    world.services.people.add(Attendee(uuid4(), "Sam Lee"), desk=FRONT)
    world.session("Hands-on 7", days=7)
    world.services.feed.subscribe(heard.append)
    world.services.watch.poll()
    assert heard == []
    beside.services.people.add(Attendee(uuid4(), "Nia Okafor"), desk=DOOR)
    world.services.watch.poll()
    world.services.watch.poll()
    assert [(one.topics, one.attendees, one.session_id) for one in heard] == [(frozenset(Topic), frozenset(), None)]


def test_searching_while_others_write_ends_with_everybody(world: World) -> None:
    people = [f"Person {number}" for number in range(30)]

    def _write(mine: list[str]) -> None:
        for name in mine:
            world.services.people.add(Attendee(uuid4(), name), desk=FRONT)

    writers = [threading.Thread(target=_write, args=(people[part::3],)) for part in range(3)]
    for thread in writers:
        thread.start()
    while any(thread.is_alive() for thread in writers):
        found(world, "person")
    assert len(world.services.people.find("person", limit=50)) == 30


def test_a_listener_that_fails_keeps_nobody_from_hearing(world: World) -> None:
    heard: list[Changes] = []

    def _fail(_changes: Changes) -> None:
        raise RuntimeError("a bug in a screen")

    world.services.feed.subscribe(_fail)
    world.services.feed.subscribe(heard.append)
    with pytest.raises(RuntimeError, match="a bug in a screen"):
        world.services.people.add(Attendee(uuid4(), "Nia Okafor"), desk=FRONT)
    assert len(heard) == 1
    assert "Nia Okafor" in names(world)


def test_somebody_gone_or_merged_cannot_be_changed(world: World) -> None:
    bo = world.people["Bo"]
    merge(world, "Aiko", "Bo")
    for who in (bo, replace(bo, id=uuid4())):
        with refused(PeopleTrouble.GONE):
            world.services.people.change(who, desk=FRONT)
    with refused(PeopleTrouble.NAME_MISSING):
        world.services.people.change(replace(world.people["Aiko"], name=" "), desk=FRONT)


def test_changing_nothing_writes_nothing_and_changes_by_another_desk_are_not_undone_over(world: World) -> None:
    written = lines(world)
    world.services.people.change(world.people["Bo"], desk=FRONT)
    assert lines(world) == written
    world.services.people.change(replace(world.people["Bo"], team="Legal"), desk=FRONT)
    world.services.people.change(replace(world.people["Bo"], team="Legal", role=Role.STAFF), desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)


def test_a_person_who_came_is_not_unadded(world: World) -> None:
    nia = world.services.people.add(Attendee(uuid4(), "Nia Okafor"), desk=FRONT)
    world.services.check_in.choose(world.gesture(world.sessions["Hands-on 1"], desk=DOOR), nia.id)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    world.services.undo.undo(DOOR)
    world.services.undo.undo(FRONT)
    assert names(world) == ["Aiko Tanaka", "Bo Larsen"]
    with refused(PeopleTrouble.GONE):
        world.services.check_in.choose(world.gesture(world.sessions["Hands-on 1"]), nia.id)


def test_badges_are_given_once_and_a_new_person_gets_one(world: World) -> None:
    first = world.services.people.badges(desk=FRONT)
    written = lines(world)
    assert world.services.people.badges(desk=FRONT) == first
    assert lines(world) == written
    nia = world.person("Nia Okafor")
    assert world.services.people.badges(desk=FRONT).keys() == first.keys() | {nia.id}
    code, short = first[world.people["Aiko"].id]
    assert world.services.people.by_short_code(short.lower()) == world.people["Aiko"]
    assert world.services.people.by_short_code("no such code") is None
    assert code != world.services.people.badges(desk=FRONT)[nia.id][0]
