"""What a helper is offered for a wish for help: which error it is, which remedies to try, who has the same one."""

from __future__ import annotations

from collections.abc import Sequence

from trainer_app.domain.checklist import Checklist, Remedy, Step, recognise
from trainer_app.domain.floor import TicketCard
from trainer_app.domain.help import HelpTicket
from trainer_app.domain.help_figures import RemedyRecord, suggested_remedies
from trainer_app.domain.help_queue import TicketGroup, same_trouble

Offer = tuple[Remedy, RemedyRecord | None]
_SEVERAL, _GROUPS = 3, 2  # people with one trouble to be called a group, and groups shown at once


def step_of(checklist: Checklist, key: str | None) -> Step | None:
    """Return the step of this key, None where there is none."""
    return next((step for step in checklist.steps if step.key == key), None)


def error_of(step: Step | None, card: TicketCard) -> str | None:
    """Return the key of the error they named, else of the known one that what they wrote shows."""
    if card.error_key or not card.error_text or step is None:
        return card.error_key
    known = recognise(step, card.error_text, system=card.who.system)
    return known.key if known else None


def error_title(step: Step | None, error_key: str | None) -> str | None:
    """Return what the checklist calls this error of the step, None where it does not know it."""
    return next((one.title for one in step.errors if one.key == error_key), None) if step else None


def offers(step: Step | None, card: TicketCard, *, records: Sequence[RemedyRecord]) -> tuple[Offer, ...]:
    """Return the remedies that fit, best hit rate first; those that were tried with this person come last."""
    if step is None:
        return ()
    fitting = suggested_remedies(step, error_key=error_of(step, card), system=card.who.system, records=records)
    fresh = [offer for offer in fitting if offer[0].key not in card.tried]
    return (*fresh, *(offer for offer in fitting if offer not in fresh))


def remedy_texts(step: Step | None, error_key: str | None) -> dict[str, str]:
    """Return what the keys of remedies mean; two errors may use one key, and the one met is meant."""
    errors = sorted(step.errors, key=lambda error: error.key == error_key) if step else ()
    return {one.key: one.text.rstrip(".") for error in errors for one in error.remedies}


def shared_troubles(hands: Sequence[TicketCard], tickets: Sequence[HelpTicket]) -> list[TicketGroup]:
    """Return the troubles that several share and one helper can take: few, so that people stay in sight."""
    by_id = {ticket.id: ticket for ticket in tickets}
    shared = same_trouble(by_id[card.ticket_id] for card in hands if card.ticket_id in by_id)
    return [one for one in shared if len(one.tickets) >= _SEVERAL][:_GROUPS]
