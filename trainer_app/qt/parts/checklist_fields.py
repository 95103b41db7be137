"""Fields of the checklist's forms: texts that grow with their lines, and patterns that can be tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QFontDatabase, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFrame,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from trainer_app.domain.checklist_rules import MINUTES_LIMIT
from trainer_app.domain.error_pattern import found, pattern_fault
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import captioned, column, frame, label, put, row
from trainer_app.qt.tokens import Tone
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say

_FRAME: Final = 24  # the stylesheet's padding above and below, the document's own margin, and the edges
_MOST_LINES: Final = 14


class TextField(QPlainTextEdit):
    """A text of several lines, as high as it needs to be; Tab goes on to the next field."""

    def __init__(self, lines: int = 2, *, is_code: bool = False) -> None:
        super().__init__()
        self._lines = lines
        self._is_code = is_code
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show this without saying that it was edited; a text that stands there already is left alone."""
        if text != self.toPlainText():
            blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(blocked)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where it becomes narrow."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text; commands stand in letters of one width."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            if self._is_code and event.type() is QEvent.Type.StyleChange:
                self._use_fixed_width()
            self._fit()

    def _use_fixed_width(self) -> None:
        if self.font().pixelSize() > 0:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPixelSize(self.font().pixelSize())
            self.document().setDefaultFont(font)

    def _fit(self) -> None:
        needed = max(self._lines, min(round(self.document().size().height()), _MOST_LINES))
        over = self.document().size().height() > _MOST_LINES
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if over else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() is not shown:
            self.setVerticalScrollBarPolicy(shown)
        height = needed * self.fontMetrics().lineSpacing() + _FRAME
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


class Minutes(QDoubleSpinBox):
    """Minutes in halves and wholes, written without needless zeros."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, MINUTES_LIMIT)
        self.setDecimals(2)
        self.setSingleStep(1)
        self.lineEdit().setTextMargins(tokens.S8 + 2, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form while nothing is written here: scrolling must not change a step."""
        _turn_where_focused(self, event, super().wheelEvent)

    def textFromValue(self, value: float) -> str:
        """Write 3, or 2.5."""
        return f"{value:g}"


class DayField(QDateEdit):
    """A day that may be left open: its first day means that."""

    def __init__(self, never: QDate, text: str) -> None:
        super().__init__()
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setMinimumDate(never)
        self.setSpecialValueText(text)
        self.lineEdit().setTextMargins(tokens.S8 + 2, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form, as `Minutes` does."""
        _turn_where_focused(self, event, super().wheelEvent)


class Choice(QComboBox):
    """A choice that leaves the wheel to the form until it is used."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form, as `Minutes` does."""
        _turn_where_focused(self, event, super().wheelEvent)


def _turn_where_focused(field: QWidget, event: QWheelEvent, turn: Callable[[QWheelEvent], None]) -> None:
    if field.hasFocus():
        turn(event)
    else:
        event.ignore()


def show_line(field: QLineEdit, text: str) -> None:
    """Show a line from its beginning; one that stands there already is left alone, with the cursor in it."""
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)


def bare_scroll(inside: QLayout) -> QScrollArea:
    """Return a place for this that scrolls up and down, on whatever is behind it."""
    made = QScrollArea()
    fill_bare(made, inside)
    return made


def fill_bare(area: QScrollArea, inside: QLayout) -> None:
    """Let an area scroll this up and down, on whatever is behind it."""
    held = frame("bare", inside)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(held)
    held.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)


class PatternField(QWidget):
    """A pattern, and a text to try it on; says at once whether it matches or what is wrong: `edited(str)`."""

    edited = Signal(str)

    def __init__(self, caption: str, *, is_narrow: bool = False) -> None:
        """Where it is narrow, the text to try stands below the pattern."""
        super().__init__()
        self.field, self._sample = QLineEdit(), QLineEdit()
        self._sample.setPlaceholderText(say(words.TRY_HINT))
        self._verdict = label(say(words.PATTERN_IDLE), "note", wrap=True)
        fields = captioned(caption, self.field), captioned(say(words.TRY), self._sample)
        both = column(*fields) if is_narrow else row(*fields, gap=tokens.S12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(column(both, self._verdict, gap=tokens.S4))
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._say)
        self.field.textChanged.connect(self._judge)
        self._sample.textChanged.connect(self._judge)

    @property
    def verdict(self) -> str:
        """What is said about the pattern now."""
        return self._verdict.text()

    def show_pattern(self, pattern: str) -> None:
        """Show another pattern; the text it is tried on stays."""
        show_line(self.field, pattern)

    def try_on(self, text: str) -> None:
        """Try the pattern on this text."""
        self._sample.setText(text)

    def _say(self, text: str) -> None:
        self.edited.emit(text)

    def _judge(self) -> None:
        pattern, text = self.field.text().strip(), self._sample.text()
        fault = pattern_fault(pattern) if pattern else None
        if fault:
            said, tone = words.PATTERN_FAULTS[fault], Tone.HELP
        elif not pattern or not text.strip():
            said, tone = words.PATTERN_IDLE, Tone.PLAIN
        else:
            matches = found(pattern, text)
            said, tone = (words.MATCHES, Tone.OK) if matches else (words.MATCHES_NOT, Tone.LOOK)
        self._verdict.setText(say(said))
        put(self._verdict, tone=tone.value)
