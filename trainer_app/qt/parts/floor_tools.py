"""The floor's tools: find a person, in which order they stand, only those who need somebody, grid or seat map."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton

from trainer_app.domain.floor_board import Order
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button
from trainer_app.qt.parts.flow import Flow
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_EDGES: Final = 40
_ORDERS: Final = {Order.SEAT: words.BY_SEAT, Order.NAME: words.BY_NAME, Order.STEP: words.BY_STEP}


class FloorTools(QFrame):
    """Says what is wanted by signals; `find_wanted(text, onward)` while typing, onward for the next one."""

    find_wanted = Signal(str, bool)
    found = Signal()
    order_wanted = Signal(object)
    needed_wanted = Signal(bool)
    view_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._field = _FindField()
        self._field.setPlaceholderText(say(words.FIND))
        self._field.setAccessibleName(say(words.FIND_NAME))
        self._field.textEdited.connect(self._find)
        self._field.onward.connect(self._find_next)
        self._field.left.connect(self._leave)
        self._order = QComboBox()
        self._order.setAccessibleName(say(words.SORT))
        for order, said in _ORDERS.items():
            self._order.addItem(say(said), order)
        self._order.activated.connect(self._choose)
        self._needed = button(words.needed(0), self._filter)
        self._needed.setCheckable(True)
        self._needed.setProperty("kind", "tab")
        self._view = button(say(words.TO_SEATS), self.view_wanted.emit)
        flow = Flow(tokens.S8)
        for one in (self._field, self._order, self._needed, self._view):
            flow.addWidget(one)
        self.setLayout(flow)

    def take_focus(self) -> None:
        """Go to the field that finds people."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def show_needed(self, count: int, *, only: bool) -> None:
        """Say how many need somebody, and whether only they are shown."""
        self._needed.setText(words.needed(count))
        self._needed.setChecked(only)

    def show_view(self, *, seats: bool) -> None:
        """Offer the other view."""
        self._view.setText(say(words.TO_GRID if seats else words.TO_SEATS))
        self._order.setEnabled(not seats)

    @property
    def needed_button(self) -> QPushButton:
        """The filter's button."""
        return self._needed

    def _find(self, text: str) -> None:
        self.find_wanted.emit(text, False)

    def _find_next(self) -> None:
        self.find_wanted.emit(self._field.text(), True)

    def _leave(self) -> None:
        self._field.clear()
        self.found.emit()

    def _choose(self, at: int) -> None:
        self.order_wanted.emit(self._order.itemData(at))

    def _filter(self) -> None:
        self.needed_wanted.emit(self._needed.isChecked())


class _FindField(QLineEdit):
    onward = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(say(words.FIND)) + _EDGES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.onward.emit()
        else:
            super().keyPressEvent(event)
