"""Who is pointed at, who is left alone, and when the step is pointed at instead."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.domain.a_room import ARoom, a_step, at, done, moved, person, phases, steps, ticket
from trainer_app.domain.floor import FixShown, FloorSignals, NudgeAnswer, StepAlarmReason, SuggestionReason
from trainer_app.domain.help import RaisedBy, TicketMove, TicketState
from trainer_app.domain.help_queue import EscalationReason
from trainer_app.domain.session import Phase

CLAIM, SOLVE = TicketMove.CLAIM, TicketMove.SOLVE
NEARLY, WAITING, STUCK, DONE = NudgeAnswer.NEARLY, NudgeAnswer.WAITING, NudgeAnswer.STUCK, NudgeAnswer.DONE


def one_late(*, phone: bool = True) -> ARoom:
    """Return a room in which P1 is on step b since minute 5; their watch is near minute 11, their alarm near 20."""
    return ARoom().comes(1, done("a", 5), phone=phone)


def named(signals: FloorSignals) -> list[int]:
    """Return everybody some list sends a helper to, as often as it does; the suggestions of step alarms included."""
    cards = [*signals.hands, *signals.held, *signals.not_started, *signals.say_hello]
    single = [one.card for one in signals.suggestions]
    suppressed = [one.card for alarm in signals.step_alarms for one in alarm.suggestions]
    return [card.who.attendee_id.int for card in (*cards, *single, *suppressed)]


def reason(room: ARoom, minute: float) -> SuggestionReason | None:
    found = room.signals(minute).suggestions
    return found[0].reason if found else None


def test_nobody_is_pointed_at_in_the_usual_time() -> None:
    signals = one_late().signals(10)
    assert not signals.suggestions
    assert not signals.nudges_due


def test_past_watch_the_phone_is_asked_first_and_once() -> None:
    room = one_late()
    assert (room.nudged(13), room.suggested(13)) == ([1], [])
    assert room.asked(1, "b", 13).nudged(13.5) == []


def test_no_answer_in_ninety_seconds_is_a_suggestion() -> None:
    room = one_late().asked(1, "b", 13)
    assert reason(room, 14.4) is None
    assert reason(room, 14.5) is SuggestionReason.NO_ANSWER


def test_without_a_phone_it_is_a_suggestion_at_once() -> None:
    room = one_late(phone=False)
    assert reason(room, 13) is SuggestionReason.NO_PHONE
    assert room.nudged(13) == []


def test_a_suggestion_says_why_in_numbers() -> None:
    [found] = one_late(phone=False).signals(13).suggestions
    card = found.card
    assert (card.who.name, card.step_key, card.step_title) == ("P1", "b", "Step b")
    assert card.minutes == 8
    assert card.usual == pytest.approx(5 * 1.17)  # the author's minutes, moved up by the one still on it
    assert card.watch < card.minutes < card.alarm


def test_nearly_buys_four_minutes_or_half_the_usual_time() -> None:
    room = one_late().asked(1, "b", 13, (NEARLY, 13.5))
    assert reason(room, 17.4) is None
    assert reason(room, 17.5) is SuggestionReason.SAID_NEARLY
    long_steps = ARoom(steps=steps(5, 20)).comes(1, done("a", 5), phone=True).asked(1, "b", 38, (NEARLY, 39))
    assert reason(long_steps, 48) is None
    assert reason(long_steps, 56) is SuggestionReason.SAID_NEARLY


def quick_room() -> ARoom:
    """Return a room where everybody else took 5 minutes for step b: P1's alarm is 10.95 minutes after minute 5."""
    room = one_late()
    for number in range(2, 14):
        room.comes(number, done("a", 5), done("b", 10), done("c", 11))
    return room


def test_past_alarm_nearly_does_not_help_any_more() -> None:
    room = quick_room().asked(1, "b", 13, (NEARLY, 14))
    assert reason(room, 15.9) is None
    assert reason(room, 16) is SuggestionReason.PAST_ALARM


def test_waiting_for_a_download_is_believed_longer_and_past_alarm_too() -> None:
    room = quick_room().asked(1, "b", 13, (WAITING, 14))
    assert reason(room, 19.9) is None
    assert reason(room, 20) is SuggestionReason.SAID_WAITING


