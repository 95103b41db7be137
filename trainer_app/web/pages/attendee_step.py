"""One's own step and hand, put in words for the page: what to do, what it should show, and how the hand stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import KnownError, Remedy, Step, remedies_for, text_for
from trainer_app.domain.help import HelpTicket, TicketState
from trainer_app.domain.help_figures import remedy_records, suggested_remedies
from trainer_app.domain.progress import Journey
from trainer_app.services.phone_floor import MyFloor
from trainer_app.words import phone_attendee as texts
from trainer_app.words.language import say

_COMMAND: Final = "    "
_NUMBERED: Final = re.compile(r"(\d{1,2})[.)]\s+")
_TONES: Final = {TicketState.CLAIMED: "ok", TicketState.CANT_FIND: "look", TicketState.PARKED: "info"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a step's text: `kind` is text, command or list; a list counts from `start`."""

    kind: str
    lines: tuple[str, ...]
    start: int = 1

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the list of all steps: `state` is done, skipped, current or open."""

    title: str
    state: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step as the page shows it, for one system. `shown` None: the laptop's system is not known and matters."""

    step: Step
    number: int
    of: int
    behind: int
    shown: System | None
    own: System | None
    pieces: tuple[Piece, ...]
    verify: str | None
    expected: str | None

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands its text holds, so that none is shown twice."""
        return tuple(line for piece in self.pieces if piece.kind == "command" for line in piece.lines)


@dataclass(frozen=True, slots=True)
class TicketShown:
    """How one's own wish for help stands."""

    state: str
    tone: str
    icon: str
    head: str
    note: str
    told: str
    tried: str

    @property
    def is_held(self) -> bool:
        """Whether it waits for the attendee."""
        return self.state in {TicketState.PARKED.value, TicketState.CANT_FIND.value}


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a step's text in pieces: lines that begin with four spaces are commands, "1. …" are lists."""
    found: list[tuple[str, list[str], int]] = []
    for line in text.split("\n"):
        number = _NUMBERED.match(line)
        kind = "command" if line.startswith(_COMMAND) else "list" if number else "text"
        if not line.strip():
            continue
        clean = line.removeprefix(_COMMAND) if kind == "command" else line[number.end() :] if number else line
        if not found or found[-1][0] != kind or kind == "text":
            found.append((kind, [], int(number.group(1)) if number else 1))
        found[-1][1].append(clean.rstrip())
    return tuple(Piece(kind, tuple(lines), start) for kind, lines, start in found)


def step_shown(mine: MyFloor, chosen: str) -> StepShown | None:
    """Return the step somebody is on, as it reads for the system chosen, else for their own."""
    if mine.checklist is None or mine.journey is None or mine.journey.current is None:
        return None
    steps = mine.checklist.steps
    step = mine.checklist.step(mine.journey.current)
    own = mine.person.system
    shown = _system(chosen) or own
    return StepShown(
        step=step,
        number=steps.index(step) + 1,
        of=len(steps),
        behind=len(mine.journey.marks),
        shown=shown,
        own=own,
        pieces=pieces(text_for(step.bodies, shown) or ""),
        verify=text_for(step.verify, shown),
        expected=text_for(step.expected, shown),
    )


def _system(text: str) -> System | None:
    return next((one for one in System if one.value == text), None)


def all_steps(mine: MyFloor) -> tuple[StepLine, ...]:
    """Return every step with how it stands."""
    if mine.checklist is None or mine.journey is None:
        return ()
    return tuple(StepLine(step.title, _state(mine.journey, step.key)) for step in mine.checklist.steps)


def _state(walked: Journey, key: str) -> str:
    if key in walked.marks:
        return walked.marks[key].state.value
    return "current" if key == walked.current else "open"


def last_tick(mine: MyFloor) -> Step | None:
    """Return the step that was ticked last, which a mistaken tap can take back."""
    if mine.checklist is None or mine.journey is None or not mine.journey.marks:
        return None
    newest = max(mine.journey.marks.values(), key=lambda mark: mark.at)
    return next((step for step in mine.checklist.steps if step.key == newest.step_key), None)


def ticket_shown(mine: MyFloor) -> TicketShown | None:
    """Return how their hand stands, None where none is up."""
    ticket = mine.ticket
    if ticket is None:
        return None
    known = _step_of(mine, ticket)
    titles = {error.key: error.title for error in known}
    remedies = {one.key: one.text.rstrip(".") for error in known for one in error.remedies}
    icons = {TicketState.CLAIMED: "person", TicketState.CANT_FIND: "look", TicketState.PARKED: "wait"}
    return TicketShown(
        state=ticket.state.value,
        tone=_TONES.get(ticket.state, "help"),
        icon=icons.get(ticket.state, "hand"),
        head=texts.ticket_head(ticket, mine.place),
        note=texts.ticket_note(ticket),
        told=texts.told(ticket, titles),
        tried=texts.tried(ticket, remedies),
    )


def _step_of(mine: MyFloor, ticket: HelpTicket) -> tuple[KnownError, ...]:
    if mine.checklist is None:
        return ()
    return next((step.errors for step in mine.checklist.steps if step.key == ticket.step_key), ())


def fix_line(mine: MyFloor, tickets: Sequence[HelpTicket]) -> str:
    """Return what helped most on a step whose fix was shown to everyone on it, as the desk has it; "" for nothing."""
    if mine.fix is None or mine.checklist is None:
        return ""
    step = mine.checklist.step(mine.fix)
    met = Counter(one.error_key for one in tickets if one.step_key == step.key and one.error_key)
    error = met.most_common(1)[0][0] if met else None
    found = suggested_remedies(step, error_key=error, system=mine.person.system, records=remedy_records(tickets))
    return found[0][0].text if found else step.fallback or ""


def error_of(step: Step, key: str) -> KnownError | None:
    """Return the known error of this key, None where the step has none."""
    return next((error for error in step.errors if error.key == key), None)


def fitting(error: KnownError | None, system: System | None) -> Sequence[Remedy]:
    """Return the ways out of an error on this system."""
    return remedies_for(error, system) if error else ()


def progress_line(shown: StepShown) -> str:
    """Return "6 of 11 steps are behind you", for a screen reader."""
    return say(texts.STEP_DONE_OF, number=shown.behind, of=shown.of)
