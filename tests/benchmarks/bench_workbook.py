"""The follow-up workbook of 10,000 people against bare openpyxl write_only of the very same cells, in one run."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from trainer_app.domain.adoption import PersonFacts, Thresholds
from trainer_app.domain.adoption_numbers import numbers, team_numbers
from trainer_app.domain.adoption_rules import assess_all
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.program import Program
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.usage import DayBasis, DayUnits, IdentityKind, PersonUsage, UsageImport
from trainer_app.domain.workbook import AttendanceRow, AttendanceTable, FollowUpBook
from trainer_app.exchange.workbook_out import write_follow_up
from trainer_app.words.workbook import WORKBOOK_WORDS

PEOPLE, TEAMS, ROUNDS = 10_000, 60, 3
AT_MOST = 2.0
FIRST, LAST = date(2026, 2, 1), date(2026, 4, 29)
ZONE = "Asia/Tokyo"


def main() -> Iterable[tuple[str, str, str]]:
    """Return processor seconds of both, their ratio, and the size of the file."""
    book = _book(Random(3))
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ours.xlsx", Path(folder) / "bare.xlsx"
        write_follow_up(ours, book, phrases=WORKBOOK_WORDS)
        sheets = {name: CalamineWorkbook.from_path(ours).get_sheet_by_name(name).to_python() for name in _names(ours)}
        cells = sum(cell != "" for rows in sheets.values() for row in rows for cell in row)
        times = [
            (_timed(lambda: write_follow_up(ours, book, phrases=WORKBOOK_WORDS)), _timed(lambda: _bare(bare, sheets)))
            for _ in range(ROUNDS)  # turn by turn, so that a slow moment of the machine meets both
        ]
        size = ours.stat().st_size / 1e6
    mine, floor = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(one / other for one, other in times)
    yield f"workbook of {PEOPLE:,} people, {cells:,} cells", f"{mine:.2f} s, {size:.1f} MB", ""
    yield "bare openpyxl write_only, the same cells", f"{floor:.2f} s", ""
    yield "ratio", f"{ratio:.2f}", f"{AT_MOST}"


def _timed(act: Callable[[], object]) -> float:
    begin = time.process_time()
    act()
    return time.process_time() - begin


def _names(path: Path) -> list[str]:
    return CalamineWorkbook.from_path(path).sheet_names


def _bare(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    workbook = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    workbook.save(path)


def _book(random: Random) -> FollowUpBook:
    program = Program(UUID(int=1), "Rollout", ZONE)
    sessions = tuple(_session(number) for number in range(6))
    facts = list(_people(sessions, random))
    as_of, thresholds = LAST + timedelta(days=1), Thresholds()
    people = assess_all(facts, as_of=as_of, thresholds=thresholds, zone=ZONE)
    kinds = frozenset({IdentityKind.EMAIL})
    return FollowUpBook(
        program=program,
        thresholds=thresholds,
        app_version="0",
        as_of=as_of,
        made_at=datetime(2026, 5, 1, tzinfo=UTC),
        imports=(UsageImport("openai_usage", "", DayBasis.UTC_DAY, kinds, FIRST, LAST),),
        assessments=people,
        numbers=numbers(people),
        teams=team_numbers(people),
        attendance=AttendanceTable(sessions, tuple(_row(one, sessions) for one in facts)),
    )


def _session(number: int) -> Session:
    begin = datetime(2026, 2, 10, 1, tzinfo=UTC) + timedelta(days=7 * number)
    return Session(
        UUID(int=number), f"Hands-on {number}", SessionKind.HANDS_ON, begin, begin + timedelta(hours=2), ZONE
    )


def _people(sessions: tuple[Session, ...], random: Random) -> Iterator[PersonFacts]:
    for number in range(PEOPLE):
        came = random.choice(sessions)
        used = {
            came.starts_at.date() + timedelta(days=random.randrange(1, 60))
            for _ in range(random.choice([0, 0, 1, 4, 9]))
        }
        days = tuple(DayUnits(day, DayBasis.UTC_DAY, 2.0) for day in sorted(used) if day <= LAST)
        yield PersonFacts(
            UUID(int=number),
            f"Given{random.randrange(500)} Family{number}",
            f"given.family{number}@example.org",
            f"Team {number % TEAMS}",
            checked_in=(came,) if number % 9 else (),
            completed_in=came if number % 9 and number % 13 else None,
            usage=PersonUsage(days, Coverage.of([DayRange(FIRST, LAST)]), frozenset({DayBasis.UTC_DAY})),
        )


def _row(person: PersonFacts, sessions: tuple[Session, ...]) -> AttendanceRow:
    times = tuple(one.starts_at if one in person.checked_in else None for one in sessions)
    return AttendanceRow(person.name, person.email, person.team, times)


if __name__ == "__main__":
    for line in main():
        print(*line, sep="\t", file=sys.stdout)
