"""What holds in every room, whatever people did."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.a_room import ARoom, at, done, moved, person, phases, skipped, steps, ticket
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import FixShown, FloorSignals, NudgeAnswer
from trainer_app.domain.help import LIVE, HelpTicket, RaisedBy, TicketMove, TicketState, settled
from trainer_app.domain.session import Phase

KEYS = "abcd"
minute = st.integers(0, 120).map(lambda half: half / 2)
MOVES = [
    TicketMove.CLAIM,
    TicketMove.SOLVE,
    TicketMove.HAND_BACK,
    TicketMove.PARK,
    TicketMove.CANT_FIND,
    TicketMove.ANSWER,
]


@st.composite
def tickets(draw: st.DrawFn, number: int, who: int) -> HelpTicket:
    one = ticket(
        number,
        who,
        draw(minute),
        draw(st.sampled_from(KEYS)),
        raised_by=draw(st.sampled_from(RaisedBy)),
        pinned=draw(st.booleans()),
    )
    now = 0.0
    for move in draw(st.lists(st.sampled_from(MOVES), max_size=4)):
        now += draw(st.integers(0, 14))
        try:
            one = moved(one, (move, now, draw(st.sampled_from(["Mei", "Jun"]))))
        except Refused:
            break
    return one


@st.composite
def rooms(draw: st.DrawFn) -> ARoom:
    room = ARoom(steps=steps(3, 5, 2, 6))
    turns = draw(st.lists(st.sampled_from([Phase.TALK, Phase.BREAK, Phase.HANDS_ON]), max_size=3))
    room.changes = phases((Phase.HANDS_ON, 0), *((phase, 15.0 * (i + 1)) for i, phase in enumerate(turns)))
    for number in range(draw(st.integers(0, 8))):
        ticks = sorted(draw(st.lists(minute, max_size=4)))
        how = done if draw(st.booleans()) else skipped
        room.comes(number, *(how(KEYS[i], tick) for i, tick in enumerate(ticks)), phone=draw(st.booleans()))
        if draw(st.booleans()):
            room.people[-1] = person(number, draw(minute), phone=draw(st.booleans()), left=draw(st.none() | minute))
        room.tickets += [draw(tickets(10 * number + i, number)) for i in range(draw(st.integers(0, 2)))]
        if draw(st.booleans()):
            asked = draw(minute)
            answer = draw(st.none() | st.tuples(st.sampled_from(NudgeAnswer), st.just(asked + 1)))
            room.asked(number, draw(st.sampled_from(KEYS)), asked, answer)
    room.fixes = [FixShown(draw(st.sampled_from(KEYS)), at(draw(minute))) for _ in range(draw(st.integers(0, 2)))]
    return room


def everybody_named(signals: FloorSignals) -> list[UUID]:
    cards = [*signals.hands, *signals.held, *signals.being_helped, *signals.not_started, *signals.say_hello]
    suppressed = [one for alarm in signals.step_alarms for one in alarm.suggestions]
    return [card.who.attendee_id for card in cards] + [
        one.card.who.attendee_id for one in (*signals.suggestions, *suppressed)
    ]


@given(rooms(), minute)
@settings(max_examples=80)
def test_nobody_stands_in_two_lists_and_a_hand_goes_before_what_the_clock_says(room: ARoom, now: float) -> None:
    signals = room.signals(60 + now)
    counted = Counter(everybody_named(signals))
    assert not [who for who, times in counted.items() if times > 1]
    listed = {card.who.attendee_id for card in (*signals.hands, *signals.held, *signals.being_helped)}
    assert listed == {one.attendee_id for one in room.tickets if settled(one, at(60 + now)).state in LIVE}
    assert not listed & {card.who.attendee_id for card in signals.nudges_due}
    pins = [card.pinned for card in signals.hands]
    assert pins == sorted(pins, reverse=True)


@given(rooms())
@settings(max_examples=40)
def test_outside_hands_on_the_clock_points_at_nobody(room: ARoom) -> None:
    room.changes += phases((Phase.BREAK, 69))
    signals = room.signals(70)
    assert [signals.suggestions, signals.not_started, signals.say_hello, signals.nudges_due] == [()] * 4


@given(rooms(), minute)
@settings(max_examples=40)
def test_while_nothing_happens_finished_steps_keep_their_minutes_and_the_current_one_grows(
    room: ARoom, later: float
) -> None:
    room.tickets = [one for one in room.tickets if one.state is not TicketState.CLAIMED]
    before, after = room.floor(60).journeys, room.floor(60 + later).journeys
    assert all(after[who].minutes == walked.minutes for who, walked in before.items())
    assert all(after[who].elapsed >= walked.elapsed for who, walked in before.items())
