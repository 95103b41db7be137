"""What a phone is told while it joins, and where it cannot: who it will be, and what to do instead."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.words.language import N_

HOW: Final = {
    PhoneRole.ATTENDEE: N_("Your steps, and a hand when you are stuck."),
    PhoneRole.HELPER: N_("You see who asks for help, and say who goes."),
    PhoneRole.DOOR: N_("You check people in with this phone."),
}
PIN_HOW: Final = N_("Six digits; ask at the desk.")
NAME_HOW: Final = N_("What you do with this phone stands under this name.")
SWITCH: Final = N_("This phone is in use")
SWITCH_LEAD: Final = N_("It belongs to {name} ({role}). Shall it become an attendee's?")
SWITCH_YES: Final = N_("Become an attendee's phone")
SWITCH_NO: Final = N_("Stay as it is")
NOW: Final = N_("So far this phone is: {role}. With the PIN it becomes: {new}.")

SCAN: Final = N_("Scan the code in the room")
OLD: Final = N_("Scan the code again")
ENDED: Final = N_("See you next time")
HOW_TO_SCAN: Final = (
    N_("Open your phone's camera."),
    N_("Point it at the square code on the screen or at the desk."),
    N_("Tap the link that appears."),
)
TITLES: Final[dict[Enum, str]] = {
    PhoneTrouble.UNKNOWN: SCAN,
    PhoneTrouble.REVOKED: SCAN,
    PhoneTrouble.CODE_OLD: OLD,
    PhoneTrouble.OVER: ENDED,
}
SCANNING_HELPS: Final = frozenset({PhoneTrouble.UNKNOWN, PhoneTrouble.REVOKED, PhoneTrouble.CODE_OLD})
