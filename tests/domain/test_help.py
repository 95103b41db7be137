from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.a_room import at, moved, ticket
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import (
    CLOSED,
    LIVE,
    HelpTicket,
    HelpTrouble,
    LeftOver,
    RaisedBy,
    TicketEvent,
    TicketMove,
    TicketState,
    after,
    close_left_overs,
    help_spans,
    pinned,
    settled,
    taken_back,
    waited,
)

CLAIM, SOLVE, ANSWER = TicketMove.CLAIM, TicketMove.SOLVE, TicketMove.ANSWER
HAND_BACK, CANT_FIND, PARK = TicketMove.HAND_BACK, TicketMove.CANT_FIND, TicketMove.PARK
WITHDRAW, LEAVE_OVER = TicketMove.WITHDRAW, TicketMove.LEAVE_OVER


def minutes_waited(one: HelpTicket, now: float) -> float:
    return waited(one, at(now)) / timedelta(minutes=1)


def minutes_helped(one: HelpTicket, now: float) -> float:
    return sum((end - begin) / timedelta(minutes=1) for begin, end in help_spans(one, at(now)))


def refused(one: HelpTicket, move: TicketMove, minute: float, by: str) -> Refused:
    with pytest.raises(Refused) as trouble:
        moved(one, (move, minute, by))
    return trouble.value


def test_open_claimed_solved() -> None:
    one = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"), (SOLVE, 6, "Mei"), remedy_key="other-browser")
    assert (one.state, one.remedy_key, one.closed_at) == (TicketState.SOLVED, "other-browser", at(6))
    assert (minutes_waited(one, 60), minutes_helped(one, 60)) == (2, 4)


def test_a_second_helper_is_told_who_is_there() -> None:
    trouble = refused(moved(ticket(1, 1, 0), (CLAIM, 2, "Mei")), CLAIM, 3, "Jun")
    assert trouble.code is HelpTrouble.TAKEN
    assert trouble.facts == {"by": "Mei", "since": at(2)}


def test_a_claim_runs_out_after_ten_minutes_and_waiting_goes_on() -> None:
    one = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"))
    assert settled(one, at(11.9)).state is TicketState.CLAIMED
    assert settled(one, at(12)).state is TicketState.OPEN
    assert (minutes_waited(one, 15), minutes_helped(one, 15)) == (5, 10)
    assert moved(one, (CLAIM, 15, "Jun")).claimed_by == "Jun"


def test_claiming_again_renews_the_claim_and_keeps_its_beginning() -> None:
    one = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"), (CLAIM, 9, "Mei"))
    assert settled(one, at(18)).state is TicketState.CLAIMED
    assert one.claimed_at == at(2)
    assert minutes_helped(one, 18) == 16


def test_who_reports_back_late_was_there_all_the_time() -> None:
    one = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"), (SOLVE, 15, "Mei"))
    assert (minutes_waited(one, 20), minutes_helped(one, 20)) == (2, 13)


def test_who_was_relieved_by_another_cannot_hand_that_ones_claim_back() -> None:
    one = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"), (CLAIM, 13, "Jun"))
    assert refused(one, HAND_BACK, 14, "Mei").code is HelpTrouble.TAKEN
    assert moved(one, (SOLVE, 14, "Mei")).state is TicketState.SOLVED


def test_handing_back_keeps_the_place_and_what_was_tried() -> None:
    one = moved(
        ticket(1, 1, 0, tried=("restart",)), (CLAIM, 2, "Mei"), (HAND_BACK, 5, "Mei"), tried=("restart", "proxy")
    )
    assert (one.state, one.opened_at, one.tried) == (TicketState.HANDED_BACK, at(0), ("restart", "proxy"))
    assert minutes_waited(one, 9) == 6


def test_somebody_not_found_waits_for_their_own_answer_not_for_us() -> None:
    sought = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"), (CANT_FIND, 3, "Mei"))
    assert minutes_waited(sought, 10) == 2
    back = moved(sought, (ANSWER, 10, "phone"))
    assert (back.state, back.opened_at) == (TicketState.OPEN, at(0))
    assert minutes_waited(back, 12) == 4


def test_a_walk_in_vain_is_no_help_even_when_the_claim_was_renewed() -> None:
    sought = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"), (CLAIM, 3, "Mei"), (CANT_FIND, 5, "Mei"))
    assert minutes_helped(sought, 10) == 0
    assert minutes_helped(moved(sought, (ANSWER, 6, "phone"), (CLAIM, 7, "Mei")), 9) == 2


def test_a_visit_of_our_own_that_nobody_reported_on_is_over_and_no_hand() -> None:
    visit = moved(ticket(1, 1, 0, raised_by=RaisedBy.SUGGESTION), (CLAIM, 0, "Mei"))
    over = settled(visit, at(10))
    assert (over.state, over.left_over, over.closed_at) == (
        TicketState.LEFT_OVER,
        LeftOver.HELPED_UNRECORDED,
        at(10),
    )
    assert moved(visit, (SOLVE, 12, "Mei")).state is TicketState.SOLVED
    assert close_left_overs([visit], at=at(60), by="desk") == [over]


