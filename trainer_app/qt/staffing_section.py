"""The table of helpers and waits as it is drawn: a bar for nine in ten, the half within it, the targets marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from trainer_app.domain.help_figures import WAIT_P50_TARGET, WAIT_P90_TARGET
from trainer_app.domain.staffing_plan import Forecast
from trainer_app.qt.report_canvas import RIGHT, Area, Canvas
from trainer_app.qt.report_sections import Section
from trainer_app.words import staffing as words
from trainer_app.words.language import say

_SCALE: Final = 3 * WAIT_P90_TARGET  # minutes the graph reaches; longer bars end at its edge with an arrow
_HEAD, _HALF, _NINE, _BUSY = 92.0, 104.0, 128.0, 60.0
_ROW: Final = 32.0
_GAP: Final = 16.0


def waits(rows: Sequence[Forecast], *, chosen: int) -> Section:
    """Return the graph of these rows; the one with the `chosen` helpers stands out."""
    spoken = ". ".join(words.row_tip(row) for row in rows)
    lines = [partial(_row, row, row.helpers == chosen) for row in rows]
    return Section(say(words.WAITS_HEAD), (_heads, *lines, _targets), spoken)


def _heads(canvas: Canvas, area: Area) -> float:
    wide = _graph(area)
    canvas.words(area.part(0, _HEAD), say(words.HELPERS), ink=canvas.note)
    right = area.part(_HEAD + wide + _GAP, 0)
    canvas.words(right.part(0, _HALF), say(words.HALF), ink=canvas.note, side=RIGHT)
    canvas.words(right.part(_HALF, _NINE), say(words.NINE_IN_TEN), ink=canvas.note, side=RIGHT)
    height = canvas.words(right.part(_HALF + _NINE, _BUSY), say(words.BUSY), ink=canvas.note, side=RIGHT)
    canvas.rule(area.below(height + 3))
    return height + 8


def _row(row: Forecast, chosen: bool, canvas: Canvas, area: Area) -> float:  # positional: a block's last two
    wide, colours = _graph(area), canvas.colours
    if chosen:
        canvas.bar(Area(area.x - 8, area.y, area.width + 16), _ROW, colour=colours.accent_soft)
    line = area.below((_ROW - canvas.line_height(canvas.body)) / 2)
    ink = canvas.strong if chosen else canvas.body
    canvas.words(line.part(0, _HEAD), str(row.helpers), ink=ink)
    track = area.below(_ROW / 2).part(_HEAD, wide)
    tone = colours.ok if row.on_target else colours.look
    canvas.bar(track.below(-5).part(0, wide * _share(row.p90)), 10, colour=tone)
    canvas.bar(track.below(-8).part(max(wide * _share(row.p50) - 1.5, 0.0), 3), 16, colour=colours.text)
    for minutes in (WAIT_P50_TARGET, WAIT_P90_TARGET):
        canvas.rule(area.part(_HEAD + wide * _share(minutes), 0), colour=colours.edge, upright=_ROW)
    right = line.part(_HEAD + wide + _GAP, 0)
    canvas.words(right.part(0, _HALF), words.wait(row.p50), ink=ink, side=RIGHT)
    canvas.words(right.part(_HALF, _NINE), words.mark(row), ink=ink, side=RIGHT)
    canvas.words(right.part(_HALF + _NINE, _BUSY), words.busy(row), ink=canvas.muted, side=RIGHT)
    return _ROW


def _targets(canvas: Canvas, area: Area) -> float:
    return canvas.paragraph(area.below(8), words.graph_note(), ink=canvas.note) + 8


def _graph(area: Area) -> float:
    return max(area.width - _HEAD - _GAP - _HALF - _NINE - _BUSY, 60.0)


def _share(minutes: float | None) -> float:
    return 1.0 if minutes is None else min(minutes / _SCALE, 1.0)
