"""Lines of a file: the codes and shapes in which imports tell of them, and what every cell goes through.

The shapes live in the domain, so that faces may show them; importers take them from here.
"""

from __future__ import annotations

from enum import Enum

from trainer_app.domain.import_codes import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.domain.imports import Column, Skipped, Warned

__all__ = [
    "Column",
    "FileTrouble",
    "Layout",
    "LineTrouble",
    "Meaning",
    "Notice",
    "Skipped",
    "Unreadable",
    "Warned",
    "clean",
]

_MARKS = dict.fromkeys([0xFEFF, 0x200B, 0x2060, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_NEUTRALISED = frozenset("=+-@|%0123456789")


class Unreadable(Exception):  # noqa: N818 - read aloud: "this is unreadable, because"
    """A file cannot be read, because of `code`; where its name is known it becomes a `Refused` (`reading.about`)."""

    def __init__(self, code: Enum, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def clean(cell: str) -> str:
    """Return the cell as its writer meant it: trimmed, without invisible marks and without a neutraliser.

    A TAB or apostrophe before a formula-like text or a number kept as text is an exporter's neutraliser;
    the apostrophe of "'t Hooft" is not. The text itself stays text, whatever it looks like.
    """
    text = cell.translate(_MARKS).strip()
    if text[:1] == "'" and text[1:].lstrip()[:1] in _NEUTRALISED:
        return text[1:].strip()
    return text
