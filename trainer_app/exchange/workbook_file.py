"""A workbook's file: whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.domain.workbook import WorkbookTrouble, workbook_name

_LOCKS = ("~${name}", ".~lock.{name}#")  # what Excel and LibreOffice lay beside a file they hold open
_WINDOWS_IN_USE = frozenset({32, 33})
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_ENVIRONMENT = {
    errno.ENOSPC: WorkbookTrouble.DISK_FULL,
    errno.EDQUOT: WorkbookTrouble.DISK_FULL,
    errno.EACCES: WorkbookTrouble.NOT_ALLOWED,
    errno.EPERM: WorkbookTrouble.NOT_ALLOWED,
    errno.EROFS: WorkbookTrouble.NOT_ALLOWED,
    errno.ETXTBSY: WorkbookTrouble.OPEN_ELSEWHERE,
    errno.EBUSY: WorkbookTrouble.OPEN_ELSEWHERE,
}
_MISTAKES = {
    errno.ENOENT: WorkbookTrouble.NO_FOLDER,
    errno.ENOTDIR: WorkbookTrouble.NO_FOLDER,
    errno.EISDIR: WorkbookTrouble.IS_FOLDER,
    errno.ENAMETOOLONG: WorkbookTrouble.BAD_NAME,
    errno.EINVAL: WorkbookTrouble.BAD_NAME,
    errno.EILSEQ: WorkbookTrouble.BAD_NAME,
    errno.ELOOP: WorkbookTrouble.BAD_NAME,
}


def workbook_path(path: Path) -> Path:
    """Return where a workbook asked for under this name is written: .xlsx is added to a name without ending.

    Ask this before asking whether an existing file may be replaced.

    Raises:
        Refused: OTHER_KIND, the name has the ending of another kind of file; IS_FOLDER; BAD_NAME.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for some names where this says no
        raise Refused(WorkbookTrouble.IS_FOLDER, file=str(path))
    if not path.name or "\0" in str(path):
        raise Refused(WorkbookTrouble.BAD_NAME, file=str(path).replace("\0", ""))
    name = workbook_name(path.name)
    if name is None:
        raise Refused(WorkbookTrouble.OTHER_KIND, file=str(path), name=workbook_name(path.stem) or f"{path.stem}.xlsx")
    return path.with_name(name)


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Give a file to write to that takes `target`'s place, on the disk, when the block ends well.

    Until then, and for good when the block fails, `target` stays as it was and nothing lies beside it.

    Raises:
        Refused: IS_FOLDER, NO_FOLDER or BAD_NAME.
        StorageDown: OPEN_ELSEWHERE, NOT_ALLOWED, DISK_FULL or FAILED.
    """
    place = Path(os.path.realpath(target))  # a link goes on pointing to the file it points to
    with _telling(target, _MISTAKES):
        _check_replaceable(place)
        part, file = _begin_beside(place)
    with _telling(target, {}):
        try:
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    _settle(place.parent)


def _check_replaceable(place: Path) -> None:
    """Refuse early what would be refused after all the work, or what only root could overwrite."""
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise Refused(WorkbookTrouble.IS_FOLDER, file=str(place))
    if not mode & _ANY_WRITE:
        raise StorageDown(WorkbookTrouble.NOT_ALLOWED, file=str(place))
    if any(place.with_name(lock.format(name=place.name)).exists() for lock in _LOCKS):
        raise StorageDown(WorkbookTrouble.OPEN_ELSEWHERE, file=str(place))
    with place.open("r+b"):  # Windows says here that somebody holds it
        pass


def _begin_beside(place: Path, number: int = 0) -> tuple[Path, BinaryIO]:
    """Create a file of our own in the same folder, with the rights any new file gets there."""
    part = place.with_name(f".trainer-{os.getpid()}-{number}.part")
    try:
        return part, part.open("xb+")
    except FileExistsError:
        return _begin_beside(place, number + 1)


def _settle(folder: Path) -> None:
    """Bring the new name to the disk as well, where a folder can be opened for that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _telling(target: Path, mistakes: Mapping[int, WorkbookTrouble]) -> Iterator[None]:
    """Tell what the system refuses: these errors as the person's mistakes, all others as the environment's."""
    try:
        yield
    except OSError as error:
        number, detail = error.errno or 0, error.strerror or str(error)
        if number in mistakes:
            raise Refused(mistakes[number], file=str(target), folder=str(target.parent)) from error
        in_use = getattr(error, "winerror", None) in _WINDOWS_IN_USE
        code = WorkbookTrouble.OPEN_ELSEWHERE if in_use else _ENVIRONMENT.get(number, WorkbookTrouble.FAILED)
        raise StorageDown(code, file=str(target), detail=detail) from error
