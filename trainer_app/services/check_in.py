"""Check-in at a desk, a phone or the command line: one answer to one gesture, kept before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from trainer_app.domain.attendee import Attendee, PeopleTrouble
from trainer_app.domain.badge import read_badge
from trainer_app.domain.changes import Deed, Topic
from trainer_app.domain.check_in import (
    Arrival,
    CheckIn,
    CheckInResult,
    CheckInTrouble,
    Gesture,
    Outcome,
    Override,
    OverrideKind,
    comes_as_guest,
    counts_as_trainee,
    decide,
    is_door_open,
)
from trainer_app.domain.errors import Refused
from trainer_app.domain.secret import looks_secret
from trainer_app.domain.session import Session, SessionTrouble
from trainer_app.services.context import Context
from trainer_app.storage.attendance import Door
from trainer_app.storage.unit_of_work import Reading, Writing

CHECKED_IN = "checked_in"
CAME_BACK = "came_back"
REFUSED = "refused"
_LONGEST_RAW = 200  # characters of an unknown code that are kept


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A walk-in at the door: a name is enough, the rest can be filled in or merged later."""

    name: str
    email: str | None = None
    team: str | None = None


class CheckInService:
    """Lets people in. Every attempt is kept, whatever came of it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def scan(self, gesture: Gesture, code: str, *, override: Override | None = None) -> CheckInResult:
        """Check in whoever carries this badge; a repeated gesture changes nothing.

        Raises:
            Refused: the session is gone, or the gesture was used for another session.
        """
        with self._context.store.write() as work:
            door = _door(work, gesture, code=read_badge(code).code or "")
            if door.answered:
                return _first_answer(work, gesture)
            arrival = _arrival(work, door, override=override, by_code=True)
            return self._attempt(work, gesture, arrival, raw=code, left_at=door.left_at)

    def choose(self, gesture: Gesture, attendee_id: UUID, *, override: Override | None = None) -> CheckInResult:
        """Check in a person chosen by name; a repeated gesture changes nothing.

        Raises:
            Refused: the session or the person is gone, or the gesture was used for another session.
        """
        with self._context.store.write() as work:
            door = _door(work, gesture, attendee_id=attendee_id)
            if door.answered:
                return _first_answer(work, gesture)
            if door.attendee is None:
                raise Refused(PeopleTrouble.GONE)
            return self._attempt(work, gesture, _arrival(work, door, override=override), left_at=door.left_at)

    def not_found(self, gesture: Gesture, text: str) -> CheckInResult:
        """Keep that somebody gave this name and nobody on the roster has it.

        Raises:
            Refused: the session is gone, or the gesture was used for another session.
        """
        with self._context.store.write() as work:
            door = _door(work, gesture)
            if door.answered:
                return _first_answer(work, gesture)
            return self._attempt(work, gesture, _arrival(work, door), raw=text)

    def answered(self, gesture_id: UUID, session_id: UUID) -> CheckInResult | None:
        """Return what was answered to this gesture at this session's door, with today's names; None for no answer."""
        with self._context.store.read() as view:
            found = view.attendance.answer_to(gesture_id)
        return found if found and found.session.id == session_id else None

    def walk_in(self, gesture: Gesture, person: NewPerson, *, override: Override | None = None) -> CheckInResult:
        """Add somebody nobody expected and check them in. The person stays even where the door says no.

        Raises:
            Refused: the name is blank, the session is gone, or the gesture was used for another session.
        """
        name = " ".join(person.name.split())
        if not name:
            raise Refused(PeopleTrouble.NAME_MISSING)
        with self._context.store.write() as work:
            if _door(work, gesture).answered:
                return _first_answer(work, gesture)
            attendee = Attendee(self._context.new_id(), name, _tidy(person.email), _tidy(person.team), walk_in=True)
            work.people.add([attendee], at=self._context.clock())
            work.also(Topic.PEOPLE)
            door = _door(work, gesture, attendee_id=attendee.id)
            return self._attempt(work, gesture, _arrival(work, door, override=override), added=True)

    def _attempt(  # positional: what every attempt has
        self,
        work: Writing,
        gesture: Gesture,
        arrival: Arrival,
        *,
        raw: str | None = None,
        added: bool = False,
        left_at: datetime | None = None,
    ) -> CheckInResult:
        outcome = decide(arrival)
        result = CheckInResult(
            outcome,
            gesture.id,
            arrival.session,
            self._context.clock(),
            attendee=arrival.attendee,
            check_in=arrival.already,
            raw=_worth_keeping(raw) if raw and arrival.attendee is None else None,
            registered_for=arrival.registered_elsewhere if outcome is Outcome.WRONG_SESSION else (),
            in_room=arrival.in_room,
        )
        if outcome is Outcome.CHECKED_IN and arrival.attendee:
            result = self._let_in(work, gesture, arrival, result)
        left_at = left_at if is_door_open(arrival.session) else None
        if left_at and arrival.already:
            result = _let_back(work, result)
        work.attendance.log(result, input=gesture.input, desk=gesture.desk)
        work.record(_deed(result, arrival, added=added, left_at=left_at), at=result.at, desk=gesture.desk)
        return result

    def _let_in(  # positional: as `_attempt`
        self, work: Writing, gesture: Gesture, arrival: Arrival, result: CheckInResult
    ) -> CheckInResult:
        attendee, override = arrival.attendee, arrival.override
        assert attendee is not None  # noqa: S101 - `decide` lets nobody in whom it does not know
        if elsewhere := _brought_here(arrival):
            move_registrations(work, attendee.id, [one.id for one in elsewhere], to=[arrival.session.id], at=result.at)
        new = CheckIn(
            self._context.new_id(),
            arrival.session.id,
            attendee.id,
            result.at,
            gesture.input,
            gesture.desk,
            guest=comes_as_guest(arrival),
            override_reason=override.reason if override else None,
            moved_from=elsewhere[0].id if elsewhere else None,
        )
        work.attendance.add(new)
        return replace(result, check_in=new, in_room=arrival.in_room + counts_as_trainee(attendee))


def move_registrations(  # positional: whose, and from where
    work: Writing, attendee_id: UUID, old: Sequence[UUID], *, to: Sequence[UUID], at: datetime
) -> None:
    """Cancel a person's registrations for the `old` sessions and register them for those in `to`."""
    for session_id in old:
        work.sessions.cancel(session_id, attendee_id, at=at)
    for session_id in to:
        work.sessions.register(session_id, [attendee_id], at=at)
    work.also(Topic.SESSIONS)


