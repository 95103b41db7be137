"""QR codes: their modules, made once for each text, and drawing them so that a phone reads them off a screen."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

Modules = tuple[tuple[bool, ...], ...]

QUIET: Final = 4  # empty modules around a code, as readers need them (ISO/IEC 18004)


def draw_code(  # positional: as QPainter draws
    painter: QPainter, modules: Modules, box: QRectF
) -> None:
    """Draw a code with its quiet zone, dark on white whatever the scheme, its edges on whole pixels of the screen."""
    painter.fillRect(box, QColor(Qt.GlobalColor.white))
    ratio = painter.device().devicePixelRatio()
    size = max(int(box.width() * ratio / max(len(modules) + 2 * QUIET, 1)), 1) / ratio
    edge = (box.width() - size * len(modules)) / 2
    left = round((box.left() + edge) * ratio) / ratio
    top = round((box.top() + edge) * ratio) / ratio
    for y, line in enumerate(modules):
        for x, dark in enumerate(line):
            if dark:
                painter.fillRect(QRectF(left + x * size, top + y * size, size, size), QColor(Qt.GlobalColor.black))


@lru_cache(maxsize=16)
def modules_of(address: str) -> Modules:
    """Return the dark modules of the code, row by row, without the quiet zone."""
    import qrcode  # noqa: PLC0415 - 20 ms and more, needed only once phones can join

    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
