"""From tables to records: find the header, follow the sections of a report, and leave out lines that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from trainer_app.domain.errors import Refused
from trainer_app.domain.secret import looks_secret
from trainer_app.exchange.delimited import Row
from trainer_app.exchange.headerless import columns_by_content, without_bullet
from trainer_app.exchange.headers import Vocabulary, header_text, spelling
from trainer_app.exchange.layouts import layout_of
from trainer_app.exchange.lines import Column, FileTrouble, Layout, LineTrouble, Meaning, Notice, Skipped, Warned, clean
from trainer_app.exchange.reading import Table, read_tables

Mapped = Mapping[int | str, Meaning]
"""Columns whose meaning a person has set: by position from 0, or by header."""

_NUMBERED = re.compile(r"\s*(\d)\.\s+\S.*")
_DETAILS = re.compile(r"(?:host|panell?ist|attendee|other attended|other)s? (?:details|report).*", re.IGNORECASE)
_HOSTS = re.compile(r"(?:host|panell?ist)s?\b.*", re.IGNORECASE)
_MEETING_WORDS = frozenset({"meetingid", "webinarid", "topic", "会議id", "ミーティングid"})
_BAD_SIGN = re.compile("[\x00-\x08\x0e-\x1a\x7f\ufffd\ud800-\udfff]")
_TOP = 200
_NEAR_TOP = 20
_WIDE = 3
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Record:
    """One usable line: its cells by meaning, cleaned. `by_hosts`: it stands in a section of hosts or panelists."""

    line: int
    values: Mapping[Meaning, str]
    by_hosts: bool = False

    def __getitem__(self, meaning: Meaning) -> str:
        """Return the cell of this meaning, "" where the file has none."""
        return self.values.get(meaning, "")


@dataclass(slots=True)
class Understood:
    """A file as understood; the importer adds to `skipped` and `warnings` as it goes on.

    `rows` counts the data rows seen, taken or not.
    """

    layout: Layout
    columns: tuple[Column, ...]
    encoding: str
    delimiter: str | None
    rows: int = 0
    records: list[Record] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    def skip(self, line: int, code: LineTrouble, **facts: object) -> None:
        """Leave a line out, and say why."""
        self.skipped.append(Skipped(line, code, facts))

    def warn(self, code: Notice, **facts: object) -> None:
        """Say something about the file that was taken."""
        self.warnings.append(Warned(code, facts))

    def skipped_in_order(self) -> tuple[Skipped, ...]:
        """Return the lines left out, in the order of the file."""
        return tuple(sorted(self.skipped, key=lambda skipped: skipped.line))

    def has(self, *meanings: Meaning) -> bool:
        """Say whether the file has a column of one of these meanings."""
        return any(column.meaning in meanings for column in self.columns)


@dataclass(slots=True)
class _Block:
    """A header and the rows below it, up to the next section."""

    title: str
    header: Row
    rows: list[Row] = field(default_factory=list)


def understand(path: Path, vocabulary: Vocabulary, *, mapping: Mapped | None, default: Layout) -> Understood:
    """Read a file and return its usable lines.

    `default` is the layout of a file with a header that is no vendor's. A file whose header is not known
    is read by its content; the caller decides whether that will do.

    Raises:
        Refused: a `FileTrouble` with the fact `file`.
    """
    tables = read_tables(path, knows=vocabulary.knows)
    table = max(tables, key=lambda table: max((vocabulary.knows(row.cells) for row in table.rows[:_TOP]), default=0))
    try:
        found = _from_table(table, vocabulary, mapping or {}, default)
    except Refused as trouble:
        raise Refused(trouble.code, **{"file": path.name, **trouble.facts}) from None
    if others := [other.sheet for other in tables if other is not table]:
        found.warn(Notice.OTHER_SHEETS, sheet=table.sheet, others=tuple(others))
    return found


def _from_table(table: Table, vocabulary: Vocabulary, mapping: Mapped, default: Layout) -> Understood:
    """Find the header and the sections; without any, go by the content."""
    blocks = list(_blocks(table.rows, vocabulary, _header_at(table, vocabulary, mapping)))
    if not blocks:
        return _by_content(table, mapping)
    main = max(blocks, key=lambda block: len(block.rows))
    numbered = [block for block in blocks if _NUMBERED.fullmatch(block.title)]
    used = numbered[:1] or blocks
    main = numbered[0] if numbered else main
    found = _start(table, layout_of(main.header.cells, default), _columns(main.header.cells, vocabulary, mapping))
    for block in used:
        _take(found, block, _columns(block.header.cells, vocabulary, mapping), table)
    for block in blocks:
        if block not in used:
            found.warn(Notice.OTHER_SECTION, line=block.header.line, title=header_text(block.title))
    return found


def _start(table: Table, layout: Layout, columns: tuple[Column, ...]) -> Understood:
    """Begin with what reading the table said."""
    if table.is_json and layout is Layout.ROSTER:
        layout = Layout.JSON_LIST
    found = Understood(layout, columns, table.encoding, table.delimiter, rows=len(table.skipped))
    found.skipped += table.skipped
    found.warnings += table.warnings
    return found


def _header_at(table: Table, vocabulary: Vocabulary, mapping: Mapped) -> int | None:
    """Return the index of the first header row: with the mapped headers, surely one, or likely one near the top."""
    rows = table.rows
    if table.is_json:
        return 0 if len(rows) > 1 else None
    if named := {spelling(key) for key in mapping if isinstance(key, str)}:
        return next((at for at, row in enumerate(rows) if named <= {spelling(c) for c in row.cells}), None)
    sure = next((at for at, row in enumerate(rows[:_TOP]) if vocabulary.is_header(row.cells)), None)
    if sure is not None:
        return sure
    filled_above = 0
    for at, row in enumerate(rows[:_NEAR_TOP]):
        filled = [cell for cell in row.cells if cell.strip()]
        meeting = any(spelling(cell) in _MEETING_WORDS for cell in filled)
        if not meeting and vocabulary.knows(filled) and (len(filled) > filled_above or len(filled) == 1):
            return at
        filled_above = max(filled_above, len(filled))
    return None


def _blocks(rows: Sequence[Row], vocabulary: Vocabulary, first: int | None) -> Iterator[_Block]:
    """Give each header with its rows. A section's title ends the block above it.

    Another header is looked for where one may be: below a title or a blank line, or the first one repeated.
    """
    if first is None:
        return
    title = _title(rows[first - 1]) if first else ""
    block: _Block | None = _Block(title, rows[first])
    for above, row in pairwise(rows[first:]):
        may_begin = not block or row.line > above.line + 1 or row.cells == rows[first].cells
        if may_begin and vocabulary.is_header(row.cells):
            if block:
                yield block
            block, title = _Block(title, row), ""
        elif (new_title := _title(row)) and len(rows[first].cells) >= _WIDE:
            if block:
                yield block
            block, title = None, new_title
        elif block:
            block.rows.append(row)
    if block:
        yield block


def _title(row: Row) -> str:
    """Return a section's title if the row is one: alone in its row, numbered or one a report is known to have."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if len(filled) != 1 or not (_NUMBERED.fullmatch(filled[0]) or _DETAILS.fullmatch(filled[0])):
        return ""
    return filled[0]


