"""Help tickets: one person at one step needs somebody; who goes there, and how it ends.

A ticket is the list of its stages. Everything else about time - who waits since when, for how long, who helped how
long - is read from them, so that two figures can never disagree.

Life: open -> claimed -> solved; from claimed also handed_back (ready again, keeps its place), cant_find (waits for the
attendee's answer, keeps its place) and parked; withdrawn by the attendee; left_over at the end of the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise
from uuid import UUID

from trainer_app.domain.errors import Refused

SOMETHING_ELSE = "something_else"  # stands for a remedy: what worked was none of those the checklist knows
CLAIM_LASTS = timedelta(minutes=10)  # a claim nobody renews is ready again after this


class TicketState(Enum):
    """Where a ticket is in its life."""

    OPEN = "open"
    CLAIMED = "claimed"
    HANDED_BACK = "handed_back"
    CANT_FIND = "cant_find"
    PARKED = "parked"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"
    LEFT_OVER = "left_over"


READY = frozenset({TicketState.OPEN, TicketState.HANDED_BACK})  # somebody may go; waiting time counts
HELD = frozenset({TicketState.CANT_FIND, TicketState.PARKED})  # waits for the attendee or for something else
LIVE = READY | HELD | {TicketState.CLAIMED}
CLOSED = frozenset(TicketState) - LIVE


class RaisedBy(Enum):
    """Who or what asked for the visit. `HAND` and `NUDGE` are the attendee's own wish; the others are ours."""

    HAND = "hand"
    NUDGE = "nudge"
    SUGGESTION = "suggestion"
    NOT_STARTED = "not_started"
    SAY_HELLO = "say_hello"


ASKED = frozenset({RaisedBy.HAND, RaisedBy.NUDGE})


class LeftOver(Enum):
    """Why a ticket was closed without having been solved."""

    SESSION_ENDED = "session_ended"
    HELPED_UNRECORDED = "helped_unrecorded"
    WENT_HOME = "went_home"
    NEXT_CLINIC = "next_clinic"


class TicketMove(Enum):
    """What somebody does with a ticket."""

    CLAIM = "claim"
    HAND_BACK = "hand_back"
    CANT_FIND = "cant_find"
    ANSWER = "answer"
    PARK = "park"
    SOLVE = "solve"
    WITHDRAW = "withdraw"
    LEAVE_OVER = "leave_over"


class HelpTrouble(Enum):
    """Why something about help was refused."""

    GONE = "this help ticket is not there any more"
    TAKEN = "somebody else is already there"
    CLOSED = "this ticket is already closed"
    NOT_CLAIMED = "nobody has claimed this ticket"
    NOT_HELD = "this ticket does not wait for an answer"
    ALREADY_ASKED = "this person has already asked for help"
    NOTHING_TO_UNDO = "the ticket was only just opened"


@dataclass(frozen=True, slots=True)
class Stage:
    """The ticket is in `state` from `at` until the next stage; `by` None means that the clock moved it."""

    state: TicketState
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One move. `tried` are remedies (keys or words) that did not help, `remedy_key` the one that did."""

    move: TicketMove
    at: datetime
    by: str
    remedy_key: str | None = None
    tried: tuple[str, ...] = ()
    left_over: LeftOver | None = None


@dataclass(frozen=True, slots=True)
class HelpTicket:
    """One wish for help, or one visit we made. `stages` is never empty; times never run backwards in it.

    `error_key` names a known error of the step, `error_text` what the screen said. `left_over` goes with that state.
    """

    id: UUID
    session_id: UUID
    attendee_id: UUID
    step_key: str | None
    raised_by: RaisedBy
    stages: tuple[Stage, ...]
    error_key: str | None = None
    error_text: str | None = None
    tried: tuple[str, ...] = ()
    remedy_key: str | None = None
    pinned: bool = False
    left_over: LeftOver | None = None

    @property
    def state(self) -> TicketState:
        """The stage it is in, as written; `settled` looks at the claim's end as well."""
        return self.stages[-1].state

    @property
    def opened_at(self) -> datetime:
        """When help was asked for; its place in the queue."""
        return self.stages[0].at

    @property
    def closed_at(self) -> datetime | None:
        """When it was solved, withdrawn or left over."""
        return self.stages[-1].at if self.state in CLOSED else None

    @property
    def claimed_by(self) -> str | None:
        """Who is there now."""
        return self.stages[-1].by if self.state is TicketState.CLAIMED else None

    @property
    def claimed_at(self) -> datetime | None:
        """Since when the one who is there now has been there; renewing a claim does not begin it anew."""
        since = None
        for stage in reversed(self.stages):
            if stage.state is not TicketState.CLAIMED or stage.by != self.claimed_by:
                break
            since = stage.at
        return since


