"""Requests no browser would send: bytes over a socket, and what comes back."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.web.hall import HOST, Hall, hall
from trainer_app.domain.session import Phase


@dataclass
class RawReply:
    status: int
    head: str
    body: bytes


def raw(port: int, data: bytes, *, wait: float = 10) -> RawReply:
    """Send these bytes and read until the laptop closes, or the answer is whole; status 0 where none came."""
    with socket.create_connection((HOST, port), timeout=wait) as link:
        link.sendall(data)
        found = b""
        try:
            while b"\r\n\r\n" not in found or len(found.partition(b"\r\n\r\n")[2]) < _length(found):
                piece = link.recv(65536)
                if not piece:
                    break
                found += piece
        except ConnectionError:
            pass
    head, _, body = found.partition(b"\r\n\r\n")
    return RawReply(int(head.split()[1]) if head else 0, head.decode("latin-1"), body)


@contextmanager
def busy_hall(folder: Path) -> Iterator[Hall]:
    """Open a hall in which somebody is at work, and whose limits of haste do not stand in a test's way."""
    with hall(folder) as opened:
        opened.come("Sakura")
        opened.enter(Phase.HANDS_ON)
        unhurried(opened)
        yield opened


def unhurried(hall: Hall) -> None:
    """Let ten seconds pass before each request, so that asking for everything is not too much at once."""
    hall.host._running.server.gate._clock = count(10**9, 10).__next__


def request(method: str, path: str, *lines: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "Connection: close", "", ""]).encode("latin-1") + body


def _length(found: bytes) -> int:
    for line in found.partition(b"\r\n\r\n")[0].lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
