"""Simulated people with phones, in a process of their own: `python -m tests.journeys.phone_people PLAN.json`.

Each keeps a tap until it is answered, as the page's script does, and notes what was acknowledged; at the end everything
acknowledged is printed as one JSON document. The codes are read off a file, as people read them off the projector.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

FINAL = {200, 400, 403, 409, 410}
AGAIN, PATIENCE = 0.3, 60.0


class OverError(Exception):
    """The room is closed, or nobody answers any more."""


@dataclass
class Phone:
    """One phone: its cookies, its seeded chance, and what was acknowledged to it."""

    wall: Path
    chance: Random
    cookies: dict[str, str] = field(default_factory=dict)
    answered: list[dict[str, Any]] = field(default_factory=list)
    retries: int = 0

    @property
    def shown(self) -> dict[str, Any]:
        """What the projector and the desk show now."""
        return json.loads(self.wall.read_text(encoding="utf-8"))

    def ask(  # positional: as HTTP says it
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ) -> tuple[int, bytes]:
        """Ask until there is an answer, whatever happens to the laptop and the air meanwhile."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, text = self._once(method, path, body, kind)
            except (OSError, http.client.HTTPException):
                status, text = 0, b""
            if status in FINAL or status == 303:
                return status, text
            self.retries += 1
            time.sleep(AGAIN * (1 + self.chance.random()))
        raise OverError(path)

    def get(self, path: str) -> Any:
        """Return a look as JSON."""
        status, text = self.ask("GET", path)
        if status == 410:
            raise OverError(path)
        return json.loads(text)

    def tap(self, gesture: str, **said: object) -> dict[str, Any]:
        """Send a gesture until it is answered, under one id, and note the answer."""
        gesture_id = str(UUID(int=self.chance.getrandbits(128), version=4))
        body = json.dumps({"id": gesture_id, **{name: value for name, value in said.items() if value is not None}})
        status, text = self.ask("POST", f"/api/{gesture}", body.encode())
        answer = {"gesture": gesture, "id": gesture_id, "status": status, "said": said, "answer": json.loads(text)}
        self.answered.append(answer)
        if status == 410:
            raise OverError(gesture)
        return answer

    def join(self, role: str, *, name: str = "") -> None:
        """Scan the code, anew where it has just changed, and give PIN and name where they are asked for."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status, _text = self.ask("GET", urlsplit(self.shown[role]).path)
            if status == 303 and name:
                form = urlencode({"pin": self.shown["pin"], "name": name, "instead": "yes"}).encode()
                status, _text = self.ask("POST", "/join", form, "application/x-www-form-urlencoded")
            if status == 303 and "trainer" in self.cookies:
                return
            time.sleep(AGAIN)
        raise OverError("join")

    def _once(self, method: str, path: str, body: bytes | None, kind: str) -> tuple[int, bytes]:
        place = urlsplit(self.shown["attendee"])
        link = http.client.HTTPConnection(str(place.hostname), place.port, timeout=8)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Origin": f"http://{place.netloc}", "Content-Type": kind}
        try:
            link.request(method, path, body=body, headers=headers)
            answer = link.getresponse()
            text = answer.read()
            for one in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = one.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, text
        finally:
            link.close()


def attend(phone: Phone, name: str, *, seat: str, done: threading.Event) -> dict[str, Any]:
    """Be an attendee from the door to the exit."""
    time.sleep(phone.chance.uniform(0, 4))
    phone.join("attendee")
    found = phone.get(f"/api/find?q={quote(name)}")["people"]
    phone.tap("me", attendee=found[0]["id"])
    phone.tap("seat", seat=seat)
    phone.tap("confidence", moment="before", value=phone.chance.randint(1, 3))
    while (me := phone.get("/api/me")).get("step") and not done.is_set():
        if me["phase"] == "wrap_up":
            break
        if me["phase"] != "hands_on":
            time.sleep(0.5)
            continue
        if me.get("nudge"):
            phone.tap("nudge", step=me["nudge"], answer="nearly")
        time.sleep(phone.chance.uniform(0.05, 1.2))
        if phone.chance.random() < 0.12:
            _be_stuck(phone, me["step"])
        phone.tap("done", step=me["step"])
        if phone.chance.random() < 0.05:
            phone.tap("not_done", step=me["step"])
    _leave(phone)
    return {
        "name": name,
        "seat": seat,
        "me": phone.get("/api/me"),
        "answered": phone.answered,
        "retries": phone.retries,
    }


def _be_stuck(phone: Phone, step: str) -> None:
    phone.tap("stuck", step=step, text="it says no")
    until = time.monotonic() + phone.chance.uniform(4, 15)
    while time.monotonic() < until:
        if not phone.get("/api/me").get("ticket"):
            return
        time.sleep(0.4)
    phone.tap("withdraw")


def _leave(phone: Phone) -> None:
    while phone.get("/api/me")["phase"] != "wrap_up":
        time.sleep(0.5)
    phone.tap("exit", value=phone.chance.randint(3, 5), next_use="the Monday report", in_the_way=None)


def help_out(phone: Phone, name: str, *, done: threading.Event) -> dict[str, Any]:
    """Be a helper until the room is told to come to its end."""
    phone.join("helper", name=name)
    floor: dict[str, Any] = {}
    while not done.is_set():
        floor = phone.get("/api/floor")
        ready = [one for one in floor["hands"] if one["state"] in ("open", "handed_back")]
        if not ready or floor["phase"] not in ("hands_on", "wrap_up"):
            time.sleep(phone.chance.uniform(0.2, 0.6))
            continue
        ticket = phone.chance.choice(ready[:2])["ticket"]
        if phone.tap("claim", ticket=ticket)["status"] != 200:
            continue
        time.sleep(phone.chance.uniform(0.3, 1.5))
        end = phone.chance.random()
        if end < 0.7:
            phone.tap("solve", ticket=ticket, remedy="something_else")
        else:
            phone.tap("hand_back" if end < 0.85 else "park", ticket=ticket)
    return {"name": name, "floor": phone.get("/api/floor"), "answered": phone.answered, "retries": phone.retries}


def main(plan: dict[str, Any]) -> None:
    """Let everybody live, until a line on stdin says that the room comes to its end."""
    wall, done = Path(plan["wall"]), threading.Event()
    with ThreadPoolExecutor(64) as crowd:
        people = [
            crowd.submit(attend, Phone(wall, Random(plan["seed"] + at)), name, seat=f"A{at + 1}", done=done)
            for at, name in enumerate(plan["people"])
        ]
        helpers = [
            crowd.submit(help_out, Phone(wall, Random(900 + plan["seed"] + at)), name, done=done)
            for at, name in enumerate(plan["helpers"])
        ]
        print(json.dumps("ready"), flush=True)
        told = [one.result() for one in people]
        done.set()
        print(json.dumps({"people": told, "helpers": [one.result() for one in helpers]}), flush=True)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
