"""Backups: whole copies while the file is in use, one a day, and brought back without losing what stood there."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.world import World
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
