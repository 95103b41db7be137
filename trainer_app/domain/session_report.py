"""The report of one session: what the room did, where it held, what helped, and what the next one learns from it.

Plain values, read from the same facts as the floor, so that the two never disagree. Nobody is ranked: names stand
only where somebody has to be met again, and can be left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from statistics import mean
from uuid import UUID

from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import ASKED, HelpTicket, LeftOver, RaisedBy, TicketState, waited
from trainer_app.domain.help_figures import HelperLoad, RemedyRecord, StepHelp, WaitFigures
from trainer_app.domain.median import censored_median
from trainer_app.domain.phone import ExitTicket
from trainer_app.domain.progress import Journey, MarkState, Rhythm
from trainer_app.domain.session import Session

CONFIDENCE = (1, 2, 3, 4, 5)
MOST_ERRORS = 5


class ReportGap(Enum):
    """Why a session has little to report."""

    NOT_STARTED = "the doors have not opened yet"
    NOBODY_CAME = "nobody came"
    NO_CHECKLIST = "the session runs no checklist"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came. `registered` None: no registrations were kept, and `expected` is the whole roster.

    `as_expected` of those expected came; `walk_ins` were on no roster; `left_early` went before hands-on was over.
    """

    registered: int | None
    expected: int
    came: int
    as_expected: int
    walk_ins: int
    left_early: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: how many reached it, did it, skipped it, stopped at it; minutes; and what the next session learns.

    `on_it` work on it now. `median` counts the unfinished as censored, over `timed` finishers; None for none.
    `learned` is what earlier sessions of the series said, `carried` what they and this one say together; None where
    too few were timed, and the author's minutes hold.
    """

    key: str
    title: str
    reached: int
    done: int
    skipped: int
    stopped: int
    on_it: int
    timed: int
    median: float | None
    author: float
    learned: float | None
    carried: float | None
    calls: int
    completes: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How help came about: `hands` and `said_stuck` were their wish, `visits` our own; `silent` questions to phones."""

    hands: int
    said_stuck: int
    visits: int
    silent: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Hands closed as left over: to `count` nobody came, to `unrecorded` somebody did and nobody wrote how it ended.

    `longest` is the longest wait among the `count`, in minutes and cut off by the end; None for nobody.
    """

    count: int = 0
    longest: float | None = None
    unrecorded: int = 0


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """An error met at a step. `title` is the known error's, else what a screen said; `remedies` best hit rate first."""

    step_title: str
    title: str
    known: bool
    count: int
    remedies: tuple[tuple[str, RemedyRecord], ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """Who stopped at a step, by name; `names` is empty where they were left out, `count` never."""

    step_title: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confidence:
    """How confident people said they are: counts of 1 to 5 before and after, and those who answered both times.

    `change` is the mean of after minus before over the `paired` people, None for nobody.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    paired: int
    rose: int
    fell: int
    change: float | None


@dataclass(frozen=True, slots=True)
class FirstHandsOn:
    """First hands-on completions recorded in this session, of those who came and had none before."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class WayOut:
    """What people said on their way out, in alphabetical order, which does not tell who said what."""

    next_uses: tuple[str, ...] = ()
    in_the_way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionReport:
    """One session at `at`. `is_final`: it has ended; before that the figures are those so far.

    `gap` says why there is little to show, None where there is a report. `earlier` sessions of the series were
    learned from; `next_name` is the session the minutes are carried to.
    """

    session: Session
    at: datetime
    is_final: bool
    gap: ReportGap | None
    attendance: Attendance
    rhythm: Rhythm
    first_hands_on: FirstHandsOn
    steps: tuple[StepLine, ...]
    asked: Asked
    waits: WaitFigures
    helpers: tuple[HelperLoad, ...]
    errors: tuple[ErrorLine, ...]
    stopped: tuple[Stopped, ...]
    confidence: Confidence
    earlier: int
    next_name: str | None
    unanswered: Unanswered = field(default_factory=Unanswered)
    way_out: WayOut = field(default_factory=WayOut)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Learned minutes per step: `before` this session, and with it (`after`)."""

    before: Mapping[str, float]
    after: Mapping[str, float]


def without_names(report: SessionReport) -> SessionReport:
    """Return the report with nobody named: neither who stopped where nor who helped."""
    helpers = tuple(replace(one, helper="") for one in report.helpers)
    return replace(report, stopped=tuple(replace(one, names=()) for one in report.stopped), helpers=helpers)


def step_lines(
    steps: Sequence[Step],
    journeys: Iterable[Journey],
    *,
    minutes: Minutes,
    helped: Mapping[str, StepHelp],
    stopped: Mapping[str, Collection[UUID]],
    is_final: bool,
) -> tuple[StepLine, ...]:
    """Return the funnel, step by step; `stopped` is who stopped at each, and at the end nobody is on a step."""
    walked = list(journeys)
    lines = [
        _step_line(step, walked, minutes=minutes, calls=_calls(helped.get(step.key)), stopped=len(stopped[step.key]))
        for step in steps
    ]
    return tuple(replace(one, on_it=0) for one in lines) if is_final else tuple(lines)


def who_stopped(
    steps: Sequence[Step], journeys: Mapping[UUID, Journey], *, through: Collection[UUID], is_final: bool
) -> dict[str, list[UUID]]:
    """Return who stopped at each step. Before the end, only those who went home have.

    `through` have their first hands-on completion: whatever was left for them to do, they did not stop.
    """
    mine = {who: walked for who, walked in journeys.items() if who not in through and (is_final or not walked.here)}
    return {step.key: [who for who, walked in mine.items() if walked.current == step.key] for step in steps}


def stopped_lines(
    steps: Sequence[Step], stopped: Mapping[str, Collection[UUID]], *, names: Mapping[UUID, str]
) -> tuple[Stopped, ...]:
    """Return by name who stopped at which step, in the order of the steps."""
    by_step = [(step.title, tuple(sorted(names[one] for one in stopped[step.key]))) for step in steps]
    return tuple(Stopped(title, len(who), who) for title, who in by_step if who)


def unanswered_of(tickets: Iterable[HelpTicket], now: datetime) -> Unanswered:
    """Return the left-overs among those who asked; the wait figures leave them out, so they are told apart."""
    left = [one for one in tickets if one.raised_by in ASKED and one.state is TicketState.LEFT_OVER]
    waits = [waited(one, now).total_seconds() / 60 for one in left if one.left_over is not LeftOver.HELPED_UNRECORDED]
    return Unanswered(len(waits), max(waits, default=None), len(left) - len(waits))


def asked_of(tickets: Sequence[HelpTicket], *, silent: int) -> Asked:
    """Return how help came about."""
    by = Counter(ticket.raised_by for ticket in tickets)
    ours = sum(count for raised, count in by.items() if raised not in ASKED)
    return Asked(by[RaisedBy.HAND], by[RaisedBy.NUDGE], ours, silent)


def error_lines(
    checklist: Checklist, tickets: Iterable[HelpTicket], *, records: Sequence[RemedyRecord]
) -> tuple[ErrorLine, ...]:
    """Return the errors met most often, with what became of their remedies."""
    met: Counter[tuple[str, str | None, str]] = Counter()
    for ticket in tickets:
        if ticket.step_key and (ticket.error_key or ticket.error_text):
            text = "" if ticket.error_key else _one_line(ticket.error_text or "")
            met[ticket.step_key, ticket.error_key, text] += 1
    steps = {step.key: step for step in checklist.steps}
    lines = [
        _error_line(steps[step_key], error_key, text, count=count, records=records)
        for (step_key, error_key, text), count in met.most_common()
        if step_key in steps
    ]
    return tuple(lines[:MOST_ERRORS])


def confidence_of(said: Mapping[tuple[UUID, Moment], int]) -> Confidence:
    """Return the answers before and after, and the change of those who answered both times."""
    before = {who: value for (who, moment), value in said.items() if moment is Moment.BEFORE}
    after = {who: value for (who, moment), value in said.items() if moment is Moment.AFTER}
    changes = [after[who] - value for who, value in before.items() if who in after]
    return Confidence(
        before=_spread(before.values()),
        after=_spread(after.values()),
        paired=len(changes),
        rose=sum(change > 0 for change in changes),
        fell=sum(change < 0 for change in changes),
        change=mean(changes) if changes else None,
    )


def way_out_of(tickets: Iterable[ExitTicket]) -> WayOut:
    """Return what people said on their way out, without saying who did."""
    told = list(tickets)
    uses, in_the_way = ([one.next_use for one in told], [one.in_the_way for one in told])
    return WayOut(*(tuple(sorted(filter(None, texts), key=str.casefold)) for texts in (uses, in_the_way)))


def _step_line(step: Step, walked: Sequence[Journey], *, minutes: Minutes, calls: int, stopped: int) -> StepLine:
    marks = [one.marks[step.key].state for one in walked if step.key in one.marks]
    here = [one for one in walked if one.current == step.key]
    taken, unfinished = _times(step.key, walked)
    return StepLine(
        key=step.key,
        title=step.title,
        reached=sum(one.reached(step.key) for one in walked),
        done=marks.count(MarkState.DONE),
        skipped=marks.count(MarkState.SKIPPED),
        stopped=stopped,
        on_it=len(here) - stopped,
        timed=len(taken),
        median=censored_median(taken, unfinished) if taken else None,
        author=step.minutes,
        learned=minutes.before.get(step.key),
        carried=minutes.after.get(step.key),
        calls=calls,
        completes=step.completes,
    )


def _times(key: str, walked: Sequence[Journey]) -> tuple[list[float], list[float]]:
    """Return the minutes of those who did the step, and of those who did not get to its end."""
    done = [one.minutes[key] for one in walked if key in one.minutes and one.marks[key].state is MarkState.DONE]
    skipped = [one.minutes[key] for one in walked if key in one.minutes and one.marks[key].state is MarkState.SKIPPED]
    return done, [*skipped, *(one.elapsed for one in walked if one.current == key)]


def _calls(helped: StepHelp | None) -> int:
    return helped.tickets if helped else 0


def _error_line(
    step: Step, error_key: str | None, text: str, *, count: int, records: Sequence[RemedyRecord]
) -> ErrorLine:
    error = next((one for one in step.errors if one.key == error_key), None)
    texts = {remedy.key: remedy.text for one in step.errors for remedy in one.remedies}
    tried = [one for one in records if (one.step_key, one.error_key) == (step.key, error_key)] if error_key else []
    return ErrorLine(
        step_title=step.title,
        title=error.title if error else (text or error_key or ""),
        known=error is not None,
        count=count,
        remedies=tuple((texts.get(one.remedy_key, one.remedy_key), one) for one in tried),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _spread(values: Iterable[int]) -> tuple[int, ...]:
    counts = Counter(values)
    return tuple(counts[one] for one in CONFIDENCE)
