"""The calendar with its month and the way to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.sessions_calendar import MonthGrid
from trainer_app.words import sessions as words
from trainer_app.words.language import say


class CalendarView(QFrame):
    """One month at a time: `opened(Session)` and `new_wanted(date)`."""

    opened = Signal(object)
    new_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.grid = MonthGrid()
        self._month = label("", "title")
        self._today: date | None = None
        before = button(say(words.PREVIOUS), self._go_back, kind="slight")
        after = button(say(words.NEXT), self._go_on, kind="slight")
        here = button(say(words.TO_TODAY), self._go_to_today, kind="slight")
        head = row(self._month, None, before, here, after, gap=tokens.S8)
        inside = column(head, self.grid, gap=tokens.S8, margins=(20, 16, 20, 16))
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.grid.opened.connect(self.opened)
        self.grid.new_wanted.connect(self.new_wanted)
        self.grid.month_changed.connect(self._name_month)
        self.setFocusProxy(self.grid)

    def show_sessions(self, sessions: Sequence[Session], *, today: date) -> None:
        """Show these on their days."""
        self._today = today
        self.grid.show_sessions(sessions, today=today)
        self._name_month(self.grid.day)

    def _name_month(self, on: date) -> None:
        self._month.setText(words.month(on))

    def _go_back(self) -> None:
        self.grid.turn(-1)

    def _go_on(self) -> None:
        self.grid.turn(1)

    def _go_to_today(self) -> None:
        if self._today:
            self.grid.mark(self._today)
