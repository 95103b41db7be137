"""What the desk asks at a first hands-on completion."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.completion import Moment
from trainer_app.words.language import N_, say, say_count

TITLE: Final = N_("First hands-on: {name}")
NOTE: Final = N_("Everything here can be left out.")
THERE: Final = N_("Recorded already; a change replaces it.")
MADE: Final = N_("What they made")
MADE_HINT: Final = N_("for example: a script that renames the monthly reports")
WITNESS: Final = N_("Who saw it")
BEFORE: Final = N_("How sure of it before")
AFTER: Final = N_("How sure of doing it again")
QUESTIONS: Final = {Moment.BEFORE: BEFORE, Moment.AFTER: AFTER}
LEVELS: Final = {1: N_("not at all"), 2: N_("a little"), 3: N_("halfway"), 4: N_("fairly"), 5: N_("very")}
SAVE: Final = N_("Save")
SKIP: Final = N_("Skip")
KEY_LEVEL: Final = N_("how sure they are")
KEY_SAVE: Final = N_("save")
KEY_SKIP: Final = N_("skip")


def level(value: int) -> str:
    """Return "4, fairly" for a screen reader."""
    return say(N_("{value}, {word}"), value=value, word=say(LEVELS[value]))


def not_ticked(count: int) -> str:
    """Say how many of the steps before it are neither done nor skipped, "" for none."""
    return (
        say_count("{count} step before it is not ticked.", "{count} steps before it are not ticked.", count)
        if count
        else ""
    )


def saved(name: str) -> str:
    """Say that it was recorded."""
    return say(N_("First hands-on recorded: {name}."), name=name)
