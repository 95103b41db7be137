"""Below the grid: who is marked, where they are, and what can be done for them, for the mouse and the eye."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton

from trainer_app.domain.floor_board import CellState
from trainer_app.domain.help import help_spans, helped_by
from trainer_app.qt.parts.basics import ElidedLabel, button, column, row
from trainer_app.qt.parts.floor_acts import KEY_NAMES, TITLES, Act, ActMenu, Spot
from trainer_app.services.floor import FloorView
from trainer_app.words import floor as floor_words
from trainer_app.words import floor_page as words
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import say

_BUTTONS: Final = {
    Act.TICK: words.BUTTON_TICK,
    Act.HAND: words.BUTTON_HAND,
    Act.VISIT: words.BUTTON_VISIT,
}
_SEAT_LETTERS: Final = 20
_RUNNING: Final = frozenset({CellState.NOW, CellState.LOOK, CellState.HAND, CellState.HELPED, CellState.HELD})
_ASKED: Final = frozenset({CellState.HAND, CellState.HELPED, CellState.HELD})  # no second hand beside the first
_WORTH_COMPARING: Final = 0.75  # of the usual minutes; before that there is nothing to say


class PersonStrip(QFrame):
    """Shows a `Spot`; `wanted(Act)` from its buttons, `seated(str)` when a seat was written."""

    wanted = Signal(object)
    seated = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._name, self._under = ElidedLabel("", "heading"), ElidedLabel("", "note")
        self._buttons = {act: self._button(act) for act in _BUTTONS}
        self._more = button(say(words.BUTTON_MORE), self._open_menu, kind="slight")
        self._more.setAccessibleName(say(words.PERSON_ACTS))
        self._seat = _SeatField()
        self._seat.setMaxLength(_SEAT_LETTERS)
        self._seat.setFixedWidth(110)
        self._seat.returnPressed.connect(self._write_seat)
        self._seat.left.connect(self._leave_seat)
        self._seat.hide()
        both = column(self._name, self._under, gap=1)
        inside = row(both, self._seat, *self._buttons.values(), self._more, gap=6, margins=(14, 6, 10, 6))
        inside.setStretch(0, 1)
        self.setLayout(inside)

    def show_spot(self, spot: Spot | None, said: str) -> None:
        """Show this person and what is said of them, or of nobody."""
        self.setEnabled(spot is not None)
        self._under.setText(said)
        if spot is None:
            self._name.setText("")
            return
        self._buttons[Act.HAND].setEnabled(spot.line.state not in _ASKED)
        self._buttons[Act.VISIT].setEnabled(spot.line.state is not CellState.HELPED)
        system = SYSTEMS[spot.line.system] if spot.line.system else ""
        self._name.setText(" · ".join(p for p in (words.seat_and_name(spot.line.seat, spot.line.name), system) if p))

    def ask_seat(self, spot: Spot) -> None:
        """Ask where this person sits."""
        self._seat.setText(spot.line.seat or "")
        self._seat.setAccessibleName(words.seat_question(spot.line.name))
        self._seat.setPlaceholderText(say(words.SEAT))
        self._show_buttons(False)
        self._seat.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._seat.selectAll()

    def _show_buttons(self, shown: bool) -> None:
        for one in (*self._buttons.values(), self._more):
            one.setVisible(shown)
        self._seat.setVisible(not shown)

    def _write_seat(self) -> None:
        self._show_buttons(True)
        self.seated.emit(self._seat.text())

    def _leave_seat(self) -> None:
        if not self._seat.isHidden():
            self._show_buttons(True)
            self.left.emit()

    def _button(self, act: Act) -> QPushButton:
        made = button(say(_BUTTONS[act]), self._press, kind="slight")
        made.setObjectName(act.value)
        made.setToolTip(f"{say(TITLES[act])}  ({KEY_NAMES[act]})")
        return made

    def _press(self) -> None:
        self.wanted.emit(Act(self.sender().objectName()))

    def _open_menu(self) -> None:
        menu = ActMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.wanted.connect(self.wanted)
        menu.popup(self._more.mapToGlobal(self._more.rect().topLeft()))


class _SeatField(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def said_of(view: FloorView, spot: Spot) -> str:
    """Return where this person is: the step, what it says, how that compares, and who helped them last."""
    if spot.step is None or spot.head is None:
        return ""
    cell = spot.line.cells[spot.step]
    pace = view.floor.paces[spot.head.key]
    parts = [
        words.step_of(spot.step + 1, of=len(spot.line.cells), title=spot.head.title),
        say(words.STATES[cell.state]),
    ]
    if cell.minutes is not None:
        parts.append(floor_words.minutes(cell.minutes))
        if cell.state in _RUNNING and cell.minutes > pace.median * _WORTH_COMPARING:
            parts.append(floor_words.usually(cell.minutes, pace.median))
    if helped := _last_help(view, spot):
        parts.append(helped)
    return " · ".join(parts)


def _last_help(view: FloorView, spot: Spot) -> str:
    mine = [ticket for ticket in view.room.tickets if ticket.attendee_id == spot.line.attendee_id]
    ended = [(spans[-1][1], ticket) for ticket in mine if (spans := help_spans(ticket, view.floor.at))]
    if not ended or spot.line.state is CellState.HELPED:
        return ""
    at, ticket = max(ended, key=itemgetter(0))
    return words.last_help(helped_by(ticket), round((view.floor.at - at).total_seconds() / 60))
