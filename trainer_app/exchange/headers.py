"""Headers: what the columns of a file mean, whatever language and spelling its header is written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer_app.exchange.lines import Meaning, clean
from trainer_app.exchange.synonyms import FILLERS, GRANTS, PLAN, PRESENCE, REGISTERED, WHO

_HINT = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200
_SURE = 2
_LAST_NAME_WITH_A_FIRST = frozenset({"name", "nom"})
_FIRST_NAME_WITH_A_LAST = frozenset({"name", "nombre"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headers one kind of import knows. `needs`: a header row has a column of one of these meanings."""

    words: Mapping[str, tuple[Meaning, int]]
    needs: frozenset[Meaning]

    def meanings(self, cells: Sequence[str]) -> tuple[Meaning, ...]:
        """Return what each column means; of several columns for one meaning the best-named counts, the first of equals.

        Beside a column of first names, "Name" holds last names, as "Name;Vorname" does; the reverse with last names.
        Zoom's webinars call a name "User Name", beside "Attended".
        """
        found = [self._find(cell) for cell in cells]
        best: dict[Meaning, tuple[int, int]] = {}
        for at, (meaning, rank) in enumerate(found):
            best[meaning] = min(best.get(meaning, (rank, at)), (rank, at))
        kept = {at for _, at in best.values()}
        meanings = [m if at in kept else Meaning.UNUSED for at, (m, _) in enumerate(found)]
        if Meaning.NAME in meanings:
            at = meanings.index(Meaning.NAME)
            meanings[at] = _beside_partial_names(spelling(cells[at]), meanings)
        elif {Meaning.ATTENDED, Meaning.LOGIN} <= set(meanings) and Meaning.LAST_NAME not in meanings:
            meanings[meanings.index(Meaning.LOGIN)] = Meaning.NAME
        return tuple(meanings)

    def knows(self, cells: Sequence[str]) -> int:
        """Return how many of these cells are known headers; none are where a cell holds data or nothing needed."""
        if any("@" in cell for cell in cells):
            return 0
        known = {self._find(cell)[0] for cell in cells} - {Meaning.UNUSED}
        return len(known) if known & self.needs else 0

    def is_header(self, cells: Sequence[str]) -> bool:
        """Say whether these cells are surely a header row: two known headers, one of them needed."""
        return self.knows(cells) >= _SURE

    def _find(self, header: str) -> tuple[Meaning, int]:
        """Look a header up as it is, then without the words a form's question adds."""
        found = self.words.get(spelling(header)) or self.words.get(_bare(header))
        return found or (Meaning.UNUSED, 0)


def spelling(header: str) -> str:
    """Return what counts of a header: folded letters and digits, without accents, spaces and "[hints]"."""
    return "".join(_words(header))


def header_text(cell: str) -> str:
    """Return a header as it may be shown: one line, without control signs."""
    return " ".join("".join(sign for sign in clean(cell) if sign.isprintable() or sign.isspace()).split())


def _bare(header: str) -> str:
    """Return the spelling without filler words: "What is your e-mail address?" becomes "emailaddress"."""
    return "".join(word for word in _words(header) if word not in FILLERS)


def _words(header: str) -> list[str]:
    """Split the beginning of a header, as long as any header is, into folded words."""
    text = unicodedata.normalize("NFKD", _HINT.sub(" ", unicodedata.normalize("NFKC", header[:_LONGEST])))
    text = text.casefold().replace("#", " number ")
    return _WORD.findall("".join(sign for sign in text if not unicodedata.combining(sign)))


def _beside_partial_names(word: str, meanings: list[Meaning]) -> Meaning:
    """Return what a column called "Name" holds beside columns of first or last names."""
    first, last = Meaning.FIRST_NAME in meanings, Meaning.LAST_NAME in meanings
    if first and not last and word in _LAST_NAME_WITH_A_FIRST:
        return Meaning.LAST_NAME
    if last and not first and word in _FIRST_NAME_WITH_A_LAST:
        return Meaning.FIRST_NAME
    return Meaning.NAME


def _vocabulary(needs: set[Meaning], *parts: Mapping[Meaning, Sequence[str]]) -> Vocabulary:
    """Build a vocabulary; the rank of a word is its place among the words of its meaning."""
    words: dict[str, tuple[Meaning, int]] = {}
    for part in parts:
        for meaning, spellings in part.items():
            for rank, word in enumerate(spellings):
                words.setdefault(spelling(word), (meaning, rank))
    return Vocabulary(words, frozenset(needs))


_IDENTITIES = {Meaning.NAME, Meaning.FIRST_NAME, Meaning.LAST_NAME, Meaning.EMAIL, Meaning.UPN, Meaning.LOGIN}

PEOPLE = _vocabulary(_IDENTITIES, WHO, GRANTS, REGISTERED)
ATTENDANCE = _vocabulary(_IDENTITIES, WHO, PRESENCE)
SESSIONS = _vocabulary({Meaning.STARTS_AT, Meaning.DATE}, PLAN)
