"""What stands in the place of the answer while there is none: what can be done now, and the button for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from trainer_app.domain.check_in import is_door_open
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, label, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import door as words
from trainer_app.words.language import say


class IdleCard(QFrame):
    """Says what a person at the door can do; `acted` when they press its button."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._sign = toned("door", Tone.PLAIN, size=44)
        self._title = label("", "title", wrap=True)
        self._session = label("", "lead", wrap=True)
        self._how = label("", "muted", wrap=True)
        self._button = button("", self.acted.emit, kind="primary")
        for text in (self._title, self._session, self._how):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sign, press = row(None, self._sign, None), row(None, self._button, None)
        words_and_all = (sign, tokens.S8, self._title, self._session, tokens.S4, self._how, tokens.S16, press)
        self.setLayout(column(None, *words_and_all, None, margins=(40, 36, 40, 36)))
        self.show_session(None)

    def show_session(self, session: Session | None) -> None:
        """Say what can be done with this session now."""
        if session is None:
            self._say("sessions", words.NO_SESSION, words.NO_SESSION_HOW, words.PLAN_ONE)
        elif session.phase is Phase.PLANNED:
            self._say("door", words.DOORS_CLOSED, "", words.OPEN_DOORS)
        elif is_door_open(session):
            self._say("check-in", words.IDLE, words.IDLE_HOW, "")
        else:
            self._say("stop", words.ENDED, words.ENDED_HOW, "")
        self._session.setText(words.doors_line(session) if session else "")
        self._session.setVisible(session is not None)

    def take_focus(self) -> bool:
        """Take the focus to the button where there is one; say whether there was."""
        if self._button.isHidden():
            return False
        self._button.setFocus()
        return True

    def _say(self, icon: str, title: str, how: str, press: str) -> None:  # positional: one line per state
        self._sign.show_icon(icon)
        self._title.setText(say(title))
        self._how.setText(say(how) if how else "")
        self._how.setVisible(bool(how))
        self._button.setText(say(press) if press else "")
        self._button.setVisible(bool(press))
