"""Who a request is from: codes that let phones in, the cookie that knows them again, and who was heard of."""

from __future__ import annotations

import threading
from datetime import datetime
from uuid import UUID

from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import JoinCode, Phone, PhoneRole, PhoneTrouble, Pin, digest_of, same
from trainer_app.web.limits import Searches
from trainer_app.web.needs import Needs

COOKIE = "trainer"
JOINING = "trainer_join"
COOKIE_AGE = 16 * 3600  # seconds: longer than any session, and a phone left in a drawer is nobody's


class Access:
    """Codes, PIN and known phones of the session that is served. Safe from several threads."""

    def __init__(self, services: Needs, session_id: UUID) -> None:
        bits = services.context.random_bits
        self.session_id = session_id
        self.searches = Searches()
        self._services = services
        self._lock = threading.Lock()
        self._codes = {role: JoinCode(bits, rotating=role is PhoneRole.ATTENDEE) for role in PhoneRole}
        self._pin = Pin(bits)
        self._reading = threading.Lock()
        self._known: dict[str, tuple[Phone, str]] = {}
        self._told, self._read_at = 1, 0  # how often phones changed, and up to which of these times they are read
        self._heard: dict[UUID, datetime] = {}
        self._unwritten: set[UUID] = set()

    @property
    def pin(self) -> str:
        """The number at the desk."""
        with self._lock:
            return self._pin.text

    def code(self, role: PhoneRole) -> str:
        """Return the code to show now for this role."""
        with self._lock:
            return self._codes[role].text(self._services.clock())

    def role_of(self, code: str) -> PhoneRole | None:
        """Return which role's code this is; None where it is not shown (any more)."""
        now = self._services.clock()
        with self._lock:
            found = [role for role in PhoneRole if self._codes[role].accepts(code, now)]
        return found[0] if found else None

    def try_pin(self, text: str) -> None:
        """Check a PIN.

        Raises:
            Refused: it is wrong, or too many were.
        """
        with self._lock:
            trouble = self._pin.try_it(text, self._services.clock())
        if trouble:
            raise Refused(trouble)

    def rotate(self) -> None:
        """Let no code and no PIN shown so far count any more; phones that have joined stay."""
        with self._lock:
            for code in self._codes.values():
                code.rotate()
            self._pin.rotate()

    def remembered(self, cookie: str) -> Phone | None:
        """Return the phone this cookie belongs to as far as that is known without asking; no SQL."""
        name, _, secret = cookie.partition(".")
        with self._lock:
            found = self._known.get(name) if self._read_at == self._told else None
        is_it = found is not None and found[0].revoked_at is None and same(found[1], digest_of(secret))
        return found[0] if found and is_it else None

    def whose(self, cookie: str) -> UUID | None:
        """Return which phone this cookie was seen to belong to, shut out or not: for counting, nothing else."""
        name, _, secret = cookie.partition(".")
        with self._lock:
            found = self._known.get(name)
        return found[0].id if found and same(found[1], digest_of(secret)) else None

    def known(self, cookie: str) -> Phone:
        """Return the phone this cookie belongs to.

        Raises:
            Refused: none, it was shut out, its session has ended, or another session is served now.
        """
        name, _, secret = cookie.partition(".")
        found = self._look_up(name)
        if found is None or not same(found[1], digest_of(secret)):
            raise Refused(PhoneTrouble.UNKNOWN)
        if found[0].revoked_at is not None:
            raise Refused(PhoneTrouble.REVOKED)
        return found[0]

    def hear(self, changes: Changes) -> None:
        """Hear the feed: a phone shut out, or a session that ended, is noticed with the next request."""
        if changes.topics & {Topic.PHONES, Topic.SESSIONS}:
            with self._lock:
                self._told += 1

    def _look_up(self, name: str) -> tuple[Phone, str] | None:
        """Return a phone and the digest of its secret; whoever comes first reads them all, for the others too."""
        with self._reading:
            with self._lock:
                told = self._told  # before reading: what is written meanwhile is read again
            if told != self._read_at:
                everybody = self._services.phones.everybody(self.session_id)
                with self._lock:
                    self._known = {phone_id.hex: found for phone_id, found in everybody.items()}
                    self._read_at = told
        with self._lock:
            return self._known.get(name)

    def heard(self, phone_id: UUID) -> None:
        """Note that a phone was heard of just now."""
        with self._lock:
            self._heard[phone_id] = self._services.clock()
            self._unwritten.add(phone_id)

    def somebodys(self) -> frozenset[UUID]:
        """Return the phones that were seen to stand for somebody; it may be a moment old."""
        with self._lock:
            return frozenset(phone.id for phone, _ in self._known.values() if phone.is_theirs)

    def last_heard(self) -> dict[UUID, datetime]:
        """Return when each phone was heard of last, since the program began."""
        with self._lock:
            return dict(self._heard)

    def write_heard(self) -> None:
        """Keep which phones were heard of since this was last asked for."""
        with self._lock:
            unwritten, self._unwritten = self._unwritten, set()
        if unwritten:
            self._services.phones.seen(unwritten)


def cookie_of(phone: Phone, secret: str) -> str:
    """Return what a phone proves itself with."""
    return f"{phone.id.hex}.{secret}"
