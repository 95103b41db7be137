"""The ten rules once more, day by day and without any cleverness, to hold the quick ones against."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from trainer_app.domain.adoption import PersonFacts, Thresholds
from trainer_app.domain.session import Session
from trainer_app.domain.usage import DayBasis

ONE = timedelta(days=1)


def state_of(facts: PersonFacts, *, as_of: date, thresholds: Thresholds, zone: str) -> str:
    """Return the name of the state, by trying every window and every day."""
    attended = [s for s in facts.checked_in if s.kind.value == "hands_on" and local(s.starts_at, zone) <= as_of]
    cover = {day for each in facts.usage.coverage.ranges for day in each if day <= as_of}
    end = max(cover, default=None)
    active = {d for d in active_days(facts, thresholds) if end and d[0] <= end}
    if not attended:
        return "never_attended"
    completed = facts.completed_in is not None and local(facts.completed_in.starts_at, zone) <= as_of
    session = facts.completed_in if completed else min(attended, key=lambda s: s.starts_at)
    training = local(session.starts_at, zone)
    if not completed and not any(day >= training for day, _ in active):
        return "not_completed"
    if not any(training < day <= as_of for day in cover):
        return "unknown"
    if end < training + thresholds.window_days * ONE:
        return "too_early"
    use = {day for day, basis in active if is_after(day, basis, session, training)}
    return judged(use, training, end, missing(facts, cover, session, training, end), thresholds)


def judged(use: set[date], training: date, end: date, holes: set[date], thresholds: Thresholds) -> str:
    """Apply rules five to ten to the days of use after training."""
    idle = (end - max(use)).days if use else None
    gap = thresholds.lapse_gap_days
    if habit(use, training, end, thresholds):
        if idle < gap:
            return "continuing"
        return "unknown" if any((end - day).days < gap for day in holes) else "lapsed"
    if holes and (not use or habit(use | holes, training, end, thresholds)):
        return "unknown"
    if not use:
        return "tried_once"
    return "returned" if idle < gap else "stopped"


def habit(use: set[date], training: date, end: date, thresholds: Thresholds) -> bool:
    """Try every window of consecutive days inside (training, end]."""
    first = training + ONE
    while first + (thresholds.window_days - 1) * ONE <= end:
        window = {first + n * ONE for n in range(thresholds.window_days)}
        inside = use & window
        blocks = {((day - training).days - 1) // 7 for day in inside}
        if len(inside) >= thresholds.min_active_days and len(blocks) >= thresholds.min_active_weeks:
            return True
        first += ONE
    return False


def active_days(facts: PersonFacts, thresholds: Thresholds) -> set[tuple[date, DayBasis]]:
    """Add up every day of every basis."""
    keys = {(each.day, each.basis) for each in facts.usage.days}
    sums = {key: sum(e.units for e in facts.usage.days if (e.day, e.basis) == key) for key in keys}
    return {key for key, units in sums.items() if units >= thresholds.min_units}


def excluded(session: Session) -> set[date]:
    """Walk through the session by quarters of an hour, from half an hour before to two hours after."""
    moment, last = session.starts_at - timedelta(minutes=30), session.ends_at + timedelta(hours=2)
    days = set()
    while moment <= last:
        days.add(moment.astimezone(UTC).date())
        moment += timedelta(minutes=15)
    return days


def is_after(day: date, basis: DayBasis, session: Session, training: date) -> bool:
    return day > (max(excluded(session)) if basis is DayBasis.UTC_DAY else training)


def missing(facts: PersonFacts, cover: set[date], session: Session, training: date, end: date) -> set[date]:
    """Return the uncovered days of (training, end] that could be use after training."""
    days = {training + n * ONE for n in range(1, (end - training).days + 1)} - cover
    if facts.usage.bases == frozenset({DayBasis.UTC_DAY}):
        days = {day for day in days if is_after(day, DayBasis.UTC_DAY, session, training)}
    return days


def local(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
