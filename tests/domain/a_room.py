"""A small room to tell stories with: minutes instead of times, numbers instead of ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from trainer_app.domain.assess import assess
from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.floor import FixShown, Floor, FloorSignals, Nudge, NudgeAnswer, Room
from trainer_app.domain.help import HelpTicket, RaisedBy, Stage, TicketEvent, TicketMove, TicketState, after
from trainer_app.domain.progress import HandsOnClock, Journey, MarkState, Present, StepMark, journey
from trainer_app.domain.session import Phase, PhaseChange

NINE = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
SESSION = UUID(int=99)


def at(minute: float) -> datetime:
    """Return the time so many minutes after nine."""
    return NINE + timedelta(minutes=minute)


def a_step(key: str, minutes: float = 5.0, **more: object) -> Step:
    """Return a step with nothing but a key and minutes; `more` are fields of `Step`."""
    return Step(key, f"Step {key}", "", minutes, bodies={}, verify={}, expected={}, **more)  # type: ignore[arg-type]


def steps(*minutes: float) -> tuple[Step, ...]:
    """Return steps a, b, c … of these minutes."""
    return tuple(a_step(chr(ord("a") + i), one) for i, one in enumerate(minutes))


def phases(*changes: tuple[Phase, float]) -> list[PhaseChange]:
    return [PhaseChange(phase, at(minute)) for phase, minute in changes]


def done(key: str, minute: float) -> StepMark:
    return StepMark(key, MarkState.DONE, at(minute), "phone")


def skipped(key: str, minute: float) -> StepMark:
    return StepMark(key, MarkState.SKIPPED, at(minute), "desk")


def person(number: int = 1, arrived: float = 0.0, *, phone: bool = False, left: float | None = None) -> Present:
    return Present(UUID(int=number), f"P{number}", at(arrived), phone=phone, left_at=None if left is None else at(left))


def walk(*marks: StepMark, arrived: float = 0.0, now: float, helped: tuple[tuple[float, float], ...] = ()) -> Journey:
    """Return the journey through steps a (4), b (2), c (6) in a room whose hands-on began at nine."""
    return journey(
        person(arrived=arrived),
        marks,
        steps=steps(4, 2, 6),
        clock=HandsOnClock(phases((Phase.HANDS_ON, 0))),
        helped=[(at(begin), at(end)) for begin, end in helped],
        now=at(now),
    )


def ticket(number: int, who: int, minute: float, step: str | None = "a", **more: object) -> HelpTicket:
    """Return an open ticket; `more` are fields of `HelpTicket`."""
    stage = Stage(TicketState.OPEN, at(minute), "phone")
    raised_by = more.pop("raised_by", RaisedBy.HAND)
    return HelpTicket(UUID(int=number), SESSION, UUID(int=who), step, raised_by, (stage,), **more)  # type: ignore[arg-type]


def moved(one: HelpTicket, *moves: tuple[TicketMove, float, str], **more: object) -> HelpTicket:
    """Return the ticket after these moves; `more` are fields of the last event."""
    for i, (move, minute, by) in enumerate(moves):
        facts = more if i == len(moves) - 1 else {}
        one = after(one, TicketEvent(move, at(minute), by, **facts))  # type: ignore[arg-type]
    return one


@dataclass
class ARoom:
    """A room that stories are told about; hands-on from nine unless told otherwise."""

    steps: tuple[Step, ...] = field(default_factory=lambda: steps(5, 5, 5))
    changes: list[PhaseChange] = field(default_factory=lambda: phases((Phase.HANDS_ON, 0)))
    people: list[Present] = field(default_factory=list)
    marks: dict[UUID, list[StepMark]] = field(default_factory=dict)
    tickets: list[HelpTicket] = field(default_factory=list)
    nudges: list[Nudge] = field(default_factory=list)
    fixes: list[FixShown] = field(default_factory=list)
    learned: dict[str, float] = field(default_factory=dict)

    def comes(self, number: int, *marks: StepMark, phone: bool = False, arrived: float = 0.0) -> ARoom:
        self.people.append(person(number, arrived, phone=phone))
        self.marks[UUID(int=number)] = list(marks)
        return self

    def asked(self, number: int, step: str, sent: float, answer: tuple[NudgeAnswer, float] | None = None) -> ARoom:
        said, when = answer or (None, None)
        self.nudges.append(Nudge(UUID(int=number), step, at(sent), said, None if when is None else at(when)))
        return self

    def room(self) -> Room:
        return Room(
            Checklist("small", "Small", 1, self.steps),
            self.changes,
            self.people,
            self.marks,
            self.tickets,
            self.nudges,
            self.fixes,
            self.learned,
        )

    def floor(self, minute: float) -> Floor:
        return assess(self.room(), at(minute))

    def signals(self, minute: float) -> FloorSignals:
        return self.floor(minute).signals

    def suggested(self, minute: float) -> list[int]:
        return [one.card.who.attendee_id.int for one in self.signals(minute).suggestions]

    def nudged(self, minute: float) -> list[int]:
        return [card.who.attendee_id.int for card in self.signals(minute).nudges_due]
