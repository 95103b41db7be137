from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from tests.qt.rooms import DESK, Room
from trainer_app.domain.attendee import AliasKind
from trainer_app.domain.import_codes import Meaning
from trainer_app.qt.app import Desktop
from trainer_app.qt.parts.people_import import PeopleImport


@pytest.fixture
def panel(desktop: Desktop, room: Room, qtbot: QtBot) -> PeopleImport:
    room.clock.go_on(minutes=1)  # its ids would be those of the people already made
    made = PeopleImport(room.services, desktop.shell.work, DESK)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def opened(panel: PeopleImport, desktop: Desktop, qtbot: QtBot, file: Path, *lines: str) -> None:
    file.write_text("\n".join(lines), encoding="utf-8")
    panel.open(file)
    rest(qtbot, desktop)


def test_a_column_is_given_another_meaning_and_read_at_once(
    panel: PeopleImport, desktop: Desktop, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = ("Name,Email,Crew", "Ana Silva,ana@example.org,Blue", "Bo Khan,bo@example.org,Red")
    opened(panel, desktop, qtbot, tmp_path / "crew.csv", *lines)
    assert panel._people.rows_shown()[0].team is None
    menu = panel._forms._menus[2]
    assert menu.accessibleName() == "Crew"
    menu.setCurrentIndex(menu.findData(Meaning.TEAM))
    rest(qtbot, desktop)
    assert panel._people.rows_shown()[0].team == "Blue"
    again = PeopleImport(room.services, desktop.shell.work, DESK)
    qtbot.addWidget(again)
    opened(again, desktop, qtbot, tmp_path / "next.csv", *lines)
    assert again._people.rows_shown()[0].team == "Blue"
    again._forms._reset.click()
    rest(qtbot, desktop)
    assert again._people.rows_shown()[0].team is None


def test_a_meaning_belongs_to_one_column_and_goes_to_the_one_set_last(
    panel: PeopleImport, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(panel, desktop, qtbot, tmp_path / "a.csv", "Name,Crew,Group", "Ana Silva,Blue,North")
    for at, team in ((1, "Blue"), (2, "North"), (1, "Blue")):
        menu = panel._forms._menus[at]
        menu.setCurrentIndex(menu.findData(Meaning.TEAM))
        rest(qtbot, desktop)
        assert panel._people.rows_shown()[0].team == team
    assert panel._forms._menus[2].currentData() is Meaning.UNUSED


def test_columns_that_name_nobody_can_be_set_otherwise_again(
    panel: PeopleImport, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(panel, desktop, qtbot, tmp_path / "a.csv", "Name,Team", "Ana Silva,Blue")
    menu = panel._forms._menus[0]
    menu.setCurrentIndex(menu.findData(Meaning.UNUSED))
    rest(qtbot, desktop)
    assert "No column with names" in panel._counts.text()
    assert not panel._take.isVisible()
    menu.setCurrentIndex(menu.findData(Meaning.NAME))
    rest(qtbot, desktop)
    assert panel._take.isVisible()


def test_who_may_be_known_is_decided_with_keys(
    panel: PeopleImport, desktop: Desktop, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = ("Name,Email,Team", "Emma Larsen,emma@elsewhere.org,Support", "Wei Chen,wei@elsewhere.org,Engineering")
    opened(panel, desktop, qtbot, tmp_path / "a.csv", *lines)
    doubles = panel._doubles
    assert panel._stack.currentWidget() is doubles
    assert panel._take.text() == "Take in 2 people"
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    doubles._table.setFocus()
    qtbot.keyClick(doubles._table, Qt.Key.Key_1)
    rest(qtbot, desktop)
    assert panel._take.text() == "Take in 1 person"
    doubles._all.setChecked(True)
    doubles._leave.click()
    rest(qtbot, desktop)
    assert panel._counts.text() == "Nothing in it is new"
    doubles._same.click()
    rest(qtbot, desktop)
    with qtbot.waitSignal(panel.taken) as taken:
        panel._take.click()
    assert "Ctrl+Z" in taken.args[0]
    assert len(room.services.people.everyone()) == 14


def test_two_namesakes_on_the_roster_are_chosen_between(
    panel: PeopleImport, desktop: Desktop, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(panel, desktop, qtbot, tmp_path / "a.csv", "Name,Email,Team", "Mei Sato,mei@elsewhere.org,People")
    which = panel._doubles._which
    assert which.isVisible()
    assert which.count() == 2
    which.setCurrentIndex(1)
    wanted = which.currentData()
    panel._doubles._same.click()
    rest(qtbot, desktop)
    assert which.currentData() == wanted
    with qtbot.waitSignal(panel.taken):
        panel._take.click()
    with room.services.context.store.read() as view:
        (owner,) = view.people.by_alias(AliasKind.EMAIL, "mei@elsewhere.org") or view.people.by_email(
            "mei@elsewhere.org"
        )
    assert owner.id == wanted


def test_a_usage_export_is_sent_to_its_own_page(
    panel: PeopleImport, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    head = "date,username,product,sku,model,quantity,unit_type"
    opened(panel, desktop, qtbot, tmp_path / "a.csv", head, "2026-03-28,annl,copilot,premium,gpt-5,3,requests")
    assert "Adoption page" in panel._counts.text()
    assert not panel._take.isVisible()
    assert not panel._tabs.isVisible()


def test_what_was_taken_in_goes_with_one_undo(
    panel: PeopleImport, desktop: Desktop, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(panel, desktop, qtbot, tmp_path / "a.csv", "Name,Email", "Ana Silva,ana@example.org")
    with qtbot.waitSignal(panel.taken):
        panel._take.click()
    assert len(room.services.people.everyone()) == 15
    room.services.undo.undo(DESK)
    assert len(room.services.people.everyone()) == 14


def test_a_file_is_dropped_on_the_panel(panel: PeopleImport, desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "dropped.csv"
    file.write_text("Name\nAna Silva", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    panel.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, *keys))
    rest(qtbot, desktop)
    assert panel._title.text() == "dropped.csv"


def test_a_stopped_import_can_be_taken_in_again(
    panel: PeopleImport, desktop: Desktop, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(panel, desktop, qtbot, tmp_path / "a.csv", "Name", *(f"Person {n}" for n in range(300)))
    panel._take.click()
    panel._strip.cancel()
    rest(qtbot, desktop)
    if "stopped" in panel._hint.text():
        assert len(room.services.people.everyone()) == 14
        assert panel._take.isEnabled()
        panel._take.click()
        rest(qtbot, desktop)
    assert len(room.services.people.everyone()) == 314


def test_no_other_file_is_opened_while_one_is_written(
    panel: PeopleImport, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(panel, desktop, qtbot, tmp_path / "a.csv", "Name,Email", "Ana Silva,ana@example.org")
    with qtbot.waitSignal(panel.taken):
        panel._take.click()
        assert not panel._another.isEnabled()
        panel.open(tmp_path / "b.csv")  # as a drop or the palette would
    assert panel._another.isEnabled()
