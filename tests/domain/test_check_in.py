"""The one decision: every combination of conditions against a table that knows nothing of the code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import (
    Arrival,
    CheckIn,
    CheckInResult,
    CheckInTrouble,
    InputKind,
    Outcome,
    Override,
    OverrideKind,
    comes_as_guest,
    decide,
)
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase, Session, SessionKind

EVENING = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
DOOR = Desk(author="Facilitator", device="front desk")


def a_session(
    number: int = 1, *, phase: Phase = Phase.DOORS, capacity: int | None = None, hard: bool = False
) -> Session:
    return Session(
        id=UUID(int=number),
        name=f"Hands-on {number}",
        kind=SessionKind.HANDS_ON,
        starts_at=EVENING + timedelta(days=number),
        ends_at=EVENING + timedelta(days=number, hours=2),
        zone="Asia/Tokyo",
        series="hands-on",
        number=number,
        of=3,
        capacity=capacity,
        hard_capacity=hard,
        phase=phase,
    )


MINA = Attendee(id=UUID(int=100), name="Mina Sato")
PEOPLE = {
    "trainee": MINA,
    "walk-in": Attendee(id=UUID(int=101), name="Otto", walk_in=True),
    "staff": Attendee(id=UUID(int=102), name="Hana", role=Role.STAFF),
}
STANDING = CheckIn(
    id=UUID(int=500), session_id=UUID(int=1), attendee_id=MINA.id, at=EVENING, input=InputKind.SCANNER, desk=DOOR
)
ANSWERS = {
    "none": None,
    "guest": Override(OverrideKind.ADMIT_GUEST),
    "move": Override(OverrideKind.MOVE),
    "guest+why": Override(OverrideKind.ADMIT_GUEST, "brought by her lead"),
    "move+why": Override(OverrideKind.MOVE, "swapped with a colleague"),
    "why": Override(OverrideKind.REASON, "the lead asked for it"),
}
# (capacity, hard, in the room) → is there a place?
PLACES = {
    (None, False, 400): "room",
    (None, True, 400): "room",
    (10, False, 400): "room",
    (10, True, 9): "room",
    (10, True, 10): "full",
    (10, True, 11): "full",
}
SHUT = {Phase.PLANNED, Phase.ENDED}

# Exactly one row fits every case. `*` is anything, `|` is or.
# who          in   door  place registration   the desk's answer            outcome
TABLE = """
code           *    *     *     *              *                            unknown_badge
name           *    *     *     *              *                            not_on_roster
trainee|walk-in|staff yes * *   *              *                            already_in
trainee|walk-in|staff no shut * *              none|guest|move              session_closed
staff          no   open  *     *              *                            checked_in
staff          no   shut  *     *              guest+why|move+why|why       checked_in
trainee|walk-in no  open  full  *              none|guest|move              full
trainee|walk-in no  open  room  here           none|guest|move              checked_in
trainee|walk-in no  *     *     here           guest+why|move+why|why       checked_in
trainee|walk-in no  open  room  elsewhere      none                         wrong_session
trainee|walk-in no  open  room  elsewhere      guest|move                   checked_in
trainee|walk-in no  *     *     elsewhere      guest+why|move+why|why       checked_in
trainee        no   open  room  nowhere        none|move                    not_registered
trainee        no   open  room  nowhere        guest                        checked_in
trainee        no   *     *     nowhere        move+why                     not_registered
trainee        no   *     *     nowhere        guest+why|why                checked_in
walk-in        no   open  room  nowhere        none|guest|move              checked_in
walk-in        no   *     *     nowhere        guest+why|move+why|why       checked_in
trainee|walk-in no  open  room  nobody-planned none|guest|move              checked_in
trainee|walk-in no  *     *     nobody-planned guest+why|move+why|why       checked_in
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def cases() -> Iterator[tuple[tuple[str, ...], Arrival]]:
    """Every combination, as the words of the table and as the arrival it describes."""
    who_kinds = ["code", "name", *PEOPLE]
    switches = product((True, False), repeat=4)
    for who, phase, place, (here, elsewhere, planned, already), answer in product(
        who_kinds, Phase, PLACES, list(switches), ANSWERS
    ):
        capacity, hard, in_room = place
        registration = "here" if here else "elsewhere" if elsewhere else "nowhere" if planned else "nobody-planned"
        words = (
            who,
            "yes" if already else "no",
            "shut" if phase in SHUT else "open",
            PLACES[place],
            registration,
            answer,
        )
        yield (
            words,
            Arrival(
                session=a_session(phase=phase, capacity=capacity, hard=hard),
                attendee=PEOPLE.get(who),
                by_code=who == "code",
                already=STANDING if already else None,
                registered_here=here,
                registered_elsewhere=(a_session(2),) if elsewhere else (),
                series_requires_registration=planned,
                in_room=in_room,
                override=ANSWERS[answer],
            ),
        )


