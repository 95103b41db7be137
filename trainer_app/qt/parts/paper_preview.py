"""A page as it will be printed, drawn by the same code; paper stays white in the dark too."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.printing.pdf import UNIT, Pages
from trainer_app.qt.theme import colours_of
from trainer_app.words import paper as words
from trainer_app.words.language import say

_STEPS: Final = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Left: -1,
}


class PaperPreview(QWidget):
    """One page at a time, with the arrow keys or the two buttons below it."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        self._said = label("", "note")
        self._back = button(say(words.PREVIOUS), self._go_back, kind="slight")
        self._on = button(say(words.NEXT), self._go_on, kind="slight")
        feet = row(None, self._back, self._said, self._on, None, gap=tokens.S12)
        inside = column(self._sheet, feet, gap=tokens.S12)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say(words.PREVIEW))
        self._show()

    @property
    def page(self) -> int:
        """The page that is shown, counted from 0."""
        return self._sheet.page

    def show_pages(self, pages: Pages) -> None:
        """Show these pages, at the page that was shown where there still is one."""
        self._sheet.pages = pages
        self._turn_to(self._sheet.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the page."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step:
            self._turn_to(self._sheet.page + step)
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        self._turn_to(self._sheet.page - 1)

    def _go_on(self) -> None:
        self._turn_to(self._sheet.page + 1)

    def _turn_to(self, page: int) -> None:
        count = self._sheet.pages.count if self._sheet.pages else 0
        self._sheet.page = max(min(page, count - 1), 0)
        self._show()
        self._sheet.update()

    def _show(self) -> None:
        count = self._sheet.pages.count if self._sheet.pages else 0
        self._said.setText(say(words.PAGE, page=self._sheet.page + 1, pages=count) if count else "")
        self._back.setVisible(count > 1)
        self._on.setVisible(count > 1)
        self._back.setEnabled(self._sheet.page > 0)
        self._on.setEnabled(self._sheet.page < count - 1)


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.pages: Pages | None = None
        self.page = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Be as high as there is room for."""
        return QSize(360, 500)

    def minimumSizeHint(self) -> QSize:
        """Be small where there is little room."""
        return QSize(160, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet of paper and what is on it."""
        if self.pages is None or not self.pages.count:
            return
        wide, high = self.pages.paper.size
        scale = min((self.width() - 2) / wide, (self.height() - 2) / high)
        sheet = QRectF(
            (self.width() - wide * scale) / 2, (self.height() - high * scale) / 2, wide * scale, high * scale
        )
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        colours = colours_of(self.palette())
        painter.setPen(QPen(QColor(colours.accent), 3) if self.hasFocus() else QPen(QColor(colours.edge), 1))
        painter.drawRect(sheet)
        painter.setClipRect(sheet)
        painter.translate(sheet.topLeft())
        painter.scale(scale / UNIT, scale / UNIT)
        self.pages.draw(painter, self.page)
        painter.end()
