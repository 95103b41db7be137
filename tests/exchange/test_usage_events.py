from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.exchange.making_usage import write
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.usage import DayBasis, IdentityKind
from trainer_app.domain.usage_file import UsageFile, UsageLayout, UsageLineTrouble, UsageNotice, UsageTrouble
from trainer_app.exchange.usage_in import read_usage

KEY, EMAIL, LOGIN = IdentityKind.KEY, IdentityKind.EMAIL, IdentityKind.LOGIN


def read(folder: Path, text: str, *, zone: str = "Asia/Tokyo") -> UsageFile:
    return read_usage(write(folder, text), zone=zone)


def days(file: UsageFile) -> list[tuple[str, int, float]]:
    return [(day.identity, day.day.day, day.units) for day in file.days]


def test_events_with_key_and_count(tmp_path: Path) -> None:
    text = (
        "timestamp,api_key_id,model,requests\n"
        "2026-03-01T14:59:59Z,key_a,gpt-5,2\n"
        "2026-03-01T15:00:00Z,key_a,gpt-5,3\n"
        "2026-03-04T01:00:00+00:00,key_b,gpt-5,1\n"
    )
    file = read(tmp_path, text)
    assert (file.understood_as, file.source, file.scope) == (UsageLayout.EVENTS, "events", "")
    assert (file.basis, file.identified_by) == (DayBasis.LOCAL_DAY, {KEY})
    assert days(file) == [("key_a", 1, 2.0), ("key_a", 2, 3.0), ("key_b", 4, 1.0)]
    assert (file.covers_from, file.covers_to) == (date(2026, 3, 1), date(2026, 3, 4))


def test_without_a_count_every_row_is_one_request(tmp_path: Path) -> None:
    file = read(
        tmp_path, "timestamp,email\n2026-03-01T10:00:00Z,mina@example.org\n2026-03-01T11:00:00Z,Mina@Example.org\n"
    )
    assert (days(file), file.identified_by) == ([("mina@example.org", 1, 2.0)], {EMAIL})


def test_rows_of_zero_requests_cover_but_are_no_use_and_an_empty_count_is_one(tmp_path: Path) -> None:
    text = "timestamp,login,requests\n2026-03-01T01:00Z,mina,0\n2026-03-02T01:00Z,mina,\n2026-03-09T01:00Z,kenji,0\n"
    file = read(tmp_path, text)
    assert days(file) == [("mina", 2, 1.0)]
    assert (file.covers_to.day, file.people, file.person_days) == (9, 2, 3)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2026-03-01T20:00:00Z", 2),
        ("2026-03-01T20:00:00.123456Z", 2),
        ("2026-03-01T20:00:00+09:00", 1),
        ("2026-03-01 20:00:00 UTC", 2),
        ("2026-03-01T20:00Z", 2),
        ("2026-03-01T20:00:00", 1),
        ("2026-03-01 20:00:00", 1),
        ("2026/03/01 20:00", 1),
        ("2026-03-01", 1),
        ("2026/3/1", 1),
        ("1772395200", 2),  # 20:00 UTC in seconds
        ("1772395200.5", 2),
        ("1772395200123", 2),
        ("1772395200123456", 2),
    ],
)
def test_times_as_people_write_them(tmp_path: Path, when: str, day: int) -> None:
    assert days(read(tmp_path, f"timestamp,login\n{when},mina\n")) == [("mina", day, 1.0)]


@pytest.mark.parametrize(
    "when", ["03/01/2026", "1 March", "", "2026-13-01", "1999-01-01T00:00Z", "2026-03-01T00:00+00:07"]
)
def test_times_that_could_mean_anything_are_not_guessed(tmp_path: Path, when: str) -> None:
    file = read(tmp_path, f"timestamp,login\n2026-03-01,mina\n{when},kenji\n")
    assert [(each.line, each.code) for each in file.skipped] == [(3, UsageLineTrouble.BAD_TIME)]
    assert days(file) == [("mina", 1, 1.0)]


