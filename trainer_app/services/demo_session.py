"""One session of the demo: people come in, work through the steps at their own pace, and some get stuck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckInResult, Gesture, InputKind
from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import HelpTicket, TicketMove
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.services.attendance import AttendanceService
from trainer_app.services.check_in import CheckInService
from trainer_app.services.checklists import ChecklistService
from trainer_app.services.completions import CompletionService
from trainer_app.services.context import Context
from trainer_app.services.demo_story import ROWS_OF_SEATS, Character, Fate
from trainer_app.services.floor import FloorService
from trainer_app.services.help_desk import Hand, HelpDeskService
from trainer_app.services.sessions import SessionService

FACILITATOR = Desk("Facilitator", "front desk, before")  # so that undo begins at what the visitor does
HELPERS = (Desk("Mei", "phone"), Desk("Jonas", "phone"), Desk("Amara", "phone"))
_TALK = timedelta(minutes=15)
_HANDS_ON = timedelta(minutes=90)
_SPREAD = 0.30  # how much one person's minutes for one step vary (of the logarithm)
# The people of the running session who are held up: the step they are at, and since how many minutes.
_HELD = (("install", 11.0), ("sign_in", 8.0), ("git", 14.0), ("install", 16.0))
_HELP_CHANCE = 0.05  # of needing help at a step, in a session of the past


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a moment of the story."""

    at: datetime
    act: Callable[[], object]


@dataclass(slots=True)
class _Visit:
    """Somebody in the session: their check-in, once it was answered, and the ticket they have open."""

    who: UUID
    character: Character
    seat: str
    ticket: HelpTicket | None = None


