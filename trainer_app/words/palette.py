"""What the command palette says, and the list of what was done."""

from __future__ import annotations

from typing import Final

from trainer_app.words.language import N_

TITLE: Final = N_("Go to or do")
HINT: Final = N_("A page, an action, a session or a person")
FOUND: Final = N_("Found")
NOTHING: Final = N_("Nothing of this name.")
PAGE: Final = N_("page")
SESSION: Final = N_("session")
PERSON: Final = N_("person")
ANYWHERE: Final = N_("anywhere")

UNDO: Final = N_("Undo")
REDO: Final = N_("Redo")
WHAT_WAS_DONE: Final = N_("What was done")
KEYS: Final = N_("Keys and help")
LARGER: Final = N_("Larger text")
SMALLER: Final = N_("Smaller text")
SCHEME: Final = N_("Light or dark")
BACK_UP: Final = N_("Back up now")
PROJECTOR: Final = N_("Projector window")

HISTORY_TITLE: Final = N_("What was done")
HISTORY_HOW: Final = N_(
    "Newest first. Marked lines can be taken back, whoever did them; what was taken back stays in the list."
)
WHEN: Final = N_("When")
WHO: Final = N_("Who")
WHERE: Final = N_("Where")
WHAT: Final = N_("What")
STATE: Final = N_("State")
TAKEN_BACK: Final = N_("taken back")
TAKE_BACK: Final = N_("Take this back")
CANNOT: Final = N_("cannot be taken back")
NOTHING_YET: Final = N_("Nothing has been done yet")
NOTHING_YET_HOW: Final = N_("Every check-in, tick and change will stand here with who did it and when.")
