"""What stands on a helper's phone: the queue, my own cards, the people of the room and one of them."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.floor import TicketCard
from trainer_app.domain.help import RaisedBy
from trainer_app.words import floor
from trainer_app.words.language import N_, say, say_count

ROLE: Final = N_("Helper · {name}")
GRID: Final = N_("People")
QUEUE: Final = N_("Help queue")
NOBODY_IN: Final = N_("Nobody is in the room yet")
NOBODY_IN_NOTE: Final = N_("Whoever checks in stands here with their seat and their step.")
CLOSED: Final = N_("The doors are not open yet")
CLOSED_NOTE: Final = N_("This page comes to life by itself when they open. You can keep it open until then.")
SOUND: Final = N_("Ring when somebody asks")
ASKED_NOW: Final = N_("Somebody asks for help")

MINE: Final = N_("You go to")
RAN_OUT: Final = N_("Your ten minutes are over, so others see this card again.")
STILL_HERE: Final = N_("Still here")
WHAT_HELPED: Final = N_("What helped?")
NOBODY_LEFT: Final = N_("Somebody was quicker: nobody is left to take.")
MORE_REMEDIES: Final = N_("More remedies")
ITSELF: Final = N_("By itself")
HAND_BACK: Final = N_("Hand back")
HAND_BACK_NOTE: Final = N_("They keep their place in the queue.")
WHAT_TRIED: Final = N_("What was tried")
NOT_HELPED_YET: Final = N_("nobody has helped them yet")
PINNED: Final = N_("pinned at the desk")
TO_MY_CARD: Final = N_("You are with them: to your card")

SEARCH: Final = N_("Name or seat")
FIND: Final = N_("Find")
NOBODY_FOUND: Final = N_("Nobody in this room is called “{text}”.")
EVERYBODY: Final = N_("Everybody")
EARLIER: Final = N_("Previous")
LATER: Final = N_("Next")
VIEWS: Final = N_("Who is shown")
NO_STEPS: Final = N_("This session has no steps.")

STEPS: Final = N_("Steps")
TICK: Final = N_("Done")
SKIP: Final = N_("Skip")
UNTICK: Final = N_("Take back")
RAISE: Final = N_("Raise a hand for them")
RAISE_BUTTON: Final = N_("Raise the hand")
WHICH_ERROR: Final = N_("What do they see?")
ERROR_OTHER: Final = N_("Something else, or nothing")
ERROR_TEXT: Final = N_("What the screen says")
TRIED_TEXT: Final = N_("What was tried already")
SEAT: Final = N_("Seat")
CHANGE_SEAT: Final = N_("Change the seat")
SAVE: Final = N_("Save")
WITH_THEM: Final = N_("I am with them")
GONE_HOME: Final = N_("They left the room.")


def counts(helpers: int, people: int) -> str:
    """Return "3 helpers · 17 people"."""
    there = say_count("{count} helper", "{count} helpers", helpers)
    return f"{there} · {say_count('{count} person', '{count} people', people)}"


def claim_left(minutes: float) -> str:
    """Return how long a claim lasts before the card is everybody's again."""
    if minutes < 1:
        return say(N_("Yours for less than a minute more; tap if you are still there."))
    return say_count("Yours for {count} more minute.", "Yours for {count} more minutes.", round(minutes))


def there(card: TicketCard) -> str:
    """Return "Mei is there"."""
    return say(N_("{helper} is there"), helper=card.by or "")


def reason(raised_by: RaisedBy) -> str:
    """Return why we are there where nobody asked: "the clock suggested a look"."""
    return say(floor.RAISED_BY[raised_by])


def bring(fallback: str) -> str:
    """Return what is left when nothing helps, for a second try."""
    return say(N_("If it fails again: {fallback}"), fallback=fallback)


def more(count: int) -> str:
    """Return "Show 14 more"."""
    return say_count("Show {count} more", "Show {count} more", count)


def on_step(number: int, *, of: int, title: str) -> str:
    """Return "5 of 12 · Sign in"."""
    return say(N_("{number} of {count} · {title}"), number=number, count=of, title=title)


def minutes(count: int) -> str:
    """Return "7 min", and "under a minute" below one."""
    return floor.minutes(count)


def page_of(first: int, *, last: int, of: int) -> str:
    """Return "21 to 40 of 400"."""
    return say(N_("{first} to {last} of {count}"), first=first, last=last, count=of)


def steps_done(done: int, of: int) -> str:
    """Return "5 of 12 done"."""
    return say(N_("{done} of {count} done"), done=done, count=of)


def behind(count: int) -> str:
    """Return "9 steps done or skipped"."""
    return say_count("{count} step done or skipped", "{count} steps done or skipped", count)


def untick_spoken(step: str) -> str:
    """Return what a screen reader says of the button that takes a mark back."""
    return say(N_("Take back: {step}"), step=step)
