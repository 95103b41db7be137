"""The ten rules of adoption, in order: the first that fits gives a person their one state.

Each rule is a function of the `Picture`; positive evidence wins, missing days only block negative
statements. Definitions and defaults: GitHub (two days in 28) and Viva (weeks, not days), joined by
the rule of blocks; people whose window has not passed stay out of every denominator (Amplitude).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from trainer_app.domain.access import first_access
from trainer_app.domain.adoption import (
    Assessment,
    Badge,
    NextStep,
    PersonFacts,
    Reason,
    ReasonCode,
    State,
    Thresholds,
)
from trainer_app.domain.adoption_picture import (
    DAY,
    Picture,
    Training,
    explored,
    had_access_before,
    has_access,
    picture,
)
from trainer_app.domain.coverage import DayRange
from trainer_app.domain.session import Phase
from trainer_app.domain.statistics import percentile

CHAMPION_SHARE = 0.75
CHAMPION_WEEKS = 3


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: State
    code: ReasonCode
    step: NextStep
    facts: dict[str, object] = field(default_factory=dict)


def assess_all(
    people: Iterable[PersonFacts], *, as_of: date, thresholds: Thresholds, zone: str
) -> tuple[Assessment, ...]:
    """Return everybody's assessment, in the order given, champion candidates marked."""
    each = (assess(facts, as_of=as_of, thresholds=thresholds, zone=zone) for facts in people)
    return mark_champions(tuple(each))


def assess(facts: PersonFacts, *, as_of: date, thresholds: Thresholds, zone: str) -> Assessment:
    """Return what the rules say about one person at the end of `as_of`, a day in `zone` (IANA name).

    The badge `champion_candidate` needs the whole team: see `mark_champions`.
    """
    seen = picture(facts, as_of=as_of, thresholds=thresholds, zone=zone)
    verdict = next(found for rule in RULES if (found := rule(seen)))
    training = seen.training
    return Assessment(
        attendee_id=facts.attendee_id,
        name=facts.name,
        email=facts.email,
        team=facts.team,
        as_of=as_of,
        state=verdict.state,
        badges=frozenset(_badges(seen, verdict.state)),
        reason=Reason(verdict.code, verdict.facts),
        next_step=verdict.step,
        training_day=training.day if training else None,
        session_id=training.session.id if training else None,
        session_name=training.session.name if training else None,
        hands_on_on=training.day if training and seen.completed else None,
        last_active=seen.active[-1] if seen.active else None,
        active_days_after=len(seen.after),
        active_weeks_after=len({training.block(day) for day in seen.after}) if training else 0,
        active_days_before=len(seen.before),
        evaluable_on=_evaluable_on(seen, training) if training else None,
        seen_until=seen.seen_until,
        stopped_at_step=None if seen.completed else facts.stopped_at_step,
        access_on=first_access(facts.grants, as_of=as_of),
        has_access=has_access(seen),
        access_before_training=had_access_before(seen) or explored(seen),
        active_after=seen.after,
        coverage=seen.coverage,
        missing=seen.missing,
    )


