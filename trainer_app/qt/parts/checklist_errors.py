"""Known errors of one step: a list of them, and the form of the one that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QStackedWidget, QWidget

from trainer_app.domain.checklist import KnownError, Remedy, Step
from trainer_app.domain.checklist_edit import new_error
from trainer_app.domain.checklist_rules import ERRORS_LIMIT
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import button, captioned, column, frame, row
from trainer_app.qt.parts.checklist_fields import PatternField, TextField, bare_scroll, show_line
from trainer_app.qt.parts.checklist_remedies import Records, Remedies
from trainer_app.qt.parts.empty import EmptyState
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say

_LIST_WIDTH: Final = 220
_NARROW: Final = 560
_NO_LIMIT: Final = 16_777_215  # Qt's own QWIDGETSIZE_MAX


class ErrorsPanel(QStackedWidget):
    """Says what was written: `edited(Step, mark)`, with the step's errors as they are now."""

    edited = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._step: Step | None = None
        self._records: Records = {}
        self._showing = False
        self.list = RowList(say(words.ERRORS), selectable=True)
        self.title, self.cause = QLineEdit(), TextField(2)
        self.pattern, self.remedies = PatternField(say(words.ERROR_PATTERN), is_narrow=True), Remedies()
        self.add = button(say(words.ADD_ERROR), self.add_error, kind="slight", icon="plus")
        self.remove = button(say(words.REMOVE_ERROR), self._remove, kind="slight")
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._turn)
        self.title.textEdited.connect(self._write_title)
        self.cause.textChanged.connect(self._write_cause)
        self.pattern.edited.connect(self._write_pattern)
        self.remedies.edited.connect(self._write_remedies)

    @property
    def error(self) -> KnownError | None:
        """The error that is looked at."""
        key = self.list.marked.payload if self.list.marked else None
        return next((each for each in self._step.errors if each.key == key), None) if self._step else None

    def show_step(self, step: Step, *, records: Records, problems: Mapping[str, int]) -> None:
        """Show the errors of this step; `problems` counts what is to be mended by error key."""
        other = self._step is None or self._step.key != step.key
        at = 0 if other else max(self.list.currentIndex().row(), 0)
        self._step, self._records = step, records
        self._showing = True
        self.list.rows.show_rows(
            [_line(number, each, problems.get(each.key, 0)) for number, each in enumerate(step.errors)]
        )
        if step.errors:
            self.list.mark(at)
        self._showing = False
        self.add.setEnabled(len(step.errors) < ERRORS_LIMIT)
        self.setCurrentIndex(0 if step.errors else 1)
        self._show_error()

    def look_at(self, error_key: str, field: str) -> None:
        """Look at one error and go to one of its fields."""
        for at in range(self.list.rows.rowCount()):
            if self.list.rows.row(at).payload == error_key:
                self.list.mark(at)
        first = self.remedies.rows[0].text if self.remedies.rows else self.remedies.add
        places: dict[str, QWidget] = {"title": self.title, "pattern": self.pattern, "cause": self.cause}
        place = places.get(field.split(".", maxsplit=1)[0], first)
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(place)

    def add_error(self) -> None:
        """Add an error and begin to write it."""
        if self._step and self.add.isEnabled():
            made = new_error(self._step, say(words.NEW_ERROR))
            self._say((*self._step.errors, made), "")
            self.list.mark(len(self._step.errors))
            self.title.setFocus()
            self.title.selectAll()

    def _lay_out(self) -> None:
        left = column(self.list, row(self.add, None))
        self._side = frame("bare", left)
        fields = column(
            captioned(say(words.ERROR_TITLE), self.title),
            self.pattern,
            captioned(say(words.CAUSE), self.cause),
            self.remedies,
            row(self.remove, None),
            None,
            gap=tokens.S16,
            margins=(4, 4, 14, 14),
        )
        self._scroll = bare_scroll(fields)
        self._both = row(self._side, self._scroll, gap=tokens.S16)
        self._both.setStretch(1, 1)
        self.addWidget(frame("bare", self._both))
        nothing = EmptyState(
            "look", say(words.NO_ERRORS), say(words.NO_ERRORS_HOW), say(words.ADD_ERROR), act=self.add_error
        )
        self.addWidget(nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above the form where there is no room beside it."""
        super().resizeEvent(event)
        scale = max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        narrow = self.width() < _NARROW * scale
        self._both.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.setMaximumWidth(_NO_LIMIT if narrow else round(_LIST_WIDTH * scale))
        self._side.setMinimumWidth(0 if narrow else round(_LIST_WIDTH * scale))
        self._side.setMaximumHeight(self.height() // 3 if narrow else _NO_LIMIT)

    def _turn(self) -> None:
        if not self._showing:
            self._show_error()

    def _show_error(self) -> None:
        error = self.error
        if error is None or self._step is None:
            return
        self._showing = True
        show_line(self.title, error.title)
        self.cause.show_text(error.cause)
        self.pattern.show_pattern(error.pattern)
        self.remedies.show_error(error, self._step.key, records=self._records)
        self._showing = False

    def _write_title(self, text: str) -> None:
        self._write("title", title=text)

    def _write_cause(self) -> None:
        self._write("cause", cause=self.cause.text)

    def _write_pattern(self, text: str) -> None:
        self._write("pattern", pattern=text)

    def _write_remedies(self, remedies: tuple[Remedy, ...], mark: str) -> None:
        self._write(mark, remedies=remedies)

    def _write(self, mark: str, **fields: Any) -> None:
        error = self.error
        if error is None or self._step is None or self._showing:
            return
        changed = replace(error, **fields)
        errors = tuple(changed if each.key == error.key else each for each in self._step.errors)
        self._say(errors, f"{error.key}.{mark}" if mark else "")

    def _remove(self) -> None:
        error = self.error
        if error and self._step:
            self._say(tuple(each for each in self._step.errors if each.key != error.key), "")

    def _say(self, errors: tuple[KnownError, ...], mark: str) -> None:
        if self._step:
            self.edited.emit(replace(self._step, errors=errors), f"{self._step.key}.{mark}" if mark else "")


def _line(number: int, error: KnownError, problems: int) -> Row:
    return Row(
        key=UUID(int=number),
        name=error.title.strip() or say(words.NEW_ERROR),
        under=words.ways_out(len(error.remedies)),
        mark=words.to_mend(problems),
        tone=Tone.HELP if problems else Tone.PLAIN,
        tip=error.title,
        payload=error.key,
    )
