"""Badges on sheets of labels: a name to be read across a table, and a code for the scanner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from trainer_app.domain.label_sheet import LabelSheet, Paper, Place
from trainer_app.qt.printing import type as letters
from trainer_app.qt.printing.pdf import UNIT, millimetres

_QUIET: Final = 4  # modules free of everything around the code: ISO/IEC 18004, 9.1
_MASK: Final = 3  # any of the eight reads alike; finding the best one for each badge takes three times as long
_LARGEST_CODE: Final = 34.0  # millimetres, quiet zone included
_PIXELS: Final = 4  # of one module in the picture; viewers that smooth it keep its edges
_MARK: Final = 3.0  # millimetres of a cut mark
_MM_PER_POINT: Final = 25.4 / 72
_NAME_MOST: Final = 34.0  # points
_NAME_LEAST: Final = 7.0


@dataclass(frozen=True, slots=True)
class Badge:
    """What one badge says. `code` is for the scanner, `short` to be said aloud."""

    name: str
    team: str
    code: str
    short: str


@dataclass(frozen=True)
class BadgePages:
    """Badges on their sheets, ready to be drawn. `first` is the label the first badge goes on, from 1."""

    badges: tuple[Badge, ...]
    sheet: LabelSheet
    first: int = 1
    cut_marks: bool = False

    @property
    def paper(self) -> Paper:
        """The paper of the sheet."""
        return self.sheet.paper

    @property
    def count(self) -> int:
        """How many pages the badges take."""
        return self.sheet.pages(len(self.badges), first=self.first)

    @cached_property
    def _by_page(self) -> dict[int, list[tuple[Badge, Place]]]:
        found: dict[int, list[tuple[Badge, Place]]] = {}
        places = self.sheet.places(len(self.badges), first=self.first)
        for badge, (page, place) in zip(self.badges, places, strict=True):
            found.setdefault(page, []).append((badge, place))
        return found

    def draw(self, painter: QPainter, page: int) -> None:
        """Draw one page."""
        if self.cut_marks:
            _draw_marks(painter, self.sheet)
        for badge, place in self._by_page.get(page, []):
            draw_badge(painter, badge, box=millimetres(place.left, place.top, place.width, place.height))


def draw_badge(painter: QPainter, badge: Badge, *, box: QRectF) -> None:
    """Draw one badge: beside its code where it is wide, above it where it is high."""
    pad = min(box.width(), box.height()) * 0.06
    inside = box.adjusted(pad, pad, -pad, -pad)
    is_high = box.height() > box.width() * 1.1
    most = (
        min(inside.width() * 0.6, inside.height() * 0.45)
        if is_high
        else min(inside.height() - letters.height_of(letters.font(9)), inside.width() * 0.36)
    )
    side = min(most, _LARGEST_CODE * UNIT)
    if is_high:
        code = QRectF(inside.center().x() - side / 2, inside.bottom() - side - 5 * UNIT, side, side)
        words = QRectF(inside.left(), inside.top(), inside.width(), code.top() - inside.top() - pad)
    else:
        code = QRectF(inside.right() - side, inside.top(), side, side)
        words = QRectF(inside.left(), inside.top(), inside.width() - side - pad, inside.height())
    _draw_code(painter, badge, code)
    _draw_words(painter, badge, words, centred=is_high)


def _draw_words(painter: QPainter, badge: Badge, box: QRectF, *, centred: bool) -> None:
    side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    team_high = min(box.height() * 0.28, 12 * UNIT) if badge.team else 0.0
    name_box = box.adjusted(0, 0, 0, -team_high)
    most = min(_NAME_MOST, name_box.height() / UNIT / _MM_PER_POINT * 0.5)
    how, name = letters.fit(badge.name, name_box, most, min(_NAME_LEAST, most), lines=4, bold=True)
    painter.setPen(Qt.GlobalColor.black)
    took = letters.write(painter, name_box, name, how=how, flags=int(side | Qt.AlignmentFlag.AlignVCenter))
    if badge.team:
        under = QRectF(box.left(), max(took.bottom(), box.top()) + UNIT * 0.8, box.width(), team_high - UNIT * 0.8)
        size = min(14.0, max(how.pixelSize() / UNIT / _MM_PER_POINT * 0.55, 6.5))
        how, team = letters.fit(badge.team, under, size, 5.0, lines=2)
        letters.write(painter, under, team, how=how, flags=int(side | Qt.AlignmentFlag.AlignTop))


def _draw_code(painter: QPainter, badge: Badge, box: QRectF) -> None:
    """Draw the code with its quiet zone inside the box, and the short code below it."""
    modules = qr_modules(badge.code)
    module = box.width() / (len(modules) + 2 * _QUIET)
    quiet = module * _QUIET
    painter.drawImage(box.adjusted(quiet, quiet, -quiet, -quiet), _as_image(modules))
    under = QRectF(box.left(), box.bottom(), box.width(), letters.height_of(letters.font(9)))
    painter.setPen(Qt.GlobalColor.black)
    painter.setFont(letters.font(9, bold=True))
    painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), badge.short)


def qr_modules(code: str) -> Sequence[Sequence[bool]]:
    """Return the QR code of a badge as rows of modules, True for dark, without its quiet zone."""
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415 - loaded when something is printed
    from qrcode.main import QRCode  # noqa: PLC0415 - as above
    from qrcode.util import MODE_ALPHA_NUM, QRData  # noqa: PLC0415 - as above

    made: Any = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    made.add_data(QRData(code, mode=MODE_ALPHA_NUM), optimize=0)
    made.make(fit=True)
    rows: Sequence[Sequence[bool]] = made.modules
    return rows


def _as_image(modules: Sequence[Sequence[bool]]) -> QImage:
    """Return the modules as a picture of one bit a pixel, dark on light."""
    size = len(modules) * _PIXELS
    stride = -(-size // 32) * 4  # Qt's rows end at four bytes
    data = bytearray()
    for row in modules:
        bits = "".join(("1" if dark else "0") * _PIXELS for dark in row).ljust(stride * 8, "0")
        data += int(bits, 2).to_bytes(stride, "big") * _PIXELS
    made = QImage(bytes(data), size, size, stride, QImage.Format.Format_Mono).copy()
    made.setColorTable([0xFFFFFFFF, 0xFF000000])
    return made


def _draw_marks(painter: QPainter, sheet: LabelSheet) -> None:
    """Draw short grey lines at the corners of every label, for the knife."""
    painter.setPen(QPen(Qt.GlobalColor.gray, UNIT * 0.1))
    for at in range(sheet.per_page):
        place = sheet.place(at)
        box = millimetres(place.left, place.top, place.width, place.height)
        long = _MARK * UNIT
        for x, across in ((box.left(), 1), (box.right(), -1)):
            for y, down in ((box.top(), 1), (box.bottom(), -1)):
                painter.drawLine(QLineF(x, y, x + across * long, y))
                painter.drawLine(QLineF(x, y, x, y + down * long))
