from __future__ import annotations

import pytest

from tests.domain.a_room import a_step, at, moved, ticket
from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import KnownError, Remedy
from trainer_app.domain.help import HelpTicket, RaisedBy, TicketMove
from trainer_app.domain.help_figures import (
    HelperLoad,
    help_per_step,
    helper_loads,
    remedy_records,
    staffing,
    suggested_remedies,
    wait_figures,
)

CLAIM, SOLVE, LEAVE_OVER = TicketMove.CLAIM, TicketMove.SOLVE, TicketMove.LEAVE_OVER


def solved(
    number: int, *, waits: float, by: str = "Mei", step: str = "a", remedy: str | None = None, **more: object
) -> HelpTicket:
    return moved(ticket(number, number, 0, step, **more), (CLAIM, waits, by), (SOLVE, waits + 4, by), remedy_key=remedy)


def test_waits_are_of_those_who_asked_waiting_ones_with_their_time_so_far() -> None:
    figures = wait_figures(
        [
            solved(1, waits=1),
            solved(2, waits=2),
            ticket(3, 3, 20),
            solved(4, waits=0, raised_by=RaisedBy.SUGGESTION),
            moved(ticket(5, 5, 0), (LEAVE_OVER, 30, "desk")),
        ],
        at(30),
    )
    assert (figures.count, figures.p50, figures.p90, figures.longest) == (3, 2, 10, 10)
    assert not figures.on_target


def test_a_room_nobody_asked_in_is_on_target() -> None:
    figures = wait_figures([], at(30))
    assert (figures.count, figures.p50, figures.longest) == (0, None, None)
    assert figures.on_target


@pytest.mark.parametrize(("waits", "on_target"), [((1, 2, 5), True), ((1, 2, 6), False), ((1, 3, 3), False)])
def test_the_target_is_two_minutes_for_half_and_five_for_nine_in_ten(waits: tuple[float, ...], on_target: bool) -> None:  # noqa: FBT001 - a table of cases
    tickets = [solved(i, waits=minutes) for i, minutes in enumerate(waits)]
    assert wait_figures(tickets, at(60)).on_target is on_target


def test_a_helpers_load_counts_visits_and_minutes_and_a_renewed_claim_once() -> None:
    renewed = moved(ticket(1, 1, 0), (CLAIM, 1, "Mei"), (CLAIM, 8, "Mei"), (SOLVE, 13, "Mei"))
    relieved = moved(
        ticket(2, 2, 0), (CLAIM, 1, "Jun"), (TicketMove.HAND_BACK, 4, "Jun"), (CLAIM, 5, "Mei"), (SOLVE, 7, "Mei")
    )
    assert helper_loads([renewed, relieved], at(60)) == [HelperLoad("Jun", 1, 3.0), HelperLoad("Mei", 2, 14.0)]


def test_help_is_told_per_step() -> None:
    figures = help_per_step([solved(1, waits=1), solved(2, waits=3), solved(3, waits=2, step="b")], at(60))
    assert (figures["a"].tickets, figures["a"].minutes, figures["a"].waits.longest) == (2, 8, 3)
    assert set(figures) == {"a", "b"}


SIGN_IN = a_step(
    "a",
    errors=(
        KnownError("ssl", "Certificate", "ssl", "", (Remedy("proxy", "Set it"), Remedy("store", "Add", System.MACOS))),
        KnownError("port", "Port taken", "port", "", (Remedy("device", "Use a device code"),)),
    ),
)


def test_a_remedy_has_a_record_of_what_it_did() -> None:
    tickets = [
        *(solved(i, waits=1, remedy="proxy", error_key="ssl") for i in range(6)),
        solved(7, waits=1, remedy="store", error_key="ssl", tried=("proxy",)),
        ticket(8, 8, 0, error_key="ssl", tried=("store",)),
        solved(9, waits=1, error_key="ssl"),
    ]
    records = {record.remedy_key: (record.worked, record.tried) for record in remedy_records(tickets)}
    assert records == {"proxy": (6, 7), "store": (1, 2)}
    assert [record.remedy_key for record in remedy_records(tickets)] == ["proxy", "store"]


def test_one_lucky_try_does_not_beat_six_of_seven() -> None:
    lucky = [solved(1, waits=1, remedy="store", error_key="ssl")]
    steady = [solved(i, waits=1, remedy="proxy", error_key="ssl") for i in range(2, 9)]
    missed = [ticket(9, 9, 0, error_key="ssl", tried=("proxy",))]
    assert [record.remedy_key for record in remedy_records([*lucky, *steady, *missed])] == ["proxy", "store"]


def test_remedies_are_offered_best_first_for_the_error_and_the_system() -> None:
    records = remedy_records([ticket(1, 1, 0, error_key="ssl", tried=("proxy",))])

    def offered(error: str | None, system: System | None) -> list[str]:
        return [
            remedy.key for remedy, _ in suggested_remedies(SIGN_IN, error_key=error, system=system, records=records)
        ]

    assert offered("ssl", System.MACOS) == ["store", "proxy"]
    assert offered("ssl", System.WINDOWS) == ["proxy"]
    assert offered(None, None) == ["store", "device", "proxy"]
    assert offered("port", None) == ["device"]


def test_a_room_of_24_wants_five_or_six_helpers_in_setup_and_four_in_tasks() -> None:
    wanted = staffing(24)
    assert (wanted.setup_least, wanted.setup, wanted.tasks) == (5, 6, 4)
    assert staffing(0).setup == 0
