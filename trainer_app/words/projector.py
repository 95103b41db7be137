"""What the whole room reads on the projector: one step, one clock, shared progress. Never a name."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.session import Session
from trainer_app.words import times
from trainer_app.words.language import N_, say, say_count

PROJECTOR: Final = N_("Projector")
PROJECTOR_TIP: Final = N_(
    "Show the room its step, the clock and the progress, without names (Ctrl+P). "
    "There the arrows choose a step, Home follows the room again, F11 fills the screen and Esc leaves it."
)
WELCOME: Final = N_("Welcome")
NO_SESSION: Final = N_("No session is planned yet")
BREAK: Final = N_("Break")
TALK_NEXT: Final = N_("Hands-on comes next: {step}")
BREAK_NEXT: Final = N_("We go on with: {step}")
WRAP_UP: Final = N_("Wrap-up")
THANKS: Final = N_("Thank you for coming")
THANKS_NOTE: Final = N_("What you did today you can do again tomorrow.")
ALL_DONE: Final = N_("Every step is done")
TRY_THIS: Final = N_("If you are stuck here, try this")
JOIN: Final = N_("Join with your phone")
JOIN_CODE: Final = N_("Code to join with a phone: {address}")

KEY_OPEN: Final = N_("the projector")


def begins(session: Session) -> str:
    """Return "begins at 10:00"."""
    return say(N_("begins at {clock}"), clock=times.clock(session.starts_at, session.zone))


def place(session: Session) -> str:
    """Return "Hands-on 2 · Room 2"."""
    return " · ".join(part for part in (session.name, session.room) if part)


def step_number(number: int, of: int) -> str:
    """Return "Step 7 of 11"."""
    return say(N_("Step {number} of {of}"), number=number, of=of)


def first_hands_on(count: int, of: int) -> str:
    """Return "17 of 24 have their first hands-on"."""
    return say_count(
        "{count} of {of} has their first hands-on", "{count} of {of} have their first hands-on", count, of=of
    )
