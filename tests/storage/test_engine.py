"""The data file: ours or not, new or newer, whole or damaged, and never touched when refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown
from trainer_app.storage import migrations
from trainer_app.storage.columns import metadata
from trainer_app.storage.engine import APPLICATION_ID
from trainer_app.storage.store import open_store

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
DESK = Desk("Facilitator", "front desk")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "folder with blanks" / "100% ours.db"


def made(data: Path) -> Path:
    store = open_store(data, now=NOW)
    with store.write() as work:
        work.record(Deed(Topic.PROGRAM, "made"), at=NOW, desk=DESK)
    store.close()
    return data


def ask(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchone()[0]


def test_a_new_file_is_durable_ours_and_at_the_newest_revision(data: Path) -> None:
    store = open_store(data, now=NOW)
    with store.read() as view:
        assert view.db.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert view.db.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert view.db.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    store.close()
    assert ask(data, "PRAGMA application_id") == APPLICATION_ID
    assert ask(data, "SELECT version_num FROM alembic_version") == migrations.HEAD


def test_the_newest_revision_is_the_one_alembic_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrations.HEAD]
    assert {one.revision for one in script.walk_revisions()} == set(migrations.KNOWN)


def test_the_migrations_make_exactly_the_tables_of_the_code(data: Path) -> None:
    store = open_store(data, now=NOW)
    with store.read() as view:
        context = MigrationContext.configure(view.db, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
        made_indexes = {index["name"] for table in metadata.tables for index in inspect(view.db).get_indexes(table)}
        assert {index.name for table in metadata.tables.values() for index in table.indexes} <= made_indexes
    store.close()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes, " * 50)
    with pytest.raises(Refused) as refused:
        open_store(notes, now=NOW)
    assert refused.value.code is DataTrouble.NOT_OURS
    assert notes.read_text() == "my notes, " * 50
    assert list(tmp_path.iterdir()) == [notes]


def test_somebody_elses_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE photos (name TEXT)")
        db.commit()
    before = other.read_bytes()
    with pytest.raises(Refused) as refused:
        open_store(other, now=NOW)
    assert refused.value.code is DataTrouble.NOT_OURS
    assert other.read_bytes() == before
    assert list(tmp_path.iterdir()) == [other]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_store(tmp_path, now=NOW)
    assert refused.value.code is DataTrouble.NOT_OURS


def test_a_newer_file_is_refused_and_left_as_it_is(data: Path) -> None:
    made(data)
    with closing(sqlite3.connect(data)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.commit()
    before = data.read_bytes()
    with pytest.raises(Refused) as refused:
        open_store(data, now=NOW)
    assert refused.value.code is DataTrouble.NEWER
    assert data.read_bytes() == before


def test_an_older_file_is_copied_before_it_is_migrated(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(data)
    monkeypatch.setattr(migrations, "HEAD", "0004")  # as if this version knew one revision more
    monkeypatch.setattr(migrations, "KNOWN", ("0001", "0002", "0003", "0004"))
    monkeypatch.setattr("trainer_app.storage.migrations.upgrade.upgrade", lambda _engine: None)
    open_store(data, now=NOW).close()
    copies = sorted(data.parent.glob("100% ours.before-0004-from-0003-*.db"))
    assert len(copies) == 1
    assert ask(copies[0], "SELECT count(*) FROM activity") == 1


@pytest.mark.parametrize("keep", [1, 60, 99, 5000, -4096])
def test_a_truncated_file_is_told_and_left_as_it_is(data: Path, keep: int) -> None:
    made(data)
    whole = data.read_bytes()
    data.write_bytes(whole[:keep])
    with pytest.raises((StorageDown, Refused)) as told:
        open_store(data, now=NOW)
    assert told.value.code in {DataTrouble.DAMAGED, DataTrouble.NOT_OURS}
    assert data.read_bytes() == whole[:keep]


def test_an_empty_file_becomes_a_new_one(data: Path) -> None:
    data.parent.mkdir()
    data.touch()
    open_store(data, now=NOW).close()
    assert ask(data, "PRAGMA application_id") == APPLICATION_ID


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageDown):
        open_store(tmp_path / "file" / "trainer.db", now=NOW)
