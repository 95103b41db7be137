"""The parts of a session's report as they are drawn, the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from trainer_app.domain.help_figures import HelperLoad
from trainer_app.domain.session_report import CONFIDENCE, Confidence, ErrorLine, SessionReport, StepLine, Stopped
from trainer_app.qt.report_canvas import CENTRE, RIGHT, Area, Canvas
from trainer_app.words import report as words
from trainer_app.words import way_out as way_out_words
from trainer_app.words.language import say
from trainer_app.words.report import Figure

Block = Callable[[Canvas, Area], float]
"""Draws a piece that stays together, and returns how far down it went."""

_FIGURE_LEAST: Final = 150.0
_COLUMNS: Final = (60.0, 48.0, 62.0, 64.0, 46.0, 62.0, 58.0, 86.0)
_BAR: Final = 5.0
_CHART: Final = 44.0
_GAP: Final = 10.0


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its title, its pieces from top to bottom, and what a screen reader says of it."""

    title: str
    blocks: tuple[Block, ...]
    spoken: str


def figures(report: SessionReport) -> Section:
    """Return the large figures in a row, in several rows where it is narrow."""
    shown = words.figures(report)
    spoken = ". ".join(f"{one.caption}: {one.value}, {one.note}" for one in shown)
    return Section("", (partial(_figures, shown),), spoken)


def steps(report: SessionReport) -> Section:
    """Return the funnel, step by step."""
    came = max(report.attendance.came, 1)
    rows = [partial(_step, line, came) for line in report.steps]
    note = " ".join((say(words.STEPS_NOTE), words.carried_line(report)))
    spoken = ". ".join([*(words.step_text(line) for line in report.steps), note])
    return Section(say(words.STEPS), (_step_heads, *rows, partial(_note, note)), spoken)


def help_given(report: SessionReport) -> Section:
    """Return how help came about, how long people waited, and who helped."""
    lines = words.asked_lines(report)
    most = max((load.minutes for load in report.helpers), default=1.0) or 1.0
    loads = [partial(_helper, load, number, most) for number, load in enumerate(report.helpers, 1)]
    named = [
        f"{words.helper_name(load, number)}: {words.helper_line(load)}" for number, load in enumerate(report.helpers, 1)
    ]
    return Section(say(words.HELP), (*(partial(_line, line) for line in lines), *loads), " ".join([*lines, *named]))


def errors(report: SessionReport) -> Section:
    """Return the errors met most, with what helped."""
    if not report.errors:
        return _only(say(words.ERRORS), say(words.NO_ERRORS))
    spoken = ". ".join(
        f"{words.error_title(one)}, {words.error_where(one)}: {'; '.join(words.remedies(one))}" for one in report.errors
    )
    return Section(say(words.ERRORS), tuple(partial(_error, one) for one in report.errors), spoken)


def confidence(report: SessionReport) -> Section:
    """Return the answers before and after as small bars, and their change."""
    said = report.confidence
    if not sum(said.before) + sum(said.after):
        return _only(say(words.CONFIDENCE), say(words.NOBODY_SAID))
    change = words.confidence_line(said)
    return Section(say(words.CONFIDENCE), (partial(_charts, said), partial(_line, change)), change)


def stopped(report: SessionReport) -> Section:
    """Return who stopped where."""
    if not report.stopped:
        return _only(say(words.STOPPED), words.none_stopped(report))
    spoken = ". ".join(f"{words.stopped_head(one)}: {words.stopped_names(one)}" for one in report.stopped)
    return Section(say(words.STOPPED), tuple(partial(_stopped, one) for one in report.stopped), spoken)


def way_out(report: SessionReport) -> Section:
    """Return what people said on their way out; it has no pieces where nobody said anything."""
    told = way_out_words.told(report.way_out)
    pieces = [
        piece
        for caption, answers in told
        for piece in (partial(_asked, caption, answers[0]), *(partial(_answer, one) for one in answers[1:]))
    ]
    spoken = ". ".join(f"{caption}: {'; '.join(answers)}" for caption, answers in told)
    return Section(say(way_out_words.TITLE), tuple(pieces), spoken)


def draw(section: Section, canvas: Canvas, area: Area) -> float:  # positional: as a block
    """Draw the whole section from the area's top; return its height."""
    height = heading(section, canvas, area)
    for block in section.blocks:
        height += block(canvas, area.below(height))
    return height


def heading(section: Section, canvas: Canvas, area: Area) -> float:  # positional: as a block
    """Draw the section's title; return its height with the air below."""
    if not section.title:
        return 0.0
    return canvas.words(area, section.title, ink=canvas.heading) + 6


def _only(title: str, text: str) -> Section:
    return Section(title, (partial(_line, text),), text)


