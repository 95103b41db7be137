"""Ways through the desk: the palette, what was done, settings, backups, and what undo says it would take back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, Room
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.settings_page import SettingsPage
from trainer_app.qt.parts.history import History
from trainer_app.qt.parts.palette import Palette
from trainer_app.qt.parts.sheet import Sheet


def palette(qtbot: QtBot, desktop: Desktop, typed: str) -> Palette:
    qtbot.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    shown = desktop.window.findChild(Palette)
    assert shown is not None
    qtbot.keyClicks(shown._field, typed)
    rest(qtbot, desktop)
    return shown


def titles(shown: Palette) -> list[str]:
    return [entry.title for entry in shown._shown]


def test_a_page_is_opened_by_a_few_letters_and_enter(qtbot: QtBot, desktop: Desktop) -> None:
    shown = palette(qtbot, desktop, "sett")
    assert titles(shown)[0] == "Settings"
    qtbot.keyClick(shown._field, Qt.Key.Key_Return)
    assert isinstance(desktop.window.current(), SettingsPage)


def test_a_person_is_found_by_an_unaccented_name(qtbot: QtBot, desktop: Desktop) -> None:
    assert "Zoë Lefèvre" in titles(palette(qtbot, desktop, "zoe lef"))


def test_a_session_is_found(qtbot: QtBot, desktop: Desktop) -> None:
    assert "Hands-on 1" in titles(palette(qtbot, desktop, "hands-on 1"))


def test_every_line_of_what_was_done_can_be_taken_back_there(qtbot: QtBot, room: Room, desktop: Desktop) -> None:
    person = room.people[0]
    room.check_in(person)
    room.services.sessions.enter(room.session.id, Phase.TALK, desk=DESK)
    qtbot.keyClick(desktop.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    shown = desktop.window.findChild(History)
    assert shown is not None
    rest(qtbot, desktop)
    line = next(one for one in shown._table.rows_shown() if one.line.deed.kind == "checked_in")
    assert (line.about, line.reversible) == (person.name, True)
    shown._table.mark_key(line.line.cursor)
    qtbot.mouseClick(shown._back, Qt.MouseButton.LeftButton)
    rest(qtbot, desktop)
    assert room.services.attendance.sheet(room.session.id).arrived == ()
    qtbot.waitUntil(lambda: not shown._back.isEnabled())


def test_undo_says_what_it_would_take_back(qtbot: QtBot, room: Room, desktop: Desktop) -> None:
    room.check_in(room.people[0])
    desktop.shell.live.hear(room_changes(room))
    qtbot.waitUntil(lambda: "check-in" in desktop.window.bar._undo.toolTip())
    assert desktop.window.bar._undo.isEnabled()


def room_changes(room: Room):
    return Changes(room.services.context.store.cursor(), frozenset({Topic.ATTENDANCE}))


def test_thresholds_are_changed_and_can_be_undone(qtbot: QtBot, room: Room, desktop: Desktop) -> None:
    page = desktop.window.open("settings")
    assert isinstance(page, SettingsPage)
    rest(qtbot, desktop)
    assert not page._program._save.isEnabled()
    page._program._gap.setValue(35)
    qtbot.mouseClick(page._program._save, Qt.MouseButton.LeftButton)
    rest(qtbot, desktop)
    program = room.services.programs.get()
    assert program is not None
    assert program.lapse_gap_days == 35
    desktop.window.undo_wanted.emit()
    rest(qtbot, desktop)
    qtbot.waitUntil(lambda: page._program._gap.value() == 28)


def test_a_zone_that_does_not_exist_is_said_and_nothing_is_written(qtbot: QtBot, room: Room, desktop: Desktop) -> None:
    page = desktop.window.open("settings")
    assert isinstance(page, SettingsPage)
    rest(qtbot, desktop)
    page._program._zone.setEditText("Atlantis/Capital")
    with qtbot.waitSignal(desktop.shell.tell.said) as said:
        page._program._save.click()
    assert "Atlantis/Capital" in said.args[0].text
    program = room.services.programs.get()
    assert program is not None
    assert program.timezone == "Asia/Tokyo"


def test_a_name_told_stands_beside_what_is_done_after_the_next_opening(
    qtbot: QtBot, room: Room, open_on: OpenOn
) -> None:
    desktop = open_on(room)
    page = desktop.window.open("settings")
    field = page.findChild(QLineEdit)
    assert field is not None
    field.setText("Mei")
    field.editingFinished.emit()
    desktop.window.close()
    again = open_on(room)
    assert again.shell.memory.settings.author == "Mei"


def test_a_backup_is_brought_back_through_the_window(
    qtbot: QtBot, room: Room, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups: list[Path | None] = []
    monkeypatch.setattr(desktop, "_load", _keeping(desktop._load, backups))
    page = desktop.window.open("settings")
    assert isinstance(page, SettingsPage)
    rest(qtbot, desktop)
    page.ask_restore(tmp_path / "old.db")
    sheet = desktop.window.findChild(Sheet)
    assert sheet is not None
    do = next(one for one in sheet.findChildren(QPushButton) if one.text() == "Restore")
    qtbot.mouseClick(do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(backups))
    assert backups == [tmp_path / "old.db"]
    rest(qtbot, desktop)


def _keeping(load, backups: list[Path | None]):
    def loading(path: Path, *, demo: bool, backup: Path | None = None):
        backups.append(backup)
        return load(path, demo=demo)

    return loading


def test_the_rail_says_how_many_hands_are_up(qtbot: QtBot, room: Room, desktop: Desktop) -> None:
    page = desktop.window.open("floor")
    rest(qtbot, desktop)
    page.badge_changed.emit(3)
    entry = desktop.window._rail._buttons["floor"]
    assert entry.text().endswith("3")
    page.badge_changed.emit(0)
    assert entry.text() == "Floor"


def test_after_another_file_was_opened_the_palette_is_offered_once(qtbot: QtBot, room: Room, desktop: Desktop) -> None:
    palette(qtbot, desktop, "")
    with qtbot.waitSignal(desktop.usable, timeout=10_000):
        desktop.open(room.services.context.store.path)
    rest(qtbot, desktop)
    qtbot.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert len(desktop.window.findChildren(Palette)) == 1


def test_a_click_on_a_message_makes_way_for_what_lies_below(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell.tell.say("Saved.")
    toast = desktop.window._toast
    assert toast.isVisible()
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
