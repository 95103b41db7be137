"""What stands on the desk's window around its pages: the rail, the top bar, messages, keys and crash reports."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.changes import Activity
from trainer_app.domain.session import Phase, Session
from trainer_app.words.language import N_, say, say_count

APP: Final = N_("Trainer")
PAGES: Final = N_("Pages")
RAIL_TIP: Final = N_("{title} (Ctrl+{number})")

UNDO: Final = N_("Undo")
UNDO_TIP: Final = N_("Take back the last change made at this desk (Ctrl+Z)")
UNDO_WHAT: Final = N_("Take back: {deed} (Ctrl+Z)")
UNDO_STANDS: Final = N_("This cannot be taken back: {deed}")
UNDO_NOTHING: Final = N_("Nothing of this desk to take back")
HISTORY: Final = N_("What was done")
HISTORY_TIP: Final = N_("What was done, by whom and when (Ctrl+H)")
PHASE_TIP: Final = N_("Go to this part of the session")
OPENING: Final = N_("Opening…")
NOT_OPENED: Final = N_("This file could not be opened")
OTHER_FILE: Final = N_("Choose another file…")
DATA_FILES: Final = N_("Trainer data files (*.db)")
BUSY: Final = N_("Working")
ALSO_OPEN: Final = N_(
    "This data file is also open in another window. "
    "Both can be worked with; what the other does appears here within a second or two."
)

MESSAGE: Final = N_("Message")
CLOSE_MESSAGE: Final = N_("Close this message")
TRY_AGAIN: Final = N_("Try again")
SEE_REPORT: Final = N_("See the report")
QUIT: Final = N_("Quit")
CANCEL: Final = N_("Cancel")
CLOSE: Final = N_("Close")
STOPPING: Final = N_("Stopping at the next good place")

KEYS_TITLE: Final = N_("Keys")
KEYS_EVERYWHERE: Final = N_("Everywhere")
KEYS_HERE: Final = N_("On this page")
KEYS_CLOSE: Final = N_("Any key closes this.")
KEY_PAGES: Final = N_("go to a page")
KEY_UNDO: Final = N_("undo")
KEY_REDO: Final = N_("redo")
KEY_FULL_SCREEN: Final = N_("check-in, full screen and back")
KEY_PALETTE: Final = N_("go to or do anything")
KEY_HISTORY: Final = N_("what was done")
KEY_HELP: Final = N_("these keys")
KEY_TEXT: Final = N_("larger or smaller text")
KEY_SCHEME: Final = N_("light or dark")
KEY_SCAN: Final = N_("A scanned badge goes to check-in from anywhere in the window.")

CRASH_TITLE: Final = N_("Something went wrong")
CRASH_SAID: Final = N_(
    "This is a fault in Trainer, not something you did. Everything that was acknowledged before is saved."
)
CRASH_DETAILS: Final = N_("Details of the fault")
CRASH_KEPT: Final = N_("Kept in {file}")
CRASH_COPY: Final = N_("Copy the details")
CRASH_FOLDER: Final = N_("Open the log's folder")
CRASH_CONTINUE: Final = N_("Continue")

PHASES: Final = {
    Phase.PLANNED: N_("Planned"),
    Phase.DOORS: N_("Doors"),
    Phase.TALK: N_("Talk"),
    Phase.HANDS_ON: N_("Hands-on"),
    Phase.BREAK: N_("Break"),
    Phase.WRAP_UP: N_("Wrap-up"),
    Phase.ENDED: N_("Ended"),
}
TO_PHASE: Final = {
    Phase.DOORS: N_("Open the doors"),
    Phase.TALK: N_("Begin talk"),
    Phase.HANDS_ON: N_("Begin hands-on"),
    Phase.BREAK: N_("Break"),
    Phase.WRAP_UP: N_("Wrap up"),
    Phase.ENDED: N_("End session"),
}
BACK_TO_HANDS_ON: Final = N_("Back to hands-on")


_HOURS_FROM: Final = 120  # minutes
_DAYS_FROM: Final = 48 * 60


def session_line(session: Session, program: str) -> str:
    """Return program, session and room as the chip in the top bar shows them."""
    return " · ".join(part for part in (program, session.name, session.room) if part)


def starts_in(minutes: int) -> str:
    """Say how far away the planned start is; negative minutes are past it."""
    if minutes == 0:
        return say(N_("starts now"))
    far = abs(minutes)
    if far < _HOURS_FROM:
        count, coming, past = far, N_("starts in {count} min"), N_("{count} min late")
    elif far < _DAYS_FROM:
        count, coming, past = round(far / 60), N_("starts in {count} h"), N_("{count} h late")
    else:
        count, coming, past = round(far / 1440), N_("starts in {count} days"), N_("{count} days late")
    return say(coming if minutes > 0 else past, count=count)


def running_clock(seconds: int) -> str:
    """Return a running time as m:ss, from an hour on as h:mm:ss."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def ended(unanswered: int) -> str:
    """Say that the session is over, and how many hands nobody closed."""
    if not unanswered:
        return say(N_("The session has ended."))
    return say_count(
        N_("The session has ended. {count} hand was still open; it stays in the report."),
        N_("The session has ended. {count} hands were still open; they stay in the report."),
        unanswered,
    )


