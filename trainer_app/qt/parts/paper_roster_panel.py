"""The paper roster: printed for the door, and its times written back in afterwards."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QStackedWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.parts.basics import button, captioned, column, label, row
from trainer_app.qt.parts.paper_printing import PaperPrinting
from trainer_app.qt.parts.paper_writing import PaperWriting
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.words import paper as words
from trainer_app.words.language import say

_PRINT: Final = "print"
_WRITE: Final = "write"


class PaperRosterPanel(QFrame):
    """A session chosen once, and two things to do with its paper; `left` when done with."""

    left = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, current: Current) -> None:  # positional: as a page
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._current = services, work, current
        self._sessions: tuple[Session, ...] = ()
        self._session = QComboBox()
        self._session.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._session.setMinimumContentsLength(32)
        self._printing = PaperPrinting(services, work, current.desk)
        self._writing = PaperWriting(services, work, tell, current)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._printing)
        self._stack.addWidget(self._writing)
        self._tabs = Tabs(say(words.TITLE))
        self._tabs.show_tabs([(_PRINT, say(words.PRINT), None), (_WRITE, say(words.WRITE_IN), None)])
        self._tabs.chosen.connect(self._turn)
        self._session.currentIndexChanged.connect(self._choose)
        self._lay_out()

    def open(self) -> None:
        """Begin with the session the desk works on."""
        self._work.read(self._services.sessions.everything, then=self._show_sessions)

    def write_in(self) -> None:
        """Go to where times are written back in."""
        self._tabs.choose(_WRITE)
        self._turn(_WRITE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = row(label(say(words.TITLE), "title"), None, button(say(words.CLOSE), self.left.emit))
        which = row(captioned(say(words.SESSION), self._session), None, gap=tokens.S16)
        inside = column(head, which, self._tabs, self._stack, gap=tokens.S16, margins=(32, 24, 32, 24))
        inside.setStretch(3, 1)
        self.setLayout(inside)
        self.setFocusProxy(self._session)

    def _show_sessions(self, sessions: list[Session]) -> None:
        before = self._session.currentData() or (self._current.session.id if self._current.session else None)
        self._sessions = tuple(sessions)
        self._session.blockSignals(True)
        self._session.clear()
        for session in reversed(self._sessions):
            self._session.addItem(words.session_line(session), session.id)
        self._session.addItem(say(words.EVERYBODY), None)
        at = next((at for at in range(self._session.count()) if self._session.itemData(at) == before), 0)
        self._session.setCurrentIndex(at)
        self._session.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        wanted: UUID | None = self._session.currentData()
        session = next((one for one in self._sessions if one.id == wanted), None)
        self._printing.open(session)
        self._writing.open(session)

    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex(1 if key == _WRITE else 0)
        if key == _WRITE:
            self._writing.take_focus()
