"""One person's own floor: the same as the desk sees of them, and nothing of anybody else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.services.phone_rooms import here, who
from tests.services.rollouts import STEPS, checklist, come_in
from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.attendee import PeopleTrouble
from trainer_app.domain.changes import Desk
from trainer_app.domain.completion import CompletionTrouble, Moment
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import Nudge, NudgeAnswer
from trainer_app.domain.help import TicketMove
from trainer_app.domain.phone import ExitTicket
from trainer_app.domain.session import Phase, SessionKind, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.help_desk import Hand
from trainer_app.services.phone_floor import MyFloor

NAMES = tuple(f"Person{number}" for number in range(12))
HELPER = Desk("Mei", "phone 1a2b")


@pytest.fixture
def room(world: World) -> World:
    """A dozen people in hands-on, and Aiko and Bo at home."""
    world.services.checklists.use(checklist(), desk=DOOR)
    world.sessions["Hands-on 1"] = world.session("Hands-on with four steps", days=1)
    come_in(world, world.sessions["Hands-on 1"], *NAMES)
    world.services.sessions.enter(here(world), Phase.HANDS_ON, desk=DOOR)
    return world


def look(world: World, name: str = "Person0") -> MyFloor:
    return world.services.phone_floor.look(here(world), who(world, name))


def tick(world: World, name: str, step: str) -> None:
    world.services.floor.mark(here(world), who(world, name), step, desk=FRONT)


def hand(world: World, name: str) -> None:
    world.services.help_desk.ask(Hand(here(world), who(world, name)), desk=FRONT)


def ticket_of(world: World, name: str) -> object:
    live = [one for one in world.services.floor.room(here(world)).tickets if one.closed_at is None]
    return next(one.id for one in live if one.attendee_id == who(world, name))


def reached(value: object) -> Iterator[object]:
    """Yield every plain value that can be got at from here."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from reached(getattr(value, one.name))
    elif isinstance(value, dict):
        for pair in value.items():
            yield from reached(pair)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from reached(one)
    else:
        yield value


def something_happens(world: World, dice: random.Random) -> None:
    """Let somebody do something of what people do in a room; what cannot be is refused as ever."""
    name, step = dice.choice(NAMES), dice.choice(STEPS[:-1])
    desk, room = world.services.help_desk, world.services.floor.room(here(world))
    tickets = [one for one in room.tickets if one.closed_at is None]
    act = dice.choice(("ask", "ask", "visit", "move", "move", "move", "pin", "tick", "undo"))
    if act == "ask":
        desk.ask(Hand(here(world), who(world, name), step), desk=FRONT)
    elif act == "visit":
        desk.visit(Hand(here(world), who(world, name)), desk=HELPER)
    elif act == "tick":
        tick(world, name, step)
    elif act == "undo":
        world.services.undo.undo(FRONT)
    elif tickets:
        chosen = dice.choice(tickets).id
        if act == "pin":
            desk.pin(chosen, on=dice.random() < 0.5, desk=FRONT)
        else:
            desk.move(chosen, dice.choice((*TicketMove, TicketMove.CLAIM, TicketMove.HAND_BACK)), desk=HELPER)


@pytest.mark.parametrize("seed", range(3))
def test_everybodys_place_is_the_one_the_desk_sees(room: World, seed: int) -> None:
    dice, waited = random.Random(seed), 0
    for name in dice.sample(NAMES, 5):
        hand(room, name)
    for _ in range(20):
        room.clock.forward(dice.choice((0, 0.4, 2.5, 7)))
        try:
            something_happens(room, dice)
        except Refused:
            continue
        seen = room.services.floor.look(here(room)).floor.signals
        order = [one.who.attendee_id for one in seen.hands]
        waited = max(waited, len(order))
        for name in NAMES:
            mine, person = look(room, name), who(room, name)
            place = order.index(person) + 1 if person in order else None
            shown = [one.ticket_id for one in (*seen.hands, *seen.being_helped, *seen.held)]
            assert mine.place == place
            assert mine.ticket is None or mine.ticket.id in shown
    assert waited >= 3


