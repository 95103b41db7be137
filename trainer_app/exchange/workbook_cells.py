"""Cells of a workbook: text that can never become a formula, real dates, and a few shared looks.

Text that a spreadsheet could take for a formula stays exactly as it is, and is written as text with the
quote prefix: the mark a spreadsheet itself sets when somebody types ' in front. It survives editing in
Excel and is no part of the value, so names still compare and look-ups still find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.dimensions import RowDimension

from trainer_app.domain.workbook import Cell

LONGEST_TEXT = 32_767
"""UTF-16 units in one cell; Excel calls a file with more damaged."""

LONGEST_SHEET_NAME = 31
TALLEST_ROW = 409.0

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
_FORMULA_STARTS = frozenset("=+-@\t\n'#\uff1d\uff0b\uff0d\uff20")  # Excel in Japanese takes the wide ones too
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_RESERVED_SHEET_NAME = "history"  # Excel keeps it for itself
_FIRST_DATE = date(1900, 3, 1)  # before it spreadsheets disagree about the calendar
_LEADING = 15 / 11  # points of height for a point of type, as spreadsheets have it
_INK, _HEADER_INK, _HEADER_FILL, _MUTED = "FF1F2933", "FFFFFFFF", "FF243B53", "FF5F6B7A"


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a cell is set: the number format, and what differs from plain text at the top of its row.

    Looks are few and made once, so they are told apart by identity, which is quick.
    """

    number_format: str = "General"
    wrap: bool = False
    bold: bool = False
    size: int = 11
    header: bool = False
    muted: bool = False
    align: str | None = None


PLAIN = Look()
WRAPPED = Look(wrap=True)
DATE = Look("yyyy-mm-dd", align="left")
MOMENT = Look("yyyy-mm-dd hh:mm", align="left")
NUMBER = Look(align="center")
NUMBER_LEFT = Look(align="left")
SHARE = Look("0%", align="center")
POINTS = Look("+0;-0;0", align="center")
DECIMAL = Look("0.0", align="center")
CHANCE = Look("0.000", align="center")
HEADER = Look(wrap=True, bold=True, header=True)
HEADER_CENTERED = Look(wrap=True, bold=True, header=True, align="center")
LABEL = Look(bold=True)
TITLE = Look(bold=True, size=16)
SECTION = Look(bold=True, size=12)
NOTE = Look(muted=True)


Spot = tuple[int, Look]
"""A column, from 0, and how a cell in it looks."""


class Pen:
    """Writes rows into one sheet, with one cell object for each look a column has, made once."""

    def __init__(self, sheet: Any, zone: str) -> None:
        self._sheet = sheet
        self._zone = ZoneInfo(zone)
        self._cells: dict[Spot, Any] = {}
        self._quoted: dict[Spot, Any] = {}
        self._heights: dict[float, RowDimension] = {}
        self._one_line = True
        self.rows = 0

    def write(self, values: Iterable[Cell], looks: Sequence[Look], *, height: float | None = None) -> None:
        """Append one row; `looks` are those of its columns, `height` is in points where it is not the usual one.

        Heights are always said: not every spreadsheet makes room for wrapped lines by itself.
        """
        if height is not None:
            self._sheet.row_dimensions[self.rows + 1] = self._height(height)
        self._one_line = height is None
        row = [self._cell(value, spot) for value, spot in zip(values, enumerate(looks), strict=False)]
        self._sheet.append(row)
        self.rows += 1

    def skip(self) -> None:
        """Leave one row free."""
        self._sheet.append([])
        self.rows += 1

    def _height(self, points: float) -> RowDimension:
        if points not in self._heights:
            self._heights[points] = RowDimension(self._sheet, ht=points)
        return self._heights[points]

    def _cell(self, value: Cell, spot: Spot) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            return self._text(clean(value), spot)
        if spot not in self._cells:
            self._cells[spot] = _styled(self._sheet, spot[1])
        cell = self._cells[spot]
        cell.value = self._day_or_number(value)
        return cell

    def _text(self, text: str, spot: Spot) -> Any:
        if not text:
            return None
        if text[0] in _FORMULA_STARTS:
            return self._quote(text, spot)
        if self._one_line and spot[1] is PLAIN:
            return text  # in a row of one line the top is where everything stands: no style is spent on it
        if spot not in self._cells:
            self._cells[spot] = _styled(self._sheet, spot[1])
        cell = self._cells[spot]
        cell.value = text
        return cell

    def _quote(self, text: str, spot: Spot) -> Any:
        if spot not in self._quoted:
            self._quoted[spot] = _styled(self._sheet, spot[1])
            self._quoted[spot].quotePrefix = True
        cell = self._quoted[spot]
        cell.value = text
        cell.data_type = "s"
        return cell

    def _day_or_number(self, value: float | date) -> object:
        if isinstance(value, datetime):
            value = value.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        if isinstance(value, date) and not _has_number(value):
            return value.isoformat()
        return value


def clean(text: str) -> str:
    """Return the text without what XML or a cell cannot hold; what is too long ends in "…"."""
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    text = _NOT_XML.sub("", text)
    if 2 * len(text) <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def width_of(text: str) -> int:
    """Return how many columns of type the longest line takes; Han, kana and other wide signs take two."""
    if text.isascii() and "\n" not in text:
        return len(text)
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line) for line in lines)


def height_of(text: str, room: int, *, size: int = PLAIN.size) -> float:
    """Return the height in points the text needs when it is wrapped to `room` columns of type.

    No spreadsheet has rows higher than TALLEST_ROW; what is longer has to be opened to be read.
    """
    height = round(sum(_lines(line, room) for line in text.split("\n")) * size * _LEADING, 1)
    return min(height, TALLEST_ROW)


def _lines(text: str, room: int) -> int:
    """Return how many lines one paragraph takes, words kept whole where they can be."""
    if text.isascii():
        room += room // 10  # columns are measured in digits, and letters are narrower
    if width_of(text) <= room:
        return 1
    lines, used = 1, 0
    for width in map(width_of, text.split(" ")):
        used += width + (used > 0)
        if used > room:
            before = used > width
            lines += before + (width - 1) // room
            used = width - (width - 1) // room * room
    return lines


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Return the name as a spreadsheet allows it: without its signs, at most 31 long, and none twice."""
    used = {name.casefold() for name in taken} | {_RESERVED_SHEET_NAME}
    base = " ".join(_NOT_IN_SHEET_NAME.sub(" ", clean(wanted)).split()).strip("'") or "-"
    names = (_shortened(base, f" ({number})" if number > 1 else "") for number in range(1, len(used) + 2))
    return next(name for name in names if name.casefold() not in used)


def _shortened(base: str, ending: str) -> str:
    room = 2 * (LONGEST_SHEET_NAME - len(ending))
    return base.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore").rstrip(" '") + ending


def _has_number(day: date) -> bool:
    """Tell whether a spreadsheet counts this day as everybody does."""
    return (day.date() if isinstance(day, datetime) else day) >= _FIRST_DATE


def _styled(sheet: Any, look: Look) -> Any:
    cell = WriteOnlyCell(sheet)
    if look.number_format != "General":
        cell.number_format = look.number_format
    if look.bold or look.muted or look.header or look.size != PLAIN.size:
        ink = _HEADER_INK if look.header else _MUTED if look.muted else _INK
        cell.font = Font(name="Calibri", size=look.size, bold=look.bold, italic=look.muted, color=ink)
    if look.header:
        cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
    vertical = "center" if look.header else "top"
    cell.alignment = Alignment(vertical=vertical, wrap_text=look.wrap or None, horizontal=look.align)
    return cell
