"""Workbooks to rows: xlsx and ods, looked through before they are opened, so that no file can fill the memory.

calamine lays a sheet out as one full rectangle. One cell at the far corner of a sheet, or one cell said to
repeat a million times, would end the program; so the parts of the file are unpacked within a bound, measured,
and handed over in the very form that was measured.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from trainer_app.exchange.delimited import MAX_COLUMNS, MAX_ROWS, Row
from trainer_app.exchange.lines import FileTrouble, Unreadable

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 96 * 2**20
MAX_CELLS = 2_500_000

_CHUNK = 2**20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)
_ENCRYPTED_BIT = 1
_BINARY_BOOK = "xl/workbook.bin"
_PROTECTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ATTRIBUTES = rb"""((?:[^<>"']|"[^"<]*"|'[^'<]*')*)"""
_XLSX_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])" + _ATTRIBUTES + rb">")
_XLSX_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\$?([A-Za-z]*)\$?(\d+)["']""")
_ODS_TAG = re.compile(rb"<(?:\w+:)?(table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES + rb">")
_ODS_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")
_MANY_DIGITS = 15

Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet; `kind` is "xlsx" or "ods"."""

    name: str
    kind: str
    rows: tuple[Row, ...]


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of a workbook, row numbers as the spreadsheet shows them.

    Formulas are not evaluated: what was last calculated and saved is what is read.

    Raises:
        Unreadable: PROTECTED, OLD_WORKBOOK, DAMAGED, TOO_LARGE, TOO_SPREAD, TOO_WIDE, TOO_MANY_ROWS or NOT_READABLE.
    """
    if data.startswith(OLE_MAGIC):
        raise Unreadable(FileTrouble.PROTECTED if _PROTECTED_STREAM in data else FileTrouble.OLD_WORKBOOK)
    parts = _unpack(data)
    kind = _kind(parts)
    for content in parts.values():
        _measure(content, kind)
    sheets = tuple(_open(_pack(parts), kind))
    if not sheets:
        raise Unreadable(FileTrouble.DAMAGED)
    return sheets


def _unpack(data: bytes) -> dict[str, bytes]:
    """Return the texts inside the archive, all together within MAX_UNPACKED."""
    parts: dict[str, bytes] = {}
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.flag_bits & _ENCRYPTED_BIT:
                    raise Unreadable(FileTrouble.PROTECTED)
                if entry.filename == _BINARY_BOOK:
                    raise Unreadable(FileTrouble.OLD_WORKBOOK)
                if entry.filename.endswith((".xml", ".rels", "mimetype")):
                    parts[entry.filename] = _read_within(archive, entry, room=room)
                    room -= len(parts[entry.filename])
    except _DAMAGE:
        raise Unreadable(FileTrouble.DAMAGED) from None
    return parts


def _read_within(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, room: int) -> bytes:
    """Unpack one part; a part that would not fit into `room` bytes is never unpacked whole."""
    content = bytearray()
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            content += chunk
            if len(content) > room:
                raise Unreadable(FileTrouble.TOO_LARGE, limit=MAX_UNPACKED // 2**20)
    return bytes(content)


def _kind(parts: dict[str, bytes]) -> str:
    """Tell which kind of workbook the archive is."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unreadable(FileTrouble.PROTECTED)
    if b"opendocument.spreadsheet" in parts.get("mimetype", b"") and "content.xml" in parts:
        return "ods"
    if "[Content_Types].xml" in parts and any(name.startswith("xl/") for name in parts):
        return "xlsx"
    raise Unreadable(FileTrouble.NOT_READABLE)


def _measure(content: bytes, kind: str) -> None:
    """Refuse a part whose cells would span a larger rectangle than any roster."""
    if b"\0" in content[:_CHUNK]:
        raise Unreadable(FileTrouble.DAMAGED)
    if content.count(b"<c ") > MAX_CELLS:  # so many that looking at each would take long
        raise Unreadable(FileTrouble.TOO_SPREAD, limit=MAX_CELLS)
    height, width = _xlsx_size(content) if kind == "xlsx" else _ods_size(content)
    if height * width > MAX_CELLS:
        raise Unreadable(FileTrouble.TOO_SPREAD, limit=MAX_CELLS)


def _xlsx_size(content: bytes) -> tuple[int, int]:
    """Return the last row and column with a filled cell; cells without a place follow on, empty ones only count."""
    row = column = height = width = 0
    for tag in _XLSX_TAG.finditer(content):
        place = _XLSX_PLACE.search(tag[2])
        if tag[1] == b"row":
            row, column = (_number(place[2]) if place else row + 1), 0
        else:
            column = _column(place[1]) if place else column + 1
            row = _number(place[2]) if place else row
            if not tag[2].endswith(b"/"):
                height, width = max(height, row), max(width, column)
    return height, width


def _ods_size(content: bytes) -> tuple[int, int]:
    """Return how many rows and columns the filled cells span, with everything said to repeat."""
    height = width = 0
    rows = blank_rows = columns = blank_columns = 0
    for tag in _ODS_TAG.finditer(content + b"<table:table-row/>"):
        repeated = _ODS_REPEATED.search(tag[2])
        count = _number(repeated[1]) if repeated else 1
        if tag[1] == b"table-row":
            if columns:
                height, blank_rows, width = height + blank_rows + rows, 0, max(width, columns)
            else:
                blank_rows += rows
            rows, columns, blank_columns = count, 0, 0
        elif tag[2].endswith(b"/") and b"value" not in tag[2]:
            blank_columns += count
        else:
            columns, blank_columns = columns + blank_columns + count, 0
    return height, width


def _number(digits: bytes) -> int:
    """Read a number of any length; beyond fifteen digits it is too large either way."""
    return int(digits[:_MANY_DIGITS])


def _column(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper()[:_MANY_DIGITS]:
        number = number * 26 + letter - 64
    return number


def _pack(parts: dict[str, bytes]) -> io.BytesIO:
    """Put the measured parts together again, uncompressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _open(packed: io.BytesIO, kind: str) -> Iterator[Sheet]:
    """Read the sheets a person sees, in their order; where all are hidden, all of them."""
    try:
        with CalamineWorkbook.from_filelike(packed) as book:
            sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
            visible = [s for s in sheets if s.visible == SheetVisibleEnum.Visible]
            for sheet in visible or sheets:
                yield Sheet(sheet.name, kind, tuple(_rows(book.get_sheet_by_name(sheet.name))))
    except Unreadable:
        raise
    except PasswordError:
        raise Unreadable(FileTrouble.PROTECTED) from None
    except BaseException as trouble:  # boundary: a damaged file may raise anything here, even Rust's own panic
        if isinstance(trouble, Exception) or type(trouble).__name__ == "PanicException":
            raise Unreadable(FileTrouble.DAMAGED) from None
        raise


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Give the rows that are not blank, without the blank cells at their end."""
    taken = 0
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            continue
        taken += 1
        if len(texts) > MAX_COLUMNS:
            raise Unreadable(FileTrouble.TOO_WIDE, line=number, found=len(texts), limit=MAX_COLUMNS)
        if taken > MAX_ROWS:
            raise Unreadable(FileTrouble.TOO_MANY_ROWS, line=number, limit=MAX_ROWS)
        yield Row(number, tuple(texts))


def _text(cell: Cell) -> str:
    """Return what a cell holds as text: 7.0 as "7", times as ISO 8601, text as it is."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
