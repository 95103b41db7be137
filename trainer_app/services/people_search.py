"""Finding people by what somebody types at the door, from the first letter on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from functools import reduce
from heapq import nsmallest
from operator import and_, or_
from typing import NamedTuple
from uuid import UUID

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.names import SearchKeys, keys, loosen
from trainer_app.services.token_lane import TokenLane

_FEW = 5  # with more good matches than this, nobody needs guesses


class Rank(IntEnum):
    """How well a person matches, best first.

    Exact: the whole name, e-mail or alias, or whole words of a name. Prefix: a name, alias or e-mail
    begins so. Word: every word typed begins some word. Fuzzy: the same with slips of the fingers.
    """

    EXACT = 1
    PREFIX = 2
    WORD = 3
    FUZZY = 4


class Field(Enum):
    """What of a person matched."""

    NAME = "name"
    ALIAS = "alias"
    EMAIL = "email"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Match:
    """One person found. `score` falls from 1 (this very name) towards 0, never rising down the list.

    `twin`: somebody else has the same name, so show team or e-mail beside it.
    """

    attendee: Attendee
    rank: Rank
    field: Field
    score: float
    twin: bool


class PeopleIndex:
    """All people of a program, ready to be found. Safe to use from several threads."""

    def __init__(
        self, attendees: Iterable[Attendee] = (), aliases: Mapping[UUID, tuple[str, ...]] | None = None
    ) -> None:
        self._lock = threading.Lock()
        self._lanes = {kind: TokenLane() for kind in _Kind}
        self._people: dict[int, _Person] = {}
        self._numbers: dict[UUID, int] = {}
        self._next = 0
        known = aliases or {}
        for attendee in attendees:
            self.put(attendee, known.get(attendee.id, ()))

    def put(self, attendee: Attendee, aliases: tuple[str, ...] = ()) -> None:
        """Add this person, or replace what was known of them."""
        person = _person(attendee, aliases)
        with self._lock:
            self._remove(attendee.id)
            self._next += 1
            self._people[self._next] = person
            self._numbers[attendee.id] = self._next
            for kind, token in person.tokens:
                self._lanes[kind].add(token, self._next)

    def drop(self, attendee_id: UUID) -> None:
        """Forget this person; nothing happens if they are not known."""
        with self._lock:
            self._remove(attendee_id)

    def find(self, text: str, *, limit: int = 20) -> tuple[Match, ...]:
        """Return who may be meant, best first: exact, prefix, word, fuzzy; equals by name.

        Words may come in any order, from the name, another name of the person, the e-mail or the team.
        Fuzzy matches are looked for only when there are few better ones.
        """
        asked = keys(text, text)
        with self._lock:
            return tuple(self._collect(_Search(self._lanes, asked), limit))

    def _remove(self, attendee_id: UUID) -> None:
        number = self._numbers.pop(attendee_id, None)
        if number is not None:
            for kind, token in self._people.pop(number).tokens:
                self._lanes[kind].remove(token, number)

    def _collect(self, search: _Search, limit: int) -> list[Match]:
        found: list[Match] = []
        seen: set[int] = set()
        for tier in _TIERS:
            fresh = tier.people(search) - seen
            seen |= fresh
            first = nsmallest(limit - len(found), fresh, key=self._order)
            found += [self._match(number, tier.rank, tier.field, tier.score) for number in first]
            if len(found) >= limit:
                return found
        return found + self._guesses(search, seen, limit - len(found)) if len(found) < _FEW else found

    def _guesses(self, search: _Search, seen: AbstractSet[int], limit: int) -> list[Match]:
        near = {number: how for number, how in search.near().items() if number not in seen}
        nearest = nsmallest(limit, near, key=lambda number: (near[number], self._order(number)))
        return [
            self._match(number, Rank.FUZZY, _FIELDS[near[number].field], _FUZZY_SCORE / (1 + near[number].slips))
            for number in nearest
        ]

    def _order(self, number: int) -> str:
        return self._people[number].order

    def _match(self, number: int, rank: Rank, field: Field, score: float) -> Match:
        person = self._people[number]
        return Match(person.attendee, rank, field, score, twin=len(self._lanes[_Kind.SAME].equal(person.same)) > 1)


class _Kind(Enum):
    """What the tokens of a lane are. The loose lanes hold every token of their neighbour, loosened."""

    SAME = auto()
    SAME_LOOSE = auto()
    FULL = auto()
    FULL_LOOSE = auto()
    WORD = auto()
    WORD_LOOSE = auto()
    INITIALS = auto()
    ALIAS_SAME = auto()
    ALIAS_FULL = auto()
    ALIAS_WORD = auto()
    EMAIL = auto()
    EMAIL_WORD = auto()
    TEAM = auto()


@dataclass(frozen=True, slots=True)
class _Person:
    """A person in the index: what they are sorted by, the key of their name, and all their tokens."""

    attendee: Attendee
    order: str
    same: str
    tokens: tuple[tuple[_Kind, str], ...]


def _person(attendee: Attendee, aliases: Iterable[str]) -> _Person:
    own = keys(attendee.name, attendee.email, attendee.team)
    tokens = {*_name_tokens(own), *_contact_tokens(own)}
    for alias in aliases:
        tokens.update(_alias_tokens(alias))
    order = "\0".join((own.full, attendee.name, own.team, own.email, str(attendee.id)))
    return _Person(attendee, order, own.same, tuple((kind, token) for kind, token in tokens if token))


def _name_tokens(own: SearchKeys) -> Iterator[tuple[_Kind, str]]:
    yield _Kind.SAME, own.same
    yield _Kind.SAME_LOOSE, loosen(own.same)
    yield _Kind.INITIALS, own.initials
    for full in _fulls(own):
        yield _Kind.FULL, full
        yield _Kind.FULL_LOOSE, loosen(full)
    for word in (*own.words, *own.kana, *own.parts):
        yield _Kind.WORD, word
        yield _Kind.WORD_LOOSE, loosen(word)


def _contact_tokens(own: SearchKeys) -> Iterator[tuple[_Kind, str]]:
    yield _Kind.EMAIL, own.email
    yield _Kind.TEAM, own.team
    yield from ((_Kind.EMAIL_WORD, word) for word in own.email_words)
    yield from ((_Kind.TEAM, word) for word in own.team.split())


def _alias_tokens(alias: str) -> Iterator[tuple[_Kind, str]]:
    """Yield the tokens of another name, login or e-mail; spellings of one sound share a lane here."""
    other = keys(alias, alias)
    for same in (other.same, loosen(other.same), other.email):
        yield _Kind.ALIAS_SAME, same
    for full in (*_fulls(other), loosen(other.full), other.email):
        yield _Kind.ALIAS_FULL, full
    for word in (*other.words, *other.kana, *other.parts):
        yield _Kind.ALIAS_WORD, word
        yield _Kind.ALIAS_WORD, loosen(word)


def _fulls(own: SearchKeys) -> tuple[str, ...]:
    """Return the whole name in its written order, and once more in hiragana if it is all kana."""
    return (own.full, " ".join(own.kana)) if all(own.kana) else (own.full,)


class _Search:
    """One text asked for, looked up lane by lane."""

    def __init__(self, lanes: Mapping[_Kind, TokenLane], asked: SearchKeys) -> None:
        self._lanes = lanes
        self._asked = asked
        self._words = [(word, kana, loosen(word)) for word, kana in zip(asked.words, asked.kana, strict=True)]

    def same_name(self) -> AbstractSet[int]:
        return self._lanes[_Kind.SAME].equal(self._asked.same)

    def same_name_loosely(self) -> AbstractSet[int]:
        return self._lanes[_Kind.SAME_LOOSE].equal(loosen(self._asked.same))

    def same_email(self) -> AbstractSet[int]:
        return self._lanes[_Kind.EMAIL].equal(self._asked.email)

    def same_alias(self) -> AbstractSet[int]:
        lane = self._lanes[_Kind.ALIAS_SAME]
        return lane.equal(self._asked.same) | lane.equal(loosen(self._asked.same)) | lane.equal(self._asked.email)

    def whole_words(self) -> AbstractSet[int]:
        return self._by_all_words(lambda word, _kana, _loose: self._lanes[_Kind.WORD].equal(word))

    def whole_words_loosely(self) -> AbstractSet[int]:
        return self._by_all_words(lambda _word, _kana, loose: self._lanes[_Kind.WORD_LOOSE].equal(loose))

    def name_begins(self) -> AbstractSet[int]:
        return self._any_beginning(_Kind.FULL, _fulls(self._asked))

    def name_begins_loosely(self) -> AbstractSet[int]:
        return self._lanes[_Kind.FULL_LOOSE].beginning(loosen(self._asked.full))

    def alias_begins(self) -> AbstractSet[int]:
        texts = (*_fulls(self._asked), loosen(self._asked.full), self._asked.email)
        return self._any_beginning(_Kind.ALIAS_FULL, texts)

    def email_begins(self) -> AbstractSet[int]:
        return self._lanes[_Kind.EMAIL].beginning(self._asked.email)

    def name_words(self) -> AbstractSet[int]:
        return self._by_all_words(lambda word, kana, _loose: self._any_beginning(_Kind.WORD, (word, kana)))

    def name_words_loosely(self) -> AbstractSet[int]:
        return self._by_all_words(self._in_name)

    def initials(self) -> AbstractSet[int]:
        return self._lanes[_Kind.INITIALS].equal(self._asked.full)

    def words_up_to_alias(self) -> AbstractSet[int]:
        return self._by_all_words(lambda *word: self._in_name(*word) | self._in_alias(*word))

    def words_up_to_email(self) -> AbstractSet[int]:
        return self._by_all_words(lambda *word: reduce(or_, self._in_fields(*word)[:3]))

    def words_up_to_team(self) -> AbstractSet[int]:
        return self._by_all_words(lambda *word: reduce(or_, self._in_fields(*word)))

    def near(self) -> dict[int, _Near]:
        """Return whom all words nearly fit, each in some field, and how nearly."""
        by_word = [self._near_word(*word) for word in self._words]
        if not by_word:
            return {}
        everywhere = reduce(and_, (found.keys() for found in by_word[1:]), by_word[0].keys())
        return {number: _join([found[number] for found in by_word]) for number in everywhere}

    def _near_word(self, word: str, kana: str, loose: str) -> dict[int, _Near]:
        found: dict[int, _Near] = {}
        for field, people in enumerate(self._in_fields(word, kana, loose)):
            for number in people:
                found.setdefault(number, _Near(0, field))
        for field, kind in enumerate((_Kind.WORD, _Kind.ALIAS_WORD, _Kind.EMAIL_WORD)):
            for number, slips in self._lanes[kind].near(word).items():
                found[number] = min(found.get(number, _Near(slips, field)), _Near(slips, field))
        return found

    def _in_fields(self, word: str, kana: str, loose: str) -> tuple[AbstractSet[int], ...]:
        """Return who has a word beginning so, field by field in the order of `_FIELDS`."""
        return (
            self._in_name(word, kana, loose),
            self._in_alias(word, kana, loose),
            self._lanes[_Kind.EMAIL_WORD].beginning(word),
            self._lanes[_Kind.TEAM].beginning(word),
        )

    def _in_name(self, word: str, kana: str, loose: str) -> AbstractSet[int]:
        return self._any_beginning(_Kind.WORD, (word, kana)) | self._lanes[_Kind.WORD_LOOSE].beginning(loose)

    def _in_alias(self, word: str, kana: str, loose: str) -> AbstractSet[int]:
        return self._any_beginning(_Kind.ALIAS_WORD, (word, kana, loose))

    def _any_beginning(self, kind: _Kind, starts: Iterable[str]) -> AbstractSet[int]:
        return reduce(or_, (self._lanes[kind].beginning(start) for start in dict.fromkeys(starts)))

    def _by_all_words(self, look: Callable[[str, str, str], AbstractSet[int]]) -> AbstractSet[int]:
        found = [look(*word) for word in self._words]
        return reduce(and_, found) if found else frozenset()


class _Near(NamedTuple):
    """How far off a match is, and the field it was found in, by its place in `_FIELDS`."""

    slips: float
    field: int


def _join(words: list[_Near]) -> _Near:
    return _Near(sum(word.slips for word in words), max(word.field for word in words))


@dataclass(frozen=True, slots=True)
class _Tier:
    """One way to match, with what a match of it is worth."""

    rank: Rank
    field: Field
    score: float
    people: Callable[[_Search], AbstractSet[int]]


_FIELDS = (Field.NAME, Field.ALIAS, Field.EMAIL, Field.TEAM)
_FUZZY_SCORE = 0.4
_TIERS = (
    _Tier(Rank.EXACT, Field.NAME, 1.0, _Search.same_name),
    _Tier(Rank.EXACT, Field.NAME, 0.98, _Search.same_name_loosely),
    _Tier(Rank.EXACT, Field.EMAIL, 0.96, _Search.same_email),
    _Tier(Rank.EXACT, Field.ALIAS, 0.94, _Search.same_alias),
    _Tier(Rank.EXACT, Field.NAME, 0.9, _Search.whole_words),
    _Tier(Rank.EXACT, Field.NAME, 0.88, _Search.whole_words_loosely),
    _Tier(Rank.PREFIX, Field.NAME, 0.8, _Search.name_begins),
    _Tier(Rank.PREFIX, Field.NAME, 0.78, _Search.name_begins_loosely),
    _Tier(Rank.PREFIX, Field.ALIAS, 0.74, _Search.alias_begins),
    _Tier(Rank.PREFIX, Field.EMAIL, 0.72, _Search.email_begins),
    _Tier(Rank.WORD, Field.NAME, 0.6, _Search.name_words),
    _Tier(Rank.WORD, Field.NAME, 0.58, _Search.name_words_loosely),
    _Tier(Rank.WORD, Field.NAME, 0.56, _Search.initials),
    _Tier(Rank.WORD, Field.ALIAS, 0.54, _Search.words_up_to_alias),
    _Tier(Rank.WORD, Field.EMAIL, 0.52, _Search.words_up_to_email),
    _Tier(Rank.WORD, Field.TEAM, 0.5, _Search.words_up_to_team),
)
