"""The People page: searched, narrowed, several marked; added, mended, merged and forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, Room
from trainer_app.domain.attendee import Role
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.people_page import PeoplePage
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.words import people as words
from trainer_app.words.language import say


@pytest.fixture
def page(qtbot: QtBot, desktop: Desktop) -> PeoplePage:
    made = desktop.window.open("people")
    assert isinstance(made, PeoplePage)
    rest(qtbot, desktop)
    return made


def names(page: PeoplePage) -> list[str]:
    return [row.person.name for row in page._list.rows_shown()]


def mark(page: PeoplePage, *people: UUID) -> None:
    table = page._list.table
    table.clearSelection()
    model = table.selectionModel()
    for who in people:
        place = table.rows.place_of(who)
        assert place is not None
        model.select(table.rows.index(place, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)


def search(qtbot: QtBot, desktop: Desktop, page: PeoplePage, text: str) -> None:
    page._list.search.setText(text)
    rest(qtbot, desktop)


def test_everybody_is_shown_and_counted(page: PeoplePage) -> None:
    assert len(names(page)) == 14
    assert page._count.text() == "14 people"


def test_search_finds_as_the_door_does_and_ranks(qtbot: QtBot, desktop: Desktop, page: PeoplePage) -> None:
    search(qtbot, desktop, page, "lefevre")
    assert names(page) == ["Zoë Lefèvre"]
    assert page._count.text() == "1 of 14 people"
    search(qtbot, desktop, page, "mei stao")
    assert set(names(page)[:2]) == {"Mei Sato"}
    search(qtbot, desktop, page, "")
    assert len(names(page)) == 14


def test_menus_narrow_and_one_press_shows_everybody_again(page: PeoplePage) -> None:
    filters = page._list.filters
    filters.team.setCurrentIndex(filters.team.findData("Sales"))
    assert set(names(page)) == {"Sakura Nakamura", "Liam O'Brien", "Łukasz Kowalski"}
    filters.also.setCurrentIndex(2)
    assert names(page) == ["Sakura Nakamura"]
    filters.clear()
    assert len(names(page)) == 14


def test_nobody_left_is_said_with_a_way_out(qtbot: QtBot, desktop: Desktop, page: PeoplePage) -> None:
    page._list.filters.role.setCurrentIndex(page._list.filters.role.findData(Role.STAFF))
    assert not page._list._stage.is_content
    page._list._show_everybody()
    rest(qtbot, desktop)
    assert page._list._stage.is_content


def test_adding_says_what_is_wrong_beside_the_field_and_then_adds(
    qtbot: QtBot, desktop: Desktop, page: PeoplePage
) -> None:
    page._begin_new()
    form = page._form
    form.send()
    assert form._wrong_name.text() == say(words.NAME_MISSING)
    form.name.setText("Ana Ny")
    form.email.setText("ana")
    form.send()
    assert form._wrong_email.text() == say(words.NO_ADDRESS)
    form.email.setText("ana@example.org")
    qtbot.keyClick(form.email, Qt.Key.Key_Return)
    rest(qtbot, desktop)
    assert "Ana Ny" in names(page)
    assert [row.person.name for row in page._list.rows_marked()] == ["Ana Ny"]


def test_several_get_a_team_at_once_and_keep_the_rest(
    qtbot: QtBot, desktop: Desktop, page: PeoplePage, room: Room
) -> None:
    first, second = room.people[0], room.people[1]
    mark(page, first.id, second.id)
    page._edit()
    page._form.team.setText("Legal")
    page._form.send()
    rest(qtbot, desktop)
    changed = {row.id: row.person for row in page._list.rows_shown() if row.person.team == "Legal"}
    assert set(changed) == {first.id, second.id}
    assert changed[first.id].system is first.system
    assert changed[first.id].name == first.name


def test_two_marked_are_merged_into_who_stays(qtbot: QtBot, desktop: Desktop, page: PeoplePage, room: Room) -> None:
    one, other = room.people[10], room.people[12]
    mark(page, one.id, other.id)
    page._begin_merge()
    rest(qtbot, desktop)
    assert page._stack.currentWidget() is page._merge
    page._merge._ask()
    rest(qtbot, desktop)
    assert len(names(page)) == 13
    assert page._stack.currentWidget() is page._main


def test_forgetting_asks_first_and_esc_lets_it_be(qtbot: QtBot, desktop: Desktop, page: PeoplePage, room: Room) -> None:
    mark(page, room.people[0].id)
    page._begin_forget()
    sheet = page.findChild(Sheet)
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    rest(qtbot, desktop)
    assert "Sakura Nakamura" in names(page)


def test_a_forgotten_person_is_counted_and_not_named(
    qtbot: QtBot, desktop: Desktop, page: PeoplePage, room: Room
) -> None:
    mark(page, room.people[0].id)
    page._begin_forget()
    sheet = page.findChild(Sheet)
    assert sheet is not None
    forget = next(one for one in sheet.findChildren(QPushButton) if one.text() == say(words.FORGET_NOW))
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    rest(qtbot, desktop)
    assert "Sakura Nakamura" not in names(page)
    assert say(words.FORGOTTEN_NAME) in names(page)
    assert len(names(page)) == 14


def test_enter_opens_the_person_and_esc_goes_back(qtbot: QtBot, desktop: Desktop, page: PeoplePage, room: Room) -> None:
    mark(page, room.people[3].id)
    page._open_marked()
    rest(qtbot, desktop)
    assert page._stack.currentWidget() is page._whole
    assert "石田 菜穂子" in {one.text() for one in page._whole.findChildren(QLabel)}
    qtbot.keyClick(page._whole, Qt.Key.Key_Escape)
    assert page._stack.currentWidget() is page._main


def test_another_page_can_ask_for_a_person(qtbot: QtBot, desktop: Desktop, page: PeoplePage, room: Room) -> None:
    page.show_person(room.people[5].id)
    rest(qtbot, desktop)
    assert page._whole.shown == room.people[5].id


def test_a_check_in_elsewhere_is_seen_in_the_table(
    qtbot: QtBot, desktop: Desktop, page: PeoplePage, room: Room
) -> None:
    assert {row.sessions for row in page._list.rows_shown()} == {0}
    room.check_in(room.people[0])
    page.reload(None)
    rest(qtbot, desktop)
    assert {row.person.name for row in page._list.rows_shown() if row.sessions} == {"Sakura Nakamura"}


def test_an_empty_roster_offers_to_import(qtbot: QtBot, open_on: OpenOn, room: Room) -> None:
    for one in room.people:
        room.services.undo.undo(DESK, cursor=_line_of(room, one.id))
    desktop = open_on(room)
    page = desktop.window.open("people")
    assert isinstance(page, PeoplePage)
    rest(qtbot, desktop)
    assert say(words.NOBODY) in {one.text() for one in page.findChildren(QLabel)}


def _line_of(room: Room, who: UUID) -> int:
    return next(line.cursor for line in room.services.undo.history(limit=200) if line.deed.subject_id == who)


def test_the_file_for_a_person_is_named_after_them_wherever_slashes_stand_in_their_name(
    qtbot: QtBot, room: Room, open_on: OpenOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.services.people.change(replace(room.people[0], name="Ann / Bo: two"), desk=DESK)
    desktop = open_on(room)
    page = desktop.window.open("people")
    assert isinstance(page, PeoplePage)
    rest(qtbot, desktop)
    offered: list[str] = []

    def choose(_parent: object, _title: str, usual: str, _kinds: str) -> tuple[str, str]:
        offered.append(usual)
        return str(tmp_path / "for them 1.0"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    mark(page, room.people[0].id)
    page._hand_out()
    rest(qtbot, desktop)
    assert [Path(one).name for one in offered] == ["Ann - Bo- two.json"]
    assert (tmp_path / "for them 1.0.json").exists()
