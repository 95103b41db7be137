"""Where everything on a card of the help queue stands: lines of words and buttons, for drawing and for clicking."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from trainer_app.qt import tokens
from trainer_app.qt.parts.queue_cards import Act, Card, Kind
from trainer_app.qt.theme import tabular
from trainer_app.qt.tokens import Colours, Tone
from trainer_app.words import help_queue as words
from trainer_app.words.language import say

_PAD_X: Final = 14
_PAD_Y: Final = 11
_APART: Final = 10  # between two cards
_LEADING: Final = 3
_KNOB_X: Final = 11
_KNOB_Y: Final = 5
_RIGHT_MOST: Final = 0.55  # of the width, for what stands at the right
_TITLE_LINES, _UNDER_LINES, _HINT_LINES = 2, 3, 3

_OPTION: Final = re.compile(r"(?<!\S)-+")  # of a command: no line ends between it and its word
_JOINER: Final = "\u2060"

LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
RIGHT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)

_SAID: Final = {
    Act.SOLVED: words.SOLVED,
    Act.HAND_BACK: words.HAND_BACK,
    Act.WAITS_AGAIN: words.WAITS_AGAIN,
    Act.WENT: words.WENT,
    Act.FINE: words.FINE,
    Act.HELLO: words.SAID_HELLO,
    Act.TAKE_ALL: words.TAKE_ALL,
}
_FIRST: Final = frozenset({Act.GO, Act.WENT, Act.TAKE_ALL})  # drawn as the one to press


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words."""

    text: str
    box: QRect
    font: QFont
    colour: str
    flags: int = LEFT


@dataclass(frozen=True, slots=True)
class Knob:
    """A drawn button: what it does, what it says ("" for three dots), and where."""

    act: Act
    text: str
    box: QRect
    first: bool


@dataclass(slots=True)
class Laid:
    """A card laid out from (0, 0): its height with the space below it, its ground, lines and buttons."""

    height: int = 0
    ground: QRect | None = None
    lines: list[Line] = field(default_factory=list)
    knobs: list[Knob] = field(default_factory=list)
    alert: QPoint | None = None

    def knob_at(self, point: QPoint) -> Knob | None:
        """Return the button at this point of the card."""
        return next((knob for knob in self.knobs if knob.box.contains(point)), None)


@dataclass(frozen=True, slots=True)
class Page:
    """What cards are laid out on: width in pixels, the font of the list, colours, who goes and the running minutes."""

    width: int
    font: QFont
    colours: Colours
    goes: str | None
    minutes: float


def lay_out(card: Card, page: Page) -> Laid:
    """Return where everything on this card stands."""
    return _Layout(card, page).done()


def lines_of(text: str, font: QFont, *, width: int, most: int) -> list[str]:
    """Return the text in lines of this width in pixels, the last of the `most` ends in … where more would follow."""
    text = _OPTION.sub(_held_together, text)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if len(lines) <= most:
        return lines
    rest = text[starts[most - 1] :]
    return [*lines[: most - 1], QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]


def _held_together(found: re.Match[str]) -> str:
    return "".join(f"{character}{_JOINER}" for character in found[0])


