"""Pace: how long a step takes in this room, how long it may take this person, and what the next session learns.

For step s with expected minutes E_s, floor F_s (3; 6 with machine wait), its finishers and those still working on it:

    prior  = four pseudo-finishers at E_s x {0.61, 0.85, 1.17, 1.65}
    m_s    = Kaplan-Meier median of finishers + prior, those still on s right-censored
    sig_s  = clip(1.4826 x MAD(log durations incl. prior), 0.35, 0.80)
    g_i    = exp(clip(sum_j log(d_ij / m_j) / (k_i + 3), -0.35, +0.45))
    watch  = max(F_s,     m_s x g_i x exp(0.5  x sig_s))
    alarm  = max(F_s + 2, m_s x g_i x exp(2.24 x sig_s))

[Synthetic room of 24, false visits per person-hour: 4.2 for "no tick for 5 min", 1.7 for a median of finishers + MAD,
1.6 for 2 x the author's minutes, 0.57 for these limits behind a nudge, at about the same share of silent people found.]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from trainer_app.domain.checklist import Step
from trainer_app.domain.median import censored_median, log_spread
from trainer_app.domain.progress import Journey, MarkState

PRIOR = (0.61, 0.85, 1.17, 1.65)
FLOOR, FLOOR_MACHINE_WAIT = 3.0, 6.0  # minutes nobody is asked about
ALARM_ABOVE_FLOOR = 2.0
WATCH_SPREADS, ALARM_SPREADS = 0.5, 2.24
PACE_LEAST, PACE_MOST, PACE_SHRINK = -0.35, 0.45, 3
LEARN_FROM = 5  # finishers; fewer say more about these people than about the step


@dataclass(frozen=True, slots=True)
class StepPace:
    """How a step goes in this room, in minutes. `expected` is learned or the author's; `median` and `spread` know it.

    `observed` finishers were timed, `working` are on it now, `reached` are on it or past it.
    """

    step_key: str
    expected: float
    median: float
    spread: float
    observed: int
    working: int
    reached: int


@dataclass(frozen=True, slots=True)
class Limits:
    """One person's limits for one step, in net minutes: past `watch` they are asked, past `alarm` somebody looks."""

    watch: float
    alarm: float


def step_paces(
    steps: Sequence[Step], journeys: Iterable[Journey], *, learned: Mapping[str, float] | None = None
) -> dict[str, StepPace]:
    """Return the pace of every step. Those still on a step, and those who skipped it, are right-censored."""
    finished, unfinished, working, reached = _observed(steps, journeys)
    paces = {}
    for step in steps:
        expected = (learned or {}).get(step.key, step.minutes)
        durations = [*finished[step.key], *(expected * factor for factor in PRIOR)]
        paces[step.key] = StepPace(
            step_key=step.key,
            expected=expected,
            median=censored_median(durations, unfinished[step.key]),
            spread=log_spread(durations),
            observed=len(finished[step.key]),
            working=working[step.key],
            reached=reached[step.key],
        )
    return paces


def personal_pace(walked: Journey, paces: Mapping[str, StepPace]) -> float:
    """Return g, this person's pace against the room's: 1.0 the usual, above it slower, shrunk towards 1.0."""
    ratios = [
        log(minutes / paces[key].median)
        for key, minutes in walked.minutes.items()
        if key in paces and walked.marks[key].state is MarkState.DONE
    ]
    return exp(min(max(sum(ratios) / (len(ratios) + PACE_SHRINK), PACE_LEAST), PACE_MOST))


def limits(step: Step, pace: StepPace, *, personal: float = 1.0) -> Limits:
    """Return when a person of this pace is asked, and when somebody looks."""
    least = FLOOR_MACHINE_WAIT if step.machine_wait else FLOOR
    usual = pace.median * personal
    return Limits(
        watch=max(least, usual * exp(WATCH_SPREADS * pace.spread)),
        alarm=max(least + ALARM_ABOVE_FLOOR, usual * exp(ALARM_SPREADS * pace.spread)),
    )


def learned_minutes(steps: Sequence[Step], sessions: Iterable[Iterable[Journey]]) -> dict[str, float]:
    """Return what a step took people in earlier sessions: the median, unfinished people right-censored.

    A step with fewer than five timed finishers in all sessions together is left out; its author knows better.
    """
    finished, unfinished, _, _ = _observed(steps, (walked for journeys in sessions for walked in journeys))
    return {
        key: censored_median(durations, unfinished[key])
        for key, durations in finished.items()
        if len(durations) >= LEARN_FROM
    }


_PerStep = dict[str, list[float]]


def _observed(
    steps: Sequence[Step], journeys: Iterable[Journey]
) -> tuple[_PerStep, _PerStep, dict[str, int], dict[str, int]]:
    """Return per step: minutes of the finishers, minutes of the unfinished, how many are on it, how many reached it."""
    finished: _PerStep = {step.key: [] for step in steps}
    unfinished: _PerStep = {step.key: [] for step in steps}
    working, reached = dict.fromkeys(finished, 0), dict.fromkeys(finished, 0)
    for walked in journeys:
        for key, mark in walked.marks.items():
            if key not in finished:
                continue
            reached[key] += 1
            if minutes := walked.minutes.get(key):
                (finished if mark.state is MarkState.DONE else unfinished)[key].append(minutes)
        if walked.current is not None:
            reached[walked.current] += 1
            working[walked.current] += walked.here
            unfinished[walked.current].append(walked.elapsed)
    return finished, unfinished, working, reached
