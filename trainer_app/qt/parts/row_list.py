"""A list of rows drawn one by one, so that four hundred scroll as smoothly as four."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from trainer_app.qt import tokens
from trainer_app.qt.models.rows import ROW_ROLE, Row, Rows
from trainer_app.qt.theme import colours_of, tabular
from trainer_app.qt.tokens import Colours

_PAD: Final = 8
_GAP: Final = 12
_CHOOSE: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_ONE_LINE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_AT_RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)


class RowList(QListView):
    """Shows `Row`s; `chosen(Row)` on Enter, Space or a click where rows can be chosen."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, name: str, *, selectable: bool) -> None:
        super().__init__()
        self.rows = Rows()
        self.setModel(self.rows)
        self.setItemDelegate(_RowPainter(self))
        self.setProperty("kind", "rows")
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if selectable:
            self.clicked.connect(self._choose)
        else:
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._selectable = selectable

    @property
    def marked(self) -> Row | None:
        """The row that is marked, None where none is."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def mark(self, at: int) -> None:
        """Mark the row at this place, held within the list; below 0 marks none."""
        if at < 0 or self.rows.rowCount() == 0:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.rows.index(min(at, self.rows.rowCount() - 1)))

    def step(self, by: int) -> None:
        """Mark a row further down, or up where negative."""
        index = self.currentIndex()
        self.mark(max(index.row() + by, 0) if index.isValid() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or Space, leave with Esc."""
        if self._selectable and event.key() in _CHOOSE and self.marked:
            self.chosen.emit(self.marked)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out again when the text changed its size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.row(index.row()))


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        fonts = _Fonts(option.font)
        return QSize(100, fonts.name_height + fonts.small_height + 2 * _PAD + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        colours = colours_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        marked = option.widget.currentIndex() == index if isinstance(option.widget, QListView) else False
        self._ground(painter, box, colours, marked=marked, focused=option.widget.hasFocus())
        _Words(painter, row, colours, _Fonts(option.font)).draw(box.adjusted(_GAP, _PAD, -_GAP, -_PAD))
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, colours: Colours, *, marked: bool, focused: bool) -> None:
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(box.left() + _GAP, box.bottom(), box.right() - _GAP, box.bottom())
        if marked:
            painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)


class _Fonts:
    """The fonts of a row and how high they are."""

    def __init__(self, base: QFont) -> None:
        self.name = QFont(base)
        self.name.setWeight(QFont.Weight.Medium)
        self.small = tabular(base)
        self.small.setPixelSize(max(round(base.pixelSize() * tokens.SMALL / tokens.BODY), 1))
        self.name_height = QFontMetrics(self.name).height()
        self.small_height = QFontMetrics(self.small).height()


class _Words:
    """Draws one row's words; what does not fit ends in …, the time never does."""

    def __init__(self, painter: QPainter, row: Row, colours: Colours, fonts: _Fonts) -> None:
        self._painter, self._row, self._colours, self._fonts = painter, row, colours, fonts

    def draw(self, box: QRect) -> None:
        small = QFontMetrics(self._fonts.small)
        right = small.horizontalAdvance(self._row.right)
        self._text(box, self._row.right, font=self._fonts.small, colour=self._colours.muted, flags=_AT_RIGHT)
        words = box.adjusted(0, 0, -(right + _GAP if right else 0), 0)
        name = QRect(words.left(), words.top(), words.width(), self._fonts.name_height)
        self._text(name, self._row.name, font=self._fonts.name, colour=self._colours.text)
        under = QRect(words.left(), name.bottom() + 3, words.width(), self._fonts.small_height)
        self._under(under, small)

    def _under(self, box: QRect, metrics: QFontMetrics) -> None:
        mark = self._row.mark
        between = " · " if mark and self._row.under else ""
        taken = metrics.horizontalAdvance(between + mark)
        under = metrics.elidedText(self._row.under, Qt.TextElideMode.ElideRight, max(box.width() - taken, 0))
        self._text(box, under + between, font=self._fonts.small, colour=self._colours.muted)
        box.setLeft(box.left() + metrics.horizontalAdvance(under + between))
        self._text(box, mark, font=self._fonts.small, colour=self._colours.tone(self._row.tone))

    def _text(self, box: QRect, text: str, *, font: QFont, colour: str, flags: int = _ONE_LINE) -> None:
        if text:
            self._painter.setFont(font)
            self._painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            self._painter.drawText(box, flags, shown)
