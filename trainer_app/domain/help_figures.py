"""Figures of the help queue: how long people waited, who helped how much, which remedies worked, how many helpers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Remedy, Step, remedies_for
from trainer_app.domain.help import ASKED, HelpTicket, TicketState, help_spans, spans, waited
from trainer_app.domain.median import percentile

WAIT_P50_TARGET, WAIT_P90_TARGET = 2.0, 5.0  # minutes
SETUP_PEOPLE, TASK_PEOPLE = (4, 5), 6  # attendees per helper while setting up, and in tasks


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """How long people waited for help, in minutes, over `count` tickets; None where nobody asked."""

    count: int
    p50: float | None
    p90: float | None
    longest: float | None

    @property
    def on_target(self) -> bool:
        """Say whether half waited at most 2 minutes and nine in ten at most 5; a room nobody asked in is on target."""
        return (self.p50 or 0.0) <= WAIT_P50_TARGET and (self.p90 or 0.0) <= WAIT_P90_TARGET


@dataclass(frozen=True, slots=True)
class HelperLoad:
    """What one helper did: visits begun (a renewed claim is the same visit) and minutes with attendees."""

    helper: str
    visits: int
    minutes: float


@dataclass(frozen=True, slots=True)
class StepHelp:
    """The help one step needed: tickets that were asked for, minutes of help, how long people waited."""

    step_key: str
    tickets: int
    minutes: float
    waits: WaitFigures


@dataclass(frozen=True, slots=True)
class RemedyRecord:
    """How often a remedy was `tried` against a step's error, and how often it `worked`."""

    step_key: str
    error_key: str | None
    remedy_key: str
    worked: int
    tried: int

    @property
    def rate(self) -> float:
        """The hit rate for ranking, drawn towards one half [Laplace], so that one try does not beat six of seven."""
        return (self.worked + 1) / (self.tried + 2)


@dataclass(frozen=True, slots=True)
class Staffing:
    """How many helpers a room wants: between `setup_least` and `setup` while setting up, `tasks` afterwards."""

    setup_least: int
    setup: int
    tasks: int


def wait_figures(tickets: Iterable[HelpTicket], now: datetime) -> WaitFigures:
    """Return the waits of everybody who asked, those still waiting with their time so far.

    Visits that were our own idea kept nobody waiting, and left-overs say nothing about the queue: neither counts.
    """
    waits = [
        waited(ticket, now).total_seconds() / 60
        for ticket in tickets
        if ticket.raised_by in ASKED and ticket.state is not TicketState.LEFT_OVER
    ]
    return WaitFigures(len(waits), percentile(waits, 0.5), percentile(waits, 0.9), max(waits, default=None))


def helper_loads(tickets: Iterable[HelpTicket], now: datetime) -> list[HelperLoad]:
    """Return what each helper did, by name."""
    visits: Counter[str] = Counter()
    minutes: defaultdict[str, float] = defaultdict(float)
    for ticket in tickets:
        before: str | None = None
        for stage, end in spans(ticket, now):
            helper = stage.by if stage.state is TicketState.CLAIMED else None
            if helper is not None:
                visits[helper] += helper != before
                minutes[helper] += (end - stage.at).total_seconds() / 60
            before = helper
    return [HelperLoad(helper, visits[helper], minutes[helper]) for helper in sorted(visits)]


def help_per_step(tickets: Iterable[HelpTicket], now: datetime) -> dict[str, StepHelp]:
    """Return the help each step needed; steps nobody asked about are not in it."""
    per_step: dict[str, list[HelpTicket]] = {}
    for ticket in tickets:
        if ticket.step_key is not None and ticket.raised_by in ASKED:
            per_step.setdefault(ticket.step_key, []).append(ticket)
    return {
        key: StepHelp(key, len(mine), sum(_helped(ticket, now) for ticket in mine), wait_figures(mine, now))
        for key, mine in per_step.items()
    }


def _helped(ticket: HelpTicket, now: datetime) -> float:
    return sum((end - begin).total_seconds() for begin, end in help_spans(ticket, now)) / 60


def remedy_records(tickets: Iterable[HelpTicket]) -> list[RemedyRecord]:
    """Return the record of every remedy that was tried, best hit rate first.

    A remedy was tried when it is among a ticket's `tried` or solved it; it worked when it solved it.
    """
    worked: Counter[tuple[str, str | None, str]] = Counter()
    tried: Counter[tuple[str, str | None, str]] = Counter()
    for ticket in tickets:
        if ticket.step_key is None:
            continue
        trouble = (ticket.step_key, ticket.error_key)
        solved_by = ticket.remedy_key if ticket.state is TicketState.SOLVED else None
        if solved_by is not None:
            worked[*trouble, solved_by] += 1
        for remedy in {*ticket.tried, *filter(None, [solved_by])}:
            tried[*trouble, remedy] += 1
    records = [RemedyRecord(*key, worked=worked[key], tried=count) for key, count in tried.items()]
    return sorted(records, key=lambda record: (-record.rate, record.step_key, record.remedy_key))


def suggested_remedies(
    step: Step, *, error_key: str | None, system: System | None, records: Sequence[RemedyRecord]
) -> list[tuple[Remedy, RemedyRecord | None]]:
    """Return the remedies of this step that fit, best hit rate first; an untried one ranks as one of two.

    Without a named error those of every known error of the step are offered. An unknown system fits every remedy.
    """
    known = {(record.error_key, record.remedy_key): record for record in records if record.step_key == step.key}
    fitting = [
        (remedy, known.get((error.key, remedy.key)))
        for error in step.errors
        if error_key in (None, error.key)
        for remedy in remedies_for(error, system)
    ]
    return sorted(fitting, key=lambda pair: -(pair[1].rate if pair[1] else 0.5))


def staffing(people: int) -> Staffing:
    """Return how many helpers a room of so many attendees wants: one per 4-5 in setup, one per 6 in tasks."""
    setup_many, setup_few = SETUP_PEOPLE
    return Staffing(ceil(people / setup_few), ceil(people / setup_many), ceil(people / TASK_PEOPLE))
