from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.exchange.making_files import delimited, ods, ods_row, written, xlsx
from trainer_app.domain.attendee import AliasKind, Role, System
from trainer_app.domain.errors import Refused
from trainer_app.domain.imports import PeopleFile
from trainer_app.exchange.lines import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.exchange.people_in import read_people

Read = Callable[[str], PeopleFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda text: read_people(written(tmp_path, text))


def reasons(file: PeopleFile) -> list[tuple[int, LineTrouble]]:
    return [(line.line, line.code) for line in file.skipped if isinstance(line.code, LineTrouble)]


def notices(file: PeopleFile) -> set[object]:
    return {warning.code for warning in file.warnings}


def names(file: PeopleFile) -> list[str]:
    return [person.name for person in file.people]


def test_everything_a_roster_can_say_of_a_person_is_read(read: Read) -> None:
    file = read(
        "Name;E-Mail;Team;OS;Role;GitHub;API key ID;Access granted;Provider;Personalnummer;Session\n"
        "Jane  Doe; Jane@X.org ;Sales;Windows 11;Trainer;jdoe;key_1;2026-02-06;OpenAI;0042;Hands-on 1; \n"
    )
    (person,) = file.people
    assert (person.name, person.email, person.team, person.system) == (
        "Jane Doe",
        "Jane@X.org",
        "Sales",
        System.WINDOWS,
    )
    assert (person.role, person.granted_on, person.provider) == (Role.STAFF, date(2026, 2, 6), "OpenAI")
    assert person.aliases == ((AliasKind.LOGIN, "jdoe"), (AliasKind.KEY, "key_1"), (AliasKind.REFERENCE, "0042"))
    assert person.sessions == ("Hands-on 1",)
    assert (file.understood_as, file.delimiter, file.encoding, file.rows) == (Layout.ROSTER, ";", "utf-8", 1)
    assert [column.meaning for column in file.columns][:3] == [Meaning.NAME, Meaning.EMAIL, Meaning.TEAM]


def test_one_person_on_several_lines_becomes_one_with_all_lines(read: Read) -> None:
    file = read(
        "Name,Email,Team,Role,Session\n"
        "Jane Doe,jane@x.org,,learner,H1\n"
        "Bob Roe,bob@x.org,IT,learner,H1\n"
        '"Doe, Jane",JANE@x.org,Sales,helper,H2\n'
    )
    jane, bob = file.people
    assert (jane.lines, jane.name, jane.email, jane.team) == ((2, 4), "Jane Doe", "jane@x.org", "Sales")
    assert (jane.role, jane.sessions) == (Role.STAFF, ("H1", "H2"))
    assert jane.aliases == ((AliasKind.NAME, "Doe, Jane"),)
    assert bob.lines == (3,)


def test_people_who_share_an_address_stay_apart_and_are_named(read: Read) -> None:
    file = read("Name,Email\nHomer Simpson,home@x.org\nLisa Simpson,home@x.org\nHomer J. Simpson,home@x.org\n")
    assert [(person.name, person.lines) for person in file.people] == [
        ("Homer Simpson", (2, 4)),
        ("Lisa Simpson", (3,)),
    ]
    (shared,) = file.warnings
    assert (shared.code, shared.facts["names"]) == (Notice.SHARED_EMAIL, ("Homer Simpson", "Lisa Simpson"))
    assert shared.facts["lines"] == (2, 3, 4)


def test_a_name_that_fits_several_people_of_one_address_joins_none(read: Read) -> None:
    file = read("Name,Email\nHomer Simpson,home@x.org\nLisa Simpson,home@x.org\nSimpson,home@x.org\n")
    assert len(file.people) == 3


def test_a_name_alone_never_joins_two_lines(read: Read) -> None:
    file = read("Name,Email\nJane Doe,jane@x.org\nJane Doe,\nJane Doe,doe@x.org\n")
    assert len(file.people) == 3
    assert Notice.SAME_NAME in notices(file)


def test_a_login_joins_lines_whose_names_agree_but_not_two_addresses(read: Read) -> None:
    file = read("Name,Email,Login\nJane Doe,jane@x.org,jd\nBob Roe,,jd\nDoe,,jd\nJane Doe,other@x.org,jd\n")
    assert [person.lines for person in file.people] == [(2, 4), (3,), (5,)]


def test_lines_without_a_name_are_named_after_their_address_and_join_it(read: Read) -> None:
    file = read("Name,Email\n,jane.doe@x.org\nJane Doe,jane.doe@x.org\n-,bob_roe2@x.org\n")
    assert [(person.name, person.lines) for person in file.people] == [("Jane Doe", (2, 3)), ("Bob Roe", (4,))]
    (made,) = file.warnings
    assert (made.code, made.facts["lines"]) == (Notice.NAME_FROM_EMAIL, (2, 4))


@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("foo", LineTrouble.EMAIL_NO_AT),
        ("foo@", LineTrouble.EMAIL_NO_DOMAIN),
        ("@x.org", LineTrouble.EMAIL_NO_NAME),
        ("a b@x.org", LineTrouble.EMAIL_ODD),
        ("a@@x.org", LineTrouble.EMAIL_ODD),
        ("a@.org", LineTrouble.EMAIL_ODD),
        ("a" * 300 + "@x.org", LineTrouble.EMAIL_ODD),
    ],
)
def test_a_faulty_address_costs_its_line_with_the_reason(read: Read, email: str, reason: LineTrouble) -> None:
    file = read(f"Name,Email\nJane,jane@x.org\nBob,{email}\n")
    assert (reasons(file), names(file)) == ([(3, reason)], ["Jane"])
    assert file.skipped[0].facts["email"] == email[:80]


