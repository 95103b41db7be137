"""The routes: pages, gestures, the stream of events, and how each is answered when something is in the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import msgspec
from aiohttp import web
from multidict import MultiDictProxy

from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.web import joining, openapi, photo, render, routes
from trainer_app.web.access import COOKIE
from trainer_app.web.gestures import Body, Gesture, Trouble, answer
from trainer_app.web.guard import Handler, tell_browser
from trainer_app.web.limits import BODY
from trainer_app.web.page import Look, Page, Shown, View
from trainer_app.web.server import NOT_JOINED, SERVER, Server, html, see_other, status_of, trouble_page
from trainer_app.web.stream import live
from trainer_app.words import phones as words
from trainer_app.words.language import say

_FOREVER: Final = "public, max-age=31536000, immutable"
_HOME: Final = {PhoneRole.HELPER: "/queue", PhoneRole.DOOR: "/door"}


def build(server: Server) -> web.Application:
    """Return the application of this server."""
    made = web.Application(client_max_size=BODY, middlewares=[_gate])
    made[SERVER] = server
    made.on_response_prepare.append(tell_browser)
    made.router.add_get("/ping", _ping)
    made.router.add_get("/assets/{mark}/{name}", _asset)
    made.router.add_get("/j/{code}", joining.by_code)
    made.router.add_get("/join", joining.ask_pin)
    made.router.add_post("/join", joining.with_pin)
    made.router.add_get("/live", live)
    made.router.add_get("/api/openapi.json", _description)
    made.router.add_post("/api/photo", photo.take)
    for look in routes.LOOKS.values():
        made.router.add_get(f"/api/{look.name}", _looking(look))
    for gesture in routes.GESTURES.values():
        made.router.add_post(f"/api/{gesture.name}", _tapping(gesture))
    for page in routes.PAGES:
        made.router.add_get(page.path, _showing(page))
    return made


@web.middleware
async def _gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Look at every request first; whatever is refused on the way becomes an answer a person or a program can read."""
    server = request.app[SERVER]
    try:
        server.gate.check(request)
        return await handler(request)
    except (Refused, StorageDown) as told:
        return _refusal(request, told)


def _refusal(request: web.Request, told: Refused | StorageDown) -> web.Response:
    server, status = request.app[SERVER], status_of(told)
    script = not _is_form(request) or "application/json" in request.headers.get("Accept", "")
    if request.path.startswith("/api/") and script:
        return _json(Trouble(said=server.sentence(told), trouble=told.code.name), status)
    found = trouble_page(server, told)
    if told.code in NOT_JOINED:
        found.del_cookie(COOKIE)
    return found


async def _ping(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in render.ASSETS:
        raise web.HTTPNotFound
    found = web.Response(body=render.content(name), content_type=render.ASSETS[name], charset="utf-8")
    found.headers["Cache-Control"] = _FOREVER
    return found


async def _description(_request: web.Request) -> web.Response:
    return web.Response(body=openapi.document(), content_type="application/json")


def _showing(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def show(request: web.Request) -> web.StreamResponse:
        server = request.app[SERVER]
        phone = await server.require_phone(request)
        if phone.role not in page.roles:
            if request.path == "/":
                return see_other(_HOME[phone.role])
            raise Refused(PhoneTrouble.NOT_ALLOWED)
        told = {**request.query, **request.match_info}
        view = View(server.services, phone, server.board, server.access, told)
        return await server.work(lambda: _page(server, view, page.show(view)))

    return show


def _page(server: Server, view: View, shown: Shown) -> web.StreamResponse:
    """Return the page; rendered on a worker's thread."""
    if shown.go:
        return see_other(shown.go)
    server.hub.shows_place(view.phone, waits=shown.waiting)
    phone = view.phone.id.hex
    return html(server, shown.template, shown.title, shown.facts, cursor=shown.cursor, live=shown.live, phone=phone)


def _looking(look: Look) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def show(request: web.Request) -> web.StreamResponse:
        server = request.app[SERVER]
        phone = await server.require_phone(request)
        if phone.role not in look.roles:
            raise Refused(PhoneTrouble.NOT_ALLOWED)
        view = View(server.services, phone, server.board, server.access, dict(request.query))
        return _json(await server.work(lambda: look.show(view)))

    return show


def _tapping(gesture: Gesture) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def tap(request: web.Request) -> web.StreamResponse:
        server = request.app[SERVER]
        phone = await server.require_phone(request)
        if phone.role not in gesture.roles:  # whatever it says
            raise Refused(PhoneTrouble.NOT_ALLOWED)
        try:
            body = await _body(request, gesture.body)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            return _json(Trouble(said=say(words.NOT_UNDERSTOOD), trouble=f"NOT_UNDERSTOOD: {error}"), 400)
        made = await server.work(lambda: answer(server.services, phone, asked=gesture, body=body))
        if _is_form(request):
            return see_other(made.go or gesture.back)
        return _json(made)

    return tap


async def _body(request: web.Request, kind: type[Body]) -> Body:
    if _is_form(request):
        return msgspec.convert(_told(await request.post(), kind), kind, strict=False)
    return msgspec.json.decode(await request.read(), type=kind)


def _told(form: MultiDictProxy[Any], kind: type[Body]) -> Mapping[str, object]:
    """Return what a form says; fields left empty say nothing, and a list may be one field or several."""
    lists = {one.name for one in msgspec.structs.fields(kind) if _is_list(one.type)}
    values = {name: [one for one in form.getall(name) if one] for name in form}
    return {name: found if name in lists else found[-1] for name, found in values.items() if found}


def _is_list(kind: object) -> bool:
    while (inside := getattr(kind, "__origin__", None)) is not None:  # what is annotated, then what is filled in
        kind = inside
    return kind in (tuple, list)


def _is_form(request: web.Request) -> bool:
    return request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), content_type="application/json", status=status)
