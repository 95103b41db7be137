"""Workbooks through the service: their sheets, that they agree with the report, and are the same made again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.rollout import usage_export, write
from tests.world import FRONT, World, opened
from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import Role
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown
from trainer_app.domain.workbook import WorkbookTrouble
from trainer_app.words.workbook import WORKBOOK_WORDS

LISTS = {
    State.NEVER_ATTENDED: "Never attended",
    State.NOT_COMPLETED: "Attended not completed",
    State.TRIED_ONCE: "Tried once",
    State.RETURNED: "Returned",
    State.CONTINUING: "Continuing",
    State.LAPSED: "Lapsed",
    State.STOPPED: "Stopped",
    State.TOO_EARLY: "Too early",
    State.UNKNOWN: "Unknown",
}
AS_OF = date(2026, 5, 20)


@pytest.fixture
def rollout(tmp_path: Path) -> Iterator[World]:
    """Six people in two teams, one session; ann tried once, bo continues, cy never came, a trainer was there too."""
    with opened(tmp_path / "trainer.db") as world:
        people = [("ann", "Sales"), ("bo", "Sales"), ("cy", "Support"), ("=dee", "Support"), ("eve", "Support")]
        lines = (f"{name},{name.strip('=')}@example.org,{team},key_{name.strip('=')}" for name, team in people)
        roster = write(tmp_path / "people.csv", "Name,Email,Team,API key ID", *lines)
        world.services.people_import.import_file(roster, desk=FRONT)
        session = world.session("Hands-on 1")
        world.session("Hands-on 2", days=30, phase=None)
        world.come(world.person("Mei Chen", role=Role.STAFF), session)
        steps = world.services.floor.room(session.id).checklist.steps
        last = next(step.key for step in steps if step.completes)
        for name in ("ann", "bo", "dee"):
            who = world.services.people.meant(name)
            world.come(who, session)
            world.services.floor.mark(session.id, who.id, last, desk=FRONT)
        used = [
            ("key_ann", date(2026, 4, 1)),
            *(("key_bo", date(2026, 4, 5) + timedelta(days=n * 9)) for n in range(5)),
        ]
        file = usage_export(tmp_path / "usage.csv", date(2026, 3, 15), AS_OF, used)
        world.services.usage_import.import_file(file, desk=FRONT)
        yield world


@dataclass
class Book:
    """A workbook read back: sheets by name, each a list of rows."""

    sheets: dict[str, list[tuple[object, ...]]]

    @classmethod
    def read(cls, path: Path) -> Book:
        book = openpyxl.load_workbook(path)
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
        book.close()
        return cls(sheets)

    def names(self, sheet: str) -> list[object]:
        return [row[0] for row in self.sheets[sheet][1:] if row[0]]

    def column(self, sheet: str, heading: str) -> dict[object, object]:
        head, *rows = self.sheets[sheet]
        at = head.index(heading)
        return {row[0]: row[at] for row in rows if row[0]}


def follow_up(world: World, path: Path, as_of: date | None = AS_OF) -> Book:
    return Book.read(world.services.exports.follow_up(path, WORKBOOK_WORDS, as_of=as_of))


def test_the_follow_up_has_a_sheet_per_state_beside_what_it_rests_on(rollout: World, tmp_path: Path) -> None:
    book = follow_up(rollout, tmp_path / "out.xlsx")
    assert list(book.sheets) == ["Read me", "Summary", "Teams", *LISTS.values(), "Attendance"]
    assert [book.sheets[name][0] for name in LISTS.values()] == [book.sheets["Tried once"][0]] * len(LISTS)
    assert book.sheets["Tried once"][0][:5] == ("Name", "E-mail", "Team", "Session", "Hands-on date")
    assert {"Reason", "Next step", "Owner", "Done"} <= set(book.sheets["Tried once"][0])


def test_every_list_holds_exactly_the_people_of_its_state(rollout: World, tmp_path: Path) -> None:
    book = follow_up(rollout, tmp_path / "out.xlsx")
    report = rollout.services.adoption.report(AS_OF)
    for state, sheet in LISTS.items():
        assert sorted(map(str, book.names(sheet))) == sorted(one.name for one in report.people if one.state is state)
    assert book.names("Tried once") == ["ann", "=dee"]
    assert book.names("Continuing") == ["bo"]
    assert "Mei Chen" not in {name for sheet in book.sheets for name in book.names(sheet)}


def test_the_summary_and_teams_agree_with_the_report(rollout: World, tmp_path: Path) -> None:
    book = follow_up(rollout, tmp_path / "out.xlsx")
    numbers = rollout.services.adoption.report(AS_OF).numbers
    summary = {row[0]: row[1] for row in book.sheets["Summary"] if row[0]}
    assert (summary["Tried"], summary["Evaluable"]) == (numbers.tried, numbers.evaluable)
    assert summary["Came back"] == "1 of 3 · 0 too early · 0 unknown"
    assert [summary[name] for name in LISTS.values() if name not in {"Tried once", "Continuing"}] == [
        numbers.states[state] for state in LISTS if state not in {State.TRIED_ONCE, State.CONTINUING}
    ]
    assert sum(int(str(count)) for count in book.column("Teams", "People").values()) == numbers.people


def test_days_are_days_and_times_are_the_program_s(rollout: World, tmp_path: Path) -> None:
    book = follow_up(rollout, tmp_path / "out.xlsx")
    assert book.column("Continuing", "Hands-on date") == {"bo": datetime(2026, 4, 1)}  # noqa: DTZ001 - a cell has no zone
    assert book.column("Attendance", "Hands-on 1")["ann"] == datetime(2026, 4, 1, 10, 0)  # noqa: DTZ001 - as above


def test_a_name_that_looks_like_a_formula_stays_text(rollout: World, tmp_path: Path) -> None:
    path = rollout.services.exports.follow_up(tmp_path / "out.xlsx", WORKBOOK_WORDS, as_of=AS_OF)
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == "=dee"]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    book.close()


def test_made_again_later_the_sheets_are_the_same_but_for_the_time_it_was_made(rollout: World, tmp_path: Path) -> None:
    first = follow_up(rollout, tmp_path / "one.xlsx")
    rollout.clock.forward(60 * 24 * 90)
    late = rollout.session("Hands-on 3", days=90)
    rollout.come(rollout.services.people.meant("cy"), late)
    again = follow_up(rollout, tmp_path / "two.xlsx")
    assert {name: rows for name, rows in again.sheets.items() if name != "Read me"} == {
        name: rows for name, rows in first.sheets.items() if name != "Read me"
    }
    differing = [a[0] for a, b in zip(first.sheets["Read me"], again.sheets["Read me"], strict=True) if a != b]
    assert differing == ["Made at"]


def test_the_read_me_says_how_to_make_it_again(rollout: World, tmp_path: Path) -> None:
    book = follow_up(rollout, tmp_path / "out.xlsx")
    texts = {cell for row in book.sheets["Read me"] for cell in row if isinstance(cell, str)}
    assert any("export followup OUT.xlsx --as-of 2026-05-20" in text for text in texts)


def test_the_attendance_has_people_down_and_sessions_across(rollout: World, tmp_path: Path) -> None:
    path = rollout.services.exports.attendance(tmp_path / "attendance.xlsx", WORKBOOK_WORDS)
    book = Book.read(path)
    assert list(book.sheets) == ["Read me", "Attendance"]
    assert book.sheets["Attendance"][0] == ("Name", "E-mail", "Team", "Sessions attended", "Hands-on 1")
    assert book.column("Attendance", "Sessions attended") == {"=dee": 1, "ann": 1, "bo": 1, "cy": 0, "eve": 0}


def test_the_attendance_up_to_a_day_leaves_out_what_came_later(rollout: World, tmp_path: Path) -> None:
    later = rollout.session("Hands-on 3", days=10)
    rollout.clock.forward(60 * 24 * 10)
    rollout.come(rollout.services.people.meant("cy"), later)
    exports = rollout.services.exports
    whole = Book.read(exports.attendance(tmp_path / "whole.xlsx", WORKBOOK_WORDS))
    until = Book.read(exports.attendance(tmp_path / "until.xlsx", WORKBOOK_WORDS, as_of=date(2026, 4, 10)))
    assert whole.sheets["Attendance"][0][4:] == ("Hands-on 1", "Hands-on 3")
    assert until.sheets["Attendance"][0][4:] == ("Hands-on 1",)
    texts = [cell for row in until.sheets["Read me"] for cell in row]
    assert "trainer-app --data FILE export attendance OUT.xlsx --as-of 2026-04-10" in texts


def test_nothing_is_left_where_a_workbook_cannot_be_written(rollout: World, tmp_path: Path) -> None:
    exports = rollout.services.exports
    before = sorted(tmp_path.iterdir())
    for path, code in (
        (tmp_path / "nowhere" / "out.xlsx", WorkbookTrouble.NO_FOLDER),
        (tmp_path / "out.csv", WorkbookTrouble.OTHER_KIND),
        (tmp_path, WorkbookTrouble.IS_FOLDER),
    ):
        with pytest.raises((Refused, StorageDown)) as told:
            exports.follow_up(path, WORKBOOK_WORDS, as_of=AS_OF)
        assert told.value.code is code
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_without_a_program_gives_no_workbook(tmp_path: Path, rollout: World) -> None:
    with rollout.services.context.store.write() as work:
        work.db.exec_driver_sql("DELETE FROM program")
    with pytest.raises(Refused) as refused:
        rollout.services.exports.follow_up(tmp_path / "out.xlsx", WORKBOOK_WORDS)
    assert refused.value.code is DataTrouble.NO_PROGRAM
    assert not (tmp_path / "out.xlsx").exists()


def test_the_published_rollout_is_separated_into_its_states(tmp_path: Path, shared_data: Path) -> None:
    files = shared_data / "rollout70"
    with opened(tmp_path / "seventy.db") as seventy:
        services = seventy.services
        services.session_import.import_file(files / "sessions.csv", desk=FRONT)
        services.people_import.import_file(files / "people.csv", desk=FRONT)
        services.attendance_import.import_file(files / "attendance.csv", desk=FRONT)
        services.usage_import.import_file(files / "usage.csv", desk=FRONT)
        book = follow_up(seventy, tmp_path / "out.xlsx", date(2026, 4, 30))
    assert {name: len(book.names(name)) for name in LISTS.values()} == {
        "Never attended": 3,
        "Attended not completed": 2,
        "Tried once": 33,
        "Returned": 4,
        "Continuing": 19,
        "Lapsed": 5,
        "Stopped": 4,
        "Too early": 0,
        "Unknown": 0,
    }
    assert len(book.names("Attendance")) == 70


@pytest.mark.slow
def test_libreoffice_opens_both_workbooks_and_reads_the_same(rollout: World, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    exports = rollout.services.exports
    exports.follow_up(tmp_path / "follow.xlsx", WORKBOOK_WORDS, as_of=AS_OF)
    exports.attendance(tmp_path / "attendance.xlsx", WORKBOOK_WORDS)
    for name in ("follow", "attendance"):
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
                *("--headless", "--convert-to", "ods", "--outdir", str(tmp_path / "ods"), f"{name}.xlsx"),
            ],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=180,
        )
        assert (tmp_path / "ods" / f"{name}.ods").stat().st_size > 5_000
