"""What the door's phone says beside the words it shares with the desk: search, camera, the buttons of an answer."""

from __future__ import annotations

from typing import Final

from trainer_app.words.language import N_

SEARCH: Final = N_("Name, e-mail or badge code")
FIND: Final = N_("Find")
PHOTO: Final = N_("Badge photo")
SEND_PHOTO: Final = N_("Send the photo")
CAMERA: Final = N_("Scan with the camera")
CLOSED_HOW: Final = N_("The desk opens them. Until then people come in with a reason only.")
ENDED_HOW: Final = N_("People come in with a reason only; it is kept.")
LATEST: Final = N_("Latest arrivals")
NOBODY_HOW: Final = N_("Type the first letters of a name, or take a photo of a badge.")
FOUND_NOBODY: Final = N_("Nobody found")
FOUND_NOBODY_HOW: Final = N_("Try fewer letters, or let them in as a walk-in.")
SAME_NAME: Final = N_("Several people have this name. Ask for the team before you tap.")
GUESSES: Final = N_("Nobody is written like this. Is one of these meant?")
NONE_OF_THESE: Final = N_("None of these")
NOT_HERE: Final = N_("Not on the list")
AS_WALK_IN: Final = N_("to the walk-in form")
BADGE_TYPED: Final = N_("Check in this badge")
BADGE_MISREAD: Final = N_("This begins like one of our badges but is not complete or not right.")

UNDO: Final = N_("Undo")
MOVE: Final = N_("Move here")
ADMIT_GUEST: Final = N_("Admit as guest")
ADMIT: Final = N_("Admit")
NEXT: Final = N_("Next")
LEAVE: Final = N_("Leave it")
AGAIN: Final = N_("Check in again")
BACK: Final = N_("Back to the search")
SCAN_NEXT: Final = N_("Next badge")
MORE: Final = N_("E-mail and team, if you have time")
TAKEN_BACK: Final = N_("Taken back")
TAKEN_BACK_HOW: Final = N_("This check-in does not count here any more.")

CAMERA_TITLE: Final = N_("Hold a badge in front of the camera")
LOOKING: Final = N_("Looking for a badge")
STARTING: Final = N_("The camera is starting")
FOUND: Final = N_("Badge found")
NO_CAMERA: Final = N_("The camera cannot be used. Allow it in the browser, or take a photo instead.")
CANNOT_SEND: Final = N_("The laptop does not answer. Stay here; scanning goes on by itself.")
CAMERA_NEEDS_SCRIPT: Final = N_("The live camera needs JavaScript. Take a photo instead.")
