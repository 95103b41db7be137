"""From a file to records: find what its columns mean, and leave out the lines that cannot be used at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from trainer_app.domain.secret import looks_secret
from trainer_app.exchange.delimited import Row
from trainer_app.exchange.headerless import columns_by_content, without_bullet
from trainer_app.exchange.headers import Vocabulary, header_text, spelling
from trainer_app.exchange.layouts import layout_of
from trainer_app.exchange.lines import (
    Column,
    FileTrouble,
    Layout,
    LineTrouble,
    Meaning,
    Notice,
    Skipped,
    Unreadable,
    clean,
)
from trainer_app.exchange.reading import Table, about, read_tables
from trainer_app.exchange.sections import TOP, Block, blocks, header_at
from trainer_app.exchange.understood import SHOWN, Record, Understood

Mapped = Mapping[int | str, Meaning]
"""Columns whose meaning a person has set: by position from 0, or by header (its letter where there is none)."""

_BAD_SIGN = re.compile("[\x00-\x08\x0e-\x1a\x7f\ufffd\ud800-\udfff]")
_WIDE = 3
_LETTERS = 26
_SAMPLED = 40
_SAMPLES = 3


def understand(
    path: Path, vocabulary: Vocabulary, *, mapping: Mapped | None, default: Layout, by_content: bool = True
) -> Understood:
    """Read a file and return its usable lines.

    `default` is the layout of a file with a header that is no vendor's. A file whose header is not known
    is read by its content if `by_content`.

    Raises:
        Refused: a `FileTrouble` with the fact `file`.
    """
    mapping = mapping or {}
    with about(path):
        tables = read_tables(path, knows=vocabulary.knows)
        table = max(tables, key=partial(_promise, vocabulary=vocabulary))
        first = header_at(table, vocabulary, named={key for key in mapping if isinstance(key, str)})
        if first is not None:
            parts = list(blocks(table.rows, vocabulary, first=first))
            found = _by_header(table, parts, vocabulary=vocabulary, mapping=mapping)
            headers = [column.header for column in found.columns]
            found.layout = layout_of(headers, Layout.JSON_LIST if table.is_json else default)
        elif by_content:
            found = _by_content(table, mapping)
        else:
            raise Unreadable(FileTrouble.UNKNOWN_LAYOUT)
    found.columns = _with_samples(found.columns, table.rows if first is None else table.rows[first + 1 :])
    if others := [other.sheet for other in tables if other is not table]:
        found.warn(Notice.OTHER_SHEETS, sheet=table.sheet, others=tuple(others))
    return found


def _promise(table: Table, vocabulary: Vocabulary) -> tuple[int, int]:
    """Rate a sheet by the headers known in it, then by its rows."""
    return max((vocabulary.knows(row.cells) for row in table.rows[:TOP]), default=0), len(table.rows)


def _by_header(table: Table, parts: list[Block], *, vocabulary: Vocabulary, mapping: Mapped) -> Understood:
    """Understand a table by its headers. Of numbered sections the first with a header counts; the rest repeat it."""
    numbered = [block for block in parts if block.is_numbered]
    used = numbered[:1] or parts
    main = max(used, key=lambda block: len(block.rows))
    found = _start(table, _columns(main.header.cells, vocabulary.meanings(main.header.cells), mapping=mapping))
    for block in used:
        header = block.header.cells
        same = header == main.header.cells
        _take(found, block, columns=found.columns if same else _columns(header, vocabulary.meanings(header)))
    for block in numbered[1:]:
        found.warn(Notice.OTHER_SECTION, line=block.header.line, title=header_text(block.title)[:SHOWN])
    return found


def _by_content(table: Table, mapping: Mapped) -> Understood:
    """Understand a table without a known header by what its columns hold."""
    rows = table.rows
    if table.delimiter is None:
        rows = tuple(Row(row.line, tuple(without_bullet(cell) for cell in row.cells)) for row in rows)
    meanings = columns_by_content([row.cells for row in rows])
    header = rows[0].cells if _is_unknown_header(rows, meanings) else ()
    header = (*header, *("" for _ in meanings[len(header) :]))
    columns = _columns(header, meanings, mapping=mapping)
    if all(column.meaning is Meaning.UNUSED for column in columns):
        raise Unreadable(FileTrouble.UNKNOWN_LAYOUT)
    found = _start(table, columns)
    found.warn(Notice.HEADERLESS)
    _take(found, Block("", rows[0], list(rows[1:] if any(header) else rows)), columns=columns)
    return found


def _is_unknown_header(rows: Sequence[Row], meanings: Sequence[Meaning]) -> bool:
    """Say whether the first row is a header in words not known: text where all below have e-mail addresses."""
    if Meaning.EMAIL not in meanings or len(rows) == 1:
        return False
    email = rows[0].cells[meanings.index(Meaning.EMAIL) :][:1]
    return bool(email and email[0].strip()) and "@" not in email[0]


def _start(table: Table, columns: tuple[Column, ...]) -> Understood:
    """Begin with what reading the table said."""
    found = Understood(Layout.HEADERLESS, columns, table.encoding, table.delimiter, rows=len(table.skipped))
    found.skipped += table.skipped
    found.warnings += table.warnings
    return found


def _columns(
    header: Sequence[str], meanings: Sequence[Meaning], *, mapping: Mapped | None = None
) -> tuple[Column, ...]:
    """Return the columns of a header, with what a person has set in place of what was found."""
    names = [_letter(at) if looks_secret(cell) else header_text(cell) or _letter(at) for at, cell in enumerate(header)]
    words = [spelling(name) for name in names]
    mapped = list(meanings)
    for key, meaning in (mapping or {}).items():
        at = _place(key, words)
        mapped = [Meaning.UNUSED if other is meaning else other for other in mapped]
        mapped[at] = meaning
    return tuple(Column(name, meaning) for name, meaning in zip(names, mapped, strict=True))


def _place(key: int | str, words: Sequence[str]) -> int:
    """Return the position of a column named by its position or header."""
    if isinstance(key, int) and 0 <= key < len(words):
        return key
    if isinstance(key, str) and spelling(key) in words:
        return words.index(spelling(key))
    raise Unreadable(FileTrouble.NO_SUCH_COLUMN, column=str(key))


def _with_samples(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns with the first different cells below each, cut to what can be shown."""
    return tuple(replace(column, samples=tuple(_samples(at, rows[:_SAMPLED]))) for at, column in enumerate(columns))


