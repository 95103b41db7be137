"""The paper roster, drawn: a head that says how to use it, one line for each person, and empty ones for walk-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from trainer_app.domain.label_sheet import Paper
from trainer_app.domain.paper_roster import WALK_IN_LINES, PaperRoster, RosterLine
from trainer_app.qt.printing import type as letters
from trainer_app.qt.printing.pdf import UNIT
from trainer_app.words import paper as words
from trainer_app.words.language import say

_LEFT: Final = 16.0  # millimetres
_RIGHT: Final = 12.0
_TOP: Final = 14.0
_BOTTOM: Final = 16.0
_FIRST_HEAD: Final = 30.0
_HEAD: Final = 12.0
_NAMES: Final = 8.0  # the row of column names
_LINE: Final = 8.6  # high enough to write in
_BOX: Final = 4.4
_PAD: Final = 1.4
_NUMBER: Final = 11.0
_CODE: Final = 19.0
_HERE: Final = 12.0
_TIME: Final = 22.0
_SIGNATURE: Final = 42.0
_GREY: Final = QColor("#777777")
_PALE: Final = QColor("#bbbbbb")


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    left: float
    width: float


@dataclass(frozen=True)
class RosterPages:
    """A roster on its pages, ready to be drawn; `program` stands over it."""

    roster: PaperRoster
    program: str
    paper: Paper
    signature: bool = False
    walk_ins: int = WALK_IN_LINES

    @property
    def count(self) -> int:
        """How many pages it takes."""
        lines = len(self.roster.lines) + self.walk_ins
        rest = max(lines - self._room(0), 0)
        return 1 + -(-rest // self._room(1))

    def draw(self, painter: QPainter, page: int) -> None:
        """Draw one page."""
        painter.setPen(Qt.GlobalColor.black)
        columns = self._columns()
        self._draw_head(painter, page)
        top = _TOP + (_FIRST_HEAD if page == 0 else _HEAD)
        self._draw_names(painter, columns, top)
        first = self._room(0) + (page - 1) * self._room(1) if page else 0
        of_all: Sequence[RosterLine | None] = (*self.roster.lines, *([None] * self.walk_ins))
        for at, line in enumerate(of_all[first : first + self._room(page)]):
            self._draw_line(painter, columns, top + _NAMES + at * _LINE, line)
        self._draw_foot(painter, page)

    def _room(self, page: int) -> int:
        """Return how many lines this page holds."""
        head = _FIRST_HEAD if page == 0 else _HEAD
        return int((self.paper.size[1] - _TOP - head - _NAMES - _BOTTOM) // _LINE)

    def _columns(self) -> tuple[_Column, ...]:
        """Return the columns; name and team share what the others leave."""
        whole = self.paper.size[0] - _LEFT - _RIGHT
        rest = whole - _NUMBER - _CODE - _HERE - _TIME - (_SIGNATURE if self.signature else 0)
        widths = (
            (words.HEAD_NUMBER, _NUMBER),
            (words.HEAD_NAME, rest * 0.62),
            (words.HEAD_TEAM, rest * 0.38),
            (words.HEAD_CODE, _CODE),
            (words.HEAD_HERE, _HERE),
            (words.HEAD_TIME, _TIME),
            *(((words.HEAD_SIGNATURE, _SIGNATURE),) if self.signature else ()),
        )
        columns, left = [], _LEFT
        for head, width in widths:
            columns.append(_Column(say(head), left, width))
            left += width
        return tuple(columns)

    def _draw_head(self, painter: QPainter, page: int) -> None:
        session = self.roster.session
        title = session.name if session else self.program
        facts = words.facts(session) if session else words.people(len(self.roster.lines))
        width = self.paper.size[0] - _LEFT - _RIGHT
        if page:
            letters.write_line(painter, _box(_LEFT, _TOP - 2, width * 0.6, 7), title, how=letters.font(10, bold=True))
            painter.setPen(_GREY)
            letters.write_line(
                painter, _box(_LEFT + width * 0.6, _TOP - 2, width * 0.4, 7), facts, how=letters.font(9), right=True
            )
            return
        letters.write_line(painter, _box(_LEFT, _TOP - 2, width, 9), title, how=letters.font(18, bold=True))
        letters.write_line(painter, _box(_LEFT, _TOP + 7.5, width, 6), facts, how=letters.font(11))
        painter.setPen(_GREY)
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        letters.write(painter, _box(_LEFT, _TOP + 15, width, 11), say(words.HOW_TO), how=letters.font(9), flags=flags)

    def _draw_names(self, painter: QPainter, columns: Sequence[_Column], top: float) -> None:
        painter.setPen(_GREY)
        for column in columns:
            box = _box(column.left + _PAD, top, column.width - 2 * _PAD, _NAMES)
            letters.write_line(painter, box, column.head, how=letters.font(8.5, bold=True))
        _rule(painter, top + _NAMES, columns, Qt.GlobalColor.black)

    def _draw_line(  # positional: where and what
        self, painter: QPainter, columns: Sequence[_Column], top: float, line: RosterLine | None
    ) -> None:
        painter.setPen(Qt.GlobalColor.black)
        if line:
            who = line.attendee
            texts = (str(line.number), who.name, who.team or "", line.short)
            for at, (column, text) in enumerate(zip(columns, texts, strict=False)):
                self._draw_cell(painter, column, text, top=top, bold=at in {1, 3})
        here = columns[4]
        painter.setPen(QPen(Qt.GlobalColor.black, UNIT * 0.25))
        painter.drawRect(_box(here.left + _PAD + 1, top + (_LINE - _BOX) / 2, _BOX, _BOX))
        for column in columns[5:]:
            painter.setPen(QPen(_PALE, UNIT * 0.15))
            x = column.left * UNIT
            painter.drawLine(QLineF(x, (top + 1) * UNIT, x, (top + _LINE) * UNIT))
        _rule(painter, top + _LINE, columns, _PALE)

    def _draw_cell(  # positional: where and what
        self, painter: QPainter, column: _Column, text: str, *, top: float, bold: bool
    ) -> None:
        box = _box(column.left + _PAD, top + 0.4, column.width - 2 * _PAD, _LINE - 0.8)
        how, text = letters.fit(text, box, 10.5 if bold else 9.5, 6, lines=2, bold=bold)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        letters.write(painter, box, text, how=how, flags=flags)

    def _draw_foot(self, painter: QPainter, page: int) -> None:
        width = self.paper.size[0] - _LEFT - _RIGHT
        top = self.paper.size[1] - _BOTTOM + 4
        painter.setPen(_GREY)
        letters.write_line(painter, _box(_LEFT, top, width / 2, 6), self.program, how=letters.font(8.5))
        number = say(words.PAGE, page=page + 1, pages=self.count)
        letters.write_line(
            painter, _box(_LEFT + width / 2, top, width / 2, 6), number, how=letters.font(8.5), right=True
        )


def _rule(  # positional: where, and how dark
    painter: QPainter, top: float, columns: Sequence[_Column], colour: QColor | Qt.GlobalColor
) -> None:
    painter.setPen(QPen(colour, UNIT * 0.2))
    right = columns[-1].left + columns[-1].width
    painter.drawLine(QLineF(_LEFT * UNIT, top * UNIT, right * UNIT, top * UNIT))


def _box(left: float, top: float, width: float, height: float) -> QRectF:  # positional: as a rectangle is written
    return QRectF(left * UNIT, top * UNIT, width * UNIT, height * UNIT)
