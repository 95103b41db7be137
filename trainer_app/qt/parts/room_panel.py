"""The right column of check-in: three derived numbers, who arrived, and who is expected and not here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from trainer_app.domain.attendance_sheet import Arrived, AttendanceSheet
from trainer_app.qt import tokens
from trainer_app.qt.icons import scaled
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import button, card, column, frame, label, put, row
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.theme import tabular
from trainer_app.qt.tokens import Tone
from trainer_app.words import door as words
from trainer_app.words.language import say

_WIDTH: Final = 320


class RoomPanel(QWidget):
    """Shows the room; asks for roll-call by a signal."""

    roll_call_wanted = Signal()
    book_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people = _Figure(say(words.PEOPLE), say(words.PEOPLE_TIP))
        self._check_ins = _Figure(say(words.CHECK_INS), say(words.CHECK_INS_TIP))
        self._in_room = _Figure(say(words.IN_ROOM), say(words.IN_ROOM_TIP))
        figures = row(self._people, self._check_ins, self._in_room, gap=tokens.S4, margins=(12, 16, 12, 14))
        self._list = RowList(say(words.ARRIVED), selectable=False)
        self._nobody = label(say(words.NOBODY_YET), "muted", wrap=True)
        self._missing_head = label("", "heading")
        self._missing = label("", "note", wrap=True)
        self._roll_call = button(say(words.ROLL_CALL), self.roll_call_wanted.emit, kind="slight")
        self._book = button(say(words.BOOK), self.book_wanted.emit, kind="slight")
        self._book.setToolTip(say(words.BOOK_TIP))
        self.setLayout(column(frame("card", figures), self._arrived_card(), self._missing_card(), gap=tokens.S16))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._widen()

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show the room as it stands."""
        self._people.show_number(sheet.people)
        self._check_ins.show_number(sheet.check_ins)
        self._in_room.show_number(sheet.in_room)
        self._list.rows.show_rows([_arrival(one, sheet.session.zone) for one in sheet.arrived])
        self._list.setVisible(bool(sheet.arrived))
        self._nobody.setVisible(not sheet.arrived)
        missing = sheet.not_arrived
        self._missing_head.setText(words.not_here(len(missing)) if missing else say(words.EVERYBODY_IN))
        self._missing.setText(words.missing_names(missing))
        self._missing.setVisible(bool(missing))
        self._roll_call.setVisible(bool(missing))

    def enlarge(self, large: bool) -> None:
        """Write the numbers for the far end of the room, or for the desk again."""
        for figure in (self._people, self._check_ins, self._in_room):
            figure.enlarge(large)

    def changeEvent(self, event: QEvent) -> None:
        """Leave room for larger text; not in full proportion, the answer needs the rest."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._widen()

    def _widen(self) -> None:
        self.setFixedWidth((_WIDTH + scaled(_WIDTH, self.font())) // 2)

    def _arrived_card(self) -> QFrame:
        head = row(label(say(words.ARRIVED), "heading"), None, self._book)
        head.setContentsMargins(20, 0, 20, 0)
        rows = column(self._list)
        rows.setContentsMargins(8, 0, 8, 0)
        nobody = row(self._nobody, margins=(20, 0, 20, 0))
        inside = column(head, rows, nobody, gap=tokens.S8, margins=(0, 16, 0, 8))
        inside.setStretch(1, 1)
        self._nobody.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        made = frame("card", inside)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return made

    def _missing_card(self) -> QFrame:
        return card(row(self._missing_head, None, self._roll_call), self._missing)


class _Figure(QWidget):
    def __init__(self, caption: str, tip: str) -> None:
        super().__init__()
        self._number = label("0", "figure")
        self._number.setFont(tabular(self._number.font()))
        said = label(caption, "note", wrap=True)
        for part in (self._number, said):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._caption = caption
        self.setToolTip(tip)
        self.setLayout(column(self._number, said, gap=2))

    def enlarge(self, large: bool) -> None:
        put(self._number, huge="true" if large else "false")

    def show_number(self, number: int) -> None:
        self._number.setText(f"{number:,}".replace(",", "\u2009"))
        self.setAccessibleName(f"{number} {self._caption}")


def _arrival(one: Arrived, zone: str) -> Row:
    mark = words.how_arrived(one)
    tone = Tone.LOOK if one.check_in.moved_from else Tone.INFO
    return Row(
        key=one.check_in.id,
        name=one.attendee.name,
        under=one.attendee.team or "",
        mark=mark,
        tone=tone,
        right=words.since(one, zone),
        tip=words.arrival_tip(one, zone),
    )
