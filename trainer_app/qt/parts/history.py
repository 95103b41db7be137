"""What was done, by whom and when, newest first; any line that can be taken back can be taken back here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Activity, Changes, Desk
from trainer_app.qt import tokens
from trainer_app.qt.live import Live
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import button, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.qt.parts.table import Table
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.undo import TrailLine
from trainer_app.words import palette as words
from trainer_app.words import trail
from trainer_app.words.language import say

_WIDTH: Final = 980
_HEIGHT: Final = 420


class History(Sheet):
    """Shows the trail and stays up to date; `taken_back(Activity)` after one line was."""

    taken_back = Signal(object)

    def __init__(  # positional: as every page is given them
        self, over: QWidget, services: Services, work: Work, live: Live, desk: Desk
    ) -> None:
        self._services, self._work, self._desk = services, work, desk
        self._table: Table[TrailLine] = Table(
            say(words.HISTORY_TITLE), _columns(services.clock), key=_cursor, multi=False
        )
        self._stage = Stage(self._table)
        self._stage.setMinimumHeight(_HEIGHT)
        self._back = button(say(words.TAKE_BACK), self._take_back, kind="primary", icon="undo")
        self._why = label("", "muted")
        foot = row(self._back, self._why, None, gap=tokens.S12)
        how = label(say(words.HISTORY_HOW), "muted", wrap=True)
        super().__init__(over, say(words.HISTORY_TITLE), how, self._stage, foot, width=_WIDTH)
        self._table.marked.connect(self._weigh)
        self._table.chosen.connect(self._take_back_row)
        live.changed.connect(self._hear)
        self._stage.show_loading()
        self._weigh([])
        self._fetch()

    def _fetch(self) -> None:
        self._work.read(self._services.undo.trail, then=self._show, newest="trail")

    def _hear(self, _changes: Changes) -> None:
        self._fetch()

    def _show(self, lines: Sequence[TrailLine]) -> None:
        if not lines:
            self._stage.show_empty("undo", say(words.NOTHING_YET), say(words.NOTHING_YET_HOW))
            return
        self._stage.show_content()
        self._table.show_rows(lines)
        self._weigh(self._table.rows_marked())

    def _weigh(self, marked: Sequence[TrailLine]) -> None:
        line = next(iter(marked), None)
        self._back.setEnabled(bool(line and line.reversible))
        self._why.setText(say(words.CANNOT) if line and not line.reversible else "")

    def _take_back(self) -> None:
        for line in self._table.rows_marked():
            self._take_back_row(line)

    def _take_back_row(self, line: TrailLine) -> None:
        if line.reversible:
            undo = partial(self._services.undo.undo, self._desk, cursor=line.line.cursor)
            self._work.run(undo, then=self._say_taken_back)

    def _say_taken_back(self, line: Activity) -> None:
        self.taken_back.emit(line)


def _cursor(line: TrailLine) -> int:
    return line.line.cursor


def _columns(clock: Callable[[], datetime]) -> tuple[Column[TrailLine], ...]:
    def when(line: TrailLine) -> str:
        return trail.when(line.line.at.astimezone(), clock().astimezone())

    def exactly(line: TrailLine) -> str:
        return line.line.at.astimezone().isoformat(sep=" ", timespec="seconds")

    return (
        Column(say(words.WHEN), when, 110, tip=exactly, order=_cursor),
        Column(say(words.WHAT), _what, 0, strong=True),
        Column(say(words.WHO), _who, 130),
        Column(say(words.WHERE), _where, 120),
        Column(say(words.STATE), _state, 196, tone=_tone),
    )


def _what(line: TrailLine) -> str:
    return trail.deed(line.line, about=line.about)


def _who(line: TrailLine) -> str:
    return line.line.desk.author


def _where(line: TrailLine) -> str:
    return line.line.desk.device


def _state(line: TrailLine) -> str:
    if line.line.undone_by is not None:
        return say(words.TAKEN_BACK)
    return "" if line.reversible else say(words.CANNOT)


def _tone(line: TrailLine) -> Tone:
    return Tone.LOOK if line.line.undone_by is not None else Tone.PLAIN
