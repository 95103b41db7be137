"""What is agreed about the marked people, and what somebody said at a revisit: two small forms beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from trainer_app.domain.adoption import State
from trainer_app.domain.follow_up import Agreed, Fate, FollowUp, RevisitAnswer, Why
from trainer_app.qt import tokens
from trainer_app.qt.parts.adoption_picture import Listed
from trainer_app.qt.parts.basics import ElidedLabel, button, captioned, column, label, row
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.tokens import Tone
from trainer_app.words import follow_up_lists as words
from trainer_app.words import worksheet
from trainer_app.words.language import say

STOPPED: Final = frozenset({State.TRIED_ONCE, State.STOPPED, State.LAPSED, State.NOT_COMPLETED})
_TEXT_HIGH: Final = 76
_NAMED: Final = 6


class _Form(QFrame):
    """A card with a title, that Esc leaves and Ctrl+Enter saves."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title, self._under = ElidedLabel("", "strong"), label("", "note", wrap=True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self.save)

    def save(self) -> None:
        """Say what was filled in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _frame(self, fields: Sequence[QWidget], save: str) -> QVBoxLayout:
        ends = row(button(save, self.save, kind="primary"), button(say(words.CANCEL), self.left.emit), None)
        return column(self._title, self._under, *fields, ends, None, gap=tokens.S8, margins=(20, 16, 20, 16))

    def _head(self, rows: Sequence[Listed]) -> None:
        self._title.setText(words.form_title([one.person.name for one in rows]))
        names = [one.person.name for one in rows[:_NAMED]] + ["…"] * (len(rows) > _NAMED)
        alone = " · ".join(part for part in (rows[0].team, rows[0].reason) if part)
        self._under.setText(alone if len(rows) == 1 else ", ".join(names))


class FollowUpForm(_Form):
    """Owner, day, next step, note and reason of one person or several: `filled(Agreed)` holds what was changed."""

    filled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._before: Agreed = {}
        self._today = date.min
        self._owner, self._step = QLineEdit(), QLineEdit()
        self._names = QStringListModel()
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._owner.setCompleter(completer)
        self._day, self._day_trouble = QLineEdit(), label("", "note", tone=Tone.LOOK, wrap=True)
        self._day.textEdited.connect(self._day_trouble.hide)
        self._day_trouble.hide()
        self._done = QCheckBox(say(words.IS_DONE))
        self._note = _text()
        self._why = _choices([(say(words.NO_REASON), None), *((worksheet.why(one), one) for one in Why)])
        quick = Flow(tokens.S4)
        for title, act in (
            (words.IN_A_WEEK, self._in_a_week),
            (words.IN_TWO_WEEKS, self._in_two_weeks),
            (words.NO_DAY, self._no_day),
        ):
            quick.addWidget(button(say(title), act, kind="slight"))
        chooser = QWidget()
        chooser.setLayout(column(captioned(say(words.DUE_ON), self._day), self._day_trouble, quick, gap=tokens.S4))
        self._because = captioned(say(words.WHY), self._why)
        fields = (
            captioned(say(words.OWNER), self._owner),
            chooser,
            captioned(say(words.NEXT_STEP), self._step),
            self._because,
            captioned(say(words.NOTE), self._note),
            self._done,
        )
        self.setLayout(self._frame(fields, say(words.SAVE)))

    def open(self, rows: Sequence[Listed], *, owners: Sequence[str], today: date) -> None:
        """Show what is agreed about these people; where they differ a field stays empty, and untouched keeps each."""
        self._today = today
        self._names.setStringList(list(owners))
        self._head(rows)
        agreed = [one.agreed for one in rows]
        first = agreed[0]
        self._owner.setText(first.owner or "" if _same(agreed, "owner") else "")
        self._owner.setPlaceholderText("" if _same(agreed, "owner") else say(words.DIFFERS))
        self._step.setText(first.next_step or "" if _same(agreed, "next_step") else "")
        self._step.setPlaceholderText(rows[0].next_step if len(rows) == 1 else "")
        self._note.setPlainText(first.note or "" if _same(agreed, "note") else "")
        self._note.setPlaceholderText("" if _same(agreed, "note") else say(words.DIFFERS))
        due = first.due_on if _same(agreed, "due_on") else None
        self._day.setText(due.isoformat() if due else "")
        self._day.setPlaceholderText((today + timedelta(days=7)).isoformat())
        self._day_trouble.hide()
        self._why.setCurrentIndex(self._why.findData(first.reason if _same(agreed, "reason") else None))
        self._because.setVisible(all(one.person.state in STOPPED for one in rows))
        self._done.setChecked(all(one.is_done for one in rows))
        self._before = self._filled_in()
        self._owner.setFocus()
        self._owner.selectAll()

    def save(self) -> None:
        """Say what was changed since the form was opened; a day that cannot be read is asked for again."""
        if self._day.text().strip() and self._due() is None:
            self._day_trouble.setText(say(words.DAY_UNREAD, example=self._day.placeholderText()))
            self._day_trouble.show()
            self._day.setFocus()
            return
        now = self._filled_in()
        changed: Agreed = {}
        changed.update({name: value for name, value in now.items() if value != self._before.get(name)})  # type: ignore[typeddict-item]
        self.filled.emit(changed)

    def _filled_in(self) -> Agreed:
        return {
            "owner": self._owner.text().strip() or None,
            "due_on": self._due(),
            "done_on": self._today if self._done.isChecked() else None,
            "next_step": self._step.text().strip() or None,
            "note": self._note.toPlainText().strip() or None,
            "reason": self._why.currentData(),
        }

    def _due(self) -> date | None:
        try:
            return date.fromisoformat(self._day.text().strip().replace("/", "-"))
        except ValueError:
            return None

    def _in_a_week(self) -> None:
        self._due_in(7)

    def _in_two_weeks(self) -> None:
        self._due_in(14)

    def _no_day(self) -> None:
        self._day.clear()

    def _due_in(self, days: int) -> None:
        on = self._today + timedelta(days=days)
        self._day.setText(on.isoformat())
        self._day_trouble.hide()


class AnswerForm(_Form):
    """What became of the tool in somebody's work: `filled(RevisitAnswer)`."""

    filled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row: Listed | None = None
        self._today = date.min
        self._fate = _choices([(worksheet.fate(one), one) for one in Fate])
        self._why = _choices([(say(words.NO_REASON), None), *((worksheet.why(one), one) for one in Why)])
        self._text = _text()
        self._text.setPlaceholderText(say(words.TEXT_HINT))
        self._because = captioned(say(words.WHY), self._why)
        self._fate.currentIndexChanged.connect(self._ask_why)
        fields = (
            captioned(say(words.FATE), self._fate),
            self._because,
            captioned(say(words.TEXT), self._text),
        )
        self.setLayout(self._frame(fields, say(words.RECORD)))

    def open(self, one: Listed, *, today: date) -> None:
        """Show what this person said, or ask."""
        self._row, self._today = one, today
        self._head([one])
        said = one.answer
        self._fate.setCurrentIndex(self._fate.findData(said.fate if said else Fate.STILL_USED))
        self._why.setCurrentIndex(self._why.findData(said.why if said else None))
        self._text.setPlainText(said.text if said else "")
        self._ask_why()
        self._fate.setFocus()

    def save(self) -> None:
        """Say the answer."""
        if self._row is None or self._row.revisit is None:
            return
        fate = self._fate.currentData()
        why = None if fate is Fate.STILL_USED else self._why.currentData()
        days, text = self._row.revisit.after_days, self._text.toPlainText().strip()
        self.filled.emit(RevisitAnswer(self._row.person.attendee_id, days, self._today, fate, why, text))

    def _ask_why(self) -> None:
        self._because.setVisible(self._fate.currentData() is not Fate.STILL_USED)


def _same(agreed: Sequence[FollowUp], name: str) -> bool:
    return len({getattr(one, name) for one in agreed}) == 1


def _text() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(_TEXT_HIGH)
    return made


def _choices(offered: Sequence[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    for text, value in offered:
        made.addItem(text, value)
    return made