def test_an_address_in_the_place_of_a_name_is_an_address(read: Read) -> None:
    (person,) = read("Name,Team\njane.doe@x.org,Sales\n").people
    assert (person.name, person.email) == ("Jane Doe", "jane.doe@x.org")


def test_people_called_null_or_na_keep_their_names(read: Read) -> None:
    file = read("First name,Last name,Email\nJane,Null,j@x.org\nNa,Kim,n@x.org\n-,Roe,r@x.org\n")
    assert names(file) == ["Jane Null", "Na Kim", "Roe"]


def test_an_address_with_its_name_and_several_addresses_are_read(read: Read) -> None:
    file = read('Name,Email\n,"Jane Doe <jane@x.org>"\nBob,"bob@x.org; b.roe@x.org"\n')
    jane, bob = file.people
    assert (jane.name, jane.email) == ("Jane Doe", "jane@x.org")
    assert (bob.email, bob.aliases) == ("bob@x.org", ((AliasKind.EMAIL, "b.roe@x.org"),))


@pytest.mark.parametrize(
    "secret", ["sk-ant-api03-abc", "ghp_abcd1234", "github_pat_11AB", "AKIAABCDEFGH1234", "sk-4f9a1c00"]
)
def test_a_secret_is_refused_by_line_and_column_and_repeated_nowhere(read: Read, secret: str) -> None:
    file = read(f"Name,Email,API key,Note\nJane,j@x.org,key_1,\nBob,b@x.org,{secret},\nCy,bad,,my {secret}\n")
    assert reasons(file) == [(3, LineTrouble.SECRET), (4, LineTrouble.SECRET)]
    assert [line.facts["column"] for line in file.skipped] == ["API key", "Note"]
    assert secret not in repr(file)


def test_a_secret_in_a_header_is_not_shown_either(read: Read) -> None:
    file = read("Name,Email,sk-4f9a1c00\nJane,j@x.org,\n")
    assert [column.header for column in file.columns] == ["Name", "Email", "C"]


def test_formula_like_text_stays_text_without_its_neutraliser(read: Read) -> None:
    file = read("Name,Email,Team,Personalnummer\n'=1+1,a@x.org,\"\t+Sales\",'007\n't Hooft,b@x.org,=HYPERLINK(1),008\n")
    first, second = file.people
    assert (first.name, first.team, first.aliases) == ("=1+1", "+Sales", ((AliasKind.REFERENCE, "007"),))
    assert (second.name, second.team) == ("'t Hooft", "=HYPERLINK(1)")


def test_a_preamble_blank_lines_and_quoted_line_ends_keep_the_numbers_right(read: Read) -> None:
    file = read('Roster of spring\n\nMade on,2026-02-01\nName,Email\n\n"Doe,\nJane",jane@x.org\nBob,foo@\n')
    assert file.people[0].lines == (6,)
    assert file.people[0].name == "Doe, Jane"
    assert reasons(file) == [(8, LineTrouble.EMAIL_NO_DOMAIN)]


