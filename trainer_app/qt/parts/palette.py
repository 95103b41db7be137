"""The command palette (Ctrl+K): type a few letters of a page, an action, a session or a person, and Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from trainer_app.domain.names import fold
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import label
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.words import palette as words
from trainer_app.words.language import say

_WIDTH: Final = 640
_LIST_HEIGHT: Final = 380
_SHOWN: Final = 40
_WALKS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be asked for: what it is, what kind of thing, the keys that do the same, and doing it."""

    title: str
    kind: str
    act: Callable[[], object]
    keys: str = ""


class _Field(QLineEdit):
    """Where letters are typed; the arrow keys walk through the list below it, Enter takes from it."""

    walked = Signal(int)
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and take while typing."""
        if step := _WALKS.get(Qt.Key(event.key())):
            self.walked.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class Palette(Sheet):
    """Offers entries by what is typed; `asked(text)` says what people to look for, `show_people` adds them."""

    asked = Signal(str)

    def __init__(self, over: QWidget, entries: Sequence[Entry]) -> None:
        self._field = _Field()
        self._field.setPlaceholderText(say(words.HINT))
        self._field.setAccessibleName(say(words.TITLE))
        self._field.setClearButtonEnabled(True)
        self._list = RowList(say(words.FOUND), selectable=True)
        self._list.setMinimumHeight(_LIST_HEIGHT)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = label(say(words.NOTHING), "muted", wrap=True)
        super().__init__(over, say(words.TITLE), self._field, self._list, self._none, width=_WIDTH)
        self._entries = list(entries)
        self._people: list[Entry] = []
        self._shown: list[Entry] = []
        self._field.textChanged.connect(self._typed)
        self._field.taken.connect(self._take_marked)
        self._field.walked.connect(self._list.step)
        self._list.chosen.connect(self._take)
        self._show()

    def open(self) -> None:
        """Show it with the cursor in the field."""
        super().open()
        self._field.setFocus()

    def show_people(self, people: Sequence[Entry]) -> None:
        """Add the people found for what is typed."""
        self._people = list(people)
        self._show()

    def _typed(self, text: str) -> None:
        self._people = []
        self._show()
        if text.strip():
            self.asked.emit(text)

    def _show(self) -> None:
        typed = fold(self._field.text()).split()
        found = [one for one in self._entries if _fits(one, typed)]
        found.sort(key=lambda one: not fold(one.title).startswith(" ".join(typed)))
        self._shown = [*found, *self._people][:_SHOWN]
        self._list.rows.show_rows([_row(at, one) for at, one in enumerate(self._shown)])
        self._list.mark(0)
        self._none.setVisible(not self._shown)

    def _take_marked(self) -> None:
        if self._list.marked:
            self._take(self._list.marked)

    def _take(self, row: Row) -> None:
        chosen = self._shown[row.payload]
        self.close_sheet()
        chosen.act()


def _fits(entry: Entry, typed: Sequence[str]) -> bool:
    words_of = fold(f"{entry.title} {entry.kind}").split()
    return all(any(word.startswith(part) for word in words_of) for part in typed)


def _row(at: int, entry: Entry) -> Row:
    return Row(UUID(int=at), entry.title, entry.kind, right=entry.keys, payload=at)
