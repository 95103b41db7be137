"""Assess a room: from what is known at one moment to the whole floor, with every person in one list at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from trainer_app.domain.floor import Floor, FloorSignals, Room, TicketCard
from trainer_app.domain.help import HELD, HelpTicket, TicketState, waited
from trainer_app.domain.help_queue import earlier_tries, escalation, ever_helped, in_order
from trainer_app.domain.progress import Present
from trainer_app.domain.scene import Scene, scene
from trainer_app.domain.session import Phase
from trainer_app.domain.stuck import late, not_started, nudge_due, say_hello, step_alarms, suggestion, who


def assess(room: Room, now: datetime) -> Floor:
    """Return the floor of this room at `now`.

    Outside hands-on nobody is suggested or asked; hands stay, and so do step alarms until the session ends.
    """
    seen = scene(room, now)
    return Floor(
        at=now,
        running=seen.phase is Phase.HANDS_ON,
        journeys=seen.journeys,
        paces=seen.paces,
        signals=_signals(seen),
    )


def _signals(seen: Scene) -> FloorSignals:
    pending = late(seen)
    unstarted = not_started(seen)
    apart = {card.who.attendee_id for card in unstarted}
    standing = [
        one
        for person, card in pending
        if person.attendee_id not in apart and (one := suggestion(seen, card, phone=person.phone)) is not None
    ]
    alarms = step_alarms(seen, standing) if seen.phase is not Phase.ENDED else []
    signals = replace(_tickets(seen), step_alarms=tuple(alarms))
    if seen.phase is not Phase.HANDS_ON:
        return signals
    alarmed = {alarm.step_key for alarm in alarms}
    apart |= {one.card.who.attendee_id for one in standing}
    return replace(
        signals,
        suggestions=tuple(one for one in standing if one.card.step_key not in alarmed),
        not_started=tuple(unstarted),
        say_hello=tuple(card for card in say_hello(seen) if card.who.attendee_id not in apart),
        nudges_due=tuple(card for person, card in pending if person.phone and nudge_due(seen, card)),
    )


def _tickets(seen: Scene) -> FloorSignals:
    """Return the lists that come from live tickets; a ticket of somebody whose check-in was undone is left out."""
    people = {person.attendee_id: person for person in seen.room.people}
    mine: defaultdict[UUID, list[HelpTicket]] = defaultdict(list)
    for ticket in seen.tickets:
        mine[ticket.attendee_id].append(ticket)
    live = [ticket for ticket in seen.live.values() if ticket.attendee_id in people]
    helped = ever_helped(seen.tickets)

    def card(ticket: HelpTicket) -> TicketCard:
        person = people[ticket.attendee_id]
        first = ticket.attendee_id not in helped
        return _card(seen, ticket, person=person, mine=mine[ticket.attendee_id], first_help=first)

    by_age = sorted(live, key=lambda ticket: ticket.opened_at)
    return FloorSignals(
        hands=tuple(card(ticket) for ticket in in_order(live, helped)),
        being_helped=tuple(card(ticket) for ticket in by_age if ticket.state is TicketState.CLAIMED),
        held=tuple(card(ticket) for ticket in by_age if ticket.state in HELD),
    )


def _card(
    seen: Scene, ticket: HelpTicket, *, person: Present, mine: Sequence[HelpTicket], first_help: bool
) -> TicketCard:
    earlier = earlier_tries(ticket, mine)
    tried = [remedy for one in earlier for remedy in (*one.tried, one.remedy_key) if remedy]
    step = seen.steps.get(ticket.step_key or "")
    walked = seen.journeys[person.attendee_id]
    last = ticket.stages[-1]
    return TicketCard(
        ticket_id=ticket.id,
        who=who(person),
        state=ticket.state,
        raised_by=ticket.raised_by,
        step_key=ticket.step_key,
        step_title=step.title if step else None,
        step_minutes=walked.elapsed if walked.current == ticket.step_key is not None else None,
        age=(seen.now - ticket.opened_at).total_seconds() / 60,
        waited=waited(ticket, seen.now).total_seconds() / 60,
        since=(seen.now - (ticket.claimed_at or last.at)).total_seconds() / 60,
        by=last.by,
        error_key=ticket.error_key,
        error_text=ticket.error_text,
        tried=tuple(dict.fromkeys([*tried, *ticket.tried])),
        first_help=first_help,
        pinned=ticket.pinned,
        escalation=escalation(ticket, earlier),
    )
