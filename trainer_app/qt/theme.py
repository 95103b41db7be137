"""Tokens of the look: spacing, type, colour roles in two schemes, and what Qt is told of them.

Everything drawn takes its measures and colours from here. Colour is never the only sign of a state:
each tone comes with an icon and a word where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from trainer_app.qt.stylesheet import stylesheet
from trainer_app.qt.tokens import DARK, LIGHT, Colours

# Reading order of the families that can show Japanese, where the system's own font cannot.
_JAPANESE: Final = ("Hiragino Sans", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", "Noto Sans JP")
_PLAIN: Final = ("Inter", "Noto Sans", "DejaVu Sans")
_MIDDLE: Final = 127
_NOBODY_CHOSE: Final = frozenset({"", "sans", "sans serif", "sans-serif", "dejavu sans", "system"})


class Scheme(Enum):
    """Which colours to use: as the system does, or always the same."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


SCALES: Final = (1.0, 1.25, 1.5)


class Theme(QObject):
    """Dresses the application, follows the system's scheme, and can be told otherwise."""

    changed = Signal()

    def __init__(self, app: QApplication, *, scheme: Scheme = Scheme.SYSTEM, scale: float = 1.0) -> None:
        super().__init__()
        self._app = app
        self._scheme = scheme
        self._scale = scale
        self._system = app.styleHints().colorScheme()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(ui_font())
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def scheme(self) -> Scheme:
        """The chosen scheme; `SYSTEM` where nothing was chosen."""
        return self._scheme

    @property
    def scale(self) -> float:
        """How large text is, as a factor."""
        return self._scale

    @property
    def colours(self) -> Colours:
        """The colours in use now."""
        return DARK if self.is_dark else LIGHT

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use now."""
        if self._scheme is Scheme.SYSTEM:
            return self._system is Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    def choose(self, scheme: Scheme) -> None:
        """Use this scheme from now on."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self._apply()
            self.changed.emit()

    def toggle(self) -> None:
        """Go to the other colours, whatever the system says."""
        self.choose(Scheme.LIGHT if self.is_dark else Scheme.DARK)

    def resize_text(self, scale: float) -> None:
        """Show text at this factor, held within what the screens are made for."""
        scale = min(max(scale, SCALES[0]), SCALES[-1])
        if scale != self._scale:
            self._scale = scale
            self._apply()
            self.changed.emit()

    def larger(self) -> None:
        """Go one size up."""
        self.resize_text(next((size for size in SCALES if size > self._scale), SCALES[-1]))

    def smaller(self) -> None:
        """Go one size down."""
        self.resize_text(next((size for size in reversed(SCALES) if size < self._scale), SCALES[0]))

    def _follow(self, system: Qt.ColorScheme) -> None:
        self._system = system
        if self._scheme is Scheme.SYSTEM:
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        self._app.setPalette(palette(self.colours))
        self._app.setStyleSheet(stylesheet(self.colours, self._scale))


@dataclass(frozen=True, slots=True)
class _Role:
    role: QPalette.ColorRole
    colour: str


def palette(colours: Colours) -> QPalette:
    """Return Qt's palette for these colours, so that what no stylesheet touches fits in."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in (
        (role.Window, colours.ground),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunk),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.help),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.info),
        (role.LinkVisited, colours.info),
        (role.Mid, colours.line),
        (role.Midlight, colours.line),
        (role.Light, colours.surface),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return made


def colours_of(shown: QPalette) -> Colours:
    """Return the colours this palette was made from; a delegate knows the scheme by it."""
    # By the text: what is behind it may be transparent, which counts as black.
    return DARK if shown.text().color().lightness() > _MIDDLE else LIGHT


def ui_font() -> QFont:
    """Return the system's own font with families behind it that can show Japanese.

    Where the system named none (a bare X session answers "Sans Serif"), the best plain one installed is taken.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    first = [font.family()]
    if font.family().casefold() in _NOBODY_CHOSE:
        first = [name for name in _PLAIN if QFontDatabase.hasFamily(name)][:1] or first
    font.setFamilies([*first, *(name for name in _JAPANESE if QFontDatabase.hasFamily(name))])
    return font


def tabular(font: QFont) -> QFont:
    """Return the font with figures of one width, so that clocks and counts do not dance."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures
