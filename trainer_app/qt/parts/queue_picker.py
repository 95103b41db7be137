"""Which remedy worked, or which were tried: a drawer over the queue, answered with one tap or one number."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from trainer_app.domain.help import SOMETHING_ELSE
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, clear, column, label, row
from trainer_app.qt.parts.queue_cards import Card
from trainer_app.qt.parts.queue_layout import CENTRE, LEFT, lines_of
from trainer_app.qt.theme import colours_of
from trainer_app.words import floor as floor_words
from trainer_app.words import help_queue as words
from trainer_app.words.language import say

_NUMBERS: Final = "123456789"
_ELSE_KEY, _ITSELF_KEY, _SOLVE_KEY = "E", "0", "R"
_CAP: Final = 22
_PAD: Final = 9
_MOST: Final = 4  # lines of one remedy


class RemedyRow(QAbstractButton):
    """One remedy: its key, its words wrapped, and how often it worked. Checked where several can be chosen."""

    def __init__(self, key: str, text: str, *, note: str, payload: str | None, checkable: bool) -> None:
        super().__init__()
        self.key, self.payload, self._note = key, payload, note
        self.setText(text)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(part for part in (text, note) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Long remedies take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at this width."""
        lines = len(lines_of(self.text(), self.font(), width=self._words_width(width), most=_MOST))
        high = lines * QFontMetrics(self.font()).lineSpacing() + 2 * _PAD
        return high + (QFontMetrics(self._small()).lineSpacing() + 2 if self._note else 0)

    def sizeHint(self) -> QSize:
        """Be as high as the words need."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """Be narrow if it must."""
        return QSize(120, QFontMetrics(self.font()).lineSpacing() + 2 * _PAD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a press too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # numbers, arrows and Esc are the drawer's

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the key, the words and the record."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        lit = self.isChecked() or self.underMouse()
        painter.setBrush(QColor(colours.accent_soft if lit else colours.surface))
        edge = colours.accent if self.hasFocus() or self.isChecked() else colours.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)
        self._draw_key(painter, colours.muted, colours.edge)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text))
        metrics = QFontMetrics(self.font())
        y, left, width = _PAD, self._left(), self._words_width(self.width())
        for line in lines_of(self.text(), self.font(), width=width, most=_MOST):
            painter.drawText(QRect(left, y, width, metrics.lineSpacing()), LEFT, line)
            y += metrics.lineSpacing()
        if self._note:
            painter.setFont(self._small())
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRect(left, y + 2, width, QFontMetrics(self._small()).lineSpacing()), LEFT, self._note)
        painter.end()

    def _draw_key(self, painter: QPainter, colour: str, edge: str) -> None:  # positional: two colours
        if self.key:
            cap = QRect(_PAD, _PAD - 1, self._cap(), self._cap())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(edge), 1))
            painter.drawRoundedRect(cap, 5, 5)
            painter.setPen(QColor(colour))
            painter.setFont(self._small())
            painter.drawText(cap, CENTRE, self.key)

    def _cap(self) -> int:
        return max(_CAP, QFontMetrics(self._small()).height() + 4)

    def _left(self) -> int:
        return _PAD + self._cap() + _PAD

    def _words_width(self, width: int) -> int:
        return width - self._left() - _PAD

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(round(font.pixelSize() * tokens.SMALL / tokens.BODY), 1))
        return font


class _Purpose(Enum):
    READ = "read"
    SOLVE = "solve"
    BACK = "back"


class RemedyPicker(QFrame):
    """Shows remedies to read; asks what helped (`solved(Card, key or None)`) or was tried (`handed_back(Card, texts)`).

    `left` with Esc.
    """

    solved = Signal(object, object)
    handed_back = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "popup")
        self.card: Card | None = None
        self._purpose = _Purpose.READ
        self._offered: list[RemedyRow] = []
        self._title = label("", "heading", wrap=True)
        self._box = QWidget()
        self._box.setProperty("kind", "plain")
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.S4)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._box)
        self._area.viewport().setAutoFillBackground(False)
        self._box.setAutoFillBackground(False)
        self._else = QLineEdit()
        self._else.setPlaceholderText(say(words.TRIED_ELSE))
        self._else.setAccessibleName(say(words.TRIED_ELSE))
        self._else.returnPressed.connect(self._hand_back)
        self._back = button(say(words.HAND_BACK).rstrip("…"), self._hand_back, kind="primary")
        self._close = button(say(words.CLOSE_PICKER), self.left.emit, kind="link")
        self._solve_now = button(say(words.SOLVED), self._ask_what_helped, kind="primary")
        foot = row(self._back, self._solve_now, None, self._close)
        self.setLayout(column(self._title, self._area, self._else, foot, gap=tokens.S8, margins=(14, 12, 14, 10)))
        self.hide()

    @property
    def rows(self) -> list[RemedyRow]:
        """The remedies offered, in their order."""
        return list(self._offered)

    def has_focus_inside(self) -> bool:
        """Say whether the keyboard is in here."""
        focused: QWidget | None = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def show_remedies(self, card: Card) -> None:
        """Show the remedies to read; what solved it is asked from here as well."""
        self._begin(card, words.KNOWN_REMEDIES, purpose=_Purpose.READ)
        self._show()

    def ask_what_helped(self, card: Card) -> None:
        """Ask which remedy solved it; one tap answers."""
        self._begin(card, words.WHAT_HELPED, purpose=_Purpose.SOLVE)
        self._add(_ELSE_KEY, say(words.SOMETHING_ELSE), payload=SOMETHING_ELSE)
        self._add(_ITSELF_KEY, say(words.BY_ITSELF), payload=None)
        self._show()

    def ask_what_was_tried(self, card: Card) -> None:
        """Ask what was tried before it goes back to the queue; any number of answers, also none."""
        self._begin(card, words.WHAT_TRIED, purpose=_Purpose.BACK)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with a number, go with the arrows, leave with Esc."""
        key, text = event.key(), event.text().upper()
        chosen = next((one for one in self.rows if text and one.key == text), None)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif chosen:
            chosen.click()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._back.isVisible():
            self._hand_back()
        elif text == _SOLVE_KEY and self._purpose is _Purpose.READ:
            self._ask_what_helped()
        event.accept()

    def _begin(self, card: Card, title: str, *, purpose: _Purpose) -> None:
        self.card, self._purpose = card, purpose
        checkable = purpose is _Purpose.BACK
        name = card.who.name if card.who else ""
        self._title.setText(say(title, name=name))
        self.setAccessibleName(self._title.text())
        clear(self._rows)
        self._offered.clear()
        self._else.clear()
        self._else.setVisible(checkable)
        self._back.setVisible(checkable)
        self._solve_now.setVisible(purpose is _Purpose.READ)
        for number, (remedy, record) in enumerate(card.offers):
            key = _NUMBERS[number] if number < len(_NUMBERS) and purpose is not _Purpose.READ else ""
            note = floor_words.remedy_line(record)
            self._add(key, remedy.text, payload=remedy.key, note=note, checkable=checkable)

    def _add(self, key: str, text: str, *, payload: str | None, note: str = "", checkable: bool = False) -> None:
        made = RemedyRow(key, text, note=note, payload=payload, checkable=checkable)
        if self._purpose is _Purpose.SOLVE:
            made.clicked.connect(self._solve)
        elif self._purpose is _Purpose.READ:
            made.setCursor(Qt.CursorShape.ArrowCursor)
        self._rows.addWidget(made)
        self._offered.append(made)

    def _show(self) -> None:
        self._area.setVisible(bool(self.rows))
        self.show()
        self._fit()
        first = self.rows[0] if self.rows else self._else
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        width = max(self.width() - 32, 200)
        needed = sum(one.heightForWidth(width) + tokens.S4 for one in self.rows)
        panel = self.parentWidget()
        most = panel.height() * 6 // 10 if panel else needed
        self._area.setFixedHeight(max(min(needed, most), 1))

    def _ask_what_helped(self) -> None:
        if self.card:
            self.ask_what_helped(self.card)

    def _solve(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, RemedyRow) and self.card:
            self.solved.emit(self.card, chosen.payload)

    def _hand_back(self) -> None:
        if self.card:
            chosen = [one.payload for one in self.rows if one.isChecked() and one.payload]
            said = self._else.text().strip()
            self.handed_back.emit(self.card, tuple([*chosen, said] if said else chosen))
