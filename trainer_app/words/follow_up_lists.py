"""What stands on the lists to work from: their tabs and columns, the form beside them, and what was done."""

from __future__ import annotations

from datetime import date
from typing import Final

from trainer_app.domain.adoption import State
from trainer_app.domain.follow_up import Fate
from trainer_app.words import adoption
from trainer_app.words.adoption_page import brief
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.worksheet import fate

TABS: Final = N_("States and what is due")
DUE: Final = N_("Due now")
NOT_COMPLETED: Final = N_("Not completed")
REVISIT: Final = N_("Revisit")
LIST: Final = N_("People to follow up")

PERSON: Final = N_("Person")
TEAM: Final = N_("Team")
REASON: Final = N_("Reason")
STATE: Final = N_("State")
LAST_ACTIVE: Final = N_("Last active")
NEXT_STEP: Final = N_("Next step")
OWNER: Final = N_("Owner")
DUE_ON: Final = N_("Due")
DONE: Final = N_("Done")
NOTE: Final = N_("Note")
WHY: Final = N_("Why it stopped")
ASKED: Final = N_("Revisit")
IN_USE: Final = N_("In use then")
ANSWER: Final = N_("Answer")

EDIT: Final = N_("Follow up…")
TOGGLE: Final = N_("Done / not done")
OPEN_PERSON: Final = N_("Open person")
COPY: Final = N_("Copy rows")
COPY_ADDRESSES: Final = N_("Copy addresses")
DAY_UNREAD: Final = N_("Write the day as year, month and day, like {example}.")
NO_REASON: Final = N_("not said")
DIFFERS: Final = N_("differs; leave it to keep each")
IN_A_WEEK: Final = N_("In a week")
IN_TWO_WEEKS: Final = N_("In two weeks")
NO_DAY: Final = N_("No day")
IS_DONE: Final = N_("Done")
SAVE: Final = N_("Save")
CANCEL: Final = N_("Cancel")
FATE: Final = N_("What became of it")
TEXT: Final = N_("In their words")
TEXT_HINT: Final = N_("used for what, replaced by what, or more about why")
RECORD: Final = N_("Record the answer")
ONE_TEAM: Final = N_("Team {team} only")
ALL_TEAMS: Final = N_("All teams")
FIND: Final = N_("Find in this list")

EMPTY: Final = N_("Nobody is here")
EMPTY_STATE: Final = N_("Nobody is in this state on this day.")
EMPTY_DUE: Final = N_("Nothing is due. Give somebody an owner and a day in the other lists.")
EMPTY_REVISIT: Final = N_("The first revisits come 30 days after training.")

KEY_EDIT: Final = N_("write owner, day and note for the marked people")
KEY_DONE: Final = N_("done, or not done any more")
KEY_COPY: Final = N_("copy the marked rows")
KEY_ADDRESSES: Final = N_("copy the e-mail addresses of the marked people")
KEY_PERSON: Final = N_("open the person")


def tab(key: str) -> str:
    """Return the title of a tab: a state's, or one of the two lists across states."""
    short = {"due": DUE, "revisit": REVISIT, State.NOT_COMPLETED.value: NOT_COMPLETED}
    return say(short[key]) if key in short else adoption.state(State(key))


def marked(count: int) -> str:
    """Return how many are marked."""
    return say_count(N_("{count} person marked"), N_("{count} people marked"), count)


def form_title(names: list[str]) -> str:
    """Return whom a form is about."""
    return names[0] if len(names) == 1 else say_count(N_("{count} person"), N_("{count} people"), len(names))


def saved(count: int) -> str:
    """Say for how many something was written."""
    return say_count(
        N_("Written for {count} person."), N_("Written for {count} people. Ctrl+Z takes it back at once."), count
    )


def marked_done(count: int, *, done: bool) -> str:
    """Say that people were marked done, or not done any more."""
    if done:
        return say_count(N_("{count} person is done."), N_("{count} people are done."), count)
    return say_count(N_("{count} person is open again."), N_("{count} people are open again."), count)


def copied_rows(count: int) -> str:
    """Say that rows went to the clipboard."""
    return say_count(N_("{count} row copied."), N_("{count} rows copied."), count)


def copied_addresses(count: int, *, without: int) -> str:
    """Say that addresses went to the clipboard, and how many people have none."""
    said = say_count(N_("{count} address copied."), N_("{count} addresses copied."), count)
    if not without:
        return said
    missing = say_count(N_("{count} person has none."), N_("{count} people have none."), without)
    return f"{said} {missing}"


def after_days(days: int) -> str:
    """Return which revisit it is."""
    return say_count(N_("{count} day"), N_("{count} days"), days)


def to_ask() -> str:
    """Return what stands where an answer is still open."""
    return say(N_("to be asked"))


def answer_line(which: Fate, because: str, text: str) -> str:  # positional: read in this order
    """Return an answer in one line."""
    return " · ".join(part for part in (fate(which), because, text) if part)


def overdue(due_on: date, as_of: date, *, done: bool) -> str:
    """Return the day something is due, and that it has come where it is not done."""
    said = brief(due_on, year=as_of.year)
    return say(N_("{day}, due"), day=said) if due_on <= as_of and not done else said
