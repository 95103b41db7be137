"""The helper's pages: the queue first, then the people of the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import FloorTrouble
from trainer_app.domain.help import SOMETHING_ELSE
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.progress import rhythm
from trainer_app.domain.session import Phase
from trainer_app.web.board import Look as Reading
from trainer_app.web.page import Look, Page, Shown, View
from trainer_app.web.pages.helper_cards import Queue, queue_of, rings, wish_of
from trainer_app.web.pages.helper_floor import WholeFloor, whole_floor
from trainer_app.web.pages.helper_grid import people, person
from trainer_app.words import floor, floor_page, help_queue
from trainer_app.words import phone_helper as words
from trainer_app.words.desk import PHASES
from trainer_app.words.language import say

_MINE: Final = frozenset({PhoneRole.HELPER})
AT_FIRST: Final = 20  # cards of a list before the rest is behind "more"
_MORE: Final = 40  # as many again with each tap
_DIGITS: Final = 5  # no room holds as many people


def head(view: View, look: Reading) -> Mapping[str, Any]:
    """Return what the head of every helper's page says, and which hands may ring."""
    now = view.services.clock().timestamp()
    runs = rhythm(look.view.room.phases, look.view.floor.at)
    people = sum(one.left_at is None for one in look.view.room.people)
    me = view.phone.name or ""
    return {
        "mine": words,
        "queue_words": help_queue,
        "floor_words": floor,
        "page_words": floor_page,
        "something_else": SOMETHING_ELSE,
        "me": say(words.ROLE, name=me),
        "now": now,
        "phase": say(PHASES[runs.phase]),
        "phase_since": look.view.floor.at.timestamp() - runs.phase_minutes * 60,
        "planned": runs.phase is Phase.PLANNED,
        "counts": words.counts(look.helpers, people),
        "ring": rings(look.view, me),
        "has_claim": any(card.by == me for card in look.view.floor.signals.being_helped),
    }


def _queue(view: View) -> Shown:
    look = view.board.read()
    found = queue_of(look.view, view.phone.name or "", now=view.services.clock())
    cut = _cut(found, view.query)
    facts = {
        **head(view, look),
        "queue": found,
        "lists": cut,
        "nobody_in": not look.view.room.people,
        "view": " ".join(str(card.ticket) for card in found.mine),
    }
    return Shown("helper_queue.html", say(words.QUEUE), facts, cursor=look.cursor)


def _cut(found: Queue, query: Mapping[str, str]) -> Mapping[str, tuple[Sequence[Any], int, int]]:
    """Return each long list as far as it is shown, how many more there are, and how many one tap more shows."""
    shown = {}
    for name in ("asked", "looks", "not_started", "hello", "helped", "held"):
        whole = getattr(found, name)
        count = _number(query.get("n", ""), AT_FIRST) if query.get("more") == name else AT_FIRST
        shown[name] = (whole[:count], max(len(whole) - count, 0), count + _MORE)
    return shown


def _grid(view: View) -> Shown:
    look = view.board.read()
    text, page = view.query.get("q", "").strip()[:60], view.query.get("page", "")
    needing = view.query.get("only") == "needs"
    shown = people(look.view, text=text, needing=needing, page=_number(page, 1))
    facts = {
        **head(view, look),
        "people": shown,
        "text": text,
        "needing": needing,
        "view": f"{text} {needing} {page}",
    }
    return Shown("helper_grid.html", say(words.GRID), facts, cursor=look.cursor)


def _person(view: View) -> Shown:
    look = view.board.read()
    found = person(look.view, _id(view.query.get("who", "")))
    wish = wish_of(look.view, found.line.attendee_id, view.phone.name or "", now=view.services.clock())
    facts = {**head(view, look), "person": found, "wish": wish, "view": found.line.attendee_id.hex}
    return Shown("helper_person.html", found.line.name, facts, cursor=look.cursor)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(FloorTrouble.NOT_IN_ROOM) from None


def _number(text: str, least: int) -> int:  # positional: a text and what it says where it says nothing
    return max(int(text), least) if text.isdecimal() and len(text) < _DIGITS else least


PAGES: Final = (
    Page("/queue", _MINE, _queue),
    Page("/grid", _MINE, _grid),
    Page("/person/{who}", _MINE, _person),
)
LOOKS: Final = (Look("floor", _MINE, WholeFloor, whole_floor),)
