"""`serve` as a process of its own: phones join, and come back by themselves after it was killed."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.test_processes import COMMAND, environment, trainer
from tests.web.hall import PhoneClient


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "demo.db"
    assert trainer(path, "demo").returncode == 0
    return path


@contextmanager
def serving(data: Path, port: int, *more: str) -> Iterator[tuple[subprocess.Popen[bytes], Iterator[dict]]]:
    command = [*COMMAND, "--data", str(data), "serve", "--host", "127.0.0.1", "--port", str(port), "--json", *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(PYTHONUNBUFFERED="1"))
    try:
        yield process, documents(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)
        process.stdout.close()


def documents(process: subprocess.Popen[bytes]) -> Iterator[dict]:
    """Yield the JSON documents a process prints one after the other."""
    text, decoder = "", json.JSONDecoder()
    for line in process.stdout:
        text += line.decode()
        try:
            found, end = decoder.raw_decode(text)
        except json.JSONDecodeError:
            continue
        text = text[end:].lstrip()
        yield found


def path_of(url: str) -> str:
    return urlsplit(url).path


def test_a_phone_joins_and_is_known_again_after_the_program_was_killed(data: Path) -> None:
    port = free_port()
    with serving(data, port) as (process, said):
        places = next(said)
        assert places["session"] == "Hands-on 6"
        phone = PhoneClient(port)
        assert phone.get(path_of(next(said)["attendee"])).status == 303
        assert phone.get("/api/me").json["phase"] == "hands_on"
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    with serving(data, port) as (process, said):
        next(said)
        assert phone.get("/api/me").json["phase"] == "hands_on"


def test_it_ends_when_it_is_told_to_and_when_the_session_does(data: Path) -> None:
    port = free_port()
    with serving(data, port) as (process, said):
        next(said)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    with serving(data, port) as (process, said):
        next(said)
        assert trainer(data, "phase", "ended", "--session", "Hands-on 6").returncode == 0
        assert process.wait(30) == 0


def test_a_public_address_a_taken_port_and_a_bad_one_are_refused(data: Path) -> None:
    public = trainer(data, "serve", "--host", "8.8.8.8")
    assert (public.returncode, b"private" in public.stderr) == (2, True)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        told = trainer(data, "serve", "--host", "127.0.0.1", "--port", taken.getsockname()[1])
    assert (told.returncode, told.stdout, told.stderr.count(b"\n")) == (2, b"", 1)
    assert trainer(data, "serve", "--port", "80").returncode == 2


def test_a_session_enters_its_next_part(data: Path) -> None:
    said = trainer(data, "phase", "break", "--session", "Hands-on 6")
    assert (said.returncode, said.stdout) == (0, "“Hands-on 6” is now in: Break.\n".encode())
