"""What a person can be found by, taken apart into the tokens that search keeps sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from string import digits

from trainer_app.domain.names import SearchKeys, keys, loosen


class Kind(Enum):
    """What a token is. The loose kinds hold every token of their neighbour, loosened.

    `TOGETHER` is the whole name in one word; `EMAIL_LETTERS` the words of an address without the
    number at their end. Aliases keep both spellings in one kind.
    """

    SAME = auto()
    SAME_LOOSE = auto()
    FULL = auto()
    FULL_LOOSE = auto()
    TOGETHER = auto()
    WORD = auto()
    WORD_LOOSE = auto()
    INITIALS = auto()
    ALIAS_SAME = auto()
    ALIAS_FULL = auto()
    ALIAS_WORD = auto()
    EMAIL = auto()
    EMAIL_WORD = auto()
    EMAIL_LETTERS = auto()
    TEAM = auto()


Tokens = tuple[tuple[Kind, frozenset[str]], ...]


def tokens_of(own: SearchKeys, aliases: Iterable[str]) -> Tokens:
    """Return by kind all tokens of a person who has these keys and is also known as `aliases`."""
    found: dict[Kind, list[str]] = {}
    for kind, tokens in (*_of_name(own), *_of_contact(own), *(pair for alias in aliases for pair in _of_alias(alias))):
        found.setdefault(kind, []).extend(tokens)
    return tuple((kind, frozenset(filter(None, tokens))) for kind, tokens in found.items())


def fulls(own: SearchKeys) -> tuple[str, ...]:
    """Return the whole name in its written order, and once more in hiragana if it is all kana."""
    return (own.full, " ".join(own.kana)) if all(own.kana) else (own.full,)


def _of_name(own: SearchKeys) -> Iterator[tuple[Kind, Iterable[str]]]:
    words = (*own.words, *own.kana, *own.parts)
    yield Kind.SAME, [own.same]
    yield Kind.SAME_LOOSE, [loosen(own.same)]
    yield Kind.INITIALS, [own.initials]
    yield Kind.FULL, fulls(own)
    yield Kind.FULL_LOOSE, map(loosen, fulls(own))
    yield Kind.TOGETHER, ["".join(own.words), "".join(reversed(own.words))]
    yield Kind.WORD, words
    yield Kind.WORD_LOOSE, map(loosen, words)


def _of_contact(own: SearchKeys) -> Iterator[tuple[Kind, Iterable[str]]]:
    yield Kind.EMAIL, [own.email]
    yield Kind.EMAIL_WORD, own.email_words
    yield Kind.EMAIL_LETTERS, [word.rstrip(digits) for word in own.email_words]
    yield Kind.TEAM, [own.team, *own.team.split()]


def _of_alias(alias: str) -> Iterator[tuple[Kind, Iterable[str]]]:
    other = keys(alias, alias)
    words = (*other.words, *other.kana, *other.parts)
    yield Kind.ALIAS_SAME, [other.same, loosen(other.same), other.email]
    yield Kind.ALIAS_FULL, [*fulls(other), loosen(other.full), other.email]
    yield Kind.ALIAS_WORD, [*words, *map(loosen, words)]
