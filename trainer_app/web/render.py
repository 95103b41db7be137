"""Pages from templates: every sentence comes from `words`, every value is escaped, every asset is ours."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2

from trainer_app import paths
from trainer_app.words import language, phones

ASSETS = {"phone.css": "text/css", "phone.js": "text/javascript", "camera.js": "text/javascript"}


@cache
def asset(name: str) -> str:
    """Return the address of an asset; it changes with the content, so phones may keep it for good."""
    return f"/assets/{hashlib.sha256(content(name)).hexdigest()[:12]}/{name}"


@cache
def content(name: str) -> bytes:
    """Return the bytes of an asset."""
    return paths.resource("phones", name).read_bytes()


def page(template: str, facts: Mapping[str, Any]) -> str:
    """Return a page as HTML."""
    return _templates().get_template(template).render(facts)


@cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(paths.resource("phones")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=language.say, say_count=language.say_count, words=phones, asset=asset)
    return made
