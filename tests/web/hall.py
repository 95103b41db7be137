"""A room whose phones are on: real services on a real file, the real server on loopback, and phones that talk to it."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from tests.world import FRONT, World, opened
from trainer_app import bootstrap
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase, Session

HOST = "127.0.0.1"
NAMES = ("Sakura Nakamura", "Arjun Patel", "Zoë Lefèvre", "石田 菜穂子", "Liam O'Brien", "Wei Chen", "Kenji Suzuki")


@dataclass
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class PhoneClient:
    """A phone without a browser: keeps its cookies, and says where its taps come from."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        link = http.client.HTTPConnection(HOST, self.port, timeout=15)
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        link.request(method, path, body=body, headers={**said, **(headers or {})})
        answer = link.getresponse()
        found = Reply(answer.status, dict(answer.getheaders()), answer.read())
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = one.partition(";")[0].partition("=")
            if "Max-Age=0" in one:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        link.close()
        return found

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, headers=headers)

    def tap(self, gesture: str, *, gesture_id: UUID | None = None, **said: object) -> Reply:
        """Send a gesture as the script does."""
        body = json.dumps({"id": str(gesture_id or uuid4()), **said}, default=str).encode()
        headers = {"Content-Type": "application/json", "Origin": self.origin}
        return self.send("POST", f"/api/{gesture}", body, headers)

    def submit(self, path: str, **said: object) -> Reply:
        """Send a form as a browser without script does."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self.send("POST", path, urlencode(said, doseq=True).encode(), headers)


@dataclass
class Hall:
    """One session whose doors are open; `world` holds its people by first name."""

    world: World
    session: Session
    host: Any

    @property
    def port(self) -> int:
        return self.host.status().port

    def come(self, *names: str) -> None:
        for name in names:
            self.world.come(self.world.people[name], self.session)

    def enter(self, phase: Phase) -> None:
        self.world.services.sessions.enter(self.session.id, phase, desk=FRONT)

    def path_to_join(self, role: PhoneRole) -> str:
        return urlsplit(self.host.join_url(role, HOST)).path

    def phone(self, role: PhoneRole = PhoneRole.ATTENDEE, *, name: str = "Mei") -> PhoneClient:
        """Join as somebody in the room would; helpers and doors with the PIN."""
        client = PhoneClient(self.port)
        joined = client.get(self.path_to_join(role))
        assert joined.status == 303, joined.text
        if role is not PhoneRole.ATTENDEE:
            told = client.submit("/join", pin=self.host.status().pin, name=name)
            assert told.status == 303, told.text
        return client

    def phone_of(self, person: Attendee | str) -> PhoneClient:
        """Return an attendee's phone that has said whose it is."""
        person = self.world.people[person] if isinstance(person, str) else person
        client = self.phone()
        phone_id = UUID(hex=client.cookies["trainer"].partition(".")[0])
        self.world.services.phones.belongs(phone_id, person.id, sure=True)
        return client


@cache
def _empty() -> bytes:
    """Return a new data file; making one anew for every test is what takes longest."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with opened(path):
            pass
        return path.read_bytes()


def port_of_its_own() -> int:
    """Return a port that tests running beside this one do not take while this host is away for a moment."""
    with socket.create_server((HOST, 0)) as made:
        return int(made.getsockname()[1])


@contextmanager
def hall(folder: Path, *, people: tuple[str, ...] = NAMES) -> Iterator[Hall]:
    """Open a hall: a program, its people, one session with open doors, and the phones' host on loopback."""
    (folder / "hall.db").write_bytes(_empty())
    with opened(folder / "hall.db") as world:
        for name in people:
            world.person(name)
        session = world.session("Hands-on 1", phase=Phase.DOORS, room="Room 2")
        host = bootstrap.phone_host(world.services, folder)
        host.start(session.id, desk=FRONT, hosts=[HOST], port=port_of_its_own())
        try:
            yield Hall(world, session, host)
        finally:
            host.stop(desk=None)
