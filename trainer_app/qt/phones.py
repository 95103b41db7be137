"""Phones, from the desk's side: switched on, resumed and off by themselves, who joined and who waits for a nod."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Changes, Desk, Topic
from trainer_app.domain.errors import Told
from trainer_app.domain.network import Advice, Reach
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.domain.session import Phase, Session
from trainer_app.qt.live import Live
from trainer_app.qt.memory import Memory
from trainer_app.qt.phone_hosting import Hosting, Look, Roll
from trainer_app.qt.tell import Message, Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.phones import PhoneLine
from trainer_app.settings import Settings
from trainer_app.words import phones_panel as words
from trainer_app.words.language import say

_LOOK_MS: Final = 1000
_ADDRESSES_MS: Final = 5000
_THANKS_MS: Final = 45_000  # phones can say thank you so long after the session has ended
_TOPICS: Final = frozenset({Topic.PHONES, Topic.SESSIONS, Topic.PEOPLE})
_WELL: Final = frozenset({Advice.PHONES_ARRIVE})
_PORTS: Final = range(1024, 65_536)
_ON_PROJECTOR: Final = "phones-on-projector"


class Around(Protocol):
    """What phones need of the desk's shell."""

    @property
    def work(self) -> Work:
        """Return what asks off the window's thread."""

    @property
    def live(self) -> Live:
        """Return what tells of changes."""

    @property
    def tell(self) -> Tell:
        """Return what says things to the person."""

    @property
    def memory(self) -> Memory:
        """Return what this laptop remembers."""


