"""How much may come from one phone or one address, so that nobody can keep the laptop busy for everybody else."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

BODY: Final = 64 * 1024  # bytes of a gesture; a photo of a badge has a limit of its own
QUERY: Final = 512  # characters
STREAMS: Final = 3  # event streams of one phone: one page, and others that are just being left
_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: float
    a_second: float


PHONE: Final = Rate(60, 6)  # one person's taps and the pages that follow them
ADDRESS: Final = Rate(3000, 1000)  # a room of 500 behind one address taps 250 times a second and looks again
STRANGERS: Final = Rate(900, 30)  # from one address, of phones that have not joined yet: a whole room joins at once


class Limiter:
    """Token buckets by key; `allows` takes one token. The longest unseen keys are forgotten."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str, now: float) -> bool:
        """Take one token of this key at `now` (monotonic seconds); False where none is left."""
        left, then = self._left.pop(key, (self._rate.burst, now))
        left = min(self._rate.burst, left + (now - then) * self._rate.a_second)
        allowed = left >= 1
        self._left[key] = (left - allowed, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return allowed
