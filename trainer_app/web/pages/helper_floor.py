"""The whole floor for programs that help: `GET /api/floor`, what a helper's phone shows, as facts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from trainer_app.domain.floor import QuietCard, Suggestion, TicketCard, Who
from trainer_app.domain.floor_board import CellState, Line
from trainer_app.web.page import View
from trainer_app.web.pages.helper_grid import minutes_now, states


class FloorPerson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody in the room: where they sit, which step they are on, since how many minutes, and how they are."""

    attendee: UUID
    name: str
    state: str
    done: int
    seat: str | None = None
    system: str | None = None
    step: str | None = None
    minutes: int | None = None


class FloorHand(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A wish for help that is live, with its minutes since they asked and the helper who is there."""

    ticket: UUID
    attendee: UUID
    state: str
    minutes: float
    step: str | None = None
    error: str | None = None
    text: str | None = None
    tried: tuple[str, ...] = ()
    by: str | None = None
    pinned: bool = False
    escalated: str | None = None


class FloorIdea(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who has not asked, and why somebody should look."""

    attendee: UUID
    minutes: float
    reason: str
    step: str | None = None


class FloorCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How many there are."""

    helpers: int
    people: int
    waiting: int
    helped: int


class WholeFloor(msgspec.Struct, frozen=True, kw_only=True):
    """The floor of the session at `at`. `hands` are in the order of the queue, those helped and held last."""

    session: str
    phase: str
    at: datetime
    cursor: int
    people: tuple[FloorPerson, ...]
    hands: tuple[FloorHand, ...]
    suggestions: tuple[FloorIdea, ...]
    hello: tuple[FloorIdea, ...]
    alarms: tuple[str, ...]
    counts: FloorCounts


def whole_floor(view: View) -> WholeFloor:
    """Return the floor as programs read it."""
    look = view.board.read()
    seen, signals = look.view, look.view.floor.signals
    lines, steps = states(seen), [step.key for step in seen.room.checklist.steps]
    live = (*signals.hands, *signals.being_helped, *signals.held)
    here = [line for line in lines.values() if line.state is not CellState.LEFT]
    return WholeFloor(
        session=seen.session.name,
        phase=seen.session.phase.value,
        at=seen.floor.at,
        cursor=look.cursor,
        people=tuple(_person(line, steps) for line in lines.values()),
        hands=tuple(_hand(card) for card in live),
        suggestions=(
            *(_suggested(one) for one in signals.suggestions),
            *(_quiet(card, "not_started") for card in signals.not_started),
        ),
        hello=tuple(_quiet(card, "say_hello") for card in signals.say_hello),
        alarms=tuple(alarm.step_key for alarm in signals.step_alarms),
        counts=FloorCounts(
            helpers=look.helpers,
            people=len(here),
            waiting=len(signals.hands),
            helped=len(signals.being_helped),
        ),
    )


def _person(line: Line, steps: list[str]) -> FloorPerson:
    return FloorPerson(
        attendee=line.attendee_id,
        name=line.name,
        state=line.state.value,
        done=line.done,
        seat=line.seat,
        system=line.system.value if line.system else None,
        step=steps[line.current] if line.current is not None else None,
        minutes=minutes_now(line),
    )


def _hand(card: TicketCard) -> FloorHand:
    return FloorHand(
        ticket=card.ticket_id,
        attendee=card.who.attendee_id,
        state=card.state.value,
        minutes=round(card.age, 2),
        step=card.step_key,
        error=card.error_key,
        text=card.error_text,
        tried=card.tried,
        by=card.by,
        pinned=card.pinned,
        escalated=card.escalation.value if card.escalation else None,
    )


def _suggested(one: Suggestion) -> FloorIdea:
    return _idea(one.card.who, one.card.minutes, one.reason.value, step=one.card.step_key)


def _quiet(card: QuietCard, reason: str) -> FloorIdea:
    return _idea(card.who, card.minutes, reason)


def _idea(who: Who, minutes: float, reason: str, *, step: str | None = None) -> FloorIdea:  # positional: who, how, why
    return FloorIdea(attendee=who.attendee_id, minutes=round(minutes, 2), reason=reason, step=step)
