"""Adds or changes one person, or gives several the same team, system or role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QLineEdit

from trainer_app.domain.attendee import Attendee, Role, System
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, label, row
from trainer_app.qt.tokens import Tone
from trainer_app.words import people as words
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import say

_NEW: Final = UUID(int=0)
_LEAVE: Final = "leave"  # as it is, told apart from None for "not said"
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PersonForm(QFrame):
    """Says what is to be written: `filled(list of Attendee, is_new)`; `left` when it was given up."""

    filled = Signal(object, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._people: list[Attendee] = []
        self._title = label("", "title", wrap=True)
        self.name, self.email, self.team = QLineEdit(), QLineEdit(), QLineEdit()
        self.system, self.role = QComboBox(), QComboBox()
        self._wrong_name = label("", "note", wrap=True, tone=Tone.HELP)
        self._wrong_email = label("", "note", wrap=True, tone=Tone.HELP)
        self._single = [captioned(say(words.NAME), self.name), captioned(say(words.EMAIL), self.email)]
        self._save = button(say(words.SAVE), self.send, kind="primary")
        self.email.setPlaceholderText(say(words.OPTIONAL))
        feet = row(self._save, button(say(words.CANCEL), self.left.emit), None, gap=tokens.S12)
        self.setLayout(
            column(
                self._title,
                self._single[0],
                self._wrong_name,
                self._single[1],
                self._wrong_email,
                captioned(say(words.TEAM), self.team),
                captioned(say(words.SYSTEM), self.system),
                captioned(say(words.ROLE), self.role),
                tokens.S8,
                feet,
                None,
                gap=tokens.S12,
                margins=(24, 22, 24, 22),
            )
        )
        self.name.textChanged.connect(self._mend)
        self.email.textChanged.connect(self._mend)

    def begin(self, people: Sequence[Attendee], *, teams: Sequence[str]) -> None:
        """Start with nobody for a new person, with one, or with several at once."""
        self._people = list(people)
        several = len(people) > 1
        one = people[0] if len(people) == 1 else Attendee(_NEW, "")
        self._title.setText(words.several(len(people)) if several else one.name if people else say(words.NEW_PERSON))
        for part in self._single:
            part.setVisible(not several)
        self.name.setText(one.name)
        self.email.setText(one.email or "")
        self.team.setText(one.team or "")
        self.team.setPlaceholderText(say(words.NO_CHANGE) if several else say(words.OPTIONAL))
        completer = QCompleter(list(teams), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.team.setCompleter(completer)
        self._offer(self.system, [(say(words.NO_SYSTEM), None), *((SYSTEMS[s], s) for s in System)], several=several)
        self._offer(self.role, [(say(words.ROLES[r]), r) for r in Role], several=several)
        if not several:
            self.system.setCurrentIndex(self.system.findData(one.system) if one.system else 0)
            self.role.setCurrentIndex(self.role.findData(one.role))
        self._mend()
        (self.team if several else self.name).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTERS:
            self.send()
        else:
            super().keyPressEvent(event)

    def send(self) -> None:
        """Say what was filled in, or beside the field what is wrong with it."""
        if len(self._people) > 1:
            self.filled.emit([self._same(one) for one in self._people], False)
            return
        self._wrong_name.setText("" if self.name.text().strip() else say(words.NAME_MISSING))
        self._wrong_email.setText(words.email_trouble(self.email.text()))
        self._show_wrong()
        if self._wrong_name.text() or self._wrong_email.text():
            (self.name if self._wrong_name.text() else self.email).setFocus()
            return
        one = self._people[0] if self._people else Attendee(_NEW, "")
        written = replace(
            one,
            name=self.name.text(),
            email=self.email.text().strip() or None,
            team=self.team.text().strip() or None,
            system=self.system.currentData(),
            role=self.role.currentData(),
        )
        self.filled.emit([written], not self._people)

    def _same(self, one: Attendee) -> Attendee:
        system, role, team = self.system.currentData(), self.role.currentData(), self.team.text().strip()
        return replace(
            one,
            team=team or one.team,
            system=one.system if system == _LEAVE else system,
            role=one.role if role == _LEAVE else role,
        )

    def _offer(self, menu: QComboBox, choices: Sequence[tuple[str, object]], *, several: bool) -> None:
        menu.clear()
        if several:
            menu.addItem(say(words.NO_CHANGE), _LEAVE)
        for text, value in choices:
            menu.addItem(text, value)

    def _mend(self) -> None:
        self._wrong_name.clear()
        self._wrong_email.clear()
        self._show_wrong()

    def _show_wrong(self) -> None:
        for one in (self._wrong_name, self._wrong_email):
            one.setVisible(bool(one.text()))
