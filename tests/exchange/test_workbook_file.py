from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.making_books import follow_up, opened, person, written
from trainer_app.domain.errors import Refused, StorageDown, Told
from trainer_app.domain.workbook import WorkbookTrouble
from trainer_app.exchange.workbook_file import whole_file, workbook_path
from trainer_app.exchange.workbook_out import write_follow_up
from trainer_app.words.workbook import WORKBOOK_WORDS


def put(target: Path, content: bytes = b"new") -> None:
    with whole_file(target) as file:
        file.write(content)


def trouble(target: Path) -> Told:
    """Try to write there; return how it was refused."""
    with pytest.raises(Told) as told:
        put(target)
    return told.value


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("lists", "lists.xlsx"),
        ("lists.xlsx", "lists.xlsx"),
        ("Lists.XLSX", "Lists.XLSX"),
        ("March 4.2026", "March 4.2026.xlsx"),
        ("of Mr. Smith", "of Mr. Smith.xlsx"),
        ("一覧", "一覧.xlsx"),
        (".hidden", ".hidden.xlsx"),
    ],
)
def test_a_name_without_an_ending_gets_the_right_one(asked: str, name: str) -> None:
    assert workbook_path(Path("folder") / asked) == Path("folder") / name


@pytest.mark.parametrize("asked", ["lists.xls", "lists.csv", "lists.ods", "lists.xlsm", "lists.numbers", "v.xlsx.zip"])
def test_the_ending_of_another_kind_of_file_is_refused_with_a_better_name(asked: str) -> None:
    with pytest.raises(Refused) as refused:
        workbook_path(Path("folder") / asked)
    assert refused.value.code is WorkbookTrouble.OTHER_KIND
    assert refused.value.facts["name"] == asked.rpartition(".")[0].removesuffix(".xlsx") + ".xlsx"


@pytest.mark.parametrize(("asked", "code"), [("", "IS_FOLDER"), ("..", "IS_FOLDER"), ("a\0b", "BAD_NAME")])
def test_what_cannot_be_a_files_name_is_refused(asked: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        workbook_path(Path(asked))
    assert refused.value.code is WorkbookTrouble[code]


def test_the_workbook_says_where_it_was_written(tmp_path: Path) -> None:
    path = write_follow_up(tmp_path / "lists", follow_up([person(1)]), phrases=WORKBOOK_WORDS)
    assert path == tmp_path / "lists.xlsx"
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_workbook_is_replaced_as_a_whole(tmp_path: Path) -> None:
    written(tmp_path, [person(1), person(2)])
    path = written(tmp_path, [person(3)])
    assert opened(path)["Tried once"].max_row == 2
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_workbook_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    put(tmp_path / "new.xlsx")
    (tmp_path / "other").touch()
    assert (tmp_path / "new.xlsx").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_goes_on_pointing_to_the_file_it_pointed_to(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    link, real = tmp_path / "link.xlsx", tmp_path / "shared" / "real.xlsx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    put(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = trouble(tmp_path / "nowhere" / "lists.xlsx")
    assert isinstance(told, Refused)
    assert (told.code, told.facts["folder"]) == (WorkbookTrouble.NO_FOLDER, str(tmp_path / "nowhere"))


def test_a_file_in_the_folders_place_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert trouble(tmp_path / "file" / "lists.xlsx").code is WorkbookTrouble.NO_FOLDER


def test_a_folder_is_not_replaced_by_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "lists.xlsx").mkdir()
    assert trouble(tmp_path / "lists.xlsx").code is WorkbookTrouble.IS_FOLDER


@pytest.mark.skipif(sys.platform == "win32", reason="no such things there")
def test_a_device_or_pipe_is_not_replaced_by_a_workbook(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lists.xlsx")
    assert trouble(tmp_path / "lists.xlsx").code is WorkbookTrouble.IS_FOLDER


def test_a_name_longer_than_the_disk_takes_is_refused(tmp_path: Path) -> None:
    assert trouble(tmp_path / ("n" * 300 + ".xlsx")).code is WorkbookTrouble.BAD_NAME


def test_a_file_somebody_made_read_only_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "lists.xlsx"
    target.write_bytes(b"old")
    target.chmod(stat.S_IREAD)
    told = trouble(target)
    target.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert isinstance(told, StorageDown)
    assert told.code is WorkbookTrouble.NOT_ALLOWED
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_one_may_not_write_to_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o555)
    assert trouble(folder / "lists.xlsx").code is WorkbookTrouble.NOT_ALLOWED


@pytest.mark.parametrize("lock", ["~$lists.xlsx", ".~lock.lists.xlsx#"])
def test_a_workbook_open_in_a_spreadsheet_is_left_as_it_is(tmp_path: Path, lock: str) -> None:
    target = tmp_path / "lists.xlsx"
    target.write_bytes(b"old")
    (tmp_path / lock).touch()
    assert trouble(target).code is WorkbookTrouble.OPEN_ELSEWHERE
    assert target.read_bytes() == b"old"


class InUseError(PermissionError):
    """What Windows raises when another program shares a file with nobody."""

    winerror = 32


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InUseError(errno.EACCES, "in use"), WorkbookTrouble.OPEN_ELSEWHERE),
        (PermissionError(errno.EACCES, "no"), WorkbookTrouble.NOT_ALLOWED),
        (OSError(errno.EROFS, "read-only file system"), WorkbookTrouble.NOT_ALLOWED),
        (OSError(errno.ENOSPC, "no space"), WorkbookTrouble.DISK_FULL),
        (OSError(errno.EDQUOT, "quota"), WorkbookTrouble.DISK_FULL),
        (OSError(errno.EIO, "input/output error"), WorkbookTrouble.FAILED),
        (OSError("of no number"), WorkbookTrouble.FAILED),
    ],
)
@pytest.mark.parametrize("when", ["fsync", "replace"])
def test_whatever_the_disk_says_the_old_file_stays_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str, error: OSError, code: WorkbookTrouble
) -> None:
    def fail(*_: object) -> None:
        raise error

    target = tmp_path / "lists.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail) if when == "fsync" else monkeypatch.setattr(Path, "replace", fail)
    told = trouble(target)
    assert isinstance(told, StorageDown)
    assert (told.code, told.facts["file"]) == (code, str(target))
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"old"


def test_two_workbooks_can_be_written_side_by_side(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.xlsx") as first:
        first.write(b"a")
        put(tmp_path / "b.xlsx", b"b")
    assert [(tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx")] == [b"a", b"b"]


LIMITED = """
import resource, sys
from pathlib import Path
from tests.exchange.making_books import follow_up, person
from trainer_app.domain.errors import StorageDown
from trainer_app.exchange.workbook_out import write_follow_up
from trainer_app.words.workbook import WORKBOOK_WORDS
book = follow_up(person(number) for number in range(400))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    write_follow_up(Path(sys.argv[1]) / "out.xlsx", book, phrases=WORKBOOK_WORDS)
except StorageDown as down:
    print(down.code.name)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("limit", [4_000, 60_000])
def test_a_disk_that_takes_no_more_leaves_neither_half_a_workbook_nor_names_in_temporary_files(
    tmp_path: Path, limit: int
) -> None:
    """The smaller limit stops the sheets as they are laid out, whatever their size; the other a later one."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", LIMITED, str(tmp_path), str(limit)],
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout, told.stderr) == ("FAILED\n", "")
    assert list(tmp_path.iterdir()) == [temporary]
    assert not list(temporary.iterdir())
