"""The server of one session's phones: what its handlers share, and how they get from the web's thread to a service."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from aiohttp import web

from trainer_app.domain.changes import Changes
from trainer_app.domain.errors import Refused, StorageDown, Told
from trainer_app.domain.phone import Phone, PhoneTrouble
from trainer_app.web import render
from trainer_app.web.access import COOKIE, Access
from trainer_app.web.board import Board
from trainer_app.web.doorman import Doorman
from trainer_app.web.guard import Gate
from trainer_app.web.hub import Hub
from trainer_app.web.lane import Lane
from trainer_app.web.needs import Needs
from trainer_app.words import phone_joining as joining
from trainer_app.words import phones as words
from trainer_app.words.language import code as language_code
from trainer_app.words.language import say
from trainer_app.words.trouble import sentence

_T = TypeVar("_T")
_LOCAL: Final = re.compile(r"/(?![/\\])[!-~]*")  # "//" and "/\\" lead to other hosts
_WORKERS = 4

NOT_JOINED: Final = frozenset({PhoneTrouble.UNKNOWN, PhoneTrouble.REVOKED})
_STATUS: Final = {
    PhoneTrouble.UNKNOWN: 401,
    PhoneTrouble.REVOKED: 401,
    PhoneTrouble.NOT_ALLOWED: 403,
    PhoneTrouble.OVER: 410,
    PhoneTrouble.TOO_FAST: 429,
}


class Server:
    """Everything a handler needs. It belongs to the web's thread; services are called on threads of their own."""

    def __init__(self, services: Needs, session_id: UUID, *, secure: bool) -> None:
        self.services = services
        self.session_id = session_id
        self.secure = secure
        self.access = Access(services, session_id)
        self.board = Board(services, session_id)
        self.gate = Gate(self.access.whose)
        self.doorman = Doorman()
        self.hub = Hub(asyncio.get_running_loop())
        self.arrived: dict[str, datetime] = {}  # when a phone came in last, by the address of ours it came to
        self.one_photo = asyncio.Lock()
        self.taps = Lane(lambda acts: self.work(lambda: services.phones.together(acts)))
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="phones")
        self._closed = False
        self._unsubscribe = services.feed.subscribe(self._hear)

    async def work(self, call: Callable[[], _T]) -> _T:
        """Call a service without keeping other phones waiting.

        Raises:
            web.HTTPServiceUnavailable: phones are just being switched off.
        """
        if self._closed:
            raise web.HTTPServiceUnavailable
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    async def phone_of(self, request: web.Request) -> Phone | None:
        """Return whose request this is, None for nobody's."""
        try:
            return await self.require_phone(request)
        except Refused:
            return None

    async def require_phone(self, request: web.Request) -> Phone:
        """Return whose request this is.

        Raises:
            Refused: nobody's, or not any more.
        """
        cookie = request.cookies.get(COOKIE, "")
        phone = self.access.remembered(cookie)
        if phone is None:
            phone = await self.work(lambda: self.access.known(cookie))
        self.access.heard(phone.id)
        self._note_arrival(request)
        return phone

    def sentence(self, told: Told) -> str:
        """Return what to tell the person."""
        return sentence(told)

    def leave(self) -> None:
        """End every stream and hear no more."""
        self._unsubscribe()
        self.hub.end()

    def close(self) -> None:
        """Let go of the threads; what still comes is told to come again."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _note_arrival(self, request: web.Request) -> None:
        """Note by which of our addresses a phone came; this laptop's own browser proves nothing of the network."""
        ours = request.get_extra_info("sockname")
        if ours and ours[0] != request.remote:
            self.arrived[ours[0]] = self.services.clock()

    def _hear(self, changes: Changes) -> None:
        self.access.hear(changes)
        self.board.hear(changes)
        self.hub.hear(changes)


SERVER: Final = web.AppKey("server", Server)


def status_of(told: Told) -> int:
    """Return the HTTP status of a trouble."""
    if isinstance(told, StorageDown):
        return 503
    return _STATUS.get(told.code, 409) if isinstance(told.code, PhoneTrouble) else 409


def html(  # positional: what every page has
    server: Server, template: str, title: str, facts: Mapping[str, Any], *, status: int = 200, **frame: Any
) -> web.Response:
    """Return a page. `frame` is what the frame of every page is told: `cursor`, `live`, `phone`."""
    known = {"cursor": 0, "live": False, "phone": "", "page": template.partition(".")[0], "lang": language_code()}
    text = render.page(template, {**known, "title": title, "new_id": server.services.new_id, **frame, **facts})
    return web.Response(text=text, content_type="text/html", status=status)


def see_other(path: str) -> web.Response:
    """Send the browser to another page of ours, whatever it came with."""
    return web.Response(status=303, headers={"Location": path if _LOCAL.fullmatch(path) else "/"})


def failure_page(server: Server, status: int) -> web.Response:
    """Return a page for what is not there, or cannot be taken; it names no reason of the inside."""
    facts = {"texts": joining, "trouble": words.failure(status), "joined": True, "scanning": False, "over": False}
    return html(server, "trouble.html", say(words.TROUBLE), facts, status=status)


def trouble_page(server: Server, told: Told, *, status: int = 0) -> web.Response:
    """Return a page that says what is wrong and what to do."""
    facts = {
        "texts": joining,
        "trouble": sentence(told),
        "joined": told.code not in NOT_JOINED,
        "scanning": told.code in joining.SCANNING_HELPS,
        "over": told.code is PhoneTrouble.OVER,
    }
    title = say(joining.TITLES.get(told.code, words.TROUBLE))
    return html(server, "trouble.html", title, facts, status=status or status_of(told))
