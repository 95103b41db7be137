"""What stands on the help queue at the desk: its sections, its cards, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trainer_app.domain.attendee import System
from trainer_app.domain.floor import Suggestion, TicketCard, Who
from trainer_app.domain.help import TicketState
from trainer_app.domain.help_figures import RemedyRecord
from trainer_app.words import floor
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import N_, say, say_count

QUEUE: Final = N_("Help queue")
ASKED: Final = N_("Asked for help")
ASKED_NOTE: Final = N_("oldest first")
HELPED: Final = N_("Being helped")
HELPED_NOTE: Final = N_("somebody is there")
LOOK: Final = N_("Worth a look")
LOOK_NOTE: Final = N_("the clock says")
NOT_STARTED: Final = N_("Not started")
HELLO: Final = N_("Say hello")
HELLO_NOTE: Final = N_("nobody spoke to them")
HELD: Final = N_("Parked or not found")
NOBODY: Final = N_("Nobody is waiting for help")
NOBODY_NOTE: Final = N_("Raised hands and people worth a look appear here, whoever waits longest first.")

PICK_UP: Final = N_("I'll go")
SENT: Final = N_("{helper} goes")
WENT: Final = N_("Went there")
FINE: Final = N_("They are fine")
SAID_HELLO: Final = N_("Said hello")
SOLVED: Final = N_("Solved…")
HAND_BACK: Final = N_("Hand back…")
CANT_FIND: Final = N_("Cannot find them")
PARK: Final = N_("Park")
WAITS_AGAIN: Final = N_("Waits again")
PIN: Final = N_("Pin to the top")
UNPIN: Final = N_("Take the pin off")
WITHDRAW: Final = N_("Needs no help any more")
TAKE_ALL: Final = N_("Take all")
THEIR_STEP: Final = N_("Show this step")
THEIR_PAGE: Final = N_("Open this person")
THEIR_FIRST: Final = N_("First hands-on…")
MORE: Final = N_("More")
WHO_GOES: Final = N_("Who goes")
WHO_GOES_TIP: Final = N_("Who is written down as the one who goes (G)")
SEND: Final = N_("{helper} goes there")
REMEDIES: Final = N_("Remedies")

KNOWN_REMEDIES: Final = N_("Known remedies")
WHAT_HELPED: Final = N_("What helped {name}?")
WHAT_TRIED: Final = N_("What was tried with {name}?")
SOMETHING_ELSE: Final = N_("Something else")
BY_ITSELF: Final = N_("Solved by itself")
TRIED_ELSE: Final = N_("Anything else that was tried")
CLOSE_PICKER: Final = N_("Cancel")

KEY_MOVE: Final = N_("from card to card")
KEY_GO: Final = N_("I'll go, or went there")
KEY_REMEDIES: Final = N_("solved: which remedy worked")
KEY_NUMBER: Final = N_("choose a remedy")
KEY_BACK: Final = N_("hand back")
KEY_NOT_FOUND: Final = N_("cannot find them")
KEY_PARK: Final = N_("park")
KEY_PIN: Final = N_("pin to the top")
KEY_FINE: Final = N_("they are fine")
KEY_WHO: Final = N_("who goes")
KEY_MENU: Final = N_("everything that can be done with the card")

_MOVED: Final = {
    TicketState.CLAIMED: N_("{helper} goes to {name}."),
    TicketState.SOLVED: N_("Solved: {name}."),
    TicketState.HANDED_BACK: N_("Handed back: {name} keeps their place."),
    TicketState.CANT_FIND: N_("{name} was not found and keeps their place."),
    TicketState.PARKED: N_("Parked: {name}."),
    TicketState.OPEN: N_("{name} waits again."),
    TicketState.WITHDRAWN: N_("{name} needs no help any more."),
}


def heading(title: str, count: int) -> str:
    """Return "Asked for help · 3"."""
    return f"{say(title)} · {count}"


def person(who: Who) -> str:
    """Return "C3 · Sakura Nakamura", the name alone where nobody noted a seat."""
    return " · ".join(part for part in (who.seat, who.name) if part)


def go(helper: str | None) -> str:
    """Return what the button says: "I'll go", or "Mei goes" where another was chosen."""
    return say(SENT, helper=helper) if helper else say(PICK_UP)


def remedies(count: int) -> str:
    """Return "Remedies · 2", without a number where the error is not known."""
    return f"{say(REMEDIES)} · {count}" if count else say(REMEDIES)


def trouble(card: TicketCard, error: str | None) -> str:
    """Return "Sign in for 12 min · Windows · “localhost refused”"; what is not known is left out."""
    step = card.step_title
    if step and card.step_minutes is not None and card.step_minutes >= 1:
        step = say(N_("{step} for {minutes}"), step=step, minutes=floor.minutes(card.step_minutes))
    quoted = say(N_("“{error}”"), error=card.error_text) if card.error_text else None
    parts = (step or say(N_("no step named")), system(card.who.system), error or quoted)
    return " · ".join(part for part in parts if part)


def system(which: System | None) -> str | None:
    """Return the system's own name."""
    return SYSTEMS[which] if which else None


def tried(card: TicketCard, texts: Mapping[str, str]) -> str:
    """Return "tried: other browser, new terminal"; `texts` says what a remedy's key means."""
    if not card.tried:
        return ""
    return say(N_("tried: {what}"), what=", ".join(texts.get(one, one) for one in card.tried))


def likely(text: str, record: RemedyRecord | None) -> str:
    """Return the remedy to try first with its record: "Open a new terminal (worked 6 of 7 times)"."""
    return say(N_("{remedy} ({record})"), remedy=text.rstrip("."), record=floor.remedy_line(record))


def look(one: Suggestion) -> str:
    """Return why the clock says look: "twice the usual 5 min; no answer to the nudge"; without what is as usual."""
    if floor.is_usual(one.card.minutes, one.card.usual):
        return say(floor.REASONS[one.reason])
    return say(
        N_("{usually}; {reason}"),
        usually=floor.usually(one.card.minutes, one.card.usual),
        reason=say(floor.REASONS[one.reason]),
    )


def on_step(minutes: float, step: str) -> str:
    """Return "11 min on First prompt"."""
    return say(N_("{minutes} on {step}"), minutes=floor.minutes(minutes), step=step)


def group(count: int, step: str, *, error: str | None) -> str:
    """Return "3 are at Sign in with “localhost refused”"."""
    if error:
        return say_count(
            "{count} is at {step}: {error}", "{count} are at {step}: {error}", count, step=step, error=error
        )
    return say_count("{count} is at {step}", "{count} are at {step}", count, step=step)


def more(count: int) -> str:
    """Return "and 14 more"."""
    return say_count("and {count} more", "and {count} more", count)


def moved(state: TicketState, *, name: str, helper: str) -> str:
    """Say what was done with a wish for help."""
    return say(_MOVED[state], name=name, helper=helper)


def spoken(name: str) -> str:
    """Say that somebody was with this person."""
    return say(N_("Noted: somebody was with {name}."), name=name)


def taken(count: int, of: int, *, helper: str) -> str:
    """Say how many were taken at once; somebody else may have been quicker with some."""
    if count == of:
        return say_count("{helper} takes {count}.", "{helper} takes all {count}.", count, helper=helper)
    return say(
        N_("{helper} takes {count} of {of}; somebody was quicker with the others."), helper=helper, count=count, of=of
    )


def pin_said(name: str, *, on: bool) -> str:
    """Say that a person stands on top of the queue now, or not any more."""
    return say(N_("Pinned: {name}.") if on else N_("The pin is off: {name}."), name=name)
