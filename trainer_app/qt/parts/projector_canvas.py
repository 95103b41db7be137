"""Draws the projector's slide: everything in proportion to the window's height, so that it is read from the back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from trainer_app.qt.parts.projector_slide import Column, LineKind, Slide
from trainer_app.qt.parts.projector_type import Block, fitted, fitted_rows, size_of, sized
from trainer_app.qt.parts.queue_layout import lines_of
from trainer_app.qt.theme import colours_of, tabular
from trainer_app.qt.tokens import Colours

_ASIDE: Final = 0.27  # of the width, kept free for the code to join with
_EDGE: Final = 5.0  # all measures are hundredths of the height (of 9/16 of the width, where that is less)
_TOP, _FOOT = 9.0, 15.0
_TITLE, _SMALLER, _LEAST_TITLE, _ONE_LINE = 8.6, 0.94, 4.4, 0.7
_DENSE_TITLE, _MANY = 6.0, 6  # beside more lines than this the title makes room
_CALM_TITLE: Final = 13.0
_CAPTION, _NOTE, _CALM_NOTE = 3.6, 3.8, 5.2
_COMMAND: Final = 6.4
_WITH_WORDS: Final = 3.4  # instructions stand beside their commands where these stay at least as large
_WORTH_IT: Final = 1.15  # so much larger that side by side is given up
_GAP, _PAD, _HEAD, _BETWEEN, _NAME = 2.4, 2.2, 5.4, 3.0, 17.0
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class ProjectorCanvas(QWidget):
    """Shows a `Slide`; `aside` keeps a place free at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.slide = Slide()
        self._now: datetime | None = None
        self.aside = False

    def show_slide(self, slide: Slide, now: datetime) -> None:
        """Draw this; the clock runs on with `tick`."""
        self.slide, self._now = slide, now
        self.setAccessibleName(slide.spoken())
        self.update()

    def tick(self, now: datetime) -> None:
        """Move the clock."""
        if self.slide.clock(now) != (self.slide.clock(self._now) if self._now else ""):
            self._now = now
            self.update()

    def aside_box(self) -> QRectF:
        """Return the place kept free at the right."""
        unit = self._unit()
        wide = self.width() * _ASIDE
        top = (_EDGE + _TOP) * unit
        return QRectF(self.width() - wide - _EDGE * unit, top, wide, self.height() - top - (_FOOT + _EDGE) * unit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the whole slide."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(painter, self, self.slide, self._now).draw()
        painter.end()

    def _unit(self) -> float:
        return min(self.height(), self.width() * 9 / 16) / 100


class _Drawing:
    """Draws one slide from top to bottom."""

    def __init__(  # positional: what draws where, and what
        self, painter: QPainter, canvas: ProjectorCanvas, slide: Slide, now: datetime | None
    ) -> None:
        self._painter, self._canvas, self._slide, self._now = painter, canvas, slide, now
        self._colours: Colours = colours_of(canvas.palette())
        self._unit = min(canvas.height(), canvas.width() * 9 / 16) / 100
        edge = _EDGE * self._unit
        self._all = QRectF(edge, edge, canvas.width() - 2 * edge, canvas.height() - 2 * edge)
        kept = canvas.aside_box().width() + edge if canvas.aside else 0.0
        self._wide = self._all.width() - kept
        self._y = self._all.top()

    def draw(self) -> None:
        """Draw the ground, the head, what matters, and the progress."""
        self._painter.fillRect(self._canvas.rect(), QColor(self._colours.ground))
        self._head()
        foot = _FOOT * self._unit if self._slide.shares or self._slide.progress else 0.0
        bottom = self._all.bottom() - foot
        if self._slide.columns:
            self._step(bottom)
        else:
            self._calm(bottom)
        if foot:
            self._progress(QRectF(self._all.left(), bottom, self._all.width(), foot))

    def _head(self) -> None:
        box = QRectF(self._all.left(), self._all.top(), self._all.width(), _TOP * 0.72 * self._unit)
        clock = self._slide.clock(self._now) if self._now else ""
        font = tabular(self._font(6.4, bold=True))
        self._text(box, clock, font=font, colour=self._colours.text, flags=_RIGHT)
        taken = QFontMetricsF(font).horizontalAdvance(clock) + 2 * self._unit if clock else 0.0
        small = self._font(_CAPTION)
        before = box.adjusted(0, 0, -taken, 0)
        self._text(before, self._slide.phase, font=small, colour=self._colours.muted, flags=_RIGHT)
        phase = QFontMetricsF(small).horizontalAdvance(self._slide.phase) + 3 * self._unit
        place = before.adjusted(0, 0, -phase, 0)
        shown = QFontMetricsF(small).elidedText(self._slide.place, Qt.TextElideMode.ElideRight, place.width())
        self._text(place, shown, font=small, colour=self._colours.muted)
        self._y = self._all.top() + _TOP * self._unit

    def _step(self, bottom: float) -> None:
        self._lines(self._slide.caption, self._font(_CAPTION), colour=self._colours.accent)
        dense = max(len(column.lines) for column in self._slide.columns) > _MANY
        self._title(_DENSE_TITLE if dense else _TITLE, lines=2)
        self._y += 1.2 * self._unit
        colour = self._colours.look if self._slide.is_fix else self._colours.muted
        for note in self._slide.notes:
            self._lines(note, self._font(_NOTE, bold=self._slide.is_fix), colour=colour)
        self._y += 1.6 * self._unit
        self._columns(QRectF(self._all.left(), self._y, self._wide, max(bottom - self._y - 2 * self._unit, 1.0)))

    def _calm(self, bottom: float) -> None:
        """Draw few words, large, a little above the middle."""
        note = self._font(_CALM_NOTE)
        high = QFontMetricsF(note).lineSpacing()
        title = self._fitting_title(_CALM_TITLE, lines=3)
        rows = len(lines_of(self._slide.title, title, width=int(self._wide), most=9))
        caption = high + 1.5 * self._unit if self._slide.caption else 0
        needed = caption + rows * QFontMetricsF(title).lineSpacing() + len(self._slide.notes) * high * 1.2
        self._y = max(self._y, self._y + (bottom - self._y - needed) * 0.42)
        if self._slide.caption:
            self._lines(self._slide.caption, note, colour=self._colours.accent)
            self._y += 1.5 * self._unit
        self._lines(self._slide.title, title, colour=self._colours.text)
        self._y += 2 * self._unit
        for text in self._slide.notes:
            self._lines(text, note, colour=self._colours.muted)

    def _title(self, largest: float, *, lines: int) -> None:
        self._lines(self._slide.title, self._fitting_title(largest, lines=lines), colour=self._colours.text)

    def _fitting_title(self, largest: float, *, lines: int) -> QFont:
        """Return the title's font: on one line where it stays large, else on as many as it may have."""
        for most, least in ((1, largest * _ONE_LINE), (lines, _LEAST_TITLE)):
            size = largest
            while size >= least:
                font = self._font(size, bold=True)
                if len(lines_of(self._slide.title, font, width=int(self._wide), most=99)) <= most:
                    return font
                size *= _SMALLER
        return self._font(_LEAST_TITLE, bold=True)

    def _columns(self, box: QRectF) -> None:
        """Draw the instructions where they leave the commands large, else the commands alone."""
        beside, is_below = self._largest(box, self._slide.columns)
        columns = self._slide.columns
        if self._slide.commands and size_of(beside) < _WITH_WORDS * self._unit:
            columns = self._slide.commands
            beside, is_below = self._largest(box, columns)
        draw = self._draw_below if is_below else self._draw_beside
        draw(box, list(zip(columns, beside, strict=True)))

    def _largest(self, box: QRectF, columns: tuple[Column, ...]) -> tuple[list[Block], bool]:
        """Return the systems side by side, or one below another (True) where that leaves long lines larger."""
        base, most = self._canvas.font(), _COMMAND * self._unit
        wide = self._wide_beside(box, len(columns)) - 2 * _PAD * self._unit
        high = box.height() - 2 * _PAD * self._unit - self._head_height(columns)
        beside = fitted(columns, base, width=wide, height=high, largest=most)
        if len(columns) == 1:
            return beside, False
        wide = box.width() - (2 * _PAD + _NAME) * self._unit
        high = box.height() - (2 * _PAD + (len(columns) - 1) * _BETWEEN) * self._unit
        below = fitted_rows(columns, base, width=wide, height=high, largest=most)
        return (below, True) if size_of(below) > size_of(beside) * _WORTH_IT else (beside, False)

    def _wide_beside(self, box: QRectF, count: int) -> float:
        return (box.width() - _GAP * self._unit * (count - 1)) / count

    def _head_height(self, columns: tuple[Column, ...]) -> float:
        return _HEAD * self._unit if any(column.title for column in columns) else 0.0

    def _draw_beside(self, box: QRectF, shown: list[tuple[Column, Block]]) -> None:
        pad, wide = _PAD * self._unit, self._wide_beside(box, len(shown))
        head = self._head_height(tuple(column for column, _block in shown))
        high = min(max(block.height for _column, block in shown) + 2 * pad + head, box.height())
        for number, (column, block) in enumerate(shown):
            place = QRectF(box.left() + number * (wide + _GAP * self._unit), box.top(), wide, high)
            self._panel(place)
            inside = place.adjusted(pad, pad, -pad, -pad)
            self._system(column.title, QRectF(inside.left(), inside.top(), inside.width(), head - 1.4 * self._unit))
            self._block(block, inside.left(), inside.top() + head)

    def _draw_below(self, box: QRectF, shown: list[tuple[Column, Block]]) -> None:
        pad, between = _PAD * self._unit, _BETWEEN * self._unit
        high = sum(block.height for _column, block in shown) + 2 * pad + between * (len(shown) - 1)
        self._panel(QRectF(box.left(), box.top(), box.width(), min(high, box.height())))
        y = box.top() + pad
        for number, (column, block) in enumerate(shown):
            if number:
                line = int(y - between / 2)
                self._painter.setPen(QPen(QColor(self._colours.line), max(0.2 * self._unit, 1)))
                self._painter.drawLine(int(box.left() + pad), line, int(box.right() - pad), line)
            name = QRectF(box.left() + pad, y, (_NAME - 1.5) * self._unit, block.lines[0].font.pixelSize() * 1.28)
            self._system(column.title, name)
            self._block(block, box.left() + pad + _NAME * self._unit, y)
            y += block.height + between

    def _system(self, title: str, box: QRectF) -> None:
        if title:
            font = self._font(3.2, bold=True)
            shown = QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, box.width())
            self._text(box, shown, font=font, colour=self._colours.muted)

    def _panel(self, box: QRectF) -> None:
        fix = self._slide.is_fix
        self._painter.setPen(QPen(QColor(self._colours.look if fix else self._colours.line), max(0.2 * self._unit, 1)))
        self._painter.setBrush(QColor(self._colours.look_soft if fix else self._colours.surface))
        self._painter.drawRoundedRect(box, 1.8 * self._unit, 1.8 * self._unit)

    def _block(self, block: Block, x: float, y: float) -> None:  # positional: a point
        for line in block.lines:
            colour = self._colours.text if line.kind is LineKind.COMMAND or self._slide.is_fix else self._colours.muted
            self._painter.setFont(line.font)
            self._painter.setPen(QColor(colour))
            self._painter.drawText(int(x), int(y + line.y + QFontMetricsF(line.font).ascent()), line.text)

    def _progress(self, box: QRectF) -> None:
        font = self._font(_NOTE, bold=True)
        words = QRectF(box.left(), box.bottom() - 5 * self._unit, box.width(), 5 * self._unit)
        self._text(words, self._slide.progress, font=font, colour=self._colours.text)
        shares = self._slide.shares
        if not shares:
            return
        gap = 1.0 * self._unit
        wide = (box.width() - gap * (len(shares) - 1)) / len(shares)
        high, top = 2.2 * self._unit, box.top() + 5.0 * self._unit
        number = self._font(2.6)
        for at, share in enumerate(shares):
            x = box.left() + at * (wide + gap)
            shown = at == self._slide.at
            self._bar(QRectF(x, top, wide, high), share, shown=shown)
            said = QRectF(x, top - 4.0 * self._unit, wide, 3.6 * self._unit)
            colour = self._colours.accent if shown else self._colours.muted
            self._text(said, str(at + 1), font=self._font(2.8, bold=True) if shown else number, colour=colour)

    def _bar(self, box: QRectF, share: float, *, shown: bool) -> None:
        radius = box.height() / 2
        self._painter.setPen(QPen(QColor(self._colours.accent), 0.3 * self._unit) if shown else Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._colours.line))
        self._painter.drawRoundedRect(box, radius, radius)
        if share > 0:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(self._colours.ok))
            filled = QRectF(box.left(), box.top(), max(box.width() * share, box.height()), box.height())
            self._painter.drawRoundedRect(filled, radius, radius)

    def _lines(self, text: str, font: QFont, *, colour: str) -> None:
        high = QFontMetricsF(font).lineSpacing()
        for line in lines_of(text, font, width=int(self._wide), most=99) if text else ():
            self._text(QRectF(self._all.left(), self._y, self._wide, high), line, font=font, colour=colour)
            self._y += high

    def _text(self, box: QRectF, text: str, *, font: QFont, colour: str, flags: int = _LEFT) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(box, flags, text)

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        return sized(self._canvas.font(), size * self._unit, bold=bold)
