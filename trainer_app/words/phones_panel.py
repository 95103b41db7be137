"""What the desk's Phones panel says: codes and PIN, who is connected, who waits for a nod, and the room's network."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Session
from trainer_app.words.language import N_, say, say_count

PHONES: Final = N_("Phones")
TIP: Final = N_("Let phones join over the room's network (Ctrl+J)")
KEY_OPEN: Final = N_("phones: codes, who is connected, the network")
SWITCH: Final = N_("Switch phones on or off")

OFF_TITLE: Final = N_("Phones are off")
OFF_TEXT: Final = N_(
    "Attendees tick their steps and ask for help on their own phone, helpers see who is stuck, and the door checks in "
    "on a second device. They scan a code; there is no app and no account."
)
OFF_REACH: Final = N_("Only this room's network can reach it. Nothing leaves the laptop.")
SWITCH_ON: Final = N_("Switch phones on")
SWITCH_OFF: Final = N_("Switch off")
FREE_PORT: Final = N_("Use a free port")
TURNING: Final = N_("One moment")
FOR_SESSION: Final = N_("For {session}")
NO_SESSION: Final = N_("Plan a session first: phones join one session.")
SESSION_OVER: Final = N_("{session} has ended. Choose another session, then phones can join it.")
ON_FOR: Final = N_("On for {session}")
OTHER_SESSION: Final = N_("This desk works on {session} now. Phones still join {served}.")
CHANGE_OVER: Final = N_("Let phones join {session}")
THANKING: Final = N_("{session} has ended. Phones say thank you, and are switched off within a minute.")

CODES: Final = N_("Codes")
CONNECTED: Final = N_("Connected")
NETWORK: Final = N_("Network")
PARTS: Final = N_("Parts of the panel")

TITLES: Final = {
    PhoneRole.ATTENDEE: N_("Attendees"),
    PhoneRole.HELPER: N_("Helpers"),
    PhoneRole.DOOR: N_("Door"),
}
SCAN: Final = N_("Scan it with the phone's camera, or type the address. It changes every 15 seconds.")
PIN_SAID: Final = N_("PIN")
PIN_HOW: Final = N_("Helpers and the door are asked for it, and for a name.")
PIN: Final = N_("PIN {pin}")
QR: Final = N_("{role}: QR code for {address}")
NEXT_CODE: Final = N_("Next code in {seconds} s")
ON_PROJECTOR: Final = N_("Show on the projector")
ON_PROJECTOR_TIP: Final = N_("Whenever phones are on and the projector window is open (Ctrl+P)")
ENLARGE: Final = N_("Enlarge")
ENLARGE_WHOSE: Final = N_("Enlarge the code: {role}")
ENLARGED: Final = N_("Hold the laptop up, or turn it round.")
BACK: Final = N_("Back")
NEW_CODES: Final = N_("New codes and PIN")
NEW_CODES_TIP: Final = N_("What was shown so far lets nobody in any more. Phones that have joined stay.")
ADDRESS: Final = N_("Phones come over")

NO_NETWORK: Final = N_("This laptop is in no network now")
NO_NETWORK_HOW: Final = N_(
    "The codes come back with the network. Join the Wi-Fi of the room, or switch on a hotspot. Phones wait, and lose "
    "nothing."
)

WHO: Final = N_("Whose")
ROLE: Final = N_("As")
SEEN: Final = N_("Last seen")
PHONES_LIST: Final = N_("Phones that have joined")
NOBODY_YET: Final = N_("has not said who it is")
HERE_NOW: Final = N_("connected")
NOT_SEEN: Final = N_("not yet")
SHUT_OUT: Final = N_("Shut out")
SHUT_OUT_TIP: Final = N_("This phone can join again with a new scan (Del)")
SHUT_OUT_ALL: Final = N_("Shut out all…")
ALL: Final = N_("All phones go back to the start and must scan again. What was ticked and asked stays.")
KEEP: Final = N_("Keep them")
EMPTY_TITLE: Final = N_("No phone has joined yet")
EMPTY_TEXT: Final = N_("Each one appears here when it has scanned a code.")
ALLOW: Final = N_("Allow")
WAITS: Final = N_("waits")
REFUSE: Final = N_("Refuse")
ALLOW_TIP: Final = N_("If you allow it, this phone is theirs from now on and their other one is shut out.")
REFUSE_TIP: Final = N_("This phone must say anew who it is; their other one stays.")
ALLOW_WHOM: Final = N_("Allow: {name}")
REFUSE_WHOM: Final = N_("Refuse: {name}")

ADDRESSES: Final = N_("Addresses of this laptop")
NO_ADDRESSES: Final = N_("This laptop has no address now.")
IN_QR: Final = N_("in the QR code")
ARRIVED: Final = N_("a phone came {ago}")
NONE_CAME: Final = N_("no phone yet")
CHECK_AGAIN: Final = N_("Check again")
CHECKING: Final = N_("Looking at the network")
SHOW_THAT: Final = N_("Show the code of {address}")
SECURE: Final = N_("Use https")
SECURE_OFF: Final = N_(
    "Needed for scanning badges with a phone's camera. Each phone then warns once that nobody vouches for this laptop; "
    "people must choose to go on."
)
SECURE_ON: Final = N_(
    "Each phone warns once that nobody vouches for this laptop: choose “Advanced”, then go on. Who wants to be sure "
    "compares this fingerprint with the one the phone shows."
)
PORT: Final = N_("Port {port}")

OPEN_PANEL: Final = N_("Open Phones")
ANSWER: Final = N_("Answer")
RESUMED: Final = N_("Phones are on again. Those that had joined come back by themselves.")
NOT_RESUMED: Final = N_("Phones could not be switched on again. {why}")
ROTATED: Final = N_("There are new codes and a new PIN.")
ENDED: Final = N_("The session has ended, so phones are off.")

_MINUTE: Final = 60
_HOUR: Final = 3600


def session_line(session: Session) -> str:
    """Return "Hands-on 2 · Room 2"."""
    return " · ".join(part for part in (session.name, session.room) if part)


def button_name(*, on: bool, connected: int, waiting: int) -> str:
    """Return what a screen reader calls the button in the top bar."""
    if not on:
        return say(N_("Phones: off"))
    said = say_count(N_("Phones: {count} connected"), N_("Phones: {count} connected"), connected)
    if not waiting:
        return said
    waits = say_count(N_("{count} waits for your nod"), N_("{count} wait for your nod"), waiting)
    return f"{said}, {waits}"


def second_phone(name: str) -> str:
    """Return what is asked of the desk when somebody joins with a phone more."""
    return say(N_("A second phone says it is {name}’s."), name=name)


def seen(at: datetime | None, now: datetime) -> str:
    """Return how long ago a phone was heard of, as "now" or "2 min ago"."""
    if at is None:
        return say(NOT_SEEN)
    seconds = (now - at).total_seconds()
    if seconds < _MINUTE:
        return say(N_("now"))
    if seconds < _HOUR:
        return say(N_("{count} min ago"), count=int(seconds // _MINUTE))
    return say(N_("{count} h ago"), count=int(seconds // _HOUR))


def shut_out(count: int) -> str:
    """Say how many phones were shut out."""
    return say_count(N_("{count} phone is shut out."), N_("{count} phones are shut out."), count)


def ask_all(count: int) -> str:
    """Ask before everybody is shut out."""
    return say_count(N_("Shut out {count} phone?"), N_("Shut out all {count} phones?"), count)
