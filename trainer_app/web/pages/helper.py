"""The helper's pages: the queue first, then the people of the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from trainer_app.domain.help import SOMETHING_ELSE
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.progress import rhythm
from trainer_app.domain.session import Phase
from trainer_app.web.board import Look as Reading
from trainer_app.web.page import Look, Page, Shown, View
from trainer_app.web.pages.helper_cards import Queue, queue_of, rings
from trainer_app.words import floor, floor_page, help_queue
from trainer_app.words import phone_helper as words
from trainer_app.words.desk import PHASES
from trainer_app.words.language import say

_MINE: Final = frozenset({PhoneRole.HELPER})
AT_FIRST: Final = 20  # cards of a list before the rest is behind "more"
_MORE: Final = 40  # as many again with each tap


def head(view: View, look: Reading, *, has_claim: bool) -> Mapping[str, Any]:
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
        "me": say(words.ROLE, name=me),
        "now": now,
        "phase": say(PHASES[runs.phase]),
        "phase_since": look.view.floor.at.timestamp() - runs.phase_minutes * 60,
        "planned": runs.phase is Phase.PLANNED,
        "counts": words.counts(look.helpers, people),
        "ring": rings(look.view, me),
        "has_claim": has_claim,
    }


def _queue(view: View) -> Shown:
    look = view.board.read()
    found = queue_of(look.view, view.phone.name or "", now=view.services.clock())
    cut = _cut(found, view.query)
    facts = {
        **head(view, look, has_claim=bool(found.mine)),
        "queue": found,
        "lists": cut,
        "something_else": SOMETHING_ELSE,
        "nobody_in": not look.view.room.people,
        "view": " ".join(str(card.ticket) for card in found.mine),
    }
    return Shown("helper_queue.html", say(words.QUEUE), facts, cursor=look.cursor)


def _cut(found: Queue, query: Mapping[str, str]) -> Mapping[str, tuple[Sequence[Any], int, int]]:
    """Return each long list as far as it is shown, how many more there are, and how many one tap more shows."""
    shown = {}
    for name in ("asked", "looks", "not_started", "hello", "helped", "held"):
        whole = getattr(found, name)
        asked = query.get("n", "") if query.get("more") == name else ""
        count = max(AT_FIRST, int(asked)) if asked.isdecimal() and len(asked) < 5 else AT_FIRST  # noqa: PLR2004 - no room holds as many
        shown[name] = (whole[:count], max(len(whole) - count, 0), count + _MORE)
    return shown


PAGES: Final = (Page("/queue", _MINE, _queue),)
LOOKS: Final[tuple[Look, ...]] = ()
