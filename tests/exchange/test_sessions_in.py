from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.exchange.making_files import written, xlsx
from trainer_app.domain.errors import Refused
from trainer_app.domain.imports import SessionsFile
from trainer_app.domain.session import SessionKind
from trainer_app.exchange.lines import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.exchange.sessions_in import kind_of, minutes_of, read_sessions

Read = Callable[..., SessionsFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda text, zone="Europe/Berlin", **more: read_sessions(written(tmp_path, text), zone=zone, **more)


def at(day: int, hour: int, minute: int = 0, *, month: int = 2) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def told(file: SessionsFile) -> dict[object, object]:
    return {warning.code: warning.facts.get("lines", warning.facts.get("line")) for warning in file.warnings}


def test_a_german_plan_in_columns_of_its_own_is_read_whole(read: Read) -> None:
    file = read(
        "Titel;Art;Datum;Beginn;Ende;Raum;Plätze;Leitung;Helfer;Reihe;Zeitzone\n"
        "Praxis 1;Workshop;12.02.2026;09:00;11:30 Uhr;Saal 1;14;Jo;Al, Bo;Frühling;\n"
        "Online;Sprechstunde;13.02.2026;9 Uhr;;;;;;;Asia/Tokyo\n"
    )
    first, second = file.sessions
    assert (first.name, first.kind, first.starts_at, first.ends_at) == (
        "Praxis 1", SessionKind.HANDS_ON, at(12, 8), at(12, 10, 30),
    )  # fmt: skip
    assert (first.room, first.capacity, first.facilitator, first.helpers) == ("Saal 1", 14, "Jo", ("Al", "Bo"))
    assert (first.series, first.zone, first.line) == ("Frühling", "Europe/Berlin", 2)
    assert (second.kind, second.zone, second.starts_at, second.ends_at) == (
        SessionKind.CLINIC, "Asia/Tokyo", at(13, 0), at(13, 1),
    )  # fmt: skip
    assert told(file) == {Notice.END_ASSUMED: (3,)}
    assert (file.understood_as, file.rows, file.skipped) == (Layout.SESSION_PLAN, 2, ())


@pytest.mark.parametrize(
    ("header", "cells", "starts_at", "ends_at"),
    [
        ("Start,End", "2026-02-12T09:00:00+09:00,2026-02-12T11:30:00+09:00", at(12, 0), at(12, 2, 30)),
        ("Start,End", "2026-02-12T09:00+09:00,11:30", at(12, 0), at(12, 2, 30)),
        ("Date,Start", "2026-02-12,09:00-11:30", at(12, 8), at(12, 10, 30)),
        ("Date", "2026-02-12 09:00 \u2013 11:30", at(12, 8), at(12, 10, 30)),
        ("開催日,時間", "2026年2月12日,午後1時〜午後2時", at(12, 12), at(12, 13)),
        ("Date,Start,Duration", "2026-02-12,09:00,2h30", at(12, 8), at(12, 10, 30)),
        ("Date,From,To", "2/25/2026,9:00 AM,1:00 PM", at(25, 8), at(25, 12)),
    ],
)
def test_start_and_end_may_be_written_in_many_ways(
    read: Read, header: str, cells: str, starts_at: datetime, ends_at: datetime
) -> None:
    (session,) = read(f"Session,{header}\nHands-on,{cells}\n").sessions
    assert (session.starts_at, session.ends_at) == (starts_at, ends_at)


def test_a_workbooks_own_dates_and_times_are_read(tmp_path: Path) -> None:
    day, time = datetime(2026, 2, 12), datetime(2026, 2, 12, 9).time()  # noqa: DTZ001 - a workbook has no zones
    book = xlsx({"Plan": [["Session", "Date", "Start", "Capacity"], ["Hands-on", day, time, 14]]})
    (session,) = read_sessions(written(tmp_path, book), zone="Asia/Tokyo").sessions
    assert (session.starts_at, session.capacity) == (at(12, 0), 14)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (",2026-02-12 09:00,,,", LineTrouble.NO_SESSION_NAME),
        ("A,,,,", LineTrouble.NO_START),
        ("A,2026-02-12,,,", LineTrouble.NO_START),
        ("A,09:00,,,", LineTrouble.NO_START),
        ("A,soon,,,", LineTrouble.BAD_TIME),
        ("A,2026-02-12 09:00,2026-02-12,,", LineTrouble.BAD_TIME),
        ("A,2026-02-12 09:00,08:00,,", LineTrouble.ENDS_BEFORE_START),
        ("A,2026-02-12 09:00,,party,", LineTrouble.UNKNOWN_KIND),
        ("A,2026-02-12 09:00,,,0", LineTrouble.BAD_CAPACITY),
        ("A,2026-02-12 09:00,,,many", LineTrouble.BAD_CAPACITY),
    ],
)
def test_a_line_that_is_no_session_is_left_out_with_its_reason(read: Read, cells: str, reason: LineTrouble) -> None:
    file = read(f"Session,Start,End,Kind,Capacity\n{cells}\nHands-on,2026-02-12 09:00,10:00,,\n")
    assert [(line.line, line.code) for line in file.skipped] == [(2, reason)]
    assert [session.line for session in file.sessions] == [3]
    assert not file.warnings, "what was assumed for a line left out is not told"


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc", "America"])
def test_a_zone_nobody_knows_is_refused(read: Read, zone: str) -> None:
    (line,) = read(f"Session,Start,Time zone\nHands-on,2026-02-12 09:00,{zone}\n").skipped
    assert (line.code, line.facts) == (LineTrouble.UNKNOWN_ZONE, {"zone": zone})


