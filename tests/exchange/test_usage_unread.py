"""Lines of a usage export that cannot be read: whose days they leave open, and reading that is stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.rollout import write
from trainer_app.domain.errors import Refused
from trainer_app.domain.usage import UsageDay
from trainer_app.domain.usage_file import UsageFile, UsageTrouble
from trainer_app.exchange.usage_in import read_usage
from trainer_app.exchange.usage_rows import MANY_UNDATED

HEADER = "timestamp,email,requests"


def read(folder: Path, *lines: str) -> UsageFile:
    return read_usage(write(folder / "u.csv", HEADER, *lines), zone="Asia/Tokyo")


def unread(file: UsageFile) -> list[tuple[str, int]]:
    return [(one.identity, one.day.day) for one in file.unread]


def test_a_bad_number_leaves_that_day_of_that_person_open(tmp_path: Path) -> None:
    file = read(tmp_path, "2026-05-01,a@x.org,1", "2026-05-02,b@x.org,many", "2026-05-03,a@x.org,1")
    assert unread(file) == [("b@x.org", 2)]
    assert (file.covers_from, file.covers_to) == (date(2026, 5, 1), date(2026, 5, 3))


def test_cells_too_many_leave_the_day_open_as_well(tmp_path: Path) -> None:
    assert unread(read(tmp_path, "2026-05-01,a@x.org,1", "2026-05-02,b@x.org,1,9")) == [("b@x.org", 2)]


def test_a_line_that_names_nobody_leaves_nothing_open(tmp_path: Path) -> None:
    assert unread(read(tmp_path, "2026-05-01,a@x.org,1", "2026-05-02,,many", "Total")) == []


def test_a_line_without_a_day_leaves_every_day_of_the_file_open(tmp_path: Path) -> None:
    file = read(tmp_path, "2026-05-01,a@x.org,1", "soon,B@x.org,1", "2026-05-03,b@x.org,1")
    assert [(name.casefold(), day) for name, day in unread(file)] == [("b@x.org", 1), ("b@x.org", 2), ("b@x.org", 3)]


def test_failed_and_uncharged_requests_are_read_and_leave_nothing_open(tmp_path: Path) -> None:
    file = read_usage(
        write(tmp_path / "e.csv", "timestamp,email,requests,kind", "2026-05-01,a@x.org,1,Errored"), zone="UTC"
    )
    assert file.unread == ()


def test_a_file_full_of_rubbish_keeps_a_bounded_number_of_days_open(tmp_path: Path) -> None:
    rows = [f"soon,p{number}@x.org,1" for number in range(MANY_UNDATED + 50)]
    file = read(tmp_path, "2026-05-01,a@x.org,1", *rows)
    assert len(file.unread) == MANY_UNDATED


def test_progress_ends_at_the_end_and_cancelling_reads_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "u.csv", HEADER, *["2026-05-01,a@x.org,1"] * 50_000)
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of))

    (day,) = read_usage(path, zone="UTC", progress=tell).days
    assert isinstance(day, UsageDay)
    assert day.units == 50_000
    assert told[-1][0] == told[-1][1]
    assert [done for done, _of in told] == sorted(done for done, _of in told)
    with pytest.raises(Refused) as refused:
        read_usage(path, zone="UTC", cancelled=lambda: True)
    assert refused.value.code is UsageTrouble.CANCELLED