class Phones(QObject):
    """What the desk knows of its phones: `changed` when that is something else; `asked` when somebody wants to look."""

    changed = Signal()
    reached = Signal()
    asked = Signal()

    def __init__(self, services: Services, around: Around, *, hosting: Hosting, desk: Desk) -> None:
        super().__init__()
        self.look: Look | None = None
        self.roll: Roll | None = None
        self.reach: Reach | None = None
        self.trouble = ""
        self.free_port = False  # whether another port would mend it
        self.is_busy = False
        self.is_watched = False  # whether the panel is open: what it shows need not be said
        self._services, self._around, self.hosting, self._desk = services, around, hosting, desk
        self._wanted = ""
        self._since = services.clock()
        self._asked_of: set[UUID] = set()
        self._asks = False  # whether the message that stands there is our question
        self._looker = self._timer(_LOOK_MS, self._look_again)
        self._finder = self._timer(_ADDRESSES_MS, self._find_addresses)
        self._thanks = self._timer(_THANKS_MS, self._end_by_itself)
        self._thanks.setSingleShot(True)
        around.live.changed.connect(self._hear)
        around.tell.said.connect(self._note_said)

    @property
    def on_projector(self) -> bool:
        """Whether the projector shows the attendees' code while phones are on."""
        return self._around.memory.choice(_ON_PROJECTOR, "yes") == "yes"

    @property
    def projected(self) -> str:
        """What the projector is to show, "" for nothing."""
        return self.look.urls.get(PhoneRole.ATTENDEE, "") if self.look and self.on_projector else ""

    @property
    def settings(self) -> Settings:
        """What this laptop was told."""
        return self._around.memory.settings

    @property
    def connected(self) -> int:
        """How many phones listen."""
        known = {one.phone.id for one in self.roll.lines} if self.roll else set()
        return len(self.look.status.connected & known) if self.look else 0

    @property
    def waiting(self) -> tuple[PhoneLine, ...]:
        """The phones that wait for a nod."""
        return self.roll.waiting if self.roll and self.look else ()

    @property
    def doubts(self) -> int:
        """How many things the network check found to look at."""
        return len(set(self.reach.advice) - _WELL) if self.reach else 0

    def switch_on(self, session_id: UUID, *, port: int | None = None) -> None:
        """Let phones join this session; `port` None takes the one this laptop was told."""
        told = self.settings
        port = told.phones_port if port is None else port
        port = port if port in _PORTS and port != Settings().phones_port else 0
        begin = partial(self.hosting.begin, session_id, desk=self._desk, port=port, secure=told.phones_secure)
        self._ask(begin, self._go_on, partial(self._not_on, session_id))

    def resume(self) -> None:
        """Go on where the program was stopped, in the background."""
        self._ask(partial(self.hosting.resume, self._desk), self._resumed, partial(self._not_on, None))

    def secure(self, on: bool) -> None:
        """Serve over https from now on, or without; remembered. Phones come back by themselves."""
        memory = self._around.memory
        memory.settings = replace(memory.settings, phones_secure=on)
        if self.look:
            self.switch_on(self.look.status.session_id, port=self.look.status.port)

    def switch_off(self) -> None:
        """Let go of every phone."""
        self._ask(partial(self.hosting.end, self._desk), self._gone, self._not_off)

    def rotate(self) -> None:
        """Make new codes and a new PIN."""
        self._read(partial(self.hosting.rotate, self._wanted), self._rotated)

    def choose_address(self, address: str) -> None:
        """Show the codes by this address."""
        self._wanted, self._since = address, self._services.clock()
        self._read(partial(self.hosting.look, address), self._take_and_check)

    def show_on_projector(self, shown: bool) -> None:
        """Show the attendees' code on the projector, or do not; remembered."""
        self._around.memory.choose(_ON_PROJECTOR, "yes" if shown else "no")
        self.changed.emit()

    def nod(self, phone_id: UUID, *, yes: bool) -> None:
        """Answer a phone that waits."""
        self._around.work.run(partial(self._services.phones.nod, phone_id, yes=yes, desk=self._desk), context=self)

    def revoke(self, phone_ids: Iterable[UUID]) -> None:
        """Shut phones out."""
        ids = tuple(phone_ids)
        shut_out = partial(self._services.phones.revoke, ids, desk=self._desk)
        self._around.work.run(partial(_after, shut_out, len(ids)), then=self._say_shut_out)

    def check(self) -> None:
        """Look whether the network lets phones through."""
        shown = self.look.shown if self.look else ""
        waited = (self._services.clock() - self._since).total_seconds()
        look_around = partial(self.hosting.look_around, shown, waited)
        self._around.work.read(look_around, then=self._take_reach, failed=self._not_looked, newest="reach")

    def let_go(self) -> None:
        """Ask nothing any more."""
        for timer in (self._looker, self._finder, self._thanks):
            timer.stop()
        self.look = None
        self.deleteLater()

    def _ask(  # positional: what, and the two ways it can go
        self, call: Callable[[], Look | None], then: Callable[[Look | None], None], failed: Callable[[Told], None]
    ) -> None:
        if self.is_busy:
            return
        self.is_busy, self.trouble, self.free_port = True, "", False
        self._around.work.read(call, then=then, failed=failed, context=self)
        self.changed.emit()

    def _go_on(self, look: Look | None) -> None:
        self.is_busy, self._since, self.roll = False, self._services.clock(), None
        self._thanks.stop()
        self.look = look
        self.changed.emit()
        if look:
            self._looker.start()
            self._finder.start()
            self._fetch_roll()
            self.check()

    def _resumed(self, look: Look | None) -> None:
        self._go_on(look)
        if look:
            self._around.tell.say(say(words.RESUMED), tone=Tone.INFO)

    def _not_on(self, session_id: UUID | None, error: Told) -> None:
        self._forget()
        self.trouble = self._around.tell.sentence(error)
        self.free_port = error.code is PhoneTrouble.PORT_TAKEN
        self.changed.emit()
        if not self.is_watched:
            said = self.trouble if session_id else say(words.NOT_RESUMED, why=self.trouble)
            self._around.tell.offer(said, say(words.OPEN_PANEL), act=self.asked.emit, tone=Tone.LOOK)

    def _gone(self, _look: Look | None) -> None:
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self.is_busy, self.look, self.roll, self.reach = False, None, None, None
        for timer in (self._looker, self._finder, self._thanks):
            timer.stop()

    def _not_off(self, error: Told) -> None:
        self.is_busy = False
        self._around.tell.trouble(error)
        self._look_again()
        self.changed.emit()

    def _rotated(self, look: Look | None) -> None:
        self._take(look)
        self._around.tell.say(say(words.ROTATED))

    def _look_again(self) -> None:
        if not self.is_busy:
            self._read(partial(self.hosting.look, self._wanted), self._take)

    def _take(self, look: Look | None) -> None:
        if self.is_busy or (self.look is None and not self._looker.isActive()):
            return  # asked before it was switched on or off
        if look != self.look:
            self.look = look
            self.changed.emit()

    def _find_addresses(self) -> None:
        if not self.is_busy:
            self._read(self.hosting.look_for_addresses, self._found_addresses)

    def _found_addresses(self, changed: bool) -> None:
        if changed:
            self._since = self._services.clock()
            self._read(partial(self.hosting.look, self._wanted), self._take_and_check)

    def _take_and_check(self, look: Look | None) -> None:
        self._take(look)
        self.check()

    def _hear(self, changes: Changes) -> None:
        if self.look and changes.topics & _TOPICS:
            self._fetch_roll()

    def _fetch_roll(self) -> None:
        if self.look:
            self._read(partial(self.hosting.roll, self.look.status.session_id), self._take_roll)

    def _take_roll(self, roll: Roll) -> None:
        if self.look is None or roll.session.id != self.look.status.session_id:
            return
        self.roll = roll
        self._weigh_end(roll.session)
        self._weigh_waiting(roll.waiting)
        self.changed.emit()

    def _weigh_end(self, session: Session) -> None:
        ended = session.phase is Phase.ENDED
        if ended and not self._thanks.isActive():
            self._thanks.start()
        elif not ended:
            self._thanks.stop()

    def _weigh_waiting(self, waiting: tuple[PhoneLine, ...]) -> None:
        fresh = [one for one in waiting if one.phone.id not in self._asked_of]
        self._asked_of.update(one.phone.id for one in fresh)
        if fresh and not self.is_watched:
            self._around.tell.offer(_second_phone(fresh[-1]), say(words.ANSWER), act=self.asked.emit, tone=Tone.LOOK)
            self._asks = True
        elif not waiting and self._asks:
            self._around.tell.withdraw()
            self._asks = False

    def _note_said(self, _message: Message) -> None:
        self._asks = False  # another message stands there now; our own says so after this

    def _end_by_itself(self) -> None:
        self.switch_off()
        self._around.tell.say(say(words.ENDED), tone=Tone.INFO)

    def _say_shut_out(self, count: int) -> None:
        self._around.tell.say(words.shut_out(count))

    def _take_reach(self, reach: Reach | None) -> None:
        self.reach = reach
        self.reached.emit()

    def _read(self, call: Callable[[], object], then: Callable[..., None]) -> None:
        self._around.work.read(call, then=then, failed=self._not_looked, newest=then.__name__)

    def _not_looked(self, _error: Told) -> None:
        """The next look may do better."""

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=milliseconds)
        timer.timeout.connect(then)
        return timer


def _after(act: Callable[[], None], count: int) -> int:
    """On the worker: do it, and say to how many."""
    act()
    return count


def _second_phone(line: PhoneLine) -> str:
    return words.second_phone(line.person or "")
