"""The session at hand as a card with one action; in an empty program, how to make the first one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from trainer_app.domain.attendance_sheet import AttendanceSheet
from trainer_app.domain.check_in import is_door_open
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import BigName, button, column, label, put, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import today as words
from trainer_app.words.desk import SEE_REPORT
from trainer_app.words.language import say


class NextSession(QFrame):
    """Asks for the doors to be opened, for check-in, or for a new session, by signals."""

    doors_wanted = Signal()
    check_in_wanted = Signal()
    new_wanted = Signal()
    people_wanted = Signal()
    report_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._session: Session | None = None
        self._dot = toned("ring", Tone.PLAIN, size=16)
        self._heading = label("", "heading")
        self._away = label("", "muted")
        self._name = BigName("title")
        self._when = label("", "lead", wrap=True)
        self._place = label("", "muted", wrap=True)
        self._count = label("", "muted", wrap=True)
        self._act = button("", self._press, kind="primary")
        self._act.setMinimumHeight(44)
        self._act.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._other = button("", self._press_other)
        self._other.setMinimumHeight(44)
        head = row(self._dot, self._heading, None, self._away, gap=tokens.S8)
        feet = row(self._act, self._other, None, gap=tokens.S12)
        pieces = (head, tokens.S4, self._name, self._when, self._place, self._count, tokens.S12, feet)
        inside = column(*pieces, gap=tokens.S8, margins=(28, 24, 28, 24))
        inside.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(inside)

    def show_session(self, session: Session | None, now: datetime) -> None:
        """Show this session and the one thing to do with it."""
        self._session = session
        planned = session is not None and session.phase is Phase.PLANNED
        running = session is not None and is_door_open(session)
        self._dot.setVisible(session is not None)
        self._dot.show_icon("dot" if running else "ring")
        put(self._dot, tone=(Tone.OK if running else Tone.PLAIN).value)
        self._heading.setText(words.title(session) if session else "")
        self._heading.setVisible(session is not None)
        self._away.setText(words.away(session, now) if planned and session else "")
        self._away.setVisible(session is not None)
        self._name.setText(session.name if session else say(words.NOTHING_PLANNED))
        self._when.setText(words.when(session) if session else say(words.NOTHING_PLANNED_HOW))
        self._place.setText(words.place(session) if session else "")
        self._place.setVisible(session is not None)
        self._count.setVisible(False)
        self._act.setText(say(_action(session)))
        self._other.setText(say(words.GO_TO_CHECK_IN if session else words.IMPORT_PEOPLE))
        self._other.setVisible(not running)

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Say how many are expected, and here."""
        if self._session and sheet.session.id == self._session.id:
            self._count.setText(words.head_count(sheet))
            self._count.setVisible(True)

    def take_focus(self) -> None:
        """Take the focus to the action."""
        self._act.setFocus()

    def _press(self) -> None:
        if self._session is None:
            self.new_wanted.emit()
        elif self._session.phase is Phase.PLANNED:
            self.doors_wanted.emit()
        elif self._session.phase is Phase.ENDED:
            self.report_wanted.emit(self._session.id)
        else:
            self.check_in_wanted.emit()

    def _press_other(self) -> None:
        (self.check_in_wanted if self._session else self.people_wanted).emit()


def _action(session: Session | None) -> str:
    if session is None:
        return words.NEW_SESSION
    return {Phase.PLANNED: words.OPEN_DOORS, Phase.ENDED: SEE_REPORT}.get(session.phase, words.GO_TO_CHECK_IN)
