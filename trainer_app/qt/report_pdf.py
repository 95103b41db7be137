"""The report of a session as a sheet of paper: real text in a PDF, one page unless lists are long."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from trainer_app.domain.session_report import ReportGap, SessionReport
from trainer_app.qt import report_sections as sections
from trainer_app.qt.printing.pdf import Sheet, begun
from trainer_app.qt.report_canvas import RIGHT, Area, Canvas, Ink
from trainer_app.qt.report_sections import Block, Section
from trainer_app.qt.theme import ui_font
from trainer_app.qt.tokens import LIGHT, TITLE
from trainer_app.words import report as words
from trainer_app.words.language import say

_RESOLUTION: Final = 720  # device pixels per inch; ten to a point
_MARGIN: Final = 42.0  # points
_WIDTH: Final = 820.0  # measures across the text of a page; 14 of them are 8.7 points on A4
_GAP: Final = 20.0
_FOOT: Final = 24.0


@dataclass(frozen=True, slots=True, order=True)
class _Spot:
    """How far the pages are filled: the page, counted from 0, and how far down on it."""

    page: int
    y: float


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the page, all its width or half of it."""

    x: float
    width: float

    def area(self, y: float) -> Area:
        return Area(self.x, y, self.width)


_HALF: Final = (_WIDTH - _GAP) / 2
_WHOLE: Final = _Column(0.0, _WIDTH)
_LEFT: Final = _Column(0.0, _HALF)
_RIGHT: Final = _Column(_HALF + _GAP, _HALF)


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
    sheet = Sheet()
    _Sheets(report, sheet.writer, paper=paper).draw()
    sheet.save(path)
    return path


class _Sheets:
    """Places the sections from top to bottom; what does not fit goes on the next page."""

    def __init__(self, report: SessionReport, writer: QPdfWriter, *, paper: Paper) -> None:
        self._report = report
        self._writer = writer
        _set_up(writer, report, paper=paper)
        self._unit = self._writer.width() / _WIDTH
        self._bottom = self._writer.height() / self._unit - _FOOT
        self._placed: list[list[Callable[[Canvas], object]]] = [[]]

    def draw(self) -> None:
        """Draw every page."""
        self._measure = self._canvas(None)
        self._place_all()
        painter = begun(self._writer)
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
        at = self._run((partial(_head, report), partial(_attendance, report)), _WHOLE, _Spot(0, 0.0))
        if report.gap in {ReportGap.NOT_STARTED, ReportGap.NOBODY_CAME}:
            return
        at = self._run(_blocks(sections.figures(report)), _WHOLE, at)
        if report.gap is not None:
            self._run(_blocks(sections.way_out(report)), _WHOLE, at)
            return
        at = self._run(_blocks(sections.steps(report)), _WHOLE, at)
        left = (*_blocks(sections.help_given(report)), *_blocks(sections.confidence(report)))
        right = _blocks(sections.errors(report))
        stopped = _blocks(sections.stopped(report))
        beside = self._y_after((*left, *stopped), at) <= self._bottom
        ends = (self._run((*left, *stopped) if beside else left, _LEFT, at), self._run(right, _RIGHT, at))
        at = max(ends) if beside else self._run(stopped, _WHOLE, max(ends))
        self._run(_blocks(sections.way_out(report)), _WHOLE, at)

    def _run(self, blocks: Iterable[Block], column: _Column, at: _Spot) -> _Spot:
        """Place blocks below each other, on the next page what does not fit; return where they end."""
        page, y = at.page, at.y
        for block in blocks:
            height = block(self._measure, column.area(0.0))
            if y and y + height > self._bottom:
                page, y = page + 1, 0.0
            while len(self._placed) <= page:
                self._placed.append([])
            self._placed[page].append(partial(_at, block, column.area(y)))
            y += height
        return _Spot(page, y)

    def _y_after(self, blocks: Iterable[Block], at: _Spot) -> float:
        return at.y + sum(block(self._measure, _LEFT.area(0.0)) for block in blocks)

    def _foot(self, canvas: Canvas, number: int) -> None:
        area = Area(0, self._bottom + 8, _WIDTH)
        canvas.rule(area.below(-4))
        canvas.words(area, f"{say(words.FOOT)} · {self._report.session.name}", ink=canvas.note)
        pages = say(words.PAGE, page=number, pages=len(self._placed))
        canvas.words(area, pages, ink=canvas.note, side=RIGHT)


def _set_up(writer: QPdfWriter, report: SessionReport, *, paper: Paper) -> None:
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(_SIZES[paper]))
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageMargins(margins, QPageLayout.Unit.Point)
    writer.setTitle(report.session.name)
    writer.setCreator("Trainer")


def _plain_font() -> QFont:
    """Return the font without letters drawn as others, such as a raised colon: copied from the paper they are lost."""
    font = ui_font()
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def _at(block: Block, area: Area, canvas: Canvas) -> float:
    return block(canvas, area)


def _blocks(section: Section) -> tuple[Block, ...]:
    """Return a section's pieces, if it has any: its title stays with the first one, air follows the last one."""
    if not section.blocks:
        return ()
    first, *rest = section.blocks
    return (partial(_titled, section, first), *rest, _air)


def _titled(section: Section, first: Block, canvas: Canvas, area: Area) -> float:
    height = sections.heading(section, canvas, area)
    return height + first(canvas, area.below(height))


def _air(_canvas: Canvas, _area: Area) -> float:
    return _GAP


def _head(report: SessionReport, canvas: Canvas, area: Area) -> float:
    height = canvas.paragraph(area, report.session.name, ink=Ink(TITLE + 4, canvas.colours.text, bold=True))
    text = f"{words.when(report)} · {words.as_of(report)}"
    return height + canvas.paragraph(area.below(height + 2), text, ink=canvas.muted) + 16


def _attendance(report: SessionReport, canvas: Canvas, area: Area) -> float:
    text = words.attendance_line(report)
    if report.gap is not None:
        title, more = words.gap(report.gap)
        text = f"{title}. {more} {text}"
    canvas.rule(area)
    return canvas.paragraph(area.below(8), text, ink=canvas.body) + 24
