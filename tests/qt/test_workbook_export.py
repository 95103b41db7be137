"""The workbook at the desk: what it will hold, a new name where one is taken, and why it could not be written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.qt.rooms import Room
from tests.qt.usage_rooms import Bench, export, give_keys, make_bench, take
from trainer_app.qt.parts.workbook_export import WorkbookExport


@pytest.fixture
def bench(room: Room, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    give_keys(room, 6)
    take(room, export(tmp_path, 1, 10, [("key_000", 2)]))
    made = make_bench(room)
    yield made
    made.rest(qtbot)
    made.work.close()


@pytest.fixture
def panel(bench: Bench, qtbot: QtBot) -> WorkbookExport:
    made = bench.build(WorkbookExport, qtbot)
    made.open(None)
    qtbot.waitUntil(made.write.isEnabled, timeout=5_000)
    return made


def words_of(panel: WorkbookExport) -> str:
    return " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel))


def put(panel: WorkbookExport, bench: Bench, qtbot: QtBot, path: Path) -> None:
    panel.choose(path)
    bench.rest(qtbot)


def test_it_says_what_the_workbook_will_hold_as_of_a_day(panel: WorkbookExport, bench: Bench, qtbot: QtBot) -> None:
    said = words_of(panel)
    assert "14 people: 14 never attended." in said
    assert "Usage is imported until 10 February." in said
    assert "Codex CLI rollout follow-up 2026-02-17.xlsx" in said
    panel.open(date(2026, 2, 12))
    qtbot.waitUntil(lambda: "follow-up 2026-02-12.xlsx" in words_of(panel), timeout=5_000)


def test_a_written_workbook_can_be_opened_and_its_folder_is_remembered(
    panel: WorkbookExport, bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(panel, bench, qtbot, tmp_path / "follow-up.xlsx")
    panel.write.click()
    qtbot.waitUntil(lambda: "follow-up.xlsx is written." in words_of(panel), timeout=10_000)
    assert (tmp_path / "follow-up.xlsx").stat().st_size > 0
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    panel._open_file()
    panel._open_folder()
    assert opened == [str(tmp_path / "follow-up.xlsx"), str(tmp_path)]
    panel.open(None)
    qtbot.waitUntil(lambda: str(tmp_path) in words_of(panel), timeout=5_000)


def test_a_folder_that_is_not_there_is_made(panel: WorkbookExport, bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    put(panel, bench, qtbot, tmp_path / "Documents" / "spring" / "follow-up.xlsx")
    panel.write.click()
    qtbot.waitUntil(lambda: "follow-up.xlsx is written." in words_of(panel), timeout=10_000)
    assert (tmp_path / "Documents" / "spring" / "follow-up.xlsx").exists()


def test_a_file_that_is_there_stays_and_the_new_one_gets_a_number(
    panel: WorkbookExport, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    there = tmp_path / "follow-up.xlsx"
    there.write_bytes(b"what somebody typed")
    (tmp_path / "follow-up-2.xlsx").write_bytes(b"and again")
    put(panel, bench, qtbot, there)
    assert "is there already and stays as it is. This workbook becomes follow-up-3.xlsx." in words_of(panel)
    panel.write.click()
    qtbot.waitUntil(lambda: "follow-up-3.xlsx is written." in words_of(panel), timeout=10_000)
    assert there.read_bytes() == b"what somebody typed"
    assert (tmp_path / "follow-up-3.xlsx").exists()


def test_replacing_is_a_clear_choice_that_is_made_anew_each_time(
    panel: WorkbookExport, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    there = tmp_path / "follow-up.xlsx"
    there.write_bytes(b"old")
    put(panel, bench, qtbot, there)
    assert not panel.replace.isChecked()
    panel.replace.setChecked(True)
    assert "will be replaced, with all that was typed into it" in words_of(panel)
    panel.write.click()
    qtbot.waitUntil(lambda: "follow-up.xlsx is written." in words_of(panel), timeout=10_000)
    assert there.read_bytes()[:2] == b"PK"
    panel.open(None)
    assert not panel.replace.isChecked()


def test_a_file_another_program_holds_open_is_told_and_stays_as_it_was(
    panel: WorkbookExport, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    there = tmp_path / "follow-up.xlsx"
    there.write_bytes(b"old")
    (tmp_path / "~$follow-up.xlsx").write_bytes(b"")
    put(panel, bench, qtbot, there)
    panel.replace.setChecked(True)
    panel.write.click()
    qtbot.waitUntil(lambda: "is open in another program" in words_of(panel), timeout=10_000)
    assert there.read_bytes() == b"old"


def test_the_attendance_is_a_workbook_of_its_own(
    panel: WorkbookExport, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.tabs.chosen.emit("attendance")
    qtbot.waitUntil(lambda: "attendance 2026-02-17.xlsx" in words_of(panel), timeout=5_000)
    put(panel, bench, qtbot, tmp_path / "attendance")
    panel.write.click()
    qtbot.waitUntil(lambda: "attendance.xlsx is written." in words_of(panel), timeout=10_000)


def test_writing_that_is_cancelled_leaves_nothing(
    panel: WorkbookExport, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    put(panel, bench, qtbot, tmp_path / "follow-up.xlsx")
    panel.write.click()
    panel._long.cancel()
    bench.rest(qtbot)
    assert not list(tmp_path.glob("follow-up*"))
    assert bench.said == ["Cancelled. No workbook was written."]
