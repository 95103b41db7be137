"""One person: who they are, their state and why, their use as a calendar, and all that happened, newest first."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from trainer_app.domain.person_record import PersonRecord, PersonRow, TimelineLine
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, clear, column, label, line, put, row, toned
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.parts.person_calendar import PersonCalendar
from trainer_app.qt.parts.person_columns import sign
from trainer_app.qt.tokens import Tone
from trainer_app.words import people as words
from trainer_app.words.language import say

_MOST: Final = 200  # lines of a timeline; nobody has more, and each is a label


class PersonPanel(QFrame):
    """Shows one person; asks to edit them, to record access, or to go back."""

    edit_wanted = Signal(object)
    access_wanted = Signal(object)
    left = Signal()

    def __init__(self, *, whole: bool) -> None:
        """`whole`: it fills the page and offers the way back."""
        super().__init__()
        self.setProperty("kind", "card")
        self._row: PersonRow | None = None
        self._is_whole = whole
        self._name = label("", "title", wrap=True)
        self._who = label("", "muted", wrap=True)
        self._sign = toned("unknown", Tone.PLAIN, size=20)
        self._state = label("", "strong", wrap=True)
        self._why = label("", "body", wrap=True)
        self._forgotten = label(say(words.IS_FORGOTTEN), "note", wrap=True)
        self._calendar = PersonCalendar()
        self._known, self._access = label("", "note", wrap=True), label("", "body", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.S12)
        self._edit = button(say(words.EDIT), self._ask_edit)
        self._record = button(say(words.RECORD_ACCESS), self._ask_access)
        self._back = button(say(words.BACK), self.left.emit)
        if not whole:  # shown before it has a place it would be a window of its own, and take the focus
            self._back.hide()
        self._lay_out()

    @property
    def shown(self) -> UUID | None:
        """Who is shown."""
        return self._row.id if self._row else None

    def show_record(self, record: PersonRecord) -> None:
        """Show this person."""
        self._row = record.row
        person = record.row.person
        badge = say(words.BADGE, code=record.short_code) if record.short_code else say(words.NO_BADGE)
        who = (person.email, person.team, words.system(person), badge)
        self._name.setText(person.name)
        self._who.setText("\n".join(part for part in who if part))
        icon, tone = sign(record.row)
        self._sign.show_icon(icon)
        put(self._sign, tone=tone.value)
        self._state.setText(words.state(record.row))
        self._why.setText(words.reason(record.row))
        self._forgotten.setVisible(record.row.forgotten)
        self._edit.setEnabled(not record.row.forgotten)
        self._record.setEnabled(not record.row.forgotten)
        self._calendar.show_record(record)
        known = words.known_as(record)
        self._known.setText(f"{say(words.KNOWN_AS)}: {known}" if known else "")
        self._known.setVisible(bool(known) and not record.row.forgotten)
        self._access.setText(words.access(record) or say(words.NO_ACCESS))
        clear(self._lines)
        for one in record.timeline[:_MOST]:
            self._lines.addWidget(_told(one, record))
        if not record.timeline:
            self._lines.addWidget(label(say(words.NOTHING_YET), "muted", wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._is_whole:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = row(self._name, self._back, gap=tokens.S8)
        head.setStretch(0, 1)
        head.setAlignment(self._back, Qt.AlignmentFlag.AlignTop)
        buttons = Flow()
        buttons.addWidget(self._edit)
        buttons.addWidget(self._record)
        state = row(self._sign, self._state, gap=tokens.S8)
        state.setStretch(1, 1)
        about = column(
            head,
            self._who,
            self._known,
            self._forgotten,
            buttons,
            line(),
            state,
            self._why,
            line(),
            label(say(words.USAGE), "heading"),
            self._calendar,
            label(say(words.USAGE_KEY), "note", wrap=True),
            label(say(words.ACCESS), "heading"),
            self._access,
            gap=tokens.S12,
        )
        told = column(label(say(words.TIMELINE), "heading"), self._lines, None, gap=tokens.S12)
        if self._is_whole:
            about.addStretch(1)
            both: QHBoxLayout | QVBoxLayout = row(about, told, gap=tokens.S32, margins=(28, 24, 28, 24))
            both.setStretch(0, 1)
            both.setStretch(1, 1)
        else:
            both = column(about, line(), told, gap=tokens.S12, margins=(20, 18, 20, 18))
        self._scroll(both)

    def _scroll(self, inside: QHBoxLayout | QVBoxLayout) -> None:
        holder = QWidget()
        holder.setLayout(inside)
        area = QScrollArea()
        area.setWidget(holder)
        for part in (holder, area.viewport()):
            part.setAutoFillBackground(False)  # the card's own ground shows
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(say(words.TIMELINE))
        self.setFocusProxy(area)
        self.setLayout(column(area, margins=(2, 2, 2, 2)))

    def _ask_edit(self) -> None:
        if self._row:
            self.edit_wanted.emit(self._row)

    def _ask_access(self) -> None:
        if self._row:
            self.access_wanted.emit(self._row)


def _told(one: TimelineLine, record: PersonRecord) -> QLabel:
    """Return one line of the timeline; a label each, for they wrap."""
    said = label(f"{words.when(one, record)}\n{words.happened(one)}", "body", wrap=True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return said
