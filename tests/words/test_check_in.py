"""The words of check-in: every outcome says who, why and what to do next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from trainer_app.domain.attendee import Attendee, PeopleTrouble, System
from trainer_app.domain.badge import make_badge
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import (
    CheckIn,
    CheckInResult,
    CheckInTrouble,
    InputKind,
    Missed,
    Outcome,
    Welcome,
)
from trainer_app.domain.session import Phase, Session, SessionKind, SessionTrouble
from trainer_app.words import check_in as words
from trainer_app.words.check_in import Action, Card, Tile, Tone, as_text, card, tiles

THURSDAY_TEN = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)  # 10:00 in Tokyo
TUESDAY_SIX = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # 18:00 in Tokyo
TOKYO = "Asia/Tokyo"
SAKURA = Attendee(id=UUID(int=1), name="Sakura Nakamura", team="Sales", system=System.WINDOWS)


def a_session(
    *,
    starts_at: datetime = THURSDAY_TEN,
    room: str | None = "Room 1",
    phase: Phase = Phase.DOORS,
    lead: str | None = None,
) -> Session:
    return Session(
        id=UUID(int=9),
        name="Hands-on 4",
        kind=SessionKind.HANDS_ON,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        zone=TOKYO,
        room=room,
        capacity=12,
        hard_capacity=True,
        phase=phase,
        facilitator=lead,
    )


def a_check_in(*, guest: bool = False, moved_from: UUID | None = None, seat: str | None = "C3") -> CheckIn:
    return CheckIn(
        id=UUID(int=5),
        session_id=UUID(int=9),
        attendee_id=SAKURA.id,
        at=THURSDAY_TEN - timedelta(minutes=8),
        input=InputKind.SCANNER,
        desk=Desk(author="Mei", device="front desk"),
        guest=guest,
        seat=seat,
        moved_from=moved_from,
    )


def an_answer(outcome: Outcome, **facts: object) -> CheckInResult:
    known = {"attendee": SAKURA} if outcome not in {Outcome.UNKNOWN_BADGE, Outcome.NOT_ON_ROSTER} else {}
    return CheckInResult(
        **{"outcome": outcome, "gesture_id": UUID(int=3), "session": a_session(), "at": THURSDAY_TEN, **known, **facts}
    )


def letters(shown: Card) -> list[str]:
    return [key.letter for key in shown.keys]


def test_a_check_in_is_green_and_says_the_time_the_person_and_where_they_sit() -> None:
    shown = card(an_answer(Outcome.CHECKED_IN, check_in=a_check_in()))
    assert shown.tone is Tone.OK
    assert shown.headline == "Checked in · 9:52"
    assert (shown.name, shown.detail) == ("Sakura Nakamura", "Sales · seat C3 · Windows")
    assert shown.source == "by scanner, front desk"
    assert letters(shown) == ["Ctrl+Z", "E", "Enter"]


def test_the_welcome_card_knows_the_series_what_is_open_and_what_was_explored() -> None:
    welcome = Welcome(
        number=2,
        of=3,
        missed=(Missed("Hands-on 1", date(2026, 2, 5)),),
        stopped_at_step="Sign in",
        explored_days=2,
        granted_on=date(2026, 2, 6),
    )
    shown = card(an_answer(Outcome.CHECKED_IN, check_in=a_check_in(), welcome=welcome))
    assert shown.line == "session 2 of 3 · missed 5 February · first hands-on still open · stopped at Sign in"
    assert shown.tiles == (
        Tile("This series", "Session 2 of 3", "missed 5 February"),
        Tile("First hands-on", "Still open", "stopped at Sign in"),
        Tile("Before training", "Explored 2 days", "access since 6 February"),
    )


@pytest.mark.parametrize(
    ("welcome", "shown"),
    [
        (Welcome(first_hands_on_open=False), [Tile("First hands-on", "Done")]),
        (Welcome(stopped_at_step="Git", first_hands_on_open=False), [Tile("First hands-on", "Done")]),
        (Welcome(explored_days=0), [Tile("First hands-on", "Still open"), Tile("Before training", "Not tried yet")]),
        (Welcome(explored_days=1), [Tile("First hands-on", "Still open"), Tile("Before training", "Explored 1 day")]),
        (
            Welcome(granted_on=date(2026, 2, 6)),
            [Tile("First hands-on", "Still open"), Tile("Before training", "Not known", "access since 6 February")],
        ),
    ],
)
def test_the_welcome_card_leaves_out_what_nobody_knows(welcome: Welcome, shown: list[Tile]) -> None:
    assert list(tiles(welcome)) == shown


@pytest.mark.parametrize(
    ("check_in", "said"), [(a_check_in(guest=True), "guest"), (a_check_in(moved_from=UUID(int=8)), "moved here")]
)
def test_guests_and_moved_people_are_told_so(check_in: CheckIn, said: str) -> None:
    assert card(an_answer(Outcome.CHECKED_IN, check_in=check_in)).line == said


def test_already_in_is_calm_and_says_since_when_by_what_and_where() -> None:
    shown = card(an_answer(Outcome.ALREADY_IN, check_in=a_check_in()))
    assert shown.tone is Tone.LOOK
    assert shown.headline == "Already in · since 9:52"
    assert shown.line == "by scanner, front desk"
    assert [key.action for key in shown.keys] == [Action.NEXT]


def test_the_wrong_session_names_the_right_one_and_offers_to_move_or_admit() -> None:
    registered = (a_session(starts_at=TUESDAY_SIX, room="Room 2"),)
    shown = card(an_answer(Outcome.WRONG_SESSION, registered_for=registered))
    assert shown.tone is Tone.LOOK
    assert shown.line == "Registered for Tue 18:00 Room 2; this is Thu 10:00."
    assert letters(shown) == ["M", "A", "Esc"]


def test_a_session_weeks_away_is_named_with_its_date_and_one_without_a_room_by_its_name() -> None:
    registered = (a_session(starts_at=TUESDAY_SIX - timedelta(days=14), room=None),)
    shown = card(an_answer(Outcome.WRONG_SESSION, registered_for=registered))
    assert shown.line == "Registered for Tue 17 February, 18:00 Hands-on 4; this is Thu 10:00."


def test_not_registered_offers_to_admit() -> None:
    shown = card(an_answer(Outcome.NOT_REGISTERED))
    assert (shown.tone, letters(shown)[0]) == (Tone.LOOK, "A")
    assert "no session of this series" in shown.line


def test_an_unknown_name_is_shown_as_typed_and_offers_a_walk_in() -> None:
    shown = card(an_answer(Outcome.NOT_ON_ROSTER, raw="Otto Lind"))
    assert (shown.tone, shown.name, letters(shown)[0]) == (Tone.INFO, "Otto Lind", "W")


@pytest.mark.parametrize(
    ("phase", "why"), [(Phase.PLANNED, "The doors are not open yet."), (Phase.ENDED, "This session has ended.")]
)
def test_a_closed_session_says_why_and_who_may_override(phase: Phase, why: str) -> None:
    shown = card(an_answer(Outcome.SESSION_CLOSED, session=a_session(phase=phase, lead="Mei")))
    assert shown.tone is Tone.HELP
    assert shown.line == f"{why} Mei may let them in with a reason."
    assert letters(shown)[0] == "O"


def test_a_full_room_says_how_full_and_who_may_override() -> None:
    shown = card(an_answer(Outcome.FULL, in_room=12))
    assert shown.headline == "Full · 12 of 12"
    assert shown.line == "The facilitator may let them in with a reason."
    assert letters(shown)[0] == "O"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("4006381333931", "This is not one of our codes. It is kept in the log: 4006381333931"),
        ("x" * 90, "This is not one of our codes. It is kept in the log: " + "x" * 60 + "…"),
        (make_badge(5), "This is one of our badges, but nobody in this program carries it."),
        (make_badge(5)[:-1], "This is one of our badges, but it was misread. Scan it again, or type the name."),
    ],
)
def test_an_unknown_badge_says_whether_it_is_foreign_misread_or_of_another_program(raw: str, said: str) -> None:
    shown = card(an_answer(Outcome.UNKNOWN_BADGE, raw=raw))
    assert (shown.tone, shown.line, shown.keys) == (Tone.HELP, said, ())


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_tone_a_headline_and_one_line_of_text(outcome: Outcome) -> None:
    shown = card(an_answer(outcome, check_in=a_check_in(), raw="somebody"))
    assert shown.headline
    assert "{" not in shown.headline + shown.line
    assert as_text(an_answer(outcome, check_in=a_check_in(), raw="somebody")).startswith(shown.headline)


def test_who_comes_in_beyond_the_places_is_checked_in_and_it_is_said() -> None:
    over = an_answer(Outcome.CHECKED_IN, check_in=a_check_in(), in_room=13)
    assert card(over).warning == "13 of 12 places"
    assert "13 of 12 places." in as_text(over)
    assert card(an_answer(Outcome.CHECKED_IN, check_in=a_check_in(), in_room=12)).warning == ""
    assert card(an_answer(Outcome.ALREADY_IN, check_in=a_check_in(), in_room=13)).warning == ""


def test_the_answer_as_one_line_says_it_all() -> None:
    assert (
        as_text(an_answer(Outcome.SESSION_CLOSED, session=a_session(phase=Phase.ENDED, lead="Mei")))
        == "Closed. Sakura Nakamura, Sales · Windows. This session has ended. Mei may let them in with a reason."
    )


@pytest.mark.parametrize("code", [*CheckInTrouble, *PeopleTrouble, *SessionTrouble])
def test_every_trouble_has_one_whole_sentence(code: CheckInTrouble | PeopleTrouble | SessionTrouble) -> None:
    sentence = words.SENTENCES[code]
    assert sentence[0].isupper() or sentence.startswith("{")
    assert sentence.endswith(".")


def test_every_input_has_its_words() -> None:
    assert set(words.INPUTS) == set(InputKind)
