"""The store: read and write transactions on one data file, and word to the feed after each commit."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from trainer_app.domain.changes import Changes
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown
from trainer_app.storage import migrations
from trainer_app.storage.engine import WRITES, back_up, begin_file, check_health, check_owner, open_engine, revision
from trainer_app.storage.trouble import sorted_out, told
from trainer_app.storage.unit_of_work import Reading, Writing


class Store:
    """One open data file. Safe from any thread; writes wait for each other, reads never wait for writes.

    `guard` is called before every transaction; development and tests use it to forbid SQL on the UI thread.
    """

    def __init__(self, path: Path, engine: Engine, *, guard: Callable[[], None]) -> None:
        self.path = path
        self.announce: Callable[[Changes], None] = lambda _changes: None
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self._guard = guard
        self._one_writer = threading.Lock()
        self._mine = threading.local()
        self._folding_owed = False
        self._file, self._size = _seen(path)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Yield one consistent view of the data; inside a transaction of the same thread, what that has written too.

        Raises:
            StorageDown: the file cannot be read.
        """
        if (standing := getattr(self._mine, "work", None)) is not None:
            yield standing
            return
        self._guard()
        self._still_there()
        with told(self.path), self._engine.connect() as db, db.begin():
            yield Reading(db)

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """Yield one transaction; all of it is durable when the block ends, or none of it is.

        Inside another one of the same thread it is a part of that one: a gesture and the answer to it are kept
        together. A part that fails leaves nothing behind, also where the rest goes on.

        Raises:
            StorageDown: the file cannot be written; nothing was.
        """
        if (standing := getattr(self._mine, "work", None)) is not None:
            with standing.part():
                yield standing
            return
        self._guard()
        with told(self.path), self._one_writer:
            self._still_there()
            with self._writer.connect() as db, db.begin():
                work = self._mine.work = Writing(db)
                try:
                    yield work
                finally:
                    self._mine.work = None
                self._still_there()
            if self._folding_owed:
                with suppress(DBAPIError, sqlite3.Error):  # what was written is safe; the next one tries again
                    self._fold_in(wait=False)
        if changes := work.changes():
            self.announce(changes)

    def cursor(self) -> int:
        """Return the newest activity number; other processes' writes raise it too."""
        with self.read() as view:
            return view.activity.newest()

    def back_up(self, target: Path) -> None:
        """Copy the data file as of its last commit.

        Raises:
            StorageDown: the copy could not be written.
        """
        self._guard()
        back_up(self.path, target)

    def fold_in(self) -> None:
        """Fold the write-ahead log into the file and empty it, so that what was overwritten is in neither.

        Where somebody goes on reading for long it is tried again after every write, and when the file is let go.

        Raises:
            StorageDown: the file cannot be written.
        """
        self._guard()
        with told(self.path), self._one_writer:
            self._fold_in()

    def close(self) -> None:
        """Let go of the file; its write-ahead log is folded in by the last one to leave."""
        if self._folding_owed:
            with suppress(DBAPIError, sqlite3.Error):
                self._fold_in(wait=False)
        self._engine.dispose()

    def _fold_in(self, *, wait: bool = True) -> None:
        with self._engine.connect() as db:
            raw = db.connection.driver_connection
            patience = raw.execute("PRAGMA busy_timeout").fetchone()[0]  # type: ignore[union-attr]
            raw.execute(f"PRAGMA busy_timeout = {patience if wait else 0}")  # type: ignore[union-attr]
            try:
                busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]  # type: ignore[union-attr]
            finally:
                raw.execute(f"PRAGMA busy_timeout = {patience}")  # type: ignore[union-attr]
        self._folding_owed = bool(busy)

    def _still_there(self) -> None:
        # On POSIX a deleted file can still be written to, and every "durable" commit would vanish with it. A file
        # cut short would be read as an empty one; SQLite itself never shortens ours.
        known = self._size  # before looking: another thread may look later, and write its larger size sooner
        file, size = _seen(self.path)
        if file is None or file != self._file:
            raise StorageDown(DataTrouble.GONE, file=str(self.path))
        if size < known:
            raise StorageDown(DataTrouble.DAMAGED, file=str(self.path))
        self._size = max(known, size)


