"""The cohort grid: a row per training session, a cell per week after it, striped where usage is not known."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from trainer_app.domain.cohort import WEEKS, CohortRow
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import ROW_ROLE, Index
from trainer_app.qt.parts.basics import ElidedLabel, column, label, row
from trainer_app.qt.theme import colours_of
from trainer_app.words import adoption_page as words
from trainer_app.words.language import say

_TOP: Final = QModelIndex()
_HIGH: Final = 25
_HEAD: Final = 0.34  # of the width, for the names of the sessions
_FAINTEST: Final = 0.08
_MOST_ROWS: Final = 8


class CohortCard(QFrame):
    """Shows the grid, or that there is none yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._grid = CohortGrid()
        self._none = label(say(words.NO_COHORTS), "muted")
        self._how = label(say(words.COHORTS_HOW), "note", wrap=True)
        scale = ElidedLabel(say(words.COHORTS_SCALE), "note")
        scale.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = row(label(say(words.COHORTS), "heading"), scale, gap=tokens.S12)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._grid, self._none, self._how, gap=tokens.S8, margins=(20, 16, 20, 14)))

    def show_cohorts(self, rows: tuple[CohortRow, ...]) -> None:
        """Show these instead."""
        self._grid.show_rows(rows)
        self._grid.setVisible(bool(rows))
        self._how.setVisible(bool(rows))
        self._none.setVisible(not rows)


class CohortGrid(QTableView):
    """Cells that keys go through and a reader reads, each with its counts in words."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Cohorts()
        self.setModel(self._model)
        self.setItemDelegate(_Cell(self))
        self.setAccessibleName(say(words.COHORTS))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalHeader(_Head(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Head(Qt.Orientation.Vertical, self))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setMinimumSectionSize(12)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._fit()

    def show_rows(self, rows: tuple[CohortRow, ...]) -> None:
        """Show these cohorts."""
        self._model.show_rows(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the weeks."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        scale = max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        high = round(_HIGH * scale)
        head = round(min(self.width() * _HEAD, 220 * scale))
        self.verticalHeader().setFixedWidth(max(head, 60))
        self.verticalHeader().setDefaultSectionSize(high)
        self.horizontalHeader().setDefaultSectionSize(max((self.width() - head - 2) // WEEKS, 12))
        self.horizontalHeader().setFixedHeight(high)
        shown = min(self._model.rowCount(), _MOST_ROWS)
        self.setFixedHeight(high * (shown + 1))


class _Head(QHeaderView):
    """Draws small words without a frame: a session's name with its day where there is room."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head."""
        colours = colours_of(self.palette())
        font = QFont(self.font())
        font.setPixelSize(max(round(font.pixelSize() * tokens.SMALL / tokens.BODY), 1))
        model = self.model()
        text = str(model.headerData(section, self.orientation()))
        across = self.orientation() is Qt.Orientation.Horizontal
        metrics = QFontMetrics(font)
        if not across and metrics.horizontalAdvance(text) > rect.width() - tokens.S8:
            text = str(model.headerData(section, self.orientation(), ROW_ROLE))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - (0 if across else tokens.S8))
        painter.save()
        painter.fillRect(rect, QColor(colours.surface))
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class _Cohorts(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CohortRow, ...] = ()

    def show_rows(self, rows: tuple[CohortRow, ...]) -> None:
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else WEEKS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        cell = row.cells[index.column()]
        if role == ROW_ROLE:
            return cell
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words.cell_how(row, cell)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if section < len(self._rows) and role == ROW_ROLE:
            return self._rows[section].session_name
        if section < len(self._rows) and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            said = words.cohort if role == Qt.ItemDataRole.DisplayRole else words.cohort_how
            return said(self._rows[section])
        return None


class _Cell(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(ROW_ROLE)
        colours = colours_of(option.palette)
        box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunk))
        painter.drawRoundedRect(box, 4, 4)
        if cell.active:
            full = QColor(colours.accent)
            full.setAlphaF(_FAINTEST + (1 - _FAINTEST) * cell.active / cell.of)
            painter.setBrush(full)
            painter.drawRoundedRect(box, 4, 4)
        if not cell.is_whole:
            painter.setBrush(QBrush(QColor(colours.edge), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 4, 4)
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        painter.restore()
