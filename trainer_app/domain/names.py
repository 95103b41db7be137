"""Names made comparable: accents, case, width, kana and word order folded away, for search only.

Nothing folded is ever shown or stored; people keep their names as they write them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_VOWELS = "aiueo"
_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
# Modified Hepburn, as in Kenkyūsha's dictionary and the ALA-LC tables. Long vowels stay as they are
# written in kana (さとう is "satou"); `loosen` makes them equal to "sato" and "satoh".
_KANA = {kana: consonant + _VOWELS[place] for consonant, row in _ROWS.items() for place, kana in enumerate(row)}
_KANA |= {"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu", "ゔ": "vu"}
_KANA |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n"}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ゎ": "wa", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_STEMS = {"u": "w", "i": "y", "ku": "kw", "gu": "gw"}  # ウィ is wi, イェ ye, クァ kwa; else the consonant stays
_WITHOUT_Y = ("sh", "ch", "j")  # しゃ is sha, not shya
_DOUBLING = "っ"
_KANA_RUN = re.compile("[ぁ-ゖー]+")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}

# Letters that Unicode does not take apart, as people without that key type them.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "\u0131": "i"}
    | {"ŋ": "ng", "ŧ": "t", "ĸ": "k", "ə": "e", "ß": "ss"}
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc\u00b4`]")
_ASCII_SIGNS = re.compile("[^a-z0-9]+")
_HYPHENS = re.compile("[-\u2010\u2011\u2013]")
# Han, and Hangul whole or taken apart: scripts in which family and given name are written together.
_NAME_SIGNS = re.compile("[\u1100-\u11ff\u3005\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")

# Two spellings of one sound. German umlauts, Danish aa, Japanese long vowels, and m for n before b, m, p.
_SPELLINGS = re.compile("(?P<o>o[eou]|oh(?![aeiouy]))|(?P<u>u[eu])|(?P<a>a[ae])|(?P<n>m(?=[bmp]))")


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """What a person can be found by, all folded.

    `full` is the name in its written order and `same` is equal for everybody of that name.
    `words` are the words of `full`, and `kana` each of them in hiragana, "" where it was not in kana.
    `parts` are further ways in: both halves of a hyphenated name written together, a name without its
    particle, a Han or Hangul name from any character on.
    `email` is the address in small letters, `email_words` the words before its @.
    """

    full: str
    same: str
    words: tuple[str, ...]
    kana: tuple[str, ...]
    parts: tuple[str, ...]
    initials: str
    email: str
    email_words: tuple[str, ...]
    team: str


def fold(text: str) -> str:
    """Return the text in small plain letters, words separated by one space.

    Accents go, full and half width become one, kana become Hepburn romaji, apostrophes vanish and
    all other signs part words.
    """
    if text.isascii():
        return " ".join(_ASCII_SIGNS.sub(" ", text.replace("'", "").replace("`", "").lower()).split())
    plain = _KANA_RUN.sub(lambda run: _romaji(run.group()), _hiragana(text))
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", plain).translate(_LETTERS))
    return " ".join(apart.translate(_PLAIN).split())


def loosen(folded: str) -> str:
    """Return folded text with spellings of one sound made equal: "mueller" and "muller", "satou" and "sato"."""
    return _SPELLINGS.sub(lambda spelling: spelling.lastgroup or "", folded)


def same_name(name: str) -> str:
    """Return what is equal for everybody of one name, however its words are ordered; "" for a name of signs alone."""
    return _same(fold(name).split())


def keys(name: str, email: str | None = None, *, team: str | None = None) -> SearchKeys:
    """Return everything a person of this name, e-mail and team can be found by."""
    spelled = [(word, kana) for written in _written_words(name) for word, kana in _spellings(written)]
    words = tuple(word for word, _ in spelled)
    address = _fold_email(email or "")
    return SearchKeys(
        full=" ".join(words),
        same=_same(words),
        words=words,
        kana=tuple(kana for _, kana in spelled),
        parts=tuple(dict.fromkeys(part for part in _parts(name, words) if part and part not in words)),
        initials="".join(word[0] for word in words) if len(words) > 1 and all(map(str.isascii, words)) else "",
        email=address,
        email_words=tuple(fold(address.partition("@")[0]).split()),
        team=fold(team or ""),
    )


def _same(words: Sequence[str]) -> str:
    """Sort the words; names in Han or Hangul are compared without spaces: many lists write them so."""
    joined = "".join(words)
    return joined if _NAME_SIGNS.search(joined) else " ".join(sorted(words))


def _fold_email(email: str) -> str:
    """Return an address, or its beginning, as it is compared: small letters, half width, no spaces around."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def _written_words(name: str) -> list[str]:
    return unicodedata.normalize("NFKC", name).replace("・", " ").split()