def test_times_without_an_offset_are_told_to_be_local(tmp_path: Path) -> None:
    [notice] = read(tmp_path, "time,login\n2026-03-01T20:00:00,mina\n").warnings
    assert (notice.code, notice.facts) == (UsageNotice.TIMES_WITHOUT_ZONE, {"zone": "Asia/Tokyo"})
    assert read(tmp_path, "time,login\n2026-03-01T20:00:00Z,mina\n").warnings == ()


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"])
def test_a_midnight_off_the_hour_is_kept_to_the_minute(tmp_path: Path, zone: str) -> None:
    text = "timestamp,login\n" + "".join(
        f"2026-03-{day:02}T{hour:02}:{minute:02}:30Z,u{day}-{hour}-{minute}\n"
        for day in (10, 11)
        for hour in range(24)
        for minute in (0, 14, 15, 29, 30, 44, 45, 59)
    )
    file = read(tmp_path, text, zone=zone)
    one_by_one = {}
    for line in text.splitlines()[1:]:
        [only] = read(tmp_path, f"timestamp,login\n{line}\n", zone=zone).days
        one_by_one[only.identity] = only.day
    assert {day.identity: day.day for day in file.days} == one_by_one
    assert len(set(one_by_one.values())) == 3


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Timestamp,API key ID", KEY),
        ("created_at,E-mail", EMAIL),
        ("Date/Time,User email", EMAIL),
        ("occurred at,GitHub login", LOGIN),
        ("ts,username", LOGIN),
        ("time,User Principal Name", EMAIL),
    ],
)
def test_headers_by_many_names(tmp_path: Path, header: str, kind: IdentityKind) -> None:
    assert read(tmp_path, f"{header}\n2026-03-01T10:00Z,m\n").identified_by == {kind}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["timestamp", "login", "requests"]) + "\n" + delimiter.join(["2026-03-01T10:00Z", "m", "4"])
    assert days(read(tmp_path, text)) == [("m", 1, 4.0)]


def test_an_e_mail_under_user_is_an_e_mail(tmp_path: Path) -> None:
    file = read(tmp_path, "timestamp,user\n2026-03-01T10:00Z,mina@example.org\n")
    assert (file.identified_by, file.days[0].identity_kind) == ({EMAIL}, EMAIL)


def test_the_e_mail_is_believed_before_login_and_key(tmp_path: Path) -> None:
    rows = "".join(f"2026-03-01T10:00Z,{who}\n" for who in ("k,m,m@example.org", "k,m,", "k,,"))
    file = read(tmp_path, f"timestamp,api_key_id,login,email\n{rows}")
    named = {(day.identity_kind, day.identity) for day in file.days}
    assert named == {(EMAIL, "m@example.org"), (LOGIN, "m"), (KEY, "k")}
    assert file.identified_by == {EMAIL}


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("status", "errored", UsageLineTrouble.ERRORED),
        ("status", "500", UsageLineTrouble.ERRORED),
        ("status", "429", UsageLineTrouble.ERRORED),
        ("kind", "Errored, No Charge", UsageLineTrouble.ERRORED),
        ("status", "Not charged", UsageLineTrouble.NOT_CHARGED),
        ("error", "rate limit", UsageLineTrouble.ERRORED),
        ("charged", "false", UsageLineTrouble.NOT_CHARGED),
        ("automation", "true", UsageLineTrouble.AUTOMATION),
        ("automation_id", "a-17", UsageLineTrouble.AUTOMATION),
        ("actor_type", "service_account", UsageLineTrouble.AUTOMATION),
        ("account type", "Bot", UsageLineTrouble.AUTOMATION),
        ("passive", "yes", UsageLineTrouble.PASSIVE),
        ("status", "ok", None),
        ("status", "200", None),
        ("status", "No error", None),
        ("status", "failover", None),
        ("status", "", None),
        ("kind", "Included", None),
        ("error", "none", None),
        ("error", "", None),
        ("charged", "", None),
        ("charged", "true", None),
        ("automation", "false", None),
        ("actor_type", "user", None),
        ("actor_type", "both", None),
        ("passive", "0", None),
    ],
)
def test_rows_that_are_no_use(tmp_path: Path, column: str, cell: str, reason: UsageLineTrouble | None) -> None:
    file = read(tmp_path, f'timestamp,login,{column}\n2026-03-01T10:00Z,mina,"{cell}"\n')
    assert [each.code for each in file.skipped] == ([reason] if reason else [])
    assert len(file.days) == (0 if reason else 1)
    assert (file.rows, file.covers_from) == (1, date(2026, 3, 1))


def test_a_daily_report_needs_a_count_to_be_a_list_of_events(tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        read(tmp_path, "date,email,is_active\n2026-03-01,mina@example.org,false\n")
    assert told.value.code is UsageTrouble.UNKNOWN_LAYOUT
    assert days(read(tmp_path, "date,email,requests\n2026-03-01,m@example.org,0\n2026-03-02,m@example.org,5\n")) == [
        ("m@example.org", 2, 5.0)
    ]


def test_a_list_without_anybody_in_it_is_no_usage(tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        read(tmp_path, "timestamp,model,requests\n2026-03-01T10:00Z,gpt-5,1\n")
    assert told.value.code is UsageTrouble.UNKNOWN_LAYOUT


def test_columns_say_what_they_were_taken_for(tmp_path: Path) -> None:
    file = read(tmp_path, "timestamp,login,status,requests,model\n2026-03-01T10:00Z,m,ok,1,gpt-5\n")
    assert [each.meaning for each in file.columns] == [
        Meaning.DATE,
        Meaning.LOGIN,
        Meaning.STATUS,
        Meaning.UNITS,
        Meaning.UNUSED,
    ]
