"""The room as its seats: rows of letters, numbers across, and below them everybody whose seat is not known."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from trainer_app.domain.floor_board import Line
from trainer_app.qt.models.tips import plain_tip
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_WIDEST: Final = 30  # seats side by side; a number beyond it is no place in a row
_LEAST: Final = 5
Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()


class SeatGrid(QAbstractTableModel):
    """A table whose cells are seats, some of them empty."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: tuple[str, ...] = ()
        self._seats: list[list[Line | None]] = []
        self._width = 0

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows of seats there are."""
        return 0 if parent.isValid() else len(self._seats)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many seats stand side by side."""
        return 0 if parent.isValid() else self._width

    def line(self, row: int, column: int) -> Line | None:
        """Return who sits there, None for nobody."""
        return self._seats[row][column] if row < len(self._seats) and column < self._width else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return who sits there in words."""
        line = self.line(index.row(), index.column()) if index.isValid() else None
        if line is None or role not in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        said = ", ".join((words.seat_and_name(line.seat, line.name), say(words.STATES[line.state])))
        return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # positional: Qt asks so
        """Return the letter of a row; the first row of people without a seat says so."""
        vertical = orientation == Qt.Orientation.Vertical
        return self.titles[section] if vertical and role == Qt.ItemDataRole.DisplayRole else None

    def place_of(self, attendee_id: UUID | None) -> tuple[int, int] | None:
        """Return row and column of this person, None where they are not shown."""
        return next(
            (
                (row, at)
                for row, seats in enumerate(self._seats)
                for at, line in enumerate(seats)
                if line and line.attendee_id == attendee_id
            ),
            None,
        )

    def show_lines(self, lines: list[Line]) -> None:
        """Become the room of these people; where nobody moved, the seats that differ change."""
        titles, seats, width = _laid_out(lines)
        if (titles, width) != (self.titles, self._width) or _who(seats) != _who(self._seats):
            self.beginResetModel()
            self.titles, self._seats, self._width = titles, seats, width
            self.endResetModel()
            return
        before, self._seats = self._seats, seats
        for row, (old, new) in enumerate(zip(before, seats, strict=True)):
            for at, pair in enumerate(zip(old, new, strict=True)):
                if pair[0] != pair[1]:
                    self.dataChanged.emit(self.index(row, at), self.index(row, at))


_Seats = list[list[Line | None]]


def _laid_out(lines: list[Line]) -> tuple[tuple[str, ...], _Seats, int]:
    """Return the titles of the rows, who sits where, and how many seats stand side by side."""
    placed: dict[tuple[str, int], Line] = {}
    rest: list[Line] = []
    for line in lines:
        place = line.place
        if place is None or place in placed or not 0 < place[1] <= _WIDEST:
            rest.append(line)
        else:
            placed[place] = line
    width = max([number for _, number in placed] + [min(len(lines), _LEAST)], default=0)
    letters = sorted({letter for letter, _ in placed}, key=lambda letter: (len(letter), letter))
    seats: _Seats = [[placed.get((letter, at + 1)) for at in range(width)] for letter in letters]
    titles = [*letters]
    for begin in range(0, len(rest), max(width, 1)):
        few: list[Line | None] = [*rest[begin : begin + width]]
        seats.append(few + [None] * (width - len(few)))
        titles.append(say(words.NO_SEAT) if begin == 0 else "")
    return tuple(titles), seats, width


def _who(seats: _Seats) -> list[list[UUID | None]]:
    return [[line.attendee_id if line else None for line in row] for row in seats]
