"""Joining: a code becomes a cookie; helpers and doors also give the PIN of the desk and a name."""

from __future__ import annotations

from aiohttp import web

from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.services.phones import Joined
from trainer_app.web.access import COOKIE, COOKIE_AGE, JOINING, cookie_of
from trainer_app.web.server import SERVER, Server, html, see_other, trouble_page
from trainer_app.words import phones as words
from trainer_app.words.language import say

_JOINING_AGE = 600  # seconds to type a PIN


async def by_code(request: web.Request) -> web.StreamResponse:
    """Answer to a scanned code: attendees are let in, others are asked for the PIN. The code leaves the address."""
    server = request.app[SERVER]
    role = server.access.role_of(request.match_info["code"])
    if role is None:
        return trouble_page(server, Refused(PhoneTrouble.CODE_OLD), status=410)
    if role is not PhoneRole.ATTENDEE:
        away = see_other("/join")
        away.set_cookie(JOINING, request.match_info["code"], max_age=_JOINING_AGE, httponly=True, samesite="Lax")
        return away
    known = await server.phone_of(request)
    if known is not None and known.role is role:
        return see_other("/")
    joined = await server.work(lambda: server.services.phones.join(server.session_id, role))
    return _let_in(server, joined)


async def ask_pin(request: web.Request) -> web.StreamResponse:
    """Show the form for PIN and name."""
    server = request.app[SERVER]
    role = server.access.role_of(request.cookies.get(JOINING, ""))
    if role is None:
        return trouble_page(server, Refused(PhoneTrouble.CODE_OLD), status=410)
    return _form(server, role, {})


async def with_pin(request: web.Request) -> web.StreamResponse:
    """Let a helper or a door in."""
    server = request.app[SERVER]
    told = {name: str(value)[:80] for name, value in (await request.post()).items() if isinstance(value, str)}
    role = server.access.role_of(request.cookies.get(JOINING, ""))
    if role is None or role is PhoneRole.ATTENDEE:
        return trouble_page(server, Refused(PhoneTrouble.CODE_OLD), status=410)
    name, instead = told.get("name", ""), told.get("instead") == "yes"
    try:
        server.access.try_pin(told.get("pin", ""))
        joined = await server.work(
            lambda: server.services.phones.join(server.session_id, role, name=name, instead=instead)
        )
    except Refused as refused:
        return _form(server, role, told, refused)
    return _let_in(server, joined)


def _form(  # positional: as the page reads
    server: Server, role: PhoneRole, told: dict[str, str], refused: Refused | None = None
) -> web.Response:
    facts = {
        "role": role.value,
        "role_name": say(words.ROLES[role]),
        "name": told.get("name", ""),
        "pin": told.get("pin", "") if refused and refused.code is PhoneTrouble.NAME_TAKEN else "",
        "taken": refused is not None and refused.code is PhoneTrouble.NAME_TAKEN,
        "trouble": server.sentence(refused) if refused else "",
    }
    return html(server, "join.html", say(words.JOIN), facts, status=409 if refused else 200)


def _let_in(server: Server, joined: Joined) -> web.StreamResponse:
    away = see_other("/")
    away.set_cookie(
        COOKIE,
        cookie_of(joined.phone, joined.secret),
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",  # Strict would lose it on the way from the camera to the page
        secure=server.secure,
    )
    away.del_cookie(JOINING)
    return away
