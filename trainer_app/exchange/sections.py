"""Sections of a file: where a header stands, and which rows belong to it. Reports have several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

from trainer_app.exchange.delimited import Row
from trainer_app.exchange.headers import Vocabulary, spelling
from trainer_app.exchange.reading import Table

TOP = 200
"""How many rows from the top a first header is looked for."""

_NUMBERED = re.compile(r"\s*\d\.\s+\S.*")
_DETAILS = re.compile(r"(?:host|panell?ist|attendee|other)s? (?:details|report|attended).*", re.IGNORECASE)
_HOSTS = re.compile(r"(?:host|panell?ist)s?\b.*", re.IGNORECASE)
_MEETING_WORDS = frozenset({"meetingid", "webinarid", "topic", "会議id", "ミーティングid"})
_NEAR_TOP = 20
_WIDE = 3


@dataclass(slots=True)
class Block:
    """A header and the rows below it, up to the next section."""

    title: str
    header: Row
    rows: list[Row] = field(default_factory=list)

    @property
    def is_numbered(self) -> bool:
        """Say whether its title is numbered, as in "2. Participants"."""
        return _NUMBERED.fullmatch(self.title) is not None

    @property
    def is_of_hosts(self) -> bool:
        """Say whether its title names hosts or panelists."""
        return _HOSTS.fullmatch(self.title) is not None


def header_at(table: Table, vocabulary: Vocabulary, *, named: AbstractSet[str]) -> int | None:
    """Return the index of the first header row: one with all `named` headers, a sure one, or a likely one near the top.

    JSON brings its fields as the first row. A likely header has one known word and more cells than any row above.
    """
    rows = table.rows
    if table.is_json:
        return 0 if len(rows) > 1 else None
    top = enumerate(rows[:TOP])
    if named:
        wanted = {spelling(name) for name in named}
        return next((at for at, row in top if wanted <= {spelling(cell) for cell in row.cells}), None)
    sure = next((at for at, row in top if vocabulary.is_header(row.cells)), None)
    return _likely_header(rows[:_NEAR_TOP], vocabulary) if sure is None else sure


def _likely_header(rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """Return the index of the first row that may be a header; Zoom's block about the meeting is none."""
    filled_above = 0
    for at, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell.strip()]
        meeting = any(spelling(cell) in _MEETING_WORDS for cell in filled)
        if not meeting and vocabulary.knows(filled) and (len(filled) > filled_above or len(filled) == 1):
            return at
        filled_above = max(filled_above, len(filled))
    return None


def blocks(rows: Sequence[Row], vocabulary: Vocabulary, *, first: int) -> Iterator[Block]:
    """Give each header with its rows, beginning with the header at index `first`.

    A section's title ends the block above it, if that is one of a report's sections or a header follows: a
    heading such as "1. Sales" among the people of a list ends nothing. Another header is looked for where one
    may be: below a title or a blank line, or the first one repeated.
    """
    title = _title(rows[first - 1]) if first else ""
    block: Block | None = Block(title, rows[first])
    below = [*rows[first + 1 :], Row(0, ())]
    for at, (row, after) in enumerate(pairwise(below), start=first):
        may_begin = not block or row.line > rows[at].line + 1 or row.cells == rows[first].cells
        new_title = _title(row) if len(rows[first].cells) >= _WIDE else ""
        if may_begin and vocabulary.is_header(row.cells):
            if block:
                yield block
            block, title = Block(title, row), ""
        elif new_title and (_is_of_report(new_title, block) or vocabulary.is_header(after.cells)):
            if block:
                yield block
            block, title = None, new_title
        elif block:
            block.rows.append(row)
    if block:
        yield block


def _is_of_report(title: str, block: Block | None) -> bool:
    """Say whether a title is one of a report's: known by its words, or numbered as the block above it is."""
    return block is None or block.is_numbered or _DETAILS.fullmatch(title) is not None


def _title(row: Row) -> str:
    """Return a section's title if the row is one: alone in its row, numbered or one a report is known to have."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if len(filled) != 1 or not (_NUMBERED.fullmatch(filled[0]) or _DETAILS.fullmatch(filled[0])):
        return ""
    return filled[0]
