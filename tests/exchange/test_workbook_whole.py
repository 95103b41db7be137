from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.exchange.making_books import follow_up, person, written
from trainer_app.domain.adoption import Assessment
from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.domain.workbook import STATE_ORDER, Phrasebook, WorkbookTrouble
from trainer_app.exchange.workbook_out import write_follow_up
from trainer_app.words.workbook import WORKBOOK_WORDS, WorkbookWords


def everybody() -> list[Assessment]:
    return [person(number, state) for number, state in enumerate(STATE_ORDER)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give openpyxl a folder of its own for its temporary files, so that what it leaves can be seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_progress_rises_to_the_last_row(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    people = [person(number) for number in range(250)]
    book = follow_up(people)
    write_follow_up(
        tmp_path / "out.xlsx", book, phrases=WORKBOOK_WORDS, progress=lambda done, of: told.append((done, of))
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 501), (501, 501))
    assert len(told) > 5


@pytest.mark.parametrize("answers_before", [0, 1, 3, 6])
def test_a_cancelled_workbook_leaves_nothing_behind(tmp_path: Path, temporary: Path, answers_before: int) -> None:
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"as it was")
    asked = iter([False] * answers_before)
    with pytest.raises(Refused) as refused:
        write_follow_up(
            target,
            follow_up(person(number) for number in range(250)),
            phrases=WORKBOOK_WORDS,
            cancelled=lambda: next(asked, True),
        )
    assert refused.value.code is WorkbookTrouble.CANCELLED
    assert target.read_bytes() == b"as it was"
    assert sorted(tmp_path.iterdir()) == [target, temporary]
    assert not list(temporary.iterdir())


def test_a_workbook_that_is_written_leaves_no_temporary_file(tmp_path: Path, temporary: Path) -> None:
    path = written(tmp_path, everybody())
    assert sorted(tmp_path.iterdir()) == [path, temporary]
    assert not list(temporary.iterdir())


class Unwritable(WorkbookWords):
    """Words that give what no cell can hold."""

    def next_step(self, person: Assessment) -> str:
        return object()  # type: ignore[return-value]


class Broken(WorkbookWords):
    """Words with a fault in them."""

    def reason(self, person: Assessment) -> str:
        raise KeyError(person.reason.code)


def test_without_a_folder_for_temporary_files_nothing_is_left_and_no_other_reason_is_given(
    tmp_path: Path, temporary: Path
) -> None:
    temporary.rmdir()
    with pytest.raises(StorageDown) as down:
        written(tmp_path, everybody())
    assert down.value.code is WorkbookTrouble.FAILED
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [Broken(), Unwritable()], ids=["words", "cells"])
def test_a_fault_while_writing_rises_and_leaves_nothing_behind(
    tmp_path: Path, temporary: Path, words: Phrasebook
) -> None:
    with pytest.raises((KeyError, ValueError)):
        write_follow_up(tmp_path / "out.xlsx", follow_up(everybody()), phrases=words)
    assert list(tmp_path.iterdir()) == [temporary]
    assert not list(temporary.iterdir())
