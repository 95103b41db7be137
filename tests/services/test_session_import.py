"""Session plans from files: brought up to date, never doubled, and never at the cost of a running session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.rollout import write
from tests.world import FRONT, World, opened
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_codes import FileTrouble, LineTrouble, Notice
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import SessionsFile
from trainer_app.domain.session import Phase, Session, SessionKind, SessionTrouble
from trainer_app.exchange.sessions_in import read_sessions
from trainer_app.services import session_import

Take = Callable[..., ImportReport]
HEADER = "Session,Kind,Start,End,Room,Capacity"
ONE = "Hands-on 1,hands-on,2026-04-01T10:00:00+09:00,2026-04-01T12:00:00+09:00,Room 2,12"
TWO = "Hands-on 2,hands-on,2026-04-02T10:00:00+09:00,2026-04-02T12:00:00+09:00,Room 2,12"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[World]:
    """A program nothing is planned in yet, in Tokyo."""
    with opened(tmp_path / "trainer.db") as made:
        yield made


@pytest.fixture
def take(program: World, tmp_path: Path) -> Take:
    """Import a plan of these lines."""

    def taking(*lines: str, dry_run: bool = False) -> ImportReport:
        file = write(tmp_path / "sessions.csv", *lines)
        return program.services.session_import.import_file(file, desk=FRONT, dry_run=dry_run)

    return taking


def counted(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.skipped)


def named(world: World, name: str) -> Session:
    return world.services.sessions.named(name)


def test_a_plan_becomes_sessions_in_their_zone_and_series(take: Take, program: World) -> None:
    assert counted(take(HEADER, ONE, TWO)) == (2, 0, 0, 0)
    one, two = program.services.sessions.everything()
    assert (one.name, one.kind, one.room, one.capacity) == ("Hands-on 1", SessionKind.HANDS_ON, "Room 2", 12)
    assert (one.starts_at, one.zone) == (datetime(2026, 4, 1, 1, tzinfo=UTC), "Asia/Tokyo")
    assert [(each.series, each.number, each.of) for each in (one, two)] == [("Hands-on", 1, 2), ("Hands-on", 2, 2)]


def test_the_same_plan_again_changes_nothing(take: Take, program: World) -> None:
    take(HEADER, ONE, TWO)
    cursor = program.services.context.store.cursor()
    assert counted(take(HEADER, ONE, TWO)) == (0, 0, 2, 0)
    assert program.services.context.store.cursor() == cursor


def test_the_published_plan_gives_ten_sessions_once(program: World, shared_data: Path) -> None:
    file = shared_data / "rollout70" / "sessions.csv"
    plan = program.services.session_import
    assert counted(plan.import_file(file, desk=FRONT)) == (10, 0, 0, 0)
    assert counted(plan.import_file(file, desk=FRONT)) == (0, 0, 10, 0)
    assert {one.series for one in program.services.sessions.everything()} == {"Why it matters", "Hands-on"}


def test_a_dry_run_says_what_would_happen_and_writes_nothing(take: Take, program: World) -> None:
    report = take(HEADER, ONE, dry_run=True)
    assert report.dry_run
    assert counted(report) == (1, 0, 0, 0)
    assert program.services.sessions.everything() == []


def test_a_session_moved_in_the_sheet_is_moved_and_what_the_sheet_leaves_out_stays(take: Take, program: World) -> None:
    take(HEADER, ONE)
    moved = take("Session,Start,End", "hands-on  1,2026-04-03T10:00:00+09:00,2026-04-03T13:00:00+09:00")
    assert counted(moved) == (0, 1, 0, 0)
    (one,) = program.services.sessions.everything()
    assert (one.name, one.room, one.capacity) == ("Hands-on 1", "Room 2", 12)
    assert one.starts_at == datetime(2026, 4, 3, 1, tzinfo=UTC)


def test_bringing_a_running_session_up_to_date_leaves_its_phase_and_checklist(take: Take, program: World) -> None:
    take(HEADER, ONE)
    running = program.services.sessions.enter(named(program, "Hands-on 1").id, Phase.DOORS, desk=FRONT)
    assert running.checklist_id
    assert counted(take(HEADER, ONE.replace("Room 2", "Room 3"))) == (0, 1, 0, 0)
    one = named(program, "Hands-on 1")
    assert (one.room, one.phase, one.checklist_id) == ("Room 3", Phase.DOORS, running.checklist_id)


def test_one_more_session_joins_the_series_that_is_there(take: Take, program: World) -> None:
    take(HEADER, ONE, TWO)
    take(HEADER, TWO.replace("Hands-on 2", "Hands-on 3").replace("04-02", "04-03"))
    assert [(one.name, one.number, one.of) for one in program.services.sessions.everything()] == [
        ("Hands-on 1", 1, 3),
        ("Hands-on 2", 2, 3),
        ("Hands-on 3", 3, 3),
    ]


def test_a_single_numbered_session_is_no_series_until_it_is_repeated(take: Take, program: World) -> None:
    take(HEADER, ONE)
    assert named(program, "Hands-on 1").series is None
    assert counted(take(HEADER, ONE, TWO)) == (1, 1, 0, 0)
    assert [one.series for one in program.services.sessions.everything()] == ["Hands-on", "Hands-on"]


def test_a_series_named_in_the_sheet_is_taken_and_can_be_changed_there(take: Take, program: World) -> None:
    take(f"{HEADER},Series", f"{ONE},Spring", f"{TWO},Spring")
    assert {one.series for one in program.services.sessions.everything()} == {"Spring"}
    assert counted(take(HEADER, ONE, TWO)) == (0, 0, 2, 0)
    assert counted(take(f"{HEADER},Series", f"{ONE},Summer")) == (0, 1, 0, 0)
    assert named(program, "Hands-on 1").series == "Summer"


def test_of_two_sessions_of_one_name_the_first_is_taken_and_the_second_told(take: Take, program: World) -> None:
    report = take(HEADER, ONE, ONE.replace("04-01", "04-02"), TWO)
    assert [(one.line, one.code) for one in report.skipped] == [(3, SessionTrouble.NAME_TAKEN)]
    assert counted(report) == (2, 0, 0, 1)
    assert Notice.SESSION_TWICE in {one.code for one in report.warnings}
    again = take(HEADER, ONE, ONE.replace("04-01", "04-02"), TWO)
    assert counted(again) == (0, 0, 2, 1)


def test_lines_that_are_no_sessions_are_told_and_the_rest_is_taken(take: Take, program: World) -> None:
    report = take(HEADER, ONE, ",hands-on,2026-04-02T10:00:00+09:00,,,", "Talk,party,2026-04-02T10:00:00+09:00,,,")
    assert [(one.line, one.code) for one in report.skipped] == [
        (3, LineTrouble.NO_SESSION_NAME),
        (4, LineTrouble.UNKNOWN_KIND),
    ]
    assert len(program.services.sessions.everything()) == 1


def test_a_roster_is_no_session_plan(take: Take) -> None:
    with pytest.raises(Refused) as refused:
        take("Name,Email", "Ann Lee,ann@example.org")
    assert refused.value.code is FileTrouble.NO_SESSIONS


def test_doors_opened_while_the_file_is_read_stay_open(
    take: Take, program: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(HEADER, ONE)

    def read_slowly(path: Path, *, zone: str) -> SessionsFile:
        program.services.sessions.enter(named(program, "Hands-on 1").id, Phase.DOORS, desk=FRONT)
        return read_sessions(path, zone=zone)

    monkeypatch.setattr(session_import, "read_sessions", read_slowly)
    take(HEADER, ONE.replace("Room 2", "Room 3"))
    one = named(program, "Hands-on 1")
    assert (one.room, one.phase) == ("Room 3", Phase.DOORS)
