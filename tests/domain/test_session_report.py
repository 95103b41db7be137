from __future__ import annotations

from uuid import UUID

import pytest

from tests.domain.a_room import ARoom, a_step, at, done, moved, person, phases, skipped, ticket
from trainer_app.domain.checklist import Checklist, KnownError, Remedy
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import HelpTicket, LeftOver, RaisedBy, TicketMove
from trainer_app.domain.help_figures import help_per_step, remedy_records
from trainer_app.domain.progress import Journey
from trainer_app.domain.scene import scene
from trainer_app.domain.session import Phase
from trainer_app.domain.session_report import (
    Minutes,
    StepLine,
    Stopped,
    Unanswered,
    asked_of,
    confidence_of,
    error_lines,
    step_lines,
    stopped_lines,
    unanswered_of,
    who_stopped,
)

CLAIM, SOLVE = TicketMove.CLAIM, TicketMove.SOLVE
NOTHING_LEARNED = Minutes({}, {})
NOBODY_STOPPED: dict[str, list[UUID]] = {"a": [], "b": [], "c": []}


def a_room() -> ARoom:
    """Four people, steps a, b, c of 5 minutes: one is through, one skipped b, one is on b, one went home on a."""
    room = ARoom(changes=phases((Phase.HANDS_ON, 0), (Phase.ENDED, 60)))
    room.comes(1, done("a", 4), done("b", 10), done("c", 20))
    room.comes(2, done("a", 6), skipped("b", 8), done("c", 14))
    room.comes(3, done("a", 8))
    room.people.append(person(4, left=30))
    return room


def journeys(room: ARoom, minute: float) -> dict[UUID, Journey]:
    return dict(scene(room.room(), at(minute)).journeys)


def lines(minute: float, *, is_final: bool, minutes: Minutes = NOTHING_LEARNED) -> list[StepLine]:
    room = a_room()
    walked = journeys(room, minute)
    stopped = who_stopped(room.steps, walked, through=(), is_final=is_final)
    found = step_lines(room.steps, walked.values(), minutes=minutes, helped={}, stopped=stopped, is_final=is_final)
    return list(found)


def test_the_funnel_counts_reached_done_skipped_and_stopped() -> None:
    counts = [(one.reached, one.done, one.skipped, one.stopped, one.on_it) for one in lines(60, is_final=True)]
    assert counts == [(4, 3, 0, 1, 0), (3, 1, 1, 1, 0), (2, 2, 0, 0, 0)]


def test_before_the_end_only_those_who_went_home_have_stopped() -> None:
    counts = [(one.stopped, one.on_it) for one in lines(40, is_final=False)]
    assert counts == [(1, 0), (0, 1), (0, 0)]


def test_the_median_counts_the_unfinished_as_longer_than_they_were_watched() -> None:
    first, second, third = lines(60, is_final=True)
    # a: 4, 6 and 8 done, one left after 30: the curve passes one half between 6 and 8.
    assert (first.median, first.timed) == (pytest.approx(7.0), 3)
    # b: one done after 6, one skipped after 2, one on it for 52: it never falls to one half but by the last.
    assert (second.timed, second.median) == (1, pytest.approx((6 + 52) / 2))
    # The third step took one of them ten and the other six.
    assert third.median == pytest.approx(8.0)


def test_a_step_nobody_did_has_no_median_and_keeps_its_authors_minutes() -> None:
    room = ARoom().comes(1)
    walked = journeys(room, 3).values()
    first = step_lines(room.steps, walked, minutes=NOTHING_LEARNED, helped={}, stopped=NOBODY_STOPPED, is_final=False)[
        0
    ]
    assert (first.median, first.author, first.learned, first.carried) == (None, 5.0, None, None)


def test_learned_minutes_stand_before_and_after_and_calls_beside_them() -> None:
    room = a_room()
    tickets = [ticket(1, 1, 3), ticket(2, 2, 3), ticket(3, 3, 9, "b", raised_by=RaisedBy.SUGGESTION)]
    found = step_lines(
        room.steps,
        journeys(room, 60).values(),
        minutes=Minutes({"a": 4.0}, {"a": 4.5, "b": 6.0}),
        helped=help_per_step(tickets, at(60)),
        stopped=NOBODY_STOPPED,
        is_final=True,
    )
    assert [(one.learned, one.carried, one.calls) for one in found] == [(4.0, 4.5, 2), (None, 6.0, 0), (None, None, 0)]


