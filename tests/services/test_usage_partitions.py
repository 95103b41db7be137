"""Usage of several places: nothing is silently replaced, nothing counted twice, and no half day is lost at a seam."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.world import FRONT, World
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.usage_replacing import ImportDoubt

DAY = datetime(2026, 3, 2, tzinfo=UTC)


def events(folder: Path, name: str, rows: list[tuple[datetime, str]]) -> Path:
    lines = [f"{at.isoformat()},{who},1" for at, who in rows]
    path = folder / name
    path.write_text("\n".join(["timestamp,email,requests", *lines]) + "\n", encoding="utf-8")
    return path


def daily(folder: Path, name: str, rows: list[tuple[str, str, int]]) -> Path:
    header = "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,api_key_id"
    begin, end = int(DAY.timestamp()), int((DAY + timedelta(days=1)).timestamp())
    lines = [f"{begin},{end},,,{project},{units},{key}" for project, key, units in rows]
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def take(world: World, path: Path, **more: object) -> ImportReport:
    return world.services.usage_import.import_file(path, desk=FRONT, **more)


def units(world: World) -> dict[str, float]:
    with world.services.context.store.read() as view:
        found: dict[str, float] = {}
        for day in view.usage.days():
            found[day.identity] = found.get(day.identity, 0.0) + day.units
        return found


def test_a_second_place_that_looks_like_the_first_is_asked_about(world: World, tmp_path: Path) -> None:
    take(world, events(tmp_path, "first.csv", [(DAY, "aiko.tanaka@example.org")]))
    second = events(tmp_path, "second.csv", [(DAY, "bo.larsen@example.org")])
    with pytest.raises(Refused) as refused:
        take(world, second)
    assert refused.value.code is ImportDoubt.IDENTITIES_VANISH
    assert units(world) == {"aiko.tanaka@example.org": 1}
    take(world, second, source="gateway 2")
    assert units(world) == {"aiko.tanaka@example.org": 1, "bo.larsen@example.org": 1}


def test_other_projects_of_the_same_days_are_asked_about_before_they_are_replaced(world: World, tmp_path: Path) -> None:
    take(world, daily(tmp_path, "ab.csv", [("proj_a", "key_a", 3), ("proj_b", "key_b", 4)]))
    with pytest.raises(Refused) as refused:
        take(world, daily(tmp_path, "cd.csv", [("proj_c", "key_c", 5), ("proj_d", "key_d", 6)]))
    assert refused.value.code is ImportDoubt.IDENTITIES_VANISH


def test_a_key_seen_by_two_exports_of_one_source_is_counted_once(world: World, tmp_path: Path) -> None:
    one = daily(tmp_path, "a.csv", [("proj_a", "key_a", 28)])
    both = daily(tmp_path, "ab.csv", [("proj_a", "key_a", 28), ("proj_b", "key_b", 4)])
    take(world, one)
    take(world, both)
    assert units(world) == {"key_a": 28, "key_b": 4}


def test_one_project_exported_after_all_of_them_is_counted_once(world: World, tmp_path: Path) -> None:
    take(world, daily(tmp_path, "ab.csv", [("proj_a", "key_a", 28), ("proj_b", "key_b", 4)]))
    take(world, daily(tmp_path, "a.csv", [("proj_a", "key_a", 29)]))
    assert units(world) == {"key_a": 29, "key_b": 4}


def test_two_exports_that_meet_inside_a_local_day_keep_both_halves_active(world: World, tmp_path: Path) -> None:
    noon = DAY + timedelta(hours=3)  # noon in Tokyo
    aiko, bo = "aiko.tanaka@example.org", "bo.larsen@example.org"
    take(world, events(tmp_path, "before.csv", [(noon - timedelta(days=3), bo), (noon - timedelta(hours=2), aiko)]))
    after = [(noon + timedelta(hours=2), bo), (noon + timedelta(days=2), aiko)]
    take(world, events(tmp_path, "after.csv", after), sure=True)
    with world.services.context.store.read() as view:
        seam = {one.identity for one in view.usage.days() if one.day == noon.date()}
    assert seam == {aiko, bo}
