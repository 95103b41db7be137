"""Lists as rows of two lines: who arrived, who is missing, who was found, which sessions there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from trainer_app.qt.models.tips import plain_tip
from trainer_app.qt.tokens import Tone

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_TOP: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the name large enough to read, a line under it, a word in a tone, and a time at the right.

    `key` is whose row it is; `payload` is what a page gets back when the row is chosen.
    """

    key: UUID
    name: str
    under: str = ""
    mark: str = ""
    tone: Tone = Tone.PLAIN
    right: str = ""
    tip: str = ""
    payload: Any = None


class Rows(QAbstractListModel):
    """Rows that change one by one: a new arrival inserts one row, whatever else is shown stays where it is."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row for the delegate, its name, tip, and what a screen reader says."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.name, row.under, row.mark, row.right) if part)
        return None

    def row(self, at: int) -> Row:
        """Return the row at this place, counted from 0."""
        return self._rows[at]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Become these rows; what stands at both ends in both lists is not touched."""
        new = list(rows)
        old = self._rows
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        gone, come = len(old) - head - tail, len(new) - head - tail
        same = min(gone, come)
        if same:
            self._rows = old[:head] + new[head : head + same] + old[head + same :]
            self.dataChanged.emit(self.index(head), self.index(head + same - 1))
        if gone > same:
            self.beginRemoveRows(_TOP, head + same, head + gone - 1)
            self._rows = new
            self.endRemoveRows()
        elif come > same:
            self.beginInsertRows(_TOP, head + same, head + come - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new


def _common(one: list[Row], other: list[Row]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
