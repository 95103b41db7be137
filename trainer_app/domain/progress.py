"""Progress: which step each person is on, since how many hands-on minutes, and what each step took them.

Every clock of the floor counts hands-on minutes: time stands still in a talk, a break or after the end. Help is
subtracted as well, so that the minutes of a step say how long the step takes, not how long the queue was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from operator import attrgetter
from uuid import UUID

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Step
from trainer_app.domain.session import Phase, PhaseChange

TALK_PLAN = 0.20  # the rhythm a hands-on session is held to: 20 % talk, 80 % hands-on
BURST = 0.25  # minutes; ticks closer together than this were caught up on, not worked one after the other
TIMED = 0.10  # minutes; a shorter time says that the clock did not run while the step was done


class MarkState(Enum):
    """How a person left a step behind."""

    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class StepMark:
    """One person's step was done or skipped at `at`; `by` says who ticked it (their phone, a helper, the desk)."""

    step_key: str
    state: MarkState
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who came to the session; their own `phone` can be asked or not; `left_at` is when they went home."""

    attendee_id: UUID
    name: str
    arrived_at: datetime
    seat: str | None = None
    system: System | None = None
    phone: bool = False
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """How far one person is.

    `minutes` are the net minutes of the steps behind them; a step done while the clock stood still is not in it.
    `current` is the step they are on, None when nothing is left, since `started` (hands-on minutes of the
    session) and for `elapsed` net minutes. `here` is False once they went home; their clock stands still then.
    """

    marks: Mapping[str, StepMark]
    minutes: Mapping[str, float]
    current: str | None
    started: float
    elapsed: float
    here: bool = True

    def reached(self, step_key: str) -> bool:
        """Say whether they are on this step or have it behind them."""
        return self.current == step_key or step_key in self.marks


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The phase that runs, for how many minutes, and how talk and hands-on shared the time so far (minutes)."""

    phase: Phase
    phase_minutes: float
    talk_minutes: float
    hands_on_minutes: float

    @property
    def talk_share(self) -> float | None:
        """The share of talk in talk and hands-on together (0 to 1), None before either began."""
        both = self.talk_minutes + self.hands_on_minutes
        return self.talk_minutes / both if both else None


class HandsOnClock:
    """Tells how many hands-on minutes had passed at any moment of a session."""

    __slots__ = ("_minutes", "_phases", "_times")

    def __init__(self, changes: Iterable[PhaseChange]) -> None:
        ordered = sorted(changes, key=lambda change: change.at)
        self._phases = [change.phase for change in ordered]
        self._times = [change.at.timestamp() for change in ordered]
        self._minutes = [0.0] * len(ordered)
        for i in range(1, len(ordered)):
            running = self._phases[i - 1] is Phase.HANDS_ON
            self._minutes[i] = self._minutes[i - 1] + (self._times[i] - self._times[i - 1]) / 60 * running

    def at(self, moment: datetime) -> float:
        """Return the hands-on minutes that had passed at this moment."""
        time = moment.timestamp()
        i = bisect_right(self._times, time) - 1
        if i < 0:
            return 0.0
        if self._phases[i] is not Phase.HANDS_ON:
            return self._minutes[i]
        return self._minutes[i] + (time - self._times[i]) / 60

    def phase(self, moment: datetime) -> Phase:
        """Return the phase the session was in at this moment."""
        i = bisect_right(self._times, moment.timestamp()) - 1
        return self._phases[i] if i >= 0 else Phase.PLANNED


def rhythm(changes: Sequence[PhaseChange], now: datetime) -> Rhythm:
    """Return what runs now and how the time was shared; changes after `now` are not looked at."""
    past = sorted((change for change in changes if change.at <= now), key=lambda change: change.at)
    if not past:
        return Rhythm(Phase.PLANNED, 0.0, 0.0, 0.0)
    spent = dict.fromkeys(Phase, 0.0)
    for change, until in zip(past, [*(later.at for later in past[1:]), now], strict=True):
        spent[change.phase] += (until - change.at).total_seconds() / 60
    phase = past[-1].phase
    entered = next(i for i in range(len(past), 0, -1) if i == 1 or past[i - 2].phase is not phase) - 1
    since = (now - past[entered].at).total_seconds() / 60
    return Rhythm(phase, since, spent[Phase.TALK], spent[Phase.HANDS_ON])


