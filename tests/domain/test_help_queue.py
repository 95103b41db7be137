from __future__ import annotations

from uuid import UUID

from tests.domain.a_room import moved, ticket
from trainer_app.domain.help import HelpTicket, RaisedBy, TicketMove
from trainer_app.domain.help_queue import (
    EscalationReason,
    earlier_tries,
    escalation,
    ever_helped,
    in_order,
    same_trouble,
)

CLAIM, SOLVE = TicketMove.CLAIM, TicketMove.SOLVE


def helped(number: int, who: int, minute: float, *, error: str | None = None, until: float | None = None) -> HelpTicket:
    end = minute + 3 if until is None else until
    return moved(ticket(number, who, minute, error_key=error), (CLAIM, minute + 1, "Mei"), (SOLVE, end, "Mei"))


def order(*tickets: HelpTicket, before: set[int] | None = None) -> list[int]:
    return [one.id.int for one in in_order(tickets, {UUID(int=who) for who in before or ()})]


def test_the_oldest_hand_comes_first() -> None:
    assert order(ticket(1, 1, 5), ticket(2, 2, 3), ticket(3, 3, 9)) == [2, 1, 3]


def test_who_was_never_helped_counts_as_three_minutes_older() -> None:
    assert order(ticket(1, 1, 5), ticket(2, 2, 7), before={1}) == [2, 1]
    assert order(ticket(1, 1, 5), ticket(2, 2, 9), before={1}) == [1, 2]


def test_the_facilitators_pin_beats_age() -> None:
    assert order(ticket(1, 1, 5), ticket(2, 2, 40, pinned=True)) == [2, 1]


def test_only_ready_tickets_are_in_the_queue_and_a_handed_back_one_keeps_its_place() -> None:
    back = moved(ticket(1, 1, 2), (CLAIM, 3, "Mei"), (TicketMove.HAND_BACK, 8, "Mei"))
    gone = moved(ticket(2, 2, 1), (CLAIM, 3, "Mei"))
    assert order(ticket(3, 3, 6), gone, back, before={1, 2, 3}) == [1, 3]


def test_ever_helped_counts_every_visit_also_one_handed_back() -> None:
    back = moved(ticket(1, 1, 2), (CLAIM, 3, "Mei"), (TicketMove.HAND_BACK, 8, "Mei"))
    assert ever_helped([back, ticket(2, 2, 0)]) == {UUID(int=1)}


def test_who_was_not_found_was_not_helped() -> None:
    sought = moved(ticket(1, 1, 2), (CLAIM, 3, "Mei"), (TicketMove.CANT_FIND, 4, "Mei"))
    assert ever_helped([sought]) == set()


def test_one_trouble_of_several_people_is_one_group() -> None:
    queue = [
        ticket(1, 1, 0, error_key="ssl"),
        ticket(2, 2, 1, error_key="path"),
        ticket(3, 3, 2, error_key="ssl"),
        ticket(4, 4, 3, "b", error_key="ssl"),
        ticket(5, 5, 4, None),
        ticket(6, 6, 5, None),
    ]
    [group] = same_trouble(queue)
    assert (group.step_key, group.error_key) == ("a", "ssl")
    assert [one.id.int for one in group.tickets] == [1, 3]


def escalated(again: HelpTicket, *before: HelpTicket) -> EscalationReason | None:
    return escalation(again, earlier_tries(again, [*before, again]))


def test_a_first_hand_is_not_escalated() -> None:
    assert escalated(ticket(1, 1, 0, error_key="ssl"), helped(2, 2, -3, error="ssl")) is None


def test_the_same_error_twice_on_a_step_is_escalated_however_long_ago() -> None:
    assert escalated(ticket(2, 1, 60, error_key="ssl"), helped(1, 1, 0, error="ssl")) is EscalationReason.SAME_ERROR


def test_a_second_hand_within_ten_minutes_of_the_first_help_is_escalated() -> None:
    first = helped(1, 1, 0, error="ssl", until=20)
    assert escalated(ticket(2, 1, 29, error_key="path"), first) is EscalationReason.SECOND_HAND
    assert escalated(ticket(2, 1, 31, error_key="path"), first) is None


def test_another_step_is_another_matter() -> None:
    assert escalated(ticket(2, 1, 5, "b", error_key="ssl"), helped(1, 1, 0, error="ssl")) is None


def test_a_hello_is_no_first_try() -> None:
    hello = moved(ticket(1, 1, 0, raised_by=RaisedBy.SAY_HELLO), (CLAIM, 0, "Mei"), (SOLVE, 1, "Mei"))
    assert escalated(ticket(2, 1, 5), hello) is None


def test_a_visit_of_ours_is_not_escalated_itself() -> None:
    assert escalated(ticket(2, 1, 5, raised_by=RaisedBy.SUGGESTION), helped(1, 1, 0)) is None


def test_tickets_without_a_step_are_no_tries_at_one() -> None:
    assert earlier_tries(ticket(2, 1, 5, None), [ticket(1, 1, 0, None)]) == []
