"""Connections: who comes in and says nothing is shown out, and there are files enough for a whole room of phones."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from aiohttp import web

SILENT: Final = 10.0  # seconds until the head of a first request must be there
MOST_SILENT: Final = 400  # connections that have said nothing yet; a room that reconnects at once has fewer
FILES: Final = 8192  # a connection is an open file; a Mac gives a program 256 unless it asks for more
_EVERY: Final = 1.0


class Doorman:
    """Watches the connections of one server. It belongs to the server's thread."""

    def __init__(self) -> None:
        self._since: dict[web.RequestHandler, float] = {}
        self._spoke: set[web.RequestHandler] = set()
        self._task: asyncio.Task[None] | None = None

    def hears(self, connection: web.RequestHandler) -> None:
        """Note that a whole request came over this connection; how long it may rest after that, the server knows."""
        self._spoke.add(connection)

    def begin(self, connections: Callable[[], Iterable[web.RequestHandler]]) -> None:
        """Begin watching."""
        self._task = asyncio.create_task(self._go(connections))

    async def end(self) -> None:
        """Watch no more."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def look(self, connections: Iterable[web.RequestHandler], now: float) -> None:
        """Show out who has been silent for too long, and the longest silent of too many."""
        here = set(connections)
        self._spoke &= here
        self._since = {one: self._since.get(one, now) for one in here - self._spoke}
        silent = sorted(self._since, key=lambda one: self._since[one])
        surplus = len(silent) - MOST_SILENT
        for at, one in enumerate(silent):
            if one.transport and (at < surplus or now - self._since[one] > SILENT):
                one.transport.abort()

    async def _go(self, connections: Callable[[], Iterable[web.RequestHandler]]) -> None:
        while True:
            await asyncio.sleep(_EVERY)
            self.look(connections(), asyncio.get_running_loop().time())


def make_room_for_files() -> None:
    """Let this program open as many files as a room of phones needs; where the system has no such limit, it stays."""
    with suppress(ImportError, ValueError, OSError):
        resource = importlib.import_module("resource")  # not on Windows
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
