"""The strip a message appears in, over the lower edge of the window; a screen reader hears it too."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.icons import IconButton
from trainer_app.qt.parts.basics import button, label, put, row, toned
from trainer_app.qt.tell import Message
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as words
from trainer_app.words.language import say

_SHOWN_MS: Final = 4000
_WIDEST: Final = 720
_ICONS: Final = {Tone.PLAIN: "info", Tone.OK: "done", Tone.LOOK: "elsewhere", Tone.HELP: "stop", Tone.INFO: "info"}


class Toast(QFrame):
    """One message at a time; the newest replaces the one before."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._under = over
        self.setProperty("kind", "toast")
        self.setAccessibleName(say(words.MESSAGE))
        self._message: Message | None = None
        self._icon = toned("info", Tone.PLAIN, size=20)
        self._text = label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = button("", self._act, kind="slight")
        self._close = IconButton("", "close", size=14)
        self._close.setProperty("kind", "link")
        self._close.setAccessibleName(say(words.CLOSE_MESSAGE))
        self._close.setToolTip(say(words.CLOSE_MESSAGE))
        self._close.clicked.connect(self.dismiss)
        self._inside = row(self._icon, self._text, self._action, self._close, gap=tokens.S12, margins=(16, 10, 8, 10))
        self.setLayout(self._inside)
        self._away = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._away.timeout.connect(self.dismiss)
        over.installEventFilter(self)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Say this now."""
        self._message = message
        put(self, tone=message.tone.value)
        put(self._icon, tone=message.tone.value)
        self._icon.show_icon(_ICONS[message.tone])
        self._text.setText(message.text)
        self._action.setText(message.action or "")
        self._action.setVisible(bool(message.action))
        self._place()
        self.show()
        self.raise_()
        self._away.stop()
        if not message.stays:
            calm = message.tone in {Tone.PLAIN, Tone.OK}
            self._away.start(_SHOWN_MS if calm else 2 * _SHOWN_MS)
        self.setAccessibleDescription(message.text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Be quiet again."""
        self._message = None
        self._away.stop()
        self.hide()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Make way for what lies below."""
        self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the lower edge of what it lies over."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _act(self) -> None:
        message = self._message
        self.dismiss()
        if message and message.act:
            message.act()

    def _place(self) -> None:
        over = self._under
        width = min(_WIDEST, over.width() - 2 * tokens.S24)
        self.setFixedWidth(width)
        self.setFixedHeight(max(self._inside.heightForWidth(width), self.sizeHint().height(), tokens.ROW))
        self.move((over.width() - width) // 2, over.height() - self.height() - tokens.S24)
        self._text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
