from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.errors import Refused
from trainer_app.exchange.lines import LineTrouble, Notice
from trainer_app.exchange.moments import Dates, Written, to_utc

FEBRUARY_12 = date(2026, 2, 12)
TOKYO = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-02-12T09:00:00+09:00", Written(FEBRUARY_12, time(9), TOKYO)),
        ("2026-02-12T09:00:00+0900", Written(FEBRUARY_12, time(9), TOKYO)),
        ("2026-02-12 09:00 JST", Written(FEBRUARY_12, time(9), TOKYO)),
        ("2026-02-12T09:00:00.123Z", Written(FEBRUARY_12, time(9), UTC)),
        ("2026/02/12 10:00:00 PM GMT+3", Written(FEBRUARY_12, time(22), timezone(timedelta(hours=3)))),
        ("20260212T090000Z", Written(FEBRUARY_12, time(9), UTC)),
        ("2026-02-12", Written(FEBRUARY_12)),
        ("2026-2-12 9:05", Written(FEBRUARY_12, time(9, 5))),
        ("2026年2月12日(木) 9時30分", Written(FEBRUARY_12, time(9, 30))),
        ("２０２６年２月１２日 午後3:00", Written(FEBRUARY_12, time(15))),
        ("12.02.26, 18:01:00", Written(FEBRUARY_12, time(18, 1))),
        ("12. Februar 2026", Written(FEBRUARY_12)),
        ("12 février 2026 9h30", Written(FEBRUARY_12, time(9, 30))),
        ("12 de febrero de 2026", Written(FEBRUARY_12)),
        ("Feb 12, 2026 19:13:27", Written(FEBRUARY_12, time(19, 13, 27))),
        ("February 12, 2026 7:05 PM", Written(FEBRUARY_12, time(19, 5))),
        ("Thu, 12 Feb 2026 09:00", Written(FEBRUARY_12, time(9))),
        ("Donnerstag, 12.02.2026 9:00 Uhr", Written(FEBRUARY_12, time(9))),
        ("2/12/26, 9:00:12\u202fAM", Written(FEBRUARY_12, time(9, 0, 12))),
        ("12:00 AM", Written(None, time(0))),
        ("12:30 p.m.", Written(None, time(12, 30))),
        ("14 Uhr", Written(None, time(14))),
    ],
)
def test_what_people_write_is_read(text: str, written: Written) -> None:
    assert Dates([(1, text)]).read(text) == written


NO_DATES = ["", "soon", "12", "1769904000", "2026-02-30", "31/02/2026", "12/2026", "0001-01-01", "9999-12-31"]
NO_TIMES = ["25:00", "13:00 PM", "9:00 XYZ", "2026-02-12T09:00+99:00", "2026-02-12 09:00 Mars", "Foo 12, 2026"]


@pytest.mark.parametrize("text", [*NO_DATES, *NO_TIMES])
def test_what_is_no_date_or_time_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Dates([]).read(text)
    assert (refused.value.code, refused.value.facts) == (LineTrouble.BAD_TIME, {"text": text})


@pytest.mark.parametrize(
    ("texts", "day_first"),
    [(["3/4/2026", "25/4/2026"], True), (["3/4/2026", "4/25/2026"], False), (["3.4.2026"], True), (["3/3/2026"], True)],
)
def test_the_files_own_dates_decide_the_order_without_a_question(texts: list[str], *, day_first: bool) -> None:
    dates = Dates(enumerate(texts, start=2))
    assert (dates.day_first, dates.asked_about) == (day_first, None)


def test_an_open_question_names_its_line_and_follows_the_half_days_or_the_zone() -> None:
    texts = [(7, "3/4/2026 9:00")]
    assert (Dates(texts).day_first, Dates(texts).asked_about) == (True, (7, "3/4/2026 9:00"))
    assert not Dates(texts, zone="America/New_York").day_first
    assert Dates(texts, zone="America/Sao_Paulo").day_first
    assert not Dates([(7, "3/4/2026 9:00 AM")], zone="Asia/Tokyo").day_first


def test_a_persons_answer_decides_and_what_contradicts_it_is_refused() -> None:
    dates = Dates([(1, "3/4/2026"), (2, "4/25/2026")], day_first=True)
    assert dates.read("3/4/2026").day == date(2026, 4, 3)
    with pytest.raises(Refused) as refused:
        dates.read("4/25/2026")
    assert refused.value.code is LineTrouble.UNSURE_DATE


def test_a_file_with_both_orders_gives_only_what_can_be_read_one_way() -> None:
    texts = ["13/4/2026", "4/14/2026", "3/4/2026", "5/5/2026"]
    dates = Dates(enumerate(texts))
    assert [dates.read(texts[at]).day for at in (0, 1, 3)] == [date(2026, 4, 13), date(2026, 4, 14), date(2026, 5, 5)]
    with pytest.raises(Refused) as refused:
        dates.read("3/4/2026")
    assert refused.value.code is LineTrouble.UNSURE_DATE


@pytest.mark.parametrize(
    ("local", "moment", "notice"),
    [
        (datetime(2026, 3, 28, 2, 30), datetime(2026, 3, 28, 1, 30, tzinfo=UTC), None),  # noqa: DTZ001 - as in a file
        (datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), Notice.TIME_SKIPPED),  # noqa: DTZ001
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), Notice.TIME_TWICE),  # noqa: DTZ001
    ],
)
def test_a_clock_change_in_the_way_is_said(local: datetime, moment: datetime, notice: Notice | None) -> None:
    assert to_utc(Written(local.date(), local.time()), "Europe/Berlin") == (moment, notice)


def test_an_offset_of_its_own_is_taken_as_it_is() -> None:
    written = Written(FEBRUARY_12, time(9), TOKYO)
    assert to_utc(written, "Europe/Berlin") == (datetime(2026, 2, 12, 0, tzinfo=UTC), None)


@given(
    moment=st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1970 < moment.year < 2199),
    style=st.sampled_from(["%Y-%m-%d %H:%M:%S", "%d.%m.%Y, %H:%M:%S"]),
)
def test_a_written_time_comes_back(moment: datetime, style: str) -> None:
    assert Dates([]).read(moment.strftime(style)) == Written(moment.date(), moment.time().replace(microsecond=0))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        written = Dates([(1, text)], zone="Asia/Tokyo").read(text)
    except Refused as refused:
        assert isinstance(refused.code, LineTrouble)  # noqa: PT017 - a refusal is one of two right outcomes
    else:
        assert written.day or written.clock
