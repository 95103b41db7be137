"""The small forms of the door, in place and never in the way: a walk-in, a reason, a seat."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from trainer_app.domain.attendee import Attendee, System
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, label, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import door as words
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import say

_LEAVES: Final = Qt.Key.Key_Escape
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _Form(QFrame):
    """Enter sends it, Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send or leave with the keyboard."""
        if event.key() == _LEAVES:
            self.left.emit()
        elif event.key() in _ENTERS:
            self.send()
        else:
            super().keyPressEvent(event)

    def send(self) -> None:
        """Say what was filled in, if it is enough."""


class WalkInForm(_Form):
    """Name, e-mail and team of somebody nobody expected: `filled(name, email, team)`."""

    filled = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "answer")
        self.setProperty("tone", "info")
        self._name = _line(words.NAME)
        self._email = _line(words.EMAIL, hint=words.OPTIONAL)
        self._team = _line(words.TEAM, hint=words.OPTIONAL)
        self._name.textChanged.connect(self._weigh)
        self._send = button(say(words.CHECK_IN), self.send, kind="primary")
        leave = button(say(words.LEAVE), self.left.emit)
        fields = column(
            captioned(say(words.NAME), self._name),
            captioned(say(words.EMAIL), self._email),
            captioned(say(words.TEAM), self._team),
            gap=tokens.S12,
        )
        head = row(
            toned("walk-in", Tone.INFO, size=36),
            label(say(words.WALK_IN), "says", tone=Tone.INFO),
            None,
            gap=tokens.S12,
        )
        how = label(say(words.WALK_IN_HOW), "lead", wrap=True)
        feet = row(self._send, leave, None, gap=tokens.S12)
        self.setLayout(column(head, how, tokens.S12, fields, tokens.S12, feet, None, margins=(40, 36, 40, 24)))
        self.setFocusProxy(self._name)

    def begin(self, name: str) -> None:
        """Start with what was typed as the name."""
        self._name.setText(name)
        self._email.clear()
        self._team.clear()
        self._weigh()
        self._name.setFocus()

    def send(self) -> None:
        """Say who came, once there is a name, and only once."""
        if self._send.isEnabled():
            self._send.setEnabled(False)  # a second Enter must not make a second person
            self.filled.emit(self._name.text(), self._email.text(), self._team.text())

    def _weigh(self) -> None:
        self._send.setEnabled(bool(self._name.text().strip()))


class ReasonForm(_Form):
    """Why somebody is let in all the same: `given(reason)`."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._reason = _line(words.REASON, hint=words.REASON_HINT)
        self._reason.textChanged.connect(self._weigh)
        self._send = button(say(words.LET_IN), self.send, kind="primary")
        self._send.setEnabled(False)
        line = row(self._reason, self._send, gap=tokens.S12)
        self.setLayout(column(label(say(words.REASON), "heading"), line, margins=(0, 0, 0, 8)))
        self.setFocusProxy(self._reason)

    def send(self) -> None:
        """Say the reason, once there is one."""
        if self._reason.text().strip():
            self.given.emit(self._reason.text().strip())

    def _weigh(self) -> None:
        self._send.setEnabled(bool(self._reason.text().strip()))


class SeatForm(_Form):
    """Where somebody sits and on which system: `given(seat, Attendee with the system)`."""

    given = Signal(str, object)

    def __init__(self, attendee: Attendee, seat: str | None) -> None:
        super().__init__()
        self._attendee = attendee
        self._seat = _line(words.SEAT)
        self._seat.setText(seat or "")
        self._seat.setMaximumWidth(160)
        self._system = QComboBox()
        self._system.setAccessibleName(say(words.SYSTEM))
        self._system.addItem(say(words.SYSTEM_UNKNOWN), None)
        for system in System:
            self._system.addItem(SYSTEMS[system], system)
        self._system.setCurrentIndex(list(System).index(attendee.system) + 1 if attendee.system else 0)
        send = button(say(words.SAVE), self.send, kind="primary")
        seat_side, system_side = captioned(say(words.SEAT), self._seat), captioned(say(words.SYSTEM), self._system)
        line = row(seat_side, system_side, None, send, gap=tokens.S12)
        line.setAlignment(send, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(line, margins=(0, 0, 0, 8)))
        self.setFocusProxy(self._seat)

    def send(self) -> None:
        """Say seat and system."""
        self.given.emit(self._seat.text(), replace(self._attendee, system=self._system.currentData()))


def _line(name: str, *, hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(say(name))
    made.setPlaceholderText(say(hint) if hint else "")
    return made
