"""The floor as a board: what each cell of people and steps says, worked out from one look at the floor."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from typing import Final
from uuid import UUID

from trainer_app.domain.attendee import System
from trainer_app.domain.floor import Floor, Room, TicketCard
from trainer_app.domain.names import fold
from trainer_app.domain.progress import TIMED, Journey, MarkState, Present

SHORT: Final = 14  # letters of a title that stand in a column's head on two lines
_SEAT: Final = re.compile(r"\s*([^\W\d_]+)[\s.-]*(\d+)\s*")
_NOBODY: Final = ("", 0)


class CellState(Enum):
    """What one person's step looks like."""

    AHEAD = "ahead"
    DONE = "done"
    SKIPPED = "skipped"
    NOW = "now"
    LOOK = "look"
    HAND = "hand"
    HELPED = "helped"
    HELD = "held"
    LEFT = "left"


NEEDING: Final = frozenset({CellState.HAND, CellState.LOOK, CellState.HELD})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `minutes` are whole ones, None where none were timed; `fill` is per cent of the usual time."""

    state: CellState = CellState.AHEAD
    minutes: int | None = None
    fill: int = 0
    by: str = ""


AHEAD: Final = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """One person: their cells in the order of the steps, the step they are at, and what they are in all.

    `current` is None when nothing is left. `state` is that of the cell that matters now, DONE when all is done.
    `completed`: they have had their first hands-on.
    """

    attendee_id: UUID
    name: str
    seat: str | None
    system: System | None
    cells: tuple[Cell, ...]
    current: int | None
    state: CellState
    not_started: bool = False
    completed: bool = False
    done: int = field(default=0, compare=False)
    name_key: str = field(default="", compare=False)

    @property
    def needs(self) -> bool:
        """Whether somebody should go there."""
        return self.state in NEEDING

    @property
    def place(self) -> tuple[str, int] | None:
        """Row and number of the seat, such as ("B", 4); None for a seat of another shape, or none."""
        found = _SEAT.fullmatch(self.seat or "")
        return (found[1].upper(), int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class Head:
    """One step as a column's head; `median` is None while nobody was timed, minutes all."""

    key: str
    title: str
    median: float | None
    expected: float
    working: int
    alarm: bool
    completes: bool

    @property
    def short(self) -> str:
        """A title that fits a narrow column: the author's own, else the step's key in words."""
        return self.title if len(self.title) <= SHORT else self.key.replace("_", " ").replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody's cells; `done_share` (0 to 1) is of all steps of everybody here, None where nobody is."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    done_share: float | None


class Order(Enum):
    """In which order people stand."""

    SEAT = "seat"
    NAME = "name"
    STEP = "step"


def board(room: Room, floor: Floor, *, completed: Collection[UUID]) -> Board:
    """Return the board of this look; `completed` are those who have had their first hands-on."""
    steps = room.checklist.steps
    alarmed = {alarm.step_key for alarm in floor.signals.step_alarms}
    heads = []
    for step in steps:
        pace = floor.paces[step.key]
        median = pace.median if pace.observed else None
        heads.append(
            Head(step.key, step.title, median, pace.expected, pace.working, step.key in alarmed, step.completes)
        )
    reader = _Reader(room, floor, completed)
    lines = tuple(reader.line(person) for person in room.people)
    here = [line for line in lines if line.state is not CellState.LEFT]
    every = len(here) * len(steps)
    return Board(tuple(heads), lines, sum(line.done for line in here) / every if every else None)


def in_order(lines: tuple[Line, ...], order: Order, *, only_needed: bool = False) -> list[Line]:
    """Return the lines in this order; people of one seat or step by name, those without a seat last."""
    shown = [line for line in lines if line.needs] if only_needed else list(lines)
    shown.sort(key=lambda line: line.name_key)
    if order is Order.SEAT:
        shown.sort(key=_by_seat)
    elif order is Order.STEP:
        shown.sort(key=lambda line: len(line.cells) if line.current is None else line.current)
    return shown


