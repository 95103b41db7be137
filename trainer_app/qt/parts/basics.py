"""The small widgets every screen is made of: words by rank, cards, buttons, and names too long for their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from trainer_app.qt import tokens
from trainer_app.qt.icons import IconButton, TonedIcon
from trainer_app.qt.models.tips import plain_tip
from trainer_app.qt.tokens import Tone

_STRETCH: Final = None

Piece = QWidget | QLayout | int | None
Box = TypeVar("Box", bound=QBoxLayout)


def row(*pieces: Piece, gap: int = tokens.S8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return the pieces side by side: a number is empty space in pixels, None takes all that is left."""
    return _fill(QHBoxLayout(), pieces, gap, margins)


def column(*pieces: Piece, gap: int = tokens.S8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return the pieces one below another: a number is empty space in pixels, None takes all that is left."""
    return _fill(QVBoxLayout(), pieces, gap, margins)


def frame(kind: str, layout: QLayout | None = None) -> QFrame:
    """Return a frame of this kind in the stylesheet, such as card, chip or bar."""
    made = QFrame()
    made.setProperty("kind", kind)
    if layout is not None:
        made.setLayout(layout)
    return made


def card(*pieces: Piece, gap: int = tokens.S8) -> QFrame:
    """Return a card with the pieces one below another."""
    return frame("card", column(*pieces, gap=gap, margins=(20, 18, 20, 18)))


def label(text: str = "", kind: str = "body", *, wrap: bool = False, tone: Tone | None = None) -> QLabel:
    """Return words of this rank; plain text always, whatever a name contains."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone.value)
    return made


def button(text: str, pressed: Callable[[], None], *, kind: str = "plain", icon: str | None = None) -> QPushButton:
    """Return a button; `kind` is plain, primary, slight or link."""
    made = IconButton(text, icon, size=16 if kind == "slight" else 18) if icon else QPushButton(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    made.clicked.connect(pressed)
    return made


def toned(icon: str, tone: Tone, *, size: int = 20) -> TonedIcon:
    """Return an icon in the colour of a tone."""
    made = TonedIcon(icon, size)
    made.setProperty("tone", tone.value)
    return made


def line() -> QFrame:
    """Return a thin line between two parts."""
    return frame("line")


def put(widget: QWidget, **properties: object) -> None:
    """Give the widget these stylesheet properties and dress it again if one is new."""
    fresh = {name: value for name, value in properties.items() if widget.property(name) != value}
    for name, value in fresh.items():
        widget.setProperty(name, value)
    if fresh:
        dress(widget)


def dress(widget: QWidget) -> None:
    """Let the stylesheet look at the widget again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)
            inner.deleteLater()


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit; the whole of it is then in the tooltip."""

    def __init__(self, text: str = "", kind: str = "body") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Fit into little: a word or two."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 6), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it does not fit."""
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text()) if self._elided() != self.text() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._elided())
        painter.end()

    def _elided(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())


class BigName(QLabel):
    """A name as large as its place allows: 44 px, somewhat smaller to stay on one line, then on two; never cut."""

    _FLAGS: Final = int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    _WORDS: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def __init__(self, kind: str = "name") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fitted_for: tuple[str, str] = ("", "")
        self._fitted: dict[int, tuple[QFont, int, int]] = {}

    def hasHeightForWidth(self) -> bool:
        """A narrow place makes it smaller or two lines high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the name at this width in pixels."""
        return self._fit(width)[1]

    def sizeHint(self) -> QSize:
        """Return the size it takes in its present width."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """Be narrow if it must, but never cut."""
        return QSize(120, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the whole name."""
        font, _height, flags = self._fit(self.width())
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), flags, self.text())
        painter.end()

    def _fit(self, width: int) -> tuple[QFont, int, int]:
        """Layouts ask many times over, of pages in the background too."""
        asked = (self.text(), self.font().key())
        if asked != self._fitted_for:
            self._fitted_for, self._fitted = asked, {}
        if width not in self._fitted:
            self._fitted[width] = self._fit_anew(width)
        return self._fitted[width]

    def _fit_anew(self, width: int) -> tuple[QFont, int, int]:
        largest = self.font().pixelSize()
        smallest = max(largest * tokens.LEAD // tokens.NAME, 1)
        for lines, down_to in ((1, largest * 2 // 3), (2, smallest)):
            for size in range(largest, down_to - 1, -2):
                if fitted := self._at(size, width, lines=lines):
                    return fitted
        font = self._sized(smallest)
        box = QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), self._FLAGS, self.text())
        return font, box.height(), self._FLAGS

    def _at(self, size: int, width: int, *, lines: int) -> tuple[QFont, int, int] | None:
        font = self._sized(size)
        metrics = QFontMetrics(font)
        box = metrics.boundingRect(QRect(0, 0, width, 10_000), self._WORDS, self.text())
        if box.width() <= width and box.height() <= metrics.lineSpacing() * lines + 2:
            return font, box.height(), self._WORDS
        return None

    def _sized(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        return font


def captioned(caption: str, field: QWidget) -> QWidget:
    """Return a field with its caption above it; the caption is its accessible name too."""
    said = label(caption, "note")
    said.setBuddy(field)
    field.setAccessibleName(caption)
    box = QWidget()
    box.setLayout(column(said, field, gap=tokens.S4))
    return box


def keycap(key: str) -> QLabel:
    """Return a key as it looks on a keyboard."""
    return label(key, "key")


def _fill(box: Box, pieces: tuple[Piece, ...], gap: int, margins: tuple[int, int, int, int]) -> Box:
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    for piece in pieces:
        if piece is _STRETCH:
            box.addStretch(1)
        elif isinstance(piece, int):
            box.addSpacing(piece)
        elif isinstance(piece, QLayout):
            box.addLayout(piece)
        else:
            box.addWidget(piece)
    return box
