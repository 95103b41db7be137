"""A month of sessions: a grid drawn by hand, gone through with the arrow keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from trainer_app.domain.check_in import is_door_open
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.theme import colours_of, tabular
from trainer_app.words import sessions as words
from trainer_app.words.language import say
from trainer_app.words.times import WEEKDAYS, clock

_WEEK: Final = 7
_ROWS: Final = 6
_CHIP: Final = 22
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK}
_MONTHS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_OPEN: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MonthGrid(QWidget):
    """Six weeks around a month; `opened(Session)`, `new_wanted(date)`, `month_changed(date)` its first day."""

    opened = Signal(object)
    new_wanted = Signal(object)
    month_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._today = self._day = date(2000, 1, 1)
        self._at = 0  # which session of the marked day is marked
        self._days: dict[date, list[Session]] = {}
        self._say_where()

    @property
    def day(self) -> date:
        """The marked day."""
        return self._day

    def show_sessions(self, sessions: Sequence[Session], *, today: date) -> None:
        """Show these sessions on their days; the first time, today is marked."""
        if self._today == self._day:
            self._day = today
        self._today = today
        days: dict[date, list[Session]] = defaultdict(list)
        for one in sessions:
            days[one.starts_at.astimezone(ZoneInfo(one.zone)).date()].append(one)
        self._days = dict(days)
        self.mark(self._day)

    def mark(self, day: date) -> None:
        """Mark this day, turning to its month."""
        turned = (day.year, day.month) != (self._day.year, self._day.month)
        self._day, self._at = day, 0
        self._say_where()
        if turned:
            self.month_changed.emit(day.replace(day=1))
        self.update()

    def turn(self, months: int) -> None:
        """Go so many months on, to the same day where there is one."""
        at = self._day.year * 12 + self._day.month - 1 + months
        first = date(at // 12, at % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.mark(first.replace(day=min(self._day.day, last.day)))

    def sessions_of(self, day: date) -> list[Session]:
        """Return the sessions of a day by start."""
        return self._days.get(day, [])

    def days(self) -> list[date]:
        """Return the days shown, six weeks from the Monday on or before the first of the month."""
        first = self._day.replace(day=1)
        monday = first - timedelta(days=first.weekday())
        return [monday + timedelta(days=ahead) for ahead in range(_WEEK * _ROWS)]

    def sizeHint(self) -> QSize:
        """Ask for enough that a day shows two sessions."""
        return QSize(700, round(_ROWS * (_CHIP * 3 + 16) * self._scale()))

    def minimumSizeHint(self) -> QSize:
        """Be no smaller than a number and one session a day."""
        return QSize(420, round(_ROWS * (_CHIP * 2 + 8) * self._scale()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by day and month, open with Enter, plan with N; Tab inside a day is Space."""
        key = Qt.Key(event.key())
        sessions = self.sessions_of(self._day)
        if key in _STEPS:
            self.mark(self._day + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self.turn(_MONTHS[key])
        elif key == Qt.Key.Key_Home:
            self.mark(self._today)
        elif key == Qt.Key.Key_Space and sessions:
            self._at = (self._at + 1) % len(sessions)
            self.update()
        elif key in _OPEN and sessions:
            self.opened.emit(sessions[self._at])
        elif key in _OPEN or key == Qt.Key.Key_N:
            self.new_wanted.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark the day; a session is opened."""
        where = event.position().toPoint()
        day = self._day_at(where)
        if day is None:
            return
        found = self._session_at(day, where)
        self.mark(day)
        if found:
            self.opened.emit(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Plan a session on a free place of a day."""
        where = event.position().toPoint()
        day = self._day_at(where)
        if day and not self._session_at(day, where):
            self.new_wanted.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the months."""
        if event.angleDelta().y():
            self.turn(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say all of a day where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(event.pos())
            sessions = self.sessions_of(day) if day else []
            lines = [f"{clock(one.starts_at, one.zone)}  {one.name}" for one in sessions]
            QToolTip.showText(event.globalPos(), "\n".join(lines), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the weekdays, then day by day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for at, day in enumerate(self.days()):
            self._paint_day(painter, day, self._cell(at))
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        painter.setFont(_small(self.font(), strong=True))
        painter.setPen(QColor(colours_of(self.palette()).muted))
        for at in range(_WEEK):
            cell = self._cell(at)
            box = QRect(cell.left() + tokens.S8, 0, cell.width(), self._head())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), say(WEEKDAYS[at]))

    def _paint_day(self, painter: QPainter, day: date, cell: QRect) -> None:
        colours = colours_of(self.palette())
        inside = cell.adjusted(2, 2, -2, -2)
        marked = day == self._day
        painter.setPen(QPen(QColor(colours.accent if marked and self.hasFocus() else colours.line), 2 if marked else 1))
        painter.setBrush(QColor(colours.surface if day.month == self._day.month else colours.ground))
        painter.drawRoundedRect(inside, 7, 7)
        self._paint_number(painter, day, inside)
        sessions, room = self.sessions_of(day), self._room(inside)
        shown = sessions if len(sessions) <= room else sessions[: max(room - 1, 0)]
        for at, session in enumerate(shown):
            self._paint_chip(painter, session, self._chip(inside, at), marked=marked and at == self._at)
        if len(shown) < len(sessions):
            painter.setFont(_small(self.font(), strong=True))
            painter.setPen(QColor(colours.muted))
            box = self._chip(inside, len(shown)).adjusted(6, 0, 0, 0)
            painter.drawText(box, _LEFT, words.more_on_day(len(sessions) - len(shown)))

    def _paint_number(self, painter: QPainter, day: date, inside: QRect) -> None:
        colours = colours_of(self.palette())
        size = round(20 * self._scale())
        box = QRect(inside.left() + 5, inside.top() + 4, max(size + 4, 1), size)
        here = day == self._today
        painter.setFont(tabular(_small(self.font(), strong=here)))
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(box, size // 2, size // 2)
        painter.setPen(QColor(colours.on_accent if here else colours.text if self._is_inside(day) else colours.muted))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(day.day))

    def _paint_chip(self, painter: QPainter, session: Session, box: QRect, *, marked: bool) -> None:
        colours = colours_of(self.palette())
        running, over = is_door_open(session), session.phase is Phase.ENDED
        ground = colours.ok_soft if running else colours.sunk if over else colours.accent_soft
        ink = colours.ok if running else colours.muted if over else colours.accent
        painter.setPen(QPen(QColor(ink), 2) if marked and self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 5, 5)
        font = _small(self.font(), strong=running)
        text = f"{clock(session.starts_at, session.zone)}  {session.name}"
        painter.setFont(font)
        painter.setPen(QColor(ink if running or not over else colours.muted))
        inner = box.adjusted(6, 0, -6, 0)
        painter.drawText(inner, _LEFT, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width()))

    def _is_inside(self, day: date) -> bool:
        return day.month == self._day.month

    def _cell(self, at: int) -> QRect:
        across, down = at % _WEEK, at // _WEEK
        left, right = (round(self.width() * edge / _WEEK) for edge in (across, across + 1))
        high = self.height() - self._head()
        top, bottom = (self._head() + round(high * edge / _ROWS) for edge in (down, down + 1))
        return QRect(left, top, right - left, bottom - top)

    def _chip(self, inside: QRect, at: int) -> QRect:
        high = round(_CHIP * self._scale())
        top = inside.top() + round(26 * self._scale()) + at * (high + 2)
        return QRect(inside.left() + 4, top, inside.width() - 8, high)

    def _room(self, inside: QRect) -> int:
        high = round(_CHIP * self._scale()) + 2
        return max((inside.height() - round(28 * self._scale())) // high, 1)

    def _head(self) -> int:
        return round(24 * self._scale())

    def _scale(self) -> float:
        return max(self.font().pixelSize(), tokens.BODY) / tokens.BODY

    def _day_at(self, where: QPoint) -> date | None:
        return next((day for at, day in enumerate(self.days()) if self._cell(at).contains(where)), None)

    def _session_at(self, day: date, where: QPoint) -> Session | None:
        inside = self._cell(self.days().index(day)).adjusted(2, 2, -2, -2)
        sessions, room = self.sessions_of(day), self._room(inside)
        shown = sessions if len(sessions) <= room else sessions[: max(room - 1, 0)]
        return next((one for at, one in enumerate(shown) if self._chip(inside, at).contains(where)), None)

    def _say_where(self) -> None:
        self.setAccessibleName(say(words.MONTH_GRID))
        self.setAccessibleDescription(words.day_said(self._day, self.sessions_of(self._day)))


_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


def _small(font: QFont, *, strong: bool) -> QFont:
    made = QFont(font)
    made.setPixelSize(round(font.pixelSize() * tokens.SMALL / tokens.BODY))
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made
