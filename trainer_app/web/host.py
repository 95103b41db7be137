"""The phones' host: one thread that serves one session on this laptop's private addresses, from switching on to off."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from aiohttp import web

from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.domain.network import Address, Listening, Reach, may_bind, to_bind
from trainer_app.domain.phone import HostStatus, PhoneRole, PhoneTrouble
from trainer_app.web import app
from trainer_app.web.addresses import own_addresses
from trainer_app.web.certificate import certificate, certify, fingerprint, trusting
from trainer_app.web.doorman import make_room_for_files
from trainer_app.web.needs import Needs
from trainer_app.web.reach import look
from trainer_app.web.rounds import Rounds
from trainer_app.web.server import Server

PORT: Final = 8750
_TRIES: Final = 20  # ports after the usual one, where that is taken
_PATIENCE: Final = 15.0  # seconds to start, or to let go of every phone
_T = TypeVar("_T")


class PhoneHost:
    """Serves phones while it is on. Its methods wait for the server's thread: not for the window's own thread."""

    def __init__(
        self, services: Needs, folder: Path, *, addresses: Callable[[], Sequence[Address]] = own_addresses
    ) -> None:
        self._services = services
        self._folder = folder
        self._addresses = addresses
        self._lock = threading.RLock()
        self._running: _Running | None = None

    @property
    def session_id(self) -> UUID | None:
        """The session that is served, None while phones are off."""
        return self._running.server.session_id if self._running else None

    def start(
        self, session_id: UUID, *, desk: Desk, hosts: Sequence[str] = (), port: int = 0, secure: bool = False
    ) -> None:
        """Let phones join this session; `hosts` none: on every private address; `port` 0: the usual one or the next.

        Raises:
            Refused: the session is gone or has ended, this laptop is in no network, one of `hosts` is no private
                address, or the port is taken.
        """
        for one in hosts:
            if not may_bind(one, loopback=True):
                raise Refused(PhoneTrouble.NOT_PRIVATE, host=one)
        with self._lock:
            self.stop(desk=None)
            bound = list(hosts or to_bind(self._addresses()))
            if not bound:
                raise Refused(PhoneTrouble.NO_ADDRESS)
            running = _Running(self._services, session_id, self._tls(bound) if secure else None)
            try:
                running.chosen = bool(hosts)
                used = running.begin(bound, port)
                self._services.phones.switch_on(session_id, port=used, secure=secure, desk=desk)
            except BaseException:
                running.end()
                raise
            self._running = running

    def resume(self, *, desk: Desk, hosts: Sequence[str] = ()) -> bool:
        """Go on where the program was stopped or killed; False where phones were off or that session has ended.

        Raises:
            Refused: as `start`.
        """
        room = self._services.phones.standing()
        if room is None:
            return False
        self.start(room.session_id, desk=desk, hosts=hosts, port=room.port, secure=room.secure)
        return True

    def stop(self, *, desk: Desk | None) -> None:
        """Let go of every phone; by a `desk` that says so they stay off, else they come back with the program."""
        with self._lock:
            running, self._running = self._running, None
            if running:
                running.end()
                if desk:
                    self._services.phones.switch_off(desk=desk)

    def status(self) -> HostStatus | None:
        """Return how phones reach this laptop and who is connected, None while phones are off."""
        running = self._running
        if running is None:
            return None
        server = running.server
        return HostStatus(
            session_id=server.session_id,
            port=running.port,
            secure=server.secure,
            hosts=tuple(running.bound),
            fingerprint=fingerprint(self._folder) if server.secure else None,
            pin=server.access.pin,
            connected=frozenset(server.hub.connected()),
            heard=server.access.last_heard(),
            arrived=dict(server.arrived),
        )

    def join_url(self, role: PhoneRole, host: str) -> str:
        """Return what the QR of this role says now, for phones that reach the laptop by `host`.

        Raises:
            Refused: phones are off.
        """
        running = self._running
        if running is None:
            raise Refused(PhoneTrouble.NO_ADDRESS)
        scheme = "https" if running.server.secure else "http"
        return f"{scheme}://{_in_url(host)}:{running.port}/j/{running.server.access.code(role)}"

    def rotate(self) -> None:
        """Let no code and no PIN shown so far count any more."""
        if self._running:
            self._running.server.access.rotate()

    def look_for_addresses(self) -> bool:
        """Serve on addresses the laptop has got meanwhile, and no more on those it lost; whether anything changed."""
        with self._lock:
            if self._running is None or self._running.chosen:
                return False
            hosts, running = to_bind(self._addresses()), self._running
            if running.tls and not set(hosts) <= set(running.bound):
                with suppress(StorageDown):  # people compare the fingerprint of the one that stands
                    certify(running.tls, self._folder, hosts=hosts, now=self._services.clock())
            return running.rebind(hosts)

    def look_around(self, shown: str, waited_seconds: float) -> Reach:
        """Return whether phones get through to this laptop; `shown` is the address in the QR, "" while phones are off.

        It asks the laptop's own addresses, each for two seconds at most. `waited_seconds`: since the QR is shown.
        """
        status, now = self.status(), self._services.clock()
        on = Listening(status.hosts, shown or None, status.port, status.secure) if status else None
        seen = status.arrived if status else {}
        return asyncio.run(
            look(
                on or Listening((), None, PORT),
                last_phone_seen={address: (now - at).total_seconds() for address, at in seen.items()},
                waited_seconds=waited_seconds,
                tls=trusting(self._folder) if status and status.secure else None,
                find=lambda: tuple(self._addresses()),
            )
        )

    def _tls(self, hosts: Sequence[str]) -> ssl.SSLContext:
        return certificate(self._folder, hosts=hosts, now=self._services.clock())


class _Running:
    """One thread with its loop, from begin to end."""

    def __init__(self, services: Needs, session_id: UUID, tls: ssl.SSLContext | None) -> None:
        self.port = 0
        self.chosen = False
        self.bound: dict[str, web.TCPSite] = {}
        self.tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="phones", daemon=True)
        self._thread.start()
        self.server = self._call(self._made(services, session_id))
        self._rounds = Rounds(self.server)

    def begin(self, hosts: Sequence[str], port: int) -> int:
        """Listen on these addresses and return the port.

        Raises:
            Refused: it is taken, or all of them are.
        """
        tries = [port] if port else [PORT + at for at in range(_TRIES)]
        self._call(self._set_up())
        for one in tries:
            try:
                self._call(self._listen(hosts, one))
            except OSError:
                self._call(self._leave(list(self.bound)))
                continue
            self._call(self._rounds.begin())
            return self.port
        raise Refused(PhoneTrouble.PORT_TAKEN, port=tries[0])

    def rebind(self, hosts: Sequence[str]) -> bool:
        """Listen on these addresses and no others; an address that cannot be used is left out."""
        gone, new = [one for one in self.bound if one not in hosts], [one for one in hosts if one not in self.bound]
        self._call(self._leave(gone))
        for one in new:
            try:
                self._call(self._listen([one], self.port))
            except OSError:
                continue
        return bool(gone or new)

    def end(self) -> None:
        """Let go of every phone, the addresses and the thread."""
        try:
            self._call(self._close())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_PATIENCE)
            if not self._thread.is_alive():
                self._loop.close()

    async def _made(self, services: Needs, session_id: UUID) -> Server:
        return Server(services, session_id, secure=self.tls is not None)

    async def _set_up(self) -> None:
        self._runner = web.AppRunner(app.build(self.server), access_log=None, keepalive_timeout=30, shutdown_timeout=1)
        await self._runner.setup()
        make_room_for_files()
        inside = self._runner.server
        assert inside is not None  # noqa: S101 - it was just set up
        self.server.doorman.begin(lambda: inside.connections)

    async def _listen(self, hosts: Sequence[str], port: int) -> None:
        for host in hosts:
            site = web.TCPSite(self._runner, host, port, ssl_context=self.tls, backlog=1024)
            await site.start()
            self.bound[host], self.port = site, port or _port_of(site)
            port = self.port
        self._name_hosts()

    async def _leave(self, hosts: Sequence[str]) -> None:
        for host in hosts:
            await self.bound.pop(host).stop()
        self._name_hosts()

    def _name_hosts(self) -> None:
        names = {f"{_in_url(host)}:{self.port}" for host in self.bound}
        if self.port == (443 if self.tls else 80):  # browsers leave out what goes without saying
            names |= {_in_url(host) for host in self.bound}
        self.server.gate.hosts = frozenset(names)

    async def _close(self) -> None:
        await self._rounds.end()
        await self.server.doorman.end()
        self.server.leave()
        await self._runner.cleanup()  # what was asked for is still answered
        self.server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}  # of connections a phone keeps open
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _call(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)


def _port_of(site: web.TCPSite) -> int:
    server = site._server  # noqa: SLF001 - aiohttp has no other way to tell the port the system chose
    return int(server.sockets[0].getsockname()[1]) if isinstance(server, asyncio.Server) else 0


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
