"""People of a file who may be on the roster already: both sides, and what is to hold, for one, some or all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from trainer_app.domain.import_decisions import Choice, Decision, Duplicate
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.table import Table
from trainer_app.qt.tokens import Tone
from trainer_app.words import roster as words
from trainer_app.words.language import say

_TONES: Final = {Choice.SAME: Tone.INFO, Choice.TWO: Tone.OK, Choice.LEAVE_OUT: Tone.LOOK}
_SEVERAL: Final = 2


class DoublesForm(QWidget):
    """Says what a person decided, by line of the file: `decided(dict[int, Decision])`."""

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._decisions: dict[int, Decision] = {}
        self._table: Table[Duplicate] = Table(say(words.TAB_DOUBLES), _columns(), key=_line, multi=True)
        self._table.marked.connect(self._show_marked)
        self._why = label(say(words.DECIDE), "body", wrap=True)
        self._which = QComboBox()
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.setMinimumContentsLength(30)
        self._which.setAccessibleName(say(words.WHICH))
        self._all = QCheckBox()
        self._same = button(say(words.SAME), self._choose_same)
        self._two = button(say(words.TWO), self._choose_two)
        self._leave = button(say(words.LEAVE_OUT), self._choose_leave)
        feet = row(self._same, self._which, self._two, self._leave, self._all, None, gap=tokens.S12)
        inside = column(self._table, self._why, feet, gap=tokens.S12)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFocusProxy(self._table)
        for key, choose in (("1", self._choose_same), ("2", self._choose_two), ("3", self._choose_leave)):
            pressed = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            pressed.activated.connect(choose)

    def begin(self) -> None:
        """Begin with another file, nothing decided."""
        self._decisions = {}
        self._all.setChecked(False)

    @property
    def decisions(self) -> Mapping[int, Decision]:
        """What was decided so far."""
        return self._decisions

    def show_duplicates(self, duplicates: Sequence[Duplicate]) -> None:
        """Show them with what holds now; what was marked stays so."""
        self._table.show_rows(duplicates)
        self._all.setText(say(words.SAME_FOR_ALL, count=len(duplicates)))
        self._all.setVisible(len(duplicates) > 1)
        if duplicates and not self._table.rows_marked():
            self._table.mark_key(duplicates[0].line)
        self._show_marked()

    def _show_marked(self) -> None:
        marked = self._table.rows_marked()
        one = marked[0] if len(marked) == 1 else None
        self._which.clear()
        for other in one.others if one else ():
            self._which.addItem(words.person(other), other.id)
        if one and one.decision.attendee_id:
            self._which.setCurrentIndex(max(self._which.findData(one.decision.attendee_id), 0))
        self._which.setVisible(one is not None and len(one.others) >= _SEVERAL)
        self._why.setText(words.why(one) if one else say(words.DECIDE))
        for press in (self._same, self._two, self._leave):
            press.setEnabled(bool(marked))

    def _choose_same(self) -> None:
        self._decide(Choice.SAME)

    def _choose_two(self) -> None:
        self._decide(Choice.TWO)

    def _choose_leave(self) -> None:
        self._decide(Choice.LEAVE_OUT)

    def _decide(self, choice: Choice) -> None:
        """Decide for those marked, or all; who several could be is decided alone, where it is seen whom."""
        marked = self._table.rows_marked()
        alone = marked[0].line if len(marked) == 1 else None
        for one in self._table.rows_shown() if self._all.isChecked() else marked:
            if choice is not Choice.SAME:
                self._decisions[one.line] = Decision(choice)
            elif one.line == alone and self._which.currentData():
                self._decisions[one.line] = Decision(choice, self._which.currentData())
            elif len(one.others) < _SEVERAL:
                self._decisions[one.line] = Decision(choice, one.others[0].id)
        if marked:
            self.decided.emit(dict(self._decisions))


def _columns() -> tuple[Column[Duplicate], ...]:
    return (
        Column(say(words.HEAD_LINE), _line_text, width=70, align_right=True, order=_line),
        Column(say(words.HEAD_FILE), _in_file, width=0, strong=True),
        Column(say(words.HEAD_ROSTER), _on_roster, width=0),
        Column(say(words.HEAD_DECISION), words.choice, width=130, tone=_tone),
    )


def _line(one: Duplicate) -> int:
    return one.line


def _line_text(one: Duplicate) -> str:
    return str(one.line)


def _in_file(one: Duplicate) -> str:
    return words.person(one.person)


def _on_roster(one: Duplicate) -> str:
    chosen = [other for other in one.others if other.id == one.decision.attendee_id]
    return words.others(tuple(chosen) or one.others)


def _tone(one: Duplicate) -> Tone:
    return _TONES[one.decision.choice]
