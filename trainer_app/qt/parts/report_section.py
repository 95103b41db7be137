"""A drawn part of a report on the screen: as high as its width needs, and told to screen readers in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
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
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST)

    def show_section(self, section: Section) -> None:
        """Show this section."""
        self._section = section
        self._heights.clear()
        self.setAccessibleName(section.title or section.spoken)
        self.setAccessibleDescription(section.spoken)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the new width needs."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text is of another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._heights.clear()
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if self._section is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(self._section, self._canvas(painter), Area(0, 0, self.width() / self._unit()))
            painter.end()

    def _fit(self) -> None:
        """Take the height this width needs; nested layouts do not hand a wish for it down."""
        if self._section is not None:
            width = max(self.width(), _LEAST)
            if width not in self._heights:
                unit = self._unit()
                height = draw(self._section, self._canvas(None), Area(0, 0, width / unit)) * unit
                self._heights[width] = round(height) + 2
            self.setFixedHeight(self._heights[width])

    def _canvas(self, painter: QPainter | None) -> Canvas:
        return Canvas(painter, unit=self._unit(), colours=colours_of(self.palette()), font=tabular(self.font()))

    def _unit(self) -> float:
        return max(self.font().pixelSize(), tokens.SMALL) / tokens.BODY
