"""The book of the room: who is in, with repairs for many at once; the head count; and every attempt to come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QMenu, QSpinBox, QStackedWidget, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.attendance_sheet import Arrived, AttendanceSheet, HeadCount
from trainer_app.domain.check_in import is_door_open, is_over
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.attempts_table import AttemptsTable, Tried
from trainer_app.qt.parts.basics import button, captioned, column, label, put, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.table import Table
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import check_in, door
from trainer_app.words import room_book as words
from trainer_app.words.language import say
from trainer_app.words.times import clock

_IN: Final = "in"
_COUNT: Final = "count"
_ATTEMPTS: Final = "attempts"
_NOT_COUNTED: Final = -1  # nothing is filled in, so that somebody counts


class RoomBook(QFrame):
    """Shows the sheet it is given; `left` goes back to the door, `roll_call_wanted` to those who are missing."""

    left = Signal()
    roll_call_wanted = Signal()

    def __init__(  # positional: as every page is given them
        self, services: Services, work: Work, tell: Tell, current: Current
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._sheet: AttendanceSheet | None = None
        self._tabs = Tabs(say(words.TITLE))
        self._table: Table[Arrived] = Table(say(words.IN), _columns(self._zone), key=_check_in, multi=True)
        self._in = Stage(self._table)
        self._attempts = AttemptsTable()
        self._marked = label("", "muted", wrap=True)
        self._move = button(say(words.MOVE), self._offer_sessions)
        self._move.setToolTip(say(words.MOVE_HOW))
        self._leave = button(say(words.LEAVE), self._let_go)
        self._seen = QSpinBox(minimum=_NOT_COUNTED, maximum=9999, value=_NOT_COUNTED)
        self._seen.setSpecialValueText("…")
        self._seen.lineEdit().setTextMargins(tokens.S8, 0, 0, 0)
        self._answer = label("", "strong", wrap=True)
        self._next = button("", self._press_next)
        self._stack = QStackedWidget()
        self._lay_out()
        self._tabs.chosen.connect(self._show_tab)
        self._table.marked.connect(self._weigh)
        self._weigh([])

    def open(self) -> None:
        """Begin at who is in."""
        self._show_tab(_IN)
        self._tabs.choose(_IN)
        self._table.setFocus()

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show the room as it stands."""
        if self._sheet is None or (self._sheet.session.id, self._sheet.in_room) != (sheet.session.id, sheet.in_room):
            self._forget_count()
        self._sheet = sheet
        if sheet.arrived:
            self._in.show_content()
            self._table.show_rows(sheet.arrived)
        else:
            self._in.show_empty("people", say(words.NOBODY), say(words.NOBODY_HOW))
        tabs = ((_IN, words.IN, len(sheet.arrived)), (_COUNT, words.COUNT, None), (_ATTEMPTS, words.ATTEMPTS, None))
        self._tabs.show_tabs([(key, say(title), count) for key, title, count in tabs])
        if self._stack.currentIndex() == len(tabs) - 1 and self.isVisible():
            self._read_attempts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the door with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        feet = row(self._marked, self._move, self._leave, gap=tokens.S8)
        feet.setStretch(0, 1)
        who = column(self._in, feet, gap=tokens.S12)
        who.setStretch(0, 1)
        for part in (_box(who), self._counting(), self._attempts):
            self._stack.addWidget(part)
        head = row(self._tabs, button(say(words.DONE), self.left.emit, kind="slight"), gap=tokens.S12)
        inside = column(head, self._stack, gap=tokens.S12, margins=(20, 16, 20, 16))
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def _counting(self) -> QWidget:
        compare = button(say(words.COMPARE), self._compare, kind="primary")
        self._seen.lineEdit().returnPressed.connect(self._compare)
        self._next.hide()
        fields = row(captioned(say(words.SEEN), self._seen), column(None, compare), None, gap=tokens.S12)
        how = label(say(words.SEEN_HOW), "muted", wrap=True)
        return _box(column(how, fields, tokens.S8, self._answer, row(self._next, None), None, gap=tokens.S12))

    def _show_tab(self, key: str) -> None:
        at = (_IN, _COUNT, _ATTEMPTS).index(key)
        self._stack.setCurrentIndex(at)
        if key == _ATTEMPTS:
            self._read_attempts()
        elif key == _COUNT and self._sheet:
            self._forget_count()
            self._seen.setFocus()
            self._seen.selectAll()

    def _zone(self) -> str:
        return self._sheet.session.zone if self._sheet else "UTC"

    def _weigh(self, marked: Sequence[Arrived]) -> None:
        self._marked.setText(words.marked(len(marked)))
        self._move.setEnabled(bool(marked))
        self._leave.setEnabled(any(one.left_at is None for one in marked))

    def _offer_sessions(self) -> None:
        here = self._sheet.session if self._sheet else None
        plan = self._current.plan
        menu = QMenu(self)
        others = QMenu(say(words.OTHER_SESSIONS), menu)
        now = self._services.clock()
        for session in sorted(plan.sessions if plan else (), key=partial(_how_near, now)):
            if here and session.id != here.id:
                part = menu if is_door_open(session) else others
                choice = QAction(words.session_offered(session, now), part)
                choice.setData(session.id)
                part.addAction(choice)
        if menu.isEmpty() and others.isEmpty():
            self._tell.say(say(words.NO_OTHER), tone=Tone.LOOK)
            return
        if not others.isEmpty():
            menu.addMenu(others)
        menu.triggered.connect(self._move_there)
        menu.popup(self._move.mapToGlobal(self._move.rect().topLeft()))

    def _move_there(self, choice: QAction) -> None:
        self.move_to(choice.data())

    def move_to(self, session_id: UUID) -> None:
        """Move the marked check-ins to this session, as one step."""
        ids = [one.check_in.id for one in self._table.rows_marked()]
        self._work.run(partial(self._move_all, ids, session_id), then=self._say_moved, context=self)

    def _move_all(self, ids: Sequence[UUID], session_id: UUID) -> tuple[int, AttendanceSheet]:
        """On the worker: move them, and look at the room they are in now."""
        count = self._services.attendance.move(ids, to=session_id, desk=self._current.desk)
        return count, self._services.attendance.sheet(session_id)

    def _say_moved(self, moved: tuple[int, AttendanceSheet]) -> None:
        count, there = moved
        over = is_over(there.session, there.in_room)
        said = words.moved(count, there.session.name)
        more = check_in.places(there.session, there.in_room) if over else ""
        self._tell.say(" ".join(part for part in (said, more) if part), tone=Tone.LOOK if over else Tone.OK)

    def _let_go(self) -> None:
        going = [one.check_in.id for one in self._table.rows_marked() if one.left_at is None]
        for check_in_id in going:
            leave = partial(self._services.attendance.leave, check_in_id, desk=self._current.desk)
            self._work.run(leave, context=self)
        self._tell.say(words.gone(len(going)))

    def _forget_count(self) -> None:
        """Empty the count and its verdict; they held for the book as it was."""
        self._seen.setValue(_NOT_COUNTED)
        self._answer.clear()
        self._next.hide()

    def _compare(self) -> None:
        if self._sheet and self._seen.value() != _NOT_COUNTED:
            count = partial(self._services.attendance.count_heads, self._sheet.session.id, self._seen.value())
            self._work.run(partial(count, desk=self._current.desk), then=self._show_count)

    def _show_count(self, count: HeadCount) -> None:
        self._answer.setText(words.compared(count))
        put(self._answer, tone=(Tone.OK if count.more == 0 else Tone.LOOK).value)
        self._next.setVisible(count.more != 0)
        self._next.setText(say(words.ROLL_CALL if count.more > 0 else words.WHO_LEFT))
        self._next.setProperty("roll_call", count.more > 0)

    def _press_next(self) -> None:
        if self._next.property("roll_call"):
            self.roll_call_wanted.emit()
        else:
            self.open()

    def _read_attempts(self) -> None:
        if self._sheet:
            ask = partial(self._all_attempts, self._sheet.session.id)
            self._work.read(ask, then=self._show_attempts, newest="attempts")

    def _all_attempts(self, session_id: UUID) -> list[Tried]:
        """On the worker: the attempts with the names of those who tried, also of those who were refused."""
        names = {one.id: one.name for one in self._services.people.everyone()}
        found = self._services.attendance.attempts(session_id)
        return [Tried(one, names.get(one.attendee_id, "") if one.attendee_id else "") for one in found]

    def _show_attempts(self, tried: list[Tried]) -> None:
        self._attempts.show_attempts(tried, zone=self._zone())


