"""Finding oneself: a few letters of one's own name, never a list to browse; then the desk, where that is needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.check_in import CheckInResult, Outcome
from trainer_app.services.people_search import Field, Match, Rank
from trainer_app.services.phone_floor import MyFloor
from trainer_app.web.limits import SHOWN_A_SEAT, SHOWN_HERE
from trainer_app.web.page import Shown, View
from trainer_app.words import check_in as answers
from trainer_app.words import phone_attendee as texts
from trainer_app.words.check_in import Tone
from trainer_app.words.door import session_and_room
from trainer_app.words.language import say

LETTERS: Final = 3
LETTERS_OF_MANY: Final = 2  # kana and Han say more with one character
MOST: Final = 5
_LONGEST: Final = 60
_LOOKED_AT: Final = 12
_WIDE: Final = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
ICONS: Final = {
    Outcome.CHECKED_IN: "done",
    Outcome.ALREADY_IN: "clock",
    Outcome.WRONG_SESSION: "elsewhere",
    Outcome.NOT_REGISTERED: "elsewhere",
    Outcome.NOT_ON_ROSTER: "walk-in",
    Outcome.SESSION_CLOSED: "stop",
    Outcome.FULL: "stop",
    Outcome.UNKNOWN_BADGE: "alert",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: `hint` says what to do where it shows nobody."""

    people: tuple[Attendee, ...] = ()
    hint: str = ""
    nobody: bool = False
    too_often: bool = False


def find(view: View, text: str) -> Found:
    """Return whose name or e-mail begins so, at most five; fewer letters, or more people, show nobody."""
    asked = " ".join(text[:_LONGEST].split())
    if not asked:
        return Found()
    least = _least(asked)
    if sum(character.isalnum() for character in asked) < least:
        return Found(hint=say(texts.TYPE_MORE))
    if not view.access.searches.allows(view.phone.id, asked.casefold()[:least]) or _too_many_here(view):
        return Found(hint=say(texts.ASK_DESK), too_often=True)
    found = [one for one in view.services.people.find(asked, limit=_LOOKED_AT) if _fits(one)]
    if len(found) > MOST:
        return Found(hint=say(texts.MANY))
    if not found:
        return Found(hint=say(texts.NOBODY, text=asked), nobody=True)
    view.access.searches.show(view.phone.id, [one.attendee.id for one in found], address=view.address)
    return Found(_namesakes_apart(found))


def _too_many_here(view: View) -> bool:
    """Say whether one address was shown more people than sit here: somebody joins anew to read on."""
    shown = view.access.searches.shown_at(view.address, but=view.access.somebodys())
    if shown < SHOWN_HERE:
        return False
    sheet = view.services.attendance.sheet(view.session_id)
    capacity = sheet.session.capacity
    seats = min(sheet.expected, capacity) if capacity else sheet.expected
    return shown >= max(SHOWN_HERE, SHOWN_A_SEAT * seats)


def _least(text: str) -> int:
    return LETTERS_OF_MANY if any(unicodedata.name(one, "").startswith(_WIDE) for one in text) else LETTERS


def _fits(match: Match) -> bool:
    """Never a guess, never a team, and of an address only its beginning: a name somebody knows as their own."""
    if match.rank is Rank.FUZZY or match.attendee.role is not Role.ATTENDEE:
        return False
    return match.field in {Field.NAME, Field.ALIAS} or (match.field is Field.EMAIL and match.rank is not Rank.WORD)


def _namesakes_apart(found: Sequence[Match]) -> tuple[Attendee, ...]:
    """Return the people found; a team is told only where it tells namesakes apart."""
    return tuple(_without(one.attendee, team=not one.twin) for one in found)


def _without(person: Attendee, *, team: bool) -> Attendee:
    return Attendee(person.id, person.name, team=None if team else person.team)


def find_page(view: View) -> Shown:
    """Show the search, what it found, or the question whether that is me.

    Not live: what others do changes nothing here, and a whole room stands before this page at once.
    """
    session = view.services.sessions.get(view.session_id)
    if person := _asked_about(view):
        return Shown(
            "confirm.html", session_and_room(session), {"texts": texts, "person": person, "view": "confirm"}, live=False
        )
    text = view.query.get("q", "")
    found = find(view, text)
    facts = {"texts": texts, "found": found, "q": text[:_LONGEST], "least": LETTERS_OF_MANY, "view": "find"}
    return Shown("find.html", session_and_room(session), facts, live=False)


