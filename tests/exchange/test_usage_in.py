from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.exchange.making_usage import OPENAI, TIMES, bucket, text_of, write
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_codes import FileTrouble, Meaning
from trainer_app.domain.usage import DayBasis, IdentityKind, UsageDay
from trainer_app.domain.usage_file import UsageFile, UsageLayout, UsageLineTrouble, UsageNotice, UsageTrouble
from trainer_app.exchange.usage_in import read_usage
from trainer_app.exchange.usage_rows import LISTED

TOKYO = "Asia/Tokyo"
KEY, EMAIL, LOGIN, NONE = IdentityKind.KEY, IdentityKind.EMAIL, IdentityKind.LOGIN, IdentityKind.NONE
UTC_DAY, LOCAL = DayBasis.UTC_DAY, DayBasis.LOCAL_DAY


def march(day: int) -> date:
    return date(2026, 3, day)


def read(folder: Path, text: str, *, encoding: str = "utf-8", zone: str = TOKYO) -> UsageFile:
    return read_usage(write(folder, text, encoding=encoding), zone=zone)


def refused(folder: Path, text: str | bytes) -> Refused:
    path = folder / "usage.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(Refused) as told:
        read_usage(path, zone=TOKYO)
    assert told.value.facts["file"] == "usage.csv"
    return told.value


def openai(*rows: list[str]) -> str:
    return text_of(rows)


def notices(file: UsageFile) -> list[UsageNotice]:
    return [each.code for each in file.warnings]


# OpenAI


def test_daily_buckets_are_utc_days_summed_by_key(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        openai(
            bucket(0, "key_a", "3.0", project="proj_r"),
            bucket(0, "key_a", "3.0", project="proj_r"),  # alike, and both are real
            bucket(0, "key_b", "1.0", project="proj_r", model="gpt-5-codex"),
            bucket(1),
            bucket(2, "key_a", "10", project="proj_r"),
            bucket(3),
        ),
    )
    assert (file.understood_as, file.source, file.scope) == (UsageLayout.OPENAI_USAGE, "openai_usage", "proj_r")
    assert (file.basis, file.identified_by) == (UTC_DAY, {KEY})
    assert file.days == (
        UsageDay(KEY, "key_a", march(1), 6.0, UTC_DAY),
        UsageDay(KEY, "key_b", march(1), 1.0, UTC_DAY),
        UsageDay(KEY, "key_a", march(3), 10.0, UTC_DAY),
    )
    assert (file.rows, file.people, file.person_days) == (6, 2, 3)
    assert (file.skipped, file.warnings) == ((), ())


def test_coverage_runs_from_the_first_bucket_to_the_last_even_where_they_are_empty(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(9), bucket(4, "key_a", "1"), bucket(0)))
    assert (file.covers_from, file.covers_to) == (march(1), march(10))
    assert file.window.covers_to == march(10)
    assert file.window.identified_by == {KEY}


def test_hourly_buckets_are_days_of_the_programs_zone(tmp_path: Path) -> None:
    rows = [bucket(14 / 24, "key_a", "1", hours=1), bucket(15 / 24, "key_a", "1", hours=1)]
    file = read(tmp_path, openai(*rows))  # 23:00 and 00:00 in Tokyo
    assert file.basis is LOCAL
    assert [day.day for day in file.days] == [march(1), march(2)]
    west = read(tmp_path, openai(*rows), zone="America/Los_Angeles")
    assert [(day.day, day.units) for day in west.days] == [(march(1), 2.0)]


def test_minute_buckets_too(tmp_path: Path) -> None:
    file = read(tmp_path, openai(*(bucket(minute / 1440, "key_a", "1", hours=1 / 60) for minute in range(898, 902))))
    assert [(day.day, day.units) for day in file.days] == [(march(1), 2.0), (march(2), 2.0)]


def test_half_hour_zones_have_their_own_midnight(tmp_path: Path) -> None:
    rows = [bucket(minute / 1440, "key_a", "1", hours=1 / 60) for minute in (1109, 1110)]
    file = read(tmp_path, openai(*rows), zone="Asia/Kolkata")
    assert [day.day for day in file.days] == [march(1), march(2)]


def test_a_last_daily_bucket_cut_short_is_still_its_utc_day(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0), bucket(1, "key_a", "1", hours=20)))
    assert (file.basis, file.days[0].day) == (UTC_DAY, march(2))


def test_hourly_buckets_mixed_with_daily_ones_are_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, openai(bucket(0, hours=1), bucket(0)))
    assert (told.code, told.facts["line"]) == (UsageTrouble.MIXED_BUCKETS, 3)


def test_weekly_buckets_are_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, openai(bucket(0, hours=24 * 7)))
    assert (told.code, told.facts["line"]) == (UsageTrouble.WIDE_BUCKETS, 2)