def _box(layout: QLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _how_near(now: datetime, session: Session) -> timedelta:
    return abs(session.starts_at - now)


def _check_in(one: Arrived) -> UUID:
    return one.check_in.id


def _columns(zone: Callable[[], str]) -> tuple[Column[Arrived], ...]:
    def since(one: Arrived) -> str:
        return clock(one.check_in.at, zone())

    def left(one: Arrived) -> str:
        return clock(one.left_at, zone()) if one.left_at else ""

    def tip(one: Arrived) -> str:
        return door.arrival_tip(one, zone())

    return (
        Column(say(words.NAME), _name, 0, strong=True),
        Column(say(words.TEAM), _team, 120),
        Column(say(words.SEAT), _seat, 60),
        Column(say(words.SINCE), since, 70, align_right=True, order=_at, tip=tip),
        Column(say(words.LEFT), left, 60, align_right=True),
        Column(say(words.HOW), _how, 110, tip=tip),
    )


def _name(one: Arrived) -> str:
    return one.attendee.name


def _team(one: Arrived) -> str:
    return one.attendee.team or ""


def _seat(one: Arrived) -> str:
    return one.check_in.seat or ""


def _at(one: Arrived) -> datetime:
    return one.check_in.at


def _how(one: Arrived) -> str:
    return door.how_arrived(one) or say(check_in.INPUTS[one.check_in.input])
