"""The rules that are compared in the synthetic rooms: three simple ones, and the floor's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from uuid import UUID

from tests.domain.room_simulator import (
    AUTHOR_MINUTES,
    COOL_DOWN,
    Outcome,
    Simulation,
    Somebody,
    Visit,
)
from trainer_app.domain.assess import assess
from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.floor import FixShown, Nudge, NudgeAnswer, Room
from trainer_app.domain.help import HelpTicket, RaisedBy, Stage, TicketState
from trainer_app.domain.progress import MarkState, Present, StepMark
from trainer_app.domain.session import Phase, PhaseChange

ANSWERED_AFTER = 1.0  # minutes between the silent question and its answer
ANSWERS_WORKING = ((0.60, NudgeAnswer.NEARLY), (0.70, NudgeAnswer.WAITING), (1.0, None))
ANSWERS_STUCK = ((0.25, NudgeAnswer.STUCK), (0.50, NudgeAnswer.NEARLY), (0.55, NudgeAnswer.WAITING), (1.0, None))
START = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
SESSION = UUID(int=1)


class SimpleRule(ABC):
    """A rule that compares the time since the last tick with one limit per step."""

    name: str

    def look_at(self, room: Simulation, now: float) -> Sequence[int]:
        late = [
            (now - person.last_tick, person.number)
            for person in room.people
            if not person.finished
            and now - person.last_visit >= COOL_DOWN
            and now - person.last_tick > self.limit(room, person.step)
        ]
        return [number for _, number in sorted(late, reverse=True)]

    @abstractmethod
    def limit(self, room: Simulation, step: int) -> float:
        """Return the minutes without a tick after which somebody is looked at."""


class NoTickForFive(SimpleRule):
    name = "no tick for 5 min"

    def limit(self, room: Simulation, step: int) -> float:
        return 5.0


class TwiceAuthor(SimpleRule):
    name = "2 x author's minutes"

    def limit(self, room: Simulation, step: int) -> float:
        return 2.0 * AUTHOR_MINUTES[step]


class FinishedOnly(SimpleRule):
    """Median of those who are through, plus two (scaled) deviations; the author's minutes twice until three are."""

    name = "finished only, median + MAD"

    def limit(self, room: Simulation, step: int) -> float:
        took = [person.took(step) for person in room.people if person.step > step]
        if len(took) < 3:
            return 2.0 * AUTHOR_MINUTES[step]
        middle = median(took)
        return middle + 2.0 * 1.4826 * median(abs(one - middle) for one in took)


