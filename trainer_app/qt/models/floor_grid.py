"""The grid of people and steps as a table: seat, name, a column per step; a look changes the cells that differ."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from trainer_app.domain.floor_board import Cell, CellState, Head, Line
from trainer_app.qt.models.tips import plain_tip
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

SEAT, NAME, STEPS = 0, 1, 2  # columns; the steps begin at the last
Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_FEW: Final = 12  # people coming or going at once; more are quicker laid out anew


class FloorGrid(QAbstractTableModel):
    """People by steps. Painters ask `line`, `cell` and `head`; what Qt asks by role is words."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.heads: tuple[Head, ...] = ()

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many people there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return seat, name and the steps."""
        return 0 if parent.isValid() else STEPS + len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words: what stands there, and the whole of it for a screen reader and the tooltip."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            said = self._said(line, index.column())
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.DisplayRole and index.column() < STEPS:
            return line.seat if index.column() == SEAT else line.name
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # positional: Qt asks so
        """Return the words of a column's head."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if section < STEPS:
            shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return say(words.SEAT if section == SEAT else words.PERSON) if shown else None
        head = self.heads[section - STEPS]
        if role == Qt.ItemDataRole.DisplayRole:
            return head.short
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            minutes = (head.median, head.expected)
            return words.head_tip(
                section - STEPS + 1, head.title, minutes=minutes, working=head.working, alarm=head.alarm
            )
        return None

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell of a step's column, counted from `STEPS`."""
        return self.lines[row].cells[column - STEPS]

    def row_of(self, attendee_id: UUID | None) -> int | None:
        """Return where this person stands, None where they are not shown."""
        return next((at for at, line in enumerate(self.lines) if line.attendee_id == attendee_id), None)

    def show_lines(self, heads: tuple[Head, ...], lines: list[Line]) -> None:
        """Become these lines: the cells that differ change, people who moved move, otherwise all is new."""
        old, new = [line.attendee_id for line in self.lines], [line.attendee_id for line in lines]
        if len(heads) != len(self.heads) or [one.key for one in heads] != [one.key for one in self.heads]:
            self.beginResetModel()
            self.heads, self.lines = heads, lines
            self.endResetModel()
            return
        if heads != self.heads:
            self.heads = heads
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, STEPS, STEPS + len(heads) - 1)
        if old == new:
            self._change(lines)
        elif len(old) == len(new) and set(old) == set(new):
            self._reorder(lines)
        elif len(set(old) ^ set(new)) > _FEW:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
        else:
            self._come_and_go(lines)

    def _change(self, lines: list[Line]) -> None:
        before, self.lines = self.lines, lines
        for row, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old == new:
                continue
            for column in _differing(old, new):
                index = self.index(row, column)
                self.dataChanged.emit(index, index)

    def _reorder(self, lines: list[Line]) -> None:
        self.layoutAboutToBeChanged.emit()
        places = {line.attendee_id: at for at, line in enumerate(lines)}
        kept = self.persistentIndexList()
        moved = [self.index(places[self.lines[one.row()].attendee_id], one.column()) for one in kept]
        self.lines = lines
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _come_and_go(self, lines: list[Line]) -> None:
        """Take out who is gone, put those who stay in order, and put in who came, so that places and marks keep."""
        staying = {line.attendee_id for line in lines}
        for row in range(len(self.lines) - 1, -1, -1):
            if self.lines[row].attendee_id not in staying:
                self.beginRemoveRows(_TOP, row, row)
                self.lines = self.lines[:row] + self.lines[row + 1 :]
                self.endRemoveRows()
        here = {line.attendee_id for line in self.lines}
        stayed = [line for line in lines if line.attendee_id in here]
        if [line.attendee_id for line in stayed] == [line.attendee_id for line in self.lines]:
            self._change(stayed)
        else:
            self._reorder(stayed)
        for row, line in enumerate(lines):
            if line.attendee_id not in here:
                self.beginInsertRows(_TOP, row, row)
                self.lines = [*self.lines[:row], line, *self.lines[row:]]
                self.endInsertRows()

    def _said(self, line: Line, column: int) -> str:
        if column < STEPS:
            state = say(words.FINISHED if line.state is CellState.DONE else words.STATES[line.state])
            first = say(words.HAD_FIRST) if line.completed else ""
            return ", ".join(part for part in (words.seat_and_name(line.seat, line.name), state, first) if part)
        cell, head = line.cells[column - STEPS], self.heads[column - STEPS]
        return words.cell(
            words.seat_and_name(line.seat, line.name),
            head.title,
            state=say(words.STATES[cell.state]),
            minutes=cell.minutes,
            by=cell.by,
        )


def _differing(old: Line, new: Line) -> list[int]:
    """Return the columns two lines of one person differ in."""
    columns = [SEAT] if old.seat != new.seat else []
    if (old.name, old.state, old.system, old.completed) != (new.name, new.state, new.system, new.completed):
        columns.append(NAME)
    return columns + [
        STEPS + at for at, pair in enumerate(zip(old.cells, new.cells, strict=True)) if pair[0] != pair[1]
    ]
