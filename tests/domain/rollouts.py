"""Rollouts for tests of adoption: people, sessions and use, said in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.adoption import Assessment, PersonFacts, Thresholds
from trainer_app.domain.adoption_rules import assess
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.usage import DayBasis, DayUnits, PersonUsage

TOKYO = "Asia/Tokyo"
SPACE = UUID(int=7)
D = date(2026, 2, 12)
"""The training day of everybody here, unless said otherwise: a Thursday."""
USUAL = Thresholds()
LOCAL, UTC_DAY = DayBasis.LOCAL_DAY, DayBasis.UTC_DAY


def after(days: int) -> date:
    """Return the day so many days after D; negative ones lie before."""
    return D + timedelta(days=days)


def an_id(name: str) -> UUID:
    return uuid5(SPACE, name)


def a_session(
    name: str = "Hands-on 1",
    *,
    day: date = D,
    at: str = "14:00",
    minutes: int = 150,
    kind: SessionKind = SessionKind.HANDS_ON,
    zone: str = TOKYO,
) -> Session:
    starts = datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone)).astimezone(UTC)
    return Session(an_id(name), name, kind, starts, starts + timedelta(minutes=minutes), zone)


HANDS_ON = a_session()


def use(days: Iterable[date], basis: DayBasis = LOCAL, units: float = 1.0) -> tuple[DayUnits, ...]:
    return tuple(DayUnits(day, basis, units) for day in days)


def covered(*ranges: tuple[int, int]) -> Coverage:
    """Return the coverage of these ranges of days after D."""
    return Coverage.of(DayRange(after(first), after(last)) for first, last in ranges)


def a_key(granted_on: date | None, ended_on: date | None = None) -> AccessGrant:
    return AccessGrant(an_id("Mina"), "openai", GrantKind.KEY, "key_1", granted_on, ended_on)


def somebody(
    active: Iterable[int] = (),
    *,
    coverage: Coverage | Sequence[tuple[int, int]] = ((-30, 80),),
    basis: DayBasis = LOCAL,
    **facts: object,
) -> PersonFacts:
    """Return somebody trained on D who used it so many days after D; `facts` override."""
    days = coverage if isinstance(coverage, Coverage) else covered(*coverage)
    usage = PersonUsage(use(map(after, active), basis), days, frozenset({basis}))
    usual = {"checked_in": (HANDS_ON,), "completed_in": HANDS_ON, "usage": usage}
    return PersonFacts(**{"attendee_id": an_id("Mina"), "name": "Mina"} | usual | facts)


def assessed(
    facts: PersonFacts, *, as_of: date | None = None, thresholds: Thresholds = USUAL, zone: str = TOKYO
) -> Assessment:
    """Return the assessment as of 80 days after D, or another day."""
    return assess(facts, as_of=as_of or after(80), thresholds=thresholds, zone=zone)
