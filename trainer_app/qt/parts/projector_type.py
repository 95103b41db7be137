"""Large type for the projector: words and commands wrapped where it makes sense, as large as they fit, never cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from trainer_app.qt.parts.projector_slide import Column, LineKind, SlideLine
from trainer_app.qt.parts.queue_layout import lines_of

_SMALLEST: Final = 8
_WORDS_SIZE: Final = 0.74  # of the size of commands
_LEAD: Final = 1.28  # height of a line, as a factor of the type size
_APART: Final = 0.45  # between two lines of instructions
_TEAR_BELOW: Final = 0.5  # of the largest size
_INDENT: Final = "  "  # a command goes on in the next line
_BREAKS: Final = re.compile(r".+?(?:[/\\=?&,|]+|(?<=\w)[-.](?=\w)|$)")


@dataclass(frozen=True, slots=True)
class Typed:
    """One line as it is drawn: how far below the top, in which font."""

    text: str
    y: float
    font: QFont
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column and their height in pixels; `torn` where a word had to be broken between two letters."""

    lines: tuple[Typed, ...]
    height: float
    torn: bool = False


def command_lines(command: str, metrics: QFontMetricsF, width: float) -> list[str]:  # positional: as lines_of
    """Return a command in lines of this width: between words, else after slashes, = and the like; nothing left out."""
    lines = [""]
    for word in re.findall(r"\S+\s*", command):
        for piece in _pieces(word, metrics, width):
            line = lines[-1] + piece
            if lines[-1].strip() and metrics.horizontalAdvance(line.rstrip()) > width:
                lines.append(_INDENT + piece)
            else:
                lines[-1] = line
    return [line.rstrip() for line in lines]


def _pieces(word: str, metrics: QFontMetricsF, width: float) -> list[str]:  # positional: as above
    if metrics.horizontalAdvance(_INDENT + word.rstrip()) <= width:
        return [word]
    fitting: list[str] = []
    for part in _BREAKS.findall(word) or [word]:
        if metrics.horizontalAdvance(_INDENT + part.rstrip()) <= width:
            fitting.append(part)
        else:
            fitting.extend(part)  # nowhere to break: letter by letter
    return fitting


def _is_torn(command: str, metrics: QFontMetricsF, width: float) -> bool:  # positional: as above
    words = (word.rstrip() for word in command.split())
    wide = (word for word in words if metrics.horizontalAdvance(_INDENT + word) > width)
    return any(metrics.horizontalAdvance(_INDENT + part) > width for word in wide for part in _BREAKS.findall(word))


def fitted(columns: Sequence[Column], base: QFont, *, width: float, height: float, largest: float) -> list[Block]:
    """Return each column as large as all of them fit into the height, at most `largest` pixels; all in one size."""
    size = largest
    while True:
        blocks = [block(column.lines, base, width=width, size=size) for column in columns]
        if _fits(blocks, max(one.height for one in blocks) <= height, size / largest) or size <= _SMALLEST:
            return blocks
        size = max(size * 0.94, _SMALLEST)


def fitted_rows(columns: Sequence[Column], base: QFont, *, width: float, height: float, largest: float) -> list[Block]:
    """Return the same one below another: together they fit into the height less what lies between them."""
    size = largest
    while True:
        blocks = [block(column.lines, base, width=width, size=size) for column in columns]
        if _fits(blocks, sum(one.height for one in blocks) <= height, size / largest) or size <= _SMALLEST:
            return blocks
        size = max(size * 0.94, _SMALLEST)


def _fits(blocks: Sequence[Block], in_height: bool, share: float) -> bool:  # positional: what, whether, how large
    """Say whether it stays so: in the height, and no word torn that somewhat smaller type would keep whole."""
    return in_height and (share < _TEAR_BELOW or not any(one.torn for one in blocks))


def size_of(blocks: Sequence[Block]) -> float:
    """Return the pixels of the commands in these blocks, else of the words."""
    sizes = [line.font.pixelSize() for one in blocks for line in one.lines if line.kind is LineKind.COMMAND]
    words = [line.font.pixelSize() for one in blocks for line in one.lines]
    return max(sizes or words, default=0)


def block(lines: Sequence[SlideLine], base: QFont, *, width: float, size: float) -> Block:
    """Return the lines set one below another in this width and size in pixels."""
    typed: list[Typed] = []
    y, torn = 0.0, False
    for line in lines:
        is_command = line.kind is LineKind.COMMAND
        alone = all(one.kind is LineKind.WORDS for one in lines)
        pixels = size if is_command or alone else size * _WORDS_SIZE
        font = command_font(pixels) if is_command else sized(base, pixels)
        metrics = QFontMetricsF(font)
        wrapped = (
            command_lines(line.text, metrics, width)
            if is_command
            else lines_of(line.text, font, width=int(width), most=99)
        )
        torn = torn or (is_command and _is_torn(line.text, metrics, width))
        for text in wrapped:
            typed.append(Typed(text, y, font, line.kind))
            y += pixels * _LEAD
        y += pixels * _APART
    return Block(tuple(typed), max(y - size * _APART, 0.0), torn)


def sized(base: QFont, pixels: float, *, bold: bool = False) -> QFont:
    """Return the font at this size in pixels."""
    font = QFont(base)
    font.setPixelSize(max(round(pixels), _SMALLEST))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def command_font(pixels: float) -> QFont:
    """Return the system's font of one width, for what is typed into a terminal."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(max(round(pixels), _SMALLEST))
    font.setWeight(QFont.Weight.Medium)
    return font
