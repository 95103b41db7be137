"""What is said before and after a workbook is written."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final

from trainer_app.domain.adoption import State
from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.workbook import STATE_ORDER
from trainer_app.words import adoption
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import day


class Book(Enum):
    """Which workbook."""

    FOLLOW_UP = "follow_up"
    ATTENDANCE = "attendance"


TITLE: Final = N_("Export workbook")
WHICH: Final = N_("Which workbook")
AS_OF: Final = N_("As of the end of")
TODAY: Final = N_("Today")
HOLDS: Final = N_("What it will hold")
WHERE: Final = N_("Where")
CHOOSE: Final = N_("Choose…")
FILES: Final = N_("Excel workbooks (*.xlsx)")
REPLACE: Final = N_("Replace the file that is there; what somebody typed into it is lost")
WRITE: Final = N_("Write workbook")
CLOSE: Final = N_("Back")
OPEN: Final = N_("Open")
OPEN_FOLDER: Final = N_("Open folder")
CANCELLED: Final = N_("Cancelled. No workbook was written.")
BOOKS: Final[dict[Book, str]] = {
    Book.FOLLOW_UP: N_("Follow-up lists"),
    Book.ATTENDANCE: N_("Attendance"),
}
_NAMES: Final[dict[Book, str]] = {
    Book.FOLLOW_UP: N_("{program} follow-up {day}"),
    Book.ATTENDANCE: N_("{program} attendance {day}"),
}
_ATTENDANCE: Final = N_("One sheet: everybody on the roster down, every session that has begun across, with the times.")
_FOLLOW_UP: Final = N_(
    "A read-me with the rules, a summary, the teams, one sheet for each state, and the attendance. "
    "Owner, Done and Note can be filled in there."
)
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')


def about(which: Book) -> str:
    """Return what the workbook consists of."""
    return say(_FOLLOW_UP if which is Book.FOLLOW_UP else _ATTENDANCE)


def people(report: AdoptionReport) -> str:
    """Return how many people are in which state, and until when usage is known."""
    counted = {state: sum(one.state is state for one in report.people) for state in STATE_ORDER}
    told = [_state(state, count) for state, count in counted.items() if count]
    all_of_them = say_count(N_("{count} person"), N_("{count} people"), len(report.people))
    return say(N_("{people}: {states}."), people=all_of_them, states=", ".join(told)) if told else all_of_them


def usage(report: AdoptionReport) -> str:
    """Return until when usage is imported."""
    if not report.imports:
        return say(N_("No usage is imported, so nobody’s continued use can be told."))
    last = max(one.covers_to for one in report.imports)
    return say(N_("Usage is imported until {last}."), last=day(last, year=report.as_of.year))


def file_name(which: Book, *, program: str, as_of: date) -> str:
    """Return a likely name for the file, without what no system allows in one."""
    text = say(_NAMES[which], program=program, day=as_of.isoformat())
    return "".join(" " if one in _FORBIDDEN or not one.isprintable() else one for one in text).strip(" .") + ".xlsx"


def exists(asked: str, free: str) -> str:
    """Return that a file of this name is there, and what is done instead."""
    return say(N_("{asked} is there already and stays as it is. This workbook becomes {free}."), asked=asked, free=free)


def replaces(asked: str) -> str:
    """Return that a file will be replaced."""
    return say(N_("{asked} will be replaced, with all that was typed into it."), asked=asked)


def writing(name: str) -> str:
    """Return what is being done."""
    return say(N_("Writing {name}…"), name=name)


def written(name: str) -> str:
    """Return what was done."""
    return say(N_("{name} is written."), name=name)


def _state(state: State, count: int) -> str:
    return say(N_("{count} {state}"), count=count, state=adoption.state(state).lower())
