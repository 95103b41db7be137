"""Help tickets in the audit trail: saved once, and every move of theirs taken back exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from trainer_app.domain.changes import Deed, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import (
    CLOSED,
    HelpTicket,
    HelpTrouble,
    LeftOver,
    RaisedBy,
    TicketEvent,
    TicketMove,
    after,
)
from trainer_app.domain.session import Phase, SessionTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Writing

RAISED = "help_asked"
TOLD_MORE = "help_told_more"
TICKET_MOVED = "ticket_moved"
PINNED = "ticket_pinned"


def require_ticket(work: Writing, ticket_id: UUID) -> HelpTicket:
    """Return this ticket.

    Raises:
        Refused: it is gone.
    """
    found = work.tickets.get(ticket_id)
    if found is None:
        raise Refused(HelpTrouble.GONE)
    return found


def save(work: Writing, old: HelpTicket, new: HelpTicket) -> None:  # positional: before and after
    """Write a ticket in one conditional update whose row count is the answer.

    Raises:
        Refused: somebody moved the ticket in between; the facts say who is there.
    """
    if not work.tickets.save(new, stages_before=len(old.stages)):
        winner = require_ticket(work, old.id)
        if winner.state in CLOSED:
            raise Refused(HelpTrouble.CLOSED, state=winner.state, by=winner.stages[-1].by)
        raise Refused(HelpTrouble.TAKEN, by=winner.stages[-1].by, since=winner.stages[-1].at)


def ticket_deed(
    kind: str, ticket: HelpTicket, *, before: HelpTicket | None = None, event: TicketEvent | None = None
) -> Deed:
    """Return the deed that made `ticket` what it is, out of what it was `before`, and by which move."""
    detail: dict[str, object] = {"now": _shape(ticket)}
    if before:
        detail["before"] = _shape(before)
    if event:
        detail["move"] = {
            "move": event.move.value,
            "by": event.by,
            "remedy": event.remedy_key,
            "tried": list(event.tried),
            "left_over": event.left_over.value if event.left_over else None,
        }
    return Deed(Topic.FLOOR, kind, ticket.session_id, ticket.attendee_id, ticket.id, detail)


def _shape(ticket: HelpTicket) -> dict[str, object]:
    """Return what a deed may change of a ticket; its stages only grow, so their number says which they are."""
    return {
        "stages": len(ticket.stages),
        "raised_by": ticket.raised_by.value,
        "step": ticket.step_key,
        "error": ticket.error_key,
        "text": ticket.error_text,
        "tried": list(ticket.tried),
        "pinned": ticket.pinned,
    }


def _shaped(ticket: HelpTicket, shape: Mapping[str, Any]) -> HelpTicket:
    """Return the ticket in an earlier shape. It was live then, so nothing had worked and nothing was left over."""
    return replace(
        ticket,
        stages=ticket.stages[: shape["stages"]],
        raised_by=RaisedBy(shape["raised_by"]),
        step_key=shape["step"],
        error_key=shape["error"],
        error_text=shape["text"],
        tried=tuple(shape["tried"]),
        pinned=shape["pinned"],
        remedy_key=None,
        left_over=None,
    )


def _unchanged(work: Writing, turn: Turn) -> HelpTicket:
    """Return the ticket of this deed, which nobody has touched since."""
    ticket = require_ticket(work, turn.subject_id)
    if _shape(ticket) != turn.record("now"):
        raise Refused(UndoTrouble.IN_THE_WAY)
    return ticket


def _may_live(work: Writing, ticket: HelpTicket) -> None:
    """Refuse to let a ticket live where it would be forgotten, or be the second one of its person."""
    if require_session(work, ticket.session_id).phase is Phase.ENDED:
        raise Refused(SessionTrouble.PHASE_BACKWARDS)
    if work.people.listed(ticket.attendee_id) is None:
        raise Refused(UndoTrouble.IN_THE_WAY)
    if work.tickets.live_of(ticket.session_id, ticket.attendee_id):
        raise Refused(HelpTrouble.ALREADY_ASKED)


def _undo_ask(work: Writing, turn: Turn) -> None:
    work.tickets.set_undone(_unchanged(work, turn).id, turn.at)


def _redo_ask(work: Writing, turn: Turn) -> None:
    ticket = work.tickets.get(turn.subject_id, undone=True)
    if ticket is None:
        raise Refused(HelpTrouble.GONE)
    _may_live(work, ticket)
    work.tickets.set_undone(ticket.id, None)


def _undo_change(work: Writing, turn: Turn) -> None:
    ticket = _unchanged(work, turn)
    if ticket.state in CLOSED:
        _may_live(work, ticket)
    save(work, ticket, _shaped(ticket, turn.record("before")))


def _redo_change(work: Writing, turn: Turn) -> None:
    ticket = require_ticket(work, turn.subject_id)
    if _shape(ticket) != turn.record("before"):
        raise Refused(UndoTrouble.IN_THE_WAY)
    save(work, ticket, _shaped(ticket, turn.record("now")))


def _redo_move(work: Writing, turn: Turn) -> Deed:
    """Make the move again as of now; who is there meanwhile keeps the person, and is named."""
    ticket, said = require_ticket(work, turn.subject_id), turn.record("move")
    event = TicketEvent(
        TicketMove(said["move"]),
        turn.at,
        said["by"],
        remedy_key=said["remedy"],
        tried=tuple(said["tried"]),
        left_over=LeftOver(said["left_over"]) if said["left_over"] else None,
    )
    moved = after(ticket, event)
    save(work, ticket, moved)
    return ticket_deed(TICKET_MOVED, moved, before=ticket, event=event)


REVERSALS = {
    RAISED: Reversal(_undo_ask, _redo_ask),
    TOLD_MORE: Reversal(_undo_change, _redo_change),
    TICKET_MOVED: Reversal(_undo_change, _redo_move),
    PINNED: Reversal(_undo_change, _redo_change),
}
