"""The help queue: asked once, claimed by one helper, expired, undone, and closed when the session ends."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.services.rollouts import checklist, come_in, lines, standing
from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.changes import Desk
from trainer_app.domain.completion import CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import HelpTicket, HelpTrouble, LeftOver, RaisedBy, TicketMove, TicketState
from trainer_app.domain.session import Phase, Session, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.help_desk import Hand

MEI, JONAS = Desk("Mei", "phone"), Desk("Jonas", "phone")


@pytest.fixture
def session(world: World) -> Session:
    """A hands-on session with a small checklist, Aiko and Bo in the room."""
    world.services.checklists.use(checklist(), desk=FRONT)
    made = world.session("Hands-on 2", days=1, phase=Phase.HANDS_ON)
    come_in(world, made, "Aiko", "Bo")
    return made


def hand(world: World, session: Session, name: str = "Aiko", **told: object) -> HelpTicket:
    told = {"step_key": "install"} | told
    return world.services.help_desk.ask(Hand(session.id, world.people[name].id, **told), desk=DOOR)


def visit(world: World, session: Session, name: str = "Aiko", *, desk: Desk = MEI) -> HelpTicket:
    wanted = Hand(session.id, world.people[name].id, "install", RaisedBy.SUGGESTION)
    return world.services.help_desk.visit(wanted, desk=desk)


def move(world: World, ticket: HelpTicket, step: TicketMove, *, desk: Desk = MEI, **more: object) -> HelpTicket:
    return world.services.help_desk.move(ticket.id, step, desk=desk, **more)


def kept(world: World, ticket: HelpTicket) -> HelpTicket:
    tickets = world.services.floor.room(ticket.session_id).tickets
    return next(one for one in tickets if one.id == ticket.id)


def waiting(world: World, session: Session) -> list[UUID]:
    return [card.who.attendee_id for card in world.services.floor.look(session.id).floor.signals.hands]


def test_asking_twice_is_asking_once_and_keeps_the_place(world: World, session: Session) -> None:
    first = hand(world, session)
    written = lines(world)
    world.clock.forward(5)
    assert hand(world, session) == first
    assert lines(world) == written
    assert waiting(world, session) == [world.people["Aiko"].id]


def test_asking_again_adds_what_was_not_told_before(world: World, session: Session) -> None:
    first = hand(world, session, tried=("restart",))
    world.clock.forward(1)
    told = hand(world, session, step_key="sign_in", error_key="denied", error_text="no", tried=("restart", "again"))
    assert told.id == first.id
    assert (told.step_key, told.error_key, told.error_text) == ("install", "denied", "no")
    assert told.tried == ("restart", "again")
    assert told.opened_at == first.opened_at
    assert kept(world, first) == told


def test_who_is_not_in_the_room_cannot_ask_and_nobody_asks_after_the_end(world: World, session: Session) -> None:
    with refused(CompletionTrouble.NOT_IN_ROOM):
        world.services.help_desk.ask(Hand(session.id, world.person("Late Comer").id), desk=DOOR)
    world.services.sessions.enter(session.id, Phase.ENDED, desk=FRONT)
    with refused(SessionTrouble.PHASE_BACKWARDS):
        hand(world, session)
    with refused(SessionTrouble.GONE):
        world.services.help_desk.ask(Hand(uuid4(), world.people["Aiko"].id), desk=DOOR)


def test_the_second_helper_is_told_who_is_there_and_since_when(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.CLAIM)
    claimed_at = world.clock.at
    world.clock.forward(2)
    for late in (lambda: move(world, ticket, TicketMove.CLAIM, desk=JONAS), lambda: visit(world, session, desk=JONAS)):
        with refused(HelpTrouble.TAKEN) as told:
            late()
        assert told.value.facts == {"by": "Mei", "since": claimed_at}


@pytest.mark.parametrize("_again", range(5))
def test_of_helpers_who_claim_at_once_exactly_one_gets_there_and_the_others_hear_who(
    world: World, session: Session, _again: int
) -> None:
    ticket = hand(world, session)
    helpers = [Desk(name, "phone") for name in ("Mei", "Jonas", "Amara", "Sam")]
    answers: dict[str, HelpTicket | Refused] = {}
    together = threading.Barrier(len(helpers))

    def _claim(desk: Desk) -> None:
        together.wait()
        try:
            answers[desk.author] = move(world, ticket, TicketMove.CLAIM, desk=desk)
        except Refused as told:
            answers[desk.author] = told

    threads = [threading.Thread(target=_claim, args=(desk,)) for desk in helpers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [name for name, answer in answers.items() if isinstance(answer, HelpTicket)]
    losers = [answer for answer in answers.values() if isinstance(answer, Refused)]
    assert [(told.code, told.facts["by"]) for told in losers] == [(HelpTrouble.TAKEN, winner)] * 3
    assert kept(world, ticket).claimed_by == winner


def test_the_row_count_of_one_update_decides_and_the_loser_hears_who_won(world: World, session: Session) -> None:
    ticket = hand(world, session)
    with world.services.context.store.write() as work:
        seen = work.tickets.get(ticket.id)
        assert seen
        stage = replace(seen.stages[0], state=TicketState.CLAIMED, by="Mei")
        first, second = (replace(seen, stages=(*seen.stages, replace(stage, by=by))) for by in ("Mei", "Jonas"))
        assert work.tickets.save(first, stages_before=1)
        assert not work.tickets.save(second, stages_before=1)
    assert kept(world, ticket).claimed_by == "Mei"


def test_a_claim_runs_out_after_ten_minutes_and_the_next_helper_may_go(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.CLAIM)
    world.clock.forward(9.9)
    assert waiting(world, session) == []
    with refused(HelpTrouble.TAKEN):
        move(world, ticket, TicketMove.CLAIM, desk=JONAS)
    world.clock.forward(0.1)
    assert waiting(world, session) == [world.people["Aiko"].id]
    assert move(world, ticket, TicketMove.CLAIM, desk=JONAS).claimed_by == "Jonas"


def test_renewing_a_claim_holds_it_and_who_reports_late_was_there_all_along(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.CLAIM)
    world.clock.forward(8)
    move(world, ticket, TicketMove.CLAIM)
    world.clock.forward(8)
    with refused(HelpTrouble.TAKEN):
        move(world, ticket, TicketMove.CLAIM, desk=JONAS)
    world.clock.forward(5)
    assert move(world, ticket, TicketMove.SOLVE).state is TicketState.SOLVED


def test_a_hand_raised_after_our_own_visit_ran_out_is_a_new_wish(world: World, session: Session) -> None:
    ours = visit(world, session)
    world.clock.forward(11)
    assert waiting(world, session) == []
    asked = hand(world, session)
    assert asked.id != ours.id
    assert waiting(world, session) == [world.people["Aiko"].id]
    assert kept(world, ours).state is TicketState.LEFT_OVER


def test_a_hand_raised_during_our_visit_makes_it_their_wish(world: World, session: Session) -> None:
    ours = visit(world, session)
    world.clock.forward(1)
    asked = hand(world, session, error_key="denied")
    assert (asked.id, asked.raised_by, asked.claimed_by) == (ours.id, RaisedBy.HAND, "Mei")
    world.clock.forward(11)
    assert waiting(world, session) == [world.people["Aiko"].id]


def test_a_visit_is_opened_and_claimed_in_one_line(world: World, session: Session) -> None:
    written = lines(world)
    ticket = visit(world, session)
    assert lines(world) == written + 1
    assert (ticket.claimed_by, ticket.raised_by) == ("Mei", RaisedBy.SUGGESTION)
    world.services.undo.undo(MEI)
    assert world.services.floor.room(session.id).tickets == []


def test_handed_back_not_found_and_answered_keep_the_place(world: World, session: Session) -> None:
    first = hand(world, session)
    world.clock.forward(4)  # more than a never-helped person is put ahead
    hand(world, session, "Bo")
    aiko, bo = world.people["Aiko"].id, world.people["Bo"].id
    move(world, first, TicketMove.CLAIM)
    move(world, first, TicketMove.HAND_BACK, tried=("restart",))
    assert waiting(world, session) == [aiko, bo]
    move(world, first, TicketMove.CLAIM, desk=JONAS)
    move(world, first, TicketMove.CANT_FIND, desk=JONAS)
    assert waiting(world, session) == [bo]
    move(world, first, TicketMove.ANSWER, desk=DOOR)
    assert waiting(world, session) == [aiko, bo]
    assert kept(world, first).tried == ("restart",)


def test_a_pinned_hand_comes_first_and_pinning_twice_is_one_line(world: World, session: Session) -> None:
    hand(world, session)
    world.clock.forward(1)
    second = hand(world, session, "Bo")
    written = lines(world)
    world.services.help_desk.pin(second.id, on=True, desk=FRONT)
    world.services.help_desk.pin(second.id, on=True, desk=FRONT)
    assert lines(world) == written + 1
    assert waiting(world, session)[0] == world.people["Bo"].id
    world.services.undo.undo(FRONT)
    assert waiting(world, session)[0] == world.people["Aiko"].id


def test_a_ticket_that_is_gone_or_closed_says_so(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.SOLVE, remedy_key="restart")
    with refused(HelpTrouble.CLOSED):
        move(world, ticket, TicketMove.CLAIM, desk=JONAS)
    with refused(HelpTrouble.CLOSED):
        world.services.help_desk.pin(ticket.id, on=True, desk=FRONT)
    with refused(HelpTrouble.GONE):
        world.services.help_desk.move(uuid4(), TicketMove.CLAIM, desk=MEI)


def test_undo_takes_back_the_desks_own_move_and_never_another_helpers(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.CLAIM)
    move(world, ticket, TicketMove.HAND_BACK)
    move(world, ticket, TicketMove.CLAIM, desk=JONAS)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(MEI)
    assert kept(world, ticket).claimed_by == "Jonas"


def test_the_desk_sends_a_helper_without_a_phone_reports_for_them_and_can_undo_both(
    world: World, session: Session
) -> None:
    ticket = hand(world, session)
    for_mei = world.services.help_desk.move_for
    for_mei(ticket.id, TicketMove.CLAIM, helper="Mei", desk=FRONT)
    with refused(HelpTrouble.TAKEN) as told:
        move(world, ticket, TicketMove.CLAIM, desk=JONAS)
    assert told.value.facts["by"] == "Mei"
    for_mei(ticket.id, TicketMove.HAND_BACK, helper="Mei", desk=FRONT, tried=("new_terminal",))
    assert (kept(world, ticket).state, kept(world, ticket).tried) == (TicketState.HANDED_BACK, ("new_terminal",))
    world.services.undo.undo(FRONT)
    assert kept(world, ticket).claimed_by == "Mei"
    world.services.undo.undo(FRONT)
    assert kept(world, ticket).state is TicketState.OPEN


def test_a_visit_can_be_written_down_for_a_helper(world: World, session: Session) -> None:
    wanted = Hand(session.id, world.people["Aiko"].id, "install", RaisedBy.SUGGESTION)
    ticket = world.services.help_desk.visit(wanted, desk=FRONT, helper="Mei")
    assert ticket.claimed_by == "Mei"
    world.services.undo.undo(FRONT)
    assert world.services.floor.room(session.id).tickets == []


def test_undoing_the_claim_of_somebody_elses_expired_one_gives_it_back_as_it_was(
    world: World, session: Session
) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.CLAIM)
    before = kept(world, ticket)
    world.clock.forward(12)
    move(world, ticket, TicketMove.CLAIM, desk=JONAS)
    world.services.undo.undo(JONAS)
    assert kept(world, ticket) == before
    assert move(world, ticket, TicketMove.SOLVE).state is TicketState.SOLVED  # Mei was there for twelve minutes


def test_undoing_solved_restores_what_was_tried_and_the_remedy(world: World, session: Session) -> None:
    ticket = hand(world, session, tried=("wait",))
    move(world, ticket, TicketMove.CLAIM)
    before = kept(world, ticket)
    move(world, ticket, TicketMove.SOLVE, remedy_key="restart", tried=("again",))
    world.services.undo.undo(MEI)
    assert kept(world, ticket) == before


def test_undoing_solved_is_refused_once_they_have_asked_again(world: World, session: Session) -> None:
    first = hand(world, session)
    move(world, first, TicketMove.SOLVE)
    second = hand(world, session)
    assert second.id != first.id
    with refused(HelpTrouble.ALREADY_ASKED):
        world.services.undo.undo(MEI)
    world.services.undo.undo(DOOR)
    world.services.undo.undo(MEI)
    assert kept(world, first).state is TicketState.OPEN
    with refused(HelpTrouble.ALREADY_ASKED):
        world.services.undo.redo(DOOR)


def test_undoing_solved_after_the_end_would_leave_somebody_waiting_alone(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.SOLVE)
    world.services.sessions.enter(session.id, Phase.ENDED, desk=FRONT)
    with refused(SessionTrouble.PHASE_BACKWARDS):
        world.services.undo.undo(MEI)


def test_a_hand_that_a_helper_has_gone_to_is_not_undone_under_them(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.CLAIM)
    with refused(UndoTrouble.IN_THE_WAY):
        world.services.undo.undo(DOOR)
    assert kept(world, ticket).claimed_by == "Mei"


def test_redoing_a_claim_names_who_came_meanwhile(world: World, session: Session) -> None:
    ticket = hand(world, session)
    move(world, ticket, TicketMove.CLAIM)
    world.services.undo.undo(MEI)
    move(world, ticket, TicketMove.CLAIM, desk=JONAS)
    with refused(HelpTrouble.TAKEN) as told:
        world.services.undo.redo(MEI)
    assert told.value.facts["by"] == "Jonas"


def test_the_end_closes_what_is_left_with_a_reason_and_its_undo_opens_it_again(world: World, session: Session) -> None:
    open_, claimed = hand(world, session), hand(world, session, "Bo")
    come_in(world, session, "Nia", "Sam", "Kim")
    parked, solved, ours = (hand(world, session, name) for name in ("Nia", "Sam", "Kim"))
    move(world, claimed, TicketMove.CLAIM)
    move(world, parked, TicketMove.PARK)
    move(world, solved, TicketMove.SOLVE)
    move(world, ours, TicketMove.WITHDRAW)
    ours = visit(world, session, "Kim", desk=JONAS)
    before = standing(world)
    world.clock.forward(12)  # both claims have run out by now
    written = lines(world)
    world.services.sessions.enter(session.id, Phase.ENDED, desk=FRONT)
    assert lines(world) == written + 1
    reasons = {one.id: one.left_over for one in world.services.floor.room(session.id).tickets}
    assert reasons[open_.id] is reasons[claimed.id] is reasons[parked.id] is LeftOver.SESSION_ENDED
    assert reasons[ours.id] is LeftOver.HELPED_UNRECORDED
    assert reasons[solved.id] is None
    world.services.undo.undo(FRONT)
    assert standing(world) == before


def test_going_on_after_the_end_lets_those_wait_again_whom_the_end_sent_home(world: World, session: Session) -> None:
    ticket = hand(world, session)
    came = next(one for one in world.services.attendance.sheet(session.id).arrived if one.attendee.name == "Bo Larsen")
    bo = hand(world, session, "Bo")
    world.services.attendance.leave(came.check_in.id, desk=FRONT)
    world.clock.forward(1)
    world.services.sessions.enter(session.id, Phase.ENDED, desk=FRONT)
    world.clock.forward(1)
    world.services.sessions.enter(session.id, Phase.HANDS_ON, desk=FRONT)
    assert waiting(world, session) == [world.people["Aiko"].id]
    assert kept(world, ticket).left_over is None
    assert kept(world, bo).left_over is LeftOver.WENT_HOME


def test_who_leaves_takes_the_wish_for_help_along_and_may_be_brought_back(world: World, session: Session) -> None:
    ticket = hand(world, session)
    came = next(one for one in world.services.attendance.sheet(session.id).arrived if one.attendee.name != "Bo Larsen")
    before = standing(world)
    world.services.attendance.leave(came.check_in.id, desk=FRONT)
    assert kept(world, ticket).left_over is LeftOver.WENT_HOME
    assert waiting(world, session) == []
    world.services.undo.undo(FRONT)
    assert standing(world) == before


def test_a_hand_whose_check_in_is_undone_waits_for_nobody_and_is_there_again_with_them(
    world: World, session: Session
) -> None:
    hand(world, session, "Bo")
    world.services.undo.undo(FRONT)  # Bo came last
    assert waiting(world, session) == []
    world.services.undo.redo(FRONT)
    assert waiting(world, session) == [world.people["Bo"].id]


def test_left_over_for_a_reason_of_its_own(world: World, session: Session) -> None:
    ticket = hand(world, session)
    left = move(world, ticket, TicketMove.LEAVE_OVER, left_over=LeftOver.NEXT_CLINIC)
    assert (left.state, left.left_over) == (TicketState.LEFT_OVER, LeftOver.NEXT_CLINIC)
