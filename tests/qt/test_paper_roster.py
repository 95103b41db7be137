from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from tests.qt.rooms import DESK, Room, make_room
from trainer_app.domain.label_sheet import Paper
from trainer_app.domain.paper_roster import PaperRoster
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.today_page import TodayPage
from trainer_app.qt.parts.paper_roster_panel import PaperRosterPanel
from trainer_app.qt.printing.pdf import write_pdf
from trainer_app.qt.printing.roster import RosterPages


def text_of(file: Path) -> list[str]:
    """Return the text of each page."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here")
    done = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8").rstrip("\f").split("\f")


@pytest.mark.parametrize("paper", list(Paper))
def test_four_hundred_stand_on_pages_with_numbers_and_heads(tmp_path: Path, qapp: object, paper: Paper) -> None:
    room = make_room(tmp_path / "room.db", people=400)
    try:
        roster = room.services.paper_roster.roster(room.session.id, desk=DESK)
    finally:
        room.services.close()
    pages = RosterPages(roster, "Codex CLI rollout", paper, signature=True)
    file = tmp_path / "roster.pdf"
    write_pdf(pages, file, title="Roster", progress=lambda *_: None, cancelled=lambda: False)
    shown = text_of(file)
    assert len(shown) == pages.count
    for number, page in enumerate(shown, 1):
        assert f"Page {number} of {pages.count}" in page
        assert "Hands-on 1" in page
        assert "17 February 2026" in page
        assert "Signature" in page
    whole = "\n".join(shown)
    assert all(line.short in whole for line in roster.lines)
    assert "Tick the box" in shown[0]


def test_an_empty_list_still_has_lines_to_write_on(qapp: object) -> None:
    pages = RosterPages(PaperRoster(None, ()), "Program", Paper.A4)
    assert pages.count == 1
    assert RosterPages(PaperRoster(None, ()), "Program", Paper.A4, walk_ins=100).count == 4


@pytest.fixture
def panel(room: Room, today: TodayPage, desktop: Desktop, qtbot: QtBot) -> PaperRosterPanel:
    """The panel of the running session, two hours after its doors opened."""
    room.clock.go_on(hours=2)
    made = PaperRosterPanel(room.services, desktop.shell.work, desktop.shell.tell, today._current)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.open()
    rest(qtbot, desktop)
    return made


def type_line(panel: PaperRosterPanel, desktop: Desktop, qtbot: QtBot, line: str) -> str:
    field = panel._writing._line
    field.selectAll()
    qtbot.keyClicks(field, line)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    return f"{panel._writing._name.text()} | {panel._writing._said.text()}"


def test_the_roster_of_the_running_session_is_shown_and_saved(
    panel: PaperRosterPanel, desktop: Desktop, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing = panel._printing
    assert panel._session.currentText().startswith("Hands-on 1")
    assert printing._count.text() == "14 people on 1 page"
    file = tmp_path / "door.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(printing._saving.saved):
        printing._saving._save.click()
    assert "Arjun Patel" in text_of(file)[0]
    assert printing._saving._said.text() == "The roster is in door.pdf."


def test_times_are_typed_in_one_after_the_other(
    panel: PaperRosterPanel, room: Room, desktop: Desktop, qtbot: QtBot
) -> None:
    panel.write_in()
    short = _short(room, room.people[0].id)
    assert type_line(panel, desktop, qtbot, f"{short} 1002") == (
        "Sakura Nakamura | Checked in: came at 10:02, as the paper says"
    )
    assert panel._writing._line.text() == ""
    assert "10:04" in type_line(panel, desktop, qtbot, "Emma Larsen 10:04")
    assert panel._writing._list.rows.rowCount() == 2
    assert "written in before" in type_line(panel, desktop, qtbot, f"{short} 1002")
    assert "since 10:02; the paper says 10:15" in type_line(panel, desktop, qtbot, f"{short} 1015")
    assert panel._writing._list.rows.rowCount() == 2
    assert room.services.attendance.sheet(room.session.id).people == 2


def test_what_was_not_understood_stays_to_be_mended(
    panel: PaperRosterPanel, room: Room, desktop: Desktop, qtbot: QtBot
) -> None:
    panel.write_in()
    assert "is no time of a day" in type_line(panel, desktop, qtbot, "Emma Larsen 1082")
    assert panel._writing._line.text() == "Emma Larsen 1082"
    assert panel._writing._line.selectedText() == "Emma Larsen 1082"
    assert "Several people match" in type_line(panel, desktop, qtbot, "Mei Sato 1002")
    assert not room.services.attendance.sheet(room.session.id).people


def test_a_doubtful_one_is_let_in_only_by_its_own_button(series: Room, open_on: object, qtbot: QtBot) -> None:
    series.services.sessions.register(series.sessions[0].id, [series.people[0].id], desk=DESK)
    series.open_doors()
    desktop = open_on(series)
    series.clock.go_on(hours=2)
    page = desktop.window.open("today")
    assert isinstance(page, TodayPage)
    panel = PaperRosterPanel(series.services, desktop.shell.work, desktop.shell.tell, page._current)
    qtbot.addWidget(panel)
    panel.show()
    panel.open()
    rest(qtbot, desktop)
    panel.write_in()
    assert "expected in Hands-on 1" in type_line(panel, desktop, qtbot, "Sakura 1002")
    qtbot.keyClick(panel._writing._line, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert not series.services.attendance.sheet(series.session.id).people
    assert panel._writing._guest.isVisible()
    panel._writing._guest.click()
    rest(qtbot, desktop)
    assert series.services.attendance.sheet(series.session.id).people == 1
    assert not panel._writing._guest.isVisible()


def test_a_list_of_everybody_has_no_times_to_write_in(panel: PaperRosterPanel, desktop: Desktop, qtbot: QtBot) -> None:
    panel._session.setCurrentIndex(panel._session.count() - 1)
    rest(qtbot, desktop)
    assert not panel._writing._stage.is_content
    assert panel._printing._count.text() == "14 people on 1 page"


def test_esc_empties_the_line_and_then_leaves(panel: PaperRosterPanel, qtbot: QtBot) -> None:
    panel.write_in()
    field = panel._writing._line
    qtbot.keyClicks(field, "Em")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(panel.left, timeout=1000):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def _short(room: Room, who: UUID) -> str:
    return room.services.people.badges(desk=DESK)[who][1]
