"""The helper's cards: what each says and offers, in the order of the floor; made from one reading for all helpers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from trainer_app.domain.checklist import Step
from trainer_app.domain.floor import QuietCard, StepAlarm, Suggestion, TicketCard, Who
from trainer_app.domain.help import ASKED, CLAIM_LASTS, HELD, SOMETHING_ELSE, RaisedBy, TicketState
from trainer_app.domain.help_figures import remedy_records, suggested_remedies
from trainer_app.domain.help_offers import (
    error_of,
    error_title,
    offers,
    remedy_texts,
    shared_troubles,
    step_of,
)
from trainer_app.domain.help_queue import TicketGroup
from trainer_app.services.floor import FloorView
from trainer_app.words import floor, floor_page, help_queue
from trainer_app.words import phone_helper as words
from trainer_app.words.language import say

_FIRST_REMEDIES: Final = 3  # shown at once on my own card; the rest is one tap away


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One remedy to tap: its key, what to do, and how often it worked."""

    key: str
    text: str
    record: str


@dataclass(frozen=True, slots=True)
class HelpCard:
    """Somebody with a live ticket. `since` is in seconds since 1970: since they asked, or since I am there.

    `offers` are for my own cards: the first few and the rest. `left` says how long my claim lasts.
    """

    ticket: UUID
    who: Who
    since: float
    trouble: str
    tried: str
    likely: str
    alert: str
    bring: str
    never_helped: bool
    pinned: bool
    by: str
    state: str
    held: bool = False
    left: str = ""
    ran_out: bool = False
    first_offers: tuple[OfferLine, ...] = ()
    more_offers: tuple[OfferLine, ...] = ()

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """Every remedy with its key, to say which ones were tried."""
        return tuple((one.key, one.text) for one in (*self.first_offers, *self.more_offers))


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """Somebody who has not asked, and why we think of them."""

    who: Who
    aside: str
    lines: tuple[str, ...]
    step: str | None
    raised_by: str


@dataclass(frozen=True, slots=True)
class AlarmCard:
    """A step that holds the room up, with what helped most against it."""

    title: str
    remedy: str
    step: str


@dataclass(frozen=True, slots=True)
class GroupCard:
    """Several with one trouble: one helper can take them all. `alarm`: their step holds the whole room up."""

    title: str
    step: str
    error: str | None
    alarm: AlarmCard | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything a helper's queue shows, whole; the page cuts long lists."""

    mine: tuple[HelpCard, ...]
    asked: tuple[HelpCard, ...]
    groups: tuple[GroupCard, ...]
    alarms: tuple[AlarmCard, ...]
    looks: tuple[IdeaCard, ...]
    not_started: tuple[IdeaCard, ...]
    hello: tuple[IdeaCard, ...]
    helped: tuple[HelpCard, ...]
    held: tuple[HelpCard, ...]


def queue_of(view: FloorView, me: str, *, now: datetime) -> Queue:
    """Return the queue as the helper of this name sees it."""
    signals, maker = view.floor.signals, _Maker(view, now)
    ran_out = [card for card in signals.hands if maker.ran_out(card, me)]
    mine = [card for card in signals.being_helped if card.by == me]
    alarms = {one.step_key: maker.alarm(one) for one in signals.step_alarms}
    groups = [maker.group(one, alarms) for one in shared_troubles(signals.hands, view.room.tickets)]
    told = {one.step for one in groups}
    return Queue(
        mine=tuple(maker.own(card) for card in (*mine, *ran_out)),
        asked=tuple(maker.card(card, since=card.age) for card in signals.hands if card not in ran_out),
        groups=tuple(groups),
        alarms=tuple(one for step, one in alarms.items() if step not in told),
        looks=tuple(maker.look(one) for one in signals.suggestions),
        not_started=tuple(maker.not_started(card) for card in signals.not_started),
        hello=tuple(maker.hello(card) for card in signals.say_hello),
        helped=tuple(maker.card(card, since=card.since) for card in signals.being_helped if card.by != me),
        held=tuple(maker.card(card, since=card.since) for card in signals.held),
    )


def wish_of(view: FloorView, attendee_id: UUID, me: str, *, now: datetime) -> HelpCard | None:  # positional: as read
    """Return the live wish for help of this person, as the helper of this name sees it; None where there is none."""
    signals, maker = view.floor.signals, _Maker(view, now)
    live = (*signals.hands, *signals.being_helped, *signals.held)
    card = next((one for one in live if one.who.attendee_id == attendee_id), None)
    if card is None:
        return None
    if maker.ran_out(card, me) or (card.state is TicketState.CLAIMED and card.by == me):
        return maker.own(card)
    return maker.card(card, since=card.age if card in signals.hands else card.since)


def rings(view: FloorView, me: str) -> str:
    """Return a short mark of every hand that is up, but those this helper put there."""
    last = {ticket.id: ticket.stages[-1].by for ticket in view.room.tickets}
    return " ".join(card.ticket_id.hex[-10:] for card in view.floor.signals.hands if last.get(card.ticket_id) != me)


