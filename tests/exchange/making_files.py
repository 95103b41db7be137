"""Files as people have them, made for tests: delimited text in any coding, xlsx by openpyxl, ods by hand."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[object]]

_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def written(folder: Path, content: str | bytes, *, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def delimited(rows: Rows, *, delimiter: str = ",", line_end: str = "\r\n") -> str:
    """Return rows as delimited text."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def xlsx(sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    saved = io.BytesIO()
    book.save(saved)
    book.close()
    return saved.getvalue()


def xlsx_cells(cells: Mapping[str, object]) -> bytes:
    """Return a workbook with one sheet holding these cells, keyed by their place ("B3")."""
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.worksheets[0][place] = value
    saved = io.BytesIO()
    book.save(saved)
    book.close()
    return saved.getvalue()


def ods_row(cells: Sequence[str], *, rows: int = 1, columns: int = 1) -> str:
    """Return the XML of a row of text cells; the row and each of its cells may be said to repeat."""
    inside = "".join(
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{inside}</table:table-row>'


def ods(rows_xml: str, *, manifest: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with one sheet."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES}><office:body>'
        f'<office:spreadsheet><table:table table:name="People">{rows_xml}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listing = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{names}"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{_ODS_TYPE}">{manifest}</manifest:file-entry></manifest:manifest>'
    )
    return zipped({"mimetype": _ODS_TYPE, "META-INF/manifest.xml": listing, "content.xml": content})


def zipped(parts: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these parts."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()
