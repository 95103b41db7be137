"""The list of steps: number, title and minutes, what sets each apart, moved with keys or the mouse."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.checklist_edit import is_due
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.theme import colours_of
from trainer_app.qt.tokens import Tone
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say

_KIND: Final = "application/x-trainer-step"
_NOWHERE: Final = -1


class StepList(RowList):
    """Says which step is looked at, and what is wanted: `looked_at(key)`, `move_wanted(key, place)` and the rest."""

    looked_at = Signal(str)
    move_wanted = Signal(str, int)
    add_wanted = Signal()
    copy_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say(words.STEPS), selectable=True)
        self._over = _NOWHERE
        self._showing = False
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.selectionModel().currentChanged.connect(self._say_current)

    @property
    def key(self) -> str:
        """The key of the step that is looked at, empty where there is none."""
        return str(self.marked.payload) if self.marked else ""

    def show_checklist(self, checklist: Checklist, *, problems: dict[str, int], today: date) -> None:
        """Show these steps; the step that was looked at stays so, wherever it has gone."""
        before, at = self.key, self.currentIndex().row()
        keys = [step.key for step in checklist.steps]
        self._showing = True
        self.rows.show_rows(
            [_line(number, step, problems.get(step.key, 0), today=today) for number, step in enumerate(checklist.steps)]
        )
        self.mark(keys.index(before) if before in keys else min(max(at, 0), len(keys) - 1))
        self._showing = False
        if self.key != before:
            self.looked_at.emit(self.key)

    def look_at(self, key: str) -> None:
        """Look at this step."""
        for at in range(self.rows.rowCount()):
            if self.rows.row(at).payload == key:
                self.mark(at)
                self.scrollTo(self.rows.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows, add with Ins, duplicate with Ctrl+D, remove with Del."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if held == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_aside(-1 if key == Qt.Key.Key_Up else 1)
        elif held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self.copy_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not held:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def step_aside(self, by: int) -> None:
        """Ask to move the step that is looked at so many places down, or up where negative."""
        to = self.currentIndex().row() + by
        if self.key and 0 <= to < self.rows.rowCount():
            self.move_wanted.emit(self.key, to)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Take the step along."""
        drag = QDrag(self)
        drag.setMimeData(self._packed(self.key))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take steps only."""
        event.setAccepted(event.mimeData().hasFormat(_KIND))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the step would go."""
        self._point(self._gap_at(event.position().toPoint()))
        event.setAccepted(event.mimeData().hasFormat(_KIND))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self._point(_NOWHERE)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask to move the step there."""
        key, gap = bytes(event.mimeData().data(_KIND).data()).decode(), self._gap_at(event.position().toPoint())
        self._point(_NOWHERE)
        places = [str(self.rows.row(at).payload) for at in range(self.rows.rowCount())]
        if key in places:
            event.acceptProposedAction()
            self.move_wanted.emit(key, gap - 1 if places.index(key) < gap else gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line where the step would go."""
        super().paintEvent(event)
        if self._over != _NOWHERE and self.rows.rowCount():
            last = self.rows.rowCount() - 1
            box = self.visualRect(self.rows.index(min(self._over, last)))
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(colours_of(self.palette()).accent), 3))
            y = max(box.bottom() if self._over > last else box.top(), 1)
            painter.drawLine(box.left() + 8, y, box.right() - 8, y)
            painter.end()

    def _packed(self, key: str) -> QMimeData:
        data = QMimeData()
        data.setData(_KIND, key.encode())
        return data

    def _gap_at(self, where: QPoint) -> int:
        index = self.indexAt(where)
        if not index.isValid():
            return self.rows.rowCount()
        return index.row() + (where.y() > self.visualRect(index).center().y())

    def _point(self, gap: int) -> None:
        if gap != self._over:
            self._over = gap
            self.viewport().update()

    def _say_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._showing:
            self.looked_at.emit(self.key)


def _line(number: int, step: Step, problems: int, *, today: date) -> Row:
    title = step.title.strip() or say(words.NEW_STEP)
    tone = Tone.HELP if problems else Tone.LOOK if is_due(step, today) else Tone.PLAIN
    return Row(
        key=UUID(int=number),
        name=f"{number + 1}  {title}",
        under=words.marks(step, today),
        mark=words.to_mend(problems),
        tone=tone,
        right=words.minutes(step.minutes),
        tip=title,
        payload=step.key,
    )
