"""The help queue: who comes next, which tickets are one trouble, and which need more than another first try."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from trainer_app.domain.help import ASKED, READY, HelpTicket, RaisedBy, help_spans

NEVER_HELPED_AHEAD = timedelta(minutes=3)  # a first wish for help counts as this much older
SECOND_HAND_WITHIN = timedelta(minutes=10)


class EscalationReason(Enum):
    """Why a hand needs more than another first try."""

    SAME_ERROR = "same_error"
    SECOND_HAND = "second_hand"


@dataclass(frozen=True, slots=True)
class TicketGroup:
    """Ready tickets of one step and one error (None: none named), in queue order: one helper can take them all."""

    step_key: str
    error_key: str | None
    tickets: tuple[HelpTicket, ...]


def in_order(tickets: Iterable[HelpTicket], helped_before: Container[UUID]) -> list[HelpTicket]:
    """Return the ready tickets, whose turn it is first: pinned ones, then by age with never-helped people ahead.

    `helped_before` are the attendees somebody has already been with; see `ever_helped`.
    """

    def turn(ticket: HelpTicket) -> tuple[bool, datetime, str]:
        ahead = timedelta() if ticket.attendee_id in helped_before else NEVER_HELPED_AHEAD
        return not ticket.pinned, ticket.opened_at - ahead, str(ticket.id)

    return sorted((ticket for ticket in tickets if ticket.state in READY), key=turn)


def ever_helped(tickets: Iterable[HelpTicket]) -> set[UUID]:
    """Return the attendees somebody has been with, whatever came of it."""
    return {ticket.attendee_id for ticket in tickets if help_spans(ticket, ticket.stages[-1].at)}


def same_trouble(ordered: Iterable[HelpTicket]) -> list[TicketGroup]:
    """Return the groups of two or more tickets with the same step and error, keeping the given order."""
    groups: defaultdict[tuple[str, str | None], list[HelpTicket]] = defaultdict(list)
    for ticket in ordered:
        if ticket.step_key is not None:
            groups[ticket.step_key, ticket.error_key].append(ticket)
    return [TicketGroup(*trouble, tuple(group)) for trouble, group in groups.items() if len(group) > 1]


def earlier_tries(ticket: HelpTicket, tickets: Iterable[HelpTicket]) -> list[HelpTicket]:
    """Return this person's earlier tickets at the same step, oldest first; a mere hello is none."""
    return sorted(
        (
            other
            for other in tickets
            if other.attendee_id == ticket.attendee_id
            and other.step_key == ticket.step_key is not None
            and other.raised_by is not RaisedBy.SAY_HELLO
            and other.opened_at < ticket.opened_at
        ),
        key=lambda other: other.opened_at,
    )


def escalation(ticket: HelpTicket, earlier: Sequence[HelpTicket]) -> EscalationReason | None:
    """Say why a hand is escalated: the same error for the second time, or a second hand within ten minutes.

    The ten minutes count from the moment the earlier try was over. `earlier` comes from `earlier_tries`.
    """
    if ticket.raised_by not in ASKED:
        return None
    if ticket.error_key is not None and any(other.error_key == ticket.error_key for other in earlier):
        return EscalationReason.SAME_ERROR
    ends = [other.closed_at or other.stages[-1].at for other in earlier]
    if any(ticket.opened_at - end <= SECOND_HAND_WITHIN for end in ends):
        return EscalationReason.SECOND_HAND
    return None
