"""The part of regular expressions a checklist's author may use, so that no pattern can hang the laptop.

Python's engine tries every way a pattern can match before it gives up, and it cannot be stopped. So the ways are
counted beforehand: a pattern is taken only if it has few of them, and it is only ever held against a short text.
"""

from __future__ import annotations

import re
from enum import Enum

TEXT_LIMIT = 2_000
"""Characters of an error text that are looked at: its first and its last half of this many."""

PATTERN_LIMIT = 400
"""Characters a pattern may have."""

WAYS_LIMIT = 20_000
"""Ways a pattern may match from one place: one `.*` and a few alternatives, or two `.{0,80}`."""

_MOST_REPEATS = 1_000
_DEEPEST = 8
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_REPEAT = re.compile(r"(?:([?*+])|\{([0-9]{1,9})?(,)?([0-9]{1,9})?\})\??")
_CLASS = re.compile(r"\[\^?(?:\\.|[^\\\[\]])+\]")
_SET_OPERATION = re.compile(r"--|&&|~~|\|\|")
_ESCAPES = "dDwWsSbBnt"


class PatternFault(Enum):
    """What is wrong with an author's pattern."""

    SYNTAX = "not a pattern, or a part of regular expressions that is not offered"
    HEAVY = "too many ways to match; it could take minutes"
    MATCHES_ANYTHING = "it matches an empty text, so it would match everything"


class _Unknown(Exception):  # noqa: N818 - never leaves this module
    """The pattern holds something this module does not read."""


def pattern_fault(pattern: str) -> PatternFault | None:
    """Return what is wrong with a pattern, or None when it is safe to use."""
    if len(pattern) > PATTERN_LIMIT:
        return PatternFault.HEAVY
    try:
        if _Reader(pattern).ways() > WAYS_LIMIT:
            return PatternFault.HEAVY
        compiled = re.compile(pattern, re.IGNORECASE)
    except (_Unknown, re.error):
        return PatternFault.SYNTAX
    return PatternFault.MATCHES_ANYTHING if compiled.search("") else None


def found(pattern: str, text: str) -> bool:
    """Return whether a checked pattern occurs in a text people pasted or picked; upper and lower case are the same."""
    return re.search(pattern, plain(text), re.IGNORECASE) is not None


def plain(text: str) -> str:
    """Return a text as patterns see it: on one line, without terminal colours, with straight quotes.

    A terminal wraps long lines where it likes, so every run of white space becomes one space.
    """
    half = TEXT_LIMIT // 2
    short = text if len(text) <= TEXT_LIMIT else f"{text[:half]} {text[-half + 1 :]}"
    return " ".join(_CONTROL.sub("", short).translate(_STRAIGHT).split())


class _Reader:
    """Reads a pattern from left to right and counts the ways it can match from one place."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0

    def ways(self) -> int:
        """Return an upper bound for the ways the whole pattern can match."""
        ways = self._alternatives()
        if self._at < len(self._pattern):
            raise _Unknown
        return ways

    def _alternatives(self) -> int:
        ways = self._sequence()
        while self._next() == "|":
            self._at += 1
            ways += self._sequence()
        return ways

    def _sequence(self) -> int:
        ways = 1
        while self._next() not in ("", "|", ")"):
            ways *= self._item()
        return ways

    def _item(self) -> int:
        if self._next() != "(":
            self._character()
            least, most = self._repeats()
            return most - least + 1
        ways = self._group()
        least, most = self._repeats()
        if most > 1:  # a repeated group is where exponential patterns come from
            raise _Unknown
        return ways + 1 - least

    def _group(self) -> int:
        self._at += 3 if self._pattern.startswith("(?:", self._at) else 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unknown
        ways = self._alternatives()
        if self._next() != ")":
            raise _Unknown
        self._at += 1
        self._depth -= 1
        return ways

    def _character(self) -> None:
        first = self._next()
        if first == "[":
            if not (match := _CLASS.match(self._pattern, self._at)) or _SET_OPERATION.search(match.group()):
                raise _Unknown
            self._at = match.end()
        elif first == "\\":
            escaped = self._pattern[self._at + 1 : self._at + 2]
            if not escaped or (escaped.isalnum() and escaped not in _ESCAPES):
                raise _Unknown
            self._at += 2
        elif first in "?*+{}]":
            raise _Unknown
        else:
            self._at += 1

    def _repeats(self) -> tuple[int, int]:
        """Return how often at least and at most the last character or group may come."""
        match = _REPEAT.match(self._pattern, self._at)
        if match is None:
            return 1, 1
        self._at = match.end()
        sign, least, comma, most = match.groups()
        if sign:
            return (1 if sign == "+" else 0), (1 if sign == "?" else TEXT_LIMIT)
        if least is None and most is None:
            raise _Unknown
        low = int(least or 0)
        high = int(most) if most is not None else TEXT_LIMIT if comma else low
        if high < low or low > _MOST_REPEATS or (most is not None and high > _MOST_REPEATS):
            raise _Unknown
        return low, high

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]
