"""Sheets that badges are printed on: which labels stand where, in millimetres, and which one comes next.

Sizes of makers' sheets are those of the templates the gLabels project keeps for them
(`templates/avery-us-templates.xml`, `templates/herma-iso-templates.xml`); the plain ones divide a page of
ISO 216 or ANSI Y14.1 evenly. A label's number counts from 1, along the rows as one reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

_INCH: Final = 25.4


class Paper(Enum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres, upright."""
        return (210.0, 297.0) if self is Paper.A4 else (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands on a page, in millimetres from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """One kind of sheet. `maker` is empty for plain paper to be cut; `margin` and `pitch` are (across, down).

    `pitch` is from the left (top) edge of one label to that of the next.
    """

    key: str
    maker: str
    paper: Paper
    grid: tuple[int, int]
    label: tuple[float, float]
    margin: tuple[float, float]
    pitch: tuple[float, float]

    @property
    def per_page(self) -> int:
        """How many labels one page holds."""
        return self.grid[0] * self.grid[1]

    @property
    def is_plain(self) -> bool:
        """Whether it is plain paper that must be cut."""
        return not self.maker

    def place(self, at: int) -> Place:
        """Return where the label at this place of a page stands, counted from 0."""
        down, across = divmod(at, self.grid[0])
        left, top = (self.margin[i] + (across, down)[i] * self.pitch[i] for i in (0, 1))
        return Place(left, top, *self.label)

    def pages(self, badges: int, *, first: int = 1) -> int:
        """Return how many pages so many badges take when the first stands on label `first`."""
        return -(-(badges + self.skipped(first)) // self.per_page) if badges else 0

    def skipped(self, first: int) -> int:
        """Return how many labels of the first page are left free: those before number `first`, held to the page."""
        return min(max(first, 1), self.per_page) - 1

    def places(self, badges: int, *, first: int = 1) -> Iterator[tuple[int, Place]]:
        """Give each badge's page, counted from 0, and its place there."""
        for at in range(self.skipped(first), self.skipped(first) + badges):
            page, on_page = divmod(at, self.per_page)
            yield page, self.place(on_page)


def _even(key: str, paper: Paper, grid: tuple[int, int]) -> LabelSheet:
    """Return a plain sheet whose labels divide the whole page."""
    label = (paper.size[0] / grid[0], paper.size[1] / grid[1])
    return LabelSheet(key, "", paper, grid, label, (0.0, 0.0), label)


def _cards(key: str, paper: Paper, grid: tuple[int, int], label: tuple[float, float]) -> LabelSheet:
    """Return a plain sheet of cards side by side in the middle of the page."""
    margin = tuple((paper.size[i] - grid[i] * label[i]) / 2 for i in (0, 1))
    return LabelSheet(key, "", paper, grid, label, (margin[0], margin[1]), label)


_NAME_BADGE: Final = (3.375 * _INCH, 7 / 3 * _INCH)
_SHIPPING: Final = (4 * _INCH, 2 * _INCH)

SHEETS: Final = (
    _cards("cards-90x55-a4", Paper.A4, (2, 5), (90.0, 55.0)),
    _even("a7-a4", Paper.A4, (2, 4)),
    _even("a6-a4", Paper.A4, (2, 2)),
    LabelSheet("herma-4457", "Herma 4457", Paper.A4, (2, 6), (105.0, 48.0), (0.0, 5.5), (105.0, 48.0)),
    LabelSheet("herma-4349", "Herma 4349", Paper.A4, (2, 5), (96.0, 50.8), (8.0, 21.5), (99.0, 50.8)),
    LabelSheet("herma-4677", "Herma 4677", Paper.A4, (3, 7), (63.5, 38.1), (6.75, 15.5), (66.5, 38.1)),
    LabelSheet("herma-4347", "Herma 4347", Paper.A4, (3, 9), (63.5, 29.6), (7.8, 15.5), (66.5, 29.6)),
    _cards("cards-90x50-letter", Paper.LETTER, (2, 5), (90.0, 50.0)),
    _even("quarter-letter", Paper.LETTER, (2, 2)),
    LabelSheet(
        "avery-5395",
        "Avery 5395",
        Paper.LETTER,
        (2, 4),
        _NAME_BADGE,
        (0.6875 * _INCH, 7 / 12 * _INCH),
        (3.75 * _INCH, 2.5 * _INCH),
    ),
    LabelSheet(
        "avery-5163",
        "Avery 5163",
        Paper.LETTER,
        (2, 5),
        _SHIPPING,
        (0.1625 * _INCH, 0.5 * _INCH),
        (4.1875 * _INCH, 2 * _INCH),
    ),
)


def sheet_of(key: str) -> LabelSheet:
    """Return the sheet of this key, the first one where there is none."""
    return next((sheet for sheet in SHEETS if sheet.key == key), SHEETS[0])


def sheets_on(paper: Paper) -> tuple[LabelSheet, ...]:
    """Return the sheets of this paper."""
    return tuple(sheet for sheet in SHEETS if sheet.paper is paper)
