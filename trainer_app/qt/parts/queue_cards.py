"""The help queue as cards, in the order in which they are shown: made from the floor's signals, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final
from uuid import UUID

from trainer_app.domain.checklist import Checklist
from trainer_app.domain.floor import QuietCard, Suggestion, TicketCard, Who
from trainer_app.domain.help import SOMETHING_ELSE, RaisedBy, TicketState
from trainer_app.domain.help_figures import RemedyRecord, remedy_records
from trainer_app.domain.help_offers import (
    Offer,
    error_of,
    error_title,
    offers,
    remedy_texts,
    shared_troubles,
    step_of,
)
from trainer_app.domain.help_queue import TicketGroup
from trainer_app.qt.tokens import Tone
from trainer_app.services.floor import FloorView
from trainer_app.words import floor as floor_words
from trainer_app.words import help_queue as words
from trainer_app.words.language import say

AT_FIRST: Final = 10  # cards of a section before the rest is folded into "and 14 more"


class Kind(Enum):
    """What a row of the queue is."""

    HEADING = "heading"
    GROUP = "group"
    HAND = "hand"
    HELPED = "helped"
    LOOK = "look"
    NOT_STARTED = "not_started"
    HELLO = "hello"
    HELD = "held"
    MORE = "more"
    QUIET = "quiet"


class Act(Enum):
    """What can be done with a card."""

    GO = "go"
    REMEDIES = "remedies"
    SOLVED = "solved"
    HAND_BACK = "hand_back"
    WAITS_AGAIN = "waits_again"
    CANT_FIND = "cant_find"
    PARK = "park"
    PIN = "pin"
    WITHDRAW = "withdraw"
    WENT = "went"
    FINE = "fine"
    HELLO = "hello"
    TAKE_ALL = "take_all"
    STEP = "step"
    PERSON = "person"
    FIRST = "first"
    EXPAND = "expand"
    MENU = "menu"


@dataclass(frozen=True, slots=True)
class Card:
    """One row. `key` is whose it is and stays the same from one look at the floor to the next.

    `under` are lines of plain words, `alert` one that stands out, `hint` one that is muted; `right` is what stands at
    the end of the first line, for a ticket the clock that runs. `acts` are buttons, the first is what Enter does.
    `is_known`: the error is one the checklist knows, so that `offers` fit it.
    """

    key: tuple[str, str]
    kind: Kind
    title: str
    tone: Tone = Tone.PLAIN
    right: str = ""
    under: tuple[str, ...] = ()
    alert: str = ""
    hints: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    ticket: TicketCard | None = None
    who: Who | None = None
    step_key: str | None = None
    raised_by: RaisedBy | None = None
    offers: tuple[Offer, ...] = field(default=(), hash=False)
    tickets: tuple[UUID, ...] = ()
    is_known: bool = False

    @property
    def is_work(self) -> bool:
        """Whether something can be done here: headings and words cannot be marked."""
        return bool(self.acts)

    def clock(self, minutes: float) -> str:
        """Return what stands at the right, so many minutes after the floor was looked at."""
        if self.ticket is None:
            return self.right
        ticket = self.ticket
        if self.kind is Kind.HAND:
            return floor_words.stopwatch(ticket.age + minutes)
        return floor_words.ticket_line(replace(ticket, since=ticket.since + minutes))


def cards_of(view: FloorView, *, open_sections: frozenset[str] = frozenset()) -> list[Card]:
    """Return every row of the queue; the sections named in `open_sections` are shown whole."""
    signals = view.floor.signals
    desk = _Maker(view.room.checklist, remedy_records(view.room.tickets))
    hands = [desk.hand(card) for card in signals.hands]
    sections: list[tuple[str, str, Sequence[Card]]] = [
        (words.ASKED, words.ASKED_NOTE, hands),
        (words.HELPED, words.HELPED_NOTE, [desk.helped(card) for card in signals.being_helped]),
        (words.LOOK, words.LOOK_NOTE, [desk.look(one) for one in signals.suggestions]),
        (words.NOT_STARTED, "", [desk.not_started(card) for card in signals.not_started]),
        (words.HELLO, words.HELLO_NOTE, [desk.hello(card) for card in signals.say_hello]),
        (words.HELD, "", [desk.held(card) for card in signals.held]),
    ]
    if not signals.hands:
        sections.pop(0)
    groups = [desk.group(one) for one in shared_troubles(signals.hands, view.room.tickets)]
    shown = [*_rows(sections, groups=groups, open_sections=open_sections)]
    return shown if signals.hands else [_nobody(), *shown]


def _rows(
    sections: Sequence[tuple[str, str, Sequence[Card]]], *, groups: Sequence[Card], open_sections: frozenset[str]
) -> Iterator[Card]:
    for title, note, cards in sections:
        if not cards:
            continue
        yield Card(("heading", title), Kind.HEADING, words.heading(title, len(cards)), right=say(note) if note else "")
        if title == words.ASKED:
            yield from groups
        whole = title in open_sections or len(cards) <= AT_FIRST + 1  # one more row says no less than "and 1 more"
        yield from cards if whole else cards[:AT_FIRST]
        if not whole:
            rest = words.more(len(cards) - AT_FIRST)
            yield Card((title, "more"), Kind.MORE, rest, acts=(Act.EXPAND,))


def _nobody() -> Card:
    return Card(("quiet", ""), Kind.QUIET, say(words.NOBODY), under=(say(words.NOBODY_NOTE),))


@dataclass(frozen=True, slots=True)
class _Maker:
    checklist: Checklist
    records: Sequence[RemedyRecord]

    def hand(self, ticket: TicketCard) -> Card:
        card = self._ticket(ticket, Kind.HAND, (Act.GO, Act.REMEDIES, Act.MENU))
        alert = floor_words.escalation_line(ticket)
        if ticket.state is TicketState.HANDED_BACK and not alert:
            alert = say(floor_words.TICKET_STATES[ticket.state])
        return replace(card, tone=Tone.HELP, alert=alert)

    def helped(self, ticket: TicketCard) -> Card:
        return self._ticket(ticket, Kind.HELPED, (Act.SOLVED, Act.REMEDIES, Act.HAND_BACK, Act.MENU))

    def held(self, ticket: TicketCard) -> Card:
        return self._ticket(ticket, Kind.HELD, (Act.GO, Act.WAITS_AGAIN, Act.MENU))

    def look(self, one: Suggestion) -> Card:
        card = one.card
        return Card(
            ("person", str(card.who.attendee_id)),
            Kind.LOOK,
            words.person(card.who),
            tone=Tone.LOOK,
            under=(words.on_step(card.minutes, card.step_title), words.look(one)),
            acts=(Act.WENT, Act.FINE, Act.MENU),
            who=card.who,
            step_key=card.step_key,
            raised_by=RaisedBy.SUGGESTION,
        )

    def not_started(self, card: QuietCard) -> Card:
        first = self.checklist.steps[0].key if self.checklist.steps else None
        quiet = self._quiet(card, Kind.NOT_STARTED, RaisedBy.NOT_STARTED)
        line = floor_words.not_started_line(card)
        return replace(quiet, tone=Tone.LOOK, under=(line,), acts=(Act.WENT, Act.FINE, Act.MENU), step_key=first)

    def hello(self, card: QuietCard) -> Card:
        quiet = self._quiet(card, Kind.HELLO, RaisedBy.SAY_HELLO)
        return replace(quiet, right=floor_words.minutes(card.minutes), acts=(Act.HELLO, Act.MENU))

    def group(self, group: TicketGroup) -> Card:
        step = step_of(self.checklist, group.step_key)
        error = error_title(step, group.error_key)
        title = words.group(len(group.tickets), step.title if step else group.step_key, error=error)
        ids = tuple(ticket.id for ticket in group.tickets)
        key = ("group", f"{group.step_key}/{group.error_key}")
        return Card(key, Kind.GROUP, title, acts=(Act.TAKE_ALL,), step_key=group.step_key, tickets=ids)

    def _quiet(self, card: QuietCard, kind: Kind, raised_by: RaisedBy) -> Card:  # positional: who, which kind, why
        key = ("person", str(card.who.attendee_id))
        return Card(key, kind, words.person(card.who), who=card.who, raised_by=raised_by)

    def _ticket(self, ticket: TicketCard, kind: Kind, acts: tuple[Act, ...]) -> Card:  # positional: whose, kind, what
        step = step_of(self.checklist, ticket.step_key)
        error_key = error_of(step, ticket)
        error = error_title(step, error_key)
        tried = words.tried(ticket, remedy_texts(step, error_key) | {SOMETHING_ELSE: say(words.SOMETHING_ELSE)})
        offered = offers(step, ticket, records=self.records)
        best = offered[0] if offered and kind is not Kind.HELD else None
        first = words.likely(best[0].text, best[1]) if best and (error is not None or best[1]) else ""
        return Card(
            ("ticket", str(ticket.ticket_id)),
            kind,
            words.person(ticket.who),
            under=(words.trouble(ticket, error),),
            hints=tuple(filter(None, [tried, first])),
            acts=acts if offered else tuple(act for act in acts if act is not Act.REMEDIES),
            ticket=ticket,
            who=ticket.who,
            step_key=ticket.step_key,
            offers=offered,
            is_known=error is not None,
        )
