"""Opens the data file: durable settings, whose file it is, and write transactions that lock at once."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from trainer_app.domain.errors import DataTrouble, Refused, StorageDown
from trainer_app.storage.trouble import sorted_out

APPLICATION_ID = 0x54524E52  # "TRNR", kept in the SQLite header at byte 68
_HEADER = 100  # bytes of a SQLite header
_BUSY_SECONDS = 10
_PART = ".part"  # of a copy that is not whole yet
WRITES = "trainer_writes"  # execution option: this connection's transaction takes the write lock at once


def open_engine(path: Path) -> Engine:
    """Return an engine on this file; it never makes one, so that a file taken away does not come back empty."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connected(path, "rw"),
        poolclass=QueuePool,
        hide_parameters=True,  # names and e-mails have no place in a crash report
        pool_size=4,
        max_overflow=8,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def begin_file(path: Path) -> None:
    """Make a new data file: its first bytes already say whose it is, however soon the power is gone.

    Raises:
        StorageDown: the file cannot be made.
    """
    try:
        with closing(_connected(path, "rwc")) as db:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise sorted_out(error, path) from error


def check_owner(path: Path) -> None:
    """Look at the header without opening the database, so that a foreign file stays as it is.

    Raises:
        Refused: the file is no SQLite database of ours, or is a folder.
        StorageDown: it cannot be read, or is shorter than a header.
    """
    if path.is_dir():
        raise Refused(DataTrouble.NOT_OURS, file=str(path))
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageDown(DataTrouble.FAILED, file=str(path), detail=error.strerror) from error
    if not header:
        return
    if not header.startswith(b"SQLite format 3\x00"):
        raise Refused(DataTrouble.NOT_OURS, file=str(path))
    if len(header) < _HEADER:
        raise StorageDown(DataTrouble.DAMAGED, file=str(path))
    if struct.unpack(">I", header[68:72])[0] != APPLICATION_ID:
        raise Refused(DataTrouble.NOT_OURS, file=str(path))


def revision(path: Path) -> str | None:
    """Return the schema revision written in the file, None for a new or empty one.

    Raises:
        StorageDown: the file is damaged or cannot be read.
    """
    try:
        if path.stat().st_size == 0:
            return None
        with closing(_connected(path, "ro")) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                return None
            found = db.execute("SELECT version_num FROM alembic_version").fetchone()
    except FileNotFoundError:
        return None
    except (sqlite3.Error, OSError) as error:
        raise sorted_out(error, path) from error
    return str(found[0]) if found else None


def check_health(path: Path) -> None:
    """Read the whole file once, so that a truncated or damaged one is told before work begins.

    Raises:
        StorageDown: SQLite's quick_check finds fault, or the file cannot be read.
    """
    try:
        with closing(_connected(path, "ro")) as db:
            answer = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise sorted_out(error, path) from error
    if answer != "ok":
        raise StorageDown(DataTrouble.DAMAGED, file=str(path), detail=str(answer))


def back_up(path: Path, target: Path) -> None:
    """Copy the data file, as of its last commit, to `target` while others may be using it.

    `target` is whole or as it was before: the copy is made beside it and takes its place at the end.

    Raises:
        Refused: the target is the data file itself.
        StorageDown: the data file could not be read, or the copy not be written.
    """
    if target.exists() and target.samefile(path):
        raise Refused(DataTrouble.SAME_FILE, file=str(target))
    if target.with_name(target.name + "-wal").exists():  # its commits would be taken for ours
        raise StorageDown(DataTrouble.BUSY, file=str(target))
    part = target.with_name(target.name + _PART)
    try:
        with closing(_connected(path, "rw")) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise sorted_out(error, target) from error
    finally:
        part.unlink(missing_ok=True)


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    """Connect: "ro" only reads, "rw" also writes, "rwc" makes the file where it is missing."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None)


def _set_up(dbapi: Any, _record: Any) -> None:
    dbapi.execute("PRAGMA journal_mode = WAL")
    dbapi.execute("PRAGMA synchronous = FULL")
    dbapi.execute("PRAGMA foreign_keys = ON")
    dbapi.execute("PRAGMA cache_size = -32000")
    dbapi.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not only let go of


def _begin(db: Connection) -> None:
    writes = db.get_execution_options().get(WRITES, False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