def mark_champions(everyone: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """Return the same people with `champion_candidate` where it is due.

    Continuing, active in at least three weeks, and in no fewer than three quarters of their team
    (the 75th percentile over all of the team's people).
    """
    weeks: defaultdict[str | None, list[int]] = defaultdict(list)
    for person in everyone:
        weeks[person.team].append(person.active_weeks_after)
    bar = {team: max(CHAMPION_WEEKS, percentile(counts, CHAMPION_SHARE)) for team, counts in weeks.items()}
    return tuple(_with_champion(p) if _leads(p, bar[p.team]) else p for p in everyone)


def has_habit(days: Sequence[date], *, training_day: date, until: date, thresholds: Thresholds) -> bool:
    """Tell whether some window inside (training_day, until] holds enough active days in enough blocks.

    `days` are sorted; those outside are left out. A window is `window_days` consecutive days.
    """
    if (until - training_day).days < thresholds.window_days:
        return False
    inside = [(day - training_day).days - 1 for day in days if training_day < day <= until]
    begin = 0
    for at, offset in enumerate(inside):
        while offset - inside[begin] >= thresholds.window_days:
            begin += 1
        window = inside[begin : at + 1]
        blocks = {each // 7 for each in window}
        if len(window) >= thresholds.min_active_days and len(blocks) >= thresholds.min_active_weeks:
            return True
    return False


def never_attended(seen: Picture) -> _Verdict | None:
    """Rule 1: no valid check-in to a hands-on session."""
    if seen.training:
        return None
    if not seen.active:
        return _Verdict(State.NEVER_ATTENDED, ReasonCode.NO_CHECK_IN, NextStep.INVITE_AGAIN)
    facts: dict[str, object] = {"days": len(seen.active), "last": seen.active[-1]}
    return _Verdict(State.NEVER_ATTENDED, ReasonCode.NO_CHECK_IN_BUT_USE, NextStep.INVITE_AGAIN, facts)


def not_completed(seen: Picture) -> _Verdict | None:
    """Rule 2: attended, first hands-on not completed, no active day from D on (dates as they are)."""
    if seen.completed or (seen.active and seen.active[-1] >= seen.trained.day):
        return None
    facts: dict[str, object] = {"day": seen.trained.day}
    step = seen.facts.stopped_at_step
    unnamed, named = _left_open(seen)
    if step:
        return _Verdict(State.NOT_COMPLETED, named, NextStep.FINISH_SETUP, facts | {"step": step})
    return _Verdict(State.NOT_COMPLETED, unnamed, NextStep.FINISH_SETUP, facts)


def unseen(seen: Picture) -> _Verdict | None:
    """Rule 3: nothing imported could show this person after training."""
    later = DayRange(seen.trained.day + DAY, seen.as_of)
    if seen.coverage.within(later).ranges:
        return None
    kinds = tuple(kind for kind, days in seen.facts.usage.blind if days.within(later).ranges)
    if kinds:
        return _Verdict(State.UNKNOWN, ReasonCode.NOBODY_MAPPED, NextStep.MAP_KEY, {"kinds": kinds})
    facts: dict[str, object] = {"first": later.first}
    return _Verdict(State.UNKNOWN, ReasonCode.NOTHING_IMPORTED, NextStep.IMPORT_USAGE, facts)


def too_early(seen: Picture) -> _Verdict | None:
    """Rule 4: the window after training has not passed, or its usage is not there yet."""
    evaluable_on = _evaluable_on(seen, seen.trained)
    if seen.until >= evaluable_on:
        return None
    facts: dict[str, object] = {"evaluable_on": evaluable_on}
    if seen.as_of < evaluable_on:
        return _Verdict(State.TOO_EARLY, ReasonCode.DAYS_NOT_PASSED, NextStep.WAIT, facts)
    facts |= {"until": seen.until}
    return _Verdict(State.TOO_EARLY, ReasonCode.DAYS_NOT_IMPORTED, NextStep.IMPORT_USAGE, facts)


def continuing(seen: Picture) -> _Verdict | None:
    """Rule 5: the habit test holds and the last use is recent."""
    if not _habit(seen) or _idle(seen):
        return None
    return _Verdict(State.CONTINUING, ReasonCode.HABIT, NextStep.ASK_AS_CHAMPION, _use(seen))


def lapsed(seen: Picture) -> _Verdict | None:
    """Rule 6: the habit test holds and the last use is long ago; a hole since then makes it unknown."""
    if not _habit(seen):
        return None
    last_days = DayRange(seen.until - timedelta(days=seen.thresholds.lapse_gap_days - 1), seen.until)
    if hidden := _within(seen.missing, last_days):
        facts: dict[str, object] = {"missing": hidden}
        return _Verdict(State.UNKNOWN, ReasonCode.LAPSE_HIDDEN, NextStep.IMPORT_USAGE, facts)
    return _Verdict(State.LAPSED, ReasonCode.HABIT_ENDED, NextStep.ASK_WHAT_CHANGED, _use(seen))


def hidden_by_holes(seen: Picture) -> _Verdict | None:
    """Rule 7: missing days could change the answer below."""
    if not seen.missing:
        return None
    facts: dict[str, object] = {"missing": seen.missing}
    if not seen.after:
        return _Verdict(State.UNKNOWN, ReasonCode.USE_HIDDEN, NextStep.IMPORT_USAGE, facts)
    if _habit(seen, also=[day for hole in seen.missing for day in hole]):
        return _Verdict(State.UNKNOWN, ReasonCode.HABIT_HIDDEN, NextStep.IMPORT_USAGE, facts)
    return None


def tried_once(seen: Picture) -> _Verdict | None:
    """Rule 8: no use after training."""
    if seen.after:
        return None
    facts: dict[str, object] = {"weeks": (seen.until - seen.trained.day).days // 7}
    return _Verdict(State.TRIED_ONCE, ReasonCode.NO_USE_AFTER, NextStep.GIVE_OWN_TASK, facts)


def returned(seen: Picture) -> _Verdict | None:
    """Rule 9: some use after training, the last of it recent."""
    if _idle(seen):
        return None
    return _Verdict(State.RETURNED, ReasonCode.SOME_USE, NextStep.ENCOURAGE, _use(seen))


def stopped(seen: Picture) -> _Verdict | None:
    """Rule 10: some use after training, the last of it long ago."""
    return _Verdict(State.STOPPED, ReasonCode.USE_ENDED, NextStep.ASK_WHY_STOPPED, _use(seen))


Rule = Callable[[Picture], _Verdict | None]
RULES: tuple[Rule, ...] = (
    never_attended,
    not_completed,
    unseen,
    too_early,
    continuing,
    lapsed,
    hidden_by_holes,
    tried_once,
    returned,
    stopped,
)


def _habit(seen: Picture, *, also: Iterable[date] = ()) -> bool:
    days = sorted({*seen.after, *also})
    return has_habit(days, training_day=seen.trained.day, until=seen.until, thresholds=seen.thresholds)


def _left_open(seen: Picture) -> tuple[ReasonCode, ReasonCode]:
    """Return why rule 2 holds without a known step and with one: nothing is said of days nobody can know."""
    if seen.as_of <= seen.trained.day and seen.trained.session.phase is not Phase.ENDED:
        return ReasonCode.SESSION_RUNS, ReasonCode.AT_STEP
    if not seen.coverage.within(DayRange(seen.trained.day + DAY, seen.as_of)).ranges:
        return ReasonCode.NOT_RECORDED, ReasonCode.LAST_AT_STEP
    return ReasonCode.NOT_FINISHED, ReasonCode.STOPPED_AT_STEP


def _idle(seen: Picture) -> bool:
    return seen.idle_days >= seen.thresholds.lapse_gap_days


def _use(seen: Picture) -> dict[str, object]:
    return {
        "days": len(seen.after),
        "active_weeks": len({seen.trained.block(day) for day in seen.after}),
        "weeks": (seen.until - seen.trained.day).days // 7,
        "last": seen.after[-1],
    }


def _within(ranges: Iterable[DayRange], days: DayRange) -> tuple[DayRange, ...]:
    cut = (DayRange(max(r.first, days.first), min(r.last, days.last)) for r in ranges)
    return tuple(r for r in cut if r.first <= r.last)


def _evaluable_on(seen: Picture, training: Training) -> date:
    return training.day + timedelta(days=seen.thresholds.window_days)


def _badges(seen: Picture, state: State) -> Iterable[Badge]:
    if seen.training is None and seen.active:
        yield Badge.SELF_STARTED
    if explored(seen):
        yield Badge.EXPLORED_BEFORE
    if state is State.TOO_EARLY and seen.after:
        yield Badge.RETURNED_ALREADY
    if state is State.CONTINUING and _came_back_after_a_gap(seen):
        yield Badge.RESURRECTED


def _came_back_after_a_gap(seen: Picture) -> bool:
    return any((later - earlier).days > seen.thresholds.lapse_gap_days for earlier, later in pairwise(seen.after))


def _leads(person: Assessment, bar: float) -> bool:
    return person.state is State.CONTINUING and person.active_weeks_after >= bar


def _with_champion(person: Assessment) -> Assessment:
    return replace(person, badges=person.badges | {Badge.CHAMPION_CANDIDATE})
