"""The table of a working list: up to three lines a row for a reason, and fewer columns where it is narrow."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from trainer_app.qt import tokens
from trainer_app.qt.icons import pixmap
from trainer_app.qt.models.table_rows import COLUMN_ROLE, ROW_ROLE, Column
from trainer_app.qt.parts.adoption_picture import Listed
from trainer_app.qt.parts.table import Table
from trainer_app.qt.theme import colours_of
from trainer_app.qt.tokens import Tone

_HIGH: Final = 66
_PAD: Final = 10
_ICON: Final = 16
_LINES: Final = 3
_NARROW: Final = 860  # at text of normal size


class ListTable(Table[Listed]):
    """Leaves the keys of the list around it alone, and can do without some columns."""

    list_keys: Collection[int] = ()
    spare: Collection[str] = ()  # titles of the columns a narrow place goes without

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list have its own keys."""
        if event.keyCombination().toCombined() in self.list_keys:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep three lines high."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish}:
            self.be_high()

    def resizeEvent(self, event: Any) -> None:
        """Share what is left among the columns that are shown."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self._by()
        for at, column in enumerate(self.rows.columns):
            self.setColumnHidden(at, narrow and column.title in self.spare)
        self._share_shown()

    def be_high(self) -> None:
        """Make every row high enough for three lines."""
        self.verticalHeader().setDefaultSectionSize(round(_HIGH * self._by()))

    def _by(self) -> float:
        return max(self.font().pixelSize(), tokens.BODY) / tokens.BODY

    def _share_shown(self) -> None:
        shown = [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]
        sharing = [at for at in shown if not self.rows.columns[at].width]
        taken = sum(self.columnWidth(at) for at in shown if at not in sharing)
        for at in sharing:
            self.setColumnWidth(at, max((self.viewport().width() - taken) // len(sharing), round(120 * self._by())))


class TwoLines(QStyledItemDelegate):
    """Draws one cell on up to three lines; what does not fit ends in …, and is whole in the tooltip."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, icon and words of a cell."""
        column: Column[Listed] = index.data(COLUMN_ROLE)
        row: Listed = index.data(ROW_ROLE)
        colours = colours_of(option.palette)
        tone = column.tone(row) if column.tone else Tone.PLAIN
        ink = QColor(colours.text if tone is Tone.PLAIN else colours.tone(tone))
        box: QRect = option.rect
        painter.save()
        self._ground(painter, option, index)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        if icon := column.icon(row) if column.icon else None:
            size = round(_ICON * max(option.font.pixelSize(), tokens.BODY) / tokens.BODY)
            ratio = option.widget.devicePixelRatioF()
            painter.drawPixmap(inner.left(), box.center().y() - size // 2, pixmap(icon, ink, size, ratio))
            inner.setLeft(inner.left() + size + tokens.S4)
        font = QFont(option.font)
        if column.strong:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setPen(ink)
        _draw(painter, QRectF(inner), str(index.data() or ""), font=font)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours, box, table = colours_of(option.palette), option.rect, option.widget
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box.adjusted(0, 0, 0, -1), QColor(colours.accent_soft))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if isinstance(table, QTableView) and table.hasFocus() and table.currentIndex().row() == index.row():
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 2), QColor(colours.accent))
            painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), QColor(colours.accent))


def _draw(painter: QPainter, box: QRectF, text: str, *, font: QFont) -> None:
    """Draw the text in the middle of the box, on three lines at most."""
    metrics = QFontMetrics(font)
    lines = _broken(text, font, box.width())
    painter.setFont(font)
    top = box.center().y() - metrics.lineSpacing() * len(lines) / 2
    for at, line in enumerate(lines):
        place = QRectF(box.left(), top + at * metrics.lineSpacing(), box.width(), metrics.lineSpacing())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)


def _broken(text: str, font: QFont, width: float) -> list[str]:
    """Break a text between words; the last line of three ends in … where there is more."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return [text] if text else []
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    end = 0
    while len(lines) < _LINES - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[end : line.textStart() + line.textLength()].strip())
        end = line.textStart() + line.textLength()
    layout.endLayout()
    lines.append(text[end:].strip())
    return [metrics.elidedText(one, Qt.TextElideMode.ElideRight, int(width)) for one in lines if one]
