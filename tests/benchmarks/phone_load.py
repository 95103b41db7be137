"""A room of phones in one process: each listens to its stream and taps, and what happened when is printed as JSON.

`python tests/benchmarks/phone_load.py PLAN.json`. The plan names the port, every phone's cookie and the taps of each,
how many taps a second, for how long, and how many phones never read their stream or come back all the time.
Times are of the monotonic clock, which all processes of one machine share.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from uuid import uuid4

HOST, PATIENCE, AGAIN = "127.0.0.1", 30.0, 0.2
Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_TINY = 2048  # bytes the system keeps for a phone that does not read


@dataclass
class Told:
    """What happened: how long each answer took, which taps were acknowledged, when each stream said what."""

    took: list[float] = field(default_factory=list)
    done: list[tuple[int, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    heard: dict[int, list[float]] = field(default_factory=dict)  # when streams were told of this cursor
    listening: int = 0
    came_back: int = 0


@dataclass
class Room:
    """The phones of a plan."""

    port: int
    cookies: list[str]
    taps: list[list[dict[str, str]]]
    told: Told = field(default_factory=Told)

    async def listen(self, phone: int) -> None:
        """Keep one stream open and note when it says that something has changed."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        writer.write(self._head("GET", "/live", phone) + b"\r\n")
        self.told.listening += 1
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.told.heard.setdefault(int(line[4:]), []).append(time.monotonic())
        finally:
            self.told.listening -= 1
            writer.close()

    async def stall(self, phone: int) -> None:
        """Open a stream and never read it."""
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _TINY)
        plain.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(plain, (HOST, self.port))
        await loop.sock_sendall(plain, self._head("GET", "/live", phone) + b"\r\n")
        try:
            await asyncio.Event().wait()
        finally:
            plain.close()

    async def come_back(self, phone: int) -> None:
        """Open a stream, leave it, and open it again."""
        while True:
            with suppress(OSError):
                _reader, writer = await asyncio.open_connection(HOST, self.port)
                writer.write(self._head("GET", "/live?since=1", phone) + b"\r\n")
                await asyncio.sleep(AGAIN)
                writer.close()
                self.told.came_back += 1

    async def tap(self, phone: int, turns: Iterator[dict[str, str]], link: asyncio.Queue[Link | None]) -> None:
        """Send one phone's next tap over its own connection and wait for the answer."""
        said = next(turns)
        body = json.dumps({"id": str(uuid4()), **{name: text for name, text in said.items() if name != "gesture"}})
        head = self._head("POST", f"/api/{said['gesture']}", phone)
        head += f"Origin: http://{HOST}:{self.port}\r\nContent-Type: application/json\r\n".encode()
        begun = time.monotonic()
        known = await link.get()
        try:
            async with asyncio.timeout(PATIENCE):
                known, (status, text) = await self._ask(known, head, body)
        except TimeoutError:
            known, status, text = None, 0, "no answer"
        self.told.took.append(time.monotonic() - begun)
        link.put_nowait(known)
        if status == 200:
            self.told.done.append((phone, said.get("step", "")))
        else:
            self.told.refused.append(f"{status} {text}")

    async def _ask(self, known: Link | None, head: bytes, body: str) -> tuple[Link, tuple[int, str]]:
        """Ask over a connection that is known, or a new one where there is none (any more)."""
        while True:
            reader, writer = link = known or await asyncio.open_connection(HOST, self.port)
            try:
                writer.write(head + f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
                return link, await _answer(reader)
            except (OSError, asyncio.IncompleteReadError):
                if known is None:
                    raise
                known = None

    def _head(self, method: str, path: str, phone: int) -> bytes:
        known = f"Host: {HOST}:{self.port}\r\nCookie: trainer={self.cookies[phone]}\r\n"
        return f"{method} {path} HTTP/1.1\r\n{known}".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length"))
    return int(head.split(" ", 2)[1]), (await reader.readexactly(length)).decode()


async def run(plan: dict[str, object]) -> Told:
    """Let the room live for as long as the plan says."""
    room = Room(int(plan["port"]), list(plan["cookies"]), list(plan["taps"]))
    stalled, restless = int(plan.get("stalled", 0)), int(plan.get("restless", 0))
    listening = len(room.cookies) - stalled - restless
    at_home = [asyncio.create_task(room.listen(phone)) for phone in range(listening)]
    at_home += [asyncio.create_task(room.stall(listening + number)) for number in range(stalled)]
    at_home += [asyncio.create_task(room.come_back(listening + stalled + number)) for number in range(restless)]
    links = [_link() for _ in room.cookies]
    while room.told.listening < listening:  # noqa: ASYNC110 - a count, told by many
        await asyncio.sleep(0.05)
    print("ready", flush=True)
    await _tap_all(room, links, rate=float(plan["rate"]), seconds=float(plan["seconds"]))
    await asyncio.sleep(1)
    for task in at_home:
        task.cancel()
    await asyncio.gather(*at_home, return_exceptions=True)
    return room.told


async def _tap_all(room: Room, links: list[asyncio.Queue[Link | None]], *, rate: float, seconds: float) -> None:
    turns = [iter(cycle(one)) for one in room.taps]
    begun, taps = time.monotonic(), []
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
        phone = number % len(links)
        taps.append(asyncio.create_task(room.tap(phone, turns[phone], links[phone])))
    await asyncio.gather(*taps)


def _link() -> asyncio.Queue[Link | None]:
    """Return where a phone's connection waits for its next tap; none at first."""
    link: asyncio.Queue[Link | None] = asyncio.Queue()
    link.put_nowait(None)
    return link


if __name__ == "__main__":
    made = asyncio.run(run(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    print(json.dumps(made.__dict__))
