"""The columns of a roster: what each holds, with a few of its cells beside it, set by a menu."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.imports import Column
from trainer_app.qt import tokens
from trainer_app.qt.memory import Memory
from trainer_app.qt.parts.basics import ElidedLabel, button, clear, column, label, row
from trainer_app.words import roster as words
from trainer_app.words.language import say

_MENU_WIDTH: Final = 24  # letters


class ColumnsForm(QWidget):
    """Says what a person set, by position: `changed(dict[int, Meaning])`."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._memory = Memory()
        self._found: tuple[Column, ...] = ()
        self._mapping: dict[int, Meaning] = {}
        self._menus: list[QComboBox] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S24)
        self._grid.setVerticalSpacing(tokens.S8)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._reset = button(say(words.AS_FOUND), self._forget, kind="slight", icon="undo")
        note = row(label(say(words.COLUMNS_NOTE), "note", wrap=True), self._reset, gap=tokens.S12)
        note.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(column(self._grid, None, margins=(0, 0, 12, 0)))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        for one in (area.viewport(), holder):
            one.setAutoFillBackground(False)
        inside = column(note, area, gap=tokens.S12)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def remembered(self, columns: Sequence[Column]) -> dict[int, Meaning]:
        """Return what was set for a file with these headers before; nothing where there was none."""
        known = {meaning.value: meaning for meaning in words.OFFERED}
        pairs = (part.partition(":") for part in self._memory.choice(_key(columns)).split(";"))
        return {
            int(at): known[text]
            for at, _colon, text in pairs
            if at.isdecimal() and text in known and int(at) < len(columns)
        }

    def begin(self, found: Sequence[Column], mapping: Mapping[int, Meaning]) -> None:
        """Begin with the columns as they were found, and what a person set."""
        self._found, self._mapping = tuple(found), dict(mapping)
        self._reset.setVisible(bool(mapping))
        clear(self._grid)
        self._menus = []
        for at, one in enumerate(found):
            self._add(at, one)

    def show_columns(self, columns: Sequence[Column], mapping: Mapping[int, Meaning]) -> None:
        """Show what the columns are taken for now; the menus stay where they are, and so does the focus."""
        self._mapping = dict(mapping)
        self._reset.setVisible(bool(mapping))
        for menu, one in zip(self._menus, columns, strict=False):
            menu.blockSignals(True)
            menu.setCurrentIndex(menu.findData(one.meaning))
            menu.blockSignals(False)

    def _add(self, at: int, one: Column) -> None:
        menu = _Menu()
        offered = words.OFFERED if one.meaning in words.OFFERED else (*words.OFFERED, one.meaning)
        for meaning in offered:
            menu.addItem(words.meaning(meaning), meaning)
        menu.setCurrentIndex(menu.findData(one.meaning))
        menu.setMinimumContentsLength(_MENU_WIDTH)
        menu.setAccessibleName(one.header)
        menu.currentIndexChanged.connect(partial(self._set, at))
        samples = ElidedLabel(", ".join(one.samples) or say(words.EMPTY_COLUMN), "muted")
        for place, widget in enumerate((ElidedLabel(one.header, "heading"), samples, menu)):
            self._grid.addWidget(widget, at, place)
        self._menus.append(menu)

    def _set(self, at: int, _index: int) -> None:
        """Take what one menu says; a meaning is one column's, so whoever had it leaves it to this one."""
        chosen = [menu.currentData() for menu in self._menus]
        mine = chosen[at]
        now = [Meaning.UNUSED if other != at and meaning is mine else meaning for other, meaning in enumerate(chosen)]
        self._keep({at: meaning for at, meaning in enumerate(now) if meaning is not self._found[at].meaning})

    def _forget(self) -> None:
        self._keep({})

    def _keep(self, mapping: dict[int, Meaning]) -> None:
        self._mapping = mapping
        self._memory.choose(_key(self._found), ";".join(f"{at}:{meaning.value}" for at, meaning in mapping.items()))
        self.changed.emit(dict(mapping))


class _Menu(QComboBox):
    """A wheel over the list scrolls the list; it must not change what a column means."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _key(columns: Sequence[Column]) -> str:
    """Return the name a mapping is kept under; headers may be questions, so only their fingerprint is."""
    text = "\x1f".join(one.header for one in columns)
    return f"columns/{hashlib.sha256(text.encode('utf-8', errors='replace')).hexdigest()[:24]}"