def _columns(header: Sequence[str], vocabulary: Vocabulary, mapping: Mapped) -> tuple[Column, ...]:
    """Return the columns of a header, with what a person has set in place of what was found."""
    meanings = _with_mapping(header, list(vocabulary.meanings(header)), mapping)
    return tuple(
        Column(_letter(at) if looks_secret(cell) else header_text(cell) or _letter(at), meaning)
        for at, (cell, meaning) in enumerate(zip(header, meanings, strict=True))
    )


def _with_mapping(header: Sequence[str], meanings: list[Meaning], mapping: Mapped) -> list[Meaning]:
    """Set the mapped columns; another column that was taken for the same thing is not used then."""
    words = [spelling(cell) for cell in header]
    for key, meaning in mapping.items():
        at = key if isinstance(key, int) else words.index(spelling(key)) if spelling(key) in words else -1
        if not 0 <= at < len(meanings):
            raise Refused(FileTrouble.NO_SUCH_COLUMN, column=str(key))
        if meaning is not Meaning.UNUSED:
            meanings = [Meaning.UNUSED if m is meaning else m for m in meanings]
        meanings[at] = meaning
    return meanings


def _by_content(table: Table, mapping: Mapped) -> Understood:
    """Understand a table without a known header by what its columns hold."""
    single = table.delimiter is None
    rows = [Row(row.line, tuple(without_bullet(c) if single else c for c in row.cells)) for row in table.rows]
    width = max((len(row.cells) for row in rows), default=0)
    meanings = columns_by_content([row.cells for row in rows]) or (Meaning.UNUSED,) * width
    letters = [_letter(at) for at in range(width)]
    meanings = tuple(_with_mapping(letters, list(meanings), mapping))
    if not any(meaning is not Meaning.UNUSED for meaning in meanings):
        raise Refused(FileTrouble.UNKNOWN_LAYOUT)
    names = [header_text(cell) for cell in rows[0].cells] if _is_unknown_header(rows, meanings) else []
    headers = [*names, *letters[len(names) :]]
    columns = tuple(Column(h or _letter(at), m) for at, (h, m) in enumerate(zip(headers, meanings, strict=True)))
    found = _start(table, Layout.HEADERLESS, columns)
    found.warn(Notice.HEADERLESS)
    _take(found, _Block("", rows[0], rows[1:] if names else rows), columns, table)
    return found


