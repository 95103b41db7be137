"""A drawer at the right of the window, over the page and below the bar: the page can still be used beside it."""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.icons import IconButton
from trainer_app.qt.parts.basics import column, label, row
from trainer_app.words import desk as words
from trainer_app.words.language import say

_LEFT: Final = 64  # of the window that always stays


class Drawer(QFrame):
    """Stays until it is closed with Esc or its button: `shut` says so. It keeps what it shows for the next time."""

    shut = Signal()

    def __init__(  # positional: where, and what it says
        self, over: QWidget, title: str, *pieces: QWidget | QLayout | int | None, width: int, below: QWidget
    ) -> None:
        """Lie over `over`, under the lower edge of `below`; pieces as `column` takes them."""
        super().__init__(over)
        self._over, self._below, self._width = over, below, width
        self._before: QWidget | None = None
        self.setProperty("kind", "drawer")
        self.setAccessibleName(title)
        close = IconButton("", "close", size=16)
        close.setProperty("kind", "link")
        close.setAccessibleName(say(words.CLOSE))
        close.setToolTip(say(words.CLOSE))
        close.clicked.connect(self.close_drawer)
        self.head = row(label(title, "title"), None, close, gap=tokens.S12)
        self.head.setContentsMargins(tokens.S24, tokens.S16, tokens.S16, 0)
        self.setLayout(column(self.head, *pieces, gap=tokens.S8))
        over.installEventFilter(self)
        below.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it; the caller gives the focus to what comes first."""
        self.ensurePolished()  # how wide it is goes by the size of its text
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()

    def close_drawer(self) -> None:
        """Hide it; the focus returns to where it was, if it is still here."""
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self.hide()
        before = self._before
        if had_focus and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
        self.shut.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; no other key falls through to the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the place it has."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide} and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self._place()

    def _place(self) -> None:
        scale = max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        width = min(round(self._width * scale), self._over.width() - _LEFT)
        top = self._below.height() if self._below.isVisibleTo(self._over) else 0
        self.setGeometry(self._over.width() - width, top, width, self._over.height() - top)
