"""The phones' host of one open data file, called on worker threads: the window never waits for a socket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from trainer_app import paths
from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused
from trainer_app.domain.network import Reach
from trainer_app.domain.phone import HostStatus, PhoneRole
from trainer_app.domain.session import Session
from trainer_app.qt.qr import modules_of
from trainer_app.services.phones import PhoneLine

_LET_GO_S: Final = 2.0


class Host(Protocol):
    """What lets phones join, as `bootstrap.phone_host` makes it. Every method but `status` may take its time."""

    def start(self, session_id: UUID, *, desk: Desk, port: int = 0, secure: bool = False) -> None:
        """Let phones join this session; `port` 0 is the usual one or the next."""

    def resume(self, *, desk: Desk) -> bool:
        """Go on where the program was stopped; False where phones were off."""

    def stop(self, *, desk: Desk | None) -> None:
        """Let go of every phone; by a `desk` they stay off, else they come back with the program."""

    def status(self) -> HostStatus | None:
        """Return how phones reach this laptop, None while they are off."""

    def join_url(self, role: PhoneRole, host: str) -> str:
        """Return what the QR of this role says now."""

    def rotate(self) -> None:
        """Let no code and no PIN shown so far count any more."""

    def look_for_addresses(self) -> bool:
        """Serve on addresses the laptop has got meanwhile; whether anything changed."""

    def look_around(self, shown: str, waited_seconds: float) -> Reach:
        """Return whether phones get through; `shown` is the address in the QR."""


MakeHost = Callable[[Services, Path], Host]


@dataclass(frozen=True, slots=True)
class Look:
    """How phones reach this laptop at one moment: `urls` are what the QR of each role says, by the address `shown`.

    There are none while the laptop is in no network.
    """

    status: HostStatus
    shown: str
    urls: Mapping[PhoneRole, str]


@dataclass(frozen=True, slots=True)
class Roll:
    """The session that is served and the phones that joined it, the newest first."""

    session: Session
    lines: tuple[PhoneLine, ...]

    @property
    def waiting(self) -> tuple[PhoneLine, ...]:
        """The phones somebody at the desk must nod to."""
        return tuple(one for one in self.lines if one.phone.waits)


class Hosting:
    """The host of one open data file: made when first wanted, and let go with the file. For worker threads."""

    def __init__(self, services: Services, make: MakeHost) -> None:
        self._services, self._make = services, make
        self._lock = threading.Lock()
        self.host: Host | None = None
        self._closed = False

    def begin(self, session_id: UUID, *, desk: Desk, port: int, secure: bool) -> Look | None:
        """Let phones join this session.

        Raises:
            Refused: as the host does.
        """
        if host := self._made():
            host.start(session_id, desk=desk, port=port, secure=secure)
        return self.look("")

    def resume(self, desk: Desk) -> Look | None:
        """Go on where the program was stopped; None where phones were off, and then no web server is loaded."""
        if self._services.phones.standing() is None:
            return None
        host = self._made()
        return self.look("") if host and host.resume(desk=desk) else None

    def end(self, desk: Desk) -> None:
        """Switch phones off."""
        if self.host:
            self.host.stop(desk=desk)

    def look(self, wanted: str) -> Look | None:
        """Return what phones are shown, by this address where it is served, else by the best; None while off."""
        status = self.host.status() if self.host else None
        if status is None or self.host is None:
            return None
        if not status.hosts:
            return Look(status, "", {})
        shown = wanted if wanted in status.hosts else status.hosts[0]
        try:
            urls = {role: self.host.join_url(role, shown) for role in PhoneRole}
        except Refused:  # switched off meanwhile
            return None
        for url in urls.values():
            modules_of(url)  # made here once, so that the window need not wait for it
        return Look(status, shown, urls)

    def roll(self, session_id: UUID) -> Roll:
        """Return who joined."""
        lines = self._services.phones.roll(session_id)
        return Roll(self._services.sessions.get(session_id), tuple(lines))

    def rotate(self, wanted: str) -> Look | None:
        """Make new codes and a new PIN."""
        if self.host:
            self.host.rotate()
        return self.look(wanted)

    def look_for_addresses(self) -> bool:
        """Serve on the addresses there are now; whether that changed anything."""
        return self.host.look_for_addresses() if self.host else False

    def look_around(self, shown: str, waited_seconds: float) -> Reach | None:
        """Return whether phones get through, None once the file is let go."""
        host = self._made()
        return host.look_around(shown, waited_seconds) if host else None

    def close(self) -> None:
        """Let go of every phone, within two seconds; they come back with the file."""
        with self._lock:
            self._closed, host = True, self.host
        if host:
            going = threading.Thread(target=partial(host.stop, desk=None), name="phones end", daemon=True)
            going.start()
            going.join(_LET_GO_S)

    def _made(self) -> Host | None:
        with self._lock:
            if self.host is None and not self._closed:
                self.host = self._make(self._services, paths.data_file().parent)
            return None if self._closed else self.host