_FROM_TO: dict[TicketMove, tuple[frozenset[TicketState], TicketState]] = {
    TicketMove.CLAIM: (READY | HELD, TicketState.CLAIMED),
    TicketMove.HAND_BACK: (frozenset({TicketState.CLAIMED}), TicketState.HANDED_BACK),
    TicketMove.CANT_FIND: (frozenset({TicketState.CLAIMED}), TicketState.CANT_FIND),
    TicketMove.ANSWER: (HELD, TicketState.OPEN),
    TicketMove.PARK: (LIVE, TicketState.PARKED),
    TicketMove.SOLVE: (LIVE, TicketState.SOLVED),
    TicketMove.WITHDRAW: (LIVE, TicketState.WITHDRAWN),
    TicketMove.LEAVE_OVER: (LIVE, TicketState.LEFT_OVER),
}
_HOLDERS_OWN = frozenset({TicketMove.CLAIM, TicketMove.HAND_BACK, TicketMove.CANT_FIND})  # nobody else's to do


def after(ticket: HelpTicket, event: TicketEvent) -> HelpTicket:
    """Return the ticket after this move.

    Claiming one's own claim renews it. A claim that ran out counts as open again, except for the one who held it: who
    reports back after twelve minutes was there for twelve minutes.

    Raises:
        Refused: closed already, held by somebody else, or in no state for this move (`HelpTrouble`).
    """
    if event.by != ticket.claimed_by:
        ticket = settled(ticket, event.at)
    holder = ticket.claimed_by
    if holder not in (None, event.by) and event.move in _HOLDERS_OWN:
        raise Refused(HelpTrouble.TAKEN, by=holder, since=ticket.claimed_at)
    allowed, state = _FROM_TO[event.move]
    renewed = event.move is TicketMove.CLAIM and holder == event.by
    if ticket.state not in allowed and not renewed:
        raise _refusal(ticket, event)
    stage = Stage(state, max(event.at, ticket.stages[-1].at), event.by)
    return replace(
        ticket,
        stages=(*ticket.stages, stage),
        tried=(*ticket.tried, *(remedy for remedy in event.tried if remedy not in ticket.tried)),
        remedy_key=event.remedy_key if state is TicketState.SOLVED else None,
        left_over=event.left_over if state is TicketState.LEFT_OVER else None,
    )


def _refusal(ticket: HelpTicket, event: TicketEvent) -> Refused:
    if ticket.state in CLOSED:
        return Refused(HelpTrouble.CLOSED, state=ticket.state, by=ticket.stages[-1].by)
    code = HelpTrouble.NOT_HELD if event.move is TicketMove.ANSWER else HelpTrouble.NOT_CLAIMED
    return Refused(code, state=ticket.state)