def test_a_wholly_empty_export_has_four_columns_and_shows_that_nobody_used_anything(tmp_path: Path) -> None:
    file = read(tmp_path, text_of([bucket(day)[:4] for day in range(5)], header=TIMES))
    assert file.understood_as is UsageLayout.OPENAI_USAGE
    assert (file.covers_from, file.covers_to, file.days) == (march(1), march(5), ())
    assert file.identified_by == {KEY, EMAIL, LOGIN}
    assert notices(file) == [UsageNotice.NO_USE]


def test_an_export_with_all_columns_in_which_nobody_used_anything_shows_the_same(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0), bucket(1, "key_a", "0.0")))
    assert (file.days, file.people, file.identified_by) == ((), 1, {KEY, EMAIL, LOGIN})


def test_an_export_that_was_not_grouped_shows_nobody_and_says_so(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0, "", "7"), bucket(1, "", "2")))
    assert file.identified_by == frozenset()
    assert [(day.identity_kind, day.identity, day.units) for day in file.days] == [(NONE, "", 7.0), (NONE, "", 2.0)]
    assert (file.people, file.person_days) == (0, 0)
    assert notices(file) == [UsageNotice.NOT_GROUPED]


def test_use_without_a_key_among_use_with_keys_is_told(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0, "", "7"), bucket(1, "key_a", "2")))
    assert file.identified_by == {KEY}
    assert file.warnings[0].code is UsageNotice.SOME_UNNAMED
    assert file.warnings[0].facts == {"units": 7.0}


def test_the_key_is_believed_before_the_e_mail_of_whoever_made_it(tmp_path: Path) -> None:
    header = [*OPENAI, "user_email"]
    rows = [
        [*bucket(0, "key_a", "1", user="user-1"), "admin@example.org"],
        [*bucket(0, "", "1", user="user-1"), "Kenji@example.org"],
        [*bucket(0, "", "1", user="user-2"), ""],
    ]
    file = read(tmp_path, text_of(rows, header=header))
    named = {(day.identity_kind, day.identity) for day in file.days}
    assert named == {(KEY, "key_a"), (EMAIL, "Kenji@example.org"), (LOGIN, "user-2")}
    assert file.identified_by == {KEY}


def test_grouped_by_user_alone_it_identifies_by_user(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0, "", "1", user="user-1")))
    assert file.identified_by == {LOGIN}


def test_several_projects_have_no_scope_of_their_own(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0, "key_a", "1", project="proj_b"), bucket(0, "key_a", "1", project="proj_a")))
    assert (file.scope, file.days[0].units) == ("", 2.0)
    assert file.warnings[0].facts == {"projects": ("proj_b", "proj_a")}


def test_a_pasted_export_has_tabs(tmp_path: Path) -> None:
    file = read(tmp_path, text_of([bucket(0, "key_a", "1"), bucket(1)], delimiter="\t"))
    assert (file.rows, file.covers_to) == (2, march(2))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_however_its_letters_are_coded(tmp_path: Path, encoding: str) -> None:
    file = read(tmp_path, openai(bucket(0, "key_é", "1"), bucket(1)), encoding=encoding)
    assert [day.identity for day in file.days] == ["key_é"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_however_its_lines_end(tmp_path: Path, ends: str) -> None:
    file = read(tmp_path, openai(bucket(0, "key_a", "1"), bucket(1)).replace("\n", ends))
    assert file.rows == 2


def test_a_spreadsheet_that_spoilt_the_seconds_leaves_the_iso_times(tmp_path: Path) -> None:
    row = bucket(2, "key_a", "1")
    row[0], row[1] = "1.77E+09", "1.77E+09"
    assert read(tmp_path, openai(row)).days[0].day == march(3)


def test_short_rows_are_filled_and_empty_ones_passed_over(tmp_path: Path) -> None:
    text = openai(bucket(0, "key_a", "1"), bucket(1)[:4]) + "\n,,,,,,,,,,\n"
    file = read(tmp_path, text)
    assert (file.rows, file.covers_to, file.skipped) == (2, march(2), ())


def test_lines_that_cannot_be_taken_are_listed_with_the_reason(tmp_path: Path) -> None:
    no_time, no_number, negative, extra = (bucket(0, "key_a", "1") for _ in range(4))
    no_time[0] = no_time[2] = "yesterday"
    no_number[5], negative[5] = "many", "-1"
    file = read(
        tmp_path, openai(no_time, no_number, negative, [*extra, "more"], ["1772323200"], bucket(0, "key_a", "1,000"))
    )
    assert [(each.line, each.code) for each in file.skipped] == [
        (2, UsageLineTrouble.BAD_TIME),
        (3, UsageLineTrouble.BAD_NUMBER),
        (4, UsageLineTrouble.BAD_NUMBER),
        (5, UsageLineTrouble.TOO_MANY_CELLS),
        (6, UsageLineTrouble.TOO_FEW_CELLS),
    ]
    assert file.skipped[0].facts == {"text": "yesterday"}
    assert (file.rows, file.days[0].units) == (6, 1000.0)


def test_a_bucket_that_ends_before_it_begins_is_no_bucket(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0), bucket(0, "key_a", "1", hours=-1)))
    assert [each.code for each in file.skipped] == [UsageLineTrouble.BAD_TIME]


