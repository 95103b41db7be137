"""Workbooks: what the follow-up and the attendance file hold, and the words they are written with.

Files are written far below the words of a face, so the face hands its words down as a `Phrasebook`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from trainer_app.domain.adoption import Assessment, State, Thresholds
from trainer_app.domain.adoption_numbers import Numbers, Rate, Standing, TeamNumbers
from trainer_app.domain.follow_up import FollowUps, Why
from trainer_app.domain.program import Program
from trainer_app.domain.session import Session
from trainer_app.domain.usage import UsageImport

Cell = str | int | float | date | datetime | None
"""What stands in one cell. A `datetime` is aware; it is written in the program's zone."""

Progress = Callable[[int, int], None]
"""Called with the rows written so far and all there are."""

STATE_ORDER = (
    State.NEVER_ATTENDED,
    State.NOT_COMPLETED,
    State.TRIED_ONCE,
    State.RETURNED,
    State.CONTINUING,
    State.LAPSED,
    State.STOPPED,
    State.TOO_EARLY,
    State.UNKNOWN,
)
"""The states as their sheets follow each other: along a person's way, the two that say nothing yet last."""

LONGEST_ENDING = 8
"""Characters; what is longer after the last dot of a file's name belongs to the name."""


class WorkbookTrouble(Enum):
    """Why a workbook was not written. Facts: `file`, and where it helps `folder`, `name` or `detail`."""

    OTHER_KIND = "the name asks for another kind of file than .xlsx"
    BAD_NAME = "this cannot be the name of a file here"
    IS_FOLDER = "this is a folder, or no ordinary file"
    NO_FOLDER = "the folder is not there"
    OPEN_ELSEWHERE = "another program holds the file open"
    NOT_ALLOWED = "the file or its folder cannot be written"
    DISK_FULL = "there is no room left"
    FAILED = "writing failed in another way"
    CANCELLED = "writing was cancelled"


class Sheet(Enum):
    """The sheets beside those of the states."""

    READ_ME = "read_me"
    SUMMARY = "summary"
    TEAMS = "teams"
    ATTENDANCE = "attendance"


class Heading(Enum):
    """What a column holds."""

    NAME = "name"
    EMAIL = "email"
    TEAM = "team"
    SESSION = "session"
    HANDS_ON_DATE = "hands_on_date"
    LAST_ACTIVE = "last_active"
    DAYS_AFTER = "days_after"
    WEEKS_AFTER = "weeks_after"
    REASON = "reason"
    ALSO = "also"
    NEXT_STEP = "next_step"
    OWNER = "owner"
    DUE = "due"
    DONE = "done"
    NOTE = "note"
    WHY = "why"
    SESSIONS_ATTENDED = "sessions_attended"
    PEOPLE = "people"
    TRIED = "tried"
    EVALUABLE = "evaluable"
    STANDING = "standing"
    PEOPLE_MISSING = "people_missing"
    DIFFERENCE = "difference"
    DIFFERENCE_LOW = "difference_low"
    DIFFERENCE_HIGH = "difference_high"
    P_ADJUSTED = "p_adjusted"
    STATE = "state"
    MEANING = "meaning"
    MEASURE = "measure"
    COUNT = "count"
    SHARE = "share"
    LOW = "low"
    HIGH = "high"


class Measure(Enum):
    """What the Summary measures; the last four are rates."""

    PEOPLE = "people"
    TRIED = "tried"
    EVALUABLE = "evaluable"
    CAME_BACK = "came_back"
    TRIED_ONCE = "tried_once"
    CONTINUING = "continuing"
    EXPLORED_BEFORE = "explored_before"

    def of(self, numbers: Numbers) -> Rate:
        """Return this rate of these numbers; only for the four that are rates."""
        rate: Rate = getattr(numbers, self.value)
        return rate


