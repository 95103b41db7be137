"""A synthetic room, to hold the floor's rules against simpler ones: who is visited for nothing, who is found in time.

The room knows nothing of any rule. People work at their own pace through ten steps whose author misjudged some;
now and then one gets stuck, and half of those never raise a hand. Every rule plays the same seeded rooms: the same
people, the same durations, the same trouble, the same helpers walking to hands first and to suggestions after.

Its figures were chosen once, for what a room is like, and so that the three simple rules visit about as many people
for nothing as they are known to (4.2, 1.6 and 1.7 per person-hour); nothing was fitted to the floor's own rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random
from typing import Protocol

PEOPLE, HELPERS = 24, 4  # one helper for six, as in tasks
MINUTES, TICK = 75.0, 0.5
AUTHOR_MINUTES = (4, 2, 5, 3, 8, 6, 4, 5, 7, 3)
AUTHOR_OPTIMISM = 0.2  # authors know their own steps too well: the usual time is a fifth above theirs
AUTHOR_ERROR, OWN_PACE, EACH_TIME = 0.35, 0.25, 0.40  # spreads of logarithms
STUCK, SILENT = 0.10, 0.5  # per person and step; share of the stuck who never raise a hand
RAISES_AFTER, FREES_ITSELF_AFTER = 3.0, 15.0  # mean minutes
WALK, LOOK, SOLVE = 0.5, 1.0, 3.5  # minutes: to get there, to see that all is well, to get somebody going again
COOL_DOWN = 6.0  # every rule leaves people alone after a visit
PHONES = 0.85
SHARED_CAUSE = 0.4  # share of stuck people whom a fix shown to everybody frees
FOUND_WITHIN = 8.0


@dataclass
class Trouble:
    """What happens to one person at one step, drawn before anything begins."""

    work: float
    stuck_after: float | None
    silent: bool
    raises_after: float
    frees_itself_after: float
    answer: float
    shared: bool


@dataclass
class Somebody:
    """One attendee as the room moves them on."""

    number: int
    phone: bool
    plan: list[Trouble]
    step: int = 0
    worked: float = 0.0
    stuck_since: float | None = None
    was_stuck: bool = False
    asked_since: float | None = None
    helped_until: float | None = None
    last_visit: float = -COOL_DOWN
    ticks: list[float] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        return self.step == len(self.plan)

    @property
    def last_tick(self) -> float:
        return self.ticks[-1] if self.ticks else 0.0

    def took(self, step: int) -> float:
        return self.ticks[step] - (self.ticks[step - 1] if step else 0.0)


@dataclass(frozen=True)
class Visit:
    """Somebody was with a person from `begin` to `end`; `asked` is when their hand went up, None when it did not."""

    number: int
    step: int
    asked: float | None
    begin: float
    end: float


@dataclass
class Silent:
    """One silent person's trouble: when it began, and when somebody came."""

    began: float
    found: float | None = None


@dataclass
class Outcome:
    """What one rule did in one room, or in several added up."""

    visits: int = 0
    false_visits: int = 0
    person_hours: float = 0.0
    silent: list[Silent] = field(default_factory=list)

    @property
    def false_per_hour(self) -> float:
        return self.false_visits / self.person_hours

    @property
    def found_share(self) -> float:
        judged = [one for one in self.silent if one.began <= MINUTES - FOUND_WITHIN]
        return sum(one.found is not None and one.found - one.began <= FOUND_WITHIN for one in judged) / len(judged)

    def add(self, other: Outcome) -> None:
        self.visits += other.visits
        self.false_visits += other.false_visits
        self.person_hours += other.person_hours
        self.silent += other.silent


class Rule(Protocol):
    """Looks at what a laptop can know (ticks, hands, visits, answers) and names whom to look at, most urgent first."""

    name: str

    def look_at(self, room: Simulation, now: float) -> Sequence[int]: ...


