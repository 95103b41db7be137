"""Times from the paper, typed back in: a code or name and a time, Enter, next; each answer is shown at once."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.check_in import Gesture, InputKind, Outcome
from trainer_app.domain.errors import StorageDown, Told
from trainer_app.domain.paper_roster import TakenBack, Written, written
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import ElidedLabel, button, captioned, column, frame, label, put, row, toned
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import paper as words
from trainer_app.words.language import say
from trainer_app.words.times import clock

_SIGNS: Final = {
    Outcome.CHECKED_IN: ("done", Tone.OK),
    Outcome.ALREADY_IN: ("info", Tone.INFO),
}
_DOUBTFUL: Final = ("unknown", Tone.LOOK)
_MAY_COME: Final = frozenset({Outcome.WRONG_SESSION, Outcome.NOT_REGISTERED})


class PaperWriting(QWidget):
    """The form of one session. What was typed stays where it was not understood, so that it can be mended."""

    def __init__(self, services: Services, work: Work, tell: Tell, current: Current) -> None:  # positional: as a page
        super().__init__()
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._session: Session | None = None
        self._doubtful: tuple[str, Written] | None = None
        self._rows: list[Row] = []
        self._line = _Line()
        self._line.setPlaceholderText(say(words.EXAMPLE))
        self._line.returnPressed.connect(self._send)
        self._line.given_up.connect(self._clear)
        self._line.textEdited.connect(self._forget_doubt)
        self._take = button(say(words.TAKE), self._send, kind="primary")
        self._guest = button(say(words.TAKE_AS_GUEST), self._send_as_guest)
        self._sign = toned("file", Tone.PLAIN, size=24)
        self._name, self._said = ElidedLabel("", "strong"), label("", "body", wrap=True)
        self._list = RowList(say(words.TAKEN_NOW), selectable=False)
        self._taken = label(say(words.NONE_TAKEN), "heading")
        self._stage = Stage(self._form())
        self.setLayout(column(self._stage))
        self._say_nothing()

    def open(self, session: Session | None) -> None:
        """Write into this session; None where times belong nowhere."""
        if session is None:
            self._stage.show_empty("sessions", say(words.NO_SESSION), say(words.NO_SESSION_YET))
        else:
            self._stage.show_content()
        if session is None or self._session is None or session.id != self._session.id:
            self._rows = []
            self._show_rows()
            self._say_nothing()
        self._session = session

    def take_focus(self) -> None:
        """Begin to type."""
        self._line.setFocus()

    def _form(self) -> QWidget:
        field = row(self._line, self._take, gap=tokens.S12)
        field.setStretch(0, 1)
        line = QWidget()
        line.setLayout(field)
        line.setFocusProxy(self._line)
        answer = row(self._sign, column(self._name, self._said, gap=tokens.S4), self._guest, gap=tokens.S12)
        answer.setContentsMargins(16, 14, 16, 14)
        answer.setStretch(1, 1)
        self._answer = frame("answer", answer)
        box = QWidget()
        top = captioned(say(words.CODE_AND_TIME), line)
        self._line.setAccessibleName(say(words.CODE_AND_TIME))
        note = label(say(words.HOW_TO_WRITE), "note", wrap=True)
        inside = column(top, note, self._answer, self._taken, self._list, gap=tokens.S12)
        inside.setStretch(4, 1)
        box.setLayout(inside)
        return box

    def _send(self) -> None:
        text = self._line.text()
        if self._doubtful and self._doubtful[0] == text:
            self._guest.setFocus()  # a second Enter must not let in what was just doubted
            return
        self._ask(text, written(text), as_guest=False)

    def _send_as_guest(self) -> None:
        if self._doubtful:
            self._ask(*self._doubtful, as_guest=True)

    def _ask(self, text: str, line: Written, *, as_guest: bool) -> None:
        if self._session is None:
            return
        gesture = self._current.gesture(InputKind.IMPORT, self._session)
        self._ask_again(gesture, text, line, as_guest)

    def _ask_again(self, gesture: Gesture, text: str, line: Written, as_guest: bool) -> None:
        take = partial(self._services.paper_roster.take_back, gesture, line, as_guest=as_guest)
        again = partial(self._ask_again, gesture, text, line, as_guest)
        self._work.run(
            take, then=partial(self._show, text, line), failed=partial(self._show_trouble, again), context=self
        )

    def _show(self, text: str, line: Written, taken: TakenBack) -> None:
        result = taken.result
        icon, tone = _SIGNS.get(result.outcome, _DOUBTFUL)
        name = result.attendee.name if result.attendee else ""
        self._say(name, f"{words.headline(taken)}: {words.line(taken)}", icon=icon, tone=tone)
        if result.outcome in _MAY_COME:
            self._doubtful = (text, line)
            self._guest.show()
            self._line.selectAll()
            return
        if result.outcome is Outcome.CHECKED_IN:
            self._rows.insert(0, self._row(taken, result.gesture_id))
            self._show_rows()
        self._doubtful = None
        if self._line.text() == text:  # whoever types on meanwhile keeps it
            self._line.clear()
        self._line.setFocus()

    def _row(self, taken: TakenBack, key: UUID) -> Row:
        who = taken.result.attendee
        at = clock(taken.at, taken.result.session.zone)
        return Row(key, who.name if who else "", (who.team or "") if who else "", right=at)

    def _show_trouble(self, again: partial[None], error: Told) -> None:
        if isinstance(error, StorageDown):
            self._tell.offer_again(error, again)
            return
        self._say(self._line.text(), sentence(error), icon="unknown", tone=Tone.LOOK)
        self._line.setFocus()
        self._line.selectAll()

    def _say(self, name: str, text: str, *, icon: str, tone: Tone) -> None:
        self._guest.hide()
        self._sign.show_icon(icon)
        put(self._sign, tone=tone.value)
        put(self._answer, tone=tone.value)
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._said.setText(text)
        self._answer.show()
        self._answer.setAccessibleName(f"{name}. {text}")

    def _say_nothing(self) -> None:
        self._doubtful = None
        self._guest.hide()
        self._answer.hide()

    def _forget_doubt(self) -> None:
        self._doubtful = None
        self._guest.hide()

    def _clear(self) -> None:
        self._line.clear()
        self._say_nothing()

    def _show_rows(self) -> None:
        self._list.rows.show_rows(self._rows)
        self._taken.setText(say(words.TAKEN_NOW) if self._rows else say(words.NONE_TAKEN))


class _Line(QLineEdit):
    """Esc empties the line first; only an empty one lets it through to whoever closes the panel."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
