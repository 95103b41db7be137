from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.exchange.making_files import written
from trainer_app.domain.errors import Refused
from trainer_app.domain.imports import AttendanceFile
from trainer_app.exchange.attendance_in import read_attendance
from trainer_app.exchange.lines import FileTrouble, Layout, LineTrouble, Notice

Read = Callable[..., AttendanceFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda text, zone="Europe/Berlin", encoding="utf-8": read_attendance(
        written(tmp_path, text, encoding=encoding), zone=zone
    )


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 12) -> datetime:
    return datetime(2026, 2, day, hour, minute, second, tzinfo=UTC)


def came(file: AttendanceFile) -> list[tuple[int, str | None, str | None, datetime | None]]:
    return [(entry.line, entry.name, entry.email, entry.checked_in_at) for entry in file.entries]


def reasons(file: AttendanceFile) -> list[tuple[int, object]]:
    return [(line.line, line.code) for line in file.skipped]


def notices(file: AttendanceFile) -> set[object]:
    return {warning.code for warning in file.warnings}


def test_our_own_layout_is_read_whole(read: Read) -> None:
    file = read(
        "Email,Session,Checked in at,First hands-on completed at,What they made,Confidence before,Confidence after\n"
        "jane@x.org,Hands-on 1,2026-02-12T09:05:00+09:00,2026-02-12T10:16:00+09:00,a script,2,4/5\n"
        "bob@x.org,Hands-on 1,2026-02-12 09:06,,,,\n",
        "Asia/Tokyo",
    )
    jane, bob = file.entries
    assert (jane.email, jane.name, jane.session, jane.made) == ("jane@x.org", None, "Hands-on 1", "a script")
    assert (jane.checked_in_at, jane.completed_at) == (at(0, 5), at(1, 16))
    assert (jane.confidence_before, jane.confidence_after) == (2, 4)
    assert (bob.checked_in_at, bob.completed_at, bob.confidence_before) == (at(0, 6), None, None)
    assert (file.understood_as, file.rows, file.skipped, file.warnings) == (Layout.ATTENDANCE, 2, (), ())


def test_somebody_who_rejoined_is_one_entry_from_the_earliest_join(read: Read) -> None:
    file = read(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        "017_Swarm,s@x.org,02/12/2026 10:24:12 AM,02/12/2026 12:00:00 PM,98,Yes\n"
        "017_Swarm (Swarm Bee),s@x.org,02/12/2026 9:14:30 AM,02/12/2026 10:24:26 AM,10,Yes\n"
        "Other,s@x.org,02/12/2026 9:14:30 AM,02/12/2026 10:24:26 AM,10,Yes\n"
    )
    assert file.understood_as is Layout.ZOOM_PARTICIPANTS
    assert came(file) == [(3, "Swarm Bee", "s@x.org", at(8, 14, 30)), (4, "Other", "s@x.org", at(8, 14, 30))]
    assert file.entries[0].session is None


def test_guests_without_an_address_are_joined_by_name_in_a_meeting_report_only(read: Read) -> None:
    report = read(
        "Full Name\tUser Action\tTimestamp\n"
        "Jane Doe\tJoined\t2/25/2026, 9:10:00 AM\nJane Doe\tLeft\t2/25/2026, 9:30:00 AM\n"
    )
    assert came(report) == [(2, "Jane Doe", None, at(8, 10, day=25))]
    assert notices(report) == {Notice.REJOINED_BY_NAME}
    listed = read("Name,Session,Checked in at\nJane Doe,H1,2026-02-12 09:00\nJane Doe,H1,2026-02-12 09:01\n")
    assert len(listed.entries) == 2


