"""Finding people by what somebody types at the door, from the first letter on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum
from heapq import nsmallest
from typing import NamedTuple
from uuid import UUID

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.names import keys
from trainer_app.services.search_lookup import FEW, FIELDS, NEAR_KINDS, Field, Lookup, Near
from trainer_app.services.search_tokens import Kind, Tokens, tokens_of
from trainer_app.services.token_lane import TokenLane

__all__ = ["Field", "Match", "PeopleIndex", "Rank"]


class Rank(IntEnum):
    """How well a person matches, best first.

    Exact: the whole name, e-mail or alias, or whole words of a name. Prefix: a name, alias or e-mail
    begins so. Word: every word typed begins some word. Fuzzy: the same with slips of the fingers.
    """

    EXACT = 1
    PREFIX = 2
    WORD = 3
    FUZZY = 4


@dataclass(frozen=True, slots=True)
class Match:
    """One person found. `score` falls from 1 (this very name) towards 0 and never rises down the list.

    `twin`: somebody else has the same name, so show team or e-mail beside it.
    """

    attendee: Attendee
    rank: Rank
    field: Field
    score: float
    twin: bool


@dataclass(frozen=True, slots=True)
class _Person:
    """A person in the index: the key of their name, which twins share, and all their tokens."""

    attendee: Attendee
    same: str
    tokens: Tokens


class PeopleIndex:
    """All people of a program, ready to be found. Safe to use from several threads."""

    def __init__(
        self, attendees: Iterable[Attendee] = (), aliases: Mapping[UUID, tuple[str, ...]] | None = None
    ) -> None:
        self._lock = threading.Lock()
        self._lanes = {kind: TokenLane() for kind in Kind}
        self._people: dict[int, _Person] = {}
        self._orders: dict[int, str] = {}
        self._numbers: dict[UUID, int] = {}
        self._last = 0
        known = aliases or {}
        for attendee in attendees:
            self.put(attendee, known.get(attendee.id, ()))
        for kind, lane in self._lanes.items():
            lane.make_ready(near=kind in NEAR_KINDS)

    def put(self, attendee: Attendee, aliases: tuple[str, ...] = ()) -> None:
        """Add this person, or replace what was known of them."""
        own = keys(attendee.name, attendee.email, team=attendee.team)
        person = _Person(attendee, own.same, tokens_of(own, aliases))
        order = "\0".join((own.full, attendee.name, own.team, own.email, str(attendee.id)))
        with self._lock:
            self._remove(attendee.id)
            self._last += 1
            self._people[self._last] = person
            self._orders[self._last] = order
            self._numbers[attendee.id] = self._last
            for kind, tokens in person.tokens:
                for token in tokens:
                    self._lanes[kind].add(token, self._last)

    def drop(self, attendee_id: UUID) -> None:
        """Forget this person; nothing happens if they are not known."""
        with self._lock:
            self._remove(attendee_id)

    def find(self, text: str, *, limit: int = 20) -> tuple[Match, ...]:
        """Return who may be meant, best first: exact, prefix, word, fuzzy; equals by name.

        Words may come in any order, from the name, another name of the person, the e-mail or the team.
        Fuzzy matches are looked for when nobody matches better, and for a single word when only a few
        do and none by this very name.
        """
        asked = keys(text[:_LONGEST], text[:_LONGEST])
        with self._lock:
            return tuple(self._collect(Lookup(self._lanes, asked), limit))

    def _remove(self, attendee_id: UUID) -> None:
        number = self._numbers.pop(attendee_id, None)
        if number is None:
            return
        del self._orders[number]
        for kind, tokens in self._people.pop(number).tokens:
            for token in tokens:
                self._lanes[kind].remove(token, number)

    def _collect(self, lookup: Lookup, limit: int) -> list[Match]:
        found: list[Match] = []
        seen: set[int] = set()
        for worth, people_of in _TIERS:
            fresh = people_of(lookup) - seen
            seen |= fresh
            first = nsmallest(limit - len(found), fresh, key=self._orders.__getitem__)
            found += [self._match(number, worth) for number in first]
            if len(found) >= limit:
                return found
        if _wants_guesses(found, lookup.words):
            near = lookup.near(seen)
            nearest = nsmallest(limit - len(found), near, key=lambda number: (near[number], self._orders[number]))
            found += [self._match(number, _Worth.of_guess(near[number])) for number in nearest]
        return found

    def _match(self, number: int, worth: _Worth) -> Match:
        person = self._people[number]
        twin = len(self._lanes[Kind.SAME].equal(person.same)) > 1
        return Match(person.attendee, worth.rank, worth.field, worth.score, twin=twin)


def _wants_guesses(found: list[Match], words: int) -> bool:
    """Several words that fit somebody leave little doubt; one word, such as a family name, leaves more."""
    return not found or (words == 1 and len(found) < FEW and found[0].score < _SURE)


class _Worth(NamedTuple):
    """What a match is worth."""

    rank: Rank
    field: Field
    score: float

    @classmethod
    def of_guess(cls, near: Near) -> _Worth:
        return cls(Rank.FUZZY, FIELDS[near.field], _BEST_GUESS / (1 + near.slips))


_LONGEST = 120  # characters of a text that are looked at: enough for any name or address
_SURE = 0.94  # the whole name, e-mail or alias
_BEST_GUESS = 0.4
_TIERS: tuple[tuple[_Worth, Callable[[Lookup], AbstractSet[int]]], ...] = (
    (_Worth(Rank.EXACT, Field.NAME, 1.0), Lookup.same_name),
    (_Worth(Rank.EXACT, Field.NAME, 0.98), Lookup.same_name_loosely),
    (_Worth(Rank.EXACT, Field.EMAIL, 0.96), Lookup.same_email),
    (_Worth(Rank.EXACT, Field.ALIAS, _SURE), Lookup.same_alias),
    (_Worth(Rank.EXACT, Field.NAME, 0.9), Lookup.whole_words),
    (_Worth(Rank.EXACT, Field.NAME, 0.88), Lookup.whole_words_loosely),
    (_Worth(Rank.PREFIX, Field.NAME, 0.8), Lookup.name_begins),
    (_Worth(Rank.PREFIX, Field.NAME, 0.78), Lookup.name_begins_loosely),
    (_Worth(Rank.PREFIX, Field.ALIAS, 0.74), Lookup.alias_begins),
    (_Worth(Rank.PREFIX, Field.EMAIL, 0.72), Lookup.email_begins),
    (_Worth(Rank.WORD, Field.NAME, 0.6), Lookup.name_words),
    (_Worth(Rank.WORD, Field.NAME, 0.59), Lookup.name_words_loosely),
    (_Worth(Rank.WORD, Field.NAME, 0.58), Lookup.written_together),
    (_Worth(Rank.WORD, Field.NAME, 0.56), Lookup.initials),
    (_Worth(Rank.WORD, Field.ALIAS, 0.54), Lookup.words_up_to_alias),
    (_Worth(Rank.WORD, Field.EMAIL, 0.52), Lookup.words_up_to_email),
    (_Worth(Rank.WORD, Field.TEAM, 0.5), Lookup.words_up_to_team),
)
