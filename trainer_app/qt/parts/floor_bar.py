"""Above the floor: how talk and hands-on share the time, the waits and how much is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from trainer_app.domain.help_figures import WaitFigures
from trainer_app.domain.progress import TALK_PLAN, Rhythm, rhythm
from trainer_app.domain.session import Phase, PhaseChange
from trainer_app.qt import tokens
from trainer_app.qt.icons import scaled
from trainer_app.qt.parts.basics import label, put, row
from trainer_app.qt.theme import colours_of, tabular
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as desk_words
from trainer_app.words import floor as floor_words
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_BAR: Final = (132, 8)
_STILL: Final = {
    Phase.DOORS: words.STANDING_STILL,
    Phase.TALK: words.STANDING_STILL,
    Phase.BREAK: words.STANDING_STILL_PAUSE,
    Phase.WRAP_UP: words.STANDING_STILL_PAUSE,
    Phase.ENDED: words.ENDED,
}


class PhaseClock(QFrame):
    """The shares of talk and hands-on against the plan; the phase and its clock stand at the top of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._phases: Sequence[PhaseChange] = ()
        self._bar, self._share = RhythmBar(), label("", "strong")
        self._share.setFont(tabular(self._share.font()))
        talk, hands_on = (label(say(desk_words.PHASES[one]), "muted") for one in (Phase.TALK, Phase.HANDS_ON))
        self._shares = QWidget()
        self._shares.setLayout(row(talk, self._bar, hands_on, self._share, gap=tokens.S8))
        self._note = label("", "note")
        self.setLayout(row(self._shares, self._note, gap=tokens.S12))

    def show_phases(self, phases: Sequence[PhaseChange], now: datetime, *, note: str) -> None:
        """Show the phases of this session, and a note on the clocks of the steps."""
        self._phases = phases
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Move the shares."""
        so_far = rhythm(self._phases, now)
        said = words.rhythm_short(so_far)
        if self._share.text() != said:
            self._share.setText(said)
        self._shares.setVisible(so_far.talk_share is not None)
        self._bar.show_rhythm(so_far)


class RhythmBar(QWidget):
    """A bar of two parts, talk and hands-on, with a notch where the plan parts them."""

    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(words.RHYTHM))

    def show_rhythm(self, so_far: Rhythm) -> None:
        """Show this share; the words of it are in the tooltip."""
        if so_far.talk_share != self._share:
            self._share = so_far.talk_share
            said = "\n".join((floor_words.rhythm_line(so_far), words.rhythm_spent(so_far)))
            self.setToolTip(said)
            self.setAccessibleDescription(said)
            self.update()

    def sizeHint(self) -> QSize:
        """Return a size that grows with the text."""
        return QSize(scaled(_BAR[0], self.font()), scaled(_BAR[1], self.font()) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shares."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 4, 0, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(box, 4, 4)
        talk = QRectF(box.left(), box.top(), max(box.width() * (self._share or 0.0), 0.0), box.height())
        painter.setBrush(QColor(colours.edge))
        painter.drawRoundedRect(talk, 4, 4)
        painter.fillRect(
            QRectF(box.left() + box.width() * TALK_PLAN - 1, box.top() - 4, 2, box.height() + 8), QColor(colours.text)
        )
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()


class FloorFigures(QFrame):
    """Half waited at most, nine in ten at most, and the share of all steps that are done."""

    def __init__(self) -> None:
        super().__init__()
        self._half, self._nine, self._done = (_figure() for _ in range(3))
        pairs = ((self._half, words.WAIT_HALF), (self._nine, words.WAIT_NINE), (self._done, words.DONE_SHARE))
        boxes = []
        for figure, said in pairs:
            box = QFrame()
            box.setLayout(row(figure, label(say(said), "note"), gap=5))
            boxes.append(box)
        self._boxes = boxes
        self.setLayout(row(*boxes, gap=tokens.S16))

    def show_figures(self, waits: WaitFigures, done: float | None) -> None:
        """Show these figures; amber where people wait longer than is aimed at."""
        for figure, text in (
            (self._half, words.waits(waits.p50)),
            (self._nine, words.waits(waits.p90)),
            (self._done, words.share(done)),
        ):
            if figure.text() != text:
                figure.setText(text)
        self.updateGeometry()
        tone = Tone.PLAIN if waits.on_target else Tone.LOOK
        for figure in (self._half, self._nine):
            put(figure, tone=None if tone is Tone.PLAIN else tone.value)
        tip = words.figure_tip(waits)
        for box in self._boxes[:2]:
            box.setToolTip("\n".join((tip, floor_words.waits_line(waits))))


def still_line(phase: Phase, *, running: bool) -> str:
    """Return why the clocks of the steps do not run, "" where they do."""
    return "" if running else say(_STILL.get(phase, words.STANDING_STILL))


def _figure() -> QLabel:
    figure = label("", "strong")
    figure.setFont(tabular(figure.font()))
    return figure
