"""A new session in one form: what, when, where, for how many."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
)

from trainer_app.domain.session import Session, SessionKind
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, label, row
from trainer_app.services.sessions import SessionPlan
from trainer_app.words import today as words
from trainer_app.words.language import say

_DEFAULT_MINUTES = 90
_LONGEST = 12 * 60
_MOST_PLACES = 9999
_STARTS = time(10, 0)


class SessionForm(QFrame):
    """Says what was filled in: `filled(SessionPlan)`; `left` when it was given up."""

    filled = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._zone = "UTC"
        self._sessions: tuple[Session, ...] = ()
        self._suggested = ""
        self._name, self._room = QLineEdit(), QLineEdit()
        self._room.setPlaceholderText(say(words.OPTIONAL))
        self._kind = QComboBox()
        for kind in SessionKind:
            self._kind.addItem(say(words.KINDS[kind]), kind)
        self._kind.setCurrentIndex(list(SessionKind).index(SessionKind.HANDS_ON))
        self._day, self._start = QDateEdit(), QTimeEdit()
        self._day.setCalendarPopup(True)
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._start.setDisplayFormat("HH:mm")
        _indent(self._start)
        self._minutes = _number(low=5, high=_LONGEST, step=15)
        self._places = _number(low=0, high=_MOST_PLACES, step=1)
        self._places.setSpecialValueText(say(words.NO_LIMIT))
        self._create = button(say(words.CREATE), self._send, kind="primary")
        self._note = label()
        self._lay_out()
        self._name.textChanged.connect(self._weigh)
        self._kind.currentIndexChanged.connect(self._suggest)
        self.setFocusProxy(self._name)

    def begin(self, *, zone: str, sessions: tuple[Session, ...], now: datetime) -> None:
        """Start with a likely day, time, room and name."""
        self._zone, self._sessions = zone, sessions
        likely = _likely_start(sessions, now.astimezone(ZoneInfo(zone)))
        self._day.setDate(QDate(likely.year, likely.month, likely.day))
        self._start.setTime(QTime(likely.hour, likely.minute))
        last = sessions[-1] if sessions else None
        minutes = (last.ends_at - last.starts_at).total_seconds() / 60 if last else _DEFAULT_MINUTES
        self._minutes.setValue(round(minutes))
        self._room.setText(last.room or "" if last else "")
        self._places.setValue(last.capacity or 0 if last else 0)
        self._note.setText(zone)
        self._name.clear()
        self._suggest()
        self._weigh()
        self._name.selectAll()
        self._name.setFocus()

    def try_again(self) -> None:
        """Let the person mend what was refused."""
        self._weigh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Create with Enter, give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._send()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S16)
        grid.setVerticalSpacing(tokens.S16)
        for at, (caption, field, span) in enumerate(
            ((words.SESSION_NAME, self._name, 2), (words.KIND, self._kind, 2), (words.ROOM, self._room, 2))
        ):
            grid.addWidget(captioned(say(caption), field), at // 2, (at % 2) * 2, 1, span)
        grid.addWidget(captioned(say(words.CAPACITY), self._places), 1, 2, 1, 2)
        for at, (caption, field) in enumerate(
            ((words.DATE, self._day), (words.START, self._start), (words.LENGTH, self._minutes))
        ):
            grid.addWidget(captioned(say(caption), field), 2, at, 1, 1)
        zone = captioned(say(words.ZONE), self._note)
        grid.addWidget(zone, 2, 3, 1, 1)
        for at in range(4):
            grid.setColumnStretch(at, 1)
        grid.setAlignment(zone, Qt.AlignmentFlag.AlignTop)
        feet = row(self._create, button(say(words.CANCEL), self.left.emit), None, gap=tokens.S12)
        head = label(say(words.NEW_SESSION), "title")
        self.setLayout(column(head, tokens.S8, grid, tokens.S16, feet, None, margins=(32, 28, 32, 28)))

    def _suggest(self) -> None:
        kind = self._kind.currentData()
        if self._name.text() in {"", self._suggested}:
            number = sum(one.kind is kind for one in self._sessions) + 1
            self._suggested = words.suggested_name(kind, number)
            self._name.setText(self._suggested)

    def _weigh(self) -> None:
        self._create.setEnabled(bool(self._name.text().strip()))

    def _send(self) -> None:
        if not self._create.isEnabled():
            return
        self._create.setEnabled(False)  # a second Enter must not make a second session
        on, at = self._day.date(), self._start.time()
        local = datetime(on.year(), on.month(), on.day(), at.hour(), at.minute(), tzinfo=ZoneInfo(self._zone))
        starts = local.astimezone(UTC)
        self.filled.emit(
            SessionPlan(
                name=self._name.text(),
                kind=self._kind.currentData(),
                starts_at=starts,
                ends_at=starts + timedelta(minutes=self._minutes.value()),
                zone=self._zone,
                room=self._room.text().strip() or None,
                capacity=self._places.value() or None,
            )
        )


def _likely_start(sessions: tuple[Session, ...], now: datetime) -> datetime:
    """Return the next quarter of an hour today, or after sessions were planned the next working day at their time."""
    if sessions:
        last = sessions[-1].starts_at.astimezone(now.tzinfo)
        following = _working_day(max(last.date(), now.date()) + timedelta(days=1))
        return datetime.combine(following, last.time(), tzinfo=now.tzinfo)
    soon = now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=15 * (now.minute // 15 + 1))
    return soon if soon.date() == now.date() else datetime.combine(soon.date(), _STARTS, tzinfo=now.tzinfo)


def _working_day(on: date) -> date:
    saturday = 5
    return on + timedelta(days=7 - on.weekday()) if on.weekday() >= saturday else on


def _number(*, low: int, high: int, step: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(low, high)
    made.setSingleStep(step)
    _indent(made)
    return made


def _indent(field: QAbstractSpinBox) -> None:
    """Begin where other fields begin: a stylesheet's padding does not reach the text of these."""
    field.lineEdit().setTextMargins(tokens.S8 + 2, 0, 0, 0)
