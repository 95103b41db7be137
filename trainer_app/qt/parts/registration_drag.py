"""People on their way from one list to another: what is carried by a drag, and the table it begins and ends in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication

from trainer_app.domain.registration import Registered
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.table import Table

_KIND: Final = "application/x-trainer-people"
_NOT_REGISTERED: Final = "-"
_NARROW: Final = 390


@dataclass(frozen=True, slots=True)
class Dragged:
    """These people, from the list of this session; `source` None where they were not registered."""

    people: tuple[UUID, ...]
    source: UUID | None


def packed(dragged: Dragged) -> QMimeData:
    """Return what a drag carries."""
    made = QMimeData()
    words = [str(dragged.source or _NOT_REGISTERED), *(str(one) for one in dragged.people)]
    made.setData(_KIND, QByteArray(" ".join(words).encode()))
    return made


def dragged_people(data: QMimeData) -> Dragged | None:
    """Return the people a drag carries, None where it carries something else."""
    if not data.hasFormat(_KIND):
        return None
    source, *people = bytes(data.data(_KIND).data()).decode().split()
    return Dragged(tuple(UUID(one) for one in people), None if source == _NOT_REGISTERED else UUID(source))


class PeopleTable(Table[Registered]):
    """One of the two lists: `dropped(Dragged)` when people of the other one are let go over it."""

    dropped = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column[Registered]]) -> None:
        super().__init__(name, columns, key=_key, multi=True)
        self.source: UUID | None = None
        self._pressed: QPoint | None = None
        self._held = False  # pressed on a marked row: the marks stay until the mouse is let go, for a drag of them all
        self.setDragDropMode(Table.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Do without the last column where there is little room; the name's tip says it."""
        scale = max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        self.setColumnHidden(len(self.rows.columns) - 1, self.viewport().width() < _NARROW * scale)
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep several marked rows together where one of them is pressed."""
        where = event.position().toPoint()
        index = self.indexAt(where)
        self._pressed = where if event.button() == Qt.MouseButton.LeftButton and index.isValid() else None
        plain = not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        self._held = self._pressed is not None and plain and self.selectionModel().isSelected(index)
        if not self._held:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag once the mouse went a little way."""
        if self._pressed is None:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed, self._held = None, False
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mark the one row that was pressed where no drag came of it."""
        if self._held and self._pressed is not None:
            self.setFocus()
            self.selectRow(self.indexAt(self._pressed).row())
        self._pressed, self._held = None, False
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take people of the other list."""
        event.setAccepted(self._takes(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take people of the other list."""
        event.setAccepted(self._takes(event))

    def dropEvent(self, event: QDropEvent) -> None:
        """Say who was let go here."""
        people = dragged_people(event.mimeData())
        if people and people.source != self.source:
            event.acceptProposedAction()
            self.dropped.emit(people)

    def _takes(self, event: QDropEvent) -> bool:
        people = dragged_people(event.mimeData())
        return people is not None and people.source != self.source

    def _drag(self) -> None:
        people = tuple(one.attendee.id for one in self.rows_marked())
        if people:
            drag = QDrag(self)
            drag.setMimeData(packed(Dragged(people, self.source)))
            drag.exec(Qt.DropAction.MoveAction)


def _key(one: Registered) -> UUID:
    return one.attendee.id
