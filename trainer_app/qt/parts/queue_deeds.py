"""What the desk does with the help queue: each deed is one call off the UI thread, and said when it is done."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import HelpTicket, RaisedBy, TicketMove, TicketState
from trainer_app.domain.help import HelpTrouble as Trouble
from trainer_app.qt.current import Current
from trainer_app.qt.parts.queue_cards import Card
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.services.help_desk import Hand, HelpDeskService
from trainer_app.words import help_queue as words


class QueueDeeds(QObject):
    """Claims, solves, hands back … for whoever goes; `goes` None means the person at the desk."""

    def __init__(self, services: Services, work: Work, tell: Tell, current: Current) -> None:  # positional: as pages
        super().__init__()
        self._help, self._work, self._tell, self._current = services.help_desk, work, tell, current
        self.session_id: UUID | None = None
        self.goes: str | None = None

    @property
    def desk(self) -> Desk:
        """Who acts, and where."""
        return self._current.desk

    def helper(self) -> str:
        """Return who goes."""
        return self.goes or self.desk.author

    def claim(self, card: Card, *, helper: str | None = None) -> None:
        """Somebody goes there."""
        self._move(card, TicketMove.CLAIM, helper=helper or self.helper())

    def take_all(self, card: Card) -> None:
        """One helper takes everybody of a group; whom somebody else was quicker with stays theirs."""
        helper = self.helper()
        call = partial(_take_all, self._help, card.tickets, helper=helper, desk=self.desk)
        self._work.run(call, then=partial(self._say_taken, len(card.tickets), helper), context=self)

    def solve(self, card: Card, remedy_key: str | None) -> None:
        """It is solved; by this remedy, or None where it solved itself."""
        self._move(card, TicketMove.SOLVE, helper=self._holder(card), remedy_key=remedy_key)

    def hand_back(self, card: Card, tried: tuple[str, ...]) -> None:
        """Whoever was there gives it back to the queue, with what was tried."""
        self._move(card, TicketMove.HAND_BACK, helper=self._holder(card), tried=tried)

    def move(self, card: Card, move: TicketMove) -> None:
        """Park, withdraw, wait again, not found: whatever needs nothing more."""
        self._move(card, move, helper=self._holder(card))

    def pin(self, card: Card) -> None:
        """Pin to the top, or take the pin off."""
        if card.ticket:
            on = not card.ticket.pinned
            call = partial(self._help.pin, card.ticket.ticket_id, on=on, desk=self.desk)
            self._work.run(call, then=partial(self._say_pinned, card.ticket.who.name, on), context=self)

    def went(self, card: Card) -> None:
        """Somebody is with a person the clock pointed at."""
        hand = self._hand(card)
        if hand and card.who:
            call = partial(self._help.visit, hand, desk=self.desk, helper=self.goes)
            self._work.run(call, then=partial(self._say_moved, card.who.name), context=self)

    def spoke(self, card: Card) -> None:
        """Somebody spoke to them and all is well: noted as a visit that is over."""
        hand = self._hand(card)
        if hand and card.who:
            call = partial(_spoke, self._help, hand, helper=self.helper(), desk=self.desk)
            self._work.run(call, then=partial(self._say_spoken, card.who.name), context=self)

    def _move(
        self, card: Card, move: TicketMove, *, helper: str, remedy_key: str | None = None, tried: tuple[str, ...] = ()
    ) -> None:
        if card.ticket:
            do = partial(self._help.move_for, card.ticket.ticket_id, move, helper=helper, desk=self.desk)
            call = partial(do, remedy_key=remedy_key, tried=tried)
            self._work.run(call, then=partial(self._say_moved, card.ticket.who.name), context=self)

    def _holder(self, card: Card) -> str:
        held = card.ticket is not None and card.ticket.state is TicketState.CLAIMED
        return (card.ticket.by if held and card.ticket else None) or self.helper()

    def _hand(self, card: Card) -> Hand | None:
        if card.who is None or self.session_id is None or card.raised_by is None:
            return None
        return Hand(self.session_id, card.who.attendee_id, card.step_key, raised_by=card.raised_by)

    def _say_moved(self, name: str, ticket: HelpTicket) -> None:
        helper = ticket.stages[-1].by or self.helper()
        self._tell.say(words.moved(ticket.state, name=name, helper=helper))

    def _say_pinned(self, name: str, on: bool, _ticket: HelpTicket) -> None:
        self._tell.say(words.pin_said(name, on=on))

    def _say_spoken(self, name: str, _ticket: HelpTicket) -> None:
        self._tell.say(words.spoken(name))

    def _say_taken(self, of: int, helper: str, count: int) -> None:
        self._tell.say(words.taken(count, of, helper=helper))


def _take_all(desk_of_help: HelpDeskService, tickets: tuple[UUID, ...], *, helper: str, desk: Desk) -> int:
    """Claim each and return how many were still to be had."""
    count = 0
    for ticket_id in tickets:
        try:
            desk_of_help.move_for(ticket_id, TicketMove.CLAIM, helper=helper, desk=desk)
        except Refused as refused:
            if refused.code not in {Trouble.TAKEN, Trouble.CLOSED, Trouble.GONE}:
                raise
        else:
            count += 1
    return count


def _spoke(desk_of_help: HelpDeskService, hand: Hand, *, helper: str, desk: Desk) -> HelpTicket:
    """Visit and be done; what somebody had asked for themselves meanwhile is not closed by a hello."""
    visited = desk_of_help.visit(hand, desk=desk, helper=helper)
    if visited.raised_by in {RaisedBy.HAND, RaisedBy.NUDGE}:
        return visited
    return desk_of_help.move_for(visited.id, TicketMove.SOLVE, helper=helper, desk=desk)
