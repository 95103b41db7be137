"""The help queue as a list: cards are drawn, so that sixty are as quick as six, and worked with keys or the mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from trainer_app.qt import tokens
from trainer_app.qt.icons import pixmap
from trainer_app.qt.parts.queue_cards import Act, Card
from trainer_app.qt.parts.queue_layout import CENTRE, Knob, Laid, Page, lay_out, soft
from trainer_app.qt.parts.queue_model import CARD_ROLE, QueueModel
from trainer_app.qt.theme import colours_of
from trainer_app.qt.tokens import Colours
from trainer_app.words import help_queue as words
from trainer_app.words.language import say

_KEYS: Final = {
    Qt.Key.Key_R: Act.SOLVED,
    Qt.Key.Key_B: Act.HAND_BACK,
    Qt.Key.Key_N: Act.CANT_FIND,
    Qt.Key.Key_P: Act.PARK,
    Qt.Key.Key_I: Act.PIN,
    Qt.Key.Key_F: Act.FINE,
    Qt.Key.Key_M: Act.MENU,
    Qt.Key.Key_Menu: Act.MENU,
}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_STEPS: Final = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
_DOT: Final = 3


class QueueList(QListView):
    """Shows cards; `wanted(Act, Card)` when something is to be done with one."""

    wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.cards = QueueModel()
        self.goes: str | None = None
        self.hot: tuple[tuple[str, str], Act] | None = None
        self.setModel(self.cards)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(say(words.QUEUE))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def marked(self) -> Card | None:
        """The card that is marked."""
        index = self.currentIndex()
        return self.cards.card(index.row()) if index.isValid() else None

    def show_cards(self, cards: list[Card]) -> None:
        """Show these; the marked one stays marked, or the one that follows where it has gone."""
        row = self.currentIndex().row()
        marked = self.marked
        self.cards.show_cards(cards)
        if marked and self.cards.find(marked.key) is None:
            self.mark(min(row, len(cards) - 1))
        self.scheduleDelayedItemsLayout()

    def mark(self, row: int) -> None:
        """Mark the first card to work on from this row on, else the last before it."""
        rows = [at for at in range(self.cards.rowCount()) if self.cards.card(at).is_work]
        at = next((one for one in rows if one >= row), rows[-1] if rows else None)
        self.setCurrentIndex(QModelIndex() if at is None else self.cards.index(at))

    def mark_first(self) -> None:
        """Mark the person whose turn it is."""
        rows = range(self.cards.rowCount())
        self.mark(next((at for at in rows if self.cards.card(at).who), 0))

    def step(self, by: int) -> None:
        """Go to the next card to work on, or the one before where negative."""
        rows = [at for at in range(self.cards.rowCount()) if self.cards.card(at).is_work]
        here = self.currentIndex().row()
        further = [at for at in rows if at > here] if by > 0 else [at for at in reversed(rows) if at < here]
        if further:
            self.setCurrentIndex(self.cards.index(further[0]))
            self.scrollTo(self.currentIndex())

    def laid(self, card: Card) -> Laid:
        """Return where everything on this card stands now."""
        colours = colours_of(self.palette())
        width = self.viewport().width() - tokens.S4
        return lay_out(card, Page(width, self.font(), colours, self.goes, self.cards.minutes))

    def place_of(self, key: tuple[str, str], act: Act) -> QPoint:
        """Return the point of the screen below this button of a card, for a menu."""
        for row in range(self.cards.rowCount()):
            card = self.cards.card(row)
            if card.key == key:
                box = self.visualRect(self.cards.index(row))
                knob = next((one for one in self.laid(card).knobs if one.act is act), None)
                at = knob.box.bottomLeft() if knob else QPoint(tokens.S16, tokens.S32)
                return self.viewport().mapToGlobal(box.topLeft() + at)
        return self.viewport().mapToGlobal(QPoint(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from card to card and work on the marked one."""
        key = Qt.Key(event.key())
        card = self.marked
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and key in _STEPS:
            self.step(_STEPS[key])
        elif plain and key in _ENTER and card:
            self.wanted.emit(card.acts[0], card)
        elif plain and key in _KEYS and card:
            self.wanted.emit(_KEYS[key], card)
        elif plain and event.text().isprintable() and event.text():
            event.ignore()  # a letter is no search here
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark what is clicked on, and press its button."""
        super().mousePressEvent(event)
        found = self._at(event.position().toPoint())
        if found and found[1] and event.button() is Qt.MouseButton.LeftButton:
            self.wanted.emit(found[1].act, found[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which button is under the pointer."""
        super().mouseMoveEvent(event)
        found = self._at(event.position().toPoint())
        hot = (found[0].key, found[1].act) if found and found[1] else None
        if hot != self.hot:
            self.hot = hot
            pointing = Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(pointing)
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer everything that can be done with the card."""
        if self.marked:
            self.wanted.emit(Act.MENU, self.marked)
            event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the whole of what is shortened."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos())
            tip = "\n".join(filter(None, (found[0].title, *found[0].under, *found[0].hints))) if found else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the cards out again when the text changed its size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()

    def _at(self, point: QPoint) -> tuple[Card, Knob | None] | None:
        index = self.indexAt(point)
        if not index.isValid():
            return None
        card = self.cards.card(index.row())
        return card, self.laid(card).knob_at(point - self.visualRect(index).topLeft())


class _Painter(QStyledItemDelegate):
    def __init__(self, view: QueueList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._view.viewport().width(), self._view.laid(index.data(CARD_ROLE)).height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card = index.data(CARD_ROLE)
        laid = self._view.laid(card)
        colours = colours_of(option.palette)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        self._ground(painter, card, laid, colours=colours, marked=self._view.currentIndex() == index)
        for line in laid.lines:
            painter.setFont(line.font)
            painter.setPen(QColor(line.colour))
            painter.drawText(line.box, line.flags, line.text)
        if laid.alert is not None:
            size = max(round(self._view.font().pixelSize()), tokens.SMALL)
            painter.drawPixmap(
                laid.alert, pixmap("again", QColor(colours.help), size, painter.device().devicePixelRatioF())
            )
        self._pin(painter, card, laid, colours=colours)
        for knob in laid.knobs:
            self._knob(painter, knob, colours, hot=self._view.hot == (card.key, knob.act))
        painter.restore()

    def _ground(self, painter: QPainter, card: Card, laid: Laid, *, colours: Colours, marked: bool) -> None:
        focused = marked and self._view.hasFocus()
        if laid.ground is None:
            if focused and laid.knobs:
                painter.setPen(QPen(QColor(colours.accent), 2))
                painter.drawRoundedRect(laid.knobs[0].box.adjusted(1, 1, -1, -1), 7, 7)
            return
        ground, edge = soft(card, colours)
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(colours.accent), 3) if focused else QPen(QColor(edge), 1))
        inset = 2 if focused else 1
        painter.drawRoundedRect(
            laid.ground.adjusted(inset, inset, -inset, -inset), tokens.RADIUS - 3, tokens.RADIUS - 3
        )

    def _pin(self, painter: QPainter, card: Card, laid: Laid, *, colours: Colours) -> None:
        if card.ticket and card.ticket.pinned and laid.ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRect(0, 14, 4, max(laid.ground.height() - 28, 8)), 2, 2)

    def _knob(self, painter: QPainter, knob: Knob, colours: Colours, *, hot: bool) -> None:
        if knob.act is Act.EXPAND:
            painter.setPen(QColor(colours.accent))
            painter.setFont(self._view.font())
            painter.drawText(knob.box, CENTRE, knob.text)
            return
        ground = (
            (colours.accent_hover if hot else colours.accent)
            if knob.first
            else (colours.sunk if hot else colours.surface)
        )
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(colours.accent if knob.first else colours.edge), 1))
        painter.drawRoundedRect(knob.box, 7, 7)
        if not knob.text:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.text))
            for at in (-1, 0, 1):
                middle = knob.box.center() + QPoint(at * 6 + 1, 1)
                painter.drawEllipse(QRect(middle.x() - 1, middle.y() - 1, _DOT, _DOT))
            return
        font = self._view.font()
        font.setPixelSize(max(round(font.pixelSize() * tokens.SMALL / tokens.BODY), 1))
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent if knob.first else colours.text))
        painter.drawText(knob.box, CENTRE, knob.text)
