"""Sorts what the database driver raises: trouble of the environment is told, a bug rises."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from trainer_app.domain.errors import DataTrouble, StorageDown

# What SQLite says (its result-code texts); matched because a wrapped error does not always carry its code.
_MESSAGES = {
    "database or disk is full": DataTrouble.DISK_FULL,
    "attempt to write a readonly database": DataTrouble.READ_ONLY,
    "database is locked": DataTrouble.BUSY,
    "database table is locked": DataTrouble.BUSY,
    "locking protocol": DataTrouble.BUSY,
    "database disk image is malformed": DataTrouble.DAMAGED,
    "file is not a database": DataTrouble.DAMAGED,
    "malformed database schema": DataTrouble.DAMAGED,
    "unable to open database file": DataTrouble.FAILED,
    "disk i/o error": DataTrouble.FAILED,
}
_NO_ROOM = 1 << 16  # bytes; SQLite asks for more than this at a time


class BrokenRowError(ValueError):
    """A row holds what we never write: somebody else, or a failing disk, has been at the file."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the environment's failures inside the block into `StorageDown`; let bugs rise."""
    try:
        yield
    except (DBAPIError, OSError, JSONDecodeError, BrokenRowError) as error:
        raise sorted_out(error, path) from error


def sorted_out(error: Exception, path: Path) -> Exception:
    """Return the `StorageDown` this error means, or the error itself where it is our bug."""
    facts = {"file": str(path), "detail": getattr(error, "strerror", None) or str(getattr(error, "orig", error))}
    if isinstance(error, JSONDecodeError | BrokenRowError):
        return StorageDown(DataTrouble.DAMAGED, **facts)
    if isinstance(error, OSError):
        return StorageDown(_why(DataTrouble.FAILED, path), **facts)
    message = facts["detail"].lower()
    for text, code in _MESSAGES.items():
        if text in message:
            return StorageDown(_why(code, path), **facts)
    return error


def _why(code: DataTrouble, path: Path) -> DataTrouble:
    """Look at the disk where the driver could not say what is wrong with it."""
    folder = path.parent
    if code is DataTrouble.FAILED and folder.is_dir() and shutil.disk_usage(folder).free < _NO_ROOM:
        return DataTrouble.DISK_FULL
    if code is DataTrouble.FAILED and folder.is_dir() and not _may_be_written(path, folder):
        return DataTrouble.READ_ONLY
    if code in {DataTrouble.FAILED, DataTrouble.READ_ONLY} and not path.exists():
        return DataTrouble.GONE
    return code


def _may_be_written(path: Path, folder: Path) -> bool:
    # SQLite keeps its log beside the file, so the folder counts as well.
    return os.access(folder, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())
