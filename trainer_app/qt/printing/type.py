"""Words on paper: as large as their place allows, never cut, whatever script a name is written in."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPainter

from trainer_app.qt.printing.pdf import UNIT

_WORDS: Final = re.compile(r"[^\s-]*-?\s*(?<=.)")
_MM_PER_POINT: Final = 25.4 / 72
_STEP: Final = 0.93
_SLACK: Final = 1.0


def font(points: float, *, bold: bool = False) -> QFont:
    """Return the program's font at this size on paper."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(max(round(points * _MM_PER_POINT * UNIT), 1))
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def fit(  # positional: what, where, and how large at most and at least
    text: str, box: QRectF, largest: float, smallest: float, *, lines: int, bold: bool = False
) -> tuple[QFont, str]:
    """Return the largest font, in points, in which the text fits the box, and the text broken into lines.

    First on one line down to two thirds of the largest size, then between words on so many lines; at last,
    where even the smallest does not do, at any letter.
    """
    for most, least in ((1, largest * 2 / 3), (lines, smallest)):
        size = largest
        while size >= least:
            made = font(size, bold=bold)
            broken = _between_words(text, QFontMetricsF(made), box.width())
            if broken and len(broken) <= most and len(broken) * _leading(made) <= box.height() + _SLACK:
                return made, "\n".join(broken)
            size *= _STEP
    return _at_any_letter(text, box, smallest, bold)


def _between_words(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Break the text between its words, and behind a hyphen; nothing where a word alone is too long."""
    broken = [""]
    for word in _WORDS.findall(text):
        longer = broken[-1] + word
        if metrics.horizontalAdvance(longer.rstrip()) <= width:
            broken[-1] = longer
        elif metrics.horizontalAdvance(word.rstrip()) <= width and broken[-1]:
            broken.append(word)
        else:
            return []
    return [line.rstrip() for line in broken]


def _at_any_letter(text: str, box: QRectF, size: float, bold: bool) -> tuple[QFont, str]:
    while True:
        made = font(size, bold=bold)
        metrics, broken = QFontMetricsF(made), [""]
        for letter in text:
            if broken[-1] and metrics.horizontalAdvance(broken[-1] + letter) > box.width():
                broken.append("")
            broken[-1] += letter
        if size <= 1 or len(broken) * _leading(made) <= box.height() + _SLACK:
            return made, "\n".join(line.strip() for line in broken)
        size *= _STEP


def _leading(made: QFont) -> float:
    return QFontMetricsF(made).lineSpacing()


def write(  # positional: as QPainter.drawText
    painter: QPainter, box: QRectF, text: str, *, how: QFont, flags: int
) -> QRectF:
    """Write the text and return the place it took."""
    painter.setFont(how)
    return painter.drawText(box, flags, text)


def write_line(  # positional: as `write`
    painter: QPainter, box: QRectF, text: str, *, how: QFont, right: bool = False
) -> None:
    """Write one line in the middle of the box's height, ended by … where it does not fit."""
    painter.setFont(how)
    shown = QFontMetricsF(how).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def height_of(how: QFont) -> float:
    """Return how high a line of this font is, in a painter's units."""
    return QFontMetricsF(how).height()