def undone(line: Activity, about: str | None = None) -> str:
    """Say what was taken back, and whom it was about."""
    return _about(say(N_("Taken back: {deed}"), deed=deed_name(line)), about)


def redone(line: Activity, about: str | None = None) -> str:
    """Say what was done again, and whom it was about."""
    return _about(say(N_("Done again: {deed}"), deed=deed_name(line)), about)


def _about(said: str, about: str | None) -> str:
    return f"{said} · {about}" if about else said


def deed_name(line: Activity) -> str:
    """Name what a line of the trail did, as the end of a sentence."""
    phase = line.deed.detail.get("phase")
    if isinstance(phase, str):
        return say(PHASES[Phase(phase)])
    return say(_DEEDS.get(line.deed.kind, _SOME_DEED))


_SOME_DEED: Final = N_("the last change")
_DEEDS: Final = {
    "checked_in": N_("a check-in"),
    "check_ins_moved": N_("check-ins moved to another session"),
    "seated": N_("a seat"),
    "left": N_("somebody left the room"),
    "came_back": N_("somebody came back into the room"),
    "merged": N_("two entries made one person"),
    "person_added": N_("a person added"),
    "person_changed": N_("what is known of a person"),
    "people_changed": N_("what is known of several people"),
    "person_forgotten": N_("somebody forgotten"),
    "forgotten_detail": N_("something about somebody who was forgotten"),
    "session_created": N_("a planned session"),
    "registered": N_("people registered for a session"),
    "unregistered": N_("people taken off the list of a session"),
    "registration_moved": N_("people registered for another session"),
    "registrations_spread": N_("people spread over a series"),
    "session_changed": N_("what is planned for a session"),
    "session_removed": N_("a session taken out of the program"),
    "content_repeated": N_("a series of sessions"),
    "step_marked": N_("a step ticked"),
    "step_unmarked": N_("a tick taken away"),
    "fix_shown": N_("a fix shown to everyone"),
    "help_asked": N_("a wish for help"),
    "help_told_more": N_("what was told about a wish for help"),
    "ticket_moved": N_("what was done about a wish for help"),
    "ticket_pinned": N_("a pin"),
    "completed": N_("a first hands-on completion"),
    "completion_described": N_("what somebody made"),
    "confidence": N_("how confident somebody is"),
    "exit_ticket": N_("what somebody said on their way out"),
    "checklist_chosen": N_("the choice of a checklist"),
    "session_checklist_chosen": N_("the choice of a session's checklist"),
    "follow_up_set": N_("what was agreed about following up"),
    "revisit_answered": N_("an answer at a revisit"),
    "identity_assigned": N_("whose a key, login or e-mail is"),
    "identity_set_aside": N_("a key that is no person, set aside"),
    "identity_taken_back": N_("a key looked at again"),
    "identity_settled": N_("a shared key given to one person"),
    "access_granted": N_("access recorded by hand"),
    "program_changed": N_("the program's settings"),
}