def test_lines_that_name_nobody_are_damaged_or_too_long_are_told(read: Read) -> None:
    long = "x" * 201
    file = read(f"Name,Email,Team\n,,Sales\nJ\0ne,j@x.org,\n{long},l@x.org,\nThis is a test\nBob,b@x.org,IT\n")
    assert reasons(file) == [
        (2, LineTrouble.NOBODY),
        (3, LineTrouble.DAMAGED),
        (4, LineTrouble.NAME_TOO_LONG),
        (5, LineTrouble.TOO_FEW_CELLS),
    ]
    assert (names(file), file.rows) == (["Bob"], 5)


@pytest.mark.parametrize(
    ("header", "value", "reason"),
    [
        ("Status", "Cancelled", LineTrouble.CANCELLED),
        ("Approval Status", "declined", LineTrouble.CANCELLED),
        ("Statut", "Remboursé", LineTrouble.CANCELLED),
        ("参加ステータス", "参加キャンセル", LineTrouble.CANCELLED),
        ("Cancelled at", "2026-02-01", LineTrouble.CANCELLED),
        ("Status", "Waitlist", LineTrouble.WAITING),
        ("参加ステータス", "補欠", LineTrouble.WAITING),
        ("Status [READ ONLY]", "Suspended", LineTrouble.DISABLED),
        ("accountEnabled", "False", LineTrouble.DISABLED),
        ("Block credential", "TRUE", LineTrouble.DISABLED),
    ],
)
def test_registrations_and_accounts_out_of_use_are_left_out(
    read: Read, header: str, value: str, reason: LineTrouble
) -> None:
    file = read(f"Name,Email,{header}\nJane,j@x.org,{value}\nBob,b@x.org,\n")
    assert (reasons(file), names(file)) == ([(2, reason)], ["Bob"])


def test_who_declined_yet_was_checked_in_is_taken_and_said(read: Read) -> None:
    file = read("Name,Email,approval_status,checked_in_at\nJane,j@x.org,declined,2026-02-12T09:00:00Z\n")
    assert names(file) == ["Jane"]
    assert notices(file) == {Notice.CAME_ANYWAY}


@pytest.mark.parametrize(
    ("written_role", "role"),
    [("instructor", Role.STAFF), ("Co-host", Role.STAFF), ("講師", Role.STAFF), ("Organisateur", Role.STAFF),
     ("learner, helper", Role.STAFF), ("learner", Role.ATTENDEE), ("Presenter", Role.ATTENDEE), ("", Role.ATTENDEE)],
)  # fmt: skip
def test_who_trains_or_helps_is_staff(read: Read, written_role: str, role: Role) -> None:
    assert read(f'Name,Email,Role\nJane,j@x.org,"{written_role}"\n').people[0].role is role


def test_a_system_or_day_that_cannot_be_read_is_said_and_the_person_taken(read: Read) -> None:
    file = read("Name,OS,Access granted\nJane,iPad,soon\nBob,macOS 15,6.2.2026\nCy,darwin,\n")
    assert [person.system for person in file.people] == [None, System.MACOS, System.MACOS]
    assert [person.granted_on for person in file.people] == [None, date(2026, 2, 6), None]
    told = {warning.code: warning.facts for warning in file.warnings}
    assert told[Notice.UNKNOWN_SYSTEM] == {"lines": (2,), "example": "iPad"}
    assert told[Notice.UNREAD_DATE] == {"lines": (2,), "example": "soon"}


