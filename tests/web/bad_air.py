"""The air of a room: a network between laptop and phones that loses and delays packets, or is away for a while.

Frames go through two tap devices and this program, which holds each for a while and drops some: what `tc netem` does,
also where the kernel has no netem. Linux, root.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import os
import selectors
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.web.namespaces import Cable, Space

_TUNSETIFF, _TAP, _NO_INFO, _NEW_NETWORK = 0x400454CA, 0x0002, 0x1000, 0x40000000
_FRAME, _TICK_S = 65536, 0.002


@dataclass
class Air:
    """How bad it is: the share of packets lost, seconds of delay each way, and what is added to that at most."""

    loss: float = 0.02
    delay: float = 0.03
    jitter: float = 0.02
    seed: int = 7
    away: threading.Event = field(default_factory=threading.Event)  # set: nothing comes through
    lost: int = 0
    carried: int = 0


@contextmanager
def joined(laptop: Space, phones: Space, cable: Cable, air: Air) -> Iterator[Air]:
    """Join laptop and phones by this network; skips the test where tap devices cannot be made."""
    try:
        ends = _Ends(laptop, phones)
    except OSError as why:
        pytest.skip(f"this system does not let us make tap devices: {why}")
    for space, address in ((laptop, cable.laptop), (phones, cable.phone)):
        space.ip(f"addr add {address}/{cable.prefix} dev air0")
        space.ip("link set air0 up")
    carrying = threading.Thread(target=ends.carry, args=(air,), name="air")
    carrying.start()
    try:
        yield air
    finally:
        ends.stop.set()
        carrying.join(10)
        ends.close()


class _Ends:
    """Both ends of the network, and the thread that carries frames from one to the other."""

    def __init__(self, laptop: Space, phones: Space) -> None:
        self.stop = threading.Event()
        self._ends: list[int] = []
        made: list[OSError] = []

        def make() -> None:  # on a thread of its own: a thread that has moved stays in the other namespace
            try:
                self._ends = [_tap(laptop), _tap(phones)]
            except OSError as error:
                made.append(error)

        maker = threading.Thread(target=make)
        maker.start()
        maker.join()
        if made:
            raise made[0]

    def carry(self, air: Air) -> None:
        """Take frames from one end to the other until told to stop."""
        chance, order = Random(air.seed), count()
        held: list[tuple[float, int, int, bytes]] = []
        with selectors.DefaultSelector() as ready:
            for end in self._ends:
                ready.register(end, selectors.EVENT_READ)
            while not self.stop.is_set():
                for key, _events in ready.select(_TICK_S):
                    frame, now = os.read(key.fd, _FRAME), time.monotonic()
                    if air.away.is_set() or chance.random() < air.loss:
                        air.lost += 1
                        continue
                    other = self._ends[key.fd == self._ends[0]]
                    heapq.heappush(held, (now + air.delay + chance.random() * air.jitter, next(order), other, frame))
                while held and held[0][0] <= time.monotonic():
                    _due, _order, end, frame = heapq.heappop(held)
                    air.carried += 1
                    with suppress(OSError):  # an end whose namespace is just being taken down
                        os.write(end, frame)

    def close(self) -> None:
        """Let go of both ends."""
        for end in self._ends:
            os.close(end)


def _tap(space: Space) -> int:
    """Make a tap device `air0` in this namespace and return its file."""
    with Path("/var/run/netns", space.name).open("rb") as where:
        if ctypes.CDLL(None, use_errno=True).setns(where.fileno(), _NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")
    made = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(made, _TUNSETIFF, struct.pack("16sH22x", b"air0", _TAP | _NO_INFO))
    return made