class _Layout:
    """Lays one card out from top to bottom."""

    def __init__(self, card: Card, page: Page) -> None:
        self._card, self._page, self._colours = card, page, page.colours
        self._laid = Laid()
        self._strong = QFont(tabular(page.font))
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small = tabular(page.font)
        self._small.setPixelSize(max(round(page.font.pixelSize() * tokens.SMALL / tokens.BODY), 1))
        self._small_strong = QFont(self._small)
        self._small_strong.setWeight(QFont.Weight.DemiBold)
        self._left, self._width, self._y = _PAD_X, page.width - 2 * _PAD_X, _PAD_Y

    def done(self) -> Laid:
        """Return the card laid out."""
        kind = self._card.kind
        if kind is Kind.HEADING:
            return self._heading()
        if kind is Kind.MORE:
            return self._more()
        if kind is Kind.QUIET:
            return self._quiet()
        beside = self._knobs_beside() if kind in {Kind.HELLO, Kind.GROUP} else 0
        self._title(self._width - beside)
        self._words()
        if not beside and self._card.acts:
            self._knobs_below()
        bottom = self._y + _PAD_Y
        self._laid.ground = QRect(0, 0, self._page.width, bottom)
        self._laid.height = bottom + _APART
        if beside:
            self._centre_knobs(bottom)
        return self._laid

    def _heading(self) -> Laid:
        self._left, self._width, self._y = 2, self._page.width - 4, tokens.S12
        high = QFontMetrics(self._strong).height()
        right = self._right(self._card.right, self._small, self._colours.muted, high=high)
        self._line(self._card.title, self._strong, self._colours.text, width=self._width - right)
        self._laid.height = self._y + tokens.S4
        return self._laid

    def _more(self) -> Laid:
        high = QFontMetrics(self._strong).height() + 2 * _KNOB_Y
        box = QRect(0, 0, self._page.width, high)
        self._laid.knobs.append(Knob(Act.EXPAND, self._card.title, box, first=False))
        self._laid.height = high + _APART
        return self._laid

    def _quiet(self) -> Laid:
        self._left, self._width, self._y = 2, self._page.width - 4, tokens.S12
        for line in lines_of(self._card.title, self._strong, width=self._width, most=_TITLE_LINES):
            self._line(line, self._strong, self._colours.text)
        for text in self._card.under:
            self._wrapped(text, self._small, self._colours.muted, most=_UNDER_LINES)
        self._laid.height = self._y + _APART
        return self._laid

    def _title(self, width: int) -> None:
        high = QFontMetrics(self._strong).height()
        tone = {Kind.HAND: self._colours.help, Kind.HELPED: self._colours.ok}.get(self._card.kind, self._colours.muted)
        font = self._strong if self._card.kind is Kind.HAND else self._small_strong
        under = self._card.kind in {Kind.HELLO, Kind.HELPED, Kind.HELD}
        right = 0 if under else self._right(self._card.clock(self._page.minutes), font, tone, high=high)
        for line in lines_of(self._card.title, self._strong, width=width - right, most=_TITLE_LINES):
            self._line(line, self._strong, self._colours.text)
        if under:
            self._line(self._fit(self._card.clock(self._page.minutes), font, width), font, tone)

    def _words(self) -> None:
        if self._card.alert:
            self._laid.alert = QPoint(self._left, self._y + _LEADING)
            indent = QFontMetrics(self._small).height() + 2
            self._left, self._width = self._left + indent, self._width - indent
            self._wrapped(self._card.alert, self._small_strong, self._colours.help, most=_HINT_LINES)
            self._left, self._width = self._left - indent, self._width + indent
        for text in self._card.under:
            self._wrapped(text, self._small, self._colours.text, most=_UNDER_LINES)
        for text in self._card.hints:
            self._wrapped(text, self._small, self._colours.muted, most=_HINT_LINES)

    def _knobs_below(self) -> None:
        self._y += tokens.S8
        x, high = self._left, 0
        for knob in self._made_knobs():
            size = knob.box
            if x > self._left and x + size.width() > self._left + self._width:
                x, self._y = self._left, self._y + size.height() + 6
            at_end = self._left + self._width - size.width() if knob.act is Act.MENU else x
            self._laid.knobs.append(
                Knob(knob.act, knob.text, QRect(at_end, self._y, size.width(), size.height()), knob.first)
            )
            x, high = x + size.width() + 8, size.height()
        self._y += high

    def _knobs_beside(self) -> int:
        x = self._left + self._width
        for knob in reversed(self._made_knobs()):
            x -= knob.box.width()
            box = QRect(x, 0, knob.box.width(), knob.box.height())
            self._laid.knobs.insert(0, Knob(knob.act, knob.text, box, knob.first))
            x -= 8
        return self._left + self._width - x

    def _centre_knobs(self, bottom: int) -> None:
        for knob in self._laid.knobs:
            knob.box.moveTop((bottom - knob.box.height()) // 2)

    def _made_knobs(self) -> list[Knob]:
        metrics = QFontMetrics(self._small_strong)
        high = metrics.height() + 2 * _KNOB_Y
        made = []
        for act in self._card.acts:
            text = self._said(act)
            wide = min(metrics.horizontalAdvance(text) + 2 * _KNOB_X, self._width) if text else high + 4
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - 2 * _KNOB_X + 2)
            made.append(Knob(act, shown, QRect(0, 0, wide, high), first=act in _FIRST))
        return made

    def _said(self, act: Act) -> str:
        if act is Act.GO:
            return words.go(self._page.goes)
        if act is Act.REMEDIES:
            return words.remedies(len(self._card.offers) if self._card.is_known else 0)
        return say(_SAID[act]) if act in _SAID else ""

    def _right(self, text: str, font: QFont, colour: str, *, high: int) -> int:  # positional: words and their look
        if not text:
            return 0
        shown = self._fit(text, font, round(self._width * _RIGHT_MOST))
        wide = QFontMetrics(font).horizontalAdvance(shown)
        box = QRect(self._left + self._width - wide, self._y, wide, high)
        self._laid.lines.append(Line(shown, box, font, colour, RIGHT))
        return wide + tokens.S8

    def _wrapped(self, text: str, font: QFont, colour: str, *, most: int) -> None:  # positional: words and their look
        for line in lines_of(text, font, width=self._width, most=most):
            self._line(line, font, colour)

    def _line(self, text: str, font: QFont, colour: str, *, width: int | None = None) -> None:  # positional: as above
        high = QFontMetrics(font).height()
        shown = self._fit(text, font, width) if width is not None else text
        box = QRect(self._left, self._y, self._width, high)
        self._laid.lines.append(Line(shown, box, font, colour))
        self._y += high + _LEADING

    @staticmethod
    def _fit(text: str, font: QFont, width: int) -> str:  # positional: a text, its font and room
        return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def soft(card: Card, colours: Colours) -> tuple[str, str]:
    """Return the ground and the edge of a card."""
    if card.kind is Kind.HAND:
        return colours.help_soft, colours.help
    if card.kind is Kind.GROUP:
        return colours.sunk, colours.line
    return colours.soft(card.tone), colours.look_soft if card.tone is Tone.LOOK else colours.line
