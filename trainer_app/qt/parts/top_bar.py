"""The bar on top: which program and session is running, its phase and clock, undo, and the next phase as one button."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.models.tips import plain_tip
from trainer_app.qt.parts.basics import ElidedLabel, button, column, frame, label, put, row, toned
from trainer_app.qt.parts.phase_strip import PhaseStrip
from trainer_app.qt.parts.phones_button import PhonesButton
from trainer_app.qt.parts.rail import WIDTH
from trainer_app.qt.theme import tabular
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as words
from trainer_app.words import projector as projector_words
from trainer_app.words.language import say

_HEIGHT: Final = 56
_BRAND: Final = 184
_EDGE: Final = 20
_CHIP_EDGES: Final = 56  # the dot, the space beside it and the padding
_CHIP_NEEDS: Final = 220


class TopBar(QFrame):
    """Shows the running session; asks for the next phase and for undo by signals."""

    phase_wanted = Signal(object)
    undo_wanted = Signal()
    history_wanted = Signal()
    projector_wanted = Signal()
    phones_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._session: Session | None = None
        self._since: datetime | None = None
        self._next: Phase | None = None
        self._said = ("", "")  # of program and session; of the session alone, where there is no room for both
        self._brand = label(say(words.APP), "brand")
        self._brand.setFixedWidth(_BRAND)
        self._dot = toned("dot", Tone.OK, size=16)
        self._line = ElidedLabel()
        self._chip = frame("chip", row(self._dot, self._line, gap=tokens.S8, margins=(12, 6, 12, 6)))
        self._strip = PhaseStrip()
        self._strip.wanted.connect(self.phase_wanted)
        self._clock = label("", "strong")
        self._clock.setFont(tabular(self._clock.font()))
        self._undo = button(say(words.UNDO), self.undo_wanted.emit, icon="undo")
        self._undo.setToolTip(say(words.UNDO_TIP))
        self._history = button("", self.history_wanted.emit, icon="history")
        self._history.setAccessibleName(say(words.HISTORY))
        self._history.setToolTip(say(words.HISTORY_TIP))
        self._projector = button("", self.projector_wanted.emit, icon="projector")
        self._projector.setAccessibleName(say(projector_words.PROJECTOR))
        self._projector.setToolTip(say(projector_words.PROJECTOR_TIP))
        self._phones = PhonesButton()
        self._phones.clicked.connect(self._press_phones)
        self._go_on = button("", self._press_next, kind="primary")
        self._thread = _busy_thread()
        self._lay_out()
        self.show_session(None, since=None, following=None, program="")

    def show_session(
        self, session: Session | None, *, since: datetime | None, following: Phase | None, program: str
    ) -> None:
        """Show this session, in its phase `since`; `following` is what the button begins. A `tick` sets the clock."""
        self._session, self._since, self._next = session, since, following
        running = session is not None and session.phase in {*PHASES_WITH_CLOCK, Phase.DOORS}
        self._said = (
            words.session_line(session, program) if session else program,
            words.session_line(session, "") if session else "",
        )
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
        self._clock.clear()
        self._fit()

    def tick(self, now: datetime) -> None:
        """Move the clock."""
        running = self._session is not None and self._session.phase in PHASES_WITH_CLOCK
        put(self._clock, kind="strong" if running else "muted")
        said = self._time_said(now)
        longer = len(said) != len(self._clock.text())
        self._clock.setText(said)
        if longer:
            self._fit()

    def align_with(self, rail: int) -> None:
        """Let the chip begin where the pages do, beside a rail of this width."""
        self._brand.setFixedWidth(rail - (WIDTH - _BRAND))

    def offer_undo(self, what: str, *, stands: str = "") -> None:
        """Say what undo would take back now; nothing where it would take back nothing, or what `stands` in its way."""
        self._undo.setEnabled(bool(what))
        why = say(words.UNDO_STANDS, deed=stands) if stands else say(words.UNDO_NOTHING)
        self._undo.setToolTip(plain_tip(say(words.UNDO_WHAT, deed=what) if what else why))

    def show_phones(self, *, on: bool, connected: int, waiting: int) -> None:
        """Show whether phones are on, how many are connected, and how many wait for a nod."""
        self._phones.show_phones(on=on, connected=connected, waiting=waiting)
        self._fit()

    def show_busy(self, busy: bool) -> None:
        """Show a thread of progress while an answer is long in coming."""
        self._thread.setRange(0, 0 if busy else 1)
        self._thread.reset()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the phases where they do not fit."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        inside = row(
            self._brand,
            self._chip,
            self._strip,
            self._clock,
            None,
            self._undo,
            self._history,
            self._phones,
            self._projector,
            self._go_on,
            gap=tokens.S16,
        )
        inside.setContentsMargins(_EDGE, 8, _EDGE, 6)
        box = QWidget()
        box.setLayout(inside)
        self.setLayout(column(box, self._thread, gap=0))
        self.setMinimumHeight(_HEIGHT)

    def _fit(self) -> None:
        others = (self._clock, self._undo, self._history, self._phones, self._projector, self._go_on)
        taken = sum(one.sizeHint().width() for one in others if one.isVisibleTo(self))
        gaps = 9 * tokens.S16 + 2 * _EDGE
        room = self.width() - self._brand.width() - taken - gaps
        strip = self._strip.full_width() if self._strip.isVisibleTo(self) else 0
        self._strip.fold(room < strip + _CHIP_NEEDS)
        room -= self._strip.sizeHint().width() if strip else 0
        full, short = self._said
        fits = self._line.fontMetrics().horizontalAdvance(full) + _CHIP_EDGES <= room
        self._line.setText(full if fits or not short else short)
        self._chip.setToolTip("" if fits else full)

    def _time_said(self, now: datetime) -> str:
        if self._session is None or self._session.phase is Phase.ENDED:
            return ""
        if self._session.phase in PHASES_WITH_CLOCK and self._since:
            return words.running_clock(int((now - self._since).total_seconds()))
        return words.starts_in(round((self._session.starts_at - now).total_seconds() / 60))

    def _press_phones(self) -> None:
        self.phones_wanted.emit()

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
