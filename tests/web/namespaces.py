"""Rooms made of network namespaces: a laptop with several networks, and the phones at their other ends. Linux, root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30
_rooms = count(1)


@dataclass(frozen=True)
class Cable:
    """One network: the laptop's interface and address in it, and the phones' address."""

    interface: str
    laptop: str
    phone: str
    prefix: int = 24


@dataclass(frozen=True)
class Space:
    """One namespace, as good as a computer of its own."""

    name: str

    def ip(self, command: str) -> None:
        """Change its network with the words of the `ip` command."""
        subprocess.run(["ip", "-n", self.name, *command.split()], check=True, capture_output=True, timeout=SECONDS)

    def tell(self, script: str) -> Any:
        """Run a Python script in there and return what it prints as JSON."""
        done = subprocess.run(
            self._python(script), cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @contextmanager
    def running(self, script: str) -> Iterator[Any]:
        """Keep a Python script running in there; gives the first line it prints, as JSON."""
        started = subprocess.Popen(self._python(script), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert started.stdout
            yield json.loads(started.stdout.readline())
        finally:
            started.kill()
            started.communicate(timeout=SECONDS)

    def _python(self, script: str) -> list[str]:
        return ["ip", "netns", "exec", self.name, sys.executable, "-c", script]


@contextmanager
def room(*cables: Cable) -> Iterator[tuple[Space, Space]]:
    """Give the laptop and the phones, joined by these networks; skips the test where that cannot be made."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("network namespaces need Linux, root and the ip command")
    number = f"{os.getpid()}-{next(_rooms)}"
    with ExitStack() as stack:
        laptop, phones = (stack.enter_context(_space(f"trainer-{name}-{number}")) for name in ("laptop", "phones"))
        for index, cable in enumerate(cables):
            _join(laptop, phones, cable, far_end=f"phone{index}")
        yield laptop, phones


@contextmanager
def _space(name: str) -> Iterator[Space]:
    if subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True, timeout=SECONDS).returncode:
        pytest.skip("this system does not let us make network namespaces")
    try:
        space = Space(name)
        space.ip("link set lo up")
        yield space
    finally:
        subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True, timeout=SECONDS)


def _join(laptop: Space, phones: Space, cable: Cable, far_end: str) -> None:
    laptop.ip(f"link add {cable.interface} type veth peer name {far_end} netns {phones.name}")
    laptop.ip(f"addr add {cable.laptop}/{cable.prefix} dev {cable.interface}")
    phones.ip(f"addr add {cable.phone}/{cable.prefix} dev {far_end}")
    laptop.ip(f"link set {cable.interface} up")
    phones.ip(f"link set {far_end} up")
