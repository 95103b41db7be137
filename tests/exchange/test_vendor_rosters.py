"""Registration lists and directories as their vendors write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.making_files import written
from trainer_app.domain.attendee import AliasKind, Role
from trainer_app.domain.imports import PeopleFile
from trainer_app.exchange.lines import Layout, LineTrouble, Notice
from trainer_app.exchange.people_in import read_people

Read = Callable[..., PeopleFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda text, encoding="utf-8": read_people(written(tmp_path, text, encoding=encoding))


def people(file: PeopleFile) -> list[tuple[str, str | None]]:
    return [(person.name, person.email) for person in file.people]


def test_eventbrite(read: Read) -> None:
    file = read(
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Attendee Status,Your OS?\n"
        "10,2026-09-20,Jane,Doe,jane@x.org,1,Free,5001,Attending,\n"
        "10,2026-09-20,Bob,Roe,jane@x.org,1,Free,5002,Attending,\n"
        "11,2026-09-20,Cy,Poe,cy@x.org,1,Free,5003,Refunded,\n"
        "12,2026-09-20,Di,Loe,,1,Free,5004,Checked In,\n"
    )
    assert file.understood_as is Layout.EVENTBRITE
    assert people(file) == [("Jane Doe", "jane@x.org"), ("Bob Roe", "jane@x.org"), ("Di Loe", None)]
    assert file.people[0].aliases == ((AliasKind.REFERENCE, "5001"),)
    assert [(line.line, line.code) for line in file.skipped] == [(4, LineTrouble.CANCELLED)]


def test_luma(read: Read) -> None:
    file = read(
        "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,Team?\n"
        "gst-1,Jane Doe,Jane,Doe,jane@x.org,,2026-01-01T00:00:00Z,approved,,\n"
        "gst-2,,Bob,Roe,bob@x.org,,2026-01-01T00:00:00Z,declined,,\n"
        "gst-3,,,,cy.poe@x.org,,2026-01-01T00:00:00Z,declined,2026-02-12T09:00:00Z,\n",
        "utf-8-sig",
    )
    assert (file.understood_as, file.encoding) == (Layout.LUMA, "utf-8-sig")
    assert people(file) == [("Jane Doe", "jane@x.org"), ("Cy Poe", "cy.poe@x.org")]
    assert [(line.line, line.code) for line in file.skipped] == [(3, LineTrouble.CANCELLED)]
    assert {warning.code for warning in file.warnings} == {Notice.CAME_ANYWAY, Notice.NAME_FROM_EMAIL}


def test_pretix(read: Read) -> None:
    file = read(
        '"Order code";"Attendee name";"Attendee name: Given name";"Attendee name: Family name";"Checked in";"E-mail"\n'
        '"A1";"Jane Doe";"Jane";"Doe";"";"office@x.org"\n"A1";"Bob Roe";"Bob";"Roe";"";"office@x.org"\n'
    )
    assert file.understood_as is Layout.PRETIX
    assert people(file) == [("Jane Doe", "office@x.org"), ("Bob Roe", "office@x.org")]


def test_hi_events(read: Read) -> None:
    file = read("ID,First Name,Last Name,Email,Status,Check Ins,Product ID,Notes\n1,Jane,Doe,j@x.org,CANCELLED,,5,\n")
    assert file.understood_as is Layout.HI_EVENTS
    assert [line.code for line in file.skipped] == [LineTrouble.CANCELLED]


def test_moodle(read: Read) -> None:
    file = read(
        "Course\tPractical tools\nGroup\tAll participants\n\n"
        "Last name\tFirst name\tGroups\t\t12 Feb 2026 9.00AM All students\t\t"
        "P\tL\tE\tA\tTaken sessions\tPoints\tPercentage\n"
        "Doe\tJane\tSales\t\tP\t\t1\t0\t0\t0\t1\t2 / 2\t100.0\n"
    )
    assert file.understood_as is Layout.MOODLE
    assert (people(file), file.people[0].team, file.people[0].lines) == ([("Jane Doe", None)], "Sales", (5,))


def test_connpass(read: Read) -> None:
    file = read(
        "参加枠名,ユーザー名,表示名,コメント,参加ステータス,出欠ステータス,更新日時,受付番号\n"
        "一般,taro,山田太郎,,参加,未登録,2026/02/01 10:00,1\n"
        "一般,hana,鈴木花子,,参加キャンセル,未登録,2026/02/01 10:00,2\n"
        "一般,ken,佐藤健,,補欠,未登録,2026/02/01 10:00,3\n",
        "cp932",
    )
    assert (file.understood_as, file.encoding) == (Layout.CONNPASS, "cp932")
    assert people(file) == [("山田太郎", None)]
    assert file.people[0].aliases == ((AliasKind.REFERENCE, "taro"),)
    assert [(line.line, line.code) for line in file.skipped] == [(3, LineTrouble.CANCELLED), (4, LineTrouble.WAITING)]


def test_google_forms(read: Read) -> None:
    file = read(
        "Timestamp,Email Address,What is your full name?,Which department are you in?\n"
        '2026/09/20 10:00:00 AM GMT+3,jane@x.org,Jane Doe,"Sales,\nnorth"\n'
        "2026/09/20 10:05:00 AM GMT+3,jane@x.org,Jane Doe,Sales\n"
    )
    assert file.understood_as is Layout.GOOGLE_FORM
    assert [(person.name, person.lines, person.team) for person in file.people] == [
        ("Jane Doe", (2, 4), "Sales, north")
    ]


def test_entra(read: Read) -> None:
    file = read(
        "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,department,accountEnabled\n"
        "jane@x.org,Jane Doe,Doe,,Jane,00000000-0000-0000-0000-000000000001,Member,Sales,True\n"
        "bob_partner.com#EXT#@x.onmicrosoft.com,Bob Roe,Roe,,Bob,00000000-0000-0000-0000-000000000002,Guest,,True\n"
        "old@x.org,Old One,One,old@x.org,Old,00000000-0000-0000-0000-000000000003,Member,,False\n"
    )
    assert file.understood_as is Layout.ENTRA
    assert people(file) == [("Jane Doe", "jane@x.org"), ("Bob Roe", "bob@partner.com")]
    assert file.people[1].aliases[0] == (AliasKind.UPN, "bob_partner.com#EXT#@x.onmicrosoft.com")
    assert [(line.line, line.code) for line in file.skipped] == [(4, LineTrouble.DISABLED)]


def test_m365(read: Read) -> None:
    file = read(
        "Block credential,City,Department,Display name,First name,Last name,User principal name\n"
        "False,Rome,Sales,Jane Doe,Jane,Doe,jane@x.org\nTrue,Rome,Sales,Bob Roe,Bob,Roe,bob@x.org\n"
    )
    assert file.understood_as is Layout.M365
    assert people(file) == [("Jane Doe", "jane@x.org")]
    assert [line.code for line in file.skipped] == [LineTrouble.DISABLED]


def test_google_workspace(read: Read) -> None:
    file = read(
        "First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],"
        "Last Sign In [READ ONLY],Department\n"
        "Jane,Doe,jane@x.org,Active,Never logged in,Sales\nBob,Roe,bob@x.org,Suspended,2026-01-01,IT\n"
    )
    assert file.understood_as is Layout.WORKSPACE
    assert people(file) == [("Jane Doe", "jane@x.org")]
    assert file.people[0].team == "Sales"


def test_scim_users_in_json(read: Read) -> None:
    file = read(
        '{"Resources": [\n{"userName": "jdoe", "name": {"givenName": "Jane", "familyName": "Doe"},\n'
        ' "emails": [{"value": "jane@x.org"}], "active": true},\n'
        '{"userName": "broe", "displayName": "Bob Roe", "emails": [{"value": "bob@x.org"}], "active": false}]}'
    )
    assert (file.understood_as, file.delimiter) == (Layout.JSON_LIST, None)
    assert [(person.name, person.lines) for person in file.people] == [("Jane Doe", (2,))]
    assert [(line.line, line.code) for line in file.skipped] == [(4, LineTrouble.DISABLED)]


def test_a_teams_report_as_a_roster(read: Read) -> None:
    file = read(
        "1. Summary\nMeeting title\tTools\nAttended participants\t2\n\n2. Participants\n"
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
        "Jane Doe\t9/23/26, 9:00:12 AM\t9/23/26, 9:59:00 AM\t58m\tjane@x.org\tjane@x.org\tOrganizer\textra\tcells\n"
        "Bob Roe (Guest)\t9/23/26, 9:01:12 AM\t9/23/26, 9:59:00 AM\t57m\t\t\tPresenter\n\n"
        "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
        "Bob Roe (Guest)\t9/23/26, 9:01:12 AM\t9/23/26, 9:59:00 AM\t57m\t\tPresenter\n",
        "utf-16",
    )
    assert (file.understood_as, file.delimiter, file.rows) == (Layout.TEAMS, "\t", 2)
    assert [(p.name, p.email, p.role) for p in file.people] == [
        ("Jane Doe", "jane@x.org", Role.STAFF),
        ("Bob Roe", None, Role.ATTENDEE),
    ]
    (section,) = file.warnings
    assert (section.code, section.facts["line"]) == (Notice.OTHER_SECTION, 11)


def test_a_zoom_webinar_as_a_roster(read: Read) -> None:
    file = read(
        'Attendee Report,\nReport Generated:,"Mar 28, 2026 18:00"\nTopic,Webinar ID,# Registered\nTools,328-972-509,4\n'
        "Host Details,\nAttended,User Name (Original Name),Email,Join Time\n"
        'Yes,Hosty,host@x.org,"Mar 28, 2026 08:07:27",\n'
        "Panelist Details,\nAttended,User Name (Original Name),Email,Join Time\nYes,Pan El,pan@x.org,--,\n"
        "Attendee Details,\nAttended,User Name (Original Name),First Name,Last Name,Email,Registration Time,"
        "Approval Status,Join Time\n"
        "Yes,Jane,Jane,Doe,jane@x.org,--,approved,--\nNo,Bob,Bob,Roe,bob@x.org,--,denied,--\n"
    )
    assert file.understood_as is Layout.ZOOM_WEBINAR
    assert [(person.name, person.role) for person in file.people] == [
        ("Hosty", Role.STAFF),
        ("Pan El", Role.STAFF),
        ("Jane Doe", Role.ATTENDEE),
    ]
    assert [(line.line, line.code) for line in file.skipped] == [(14, LineTrouble.CANCELLED)]


def test_an_older_zoom_webinar_with_people_who_came_by_phone(read: Read) -> None:
    file = read(
        "Attendee Report,\nAttendee Details,\nAttended,User Name,Email,Join Time,Leave Time\n"
        "Yes,Jane Doe,jane@x.org,--,--\nOther Attended,\nUser Name,Join Time,Leave Time\n491701234567,--,--\n"
    )
    assert (file.understood_as, people(file)) == (Layout.ZOOM_WEBINAR, [("Jane Doe", "jane@x.org")])


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("015_Loki (Loki Laufeyson)", "Loki Laufeyson"),
        ("019_Mockingbird", "Mockingbird"),
        ("Jane Doe (She/Her)", "Jane Doe"),
        ("Jane Doe (iPhone)", "Jane Doe"),
        ("iPhone (Jane Doe)", "Jane Doe"),
        ("Jane Doe (IT)", "Jane Doe"),
        ("山田（ゲスト）", "山田"),  # noqa: RUF001 - wide brackets
    ],
)
def test_zoom_names(read: Read, shown: str, name: str) -> None:
    assert read(f"Name (Original Name),User Email,Join Time\n{shown},j@x.org,\n").people[0].name == name


def test_a_zoom_name_is_the_same_person_with_and_without_the_real_one(read: Read) -> None:
    (person,) = read(
        "Name (Original Name),User Email,Join Time\n"
        "019_Mockingbird,m@x.org,\n019_Mockingbird (Barbara Morse),m@x.org,\n"
    ).people
    assert (person.name, person.lines) == ("Barbara Morse", (2, 3))
    assert set(person.aliases) == {(AliasKind.NAME, "Mockingbird"), (AliasKind.NAME, "019_Mockingbird")}
