"""Which session a desk works on, and what its big button begins next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from trainer_app.domain.session import Phase, PhaseChange, Session, SessionKind
from trainer_app.qt.current import chosen, following

NOW = datetime(2026, 2, 17, 9, 30, tzinfo=UTC)


def _session(number: int, *, starts_in_hours: float, phase: Phase = Phase.PLANNED) -> Session:
    starts = NOW + timedelta(hours=starts_in_hours)
    return Session(
        id=UUID(int=number),
        name=f"Hands-on {number}",
        kind=SessionKind.HANDS_ON,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        zone="Asia/Tokyo",
        phase=phase,
    )


PAST = _session(1, starts_in_hours=-48, phase=Phase.ENDED)
FORGOTTEN = _session(2, starts_in_hours=-24)
RUNNING = _session(3, starts_in_hours=-0.5, phase=Phase.HANDS_ON)
LATE = _session(4, starts_in_hours=-0.2)
TOMORROW = _session(5, starts_in_hours=24)


def test_a_running_session_comes_before_all_planned_ones() -> None:
    assert chosen((PAST, FORGOTTEN, RUNNING, LATE, TOMORROW), None, now=NOW) == RUNNING


def test_a_session_that_should_have_begun_comes_before_tomorrow_s() -> None:
    assert chosen((PAST, LATE, TOMORROW), None, now=NOW) == LATE


def test_what_a_person_chose_comes_first() -> None:
    assert chosen((PAST, RUNNING, TOMORROW), TOMORROW.id, now=NOW) == TOMORROW


def test_when_all_is_over_the_last_one_stays_in_sight() -> None:
    assert chosen((PAST, FORGOTTEN), None, now=NOW) == FORGOTTEN
    assert chosen((PAST,), None, now=NOW) == PAST
    assert chosen((), None, now=NOW) is None


def test_after_one_break_hands_on_goes_on_to_the_wrap_up() -> None:
    begun = (PhaseChange(Phase.DOORS, NOW), PhaseChange(Phase.HANDS_ON, NOW))
    assert following(begun, RUNNING) is Phase.BREAK
    assert following((*begun, PhaseChange(Phase.BREAK, NOW)), RUNNING) is Phase.WRAP_UP
    assert following((), PAST) is None
    assert following((), None) is None
