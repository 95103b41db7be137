"""The hub: tells phones that something of theirs has changed, and never waits for one that does not listen.

A phone is told at most that it should look again, and up to which cursor; so what waits for it is one number, however
long it stalls. What it missed while it was away it learns from the cursor it comes back with.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.phone import Phone, PhoneRole
from trainer_app.web.limits import STREAMS_HERE, STREAMS_IN_ALL

BEAT = 10.0  # seconds between signs of life
GAP = 0.25  # seconds between two changes told to one helper or door
_FOR_ALL = frozenset({Topic.SESSIONS, Topic.PROGRAM})
_PHONES_ALONE = frozenset({Topic.PHONES})  # who joined concerns that phone, not the room


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a stream: `change` with the cursor to resume from, `look` (time passed), `ring`, `beat`, `gone`."""

    kind: str
    cursor: int = 0


@dataclass(eq=False, slots=True)
class Stream:
    """One phone that listens."""

    phone: Phone
    address: str = ""
    _cursor: int = 0
    _look: bool = False
    _ring: bool = False
    _gone: bool = False
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, cursor: int) -> None:
        """Say that there is something to look at."""
        self._cursor = max(self._cursor, cursor)
        self._woken.set()

    def look(self) -> None:
        """Say that time alone has changed what is to be seen."""
        self._look = True
        self._woken.set()

    def ring(self) -> None:
        """Say that somebody is asked for."""
        self._ring = True
        self._woken.set()

    def end(self) -> None:
        """Say that there is nothing to listen to any more."""
        self._gone = True
        self._woken.set()

    async def events(self) -> AsyncIterator[Event]:
        """Yield what happens until it ends; two changes are `GAP` apart, and a beat fills any silence."""
        while not self._gone:
            try:
                async with asyncio.timeout(BEAT):  # not wait_for, which makes a task of every wait
                    await self._woken.wait()
            except TimeoutError:
                yield Event("beat")
                continue
            self._woken.clear()
            cursor, self._cursor = self._cursor, 0
            look, self._look = self._look, False
            ring, self._ring = self._ring, False
            if cursor:
                yield Event("change", cursor)
            elif look:
                yield Event("look")
            if ring:
                yield Event("ring")
            if cursor and self.phone.role is not PhoneRole.ATTENDEE:
                await asyncio.sleep(GAP)


class Hub:
    """Every phone that listens. All but `hear` belongs to the server's thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._streams: set[Stream] = set()
        self._of_person: dict[UUID, set[Stream]] = {}
        self._shared: set[Stream] = set()  # everybody but attendees whose person is known
        self._waiting: set[UUID] = set()
        self._at: Counter[str] = Counter()

    def hear(self, changes: Changes) -> None:
        """Hear the feed, on whatever thread committed."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, changes)

    def has_room(self, address: str) -> bool:
        """Say whether another phone may listen from this address."""
        return len(self._streams) < STREAMS_IN_ALL and self._at[address] < STREAMS_HERE

    def listen(self, phone: Phone, *, address: str = "") -> Stream:
        """Begin to tell this phone."""
        stream = Stream(phone, address)
        self._streams.add(stream)
        self._at[address] += 1
        self._home(stream).add(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        """Stop telling it."""
        if stream in self._streams:
            self._streams.discard(stream)
            self._at -= Counter([stream.address])  # and forgets an address nobody listens from
        home = self._home(stream)
        home.discard(stream)
        if not home and stream.phone.attendee_id:
            self._of_person.pop(stream.phone.attendee_id, None)

    def streams_of(self, phone: Phone) -> list[Stream]:
        """Return where this phone listens."""
        return [one for one in self._home_of(phone) if one.phone.id == phone.id]

    def shows_place(self, phone: Phone, *, waits: bool) -> bool:
        """Hear, on any thread, whether a phone's page shows a place in the queue, which others' hands move.

        Returns:
            Whether it does from now on: what moved before, it was not told.
        """
        changed = waits != (phone.id in self._waiting)
        if changed:
            (self._waiting.add if waits else self._waiting.discard)(phone.id)
        return changed and waits

    def connected(self) -> set[UUID]:
        """Return the phones that listen now."""
        return {one.phone.id for one in self._streams}

    def tell_helpers(self) -> None:
        """Let helpers look again: time alone changes what they see."""
        for one in self._streams:
            if one.phone.role is PhoneRole.HELPER:
                one.look()

    def ring_from_anywhere(self, attendee_id: UUID) -> None:
        """Ring at somebody's phone, from any thread."""
        self._loop.call_soon_threadsafe(self._ring, attendee_id)

    def _ring(self, attendee_id: UUID) -> None:
        for one in self._of_person.get(attendee_id, ()):
            one.ring()

    def end(self) -> None:
        """End every stream."""
        for one in list(self._streams):
            one.end()

    def _spread(self, changes: Changes) -> None:
        if changes.topics & _FOR_ALL or not (changes.attendees or changes.topics == _PHONES_ALONE):
            self._tell(self._streams, changes.cursor)
            return
        self._tell(self._shared, changes.cursor)
        for who in changes.attendees:
            self._tell(self._of_person.get(who, ()), changes.cursor)
        if self._waiting and Topic.FLOOR in changes.topics:
            self._tell((one for one in self._streams if one.phone.id in self._waiting), changes.cursor)

    @staticmethod
    def _tell(streams: Iterable[Stream], cursor: int) -> None:
        for one in streams:
            one.tell(cursor)

    def _home(self, stream: Stream) -> set[Stream]:
        return self._home_of(stream.phone)

    def _home_of(self, phone: Phone) -> set[Stream]:
        if phone.role is PhoneRole.ATTENDEE and phone.attendee_id:
            return self._of_person.setdefault(phone.attendee_id, set())
        return self._shared
