"""Does the room's network let phones reach this laptop? What the laptop can find out by itself."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from trainer_app.domain.network import Address, Listening, Reach, SelfTest, advise
from trainer_app.web.addresses import own_addresses

PATIENCE: Final = 2.0
"""Seconds after which an own address counts as silent."""

_MOST_READ: Final = 4096
_ASK: Final = "GET /ping HTTP/1.1\r\nHost: {address}:{port}\r\nConnection: close\r\n\r\n"


async def self_test(address: str, port: int, *, tls: ssl.SSLContext | None = None) -> SelfTest:
    """Ask this address for /ping, as a phone would, over TLS where a client's context is given."""
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await _ask(address, port, tls)
    except TimeoutError:
        return SelfTest.SILENT
    except ssl.SSLError:  # ours would have shown our certificate
        return SelfTest.STRANGER
    except OSError:
        return SelfTest.REFUSED
    head, _, body = answer.partition(b"\r\n\r\n")
    ours = head.startswith((b"HTTP/1.1 200 ", b"HTTP/1.0 200 ")) and body.strip() == b"ok"
    return SelfTest.ANSWERED if ours else SelfTest.STRANGER


async def look(
    listening: Listening,
    *,
    last_phone_seen: Mapping[str, float],
    waited_seconds: float,
    tls: ssl.SSLContext | None = None,
    find: Callable[[], tuple[Address, ...]] = own_addresses,
) -> Reach:
    """Return what can be said now of every address of this laptop, and what to do.

    Args:
        listening: where the server listens and which address the QR code shows.
        last_phone_seen: seconds since a phone last came, by the address it came to. Visits from this laptop itself,
            its self-tests too, do not count.
        waited_seconds: since the QR code is shown.
        tls: a client's context that trusts our certificate (`certificate.trusting`), None for plain http.
        find: returns the addresses, best first; it is called on a thread, for it may wait.
    """
    addresses = await asyncio.to_thread(find)
    answers = await asyncio.gather(*(self_test(one, listening.port, tls=tls) for one in listening.bound))
    tests = dict(zip(listening.bound, answers, strict=True))
    return Reach(
        listening=listening,
        addresses=addresses,
        self_tests=tests,
        last_phone_seen=dict(last_phone_seen),
        advice=advise(
            addresses,
            bound=listening.bound,
            shown=listening.shown,
            self_test=tests.get(listening.shown or ""),
            last_phone_seen=last_phone_seen,
            waited_seconds=waited_seconds,
        ),
    )


async def _ask(address: str, port: int, tls: ssl.SSLContext | None) -> bytes:
    reader, writer = await asyncio.open_connection(address, port, ssl=tls)
    try:
        answer = b""
        with suppress(ConnectionError):  # a stranger may hang up at any moment
            writer.write(_ASK.format(address=address, port=port).encode("ascii"))
            while len(answer) < _MOST_READ and (more := await reader.read(_MOST_READ)):
                answer += more
        return answer
    finally:
        writer.transport.abort()  # nothing more is wanted, and a stranger may never say goodbye
        with suppress(OSError):
            await writer.wait_closed()
