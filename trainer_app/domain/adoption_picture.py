"""What is known of one person on one as-of date, laid out for the rules: D, E, S, and what is missing.

Letters are those of the rules: D the training day, C the coverage, E the last day anything is known
of, S the active days up to E. A day counts as active from `min_units` units of sources that share a
day basis. Days after the as-of date do not exist here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from trainer_app.domain.access import AccessGrant, first_access
from trainer_app.domain.adoption import PersonFacts, Thresholds
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.usage import DayBasis, DayUnits

DAY = timedelta(days=1)
_BEFORE_START = timedelta(minutes=30)
_AFTER_END = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Training:
    """The training day D, its session, and the UTC dates whose buckets hold training itself."""

    session: Session
    day: date
    utc_first: date
    utc_last: date

    def is_after(self, day: date, basis: DayBasis) -> bool:
        """Tell whether a day of such a source lies after training."""
        return day > (self.utc_last if basis is DayBasis.UTC_DAY else self.day)

    def is_before(self, day: date, basis: DayBasis) -> bool:
        """Tell whether a day of such a source lies before training."""
        return day < (self.utc_first if basis is DayBasis.UTC_DAY else self.day)

    def block(self, day: date) -> int:
        """Return the number of the 7-day block of this day, 0 for the seven days after D."""
        return ((day - self.day).days - 1) // 7


@dataclass(frozen=True, slots=True)
class Picture:
    """One person, ready for the rules. Day tuples are sorted; `missing` are ranges of (D, E]."""

    facts: PersonFacts
    as_of: date
    thresholds: Thresholds
    completed: bool
    training: Training | None
    coverage: Coverage
    seen_until: date | None
    active: tuple[date, ...]
    after: tuple[date, ...]
    before: tuple[date, ...]
    missing: tuple[DayRange, ...]

    @property
    def trained(self) -> Training:
        """The training of a person who has one; the first rule has sent all others away."""
        assert self.training is not None  # noqa: S101 - a rule asked out of order is a bug
        return self.training

    @property
    def until(self) -> date:
        """E of a person whom something can show; the third rule has sent all others away."""
        assert self.seen_until is not None  # noqa: S101 - a rule asked out of order is a bug
        return self.seen_until

    @property
    def idle_days(self) -> int:
        """The days since the last use after training; there was some."""
        return (self.until - self.after[-1]).days


def picture(facts: PersonFacts, *, as_of: date, thresholds: Thresholds, zone: str) -> Picture:
    """Lay out what is known of one person on this date; `zone` is the program's IANA time zone."""
    local = ZoneInfo(zone)
    training, completed = _training(facts, as_of, local)
    coverage = facts.usage.coverage.within(DayRange(date.min, as_of))
    active = _active(facts.usage.days, coverage.last, thresholds.min_units)
    after = {day for day, basis in active if training and training.is_after(day, basis)}
    before = {day for day, basis in active if training and training.is_before(day, basis)}
    return Picture(
        facts=facts,
        as_of=as_of,
        thresholds=thresholds,
        completed=completed,
        training=training,
        coverage=coverage,
        seen_until=coverage.last,
        active=tuple(sorted({day for day, _ in active})),
        after=tuple(sorted(after)),
        before=tuple(sorted(before)),
        missing=_missing(training, coverage, facts.usage.bases),
    )


def had_access_before(seen: Picture) -> bool:
    """Tell whether the person had access on a covered day before D, so that exploring could be seen.

    Where no grant is recorded nothing says access began later, so every covered day counts.
    """
    if seen.training is None:
        return False
    before = seen.coverage.within(DayRange(date.min, seen.training.day - DAY))
    grants = _granted(seen.facts.grants, seen.as_of)
    held = [before.within(_held(grant)) for grant in grants] if grants else [before]
    return any(days.ranges for days in held)


def explored(seen: Picture) -> bool:
    """Tell whether they used it before training, on or after the day access was given."""
    access = first_access(seen.facts.grants, as_of=seen.as_of)
    return any(access is None or day >= access for day in seen.before)


def has_access(seen: Picture) -> bool:
    """Tell whether a key, login or seat is recorded for them by the as-of date."""
    return bool(_granted(seen.facts.grants, seen.as_of))


def _granted(grants: Iterable[AccessGrant], as_of: date) -> list[AccessGrant]:
    return [g for g in grants if g.granted_on is None or g.granted_on <= as_of]


def _held(grant: AccessGrant) -> DayRange:
    return DayRange(grant.granted_on or date.min, grant.ended_on or date.max)


def _training(facts: PersonFacts, as_of: date, local: tzinfo) -> tuple[Training | None, bool]:
    def held_by_then(session: Session) -> bool:
        return _day(session.starts_at, local) <= as_of

    attended = [s for s in facts.checked_in if s.kind is SessionKind.HANDS_ON and held_by_then(s)]
    if not attended:
        return None, False
    if facts.completed_in and held_by_then(facts.completed_in):
        return _training_in(facts.completed_in, local), True
    return _training_in(min(attended, key=lambda s: s.starts_at), local), False


def _training_in(session: Session, local: tzinfo) -> Training:
    return Training(
        session=session,
        day=_day(session.starts_at, local),
        utc_first=_day(session.starts_at - _BEFORE_START, UTC),
        utc_last=_day(session.ends_at + _AFTER_END, UTC),
    )


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _active(days: Iterable[DayUnits], until: date | None, min_units: float) -> set[tuple[date, DayBasis]]:
    units: defaultdict[tuple[date, DayBasis], float] = defaultdict(float)
    for each in days:
        if until and each.day <= until:
            units[each.day, each.basis] += each.units
    return {key for key, total in units.items() if total >= min_units}


def _missing(training: Training | None, coverage: Coverage, bases: frozenset[DayBasis]) -> tuple[DayRange, ...]:
    """Return the days of (D, E] nothing covers; a UTC bucket that holds training itself is not missed."""
    if training is None or coverage.last is None:
        return ()
    only_utc = bases == frozenset({DayBasis.UTC_DAY})
    last_excluded = max(training.day, training.utc_last) if only_utc else training.day
    return coverage.holes(DayRange(last_excluded + DAY, coverage.last))
