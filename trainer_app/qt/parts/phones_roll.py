"""Who is connected: phones that wait for a nod on top, then all that joined, and shutting them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from trainer_app.domain.phone import HostStatus, Phone, PhoneRole
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import button, clear, column, frame, label, put, row, toned
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.table import Table
from trainer_app.qt.phone_hosting import Roll
from trainer_app.qt.tokens import Tone
from trainer_app.services.phones import PhoneLine
from trainer_app.words import phones as phone_words
from trainer_app.words import phones_panel as words
from trainer_app.words.language import say

_ICONS: Final = {PhoneRole.ATTENDEE: "phone", PhoneRole.HELPER: "hand", PhoneRole.DOOR: "door"}
_ORDER: Final = (PhoneRole.HELPER, PhoneRole.DOOR, PhoneRole.ATTENDEE)
_GONE: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A phone as the table shows it; `at` is when it was heard of last."""

    phone: Phone
    who: str
    here: bool
    at: datetime | None
    seen: str


class RollView(QWidget):
    """Shows them; `nodded(phone_id, yes)` and `shut_out(list of phone_id)` are what a person wants."""

    nodded = Signal(object, bool)
    shut_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: tuple[UUID, ...] = ()
        self._questions = column(gap=tokens.S8)
        self.table: Table[PhoneRow] = Table(say(words.PHONES_LIST), _columns(), key=_id, multi=True)
        self._table_card = frame("card", column(self.table, margins=(6, 6, 6, 6)))
        self.stage = Stage(self._table_card)
        self._out = button(say(words.SHUT_OUT), self._shut_out_marked)
        self._out.setToolTip(say(words.SHUT_OUT_TIP))
        self._all = button(say(words.SHUT_OUT_ALL), self.ask_all)
        self._foot = QWidget()
        self._foot.setLayout(row(self._out, None, self._all))
        self._sure = _Sure(self._shut_out_all, self._keep_all)
        self._sure.hide()
        self.setLayout(column(self._questions, self.stage, self._foot, self._sure, gap=tokens.S12))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.table.marked.connect(self._weigh)
        self._weigh([])

    def show_roll(self, roll: Roll | None, status: HostStatus, *, now: datetime) -> None:
        """Show who joined, and when each was heard of."""
        if roll is None:
            self.stage.show_loading()
            return
        self._show_questions(roll.waiting)
        rows = _rows(roll.lines, status, now)
        self.table.show_rows(rows)
        self._foot.setVisible(bool(rows) and not self._sure.isVisibleTo(self))
        if rows:
            self.stage.show_content()
        else:
            self._keep_all()
            self.stage.show_empty("phone", say(words.EMPTY_TITLE), say(words.EMPTY_TEXT))
        self._weigh(self.table.rows_marked())

    def take_focus(self) -> None:
        """Begin with what waits."""
        first = next((one for one in self.findChildren(_Question) if one.isVisible()), None)
        if first:
            first.allow.setFocus()
        elif self.table.shown_count():
            self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shut out with Del; Esc takes the question back first."""
        if event.key() in _GONE and self.table.hasFocus():
            self._shut_out_marked()
        elif event.key() == Qt.Key.Key_Escape and self._sure.isVisible():
            self._keep_all()
        else:
            super().keyPressEvent(event)

    def _show_questions(self, waiting: tuple[PhoneLine, ...]) -> None:
        ids = tuple(one.phone.id for one in waiting)
        if ids == self._waiting:
            return
        self._waiting = ids
        clear(self._questions)
        for one in waiting:
            question = _Question(one, self._nod)
            self._questions.addWidget(question)
            question.show()  # at once, so that the focus can go there

    def _nod(self, phone_id: UUID, yes: bool) -> None:
        self.nodded.emit(phone_id, yes)

    def _weigh(self, marked: Sequence[PhoneRow]) -> None:
        self._out.setEnabled(bool(marked))

    def _shut_out_marked(self) -> None:
        ids = [one.phone.id for one in self.table.rows_marked()]
        if ids:
            self.shut_out.emit(ids)

    def ask_all(self) -> None:
        """Ask whether really everybody is to go."""
        self._sure.ask(self.table.shown_count())
        self._foot.hide()

    def _shut_out_all(self) -> None:
        self.shut_out.emit([one.phone.id for one in self.table.rows_shown()])
        self._keep_all()

    def _keep_all(self) -> None:
        self._sure.hide()
        self._foot.setVisible(bool(self.table.shown_count()))


class _Question(QFrame):
    """A second phone says whose it is: allow or refuse."""

    def __init__(self, line: PhoneLine, answer: Callable[[UUID, bool], None]) -> None:
        super().__init__()
        name = line.person or ""
        put(self, kind="answer", tone=Tone.LOOK.value)
        said = label(words.second_phone(name), "heading", wrap=True)
        self.allow = button(say(words.ALLOW), partial(answer, line.phone.id, True), kind="primary")
        refuse = button(say(words.REFUSE), partial(answer, line.phone.id, False))
        self.allow.setToolTip(say(words.ALLOW_TIP))
        refuse.setToolTip(say(words.REFUSE_TIP))
        self.allow.setAccessibleName(say(words.ALLOW_WHOM, name=name))
        refuse.setAccessibleName(say(words.REFUSE_WHOM, name=name))
        head = row(toned("look", Tone.LOOK), said, gap=tokens.S12)
        head.setStretch(1, 1)
        how = label(say(words.ALLOW_TIP), "note", wrap=True)
        self.setLayout(column(head, how, row(self.allow, refuse, None), gap=tokens.S8, margins=(16, 14, 16, 14)))
        self.setAccessibleName(said.text())


class _Sure(QFrame):
    """Asks before everybody is shut out."""

    def __init__(self, yes: Callable[[], None], no: Callable[[], None]) -> None:
        super().__init__()
        put(self, kind="answer", tone=Tone.LOOK.value)
        self._said = label("", "heading", wrap=True)
        self._yes = button(say(words.SHUT_OUT), yes, kind="primary")
        self._no = button(say(words.KEEP), no)
        how = label(say(words.ALL), "body", wrap=True)
        self.setLayout(column(self._said, how, row(self._yes, self._no, None), margins=(16, 14, 16, 14)))

    def ask(self, count: int) -> None:
        """Ask about so many."""
        self._said.setText(words.ask_all(count))
        self._yes.setAccessibleName(words.ask_all(count))
        self.show()
        self._no.setFocus()


def _rows(lines: Sequence[PhoneLine], status: HostStatus, now: datetime) -> list[PhoneRow]:
    rows = [_row(one, status.connected, status.heard, now) for one in lines]
    return sorted(rows, key=lambda one: (_ORDER.index(one.phone.role), one.who.casefold(), str(one.phone.id)))


def _row(  # positional: whose, and what is heard of all
    line: PhoneLine, connected: frozenset[UUID], heard: Mapping[UUID, datetime], now: datetime
) -> PhoneRow:
    phone = line.phone
    who = phone.name or line.person or say(words.NOBODY_YET)
    here = phone.id in connected
    at = heard.get(phone.id) or phone.seen_at
    seen = say(words.HERE_NOW) if here else words.seen(at, now)
    return PhoneRow(phone, who, here, at, say(words.WAITS) if phone.waits else seen)


def _columns() -> tuple[Column[PhoneRow], ...]:
    return (
        Column(say(words.WHO), _who, 0, strong=True),
        Column(say(words.ROLE), _role, 124, icon=_icon),
        Column(say(words.SEEN), _seen, 124, icon=_lamp, tone=_tone, tip=_exactly, order=_age),
    )


def _id(one: PhoneRow) -> UUID:
    return one.phone.id


def _who(one: PhoneRow) -> str:
    return one.who


def _role(one: PhoneRow) -> str:
    return say(phone_words.ROLES[one.phone.role])


def _icon(one: PhoneRow) -> str:
    return _ICONS[one.phone.role]


def _seen(one: PhoneRow) -> str:
    return one.seen


def _lamp(one: PhoneRow) -> str:
    return "look" if one.phone.waits else "dot" if one.here else "ring"


def _tone(one: PhoneRow) -> Tone:
    return Tone.LOOK if one.phone.waits else Tone.OK if one.here else Tone.PLAIN


def _exactly(one: PhoneRow) -> str:
    return one.at.astimezone().isoformat(sep=" ", timespec="seconds") if one.at else one.seen


def _age(one: PhoneRow) -> tuple[bool, float]:
    return (not one.here, -one.at.timestamp() if one.at else 0.0)
