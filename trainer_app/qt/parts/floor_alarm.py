"""A step that holds the room up, with what helped most and the button that shows it to everyone on the step."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from trainer_app.domain.floor import StepAlarm
from trainer_app.domain.help_figures import remedy_records, suggested_remedies
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, button, clear, column, frame, label, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.services.floor import FloorView
from trainer_app.words import floor as floor_words
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_SHOWN: Final = 2


class StepAlarms(QFrame):
    """The step alarms of now, the first ones in full; `fix_wanted(step_key, title)` from their buttons."""

    fix_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._inside = column(gap=tokens.S8)
        self.setLayout(self._inside)
        self._shown: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_view(self, view: FloorView) -> None:
        """Show the alarms of this look; the same ones stay as they are."""
        alarms = view.floor.signals.step_alarms
        said = tuple((floor_words.step_alarm_line(alarm), remedy_of(view, alarm)) for alarm in alarms)
        self.setVisible(bool(alarms))
        if said == self._shown:
            return
        self._shown = said
        clear(self._inside)
        for alarm, (text, remedy) in zip(alarms[:_SHOWN], said, strict=False):
            self._inside.addWidget(self._strip(alarm, text, remedy))
        if len(alarms) > _SHOWN:
            self._inside.addWidget(label(words.more_alarms(len(alarms) - _SHOWN), "note"))

    def _strip(self, alarm: StepAlarm, text: str, remedy: str) -> QFrame:
        show = button(say(words.SHOW_FIX), self._show, kind="slight")
        show.setObjectName(alarm.step_key)
        show.setProperty("step", alarm.step_title)
        said, more = ElidedLabel(text, "heading"), ElidedLabel(remedy, "note")
        said.setProperty("tone", Tone.LOOK.value)
        both = column(said, more, gap=2) if remedy else column(said)
        inside = row(toned("look", Tone.LOOK), both, show, gap=tokens.S12, margins=(14, 8, 10, 8))
        inside.setStretch(1, 1)
        strip = frame("answer", inside)
        strip.setProperty("tone", Tone.LOOK.value)
        strip.setAccessibleName(text)
        return strip

    def _show(self) -> None:
        pressed = self.sender()
        self.fix_wanted.emit(pressed.objectName(), str(pressed.property("step")))


def remedy_of(view: FloorView, alarm: StepAlarm) -> str:
    """Return what helped most against what holds the step up, "" where nothing is known."""
    step = view.room.checklist.step(alarm.step_key)
    records = remedy_records(view.room.tickets)
    found = suggested_remedies(step, error_key=alarm.error_key, system=None, records=records)
    if found:
        return words.fix_line(found[0][0].text, found[0][1])
    return step.fallback or ""
