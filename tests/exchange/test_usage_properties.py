from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.making_usage import OPENAI, bucket, text_of
from trainer_app.domain.errors import Refused
from trainer_app.domain.usage_file import UsageFile
from trainer_app.exchange.usage_in import read_usage

one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
ZONES = st.sampled_from(["Asia/Tokyo", "America/Los_Angeles", "Asia/Kathmandu", "Europe/London"])
cells = st.sampled_from(
    ["", "1", "key_a", "2026-03-01T10:00:00Z", "1772323200", '"', "sk-proj-abcd1234", "\x00", "é", "1e999", "-3", "nan"]
)
HEADERS = (",".join(OPENAI), "timestamp;login;requests;status", "date,username,product,sku,quantity,unit_type")


def tried(path: Path, data: bytes) -> UsageFile | Refused:
    """Read these bytes as usage: a result or a refusal, anything else is our fault."""
    path.write_bytes(data)
    try:
        return read_usage(path, zone="Asia/Tokyo")
    except Refused as told:
        return told


@one_folder
@given(data=st.binary(max_size=400))
def test_any_bytes_give_a_result_or_a_refusal(tmp_path: Path, data: bytes) -> None:
    assert isinstance(tried(tmp_path / "any", data), Refused)


@one_folder
@given(
    header=st.sampled_from(HEADERS),
    data=st.binary(max_size=300),
)
def test_any_bytes_below_a_header_give_a_result_or_a_refusal(tmp_path: Path, header: str, data: bytes) -> None:
    assert tried(tmp_path / "any", header.encode() + b"\n" + data)


@one_folder
@given(rows=st.lists(st.lists(cells, max_size=13), max_size=8), delimiter=st.sampled_from(",\t;|"))
def test_any_cells_below_a_header_give_a_result_or_a_refusal(
    tmp_path: Path, rows: list[list[str]], delimiter: str
) -> None:
    found = tried(tmp_path / "any", text_of([bucket(0), *rows], delimiter=delimiter).encode())
    if isinstance(found, UsageFile):
        assert all(day.units > 0 for day in found.days)
        assert all(found.covers_from <= day.day <= found.covers_to for day in found.days)
        assert found.rows <= len(rows) + 1


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 10, 100])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "cp932"])
def test_a_file_cut_short_anywhere_gives_a_result_or_a_refusal(tmp_path: Path, cut: int, encoding: str) -> None:
    whole = text_of([bucket(day, "鍵_a", "1") for day in range(4)]).encode(encoding)
    assert tried(tmp_path / "any", whole[: len(whole) - cut])


naive = st.datetimes(datetime(2026, 2, 20), datetime(2026, 4, 20))  # noqa: DTZ001 - made aware on the next line
moments = naive.map(lambda when: when.replace(tzinfo=UTC))
events = st.lists(st.tuples(moments, st.sampled_from("abc"), st.integers(0, 3)), min_size=1, max_size=30)
hours = st.lists(st.tuples(st.integers(0, 2000), st.sampled_from("abc"), st.integers(1, 3)), min_size=1)
WRITTEN_IN = st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles", "Asia/Kathmandu"])


@one_folder
@given(rows=events, zone=ZONES, written_in=WRITTEN_IN)
def test_events_sum_to_what_adding_them_one_by_one_gives(
    tmp_path: Path, rows: list[tuple[datetime, str, int]], zone: str, written_in: str
) -> None:
    text = text_of(
        [[when.astimezone(ZoneInfo(written_in)).isoformat(), key, str(count)] for when, key, count in rows],
        header=["timestamp", "api_key_id", "requests"],
    )
    path = tmp_path / "events.csv"
    path.write_text(text, encoding="utf-8")
    expected: defaultdict[tuple, float] = defaultdict(float)
    for when, key, count in rows:
        expected[when.astimezone(ZoneInfo(zone)).date(), key] += count
    found = read_usage(path, zone=zone)
    assert {(day.day, day.identity): day.units for day in found.days} == {k: v for k, v in expected.items() if v}
    assert (found.covers_from, found.covers_to) == (min(expected)[0], max(expected)[0])


@one_folder
@given(rows=hours, zone=ZONES)
def test_hourly_buckets_sum_to_what_adding_them_one_by_one_gives(
    tmp_path: Path, rows: list[tuple[int, str, int]], zone: str
) -> None:
    path = tmp_path / "hours.csv"
    path.write_text(text_of([bucket(hour / 24, key, str(n), hours=1) for hour, key, n in rows]), encoding="utf-8")
    expected: defaultdict[tuple, float] = defaultdict(float)
    for hour, key, count in rows:
        when = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour)
        expected[when.astimezone(ZoneInfo(zone)).date(), key] += count
    found = read_usage(path, zone=zone)
    assert {(day.day, day.identity): day.units for day in found.days} == expected
