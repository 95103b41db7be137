"""Copies of the data file: made by hand or once a day, the newest ones kept, and brought back."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.paths import BACKUPS
from trainer_app.services.context import Context

_STAMP: Final = "%Y%m%d-%H%M%S"
_DUE_AFTER: Final = timedelta(hours=20)  # so that a laptop opened at nine every day makes one every day


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: where it is, when it was made, and its size in bytes."""

    path: Path
    at: datetime
    size: int


class BackupService:
    """Makes copies of the one data file while it is in use; each is whole, as of its last commit."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def folder(self) -> Path:
        """Where daily copies are kept, beside the data file; it may not exist yet."""
        return self._context.store.path.parent / BACKUPS

    def kept(self) -> list[Backup]:
        """Return the copies of this file in the folder, newest first."""
        named = re.compile(rf"{re.escape(self._stem)}-(\d{{8}}-\d{{6}})\.db")
        found = [(named.fullmatch(path.name), path) for path in self._files()]
        made = [_backup(path, name[1]) for name, path in found if name]
        return sorted((one for one in made if one), key=_made_at, reverse=True)

    def make(self, target: Path | None = None) -> Backup:
        """Copy the data file to `target`, by default into the folder under the time.

        Raises:
            Refused: the target is the data file itself.
            StorageDown: the copy could not be written.
        """
        now = self._context.clock()
        if target is None:
            self._make_folder()
            target = self.folder / f"{self._stem}-{now.astimezone(UTC).strftime(_STAMP)}.db"
        self._context.store.back_up(target)
        return Backup(target, now, target.stat().st_size)

    def make_daily(self, *, keep: int) -> Backup | None:
        """Make today's copy where there is none yet and let go of all but the newest `keep`; None where none was due.

        Copies from days that are still to come were made while the clock was wrong, and put off none.

        Raises:
            StorageDown: the copy could not be written.
        """
        now = self._context.clock()
        if any(timedelta() <= now - one.at < _DUE_AFTER for one in self.kept()):
            return None
        made = self.make()
        for old in self.kept()[keep:]:
            if old.path != made.path:
                with suppress(OSError):  # another program may hold it open; the next day tries again
                    old.path.unlink(missing_ok=True)
        return made

    def _files(self) -> list[Path]:
        try:
            return list(self.folder.iterdir())
        except OSError:
            return []

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageDown(DataTrouble.READ_ONLY, file=str(self.folder), detail=error.strerror) from error

    @property
    def _stem(self) -> str:
        return self._context.store.path.stem


def _made_at(backup: Backup) -> datetime:
    return backup.at


def _backup(path: Path, stamp: str) -> Backup | None:
    """Return the copy with its time, as its name says; None where that is no time, or it has gone."""
    try:
        at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        return Backup(path, at, path.stat().st_size)
    except (ValueError, OSError):
        return None
