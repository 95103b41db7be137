"""Help: hands raised, claimed by one helper, solved with one remedy, and closed when the session ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from trainer_app.domain.changes import Desk
from trainer_app.domain.completion import CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import (
    ASKED,
    LIVE,
    READY,
    HelpTicket,
    HelpTrouble,
    LeftOver,
    RaisedBy,
    Stage,
    TicketEvent,
    TicketMove,
    TicketState,
    after,
    close_left_overs,
    pinned,
    settled,
)
from trainer_app.domain.session import Phase, SessionTrouble
from trainer_app.services import tickets
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.tickets import PINNED, RAISED, TICKET_MOVED, TOLD_MORE, require_ticket, save, ticket_deed
from trainer_app.storage.unit_of_work import Writing

REVERSALS = tickets.REVERSALS


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

    def of_session(self, session_id: UUID, ticket_id: UUID) -> HelpTicket:
        """Return this ticket of this session.

        Raises:
            Refused: there is none, or it is another session's.
        """
        with self._context.store.read() as view:
            found = view.tickets.get(ticket_id)
        if found is None or found.session_id != session_id:
            raise Refused(HelpTrouble.GONE)
        return found

    def ask(self, hand: Hand, *, desk: Desk) -> HelpTicket:
        """Open a ticket. Asking twice is asking once: somebody who has one keeps it and their place.

        What was not told before is added to it, and a visit of ours becomes their own wish.

        Raises:
            Refused: the session is gone or has ended, or the person is not in it.
        """
        with self._context.store.write() as work:
            now = self._context.clock()
            standing = _standing(work, hand, now=now)
            if standing is None:
                new = self._opened(hand, at=now, by=desk.author)
                work.tickets.add(new)
                work.record(ticket_deed(RAISED, new), at=now, desk=desk)
                return new
            told = _told_more(standing, hand)
            if told != standing:
                save(work, standing, told)
                work.record(ticket_deed(TOLD_MORE, told, before=standing), at=now, desk=desk)
            return told

    def visit(self, hand: Hand, *, desk: Desk, helper: str | None = None) -> HelpTicket:
        """Go to somebody the clock pointed at: a ticket, opened and claimed at once, by this desk or for a helper.

        Raises:
            Refused: the session is gone or has ended, the person is not in it, or somebody else is there already.
        """
        with self._context.store.write() as work:
            now = self._context.clock()
            standing = _standing(work, hand, now=now)
            claim = TicketEvent(TicketMove.CLAIM, now, helper or desk.author)
            if standing is None:
                new = after(self._opened(hand, at=now, by=claim.by), claim)
                work.tickets.add(new)
                work.record(ticket_deed(RAISED, new), at=now, desk=desk)
                return new
            claimed = after(standing, claim)
            save(work, standing, claimed)
            work.record(ticket_deed(TICKET_MOVED, claimed, before=standing, event=claim), at=now, desk=desk)
        return claimed

    def move(
        self,
        ticket_id: UUID,
        move: TicketMove,
        *,
        desk: Desk,
        remedy_key: str | None = None,
        tried: tuple[str, ...] = (),
        left_over: LeftOver | None = None,
    ) -> HelpTicket:
        """Claim, hand back, can't find, answer, park, solve, withdraw, or leave over for a reason.

        Raises:
            Refused: the ticket is gone or closed, or somebody else is there; the facts name them.
        """
        event = TicketEvent(
            move, self._context.clock(), desk.author, remedy_key=remedy_key, tried=tried, left_over=left_over
        )
        return self._moved(ticket_id, event, desk=desk)

    def move_for(
        self,
        ticket_id: UUID,
        move: TicketMove,
        *,
        helper: str,
        desk: Desk,
        remedy_key: str | None = None,
        tried: tuple[str, ...] = (),
    ) -> HelpTicket:
        """Write down at this desk what a helper does with a ticket: who has no phone is sent, and reports there.

        Raises:
            Refused: as `move`.
        """
        event = TicketEvent(move, self._context.clock(), helper, remedy_key=remedy_key, tried=tried)
        return self._moved(ticket_id, event, desk=desk)

    def _moved(self, ticket_id: UUID, event: TicketEvent, *, desk: Desk) -> HelpTicket:
        with self._context.store.write() as work:
            ticket = require_ticket(work, ticket_id)
            moved = after(ticket, event)
            save(work, ticket, moved)
            work.record(ticket_deed(TICKET_MOVED, moved, before=ticket, event=event), at=event.at, desk=desk)
        return moved

    def take_all(self, session_id: UUID, step_key: str, *, error_key: str | None, desk: Desk) -> list[HelpTicket]:
        """Claim everybody who waits at this step with this error (None: none named) and return what was claimed."""
        with self._context.store.write() as work:
            now, taken = self._context.clock(), []
            for ticket in work.tickets.of_session(session_id):
                same = (ticket.step_key, ticket.error_key) == (step_key, error_key)
                if not same or settled(ticket, now).state not in READY:
                    continue
                claim = TicketEvent(TicketMove.CLAIM, now, desk.author)
                claimed = after(ticket, claim)
                save(work, ticket, claimed)
                work.record(ticket_deed(TICKET_MOVED, claimed, before=ticket, event=claim), at=now, desk=desk)
                taken.append(claimed)
        return taken

    def pin(self, ticket_id: UUID, *, on: bool, desk: Desk) -> HelpTicket:
        """Pin a ticket to the top of the queue, or let it go again.

        Raises:
            Refused: the ticket is gone or closed.
        """
        with self._context.store.write() as work:
            ticket = require_ticket(work, ticket_id)
            changed = pinned(ticket, on=on)
            if changed != ticket:
                save(work, ticket, changed)
                work.record(ticket_deed(PINNED, changed, before=ticket), at=self._context.clock(), desk=desk)
        return changed

    def _opened(self, hand: Hand, *, at: datetime, by: str) -> HelpTicket:
        return HelpTicket(
            id=self._context.new_id(),
            session_id=hand.session_id,
            attendee_id=hand.attendee_id,
            step_key=hand.step_key,
            raised_by=hand.raised_by,
            stages=(Stage(TicketState.OPEN, at, by),),
            error_key=hand.error_key,
            error_text=hand.error_text,
            tried=hand.tried,
        )


def close_all(work: Writing, session_id: UUID, *, at: datetime, by: str) -> list[dict[str, object]]:
    """Close a session's live tickets with a reason, so that its figures stay clean; return what `reopen` needs."""
    before = {one.id: one for one in work.tickets.of_session(session_id)}
    left = close_left_overs(before.values(), at=at, by=by)
    for closed in left:
        save(work, before[closed.id], closed)
    return [{"ticket": str(closed.id), "stages": len(before[closed.id].stages)} for closed in left]


