"""Makes the books workbooks are written from: people in any state, teams of any size, sessions and times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import openpyxl
from python_calamine import CalamineWorkbook

from trainer_app.domain.adoption import Assessment, NextStep, Reason, ReasonCode, State, Thresholds
from trainer_app.domain.adoption_numbers import numbers, team_numbers
from trainer_app.domain.coverage import NO_DAYS
from trainer_app.domain.program import Program
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.usage import DayBasis, IdentityKind, UsageImport
from trainer_app.domain.workbook import AttendanceBook, AttendanceRow, AttendanceTable, FollowUpBook
from trainer_app.exchange.workbook_out import write_attendance, write_follow_up
from trainer_app.words.workbook import WORKBOOK_WORDS

AS_OF = date(2026, 4, 30)
TRAINED = date(2026, 2, 12)
MADE_AT = datetime(2026, 4, 30, 22, 15, tzinfo=UTC)
PROGRAM = Program(UUID(int=1), "Spring rollout", "Asia/Tokyo")
IMPORT = UsageImport(
    "openai_usage",
    "proj_rollout",
    DayBasis.UTC_DAY,
    frozenset({IdentityKind.KEY}),
    date(2026, 2, 1),
    date(2026, 4, 29),
)
_WHY = {
    State.NEVER_ATTENDED: (Reason(ReasonCode.NO_CHECK_IN), NextStep.INVITE_AGAIN),
    State.NOT_COMPLETED: (
        Reason(ReasonCode.STOPPED_AT_STEP, {"day": TRAINED, "step": "Install it"}),
        NextStep.FINISH_SETUP,
    ),
    State.UNKNOWN: (Reason(ReasonCode.NOTHING_IMPORTED, {"first": TRAINED}), NextStep.IMPORT_USAGE),
    State.TOO_EARLY: (Reason(ReasonCode.DAYS_NOT_PASSED, {"evaluable_on": date(2026, 5, 9)}), NextStep.WAIT),
    State.TRIED_ONCE: (Reason(ReasonCode.NO_USE_AFTER, {"weeks": 10}), NextStep.GIVE_OWN_TASK),
    State.CONTINUING: (ReasonCode.HABIT, NextStep.ASK_AS_CHAMPION),
    State.LAPSED: (ReasonCode.HABIT_ENDED, NextStep.ASK_WHAT_CHANGED),
    State.RETURNED: (ReasonCode.SOME_USE, NextStep.ENCOURAGE),
    State.STOPPED: (ReasonCode.USE_ENDED, NextStep.ASK_WHY_STOPPED),
}
_USE = {"days": 3, "active_weeks": 2, "weeks": 10, "last": date(2026, 4, 14)}


def person(number: int, state: State = State.TRIED_ONCE, *, name: str = "", team: str | None = "Sales") -> Assessment:
    """Return somebody in this state, with a reason that fits it."""
    why, step = _WHY[state]
    attended = state is not State.NEVER_ATTENDED
    used = isinstance(why, ReasonCode)
    return Assessment(
        attendee_id=UUID(int=1000 + number),
        name=name or f"Person {number}",
        email=f"p{number:03}@example.org",
        team=team,
        as_of=AS_OF,
        state=state,
        badges=frozenset(),
        reason=Reason(why, dict(_USE)) if isinstance(why, ReasonCode) else why,
        next_step=step,
        training_day=TRAINED if attended else None,
        session_id=UUID(int=101) if attended else None,
        session_name="Hands-on 1" if attended else None,
        hands_on_on=TRAINED if attended and state is not State.NOT_COMPLETED else None,
        last_active=date(2026, 4, 14) if used else None,
        active_days_after=3 if used else 0,
        active_weeks_after=2 if used else 0,
        active_days_before=0,
        evaluable_on=date(2026, 3, 12) if attended else None,
        seen_until=date(2026, 4, 29),
        stopped_at_step=None,
        access_on=None,
        has_access=True,
        access_before_training=False,
        active_after=(),
        coverage=NO_DAYS,
        missing=(),
    )


def follow_up(people: Iterable[Assessment], **changes: object) -> FollowUpBook:
    """Return the book of these people."""
    everyone = tuple(people)
    book = FollowUpBook(
        program=PROGRAM,
        thresholds=Thresholds(),
        app_version="0.1.0",
        as_of=AS_OF,
        made_at=MADE_AT,
        imports=(IMPORT,),
        assessments=everyone,
        numbers=numbers(everyone),
        teams=team_numbers(everyone),
        attendance=attendance(everyone),
    )
    return replace(book, **changes)  # type: ignore[arg-type]


def session(number: int) -> Session:
    """Return one of a series, at 9:30 in Tokyo, a fortnight after the one before."""
    begin = datetime(2026, 2, 12, 0, 30, tzinfo=UTC) + timedelta(days=14 * (number - 1))
    end = begin + timedelta(hours=2)
    return Session(
        UUID(int=100 + number), f"Hands-on {number}", SessionKind.HANDS_ON, begin, end, "Asia/Tokyo", room="4"
    )


def attendance(people: Iterable[Assessment]) -> AttendanceTable:
    """Return two sessions; whoever was trained came to the first, five minutes late."""
    sessions = session(1), session(2)
    late = sessions[0].starts_at + timedelta(minutes=5)
    return AttendanceTable(
        sessions,
        tuple(
            AttendanceRow(one.name, one.email, one.team, (late if one.training_day else None, None)) for one in people
        ),
    )


def attendance_book(people: Iterable[Assessment]) -> AttendanceBook:
    """Return the attendance book of these people."""
    return AttendanceBook(PROGRAM, "0.1.0", MADE_AT, attendance(people))


def written(folder: Path, people: Iterable[Assessment], **changes: object) -> Path:
    """Write the follow-up workbook of these people and return its path."""
    return write_follow_up(folder / "out.xlsx", follow_up(people, **changes), phrases=WORKBOOK_WORDS)


def attendance_written(folder: Path, people: Iterable[Assessment]) -> Path:
    """Write the attendance workbook of these people and return its path."""
    return write_attendance(folder / "attendance.xlsx", attendance_book(people), phrases=WORKBOOK_WORDS)


def rows(path: Path, sheet: str) -> list[list[object]]:
    """Return a sheet's rows as another reader than the writer's own sees them."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def records(path: Path, sheet: str) -> list[dict[object, object]]:
    """Return a list's rows by heading."""
    heading, *below = rows(path, sheet)
    return [dict(zip(heading, row, strict=True)) for row in below]


def opened(path: Path) -> openpyxl.Workbook:
    """Return the workbook with its looks."""
    return openpyxl.load_workbook(path)
