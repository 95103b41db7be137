"""A group that shares one trouble is taken by one helper, and a ticket is found in its own session alone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.services.rollouts import checklist, come_in, lines
from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.changes import Desk
from trainer_app.domain.help import HelpTicket, HelpTrouble, TicketMove, TicketState
from trainer_app.domain.session import Phase, Session
from trainer_app.services.help_desk import Hand

MEI, JONAS = Desk("Mei", "phone"), Desk("Jonas", "phone")


@pytest.fixture
def session(world: World) -> Session:
    """A hands-on session with a small checklist and five people in the room."""
    world.services.checklists.use(checklist(), desk=FRONT)
    made = world.session("Hands-on 2", days=1, phase=Phase.HANDS_ON)
    come_in(world, made, "Aiko", "Bo", "Cleo", "Dai", "Eve")
    return made


def hand(world: World, session: Session, name: str, error: str | None = None) -> HelpTicket:
    said = Hand(session.id, world.people[name].id, "install", error_key=error)
    return world.services.help_desk.ask(said, desk=DOOR)


def kept(world: World, ticket: HelpTicket) -> HelpTicket:
    return world.services.help_desk.of_session(ticket.session_id, ticket.id)


def test_a_group_is_taken_in_one_step_and_each_of_it_is_a_move_of_its_own(world: World, session: Session) -> None:
    desk = world.services.help_desk
    lost, held, free, parked = (hand(world, session, name) for name in ("Aiko", "Bo", "Cleo", "Dai"))
    other = hand(world, session, "Eve", "disk_full")
    desk.move(lost.id, TicketMove.CLAIM, desk=JONAS)
    world.clock.forward(11)  # nobody heard of Jonas again
    desk.move(held.id, TicketMove.CLAIM, desk=JONAS)
    desk.move(parked.id, TicketMove.PARK, desk=JONAS)
    before = lines(world)
    taken = desk.take_all(session.id, "install", error_key=None, desk=MEI)
    assert {one.id for one in taken} == {lost.id, free.id}
    assert [kept(world, one).claimed_by for one in (lost, free, held)] == ["Mei", "Mei", "Jonas"]
    assert [kept(world, one).state for one in (parked, other)] == [TicketState.PARKED, TicketState.OPEN]
    assert lines(world) == before + 2
    assert desk.take_all(session.id, "install", error_key=None, desk=JONAS) == []


def test_a_ticket_is_found_in_its_own_session_alone(world: World, session: Session) -> None:
    ticket = hand(world, session, "Aiko")
    assert kept(world, ticket) == ticket
    for elsewhere, wanted in ((uuid4(), ticket.id), (session.id, uuid4())):
        with refused(HelpTrouble.GONE):
            world.services.help_desk.of_session(elsewhere, wanted)
