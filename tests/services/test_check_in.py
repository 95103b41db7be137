"""Check-in as it happens at the door: every outcome, retries, overrides, walk-ins, and the log of attempts."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.world import DOOR, FRONT, World
from trainer_app.domain.attendee import PeopleTrouble, Role
from trainer_app.domain.check_in import CheckInTrouble, Gesture, InputKind, Outcome, Override, OverrideKind
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase, SessionTrouble
from trainer_app.services.check_in import NewPerson

ADMIT = Override(OverrideKind.ADMIT_GUEST)
MOVE = Override(OverrideKind.MOVE)


def test_a_scanned_badge_checks_its_carrier_in(world: World) -> None:
    code = world.badge(world.people["Aiko"].id)
    result = world.services.check_in.scan(world.gesture(world.sessions["Hands-on 1"], kind=InputKind.SCANNER), code)
    assert result.outcome is Outcome.CHECKED_IN
    assert result.attendee is not None
    assert result.attendee.name == "Aiko Tanaka"
    assert result.check_in is not None
    assert result.check_in.at == world.clock.at
    assert world.in_room(world.sessions["Hands-on 1"]) == {"Aiko Tanaka"}


def test_second_scan_of_the_same_badge_says_already_in_and_since_when(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    first = world.come(world.people["Aiko"], session)
    world.clock.forward(5)
    again = world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Aiko"].id)
    assert again.outcome is Outcome.ALREADY_IN
    assert again.check_in == first.check_in
    assert world.services.attendance.sheet(session.id).check_ins == 1


def test_a_repeated_gesture_gets_its_first_answer_before_any_rule(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    gesture = world.gesture(session)
    first = world.services.check_in.choose(gesture, world.people["Aiko"].id)
    world.services.sessions.enter(session.id, Phase.ENDED, desk=FRONT)  # the door is closed by the time of the retry
    again = world.services.check_in.choose(gesture, world.people["Aiko"].id)
    assert again.repeated
    assert replace(again, repeated=False, session=first.session) == first


def test_a_refusal_is_remembered_for_its_gesture_too(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    gesture = world.gesture(session, kind=InputKind.SCANNER)
    first = world.services.check_in.scan(gesture, "https://example.org/menu")
    again = world.services.check_in.scan(gesture, "https://example.org/menu")
    assert first.outcome is again.outcome is Outcome.UNKNOWN_BADGE
    assert again.raw == "https://example.org/menu"
    assert len(world.services.attendance.attempts(session.id)) == 1


def test_a_gesture_used_for_another_session_is_refused(world: World) -> None:
    gesture = world.gesture(world.sessions["Hands-on 1"])
    world.services.check_in.choose(gesture, world.people["Aiko"].id)
    other = world.session("Hands-on 2", days=1)
    with pytest.raises(Refused) as refused:
        world.services.check_in.choose(replace(gesture, session_id=other.id), world.people["Aiko"].id)
    assert refused.value.code is CheckInTrouble.GESTURE_REUSED


def test_somebody_registered_elsewhere_is_told_where_and_can_be_moved_here(world: World) -> None:
    here, there = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=1)
    bo = world.people["Bo"]
    world.services.sessions.register(there.id, [bo.id], desk=FRONT)
    refused = world.come(bo, here)
    assert refused.outcome is Outcome.WRONG_SESSION
    assert [one.name for one in refused.registered_for] == ["Hands-on 2"]
    moved = world.come(bo, here, MOVE)
    assert moved.outcome is Outcome.CHECKED_IN
    assert moved.check_in is not None
    assert moved.check_in.moved_from == there.id
    assert not moved.check_in.guest
    assert world.come(bo, there).outcome is Outcome.WRONG_SESSION  # the registration went with them


def test_undoing_a_move_brings_the_registration_back(world: World) -> None:
    here, there = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=1)
    bo = world.people["Bo"]
    world.services.sessions.register(there.id, [bo.id], desk=FRONT)
    world.come(bo, here, MOVE)
    world.services.undo.undo(FRONT)
    assert world.in_room(here) == set()
    assert world.come(bo, there).outcome is Outcome.CHECKED_IN


def test_somebody_admitted_as_guest_stays_registered_where_they_are(world: World) -> None:
    here, there = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=1)
    bo = world.people["Bo"]
    world.services.sessions.register(there.id, [bo.id], desk=FRONT)
    admitted = world.come(bo, here, ADMIT)
    assert admitted.check_in is not None
    assert admitted.check_in.guest
    assert world.come(bo, there).outcome is Outcome.CHECKED_IN


def test_without_any_registration_everybody_on_the_roster_may_come(world: World) -> None:
    assert world.come(world.people["Bo"], world.sessions["Hands-on 1"]).outcome is Outcome.CHECKED_IN


def test_with_registrations_somebody_in_no_session_waits_for_the_desk(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.services.sessions.register(session.id, [world.people["Aiko"].id], desk=FRONT)
    assert world.come(world.people["Bo"], session).outcome is Outcome.NOT_REGISTERED
    assert world.come(world.people["Bo"], session, ADMIT).outcome is Outcome.CHECKED_IN


def test_a_hard_capacity_counts_trainees_and_yields_to_a_reason(world: World) -> None:
    small = world.session("Small", capacity=1, hard_capacity=True, series=None)
    trainer = world.person("Mei Chen", role=Role.STAFF)
    assert world.come(trainer, small).outcome is Outcome.CHECKED_IN
    assert world.come(world.people["Aiko"], small).outcome is Outcome.CHECKED_IN
    full = world.come(world.people["Bo"], small)
    assert (full.outcome, full.in_room) == (Outcome.FULL, 1)
    reasoned = world.come(world.people["Bo"], small, Override(OverrideKind.REASON, "brought a chair"))
    assert reasoned.check_in is not None
    assert reasoned.check_in.override_reason == "brought a chair"


def test_a_closed_door_refuses_and_a_reason_is_kept(world: World) -> None:
    planned = world.session("Tomorrow", phase=None, series=None)
    assert world.come(world.people["Aiko"], planned).outcome is Outcome.SESSION_CLOSED
    let_in = world.come(world.people["Aiko"], planned, Override(OverrideKind.REASON, "helps to set up"))
    assert let_in.outcome is Outcome.CHECKED_IN


def test_an_override_with_a_blank_reason_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        Override(OverrideKind.REASON, "  ")
    assert refused.value.code is CheckInTrouble.REASON_MISSING


def test_a_walk_in_is_added_and_checked_in_at_once(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    noa = NewPerson("  Noa   Weber ", email=" ", team="Sales ")
    result = world.services.check_in.walk_in(world.gesture(session), noa)
    assert result.outcome is Outcome.CHECKED_IN
    assert result.attendee is not None
    assert (result.attendee.name, result.attendee.email, result.attendee.team) == ("Noa Weber", None, "Sales")
    assert result.attendee.walk_in
    assert [one.name for one in world.services.people.everyone()] == ["Aiko Tanaka", "Bo Larsen", "Noa Weber"]


def test_undoing_a_walk_in_takes_them_off_the_roster_and_redo_brings_them_back(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.services.check_in.walk_in(world.gesture(session), NewPerson("Noa Weber"))
    world.services.undo.undo(FRONT)
    assert "Noa Weber" not in [one.name for one in world.services.people.everyone()]
    assert world.in_room(session) == set()
    world.services.undo.redo(FRONT)
    assert world.in_room(session) == {"Noa Weber"}
    assert "Noa Weber" in [one.name for one in world.services.people.everyone()]


def test_a_walk_in_without_a_name_is_refused_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.services.check_in.walk_in(world.gesture(world.sessions["Hands-on 1"]), NewPerson("  "))
    assert refused.value.code is PeopleTrouble.NAME_MISSING
    assert world.services.attendance.attempts(world.sessions["Hands-on 1"].id) == []


def test_a_walk_in_merged_later_leaves_one_person_with_the_check_in(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    noa = world.services.check_in.walk_in(world.gesture(session), NewPerson("Noa", email="noa@example.org")).attendee
    assert noa is not None
    world.services.people.merge(world.people["Bo"].id, noa.id, desk=FRONT)
    assert world.in_room(session) == {"Bo Larsen"}
    assert world.come(world.people["Bo"], session).outcome is Outcome.ALREADY_IN
    assert world.services.check_in.choose(world.gesture(session), noa.id).outcome is Outcome.ALREADY_IN


def test_merging_two_people_who_are_both_in_keeps_one_check_in_and_can_be_taken_apart(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    for who in world.people.values():
        world.come(who, session)
    world.services.people.merge(world.people["Aiko"].id, world.people["Bo"].id, desk=FRONT)
    assert world.in_room(session) == {"Aiko Tanaka"}
    world.services.undo.undo(FRONT)
    assert world.in_room(session) == {"Aiko Tanaka", "Bo Larsen"}
    world.services.undo.redo(FRONT)
    assert world.in_room(session) == {"Aiko Tanaka"}


def test_every_attempt_is_kept_with_what_came_of_it(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.come(world.people["Aiko"], session)
    world.come(world.people["Aiko"], session)
    world.services.check_in.scan(world.gesture(session, kind=InputKind.CAMERA, desk=DOOR), "junk")
    world.services.check_in.not_found(world.gesture(session), "Zaphod")
    kept = [(one.outcome, one.input, one.desk, one.raw) for one in world.services.attendance.attempts(session.id)]
    assert sorted(kept, key=str) == sorted(
        [
            (Outcome.CHECKED_IN, InputKind.NAME, FRONT, None),
            (Outcome.ALREADY_IN, InputKind.NAME, FRONT, None),
            (Outcome.UNKNOWN_BADGE, InputKind.CAMERA, DOOR, "junk"),
            (Outcome.NOT_ON_ROSTER, InputKind.NAME, FRONT, "Zaphod"),
        ],
        key=str,
    )


def test_the_code_of_a_known_badge_is_not_kept_in_the_log(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.services.check_in.scan(world.gesture(session), world.badge(world.people["Aiko"].id))
    assert world.services.attendance.attempts(session.id)[0].raw is None


def test_an_endless_code_is_kept_cut(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.services.check_in.scan(world.gesture(session), "x" * 100_000)
    raw = world.services.attendance.attempts(session.id)[0].raw
    assert raw is not None
    assert len(raw) == 200


def test_a_session_that_is_gone_is_refused(world: World) -> None:
    gesture = Gesture(uuid4(), uuid4(), InputKind.NAME, FRONT)
    with pytest.raises(Refused) as refused:
        world.services.check_in.choose(gesture, world.people["Aiko"].id)
    assert refused.value.code is SessionTrouble.GONE


def test_somebody_who_is_gone_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.services.check_in.choose(world.gesture(world.sessions["Hands-on 1"]), uuid4())
    assert refused.value.code is PeopleTrouble.GONE