class TheFloor:
    """The rules of the product, fed with the same values a session would hold."""

    name = "the floor's rules"

    def __init__(self) -> None:
        self._checklist = Checklist(
            "synthetic", "Synthetic", 1, tuple(_step(i, m) for i, m in enumerate(AUTHOR_MINUTES))
        )
        self._nudges: dict[tuple[UUID, str], Nudge] = {}
        self._fixes: list[FixShown] = []
        self._due: list[tuple[float, Nudge]] = []

    def look_at(self, room: Simulation, now: float) -> Sequence[int]:
        self._answers(room, now)
        signals = assess(self._room(room, now), _at(now)).signals
        for card in signals.nudges_due:
            self._ask(room.people[card.who.attendee_id.int], card.step_key, now=now)
        for alarm in signals.step_alarms:
            self._show_fix(room, int(alarm.step_key), now=now)
        return [one.card.who.attendee_id.int for one in signals.suggestions]

    def _room(self, room: Simulation, now: float) -> Room:
        visits = [_ticket(number, visit, now) for number, visit in enumerate(room.visits)]
        return Room(
            checklist=self._checklist,
            phases=[PhaseChange(Phase.HANDS_ON, START)],
            people=[Present(_id(p.number), f"P{p.number}", START, phone=p.phone) for p in room.people],
            marks={_id(p.number): _marks(p) for p in room.people},
            tickets=[*visits, *(_hand(person) for person in room.people if person.asked_since is not None)],
            nudges=list(self._nudges.values()),
            fixes=self._fixes,
        )

    def _ask(self, person: Somebody, step_key: str, *, now: float) -> None:
        nudge = Nudge(_id(person.number), step_key, _at(now))
        self._nudges[_id(person.number), step_key] = nudge
        self._due.append((now + ANSWERED_AFTER, nudge))

    def _answers(self, room: Simulation, now: float) -> None:
        """Let people answer a minute after they were asked, as they feel then; whoever has moved on ticks instead."""
        for nudge in [nudge for due, nudge in self._due if due <= now]:
            person = room.people[nudge.attendee_id.int]
            if str(person.step) == nudge.step_key and person.asked_since is None and person.helped_until is None:
                self._answer(room, person, nudge=nudge, now=now)
        self._due = [(due, nudge) for due, nudge in self._due if due > now]

    def _answer(self, room: Simulation, person: Somebody, *, nudge: Nudge, now: float) -> None:
        table = ANSWERS_WORKING if person.stuck_since is None else ANSWERS_STUCK
        answer = next(answer for share, answer in table if person.plan[person.step].answer <= share)
        if answer is None:
            return
        key = (nudge.attendee_id, nudge.step_key)
        self._nudges[key] = Nudge(nudge.attendee_id, nudge.step_key, nudge.sent_at, answer, _at(now))
        if answer is NudgeAnswer.STUCK:
            person.asked_since = now

    def _show_fix(self, room: Simulation, step: int, *, now: float) -> None:
        self._fixes.append(FixShown(str(step), _at(now)))
        for person in room.people:
            if person.step == step and person.stuck_since is not None and person.plan[step].shared:
                room.free_somebody(person)


def _step(number: int, minutes: float) -> Step:
    return Step(str(number), f"Step {number}", "", float(minutes), bodies={}, verify={}, expected={})


def _hand(person: Somebody) -> HelpTicket:
    stage = Stage(TicketState.OPEN, _at(person.asked_since or 0.0), None)
    return HelpTicket(
        UUID(int=10_000 + person.number), SESSION, _id(person.number), str(person.step), RaisedBy.HAND, (stage,)
    )


def _ticket(number: int, visit: Visit, now: float) -> HelpTicket:
    stages = [
        Stage(TicketState.OPEN, _at(visit.begin if visit.asked is None else visit.asked), None),
        Stage(TicketState.CLAIMED, _at(visit.begin), "helper"),
    ]
    if visit.end <= now:
        stages.append(Stage(TicketState.SOLVED, _at(visit.end), "helper"))
    raised_by = RaisedBy.SUGGESTION if visit.asked is None else RaisedBy.HAND
    return HelpTicket(_id(number), SESSION, _id(visit.number), str(visit.step), raised_by, tuple(stages))


def _marks(person: Somebody) -> list[StepMark]:
    return [StepMark(str(step), MarkState.DONE, _at(tick), "phone") for step, tick in enumerate(person.ticks)]


def _at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def _id(number: int) -> UUID:
    return UUID(int=number)


RULES = (NoTickForFive, TwiceAuthor, FinishedOnly, TheFloor)


def compare(seeds: Sequence[int]) -> dict[str, Outcome]:
    """Play the rooms of all these seeds under every rule; return each rule's outcomes added up, by its name."""
    added: dict[str, Outcome] = {}
    for rule in RULES:
        total = added.setdefault(rule.name, Outcome())
        for seed in seeds:
            total.add(Simulation(seed, rule()).run())
    return added


def table(outcomes: dict[str, Outcome]) -> str:
    """Return the comparison as lines of text."""
    head = f"{'rule':<30}{'false visits per person-hour':>30}{'silent found in 8 min':>24}{'silent':>8}"
    rows = (
        f"{name:<30}{one.false_per_hour:>30.2f}{one.found_share:>24.2f}{len(one.silent):>8}"
        for name, one in outcomes.items()
    )
    return "\n".join([head, *rows])
