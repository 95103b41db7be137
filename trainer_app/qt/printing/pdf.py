"""Pages into a PDF file, whole or not at all; the same drawing shows them on the screen."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.domain.label_sheet import Paper

UNIT: Final = 20
"""Units of a painter to the millimetre, so that fonts of whole pixels are fine enough."""

_DPI: Final = 600
_MM_PER_INCH: Final = 25.4
_SIZES: Final = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Pages(Protocol):
    """Something of pages that can be drawn."""

    @property
    def paper(self) -> Paper:
        """The paper it is for."""

    @property
    def count(self) -> int:
        """How many pages there are."""

    def draw(self, painter: QPainter, page: int) -> None:
        """Draw one page, counted from 0, in `UNIT`s from its top left corner."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that was written; `pages` is 0 where it was stopped, and then there is no file."""

    file: Path
    pages: int


def write_pdf(pages: Pages, file: Path, *, title: str, progress: Progress, cancelled: Cancelled) -> Printed:
    """Write the pages to a file. It takes its place only when it is whole; stopped, nothing is left behind.

    Raises:
        StorageDown: the file cannot be written.
    """
    sheet = Sheet()
    whole = _write(pages, sheet, title, progress, cancelled)
    if whole:
        sheet.save(file)
    return Printed(file, pages.count if whole else 0)


class Sheet:
    """A PDF that is drawn in memory and then saved: the writer itself never says that a disk was full."""

    def __init__(self) -> None:
        self._made = QBuffer()
        self._made.open(QIODevice.OpenModeFlag.WriteOnly)
        self.writer = QPdfWriter(self._made)

    def save(self, file: Path) -> None:
        """Write what was drawn to a file, whole or not at all.

        Raises:
            StorageDown: it could not be written there.
        """
        part = file.with_name(f".{file.name}.part")
        try:
            with part.open("wb") as out:
                out.write(self._made.data().data())
                out.flush()
                os.fsync(out.fileno())  # a disk over the network may say only now that it is full
            part.replace(file)
        except OSError as error:
            code = DataTrouble.DISK_FULL if error.errno == errno.ENOSPC else DataTrouble.FAILED
            raise StorageDown(code, file=str(file), detail=error.strerror) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def begun(writer: QPdfWriter) -> QPainter:
    """Return a painter at work on the first page.

    Raises:
        StorageDown: nothing can be drawn.
    """
    painter = QPainter()
    if not painter.begin(writer):
        raise StorageDown(DataTrouble.FAILED, file=writer.title(), detail="QPdfWriter")
    return painter


def _write(  # positional: passed on as they came
    pages: Pages, sheet: Sheet, title: str, progress: Progress, cancelled: Cancelled
) -> bool:
    writer = sheet.writer
    writer.setPageLayout(page_layout(pages.paper))
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("Trainer")
    painter = begun(writer)
    try:
        for page in range(pages.count):
            if cancelled():
                return False
            if page:
                writer.newPage()
            painter.resetTransform()
            scale = _DPI / _MM_PER_INCH / UNIT
            painter.scale(scale, scale)
            pages.draw(painter, page)
            progress(page + 1, pages.count)
        return True
    finally:
        painter.end()


def page_layout(paper: Paper) -> QPageLayout:
    """Return this paper, upright and without margins: what is drawn knows its own."""
    size = QPageSize(_SIZES[paper])
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def millimetres(  # positional: as a rectangle is written
    left: float, top: float, width: float, height: float
) -> QRectF:
    """Return a place given in millimetres in a painter's units."""
    return QRectF(left * UNIT, top * UNIT, width * UNIT, height * UNIT)
