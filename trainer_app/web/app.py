"""The routes: pages, gestures, the stream of events, and how each is answered when something is in the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final

import msgspec
from aiohttp import web
from multidict import MultiDictProxy

from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.web import joining, openapi, photo, render, routes
from trainer_app.web.gestures import Body, Gesture, answer
from trainer_app.web.guard import tell_browser
from trainer_app.web.limits import BODY
from trainer_app.web.page import Look, Page, View
from trainer_app.web.reading import form, is_form, json_text
from trainer_app.web.refusals import as_json, gate, not_understood
from trainer_app.web.server import SERVER, Server, html, see_other
from trainer_app.web.stream import live

_FOREVER: Final = "public, max-age=31536000, immutable"
_HOME: Final = {PhoneRole.HELPER: "/queue", PhoneRole.DOOR: "/door"}


def build(server: Server) -> web.Application:
    """Return the application of this server."""
    made = web.Application(client_max_size=BODY, middlewares=[gate])
    made[SERVER] = server
    made.on_response_prepare.append(tell_browser)
    get = partial(made.router.add_get, expect_handler=_go_on)
    post = partial(made.router.add_post, expect_handler=_go_on)
    get("/ping", _ping)
    get("/assets/{mark}/{name}", _asset)
    get("/j/{code}", joining.by_code)
    get("/join", joining.ask_pin)
    post("/join", joining.with_pin)
    get("/live", live)
    get("/api/openapi.json", _description)
    post("/api/photo", photo.take)
    for look in routes.LOOKS.values():
        get(f"/api/{look.name}", _looking(look))
    for gesture in routes.GESTURES.values():
        post(f"/api/{gesture.name}", _tapping(gesture))
    for page in routes.PAGES:
        get(page.path, _showing(page))
    return made


async def _go_on(request: web.Request) -> None:
    """Let a program that waits for it send the rest; whatever else it expects, it gets what everybody gets."""
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")


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
        view = View(server.services, phone, server.board, server.access, told, request.remote or "")
        return await server.work(lambda: _page(server, view, page))

    return show


def _page(server: Server, view: View, page: Page) -> web.StreamResponse:
    """Return the page; read and rendered on a worker's thread."""
    shown = page.show(view)
    if not shown.go and server.hub.shows_place(view.phone, waits=shown.waiting):
        shown = page.show(view)  # a hand that went down while it was read was not told to this phone
    if shown.go:
        return see_other(shown.go)
    phone = view.phone.id.hex
    return html(server, shown.template, shown.title, shown.facts, cursor=shown.cursor, live=shown.live, phone=phone)


def _looking(look: Look) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def show(request: web.Request) -> web.StreamResponse:
        server = request.app[SERVER]
        phone = await server.require_phone(request)
        if phone.role not in look.roles:
            raise Refused(PhoneTrouble.NOT_ALLOWED)
        view = View(server.services, phone, server.board, server.access, dict(request.query), request.remote or "")
        return as_json(await server.work(lambda: look.show(view)))

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
            return not_understood(request, error)
        made = await server.taps.do(lambda: answer(server.services, phone, asked=gesture, body=body))
        if is_form(request):
            return see_other(made.go or gesture.back)
        return as_json(made)

    return tap


async def _body(request: web.Request, kind: type[Body]) -> Body:
    if is_form(request):
        return msgspec.convert(_told(await form(request), kind), kind, strict=False)
    return msgspec.json.decode(await json_text(request), type=kind)


def _told(said: MultiDictProxy[Any], kind: type[Body]) -> Mapping[str, object]:
    """Return what a form says; fields left empty say nothing, and a list may be one field or several."""
    lists = {one.name for one in msgspec.structs.fields(kind) if _is_list(one.type)}
    values = {name: [one for one in said.getall(name) if one] for name in said}
    return {name: found if name in lists else found[-1] for name, found in values.items() if found}


def _is_list(kind: object) -> bool:
    while (inside := getattr(kind, "__origin__", None)) is not None:  # what is annotated, then what is filled in
        kind = inside
    return kind in (tuple, list)
