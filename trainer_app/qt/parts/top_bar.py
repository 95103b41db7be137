"""The bar on top: which program and session is running, its phase and clock, undo, and the next phase as one button."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, button, column, frame, label, put, row, toned
from trainer_app.qt.parts.phase_strip import PhaseStrip
from trainer_app.qt.parts.rail import WIDTH
from trainer_app.qt.theme import tabular
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as words
from trainer_app.words.language import say

_HEIGHT: Final = 56
_BRAND: Final = 184
_CHIP_NEEDS: Final = 220


class TopBar(QFrame):
    """Shows the running session; asks for the next phase and for undo by signals."""

    phase_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._session: Session | None = None
        self._since: datetime | None = None
        self._next: Phase | None = None
        self._brand = label(say(words.APP), "brand")
        self._brand.setFixedWidth(_BRAND)
        self._dot = toned("dot", Tone.OK, 16)
        self._line = ElidedLabel()
        self._chip = frame("chip", row(self._dot, self._line, gap=tokens.S8, margins=(12, 6, 12, 6)))
        self._strip = PhaseStrip()
        self._strip.wanted.connect(self.phase_wanted)
        self._clock = label("", "strong")
        self._clock.setFont(tabular(self._clock.font()))
        self._undo = button(say(words.UNDO), self.undo_wanted.emit, icon="undo")
        self._undo.setToolTip(say(words.UNDO_TIP))
        self._go_on = button("", self._press_next, kind="primary")
        self._thread = _busy_thread()
        self._lay_out()
        self.show_session(None, since=None, following=None, program="")

    def show_session(
        self, session: Session | None, *, since: datetime | None, following: Phase | None, program: str
    ) -> None:
        """Show this session, in its phase `since`; `following` is what the big button begins."""
        self._session, self._since, self._next = session, since, following
        running = session is not None and session.phase in {*PHASES_WITH_CLOCK, Phase.DOORS}
        self._line.setText(words.session_line(session, program) if session else program)
        self._chip.setVisible(bool(session or program))
        self._dot.setVisible(session is not None)
        put(self._dot, tone=(Tone.OK if running else Tone.PLAIN).value)
        self._dot.show_icon("dot" if running else "ring")
        self._strip.setVisible(running)
        self._go_on.setVisible(following is not None)
        if session:
            self._strip.show_phase(session.phase)
        if session and following:
            back = session.phase is Phase.BREAK and following is Phase.HANDS_ON
            self._go_on.setText(say(words.BACK_TO_HANDS_ON if back else words.TO_PHASE[following]))
        self.tick(datetime.now(UTC))
        self._fit()

    def tick(self, now: datetime) -> None:
        """Move the clock."""
        running = self._session is not None and self._session.phase in PHASES_WITH_CLOCK
        put(self._clock, kind="strong" if running else "muted")
        self._clock.setText(self._time_said(now))

    def align_with(self, rail: int) -> None:
        """Let the chip begin where the pages do, beside a rail of this width."""
        self._brand.setFixedWidth(rail - (WIDTH - _BRAND))

    def offer_undo(self, undo: bool) -> None:
        """Enable undo once there is data to undo in."""
        self._undo.setEnabled(undo)

    def show_busy(self, busy: bool) -> None:
        """Show a thread of progress while an answer is long in coming."""
        self._thread.setRange(0, 0 if busy else 1)
        self._thread.reset()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the phases where they do not fit."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        inside = row(self._brand, self._chip, self._strip, self._clock, None, self._undo, self._go_on, gap=tokens.S16)
        inside.setContentsMargins(tokens.S16 + 4, 8, tokens.S16 + 4, 6)
        box = QWidget()
        box.setLayout(inside)
        self.setLayout(column(box, self._thread, gap=0))
        self.setMinimumHeight(_HEIGHT)

    def _fit(self) -> None:
        others = (self._brand.width(), self._clock.sizeHint().width(), self._undo.sizeHint().width())
        taken = sum(others) + self._go_on.sizeHint().width() + 6 * tokens.S16 + 40
        self._strip.fold(self.width() - taken < self._strip.full_width() + _CHIP_NEEDS)

    def _time_said(self, now: datetime) -> str:
        if self._session is None or self._session.phase is Phase.ENDED:
            return ""
        if self._session.phase in PHASES_WITH_CLOCK and self._since:
            return words.running_clock(int((now - self._since).total_seconds()))
        return words.starts_in(round((self._session.starts_at - now).total_seconds() / 60))

    def _press_next(self) -> None:
        if self._next:
            self.phase_wanted.emit(self._next)


PHASES_WITH_CLOCK: Final = frozenset({Phase.TALK, Phase.HANDS_ON, Phase.BREAK, Phase.WRAP_UP})


def _busy_thread() -> QProgressBar:
    thread = QProgressBar()
    thread.setProperty("kind", "thread")
    thread.setTextVisible(False)
    thread.setAccessibleName(say(words.BUSY))
    thread.setRange(0, 1)
    thread.reset()
    return thread
