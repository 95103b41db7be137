"""What stands in the book of the room: who is in, the head count, and every attempt to come in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trainer_app.domain.attendance_sheet import HeadCount
from trainer_app.domain.check_in import Outcome
from trainer_app.domain.session import Phase, Session
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import weekday_and_clock

TITLE: Final = N_("The room")
IN: Final = N_("Who is in")
COUNT: Final = N_("Head count")
ATTEMPTS: Final = N_("Attempts")
DONE: Final = N_("Back to the door")

NAME: Final = N_("Name")
TEAM: Final = N_("Team")
SEAT: Final = N_("Seat")
SINCE: Final = N_("Since")
HOW: Final = N_("How")
LEFT: Final = N_("Left")
MOVE: Final = N_("Move to session…")
MOVE_HOW: Final = N_(
    "Check-ins that landed in the wrong session go to the right one with their times, ticks and seats."
)
OTHER_SESSIONS: Final = N_("Other sessions")
LEAVE: Final = N_("Left the room")
MARK_FIRST: Final = N_("Mark one or more people first; Ctrl or Shift marks several, Ctrl+A all.")
NO_OTHER: Final = N_("There is no other session to move to.")
NOBODY: Final = N_("Nobody is checked in yet")
NOBODY_HOW: Final = N_("Who comes in stands here, with the time and how they came.")

SEEN: Final = N_("People you see in the room")
SEEN_HOW: Final = N_("Count the people who are here to be trained, without helpers.")
COMPARE: Final = N_("Compare")
ROLL_CALL: Final = N_("Roll-call of those not here")
WHO_LEFT: Final = N_("See who is in")

WHEN: Final = N_("When")
WHO: Final = N_("Who or what was read")
OUTCOME: Final = N_("Outcome")
WHERE: Final = N_("Where")
NO_ATTEMPTS: Final = N_("Nobody has tried to come in yet")
NO_ATTEMPTS_HOW: Final = N_(
    "Every scan and every name stands here, refusals too, with the raw code where it was none of ours."
)

OUTCOMES: Final = {
    Outcome.CHECKED_IN: N_("checked in"),
    Outcome.ALREADY_IN: N_("already in"),
    Outcome.WRONG_SESSION: N_("another session"),
    Outcome.NOT_REGISTERED: N_("not registered"),
    Outcome.NOT_ON_ROSTER: N_("not on the roster"),
    Outcome.SESSION_CLOSED: N_("doors closed"),
    Outcome.FULL: N_("full"),
    Outcome.UNKNOWN_BADGE: N_("unknown badge"),
}


def session_offered(session: Session, now: datetime) -> str:
    """Return a session to move to, and of one that does not run, why it is hardly the one."""
    when = weekday_and_clock(session.starts_at, session.zone, near=now)
    said = f"{session.name} · {when}"
    if session.phase is Phase.PLANNED:
        return f"{said} · {say(N_('not begun yet'))}"
    return f"{said} · {say(N_('ended'))}" if session.phase is Phase.ENDED else said


def compared(count: HeadCount) -> str:
    """Say how what was seen compares with the book."""
    if count.more == 0:
        return say_count(
            N_("{count} seen and {count} in the book: they agree."),
            N_("{count} seen and {count} in the book: they agree."),
            count.seen,
        )
    if count.more > 0:
        return say_count(
            N_("{seen} seen, {in_book} in the book: {count} person is here and not checked in."),
            N_("{seen} seen, {in_book} in the book: {count} people are here and not checked in."),
            count.more,
            seen=count.seen,
            in_book=count.in_book,
        )
    return say_count(
        N_("{seen} seen, {in_book} in the book: {count} person may have left, or was checked in by mistake."),
        N_("{seen} seen, {in_book} in the book: {count} people may have left, or were checked in by mistake."),
        -count.more,
        seen=count.seen,
        in_book=count.in_book,
    )


def moved(count: int, session: str) -> str:
    """Say how many check-ins went to another session."""
    return say_count(
        N_("{count} check-in moved to {session}."), N_("{count} check-ins moved to {session}."), count, session=session
    )


def gone(count: int) -> str:
    """Say how many left the room."""
    return say_count(N_("{count} person has left the room."), N_("{count} people have left the room."), count)


def marked(count: int) -> str:
    """Say how many are marked."""
    return say_count(N_("{count} marked"), N_("{count} marked"), count) if count else say(MARK_FIRST)
