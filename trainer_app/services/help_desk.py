"""Help: hands raised, claimed by one helper, solved with one remedy, and closed when the session ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.completion import CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import (
    LIVE,
    HelpTicket,
    HelpTrouble,
    RaisedBy,
    Stage,
    TicketEvent,
    TicketMove,
    TicketState,
    after,
    close_left_overs,
    pinned,
    taken_back,
)
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal
from trainer_app.storage.unit_of_work import Writing

RAISED = "help_asked"
TICKET_MOVED = "ticket_moved"
PINNED = "ticket_pinned"


@dataclass(frozen=True, slots=True)
class Hand:
    """A wish for help: at which step, what the screen said, and what was tried already."""

    session_id: UUID
    attendee_id: UUID
    step_key: str | None = None
    raised_by: RaisedBy = RaisedBy.HAND
    error_key: str | None = None
    error_text: str | None = None
    tried: tuple[str, ...] = ()


class HelpDeskService:
    """Moves help tickets; never two helpers on one person."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def ask(self, hand: Hand, *, desk: Desk) -> HelpTicket:
        """Open a ticket. Somebody who has one already gets it back as it is: asking twice is asking once.

        Raises:
            Refused: the session is gone, or the person is not in it.
        """
        with self._context.store.write() as work:
            require_session(work, hand.session_id)
            if work.attendance.standing(hand.session_id, hand.attendee_id) is None:
                raise Refused(CompletionTrouble.NOT_IN_ROOM)
            for ticket in work.floor.tickets(hand.session_id):
                if ticket.attendee_id == hand.attendee_id and ticket.state in LIVE:
                    return ticket
            now = self._context.clock()
            new = HelpTicket(
                id=self._context.new_id(),
                session_id=hand.session_id,
                attendee_id=hand.attendee_id,
                step_key=hand.step_key,
                raised_by=hand.raised_by,
                stages=(Stage(TicketState.OPEN, now, desk.author),),
                error_key=hand.error_key,
                error_text=hand.error_text,
                tried=hand.tried,
            )
            work.floor.add_ticket(new)
            work.record(_deed(RAISED, new, {}), at=now, desk=desk)
        return new

    def visit(self, hand: Hand, *, desk: Desk) -> HelpTicket:
        """Go to somebody the clock pointed at: a ticket, opened and claimed by this desk at once.

        Raises:
            Refused: the session is gone, the person is not in it, or somebody else is there already.
        """
        return self.move(self.ask(hand, desk=desk).id, TicketMove.CLAIM, desk=desk)

    def move(
        self,
        ticket_id: UUID,
        move: TicketMove,
        *,
        desk: Desk,
        remedy_key: str | None = None,
        tried: tuple[str, ...] = (),
    ) -> HelpTicket:
        """Claim, hand back, can't find, answer, park, solve or withdraw.

        Raises:
            Refused: the ticket is gone or closed, or somebody else is there; the facts name them.
        """
        with self._context.store.write() as work:
            ticket = _ticket(work, ticket_id)
            now = self._context.clock()
            moved = after(ticket, TicketEvent(move, now, desk.author, remedy_key=remedy_key, tried=tried))
            _save(work, ticket, moved)
            detail = {"move": move.value, "remedy": remedy_key, "tried": list(tried), "by": desk.author}
            work.record(_deed(TICKET_MOVED, moved, detail), at=now, desk=desk)
        return moved

    def pin(self, ticket_id: UUID, *, on: bool, desk: Desk) -> HelpTicket:
        """Pin a ticket to the top of the queue, or let it go again.

        Raises:
            Refused: the ticket is gone or closed.
        """
        with self._context.store.write() as work:
            ticket = _ticket(work, ticket_id)
            changed = pinned(ticket, on=on)
            _save(work, ticket, changed)
            work.record(_deed(PINNED, changed, {"on": on}), at=self._context.clock(), desk=desk)
        return changed


def close_all(work: Writing, session_id: UUID, *, at: datetime, desk: Desk) -> None:
    """Close a session's live tickets with a reason, so that its figures stay clean."""
    before = {one.id: one for one in work.floor.tickets(session_id)}
    for closed in close_left_overs(before.values(), at=at, by=desk.author):
        _save(work, before[closed.id], closed)


def _ticket(work: Writing, ticket_id: UUID) -> HelpTicket:
    found = work.floor.ticket(ticket_id)
    if found is None:
        raise Refused(HelpTrouble.GONE)
    return found


def _save(work: Writing, old: HelpTicket, new: HelpTicket) -> None:
    if not work.floor.save_ticket(new, stages_before=len(old.stages)):
        raise Refused(HelpTrouble.TAKEN, by=old.claimed_by, since=old.claimed_at)


def _deed(kind: str, ticket: HelpTicket, detail: Mapping[str, object]) -> Deed:
    return Deed(Topic.FLOOR, kind, ticket.session_id, ticket.attendee_id, ticket.id, detail)


def _change(work: Writing, deed: Deed, change: Callable[[HelpTicket], HelpTicket]) -> None:
    if deed.subject_id is None:
        raise Refused(HelpTrouble.GONE)
    ticket = _ticket(work, deed.subject_id)
    _save(work, ticket, change(ticket))


def _undo_ask(work: Writing, deed: Deed, at: datetime) -> None:
    _change(work, deed, lambda ticket: after(ticket, TicketEvent(TicketMove.WITHDRAW, at, str(ticket.stages[0].by))))


def _redo_ask(work: Writing, deed: Deed, at: datetime) -> None:
    del at

    def _open_again(ticket: HelpTicket) -> HelpTicket:
        if ticket.state is not TicketState.WITHDRAWN:
            raise Refused(HelpTrouble.CLOSED, state=ticket.state, by=ticket.stages[-1].by)
        return taken_back(ticket)

    _change(work, deed, _open_again)


def _undo_move(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    _change(work, deed, taken_back)


def _redo_move(work: Writing, deed: Deed, at: datetime) -> None:
    detail = deed.detail
    tried = detail.get("tried")
    event = TicketEvent(
        TicketMove(str(detail["move"])),
        at,
        str(detail["by"]),
        remedy_key=str(detail["remedy"]) if detail.get("remedy") else None,
        tried=tuple(str(one) for one in tried) if isinstance(tried, list) else (),
    )
    _change(work, deed, lambda ticket: after(ticket, event))


def _undo_pin(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    _change(work, deed, lambda ticket: pinned(ticket, on=not deed.detail["on"]))


def _redo_pin(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    _change(work, deed, lambda ticket: pinned(ticket, on=bool(deed.detail["on"])))


REVERSALS = {
    RAISED: Reversal(_undo_ask, _redo_ask),
    TICKET_MOVED: Reversal(_undo_move, _redo_move),
    PINNED: Reversal(_undo_pin, _redo_pin),
}
