"""How much may come from one phone or one address, so that nobody can keep the laptop busy for everybody else."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

BODY: Final = 64 * 1024  # bytes of a gesture; a photo of a badge has a limit of its own
QUERY: Final = 512  # characters
STREAMS: Final = 6  # event streams of one phone: two pages loaded anew, and those that are just being left
STREAMS_HERE: Final = 1500  # of one address: a room of 500, all of them just changing the page
STREAMS_IN_ALL: Final = 2500
_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: float
    a_second: float


SEARCHES: Final = 20  # beginnings of names one attendee's phone may look up
SHOWN: Final = 15  # people it may be shown while it does
SHOWN_HERE: Final = 75  # people shown, from one address, to phones that are nobody's; or as often as there are seats …
SHOWN_A_SEAT: Final = 3  # … three: namesakes and first tries
PHONE: Final = Rate(60, 6)  # one person's taps and the pages that follow them
ADDRESS: Final = Rate(3000, 1000)  # a room of 500 behind one address taps 250 times a second and looks again
STRANGERS: Final = Rate(1500, 60)  # from one address, of phones that have not joined yet: a whole room joins at once
JOINS: Final = Rate(700, 1)  # phones that join from one address: a whole room, and whoever starts over
PHOTOS: Final = Rate(6, 0.2)  # photos of badges of one phone; reading one may take a second


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


class Searches:
    """What each phone looked up, so that nobody reads the whole roster off it. Safe from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._starts: dict[UUID, set[str]] = {}
        self._shown: dict[UUID, set[UUID]] = {}
        self._at: dict[str, set[UUID]] = {}

    def allows(self, phone_id: UUID, start: str) -> bool:
        """Note that names beginning so are looked up; False where that was often enough."""
        with self._lock:
            starts = self._starts.setdefault(phone_id, set())
            if start not in starts and len(starts) >= SEARCHES:
                return False
            starts.add(start)
            return len(self._shown.get(phone_id, ())) < SHOWN

    def show(self, phone_id: UUID, people: Iterable[UUID], *, address: str = "") -> None:
        """Note whom the phone was shown, and from where it came."""
        with self._lock:
            self._shown.setdefault(phone_id, set()).update(people)
            self._at.setdefault(address, set()).add(phone_id)

    def shown_at(self, address: str, *, but: Container[UUID] = ()) -> int:
        """Return how many different people phones at this address were shown; those `but` became one of them."""
        with self._lock:
            phones = self._at.get(address, set())
            return len(set().union(*(self._shown[one] for one in phones if one not in but)))

    def has_seen(self, phone_id: UUID, person: UUID) -> bool:
        """Say whether the phone found this person by a search of its own."""
        with self._lock:
            return person in self._shown.get(phone_id, ())
