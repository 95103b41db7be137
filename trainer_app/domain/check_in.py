"""Check-in: who may come in, decided in one place for every desk, phone and command.

`decide` is the whole rule. The service asks it after it has looked for an earlier answer to the
same gesture, and writes what it said in one transaction; every face shows the same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase, Session


class Outcome(Enum):
    """What came of one attempt to check in."""

    CHECKED_IN = "checked_in"
    ALREADY_IN = "already_in"
    WRONG_SESSION = "wrong_session"
    NOT_REGISTERED = "not_registered"
    NOT_ON_ROSTER = "not_on_roster"
    SESSION_CLOSED = "session_closed"
    FULL = "full"
    UNKNOWN_BADGE = "unknown_badge"


class InputKind(Enum):
    """How an attempt came in."""

    CAMERA = "camera"
    SCANNER = "scanner"
    NAME = "name"
    PHONE = "phone"
    IMPORT = "import"
    BULK = "bulk"


class OverrideKind(Enum):
    """What the desk answers to a refusal: A admit as guest, M move here, O with a reason."""

    ADMIT_GUEST = "admit_guest"
    MOVE = "move"
    REASON = "reason"


class CheckInTrouble(Enum):
    """Why something about check-ins was refused."""

    GONE = "this check-in is not there any more"
    ALREADY_UNDONE = "this check-in has been undone already"
    IN_AGAIN = "the person has been checked in again since"
    REASON_MISSING = "admitting past this refusal needs a reason"
    SAME_SESSION = "the check-ins are in this session already"
    NOBODY_CHOSEN = "no check-ins were chosen"
    BAD_HEAD_COUNT = "nobody can see fewer than no people"
    NO_PLACES = "a hard capacity would be passed by a move"
    GESTURE_REUSED = "the same gesture came with different content"


@dataclass(frozen=True, slots=True)
class Gesture:
    """One act of somebody at a desk or phone: its own id, so that a retry is known again."""

    id: UUID
    session_id: UUID
    input: InputKind
    desk: Desk


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the attempts log; `raw` is the code or text as it came in."""

    gesture_id: UUID
    session_id: UUID
    attendee_id: UUID | None
    outcome: Outcome
    input: InputKind
    raw: str | None
    desk: Desk
    at: datetime


@dataclass(frozen=True, slots=True)
class Override:
    """The desk's decision after a refusal.

    The kind settles the registration: a guest stays registered where they are, a move brings the
    registration here. A `reason`, whatever the kind, also passes the door and a hard capacity;
    it is kept in the audit trail.

    Raises:
        Refused: the kind is `REASON` and the reason is blank.
    """

    kind: OverrideKind
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.kind is OverrideKind.REASON and not self.has_reason:
            raise Refused(CheckInTrouble.REASON_MISSING)

    @property
    def has_reason(self) -> bool:
        """Whether a reason was given in words."""
        return bool(self.reason and self.reason.strip())


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person in one session, since `at` (aware UTC). At most one per person and session stands.

    `guest`: admitted without a registration here where registrations are kept.
    `moved_from`: the session whose registration, or whose check-in, was moved here.
    """

    id: UUID
    session_id: UUID
    attendee_id: UUID
    at: datetime
    input: InputKind
    desk: Desk
    guest: bool = False
    override_reason: str | None = None
    seat: str | None = None
    moved_from: UUID | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """A session of the series the person was registered for and did not come to."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the welcome card knows of a person beyond this session.

    `number` of `of` is this session's place in its series. `explored_days` counts active days
    before training, None when no usage import could show them. `granted_on` is the access date.
    `stopped_at_step` is the title of the step an earlier session ended at.
    """

    number: int = 1
    of: int = 1
    missed: tuple[Missed, ...] = ()
    first_hands_on_open: bool = True
    stopped_at_step: str | None = None
    explored_days: int | None = None
    granted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """All that `decide` needs to know about one attempt.

    `attendee` None: nobody was found; `by_code` then tells an unknown badge from an unknown name.
    `already` is the person's standing check-in to this session, never one that was undone.
    `registered_elsewhere` holds the other sessions of the series the person is registered for.
    `series_requires_registration` is False when nobody at all is registered for this session or
    its series: nobody was planned, so everybody on the roster is expected.
    `in_room` counts the trainees in the session now, without staff.
    """

    session: Session
    attendee: Attendee | None
    by_code: bool = False
    already: CheckIn | None = None
    registered_here: bool = False
    registered_elsewhere: tuple[Session, ...] = ()
    series_requires_registration: bool = False
    in_room: int = 0
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class CheckInResult:
    """The answer to one attempt; desk, phone and command line show this same value.

    `check_in` is the new one for `CHECKED_IN` and the standing one for `ALREADY_IN` (since when,
    by which input, at which desk). `raw` is the code or text as it came in. `registered_for` is
    filled for `WRONG_SESSION`; `in_room` counts trainees after this answer. `repeated` says that
    the gesture was seen before and this is its first answer again.
    """

    outcome: Outcome
    gesture_id: UUID
    session: Session
    at: datetime
    attendee: Attendee | None = None
    check_in: CheckIn | None = None
    raw: str | None = None
    registered_for: tuple[Session, ...] = ()
    welcome: Welcome | None = None
    in_room: int = 0
    repeated: bool = False

    @property
    def may_override(self) -> bool:
        """Whether somebody at the desk may still let this person in."""
        return self.outcome in _MAY_OVERRIDE

    @property
    def is_over(self) -> bool:
        """Whether this person came in beyond the session's places: a soft capacity lets in, and it is said."""
        new = self.outcome is Outcome.CHECKED_IN and self.attendee is not None and counts_as_trainee(self.attendee)
        return new and is_over(self.session, self.in_room)