def test_a_parked_ticket_waits_for_something_else() -> None:
    parked = moved(ticket(1, 1, 0), (PARK, 4, "desk"))
    assert minutes_waited(parked, 30) == 4
    assert moved(parked, (CLAIM, 30, "Mei")).state is TicketState.CLAIMED


def test_an_attendee_takes_a_hand_down_in_every_live_state() -> None:
    for path in ((), ((CLAIM, 1, "Mei"),), ((PARK, 1, "desk"),)):
        assert moved(ticket(1, 1, 0), *path, (WITHDRAW, 2, "phone")).state is TicketState.WITHDRAWN


def test_solved_without_a_claim_is_solved() -> None:
    one = moved(ticket(1, 1, 0), (SOLVE, 3, "desk"))
    assert (minutes_waited(one, 9), minutes_helped(one, 9)) == (3, 0)


@pytest.mark.parametrize(
    ("move", "code"),
    [(HAND_BACK, HelpTrouble.NOT_CLAIMED), (CANT_FIND, HelpTrouble.NOT_CLAIMED), (ANSWER, HelpTrouble.NOT_HELD)],
)
def test_what_an_open_ticket_refuses(move: TicketMove, code: HelpTrouble) -> None:
    assert refused(ticket(1, 1, 0), move, 1, "Mei").code is code


@pytest.mark.parametrize("move", list(TicketMove))
def test_a_closed_ticket_stays_closed(move: TicketMove) -> None:
    solved = moved(ticket(1, 1, 0), (SOLVE, 3, "desk"))
    assert refused(solved, move, 4, "desk").code is HelpTrouble.CLOSED


def test_undo_takes_back_a_wrong_tap_as_if_it_never_was() -> None:
    claimed = moved(ticket(1, 1, 0), (CLAIM, 2, "Mei"))
    wrong = moved(claimed, (SOLVE, 3, "Mei"), remedy_key="proxy")
    assert taken_back(wrong) == claimed
    with pytest.raises(Refused) as trouble:
        taken_back(ticket(1, 1, 0))
    assert trouble.value.code is HelpTrouble.NOTHING_TO_UNDO


def test_only_a_live_ticket_is_pinned() -> None:
    assert pinned(ticket(1, 1, 0), on=True).pinned
    with pytest.raises(Refused):
        pinned(moved(ticket(1, 1, 0), (SOLVE, 1, "desk")), on=True)


def test_left_overs_are_closed_with_a_reason() -> None:
    tickets = [
        ticket(1, 1, 0),
        moved(ticket(2, 2, 0), (CLAIM, 55, "Mei")),
        moved(ticket(3, 3, 0), (CLAIM, 5, "Mei")),
        moved(ticket(4, 4, 0), (SOLVE, 5, "Mei")),
    ]
    closed = close_left_overs(tickets, at=at(60), by="desk")
    assert [(one.id.int, one.left_over) for one in closed] == [
        (1, LeftOver.SESSION_ENDED),
        (2, LeftOver.HELPED_UNRECORDED),
        (3, LeftOver.SESSION_ENDED),
    ]
    assert minutes_helped(closed[2], 60) == 10


def test_a_forgotten_claim_of_who_ends_the_session_is_not_an_hour_of_help() -> None:
    [closed] = close_left_overs([moved(ticket(1, 1, 0), (CLAIM, 2, "desk"))], at=at(60), by="desk")
    assert minutes_helped(closed, 60) == 10


def test_a_move_that_arrives_with_an_older_time_does_not_turn_time_back() -> None:
    one = moved(ticket(1, 1, 5), (CLAIM, 3, "Mei"))
    assert one.claimed_at == at(5)
    assert minutes_waited(one, 6) == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TicketMove),
            st.integers(0, 16).map(lambda half: half / 2),
            st.sampled_from(["Mei", "Jun", "phone"]),
        ),
        max_size=12,
    )
)
def test_whatever_people_tap_the_two_clocks_never_count_the_same_minute(
    taps: list[tuple[TicketMove, float, str]],
) -> None:
    one, minute = ticket(1, 1, 0), 0.0
    for move, pause, by in taps:
        minute += pause
        with suppress(Refused):
            one = after(one, TicketEvent(move, at(minute), by))
    times = [stage.at for stage in one.stages]
    assert times == sorted(times)
    assert one.state in LIVE | CLOSED
    assert minutes_waited(one, minute) + minutes_helped(one, minute) <= minute + 1e-9
    assert (one.claimed_by is None) == (one.state is not TicketState.CLAIMED)
