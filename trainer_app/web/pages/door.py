"""The door's pages: the search with the room's numbers, the answer to a check-in, a walk-in, the live camera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

import msgspec

from trainer_app.domain.attendance_sheet import Arrived, AttendanceSheet
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.badge import BadgeKind, read_badge, read_short
from trainer_app.domain.check_in import CheckInResult, InputKind, Outcome, OverrideKind, is_door_open
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.services.people_search import Field, Match, Rank
from trainer_app.services.phones import desk_of
from trainer_app.web.page import Look, Page, Shown, View
from trainer_app.words import check_in as answers
from trainer_app.words import door
from trainer_app.words import phone_door as texts
from trainer_app.words.check_in import Action, Tone
from trainer_app.words.language import say
from trainer_app.words.times import clock

_DOOR: Final = frozenset({PhoneRole.DOOR})
_FOUND: Final = 20
_LATEST: Final = 5
_LONGEST: Final = 80  # characters of a search
_ICONS: Final = {
    Outcome.CHECKED_IN: "done",
    Outcome.ALREADY_IN: "clock",
    Outcome.WRONG_SESSION: "look",
    Outcome.NOT_REGISTERED: "look",
    Outcome.NOT_ON_ROSTER: "walk-in",
    Outcome.SESSION_CLOSED: "barred",
    Outcome.FULL: "barred",
    Outcome.UNKNOWN_BADGE: "stop",
}


class DoorPerson(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody found by name: `since` is the time of day they came in at, where they are in; `twin` has a namesake."""

    id: UUID
    name: str
    team: str | None = None
    since: str | None = None
    expected: bool = False
    twin: bool = False


class DoorPeople(msgspec.Struct, frozen=True):
    """Who could be meant by what was typed, the likeliest first."""

    people: tuple[DoorPerson, ...]


class DoorCounts(msgspec.Struct, frozen=True):
    """The room in numbers: different trainees who came, all check-ins there ever were, and trainees here now."""

    session: str
    phase: str
    people: int
    check_ins: int
    in_room: int
    expected: int


@dataclass(frozen=True, slots=True)
class Found:
    """A person among those found, in words: what tells them apart, and whether they are in or expected."""

    id: UUID
    name: str
    apart: str
    mark: str
    is_in: bool


def _home(view: View) -> Shown:
    cursor = view.services.phones.cursor()
    sheet = view.services.attendance.sheet(view.session_id)
    typed = _typed(view)
    found = _search(view, typed)
    facts = {
        "typed": typed,
        "found": [_in_words(one, sheet) for one in found],
        "hint": _hint(found),
        "badge": read_badge(typed).kind.value,
        "latest": [(clock(one.check_in.at, sheet.session.zone), one, door.how_arrived(one)) for one in _latest(sheet)],
        "live_camera": _has_camera(view),
        "tone": "",
    }
    return _shown("door.html", sheet, cursor=cursor, facts=facts)


def _result(view: View) -> Shown:
    cursor = view.services.phones.cursor()
    result = _asked_for(view)
    if result is None:
        return Shown(go="/door")
    sheet = view.services.attendance.sheet(view.session_id)
    here = _standing(result, sheet)
    result = _with_welcome(view, result, here)
    card = answers.card(result)
    facts = {
        "card": card,
        "result": result,
        "icon": _ICONS[result.outcome],
        "tag": door.how_arrived(here) if here and result.outcome is Outcome.CHECKED_IN else "",
        "tone": _tone(card.tone),
        "taken_back": result.check_in is not None and here is None,
        "seat": here.check_in.seat or "" if here else "",
        "offers": _offers(view, result, here),
        "admit": texts.ADMIT_GUEST if result.outcome is Outcome.WRONG_SESSION else texts.ADMIT,
        "decided": _decided(view),
        "name": card.name,
        "by": result.check_in.desk.author if result.check_in and result.outcome is Outcome.ALREADY_IN else "",
        "next": "/door/camera" if _by_camera(result) and _has_camera(view) else "/door",
        "view": str(result.gesture_id),
    }
    facts["tone"] = "look" if facts["taken_back"] else facts["tone"]
    return _shown("door_result.html", sheet, cursor=cursor, facts=facts)


def _walk_in(view: View) -> Shown:
    sheet = view.services.attendance.sheet(view.session_id)
    facts = {"name": view.query.get("name", "")[:_LONGEST], "tone": "info"}
    return _shown("door_walk_in.html", sheet, cursor=0, facts=facts, live=False)


def _camera(view: View) -> Shown:
    if not _has_camera(view):
        return Shown(go="/door")
    sheet = view.services.attendance.sheet(view.session_id)
    return _shown("door_camera.html", sheet, cursor=0, facts={}, live=False)


def _shown(  # positional: what every page of the door has
    template: str, sheet: AttendanceSheet, *, cursor: int, facts: Mapping[str, Any], live: bool = True
) -> Shown:
    frame = {
        "texts": texts,
        "door": door,
        "sheet": sheet,
        "place": door.session_and_room(sheet.session),
        "open": is_door_open(sheet.session),
        "ended": sheet.session.phase is Phase.ENDED,
    }
    return Shown(template, say(door.TITLE), {**frame, **facts}, cursor=cursor, live=live)


