"""Badge codes: making them, and reading whatever a scanner, a camera or a hand made of them.

A badge is `T1-`, 26 characters holding 128 random bits, and one check character; nothing personal
is in it. A short code, for paper lists and for saying aloud, is a digit, three characters and a
check character. Both use Douglas Crockford's base-32 alphabet, which leaves out I, L, O and U.

The check character makes the sum of value · aⁿ over all positions zero in the field of 32 elements,
a being a root of x⁵ + x² + 1. Multiplying by a is an anti-symmetric mapping, so every single
substitution and every transposition of two neighbours is detected, the check character included
(R.-H. Schulz, "Check Character Systems and Anti-symmetric Mappings", LNCS 2122, 2001). As a has
order 31, swapping any two characters of so short a code is detected too. The check character comes
from the same 32, unlike ISO 7064's MOD 37,36 and Crockford's own, so it scans and types as easily.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

PREFIX = "T1-"
BADGE_BITS = 128
SHORT_BITS = 18

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_FIELD = 0b100101  # x⁵ + x² + 1, a primitive polynomial
_BODY_LENGTH = 27  # 26 times 5 bits hold 128, and the check character
_SHORT_LENGTH = 5
_SHORT_LEADS = "23456789"  # no name begins like this, and none of these looks like a letter
_LONG_ENOUGH = 12  # a text this long after T1 is a code even when its hyphen is missing
_HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc_"
_PUT_RIGHT = str.maketrans({"O": "0", "I": "1", "L": "1", **dict.fromkeys(_HYPHENS, "")})


@dataclass(frozen=True, slots=True)
class _Layout:
    """A keyboard layout: what its keys type when a scanner presses those of an American one.

    `separators` are the characters it can type for the hyphen of the prefix; they give it away.
    """

    separators: str
    typed: Mapping[int, int | str]


def _layout(separators: str, *, typed: str = "", meant: str = "") -> _Layout:
    """Pair the characters typed with those meant, in lower and upper case."""
    return _Layout(separators, str.maketrans(typed + typed.upper(), meant + meant.upper()))


_LAYOUTS = (
    _layout("'+/"),  # Italian and Spanish ', Nordic +, Canadian /
    _layout("ß?", typed="yz", meant="zy"),  # German
    _layout("'", typed="yz", meant="zy"),  # Swiss
    _layout(")°", typed="aqzw,?&é\"'(-è_çà§!", meant="qawzmm123456789068"),  # French, Belgian
    _layout("-", typed="йцукенгшщзфывапролдячсмить", meant="qwertyuiopasdfghjklzxcvbnm"),  # Russian
)
_T_KEYS = "Tt\u0415\u0435"  # the last two are Cyrillic, from the same key
_ONE_KEYS = "1&"
_SEPARATOR_KEYS = _HYPHENS + "".join(layout.separators for layout in _LAYOUTS)


class BadgeKind(Enum):
    """What a text is, as far as badges go."""

    OURS = "ours"
    MISREAD = "misread"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class BadgeRead:
    """What was read; `code` is the code as `make_badge` writes it, only when it is ours and sound."""

    kind: BadgeKind
    code: str | None = None


def make_badge(random_bits: int) -> str:
    """Return the badge code of these 128 random bits: 30 characters, all in a QR code's compact set.

    Raises:
        ValueError: the number has more than 128 bits or is negative.
    """
    return PREFIX + _with_check(_spell(random_bits, bits=BADGE_BITS, length=_BODY_LENGTH - 1))


def read_badge(text: str) -> BadgeRead:
    """Tell whether the text is a sound badge of ours, a misread one, or something else.

    Case, spaces, hyphens, full-width forms and look-alikes (O for 0, I or L for 1) do not matter,
    nor does a scanner set to the American layout on a computer set to another one.
    """
    misread = False
    for reading in _readings(unicodedata.normalize("NFKC", text).strip()):
        body = _body(reading)
        if body is not None and _is_sound(body, _BODY_LENGTH) and _VALUES[body[0]] < 1 << (BADGE_BITS % 5):
            return BadgeRead(BadgeKind.OURS, PREFIX + body)
        misread = misread or _is_meant_as_badge(reading)
    return BadgeRead(BadgeKind.MISREAD if misread else BadgeKind.NOT_OURS)


def may_begin_badge(typed: str) -> bool:
    """Tell whether a badge scanned on some keyboard layout could begin with exactly these keys."""
    keys = (_T_KEYS, _ONE_KEYS, _SEPARATOR_KEYS)
    return all(key in expected for key, expected in zip(typed, keys, strict=False))


def make_short(random_bits: int) -> str:
    """Return the short code of these 18 random bits: five characters, the first one 2 to 9.

    Short codes do repeat: whoever hands them out draws again when one is taken.

    Raises:
        ValueError: the number has more than 18 bits or is negative.
    """
    spelled = _spell(random_bits, bits=SHORT_BITS, length=_SHORT_LENGTH - 1)
    return _with_check(_SHORT_LEADS[_VALUES[spelled[0]]] + spelled[1:])


def read_short(text: str) -> str | None:
    """Return the short code as `make_short` writes it, or None where the text is no sound one."""
    code = _put_right(unicodedata.normalize("NFKC", text))
    return code if code[:1] in _SHORT_LEADS and _is_sound(code, _SHORT_LENGTH) else None


def _spell(number: int, *, bits: int, length: int) -> str:
    if not 0 <= number < 1 << bits:
        raise ValueError(f"{number} does not fit {bits} bits")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _with_check(code: str) -> str:
    return code + _ALPHABET[_times_a(_fold(code))]


def _is_sound(code: str, length: int) -> bool:
    return len(code) == length and all(character in _VALUES for character in code) and _fold(code) == 0


def _fold(code: Iterable[str]) -> int:
    """Return the sum of value · aⁿ, n counting from the last character; zero for a sound code."""
    total = 0
    for character in code:
        total = _times_a(total) ^ _VALUES[character]
    return total


def _times_a(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 32 else doubled


def _readings(text: str) -> Iterator[str]:
    """Yield the text as it is, then as each layout would have meant it that its third key points to."""
    yield text
    if len(text) < len(PREFIX):
        return
    for layout in _LAYOUTS:
        if text[2] in layout.separators:
            yield text[:2].translate(layout.typed) + "-" + text[3:].translate(layout.typed)


def _body(reading: str) -> str | None:
    put_right = _put_right(reading)
    return put_right[2:] if put_right.startswith("T1") else None


def _put_right(text: str) -> str:
    return "".join(text.upper().split()).translate(_PUT_RIGHT)


def _is_meant_as_badge(reading: str) -> bool:
    """Tell a damaged code from a name: `T1` with a real 1, then a hyphen or a good many characters."""
    written = "".join(reading.upper().split())
    if not written.startswith("T1"):
        return False
    return (written[2:3] in _HYPHENS and len(written) > len(PREFIX)) or len(_put_right(written)) > _LONG_ENOUGH
