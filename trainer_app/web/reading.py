"""Reading what a request says: in bounded time, and what cannot be read is the sender's mistake, never ours."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, Final, TypeVar

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from multidict import MultiDictProxy

_T = TypeVar("_T")
FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
JSON: Final = "application/json"
PATIENCE: Final = 15.0  # seconds until all of a gesture is there
PHOTO_PATIENCE: Final = 60.0  # a photo takes longer, where the Wi-Fi is bad
_BROKEN: Final = (ValueError, LookupError, AssertionError, RuntimeError, HttpProcessingError, web.RequestPayloadError)


def is_form(request: web.Request) -> bool:
    """Say whether this is a form of a page, as a browser sends it without script."""
    return request.content_type in FORMS


def wants_json(request: web.Request) -> bool:
    """Say whether an answer under /api/ goes to a program; a form of a page without script asks for a page."""
    accepted = request.headers.get("Accept", "")
    if request.path == "/api/photo":  # no form of any gesture: the script sends it so too
        return JSON in accepted or "text/html" not in accepted
    return request.path.startswith("/api/") and (not is_form(request) or JSON in accepted)


async def form(request: web.Request) -> MultiDictProxy[Any]:
    """Return the fields of a form.

    Raises:
        web.HTTPException: it is no form, is damaged, too large, or does not come to an end.
    """
    if not is_form(request):
        raise web.HTTPUnsupportedMediaType
    return await in_time(request.post(), PATIENCE)


async def json_text(request: web.Request) -> bytes:
    """Return the JSON a program sends. Nothing else is taken for it: a form of another page may say text/plain.

    Raises:
        web.HTTPException: it says it is something else, is damaged, too large, or does not come to an end.
    """
    if request.content_type != JSON:
        raise web.HTTPUnsupportedMediaType
    return await in_time(request.read(), PATIENCE)


async def parts(request: web.Request) -> MultipartReader:
    """Return the parts of a form with a file in it.

    Raises:
        web.HTTPException: it is none, or it does not say what parts them.
    """
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType
    return await in_time(request.multipart(), PATIENCE)


async def next_part(reader: MultipartReader) -> BodyPartReader | None:
    """Return the next part, None after the last one.

    Raises:
        web.HTTPBadRequest: there is a form within the form.
    """
    part = await reader.next()
    if part is not None and not isinstance(part, BodyPartReader):
        raise web.HTTPBadRequest
    return part


async def in_time(reading: Awaitable[_T], patience: float) -> _T:
    """Return what is read.

    Raises:
        web.HTTPException: it is damaged, or was not all there after `patience` seconds.
    """
    try:
        async with asyncio.timeout(patience):
            return await reading
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except _BROKEN:
        raise web.HTTPBadRequest from None
