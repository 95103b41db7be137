"""The phones' colours: the desk's own, and legible on everything they stand on."""

from __future__ import annotations

import re

import pytest

from tests.web.fake_room import PHONES
from trainer_app.qt import tokens

TEXT_ON = [
    *[(front, back) for front in ("text", "muted") for back in ("ground", "surface", "sunk")],
    *[("text", f"{tone}-soft") for tone in ("ok", "look", "help", "info")],
    *[(tone, f"{tone}-soft") for tone in ("ok", "look", "help", "info")],
    *[("on-accent", back) for back in ("accent", "accent-hover", "ok")],
    ("accent", "accent-soft"),
    ("accent", "ground"),
    ("help", "surface"),
    ("help", "ground"),
]


@pytest.mark.parametrize(("number", "scheme"), [(0, tokens.LIGHT), (1, tokens.DARK)], ids=["light", "dark"])
def test_the_phones_have_the_desks_colours_and_their_contrast(number: int, scheme: tokens.Colours) -> None:
    blocks = re.findall(r":root\s*\{([^}]*)\}", (PHONES / "phone.css").read_text(encoding="utf-8"))
    told = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", blocks[number]))
    desk = {name.replace("_", "-"): value for name, value in vars_of(scheme).items()}
    assert told == {**told, **desk}
    for front, back in TEXT_ON:
        assert tokens.contrast(told[front], told[back]) >= tokens.AA_TEXT, (front, back)
    for back in ("ground", "surface"):
        assert tokens.contrast(told["edge"], told[back]) >= tokens.AA_EDGE


def vars_of(scheme: tokens.Colours) -> dict[str, str]:
    return {name: getattr(scheme, name) for name in scheme.__slots__}
