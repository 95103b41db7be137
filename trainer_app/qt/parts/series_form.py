"""Repeat one content: the fields at the left, and at the right at once the list of what would be made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea

from trainer_app.domain.series_plan import Clash, Draft, drafts
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.series_fields import SeriesFields
from trainer_app.qt.parts.table import Table
from trainer_app.qt.tokens import Tone
from trainer_app.words import sessions as words
from trainer_app.words.language import say

_OFF_KEYS: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_NARROW: Final = 860


class SeriesForm(QFrame):
    """Says what is to be made: `filled(plans, source)`; `left` when it was given up."""

    filled = Signal(object, object)
    left = Signal()

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._clock = clock
        self._standing: tuple[Session, ...] = ()
        self._source: UUID | None = None
        self.fields = SeriesFields()
        self._preview: Table[Draft] = Table(say(words.PREVIEW), self._columns(), key=_day)
        self._stage = Stage(self._preview)
        self._clashes = label("", "body", wrap=True, tone=Tone.LOOK)
        self._make = button("", self.send, kind="primary")
        self._lay_out()
        self.fields.edited.connect(self._show)
        self._preview.installEventFilter(self)
        self.setFocusProxy(self.fields)

    def begin(self, source: Session | None, *, zone: str, standing: tuple[Session, ...]) -> None:
        """Start as the session that is repeated, or with likely days where there is none."""
        self._standing, self._source = standing, source.id if source else None
        self.fields.begin(source, zone=zone, now=self._clock())
        self.fields.setFocus()

    def drafts(self) -> list[Draft]:
        """Return what would be made."""
        repeat = self.fields.repeat()
        return drafts(repeat, self._standing, now=self._clock()) if repeat.stem.strip() else []

    def send(self) -> None:
        """Ask for the series, once."""
        if self._make.isEnabled():
            self._make.setEnabled(False)
            made = self.drafts()
            plans = [self.fields.plan(name=one.name, starts_at=one.starts_at, ends_at=one.ends_at) for one in made]
            self.filled.emit(plans, self._source)

    def try_again(self) -> None:
        """Let the person mend what was refused."""
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list below the fields where there is no room beside them."""
        super().resizeEvent(event)
        scale = max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        across = self.width() >= _NARROW * scale
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make them with Enter, give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.send()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a picked day away with Delete in the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _OFF_KEYS
        if pressed and watched is self._preview:
            for day in [_day(one) for one in self._preview.rows_marked()]:
                self.fields.drop_day(day)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.fields)
        for ground in (area.viewport(), self.fields):
            ground.setAutoFillBackground(False)
        preview = column(label(say(words.PREVIEW), "heading"), self._stage, self._clashes, gap=tokens.S8)
        preview.setStretch(1, 1)
        both = row(area, preview, gap=tokens.S24)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self._both = both
        feet = row(self._make, button(say(words.CANCEL), self.left.emit), None, gap=tokens.S12)
        inside = column(label(say(words.REPEAT), "title"), both, feet, gap=tokens.S16, margins=(28, 22, 28, 22))
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def _columns(self) -> list[Column[Draft]]:
        return [
            Column(say(words.NAME), _name, width=0, strong=True),
            Column(say(words.WHEN), self._when, width=235, tone=_tone, icon=_sign),
        ]

    def _when(self, draft: Draft) -> str:
        return words.when(draft, self._clock())

    def _show(self) -> None:
        made = self.drafts()
        self._preview.show_rows(made)
        if made:
            self._stage.show_content()
        else:
            self._stage.show_empty("sessions", say(words.PICK_SOME if self.fields.is_picked else words.NO_DAY))
        self._clashes.setText(words.clashes(made))
        self._clashes.setVisible(any(one.clash for one in made))
        self._make.setText(words.make(len(made)))
        self._make.setEnabled(bool(made) and all(one.clash is not Clash.NAME_TAKEN for one in made))


def _day(draft: Draft) -> date:
    return draft.starts_at.astimezone(ZoneInfo(draft.zone)).date()


def _name(draft: Draft) -> str:
    return draft.name


def _sign(draft: Draft) -> str | None:
    return "stop" if draft.clash is Clash.NAME_TAKEN else "info" if draft.clash else None


def _tone(draft: Draft) -> Tone:
    return Tone.HELP if draft.clash is Clash.NAME_TAKEN else Tone.LOOK if draft.clash else Tone.PLAIN