def _brought_here(arrival: Arrival) -> tuple[Session, ...]:
    """Return the sessions whose registration the desk moves here."""
    moving = arrival.override is not None and arrival.override.kind is OverrideKind.MOVE
    return arrival.registered_elsewhere if moving else ()


def _door(work: Reading, gesture: Gesture, *, code: str | None = None, attendee_id: UUID | None = None) -> Door:
    found = work.attendance.at_the_door(gesture, code=code, attendee_id=attendee_id)
    if found is None:
        raise Refused(SessionTrouble.GONE)
    return found


def _first_answer(work: Reading, gesture: Gesture) -> CheckInResult:
    answered = work.attendance.answer_to(gesture.id)
    if answered is None or answered.session.id != gesture.session_id:
        raise Refused(CheckInTrouble.GESTURE_REUSED)
    return answered


def _arrival(work: Reading, door: Door, *, override: Override | None = None, by_code: bool = False) -> Arrival:
    look_elsewhere = door.attendee and door.registrations_kept and not door.registered_here
    return Arrival(
        door.session,
        door.attendee,
        by_code=by_code,
        already=door.already,
        registered_here=door.registered_here,
        registered_elsewhere=_elsewhere(work, door.attendee, here=door.session.id)
        if look_elsewhere and door.attendee
        else (),
        series_requires_registration=door.registrations_kept,
        in_room=work.attendance.in_room(door.session.id) if door.session.capacity else 0,
        override=override,
    )


def _elsewhere(work: Reading, attendee: Attendee, *, here: UUID) -> tuple[Session, ...]:
    mine = set(work.sessions.registered_for(attendee.id))
    return tuple(one for one in work.sessions.of_series(here) if one.id in mine)


def _let_back(work: Writing, result: CheckInResult) -> CheckInResult:
    """Let somebody be in the room again who had left it; they are in already, since they first came."""
    if result.check_in is None or result.attendee is None:
        return result
    work.attendance.set_left(result.check_in.id, None)
    return replace(result, in_room=result.in_room + counts_as_trainee(result.attendee))


def _deed(result: CheckInResult, arrival: Arrival, *, added: bool, left_at: datetime | None) -> Deed:
    who = result.attendee.id if result.attendee else None
    if result.check_in and left_at:
        back = {"left_at": left_at.isoformat()}
        return Deed(Topic.ATTENDANCE, CAME_BACK, result.session.id, who, result.check_in.id, back)
    if result.outcome is not Outcome.CHECKED_IN or not result.check_in:
        return Deed(Topic.ATTENDANCE, REFUSED, result.session.id, who, detail={"outcome": result.outcome.value})
    detail = {"added": added, "registrations": [str(one.id) for one in _brought_here(arrival)]}
    return Deed(Topic.ATTENDANCE, CHECKED_IN, result.session.id, who, result.check_in.id, detail)


def _worth_keeping(raw: str) -> str | None:
    """Return what somebody scanned or typed in vain, cut; a secret pasted into the wrong field is not kept."""
    return None if looks_secret(raw) else raw[:_LONGEST_RAW]


def _tidy(text: str | None) -> str | None:
    return (text.strip() or None) if text else None