def _is_unknown_header(rows: Sequence[Row], meanings: Sequence[Meaning]) -> bool:
    """Say whether the first row is a header in words not known: text where all below have e-mail addresses."""
    if Meaning.EMAIL not in meanings or len(rows) < 2:  # noqa: PLR2004 - a header and something below it
        return False
    at = meanings.index(Meaning.EMAIL)
    first = rows[0].cells[at].strip() if at < len(rows[0].cells) else ""
    return bool(first) and "@" not in first


def _take(found: Understood, block: _Block, columns: Sequence[Column], table: Table) -> None:
    """Turn the rows of a block into records, or into reasons."""
    by_hosts = bool(_HOSTS.fullmatch(block.title))
    found.rows += len(block.rows)
    for row in block.rows:
        if trouble := _trouble(row, columns, table):
            found.skipped.append(trouble)
        else:
            values = {c.meaning: clean(cell) for c, cell in zip(columns, row.cells, strict=False)}
            values.pop(Meaning.UNUSED, None)
            found.records.append(Record(row.line, values, by_hosts))


def _trouble(row: Row, columns: Sequence[Column], table: Table) -> Skipped | None:
    """Say why a row cannot be used at all. A secret is looked for first, so that nothing can repeat it."""
    for at, cell in enumerate(row.cells):
        if looks_secret(cell):
            return Skipped(row.line, LineTrouble.SECRET, {"column": _column_name(columns, at)})
    if any(_BAD_SIGN.search(cell) for cell in row.cells):
        return Skipped(row.line, LineTrouble.DAMAGED)
    if len(row.cells) == 1 and len(columns) >= _WIDE and table.delimiter:
        return Skipped(row.line, LineTrouble.TOO_FEW_CELLS, {"expected": len(columns)})
    return None


def _column_name(columns: Sequence[Column], at: int) -> str:
    """Return the header above a cell, or the column's letter."""
    return columns[at].header if at < len(columns) else _letter(at)


def _letter(at: int) -> str:
    """Return the letter a spreadsheet gives a column: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