def _by_seat(line: Line) -> tuple[int, int, str, int, str]:
    letters, number = line.place or _NOBODY
    kind = 0 if line.place else 1 if line.seat else 2
    return kind, len(letters), letters, number, fold(line.seat or "")


class _Reader:
    """Reads one look person by person."""

    def __init__(self, room: Room, floor: Floor, completed: Collection[UUID]) -> None:
        signals = floor.signals
        self._keys = {step.key: at for at, step in enumerate(room.checklist.steps)}
        self._floor, self._completed = floor, completed
        self._tickets: dict[UUID, tuple[CellState, TicketCard]] = {}
        for state, cards in (
            (CellState.HAND, signals.hands),
            (CellState.HELPED, signals.being_helped),
            (CellState.HELD, signals.held),
        ):
            self._tickets.update({card.who.attendee_id: (state, card) for card in cards})
        alarmed = (one for alarm in signals.step_alarms for one in alarm.suggestions)
        self._looks = {one.card.who.attendee_id for one in (*signals.suggestions, *alarmed)}
        self._not_started = {card.who.attendee_id for card in signals.not_started}

    def line(self, person: Present) -> Line:
        """Return this person's line."""
        walked = self._floor.journeys[person.attendee_id]
        cells = [AHEAD] * len(self._keys)
        done = 0
        for key, mark in walked.marks.items():
            if (at := self._keys.get(key)) is not None:
                cells[at] = _marked(mark.state, walked.minutes.get(key))
                done += mark.state is MarkState.DONE
        current = self._keys.get(walked.current) if walked.current else None
        state = self._present(person.attendee_id, walked, cells=cells, current=current)
        return Line(
            person.attendee_id,
            person.name,
            person.seat,
            person.system,
            tuple(cells),
            current,
            state,
            not_started=person.attendee_id in self._not_started,
            completed=person.attendee_id in self._completed,
            done=done,
            name_key=fold(person.name),
        )

    def _present(self, who: UUID, walked: Journey, *, cells: list[Cell], current: int | None) -> CellState:
        """Fill the cell they are at, and return what it says."""
        state = CellState.DONE if current is None else CellState.NOW
        by = ""
        at = current
        if not walked.here:
            state = CellState.LEFT
        elif ticket := self._tickets.get(who):
            state, card = ticket
            by = (card.by or "") if state is CellState.HELPED else ""
            asked = self._keys.get(card.step_key or "", current)
            at = asked if asked is not None and cells[asked] is AHEAD else current
        elif who in self._looks or who in self._not_started:
            state = CellState.LOOK
        began = self._floor.running or walked.elapsed >= TIMED
        minutes = round(walked.elapsed) if began else None
        if current is not None:
            cells[current] = Cell(CellState.NOW, minutes, self._fill(walked, minutes))
        if at is not None:
            cells[at] = Cell(state, minutes, self._fill(walked, minutes) if state is CellState.NOW else 0, by)
        return state

    def _fill(self, walked: Journey, minutes: int | None) -> int:
        pace = self._floor.paces.get(walked.current or "")
        return min(round(100 * (minutes or 0) / pace.median), 100) if pace and pace.median else 0


def _marked(state: MarkState, minutes: float | None) -> Cell:
    if state is MarkState.SKIPPED:
        return Cell(CellState.SKIPPED)
    return Cell(CellState.DONE, round(minutes) if minutes is not None else None)


def find(lines: list[Line], text: str, *, after: int = -1) -> int | None:
    """Return the place of the next person whose name or seat begins so, from `after` on and round; None for nobody."""
    wanted = fold(text)
    if not wanted:
        return None
    found = [at for at, line in enumerate(lines) if _is_called(line, wanted)]
    return next((at for at in found if at > after), found[0] if found else None)


def _is_called(line: Line, wanted: str) -> bool:
    return f" {line.name_key}".find(f" {wanted}") >= 0 or fold(line.seat or "").startswith(wanted)
