"""The parts of a running session side by side, the present one raised; in a narrow window a menu of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from trainer_app.domain.session import Phase
from trainer_app.qt.parts.basics import put, row
from trainer_app.words import desk as words
from trainer_app.words.language import say

RUNNING: Final = (Phase.DOORS, Phase.TALK, Phase.HANDS_ON, Phase.BREAK, Phase.WRAP_UP)


class PhaseStrip(QFrame):
    """Shows the phase; `wanted(Phase)` when a person picks another."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self._buttons = {phase: self._button(phase) for phase in RUNNING}
        self._menu_button = QPushButton()
        self._menu_button.setProperty("kind", "phase")
        self._menu_button.setProperty("on", "true")
        self._menu_button.setProperty("menu", "true")
        self._menu_button.setMenu(self._menu())
        self._menu_button.hide()
        self.setLayout(row(*self._buttons.values(), self._menu_button, gap=2, margins=(3, 3, 3, 3)))

    def show_phase(self, phase: Phase) -> None:
        """Raise this phase."""
        for one, entry in self._buttons.items():
            put(entry, on="true" if one is phase else "false")
        self._menu_button.setText(say(words.PHASES[phase]))
        self._menu_button.setAccessibleName(say(words.PHASES[phase]))

    def fold(self, folded: bool) -> None:
        """Show the menu only, or every phase."""
        for entry in self._buttons.values():
            entry.setVisible(not folded)
        self._menu_button.setVisible(folded)

    def full_width(self) -> int:
        """Return the pixels every phase side by side takes."""
        return sum(entry.sizeHint().width() + 2 for entry in self._buttons.values()) + 6

    def _button(self, phase: Phase) -> QPushButton:
        entry = QPushButton(say(words.PHASES[phase]))
        entry.setObjectName(phase.value)
        entry.setProperty("kind", "phase")
        entry.setToolTip(say(words.PHASE_TIP))
        entry.setCursor(Qt.CursorShape.PointingHandCursor)
        entry.clicked.connect(self._picked)
        return entry

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for phase in RUNNING:
            action = QAction(say(words.PHASES[phase]), menu)
            action.setObjectName(phase.value)
            action.triggered.connect(self._picked)
            menu.addAction(action)
        return menu

    def _picked(self) -> None:
        self.wanted.emit(Phase(self.sender().objectName()))