def outcomes_in_table(words: tuple[str, ...]) -> list[str]:
    return [
        row[-1]
        for row in ROWS
        if all(cell == "*" or word in cell.split("|") for cell, word in zip(row[:-1], words, strict=True))
    ]


def test_every_combination_of_conditions_has_exactly_the_outcome_of_the_table() -> None:
    differing = [
        (words, decide(arrival).value, expected)
        for words, arrival in cases()
        if [decide(arrival).value] != (expected := outcomes_in_table(words))
    ]
    assert differing == []


def test_the_table_meets_every_outcome() -> None:
    assert {decide(arrival) for _, arrival in cases()} == set(Outcome)


@pytest.mark.parametrize("phase", [Phase.ENDED, Phase.PLANNED])
def test_already_in_stays_calm_in_a_closed_and_full_session(phase: Phase) -> None:
    session = a_session(phase=phase, capacity=1, hard=True)
    assert decide(Arrival(session=session, attendee=MINA, already=STANDING, in_room=5)) is Outcome.ALREADY_IN


def test_a_closed_door_is_said_before_a_full_room_and_a_full_room_before_the_wrong_session() -> None:
    elsewhere = (a_session(2),)
    closed_and_full = a_session(phase=Phase.ENDED, capacity=1, hard=True)
    full = a_session(capacity=1, hard=True)
    assert (
        decide(Arrival(session=closed_and_full, attendee=MINA, in_room=1, registered_elsewhere=elsewhere))
        is Outcome.SESSION_CLOSED
    )
    assert decide(Arrival(session=full, attendee=MINA, in_room=1, registered_elsewhere=elsewhere)) is Outcome.FULL


def test_a_guest_is_not_let_past_a_full_room_without_a_reason() -> None:
    full = a_session(capacity=1, hard=True)
    as_guest = Override(OverrideKind.ADMIT_GUEST)
    assert decide(Arrival(session=full, attendee=MINA, in_room=1, override=as_guest)) is Outcome.FULL


@pytest.mark.parametrize("reason", [None, "", "  \u3000 "])
def test_an_override_without_a_reason_is_refused(reason: str | None) -> None:
    with pytest.raises(Refused) as refusal:
        Override(OverrideKind.REASON, reason)
    assert refusal.value.code is CheckInTrouble.REASON_MISSING


def test_a_blank_reason_does_not_open_the_door_for_a_guest() -> None:
    override = Override(OverrideKind.ADMIT_GUEST, "  ")
    assert (
        decide(Arrival(session=a_session(phase=Phase.ENDED), attendee=MINA, override=override))
        is Outcome.SESSION_CLOSED
    )


@pytest.mark.parametrize(
    ("registered", "planned", "override", "guest"),
    [
        ("here", True, None, False),
        ("elsewhere", True, ANSWERS["guest"], True),
        ("elsewhere", True, ANSWERS["why"], True),
        ("elsewhere", True, ANSWERS["move"], False),
        ("nowhere", True, ANSWERS["guest"], True),
        ("nowhere", True, ANSWERS["why"], True),
        ("nowhere", False, None, False),
        ("nowhere", False, ANSWERS["guest"], False),
    ],
)
def test_a_guest_is_who_was_let_in_without_a_registration_where_registrations_are_kept(
    *, registered: str, planned: bool, override: Override | None, guest: bool
) -> None:
    arrival = Arrival(
        session=a_session(),
        attendee=MINA,
        registered_here=registered == "here",
        registered_elsewhere=(a_session(2),) if registered == "elsewhere" else (),
        series_requires_registration=planned,
        override=override,
    )
    assert comes_as_guest(arrival) is guest


def test_staff_and_unknown_people_are_never_guests() -> None:
    for attendee in (None, PEOPLE["staff"]):
        assert not comes_as_guest(Arrival(a_session(), attendee, series_requires_registration=True))


@pytest.mark.parametrize(
    ("outcome", "may"),
    [
        (Outcome.CHECKED_IN, False),
        (Outcome.ALREADY_IN, False),
        (Outcome.WRONG_SESSION, True),
        (Outcome.NOT_REGISTERED, True),
        (Outcome.NOT_ON_ROSTER, False),
        (Outcome.SESSION_CLOSED, True),
        (Outcome.FULL, True),
        (Outcome.UNKNOWN_BADGE, False),
    ],
)
def test_only_a_person_we_know_and_refused_may_be_let_in_by_the_desk(*, outcome: Outcome, may: bool) -> None:
    result = CheckInResult(outcome=outcome, gesture_id=UUID(int=7), session=a_session(), at=EVENING)
    assert result.may_override is may