def test_dates_that_could_be_either_are_asked_about_once(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Access granted\nJane,3/4/2026\nBob,5/6/2026\n")
    asked = [w for w in read_people(path).warnings if w.code is Notice.DAY_FIRST_ASSUMED]
    assert [w.facts for w in asked] == [{"line": 2, "example": "3/4/2026"}]
    assert read_people(path).people[0].granted_on == date(2026, 4, 3)
    answered = read_people(path, day_first=False)
    assert answered.people[0].granted_on == date(2026, 3, 4)
    assert notices(answered) == {Notice.NO_EMAILS}


def test_a_person_can_say_which_column_is_which(tmp_path: Path) -> None:
    path = written(tmp_path, "Wer;Kürzel;Wo\nJane Doe;jane@x.org;Sales\nBob Roe;bob@x.org;IT\n")
    mapped = read_people(path, mapping={"Wer": Meaning.NAME, "wo": Meaning.TEAM, 1: Meaning.EMAIL})
    assert [(p.name, p.email, p.team) for p in mapped.people] == [
        ("Jane Doe", "jane@x.org", "Sales"),
        ("Bob Roe", "bob@x.org", "IT"),
    ]
    assert [column.header for column in mapped.columns] == ["Wer", "Kürzel", "Wo"]


def test_a_mapping_wins_over_what_was_found(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Alias,Email\njdoe,Jane Doe,j@x.org\n")
    (person,) = read_people(path, mapping={"Alias": Meaning.NAME, "Name": Meaning.LOGIN}).people
    assert (person.name, person.aliases) == ("Jane Doe", ((AliasKind.LOGIN, "jdoe"),))


@pytest.mark.parametrize("column", [7, -1, "Nope"])
def test_a_mapping_of_a_column_that_is_not_there_is_refused(tmp_path: Path, column: int | str) -> None:
    path = written(tmp_path, "Name,Email\nJane,j@x.org\n")
    with pytest.raises(Refused) as refused:
        read_people(path, mapping={column: Meaning.TEAM})
    assert refused.value.code in {FileTrouble.NO_SUCH_COLUMN, FileTrouble.UNKNOWN_LAYOUT}
    assert refused.value.facts["file"] == "file.csv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,山田 太郎,開発部\n2,鈴木花子,営業部\n", ["山田 太郎", "鈴木花子"]),
        ("ヤマダ タロウ,山田太郎\nスズキ ハナコ,鈴木花子\n", ["山田太郎", "鈴木花子"]),
        ("1;Jane van der Berg;Berlin\n2;Bob Roe;Rome\n", ["Jane van der Berg", "Bob Roe"]),
        ("Jane,Doe,jane@x.org\nBob,Roe,bob@x.org\n", ["Jane Doe", "Bob Roe"]),
        ("Jane Doe\nBob Roe\n", ["Jane Doe", "Bob Roe"]),
        ("1. Jane Doe\n2. Bob Roe\n", ["Jane Doe", "Bob Roe"]),
        ("- Sota\n- Mei\n", ["Sota", "Mei"]),
        ("jane.doe@x.org\nbob@x.org\n", ["Jane Doe", "Bob"]),
        ("Jane Doe <jane@x.org>\nBob Roe <bob@x.org>\n", ["Jane Doe", "Bob Roe"]),
        ("Wer,Adresse im Netz\nJane Doe,jane@x.org\nBob Roe,bob@x.org\n", ["Jane Doe", "Bob Roe"]),
    ],
)
def test_a_file_without_a_known_header_is_read_by_its_content(read: Read, text: str, expected: list[str]) -> None:
    file = read(text)
    assert names(file) == expected
    assert file.understood_as is Layout.HEADERLESS
    assert Notice.HEADERLESS in notices(file)


def test_the_sheet_with_people_is_found_and_the_others_are_named(tmp_path: Path) -> None:
    book = xlsx(
        {"Read me": [["About this list"], ["It is new"]], "People": [[], ["Name", "Mail"], ["Jane", "j@x.org"]]}
    )
    file = read_people(written(tmp_path, book, name="people.csv"))
    assert (file.people[0].lines, file.encoding, file.delimiter) == ((3,), "xlsx", None)
    (others,) = file.warnings
    assert (others.code, others.facts) == (Notice.OTHER_SHEETS, {"sheet": "People", "others": ("Read me",)})


def test_an_ods_and_a_tab_separated_text_are_read_alike(tmp_path: Path) -> None:
    rows = [["氏名", "メールアドレス", "部署"], ["山田太郎", "y@x.jp", "開発部"]]
    sheet = read_people(written(tmp_path, ods("".join(map(ods_row, rows))), name="a.txt"))
    text = read_people(written(tmp_path, delimited(rows, delimiter="\t"), name="b.xlsx", encoding="utf-16"))
    assert sheet.people == text.people
    assert (sheet.encoding, text.encoding, text.delimiter) == ("ods", "utf-16", "\t")


def test_headings_among_the_people_of_a_sheet_lose_nobody(tmp_path: Path) -> None:
    rows = [["Name", "Email", "Team"], ["1. Sales"], ["Jane", "j@x.org", ""], ["2. IT"], ["Bob", "b@x.org", "IT"]]
    as_text = read_people(written(tmp_path, delimited(rows)))
    assert (names(as_text), reasons(as_text)) == (
        ["Jane", "Bob"],
        [(2, LineTrouble.TOO_FEW_CELLS), (4, LineTrouble.TOO_FEW_CELLS)],
    )
    assert {"Jane", "Bob"} <= set(names(read_people(written(tmp_path, xlsx({"People": rows})))))


def test_a_header_repeated_further_down_is_no_person(read: Read) -> None:
    file = read("Name,Email\nJane,j@x.org\nName,Email\nBob,b@x.org\n")
    assert names(file) == ["Jane", "Bob"]