def test_a_hand_of_somebody_whose_check_in_was_undone_is_before_nobody(room: World) -> None:
    for name in ("Person1", "Person0"):
        hand(room, name)
        room.clock.forward(1)
    assert look(room).place == 2
    arrived = room.services.attendance.sheet(here(room)).arrived
    gone = next(one.check_in.id for one in arrived if one.attendee.id == who(room, "Person1"))
    line = next(one.line for one in room.services.undo.trail() if one.line.deed.subject_id == gone and one.reversible)
    room.services.undo.undo(FRONT, cursor=line.cursor)
    assert look(room).place == 1
    assert len(room.services.floor.look(here(room)).floor.signals.hands) == 1
    assert look(room, "Person1").came is None


def test_nothing_of_anybody_else_can_be_got_at(room: World) -> None:
    for name in NAMES:
        tick(room, name, "terminal")
        room.services.floor.nudge(here(room), who(room, name), "install", desk=DOOR)
        hand(room, name)
        room.services.completions.say_confidence(here(room), who(room, name), Moment.BEFORE, value=3, desk=FRONT)
        said = ExitTicket(f"{name} next", f"{name} in the way")
        room.services.phone_floor.leave_ticket(here(room), who(room, name), said, desk=FRONT)
        room.services.floor.mark(here(room), who(room, name), "first_change", desk=HELPER)
    values = list(reached(look(room, "Person3")))
    mine = room.people["Person3"]
    assert {mine.id, mine.name, "Person3 next"} <= set(values)
    for other in room.people.values():
        if other.id != mine.id:
            told = [str(value) for value in values]
            assert not any(str(other.id) in one or other.name in one for one in told)
            assert f"{other.name.split()[0]} next" not in told
    own = {f"{name} next" for name in NAMES} & {value for value in values if isinstance(value, str)}
    assert own == {"Person3 next"}


def test_what_somebody_sees_of_their_steps_is_what_the_desk_sees(room: World) -> None:
    room.clock.forward(3)
    tick(room, "Person0", "terminal")
    hand(room, "Person0")
    room.services.help_desk.move(ticket_of(room, "Person0"), TicketMove.CLAIM, desk=HELPER)
    room.clock.forward(4)
    room.services.help_desk.move(ticket_of(room, "Person0"), TicketMove.SOLVE, desk=HELPER)
    room.clock.forward(2)
    mine = look(room)
    view = room.services.floor.look(here(room))
    dot = next(one for one in view.room.people if one.attendee_id == who(room, "Person0"))
    assert (mine.came, mine.journey.current, mine.ticket) == (dot, "install", None)
    assert mine.journey.elapsed == pytest.approx(2)  # the clock stands still while somebody helps
    assert [step.key for step in mine.checklist.steps] == list(STEPS)
    assert mine.cursor == room.services.context.store.cursor()


def test_a_question_is_shown_until_it_is_answered(room: World) -> None:
    room.services.floor.nudge(here(room), who(room, "Person0"), "terminal", desk=DOOR)
    asked = look(room).nudge
    assert isinstance(asked, Nudge)
    assert look(room, "Person1").nudge is None
    room.services.floor.answer_nudge(here(room), asked, answer=NudgeAnswer.NEARLY, desk=FRONT)
    assert look(room).nudge is None


def test_a_question_about_a_step_that_is_behind_them_is_not_shown(room: World) -> None:
    room.services.floor.nudge(here(room), who(room, "Person0"), "terminal", desk=DOOR)
    tick(room, "Person0", "terminal")
    assert look(room).nudge is None


def test_a_fix_is_shown_to_those_who_were_on_its_step(room: World) -> None:
    room.clock.forward(5)
    tick(room, "Person1", "terminal")
    room.clock.forward(1)
    room.services.floor.show_fix(here(room), "terminal", desk=FRONT)
    room.services.floor.show_fix(here(room), "sign_in", desk=FRONT)
    assert (look(room).fix, look(room, "Person1").fix) == ("terminal", None)
    room.clock.forward(1)
    tick(room, "Person0", "terminal")
    tick(room, "Person1", "install")
    assert (look(room).fix, look(room, "Person1").fix) == (None, None)  # that was before they came there


