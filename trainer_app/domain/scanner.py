"""The scanner's ear: tells a badge scanner's burst of keys from somebody typing.

A hand scanner is a keyboard. Its keys come faster than fingers, and a badge of ours begins with its
prefix and ends with its check character, so both are asked for: "Peter" and Enter, however quickly
typed, is never a scan. Only keys that could begin a badge are held back, and only for the length of
one gap; whatever turns out to be typing is handed back in order, nothing lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer_app.domain.badge import PREFIX, BadgeKind, BadgeRead, may_begin_badge, read_badge

MAX_GAP_MS = 80
"""Longest pause inside a burst: wireless scanners stay below 50, a busy computer adds some."""

_SHORTEST_CODE = 12  # a burst of fewer keys after our prefix is somebody typing "t1-"
_LONGEST_CODE = 64
_ENDS = "\r\n\t"
_FOREIGN_GAP_MS = 35  # no hand keeps this up for a whole code
_FOREIGN_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Typed:
    """These characters are typing; deliver them where the focus is, as if nothing had happened."""

    text: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A badge with our prefix was scanned, sound or misread; none of its keys were passed on."""

    raw: str
    read: BadgeRead


@dataclass(frozen=True, slots=True)
class ForeignScanned:
    """A burst that is some other code, ended by Enter or Tab, which was kept back.

    Its characters could not be told from typing as they came and have been passed on as `Typed`.
    """

    raw: str


Heard = Typed | Scanned | ForeignScanned


class ScanEar:
    """Listens to single keys in the order they are pressed and says which of them are scans.

    Feed it the text of each key press, once, with the time of the press in milliseconds of any
    steady clock. Leave out automatic repeats, bare modifiers and shortcuts. An empty answer means the
    key is held back: call `settle` once `settles_at` has passed without another key, and at once,
    without a time, before a key without text, a click or a change of focus takes effect.
    """

    def __init__(self, max_gap_ms: int = MAX_GAP_MS) -> None:
        self._max_gap = max_gap_ms
        self._held = ""
        self._passed = ""  # the burst under way that was passed on as typing
        self._slowest = 0
        self._last: int | None = None
        self._swallow_end = False

    @property
    def settles_at(self) -> int | None:
        """When held keys will be known for what they are, in the clock's ms; None: nothing is held."""
        return self._last + self._max_gap + 1 if self._held and self._last is not None else None

    def feed(self, character: str, at_ms: int) -> tuple[Heard, ...]:
        """Hear one key; return what is now known, oldest first, and nothing while it is held back."""
        settled = self.settle(at_ms)
        gap = self._begin_or_go_on(at_ms)
        if character in _ENDS:
            return (*settled, *self._end(character, gap))
        self._swallow_end = False
        self._slowest = max(self._slowest, gap)
        return (*settled, *self._take(character))

    def settle(self, at_ms: int | None = None) -> tuple[Heard, ...]:
        """Say what held keys are if the burst has ended by then, or in any case without a time."""
        if self.settles_at is None or (at_ms is not None and at_ms < self.settles_at):
            return ()
        return self._release()

    def _begin_or_go_on(self, at_ms: int) -> int:
        """Note the time; return the gap since the last key, 0 for the first of a burst."""
        gap = max(at_ms - self._last, 0) if self._last is not None else self._max_gap + 1
        self._last = at_ms
        if gap <= self._max_gap:
            return gap
        self._passed, self._slowest, self._swallow_end = "", 0, False
        return 0

    def _take(self, character: str) -> tuple[Heard, ...]:
        longer = self._held + character
        if may_begin_badge(longer) and len(longer) <= _LONGEST_CODE:
            self._held = longer
            return ()
        given_back = self._give_back()
        if may_begin_badge(character):
            self._held = character
            return given_back
        self._passed += character
        return (*given_back, Typed(character))

    def _end(self, end: str, gap: int) -> tuple[Heard, ...]:
        """Settle the burst at an Enter or Tab; the second of two (CR, LF) goes the first one's way."""
        if self._swallow_end:
            return ()
        heard = self._release()
        self._slowest = max(self._slowest, gap)
        if any(isinstance(one, Scanned) for one in heard):
            self._swallow_end = True
            return heard
        if self._is_foreign_code():
            self._swallow_end = True
            foreign, self._passed = self._passed, ""
            return (*heard, ForeignScanned(foreign))
        return (*heard, Typed(end))

    def _release(self) -> tuple[Heard, ...]:
        if not self._held:
            return ()
        read = read_badge(self._held)
        if read.kind is BadgeKind.NOT_OURS or len(self._held) < len(PREFIX) + _SHORTEST_CODE:
            return self._give_back()
        raw, self._held, self._passed = self._held, "", ""
        return (Scanned(raw, read),)

    def _give_back(self) -> tuple[Heard, ...]:
        held, self._held = self._held, ""
        self._passed += held
        return (Typed(held),) if held else ()

    def _is_foreign_code(self) -> bool:
        """Tell a code from a quickly typed name: as fast as a machine all along, long, and with a digit."""
        fast = self._slowest <= _FOREIGN_GAP_MS and len(self._passed) >= _FOREIGN_LENGTH
        return fast and any(character.isdigit() for character in self._passed)
