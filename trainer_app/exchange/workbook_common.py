"""The sheets every workbook has: what it rests on, and who came when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from trainer_app.domain.workbook import AttendanceTable, Cell, Heading, Line, LineKind, Sheet
from trainer_app.exchange.workbook_cells import (
    DATE,
    HEADER,
    LABEL,
    MOMENT,
    NUMBER,
    NUMBER_LEFT,
    SECTION,
    TITLE,
    WRAPPED,
    Look,
)
from trainer_app.exchange.workbook_sheets import Column, Page, PageRow, Place, Table, write_page, write_table

_WIDTHS = (30, 24, 13, 13, 18, 60)
_SPREAD = frozenset({LineKind.TEXT, LineKind.FACT})


def write_read_me(place: Place, lines: Iterable[Line]) -> None:
    """Write the sheet that says what this workbook rests on and how to make it again."""
    rows = [
        PageRow(
            line.cells,
            _looks(line),
            spread=line.kind in _SPREAD and isinstance(line.cells[-1], str),
            gap=line.kind is LineKind.HEADING,
        )
        for line in lines
    ]
    write_page(place, Page(place.phrases.sheet(Sheet.READ_ME), rows, _WIDTHS))


def write_attendance_sheet(place: Place, table: AttendanceTable) -> None:
    """Write who came when: people down, sessions across, a real time in the program's zone in each cell."""
    phrases = place.phrases
    columns = [
        *(Column(phrases.heading(one)) for one in (Heading.NAME, Heading.EMAIL, Heading.TEAM)),
        Column(phrases.heading(Heading.SESSIONS_ATTENDED), NUMBER, width=10),
        *(Column(session.name, MOMENT, width=17) for session in table.sessions),
    ]
    rows: list[list[Cell]] = []
    for row in table.rows:
        came = sum(at is not None for at in row.checked_in_at)
        rows.append([row.name, row.email, row.team, came, *row.checked_in_at])
    write_table(place, Table(phrases.sheet(Sheet.ATTENDANCE), columns, rows, phrases.nobody(Sheet.ATTENDANCE)))


def _looks(line: Line) -> Sequence[Look]:
    match line.kind:
        case LineKind.TITLE:
            return [TITLE]
        case LineKind.HEADING:
            return [SECTION]
        case LineKind.TABLE_HEAD:
            return [HEADER] * len(line.cells)
        case LineKind.FACT:
            return [LABEL, *map(_look, line.cells[1:])]
        case LineKind.TEXT | LineKind.TABLE_ROW:
            return [*map(_look, line.cells)]


def _look(cell: Cell) -> Look:
    if isinstance(cell, datetime):
        return MOMENT
    if isinstance(cell, date):
        return DATE
    return WRAPPED if isinstance(cell, str) else NUMBER_LEFT
