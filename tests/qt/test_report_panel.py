"""The report of a session on the screen and on paper."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.rooms import DESK, Room
from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.domain.phone import ExitTicket
from trainer_app.domain.session import Phase
from trainer_app.domain.session_report import SessionReport, Stopped
from trainer_app.qt.parts.report_panel import ReportPanel
from trainer_app.qt.report_pdf import Paper, write_pdf
from trainer_app.qt.tell import Message, Tell
from trainer_app.qt.work import Work
from trainer_app.words import report as words


@pytest.fixture
def tell() -> Tell:
    return Tell()


@pytest.fixture
def work(tell: Tell) -> Iterator[Work]:
    made = Work(tell.trouble)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, room: Room, work: Work, tell: Tell) -> ReportPanel:
    made = ReportPanel(room.services, work, tell)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def run_session(room: Room) -> None:
    """Let three people come, one of them through the first two steps, and end the session."""
    room.open_doors()
    for one in (room.people[0], room.people[3], room.people[13]):
        room.check_in(one)
    room.services.sessions.enter(room.session.id, Phase.HANDS_ON, desk=DESK)
    for step in room.services.checklists.of_session(room.session.id).steps[:2]:
        room.clock.go_on(minutes=4)
        room.services.floor.mark(room.session.id, room.people[0].id, step.key, desk=DESK)
    room.services.sessions.enter(room.session.id, Phase.ENDED, desk=DESK)


def show(qtbot: QtBot, panel: ReportPanel, room: Room, work: Work) -> SessionReport:
    panel.show_session(room.session)
    qtbot.waitUntil(lambda: work.is_idle)
    assert panel.report is not None
    return panel.report


def shown(panel: ReportPanel) -> str:
    """Return every word a person sees or a screen reader says."""
    labels = [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]
    return "\n".join([*labels, *(one.accessibleDescription() for one in panel._views.values())])


def text_of(file: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    told = subprocess.run([tool, "-layout", file, "-"], check=True, capture_output=True).stdout.decode()
    return unicodedata.normalize("NFKC", told)  # a letter and a radical of one shape are one glyph in the file


def report(room: Room) -> SessionReport:
    return room.services.reports.of_session(room.session.id)


def test_before_the_doors_the_panel_says_when_it_begins(
    qtbot: QtBot, panel: ReportPanel, room: Room, work: Work
) -> None:
    show(qtbot, panel, room, work)
    qtbot.waitUntil(lambda: "Not started yet" in shown(panel))


def test_a_session_is_shown_with_its_steps_and_who_stopped(
    qtbot: QtBot, panel: ReportPanel, room: Room, work: Work
) -> None:
    run_session(room)
    found = show(qtbot, panel, room, work)
    said = shown(panel)
    assert "3 came" in said
    assert f"{found.steps[0].title}: Reached 3, Done 1" in said
    assert room.people[3].name in said
    qtbot.waitUntil(lambda: panel._views["steps"].height() > 200)


def test_names_are_left_out_on_the_screen_too(qtbot: QtBot, panel: ReportPanel, room: Room, work: Work) -> None:
    run_session(room)
    show(qtbot, panel, room, work)
    panel._no_names.setChecked(True)
    assert room.people[3].name not in shown(panel)
    assert "2 people" in shown(panel)


def test_a_report_is_saved_and_its_folder_offered(
    qtbot: QtBot,
    panel: ReportPanel,
    room: Room,
    work: Work,
    tell: Tell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_session(room)
    show(qtbot, panel, room, work)
    asked: list[str] = []
    file = tmp_path / "report.pdf"

    def choose(_parent: object, _title: str, usual: str, _kinds: str) -> tuple[str, str]:
        asked.append(usual)
        return str(file), ""

    opened: list[QUrl] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    save = next(one for one in panel.findChildren(QPushButton) if one.text() == words.SAVE)
    with qtbot.waitSignal(tell.said) as said:
        save.click()
    (message,) = said.args
    assert isinstance(message, Message)
    assert str(file) in message.text
    assert message.act is not None
    message.act()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
    assert asked[0].endswith("Hands-on 1 2026-02-17.pdf")
    assert file.read_bytes().startswith(b"%PDF")


def test_paper_says_the_same_as_real_text_on_one_page(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    run_session(room)
    text = text_of(write_pdf(report(room), tmp_path / "r.pdf", paper=Paper.A4))
    for part in ("Hands-on 1", "Tue 10:00", "Step by step", "3 came", "1 of 1", room.people[3].name):
        assert part in text
    assert "".join(room.people[13].name.split()) in "".join(text.split())


def test_long_lists_go_on_on_another_page_and_nobody_is_lost(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    run_session(room)
    names = tuple(f"Person{number:03}" for number in range(400))
    many = tuple(Stopped(f"Step {at}", 40, names[at * 40 : at * 40 + 40]) for at in range(10))
    text = text_of(write_pdf(replace(report(room), stopped=many), tmp_path / "r.pdf", paper=Paper.LETTER))
    assert "2 of 2" in text
    assert all(name in text for name in names)


def test_an_empty_session_can_be_saved_too(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    assert "Not started yet" in text_of(write_pdf(report(room), tmp_path / "r.pdf", paper=Paper.A4))


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(StorageDown) as told:
        write_pdf(report(room), tmp_path / "nowhere" / "r.pdf", paper=Paper.A4)
    assert told.value.code is DataTrouble.FAILED
    assert list(tmp_path.glob("*.pdf*")) == []


def test_a_disk_without_room_is_told_and_the_report_of_yesterday_stays(
    room: Room, tmp_path: Path, qtbot: QtBot, little_room: Callable[[], AbstractContextManager[None]]
) -> None:
    kept = tmp_path / "r.pdf"
    kept.write_bytes(b"yesterday")
    with pytest.raises(StorageDown), little_room():
        write_pdf(report(room), kept, paper=Paper.A4)
    assert kept.read_bytes() == b"yesterday"
    assert [one.name for one in tmp_path.iterdir() if "pdf" in one.name] == ["r.pdf"]


def test_what_was_said_on_the_way_out_is_a_section_of_its_own_where_somebody_spoke(
    qtbot: QtBot, panel: ReportPanel, room: Room, work: Work, tmp_path: Path
) -> None:
    run_session(room)
    told = show(qtbot, panel, room, work)
    assert "On the way out" not in shown(panel)
    assert not panel._way_out.isVisible()
    write_pdf(told, tmp_path / "before.pdf", paper=Paper.A4)
    said = ExitTicket("the weekly report", "no licence yet")
    room.services.phone_floor.leave_ticket(room.session.id, room.people[0].id, said, desk=DESK)
    told = show(qtbot, panel, room, work)
    assert panel._way_out.isVisible()
    assert "What it will be used for next: the weekly report. What is still in the way: no licence yet" in shown(panel)
    write_pdf(told, tmp_path / "after.pdf", paper=Paper.A4)
    assert "On the way out" not in text_of(tmp_path / "before.pdf")
    for words_said in ("On the way out", "the weekly report", "no licence yet"):
        assert words_said in text_of(tmp_path / "after.pdf")
