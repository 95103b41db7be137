"""The menus above the roster that narrow it, and what passes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import Role, System
from trainer_app.domain.person_record import PersonRow
from trainer_app.qt.parts.basics import button
from trainer_app.qt.parts.flow import Flow
from trainer_app.words import adoption
from trainer_app.words import people as words
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import say

_NEVER: Final = "never"
_NO_EMAIL: Final = "no_email"
_NONE: Final = ""  # a team or system that is not said, told apart from None for "all"

Passes = Callable[[PersonRow], bool]


class PersonFilters(QWidget):
    """Says `changed` when another choice is made; `passes` tells which rows are meant."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.team = _menu(words.TEAM, words.ANY_TEAM)
        self.state = _menu(words.STATE, words.ANY_STATE)
        self.system = _menu(words.SYSTEM, words.ANY_SYSTEM)
        self.role = _menu(words.ROLE, words.ANY_ROLE)
        self.also = _menu(words.ALSO, words.EVERYBODY)
        for state in State:
            self.state.addItem(adoption.state(state), state)
        for system in System:
            self.system.addItem(SYSTEMS[system], system)
        self.system.addItem(say(words.NO_SYSTEM), _NONE)
        for role in Role:
            self.role.addItem(say(words.ROLES[role]), role)
        self.also.addItem(say(words.NEVER_CAME), _NEVER)
        self.also.addItem(say(words.NO_EMAIL), _NO_EMAIL)
        self._menus = (self.team, self.state, self.system, self.role, self.also)
        self._clear = button(say(words.CLEAR), self.clear, kind="link")
        inside = Flow()
        for menu in self._menus:
            inside.addWidget(menu)
            menu.currentIndexChanged.connect(self._say)
        inside.addWidget(self._clear)
        self.setLayout(inside)
        self._clear.hide()

    def show_teams(self, teams: Sequence[str]) -> None:
        """Offer these teams; the chosen one stays where it is still there."""
        wanted = [self.team.itemData(at) for at in range(2, self.team.count())]
        if wanted == list(teams) and self.team.count() > 1:
            return
        chosen = self.team.currentData()
        self.team.blockSignals(True)
        while self.team.count() > 1:
            self.team.removeItem(1)
        self.team.addItem(say(words.NO_TEAM), _NONE)
        for one in teams:
            self.team.addItem(one, one)
        self.team.setCurrentIndex(max(self.team.findData(chosen), 0) if chosen is not None else 0)
        self.team.blockSignals(False)

    @property
    def narrows(self) -> bool:
        """Whether any choice but "all" is made."""
        return any(menu.currentIndex() > 0 for menu in self._menus)

    def passes(self, row: PersonRow) -> bool:
        """Say whether this line is meant."""
        person, state = row.person, row.standing.state if row.standing else None
        team, system = self.team.currentData(), self.system.currentData()
        also = self.also.currentData()
        return (
            (team is None or (person.team or _NONE) == team)
            and (system is None or (person.system or _NONE) == system)
            and self.state.currentData() in {None, state}
            and self.role.currentData() in {None, person.role}
            and (also != _NEVER or row.sessions == 0)
            and (also != _NO_EMAIL or not person.email)
        )

    def clear(self) -> None:
        """Choose all again."""
        for menu in self._menus:
            menu.setCurrentIndex(0)

    def _say(self) -> None:
        self._clear.setVisible(self.narrows)
        self.changed.emit()


def _menu(name: str, everything: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(say(name))
    made.addItem(say(everything), None)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(9)
    return made
