"""How a request is answered when something is in the way: in JSON for programs, as a page for people."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

import msgspec
from aiohttp import web

from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.web.access import COOKIE
from trainer_app.web.gestures import Trouble
from trainer_app.web.guard import Handler
from trainer_app.web.reading import wants_json
from trainer_app.web.server import NOT_JOINED, SERVER, Server, failure_page, status_of, trouble_page
from trainer_app.words.phones import failure

_LOG: Final = logging.getLogger(__name__)
_WAIT: Final = "2"  # seconds until somebody who was too fast may try again
_FIRST_BAD: Final = 400


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Look at every request first; whatever is refused on the way becomes an answer a person or a program can read."""
    server = request.app[SERVER]
    server.doorman.hears(request.protocol)
    try:
        server.gate.check(request)
        return await handler(request)
    except (Refused, StorageDown) as told:
        return _refusal(request, told)
    except web.HTTPException as found:
        if found.status < _FIRST_BAD:
            raise
        return _failure(request, found.status, allow=found.headers.get("Allow"))
    except ConnectionError:
        raise  # it went; nobody waits for an answer
    except Exception:  # noqa: BLE001 - boundary: a phone gets an answer whatever went wrong, and never learns what
        _LOG.exception("a request of a phone failed")
        return _failure(request, 500)


def as_json(value: object, status: int = 200) -> web.Response:
    """Return an answer for a program."""
    return web.Response(body=msgspec.json.encode(value), content_type="application/json", status=status)


def not_understood(request: web.Request, why: Exception) -> web.Response:
    """Return the answer to a gesture that says something else than it may; a program is told where."""
    if wants_json(request):
        return as_json(Trouble(said=failure(400), trouble=f"NOT_UNDERSTOOD: {why}"), 400)
    return failure_page(request.app[SERVER], 400)


def _refusal(request: web.Request, told: Refused | StorageDown) -> web.Response:
    server, status = request.app[SERVER], status_of(told)
    found: web.Response
    if wants_json(request):
        found = as_json(Trouble(said=server.sentence(told), trouble=told.code.name), status)
    else:
        found = trouble_page(server, told)
        if told.code in NOT_JOINED:
            found.del_cookie(COOKIE)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        found.headers["Retry-After"] = _WAIT
    return found


def _failure(request: web.Request, status: int, *, allow: str | None = None) -> web.Response:
    server: Server = request.app[SERVER]
    if wants_json(request):
        found = as_json(Trouble(said=failure(status), trouble=HTTPStatus(status).name), status)
    else:
        found = failure_page(server, status)
    if allow:
        found.headers["Allow"] = allow
    return found