def test_lines_of_one_person_in_one_session_are_joined_in_our_own_layout(read: Read) -> None:
    file = read(
        "Email,Session,Checked in at,Completed at\n"
        "j@x.org,H1,2026-02-12 09:30,\nj@x.org,H2,2026-02-12 13:00,\nJ@X.org,h1,2026-02-12 09:00,2026-02-12 10:00\n"
    )
    assert [(e.line, e.session, e.checked_in_at, e.completed_at) for e in file.entries] == [
        (3, "H2", at(12), None),
        (4, "h1", at(8), at(9)),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_a_german_teams_report_counts_each_person_once(read: Read, encoding: str) -> None:
    file = read(
        "1. Zusammenfassung\nBesprechungstitel\tTools\nTeilnehmer\t2\n\n2. Teilnehmer\n"
        "Name\tErster Beitritt\tLetztes Verlassen\tDauer der Besprechung\tE-Mail\tTeilnehmer-ID (UPN)\tRolle\n"
        "Ada L\t12.02.26, 18:01:00\t12.02.26, 19:00:00\t59 Min. 0 Sek.\tada@x.org\tada@x.org\tOrganisator\tmehr\n"
        "Gast\t12.02.26, 18:05:00\t12.02.26, 18:20:00\t15 Min.\t\tgast@partner.org\tTeilnehmer\n\n"
        "3. Aktivitäten in der Besprechung\nName\tBeitreten\tVerlassen\tDauer\tE-Mail\tRolle\n"
        "Ada L\t12.02.26, 18:01:00\t12.02.26, 18:30:00\t29 Min.\tada@x.org\tTeilnehmer\n",
        encoding=encoding,
    )
    assert file.understood_as is Layout.TEAMS
    assert came(file) == [(7, "Ada L", "ada@x.org", at(17, 1)), (8, "Gast", "gast@partner.org", at(17, 5))]
    assert notices(file) == {Notice.OTHER_SECTION}


def test_a_zoom_webinar_leaves_out_who_registered_but_did_not_come(read: Read) -> None:
    file = read(
        "Attendee Report,\nTopic,Webinar ID\nTools,328\nHost Details,\n"
        'Attended,User Name (Original Name),Email,Join Time\nYes,Hosty,host@x.org,"Feb 12, 2026 08:07:27",\n'
        "Attendee Details,\nAttended,User Name (Original Name),First Name,Last Name,Email,Approval Status,Join Time\n"
        'Yes,Jane,Jane,Doe,jane@x.org,approved,"Feb 12, 2026 09:39:09"\nNo,Bob,Bob,Roe,bob@x.org,approved,--\n'
    )
    assert came(file) == [(6, "Hosty", "host@x.org", at(7, 7, 27)), (9, "Jane Doe", "jane@x.org", at(8, 39, 9))]
    assert reasons(file) == [(10, LineTrouble.NOT_THERE)]


def test_google_meet_has_times_without_a_day(read: Read) -> None:
    file = read("First name,Last name,Email,Duration,Time joined,Time exited\nJane,Doe,j@x.org,1 hr,9:00 AM,10:00 AM\n")
    assert (file.understood_as, came(file)) == (Layout.MEET, [(2, "Jane Doe", "j@x.org", None)])
    assert notices(file) == {Notice.TIME_WITHOUT_DATE}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Order code,Attendee name,Checked in,E-mail\nA,Jane,2026-02-12 10:00:00,j@x.org\nB,Bob,,b@x.org\n", at(9)),
        (
            'ID,Name,Check Ins,Product ID\n1,Jane,"A (2026-02-12 11:00:00), B (2026-02-12 10:00:00)",5\n2,Bob,,5\n',
            at(9),
        ),
        ("guest_id,name,approval_status,checked_in_at\n1,Jane,declined,2026-02-12T09:00:00Z\n2,Bob,approved,\n", at(9)),
        ("参加枠名,表示名,出欠ステータス,出席日時\n一般,Jane,出席,2026/02/12 10:00\n一般,Bob,欠席,\n", at(9)),
        ("Order #,Name,Attendee #,Attendee Status\n1,Jane,5,Checked In\n2,Bob,6,Attending\n", None),
        ("Name,Email,Anwesend\nJane,j@x.org,ja\nBob,b@x.org,nein\n", None),
    ],
)
def test_check_in_lists_say_who_came(read: Read, text: str, expected: datetime | None) -> None:
    file = read(text)
    assert [(entry.name, entry.checked_in_at) for entry in file.entries] == [("Jane", expected)]
    assert reasons(file) == [(3, LineTrouble.NOT_THERE)]


def test_a_list_of_those_who_came_is_taken_and_said(read: Read) -> None:
    file = read("Name\nJane Doe\nBob Roe\n")
    assert [entry.name for entry in file.entries] == ["Jane Doe", "Bob Roe"]
    assert Notice.EVERYBODY_CAME in notices(file)
    with_session = read("Name,Session\nJane Doe,H1\n")
    assert Notice.EVERYBODY_CAME in notices(with_session)  # it may be a list of registrations


def test_a_directory_is_no_attendance(read: Read) -> None:
    with pytest.raises(Refused) as refused:
        read("Block credential,Display name,User principal name\nFalse,Jane,j@x.org\n")
    assert (refused.value.code, refused.value.facts) == (FileTrouble.NO_PRESENCE, {"file": "file.csv"})


def test_lines_that_cannot_be_taken_are_told(read: Read) -> None:
    file = read(
        "Email,Session,Checked in at,Completed at,Confidence after\n"
        "foo@,H1,2026-02-12 09:00,,\n,H1,2026-02-12 09:00,,\nj@x.org,H1,nine,,\nk@x.org,H1,2026-02-12 09:00,yes,\n"
        "sk-4f9a1c00,H1,,,\nl@x.org,H1,yes,,9\nm@x.org,H1,2026-03-29 02:30,,\n"
    )
    assert reasons(file) == [
        (2, LineTrouble.EMAIL_NO_DOMAIN),
        (3, LineTrouble.NOBODY),
        (4, LineTrouble.BAD_TIME),
        (5, LineTrouble.BAD_TIME),
        (6, LineTrouble.SECRET),
    ]
    assert [(entry.line, entry.checked_in_at is None) for entry in file.entries] == [(7, True), (8, False)]
    assert notices(file) == {Notice.NO_TIMES, Notice.CONFIDENCE_OUTSIDE, Notice.TIME_SKIPPED}
