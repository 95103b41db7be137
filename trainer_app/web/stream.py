"""The stream of events to one phone: resumes where it broke off, and gives up on who does not read."""

from __future__ import annotations

import asyncio
from typing import Final

from aiohttp import web

from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.domain.phone import Phone, PhoneTrouble
from trainer_app.web.hub import Event, Stream
from trainer_app.web.limits import STREAMS
from trainer_app.web.server import NOT_JOINED, SERVER, Server

_PATIENCE: Final = 15.0  # seconds a phone may take to read what fits no buffer any more
_AGAIN: Final = 2000  # milliseconds after which a browser comes back by itself


async def live(request: web.Request) -> web.StreamResponse:
    """Tell this phone when it should look again, from the cursor it knows."""
    server = request.app[SERVER]
    phone = await server.require_phone(request)
    address = request.remote or ""
    if len(server.hub.streams_of(phone)) >= STREAMS or not server.hub.has_room(address):
        raise Refused(PhoneTrouble.TOO_FAST)
    stream = server.hub.listen(phone, address=address)  # before anything is waited for, so that it counts
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
    try:
        await response.prepare(request)
        await _write(response, f"retry: {_AGAIN}\n\n".encode())
        await _catch_up(server, stream, _since(request))
        await _tell(server, request, response, stream)
    except (ConnectionError, TimeoutError, Refused, StorageDown):
        pass  # it went, does not read, or we cannot: it comes back with the cursor it knows
    finally:
        server.hub.leave(stream)
    return response


async def _catch_up(server: Server, stream: Stream, since: int | None) -> None:
    """Let a phone look again where something of its own happened while it was away."""
    if since is None:
        return
    missed = await server.work(lambda: _missed(server, stream.phone, since))
    if missed >= since:
        stream.tell(missed)
    elif missed:
        stream.look()  # a backup was restored: to a page that knows more, its cursor would be old news


def _missed(server: Server, phone: Phone, since: int) -> int:  # positional: what of whose, and from where on
    phones = server.services.phones
    if phones.waits_for_help(phone):  # its page may be from before the program began
        server.hub.shows_place(phone, waits=True)
    return phones.missed(phone, since)


async def _tell(server: Server, request: web.Request, response: web.StreamResponse, stream: Stream) -> None:
    async for event in stream.events():
        await _write(response, _text(event))  # it says nothing of anybody, so it need not wait for the next line
        if not await _goes_on(server, request, response, stream.phone):
            return


async def _goes_on(  # positional: whose stream
    server: Server, request: web.Request, response: web.StreamResponse, phone: Phone
) -> bool:
    """Say whether a stream still fits its phone; one that was shut out is told so, others come back by themselves."""
    try:
        found = await server.require_phone(request)
    except Refused as told:
        if told.code in NOT_JOINED:
            await _write(response, _text(Event("gone")))
        return False
    return found.attendee_id == phone.attendee_id


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(_PATIENCE):
        await response.write(data)


def _text(event: Event) -> bytes:
    mark = f"id: {event.cursor}\n" if event.cursor else ""
    return f"{mark}event: {event.kind}\ndata: {event.cursor}\n\n".encode()


def _since(request: web.Request) -> int | None:
    said = request.headers.get("Last-Event-ID") or request.query.get("since", "")
    return int(said) if said.isdecimal() and len(said) < 16 else None  # noqa: PLR2004 - no cursor grows so long