def test_who_answered_stuck_is_in_the_queue_and_nowhere_else() -> None:
    room = one_late().asked(1, "b", 13, (STUCK, 13.5))
    room.tickets = [ticket(1, 1, 13.5, "b", raised_by=RaisedBy.NUDGE)]
    signals = room.signals(20)
    assert [card.who.attendee_id.int for card in signals.hands] == [1]
    assert not signals.suggestions


def test_who_was_helped_is_left_alone_for_six_minutes_and_then_looked_at_again() -> None:
    room = one_late().asked(1, "b", 13, (STUCK, 13.5))
    room.tickets = [moved(ticket(1, 1, 13.5, "b"), (CLAIM, 14, "Mei"), (SOLVE, 16, "Mei"))]
    assert reason(room, 21.9) is None
    assert reason(room, 22) is SuggestionReason.STILL_ON_IT


def test_a_hand_taken_down_is_taken_at_its_word_for_six_minutes() -> None:
    room = one_late(phone=False)
    room.tickets = [moved(ticket(1, 1, 12, "b"), (TicketMove.WITHDRAW, 14, "phone"))]
    assert room.suggested(19.9) == []
    assert room.suggested(20) == [1]


def test_the_time_of_help_does_not_count_as_time_on_the_step() -> None:
    room = one_late(phone=False)
    room.tickets = [moved(ticket(1, 1, 6, "b"), (CLAIM, 6, "Mei"), (SOLVE, 10, "Mei"))]
    assert room.floor(13).journeys[UUID(int=1)].elapsed == 4


def test_a_break_asks_and_suggests_nothing_and_afterwards_nobody_is_late_for_it() -> None:
    room = one_late(phone=False)
    room.changes = phases((Phase.HANDS_ON, 0), (Phase.BREAK, 10), (Phase.HANDS_ON, 40))
    assert room.suggested(39) == []
    assert room.suggested(40.5) == []
    assert room.suggested(43) == [1]


def test_in_a_break_a_hand_stays_and_the_clock_is_silent() -> None:
    room = one_late(phone=False).comes(2)
    room.changes = phases((Phase.HANDS_ON, 0), (Phase.BREAK, 30))
    room.tickets = [ticket(1, 2, 25)]
    floor = room.floor(35)
    assert not floor.running
    assert [card.who.attendee_id.int for card in floor.signals.hands] == [2]
    assert not floor.signals.suggestions
    assert not floor.signals.nudges_due


def test_a_claimed_person_is_in_no_other_list() -> None:
    room = one_late(phone=False)
    room.tickets = [
        ticket(1, 1, 12, "b"),
        moved(ticket(2, 1, 20, "b"), (CLAIM, 38, "Mei")),
    ]
    signals = room.signals(40)
    assert [(card.by, card.since) for card in signals.being_helped] == [("Mei", 2)]
    assert named(signals) == []
    assert not signals.nudges_due


def test_a_claim_that_ran_out_is_a_hand_again() -> None:
    room = one_late()
    room.tickets = [moved(ticket(1, 1, 12, "b"), (CLAIM, 13, "Mei"))]
    [card] = room.signals(24).hands
    assert (card.state, card.waited, card.first_help) == (TicketState.OPEN, 2, False)


def test_parked_and_sought_people_wait_apart() -> None:
    room = one_late().comes(2)
    room.tickets = [
        moved(ticket(1, 1, 5), (TicketMove.PARK, 6, "desk")),
        moved(ticket(2, 2, 4), (CLAIM, 5, "Mei"), (TicketMove.CANT_FIND, 6, "Mei")),
    ]
    signals = room.signals(9)
    assert [(card.who.name, card.state, card.since) for card in signals.held] == [
        ("P2", TicketState.CANT_FIND, 3),
        ("P1", TicketState.PARKED, 3),
    ]
    assert not signals.hands


def test_an_escalated_hand_shows_what_was_tried_before() -> None:
    room = one_late()
    first = moved(
        ticket(1, 1, 6, "b", error_key="ssl", tried=("proxy",)), (CLAIM, 6, "M"), (SOLVE, 8, "M"), remedy_key="store"
    )
    room.tickets = [first, ticket(2, 1, 12, "b", error_key="ssl")]
    [card] = room.signals(13).escalations
    assert (card.escalation, card.tried) == (EscalationReason.SAME_ERROR, ("proxy", "store"))
    assert room.signals(13).hands == (card,)


