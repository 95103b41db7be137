"""The seat map: the same people and states as in the grid, where they sit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from trainer_app.domain.floor_board import CellState, Head, Line
from trainer_app.qt import tokens
from trainer_app.qt.icons import scaled
from trainer_app.qt.models.floor_seats import SeatGrid
from trainer_app.qt.parts.floor_acts import Act, ActMenu, act_of
from trainer_app.qt.parts.floor_shapes import Brush, Face, brush
from trainer_app.qt.theme import colours_of
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_TILE: Final = (112, 76)
_TILE_MOST: Final = 190
_GAP: Final = 4
Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_DIRECTIONS: Final = {
    _Move.MoveLeft: (0, -1),
    _Move.MoveRight: (0, 1),
    _Move.MoveUp: (-1, 0),
    _Move.MoveDown: (1, 0),
}


class SeatMap(QTableView):
    """Tiles by row and number; arrows go to the next person in that direction, empty seats are passed over."""

    wanted = Signal(object)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.seats = SeatGrid()
        self.heads: tuple[Head, ...] = ()
        self._painter = _TilePainter(self)
        self.setModel(self.seats)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(say(words.SEATS))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.doubleClicked.connect(self._open)
        self.seats.modelReset.connect(self._measure)

    @property
    def marked(self) -> Line | None:
        """Who is marked."""
        index = self.currentIndex()
        return self.seats.line(index.row(), index.column()) if index.isValid() else None

    def show_lines(self, heads: tuple[Head, ...], lines: list[Line]) -> None:
        """Become these people; who was marked stays marked."""
        self.heads = heads
        kept = self.marked
        self.seats.show_lines(lines)
        if self.marked is None and lines:
            self.mark(kept.attendee_id if kept else lines[0].attendee_id)

    def mark(self, attendee_id: UUID) -> bool:
        """Mark this person; False where they are not shown."""
        place = self.seats.place_of(attendee_id)
        if place is None:
            return False
        index = self.seats.index(*place)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def moveCursor(  # positional: Qt asks so
        self,
        cursorAction: _Move,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Go to the nearest person in this direction."""
        step = _DIRECTIONS.get(cursorAction)
        if step is None or not self.currentIndex().isValid():
            return super().moveCursor(cursorAction, modifiers)
        for row, at in self._ahead(self.currentIndex(), *step):
            if self.seats.line(row, at):
                return self.seats.index(row, at)
        return self.currentIndex()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that another seat is marked."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks for; arrows move; what is left goes to the page."""
        if act := act_of(event):
            self.wanted.emit(act)
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu for the person there."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid() and self.seats.line(index.row(), index.column()):
            self.setCurrentIndex(index)
            menu = ActMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.wanted.connect(self.wanted)
            at = self.visualRect(index).center() if by_key else event.pos()
            menu.popup(self.viewport().mapToGlobal(at))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Look the colours up once for all seats."""
        self._painter.brush = shown = brush(colours_of(self.palette()), self.font())
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), shown.ink["ground"])  # so that scrolling moves what is painted already
        painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        least, high = (scaled(size, self.font()) for size in _TILE)
        each = self.viewport().width() // max(self.seats.columnCount(), 1)
        self.horizontalHeader().setDefaultSectionSize(min(max(each, least), scaled(_TILE_MOST, self.font())))
        self.verticalHeader().setDefaultSectionSize(high)

    def _ahead(self, here: QModelIndex, down: int, across: int) -> Iterator[tuple[int, int]]:
        rows, columns = self.seats.rowCount(), self.seats.columnCount()
        if across:
            at = here.column() + across
            while 0 <= at < columns:
                yield here.row(), at
                at += across
            return
        row = here.row() + down
        while 0 <= row < rows:
            yield from ((row, at) for at in sorted(range(columns), key=lambda at: abs(at - here.column())))
            row += down

    def _open(self, index: QModelIndex) -> None:
        if self.seats.line(index.row(), index.column()):
            self.wanted.emit(Act.OPEN)


class _TilePainter(QStyledItemDelegate):
    brush: Brush

    def __init__(self, view: SeatMap) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(*_TILE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._view.seats.line(index.row(), index.column())
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        marked = self._view.currentIndex() == index
        self._ground(painter, box, line, pen=self._edge(marked=marked, focused=self._view.hasFocus()))
        self._words(painter, box.adjusted(self.brush.pad, 5, -self.brush.pad, -9), line)
        if line.state is not CellState.HAND:
            self._progress(painter, box, line)
        painter.restore()

    def _edge(self, *, marked: bool, focused: bool) -> QPen:
        if marked:
            return QPen(self.brush.ink["accent" if focused else "edge"], 2)
        return QPen(self.brush.ink["line"], 1)

    def _ground(self, painter: QPainter, box: QRect, line: Line, *, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(self.brush.grounds.get(line.state, self.brush.ink["surface"]))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS_TINY, tokens.RADIUS_TINY)

    def _words(self, painter: QPainter, box: QRect, line: Line) -> None:
        shown = self.brush
        strong, soft = self._inks(line)
        high = shown.small_metrics.lineSpacing()
        top = QRect(box.left(), box.top(), box.width(), high)
        cell = line.cells[line.current] if line.current is not None else None
        minutes = str(cell.minutes) if cell and cell.minutes is not None else ""
        shown.write(painter, line.seat or say(words.NO_SEAT), box=top, face=Face.SMALL, colour=soft)
        if line.state is not CellState.NOW:
            at = QPoint(top.right() - shown.icon, top.top())
            shown.draw_icon(painter, line.state, at=at)
            top.setRight(top.right() - shown.icon - _GAP)
        shown.write(painter, minutes, box=top, face=Face.SMALL_BOLD, colour=strong, at_right=True)
        middle = QRect(box.left(), top.bottom() + 1, box.width(), shown.faces[Face.BOLD][1].lineSpacing())
        shown.write(painter, line.name, box=middle, face=Face.BOLD, colour=strong)
        below = QRect(box.left(), middle.bottom() + 1, box.width(), high)
        shown.write(painter, self._step(line), box=below, face=Face.SMALL, colour=soft)

    def _inks(self, line: Line) -> tuple[QColor, QColor]:
        """Return the colours of the name and of what stands around it."""
        if line.state is CellState.HAND:
            return self.brush.ink["surface"], self.brush.ink["surface"]
        if line.state is CellState.LEFT:
            return self.brush.ink["muted"], self.brush.ink["muted"]
        return self.brush.ink["text"], self.brush.ink["muted"]

    def _step(self, line: Line) -> str:
        if line.current is None or line.current >= len(self._view.heads):
            return say(words.FINISHED)
        return f"{line.current + 1} · {self._view.heads[line.current].short}"

    def _progress(self, painter: QPainter, box: QRect, line: Line) -> None:
        """Draw how many of the steps lie behind them, as a thin line at the bottom."""
        if line.cells:
            behind = len(line.cells) if line.current is None else line.current
            wide = (box.width() - 2 * self.brush.pad) * behind // len(line.cells)
            painter.fillRect(QRect(box.left() + self.brush.pad, box.bottom() - 6, wide, 3), self.brush.ink["ok"])
