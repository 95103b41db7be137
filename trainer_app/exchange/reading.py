"""Open a file somebody chose and give its tables: what it holds decides how it is read, never its name."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from trainer_app.domain.errors import Refused
from trainer_app.exchange.decoding import Decoded, decode
from trainer_app.exchange.delimited import Knows, Row, find_delimiter, split_rows
from trainer_app.exchange.json_rows import is_json, json_rows
from trainer_app.exchange.lines import FileTrouble, Notice, Skipped, Unreadable, Warned
from trainer_app.exchange.workbooks import OLE_MAGIC, ZIP_MAGIC, Sheet, read_workbook

MAX_BYTES = 48 * 2**20


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a text file, of one sheet, or of a JSON document (its fields are the first row).

    `encoding` is a codec's name, or "xlsx" or "ods". `skipped` are lines that are no rows.
    """

    rows: tuple[Row, ...]
    encoding: str
    delimiter: str | None = None
    sheet: str | None = None
    is_json: bool = False
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Warned, ...] = ()


def read_tables(path: Path, *, knows: Knows) -> tuple[Table, ...]:
    """Return the tables of a file, at least one; only a workbook may have several.

    `knows` tells how many of some cells are headers the importer knows; it decides between delimiters.

    Raises:
        Refused: a `FileTrouble` with the facts `file` and, where there is one, `line`.
    """
    with about(path):
        return _tables(_bytes_of(path), knows)


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Refuse the file by its name where something inside finds it unreadable."""
    try:
        yield
    except Unreadable as trouble:
        raise Refused(trouble.code, file=path.name, **trouble.facts) from None


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a regular file of bounded size."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Unreadable(FileTrouble.IS_FOLDER)
        if not stat.S_ISREG(mode):
            raise Unreadable(FileTrouble.NOT_READABLE)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable(FileTrouble.MISSING) from None
    except (OSError, ValueError):  # ValueError: a name no file can have
        raise Unreadable(FileTrouble.NOT_ALLOWED) from None
    if len(data) > MAX_BYTES:
        raise Unreadable(FileTrouble.TOO_LARGE, limit=MAX_BYTES // 2**20)
    return data


def _tables(data: bytes, knows: Knows) -> tuple[Table, ...]:
    """Read bytes as what they are."""
    if data.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return _sheets(read_workbook(data))
    decoded = decode(data)
    if decoded is None:
        raise Unreadable(FileTrouble.NOT_READABLE)
    if not decoded.text.strip("\ufeff\0\x1a \t\r\n"):
        raise Unreadable(FileTrouble.EMPTY)
    return (_json(decoded, knows) if is_json(decoded.text) else _text(decoded, knows),)


def _sheets(sheets: tuple[Sheet, ...]) -> tuple[Table, ...]:
    """Return the sheets that hold anything."""
    tables = tuple(Table(sheet.rows, sheet.kind, sheet=sheet.name) for sheet in sheets if sheet.rows)
    if not tables:
        raise Unreadable(FileTrouble.EMPTY)
    return tables


def _json(decoded: Decoded, knows: Knows) -> Table:
    """Return the people of a JSON document as a table."""
    return Table(tuple(json_rows(decoded.text, knows)), decoded.encoding, is_json=True)


def _text(decoded: Decoded, knows: Knows) -> Table:
    """Return the rows of a text file."""
    delimiter = find_delimiter(decoded.text, knows)
    rows, skipped = split_rows(decoded.text, delimiter)
    warnings = () if decoded.known else (Warned(Notice.ENCODING_GUESSED, {"encoding": decoded.encoding}),)
    return Table(tuple(rows), decoded.encoding, delimiter, skipped=tuple(skipped), warnings=warnings)
