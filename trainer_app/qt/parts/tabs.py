"""Tabs with counts, in one row that scrolls where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from trainer_app.qt.parts.basics import clear, row

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Tabs(QScrollArea):
    """One tab is chosen: `chosen(key)` when a person picks another. Arrow keys go along."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls the row."""
        super().__init__()
        self.setProperty("kind", "tabs")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._inside = row(gap=4)
        self._box = QWidget()
        self._box.setLayout(self._inside)
        self.setWidget(self._box)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._group.buttonClicked.connect(self._pressed)

    @property
    def key(self) -> str:
        """The key of the chosen tab, empty before there are any."""
        return next((key for key, one in self._buttons.items() if one.isChecked()), "")

    def show_tabs(self, tabs: Sequence[tuple[str, str, int | None]]) -> None:
        """Offer these tabs as (key, title, count); the chosen one stays chosen where it is still there."""
        said = {key: title if count is None else f"{title}  {count}" for key, title, count in tabs}
        if list(said) == list(self._buttons):
            for key, text in said.items():
                self._buttons[key].setText(text)
        else:
            self._make(said)
        self._fit()

    def choose(self, key: str) -> None:
        """Choose this tab without saying so."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            self.ensureWidgetVisible(self._buttons[key])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along with the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and self._buttons:
            keys = list(self._buttons)
            key = keys[(keys.index(self.key or keys[0]) + step) % len(keys)]
            self.choose(key)
            self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(key)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways with the wheel."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _make(self, said: dict[str, str]) -> None:
        before = self.key
        clear(self._inside)
        self._buttons = {}
        for key, text in said.items():
            one = QPushButton(text)
            one.setProperty("kind", "tab")
            one.setCheckable(True)
            one.setObjectName(key)
            one.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(one)
            self._buttons[key] = one
            self._inside.addWidget(one)
            one.show()  # Qt would do it a little later, and where the row is made in the middle of an event, not at all
        self._inside.addStretch(1)
        if said:
            self.choose(before if before in said else next(iter(said)))

    def _fit(self) -> None:
        needs = max((one.sizeHint().height() for one in self._buttons.values()), default=0)
        over = self._inside.sizeHint().width() > self.viewport().width() if self.isVisible() else False
        self.setFixedHeight(needs + 4 + (self.horizontalScrollBar().sizeHint().height() if over else 0))

    def _pressed(self, one: QPushButton) -> None:
        self.ensureWidgetVisible(one)
        self.chosen.emit(one.objectName())
