"""The fields of a series: name, days, time, place and people."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from trainer_app.domain.series_plan import WORKING_DAYS, Repeat, stem_of
from trainer_app.domain.session import Session, SessionKind
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, row
from trainer_app.qt.parts.session_form import names_in
from trainer_app.services.sessions import SessionPlan
from trainer_app.words import sessions as words
from trainer_app.words import today
from trainer_app.words.language import say
from trainer_app.words.times import WEEKDAYS

_LETTERS: Final = 10
_MOST: Final = 60
_LONGEST: Final = 12 * 60
_MOST_PLACES: Final = 9999
_MINUTES: Final = 90
_AT: Final = time(10, 0)


class Days(Enum):
    """How the days of a series are said."""

    WEEKDAYS = words.ON_WEEKDAYS
    WORKING = words.ON_WORKING_DAYS
    PICKED = words.ON_PICKED


class SeriesFields(QWidget):
    """What a person fills in; `edited` whenever anything is another."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picked: list[date] = []
        self._zone = "UTC"
        self._stem, self._room, self._helpers, self._facilitator = (QLineEdit() for _ in range(4))
        self._helpers.setPlaceholderText(say(words.HELPERS_HINT))
        self._kind, self._how = QComboBox(), QComboBox()
        for kind in SessionKind:
            self._kind.addItem(say(today.KINDS[kind]), kind)
        for how in Days:
            self._how.addItem(say(how.value), how)
        for menu in (self._kind, self._how):
            menu.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            menu.setMinimumContentsLength(_LETTERS)
        self._first, self._at = QDateEdit(), QTimeEdit()
        self._first.setCalendarPopup(True)
        self._first.setDisplayFormat("yyyy-MM-dd")
        self._at.setDisplayFormat("HH:mm")
        _indent(self._at)
        self._minutes, self._count = _number(5, _LONGEST, 15), _number(1, _MOST, 1)
        self._places = _number(0, _MOST_PLACES, 1)
        self._places.setSpecialValueText(say(words.NO_LIMIT))
        self._hard = QCheckBox(say(words.HARD))
        self._week = [_day_button(at) for at in range(len(WEEKDAYS))]
        self._pick = button(say(words.ADD_DAY), self._add_day, icon="plus")
        self._first_box = captioned(say(words.FIRST), self._first)
        self._count_box = captioned(say(words.HOW_MANY), self._count)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._stem)

    def begin(self, source: Session | None, *, zone: str, now: datetime) -> None:
        """Start as the session that is repeated, from the day after it or after today."""
        self._zone = zone = source.zone if source else zone
        self.picked.clear()
        here = now.astimezone(ZoneInfo(zone))
        starts = source.starts_at.astimezone(ZoneInfo(zone)) if source else None
        first = max(starts.date() if starts else here.date(), here.date()) + timedelta(days=1)
        at = starts.time() if starts else _AT
        self._stem.setText(stem_of(source) if source else say(today.SHORT_KINDS[SessionKind.HANDS_ON]))
        self._kind.setCurrentIndex(self._kind.findData(source.kind if source else SessionKind.HANDS_ON))
        self._first.setDate(QDate(first.year, first.month, first.day))
        self._at.setTime(QTime(at.hour, at.minute))
        self._minutes.setValue(round((source.ends_at - source.starts_at).total_seconds() / 60) if source else _MINUTES)
        self._count.setValue(4)
        self._places.setValue((source.capacity or 0) if source else 0)
        self._hard.setChecked(bool(source and source.hard_capacity))
        self._room.setText((source.room or "") if source else "")
        self._facilitator.setText((source.facilitator or "") if source else "")
        self._helpers.setText(", ".join(source.helpers) if source else "")
        for one, button_of_day in enumerate(self._week):
            button_of_day.setChecked(one in ({starts.weekday()} if starts else {1, 3}))
        self._turn()

    def repeat(self) -> Repeat:
        """Return the pattern as it is filled in."""
        on, at = self._first.date(), self._at.time()
        how = self._how.currentData()
        chosen = frozenset(one for one, day in enumerate(self._week) if day.isChecked())
        return Repeat(
            stem=self._stem.text(),
            first=date(on.year(), on.month(), on.day()),
            at=time(at.hour(), at.minute()),
            minutes=self._minutes.value(),
            zone=self._zone,
            weekdays=WORKING_DAYS if how is Days.WORKING else chosen if how is Days.WEEKDAYS else frozenset(),
            count=self._count.value(),
            dates=tuple(self.picked) if how is Days.PICKED else (),
            room=self._room.text().strip() or None,
        )

    def plan(self, *, name: str, starts_at: datetime, ends_at: datetime) -> SessionPlan:
        """Return one session of the series to be made."""
        return SessionPlan(
            name=name,
            kind=self._kind.currentData(),
            starts_at=starts_at,
            ends_at=ends_at,
            zone=self._zone,
            room=self._room.text().strip() or None,
            capacity=self._places.value() or None,
            hard_capacity=self._hard.isChecked() and self._places.value() > 0,
            facilitator=self._facilitator.text().strip() or None,
            helpers=names_in(self._helpers.text()),
            series=" ".join(self._stem.text().split()),
        )

    @property
    def is_picked(self) -> bool:
        """Whether days are picked one by one."""
        return self._how.currentData() is Days.PICKED

    def drop_day(self, day: date) -> None:
        """Take a picked day away again."""
        if day in self.picked:
            self.picked.remove(day)
            self.edited.emit()

    def _lay_out(self) -> None:
        week = QWidget()
        week.setLayout(row(*self._week, None, gap=tokens.S4))
        self._week_box = captioned(say(words.ON_WEEKDAYS), week)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S12)
        grid.setVerticalSpacing(tokens.S12)
        pick = column(None, self._pick)
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (captioned(say(words.STEM), self._stem), 0, 0, 4),
            (captioned(say(words.KIND), self._kind), 1, 0, 2),
            (captioned(say(words.HOW), self._how), 1, 2, 2),
            (self._first_box, 2, 0, 2),
            (self._count_box, 2, 2, 2),
            (self._week_box, 3, 0, 4),
            (captioned(say(words.STARTS), self._at), 4, 0, 2),
            (captioned(say(words.MINUTES), self._minutes), 4, 2, 2),
            (captioned(say(words.ROOM), self._room), 5, 0, 2),
            (captioned(say(words.PLACES), self._places), 5, 2, 2),
            (self._hard, 6, 2, 2),
            (captioned(say(words.FACILITATOR), self._facilitator), 7, 0, 2),
            (captioned(say(words.HELPERS), self._helpers), 7, 2, 2),
        )
        for piece, down, across, wide in places:
            grid.addWidget(piece, down, across, 1, wide)
        grid.addLayout(pick, 2, 2, 1, 2)
        for at in range(4):
            grid.setColumnStretch(at, 1)
        self.setLayout(column(grid, None))

    def _connect(self) -> None:
        for text in (self._stem, self._room):
            text.textChanged.connect(self.edited)
        for number in (self._minutes, self._count, self._places):
            number.valueChanged.connect(self.edited)
        self._first.dateChanged.connect(self.edited)
        self._at.timeChanged.connect(self.edited)
        for day in self._week:
            day.toggled.connect(self.edited)
        self._how.currentIndexChanged.connect(self._turn)

    def _turn(self) -> None:
        """Offer what goes with the chosen way of saying days."""
        self._week_box.setVisible(self._how.currentData() is Days.WEEKDAYS)
        self._count_box.setVisible(not self.is_picked)
        self._pick.setVisible(self.is_picked)
        self.edited.emit()

    def _add_day(self) -> None:
        on = self._first.date()
        day = date(on.year(), on.month(), on.day())
        if day not in self.picked:
            self.picked.append(day)
        self.edited.emit()


def _day_button(at: int) -> QPushButton:
    made = QPushButton(say(WEEKDAYS[at]))
    made.setCheckable(True)
    made.setProperty("kind", "tab")
    return made


def _number(low: int, high: int, step: int) -> QSpinBox:  # positional: low, high, step
    made = QSpinBox()
    made.setRange(low, high)
    made.setSingleStep(step)
    _indent(made)
    return made


def _indent(field: QAbstractSpinBox) -> None:
    """Begin where other fields begin: a stylesheet's padding does not reach the text of these."""
    field.lineEdit().setTextMargins(tokens.S8 + 2, 0, 0, 0)
