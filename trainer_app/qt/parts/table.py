"""The table every page uses: rows that breathe, sorted by their header, filtered, and marked with keys or mouse."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from trainer_app.qt import tokens
from trainer_app.qt.icons import pixmap
from trainer_app.qt.models.table_rows import COLUMN_ROLE, ROW_ROLE, Column, TableRows
from trainer_app.qt.theme import colours_of, tabular
from trainer_app.qt.tokens import Tone

Row = TypeVar("Row")

_PAD: Final = 10
_ICON: Final = 16
_LEAST_SHARE: Final = 120
_CHOOSE: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_RESIZED: Final = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


class Table(QTableView, Generic[Row]):
    """Shows rows; `chosen(row)` on Enter or a double click, `marked(rows)` when other rows are marked."""

    chosen = Signal(object)
    marked = Signal(object)

    def __init__(
        self, name: str, columns: Sequence[Column[Row]], *, key: Callable[[Row], Hashable], multi: bool = False
    ) -> None:
        """`name` is what a screen reader calls the table; `key` says whose row a row is."""
        super().__init__()
        self._all: list[Row] = []
        self._filter: Callable[[Row], bool] | None = None
        self._sorted_by: tuple[int, bool] | None = None
        self._keeping = False
        self.rows: TableRows[Row] = TableRows(columns, key=key)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self._dress(multi=multi)
        self.selectionModel().selectionChanged.connect(self._say_marked)
        self.doubleClicked.connect(self._choose)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Become these rows, in this order until a header is pressed; what was marked stays so."""
        self._all = list(rows)
        self._arrange()

    def set_filter(self, passes: Callable[[Row], bool] | None) -> None:
        """Show only rows that pass; None shows all."""
        self._filter = passes
        self._arrange()

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by this column, as its header would."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def shown_count(self) -> int:
        """Return how many rows pass the filter."""
        return self.rows.rowCount()

    def rows_shown(self) -> list[Row]:
        """Return the rows as they stand."""
        return [self.rows.row(at) for at in range(self.rows.rowCount())]

    def rows_marked(self) -> list[Row]:
        """Return the marked rows from top to bottom."""
        return [self.rows.row(at) for at in sorted(index.row() for index in self.selectionModel().selectedRows())]

    def mark_key(self, key: Hashable) -> bool:
        """Mark the row of this key and bring it in sight; False where it is not shown."""
        at = self.rows.place_of(key)
        if at is None:
            return False
        self.selectRow(at)
        self.scrollTo(self.rows.index(at, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter; Home and End go to the first and the last row."""
        index = self.currentIndex()
        if event.key() in _CHOOSE and index.isValid():
            self.chosen.emit(self.rows.row(index.row()))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and not event.modifiers() and self.shown_count():
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.shown_count() - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns that share take what is left."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in _RESIZED:
            self._grow()

    def _dress(self, *, multi: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setItemDelegate(_Cell(self))
        self.setProperty("kind", "table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection if multi else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        self._grow()

    def _grow(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(tokens.ROW * self._scale()))
        self._share()

    def _share(self) -> None:
        scale = self._scale()
        fixed = {at: round(column.width * scale) for at, column in enumerate(self.rows.columns) if column.width}
        sharing = [at for at in range(len(self.rows.columns)) if at not in fixed]
        left = self.viewport().width() - sum(width for at, width in fixed.items() if not self.isColumnHidden(at))
        for at in sharing:
            fixed[at] = max(left // len(sharing), round(_LEAST_SHARE * scale))
        for at, width in fixed.items():
            if self.columnWidth(at) != width:
                self.setColumnWidth(at, width)

    def _scale(self) -> float:
        return max(self.font().pixelSize(), tokens.BODY) / tokens.BODY

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._sorted_by = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()

    def _arrange(self) -> None:
        rows = [row for row in self._all if self._filter is None or self._filter(row)]
        if self._sorted_by:
            column, descending = self.rows.columns[self._sorted_by[0]], self._sorted_by[1]
            rows.sort(key=column.order or column.text, reverse=descending)
        marked = [self.rows.key_of(row) for row in self.rows_marked()]
        current = self.currentIndex()
        here = self.rows.key_of(self.rows.row(current.row())) if current.isValid() else None
        scrolled = self.verticalScrollBar().value()
        self._keeping = True
        moved = self.rows.show_rows(rows)
        if moved:
            self._mark_again(marked, here)
            self.verticalScrollBar().setValue(scrolled)
        self._keeping = False
        if moved and [self.rows.key_of(row) for row in self.rows_marked()] != marked:
            self.marked.emit(self.rows_marked())

    def _mark_again(self, marked: list[Hashable], here: Hashable | None) -> None:
        flags = QItemSelectionModel.SelectionFlag
        at = self.rows.place_of(here)
        if at is not None:
            self.selectionModel().setCurrentIndex(self.rows.index(at, 0), flags.NoUpdate)
        for key in marked:
            place = self.rows.place_of(key)
            if place is not None:
                self.selectionModel().select(self.rows.index(place, 0), flags.Select | flags.Rows)

    def _say_marked(self) -> None:
        if not self._keeping:
            self.marked.emit(self.rows_marked())

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.row(index.row()))


class _Cell(QStyledItemDelegate):
    """Draws one cell: an icon, words in a tone, a thin line below, and the mark of the whole row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        column: Column[Any] = index.data(COLUMN_ROLE)
        row = index.data(ROW_ROLE)
        colours = colours_of(option.palette)
        tone = column.tone(row) if column.tone else None
        ink = QColor(colours.tone(tone) if tone not in {None, Tone.PLAIN} else colours.text)
        box: QRect = option.rect
        painter.save()
        self._ground(painter, option, index)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        if icon := column.icon(row) if column.icon else None:
            size = round(_ICON * max(option.font.pixelSize(), tokens.BODY) / tokens.BODY)
            ratio = option.widget.devicePixelRatioF()
            painter.drawPixmap(inner.left(), box.center().y() - size // 2, pixmap(icon, ink, size, ratio))
            inner.setLeft(inner.left() + size + tokens.S8)
        self._words(painter, option.font, inner, (column, str(index.data() or ""), ink))
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = colours_of(option.palette)
        table = option.widget
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box.adjusted(0, 0, 0, -1), QColor(colours.accent_soft))
        if isinstance(table, QTableView) and table.hasFocus() and table.currentIndex().row() == index.row():
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 2), QColor(colours.accent))
            painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), QColor(colours.accent))

    def _words(self, painter: QPainter, base: QFont, box: QRect, what: tuple[Column[Any], str, QColor]) -> None:
        column, text, ink = what
        font = tabular(base) if column.align_right else QFont(base)
        if column.strong:
            font.setWeight(QFont.Weight.DemiBold)
        side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(ink)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
