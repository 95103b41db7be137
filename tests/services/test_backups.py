"""Backups: whole copies while the file is in use, one a day, and brought back without losing what stood there."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.world import World, opened
from trainer_app import bootstrap
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown

TWO = ["Aiko Tanaka", "Bo Larsen"]


def names(path: Path) -> list[str]:
    with closing(bootstrap.build(path)) as services:
        return sorted(one.name for one in services.people.everyone())


def test_a_backup_holds_everything_up_to_the_last_commit(world: World) -> None:
    made = world.services.backups.make()
    world.person("Chloé Roux")
    assert names(made.path) == TWO
    assert world.services.backups.kept() == [made]
    assert made.size == made.path.stat().st_size


def test_a_second_one_the_same_day_is_not_due(world: World) -> None:
    assert world.services.backups.make_daily(keep=3) is not None
    world.clock.forward(5 * 60)
    assert world.services.backups.make_daily(keep=3) is None


def test_only_the_newest_are_kept_and_other_files_are_left_alone(world: World) -> None:
    backups = world.services.backups
    for _ in range(5):
        assert backups.make_daily(keep=3)
        world.clock.forward(24 * 60)
    other = backups.folder / "notes-from-me.db"
    other.write_text("mine")
    assert len(backups.kept()) == 3
    assert other.exists()
    assert [one.at for one in backups.kept()] == sorted((one.at for one in backups.kept()), reverse=True)


def test_a_backup_over_the_data_file_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.services.backups.make(world.services.context.store.path)
    assert refused.value.code is DataTrouble.SAME_FILE


def test_a_folder_that_cannot_be_made_is_told(world: World) -> None:
    world.services.backups.folder.write_text("in the way")
    with pytest.raises(StorageDown):
        world.services.backups.make()


def test_a_restored_backup_takes_the_place_and_what_stood_there_is_kept(world: World) -> None:
    made = world.services.backups.make()
    world.person("Chloé Roux")
    path = world.services.context.store.path
    world.services.close()
    before = bootstrap.restore(path, made.path)
    assert before is not None
    assert names(path) == TWO
    assert names(before) == [*TWO, "Chloé Roux"]


def test_a_foreign_file_is_not_restored_and_nothing_changes(world: World, tmp_path: Path) -> None:
    path = world.services.context.store.path
    world.services.close()
    foreign = tmp_path / "photo.db"
    foreign.write_bytes(b"no database at all" * 20)
    for wrong in (foreign, tmp_path / "missing.db", path):
        with pytest.raises(Refused):
            bootstrap.restore(path, wrong)
    assert names(path) == TWO


def test_a_restore_while_another_has_the_file_open_is_told(world: World) -> None:
    made = world.services.backups.make()
    world.person("Chloé Roux")
    with pytest.raises(StorageDown) as down:
        bootstrap.restore(world.services.context.store.path, made.path)
    assert down.value.code is DataTrouble.BUSY
    assert len(world.services.people.everyone()) == 3


def test_a_damaged_file_is_put_aside_and_the_backup_takes_its_place(world: World) -> None:
    made = world.services.backups.make()
    path = world.services.context.store.path
    world.services.close()
    path.write_bytes(b"\0" * 200 + path.read_bytes()[200:])
    before = bootstrap.restore(path, made.path)
    assert names(path) == TWO
    assert before is not None
    assert before.read_bytes()[:200] == b"\0" * 200


def test_copies_of_a_file_beside_it_are_none_of_this_one(world: World) -> None:
    backups = world.services.backups
    assert backups.make_daily(keep=1)
    other = backups.folder / "trainer-pilot-20260331-010000.db"
    other.write_text("of trainer-pilot.db")
    world.clock.forward(24 * 60)
    assert backups.make_daily(keep=1)
    assert other.exists()
    assert other not in [one.path for one in backups.kept()]


def test_a_name_with_brackets_keeps_its_copies(tmp_path: Path) -> None:
    with opened(tmp_path / "rollout [2026].db") as world:
        assert world.services.backups.make_daily(keep=3)
        assert len(world.services.backups.kept()) == 1
        assert world.services.backups.make_daily(keep=3) is None


def test_a_copy_made_while_the_clock_was_wrong_stops_none_of_today(world: World) -> None:
    world.clock.forward(3 * 365 * 24 * 60)
    assert world.services.backups.make_daily(keep=3)
    world.clock.forward(-3 * 365 * 24 * 60)
    assert world.services.backups.make_daily(keep=3)
    assert world.services.backups.make_daily(keep=3) is None


def test_a_copy_that_cannot_be_let_go_of_is_kept_and_today_s_is_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = Path.unlink

    def unlink(path: Path, **how: bool) -> None:
        if path.suffix == ".db":
            raise PermissionError(13, "used by another process")
        free(path, **how)

    backups = world.services.backups
    assert backups.make_daily(keep=1)
    world.clock.forward(24 * 60)
    monkeypatch.setattr(Path, "unlink", unlink)
    assert backups.make_daily(keep=1)
    assert len(backups.kept()) == 2
