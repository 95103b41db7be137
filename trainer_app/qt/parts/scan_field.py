"""The one large field of the check-in page: names are typed into it, and its light says whether a scanner is heard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import label, put, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import door as words
from trainer_app.words.language import say

_HEIGHT: Final = 64
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class ScanField(QFrame):
    """Says what is typed and which keys are pressed; scans do not come through it but from the scanner's ear."""

    typed = Signal(str)
    entered = Signal(str)
    left = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scan")
        self.setMinimumHeight(_HEIGHT)
        self._field = _Field()
        self._field.textEdited.connect(self.typed)
        self._field.key.connect(self._press)
        self._field.focus_changed.connect(self._show_focus)
        self._light = toned("ring", Tone.LOOK, size=18)
        self._ready = label("", "small", tone=Tone.LOOK)
        glass = toned("search", Tone.PLAIN, size=22)
        self.setLayout(row(glass, self._field, self._light, self._ready, gap=tokens.S12, margins=(20, 8, 20, 8)))
        self.setFocusProxy(self._field)
        self.show_ready(False)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.text()

    def clear(self) -> None:
        """Empty the field for the next person."""
        self._field.clear()

    def begin_with(self, text: str) -> None:
        """Take up what was typed elsewhere and go on from there."""
        self._field.setFocus()
        self._field.insert(text)
        self.typed.emit(self._field.text())

    def show_ready(self, ready: bool) -> None:
        """Light the lamp while a scan would be heard."""
        tone = Tone.OK if ready else Tone.LOOK
        self._light.show_icon("dot" if ready else "ring")
        put(self._light, tone=tone.value)
        put(self._ready, tone=tone.value)
        self._ready.setText(say(words.READY if ready else words.NOT_READY))
        self._ready.setToolTip("" if ready else say(words.NOT_READY_WHY))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus wherever the frame is clicked."""
        super().mousePressEvent(event)
        self._field.setFocus()

    def _press(self, key: Qt.Key) -> None:
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self.entered.emit(self._field.text())

    def _show_focus(self, focused: bool) -> None:
        put(self, lit="true" if focused else "false")


class _Field(QLineEdit):
    key = Signal(object)
    focus_changed = Signal(bool)

    _OURS: Final = frozenset({*_STEPS, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scan")
        self.setAccessibleName(say(words.FIELD_NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on the keys that walk, enter and leave; type the rest."""
        key = Qt.Key(event.key())
        if key in self._OURS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.key.emit(key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the desk while nothing is typed: it takes back the check-in, not letters."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and not self.text():
            for ours in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
                if event.matches(ours):
                    event.ignore()
                    return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of what to do as there is room for."""
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(say(words.FIELD)) < self.width() - tokens.S8
        self.setPlaceholderText(say(words.FIELD if fits else words.FIELD_SHORT))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that typing comes here."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that typing goes elsewhere."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)
