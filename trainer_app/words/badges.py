"""What the badges panel says."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.label_sheet import LabelSheet, Paper
from trainer_app.words.language import N_, say, say_count

TITLE: Final = N_("Badges")
WHO: Final = N_("For whom")
EVERYBODY: Final = N_("Everybody on the roster")
REGISTERED: Final = N_("Registered for {session}")
LABELS: Final = N_("Labels")
START_AT: Final = N_("Begin at label")
START_TIP: Final = N_("For a sheet of which some labels were used already")
CUT_MARKS: Final = N_("Marks to cut along")
SAVE: Final = N_("Save as PDF…")
SAVE_TITLE: Final = N_("Save badges")
FILE_NAME: Final = N_("Badges")
TRUE_SIZE: Final = N_("Print at 100 %, without fitting it to the page, and try one page on plain paper first.")
NOBODY: Final = N_("Nobody to print a badge for")
NOBODY_YET: Final = N_("Choose somebody else above, or add people first.")
MAKING: Final = N_("Drawing badges…")
_PLAIN: Final = N_("Plain paper, {wide} × {high} mm, {count} a page")
_MADE: Final = N_("{maker}, {wide} × {high} mm, {count} a page")


def label_sheet(sheet: LabelSheet) -> str:
    """Return a sheet's name, the size of its labels and how many there are."""
    wide, high = (f"{side:.1f}".removesuffix(".0") for side in sheet.label)
    text = _PLAIN if sheet.is_plain else _MADE
    return say(text, maker=sheet.maker, wide=wide, high=high, count=sheet.per_page)


def paper(size: Paper) -> str:
    """Return the name of a size of paper."""
    return {Paper.A4: say(N_("A4")), Paper.LETTER: say(N_("US Letter"))}[size]


def marked(count: int) -> str:
    """Return the choice of those who were marked on the page."""
    return say_count(N_("{count} person marked"), N_("{count} people marked"), count)


def how_many(badges: int, pages: int) -> str:
    """Return how many badges and pages will be printed."""
    on = say_count(N_("{count} page"), N_("{count} pages"), pages)
    return say_count(N_("{count} badge on {pages}"), N_("{count} badges on {pages}"), badges, pages=on)


def saved(badges: int, file: str) -> str:
    """Return what was written."""
    return say_count(N_("{count} badge is in {file}."), N_("{count} badges are in {file}."), badges, file=file)
