"""A drawn part of a report on the screen: as high as its width needs, and told to screen readers in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.report_canvas import Area, Canvas
from trainer_app.qt.report_sections import Section, draw
from trainer_app.qt.theme import colours_of, tabular

_LEAST: Final = 260


class SectionView(QWidget):
    """Shows one section of a report."""

    def __init__(self) -> None:
        super().__init__()
        self._section: Section | None = None
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_section(self, section: Section) -> None:
        """Show this section."""
        self._section = section
        self._heights.clear()
        self.setAccessibleName(section.title or section.spoken)
        self.setAccessibleDescription(section.spoken)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A narrow place makes it higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return its height in pixels at this width in pixels."""
        if self._section is None:
            return 0
        if width not in self._heights:
            unit = self._unit()
            height = draw(self._section, self._canvas(None), Area(0, 0, width / unit)) * unit
            self._heights[width] = round(height) + 2
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the size it takes in its present width."""
        return QSize(_LEAST, self.heightForWidth(max(self.width(), _LEAST)))

    def minimumSizeHint(self) -> QSize:
        """Be narrow if it must, but never cut."""
        return QSize(_LEAST, self.heightForWidth(max(self.width(), _LEAST)))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text is of another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._heights.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if self._section is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(self._section, self._canvas(painter), Area(0, 0, self.width() / self._unit()))
            painter.end()

    def _canvas(self, painter: QPainter | None) -> Canvas:
        return Canvas(painter, unit=self._unit(), colours=colours_of(self.palette()), font=tabular(self.font()))

    def _unit(self) -> float:
        return max(self.font().pixelSize(), tokens.SMALL) / tokens.BODY