def _typed(view: View) -> str:
    return " ".join(view.query.get("q", "").split())[:_LONGEST]


def _search(view: View, typed: str) -> tuple[Match, ...]:
    """Return who could be meant; a short code says it exactly."""
    if not typed or read_badge(typed).kind is not BadgeKind.NOT_OURS:
        return ()
    found = view.services.people.find(typed, limit=_FOUND)
    meant = view.services.people.by_short_code(typed) if read_short(typed) else None
    if meant is None:
        return found
    return (Match(meant, Rank.EXACT, Field.NAME, 1.0, twin=False),)


def _hint(found: tuple[Match, ...]) -> str:
    if found and found[0].rank is Rank.FUZZY:
        return say(texts.GUESSES)
    return say(texts.SAME_NAME) if len(found) > 1 and found[0].twin else ""


def _in_words(one: Match, sheet: AttendanceSheet) -> Found:
    who, since = one.attendee, _since(one.attendee, sheet)
    due = say(door.EXPECTED) if _is_due(who, sheet) else ""
    mark = say(door.IN_ALREADY, time=since) if since else due
    fully = one.twin or one.field is Field.EMAIL
    return Found(who.id, who.name, door.told_apart(who) if fully else who.team or who.email or "", mark, bool(since))


def _since(one: Attendee, sheet: AttendanceSheet) -> str | None:
    came = next((here for here in sheet.arrived if here.attendee.id == one.id), None)
    return clock(came.check_in.at, sheet.session.zone) if came else None


def _is_due(one: Attendee, sheet: AttendanceSheet) -> bool:
    return any(one.id == other.id for other in sheet.not_arrived)


def _latest(sheet: AttendanceSheet) -> tuple[Arrived, ...]:
    return sheet.arrived[:_LATEST]


def _asked_for(view: View) -> CheckInResult | None:
    """Return the kept answer to the gesture the address names, so that loading it again shows the same."""
    try:
        gesture_id = UUID(view.query.get("of", ""))
    except ValueError:
        return None
    return view.services.check_in.answered(gesture_id, view.session_id)


def _standing(result: CheckInResult, sheet: AttendanceSheet) -> Arrived | None:
    """Return the check-in of an answer as it stands now, None where it was taken back or counts elsewhere."""
    made = result.check_in
    return next((one for one in sheet.arrived if made and one.check_in.id == made.id), None)


def _with_welcome(view: View, result: CheckInResult, here: Arrived | None) -> CheckInResult:
    if here:
        result = replace(result, attendee=here.attendee, check_in=here.check_in)
    if here is None or result.outcome is not Outcome.CHECKED_IN:
        return result
    return replace(result, welcome=view.services.attendance.welcome(view.session_id, here.attendee.id))


def _offers(view: View, result: CheckInResult, here: Arrived | None) -> frozenset[str]:
    """Return which of the desk's next steps this page offers, by name."""
    offered = {one.action for one in answers.card(result).keys}
    if here is None or here.check_in.desk != desk_of(view.phone):
        offered.discard(Action.UNDO)
    if here:
        offered.add(Action.EDIT)
    return frozenset(one.value for one in offered)


def _decided(view: View) -> str:
    """Return what the door decided before a reason was asked for on top of it."""
    said = view.query.get("decided", "")
    return said if said in {one.value for one in OverrideKind} else OverrideKind.REASON.value


def _by_camera(result: CheckInResult) -> bool:
    """Whether a badge was held before a camera, so that the next one may be too."""
    by_badge = result.check_in.input is InputKind.CAMERA if result.check_in else False
    return by_badge or result.outcome is Outcome.UNKNOWN_BADGE


def _tone(tone: Tone) -> str:
    return "stop" if tone is Tone.HELP else tone.value


def _has_camera(view: View) -> bool:
    """Whether browsers let a page of ours use the camera: over https alone."""
    room = view.services.phones.standing()
    return room is not None and room.secure


def _people(view: View) -> DoorPeople:
    sheet = view.services.attendance.sheet(view.session_id)
    found = _search(view, _typed(view))
    return DoorPeople(tuple(_person(one, sheet) for one in found))


def _person(one: Match, sheet: AttendanceSheet) -> DoorPerson:
    who = one.attendee
    return DoorPerson(who.id, who.name, who.team, _since(who, sheet), _is_due(who, sheet), one.twin)


def _sheet(view: View) -> DoorCounts:
    sheet = view.services.attendance.sheet(view.session_id)
    session = sheet.session
    return DoorCounts(session.name, session.phase.value, sheet.people, sheet.check_ins, sheet.in_room, sheet.expected)


PAGES: Final = (
    Page("/door", _DOOR, _home),
    Page("/door/result", _DOOR, _result),
    Page("/door/walk-in", _DOOR, _walk_in),
    Page("/door/camera", _DOOR, _camera),
)
LOOKS: Final = (
    Look("people", _DOOR, DoorPeople, _people, query=("q",)),
    Look("sheet", _DOOR, DoorCounts, _sheet),
)
