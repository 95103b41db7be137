"""The answer to a check-in, filling the left half: colour, shape and word, the name, what matters, and the keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.check_in import CheckInResult, Outcome
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import BigName, clear, column, label, put, row, toned
from trainer_app.qt.parts.door_forms import ReasonForm, SeatForm
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.parts.key_button import KeyButton
from trainer_app.qt.parts.tiles import Tiles
from trainer_app.qt.tokens import Tone
from trainer_app.words import check_in as words
from trainer_app.words import door
from trainer_app.words.check_in import Action, Card, Key, Tile
from trainer_app.words.language import say

_ICONS: Final = {
    Outcome.CHECKED_IN: "done",
    Outcome.ALREADY_IN: "again",
    Outcome.WRONG_SESSION: "elsewhere",
    Outcome.NOT_REGISTERED: "elsewhere",
    Outcome.NOT_ON_ROSTER: "walk-in",
    Outcome.SESSION_CLOSED: "stop",
    Outcome.FULL: "stop",
    Outcome.UNKNOWN_BADGE: "unknown",
}
_MODIFIERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class AnswerCard(QFrame):
    """Shows one answer until the next. `decided(Action)` when one of its keys is used.

    An answer that waits for a decision takes the focus, and its single letters work at once; any other
    letter is passed on by `letter_typed`, so that the next name can be typed without a word about it.
    A reason, a seat and a system are asked for in place: `reason_given(str)`, `seat_given(str, Attendee)`.
    """

    decided = Signal(object)
    letter_typed = Signal(str)
    reason_given = Signal(str)
    seat_given = Signal(str, object)
    form_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "answer")
        self._result: CheckInResult | None = None
        self._keys: tuple[Key, ...] = ()
        self._icon = toned("done", Tone.OK, size=36)
        self._says = label("", "says", wrap=True)
        self._name = BigName()
        self._detail = label("", "matter", wrap=True)
        self._warning = label("", "says", wrap=True, tone=Tone.LOOK)
        self._line = label("", "lead", wrap=True)
        self._tiles = Tiles()
        self._foot = Flow(apart=True)
        self._extra = column()
        head = row(self._icon, self._says, gap=tokens.S12)
        head.setStretch(1, 1)
        self.setLayout(
            column(
                head, self._name, self._detail, self._warning, self._line, tokens.S12, self._tiles, None,
                self._extra, self._foot,
                gap=tokens.S8, margins=(40, 36, 40, 24),
            )
        )  # fmt: skip

    @property
    def waits(self) -> bool:
        """Whether the answer shown asks for a decision."""
        return _waits(self._keys)

    def show_answer(self, result: CheckInResult) -> None:
        """Show this answer."""
        self._result = result
        card = words.card(result)
        tone = card.tone.value
        for dressed in (self, self._icon, self._says):
            put(dressed, tone=tone)
        self._icon.show_icon(_ICONS[result.outcome])
        self._says.setText(card.headline)
        self._name.setText(card.name)
        self._show_detail(card)
        self._warning.setText(card.warning)
        self._warning.setVisible(bool(card.warning))
        self._line.setText(_line(card, result))
        self._line.setVisible(bool(self._line.text()))
        self._name.setVisible(bool(card.name))
        self.drop_form()
        self._tiles.show_tiles(card.tiles)
        self._show_keys(card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.waits else Qt.FocusPolicy.NoFocus)
        self._say_aloud(words.as_text(result))

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Add what is known of the person beyond this session, when it arrives."""
        if tiles:
            self._line.hide()
        self._tiles.show_tiles(tiles)

    def edit(self, seat: str | None) -> None:
        """Ask for seat and system of the person shown, who sits at `seat` now."""
        if self._result and self._result.attendee and key_of(Action.EDIT, self._result):
            form = SeatForm(self._result.attendee, seat)
            form.given.connect(self._take_seat)
            self._ask(form)

    def drop_form(self) -> None:
        """Take the small form away."""
        clear(self._extra)
        self._tiles.give_way(False)

    def enlarge(self, large: bool) -> None:
        """Write the name for the far end of the room, or for the desk again."""
        for words_shown in (self._name, self._says, self._detail, self._warning, self._line):
            put(words_shown, huge="true" if large else "false")
        self._name.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use a key of the answer, or pass a letter on."""
        text = event.text()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.decided.emit(Action.DISMISS)
        elif not text.isprintable() or not text or event.modifiers() & _MODIFIERS:
            super().keyPressEvent(event)
        elif offered := next((key for key in self._keys if key.letter.casefold() == text.casefold()), None):
            self._press(offered.action)
        else:
            self.letter_typed.emit(text)

    def _show_keys(self, card: Card) -> None:
        clear(self._foot)
        self._keys = card.keys
        for key in card.keys:
            pressed = KeyButton(_as_pressed(key, waits=self.waits), key.text, meaning=key.action, large=self.waits)
            pressed.chosen.connect(self._press)
            self._foot.addWidget(pressed)
        said = label(card.source, "note")
        said.setMinimumHeight(said.sizeHint().height() + tokens.S8)  # in line with the keys' words
        self._foot.addWidget(said)

    def _press(self, action: Action) -> None:
        if action is Action.OVERRIDE:
            form = ReasonForm()
            form.given.connect(self.reason_given)
            self._ask(form)
        else:
            self.decided.emit(action)

    def _ask(self, form: ReasonForm | SeatForm) -> None:
        self.drop_form()
        form.left.connect(self._leave_form)
        self._extra.addWidget(form)
        self._tiles.give_way(True)
        form.setFocus()

    def _leave_form(self) -> None:
        self.drop_form()
        self.form_left.emit()

    def _take_seat(self, seat: str, person: Attendee) -> None:
        if self._result and self._result.check_in:
            came = replace(self._result.check_in, seat=seat.strip() or None)
            self._result = replace(self._result, attendee=person, check_in=came)
            self._show_detail(words.card(self._result))
        self._leave_form()
        self.seat_given.emit(seat, person)

    def _show_detail(self, card: Card) -> None:
        self._detail.setText(card.detail)
        self._detail.setVisible(bool(card.detail))

    def _say_aloud(self, text: str) -> None:
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def key_of(action: Action, result: CheckInResult) -> bool:
    """Whether this action is offered for this answer."""
    return any(key.action is action for key in words.card(result).keys)


def _waits(keys: tuple[Key, ...]) -> bool:
    return bool(keys) and all(key.action is not Action.NEXT for key in keys)


def _as_pressed(key: Key, *, waits: bool) -> str:
    """Return the key as it works now: while the field has the focus a bare letter would begin a name."""
    return f"Ctrl+{key.letter}" if len(key.letter) == 1 and not waits else key.letter


def _line(card: Card, result: CheckInResult) -> str:
    """Return the line under the name; the small cards say the same of a welcome, more fully."""
    if card.tiles:
        return ""
    return f"{card.line} · {say(door.REPEATED)}" if result.repeated and card.line else card.line
