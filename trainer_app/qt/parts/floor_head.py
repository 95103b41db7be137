"""The heads of the grid's columns: a step's number and short title, its minutes here and those expected, its alarm."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from trainer_app.domain.floor_board import CellState, Head
from trainer_app.qt.models.floor_grid import SEAT, STEPS, FloorGrid
from trainer_app.qt.parts.floor_shapes import LINE, Brush, brush
from trainer_app.qt.theme import colours_of
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_WORDS: Final = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_TITLE_LINES: Final = 2


class StepHeads(QHeaderView):
    """Heads high enough for three lines at any size of text; `fix_wanted(step_key, title)` from their menu."""

    fix_wanted = Signal(str, str)

    def __init__(self, grid: FloorGrid, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._grid, self._table = grid, table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def fit(self) -> None:
        """Take the height the text needs now."""
        shown = self._brush()
        high = shown.small_metrics.lineSpacing() * (_TITLE_LINES + 2) + 2 * shown.pad + 2
        if self.height() != high:
            self.setFixedHeight(high)

    def sizeHint(self) -> QSize:
        """Return the height of three lines."""
        shown = self._brush()
        return QSize(100, shown.small_metrics.lineSpacing() * (_TITLE_LINES + 2) + 2 * shown.pad + 2)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with this step."""
        at = self.logicalIndexAt(event.pos()) - STEPS
        if at >= 0:
            self.menu_of(at).popup(event.globalPos())

    def menu_of(self, at: int) -> QMenu:
        """Return the menu of the step at this place, counted from 0."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(say(words.SHOW_FIX))
        action.setData(at)
        action.triggered.connect(self._ask_fix)
        return menu

    def _ask_fix(self) -> None:
        asked = self.sender()
        if isinstance(asked, QAction) and asked.data() < len(self._grid.heads):
            head = self._grid.heads[asked.data()]
            self.fix_wanted.emit(head.key, head.title)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw one head."""
        shown = self._brush()
        painter.save()
        painter.fillRect(rect, shown.ink["sunk"])
        if logicalIndex < STEPS:
            painter.setFont(shown.small)
            painter.setPen(shown.ink["muted"])
            text = say(words.SEAT if logicalIndex == SEAT else words.PERSON)
            painter.drawText(rect.adjusted(shown.pad, 0, 0, 0), LINE, text)
        else:
            self._draw(painter, rect, self._grid.heads[logicalIndex - STEPS], number=logicalIndex - STEPS + 1)
        painter.setPen(shown.ink["line"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, head: Head, *, number: int) -> None:
        shown = self._brush()
        if head.alarm:
            painter.fillRect(rect, shown.ink["look_soft"])
        inside = rect.adjusted(shown.pad // 2 + 1, shown.pad, -1, -shown.pad)
        line = shown.small_metrics.lineSpacing()
        self._write_number(painter, QRect(inside.left(), inside.top(), inside.width(), line), head, number=number)
        painter.setFont(shown.small_bold)
        painter.setPen(shown.ink["look" if head.alarm else "text"])
        title = QRect(inside.left(), inside.top() + line, inside.width(), line * _TITLE_LINES)
        painter.drawText(title, _WORDS, _fitted(head.short, shown, width=inside.width()))
        painter.setFont(shown.small)
        painter.setPen(shown.ink["look" if head.alarm else "muted"])
        below = QRect(inside.left(), title.bottom() + 2, inside.width() + 2, line)
        said = words.medians(head.median, head.expected)
        if shown.small_metrics.horizontalAdvance(said) > below.width():
            said = words.medians(head.median, head.expected, short=True)
        painter.drawText(below, LINE, said)

    def _write_number(self, painter: QPainter, box: QRect, head: Head, *, number: int) -> None:
        shown = self._brush()
        painter.setFont(shown.small)
        painter.setPen(shown.ink["look" if head.alarm else "muted"])
        painter.drawText(box, LINE, str(number))
        if head.alarm:
            beside = box.topLeft()
            beside.setX(box.left() + shown.small_metrics.horizontalAdvance(f"{number} "))
            shown.draw_icon(painter, CellState.LOOK, at=beside)

    def _brush(self) -> Brush:
        return brush(colours_of(self._table.palette()), self._table.font())


def _fitted(title: str, shown: Brush, *, width: int) -> str:
    """Return the title on at most two lines, each ended by … where it does not fit."""
    lines: list[str] = []
    for word in title.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and shown.small_bold_metrics.horizontalAdvance(joined) <= width:
            lines[-1] = joined
        elif len(lines) < _TITLE_LINES:
            lines.append(word)
        else:
            lines[-1] = joined
    return "\n".join(shown.small_bold_metrics.elidedText(one, Qt.TextElideMode.ElideRight, width) for one in lines)