def journey(
    person: Present,
    marks: Sequence[StepMark],
    *,
    steps: Sequence[Step],
    clock: HandsOnClock,
    helped: Sequence[tuple[datetime, datetime]] = (),
    now: datetime,
) -> Journey:
    """Return how far this person is at `now`.

    The clock of a step starts at the latest of: their mark before it, their arrival, the start of hands-on.
    `helped` are the spans in which somebody helped them; they are taken off the clock once, also where they overlap.
    """
    until = clock.at(min(now, person.left_at) if person.left_at else now)
    arrived = min(clock.at(person.arrived_at), until)
    breaks = _merged(helped, clock) if helped else []
    ordered = sorted(marks, key=attrgetter("at"))
    moments = [min(max(clock.at(mark.at), arrived), until) for mark in ordered]
    started = moments[-1] if moments else arrived
    by_key = {mark.step_key: mark for mark in ordered}
    return Journey(
        marks=by_key,
        minutes=_minutes(ordered, moments, arrived=arrived, breaks=breaks, steps=steps),
        current=current_step(steps, by_key),
        started=started,
        elapsed=_net(started, until, breaks=breaks),
        here=person.left_at is None or person.left_at > now,
    )


def current_step(steps: Sequence[Step], marks: Mapping[str, StepMark]) -> str | None:
    """Return the first step in order that is not behind them and whose dependencies are; None when all is done.

    An optional step is passed over as soon as a later one is ticked. Where dependencies name each other in a
    circle, the first step left is taken, so that nobody is ever nowhere.
    """
    left = [step for step in steps if step.key not in marks]
    if any(step.optional for step in left):
        ticked = [i for i, step in enumerate(steps) if step.key in marks]
        passed = {step.key for step in steps[: ticked[-1]] if step.optional} if ticked else ()
        left = [step for step in left if step.key not in passed]
    still_open = {step.key for step in left}
    ready = (step.key for step in left if still_open.isdisjoint(step.depends_on))
    return next(ready, left[0].key if left else None)


def _minutes(
    marks: Sequence[StepMark],
    moments: Sequence[float],
    *,
    arrived: float,
    breaks: Sequence[tuple[float, float]],
    steps: Sequence[Step],
) -> dict[str, float]:
    """Return the net minutes of each timed step; ticks of one burst share the time before them."""
    minutes: dict[str, float] = {}
    begin, i = arrived, 0
    while i < len(marks):
        end = i + 1
        while end < len(marks) and moments[end] - moments[end - 1] < BURST:
            end += 1
        net = _net(begin, moments[end - 1], breaks=breaks)
        minutes.update({marks[i].step_key: net} if end == i + 1 else _shared(net, marks[i:end], steps=steps))
        begin, i = moments[end - 1], end
    return {key: taken for key, taken in minutes.items() if taken >= TIMED}


def _shared(net: float, burst: Sequence[StepMark], *, steps: Sequence[Step]) -> dict[str, float]:
    """Return each step's share of a burst's minutes, by the expected ones; skipped steps get none beside done ones."""
    worked = [mark.step_key for mark in burst if mark.state is MarkState.DONE] or [mark.step_key for mark in burst]
    expected = {step.key: step.minutes for step in steps if step.key in worked}
    return {key: net * minutes / sum(expected.values()) for key, minutes in expected.items()}


def _merged(spans: Sequence[tuple[datetime, datetime]], clock: HandsOnClock) -> list[tuple[float, float]]:
    """Return the spans in hands-on minutes, in order, overlapping ones joined."""
    merged: list[tuple[float, float]] = []
    for begin, end in sorted((clock.at(begin), clock.at(end)) for begin, end in spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _net(begin: float, end: float, *, breaks: Sequence[tuple[float, float]]) -> float:
    """Return the minutes from `begin` to `end` outside the breaks."""
    if not breaks:
        return end - begin
    taken = sum(max(0.0, min(end, until) - max(begin, since)) for since, until in breaks)
    return max(0.0, end - begin - taken)