def _samples(at: int, rows: Sequence[Row]) -> list[str]:
    cells = (header_text(row.cells[at])[:SHOWN] for row in rows if at < len(row.cells))
    shown = dict.fromkeys(cell for cell in cells if cell and not looks_secret(cell))
    return list(shown)[:_SAMPLES]


def _take(found: Understood, block: Block, *, columns: Sequence[Column]) -> None:
    """Turn the rows of a block into records, or into reasons."""
    found.rows += len(block.rows)
    for row in block.rows:
        if trouble := _trouble(row, columns, one_cell_will_do=found.delimiter is None):
            found.skipped.append(trouble)
        else:
            values = {c.meaning: clean(cell) for c, cell in zip(columns, row.cells, strict=False)}
            values.pop(Meaning.UNUSED, None)
            found.records.append(Record(row.line, values, block.is_of_hosts))


def _trouble(row: Row, columns: Sequence[Column], *, one_cell_will_do: bool) -> Skipped | None:
    """Say why a row cannot be used at all. A secret is looked for first, so that nothing can repeat it."""
    for at, cell in enumerate(row.cells):
        if looks_secret(cell):
            name = columns[at].header if at < len(columns) else _letter(at)
            return Skipped(row.line, LineTrouble.SECRET, {"column": name})
    if any(_BAD_SIGN.search(cell) for cell in row.cells):
        return Skipped(row.line, LineTrouble.DAMAGED)
    if len(row.cells) == 1 and len(columns) >= _WIDE and not one_cell_will_do:
        return Skipped(row.line, LineTrouble.TOO_FEW_CELLS, {"expected": len(columns)})
    return None


def _letter(at: int) -> str:
    """Return the letter a spreadsheet gives a column: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
