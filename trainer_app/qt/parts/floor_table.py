"""The grid of people and steps on the screen: names that never scroll away, and steps that do."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
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
from trainer_app.qt.models.floor_grid import NAME, SEAT, STEPS, FloorGrid
from trainer_app.qt.parts.basics import column, row
from trainer_app.qt.parts.floor_acts import Act, ActMenu, act_of
from trainer_app.qt.parts.floor_head import StepHeads
from trainer_app.qt.parts.floor_shapes import Brush, Face, brush
from trainer_app.qt.theme import colours_of
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_SEAT_WIDTH: Final = 40
_NAME_LEAST, _NAME_MOST = 116, 240
_NAME_SHARE: Final = 0.19  # of the whole width
_STEP_LEAST, _STEP_MOST = 58, 112
Index = QModelIndex | QPersistentModelIndex


class FloorTable(QFrame):
    """Shows a `FloorGrid`; `wanted(Act)` for the marked cell, `moved()` when another is marked.

    `fix_wanted(step_key, title)` comes from the head of a step.
    """

    wanted = Signal(object)
    moved = Signal()
    fix_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.grid = FloorGrid()
        self.steps = _Steps(self.grid)
        self._names = _Names(self.grid, self.steps)
        self._foot = QWidget()
        self._foot.setFixedHeight(0)
        both = row(column(self._names, self._foot, gap=0), self.steps, gap=0, margins=(1, 1, 1, 1))
        both.setStretch(1, 1)
        self.setLayout(both)
        self._kept: tuple[UUID | None, int] = (None, STEPS)
        self._tie()
        self._measure()

    @property
    def marked(self) -> tuple[Line, int] | None:
        """The marked person and the number of the marked step, counted from 0."""
        index = self.steps.currentIndex()
        if not index.isValid() or index.row() >= len(self.grid.lines):
            return None
        return self.grid.lines[index.row()], max(index.column() - STEPS, 0)

    def show_lines(self, heads: tuple[Head, ...], lines: list[Line]) -> None:
        """Become these lines; the marked person stays marked, and first the one somebody should go to is."""
        self.grid.show_lines(heads, lines)
        if not self.steps.currentIndex().isValid() and lines:
            needy = next((at for at, line in enumerate(lines) if line.state is CellState.HAND), 0)
            self.mark(lines[needy].attendee_id)

    def mark(self, attendee_id: UUID) -> bool:
        """Mark this person at the step they are at; False where they are not shown."""
        at = self.grid.row_of(attendee_id)
        if at is None:
            return False
        current = self.grid.lines[at].current
        step = current if current is not None else len(self.grid.heads) - 1
        index = self.grid.index(at, STEPS + max(step, 0))
        self.steps.setCurrentIndex(index)
        self.steps.scrollTo(index)
        return True

    def show_step(self, step_key: str) -> None:
        """Mark this step of the marked person, so that its column is seen."""
        at = next((at for at, head in enumerate(self.grid.heads) if head.key == step_key), None)
        if at is not None and self.grid.lines:
            row_now = max(self.steps.currentIndex().row(), 0)
            index = self.grid.index(row_now, STEPS + at)
            self.steps.setCurrentIndex(index)
            self.steps.scrollTo(index)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._measure()

    def _tie(self) -> None:
        down, names_down = self.steps.verticalScrollBar(), self._names.verticalScrollBar()
        down.valueChanged.connect(names_down.setValue)
        names_down.valueChanged.connect(down.setValue)
        self.steps.horizontalScrollBar().rangeChanged.connect(self._level)
        self.steps.selectionModel().currentChanged.connect(self._move)
        self.steps.wanted.connect(self.wanted)
        self.steps.heads.fix_wanted.connect(self.fix_wanted)
        self._names.wanted.connect(self.wanted)
        self.grid.modelAboutToBeReset.connect(self._keep)
        self.grid.modelReset.connect(self._restore)

    def _keep(self) -> None:
        marked = self.marked
        self._kept = (marked[0].attendee_id, self.steps.currentIndex().column()) if marked else (None, STEPS)

    def _restore(self) -> None:
        self._measure()
        who, at = self._kept
        place = self.grid.row_of(who)
        if place is not None and at < self.grid.columnCount():
            self.steps.setCurrentIndex(self.grid.index(place, at))

    def _move(self, now: QModelIndex, before: QModelIndex) -> None:
        for index in (now, before):
            if index.isValid():
                self._names.viewport().update(self._names.row_box(index.row()))
        self.moved.emit()

    def _level(self, least: int, most: int) -> None:
        bar = self.steps.horizontalScrollBar()
        self._foot.setFixedHeight(bar.sizeHint().height() if most > least else 0)

    def _measure(self) -> None:
        font = self.font()
        name = min(max(round(self.width() * _NAME_SHARE), scaled(_NAME_LEAST, font)), scaled(_NAME_MOST, font))
        self._names.measure(scaled(_SEAT_WIDTH, font), name)
        left = self.width() - self._names.width() - self.steps.verticalScrollBar().sizeHint().width() - 4
        each = left // max(len(self.grid.heads), 1)
        self.steps.measure(min(max(each, scaled(_STEP_LEAST, font)), scaled(_STEP_MOST, font)))
        for view in (self._names, self.steps):
            view.verticalHeader().setDefaultSectionSize(scaled(tokens.ROW, font))


class _View(QTableView):
    """What both halves have in common: their look, and that a person is clicked in either."""

    wanted = Signal(object)

    def __init__(self, grid: FloorGrid) -> None:
        super().__init__()
        self.grid = grid
        self.heads = StepHeads(grid, self)
        self.setHorizontalHeader(self.heads)
        self.setModel(grid)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def prepare(self, event: QPaintEvent) -> Brush:
        """Fill what is to be painted, and return what to paint with in the present colours and size.

        The ground is painted here because Qt moves what it has painted already only where nothing shines through.
        """
        shown = brush(colours_of(self.palette()), self.font())
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), shown.ink["surface"])
        painter.end()
        return shown

    def row_box(self, at: int) -> QRect:
        """Return where a whole row is."""
        return QRect(0, self.rowViewportPosition(at), self.viewport().width(), self.rowHeight(at))

    def keyboardSearch(self, _text: str) -> None:
        """Letters are keys here; a person is found by the field."""

    def show_menu(self, at: QPoint) -> None:
        """Open the menu of what can be done for the marked person."""
        menu = ActMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.wanted.connect(self.wanted)
        menu.popup(self.viewport().mapToGlobal(at))


class _Steps(_View):
    def __init__(self, grid: FloorGrid) -> None:
        super().__init__(grid)
        self._painter = _StepPainter(grid, self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(say(words.GRID))
        self.setAccessibleDescription(say(words.GRID_KEYS))
        self.doubleClicked.connect(self._tick)
        grid.modelReset.connect(self._hide_names)
        self._hide_names()

    def measure(self, width: int) -> None:
        """Give every step this width."""
        self.heads.setDefaultSectionSize(width)
        self.heads.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Look the colours up once for all cells."""
        self._painter.brush = self.prepare(event)
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks for; arrows move; what is left goes to the page."""
        if act := act_of(event):
            self.wanted.emit(act)
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu where it was asked for."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.show_menu(self.visualRect(index).bottomLeft() if by_key else event.pos())

    def _hide_names(self) -> None:
        for at in (SEAT, NAME):
            self.setColumnHidden(at, True)

    def _tick(self, _index: QModelIndex) -> None:
        self.wanted.emit(Act.TICK)


class _Names(_View):
    def __init__(self, grid: FloorGrid, steps: _Steps) -> None:
        super().__init__(grid)
        self._steps = steps
        self._painter = _NamePainter(grid, steps)
        self.setItemDelegate(self._painter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say(words.PERSON))
        self.clicked.connect(self._mark)
        self.doubleClicked.connect(self._open)
        grid.modelReset.connect(self._hide_steps)
        self._widths = (0, 0)

    def measure(self, seat: int, name: int) -> None:
        """Give seat and name these widths."""
        self._widths = (seat, name)
        self._set_widths()
        self.setFixedWidth(seat + name)
        self.heads.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Look the colours up once for all names."""
        self._painter.brush = self.prepare(event)
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu for the person under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self._mark(index)
            self.show_menu(event.pos())

    def _mark(self, index: QModelIndex) -> None:
        now = self._steps.currentIndex()
        line = self.grid.lines[index.row()]
        at = now.column() if now.isValid() and now.row() == index.row() else STEPS + (line.current or 0)
        self._steps.setCurrentIndex(self.grid.index(index.row(), at))
        self._steps.setFocus(Qt.FocusReason.MouseFocusReason)

    def _open(self, index: QModelIndex) -> None:
        self._mark(index)
        self.wanted.emit(Act.SEAT if index.column() == SEAT else Act.OPEN)

    def _hide_steps(self) -> None:
        for at in range(STEPS, self.grid.columnCount()):
            self.setColumnHidden(at, True)
        self._set_widths()

    def _set_widths(self) -> None:
        if self.grid.columnCount():
            self.setColumnWidth(SEAT, self._widths[0])
            self.setColumnWidth(NAME, self._widths[1])