_MAY_OVERRIDE = frozenset({Outcome.WRONG_SESSION, Outcome.NOT_REGISTERED, Outcome.SESSION_CLOSED, Outcome.FULL})


def decide(arrival: Arrival) -> Outcome:
    """Say what comes of this attempt. Order: who, already in, door, capacity, registration.

    "Already in" comes before the door and the capacity: they are in, and nothing is wrong.
    Staff are recognised and let in; they need no registration and take no trainee's place.
    """
    if arrival.attendee is None:
        return Outcome.UNKNOWN_BADGE if arrival.by_code else Outcome.NOT_ON_ROSTER
    if arrival.already:
        return Outcome.ALREADY_IN
    if not is_door_open(arrival.session) and not _has_reason(arrival):
        return Outcome.SESSION_CLOSED
    if counts_as_trainee(arrival.attendee):
        return _decide_place(arrival, arrival.attendee)
    return Outcome.CHECKED_IN


def is_door_open(session: Session) -> bool:
    """Whether people may come in now: from `DOORS` until the session has ended."""
    return session.phase not in {Phase.PLANNED, Phase.ENDED}


def is_full(session: Session, in_room: int) -> bool:
    """Whether one more would exceed a capacity that refuses; a soft capacity never does."""
    return session.hard_capacity and session.capacity is not None and in_room >= session.capacity


def is_over(session: Session, in_room: int) -> bool:
    """Whether more are in the room than the session has places, hard or soft."""
    return session.capacity is not None and in_room > session.capacity


def counts_as_trainee(attendee: Attendee) -> bool:
    """Whether this person counts among the people trained; staff are in the room but do not."""
    return attendee.role is not Role.STAFF


def comes_as_guest(arrival: Arrival) -> bool:
    """Whether a check-in of this arrival is a guest's: let in without a registration kept here."""
    if arrival.attendee is None or not counts_as_trainee(arrival.attendee) or arrival.registered_here:
        return False
    return not _moves_here(arrival) and (arrival.series_requires_registration or bool(arrival.registered_elsewhere))


def _decide_place(arrival: Arrival, attendee: Attendee) -> Outcome:
    if is_full(arrival.session, arrival.in_room) and not _has_reason(arrival):
        return Outcome.FULL
    if arrival.registered_here or _is_let_in(arrival):
        return Outcome.CHECKED_IN
    if arrival.registered_elsewhere:
        return Outcome.WRONG_SESSION
    if arrival.series_requires_registration and not attendee.walk_in:
        return Outcome.NOT_REGISTERED
    return Outcome.CHECKED_IN


def _has_reason(arrival: Arrival) -> bool:
    return arrival.override is not None and arrival.override.has_reason


def _is_let_in(arrival: Arrival) -> bool:
    if arrival.override is None:
        return False
    return arrival.override.kind is not OverrideKind.MOVE or _moves_here(arrival)


def _moves_here(arrival: Arrival) -> bool:
    moving = arrival.override is not None and arrival.override.kind is OverrideKind.MOVE
    return moving and bool(arrival.registered_elsewhere)
