"""What phones and the desk's Phones panel say to everybody: joining, being connected, and why something was refused."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.words.language import N_, say

SENTENCES: Final[dict[Enum, str]] = {
    PhoneTrouble.UNKNOWN: N_("This phone has not joined yet. Scan the code in the room."),
    PhoneTrouble.REVOKED: N_("This phone was shut out at the desk. Scan the code in the room to join again."),
    PhoneTrouble.OVER: N_("This session has ended. Thank you for coming."),
    PhoneTrouble.CODE_OLD: N_("This code is not shown any more. Scan the one that is shown now."),
    PhoneTrouble.WRONG_PIN: N_("That is not the PIN shown at the desk."),
    PhoneTrouble.PIN_LOCKED: N_("Too many wrong PINs were tried. Ask at the desk for a new one."),
    PhoneTrouble.NAME_MISSING: N_("Say who you are: a first name is enough."),
    PhoneTrouble.NAME_TAKEN: N_("Another phone goes by the name {name} already."),
    PhoneTrouble.NOT_ALLOWED: N_("This phone may not do that."),
    PhoneTrouble.NOT_YOURS: N_("This phone stands for somebody else already. Ask at the desk."),
    PhoneTrouble.NOBODY_YET: N_("Say first who you are."),
    PhoneTrouble.NOT_IN_YET: N_("You are not checked in yet."),
    PhoneTrouble.TOO_FAST: N_("That was a lot at once. Wait a moment and try again."),
    PhoneTrouble.GESTURE_REUSED: N_("This tap came twice with different content. Try it once more."),
    PhoneTrouble.GONE: N_("This phone is not known any more."),
    PhoneTrouble.PORT_TAKEN: N_("Port {port} is used by another program. Choose another port."),
    PhoneTrouble.NO_ADDRESS: N_("This laptop is in no network phones could reach it through."),
    PhoneTrouble.NOT_PRIVATE: N_("{host} is not a private address of this laptop's network. Choose one that is."),
}
ROLES: Final = {
    PhoneRole.ATTENDEE: N_("Attendee"),
    PhoneRole.HELPER: N_("Helper"),
    PhoneRole.DOOR: N_("Door"),
}

CONNECTED: Final = N_("connected")
OFFLINE: Final = N_("No connection to the laptop. Stay on this page; it comes back by itself.")
WAITING_ONE: Final = N_("1 tap is waiting and will be sent")
WAITING_MANY: Final = N_("{count} taps are waiting and will be sent")
SENDING: Final = N_("Sending…")
COPIED: Final = N_("Copied")
SOUND_ON: Final = N_("Sound is on")
NO_LONGER: Final = N_("This phone is not joined any more.")

JOIN: Final = N_("Join")
TROUBLE: Final = N_("This did not work")
JOIN_LEAD: Final = N_("You join as: {role}")
YOUR_NAME: Final = N_("Your name")
PIN: Final = N_("PIN shown at the desk")
JOIN_BUTTON: Final = N_("Join")
ITS_ME: Final = N_("That is me, on another phone: this one takes its place")
BACK: Final = N_("Back")
NOT_UNDERSTOOD: Final = N_("The laptop did not understand this tap. Load the page again and try once more.")

_FAILURES: Final = {
    403: N_("This tap did not come from a page of this laptop. Load the page again and try once more."),
    404: N_("There is no such page."),
    405: N_("There is no such page."),
    408: N_("The rest of this never arrived. Try again."),
    413: N_("This is more than the laptop takes at once."),
    414: N_("This is more than the laptop takes at once."),
    421: N_("This laptop does not go by that name. Scan the code in the room."),
    500: N_("The laptop stumbled over this. Try again, or tell somebody at the desk."),
}


def failure(status: int) -> str:
    """Return what to say where a request failed with this HTTP status."""
    return say(_FAILURES.get(status, NOT_UNDERSTOOD))
