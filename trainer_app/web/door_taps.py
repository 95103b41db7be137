"""What the door's phone can do: check people in by badge, by name or as walk-ins, take that back, and seat them."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta

from trainer_app.domain.check_in import (
    CheckInResult,
    CheckInTrouble,
    InputKind,
    Outcome,
    Override,
    OverrideKind,
)
from trainer_app.domain.check_in import Gesture as Attempt
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.services.check_in import CHECKED_IN, NewPerson
from trainer_app.web.gestures import Answer, Body, Gesture, Tap, gesture

Line = Annotated[str, Meta(min_length=1, max_length=200)]
Code = Annotated[str, Meta(max_length=5000)]  # a QR holds no more than 4296 characters
Seat = Annotated[str, Meta(max_length=40)]


class Scan(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Check in whoever carries this badge. `photo`: a camera read it, and nobody typed it."""

    code: Code
    photo: bool = True
    override: OverrideKind | None = None
    reason: Line | None = None


class Choose(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Check in somebody chosen by name; with `override`, somebody who was refused."""

    attendee: UUID
    override: OverrideKind | None = None
    reason: Line | None = None


class WalkIn(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add somebody nobody expected and check them in; a name is enough."""

    name: Line
    email: Line | None = None
    team: Line | None = None
    override: OverrideKind | None = None
    reason: Line | None = None


class NotFound(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody gave this name, and nobody on the roster has it."""

    text: Line


class UndoCheckIn(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take back a check-in of this door; `of` is the gesture that made it."""

    of: UUID


class DoorSeat(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Write where somebody sits; `of` is the gesture that was answered with their check-in. No seat: none is known."""

    of: UUID
    seat: Seat = ""


def _scan(tap: Tap) -> Answer:
    attempt = _attempt(tap, InputKind.CAMERA if tap.body.photo else InputKind.NAME)
    return _answered(tap, tap.services.check_in.scan(attempt, tap.body.code, override=_override(tap)))


def _choose(tap: Tap) -> Answer:
    attempt = _attempt(tap, InputKind.NAME)
    return _answered(tap, tap.services.check_in.choose(attempt, tap.body.attendee, override=_override(tap)))


def _walk_in(tap: Tap) -> Answer:
    person = NewPerson(tap.body.name, tap.body.email, tap.body.team)
    attempt = _attempt(tap, InputKind.NAME)
    return _answered(tap, tap.services.check_in.walk_in(attempt, person, override=_override(tap)))


def _not_found(tap: Tap) -> Answer:
    return _answered(tap, tap.services.check_in.not_found(_attempt(tap, InputKind.NAME), tap.body.text))


def _undo(tap: Tap) -> Answer:
    result = _earlier(tap)
    if result.check_in is None or result.outcome is not Outcome.CHECKED_IN or result.check_in.desk != tap.desk:
        raise Refused(PhoneTrouble.NOT_ALLOWED)
    line = tap.services.undo.standing(CHECKED_IN, subject_id=result.check_in.id)
    if line is None:
        raise Refused(CheckInTrouble.ALREADY_UNDONE)
    tap.services.undo.undo(tap.desk, cursor=line.cursor)
    return Answer(go=result_path(tap.body.of))


def _seat(tap: Tap) -> Answer:
    result = _earlier(tap)
    if result.check_in is None:
        raise Refused(CheckInTrouble.GONE)
    tap.services.attendance.seat(result.check_in.id, tap.body.seat, desk=tap.desk)
    return Answer(go=result_path(tap.body.of))


def result_path(gesture_id: UUID) -> str:
    """Return the page that shows what was answered to a gesture."""
    return f"/door/result?of={gesture_id}"


def _attempt(tap: Tap, kind: InputKind) -> Attempt:
    return Attempt(tap.body.id, tap.session_id, kind, tap.desk)


def _override(tap: Tap) -> Override | None:
    kind = tap.body.override or (OverrideKind.REASON if tap.body.reason else None)
    return Override(kind, tap.body.reason) if kind else None


def _answered(tap: Tap, result: CheckInResult) -> Answer:
    """Send to the answer; what was decided so far stays known where a reason is asked for on top of it."""
    decided = getattr(tap.body, "override", None)
    more = f"&decided={decided.value}" if decided and result.outcome is not Outcome.CHECKED_IN else ""
    return Answer(go=result_path(tap.body.id) + more, outcome=result.outcome.value)


def _earlier(tap: Tap) -> CheckInResult:
    result = tap.services.check_in.answered(tap.body.of, tap.session_id)
    if result is None:
        raise Refused(CheckInTrouble.GONE)
    return result


GESTURES: Final[tuple[tuple[str, Gesture], ...]] = (
    gesture("scan", PhoneRole.DOOR, Scan, _scan, back="/door"),
    gesture("choose", PhoneRole.DOOR, Choose, _choose, back="/door"),
    gesture("walk_in", PhoneRole.DOOR, WalkIn, _walk_in, back="/door"),
    gesture("not_found", PhoneRole.DOOR, NotFound, _not_found, back="/door"),
    gesture("undo_check_in", PhoneRole.DOOR, UndoCheckIn, _undo, back="/door"),
    gesture("door_seat", PhoneRole.DOOR, DoorSeat, _seat, back="/door"),
)
