"""One kind of words people can be found by, sorted: who carries a word, its beginning, or nearly it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LAST = "\U0010ffff"
_NOBODY: frozenset[int] = frozenset()
_PARTIAL = 0.5  # a beginning that is nearly right counts as half a slip more than a whole word
_SHORTEST_WITH_SLIP = 3
_SHORTEST_PARTIAL = 4
_SHORTEST_WITH_TWO = 6
_USUAL_LENGTHS = range(2, 13)


class TokenLane:
    """Words of one kind, such as all words of names, with the numbers of the people who carry them."""

    def __init__(self) -> None:
        self._people: dict[str, set[int]] = {}
        self._sorted: list[str] | None = None
        self._heads: dict[int, list[str]] = {}

    def add(self, token: str, person: int) -> None:
        """Let this person be found by the token."""
        if token not in self._people:
            self._people[token] = set()
            self._take_in(token)
        self._people[token].add(person)

    def remove(self, token: str, person: int) -> None:
        """Take back what `add` did."""
        self._people[token].remove(person)
        if not self._people[token]:
            del self._people[token]
            if self._sorted is not None:
                del self._sorted[bisect_left(self._sorted, token)]

    def make_ready(self, *, near: bool) -> None:
        """Sort everything now, so that the first search, also for near words, need not wait for it."""
        self._tokens()
        for length in _USUAL_LENGTHS if near else ():
            self._heads_of(length)

    def equal(self, token: str) -> AbstractSet[int]:
        """Return who carries exactly this token."""
        return self._people.get(token, _NOBODY)

    def beginning(self, start: str) -> AbstractSet[int]:
        """Return who carries a token that begins like this; nobody for ""."""
        if not start:
            return _NOBODY
        return set().union(*map(self._people.__getitem__, _range(self._tokens(), start)))

    def near(self, word: str) -> dict[float, set[int]]:
        """Return who carries a token within a few slips of the word, or of its beginning, by how many.

        A slip is a letter too many, too few, wrong, or swapped with its neighbour (optimal string
        alignment). Words of one or two letters bear none, below six letters one, longer ones two if
        the first letter is right or swapped. Somebody near in several ways is told several times.
        """
        found: dict[float, set[int]] = {}
        for head, slips in self._near_heads(word):
            tokens = _range(self._tokens(), head) if len(word) >= _SHORTEST_PARTIAL else [head]
            for token in tokens:
                far = slips if token == head else slips + _PARTIAL
                found.setdefault(far, set()).update(self.equal(token))
        return found

    def _near_heads(self, word: str) -> Iterator[tuple[str, float]]:
        length = len(word)
        if length >= _SHORTEST_WITH_SLIP:
            for near in range(length - 1, length + 2):
                yield from _within(word, self._heads_of(near), slips=1)
        if length >= _SHORTEST_WITH_TWO:
            for near in range(length - 2, length + 3):
                for first in {word[0], word[1]}:
                    yield from _within(word, _range(self._heads_of(near), first), slips=2)

    def _heads_of(self, length: int) -> list[str]:
        """Return the beginnings of this length, sorted; those of tokens that have gone may stay, and lead nowhere."""
        if length not in self._heads:
            self._heads[length] = sorted({token[:length] for token in self._people if len(token) >= length})
        return self._heads[length]

    def _tokens(self) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(self._people)
        return self._sorted

    def _take_in(self, token: str) -> None:
        """Keep the sorted lists sorted, where they have been made already."""
        if self._sorted is not None:
            insort(self._sorted, token)
        for length, heads in self._heads.items():
            if len(token) >= length and not _range(heads, token[:length]):
                insort(heads, token[:length])


def _range(tokens: list[str], start: str) -> list[str]:
    """Return the part of a sorted list that begins like this."""
    return tokens[bisect_left(tokens, start) : bisect_left(tokens, start + _LAST)]


def _within(word: str, heads: list[str], *, slips: int) -> Iterator[tuple[str, float]]:
    near = process.extract(word, heads, scorer=OSA.distance, score_cutoff=slips, processor=None, limit=None)
    for head, distance, _ in near:
        yield head, distance
