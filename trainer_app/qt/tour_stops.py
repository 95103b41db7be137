"""Where the tour stops on each page: its panels, tabs and forms, reached as a person reaches them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from trainer_app.qt.page import Page
from trainer_app.qt.pages.check_in_page import CheckInPage


@dataclass(frozen=True, slots=True)
class Stop:
    """One view of a page: its name in the picture's file, and what brings it in sight."""

    name: str
    show: Callable[[], object]


def stops(page: Page) -> list[Stop]:
    """Return the views of this page beside the one it opens with."""
    if isinstance(page, CheckInPage):
        return [Stop(_plain(one.title), partial(_act, one.act)) for one in page.palette_actions()]
    return []


def _act(act: Callable[[], object]) -> None:
    act()


def _plain(title: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in title.casefold()).split())