@dataclass(slots=True)
class DemoSession:
    """Yields what happens in one session, each event with its moment."""

    context: Context
    session: Session
    random: Random
    now: datetime
    _checklist: Checklist = field(init=False)

    def __post_init__(self) -> None:
        self._checklist = ChecklistService(self.context).of_program()

    def events(self, coming: Sequence[tuple[UUID, Character]]) -> Iterator[Event]:
        """Yield everything of this session up to now, in no order."""
        visits = [_Visit(who, one, f"{ROWS_OF_SEATS[n // 3]}{n % 3 + 1}") for n, (who, one) in enumerate(coming)]
        is_today = self.session.ends_at > self.now
        if is_today:
            visits = visits[:-2]  # two have not come yet
        every = [*self._phases(), *(event for visit in visits for event in self._arrival(visit))]
        if self.session.kind is SessionKind.HANDS_ON:
            walk = self._today if is_today else self._past
            every += walk(visits)
        return (event for event in every if event.at <= self.now)

    def _phases(self) -> Iterator[Event]:
        begin = self.session.starts_at
        times = [(Phase.DOORS, begin - timedelta(minutes=15)), (Phase.TALK, begin)]
        if self.session.kind is SessionKind.HANDS_ON:
            times += [(Phase.HANDS_ON, begin + _TALK), (Phase.WRAP_UP, begin + _TALK + _HANDS_ON)]
        times.append((Phase.ENDED, self.session.ends_at))
        sessions = SessionService(self.context)
        for phase, at in times:
            yield Event(at, partial(sessions.enter, self.session.id, phase, desk=FACILITATOR))

    def _arrival(self, visit: _Visit) -> Iterator[Event]:
        at = self.session.starts_at + timedelta(minutes=self.random.uniform(-12, 4))
        yield Event(at, partial(self._check_in, visit))
        if self.session.kind is SessionKind.HANDS_ON:
            yield Event(at + timedelta(minutes=1), partial(self._ask_confidence, visit, Moment.BEFORE, 1, 3))

    def _past(self, visits: Sequence[_Visit]) -> Iterator[Event]:
        for visit in visits:
            stops = visit.character.fate is Fate.NOT_COMPLETED
            steps = self._checklist.steps[: self.random.randint(5, 7)] if stops else self._checklist.steps
            yield from self._walk(visit, steps)

    def _walk(self, visit: _Visit, steps: Sequence[Step]) -> Iterator[Event]:
        at = self.session.starts_at + _TALK
        for step in steps:
            at += self._minutes(visit, step)
            if step.errors and self.random.random() < _HELP_CHANCE:
                yield from self._helped(visit, step, at)
                at += timedelta(minutes=4)
            at = min(at, self.session.ends_at - timedelta(minutes=2))
            yield Event(at, partial(self._tick, visit, step))
            if step.completes:
                yield Event(at + timedelta(minutes=1), partial(self._ask_confidence, visit, Moment.AFTER, 3, 5))

    def _helped(self, visit: _Visit, step: Step, at: datetime) -> Iterator[Event]:
        error = self.random.choice(step.errors)
        helper = self.random.choice(HELPERS)
        remedy = error.remedies[0].key
        yield Event(at, partial(self._ask, visit, Hand(self.session.id, visit.who, step.key, error_key=error.key)))
        yield Event(at + timedelta(minutes=1.5), partial(self._move, visit, TicketMove.CLAIM, helper))
        yield Event(at + timedelta(minutes=3.5), partial(self._move, visit, TicketMove.SOLVE, helper, remedy))

    def _today(self, visits: Sequence[_Visit]) -> Iterator[Event]:
        """Play the running session: two hands up, one being helped, one silent, one not started."""
        steps = self._checklist.steps
        keys = [step.key for step in steps]
        for number, visit in enumerate(visits[:-1]):  # the last one sits there and has not begun
            held, since = _HELD[number] if number < len(_HELD) else ("", 0.0)
            if held in keys:
                yield from self._walk_to(visit, steps[: keys.index(held)], self.now - timedelta(minutes=since))
            else:
                yield from self._walk_on(visit, steps)
        yield from self._hands(visits)

    def _walk_on(self, visit: _Visit, steps: Sequence[Step]) -> Iterator[Event]:
        at = self.session.starts_at + _TALK
        for step in steps:
            at += self._minutes(visit, step)
            yield Event(at, partial(self._tick, visit, step))

    def _walk_to(self, visit: _Visit, steps: Sequence[Step], end: datetime) -> Iterator[Event]:
        """Walk these steps so that the last one is done at `end`."""
        begin = self.session.starts_at + _TALK
        total, behind = sum(step.minutes for step in steps), 0.0
        for step in steps:
            behind += step.minutes
            yield Event(begin + (end - begin) * (behind / total), partial(self._tick, visit, step))

    def _hands(self, visits: Sequence[_Visit]) -> Iterator[Event]:
        steps = {step.key: step for step in self._checklist.steps}
        asked = (
            (0, "install", 3.3, ("closed the window and opened it again",)),
            (1, "sign_in", 1.1, ()),
            (2, "git", 6, ()),
        )
        for number, key, ago, done in asked:
            if number >= len(visits) or key not in steps:
                continue
            visit, errors = visits[number], steps[key].errors
            hand = Hand(self.session.id, visit.who, key, error_key=errors[0].key if errors else None, tried=done)
            yield Event(self.now - timedelta(minutes=ago), partial(self._ask, visit, hand))
            if number == 2:  # noqa: PLR2004 - the third of them is being helped
                helped = self.now - timedelta(minutes=ago - 2)
                yield Event(helped, partial(self._move, visit, TicketMove.CLAIM, HELPERS[0]))

    def _minutes(self, visit: _Visit, step: Step) -> timedelta:
        return timedelta(minutes=step.minutes * visit.character.pace * self.random.lognormvariate(-0.1, _SPREAD))

    def _check_in(self, visit: _Visit) -> CheckInResult:
        kind = InputKind.SCANNER if self.random.random() < 0.7 else InputKind.NAME  # noqa: PLR2004 - most bring a badge
        gesture = Gesture(self.context.new_id(), self.session.id, kind, FACILITATOR)
        result = CheckInService(self.context).choose(gesture, visit.who)
        if result.check_in and self.session.kind is SessionKind.HANDS_ON:
            AttendanceService(self.context).seat(result.check_in.id, visit.seat, desk=FACILITATOR)
        return result

    def _tick(self, visit: _Visit, step: Step) -> None:
        FloorService(self.context).mark(self.session.id, visit.who, step.key, desk=HELPERS[1])

    def _ask_confidence(self, visit: _Visit, moment: Moment, lowest: int, highest: int) -> None:
        value = self.random.randint(lowest, highest)
        service = CompletionService(self.context)
        service.say_confidence(self.session.id, visit.who, moment, value=value, desk=FACILITATOR)

    def _ask(self, visit: _Visit, hand: Hand) -> None:
        visit.ticket = HelpDeskService(self.context).ask(hand, desk=HELPERS[2])

    def _move(self, visit: _Visit, move: TicketMove, helper: Desk, remedy: str | None = None) -> None:
        if visit.ticket:
            HelpDeskService(self.context).move(visit.ticket.id, move, desk=helper, remedy_key=remedy)
