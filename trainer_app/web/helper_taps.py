"""What a helper's phone can do: go, report how it went, and tick or ask for somebody in the room."""

from __future__ import annotations

from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Meta

from trainer_app.domain.checklist import ChecklistTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import FloorTrouble
from trainer_app.domain.help import HelpTicket, RaisedBy, TicketMove, TicketState
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.progress import MarkState
from trainer_app.services.help_desk import Hand
from trainer_app.web.gestures import Answer, Body, Gesture, Tap, gesture
from trainer_app.words import floor_page, help_queue
from trainer_app.words import phone_helper as words
from trainer_app.words.language import say

Key = Annotated[str, Meta(min_length=1, max_length=80)]
Line = Annotated[str, Meta(max_length=400)]
Tried = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...], Meta(max_length=20)]
_MINE: Final = PhoneRole.HELPER
_QUEUE: Final = "/queue"
OurIdea = Literal["suggestion", "not_started", "say_hello"]


class Claim(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I go there; said again, I am still there."""

    ticket: UUID


class Solve(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It is solved: by this remedy, by something else, or by itself (no remedy); this was tried before."""

    ticket: UUID
    remedy: Key | None = None
    tried: Tried = ()


class HandBack(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody else should go; this was tried."""

    ticket: UUID
    tried: Tried = ()
    other: Line | None = None


class CantFind(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nobody is there: they are asked where they are and keep their place."""

    ticket: UUID


class Park(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It waits for something else."""

    ticket: UUID


class WaitsAgain(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who was parked or not found waits for help again."""

    ticket: UUID


class TakeAll(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I go to everybody who waits at this step with this error."""

    step: Key
    error: Key | None = None


class Visit(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I go to somebody who has not asked."""

    attendee: UUID
    step: Key | None = None
    raised_by: OurIdea = "say_hello"


class Spoke(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I was with somebody who has not asked, and all is fine there."""

    attendee: UUID
    step: Key | None = None
    raised_by: OurIdea = "say_hello"


class ShowFix(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show the fix to everyone on this step."""

    step: Key


class RaiseHand(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody needs help and does not ask: put them into the queue."""

    attendee: UUID
    step: Key | None = None
    error: Key | None = None
    text: Line | None = None
    tried: Tried = ()


class Tick(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody's step is done."""

    attendee: UUID
    step: Key


class Untick(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody's step is neither done nor skipped after all."""

    attendee: UUID
    step: Key


class SkipFor(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody leaves this step out."""

    attendee: UUID
    step: Key


class SeatOf(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody sits here; nothing: nobody knows where."""

    attendee: UUID
    seat: Annotated[str, Meta(max_length=20)] | None = None


def _claim(tap: Tap) -> Answer:
    return _moved(tap, TicketMove.CLAIM)


def _cant_find(tap: Tap) -> Answer:
    return _moved(tap, TicketMove.CANT_FIND)


def _park(tap: Tap) -> Answer:
    return _moved(tap, TicketMove.PARK)


def _waits_again(tap: Tap) -> Answer:
    return _moved(tap, TicketMove.ANSWER)


def _hand_back(tap: Tap) -> Answer:
    other = (tap.body.other or "").strip()
    return _moved(tap, TicketMove.HAND_BACK, tried=(*tap.body.tried, *([other] if other else [])))


def _solve(tap: Tap) -> Answer:
    return _moved(tap, TicketMove.SOLVE, remedy=tap.body.remedy, tried=tap.body.tried)


def _moved(tap: Tap, move: TicketMove, *, remedy: str | None = None, tried: tuple[str, ...] = ()) -> Answer:
    """Move a ticket of this session, and of no other."""
    desk = tap.services.help_desk
    here = desk.of_session(tap.session_id, tap.body.ticket)
    moved = desk.move(here.id, move, desk=tap.desk, remedy_key=remedy, tried=tried)
    return _told(tap, moved)


def _told(tap: Tap, ticket: HelpTicket) -> Answer:
    said = help_queue.moved(ticket.state, name=_name(tap, ticket.attendee_id), helper=tap.desk.author)
    mine = ticket.state is TicketState.CLAIMED  # its card stands on top of the queue then
    return Answer(said=said, outcome=ticket.state.value, go=_QUEUE if mine else None)


def _take_all(tap: Tap) -> Answer:
    taken = tap.services.help_desk.take_all(tap.session_id, tap.body.step, error_key=tap.body.error, desk=tap.desk)
    said = help_queue.taken(len(taken), len(taken), helper=tap.desk.author) if taken else say(words.NOBODY_LEFT)
    return Answer(said=said, outcome=str(len(taken)), go=_QUEUE)


def _visit(tap: Tap) -> Answer:
    made = tap.services.help_desk.visit(_our_idea(tap), desk=tap.desk)
    return _told(tap, made)


def _spoke(tap: Tap) -> Answer:
    """Visit and be done; what somebody had asked for themselves meanwhile is not closed by a hello."""
    desk = tap.services.help_desk
    made = desk.visit(_our_idea(tap), desk=tap.desk)
    if made.raised_by in {RaisedBy.HAND, RaisedBy.NUDGE}:
        return _told(tap, made)
    done = desk.move(made.id, TicketMove.SOLVE, desk=tap.desk)
    return Answer(said=help_queue.spoken(_name(tap, made.attendee_id)), outcome=done.state.value)


def _our_idea(tap: Tap) -> Hand:
    step = _known(tap, tap.body.step)
    return Hand(tap.session_id, tap.body.attendee, step, raised_by=RaisedBy(tap.body.raised_by))


def _show_fix(tap: Tap) -> Answer:
    tap.services.floor.show_fix(tap.session_id, tap.body.step, desk=tap.desk)
    steps = tap.services.checklists.of_session(tap.session_id).steps
    title = next((one.title for one in steps if one.key == tap.body.step), tap.body.step)
    return Answer(said=say(floor_page.FIX_SHOWN, step=title))


def _raise_hand(tap: Tap) -> Answer:
    told = tap.body
    hand = Hand(
        tap.session_id,
        told.attendee,
        _known(tap, told.step),
        error_key=told.error,
        error_text=(told.text or "").strip() or None,
        tried=told.tried,
    )
    ticket = tap.services.help_desk.ask(hand, desk=tap.desk)
    said = say(floor_page.HAND_RAISED, name=_name(tap, told.attendee))
    return Answer(said=said, outcome=ticket.state.value, go=_page(told.attendee))


def _tick(tap: Tap) -> Answer:
    return _marked(tap, MarkState.DONE)


def _skip(tap: Tap) -> Answer:
    return _marked(tap, MarkState.SKIPPED)


def _marked(tap: Tap, state: MarkState) -> Answer:
    tap.services.floor.mark(tap.session_id, tap.body.attendee, tap.body.step, state=state, desk=tap.desk)
    return Answer(go=_page(tap.body.attendee))


def _untick(tap: Tap) -> Answer:
    tap.services.floor.unmark(tap.session_id, tap.body.attendee, tap.body.step, desk=tap.desk)
    return Answer(go=_page(tap.body.attendee))


def _seat_of(tap: Tap) -> Answer:
    found = tap.services.phone_floor.look(tap.session_id, tap.body.attendee).check_in
    if found is None:
        raise Refused(FloorTrouble.NOT_IN_ROOM)
    seat = (tap.body.seat or "").strip()
    tap.services.attendance.seat(found.id, seat, desk=tap.desk)
    name = _name(tap, tap.body.attendee)
    said = say(floor_page.SEATED if seat else floor_page.UNSEATED, name=name, seat=seat)
    return Answer(said=said, go=_page(tap.body.attendee))


def _known(tap: Tap, step: str | None) -> str | None:
    """Return the key of a step this session has."""
    if step is not None and step not in {one.key for one in tap.services.checklists.of_session(tap.session_id).steps}:
        raise Refused(ChecklistTrouble.STEP_MISSING, step=step)
    return step


def _page(attendee_id: UUID) -> str:
    return f"/person/{attendee_id}"


def _name(tap: Tap, attendee_id: UUID) -> str:
    person = tap.services.people.listed(attendee_id)
    return person.name if person else ""


GESTURES: Final[tuple[tuple[str, Gesture], ...]] = (
    gesture("claim", _MINE, Claim, _claim, back=_QUEUE),
    gesture("solve", _MINE, Solve, _solve, back=_QUEUE),
    gesture("hand_back", _MINE, HandBack, _hand_back, back=_QUEUE),
    gesture("cant_find", _MINE, CantFind, _cant_find, back=_QUEUE),
    gesture("park", _MINE, Park, _park, back=_QUEUE),
    gesture("waits_again", _MINE, WaitsAgain, _waits_again, back=_QUEUE),
    gesture("take_all", _MINE, TakeAll, _take_all, back=_QUEUE),
    gesture("visit", _MINE, Visit, _visit, back=_QUEUE),
    gesture("spoke", _MINE, Spoke, _spoke, back=_QUEUE),
    gesture("show_fix", _MINE, ShowFix, _show_fix, back=_QUEUE),
    gesture("raise_hand", _MINE, RaiseHand, _raise_hand, back=_QUEUE),
    gesture("tick", _MINE, Tick, _tick, back=_QUEUE),
    gesture("untick", _MINE, Untick, _untick, back=_QUEUE),
    gesture("skip_for", _MINE, SkipFor, _skip, back=_QUEUE),
    gesture("seat_of", _MINE, SeatOf, _seat_of, back=_QUEUE),
)