def _figures(shown: Sequence[Figure], canvas: Canvas, area: Area) -> float:
    across = max(1, min(len(shown), int(area.width // _FIGURE_LEAST)))
    wide = area.width / across
    height = 0.0
    for begin in range(0, len(shown), across):
        line = shown[begin : begin + across]
        place = area.below(height)
        height += max(_figure(one, canvas, place.part(at * wide, wide - _GAP)) for at, one in enumerate(line))
        height += _GAP if begin + across < len(shown) else 0.0
    return height


def _figure(one: Figure, canvas: Canvas, area: Area) -> float:
    height = canvas.words(area, one.caption, ink=canvas.note)
    height += canvas.words(area.below(height), one.value, ink=canvas.figure)
    return height + canvas.paragraph(area.below(height), one.note, ink=canvas.note)


def _step_heads(canvas: Canvas, area: Area) -> float:
    first = _first_column(area)
    height = canvas.words(area.part(0, first), say(words.STEP), ink=canvas.note)
    _cells([say(head) for head in words.STEP_HEADS], canvas, area, strong=False)
    canvas.rule(area.below(height + 3))
    return height + 8


def _step(line: StepLine, came: int, canvas: Canvas, area: Area) -> float:  # positional: a block's last two
    first = _first_column(area) - _GAP
    title = f"{line.title} · {say(words.FIRST_HANDS_ON_MARK)}" if line.completes else line.title
    height = canvas.paragraph(area.part(0, first), title, ink=canvas.strong if line.completes else canvas.body)
    _cells(words.step_cells(line), canvas, area, strong=True)
    track = area.below(height + 2).part(0, first)
    canvas.bar(track, _BAR, colour=canvas.colours.sunk)
    at = 0.0
    for count, colour in (
        (line.done, canvas.colours.accent),
        (line.skipped, canvas.colours.edge),
        (line.on_it, canvas.colours.ok),
        (line.stopped, canvas.colours.look),
    ):
        wide = first * count / came
        canvas.bar(track.part(at, wide), _BAR, colour=colour)
        at += wide
    return height + 2 + _BAR + 7


def _first_column(area: Area) -> float:
    return max(area.width - sum(_COLUMNS), 90.0)


def _cells(cells: Sequence[str], canvas: Canvas, area: Area, *, strong: bool) -> None:
    x = _first_column(area)
    for cell, wide in zip(cells, _COLUMNS, strict=True):
        canvas.words(area.part(x, wide), cell, ink=canvas.body if strong else canvas.note, side=RIGHT)
        x += wide


def _note(text: str, canvas: Canvas, area: Area) -> float:
    return canvas.paragraph(area.below(2), text, ink=canvas.note) + 2


def _line(text: str, canvas: Canvas, area: Area) -> float:
    return canvas.paragraph(area, text, ink=canvas.muted) + 4


def _helper(load: HelperLoad, number: int, most: float, canvas: Canvas, area: Area) -> float:  # positional: as _step
    named, told = area.width * 0.32, area.width * 0.34
    height = canvas.paragraph(area.part(0, named - _GAP), words.helper_name(load, number), ink=canvas.body)
    track = area.below(canvas.line_height(canvas.body) / 2 - 4).part(named, area.width - named - told)
    canvas.bar(track, 8, colour=canvas.colours.sunk)
    canvas.bar(track.part(0, track.width * load.minutes / most), 8, colour=canvas.colours.accent)
    canvas.words(area.part(area.width - told, told), words.helper_line(load), ink=canvas.muted, side=RIGHT)
    return height + 4


def _error(one: ErrorLine, canvas: Canvas, area: Area) -> float:
    height = canvas.paragraph(area, words.error_title(one), ink=canvas.strong)
    height += canvas.paragraph(area.below(height), words.error_where(one), ink=canvas.note)
    for text in words.remedies(one):
        height += canvas.paragraph(area.below(height + 1).part(_GAP, area.width - _GAP), text, ink=canvas.muted) + 1
    return height + 8


def _charts(said: Confidence, canvas: Canvas, area: Area) -> float:
    wide = (area.width - 2 * _GAP) / 2
    most = max(*said.before, *said.after, 1)
    left = _chart((say(words.BEFORE), said.before, canvas.colours.edge), most, canvas, area.part(0, wide))
    _chart((say(words.AFTER), said.after, canvas.colours.accent), most, canvas, area.part(wide + 2 * _GAP, wide))
    return left + 6


def _chart(
    shown: tuple[str, tuple[int, ...], str], most: int, canvas: Canvas, area: Area
) -> float:  # positional: as _step
    caption, counts, colour = shown
    head = canvas.words(area, f"{caption} · n = {sum(counts)}", ink=canvas.note)
    wide, small = area.width / len(CONFIDENCE), canvas.line_height(canvas.note)
    for at, (value, count) in enumerate(zip(CONFIDENCE, counts, strict=True)):
        spot = area.below(head).part(at * wide + 2, wide - 4)
        tall = max(_CHART * count / most, 1.5)
        canvas.bar(spot.below(small + _CHART - tall), tall, colour=colour if count else canvas.colours.line)
        canvas.words(spot.below(_CHART - tall), str(count), ink=canvas.note, side=CENTRE)
        canvas.words(spot.below(small + _CHART + 2), str(value), ink=canvas.note, side=CENTRE)
    return head + small + _CHART + 2 + small


def _asked(caption: str, first: str, canvas: Canvas, area: Area) -> float:
    height = canvas.paragraph(area.below(4), caption, ink=canvas.strong) + 4
    return height + _answer(first, canvas, area.below(height))


def _answer(text: str, canvas: Canvas, area: Area) -> float:
    return canvas.paragraph(area.below(1).part(_GAP, area.width - _GAP), text, ink=canvas.muted) + 3


def _stopped(one: Stopped, canvas: Canvas, area: Area) -> float:
    height = canvas.paragraph(area, words.stopped_head(one), ink=canvas.strong)
    return height + canvas.paragraph(area.below(height), words.stopped_names(one), ink=canvas.muted) + 6
