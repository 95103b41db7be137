"""Writes the workbooks people take away: the follow-up lists with all they rest on, and the attendance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from trainer_app.domain.workbook import AttendanceBook, FollowUpBook, Phrasebook, Progress
from trainer_app.exchange.workbook_common import write_attendance_sheet, write_read_me
from trainer_app.exchange.workbook_file import whole_file, workbook_path
from trainer_app.exchange.workbook_follow_up import write_states, write_summary, write_teams
from trainer_app.exchange.workbook_sheets import Pace, Place


def write_follow_up(
    path: Path,
    book: FollowUpBook,
    *,
    phrases: Phrasebook,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Write the follow-up workbook and return where; an existing file is replaced, whole or not at all.

    `progress` hears of rows written and all rows; `cancelled` is asked now and then.

    Raises:
        Refused: OTHER_KIND, BAD_NAME, IS_FOLDER or NO_FOLDER; CANCELLED. Nothing is left behind.
        StorageDown: OPEN_ELSEWHERE, NOT_ALLOWED, DISK_FULL or FAILED. Nothing is left behind.
    """
    rows = len(book.assessments) + len(book.teams) + len(book.attendance.rows)
    pace = Pace(rows, progress, cancelled)
    with _new_workbook(path, title=phrases.title(book), made_at=book.made_at, pace=pace) as (target, workbook):
        place = Place(workbook, book.program.timezone, phrases, pace)
        write_read_me(place, phrases.follow_up_lines(book))
        write_summary(place, book)
        write_teams(place, book)
        write_states(place, book)
        write_attendance_sheet(place, book.attendance)
    return target


def write_attendance(
    path: Path,
    book: AttendanceBook,
    *,
    phrases: Phrasebook,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Write the attendance and a read-me sheet alone; otherwise as `write_follow_up`.

    Raises:
        Refused: as above.
        StorageDown: as above.
    """
    pace = Pace(len(book.attendance.rows), progress, cancelled)
    with _new_workbook(path, title=phrases.title(book), made_at=book.made_at, pace=pace) as (target, workbook):
        place = Place(workbook, book.program.timezone, phrases, pace)
        write_read_me(place, phrases.attendance_lines(book))
        write_attendance_sheet(place, book.attendance)
    return target


@contextmanager
def _new_workbook(path: Path, *, title: str, made_at: datetime, pace: Pace) -> Iterator[tuple[Path, Any]]:
    """Give an empty workbook that becomes the file when the block ends well."""
    target = workbook_path(path)
    with whole_file(target) as file:
        workbook = _titled(title, made_at)
        try:
            pace.look_up()
            yield target, workbook
            pace.look_up()
            _save(workbook, file)
        except BaseException:
            _discard(workbook)
            raise
        pace.look_up()


def _titled(title: str, made_at: datetime) -> Any:
    workbook = Workbook(write_only=True)
    about = workbook.properties
    about.creator, about.title = "Trainer", title
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.calculation.fullCalcOnLoad = False  # nothing to calculate, so nothing to save on closing
    return workbook


def _save(workbook: Any, file: BinaryIO) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()


def _discard(workbook: Any) -> None:
    """Remove the sheets openpyxl has laid into the folder for temporary files; names are in them."""
    for sheet in workbook.worksheets:
        with suppress(OSError):
            if not sheet.closed:
                sheet.close()
        writer = sheet._writer  # noqa: SLF001 - openpyxl offers no other way to what it has laid out
        if writer is not None:
            with suppress(OSError):
                Path(writer.out).unlink(missing_ok=True)
