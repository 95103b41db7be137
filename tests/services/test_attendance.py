"""The room as it stands, the welcome card, and repairs: moved, seated, left, undone and done again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.attendee import Role
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckInTrouble, Outcome
from trainer_app.domain.completion import Moment
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.check_in import NewPerson
from trainer_app.services.help_desk import Hand


def check_in_id(world: World, name: str, session: str):
    came = world.come(world.people[name], world.sessions[session])
    assert came.check_in is not None
    return came.check_in.id


def test_people_check_ins_and_in_the_room_are_three_derived_numbers(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    check_in_id(world, "Aiko", "Hands-on 1")
    world.services.undo.undo(FRONT)
    check_in_id(world, "Aiko", "Hands-on 1")
    bo = check_in_id(world, "Bo", "Hands-on 1")
    world.services.attendance.leave(bo, desk=FRONT)
    world.come(world.person("Mei Chen", role=Role.STAFF), session)
    sheet = world.services.attendance.sheet(session.id)
    assert (sheet.people, sheet.check_ins, sheet.in_room, sheet.expected) == (2, 4, 1, 2)
    assert sheet.arrived[0].attendee.name == "Mei Chen"


def test_who_is_expected_and_not_here_are_the_registered_ones(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.person("Chloé Dubois")
    world.services.sessions.register(session.id, [world.people["Aiko"].id, world.people["Bo"].id], desk=FRONT)
    world.come(world.people["Aiko"], session)
    sheet = world.services.attendance.sheet(session.id)
    assert sheet.expected == 2
    assert [one.name for one in sheet.not_arrived] == ["Bo Larsen"]


def test_the_welcome_card_knows_the_place_in_the_series_and_what_was_missed(world: World) -> None:
    aiko = world.people["Aiko"]
    world.services.sessions.register(world.sessions["Hands-on 1"].id, [aiko.id], desk=FRONT)
    later = world.session("Hands-on 2", days=7)
    world.session("Hands-on 3", days=14)
    world.services.sessions.register(later.id, [aiko.id], desk=FRONT)
    welcome = world.services.attendance.welcome(later.id, aiko.id)
    assert (welcome.number, welcome.of) == (2, 3)
    assert [one.name for one in welcome.missed] == ["Hands-on 1"]
    assert welcome.first_hands_on_open


def test_check_ins_that_landed_in_the_wrong_session_move_as_one_step_and_back(world: World) -> None:
    tuesday, thursday = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=2)
    moving = [check_in_id(world, name, "Hands-on 1") for name in ("Aiko", "Bo")]
    world.come(world.people["Aiko"], thursday)
    assert world.services.attendance.move(moving, to=thursday.id, desk=FRONT) == 2
    assert world.in_room(tuesday) == set()
    assert world.in_room(thursday) == {"Aiko Tanaka", "Bo Larsen"}
    world.services.undo.undo(FRONT)
    assert world.in_room(tuesday) == {"Aiko Tanaka", "Bo Larsen"}
    assert world.in_room(thursday) == {"Aiko Tanaka"}
    world.services.undo.redo(FRONT)
    assert world.in_room(thursday) == {"Aiko Tanaka", "Bo Larsen"}


def test_moving_nobody_or_to_where_they_are_is_refused(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    with pytest.raises(Refused) as refused:
        world.services.attendance.move([], to=session.id, desk=FRONT)
    assert refused.value.code is CheckInTrouble.NOBODY_CHOSEN
    with pytest.raises(Refused) as refused:
        world.services.attendance.move([check_in_id(world, "Aiko", "Hands-on 1")], to=session.id, desk=FRONT)
    assert refused.value.code is CheckInTrouble.SAME_SESSION


def test_seat_and_leaving_can_be_undone(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    aiko = check_in_id(world, "Aiko", "Hands-on 1")
    world.services.attendance.seat(aiko, " C3 ", desk=FRONT)
    world.services.attendance.leave(aiko, desk=FRONT)
    world.services.undo.undo(FRONT)
    arrived = world.services.attendance.sheet(session.id).arrived[0]
    assert (arrived.check_in.seat, arrived.left_at) == ("C3", None)
    world.services.undo.undo(FRONT)
    assert world.services.attendance.sheet(session.id).arrived[0].check_in.seat is None


def test_undo_takes_back_what_this_desk_did_and_leaves_the_others_alone(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.come(world.people["Aiko"], session)
    world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Bo"].id)
    world.services.undo.undo(FRONT)
    assert world.in_room(session) == {"Bo Larsen"}


def test_undo_and_redo_walk_back_and_forth_and_keep_every_row(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.come(world.people["Aiko"], session)
    for _ in range(3):
        world.services.undo.undo(FRONT)
        assert world.in_room(session) == set()
        world.services.undo.redo(FRONT)
        assert world.in_room(session) == {"Aiko Tanaka"}
    assert world.services.attendance.sheet(session.id).check_ins == 1
    trail = [line.deed.kind for line in world.services.undo.history()]
    assert trail[:7] == ["checked_in", "undone"] * 3 + ["checked_in"]


def test_redo_is_closed_by_a_new_deed(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.come(world.people["Aiko"], session)
    world.services.undo.undo(FRONT)
    assert world.services.undo.state(FRONT).redo is not None
    world.come(world.people["Bo"], session)
    assert world.services.undo.state(FRONT).redo is None
    with pytest.raises(Refused) as refused:
        world.services.undo.redo(FRONT)
    assert refused.value.code is UndoTrouble.NOTHING_TO_REDO


def test_one_line_of_the_trail_is_undone_once(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.come(world.people["Aiko"], session)
    cursor = world.services.undo.history()[0].cursor
    world.services.undo.undo(DOOR, cursor=cursor)
    with pytest.raises(Refused) as refused:
        world.services.undo.undo(FRONT, cursor=cursor)
    assert refused.value.code is UndoTrouble.ALREADY


def test_redo_after_they_came_in_again_is_refused(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.come(world.people["Aiko"], session)
    world.services.undo.undo(FRONT)
    world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Aiko"].id)
    with pytest.raises(Refused) as refused:
        world.services.undo.redo(FRONT)
    assert refused.value.code is CheckInTrouble.IN_AGAIN


def test_a_desk_that_did_nothing_has_nothing_to_undo(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.services.undo.undo(Desk("Nobody", "nowhere"))
    assert refused.value.code is UndoTrouble.NOTHING


def test_what_is_not_reversible_says_so(world: World) -> None:
    oldest = world.services.undo.history()[-1]
    with pytest.raises(Refused) as refused:
        world.services.undo.undo(FRONT, cursor=oldest.cursor)
    assert refused.value.code is UndoTrouble.NOT_REVERSIBLE


def test_the_room_of_a_merged_name_keeps_the_time_of_arrival(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    world.come(world.people["Bo"], session)
    came_at = world.clock.at
    world.clock.forward(30)
    world.services.people.merge(world.people["Aiko"].id, world.people["Bo"].id, desk=FRONT)
    arrived = world.services.attendance.sheet(session.id).arrived[0]
    assert arrived.attendee.name == "Aiko Tanaka"
    assert world.clock.at - arrived.check_in.at == timedelta(minutes=30)
    assert came_at == arrived.check_in.at
    assert world.come(world.people["Aiko"], session).outcome is Outcome.ALREADY_IN


def test_what_was_done_in_the_wrong_session_moves_with_the_check_in(world: World) -> None:
    wrong, right = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=2)
    aiko = world.people["Aiko"]
    came = check_in_id(world, "Aiko", "Hands-on 1")
    checklist = world.services.checklists.of_session(wrong.id)
    for step in checklist.steps:
        world.services.floor.mark(wrong.id, aiko.id, step.key, desk=DOOR)
    world.services.help_desk.ask(Hand(wrong.id, aiko.id, "install"), desk=DOOR)
    world.services.attendance.move([came], to=right.id, desk=FRONT)
    assert len(world.services.floor.room(right.id).marks[aiko.id]) == len(checklist.steps)
    assert len(world.services.floor.room(right.id).tickets) == 1
    done = world.services.completions.of_attendee(aiko.id)
    assert done is not None
    assert done.session_id == right.id
    world.services.undo.undo(FRONT)
    assert world.services.floor.room(right.id).marks == {}
    back = world.services.completions.of_attendee(aiko.id)
    assert back is not None
    assert back.session_id == wrong.id


def test_an_undone_check_in_takes_its_completion_along_and_redo_brings_it_back(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    aiko = world.people["Aiko"]
    world.come(aiko, session)
    last = next(step for step in world.services.checklists.of_session(session.id).steps if step.completes)
    world.services.floor.mark(session.id, aiko.id, last.key, desk=DOOR)
    world.services.undo.undo(FRONT)
    assert world.services.completions.of_attendee(aiko.id) is None
    world.services.undo.redo(FRONT)
    assert world.services.completions.of_attendee(aiko.id) is not None


def test_undoing_a_walk_in_leaves_somebody_the_roster_has_claimed_since(world: World, tmp_path: Path) -> None:
    session = world.sessions["Hands-on 1"]
    world.services.check_in.walk_in(world.gesture(session), NewPerson("Noa Weber", email="noa@example.org"))
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email,Team\nNoa Weber,noa@example.org,Sales\n", encoding="utf-8")
    world.services.people_import.import_file(roster, desk=DOOR)
    world.services.undo.undo(FRONT)
    assert "Noa Weber" in [one.name for one in world.services.people.everyone()]
    assert world.in_room(session) == set()


def test_the_welcome_card_says_where_they_stopped_and_what_they_explored(world: World, tmp_path: Path) -> None:
    first, aiko = world.sessions["Hands-on 1"], world.people["Aiko"]
    world.come(aiko, first)
    steps = world.services.checklists.of_session(first.id).steps
    for step in steps[:3]:
        world.services.floor.mark(first.id, aiko.id, step.key, desk=FRONT)
    later = world.session("Hands-on 2", days=7)
    usage = tmp_path / "usage.csv"
    days = ("2026-03-20T10:00:00Z", "2026-03-20T11:00:00Z", "2026-03-25T10:00:00Z", "2026-04-20T10:00:00Z")
    rows = "".join(f"{day},{aiko.email},3\n" for day in days)
    usage.write_text(f"timestamp,email,requests\n{rows}", encoding="utf-8")
    assert world.services.attendance.welcome(later.id, aiko.id).explored_days is None
    world.services.usage_import.import_file(usage, desk=FRONT)
    welcome = world.services.attendance.welcome(later.id, aiko.id)
    assert welcome.stopped_at_step == steps[3].title
    assert welcome.explored_days == 2


def test_a_move_is_not_undone_over_somebody_who_came_and_ticked_again_where_they_were(world: World) -> None:
    wrong, right = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=2)
    aiko = world.people["Aiko"]
    step = world.services.checklists.of_session(wrong.id).steps[0].key
    came = check_in_id(world, "Aiko", "Hands-on 1")
    world.services.floor.mark(wrong.id, aiko.id, step, desk=DOOR)
    world.services.completions.say_confidence(wrong.id, aiko.id, Moment.BEFORE, value=2, desk=DOOR)
    world.services.attendance.move([came, came], to=right.id, desk=FRONT)
    assert world.in_room(right) == {"Aiko Tanaka"}
    assert world.services.completions.confidences(right.id) == {(aiko.id, Moment.BEFORE): 2}
    world.services.check_in.choose(world.gesture(wrong, desk=DOOR), aiko.id)
    world.services.floor.mark(wrong.id, aiko.id, step, desk=DOOR)
    with pytest.raises(Refused) as refused:
        world.services.undo.undo(FRONT)
    assert refused.value.code is CheckInTrouble.IN_AGAIN
    world.services.undo.undo(DOOR)
    world.services.undo.undo(DOOR)
    world.services.undo.undo(FRONT)
    assert len(world.services.floor.room(wrong.id).marks[aiko.id]) == 1


def test_a_check_in_moved_on_is_not_moved_back_from_there(world: World) -> None:
    second, third = world.session("Hands-on 2", days=2), world.session("Hands-on 3", days=4)
    came = check_in_id(world, "Aiko", "Hands-on 1")
    world.services.attendance.move([came], to=second.id, desk=FRONT)
    world.services.attendance.move([came], to=third.id, desk=DOOR)
    with pytest.raises(Refused) as refused:
        world.services.undo.undo(FRONT)
    assert refused.value.code is UndoTrouble.IN_THE_WAY
    assert world.in_room(third) == {"Aiko Tanaka"}


def test_who_comes_back_is_in_the_room_again_and_in_since_they_first_came(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    first = world.come(world.people["Aiko"], session)
    assert first.check_in is not None
    world.services.attendance.leave(first.check_in.id, desk=DOOR)
    left_at = world.clock.at
    world.clock.forward(10)
    world.services.attendance.leave(first.check_in.id, desk=DOOR)
    assert world.services.attendance.sheet(session.id).arrived[0].left_at == left_at
    again = world.come(world.people["Aiko"], session)
    assert (again.outcome, again.check_in) == (Outcome.ALREADY_IN, first.check_in)
    assert world.services.attendance.sheet(session.id).in_room == 1
    world.services.undo.undo(FRONT)
    assert world.services.attendance.sheet(session.id).arrived[0].left_at == left_at


def test_a_scan_after_the_end_brings_nobody_back_into_the_room(world: World) -> None:
    session = world.sessions["Hands-on 1"]
    came = check_in_id(world, "Aiko", "Hands-on 1")
    world.services.attendance.leave(came, desk=DOOR)
    world.services.sessions.enter(session.id, Phase.ENDED, desk=DOOR)
    assert world.come(world.people["Aiko"], session).outcome is Outcome.ALREADY_IN
    assert world.services.attendance.sheet(session.id).in_room == 0


def test_a_seat_another_desk_gave_since_is_not_undone_over_it(world: World) -> None:
    came = check_in_id(world, "Aiko", "Hands-on 1")
    world.services.attendance.seat(came, "C3", desk=FRONT)
    world.services.attendance.seat(came, "D1", desk=DOOR)
    with pytest.raises(Refused) as refused:
        world.services.undo.undo(FRONT)
    assert refused.value.code is UndoTrouble.IN_THE_WAY


def test_a_move_keeps_a_hard_capacity_and_may_pass_a_soft_one(world: World) -> None:
    wrong = world.session("Small 1")
    hard = world.session("Small 2", days=1, capacity=1, hard_capacity=True)
    soft = world.session("Small 3", days=2, capacity=1)
    for name in ("Aiko", "Bo"):
        world.come(world.people[name], wrong)
    moving = [check_in_id(world, name, "Small 1") for name in ("Aiko", "Bo")]
    with refused(CheckInTrouble.NO_PLACES) as caught:
        world.services.attendance.move(moving, to=hard.id, desk=FRONT)
    assert caught.value.facts == {"session": "Small 2", "capacity": 1, "in_room": 0, "more": 2}
    assert world.services.attendance.sheet(wrong.id).in_room == 2, "nobody was moved"
    assert world.services.attendance.move(moving, to=soft.id, desk=FRONT) == 2


def test_a_soft_capacity_lets_in_and_says_that_it_is_passed(world: World) -> None:
    session = world.session("Small 1", capacity=1)
    assert not world.come(world.people["Aiko"], session).is_over
    over = world.come(world.people["Bo"], session)
    assert (over.outcome, over.is_over, over.in_room) == (Outcome.CHECKED_IN, True, 2)
