"""Tables of any rows: columns that say how a row is shown, and a model that tells the view only what changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from trainer_app.qt.models.tips import plain_tip
from trainer_app.qt.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_TOP: Final = QModelIndex()


@dataclass(frozen=True)  # no slots: Python 3.11 cannot call a generic dataclass with both
class Column(Generic[Row]):
    """One column. `width` in pixels at scale 1, 0 to share what is left; `order` is what its header sorts by.

    A tone colours the words, and comes with an icon or says itself in the words; a tip replaces the whole text.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 120
    align_right: bool = False
    strong: bool = False
    order: Callable[[Row], Any] | None = None
    tone: Callable[[Row], Tone] | None = None
    icon: Callable[[Row], str | None] | None = None
    tip: Callable[[Row], str] | None = None


class TableRows(QAbstractTableModel, Generic[Row]):
    """Rows under columns; a row that changed is drawn again, the others are not."""

    def __init__(self, columns: Sequence[Column[Row]], *, key: Callable[[Row], Hashable]) -> None:
        """`key` says whose row it is."""
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []
        self._places: dict[Hashable, int] = {}

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its tip, what a screen reader says, or the row and column for the delegate."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role in {ROW_ROLE, COLUMN_ROLE}:
            return row if role == ROW_ROLE else column
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip((column.tip or column.text)(row)) or None
        return f"{column.title}: {column.text(row)}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title; numbers stand under a title at the right."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def row(self, at: int) -> Row:
        """Return the row at this place, counted from 0."""
        return self._rows[at]

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row of this key stands, None where it is not shown."""
        return self._places.get(key)

    def key_of(self, row: Row) -> Hashable:
        """Return whose row it is."""
        return self._key(row)

    def show_rows(self, rows: Sequence[Row]) -> bool:
        """Become these rows; say whether others came, went or moved, which lets go of marks and places."""
        places = {self._key(row): at for at, row in enumerate(rows)}
        if list(places) != list(self._places):
            self.beginResetModel()
            self._rows, self._places = list(rows), places
            self.endResetModel()
            return True
        changed = [at for at, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
        self._rows = list(rows)
        for at in changed:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))
        return False