def test_clock_changes_and_assumptions_are_told(read: Read) -> None:
    file = read("Session,Start,End\nA,2026-03-29 02:30,04:00\nB,2026-10-25 02:30,04:00\nB,2026-11-01 09:00,\n")
    assert told(file) == {
        Notice.KIND_ASSUMED: (2, 3, 4),
        Notice.TIME_SKIPPED: (2,),
        Notice.TIME_TWICE: (3,),
        Notice.END_ASSUMED: (4,),
        Notice.SESSION_TWICE: (3, 4),
    }
    assert file.sessions[2].ends_at - file.sessions[2].starts_at == timedelta(minutes=150)


def test_dates_in_both_orders_are_refused_where_they_are_open(read: Read) -> None:
    file = read("Session,Start\nHands-on 1,13/4/2026 9:00\nHands-on 2,4/14/2026 9:00\nHands-on 3,3/4/2026 9:00\n")
    assert [(line.line, line.code) for line in file.skipped] == [(4, LineTrouble.UNSURE_DATE)]
    assert [session.starts_at.day for session in file.sessions] == [13, 14]


def test_an_open_order_is_said_and_can_be_answered(read: Read) -> None:
    text = "Session,Start\nHands-on 1,3/4/2026 9:00\n"
    assert told(read(text))[Notice.DAY_FIRST_ASSUMED] == 2
    assert read(text).sessions[0].starts_at.month == 4
    assert read(text, day_first=False).sessions[0].starts_at.month == 3
    assert read(text, "America/New_York").sessions[0].starts_at.month == 3


def test_a_mapping_names_columns_nobody_knows(read: Read) -> None:
    text = "Was,Wann,Wo\nHands-on,2026-02-12 09:00,Saal\n"
    with pytest.raises(Refused) as refused:
        read(text)
    assert (refused.value.code, refused.value.facts) == (FileTrouble.NO_SESSIONS, {"file": "file.csv"})
    file = read(text, mapping={"Was": Meaning.SESSION, "Wann": Meaning.STARTS_AT, "Wo": Meaning.ROOM})
    assert (file.sessions[0].name, file.sessions[0].room) == ("Hands-on", "Saal")


def test_a_roster_is_no_plan(read: Read) -> None:
    for text in ("Name,Email\nJane,j@x.org\n", "Jane Doe\nBob Roe\n", "Start,Room\n2026-02-12 09:00,1\n"):
        with pytest.raises(Refused) as refused:
            read(text)
        assert refused.value.code is FileTrouble.NO_SESSIONS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hands_on", SessionKind.HANDS_ON), ("Hands-on", SessionKind.HANDS_ON), ("ハンズオン", SessionKind.HANDS_ON),
        ("Atelier", SessionKind.HANDS_ON), ("Taller", SessionKind.HANDS_ON), ("Praxistag", SessionKind.HANDS_ON),
        ("awareness", SessionKind.AWARENESS), ("Why it matters 1", SessionKind.AWARENESS),
        ("Einführung", SessionKind.AWARENESS), ("説明会", SessionKind.AWARENESS), ("clinic", SessionKind.CLINIC),
        ("Office hours", SessionKind.CLINIC), ("Sprechstunde", SessionKind.CLINIC), ("相談会", SessionKind.CLINIC),
        ("Awareness training", SessionKind.AWARENESS), ("Summer party", None), ("", None),
    ],
)  # fmt: skip
def test_kinds_are_known_by_many_names(text: str, kind: SessionKind | None) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("150", 150),
        ("150 min", 150),
        ("2:30", 150),
        ("2h30", 150),
        ("2 Std. 30 Min.", 150),
        ("2時間", 120),
        ("1 hour", 60),
    ],
)
def test_lengths_are_read(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "long", "half a day", "-5"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        minutes_of(text)
    assert refused.value.code is LineTrouble.BAD_MINUTES
