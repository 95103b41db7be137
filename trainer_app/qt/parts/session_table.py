"""The list of sessions as a table; people dragged from a registration list may be dropped on one of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)

from trainer_app.domain.check_in import is_door_open
from trainer_app.domain.registration import SessionCount, over_by
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.registration_drag import dragged_people
from trainer_app.qt.parts.table import Table
from trainer_app.qt.theme import colours_of
from trainer_app.qt.tokens import Tone
from trainer_app.words import sessions as words
from trainer_app.words.language import say

_NOWHERE: Final = -1
_SPARE: Final = (2, 4)  # room and who came: told in the overview where the table is narrow
_NARROW: Final = 780


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session as the list shows it."""

    session: Session
    count: SessionCount
    when: str
    state: str
    is_current: bool = False


def session_line(session: Session, count: SessionCount, *, now: datetime, is_current: bool) -> SessionLine:
    """Return a session's line as of `now`."""
    return SessionLine(session, count, words.when(session, now), words.state(session, now), is_current)


class SessionTable(Table[SessionLine]):
    """All sessions by start; `dropped(Session, Dragged)` when people are let go over one."""

    dropped = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(say(words.TITLE), _columns(), key=_key)
        self._over = _NOWHERE
        self.setDragDropMode(Table.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Do without what can be spared where there is little room."""
        narrow = self.viewport().width() < _NARROW * max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        for at in _SPARE:
            self.setColumnHidden(at, narrow)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the letters to the page, which acts on the marked session; the list is not searched by them."""
        if event.text().isalpha() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take people only."""
        if dragged_people(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark the session under the mouse."""
        people, at = dragged_people(event.mimeData()), self._row_at(event.position().toPoint())
        takes = people is not None and at != _NOWHERE and self.rows.row(at).session.id != people.source
        self._mark(at if takes else _NOWHERE)
        event.setAccepted(takes)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Mark none."""
        self._mark(_NOWHERE)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say who was let go where."""
        people, at = dragged_people(event.mimeData()), self._row_at(event.position().toPoint())
        self._mark(_NOWHERE)
        if people and at != _NOWHERE:
            event.acceptProposedAction()
            self.dropped.emit(self.rows.row(at).session, people)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the session people would be dropped on."""
        super().paintEvent(event)
        if self._over != _NOWHERE:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(colours_of(self.palette()).accent), 2))
            top, height = self.rowViewportPosition(self._over), self.rowHeight(self._over)
            painter.drawRect(1, top + 1, self.viewport().width() - 2, height - 2)
            painter.end()

    def _row_at(self, where: QPoint) -> int:
        return self.indexAt(where).row()

    def _mark(self, at: int) -> None:
        if at != self._over:
            self._over = at
            self.viewport().update()


def _key(line: SessionLine) -> UUID:
    return line.session.id


def _columns() -> list[Column[SessionLine]]:
    return [
        Column(say(words.WHEN), _when, width=288, order=_start),
        Column(say(words.NAME), _name, width=0, strong=True, icon=_sign, tone=_running, order=_number),
        Column(say(words.ROOM), _room, width=130),
        Column(say(words.REGISTERED), _registered, width=150, align_right=True, tone=_fullness, order=_count),
        Column(say(words.CAME), _came, width=80, align_right=True, order=_arrived),
        Column(say(words.STATE), _state, width=120, tone=_running, order=_start),
    ]


def _when(line: SessionLine) -> str:
    return line.when


def _start(line: SessionLine) -> datetime:
    return line.session.starts_at


def _name(line: SessionLine) -> str:
    return line.session.name


def _number(line: SessionLine) -> tuple[str, int, str]:
    return line.session.series or line.session.name, line.session.number, line.session.name


def _sign(line: SessionLine) -> str | None:
    if is_door_open(line.session):
        return "door"
    return "tick" if line.is_current else None


def _running(line: SessionLine) -> Tone:
    return Tone.OK if is_door_open(line.session) else Tone.PLAIN


def _room(line: SessionLine) -> str:
    return line.session.room or ""


def _registered(line: SessionLine) -> str:
    return words.registered(line.session, line.count)


def _fullness(line: SessionLine) -> Tone:
    return Tone.LOOK if over_by(line.session, line.count.registered) else Tone.PLAIN


def _count(line: SessionLine) -> int:
    return line.count.registered


def _came(line: SessionLine) -> str:
    return words.came(line.count)


def _arrived(line: SessionLine) -> int:
    return line.count.came


def _state(line: SessionLine) -> str:
    return line.state
