"""What an attendee's phone can do on the floor: tick, ask for help, answer, and say what was made."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from trainer_app.domain.checklist import Checklist, ChecklistTrouble, Step, recognise
from trainer_app.domain.completion import Moment
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import Nudge, NudgeAnswer
from trainer_app.domain.help import HelpTicket, RaisedBy, TicketMove, TicketState
from trainer_app.domain.phone import ExitTicket, PhoneRole, PhoneTrouble
from trainer_app.domain.progress import MarkState
from trainer_app.domain.secret import looks_secret
from trainer_app.services.help_desk import Hand
from trainer_app.web.gestures import Answer, Body, Gesture, Tap, gesture
from trainer_app.words import phone_attendee as words
from trainer_app.words.language import say

Key = Annotated[str, Meta(min_length=1, max_length=80)]
Text = Annotated[str, Meta(max_length=400)]
Level = Annotated[int, Meta(ge=1, le=5)]
_MOST: Final = 20  # remedies tried before one hand


class Done(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """My step is done."""

    step: Key


class Skip(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I leave this optional step out."""

    step: Key


class NotDone(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The tick at this step was a mistake."""

    step: Key


class Stuck(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I need somebody: at this step, with this known error or these words, and I tried these remedies."""

    step: Key | None = None
    error: Key | None = None
    text: Text | None = None
    tried: tuple[Key, ...] = ()


class Withdraw(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I am fine again; nobody needs to come."""


class StepAway(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I step out; keep my place in the queue."""


class Back(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """I am at my seat again."""


class NudgeSaid(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """My answer to the silent question about this step."""

    step: Key
    answer: NudgeAnswer


class Confidence(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sure I am, 1 to 5, before or after."""

    moment: Moment
    value: Level


class Made(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What I made at my first hands-on, and how sure I am of doing it again."""

    made: Text | None = None
    value: Level | None = None


class Exit(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """My exit ticket: how sure I am, what I made, what I use it for next, and what is still in the way."""

    value: Level | None = None
    made: Text | None = None
    next_use: Text | None = None
    in_the_way: Text | None = None


def _done(tap: Tap) -> Answer:
    first = _completes(tap)
    tap.services.floor.mark(tap.session_id, tap.who, tap.body.step, desk=tap.desk)
    return Answer(go="/made") if first else Answer()


def _skip(tap: Tap) -> Answer:
    if not _step(tap, tap.body.step).optional:
        raise Refused(PhoneTrouble.NOT_ALLOWED)
    tap.services.floor.mark(tap.session_id, tap.who, tap.body.step, state=MarkState.SKIPPED, desk=tap.desk)
    return Answer()


def _not_done(tap: Tap) -> Answer:
    tap.services.floor.unmark(tap.session_id, tap.who, tap.body.step, desk=tap.desk)
    return Answer()


def _completes(tap: Tap) -> bool:
    """Say whether this tick is their first hands-on."""
    step = _step(tap, tap.body.step)
    return step.completes and tap.services.completions.of_attendee(tap.who) is None


def _step(tap: Tap, key: str) -> Step:
    try:
        return _checklist(tap).step(key)
    except KeyError:
        raise Refused(ChecklistTrouble.STEP_MISSING, step=key) from None


def _checklist(tap: Tap) -> Checklist:
    return tap.services.checklists.of_session(tap.session_id)


def _stuck(tap: Tap) -> Answer:
    told = tap.body
    step = _step(tap, told.step) if told.step else None
    text, error = _kept(told.text), told.error
    if step and error is None and text:
        known = recognise(step, text)
        error = known.key if known else None
    _ask(tap, Hand(tap.session_id, tap.who, told.step, error_key=error, error_text=text, tried=told.tried[:_MOST]))
    return Answer(go="/", said=say(words.SECRET_LEFT_OUT) if told.text and text is None else None)


def _ask(tap: Tap, hand: Hand) -> None:
    tap.services.help_desk.ask(hand, desk=tap.desk)


def _kept(text: str | None) -> str | None:
    """Return the text to keep; a secret pasted by mistake is none."""
    return text if text and text.strip() and not looks_secret(text) else None


def _withdraw(tap: Tap) -> Answer:
    return _moved(tap, TicketMove.WITHDRAW)


def _step_away(tap: Tap) -> Answer:
    ticket = _my_ticket(tap)
    return Answer() if ticket and ticket.state is TicketState.PARKED else _moved(tap, TicketMove.PARK)


def _back(tap: Tap) -> Answer:
    ticket = _my_ticket(tap)
    held = ticket and ticket.state in {TicketState.PARKED, TicketState.CANT_FIND}
    return _moved(tap, TicketMove.ANSWER) if held else Answer()


def _moved(tap: Tap, move: TicketMove) -> Answer:
    """Move one's own ticket; where it was closed meanwhile, there is nothing left to say."""
    if ticket := _my_ticket(tap):
        tap.services.help_desk.move(ticket.id, move, desk=tap.desk)
    return Answer()


def _my_ticket(tap: Tap) -> HelpTicket | None:
    return tap.services.phone_floor.look(tap.session_id, tap.who).ticket


def _nudge(tap: Tap) -> Answer:
    asked, answer = Nudge(tap.who, tap.body.step, tap.services.clock()), tap.body.answer
    first = answer is NudgeAnswer.DONE and _completes(tap)
    tap.services.floor.answer_nudge(tap.session_id, asked, answer=answer, desk=tap.desk)
    if answer is NudgeAnswer.STUCK:
        _ask(tap, Hand(tap.session_id, tap.who, tap.body.step, raised_by=RaisedBy.NUDGE))
        return Answer(go="/stuck")
    return Answer(go="/made") if first else Answer()


def _confidence(tap: Tap) -> Answer:
    _say(tap, tap.body.moment, tap.body.value)
    return Answer()


def _say(tap: Tap, moment: Moment, value: int | None) -> None:
    if value is not None:
        tap.services.completions.say_confidence(tap.session_id, tap.who, moment, value=value, desk=tap.desk)


def _made(tap: Tap) -> Answer:
    _describe(tap, tap.body.made)
    _say(tap, Moment.AFTER, tap.body.value)
    return Answer(go="/", said=_left_out(tap.body.made))


def _describe(tap: Tap, made: str | None) -> None:
    """Write what was made at the first hands-on; without words, what stands there stays."""
    standing = tap.services.completions.of_attendee(tap.who)
    if standing and _kept(made):
        tap.services.completions.describe(tap.who, made=made, witness=standing.witness, desk=tap.desk)


def _exit(tap: Tap) -> Answer:
    told = tap.body
    _say(tap, Moment.AFTER, told.value)
    _describe(tap, told.made)
    ticket = ExitTicket(_kept(told.next_use), _kept(told.in_the_way))
    tap.services.phone_floor.leave_ticket(tap.session_id, tap.who, ticket, desk=tap.desk)
    return Answer(go="/exit", said=_left_out(told.made, told.next_use, told.in_the_way))


def _left_out(*texts: str | None) -> str | None:
    return say(words.NOT_KEPT) if any(text and looks_secret(text) for text in texts) else None


_MINE: Final = PhoneRole.ATTENDEE
FLOOR_GESTURES: Final[tuple[tuple[str, Gesture], ...]] = (
    gesture("done", _MINE, Done, _done, back="/step"),
    gesture("skip", _MINE, Skip, _skip, back="/step"),
    gesture("not_done", _MINE, NotDone, _not_done, back="/step"),
    gesture("stuck", _MINE, Stuck, _stuck),
    gesture("withdraw", _MINE, Withdraw, _withdraw),
    gesture("step_away", _MINE, StepAway, _step_away),
    gesture("back", _MINE, Back, _back),
    gesture("nudge", _MINE, NudgeSaid, _nudge),
    gesture("confidence", _MINE, Confidence, _confidence, back="/welcome"),
    gesture("made", _MINE, Made, _made),
    gesture("exit", _MINE, Exit, _exit, back="/exit"),
)
