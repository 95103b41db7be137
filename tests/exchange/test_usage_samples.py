from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from trainer_app.domain.errors import Refused
from trainer_app.domain.usage import DayBasis, IdentityKind
from trainer_app.domain.usage_file import UsageFile, UsageLayout, UsageLineTrouble
from trainer_app.exchange.usage_in import read_usage


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "usage"


def read(path: Path) -> UsageFile:
    return read_usage(path, zone="Asia/Tokyo")


def test_the_rollouts_usage_is_read_whole(shared_data: Path) -> None:
    file = read(shared_data / "rollout70" / "usage.csv")
    assert (file.understood_as, file.scope, file.basis) == (
        UsageLayout.OPENAI_USAGE,
        "proj_rollout",
        DayBasis.UTC_DAY,
    )
    assert (file.covers_from, file.covers_to) == (date(2026, 2, 1), date(2026, 4, 29))
    assert (file.rows, file.people, file.skipped, file.warnings) == (727, 67, (), ())


@pytest.mark.parametrize(
    ("name", "rows", "people", "person_days"),
    [
        ("u01_github_copilot_token_usage_report.csv", 207, 22, 139),
        ("u03_github_copilot_premium_requests_march.csv", 1969, 69, 533),
        ("u04_github_premium_billing_crlf_bom.csv", 123, 2, 31),
    ],
)
def test_githubs_reports_come_to_their_published_counts(
    folder: Path, name: str, rows: int, people: int, person_days: int
) -> None:
    file = read(folder / name)
    assert (file.understood_as, file.basis) == (UsageLayout.GITHUB_REQUESTS, DayBasis.UTC_DAY)
    assert file.identified_by == {IdentityKind.LOGIN}
    assert (file.rows, file.people, file.person_days) == (rows, people, person_days)


def test_how_many_weeks_people_of_the_token_report_were_active_in(folder: Path) -> None:
    days: dict[str, set[date]] = {}
    for each in read(folder / "u01_github_copilot_token_usage_report.csv").days:
        days.setdefault(each.identity, set()).add(each.day)
    assert Counter(len(held) == 1 for held in days.values()) == {True: 6, False: 16}
    weeks = Counter(len({day.isocalendar()[:2] for day in held}) for held in days.values())
    assert weeks == {1: 8, 2: 3, 3: 5, 4: 4, 5: 2}


def test_reviews_that_run_by_themselves_are_no_use(folder: Path) -> None:
    file = read(folder / "u03_github_copilot_premium_requests_march.csv")
    assert Counter(each.code for each in file.skipped) == {UsageLineTrouble.PASSIVE: 108}
    assert len({day.identity for day in file.days}) == 68
    assert {day.units >= 1 for day in file.days} == {True}


@pytest.mark.parametrize(
    "name", ["u02_github_copilot_seat_activity.csv", "u08_devlake_raw_copilot_seats_json_in_csv.csv"]
)
def test_snapshots_of_seats_are_not_taken_for_use(folder: Path, name: str) -> None:
    with pytest.raises(Refused):
        read(folder / name)


def test_no_roster_is_taken_for_usage(shared_data: Path) -> None:
    for path in sorted((shared_data / "rosters").iterdir()):
        with pytest.raises(Refused):
            read(path)
