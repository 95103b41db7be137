"""Transactions: all or nothing, told to the feed after the commit, and trouble of the environment told."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Changes, Deed, Desk, Topic
from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.storage.store import Store, open_store
from trainer_app.storage.trouble import told

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
DESK = Desk("Facilitator", "front desk")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "trainer.db", now=NOW)
    yield opened
    opened.close()


def add_somebody(store: Store, name: str = "Aiko Tanaka") -> None:
    with store.write() as work:
        who = Attendee(uuid4(), name)
        work.people.add([who], at=NOW)
        work.record(Deed(Topic.PEOPLE, "person_added", attendee_id=who.id), at=NOW, desk=DESK)


def names(store: Store) -> list[str]:
    with store.read() as view:
        return [one.name for one in view.people.everyone()]


def test_an_error_inside_the_block_leaves_nothing_behind_and_tells_nobody(store: Store) -> None:
    heard: list[Changes] = []
    store.announce = heard.append

    def _break_off() -> None:
        with store.write() as work:
            work.people.add([Attendee(uuid4(), "Half")], at=NOW)
            work.record(Deed(Topic.PEOPLE, "person_added"), at=NOW, desk=DESK)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        _break_off()
    assert names(store) == []
    assert heard == []


def test_the_feed_hears_of_a_write_once_it_is_durable(store: Store, tmp_path: Path) -> None:
    seen: list[tuple[Changes, int]] = []

    def _listen(changes: Changes) -> None:
        with closing(sqlite3.connect(tmp_path / "trainer.db")) as other:
            seen.append((changes, other.execute("SELECT count(*) FROM attendee").fetchone()[0]))

    store.announce = _listen
    add_somebody(store)
    (changes, rows) = seen[0]
    assert rows == 1
    assert changes.topics == {Topic.PEOPLE}
    assert len(changes.attendees) == 1
    assert changes.cursor == store.cursor() == 1


def test_times_come_back_as_the_same_instant_in_utc(store: Store) -> None:
    tokyo = datetime(2026, 4, 1, 1, 30, tzinfo=timezone(timedelta(hours=9)))
    with store.write() as work:
        work.record(Deed(Topic.PROGRAM, "made"), at=tokyo, desk=DESK)
    with store.read() as view:
        at = view.activity.latest()[0].at
    assert at == tokyo
    assert at.tzinfo is UTC


def test_a_time_without_a_zone_is_our_bug(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"), store.write() as work:
        work.record(Deed(Topic.PROGRAM, "made"), at=datetime(2026, 4, 1, 1), desk=DESK)  # noqa: DTZ001 - the bug


def test_a_file_deleted_under_us_is_told_before_anything_vanishes_into_it(store: Store, tmp_path: Path) -> None:
    add_somebody(store)
    (tmp_path / "trainer.db").rename(tmp_path / "taken away.db")
    with pytest.raises(StorageDown) as down:
        add_somebody(store, "Lost")
    assert down.value.code is DataTrouble.GONE


def test_a_file_replaced_under_us_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "trainer.db").rename(tmp_path / "old.db")
    (tmp_path / "trainer.db").write_bytes(b"")
    with pytest.raises(StorageDown) as down:
        add_somebody(store)
    assert down.value.code is DataTrouble.GONE


def test_a_full_disk_is_told_and_nothing_is_half_written(store: Store) -> None:
    add_somebody(store)

    def _fill() -> None:
        with store.write() as work:
            pages = work.db.exec_driver_sql("PRAGMA page_count").scalar_one()
            work.db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # what SQLite sees when a disk is full
            work.people.add([Attendee(uuid4(), "X" * 500) for _ in range(2000)], at=NOW)

    with pytest.raises(StorageDown) as down:
        _fill()
    assert down.value.code is DataTrouble.DISK_FULL
    assert names(store) == ["Aiko Tanaka"]


def test_a_read_only_file_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write() as work:
        work.db.exec_driver_sql("PRAGMA query_only = ON")  # root may write to read-only files, SQLite then may not
        with pytest.raises(StorageDown) as down:
            with_work_told(store, lambda: work.people.add([Attendee(uuid4(), "No")], at=NOW))
        work.db.exec_driver_sql("PRAGMA query_only = OFF")
    assert down.value.code is DataTrouble.READ_ONLY


def with_work_told(store: Store, act) -> None:
    with told(store.path):
        act()


def test_a_writer_that_does_not_finish_is_told_as_busy(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(tmp_path / "trainer.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with store.read() as view:
            view.db.exec_driver_sql("PRAGMA busy_timeout = 1")
        with pytest.raises(StorageDown) as down:
            add_somebody(store)
    assert down.value.code is DataTrouble.BUSY


def test_a_broken_promise_of_the_database_is_our_bug_and_rises(store: Store) -> None:
    who = Attendee(uuid4(), "Twice")

    def _add_twice() -> None:
        with store.write() as work:
            work.people.add([who], at=NOW)
            work.people.add([who], at=NOW)

    with pytest.raises(IntegrityError):
        _add_twice()


def test_many_threads_write_one_after_the_other_and_nothing_is_lost(store: Store) -> None:
    threads = [
        threading.Thread(target=lambda n=n: [add_somebody(store, f"{n}-{i}") for i in range(10)]) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(store)) == 80
    assert store.cursor() == 80


def test_the_guard_is_asked_before_any_sql(tmp_path: Path) -> None:
    class OnTheUiThreadError(Exception):
        pass

    def _guard() -> None:
        raise OnTheUiThreadError

    store = open_store(tmp_path / "trainer.db", now=NOW, guard=_guard)
    with pytest.raises(OnTheUiThreadError), store.read():
        pass
    with pytest.raises(OnTheUiThreadError), store.write():
        pass
    store.close()


def test_a_backup_holds_everything_committed(store: Store, tmp_path: Path) -> None:
    add_somebody(store)
    store.back_up(tmp_path / "copy.db")
    copy = open_store(tmp_path / "copy.db", now=NOW)
    assert names(copy) == ["Aiko Tanaka"]
    copy.close()


def test_a_new_file_is_known_as_ours_by_another_program_while_the_first_still_has_it_open(tmp_path: Path) -> None:
    first = open_store(tmp_path / "trainer.db", now=NOW)
    second = open_store(tmp_path / "trainer.db", now=NOW)
    add_somebody(first)
    assert names(second) == ["Aiko Tanaka"]
    second.close()
    first.close()
