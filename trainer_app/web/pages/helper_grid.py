"""The people of the room on a helper's phone: who sits where, at which step, and how they are; one of them in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import FloorTrouble
from trainer_app.domain.floor_board import Board, Cell, CellState, Line, Order, board, in_order
from trainer_app.domain.help import RaisedBy, help_spans, helped_by
from trainer_app.domain.names import fold
from trainer_app.domain.session import SessionKind
from trainer_app.services.floor import FloorView
from trainer_app.words import floor_page, help_queue
from trainer_app.words import phone_helper as words
from trainer_app.words.language import say

_CALM: Final = {CellState.NOW: CellState.DONE, CellState.LOOK: CellState.DONE}  # where nobody works on anything
PAGE: Final = 40  # people on one page
TONES: Final = {
    CellState.HAND: "help",
    CellState.LOOK: "look",
    CellState.HELD: "look",
    CellState.HELPED: "ok",
    CellState.DONE: "ok",
}
ICONS: Final = {
    CellState.DONE: "tick",
    CellState.SKIPPED: "skip",
    CellState.NOW: "clock",
    CellState.LOOK: "look",
    CellState.HAND: "hand",
    CellState.HELPED: "people",
    CellState.HELD: "wait",
    CellState.LEFT: "elsewhere",
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the room in one line."""

    attendee_id: UUID
    seat: str
    name: str
    step: str
    state: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class People:
    """One page of the people of the room; `of` is how many there are in all that were asked for."""

    lines: tuple[PersonLine, ...]
    first: int
    of: int
    everybody: int
    needing: int
    earlier: int | None
    later: int | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of one person."""

    key: str
    number: int
    title: str
    state: str
    tone: str
    icon: str
    marked: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the room: where they are, what they asked, and what can be done for them."""

    line: PersonLine
    system: str
    said: str
    last_help: str
    steps: tuple[StepLine, ...]
    done: int
    here: bool
    current: str | None
    raised_by: str
    errors: tuple[tuple[str, str], ...]

    @property
    def behind(self) -> tuple[StepLine, ...]:
        """The steps they have done or skipped."""
        return tuple(step for step in self.steps if step.marked)

    @property
    def ahead(self) -> tuple[StepLine, ...]:
        """The step they are on and those to come."""
        return tuple(step for step in self.steps if not step.marked)


def people(view: FloorView, *, text: str = "", needing: bool = False, page: int = 1) -> People:
    """Return this page of the people, by seat; `text` are first letters of a name or a seat."""
    seen = _board(view)
    ordered = in_order(seen.lines, Order.SEAT)
    needed = [line for line in ordered if line.needs]
    found = [line for line in (needed if needing else ordered) if _is_called(line, fold(text))]
    last = max((len(found) - 1) // PAGE + 1, 1)
    at = min(max(page, 1), last)
    shown = found[(at - 1) * PAGE : at * PAGE]
    return People(
        lines=tuple(_line(line, view.room.checklist) for line in shown),
        first=(at - 1) * PAGE + 1,
        of=len(found),
        everybody=len(ordered),
        needing=len(needed),
        earlier=at - 1 if at > 1 else None,
        later=at + 1 if at < last else None,
    )


def person(view: FloorView, attendee_id: UUID) -> Person:
    """Return one person of the room.

    Raises:
        Refused: nobody of this id is in it.
    """
    line = next((one for one in _board(view).lines if one.attendee_id == attendee_id), None)
    if line is None:
        raise Refused(FloorTrouble.NOT_IN_ROOM)
    steps = view.room.checklist.steps if line.cells else ()
    at = steps[line.current] if line.current is not None else None
    return Person(
        line=_line(line, view.room.checklist),
        system=help_queue.system(line.system) or "",
        said=_said(line, view.room.checklist),
        last_help=_last_help(view, line),
        steps=tuple(
            _step(number, step, cell, current=number == line.current) for number, (step, cell) in _pairs(steps, line)
        ),
        done=line.done,
        here=line.state is not CellState.LEFT,
        current=at.key if at else None,
        raised_by=_reason(line).value,
        errors=tuple((error.key, error.title) for error in at.errors) if at else (),
    )


def states(view: FloorView) -> Mapping[UUID, Line]:
    """Return everybody's line, for programs."""
    return {line.attendee_id: line for line in _board(view).lines}


def minutes_now(line: Line) -> int | None:
    """Return the minutes at the step they are on, None where no clock runs for them."""
    return line.cells[line.current].minutes if line.current is not None else None


def _board(view: FloorView) -> Board:
    """Return the board; a session about why has no steps, whatever the program's checklist says."""
    seen = board(view.room, view.floor, completed=view.completed)
    if view.session.kind is not SessionKind.AWARENESS:
        return seen
    lines = (replace(line, cells=(), current=None, state=_CALM.get(line.state, line.state)) for line in seen.lines)
    return replace(seen, heads=(), lines=tuple(lines))


def _is_called(line: Line, wanted: str) -> bool:
    if not wanted:
        return True
    seat = fold(line.seat or "")
    return f" {wanted}" in f" {line.name_key}" or wanted in line.name_key or seat.startswith(wanted)


def _line(line: Line, checklist: Checklist) -> PersonLine:
    return PersonLine(
        line.attendee_id,
        line.seat or "",
        line.name,
        _said(line, checklist),
        _word(line),
        TONES.get(line.state, ""),
        ICONS.get(line.state, "person"),
    )


def _word(line: Line) -> str:
    if line.state is CellState.DONE:
        return say(floor_page.FINISHED) if line.cells else ""
    return say(floor_page.STATES[line.state])


def _said(line: Line, checklist: Checklist) -> str:
    """Return "5 of 12 · Sign in · 7 min"; "" where nothing is left or there are no steps."""
    if line.current is None:
        return ""
    title = words.on_step(line.current + 1, of=len(line.cells), title=checklist.steps[line.current].title)
    minutes = minutes_now(line)
    return f"{title} · {words.minutes(minutes)}" if minutes is not None else title


def _pairs(steps: Sequence[Step], line: Line) -> list[tuple[int, tuple[Step, Cell]]]:
    return list(enumerate(zip(steps, line.cells, strict=True)))


def _step(number: int, step: Step, cell: Cell, *, current: bool) -> StepLine:  # positional: which and how it is
    marked = cell.state in {CellState.DONE, CellState.SKIPPED}
    state = say(floor_page.STATES[cell.state])
    if cell.minutes is not None:
        state = f"{state} · {words.minutes(cell.minutes)}"
    return StepLine(
        step.key,
        number + 1,
        step.title,
        state,
        TONES.get(cell.state, ""),
        ICONS.get(cell.state, ""),
        marked=marked,
        current=current,
    )


def _reason(line: Line) -> RaisedBy:
    if line.state is CellState.LOOK:
        return RaisedBy.NOT_STARTED if line.not_started else RaisedBy.SUGGESTION
    return RaisedBy.SAY_HELLO


def _last_help(view: FloorView, line: Line) -> str:
    mine = [ticket for ticket in view.room.tickets if ticket.attendee_id == line.attendee_id]
    ended = [(spans[-1][1], ticket) for ticket in mine if (spans := help_spans(ticket, view.floor.at))]
    if not ended or line.state is CellState.HELPED:
        return ""
    at, ticket = max(ended, key=lambda one: one[0])
    return floor_page.last_help(helped_by(ticket), round((view.floor.at - at).total_seconds() / 60))
