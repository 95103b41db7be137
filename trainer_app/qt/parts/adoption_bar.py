"""Who came back and who did not, as one bar: its segments and the words below open their lists."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from trainer_app.domain.adoption import State
from trainer_app.domain.adoption_numbers import Numbers
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, button, clear, column, label, row
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.theme import colours_of
from trainer_app.qt.tokens import Colours
from trainer_app.words import adoption_page as words
from trainer_app.words.language import say

SEGMENTS: Final = (State.CONTINUING, State.RETURNED, State.LAPSED, State.STOPPED, State.TRIED_ONCE)
_BESIDE: Final = (State.TOO_EARLY, State.UNKNOWN, State.NOT_COMPLETED, State.NEVER_ATTENDED)
_HIGH: Final = 40
_LEAST: Final = 14


def ink(state: State, colours: Colours) -> tuple[str, str, Qt.BrushStyle]:
    """Return ground, words and pattern of a state: the two that stopped are striped, each its own way."""
    plain = Qt.BrushStyle.SolidPattern
    return {
        State.CONTINUING: (colours.ok, colours.on_accent, plain),
        State.RETURNED: (colours.info, colours.on_accent, plain),
        State.LAPSED: (colours.look_soft, colours.look, Qt.BrushStyle.BDiagPattern),
        State.STOPPED: (colours.look_soft, colours.look, Qt.BrushStyle.FDiagPattern),
    }.get(state, (colours.sunk, colours.text, plain))


class AfterCard(QFrame):
    """Shows how those stand who completed a first hands-on; `chosen(state's value)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._judged = ElidedLabel("", "note")
        self._judged.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._bar = _Bar()
        self._bar.chosen.connect(self.chosen)
        self._back, self._back_text = label("", "strong"), ElidedLabel("", "muted")
        self._once, self._once_text = label("", "strong"), label("", "muted")
        self._more = Flow(tokens.S4)
        head = row(label(say(words.AFTER), "heading"), self._judged, gap=tokens.S12)
        head.setStretch(1, 1)
        below = row(self._back, self._back_text, self._once_text, self._once, gap=tokens.S8)
        below.setStretch(1, 1)
        self.setLayout(column(head, self._bar, below, self._more, gap=tokens.S12, margins=(20, 16, 20, 14)))
        self._shown: Numbers | None = None

    def show_numbers(self, numbers: Numbers) -> None:
        """Show these instead."""
        if numbers == self._shown:
            return
        self._shown = numbers
        self._judged.setText(words.judged(numbers))
        for figure, text, said in (
            (self._back, self._back_text, words.came_back(numbers.came_back)),
            (self._once, self._once_text, words.tried_once(numbers.tried_once)),
        ):
            figure.setText(said[0])
            text.setText(said[1])
        self._bar.show_counts({state: numbers.states[state] for state in SEGMENTS})
        clear(self._more)
        for state in (*SEGMENTS, *_BESIDE):
            if count := numbers.states[state]:
                self._more.addWidget(self._link(state, count))
        self.updateGeometry()

    def _link(self, state: State, count: int) -> QWidget:
        made = button(words.segment(state, count), self._say, kind="slight")
        made.setObjectName(state.value)
        made.setToolTip(words.segment_how(state, count))
        made.setAccessibleName(words.segment_how(state, count))
        return made

    def _say(self) -> None:
        self.chosen.emit(self.sender().objectName())


class _Bar(QWidget):
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say(words.AFTER_BAR))
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._segments: list[_Segment] = []

    def show_counts(self, counts: dict[State, int]) -> None:
        """Show a segment for each state somebody is in."""
        for old in self._segments:
            old.hide()
            old.deleteLater()
        self._segments = [_Segment(self, state, count) for state, count in counts.items() if count]
        for one in self._segments:
            one.clicked.connect(self._say)
            one.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours_of(self.palette()).line), 1))
        painter.setBrush(QColor(colours_of(self.palette()).sunk))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS_SMALL, tokens.RADIUS_SMALL
        )
        painter.end()

    def _say(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def _place(self) -> None:
        total = sum(one.count for one in self._segments)
        spare = self.width() - _LEAST * len(self._segments)
        at = 0.0
        for one in self._segments:
            wide = _LEAST + spare * one.count / total
            one.setGeometry(QRect(round(at), 0, round(at + wide) - round(at), self.height()))
            one.ends = (one is self._segments[0], one is self._segments[-1])
            at += wide


class _Segment(QAbstractButton):
    def __init__(self, bar: QWidget, state: State, count: int) -> None:
        super().__init__(bar)
        self.count, self.ends = count, (False, False)
        self._state = state
        self.setObjectName(state.value)
        self.setText(words.segment(state, count))
        self.setAccessibleName(words.segment_how(state, count))
        self.setToolTip(words.segment_how(state, count))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(_LEAST, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        ground, text, pattern = ink(self._state, colours)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setClipPath(self._shape(box))
        painter.fillRect(box, QColor(ground))
        if pattern is not Qt.BrushStyle.SolidPattern:
            faint = QColor(text)
            faint.setAlpha(70)
            painter.fillRect(box, QBrush(faint, pattern))
        painter.setPen(QPen(QColor(colours.surface), 2))
        if not self.ends[1]:
            painter.drawLine(box.topRight(), box.bottomRight())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.text), 3))
            painter.drawRect(box.adjusted(2, 2, -2, -2))
        self._words(painter, text, ground if pattern is not Qt.BrushStyle.SolidPattern else None)
        painter.end()

    def _words(self, painter: QPainter, colour: str, behind: str | None) -> None:
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = self.width() - 2 * tokens.S8
        shown = next((one for one in (self.text(), str(self.count)) if metrics.horizontalAdvance(one) <= room), "")
        if not shown and metrics.horizontalAdvance(str(self.count)) <= self.width() - tokens.S4:
            shown, room = str(self.count), self.width() - tokens.S4
        box = QRectF(self.rect()).adjusted((self.width() - room) / 2, 0, -(self.width() - room) / 2, 0)
        if behind and shown:
            taken = QRectF(box.left() - 3, 10, metrics.horizontalAdvance(shown) + 6, self.height() - 20)
            painter.fillRect(taken, QColor(behind))
        painter.setPen(QColor(colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _shape(self, box: QRectF) -> QPainterPath:
        radius = tokens.RADIUS_SMALL
        shape = QPainterPath()
        first, last = self.ends
        grown = box.adjusted(0 if first else -2 * radius, 0, 0 if last else 2 * radius, 0)
        shape.addRoundedRect(grown, radius, radius)
        return shape
