"""Sorts what the database driver raises: trouble of the environment is told, a bug rises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from trainer_app.domain.errors import DataTrouble, StorageDown

# What SQLite says (its result-code texts); matched because a wrapped error does not always carry its code.
_MESSAGES = {
    "database or disk is full": DataTrouble.DISK_FULL,
    "attempt to write a readonly database": DataTrouble.READ_ONLY,
    "database is locked": DataTrouble.BUSY,
    "database table is locked": DataTrouble.BUSY,
    "database disk image is malformed": DataTrouble.DAMAGED,
    "file is not a database": DataTrouble.DAMAGED,
    "unable to open database file": DataTrouble.GONE,
    "disk i/o error": DataTrouble.FAILED,
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the environment's failures inside the block into `StorageDown`; let bugs rise."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise sorted_out(error, path) from error


def sorted_out(error: Exception, path: Path) -> Exception:
    """Return the `StorageDown` this error means, or the error itself where it is our bug."""
    if isinstance(error, OSError):
        return StorageDown(DataTrouble.FAILED, file=str(path), detail=error.strerror or str(error))
    message = str(getattr(error, "orig", error)).lower()
    for text, code in _MESSAGES.items():
        if text in message:
            gone = code is DataTrouble.FAILED and not path.exists()
            return StorageDown(DataTrouble.GONE if gone else code, file=str(path), detail=message)
    return error
