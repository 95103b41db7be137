"""Tabs with counts that go on in the next line where their place is narrow: none is ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import clear
from trainer_app.qt.parts.flow import Flow

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FlowTabs(QWidget):
    """One tab is chosen: `chosen(key)` when a person picks another. Arrow keys go along."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls the tabs."""
        super().__init__()
        self.setAccessibleName(name)
        self._inside = Flow(tokens.S4)
        self.setLayout(self._inside)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._group.buttonClicked.connect(self._pressed)

    @property
    def key(self) -> str:
        """The key of the chosen tab, empty before there are any."""
        return next((key for key, one in self._buttons.items() if one.isChecked()), "")

    def show_tabs(self, tabs: Sequence[tuple[str, str, int]]) -> None:
        """Offer these tabs as (key, title, count); the chosen one stays chosen."""
        if [key for key, _title, _count in tabs] != list(self._buttons):
            self._make([key for key, _title, _count in tabs])
        for key, title, count in tabs:
            self._buttons[key].setText(f"{title}  {count}")
        self.updateGeometry()

    def choose(self, key: str) -> None:
        """Choose this tab without saying so."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along with the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and self._buttons:
            keys = list(self._buttons)
            key = keys[(keys.index(self.key) + step) % len(keys)]
            self.choose(key)
            self.chosen.emit(key)
            self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _make(self, keys: Sequence[str]) -> None:
        before = self.key
        clear(self._inside)
        self._buttons = {}
        for key in keys:
            one = QPushButton()
            one.setProperty("kind", "tab")
            one.setCheckable(True)
            one.setObjectName(key)
            one.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(one)
            self._buttons[key] = one
            self._inside.addWidget(one)
        self.choose(before or keys[0])

    def _pressed(self, one: QPushButton) -> None:
        self.chosen.emit(one.objectName())
