"""A session in one form, new or to be changed: what, when, where, for how many, with whom."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
)

from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, label, row
from trainer_app.services.sessions import SessionPlan
from trainer_app.words import sessions as more_words
from trainer_app.words import today as words
from trainer_app.words.language import say

_DEFAULT_MINUTES = 90
_LONGEST = 12 * 60
_MOST_PLACES = 9999
_STARTS = time(10, 0)


class SessionForm(QFrame):
    """Says what was filled in: `filled(SessionPlan)`, or `changed(Session)`; `left` when it was given up."""

    filled = Signal(object)
    changed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._zone = "UTC"
        self._sessions: tuple[Session, ...] = ()
        self._suggested = ""
        self._old: Session | None = None
        self._title = label(say(words.NEW_SESSION), "title")
        self._begun = label(say(more_words.HAS_BEGUN), "muted", wrap=True)
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
        self._hard = QCheckBox(say(more_words.HARD))
        self._facilitator, self._helpers, self._series = QLineEdit(), QLineEdit(), QLineEdit()
        self._facilitator.setPlaceholderText(say(words.OPTIONAL))
        self._helpers.setPlaceholderText(say(more_words.HELPERS_HINT))
        self._series.setPlaceholderText(say(more_words.SERIES_HINT))
        self._create = button(say(words.CREATE), self._send, kind="primary")
        self._note = label()
        self._lay_out()
        self._name.textChanged.connect(self._weigh)
        self._kind.currentIndexChanged.connect(self._suggest)
        self._places.valueChanged.connect(self._weigh)
        self.setFocusProxy(self._name)

    def begin(self, *, zone: str, sessions: tuple[Session, ...], now: datetime, on: date | None = None) -> None:
        """Start with a likely time, room and name, on this day or a likely one."""
        self._become(None, zone=zone, sessions=sessions)
        likely = _likely_start(sessions, now.astimezone(ZoneInfo(zone)))
        likely = datetime.combine(on, likely.time(), tzinfo=likely.tzinfo) if on else likely
        self._day.setDate(QDate(likely.year, likely.month, likely.day))
        self._start.setTime(QTime(likely.hour, likely.minute))
        last = sessions[-1] if sessions else None
        minutes = (last.ends_at - last.starts_at).total_seconds() / 60 if last else _DEFAULT_MINUTES
        self._minutes.setValue(round(minutes))
        self._room.setText(last.room or "" if last else "")
        self._places.setValue(last.capacity or 0 if last else 0)
        self._hard.setChecked(bool(last and last.hard_capacity))
        for field in (self._name, self._facilitator, self._helpers, self._series):
            field.clear()
        self._suggest()
        self._weigh()
        self._name.selectAll()
        self._name.setFocus()

    def edit(self, session: Session) -> None:
        """Start with a session as it is; one that has begun keeps its kind, day and start."""
        self._become(session, zone=session.zone, sessions=())
        starts = session.starts_at.astimezone(ZoneInfo(session.zone))
        self._kind.setCurrentIndex(self._kind.findData(session.kind))
        self._day.setDate(QDate(starts.year, starts.month, starts.day))
        self._start.setTime(QTime(starts.hour, starts.minute))
        self._minutes.setValue(round((session.ends_at - session.starts_at).total_seconds() / 60))
        self._places.setValue(session.capacity or 0)
        self._hard.setChecked(session.hard_capacity)
        for field, text in (
            (self._name, session.name),
            (self._room, session.room),
            (self._facilitator, session.facilitator),
            (self._helpers, ", ".join(session.helpers)),
            (self._series, session.series),
        ):
            field.setText(text or "")
        self._weigh()
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
        grid.addWidget(captioned(say(words.CAPACITY), self._places), 1, 2, 1, 1)
        grid.addWidget(self._hard, 1, 3, 1, 1, Qt.AlignmentFlag.AlignBottom)
        for at, (caption, field) in enumerate(
            ((words.DATE, self._day), (words.START, self._start), (words.LENGTH, self._minutes))
        ):
            grid.addWidget(captioned(say(caption), field), 2, at, 1, 1)
        grid.addWidget(captioned(say(more_words.FACILITATOR), self._facilitator), 3, 0, 1, 1)
        grid.addWidget(captioned(say(more_words.SERIES), self._series), 3, 1, 1, 1)
        grid.addWidget(captioned(say(more_words.HELPERS), self._helpers), 3, 2, 1, 2)
        zone = captioned(say(words.ZONE), self._note)
        grid.addWidget(zone, 2, 3, 1, 1)
        for at in range(4):
            grid.setColumnStretch(at, 1)
        grid.setAlignment(zone, Qt.AlignmentFlag.AlignTop)
        feet = row(self._create, button(say(words.CANCEL), self.left.emit), None, gap=tokens.S12)
        self.setLayout(
            column(self._title, self._begun, tokens.S8, grid, tokens.S16, feet, None, margins=(32, 28, 32, 28))
        )

    def _become(self, old: Session | None, *, zone: str, sessions: tuple[Session, ...]) -> None:
        self._old, self._zone, self._sessions = old, zone, sessions
        self._title.setText(say(more_words.EDIT_TITLE if old else words.NEW_SESSION))
        self._create.setText(say(more_words.SAVE if old else words.CREATE))
        self._note.setText(zone)
        movable = old is None or old.phase is Phase.PLANNED
        self._begun.setVisible(not movable)
        for field in (self._kind, self._day, self._start):
            field.setEnabled(movable)

    def _suggest(self) -> None:
        kind = self._kind.currentData()
        if self._old is None and self._name.text() in {"", self._suggested}:
            number = sum(one.kind is kind for one in self._sessions) + 1
            self._suggested = words.suggested_name(kind, number)
            self._name.setText(self._suggested)

    def _weigh(self) -> None:
        self._create.setEnabled(bool(self._name.text().strip()))
        self._hard.setEnabled(self._places.value() > 0)

    def _send(self) -> None:
        if not self._create.isEnabled():
            return
        self._create.setEnabled(False)  # a second Enter must not make a second session
        plan = self._plan()
        if self._old:
            self.changed.emit(replace(self._old, **{one.name: getattr(plan, one.name) for one in fields(plan)}))
        else:
            self.filled.emit(plan)

    def _plan(self) -> SessionPlan:
        starts = self._starts_at()
        return SessionPlan(
            name=self._name.text(),
            kind=self._kind.currentData(),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=self._minutes.value()),
            zone=self._zone,
            room=self._room.text().strip() or None,
            capacity=self._places.value() or None,
            hard_capacity=self._hard.isChecked() and self._places.value() > 0,
            facilitator=self._facilitator.text().strip() or None,
            helpers=names_in(self._helpers.text()),
            series=self._series.text().strip() or None,
        )

    def _starts_at(self) -> datetime:
        if self._old and not self._start.isEnabled():
            return self._old.starts_at
        on, at = self._day.date(), self._start.time()
        local = datetime(on.year(), on.month(), on.day(), at.hour(), at.minute(), tzinfo=ZoneInfo(self._zone))
        return local.astimezone(UTC)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a text with commas between, Japanese ones too."""
    return tuple(name for name in (" ".join(one.split()) for one in re.split("[,;\u3001\uff0c]", text)) if name)


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