class Simulation:
    """One seeded room under one rule."""

    def __init__(self, seed: int, rule: Rule, *, phones: float = PHONES) -> None:
        draw = Random(seed)
        true_minutes = [minutes * exp(draw.gauss(AUTHOR_OPTIMISM, AUTHOR_ERROR)) for minutes in AUTHOR_MINUTES]
        self.people = [_somebody(number, true_minutes, draw=draw, phones=phones) for number in range(PEOPLE)]
        self.rule = rule
        self.visits: list[Visit] = []
        self.outcome = Outcome()
        self._helpers = [0.0] * HELPERS
        self._silent: dict[int, Silent] = {}

    def run(self) -> Outcome:
        now = 0.0
        while now < MINUTES:
            now += TICK
            for person in self.people:
                if not person.finished:
                    self.outcome.person_hours += TICK / 60
                    self._move_on(person, now)
            self._send_helpers(now)
        return self.outcome

    def free_somebody(self, person: Somebody) -> None:
        """Get a stuck person going again."""
        person.stuck_since = None
        person.asked_since = None
        self._silent.pop(person.number, None)

    def _move_on(self, person: Somebody, now: float) -> None:
        trouble = person.plan[person.step]
        if person.helped_until is not None:
            if now < person.helped_until:
                return
            person.helped_until = None
        if person.stuck_since is not None:
            if not trouble.silent and person.asked_since is None and now - person.stuck_since >= trouble.raises_after:
                person.asked_since = now
            if now - person.stuck_since >= trouble.frees_itself_after:
                self.free_somebody(person)
            return
        person.worked += TICK
        if trouble.stuck_after is not None and not person.was_stuck and person.worked >= trouble.stuck_after:
            person.stuck_since, person.was_stuck = now, True
            if trouble.silent:
                self._silent[person.number] = Silent(now)
                self.outcome.silent.append(self._silent[person.number])
        elif person.worked >= trouble.work:
            person.ticks.append(now)
            person.step, person.worked, person.was_stuck = person.step + 1, 0.0, False

    def _send_helpers(self, now: float) -> None:
        hands = sorted((p for p in self.people if p.asked_since is not None), key=lambda p: p.asked_since or 0.0)
        looks = [self.people[number] for number in self.rule.look_at(self, now)]
        waiting = [(p, True) for p in hands] + [(p, False) for p in looks if p.asked_since is None]
        free = [i for i, until in enumerate(self._helpers) if until <= now]
        for helper, (person, asked) in zip(free, [one for one in waiting if one[0].helped_until is None], strict=False):
            self._helpers[helper] = self._visit(person, now, asked=asked)

    def _visit(self, person: Somebody, now: float, *, asked: bool) -> float:
        """Walk there; return when the helper is free again."""
        stuck = person.stuck_since is not None
        until = now + WALK + (SOLVE if stuck else LOOK)
        if person.number in self._silent:
            self._silent[person.number].found = now + WALK
        if not asked:
            self.outcome.visits += 1
            self.outcome.false_visits += not stuck
        self.visits.append(Visit(person.number, person.step, person.asked_since, now, until))
        person.helped_until = person.last_visit = until
        self.free_somebody(person)
        return until


def _somebody(number: int, true_minutes: Sequence[float], *, draw: Random, phones: float) -> Somebody:
    pace = exp(draw.gauss(0, OWN_PACE))
    phone = draw.random() < phones
    plan = []
    for minutes in true_minutes:
        work = max(TICK, minutes * pace * exp(draw.gauss(0, EACH_TIME)))
        stuck, point = draw.random() < STUCK, draw.random()
        plan.append(
            Trouble(
                work=work,
                stuck_after=work * point if stuck else None,
                silent=draw.random() < SILENT,
                raises_after=draw.expovariate(1 / RAISES_AFTER),
                frees_itself_after=draw.expovariate(1 / FREES_ITSELF_AFTER),
                answer=draw.random(),
                shared=draw.random() < SHARED_CAUSE,
            )
        )
    return Somebody(number, phone, plan)