def settled(ticket: HelpTicket, now: datetime) -> HelpTicket:
    """Return the ticket as it stands at `now`: a claim nobody renewed for ten minutes has run out.

    A wish for help is open again then. A visit of our own is over instead: nobody has asked, so it is no hand.
    """
    last = ticket.stages[-1]
    if last.state is not TicketState.CLAIMED or now - last.at < CLAIM_LASTS:
        return ticket
    asked = ticket.raised_by in ASKED
    stage = Stage(TicketState.OPEN if asked else TicketState.LEFT_OVER, last.at + CLAIM_LASTS, None)
    return replace(ticket, stages=(*ticket.stages, stage), left_over=None if asked else LeftOver.HELPED_UNRECORDED)


def taken_back(ticket: HelpTicket) -> HelpTicket:
    """Return the ticket without its last stage: a wrong tap is undone, and both clocks run on as if it never was.

    Raises:
        Refused: the ticket was only opened; it can be withdrawn instead.
    """
    if len(ticket.stages) == 1:
        raise Refused(HelpTrouble.NOTHING_TO_UNDO)
    return replace(ticket, stages=ticket.stages[:-1], remedy_key=None, left_over=None)


def pinned(ticket: HelpTicket, *, on: bool) -> HelpTicket:
    """Return the ticket pinned to the top of the queue, or not any more.

    Raises:
        Refused: it is closed.
    """
    if ticket.state in CLOSED:
        raise Refused(HelpTrouble.CLOSED, state=ticket.state, by=ticket.stages[-1].by)
    return replace(ticket, pinned=on)


def close_left_overs(tickets: Iterable[HelpTicket], *, at: datetime, by: str) -> list[HelpTicket]:
    """Return the tickets that were still live, closed with a reason.

    Claimed ones were helped and nobody said so; the others were left when the session ended.
    """
    closed = []
    for ticket in tickets:
        now = settled(ticket, at)
        if ticket.state in LIVE and now.state in LIVE:
            claimed = now.state is TicketState.CLAIMED
            reason = LeftOver.HELPED_UNRECORDED if claimed else LeftOver.SESSION_ENDED
            now = after(now, TicketEvent(TicketMove.LEAVE_OVER, at, by, left_over=reason))
        if ticket.state in LIVE:
            closed.append(now)
    return closed


def waited(ticket: HelpTicket, now: datetime) -> timedelta:
    """Return how long the ticket was ready while nobody came; it does not count while parked, sought or claimed."""
    return sum((end - stage.at for stage, end in spans(ticket, now) if stage.state in READY), timedelta())


def help_spans(ticket: HelpTicket, now: datetime) -> list[tuple[datetime, datetime]]:
    """Return the spans in which somebody was with the attendee; the last one may reach until `now`.

    A claim that ended with "can't find them" was a walk, not help.
    """
    found: list[tuple[datetime, datetime]] = []
    in_vain = False
    for stage, end in reversed(list(spans(ticket, now))):
        in_vain = stage.state is TicketState.CANT_FIND or (in_vain and stage.state is TicketState.CLAIMED)
        if stage.state is TicketState.CLAIMED and not in_vain:
            found.append((stage.at, end))
    return found[::-1]


def helped_by(ticket: HelpTicket) -> str | None:
    """Return who was with the attendee last, None where nobody was: to raise, park or end a hand is no help.

    Who knows the remedy that worked has helped, also where nobody had said "I'll go".
    """
    if ticket.state is TicketState.SOLVED and ticket.remedy_key:
        return ticket.stages[-1].by
    in_vain = False
    for stage in reversed(ticket.stages):
        in_vain = stage.state is TicketState.CANT_FIND or (in_vain and stage.state is TicketState.CLAIMED)
        if stage.state is TicketState.CLAIMED and not in_vain:
            return stage.by
    return None


def spans(ticket: HelpTicket, now: datetime) -> Iterator[tuple[Stage, datetime]]:
    """Yield each stage with its end; a stage that still lasts ends `now`, a closing stage when it began."""
    stages = settled(ticket, now).stages
    for stage, later in pairwise(stages):
        yield stage, later.at
    last = stages[-1]
    yield last, last.at if last.state in CLOSED else max(now, last.at)
