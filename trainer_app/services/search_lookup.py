"""One text looked up among the tokens of all people: whom it names, begins, or nearly fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache, cached_property, reduce
from operator import and_, or_
from typing import NamedTuple

from trainer_app.domain.names import SearchKeys, loosen
from trainer_app.services.search_tokens import Kind, fulls
from trainer_app.services.token_lane import TokenLane


class Field(Enum):
    """What of a person matched."""

    NAME = "name"
    ALIAS = "alias"
    EMAIL = "email"
    TEAM = "team"


class Near(NamedTuple):
    """How many slips off somebody is, and in which field, by its place in `Field`."""

    slips: float
    field: int


FIELDS = tuple(Field)
FEW = 5  # with as many good matches, nobody needs guesses

_NEAR_FIELDS = ((Kind.WORD, Field.NAME), (Kind.ALIAS_WORD, Field.ALIAS), (Kind.EMAIL_LETTERS, Field.EMAIL))
NEAR_KINDS = frozenset(kind for kind, _ in _NEAR_FIELDS)
_LEFT_OUT = 3  # a whole word that does not fit counts as so many slips
_SHORTEST_TO_STAND_ALONE = 3


class _Word(NamedTuple):
    """A word asked for: folded, in hiragana if it was typed in kana, and loosened."""

    plain: str
    kana: str
    loose: str


class _Level(NamedTuple):
    """The people a word fits with so many slips, in this field."""

    slips: float
    field: int
    people: AbstractSet[int]


class Lookup:
    """Looks one text up, kind by kind. People are numbers, as the index gave them out."""

    def __init__(self, lanes: Mapping[Kind, TokenLane], asked: SearchKeys) -> None:
        self._lanes = lanes
        self._asked = asked
        self._words = [_Word(word, kana, loosen(word)) for word, kana in zip(asked.words, asked.kana, strict=True)]

    @property
    def words(self) -> int:
        """How many words were asked for."""
        return len(self._words)

    def same_name(self) -> AbstractSet[int]:
        """Return who has this very name, its words in any order."""
        return self._lanes[Kind.SAME].equal(self._asked.same)

    def same_name_loosely(self) -> AbstractSet[int]:
        """Return who has this name in another spelling of the same sounds."""
        return self._lanes[Kind.SAME_LOOSE].equal(loosen(self._asked.same))

    def same_email(self) -> AbstractSet[int]:
        """Return who has this address."""
        return self._lanes[Kind.EMAIL].equal(self._asked.email)

    def same_alias(self) -> AbstractSet[int]:
        """Return who is also known by exactly this."""
        lane = self._lanes[Kind.ALIAS_SAME]
        return lane.equal(self._asked.same) | lane.equal(loosen(self._asked.same)) | lane.equal(self._asked.email)

    def whole_words(self) -> AbstractSet[int]:
        """Return whose name has all these words whole."""
        return _all_of(self._lanes[Kind.WORD].equal(word.plain) for word in self._words)

    def whole_words_loosely(self) -> AbstractSet[int]:
        """Return whose name has all these words whole, in some spelling."""
        return _all_of(self._lanes[Kind.WORD_LOOSE].equal(word.loose) for word in self._words)

    def name_begins(self) -> AbstractSet[int]:
        """Return whose name begins with this text."""
        return self._any_beginning(Kind.FULL, fulls(self._asked))

    def name_begins_loosely(self) -> AbstractSet[int]:
        """Return whose name begins with this text in some spelling."""
        return self._lanes[Kind.FULL_LOOSE].beginning(_loose_start(self._asked.full))

    def alias_begins(self) -> AbstractSet[int]:
        """Return who is also known by something that begins with this text."""
        starts = (*fulls(self._asked), _loose_start(self._asked.full), self._asked.email)
        return self._any_beginning(Kind.ALIAS_FULL, starts)

    def email_begins(self) -> AbstractSet[int]:
        """Return whose address begins with this text."""
        return self._lanes[Kind.EMAIL].beginning(self._asked.email)

    def name_words(self) -> AbstractSet[int]:
        """Return whose name has words that begin with these, in any order."""
        return _all_of(self._any_beginning(Kind.WORD, (word.plain, word.kana)) for word in self._words)

    def name_words_loosely(self) -> AbstractSet[int]:
        """Return whose name has words that begin with these in some spelling."""
        return self._words_up_to(Field.NAME)

    def written_together(self) -> AbstractSet[int]:
        """Return whose name begins with this text when spaces do not count, from either end."""
        return self._lanes[Kind.TOGETHER].beginning("".join(self._asked.words))

    def initials(self) -> AbstractSet[int]:
        """Return whose initials these are."""
        return self._lanes[Kind.INITIALS].equal(self._asked.full)

    def words_up_to_alias(self) -> AbstractSet[int]:
        """Return whose name and aliases have words that begin with these."""
        return self._words_up_to(Field.ALIAS)

    def words_up_to_email(self) -> AbstractSet[int]:
        """Return whose name, aliases and address have words that begin with these."""
        return self._words_up_to(Field.EMAIL)

    def words_up_to_team(self) -> AbstractSet[int]:
        """Return whose name, aliases, address and team have words that begin with these."""
        return self._words_up_to(Field.TEAM)

    def near(self, seen: AbstractSet[int]) -> dict[int, Near]:
        """Return whom the words nearly fit and who was not seen yet, and how nearly.

        First only words that fit nobody may have slips, then all of them. If that finds no one, one
        word may be quite another ("Bob" for Robert), where the others leave only a few people.
        """
        slipped = cache(self._slipped)
        levels = [_fitting(fields) or slipped(word) for word, fields in self._words_and_fields()]
        if found := _join(levels, seen):
            return found
        levels = [_fitting(fields) + slipped(word) for word, fields in self._words_and_fields()]
        return _join(levels, seen) or self._but_one(levels, seen)

    def _but_one(self, levels: list[list[_Level]], seen: AbstractSet[int]) -> dict[int, Near]:
        found: dict[int, Near] = {}
        for left_out in range(len(levels)):
            others = [word.plain for place, word in enumerate(self._words) if place != left_out]
            if max(map(len, others), default=0) >= _SHORTEST_TO_STAND_ALONE:
                joined = _join(levels[:left_out] + levels[left_out + 1 :], seen)
                found |= {number: Near(near.slips + _LEFT_OUT, near.field) for number, near in joined.items()}
        return found if len(found) <= FEW else {}

    def _slipped(self, word: _Word) -> list[_Level]:
        """Return who has nearly this word in the first field where anybody has."""
        for kind, field in _NEAR_FIELDS:
            if near := self._lanes[kind].near(word.plain):
                return [_Level(slips, FIELDS.index(field), near[slips]) for slips in sorted(near)]
        return []

    def _words_up_to(self, last: Field) -> AbstractSet[int]:
        """Return whose name, or other field up to this one, has beginnings of all words."""
        count = FIELDS.index(last) + 1
        return _all_of(reduce(or_, fields[:count]) for fields in self._by_field)

    def _words_and_fields(self) -> Iterator[tuple[_Word, tuple[AbstractSet[int], ...]]]:
        return zip(self._words, self._by_field, strict=True)

    @cached_property
    def _by_field(self) -> list[tuple[AbstractSet[int], ...]]:
        """Who has a word beginning so, for each word, field by field in the order of `Field`."""
        return [
            (
                self._any_beginning(Kind.WORD, (word.plain, word.kana))
                | self._lanes[Kind.WORD_LOOSE].beginning(_loose_start(word.plain)),
                self._any_beginning(Kind.ALIAS_WORD, (word.plain, word.kana, word.loose)),
                self._lanes[Kind.EMAIL_WORD].beginning(word.plain),
                self._lanes[Kind.TEAM].beginning(word.plain),
            )
            for word in self._words
        ]

    def _any_beginning(self, kind: Kind, starts: Iterable[str]) -> AbstractSet[int]:
        return reduce(or_, (self._lanes[kind].beginning(start) for start in dict.fromkeys(starts)))


def _loose_start(text: str) -> str:
    """Loosen a beginning; a single letter has no second spelling, and looking it up would cost most."""
    return loosen(text) if len(text) > 1 else ""


def _all_of(found: Iterable[AbstractSet[int]]) -> AbstractSet[int]:
    sets = list(found)
    return reduce(and_, sets) if sets else frozenset()


def _fitting(fields: tuple[AbstractSet[int], ...]) -> list[_Level]:
    return [_Level(0, place, people) for place, people in enumerate(fields) if people]


def _join(by_word: list[list[_Level]], seen: AbstractSet[int]) -> dict[int, Near]:
    """Return whom every word found, each at its best level, and nobody saw yet."""
    everywhere = _all_of(set().union(*(level.people for level in levels)) for levels in by_word) - seen
    return {number: _sum([_best(levels, number) for levels in by_word]) for number in everywhere}


def _best(levels: list[_Level], number: int) -> _Level:
    return next(level for level in levels if number in level.people)


def _sum(words: list[_Level]) -> Near:
    """Add the slips up; the farthest field counts."""
    return Near(sum(level.slips for level in words), max(level.field for level in words))