class RatePart(Enum):
    """The columns of one rate: "24 of 49", the share, and its Wilson interval of 95 %."""

    COUNT = "count"
    SHARE = "share"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person; `checked_in_at` (aware UTC, or None) stands beside the table's sessions."""

    name: str
    email: str | None
    team: str | None
    checked_in_at: tuple[datetime | None, ...]


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """Who came when: people down, sessions across, both in the order they are to be written in."""

    sessions: tuple[Session, ...] = ()
    rows: tuple[AttendanceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceBook:
    """All that an attendance workbook is written from. `made_at` is aware; `as_of` None: all there is."""

    program: Program
    app_version: str
    made_at: datetime
    attendance: AttendanceTable
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUpBook:
    """All that a follow-up workbook is written from. `made_at` is aware.

    `assessments`, `numbers` and `teams` are of the same people on the day `as_of`. `agreed` holds what
    is agreed per attendee and state; whoever is missing there gets blanks to fill in.
    """

    program: Program
    thresholds: Thresholds
    app_version: str
    as_of: date
    made_at: datetime
    imports: tuple[UsageImport, ...]
    assessments: tuple[Assessment, ...]
    numbers: Numbers
    teams: tuple[TeamNumbers, ...]
    attendance: AttendanceTable
    agreed: FollowUps = field(default_factory=dict)


class LineKind(Enum):
    """How a line of the read-me sheet is set."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    FACT = "fact"
    TABLE_HEAD = "table_head"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the read-me sheet. A text in the last place of a TEXT or FACT takes the rest of the width."""

    kind: LineKind
    cells: tuple[Cell, ...]


class Phrasebook(Protocol):
    """The words of a workbook in the language of whoever asked for it."""

    def sheet(self, which: Sheet | State) -> str:
        """Return a sheet's name; what a spreadsheet forbids in it is left out when it is written."""

    def heading(self, which: Heading) -> str:
        """Return a column's heading."""

    def measure(self, which: Measure) -> str:
        """Return what is measured."""

    def rate_heading(self, measure: Measure, part: RatePart) -> str:
        """Return the heading of one column of a rate in a wide table."""

    def state(self, state: State) -> str:
        """Return the state in a word or two."""

    def meaning(self, state: State, thresholds: Thresholds) -> str:
        """Return what the state means, in one sentence."""

    def count(self, rate: Rate) -> str:
        """Return "24 of 49", with a word where so few people bear no percentage or only a rough one."""

    def came_back(self, numbers: Numbers) -> str:
        """Return "24 of 49 · 14 too early · 2 unknown"."""

    def standing(self, standing: Standing) -> str:
        """Return how a team compares with all others."""

    def no_team(self) -> str:
        """Return what stands for the team of people who have none."""

    def reason(self, person: Assessment) -> str:
        """Return why this person is in their state, in one sentence."""

    def badges(self, person: Assessment) -> str:
        """Return what else is worth knowing of this person, "" for most."""

    def next_step(self, person: Assessment) -> str:
        """Return what to do next for this person."""

    def done(self, *, done: bool) -> str:
        """Return the word for followed up, or for not yet."""

    def why(self, why: Why) -> str:
        """Return why somebody stopped, from the closed list."""

    def nobody(self, which: Sheet | State) -> str:
        """Return the one line of a sheet that has nobody in it."""

    def title(self, book: FollowUpBook | AttendanceBook) -> str:
        """Return the workbook's title."""

    def follow_up_lines(self, book: FollowUpBook) -> tuple[Line, ...]:
        """Return the read-me sheet of a follow-up workbook."""

    def attendance_lines(self, book: AttendanceBook) -> tuple[Line, ...]:
        """Return the read-me sheet of an attendance workbook."""


def workbook_name(name: str) -> str | None:
    """Return the file name with .xlsx where it has no ending, None where it has that of another kind of file.

    An ending is a letter and up to seven more letters or digits after the last dot: in "March 4.2026" and
    "of Mr. Smith" nothing is taken for one.
    """
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem and ending.isalnum() and ending[0].isalpha() and len(ending) <= LONGEST_ENDING):
        return f"{name}.xlsx"
    return name if ending.lower() == "xlsx" else None
