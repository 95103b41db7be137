"""The OpenAPI document: read off the tables of gestures and looks, so that it cannot say anything else than they do."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec

from trainer_app import __version__
from trainer_app.web import photo, routes
from trainer_app.web.access import COOKIE
from trainer_app.web.gestures import Answer, Gesture, Trouble
from trainer_app.web.page import Look

_REF: Final = "#/components/schemas/{name}"


@cache
def document() -> bytes:
    """Return the document as JSON."""
    return msgspec.json.encode(describe())


def describe() -> dict[str, Any]:
    """Return the document, OpenAPI 3.1."""
    gestures, looks = tuple(routes.GESTURES.values()), tuple(routes.LOOKS.values())
    types = [*(one.body for one in gestures), *(one.answer for one in looks), Answer, Trouble]
    _, schemas = msgspec.json.schema_components(types, ref_template=_REF)
    paths: dict[str, Any] = {f"/api/{one.name}": {"post": _gesture(one)} for one in gestures}
    for one in looks:
        paths.setdefault(f"/api/{one.name}", {})["get"] = _look(one)
    paths |= {"/api/photo": {"post": _photo()}, "/api/openapi.json": {"get": _itself()}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Trainer", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"phone": {"type": "apiKey", "in": "cookie", "name": COOKIE}},
        },
        "security": [{"phone": []}],
    }


def _gesture(one: Gesture) -> dict[str, Any]:
    body = {"required": True, "content": _content(one.body)}
    return {**_about(one.name, one.body), "x-roles": _roles(one), "requestBody": body, "responses": _answers(Answer)}


def _look(one: Look) -> dict[str, Any]:
    asked = [{"name": name, "in": "query", "schema": {"type": "string", "maxLength": 80}} for name in one.query]
    return {
        **_about(f"look_at_{one.name}", one.answer),
        "x-roles": _roles(one),
        "parameters": asked,
        "responses": _answers(one.answer),
    }


def _photo() -> dict[str, Any]:
    """Describe the one gesture that is no JSON: a picture, in the same form a page sends."""
    fields = {"id": {"type": "string", "format": "uuid"}, "photo": {"type": "string", "format": "binary"}}
    form = {"type": "object", "properties": fields, "required": ["id", "photo"], "additionalProperties": False}
    return {
        "operationId": "photo",
        "summary": "Do what typing the code of the badge on this photo would do.",
        "x-roles": sorted(role.value for role in photo.ROLES),
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}},
        "responses": _answers(Answer),
    }


def _itself() -> dict[str, Any]:
    whole = {"application/json": {"schema": {"type": "object"}}}
    told = _answers(Answer)
    return {
        "operationId": "openapi",
        "summary": "This document.",
        "security": [],
        "responses": {**told, "200": {"description": "done", "content": whole}},
    }


def _about(name: str, kind: Any) -> dict[str, Any]:
    return {"operationId": name, "summary": (kind.__doc__ or name).strip().splitlines()[0]}


def _roles(one: Gesture | Look) -> list[str]:
    return sorted(role.value for role in one.roles)


def _answers(kind: Any) -> dict[str, Any]:
    refused = {
        "400": "not understood",
        "401": "not joined",
        "403": "not for this role, or not from a page of ours: send Origin",
        "408": "not all of it came in time",
        "409": "refused, with the reason",
        "410": "the session has ended",
        "413": "too long",
        "414": "the query is too long",
        "415": "it does not say that it is JSON",
        "421": "the Host is not an address of this laptop",
        "429": "too much at once; Retry-After says how long to wait",
        "503": "could not be kept; try again",
    }
    told = {status: {"description": why, "content": _content(Trouble)} for status, why in refused.items()}
    return {"200": {"description": "done", "content": _content(kind)}, **told}


def _content(kind: Any) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=kind.__name__)}}}