def _asked_about(view: View) -> Attendee | None:
    """Return whom the phone asks to be; only somebody it has found by its own search."""
    try:
        wanted = UUID(view.query.get("who", ""))
    except ValueError:
        return None
    return view.services.people.listed(wanted) if view.access.searches.has_seen(view.phone.id, wanted) else None


def badge_page(view: View) -> Shown:
    """Show the two ways to come in by badge: a photo of it, or its code."""
    session = view.services.sessions.get(view.session_id)
    if view.phone.is_theirs:
        return Shown(go="/")
    return Shown("badge.html", session_and_room(session), {"texts": texts, "view": "badge"}, live=False)


def not_listed_page(view: View) -> Shown:
    """Ask for the name that was not found."""
    session = view.services.sessions.get(view.session_id)
    if view.phone.attendee_id is not None:
        return Shown(go="/")
    facts = {"texts": texts, "name": view.query.get("q", "")[:_LONGEST], "view": "unlisted"}
    return Shown("unlisted.html", session_and_room(session), facts, live=False)


def desk_page(view: View) -> Shown:
    """Show the answer to a phone nobody is known by yet; it sends to the desk."""
    cursor, result = view.services.phones.cursor(), _answer(view)
    if view.phone.attendee_id is not None or result is None:
        return Shown(go="/")
    unlisted = result.outcome is Outcome.NOT_ON_ROSTER
    known = _walked_in(view, result.raw or "") if unlisted else None
    facts = {**answer_facts(result), "raw": result.raw or "", "person": None, "again": "", "known": known}
    return Shown("desk.html", session_and_room(result.session), facts, cursor=cursor, live=unlisted)


def _walked_in(view: View, name: str) -> Attendee | None:
    """Return who was let in as a walk-in under the very name this phone gave, where that is one person."""
    found = [one for one in view.services.people.find(name, limit=_LOOKED_AT) if one.rank is Rank.EXACT]
    people = [one.attendee for one in found if one.field is Field.NAME and one.attendee.walk_in and not one.twin]
    return _without(people[0], team=False) if len(people) == 1 else None


def _answer(view: View) -> CheckInResult | None:
    try:
        return view.services.phone_floor.answer_to(view.phone, UUID(view.query.get("of", "")))
    except ValueError:
        return None


def answer_facts(result: CheckInResult) -> dict[str, object]:
    """Return what a page shows of an answer: the desk's words, tone and shape."""
    card = answers.card(result)
    return {
        "texts": texts,
        "tone": "stop" if card.tone is Tone.HELP else card.tone.value,
        "icon": ICONS[result.outcome],
        "card": card,
        "outcome": result.outcome.value,
        "view": f"desk-{result.outcome.value}",
    }


def not_in_page(view: View, mine: MyFloor) -> Shown:
    """Show somebody who is not in yet why, and how it goes on; the page changes by itself once they are in."""
    result = view.services.phone_floor.last_answer(view.session_id, mine.person.id)
    if result is None or result.outcome in {Outcome.CHECKED_IN, Outcome.ALREADY_IN}:
        staff = mine.person.role is Role.STAFF
        headline = texts.STAFF if staff else texts.TAKEN_BACK if result else texts.NOT_IN
        shown = answers.Card(Tone.LOOK, say(headline), mine.person.name, "", say(texts.STAFF_NOTE) if staff else "", ())
        facts = {"texts": texts, "tone": "look", "icon": "look", "card": shown, "outcome": "not_in", "view": "not-in"}
    else:
        facts = answer_facts(result)
    more: dict[str, object] = {"raw": "", "known": None, "person": mine.person, "again": str(mine.person.id)}
    return Shown("desk.html", session_and_room(mine.session), {**facts, **more}, cursor=mine.cursor)


def nod_page(mine: MyFloor) -> Shown:
    """Show that somebody at the desk must settle which of two phones is theirs."""
    line = say(texts.SECOND_PHONE)
    card = answers.Card(Tone.LOOK, say(texts.WAITS_FOR_NOD), mine.person.name, "", line, ())
    facts = {"texts": texts, "tone": "look", "icon": "look", "card": card, "outcome": "waits", "view": "nod"}
    more: dict[str, object] = {"raw": "", "known": None, "person": mine.person, "again": ""}
    return Shown("desk.html", session_and_room(mine.session), {**facts, **more}, cursor=mine.cursor)