def test_more_lines_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    wrong = bucket(0, "key_a", "many")
    file = read(tmp_path, openai(bucket(0), *([wrong] * (LISTED + 5))))
    assert len(file.skipped) == LISTED
    assert file.warnings[-1].code is UsageNotice.MORE_SKIPPED
    assert file.warnings[-1].facts == {"listed": LISTED, "more": 5}


def test_every_column_is_told_with_what_it_was_taken_for(tmp_path: Path) -> None:
    columns = {each.header: each.meaning for each in read(tmp_path, openai(bucket(0))).columns}
    assert columns["start_time"] is columns["start_time_iso"] is Meaning.STARTS_AT
    assert columns["num_model_requests"] is Meaning.UNITS
    assert columns["api_key_id"] is Meaning.KEY
    assert columns["project_id"] is Meaning.PROJECT
    assert columns["input_tokens"] is Meaning.UNUSED


def test_the_fingerprint_is_that_of_the_bytes(tmp_path: Path) -> None:
    text = openai(bucket(0))
    assert read(tmp_path, text).file_hash == hashlib.sha256(text.encode()).hexdigest()


def test_one_key_written_two_ways_is_one_key(tmp_path: Path) -> None:
    file = read(tmp_path, openai(bucket(0, "key_A", "1"), bucket(0, " KEY_a ", "2")))
    assert [(day.identity, day.units) for day in file.days] == [("key_A", 3.0)]


def test_a_cost_export_is_refused_as_what_it_is(tmp_path: Path) -> None:
    text = text_of([], header=["start_time", "end_time", "amount_value", "amount_currency", "api_key_id"])
    assert refused(tmp_path, text).code is UsageTrouble.COSTS_ONLY


# Files that are no usage


def test_an_unknown_header_is_refused_naming_what_was_found_and_what_is_understood(tmp_path: Path) -> None:
    told = refused(tmp_path, "Name;E-mail;Team\nMina;mina@example.org;Sales\n")
    assert told.code is UsageTrouble.UNKNOWN_LAYOUT
    assert told.facts["found"] == ("Name", "E-mail", "Team")
    assert told.facts["layouts"] == tuple(UsageLayout)


def test_what_was_found_never_shows_a_secret(tmp_path: Path) -> None:
    told = refused(tmp_path, "name,sk-proj-abcdefghijklmnop1234\n")
    assert told.facts["found"] == ("name", "…")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", FileTrouble.EMPTY),
        (b" \n\n", FileTrouble.EMPTY),
        (b"PK\x03\x04rest", UsageTrouble.WORKBOOK),
        (b'{"data": []}', UsageTrouble.UNKNOWN_LAYOUT),
    ],
)
def test_files_of_another_kind_are_refused(tmp_path: Path, data: bytes, code: object) -> None:
    assert refused(tmp_path, data).code is code


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "none.csv", FileTrouble.MISSING),
        (tmp_path, FileTrouble.IS_FOLDER),
        (tmp_path / "a\0b", FileTrouble.MISSING),
    ):
        with pytest.raises(Refused) as told:
            read_usage(path, zone=TOKYO)
        assert told.value.code is code


def test_a_file_without_a_row_that_can_be_dated_is_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, openai(["today", "tomorrow", "today", "tomorrow"]))
    assert (told.code, told.facts["line"], told.facts["text"]) == (UsageTrouble.NO_DATES, 2, "today")
    assert refused(tmp_path, openai()).code is UsageTrouble.NO_DATES


def test_a_quotation_mark_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    told = refused(tmp_path, openai(bucket(0)) + '"' + "x,\n" * 100_000)
    assert told.code is FileTrouble.BAD_QUOTES
    assert told.facts["line"] > 2


def test_the_header_may_stand_below_a_preamble(tmp_path: Path) -> None:
    file = read(tmp_path, "Usage of March\nby the dashboard,\n\n" + openai(bucket(0, "key_a", "1")))
    assert (file.rows, len(file.days)) == (1, 1)
    bad = openai(bucket(0), bucket(1, "key_a", "many"))
    assert read(tmp_path, "Usage of March\n" + bad).skipped[0].line == 4
