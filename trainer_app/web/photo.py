"""A photo of a badge, sent by a phone and read by this laptop; it is looked at once and kept nowhere."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec
from aiohttp import BodyPartReader, web

from trainer_app.domain.badge_photo import MAX_BYTES
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.web import routes
from trainer_app.web.gestures import answer
from trainer_app.web.reading import JSON, PHOTO_PATIENCE, in_time, next_part, parts, wants_json
from trainer_app.web.server import SERVER, see_other

_PIECE: Final = 64 * 1024
_ID: Final = 64  # bytes of the gesture's id, written out
_CODE: Final = 200  # characters of a code that are looked at; ours are far shorter, a QR holds thousands
_MEANT: Final = {PhoneRole.DOOR: "scan", PhoneRole.ATTENDEE: "badge"}  # the gesture the code then makes
ROLES: Final = frozenset(_MEANT)


async def take(request: web.Request) -> web.StreamResponse:
    """Read the badge on a photo and do with it what typing its code would do."""
    server = request.app[SERVER]
    phone = await server.require_phone(request)
    if phone.role not in _MEANT:
        raise Refused(PhoneTrouble.NOT_ALLOWED)
    gesture = routes.GESTURES[_MEANT[phone.role]]
    server.gate.count_photo(phone.id)
    gesture_id, data = await in_time(_parts(request), PHOTO_PATIENCE)
    async with server.one_photo:  # those that wait take no thread from anybody's tap
        code = await server.work(lambda: server.services.badge_photos.code_in(data))
    body = msgspec.convert({"id": gesture_id, "code": code[:_CODE]}, gesture.body)
    made = await server.taps.do(lambda: answer(server.services, phone, asked=gesture, body=body))
    if wants_json(request):
        return web.Response(body=msgspec.json.encode(made), content_type=JSON)
    return see_other(made.go or gesture.back)


async def _parts(request: web.Request) -> tuple[UUID, bytes]:
    """Return the gesture's id and the picture, whichever comes first."""
    found: dict[str, bytes] = {}
    reader = await parts(request)
    while (part := await next_part(reader)) is not None:
        if part.name not in {"id", "photo"} or part.name in found:
            raise web.HTTPBadRequest
        most = MAX_BYTES if part.name == "photo" else _ID
        found[part.name] = await _read(part, most)
        if len(found[part.name]) > most:
            break  # the rest is not even read
    try:
        return UUID(found["id"].decode("ascii")), found["photo"]
    except (KeyError, ValueError):
        raise web.HTTPBadRequest from None


async def _read(part: BodyPartReader, most: int) -> bytes:
    """Return a part, or as much of one that is too large as tells so."""
    data = bytearray()
    while len(data) <= most and (piece := await part.read_chunk(_PIECE)):
        data += piece
    return bytes(data)