def test_a_hand_card_has_what_a_helper_needs() -> None:
    room = one_late()
    room.tickets = [ticket(1, 1, 9, "b", error_text="localhost refused", pinned=True)]
    [card] = room.signals(12.5).hands
    assert (card.who.name, card.step_title, card.step_minutes, card.waited) == ("P1", "Step b", 7.5, 3.5)
    assert (card.error_text, card.pinned, card.first_help, card.escalation) == ("localhost refused", True, True, None)


def test_a_ticket_of_somebody_whose_check_in_was_undone_is_left_out() -> None:
    room = one_late()
    room.tickets = [ticket(1, 7, 5)]
    assert not room.signals(10).hands


def test_not_started_while_half_the_room_has_ticked_the_first_step() -> None:
    room = ARoom().comes(1).comes(2, done("a", 3)).comes(3).comes(4, done("a", 4))
    assert room.signals(5).not_started == ()
    assert [(card.who.name, card.minutes) for card in room.signals(5.5).not_started] == [("P1", 5.5), ("P3", 5.5)]
    room.marks[UUID(int=4)] = []
    assert room.signals(5.5).not_started == ()


def test_who_came_late_gets_their_own_time_to_start() -> None:
    room = ARoom().comes(1, arrived=20).comes(2, done("a", 3))
    assert room.signals(24).not_started == ()
    assert len(room.signals(25.5).not_started) == 1


def test_who_has_not_started_is_not_suggested_as_well() -> None:
    room = ARoom().comes(1).comes(2, done("a", 3))
    signals = room.signals(30)
    assert len(signals.not_started) == 1
    assert UUID(int=1) not in {one.card.who.attendee_id for one in signals.suggestions}


def test_who_went_home_is_pointed_at_no_more() -> None:
    room = one_late(phone=False)
    assert room.suggested(30) == [1]
    room.people[0] = person(1, left=29)
    signals = room.signals(30)
    assert named(signals) == []


def held_up_room(stuck: int, through: int) -> ARoom:
    """Return a room with so many people without phones on step b since minute 5, the others past it at minute 10."""
    room = ARoom()
    for number in range(stuck):
        room.comes(number, done("a", 5))
    for number in range(stuck, stuck + through):
        room.comes(number, done("a", 5), done("b", 10), done("c", 11))
    return room


def test_three_held_up_of_twelve_are_the_steps_alarm_and_no_single_suggestions() -> None:
    room = held_up_room(3, 9)
    signals = room.signals(16)
    [alarm] = signals.step_alarms
    assert (alarm.step_key, alarm.reason) == ("b", StepAlarmReason.HELD_UP)
    assert (alarm.held_up, alarm.reached, alarm.working) == (3, 12, 3)
    assert not signals.suggestions
    assert len(alarm.suggestions) == 3


def test_three_of_thirteen_are_three_people_not_a_step() -> None:
    room = held_up_room(3, 10)
    assert not room.signals(16).step_alarms
    assert len(room.suggested(16)) == 3


def test_hands_and_suggestions_on_a_step_count_together_and_each_person_once() -> None:
    room = held_up_room(3, 9)
    room.tickets = [
        ticket(1, 0, 12, "b", error_key="ssl"),
        moved(ticket(2, 11, 9, "b"), (CLAIM, 9, "M"), (SOLVE, 9.5, "M")),
    ]
    [alarm] = room.signals(16).step_alarms
    assert (alarm.held_up, alarm.error_key) == (4, "ssl")
    assert [card.who.name for card in room.signals(16).hands] == ["P0"]


def test_a_hand_solved_more_than_ten_minutes_ago_counts_no_more() -> None:
    room = held_up_room(2, 6)
    room.tickets = [moved(ticket(1, 7, 6, "b"), (CLAIM, 6, "M"), (SOLVE, 7, "M"))]
    assert room.signals(15.9).step_alarms
    assert not room.signals(16.1).step_alarms


def test_a_hand_about_a_step_they_have_not_reached_does_not_count_for_it() -> None:
    room = held_up_room(2, 6).comes(20)
    room.tickets = [ticket(1, 20, 12, "b")]
    assert not room.signals(16).step_alarms


def test_a_visit_that_was_never_reported_on_gives_the_person_back_to_the_clock() -> None:
    room = one_late(phone=False)
    room.tickets = [moved(ticket(1, 1, 13, "b", raised_by=RaisedBy.SUGGESTION), (CLAIM, 13, "Mei"))]
    assert not room.signals(24).hands
    assert room.suggested(28.9) == []
    assert room.suggested(29) == [1]


