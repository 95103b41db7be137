"""Forgetting people: nothing says any more who they were, and every number stays as it was."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.rollouts import come_in
from tests.world import FRONT, World, opened, refused
from trainer_app.bootstrap import build, make_demo
from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import PeopleTrouble, Role
from trainer_app.domain.changes import Desk
from trainer_app.domain.undo import UndoTrouble
from trainer_app.storage import engine

NOBODY = "Forgotten person"


def bytes_of(path: Path) -> bytes:
    """Return everything the data file and its write-ahead log hold."""
    log = path.with_name(f"{path.name}-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_the_file_does_not_hold_the_name_any_more(world: World) -> None:
    aiko = world.people["Aiko"]
    world.services.people.change(replace(aiko, name="Aiko Tanaka-Weber"), desk=FRONT)
    world.services.people.badges(desk=FRONT)
    come_in(world, world.sessions["Hands-on 1"], "Aiko", "Bo")
    assert b"Tanaka" in bytes_of(world.path)
    world.services.forgetting.forget([aiko.id], name=NOBODY, desk=FRONT)
    held = bytes_of(world.path).lower()
    assert b"tanaka" not in held
    assert b"aiko" not in held
    assert b"larsen" in held


def test_the_log_is_emptied_later_where_somebody_is_still_reading(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0)
    services = build(world.path)
    log = world.path.with_name(f"{world.path.name}-wal")
    with services.context.store.read() as view:
        view.people.everyone()
        services.forgetting.forget([world.people["Aiko"].id], name=NOBODY, desk=FRONT)
        assert log.stat().st_size > 0
    services.people.change(replace(world.people["Bo"], team="Red"), desk=FRONT)
    assert log.stat().st_size == 0
    assert b"aiko" not in bytes_of(world.path).lower()
    services.close()


def test_what_they_did_is_counted_as_before(world: World) -> None:
    come_in(world, world.sessions["Hands-on 1"], "Aiko", "Bo")
    before = world.services.person_records.roster()
    world.services.forgetting.forget([world.people["Aiko"].id], name=NOBODY, desk=FRONT)
    after = world.services.person_records.roster()
    counts = [{row.id: (row.sessions, row.person.team) for row in one.rows} for one in (before, after)]
    assert counts[0] == counts[1]
    assert [row.person.name for row in after.rows if row.forgotten] == [NOBODY]


def test_every_state_of_the_demo_stays_when_half_of_it_is_forgotten(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.db", timezone="Asia/Tokyo")
    services = build(tmp_path / "demo.db")
    try:
        before = services.adoption.report()
        half = [one.attendee_id for one in before.people][::2]
        services.forgetting.forget(half, name=NOBODY, desk=FRONT)
        after = services.adoption.report(before.as_of)
        states = [{one.attendee_id: (one.state, one.last_active) for one in each.people} for each in (before, after)]
        assert states[0] == states[1]
        assert before.numbers == after.numbers
        assert Counter(one.name for one in after.people)[NOBODY] == len(half)
    finally:
        services.close()


def test_what_named_them_cannot_be_undone_any_more(world: World) -> None:
    aiko = world.people["Aiko"]
    world.services.people.change(replace(aiko, name="Aiko Weber"), desk=FRONT)
    world.services.forgetting.forget([aiko.id], name=NOBODY, desk=FRONT)
    assert world.services.undo.state(FRONT).undo is None
    with refused(UndoTrouble.LAST_STANDS):
        world.services.undo.undo(FRONT)


def test_undo_does_not_reach_behind_it_to_something_older(world: World) -> None:
    world.services.people.change(replace(world.people["Bo"], name="Bo Lund"), desk=FRONT)
    world.services.forgetting.forget([world.people["Aiko"].id], name=NOBODY, desk=FRONT)
    with refused(UndoTrouble.LAST_STANDS):
        world.services.undo.undo(FRONT)


def test_who_helped_led_and_wrote_is_not_said_by_name_either(world: World) -> None:
    mei = world.person("Mei Nakagawa", role=Role.STAFF)
    session = world.session("Hands-on 9", days=9, facilitator="mei nakagawa", helpers=("Jonas", "Mei Nakagawa"))
    hers = Desk(mei.name, "door phone")
    world.services.check_in.choose(world.gesture(session, desk=hers), world.people["Bo"].id)
    world.services.forgetting.forget([mei.id], name=NOBODY, desk=FRONT)
    assert b"nakagawa" not in bytes_of(world.path).lower()
    led = world.services.sessions.get(session.id)
    assert (led.facilitator, led.helpers) == (NOBODY, ("Jonas", NOBODY))
    assert world.in_room(led) == {"Bo Larsen"}


def test_what_was_agreed_with_several_at_once_is_not_kept_of_them_in_the_trail(world: World) -> None:
    both = [(world.people[one].id, State.TRIED_ONCE) for one in ("Aiko", "Bo")]
    world.services.follow_ups.set_many(both, agreed={"note": "On leave on a sabbatical"}, desk=FRONT)
    world.services.forgetting.forget([who for who, _ in both], name=NOBODY, desk=FRONT)
    assert b"sabbatical" not in bytes_of(world.path)


def test_names_from_before_several_were_changed_at_once_are_not_kept_either(world: World) -> None:
    aiko, bo = world.people["Aiko"], world.people["Bo"]
    change = world.services.people.change_many
    change([replace(aiko, name="Ida Weber", email="ida@example.org"), replace(bo, team="Sales")], desk=FRONT)
    change([replace(aiko, name="Una Moreau", email="una@example.org")], desk=FRONT)
    world.services.forgetting.forget([aiko.id], name=NOBODY, desk=FRONT)
    held = bytes_of(world.path).lower()
    assert [name for name in (b"tanaka", b"weber", b"moreau") if name in held] == []


def test_a_name_with_quotation_marks_is_found_in_the_trail(world: World) -> None:
    who = world.person('Robert "Bobby" Tables')
    other = world.services.people.add(replace(who, name="Robert Smith"), desk=FRONT)
    world.services.people.change_many([replace(other, name='Robert "Bobby" Tables')], desk=FRONT)
    world.services.people.change_many([replace(other, name="Robert Smith", email=None)], desk=FRONT)
    world.services.forgetting.forget([who.id], name=NOBODY, desk=FRONT)
    assert b"bobby" not in bytes_of(world.path).lower()


def test_what_was_noted_of_others_does_not_name_them_either(world: World) -> None:
    agreed = {"note": "Pairs with Aiko Tanaka on Fridays", "next_step": "ask aiko tanaka"}
    world.services.follow_ups.set(world.people["Bo"].id, State.TRIED_ONCE, agreed=agreed, desk=FRONT)
    world.services.forgetting.forget([world.people["Aiko"].id], name=NOBODY, desk=FRONT)
    kept = world.services.follow_ups.of_people()[world.people["Bo"].id, State.TRIED_ONCE]
    assert (kept.note, kept.next_step) == (f"Pairs with {NOBODY} on Fridays", f"ask {NOBODY}")
    assert b"tanaka" not in bytes_of(world.path).lower()


def test_they_get_no_badge_and_no_line_on_the_paper_roster(world: World) -> None:
    gone = world.people["Aiko"].id
    world.services.forgetting.forget([gone], name=NOBODY, desk=FRONT)
    assert gone not in world.services.people.badges(desk=FRONT)
    lines = world.services.paper_roster.roster(None, desk=FRONT).lines
    assert world.people["Bo"].id in {one.attendee.id for one in lines}
    assert NOBODY not in {one.attendee.name for one in lines}
    assert [one.number for one in lines] == list(range(1, len(lines) + 1))


def test_nobody_finds_them_by_their_name(world: World) -> None:
    assert world.services.people.find("Aiko")
    world.services.forgetting.forget([world.people["Aiko"].id], name=NOBODY, desk=FRONT)
    assert not world.services.people.find("Aiko Tanaka")


def test_somebody_merged_into_them_is_forgotten_too(world: World) -> None:
    world.services.people.merge(world.people["Bo"].id, world.people["Aiko"].id, desk=FRONT)
    world.services.forgetting.forget([world.people["Bo"].id], name=NOBODY, desk=FRONT)
    held = bytes_of(world.path).lower()
    assert b"tanaka" not in held
    assert b"larsen" not in held


def test_a_person_gone_is_refused_and_nobody_is_forgotten(world: World) -> None:
    aiko, bo = world.people["Aiko"], world.people["Bo"]
    world.services.people.merge(bo.id, aiko.id, desk=FRONT)
    with refused(PeopleTrouble.GONE):
        world.services.forgetting.forget([bo.id, aiko.id], name=NOBODY, desk=FRONT)
    assert [one.name for one in world.services.people.everyone()] == ["Bo Larsen"]


def test_what_is_held_is_handed_out(world: World, tmp_path: Path) -> None:
    come_in(world, world.sessions["Hands-on 1"], "Aiko", "Bo")
    file = world.services.forgetting.hand_out(world.people["Aiko"].id, tmp_path / "aiko.json")
    held = json.loads(file.read_text(encoding="utf-8"))["held"]
    assert held["attendee"][0]["name"] == "Aiko Tanaka"
    assert len(held["check_in"]) == 1
    assert "Larsen" not in file.read_text(encoding="utf-8")


def test_the_file_opens_again_afterwards(world: World) -> None:
    world.services.forgetting.forget([world.people["Aiko"].id], name=NOBODY, desk=FRONT)
    with opened(world.path) as again:
        assert NOBODY in {one.name for one in again.services.people.everyone()}
