"""What an attendee's own phone says: finding oneself, being in, one's step, one's hand, and the way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from trainer_app.domain.attendee import Attendee, System
from trainer_app.domain.check_in import CheckIn, Welcome
from trainer_app.domain.help import HelpTicket, TicketState
from trainer_app.words.check_in import SYSTEMS, source
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import clock

FIND: Final = N_("Who are you?")
FIND_HOW: Final = N_("Type the first three letters of your name or e-mail.")
FIND_BUTTON: Final = N_("Find me")
FIND_LIST: Final = N_("Are you one of these?")
TYPE_MORE: Final = N_("Type a few more letters.")
MANY: Final = N_("Several people begin like this. Type a few more letters.")
NOBODY: Final = N_("Nobody is found under “{text}”. Try another part of your name, or your e-mail.")
ASK_DESK: Final = N_("That was a lot of names. Please ask at the desk.")
BADGE_PHOTO: Final = N_("Photograph my badge")
BADGE_SEND: Final = N_("Send the photo")
BADGE_CODE: Final = N_("Code on my badge or on the list")
BADGE_TYPE: Final = N_("Type my code")
BADGE_USE: Final = N_("Use this code")
BADGE_AGAIN: Final = N_("Photograph it again")
NOT_LISTED: Final = N_("I am not on the list")
NOT_LISTED_NAME: Final = N_("Your full name")
NOT_LISTED_SEND: Final = N_("Tell the desk")
CONFIRM_YES: Final = N_("Yes, check me in")
CONFIRM_NO: Final = N_("No, that is somebody else")

COME_TO_DESK: Final = N_("Please come to the desk")
DESK_GOES_ON: Final = N_("This page goes on by itself as soon as you are in.")
DESK_LOOKS_AGAIN: Final = N_("When they have let you in, look for your name again.")
SECOND_PHONE: Final = N_(
    "Another phone is in use under this name already. Somebody at the desk settles which is yours."
)
WAITS_FOR_NOD: Final = N_("A nod is needed")
LET_IN: Final = N_("I am {name}, and the desk has let me in")
TAKEN_BACK: Final = N_("Your check-in was taken back")
STAFF: Final = N_("You are here as staff")
STAFF_NOTE: Final = N_("Steps and hands are for attendees. Ask for the code and the PIN of the helpers.")
NOT_IN: Final = N_("You are not checked in yet")
TRY_AGAIN: Final = N_("Try to check in again")
LOOK_AGAIN: Final = N_("Look for my name again")
ALREADY: Final = N_("Already in · since {time}")
GO_ON: Final = N_("Go on")

YOU_ARE_IN: Final = N_("You're in, {name}")
OPEN_CHECKLIST: Final = N_("Open my checklist")
SEAT_QUESTION: Final = N_("Where do you sit?")
SEAT_HINT: Final = N_("for example: C3")
SEAT_NONE: Final = N_("not noted")
SEAT: Final = N_("Seat")
MY_SEAT: Final = N_("My seat: {seat}")
CHANGE: Final = N_("Change")
NOTE_IT: Final = N_("Note it")
SAVE: Final = N_("Save")
BEFORE_QUESTION: Final = N_("How sure are you now that you can do this by yourself?")
AFTER_QUESTION: Final = N_("How sure are you that you can do it again by yourself?")
SAID_BEFORE: Final = N_("You said {value} of 5.")
NOT_STARTED: Final = N_("We begin soon. This page goes on by itself.")
TALK: Final = N_("The talk is on. Your first step opens by itself when hands-on begins.")

STEP_OF: Final = N_("Step {number} of {of}")
STEP_DONE_OF: Final = N_("{number} of {of} steps are behind you")
DONE: Final = N_("Done")
STUCK: Final = N_("I'm stuck")
ONLY_HELPERS: Final = N_("Only the helpers see this.")
CHECK_IT: Final = N_("Check it")
SHOULD_SEE: Final = N_("You should see:")
COPY: Final = N_("Copy")
OPTIONAL: Final = N_("This step may be left out.")
SKIP: Final = N_("Leave it out")
FALLBACK: Final = N_("When nothing helps")
SYSTEM_TABS: Final = N_("Systems")
SYSTEM_QUESTION: Final = N_("Which system does your laptop run?")
SYSTEM_OTHER: Final = N_("Your laptop is noted with {system}.")
SYSTEM_USE: Final = N_("My laptop runs {system}")
ALL_STEPS: Final = N_("All steps")
STEP_STATES: Final = {"done": N_("done"), "skipped": N_("skipped"), "current": N_("you are here"), "open": N_("later")}
MISTAKE: Final = N_("“{step}” is ticked.")
MISTAKE_BACK: Final = N_("That was a mistake")
FIX_TITLE: Final = N_("What helps others on this step")
PAUSED: Final = N_("The hands-on part is not running. You may go on; no clock runs.")
NO_CHECKLIST: Final = N_("No step is known for this session.")

STUCK_TITLE: Final = N_("What does your screen show?")
STUCK_LEAD: Final = N_("At step {number}, {step}")
STUCK_FREE: Final = N_("Something else")
STUCK_NOTHING: Final = N_("Just send somebody")
STUCK_TEXT: Final = N_("What your screen says, or what you tried")
STUCK_TEXT_HINT: Final = N_("A few words are enough. No passwords or keys.")
TRY_FIRST: Final = N_("Try this first")
TICK_TRIED: Final = N_("Tick what you have tried.")
RAISE: Final = N_("Raise my hand")
WORKS_NOW: Final = N_("It works now")
OTHER_ERROR: Final = N_("My screen shows something else")
SECRET_LEFT_OUT: Final = N_("Your hand is up. What you pasted looks like a secret key, so it was not kept.")
TELL_MORE: Final = N_("Tell what your screen shows")
TELL: Final = N_("Tell the helpers")

YOU_ARE_NEXT: Final = N_("You are next")
YOU_ARE_NUMBER: Final = N_("You are number {place} in the queue")
HAND_UP: Final = N_("Your hand is up. Stay at your seat; somebody comes to you.")
ON_THE_WAY: Final = N_("{helper} is on the way")
ON_THE_WAY_NOTE: Final = N_("Stay at your seat.")
ON_HOLD: Final = N_("Your place is kept")
ON_HOLD_NOTE: Final = N_("Tap when you are back at your seat.")
NOT_FOUND: Final = N_("{helper} came by and did not find you")
NOT_FOUND_NOTE: Final = N_("Your place is kept. Tap when you are at your seat.")
SOMEBODY: Final = N_("Somebody")
FINE_AGAIN: Final = N_("I'm fine again")
STEP_AWAY: Final = N_("I step out, keep my place")
I_AM_BACK: Final = N_("I am back")
I_AM_HERE: Final = N_("I am here")
TOLD: Final = N_("You told: {what}")
TRIED: Final = N_("Tried: {what}")

MADE_TITLE: Final = N_("You did it")
MADE_LEAD: Final = N_("That was your first hands-on. Two questions, both may be left out.")
MADE_QUESTION: Final = N_("What did you make?")
MADE_HINT: Final = N_("for example: a script that renames the monthly reports")
MADE_LINK: Final = N_("Tell what you made")
LATER: Final = N_("Not now")
FINISHED: Final = N_("All steps are done")
FINISHED_NOTE: Final = N_("Look to your left and right: a neighbour may be glad of a hand. Show, but let them type.")
EXIT_LINK: Final = N_("Exit ticket")

BREAK: Final = N_("Break")
BREAK_NOTE: Final = N_("No clock runs now. Your step waits where you left it.")
MY_STEP: Final = N_("My step")

EXIT: Final = N_("Before you go")
EXIT_LEAD: Final = N_("A few short questions. Every one may be left out.")
NEXT_USE: Final = N_("What will you use it for next?")
NEXT_USE_HINT: Final = N_("for example: the monthly report on Friday")
IN_THE_WAY: Final = N_("What is still in the way?")
IN_THE_WAY_HINT: Final = N_("for example: no access on my second laptop")
EXIT_SEND: Final = N_("Send")
EXIT_THANKS: Final = N_("Thank you, {name}")
EXIT_KEPT: Final = N_("Your answers are kept. You may still change them.")
EXIT_CHANGE: Final = N_("Change my answers")
NOT_KEPT: Final = N_("What looks like a secret key was not kept.")

_SYSTEM_ORDER: Final = (System.WINDOWS, System.MACOS, System.LINUX)


def systems() -> tuple[tuple[System, str], ...]:
    """Return every system with its own name, in the order of the tabs."""
    return tuple((system, SYSTEMS[system]) for system in _SYSTEM_ORDER)


def you_are(person: Attendee) -> str:
    """Return "You are Sakura Nakamura, Sales?"."""
    if person.team:
        return say(N_("You are {name}, {team}?"), name=person.name, team=person.team)
    return say(N_("You are {name}?"), name=person.name)


def greeting(name: str) -> str:
    """Return "You're in, Sakura"."""
    return say(YOU_ARE_IN, name=first_name(name))


def first_name(name: str) -> str:
    """Return "Sakura", the whole name where its script does not tell which part is the first name."""
    first = name.split(maxsplit=1)[0]
    return first if first[0].upper() != first[0].lower() else name


def welcome_line(welcome: Welcome) -> str:
    """Return "Session 2 of 3. Your first hands-on is still open; we start where you stopped, at Sign in."."""
    parts = []
    if welcome.of > 1:
        parts.append(say(N_("Session {number} of {of}."), number=welcome.number, of=welcome.of))
    if not welcome.first_hands_on_open:
        parts.append(say(N_("Your first hands-on is done.")))
    elif welcome.stopped_at_step:
        parts.append(
            say(
                N_("Your first hands-on is still open; we start where you stopped, at “{step}”."),
                step=welcome.stopped_at_step,
            )
        )
    else:
        parts.append(say(N_("Your first hands-on is still open.")))
    return " ".join(parts)


def since(came: CheckIn, zone: str) -> str:
    """Return "since 10:02, by phone, phone 3f2a"."""
    return say(N_("since {time}, {source}"), time=clock(came.at, zone), source=source(came))


def about(minutes: float) -> str:
    """Return "about 5 min": what the author of a step expects."""
    return say_count("about {count} min", "about {count} min", max(1, round(minutes)))


def place(number: int) -> str:
    """Return where somebody stands in the queue."""
    return say(YOU_ARE_NEXT) if number == 1 else say(YOU_ARE_NUMBER, place=number)


def ticket_head(ticket: HelpTicket, number: int | None) -> str:
    """Return how a wish for help stands: a place in the queue, who is on the way, that the place is kept."""
    by = ticket.stages[-1].by or say(SOMEBODY)
    if ticket.state is TicketState.CLAIMED:
        return say(ON_THE_WAY, helper=by)
    if ticket.state is TicketState.CANT_FIND:
        return say(NOT_FOUND, helper=by)
    return say(ON_HOLD) if ticket.state is TicketState.PARKED else place(number or 1)


def ticket_note(ticket: HelpTicket) -> str:
    """Return what to do meanwhile."""
    notes = {
        TicketState.CLAIMED: ON_THE_WAY_NOTE,
        TicketState.CANT_FIND: NOT_FOUND_NOTE,
        TicketState.PARKED: ON_HOLD_NOTE,
    }
    return say(notes.get(ticket.state, HAND_UP))


def tried(ticket: HelpTicket, texts: Mapping[str, str]) -> str:
    """Return "Tried: open a new terminal", "" where nothing was."""
    if not ticket.tried:
        return ""
    return say(TRIED, what=", ".join(texts.get(one, one) for one in ticket.tried))


def told(ticket: HelpTicket, titles: Mapping[str, str]) -> str:
    """Return "You told: the disk is full", "" where nothing was."""
    what: Sequence[str | None] = (titles.get(ticket.error_key or ""), ticket.error_text)
    named = " · ".join(part for part in what if part)
    return say(TOLD, what=named) if named else ""
