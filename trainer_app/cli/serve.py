"""`serve`: phones without a window; says where they join, and goes on until it is stopped."""

from __future__ import annotations

import argparse
import io
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from trainer_app import paths
from trainer_app.bootstrap import Services, phone_host
from trainer_app.cli.actions import DONE, desk, open_data
from trainer_app.cli.output import print_json, print_lines
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import HostStatus, PhoneRole
from trainer_app.domain.session import Phase, Session, SessionTrouble
from trainer_app.words import serve as words

_LOOK: Final = 1.0  # seconds between two looks at what others wrote, and at the code that rotates
_ADDRESSES: Final = 10  # looks between two at the laptop's addresses
_FAREWELL: Final = 10  # looks after the session's end in which phones are still told that it is over


class Host(Protocol):
    """What serving needs of the phones' host."""

    def status(self) -> HostStatus | None:
        """Return how phones reach this laptop."""

    def join_url(self, role: PhoneRole, host: str) -> str:
        """Return what the QR of a role says now."""

    def look_for_addresses(self) -> bool:
        """Serve on addresses the laptop has got meanwhile."""


def serve(asked: argparse.Namespace, data: Path) -> int:
    """Let phones join a session until the program is stopped; they are let in again when it is started anew."""
    with open_data(data) as services, _stopping() as stop:
        session = _session(services, asked.session)
        host = phone_host(services, paths.data_file().parent)
        host.start(session.id, desk=desk(), hosts=asked.host, port=asked.port, secure=asked.tls)
        try:
            _say(session, host, as_json=asked.json)
            _go_on(services, host, session_id=session.id, stop=stop, as_json=asked.json)
        finally:
            host.stop(desk=None)
    return DONE


def _go_on(services: Services, host: Host, *, session_id: UUID, stop: threading.Event, as_json: bool) -> None:
    shown, looks, over = "", 0, 0
    while not stop.wait(_LOOK if looks else 0):
        services.watch.poll()
        if looks % _ADDRESSES == 0:
            host.look_for_addresses()
        looks += 1
        now = host.status()
        over = over + 1 if services.sessions.get(session_id).phase is Phase.ENDED else 0
        if now is None or over > _FAREWELL:
            return
        url = host.join_url(PhoneRole.ATTENDEE, now.hosts[0]) if now.hosts else ""
        if url != shown:
            shown = url
            _say_code(url, as_json=as_json)


def _session(services: Services, name: str | None) -> Session:
    """Return the session asked for: the named one, the one phones were in, the one that runs, or the next one.

    Raises:
        Refused: there is none.
    """
    if name:
        return services.sessions.named(name)
    if room := services.phones.standing():
        return services.sessions.get(room.session_id)
    left = [one for one in services.sessions.everything() if one.phase is not Phase.ENDED]
    running = [one for one in left if one.phase is not Phase.PLANNED]
    if not left:
        raise Refused(SessionTrouble.NOT_FOUND, session="", sessions=())
    return max(running, key=lambda one: one.starts_at) if running else min(left, key=lambda one: one.starts_at)


def _say(session: Session, host: Host, *, as_json: bool) -> None:
    now = host.status()
    if now is None:
        return
    places = {role.value: [host.join_url(role, one) for one in now.hosts] for role in PhoneRole}
    if as_json:
        print_json({"session": session.name, "pin": now.pin, "join": places, "fingerprint": now.fingerprint})
    else:
        print_lines(words.serving(session, now, places=places))


def _say_code(url: str, *, as_json: bool) -> None:
    """Print the attendees' code of this moment; a terminal also gets it as a QR code."""
    if as_json:
        print_json({"attendee": url})
    elif sys.stdout is not None and sys.stdout.isatty():
        print_lines([*_drawn(url), words.attendees(url)])
    else:
        print_lines([words.attendees(url)])


def _drawn(url: str) -> Iterator[str]:
    import qrcode

    code = qrcode.QRCode(border=2)
    code.add_data(url)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    yield from drawn.getvalue().splitlines()


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Yield what is set when somebody wants the program to end: Ctrl+C, or the system's own way."""
    stop = threading.Event()
    before = {one: signal.signal(one, lambda *_: stop.set()) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