class _Maker:
    def __init__(self, view: FloorView, now: datetime) -> None:
        self._view, self._now = view, now
        self._at = view.floor.at.timestamp()
        self._tickets = {ticket.id: ticket for ticket in view.room.tickets}
        self._records = remedy_records(view.room.tickets)

    def ran_out(self, card: TicketCard, me: str) -> bool:
        """Say whether this hand is up again only because this helper's ten minutes are over."""
        ticket = self._tickets.get(card.ticket_id)
        return ticket is not None and ticket.claimed_by == me

    def own(self, card: TicketCard) -> HelpCard:
        """Return a card of mine, with what may have helped."""
        ticket, step = self._tickets[card.ticket_id], step_of(self._view.room.checklist, card.step_key)
        given = [
            OfferLine(remedy.key, remedy.text, floor.remedy_line(record))
            for remedy, record in offers(step, card, records=self._records)
        ]
        began = ticket.claimed_at or ticket.stages[-1].at
        left = (ticket.stages[-1].at + CLAIM_LASTS - self._now).total_seconds() / 60
        gone = card.state is not TicketState.CLAIMED
        minutes = (self._view.floor.at - began).total_seconds() / 60
        return self.card(
            card,
            since=minutes,
            left=words.claim_left(left) if not gone else say(words.RAN_OUT),
            ran_out=gone,
            first_offers=tuple(given[:_FIRST_REMEDIES]),
            more_offers=tuple(given[_FIRST_REMEDIES:]),
        )

    def card(
        self,
        card: TicketCard,
        *,
        since: float,
        left: str = "",
        ran_out: bool = False,
        first_offers: tuple[OfferLine, ...] = (),
        more_offers: tuple[OfferLine, ...] = (),
    ) -> HelpCard:
        """Return a card; `since` in minutes before the floor was looked at."""
        step = step_of(self._view.room.checklist, card.step_key)
        error_key = error_of(step, card)
        error = error_title(step, error_key)
        texts = remedy_texts(step, error_key) | {SOMETHING_ELSE: say(help_queue.SOMETHING_ELSE)}
        asked = card.raised_by in ASKED
        return HelpCard(
            ticket=card.ticket_id,
            who=card.who,
            since=self._at - since * 60,
            trouble=help_queue.trouble(card, error) if asked or card.step_key else words.reason(card.raised_by),
            tried=help_queue.tried(card, texts),
            likely=self._likely(step, card, error) if not left else "",
            alert=_alert(card),
            bring=words.bring(step.fallback) if step and step.fallback and card.escalation else "",
            never_helped=card.first_help and asked,
            pinned=card.pinned,
            by=words.there(card) if card.state is TicketState.CLAIMED else "",
            state=say(floor.TICKET_STATES[card.state]),
            held=card.state in HELD,
            left=left,
            ran_out=ran_out,
            first_offers=first_offers,
            more_offers=more_offers,
        )

    def group(self, group: TicketGroup, alarms: Mapping[str, AlarmCard]) -> GroupCard:
        """Return a group that one helper can take."""
        step = step_of(self._view.room.checklist, group.step_key)
        title = step.title if step else group.step_key
        error = error_title(step, group.error_key)
        said = help_queue.group(len(group.tickets), title, error=error)
        return GroupCard(said, group.step_key, group.error_key, alarms.get(group.step_key))

    def alarm(self, alarm: StepAlarm) -> AlarmCard:
        """Return a step that holds the room up."""
        step = step_of(self._view.room.checklist, alarm.step_key)
        if step is None:
            return AlarmCard(floor.step_alarm_line(alarm), "", alarm.step_key)
        found = suggested_remedies(step, error_key=alarm.error_key, system=None, records=self._records)
        remedy = floor_page.fix_line(found[0][0].text, found[0][1]) if found else step.fallback or ""
        return AlarmCard(floor.step_alarm_line(alarm), remedy, alarm.step_key)

    def look(self, one: Suggestion) -> IdeaCard:
        """Return somebody the clock points at."""
        lines = (one.card.step_title, help_queue.look(one))
        minutes = floor.minutes(one.card.minutes)
        return IdeaCard(one.card.who, minutes, lines, one.card.step_key, RaisedBy.SUGGESTION.value)

    def not_started(self, card: QuietCard) -> IdeaCard:
        """Return somebody who has not begun."""
        steps = self._view.room.checklist.steps
        first = steps[0].key if steps else None
        return IdeaCard(card.who, "", (floor.not_started_line(card),), first, RaisedBy.NOT_STARTED.value)

    def hello(self, card: QuietCard) -> IdeaCard:
        """Return somebody nobody has spoken to for long."""
        return IdeaCard(card.who, floor.minutes(card.minutes), (), None, RaisedBy.SAY_HELLO.value)

    def _likely(self, step: Step | None, card: TicketCard, error: str | None) -> str:  # positional: where, whose, what
        best = next(iter(offers(step, card, records=self._records)), None)
        return help_queue.likely(best[0].text, best[1]) if best and (error is not None or best[1]) else ""


def _alert(card: TicketCard) -> str:
    if card.escalation:
        return floor.escalation_line(card)
    return say(floor.TICKET_STATES[card.state]) if card.state is TicketState.HANDED_BACK else ""
