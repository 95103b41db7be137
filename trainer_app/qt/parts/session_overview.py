"""The facts of one session."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from trainer_app.domain.registration import SessionCount, over_by
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, label, put, row
from trainer_app.qt.tokens import Tone
from trainer_app.words import attendance_import
from trainer_app.words import sessions as words
from trainer_app.words.language import say

_CAPTIONS: Final = (
    words.WHEN, words.ROOM, words.KIND, words.SERIES, words.REGISTERED, words.CAME, words.PLACES, words.STATE,
    words.FACILITATOR, words.HELPERS,
)  # fmt: skip
_ACROSS: Final = 4
_WIDE: Final = frozenset({words.HELPERS})


class SessionOverview(QWidget):
    """When, where, what for, with whom, and how full; `import_wanted` for a list of who came."""

    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._facts: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S24)
        grid.setVerticalSpacing(tokens.S16)
        for at, caption in enumerate(_CAPTIONS):
            fact = label("", wrap=True)
            self._facts[caption] = fact
            box = column(label(say(caption), "note"), fact, None, gap=tokens.S4)
            grid.addLayout(box, at // _ACROSS, at % _ACROSS, 1, 3 if caption in _WIDE else 1)
        for at in range(_ACROSS):
            grid.setColumnStretch(at, 1)
        bring = button(say(attendance_import.IMPORT), self.import_wanted.emit, kind="slight", icon="import")
        self.setLayout(column(grid, tokens.S16, row(bring, None), None))

    def show_session(self, session: Session, count: SessionCount, *, now: datetime) -> None:
        """Show the facts as they are now."""
        none = say(words.NONE)
        said = {
            words.WHEN: words.when(session, now),
            words.ROOM: session.room or none,
            words.KIND: words.kind(session),
            words.SERIES: words.series(session),
            words.REGISTERED: words.registered(session, count),
            words.CAME: words.came(count) or none,
            words.PLACES: words.places(session),
            words.STATE: words.state(session, now),
            words.FACILITATOR: session.facilitator or none,
            words.HELPERS: ", ".join(session.helpers) or none,
        }
        for caption, text in said.items():
            self._facts[caption].setText(text)
        put(self._facts[words.REGISTERED], tone=Tone.LOOK.value if over_by(session, count.registered) else "")
        self._facts[words.WHEN].setToolTip(session.zone)
