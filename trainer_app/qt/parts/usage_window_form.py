"""What a person says about a usage export: the days it covers, and which of two places it comes from."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from trainer_app.domain.usage_file import UsageFile
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, label, row
from trainer_app.words import usage_panel as words
from trainer_app.words.language import say

_REST_MS: Final = 350


class UsageWindowForm(QWidget):
    """Begins with what the file says itself; `changed` once somebody has changed it and rests."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[date, date] | None = None
        self._from, self._to = _date_field(), _date_field()
        self._source = QLineEdit()
        self._source.setPlaceholderText(say(words.SOURCE_HINT))
        self._again = button(say(words.AS_FILE), self._as_file, kind="link")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.changed)
        covers = row(captioned(say(words.FROM), self._from), captioned(say(words.TO), self._to), gap=tokens.S12)
        dates = column(label(say(words.COVERS), "heading"), covers, gap=tokens.S8)
        source = captioned(say(words.SOURCE), self._source)
        source.setMinimumWidth(260)
        self.setLayout(row(dates, column(None, row(self._again)), tokens.S16, column(None, source), None))
        self._from.dateChanged.connect(self._wait)
        self._to.dateChanged.connect(self._wait)
        self._source.textChanged.connect(self._wait)

    def begin(self, file: UsageFile) -> None:
        """Start with the days the file proves."""
        self._said = (file.covers_from, file.covers_to)
        self._fill(*self._said)
        self._source.blockSignals(True)
        self._source.clear()
        self._source.blockSignals(False)
        self._rest.stop()
        self._weigh()

    @property
    def covers(self) -> tuple[date, date] | None:
        """The days the person names, None where they are those of the file."""
        chosen = (_date_of(self._from), _date_of(self._to))
        return None if chosen == self._said else chosen

    @property
    def source(self) -> str | None:
        """The place the person names."""
        return self._source.text().strip() or None

    def set_covers(self, first: date, last: date) -> None:
        """Choose these days, as a person would."""
        self._from.setDate(QDate(first.year, first.month, first.day))
        self._to.setDate(QDate(last.year, last.month, last.day))

    def set_source(self, text: str) -> None:
        """Name a place, as a person would."""
        self._source.setText(text)

    def _as_file(self) -> None:
        if self._said:
            self.set_covers(*self._said)

    def _fill(self, first: date, last: date) -> None:
        for field, on in ((self._from, first), (self._to, last)):
            field.blockSignals(True)
            field.setDate(QDate(on.year, on.month, on.day))
            field.blockSignals(False)

    def _wait(self) -> None:
        self._weigh()
        self._rest.start()

    def _weigh(self) -> None:
        self._again.setEnabled(self.covers is not None)


def _date_field() -> QDateEdit:
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd")
    return made


def _date_of(field: QDateEdit) -> date:
    on = field.date()
    return date(on.year(), on.month(), on.day())
