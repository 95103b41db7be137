"""Published rosters of other projects, kept beside the checkout, give what is known of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from trainer_app.domain.attendee import AliasKind, Role
from trainer_app.domain.imports import PeopleFile
from trainer_app.domain.session import SessionKind
from trainer_app.exchange.attendance_in import read_attendance
from trainer_app.exchange.lines import Layout, LineTrouble, Notice
from trainer_app.exchange.people_in import read_people
from trainer_app.exchange.sessions_in import read_sessions


@pytest.fixture
def rosters(shared_data: Path) -> Path:
    return shared_data / "rosters"


def one_of(folder: Path, start: str) -> PeopleFile:
    (path,) = folder.glob(f"{start}_*")
    return read_people(path)


@pytest.mark.parametrize(
    ("start", "rows", "people", "layout"),
    [
        ("r01", 31, 27, Layout.ZOOM_PARTICIPANTS),
        ("r02", 31, 27, Layout.ZOOM_PARTICIPANTS),
        ("r03", 3, 3, Layout.ALFIO),
        ("r04", 3, 3, Layout.ROSTER),
        ("r05", 3, 3, Layout.ROSTER),
        ("r06", 3, 3, Layout.ROSTER),
        ("r07", 2, 1, Layout.GOOGLE_FORM),
        ("r08", 1, 0, Layout.ROSTER),
        ("r09", 10, 10, Layout.HEADERLESS),
        ("r10", 10, 10, Layout.HEADERLESS),
        ("r11", 8, 8, Layout.ENTRA_TREE),
    ],
)
def test_the_sample_gives_its_people(rosters: Path, start: str, rows: int, people: int, layout: Layout) -> None:
    file = one_of(rosters, start)
    assert (file.rows, len(file.people), file.understood_as) == (rows, people, layout)
    assert len(file.skipped) == (1 if start == "r08" else 0)
    assert sum(len(person.lines) for person in file.people) + len(file.skipped) == file.rows


def test_the_meeting_block_above_the_header_is_nobody(rosters: Path) -> None:
    plain, with_block = one_of(rosters, "r01"), one_of(rosters, "r02")
    assert [(p.name, p.email) for p in plain.people] == [(p.name, p.email) for p in with_block.people]
    assert [p.lines for p in with_block.people] == [tuple(line + 3 for line in p.lines) for p in plain.people]
    assert plain.people[0].name == "Loki Laufeyson"
    assert plain.people[1].name == "Mockingbird"


def test_a_shared_address_joins_nobody_silently(rosters: Path) -> None:
    file = one_of(rosters, "r03")
    assert [person.name for person in file.people] == ["Homer Simpson", "Lisa Simpson", "Bart Simpson"]
    assert [warning.code for warning in file.warnings] == [Notice.SHARED_EMAIL]


def test_namesakes_are_said(rosters: Path) -> None:
    assert [warning.code for warning in one_of(rosters, "r04").warnings] == [Notice.SAME_NAME]


def test_a_list_without_addresses_is_taken_by_name_and_said(rosters: Path) -> None:
    file = one_of(rosters, "r05")
    assert [person.email for person in file.people] == [None] * 3
    assert [warning.code for warning in file.warnings] == [Notice.NO_EMAILS]


def test_the_instructor_is_staff_and_the_session_is_known(rosters: Path) -> None:
    people = one_of(rosters, "r06").people
    assert [person.role for person in people] == [Role.ATTENDEE, Role.STAFF, Role.ATTENDEE]
    assert {person.sessions for person in people} == {("2011-11-07-toronto",)}


def test_somebody_who_answered_twice_is_one_person(rosters: Path) -> None:
    (person,) = one_of(rosters, "r07").people
    assert (person.name, person.email, person.lines) == ("Hermione Granger", "her@mione.gr", (2, 3))
    assert person.aliases == ((AliasKind.LOGIN, "hg"),)


def test_the_malformed_row_is_left_out_with_its_reason(rosters: Path) -> None:
    (line,) = one_of(rosters, "r08").skipped
    assert (line.line, line.code) == (2, LineTrouble.TOO_FEW_CELLS)


def test_japanese_names_are_found_without_a_header_in_either_coding(rosters: Path) -> None:
    unicode, windows = one_of(rosters, "r09"), one_of(rosters, "r10")
    assert unicode.people == windows.people
    assert [person.name for person in unicode.people][::9] == ["上杉辰男", "持田慶"]
    assert (unicode.encoding, windows.encoding) == ("utf-8", "cp932")


def test_the_tree_of_reports_gives_teams_and_logins(rosters: Path) -> None:
    people = one_of(rosters, "r11").people
    teams = Counter(person.team for person in people)
    assert teams == {"Platform Engineering": 4, "Product Engineering": 3, "Engineering": 1}
    assert people[-1].aliases == ((AliasKind.LOGIN, "bobmartinez"),)
    assert people[-1].email == "bob.martinez@octodemo.com"
    assert {person.role for person in people} == {Role.ATTENDEE}


def test_the_rollout_of_seventy_comes_in_whole(shared_data: Path) -> None:
    folder = shared_data / "rollout70"
    people = read_people(folder / "people.csv")
    assert (len(people.people), people.skipped) == (70, ())
    assert not {warning.code for warning in people.warnings} - {Notice.SAME_NAME}
    assert people.people[0].granted_on == date(2026, 2, 6)
    assert people.people[0].aliases == ((AliasKind.KEY, "key_3207a7d10d60c2c1"),)
    sessions = read_sessions(folder / "sessions.csv", zone="Asia/Tokyo")
    kinds = Counter(session.kind for session in sessions.sessions)
    assert kinds == {SessionKind.AWARENESS: 5, SessionKind.HANDS_ON: 5}
    assert sessions.sessions[5].starts_at == datetime(2026, 2, 12, 0, tzinfo=UTC)
    assert (sessions.skipped, sessions.warnings) == ((), ())
    attendance = read_attendance(folder / "attendance.csv", zone="Asia/Tokyo")
    assert (attendance.rows, len(attendance.entries), attendance.skipped, attendance.warnings) == (70, 70, (), ())
    assert {entry.email for entry in attendance.entries} <= {person.email for person in people.people}


def test_a_zoom_report_gives_the_earliest_join_of_each(rosters: Path) -> None:
    (path,) = rosters.glob("r01_*")
    file = read_attendance(path, zone="UTC")
    assert (file.rows, len(file.entries)) == (31, 27)
    joined = {entry.email: entry.checked_in_at for entry in file.entries}
    assert joined["power-girl_kryptonian@dc.com"] == datetime(2021, 11, 19, 10, 8, 26, tzinfo=UTC)
    assert joined["loki_asgardian@marvel.com"] == datetime(2021, 11, 19, 9, 54, 15, tzinfo=UTC)
