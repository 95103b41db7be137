"""The report of a session as a sheet of paper: real text in a PDF, one page unless lists are long."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.domain.session_report import ReportGap, SessionReport
from trainer_app.qt import report_sections as sections
from trainer_app.qt.report_canvas import Area, Canvas, Ink
from trainer_app.qt.report_sections import Block, Section
from trainer_app.qt.theme import ui_font
from trainer_app.qt.tokens import LIGHT, TITLE
from trainer_app.words import report as words
from trainer_app.words.language import say

_RESOLUTION: Final = 720  # device pixels per inch; ten to a point
_MARGIN: Final = 42.0  # points
_WIDTH: Final = 820.0  # measures across the text of a page; 14 of them are 8.7 points on A4
_GAP: Final = 20.0
_COLUMN: Final = (_WIDTH - _GAP) / 2
_FOOT: Final = 24.0


class Paper(Enum):
    """What the report is printed on."""

    A4 = "A4"
    LETTER = "Letter"


_SIZES: Final = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}


def usual_paper() -> Paper:
    """Return the paper people use where this computer is set up."""
    imperial = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return Paper.LETTER if imperial else Paper.A4


def write_pdf(report: SessionReport, path: Path, *, paper: Paper) -> Path:
    """Write the report, whole or not at all; return where it is.

    Raises:
        StorageDown: it could not be written there.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.touch()
        _Sheets(report, draft, paper=paper).draw()
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageDown(DataTrouble.FAILED, file=str(path), detail=error.strerror) from error
    return path


class _Sheets:
    """Places the sections from top to bottom; what does not fit goes on the next page."""

    def __init__(self, report: SessionReport, path: Path, *, paper: Paper) -> None:
        self._report = report
        self._writer = _writer(report, path, paper=paper)
        self._unit = self._writer.width() / _WIDTH
        self._bottom = self._writer.height() / self._unit - _FOOT
        self._placed: list[list[Callable[[Canvas], object]]] = [[]]
        self._y = 0.0

    def draw(self) -> None:
        """Draw every page."""
        self._measure = self._canvas(None)
        self._place_all()
        painter = QPainter(self._writer)
        canvas = self._canvas(painter)
        for number, page in enumerate(self._placed, 1):
            if number > 1:
                self._writer.newPage()
            for piece in page:
                piece(canvas)
            self._foot(canvas, number)
        painter.end()

    def _canvas(self, painter: QPainter | None) -> Canvas:
        return Canvas(painter, unit=self._unit, colours=LIGHT, font=_plain_font())

    def _place_all(self) -> None:
        report = self._report
        self._place(partial(_head, report), gap=14)
        self._place(partial(_attendance, report), gap=16)
        if report.gap in {ReportGap.NOT_STARTED, ReportGap.NOBODY_CAME}:
            return
        self._flow(sections.figures(report))
        if report.gap is not None:
            return
        self._flow(sections.steps(report))
        left, right = (sections.help_given(report), sections.confidence(report)), (sections.errors(report),)
        stopped = sections.stopped(report)
        if self._fits((*left, stopped)):
            self._beside((*left, stopped), right)
        else:
            self._beside(left, right)
            self._flow(stopped)

    def _flow(self, section: Section) -> None:
        """Place a section over the whole width, block by block."""
        if not section.blocks:
            return
        self._place(partial(_titled, section), gap=0)
        for block in section.blocks[1:]:
            self._place(block, gap=0)
        self._y += _GAP

    def _fits(self, column: tuple[Section, ...]) -> bool:
        """Say whether a column of these sections still fits on this page."""
        return self._y + _column(column, 0.0, self._measure, Area(0, 0, _WIDTH)) <= self._bottom

    def _beside(self, left: tuple[Section, ...], right: tuple[Section, ...]) -> None:
        """Place two columns beside each other, on the next page where they do not fit."""
        columns = (partial(_column, left, 0.0), partial(_column, right, _COLUMN + _GAP))
        height = max(column(self._measure, Area(0, 0, _WIDTH)) for column in columns)
        self._turn(height)
        top = Area(0, self._y, _WIDTH)
        for column in columns:
            self._placed[-1].append(partial(_at, column, top))
        self._y += height + _GAP

    def _place(self, block: Block, *, gap: float) -> None:
        height = block(self._measure, Area(0, 0, _WIDTH))
        self._turn(height)
        self._placed[-1].append(partial(_at, block, Area(0, self._y, _WIDTH)))
        self._y += height + gap

    def _turn(self, height: float) -> None:
        """Begin another page where so much does not fit on this one."""
        if self._y and self._y + height > self._bottom:
            self._placed.append([])
            self._y = 0.0

    def _foot(self, canvas: Canvas, number: int) -> None:
        area = Area(0, self._bottom + 8, _WIDTH)
        canvas.rule(area.below(-4))
        canvas.words(area, f"{say(words.FOOT)} · {self._report.session.name}", ink=canvas.note)
        pages = say(words.PAGE, page=number, pages=len(self._placed))
        canvas.words(area, pages, ink=canvas.note, right=True)


def _writer(report: SessionReport, path: Path, *, paper: Paper) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(_SIZES[paper]))
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageMargins(margins, QPageLayout.Unit.Point)
    writer.setTitle(report.session.name)
    writer.setCreator("Trainer")
    return writer


def _plain_font() -> QFont:
    """Return the font without letters drawn as others, such as a raised colon: copied from the paper they are lost."""
    font = ui_font()
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def _at(block: Block, area: Area, canvas: Canvas) -> float:
    return block(canvas, area)


def _titled(section: Section, canvas: Canvas, area: Area) -> float:
    height = sections.heading(section, canvas, area)
    return height + section.blocks[0](canvas, area.below(height))


def _column(shown: tuple[Section, ...], x: float, canvas: Canvas, area: Area) -> float:
    height = 0.0
    for section in shown:
        height += sections.draw(section, canvas, area.below(height).part(x, _COLUMN)) + _GAP
    return height - _GAP


def _head(report: SessionReport, canvas: Canvas, area: Area) -> float:
    height = canvas.paragraph(area, report.session.name, ink=Ink(TITLE + 4, canvas.colours.text, bold=True))
    text = f"{words.when(report)} · {words.as_of(report)}"
    return height + canvas.paragraph(area.below(height + 2), text, ink=canvas.muted) + 2


def _attendance(report: SessionReport, canvas: Canvas, area: Area) -> float:
    text = words.attendance_line(report)
    if report.gap is not None:
        title, more = words.gap(report.gap)
        text = f"{title}. {more} {text}"
    canvas.rule(area)
    return canvas.paragraph(area.below(8), text, ink=canvas.body) + 8