def let_go_home(  # positional: where and who
    work: Writing, session_id: UUID, attendee_id: UUID, *, at: datetime, by: str
) -> list[dict[str, object]]:
    """Close the live ticket of somebody who left; return what `reopen` needs."""
    ticket = work.tickets.live_of(session_id, attendee_id)
    if ticket is None:
        return []
    gone = settled(ticket, at)
    if gone.state in LIVE:
        gone = after(gone, TicketEvent(TicketMove.LEAVE_OVER, at, by, left_over=LeftOver.WENT_HOME))
    save(work, ticket, gone)
    return [{"ticket": str(ticket.id), "stages": len(ticket.stages)}]


def closed_at_the_end(work: Writing, session_id: UUID, *, at: datetime) -> list[dict[str, object]]:
    """Return, as `close_all` did, the tickets that were closed because the session ended at this time, and by whom."""
    return [
        {"ticket": str(one.id), "stages": len(one.stages) - 1, "by": one.stages[-1].by}
        for one in work.tickets.of_session(session_id)
        if one.stages[-1].state is TicketState.LEFT_OVER and one.stages[-1].at == at
    ]


def reopen(work: Writing, closed: Iterable[Mapping[str, Any]]) -> None:
    """Let tickets `close_all` closed wait again where they did.

    One that was moved since, or whose person has another one by now, stays closed.
    """
    for one in closed:
        ticket = work.tickets.get(UUID(str(one["ticket"])))
        if ticket is None or ticket.state is not TicketState.LEFT_OVER:
            continue
        if work.tickets.live_of(ticket.session_id, ticket.attendee_id) is None:
            stages = ticket.stages[: one["stages"]]
            save(work, ticket, replace(ticket, stages=stages, left_over=None))


def _standing(work: Writing, hand: Hand, *, now: datetime) -> HelpTicket | None:
    """Return the live ticket of this person. A visit of ours that nobody reported on is over and closed first."""
    session = require_session(work, hand.session_id)
    if session.phase is Phase.ENDED:
        raise Refused(SessionTrouble.PHASE_BACKWARDS)
    if work.attendance.standing(hand.session_id, hand.attendee_id) is None:
        raise Refused(CompletionTrouble.NOT_IN_ROOM)
    ticket = work.tickets.live_of(hand.session_id, hand.attendee_id)
    if ticket and (over := settled(ticket, now)).state not in LIVE:
        save(work, ticket, over)
        return None
    return ticket


def _told_more(ticket: HelpTicket, hand: Hand) -> HelpTicket:
    ours = ticket.raised_by not in ASKED and hand.raised_by in ASKED
    return replace(
        ticket,
        raised_by=hand.raised_by if ours else ticket.raised_by,
        step_key=ticket.step_key or hand.step_key,
        error_key=ticket.error_key or hand.error_key,
        error_text=ticket.error_text or hand.error_text,
        tried=(*ticket.tried, *(one for one in hand.tried if one not in ticket.tried)),
    )