def test_somebody_who_is_not_in_yet_sees_the_session_and_themselves(room: World) -> None:
    mine = look(room, "Aiko")
    assert (mine.person.name, mine.session.id) == ("Aiko Tanaka", here(room))
    assert (mine.came, mine.check_in, mine.checklist, mine.journey, mine.place) == (None,) * 5
    with refused(PeopleTrouble.GONE):
        room.services.phone_floor.look(here(room), uuid4())
    with refused(SessionTrouble.GONE):
        room.services.phone_floor.look(uuid4(), who(room, "Aiko"))


def test_an_awareness_session_has_no_steps_and_its_words_on_the_way_out(world: World) -> None:
    session = world.session("Talk", kind=SessionKind.AWARENESS, days=1)
    come_in(world, session, "Aiko")
    said = ExitTicket("tests")
    world.services.phone_floor.leave_ticket(session.id, who(world, "Aiko"), said, desk=FRONT)
    mine = world.services.phone_floor.look(session.id, who(world, "Aiko"))
    assert (mine.checklist, mine.journey, mine.exit_ticket) == (None, None, said)


def test_words_on_the_way_out_are_tidied_written_over_and_taken_back(room: World) -> None:
    leave = room.services.phone_floor.leave_ticket
    person, before = who(room, "Person0"), room.services.context.store.cursor()
    leave(here(room), person, ExitTicket("  ", None), desk=FRONT)
    assert room.services.context.store.cursor() == before
    leave(here(room), person, ExitTicket(" the\nweekly  report ", "x" * 900), desk=FRONT)
    first = look(room).exit_ticket
    assert first == ExitTicket("the weekly report", "x" * 400)
    leave(here(room), person, first, desk=FRONT)
    leave(here(room), person, ExitTicket("tests"), desk=FRONT)
    assert room.services.context.store.cursor() == before + 2
    room.services.undo.undo(FRONT)
    assert look(room).exit_ticket == first
    room.services.undo.undo(FRONT)
    assert look(room).exit_ticket is None
    room.services.undo.redo(FRONT)
    assert look(room).exit_ticket == first


def test_taking_words_back_does_not_take_what_was_written_since(room: World) -> None:
    leave = room.services.phone_floor.leave_ticket
    leave(here(room), who(room, "Person0"), ExitTicket("tests"), desk=FRONT)
    leave(here(room), who(room, "Person0"), ExitTicket("logs"), desk=DOOR)
    with refused(UndoTrouble.IN_THE_WAY):
        room.services.undo.undo(FRONT)
    assert look(room).exit_ticket == ExitTicket("logs")


def test_only_somebody_who_is_in_the_session_leaves_words(room: World) -> None:
    leave = room.services.phone_floor.leave_ticket
    with refused(CompletionTrouble.NOT_IN_ROOM):
        leave(here(room), who(room, "Aiko"), ExitTicket("tests"), desk=FRONT)
    with refused(SessionTrouble.GONE):
        leave(uuid4(), who(room, "Person0"), ExitTicket("tests"), desk=FRONT)


def test_words_follow_a_check_in_to_another_session_and_back(room: World) -> None:
    other = room.session("Hands-on 3", days=2)
    room.services.phone_floor.leave_ticket(here(room), who(room, "Person0"), ExitTicket("tests"), desk=DOOR)
    arrived = room.services.attendance.sheet(here(room)).arrived
    chosen = next(one.check_in.id for one in arrived if one.attendee.id == who(room, "Person0"))
    room.services.attendance.move([chosen], to=other.id, desk=FRONT)
    there = room.services.phone_floor.look(other.id, who(room, "Person0"))
    assert (there.exit_ticket, look(room).exit_ticket) == (ExitTicket("tests"), None)
    room.services.undo.undo(FRONT)
    assert look(room).exit_ticket == ExitTicket("tests")


def test_a_claim_nobody_renewed_is_ready_again_and_has_its_place(room: World) -> None:
    hand(room, "Person0")
    room.services.help_desk.move(ticket_of(room, "Person0"), TicketMove.CLAIM, desk=HELPER)
    assert look(room).place is None
    room.clock.at += timedelta(minutes=10)
    assert look(room).place == 1


def test_somebody_renamed_since_is_shown_as_they_are_now(room: World) -> None:
    changed = replace(room.people["Person0"], name="Una Moreau")
    room.services.people.change(changed, desk=FRONT)
    assert look(room).person.name == "Una Moreau"
