"""Two entries of the roster made one person, and taken apart again with everything both did."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.services.rollouts import checklist, come_in, standing
from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.attendee import AliasKind, Attendee, PeopleTrouble, System
from trainer_app.domain.changes import Changes, Desk, Topic
from trainer_app.domain.check_in import InputKind, Outcome
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import TicketMove, TicketState
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase, Session
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.check_in import NewPerson
from trainer_app.services.help_desk import Hand

MEI = Desk("Mei", "phone")


@pytest.fixture
def session(world: World) -> Session:
    """A hands-on session with a small checklist, nobody in it yet."""
    world.services.checklists.use(checklist(), desk=DOOR)
    return world.session("Hands-on 2", days=1, phase=Phase.HANDS_ON)


def found(world: World, text: str) -> list[str]:
    return [match.attendee.name for match in world.services.people.find(text)]


def merge(world: World, keep: str, other: str, *, desk: Desk = FRONT) -> None:
    world.services.people.merge(world.people[keep].id, world.people[other].id, desk=desk)


def names(world: World) -> list[str]:
    return [one.name for one in world.services.people.everyone()]


def marks(world: World, session: Session, name: str) -> dict[str, MarkState]:
    theirs = world.services.floor.room(session.id).marks.get(world.people[name].id, ())
    return {mark.step_key: mark.state for mark in theirs}


def tick(world: World, session: Session, name: str, *steps: str, state: MarkState = MarkState.DONE) -> None:
    for step in steps:
        assert world.services.floor.mark(session.id, world.people[name].id, step, state=state, desk=DOOR)


def hand(world: World, session: Session, name: str) -> UUID:
    return world.services.help_desk.ask(Hand(session.id, world.people[name].id, "install"), desk=DOOR).id


def live(world: World, session: Session) -> dict[UUID, UUID]:
    """Return the tickets in the lists of the board, by person."""
    signals = world.services.floor.look(session.id).floor.signals
    return {card.who.attendee_id: card.ticket_id for card in (*signals.hands, *signals.being_helped, *signals.held)}


def test_a_merge_needs_two_people_who_are_there(world: World) -> None:
    with refused(PeopleTrouble.SAME_PERSON):
        merge(world, "Aiko", "Aiko")
    with refused(PeopleTrouble.GONE):
        world.services.people.merge(world.people["Aiko"].id, uuid4(), desk=FRONT)
    merge(world, "Aiko", "Bo")
    with refused(PeopleTrouble.SAME_PERSON):
        merge(world, "Aiko", "Bo")


def test_what_one_entry_does_not_say_comes_from_the_other(world: World) -> None:
    walk_in = world.services.check_in.walk_in(
        world.gesture(world.sessions["Hands-on 1"]), NewPerson("Bo L", email=None)
    )
    assert walk_in.attendee
    world.services.people.change(replace(world.people["Bo"], system=System.MACOS), desk=DOOR)
    world.services.people.merge(walk_in.attendee.id, world.people["Bo"].id, desk=FRONT)
    kept = world.services.people.meant("Bo L")
    assert (kept.email, kept.team, kept.system) == ("bo.larsen@example.org", "Support", System.MACOS)
    assert not kept.walk_in  # they stood on the roster all along
    world.services.undo.undo(FRONT)
    apart = world.services.people.meant("Bo L")
    assert (apart.email, apart.team, apart.system, apart.walk_in) == (None, None, None, True)


def test_the_other_name_and_address_are_known_from_now_on(world: World) -> None:
    merge(world, "Aiko", "Bo")
    aliases = {(one.kind, one.text) for one in world.services.people.aliases()[world.people["Aiko"].id]}
    assert aliases == {(AliasKind.NAME, "Bo Larsen"), (AliasKind.EMAIL, "bo.larsen@example.org")}
    world.services.undo.undo(FRONT)
    assert world.services.people.aliases() == {}


def test_both_in_one_room_are_one_person_there_since_the_first_came(world: World, session: Session) -> None:
    come_in(world, session, "Bo")
    came = world.clock.at
    world.clock.forward(5)
    come_in(world, session, "Aiko")
    before = standing(world)
    merge(world, "Aiko", "Bo")
    (arrived,) = world.services.attendance.sheet(session.id).arrived
    assert (arrived.attendee.name, arrived.check_in.at) == ("Aiko Tanaka", came)
    world.services.undo.undo(FRONT)
    assert standing(world) == before


def test_a_step_done_by_either_is_done(world: World, session: Session) -> None:
    come_in(world, session, "Aiko", "Bo")
    tick(world, session, "Aiko", "terminal", "install", state=MarkState.SKIPPED)
    world.clock.forward(1)
    tick(world, session, "Bo", "install", "sign_in")
    before = standing(world)
    merge(world, "Aiko", "Bo")
    assert marks(world, session, "Aiko") == {
        "terminal": MarkState.SKIPPED,
        "install": MarkState.DONE,
        "sign_in": MarkState.DONE,
    }
    world.services.undo.undo(FRONT)
    assert standing(world) == before


def test_of_two_completions_the_first_is_the_first(world: World, session: Session) -> None:
    earlier = world.session("Hands-on 3", days=-7, phase=Phase.HANDS_ON)
    come_in(world, earlier, "Bo")
    tick(world, earlier, "Bo", "first_change")
    world.clock.forward(7 * 24 * 60)
    come_in(world, session, "Aiko")
    tick(world, session, "Aiko", "first_change")
    before = standing(world)
    merge(world, "Aiko", "Bo")
    done = world.services.completions.of_attendee(world.people["Aiko"].id)
    assert done
    assert done.session_id == earlier.id
    world.services.undo.undo(FRONT)
    assert standing(world) == before


@pytest.mark.parametrize("kept", ["Aiko", "Bo"])
def test_of_two_open_tickets_the_one_a_helper_is_at_stays(world: World, session: Session, kept: str) -> None:
    other = "Bo" if kept == "Aiko" else "Aiko"
    come_in(world, session, "Aiko", "Bo")
    hand(world, session, "Aiko")
    world.clock.forward(2)
    theirs = hand(world, session, "Bo")
    world.services.help_desk.move(theirs, TicketMove.CLAIM, desk=MEI)
    before = standing(world)
    merge(world, kept, other)
    assert live(world, session) == {world.people[kept].id: theirs}
    world.services.help_desk.move(theirs, TicketMove.HAND_BACK, desk=MEI)
    world.services.undo.undo(MEI)
    world.services.undo.undo(FRONT)
    assert standing(world) == before
    assert len(live(world, session)) == 2


def test_of_two_waiting_hands_the_one_raised_first_keeps_its_place(world: World, session: Session) -> None:
    come_in(world, session, "Aiko", "Bo")
    first = hand(world, session, "Bo")
    world.clock.forward(2)
    hand(world, session, "Aiko")
    merge(world, "Aiko", "Bo")
    assert live(world, session) == {world.people["Aiko"].id: first}


def test_closed_tickets_of_both_are_all_kept(world: World, session: Session) -> None:
    come_in(world, session, "Aiko", "Bo")
    for name in ("Aiko", "Bo"):
        world.services.help_desk.move(hand(world, session, name), TicketMove.SOLVE, desk=MEI)
    hand(world, session, "Bo")
    merge(world, "Aiko", "Bo")
    tickets = world.services.floor.room(session.id).tickets
    assert {one.attendee_id for one in tickets} == {world.people["Aiko"].id}
    assert len(tickets) == 3


def test_questions_answers_confidence_badges_and_registrations_move_along(world: World, session: Session) -> None:
    come_in(world, session, "Aiko", "Bo")
    aiko, bo = world.people["Aiko"].id, world.people["Bo"].id
    badge = world.badge(bo)
    say = world.services.completions.say_confidence
    say(session.id, aiko, Moment.BEFORE, value=2, desk=DOOR)
    say(session.id, bo, Moment.BEFORE, value=5, desk=DOOR)
    say(session.id, bo, Moment.AFTER, value=4, desk=DOOR)
    world.services.floor.nudge(session.id, aiko, "terminal", desk=DOOR)
    world.services.floor.nudge(session.id, bo, "terminal", desk=DOOR)
    world.services.floor.nudge(session.id, bo, "install", desk=DOOR)
    world.services.sessions.register(world.sessions["Hands-on 1"].id, [bo], desk=DOOR)
    before = standing(world)
    merge(world, "Aiko", "Bo")
    confidences = world.services.completions.confidences(session.id)
    assert {value for (who, _moment), value in confidences.items() if who == aiko} == {2, 4}
    nudges = [one.step_key for one in world.services.floor.room(session.id).nudges if one.attendee_id == aiko]
    assert sorted(nudges) == ["install", "terminal"]
    scanned = world.services.check_in.scan(world.gesture(world.sessions["Hands-on 1"], kind=InputKind.SCANNER), badge)
    assert (scanned.outcome, scanned.attendee and scanned.attendee.id) == (Outcome.CHECKED_IN, aiko)
    world.services.undo.undo(FRONT)
    world.services.undo.undo(FRONT)
    assert standing(world) == before


def test_a_registration_cancelled_by_one_and_standing_for_the_other_stands(world: World) -> None:
    first, second = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=1)
    aiko, bo = world.people["Aiko"].id, world.people["Bo"].id
    for session in (first, second):
        world.services.sessions.register(session.id, [aiko, bo], desk=MEI)
    world.services.undo.undo(MEI)  # neither is registered for the second any more
    world.services.sessions.register(second.id, [bo], desk=DOOR)
    before = standing(world)
    merge(world, "Aiko", "Bo")
    assert [one.id for one in world.services.attendance.sheet(second.id).not_arrived] == [aiko]
    world.services.undo.undo(FRONT)
    assert standing(world) == before


def test_a_retry_of_an_old_scan_answers_with_who_they_are_now(world: World, session: Session) -> None:
    gesture = world.gesture(session)
    world.services.check_in.choose(gesture, world.people["Bo"].id)
    merge(world, "Aiko", "Bo")
    again = world.services.check_in.choose(gesture, world.people["Bo"].id)
    assert again.repeated
    assert again.attendee == world.people["Aiko"]


def chain(world: World, session: Session) -> None:
    """Bo becomes Aiko, and Aiko becomes Nia."""
    world.person("Nia Okafor")
    come_in(world, session, "Bo")
    tick(world, session, "Bo", "terminal")
    merge(world, "Aiko", "Bo")
    merge(world, "Nia", "Aiko", desk=DOOR)


def test_a_chain_of_merges_is_one_person_under_every_name(world: World, session: Session) -> None:
    chain(world, session)
    assert marks(world, session, "Nia") == {"terminal": MarkState.DONE}
    for name in ("Aiko", "Bo"):
        again = world.come(world.people[name], session)
        assert (again.outcome, again.attendee and again.attendee.name) == (Outcome.ALREADY_IN, "Nia Okafor")
    assert found(world, "larsen") == found(world, "tanaka") == ["Nia Okafor"]


def test_the_first_of_a_chain_is_taken_apart_after_the_second(world: World, session: Session) -> None:
    chain(world, session)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    world.services.undo.undo(DOOR)
    assert marks(world, session, "Aiko") == {"terminal": MarkState.DONE}
    world.services.undo.undo(FRONT)
    assert marks(world, session, "Bo") == {"terminal": MarkState.DONE}
    assert names(world) == ["Aiko Tanaka", "Bo Larsen", "Nia Okafor"]


def test_a_merge_another_one_rests_on_is_taken_apart_after_it(world: World, session: Session) -> None:
    world.person("Nia Okafor")
    come_in(world, session, "Bo", "Nia")
    merge(world, "Aiko", "Bo")
    merge(world, "Aiko", "Nia", desk=DOOR)  # of two check-ins one was taken back
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(FRONT)
    world.services.undo.undo(DOOR)
    world.services.undo.undo(FRONT)
    assert world.in_room(session) == {"Bo Larsen", "Nia Okafor"}


def test_merges_that_do_not_touch_each_other_are_taken_apart_in_any_order(world: World, session: Session) -> None:
    world.person("Nia Okafor")
    come_in(world, session, "Bo")
    merge(world, "Aiko", "Bo")
    merge(world, "Aiko", "Nia", desk=DOOR)
    world.services.undo.undo(FRONT)
    assert world.in_room(session) == {"Bo Larsen"}
    world.services.undo.undo(DOOR)
    assert names(world) == ["Aiko Tanaka", "Bo Larsen", "Nia Okafor"]


def test_a_walk_in_undone_after_it_was_merged_leaves_the_kept_person_on_the_roster(
    world: World, session: Session
) -> None:
    came = world.services.check_in.walk_in(world.gesture(session, desk=DOOR), NewPerson("Aiko T"))
    assert came.attendee
    world.services.people.merge(world.people["Aiko"].id, came.attendee.id, desk=FRONT)
    assert world.in_room(session) == {"Aiko Tanaka"}
    world.services.undo.undo(DOOR)
    assert world.in_room(session) == set()
    assert names(world) == ["Aiko Tanaka", "Bo Larsen"]
    world.services.undo.redo(DOOR)
    assert world.in_room(session) == {"Aiko Tanaka"}
    world.services.undo.undo(DOOR)
    world.services.undo.undo(FRONT)
    assert names(world) == ["Aiko Tanaka", "Bo Larsen"]  # the walk-in was undone, so nobody comes back


def test_a_walk_in_who_came_elsewhere_too_stays_on_the_roster_when_the_first_is_undone(world: World) -> None:
    first, second = world.sessions["Hands-on 1"], world.session("Hands-on 2", days=1)
    came = world.services.check_in.walk_in(world.gesture(first), NewPerson("Zoë Martin"))
    assert came.attendee
    world.services.check_in.choose(world.gesture(second, desk=DOOR), came.attendee.id)
    world.services.undo.undo(FRONT)
    assert "Zoë Martin" in names(world)


def test_what_the_kept_person_did_since_stays_theirs(world: World, session: Session) -> None:
    come_in(world, session, "Aiko", "Bo")
    tick(world, session, "Bo", "terminal")
    merge(world, "Aiko", "Bo")
    tick(world, session, "Aiko", "install")
    world.services.floor.unmark(session.id, world.people["Aiko"].id, "terminal", desk=DOOR)
    tick(world, session, "Aiko", "terminal")
    hand(world, session, "Aiko")
    world.services.undo.undo(FRONT)
    assert marks(world, session, "Aiko") == {"terminal": MarkState.DONE, "install": MarkState.DONE}
    assert marks(world, session, "Bo") == {}
    assert live(world, session).keys() == {world.people["Aiko"].id}
    assert world.in_room(session) == {"Aiko Tanaka", "Bo Larsen"}


def test_a_check_in_made_anew_since_is_not_doubled_by_taking_apart(world: World, session: Session) -> None:
    come_in(world, session, "Bo")
    world.clock.forward(1)
    world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Aiko"].id)
    merge(world, "Aiko", "Bo", desk=MEI)  # Bo came first, so Aiko's check-in was taken back
    world.services.undo.undo(FRONT)  # and now Bo's
    assert world.in_room(session) == set()
    world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Aiko"].id)
    world.services.undo.undo(MEI)
    assert world.in_room(session) == {"Aiko Tanaka"}
    assert world.services.attendance.sheet(session.id).people == 1


def test_an_address_written_since_is_not_cleared_by_taking_apart(world: World) -> None:
    new = world.services.people.add(Attendee(uuid4(), "Aiko T"), desk=DOOR)
    world.services.people.merge(new.id, world.people["Bo"].id, desk=FRONT)
    filled = world.services.people.meant("Aiko T")
    assert filled.email == "bo.larsen@example.org"
    world.services.people.change(replace(filled, email="aiko@example.org"), desk=DOOR)
    world.services.undo.undo(FRONT)
    assert world.services.people.meant("Aiko T").email == "aiko@example.org"


def test_a_hand_that_comes_back_after_the_end_is_closed_at_once(world: World, session: Session) -> None:
    come_in(world, session, "Aiko", "Bo")
    hand(world, session, "Aiko")
    hand(world, session, "Bo")
    merge(world, "Aiko", "Bo")
    world.services.sessions.enter(session.id, Phase.ENDED, desk=DOOR)
    world.services.undo.undo(FRONT)
    states = [one.state for one in world.services.floor.room(session.id).tickets]
    assert states == [TicketState.LEFT_OVER, TicketState.LEFT_OVER]


def test_undoing_an_old_tick_after_a_merge_takes_the_tick_of_who_it_is_now(world: World, session: Session) -> None:
    come_in(world, session, "Bo")
    tick(world, session, "Bo", "terminal")
    merge(world, "Aiko", "Bo")
    world.services.undo.undo(DOOR)
    assert marks(world, session, "Aiko") == {}
    tick(world, session, "Aiko", "terminal")
    with refused(UndoTrouble.NOTHING_TO_REDO):
        world.services.undo.redo(DOOR)
    assert marks(world, session, "Aiko") == {"terminal": MarkState.DONE}


def test_redoing_an_old_tick_that_somebody_made_for_who_it_is_now_is_refused(world: World, session: Session) -> None:
    come_in(world, session, "Bo")
    tick(world, session, "Bo", "terminal")
    world.services.undo.undo(DOOR)
    merge(world, "Aiko", "Bo")
    world.services.floor.mark(session.id, world.people["Aiko"].id, "terminal", desk=MEI)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.redo(DOOR)


def test_the_check_in_a_merge_took_back_is_not_brought_back_beside_it(world: World, session: Session) -> None:
    come_in(world, session, "Aiko")
    world.clock.forward(1)
    world.services.check_in.choose(world.gesture(session, desk=DOOR), world.people["Bo"].id)
    merge(world, "Aiko", "Bo")
    with refused(UndoTrouble.ALREADY):
        world.services.undo.undo(DOOR)
    assert world.in_room(session) == {"Aiko Tanaka"}


def test_a_merge_is_announced_with_both_people_and_every_subject_they_have(world: World, session: Session) -> None:
    heard: list[Changes] = []
    world.services.feed.subscribe(heard.append)
    merge(world, "Aiko", "Bo")
    both = {world.people["Aiko"].id, world.people["Bo"].id}
    everything = {Topic.PEOPLE, Topic.ATTENDANCE, Topic.FLOOR, Topic.SESSIONS, Topic.USAGE}
    assert [(one.attendees, one.topics, one.session_id) for one in heard] == [(both, everything, None)]