def open_store(path: Path, *, now: datetime, guard: Callable[[], None] = lambda: None) -> Store:
    """Open the data file, making or migrating it where needed.

    A file of an older revision is copied beside itself first. Its folder is made if missing.

    Raises:
        Refused: the file is not ours, or was written by a newer version; it is left untouched.
        StorageDown: it cannot be read or written, or is damaged.
    """
    path = path.absolute()
    check_owner(path)
    found = revision(path)
    if found is not None and found not in migrations.KNOWN:
        raise Refused(DataTrouble.NEWER, file=str(path), revision=found)
    if found is not None:
        check_health(path)
    _make_folder(path)
    if found is None:
        begin_file(path)
    elif found != migrations.HEAD:
        back_up(path, _backup_name(path, found, now=now))
    engine = open_engine(path)
    try:
        _bring_up_to_date(engine, path, found=found)
    except BaseException:
        engine.dispose()
        raise
    return Store(path, engine, guard=guard)


def _bring_up_to_date(engine: Engine, path: Path, *, found: str | None) -> None:
    try:
        if found != migrations.HEAD:
            from trainer_app.storage.migrations.upgrade import upgrade  # noqa: PLC0415 - Alembic costs 0.3 s

            upgrade(engine)
    except (DBAPIError, OSError) as error:
        raise sorted_out(error, path) from error


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageDown(DataTrouble.READ_ONLY, file=str(path), detail=error.strerror) from error


def _backup_name(path: Path, found: str, *, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}.before-{migrations.HEAD}-from-{found}-{stamp}{path.suffix}")


def _seen(path: Path) -> tuple[tuple[int, int] | None, int]:
    """Return which file this is, None where there is none, and its size in bytes."""
    try:
        found = os.stat(path)  # noqa: PTH116 - on the check-in path; Path.stat costs twice as much
    except OSError:
        return None, 0
    return (found.st_dev, found.st_ino), found.st_size


def restore(path: Path, backup: Path, *, now: datetime) -> Path | None:
    """Let `backup` take the place of the data file, which nobody may have open; the backup itself is left as it is.

    A data file that is damaged is put aside as it is, for somebody to look at.

    Returns:
        Where what stood there before is kept, None where nothing did.

    Raises:
        Refused: the backup is not ours, is empty, was written by a newer version, or is the data file itself.
        StorageDown: it cannot be read, the data file is in use, or cannot be written.
    """
    check_owner(backup)
    found = revision(backup)
    if found is None:
        raise Refused(DataTrouble.NOT_OURS, file=str(backup))
    if found not in migrations.KNOWN:
        raise Refused(DataTrouble.NEWER, file=str(backup), revision=found)
    check_health(backup)
    before = None
    if path.exists():
        if path.samefile(backup):
            raise Refused(DataTrouble.SAME_FILE, file=str(backup))
        stamp = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
        before = path.with_name(f"{path.stem}.before-restore-{stamp}{path.suffix}")
        try:
            back_up(path, before)
        except StorageDown as down:
            if down.code is not DataTrouble.DAMAGED:
                raise
            _put_in_place(backup, path, aside=before)
            return before
    back_up(backup, path)
    return before


def _put_in_place(backup: Path, path: Path, *, aside: Path) -> None:
    """Put a damaged data file aside with its log, once the backup is whole beside it, and let that take its place."""
    coming = path.with_name(f"{path.name}.coming")
    back_up(backup, coming)
    with told(path):
        for part in ("-wal", "-shm", ""):
            if (found := path.with_name(path.name + part)).exists():
                found.replace(aside.with_name(aside.name + part))
        coming.replace(path)
