"""Joining: a code becomes a cookie; helpers and doors also give the PIN of the desk and a name."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import Phone, PhoneRole, PhoneTrouble
from trainer_app.services.phones import Joined, desk_of
from trainer_app.web.access import COOKIE, COOKIE_AGE, JOINING, cookie_of
from trainer_app.web.reading import form
from trainer_app.web.server import SERVER, Server, html, see_other, trouble_page
from trainer_app.words import phone_joining as texts
from trainer_app.words import phones as words
from trainer_app.words.language import say

_JOINING_AGE = 600  # seconds to type a PIN
_LONGEST = 80  # characters of a field
_WRONG_FIELD = {
    PhoneTrouble.WRONG_PIN: "pin",
    PhoneTrouble.PIN_LOCKED: "pin",
    PhoneTrouble.NAME_MISSING: "name",
    PhoneTrouble.NAME_TAKEN: "name",
}


async def by_code(request: web.Request) -> web.StreamResponse:
    """Answer to a scanned code: attendees are let in, others are asked for the PIN. The code leaves the address.

    A phone that has this role already stays what it is; one that has another role is asked first.
    """
    server = request.app[SERVER]
    role = server.access.role_of(request.match_info["code"])
    if role is None:
        return _code_old(server)
    known = await server.phone_of(request)
    if known is not None and known.role is role:
        return see_other("/")
    if role is PhoneRole.ATTENDEE and known is None:
        return _let_in(server, await _join(request, role))
    away = see_other("/join")
    away.set_cookie(
        JOINING,
        request.match_info["code"],
        max_age=_JOINING_AGE,
        httponly=True,
        samesite="Lax",
        secure=server.secure,
    )
    return away


async def ask_pin(request: web.Request) -> web.StreamResponse:
    """Show the form for PIN and name, or ask whether this phone shall be an attendee's from now on."""
    server = request.app[SERVER]
    role = server.access.role_of(request.cookies.get(JOINING, ""))
    if role is None:
        return _code_old(server)
    return _form(server, role, known=await server.phone_of(request))


async def with_pin(request: web.Request) -> web.StreamResponse:
    """Let a helper or a door in, or make an attendee's phone of theirs."""
    server = request.app[SERVER]
    told = {name: value[:_LONGEST] for name, value in (await form(request)).items() if isinstance(value, str)}
    role = server.access.role_of(request.cookies.get(JOINING, ""))
    if role is None:
        return _code_old(server)
    known = await server.phone_of(request)
    try:
        if role is not PhoneRole.ATTENDEE:
            server.access.try_pin(told.get("pin", ""))
        joined = await _join(request, role, told, instead_of=known)
    except Refused as refused:
        return _form(server, role, told, known=known, refused=refused)
    return _let_in(server, joined)


async def _join(  # positional: which role, and what was said for it
    request: web.Request, role: PhoneRole, told: Mapping[str, str] | None = None, *, instead_of: Phone | None = None
) -> Joined:
    """Let a phone join; what it was before, it is no more."""
    server = request.app[SERVER]
    server.gate.count_join(request.remote or "")
    name, instead = (told or {}).get("name"), (told or {}).get("instead") == "yes"
    phones = server.services.phones

    def join() -> Joined:
        joined = phones.join(server.session_id, role, name=name, instead=instead)
        if instead_of:
            phones.revoke([instead_of.id], desk=desk_of(joined.phone))
        return joined

    return await server.work(join)


def _code_old(server: Server) -> web.Response:
    return trouble_page(server, Refused(PhoneTrouble.CODE_OLD), status=410)


def _form(  # positional: as the page reads
    server: Server,
    role: PhoneRole,
    told: Mapping[str, str] | None = None,
    *,
    known: Phone | None = None,
    refused: Refused | None = None,
) -> web.Response:
    told = told or {}
    taken = refused is not None and refused.code is PhoneTrouble.NAME_TAKEN
    facts = {
        "texts": texts,
        "role": role.value,
        "role_name": say(words.ROLES[role]),
        "how": texts.HOW[role],
        "used_as": say(words.ROLES[known.role]) if known else "",
        "used_by": (known.name or "") if known else "",
        "name": told.get("name", ""),
        "pin": told.get("pin", "") if taken else "",  # it was right
        "taken": taken,
        "wrong": _WRONG_FIELD.get(refused.code, "") if refused and isinstance(refused.code, PhoneTrouble) else "",
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