def test_who_stopped_is_named_by_step_and_who_is_through_is_not() -> None:
    room = a_room()
    names = {one.attendee_id: one.name for one in room.people}
    stopped = who_stopped(room.steps, journeys(room, 60), through=(), is_final=True)
    found = stopped_lines(room.steps, stopped, names=names)
    assert found == (Stopped("Step a", 1, ("P4",)), Stopped("Step b", 1, ("P3",)))


def test_who_has_the_first_hands_on_did_not_stop_whatever_was_left_to_do() -> None:
    room = a_room()
    stopped = who_stopped(room.steps, journeys(room, 60), through={UUID(int=3)}, is_final=True)
    assert stopped == {"a": [UUID(int=4)], "b": [], "c": []}


def test_hands_nobody_reached_are_told_apart_from_those_somebody_went_to() -> None:
    left = TicketMove.LEAVE_OVER
    tickets = [
        moved(ticket(1, 1, 0), (left, 9.5, "Mei"), left_over=LeftOver.SESSION_ENDED),
        moved(ticket(2, 2, 7), (left, 9.5, "Mei"), left_over=LeftOver.WENT_HOME),
        moved(ticket(3, 3, 1), (CLAIM, 4, "Mei"), (left, 9.5, "Mei"), left_over=LeftOver.HELPED_UNRECORDED),
        moved(ticket(4, 4, 1), (CLAIM, 2, "Mei"), (SOLVE, 4, "Mei")),
        moved(ticket(5, 5, 0, raised_by=RaisedBy.SAY_HELLO), (left, 9.5, "Mei"), left_over=LeftOver.SESSION_ENDED),
    ]
    assert unanswered_of(tickets, at(60)) == Unanswered(2, 9.5, 1)
    assert unanswered_of([], at(60)) == Unanswered(0, None, 0)


def test_hands_are_told_from_visits_of_our_own() -> None:
    kinds = (RaisedBy.HAND, RaisedBy.HAND, RaisedBy.NUDGE, RaisedBy.SUGGESTION, RaisedBy.SAY_HELLO)
    asked = asked_of([ticket(i, i, 0, raised_by=kind) for i, kind in enumerate(kinds)], silent=7)
    assert (asked.hands, asked.said_stuck, asked.visits, asked.silent) == (2, 1, 2, 7)


def solved(number: int, remedy: str, **more: object) -> HelpTicket:
    return moved(ticket(number, number, 0, **more), (CLAIM, 1, "Mei"), (SOLVE, 3, "Mei"), remedy_key=remedy)


def test_errors_are_ordered_by_how_often_they_were_met_with_their_remedies_record() -> None:
    error = KnownError("locked", "It is locked", "locked", "", (Remedy("open", "Open it"), Remedy("wait", "Wait")))
    checklist = Checklist("small", "Small", 1, (a_step("a", errors=(error,)),))
    tickets = [
        ticket(1, 1, 0, error_text="never\n seen  before"),
        solved(2, "open", error_key="locked", tried=("wait",)),
        solved(3, "open", error_key="locked"),
        ticket(4, 4, 0, "gone", error_key="locked"),
        ticket(5, 5, 0),
    ]
    first, second = error_lines(checklist, tickets, records=remedy_records(tickets))
    assert (first.title, first.known, first.count, first.step_title) == ("It is locked", True, 2, "Step a")
    assert [(text, one.worked, one.tried) for text, one in first.remedies] == [("Open it", 2, 2), ("Wait", 0, 1)]
    assert (second.title, second.known, second.count, second.remedies) == ("never seen before", False, 1, ())


def test_only_those_who_answered_both_times_change() -> None:
    said = {
        (UUID(int=who), moment): value
        for who, moment, value in (
            (1, Moment.BEFORE, 2),
            (1, Moment.AFTER, 4),
            (2, Moment.BEFORE, 3),
            (2, Moment.AFTER, 2),
            (3, Moment.BEFORE, 1),
            (4, Moment.AFTER, 5),
        )
    }
    found = confidence_of(said)
    assert (found.before, found.after) == ((1, 1, 1, 0, 0), (0, 1, 0, 1, 1))
    assert (found.paired, found.rose, found.fell, found.change) == (2, 1, 1, 0.5)


def test_nobody_asked_changes_nothing() -> None:
    found = confidence_of({})
    assert (sum(found.before), found.paired, found.change) == (0, 0, None)
