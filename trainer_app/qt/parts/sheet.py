"""A sheet over the window for what interrupts on purpose: the ground is dimmed, Esc closes, the focus stays inside."""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.icons import IconButton
from trainer_app.qt.parts.basics import column, frame, label, row
from trainer_app.words import desk as words
from trainer_app.words.language import say

_DIMMED: Final = 110
_MARGIN: Final = 32


class Sheet(QWidget):
    """Lies over `over` until it is closed; `closed` says so, and it is gone then."""

    closed = Signal()

    def __init__(self, over: QWidget, title: str, *pieces: QWidget | QLayout | int | None, width: int = 560) -> None:
        """Take pieces as `column` does."""
        super().__init__(over)
        self._over, self._width = over, width
        self._before: QWidget | None = over.window().focusWidget()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # keys come here, but Tab goes to what it holds
        self.setAccessibleName(title)
        close = IconButton("", "close", size=16)
        close.setProperty("kind", "link")
        close.setAccessibleName(say(words.CLOSE))
        close.setToolTip(say(words.CLOSE))
        close.clicked.connect(self.close_sheet)
        said = label(title, "title", wrap=True)
        head = row(said, close, gap=tokens.S12)
        head.setStretch(0, 1)
        self._inside = column(head, *pieces, gap=tokens.S16, margins=(28, 22, 28, 26))
        self._card: QFrame = frame("popup", self._inside)
        self._card.setParent(self)
        over.installEventFilter(self)
        self.hide()

    def add(self, piece: QLayout) -> None:
        """Put more below: buttons that need the sheet itself."""
        self._inside.addLayout(piece)

    def open(self) -> None:
        """Show it, with the focus on its first field or button."""
        self._place()
        self.show()
        self.raise_()
        self.setFocus()
        self.focusNextChild()

    def close_sheet(self) -> None:
        """Let it go; the focus returns to where it was."""
        self._over.removeEventFilter(self)
        self.hide()
        if self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name and shape
        """Go round within the sheet."""
        moved = super().focusNextPrevChild(next)
        inside = self.window().focusWidget()
        if inside is self or self.isAncestorOf(inside):
            return moved
        fields = [one for one in self._card.findChildren(QWidget) if _takes_focus(one)]
        if fields:
            fields[0 if next else -1].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; no key falls through to what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close with a click beside it."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _DIMMED))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of what it lies over."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        scale = max(self._card.font().pixelSize(), tokens.BODY) / tokens.BODY
        width = min(round(self._width * scale), self.width() - 2 * _MARGIN)
        self._card.setFixedWidth(width)
        needs = self._card.heightForWidth(width) if self._card.hasHeightForWidth() else 0
        height = min(needs or self._card.sizeHint().height(), self.height() - 2 * _MARGIN)
        self._card.setFixedHeight(height)
        self._card.move((self.width() - width) // 2, (self.height() - height) // 2)


def _takes_focus(one: QWidget) -> bool:
    return one.isVisible() and one.isEnabled() and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
