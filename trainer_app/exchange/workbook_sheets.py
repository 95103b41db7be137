"""Sheets of a workbook: how tables and pages are laid out, scrolled, filtered and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from trainer_app.domain.errors import Refused
from trainer_app.domain.workbook import Cell, Phrasebook, Progress, WorkbookTrouble
from trainer_app.exchange.workbook_cells import (
    HEADER,
    HEADER_CENTERED,
    NOTE,
    PLAIN,
    Look,
    Pen,
    height_of,
    sheet_name,
    width_of,
)

_A4 = 9
_ONE_LINE = 15.0
_FILTER_ARROW = 3
_WIDEST = 44
_READABLE_WIDTH = 280  # columns of type on one printed page
_MARGINS = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7, header=0.3, footer=0.3)
_LOOKED_AT_EVERY = 100
_LONGEST_CHOICES = 255


@dataclass(slots=True)
class Pace:
    """Counts the rows of a workbook: tells how far it is, and stops where somebody cancelled."""

    total: int
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = 0

    def step(self) -> None:
        """Count one row, and look up now and then.

        Raises:
            Refused: CANCELLED.
        """
        self.done += 1
        if self.done % _LOOKED_AT_EVERY == 0:
            self.look_up()

    def look_up(self) -> None:
        """Ask whether to go on, and tell how far it is.

        Raises:
            Refused: CANCELLED.
        """
        if self.cancelled and self.cancelled():
            raise Refused(WorkbookTrouble.CANCELLED)
        if self.progress:
            self.progress(self.done, self.total)


@dataclass(frozen=True, slots=True)
class Place:
    """Where sheets are made: the openpyxl workbook, the zone of its times, its words, and the pace."""

    workbook: Any
    zone: str
    phrases: Phrasebook
    pace: Pace


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, how its cells look, and its width (None: that of its texts)."""

    heading: str
    look: Look = PLAIN
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below one header, and the one line that stands there when there are none."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of a page. `spread`: its last text is wrapped over all columns left; `gap`: a free row before it."""

    cells: Sequence[Cell]
    looks: Sequence[Look]
    spread: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of several kinds below each other, and the widths of the columns they share."""

    name: str
    rows: Sequence[PageRow]
    widths: Sequence[int]


def write_table(place: Place, table: Table) -> Any:
    """Write a sheet with a header and filters; header and first column stay in sight."""
    columns = table.columns
    widths = [_width(column, [row[at] for row in table.rows]) for at, column in enumerate(columns)]
    sheet = _begin(place, table.name, widths=widths)
    sheet.freeze_panes = "B2"
    _repeat_in_print(sheet)
    pen = Pen(sheet, place.zone)
    _write_header(pen, columns, widths=widths)
    looks = [column.look for column in columns]
    wrapped = [(at, widths[at]) for at, look in enumerate(looks) if look.wrap]
    for row in table.rows:
        pen.write(row, looks, height=_highest((row[at], room) for at, room in wrapped))
        place.pace.step()
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{pen.rows}"
    if not table.rows:
        at = wrapped[0][0] if wrapped else 0  # beside the names, not among them
        pen.write([None] * at + [table.empty], [NOTE] * (at + 1))
    return sheet


def write_page(place: Place, page: Page) -> Any:
    """Write a sheet to be read from top to bottom."""
    sheet = _begin(place, page.name, widths=page.widths)
    pen = Pen(sheet, place.zone)
    for row in page.rows:
        if row.gap:
            pen.skip()
        if row.spread:
            _join(sheet, pen.rows + 1, first=len(row.cells), last=len(page.widths))
        pen.write(row.cells, row.looks, height=_page_height(row, page.widths))
    return sheet


def offer_choices(sheet: Any, column: int, *, last_row: int, choices: Sequence[str]) -> None:
    """Let the cells of a column (from 1) below the header be filled from a list; other words only warn."""
    words = ",".join(word.replace('"', "").replace(",", " ") for word in choices)
    letter = get_column_letter(column)
    rule = DataValidation(type="list", formula1=f'"{words[:_LONGEST_CHOICES]}"', allow_blank=True)
    rule.errorStyle, rule.showErrorMessage = "warning", True
    rule.add(f"{letter}2:{letter}{last_row}")
    sheet.data_validations.append(rule)


def _begin(place: Place, name: str, *, widths: Sequence[int]) -> Any:
    sheet = place.workbook.create_sheet(sheet_name(name, place.workbook.sheetnames))
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = ceil(sum(widths) / _READABLE_WIDTH)
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = _MARGINS
    sheet.HeaderFooter.oddFooter.center.text = "&A · &P / &N"
    return sheet


def _repeat_in_print(sheet: Any) -> None:
    """Print header and first column on every page; Excel writes columns first here, openpyxl rows."""
    name = quote_sheetname(sheet.title)
    sheet.defined_names["_xlnm.Print_Titles"] = DefinedName(
        "_xlnm.Print_Titles", attr_text=f"{name}!$A:$A,{name}!$1:$1"
    )


def _write_header(pen: Pen, columns: Sequence[Column], *, widths: Sequence[int]) -> None:
    headings = [column.heading for column in columns]
    looks = [HEADER_CENTERED if column.look.align == "center" else HEADER for column in columns]
    rooms = [width - _FILTER_ARROW for width in widths]
    pen.write(headings, looks, height=_highest(zip(headings, rooms, strict=True)))


def _width(column: Column, cells: Iterable[Cell]) -> int:
    """Return the column's own width or that of its longest text; a heading's words fit, up to a bound."""
    heading = min(max(map(width_of, column.heading.split()), default=0) + _FILTER_ARROW, _WIDEST)
    if column.width:
        return max(column.width, heading)
    longest = max((width_of(text) for text in cells if isinstance(text, str)), default=0) + 2
    return max(heading, min(longest, _WIDEST))


def _highest(texts: Iterable[tuple[Cell, int]]) -> float | None:
    """Return the height a row needs for these texts, each in its room; None where one line is enough."""
    height = max((height_of(text, room) for text, room in texts if isinstance(text, str)), default=0.0)
    return height if height > _ONE_LINE else None


def _page_height(row: PageRow, widths: Sequence[int]) -> float | None:
    size = max(look.size for look in row.looks)
    if size > PLAIN.size:
        return height_of("", 1, size=size)
    rooms = list(widths[: len(row.cells)])
    if row.spread:
        rooms[-1] = sum(widths[len(row.cells) - 1 :])
    wrapped = zip(row.cells, rooms, row.looks, strict=False)
    return _highest((cell, room) for cell, room, look in wrapped if look.wrap)


def _join(sheet: Any, row: int, *, first: int, last: int) -> None:
    if first < last:
        sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
