"""The rows of the help queue as a model that changes row by row, so that what is marked stays marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from trainer_app.qt.parts.queue_cards import Card

Index = QModelIndex | QPersistentModelIndex

CARD_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_TOP: Final = QModelIndex()


class QueueModel(QAbstractListModel):
    """Cards by key: one that stays keeps its index, also when it moves."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[Card] = []
        self.minutes = 0.0  # since the floor was looked at

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows there are, headings among them."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the card for the painter, its name, and what a screen reader says."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (card.title, card.clock(self.minutes), *card.under, card.alert, *card.hints)
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only what can be worked on be marked."""
        works = index.isValid() and self._cards[index.row()].is_work
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if works else Qt.ItemFlag.NoItemFlags

    def card(self, row: int) -> Card:
        """Return the card of this row, counted from 0."""
        return self._cards[row]

    def find(self, key: tuple[str, str]) -> Card | None:
        """Return the card of this key as it stands now."""
        return next((card for card in self._cards if card.key == key), None)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Become these cards; rows that stay are moved and written anew in place."""
        wanted = {card.key for card in cards}
        for row in range(len(self._cards) - 1, -1, -1):
            if self._cards[row].key not in wanted:
                self.beginRemoveRows(_TOP, row, row)
                del self._cards[row]
                self.endRemoveRows()
        for row, card in enumerate(cards):
            self._bring(row, card)

    def _bring(self, row: int, card: Card) -> None:
        stands = next((at for at in range(row, len(self._cards)) if self._cards[at].key == card.key), None)
        if stands is None:
            self.beginInsertRows(_TOP, row, row)
            self._cards.insert(row, card)
            self.endInsertRows()
            return
        if stands != row:
            self.beginMoveRows(_TOP, stands, stands, _TOP, row)
            self._cards.insert(row, self._cards.pop(stands))
            self.endMoveRows()
        if self._cards[row] != card:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))