class _StepPainter(QStyledItemDelegate):
    brush: Brush

    def __init__(self, grid: FloorGrid, view: _Steps) -> None:
        super().__init__(view)
        self._grid, self._view = grid, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._grid.cell(index.row(), index.column())
        self.brush.draw_cell(painter, cell, box=option.rect)
        if self._view.currentIndex() == index:
            self._mark(painter, option.rect, solid=cell.state is CellState.HAND)

    def _mark(self, painter: QPainter, box: QRect, *, solid: bool) -> None:
        """Draw a frame around the marked cell, inside it one that is seen on a solid ground."""
        focused = self._view.hasFocus()
        painter.setPen(QPen(self.brush.ink["accent" if focused else "edge"], 2 if focused else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -2, -2))
        if solid:
            painter.setPen(QPen(self.brush.ink["surface"], 1))
            painter.drawRect(box.adjusted(2, 2, -4, -4))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_STEP_LEAST, tokens.ROW)


class _NamePainter(QStyledItemDelegate):
    brush: Brush

    def __init__(self, grid: FloorGrid, steps: _Steps) -> None:
        super().__init__(steps)
        self._grid, self._steps = grid, steps

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, shown, box = self._grid.lines[index.row()], self.brush, option.rect
        if self._steps.currentIndex().row() == index.row():
            painter.fillRect(box, shown.ink["accent_soft"])
        inside = box.adjusted(shown.pad, 0, -shown.pad // 2, 0)
        if index.column() == SEAT:
            shown.write(painter, line.seat or "", box=inside, face=Face.PLAIN, colour=shown.ink["muted"])
            return
        if line.state not in _SILENT:
            inside.setRight(inside.right() - shown.icon - shown.pad // 2)
            at = QPoint(inside.right() + shown.pad // 2, inside.center().y() - shown.icon // 2)
            shown.draw_icon(
                painter, line.state, at=at, colour=shown.ink["help"] if line.state is CellState.HAND else None
            )
        if line.completed:
            inside.setRight(inside.right() - shown.draw_first(painter, inside) - shown.pad // 2)
        away = line.state is CellState.LEFT
        shown.write(painter, line.name, box=inside, face=Face.PLAIN, colour=shown.ink["muted" if away else "text"])


_SILENT: Final = frozenset({CellState.NOW, CellState.AHEAD, CellState.DONE})
