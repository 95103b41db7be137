"""The measures and colours everything drawn is made from, and the contrast they must keep.

Plain values without Qt, so that the stylesheet, delegates and tests read the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

# Spacing in pixels: hair, tight, close, normal, wide, far.
S4: Final = 4
S8: Final = 8
S12: Final = 12
S16: Final = 16
S24: Final = 24
S32: Final = 32

RADIUS: Final = 14
RADIUS_SMALL: Final = 9
RADIUS_TINY: Final = 6

# Type sizes in pixels at scale 1.
SMALL: Final = 12
BODY: Final = 14
LEAD: Final = 16
TITLE: Final = 20
FIGURE: Final = 28
NAME: Final = 44
FAR: Final = 88  # the name in full screen: capitals of about 2 cm on a 14-inch screen, read from three metres

ROW: Final = 36

# WCAG 2.1, 1.4.3: text of normal size against what is behind it; 1.4.11: edges of controls.
AA_TEXT: Final = 4.5
AA_EDGE: Final = 3.0


class Tone(Enum):
    """What a colour says; it is always said by a shape and a word too."""

    PLAIN = "plain"
    OK = "ok"
    LOOK = "look"
    HELP = "help"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme. `*_soft` is the surface a tone's text stands on; `edge` outlines controls."""

    ground: str
    surface: str
    sunk: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    ok: str
    ok_soft: str
    look: str
    look_soft: str
    help: str
    help_soft: str
    info: str
    info_soft: str

    def tone(self, tone: Tone) -> str:
        """Return the text and icon colour of a tone."""
        return {
            Tone.PLAIN: self.muted,
            Tone.OK: self.ok,
            Tone.LOOK: self.look,
            Tone.HELP: self.help,
            Tone.INFO: self.info,
        }[tone]

    def soft(self, tone: Tone) -> str:
        """Return the surface of a tone."""
        return {
            Tone.PLAIN: self.surface,
            Tone.OK: self.ok_soft,
            Tone.LOOK: self.look_soft,
            Tone.HELP: self.help_soft,
            Tone.INFO: self.info_soft,
        }[tone]


LIGHT: Final = Colours(
    ground="#f5f4f1",
    surface="#ffffff",
    sunk="#efede8",
    line="#e2dfd8",
    edge="#85827a",
    text="#1d2126",
    muted="#5c626a",
    accent="#2c5a8c",
    on_accent="#ffffff",
    accent_hover="#234b77",
    accent_soft="#e6eef7",
    ok="#0b6b61",
    ok_soft="#dff1ee",
    look="#8a4f00",
    look_soft="#fbecd3",
    help="#b3321b",
    help_soft="#fbe3dd",
    info="#2456b8",
    info_soft="#e3ebfa",
)

DARK: Final = Colours(
    ground="#15171a",
    surface="#1d2024",
    sunk="#121416",
    line="#2e3237",
    edge="#767d85",
    text="#eceeef",
    muted="#a6adb5",
    accent="#86b6e8",
    on_accent="#0d1a27",
    accent_hover="#a3c8ef",
    accent_soft="#1e2f41",
    ok="#5cd0c0",
    ok_soft="#12332f",
    look="#f3b65a",
    look_soft="#3a2a10",
    help="#ff9277",
    help_soft="#43201a",
    info="#8fb4ff",
    info_soft="#1b2947",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    dark = channel <= 0.04045  # noqa: PLR2004 - sRGB's own figures
    return channel / 12.92 if dark else ((channel + 0.055) / 1.055) ** 2.4