def test_a_fix_shown_answers_the_alarm_and_then_only_new_trouble_counts() -> None:
    room = held_up_room(3, 9)
    room.tickets = [ticket(1, 0, 12, "b")]
    room.fixes = [FixShown("b", at(16))]
    assert not room.signals(17).step_alarms
    assert room.suggested(21.9) == []
    assert sorted(room.suggested(22)) == [1, 2]
    room.tickets = [ticket(1, 0, 17, "b")]
    assert len(room.signals(22).step_alarms) == 1


def test_a_fix_shown_before_they_came_to_the_step_buys_them_no_quiet() -> None:
    room = ARoom().comes(1, done("a", 12), phone=False)
    room.fixes = [FixShown("b", at(16))]
    assert room.suggested(21) == []
    room.fixes = [FixShown("b", at(11))]
    room.steps = steps(5, 1, 5)
    assert room.suggested(16) == [1]


def test_a_slow_step_is_an_alarm_with_five_observed() -> None:
    def slow(people: int) -> ARoom:
        room = ARoom().comes(0, done("a", 21))
        for number in range(1, people + 1):
            room.comes(number, done("a", 5), done("b", 20))
        return room

    [alarm] = slow(6).signals(22).step_alarms
    assert (alarm.step_key, alarm.reason) == ("b", StepAlarmReason.SLOW)
    assert alarm.usual > 1.8 * alarm.expected
    assert not slow(4).signals(22).step_alarms
    shown = slow(6)
    shown.fixes = [FixShown("b", at(21))]
    assert not shown.signals(22).step_alarms


def test_a_step_nobody_is_on_any_more_raises_no_alarm() -> None:
    room = ARoom()
    for number in range(6):
        room.comes(number, done("a", 5), done("b", 20), done("c", 21))
    assert not room.signals(22).step_alarms


def test_an_ended_session_has_no_alarms() -> None:
    room = held_up_room(3, 9)
    room.changes = phases((Phase.HANDS_ON, 0), (Phase.ENDED, 30))
    assert not room.signals(31).step_alarms


def test_nobody_spoke_to_them_for_25_minutes_of_hands_on_time() -> None:
    room = ARoom(changes=phases((Phase.HANDS_ON, 0), (Phase.BREAK, 20), (Phase.HANDS_ON, 40)))
    room.comes(1, done("a", 1), done("b", 2), done("c", 3)).comes(
        2, done("a", 1), done("b", 2), done("c", 3), arrived=4
    )
    assert room.signals(44).say_hello == ()
    assert [(card.who.name, card.minutes) for card in room.signals(45).say_hello] == [("P1", 25)]
    assert [card.who.name for card in room.signals(49).say_hello] == ["P1", "P2"]


def test_any_visit_counts_as_spoken_to() -> None:
    room = ARoom().comes(1, done("a", 1), done("b", 2), done("c", 3))
    hello = moved(ticket(1, 1, 26, None, raised_by=RaisedBy.SAY_HELLO), (CLAIM, 26, "Mei"), (SOLVE, 27, "Mei"))
    assert len(room.signals(26).say_hello) == 1
    room.tickets = [hello]
    assert room.signals(51).say_hello == ()
    assert len(room.signals(52).say_hello) == 1


def test_a_step_with_machine_wait_is_left_alone_for_longer() -> None:
    plan = (a_step("a", 1), a_step("b", 1, machine_wait=True))
    room = ARoom(steps=plan).comes(1, done("a", 1))
    assert room.suggested(6.9) == []
    assert room.suggested(7.1) == [1]


def test_an_empty_room_has_an_empty_floor() -> None:
    assert named(ARoom().signals(10)) == []
    assert not ARoom(steps=()).comes(1).signals(10).not_started


def test_a_session_that_has_not_begun_is_silent() -> None:
    room = one_late(phone=False)
    room.changes = []
    assert not room.floor(60).running
    assert room.suggested(60) == []


def test_an_answer_done_whose_tick_was_taken_back_is_looked_at_after_a_while() -> None:
    room = one_late().asked(1, "b", 13, (DONE, 13.5))
    assert reason(room, 17) is None
    assert reason(room, 17.5) is SuggestionReason.STILL_ON_IT
