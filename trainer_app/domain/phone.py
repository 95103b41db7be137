"""Phones: who joined a session's floor with which, what each role may do, and the codes and PIN that let them in.

A code or a PIN lives in the memory of the running program only. A phone that has joined carries a secret of its own,
of which the data file keeps a digest, so that it is known again after the program was restarted.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

ROTATES: Final = timedelta(seconds=15)  # the attendees' code on the projector
SECRET_BITS: Final = 192
CODE_BITS: Final = 45  # nine characters to type off a screen; guesses are counted, and the code lives for seconds
PIN_DIGITS: Final = 6
PIN_TRIES: Final = 8  # wrong PINs from all phones together within `PIN_WITHIN`; then nobody may try for as long
PIN_WITHIN: Final = timedelta(minutes=5)
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # said aloud and typed off a screen, nothing looks alike
_UNPRINTED: Final = frozenset({"Cc", "Cs"})  # Unicode's general categories of controls and halves of characters
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # turn round what others wrote


class PhoneRole(Enum):
    """What a phone is there for; it is told by the code it joined with."""

    ATTENDEE = "attendee"
    HELPER = "helper"
    DOOR = "door"


class PhoneTrouble(Enum):
    """Why something a phone asked for was refused."""

    UNKNOWN = "this phone has not joined"
    REVOKED = "this phone was shut out at the desk"
    OVER = "the session this phone joined has ended"
    CODE_OLD = "this code is not shown any more"
    WRONG_PIN = "the PIN is another one"
    PIN_LOCKED = "too many wrong PINs were tried"
    NAME_MISSING = "a helper or door needs a name"
    NAME_TAKEN = "another phone of this session goes by this name"
    NOT_ALLOWED = "the role of this phone does not allow this"
    NOT_YOURS = "this belongs to somebody else"
    NOBODY_YET = "this phone has not said whose it is"
    NOT_IN_YET = "the person of this phone is not checked in"
    TOO_FAST = "too much came from this phone in a short time"
    GESTURE_REUSED = "the same gesture came with different content"
    GONE = "there is no such phone"
    PORT_TAKEN = "another program uses this port"
    NO_ADDRESS = "this laptop is in no network"
    NOT_PRIVATE = "strangers could reach this address"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that joined a session.

    `attendee_id` is whose it is (role attendee; None until they said so), `name` who acts with it (helper, door).
    `waits`: somebody at the desk must nod before it counts as this person's.
    """

    id: UUID
    session_id: UUID
    role: PhoneRole
    made_at: datetime
    attendee_id: UUID | None = None
    name: str | None = None
    waits: bool = False
    revoked_at: datetime | None = None
    seen_at: datetime | None = None

    @property
    def is_theirs(self) -> bool:
        """Whether it stands for a person: chosen, and not waiting for a nod."""
        return self.attendee_id is not None and not self.waits


@dataclass(frozen=True, slots=True)
class PhoneRoom:
    """The session whose floor phones may join, and how they reach it."""

    session_id: UUID
    port: int
    secure: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class HostStatus:
    """How phones reach this laptop now: addresses, port and PIN; which phones listen, and when each was heard of last.

    `fingerprint` is the certificate's, with TLS alone. `arrived` tells when a phone came in last, by our address.
    """

    session_id: UUID
    port: int
    secure: bool
    hosts: tuple[str, ...]
    pin: str
    fingerprint: str | None = None
    connected: frozenset[UUID] = frozenset()
    heard: Mapping[UUID, datetime] = field(default_factory=dict)
    arrived: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExitTicket:
    """What somebody left behind when they went: what they will use it for next, and what is still in the way."""

    next_use: str | None = None
    in_the_way: str | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The first answer to a gesture: `digest` tells whether a retry asks for the same."""

    phone_id: UUID
    digest: str
    answer: dict[str, object]


def secret_of(bits: int, *, length: int = 0) -> str:
    """Return random bits in an alphabet that can be said aloud; at least `length` characters."""
    text = ""
    while bits or len(text) < length:
        bits, rest = divmod(bits, len(_ALPHABET))
        text += _ALPHABET[rest]
    return text


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It is random, so one round of SHA-256 (FIPS 180-4) says nothing of it."""
    return hashlib.sha256(_bytes_of(secret)).hexdigest()


def in_one_line(text: str | None, *, longest: int) -> str | None:
    """Return what somebody typed as one line of at most `longest` characters; None where nothing is left of it."""
    return " ".join(readable(text or "").split())[:longest].rstrip() or None


def readable(text: str) -> str:
    """Return what somebody typed without characters that cannot be seen but turn round or break what stands beside."""
    return "".join(" " if _is_trick(one) else one for one in text)


def _is_trick(one: str) -> bool:
    return one in _TURNING or (unicodedata.category(one) in _UNPRINTED and one not in "\n\t")


def same(one: str, other: str) -> bool:
    """Compare two texts in a time that does not tell where they differ."""
    return hmac.compare_digest(_bytes_of(one), _bytes_of(other))


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # a phone may send half a character, which no code has


class JoinCode:
    """A code in a QR. One that rotates is replaced when it is older than `ROTATES`; the one before still counts."""

    def __init__(self, random_bits: Callable[[int], int], *, rotating: bool) -> None:
        self._random_bits = random_bits
        self._rotating = rotating
        self._made_at: datetime | None = None
        self._now = self._before = ""
        self._until = datetime.max.replace(tzinfo=UTC)

    def text(self, now: datetime) -> str:
        """Return the code to show now."""
        age = now - self._made_at if self._made_at else None
        if age is None or (self._rotating and not timedelta(0) <= age < ROTATES):  # a clock may be set back
            self._before = self._now if age is not None and age < 2 * ROTATES else ""
            self._until = (self._made_at or now) + 2 * ROTATES
            self._now, self._made_at = secret_of(self._random_bits(CODE_BITS), length=9), now
        return self._now

    def accepts(self, code: str, now: datetime) -> bool:
        """Whether somebody who shows this code saw it a moment ago."""
        shown = self.text(now)
        known, before = same(code, shown), same(code, self._before)
        return known or (before and bool(self._before) and now < self._until)

    def rotate(self) -> None:
        """Let every code shown so far count no more."""
        self._made_at, self._now, self._before = None, "", ""


class Pin:
    """The number at the desk that makes a phone a helper's or the door's; few wrong ones, then none for a while."""

    def __init__(self, random_bits: Callable[[int], int]) -> None:
        self._random_bits = random_bits
        self._wrong: list[datetime] = []
        self.text = ""
        self.rotate()

    def rotate(self) -> None:
        """Make a new one; wrong ones tried so far are forgotten."""
        self.text = f"{self._random_bits(64) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"
        self._wrong.clear()

    def try_it(self, text: str, now: datetime) -> PhoneTrouble | None:
        """Return what is wrong with this PIN, None where it is right."""
        if len(self._wrong) >= PIN_TRIES and now - self._wrong[-1] < PIN_WITHIN:
            return PhoneTrouble.PIN_LOCKED
        self._wrong = [at for at in self._wrong if now - at < PIN_WITHIN]
        digits = unicodedata.normalize("NFKC", text)  # a Japanese keyboard types them in full width
        if same("".join(digits.split()), self.text):
            return None
        self._wrong.append(now)
        return PhoneTrouble.WRONG_PIN