def _spellings(written: str) -> list[tuple[str, str]]:
    folded = fold(written).split()
    return [(word, _fold_kana(written) if len(folded) == 1 else "") for word in folded]


def _parts(name: str, words: tuple[str, ...]) -> list[str]:
    found = []
    for written in _written_words(name):
        if _HYPHENS.search(written):
            found.append(fold(written).replace(" ", ""))
        if len(pieces := _APOSTROPHES.split(written)) > 1:
            found.extend(fold(pieces[-1]).split()[:1])
    for word in (*words, *found):
        found.extend(_endings(word))
    return found


def _endings(word: str) -> list[str]:
    """Return a Han or Hangul name from its second, third … character on: where the given name begins is not written."""
    syllables = unicodedata.normalize("NFC", word)
    if not _NAME_SIGNS.search(syllables):
        return []
    return [unicodedata.normalize("NFKD", syllables[start:]) for start in range(1, len(syllables))]


def _fold_kana(word: str) -> str:
    """Return a word of kana alone in hiragana, any other word as "".

    Romaji cannot be searched from the first kana on: き is "ki", but きょうこ is "kyouko".
    """
    hiragana = _hiragana(word)
    return hiragana if _KANA_RUN.fullmatch(hiragana) else ""


def _hiragana(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_TO_HIRAGANA).replace("・", " ")


class _Letters(dict[int, str]):
    """Keeps letters, digits and vowel signs, drops accents, and lets everything else part words."""

    def __missing__(self, code: int) -> str:
        """Decide about one sign, once."""
        sign = chr(code)
        kept = sign.isalnum() or unicodedata.category(sign).startswith("M")
        self[code] = "" if unicodedata.combining(sign) else sign if kept else " "
        return self[code]


_PLAIN = _Letters()


def _romaji(kana: str) -> str:
    """Return a run of hiragana as romaji; the long-vowel mark is left out, as a macron would be."""
    syllables: list[str] = []
    doubled = False
    for sign in kana:
        if sign in _SMALL and syllables and not doubled:
            syllables.append(_glide(syllables.pop(), _SMALL[sign]))
        elif syllable := _KANA.get(sign) or _SMALL.get(sign):
            syllables.append(_double(syllable) if doubled else syllable)
        doubled = sign == _DOUBLING
    return "".join(syllables)


def _double(syllable: str) -> str:
    """Double the consonant after a small っ: かっぱ is kappa, まっちゃ matcha."""
    if syllable[0] in _VOWELS:
        return syllable
    return ("t" if syllable.startswith("ch") else syllable[0]) + syllable


def _glide(syllable: str, small: str) -> str:
    """Join a syllable and a small kana: し and ゃ are sha, き and ょ kyo, て and ぃ ti, う and ぇ we."""
    stem = syllable[:-1]
    if syllable[-1] not in _VOWELS:
        return syllable + small
    if small[0] in _VOWELS:
        return _STEMS.get(syllable, stem) + small
    return stem + (small[1:] if stem.endswith(_WITHOUT_Y) else small)
