"""What an attendee's phone can do: say who they are, move their own step and hand, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta

from trainer_app.domain.attendee import PeopleTrouble, System
from trainer_app.domain.check_in import CheckInResult, InputKind, Outcome
from trainer_app.domain.check_in import Gesture as Attempt
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.services.phones import desk_of
from trainer_app.web.attendee_floor_taps import FLOOR_GESTURES
from trainer_app.web.gestures import Answer, Body, Gesture, Tap, gesture

Name = Annotated[str, Meta(min_length=1, max_length=120)]
Code = Annotated[str, Meta(min_length=1, max_length=200)]
Seat = Annotated[str, Meta(max_length=20)]

WRONG_BADGES: Final = 10  # unknown codes from one phone, before only the desk can help
_IN: Final = {Outcome.CHECKED_IN: "/welcome", Outcome.ALREADY_IN: "/?already=yes"}


class Me(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """This is who I am; check me in."""

    attendee: UUID


class Badge(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """This is my badge, or my short code from the list; check me in."""

    code: Code


class NotListed(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """My name was not found."""

    name: Name


class MySeat(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """This is where I sit; no seat: nobody needs to know."""

    seat: Seat | None = None


class MySystem(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """This is what my own laptop runs."""

    system: System


def _me(tap: Tap) -> Answer:
    return _come(tap, tap.body.attendee)


def _come(tap: Tap, attendee_id: UUID) -> Answer:
    person = tap.services.people.listed(attendee_id)
    if person is None:
        raise Refused(PeopleTrouble.GONE)
    phone = tap.services.phones.belongs(tap.phone.id, person.id, sure=False)
    if phone.waits:
        return Answer(go="/", outcome="waits")
    return _came(tap.services.check_in.choose(_attempt(tap, person.name), person.id))


def _badge(tap: Tap) -> Answer:
    """A badge is carried, so it proves who one is; a short code stands on a list that others can read."""
    if wrong_badges(tap) >= WRONG_BADGES:
        raise Refused(PhoneTrouble.TOO_FAST)
    if listed := tap.services.people.by_short_code(tap.body.code):
        return _come(tap, listed.id)
    result = tap.services.check_in.scan(_attempt(tap), tap.body.code)
    if result.attendee is None:
        return _desk(tap, result)
    tap.services.phones.belongs(tap.phone.id, result.attendee.id, sure=True)
    return _came(result)


def wrong_badges(tap: Tap) -> int:
    """Return how many codes came from this phone that are nobody's."""
    device = desk_of(tap.phone).device
    tried = tap.services.attendance.attempts(tap.session_id)
    return sum(one.outcome is Outcome.UNKNOWN_BADGE and one.desk.device == device for one in tried)


def _not_listed(tap: Tap) -> Answer:
    if tap.phone.attendee_id is not None:
        raise Refused(PhoneTrouble.NOT_YOURS)
    return _desk(tap, tap.services.check_in.not_found(_attempt(tap), tap.body.name))


def _attempt(tap: Tap, person: str = "") -> Attempt:
    return Attempt(tap.body.id, tap.session_id, InputKind.PHONE, desk_of(tap.phone, person))


def _came(result: CheckInResult) -> Answer:
    return Answer(go=_IN.get(result.outcome, "/"), outcome=result.outcome.value)


def _desk(tap: Tap, result: CheckInResult) -> Answer:
    return Answer(go=f"/desk?of={tap.body.id}", outcome=result.outcome.value)


def _seat(tap: Tap) -> Answer:
    came = tap.services.phone_floor.look(tap.session_id, tap.who).check_in
    if came is None:
        raise Refused(PhoneTrouble.NOT_IN_YET)
    tap.services.attendance.seat(came.id, tap.body.seat, desk=tap.desk)
    return Answer()


def _system(tap: Tap) -> Answer:
    person = tap.services.people.listed(tap.who)
    if person is None:
        raise Refused(PeopleTrouble.GONE)
    tap.services.people.change(replace(person, system=tap.body.system), desk=tap.desk)
    return Answer()


GESTURES: Final[tuple[tuple[str, Gesture], ...]] = (
    gesture("me", PhoneRole.ATTENDEE, Me, _me),
    gesture("badge", PhoneRole.ATTENDEE, Badge, _badge),
    gesture("not_listed", PhoneRole.ATTENDEE, NotListed, _not_listed),
    gesture("seat", PhoneRole.ATTENDEE, MySeat, _seat, back="/welcome"),
    gesture("system", PhoneRole.ATTENDEE, MySystem, _system, back="/step"),
    *FLOOR_GESTURES,
)
