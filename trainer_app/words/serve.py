"""What `serve` prints: where phones join, and how it is ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trainer_app.domain.phone import HostStatus
from trainer_app.domain.session import Session
from trainer_app.words.language import N_, say


def serving(session: Session, now: HostStatus, *, places: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield which session phones may join, through which addresses, and the PIN."""
    yield say(N_("Phones may join “{session}” from the networks this laptop is in."), session=session.name)
    for url in places["helper"]:
        yield say(N_("Helpers: {url}"), url=url)
    for url in places["door"]:
        yield say(N_("Door: {url}"), url=url)
    yield say(N_("PIN of helpers and door: {pin}"), pin=now.pin)
    if now.fingerprint:
        yield say(N_("Fingerprint of the certificate phones will ask about: {print}"), print=now.fingerprint)
    yield say(N_("Ctrl+C ends this; started again, the phones that joined come back by themselves."))


def attendees(url: str) -> str:
    """Return where attendees join just now."""
    return say(N_("Attendees, for the next seconds: {url}"), url=url)


def entered(session: Session, phase: str) -> str:
    """Return that a session is in another part now."""
    return say(N_("“{session}” is now in: {phase}."), session=session.name, phase=phase)
