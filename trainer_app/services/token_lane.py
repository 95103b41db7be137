"""One kind of words people can be found by, sorted: who carries a word, its beginning, or nearly it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set as AbstractSet

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LAST = "\U0010ffff"
_NOBODY: frozenset[int] = frozenset()
_PARTIAL = 0.5  # a beginning that is nearly right counts as half a slip more than a whole word
_SHORTEST_PARTIAL = 4


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
            self._forget_order()
        self._people[token].add(person)

    def remove(self, token: str, person: int) -> None:
        """Take back what `add` did."""
        self._people[token].remove(person)
        if not self._people[token]:
            del self._people[token]
            self._forget_order()

    def equal(self, token: str) -> AbstractSet[int]:
        """Return who carries exactly this token."""
        return self._people.get(token, _NOBODY)

    def beginning(self, start: str) -> AbstractSet[int]:
        """Return who carries a token that begins like this; nobody for ""."""
        if not start:
            return _NOBODY
        return set().union(*(self._people[token] for token in self._range(start)))

    def near(self, word: str) -> dict[int, float]:
        """Return who carries a token within a few slips of the word, or of its beginning, and how far.

        A slip is a letter too many, too few, wrong, or swapped with its neighbour (optimal string
        alignment). Short words bear one, words of six letters two, words of one or two none.
        """
        found: dict[int, float] = {}
        slips = _slips_borne(word)
        lengths = range(len(word) - slips, len(word) + slips + 1) if slips else ()
        for length in lengths:
            near = process.extract(
                word, self._heads_of(length), scorer=OSA.distance, score_cutoff=slips, processor=None, limit=None
            )
            for head, distance, _ in near:
                self._note(found, head, distance, partial=len(word) >= _SHORTEST_PARTIAL)
        return found

    def _note(self, found: dict[int, float], head: str, distance: float, *, partial: bool) -> None:
        for token in self._range(head) if partial else (head,):
            far = distance if token == head else distance + _PARTIAL
            for person in self._people.get(token, _NOBODY):
                if far < found.get(person, far + 1):
                    found[person] = far

    def _heads_of(self, length: int) -> list[str]:
        if length not in self._heads:
            self._heads[length] = list({token[:length] for token in self._tokens() if len(token) >= length})
        return self._heads[length]

    def _range(self, start: str) -> list[str]:
        tokens = self._tokens()
        return tokens[bisect_left(tokens, start) : bisect_left(tokens, start + _LAST)]

    def _tokens(self) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(self._people)
        return self._sorted

    def _forget_order(self) -> None:
        self._sorted = None
        self._heads.clear()


def _slips_borne(word: str) -> int:
    if len(word) < 3:  # noqa: PLR2004 - the docstring of `near` says so
        return 0
    return 1 if len(word) < 6 else 2  # noqa: PLR2004
