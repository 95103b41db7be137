"""The gate every request comes through: names this laptop answers to, where taps may come from, and how many."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from aiohttp import web

from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PhoneTrouble
from trainer_app.web.access import COOKIE
from trainer_app.web.limits import ADDRESS, JOINS, PHONE, PHOTOS, QUERY, STRANGERS, Limiter

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # a form without script proves by it where it stands
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}


class Gate:
    """Looks at every request before anybody else does. `hosts` are the `host:port` this laptop is reached by.

    `whose` tells which phone a cookie was seen to belong to: what nobody proved is counted with the strangers'.
    """

    def __init__(self, whose: Callable[[str], UUID | None], *, clock: Callable[[], float] = time.monotonic) -> None:
        self.hosts: frozenset[str] = frozenset()
        self._whose, self._clock = whose, clock
        self._phones, self._addresses, self._strangers = Limiter(PHONE), Limiter(ADDRESS), Limiter(STRANGERS)
        self._joins, self._photos = Limiter(JOINS), Limiter(PHOTOS)

    def check(self, request: web.Request) -> None:
        """Let a request in.

        Raises:
            web.HTTPException: another host name (DNS rebinding), a tap from another page, or a query too long.
            Refused: too much came at once.
        """
        if request.headers.get("Host", "").lower() not in self.hosts:
            raise web.HTTPMisdirectedRequest
        if len(request.query_string) > QUERY:
            raise web.HTTPRequestURITooLong
        if request.method not in {"GET", "HEAD"} and not _same_origin(request):
            raise web.HTTPForbidden
        self.count(request.remote or "", request.cookies.get(COOKIE, ""))

    def count(self, address: str, cookie: str) -> None:
        """Count a request of whoever this cookie belongs to, from this address.

        Raises:
            Refused: too much came at once.
        """
        now, phone = self._clock(), self._whose(cookie) if cookie else None
        mine = self._phones.allows(phone.hex, now) if phone else self._strangers.allows(address, now)
        if not (mine and self._addresses.allows(address, now)):
            raise Refused(PhoneTrouble.TOO_FAST)

    def count_join(self, address: str) -> None:
        """Count a phone that joins from this address.

        Raises:
            Refused: more did than a whole room.
        """
        if not self._joins.allows(address, self._clock()):
            raise Refused(PhoneTrouble.TOO_FAST)

    def count_photo(self, phone_id: UUID) -> None:
        """Count a photo of this phone, which takes longer to read than anything else it may send.

        Raises:
            Refused: the last ones came a moment ago.
        """
        if not self._photos.allows(phone_id.hex, self._clock()):
            raise Refused(PhoneTrouble.TOO_FAST)


async def tell_browser(_request: web.Request, response: web.StreamResponse) -> None:
    """Write what a browser is to keep to beside everything it is sent."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.pop("Server", None)


def _same_origin(request: web.Request) -> bool:
    """Say whether a tap comes from a page of ours; browsers send at least one of the two with every POST."""
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if not said:
        return False
    try:
        from_page = urlsplit(said)
    except ValueError:  # "http://[" is no address at all
        return False
    ours = request.headers.get("Host", "").lower()
    return (from_page.scheme, from_page.netloc.lower()) == (request.scheme, ours)
