"""The Adoption page on the demo's rollout: its numbers, its lists, what is written from them, and what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, START, Clock, Room, make_room, open_services
from trainer_app import bootstrap
from trainer_app.domain.adoption import State
from trainer_app.domain.follow_up import Fate, Why
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.adoption_page import AdoptionPage
from trainer_app.qt.parts.adoption_cohorts import CohortGrid
from trainer_app.qt.parts.adoption_form import FollowUpForm
from trainer_app.qt.parts.adoption_picture import DUE, REVISIT

ONCE = State.TRIED_ONCE.value


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo rollout, made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    bootstrap.make_demo(path, at=START, timezone="Asia/Tokyo")
    return path


@pytest.fixture
def rollout(made_demo: Path, tmp_path: Path) -> Iterator[Room]:
    path = tmp_path / "rollout.db"
    shutil.copy(made_demo, path)
    clock = Clock()
    room = Room(open_services(path, clock), clock, [], [])
    yield room
    room.services.close()


@pytest.fixture
def desktop(rollout: Room, open_on: OpenOn) -> Desktop:
    return open_on(rollout)


@pytest.fixture
def page(qtbot: QtBot, desktop: Desktop) -> AdoptionPage:
    return opened(qtbot, desktop)


def opened(qtbot: QtBot, desktop: Desktop) -> AdoptionPage:
    page = desktop.window.open("adoption")
    assert isinstance(page, AdoptionPage)
    rest(qtbot, desktop)
    return page


def said(page: AdoptionPage) -> str:
    return page._stage.currentWidget().findChildren(QPushButton)[-1].text()


def mark(page: AdoptionPage, count: int = 1) -> None:
    """Mark the first rows, whatever modifier a test pressed last."""
    table = page.lists.table
    table.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().setCurrentIndex(table.rows.index(0, 0), flags.ClearAndSelect | flags.Rows)
    for at in range(1, count):
        table.selectionModel().select(table.rows.index(at, 0), flags.Select | flags.Rows)


def qt_key(page: AdoptionPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.lists.table, key, modifier)


def test_the_numbers_are_those_of_the_report(page: AdoptionPage, rollout: Room) -> None:
    numbers = rollout.services.adoption.report().numbers
    assert page.picture is not None
    assert [step.count for step in page.picture.steps][-2:] == [numbers.came_back.count, numbers.continuing.count]
    judged = f"{numbers.evaluable} of {numbers.tried} can be judged"
    assert page.numbers.after._judged.text() == f"{judged} · {numbers.too_early} too early · {numbers.unknown} unknown"
    assert page.numbers.after._back.text() == f"{100 * numbers.came_back.count / numbers.evaluable:.0f} %"


def test_the_day_looked_at_and_the_end_of_usage_are_said(page: AdoptionPage) -> None:
    assert page._said.text() == "usage complete through 16 February"
    assert page._notice.isHidden()


def test_every_segment_says_its_state_and_opens_its_list(qtbot: QtBot, page: AdoptionPage) -> None:
    segments = page.numbers.after._bar.findChildren(QAbstractButton)
    assert {one.objectName() for one in segments} >= {State.CONTINUING.value, ONCE}
    once = next(one for one in segments if one.objectName() == ONCE)
    assert "Tried once" in once.accessibleName()
    qtbot.mouseClick(once, Qt.MouseButton.LeftButton)
    assert page.picture is not None
    assert page.lists.key == ONCE
    assert page.lists.table.shown_count() == page.picture.report.numbers.states[State.TRIED_ONCE]


def test_no_tab_is_cut_and_each_has_its_count(qtbot: QtBot, page: AdoptionPage) -> None:
    page.show_list(ONCE)
    qtbot.wait(1)
    tabs = page.lists._tabs
    buttons = tabs.findChildren(QPushButton)
    assert len(buttons) == len(State) + 2
    for one in buttons:
        assert tabs.rect().contains(one.geometry()), one.text()
        assert one.text()[-1].isdigit()


def test_space_marks_several_done_and_one_undo_takes_all_back(
    qtbot: QtBot, page: AdoptionPage, desktop: Desktop, rollout: Room
) -> None:
    page.show_list(ONCE)
    mark(page, 3)
    assert len(page.lists.table.rows_marked()) == 3
    qt_key(page, Qt.Key.Key_Space)
    rest(qtbot, desktop)
    agreed = rollout.services.follow_ups.of_people()
    assert [one.done_on for one in agreed.values()] == [date(2026, 2, 17)] * 3
    assert sum(row.is_done for row in page.lists.table.rows_shown()) == 3
    desktop.window.undo_wanted.emit()
    rest(qtbot, desktop)
    assert rollout.services.follow_ups.of_people() == {}
    assert not any(row.is_done for row in page.lists.table.rows_shown())


def test_the_form_writes_for_all_marked_only_what_was_changed(
    qtbot: QtBot, page: AdoptionPage, desktop: Desktop, rollout: Room
) -> None:
    page.show_list(ONCE)
    first = page.lists.table.rows_shown()[0].person.attendee_id
    rollout.services.follow_ups.set(first, State.TRIED_ONCE, agreed={"note": "Is away"}, desk=DESK)
    page.reload(None)
    rest(qtbot, desktop)
    mark(page, 2)
    qt_key(page, Qt.Key.Key_F2)
    form = page.lists.form
    assert form.isVisible()
    assert form._note.placeholderText()
    form._owner.setText("Mei")
    form._in_a_week()
    qtbot.keyClick(form._owner, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, desktop)
    agreed = rollout.services.follow_ups.of_people().values()
    assert {one.owner for one in agreed} == {"Mei"}
    assert {one.due_on for one in agreed} == {date(2026, 2, 24)}
    assert sorted(one.note or "" for one in agreed) == ["", "Is away"]
    assert page.picture is not None
    assert page.picture.owners == ("Mei",)


def test_what_is_due_gathers_across_states_and_today_says_how_many(
    qtbot: QtBot, page: AdoptionPage, desktop: Desktop
) -> None:
    assert page.picture is not None
    some = [*page.picture.lists[ONCE][-2:], *page.picture.lists[State.STOPPED.value][-2:]]
    page.lists.agree.emit(some, {"due_on": date(2026, 2, 16), "owner": "Mei"})
    rest(qtbot, desktop)
    page.show_list(DUE)
    assert {row.person.name for row in page.lists.table.rows_shown()} == {one.person.name for one in some}
    today = desktop.window.open("today")
    rest(qtbot, desktop)
    assert any(one.text() == "4 people are due for follow-up" for one in today.findChildren(QPushButton))


def test_an_answer_at_ninety_days_is_recorded(
    qtbot: QtBot, page: AdoptionPage, desktop: Desktop, rollout: Room
) -> None:
    page.look_at(date(2026, 4, 1))
    rest(qtbot, desktop)
    page.show_list(REVISIT)
    row = page.lists.table.rows_shown()[0]
    assert row.to_ask
    mark(page)
    page.lists.edit()
    form = page.lists.answer
    assert form.isVisible()
    form._fate.setCurrentIndex(form._fate.findData(Fate.ABANDONED))
    form._why.setCurrentIndex(form._why.findData(Why.TOO_SLOW))
    form.save()
    rest(qtbot, desktop)
    answer = rollout.services.follow_ups.answers_of(row.person.attendee_id)[90]
    assert (answer.fate, answer.why, answer.answered_on) == (Fate.ABANDONED, Why.TOO_SLOW, date(2026, 4, 1))


def test_usage_that_ends_long_before_the_day_is_said_loudly(qtbot: QtBot, page: AdoptionPage, desktop: Desktop) -> None:
    page.look_at(date(2026, 4, 1))
    rest(qtbot, desktop)
    assert page._notice.isVisible()
    assert "16 February" in page._notice.accessibleName()
    page.look_at(None)
    rest(qtbot, desktop)
    assert page._notice.isHidden()


def test_addresses_and_rows_of_the_marked_are_copied(page: AdoptionPage) -> None:
    page.show_list(ONCE)
    mark(page, 2)
    page.lists.copy_addresses()
    assert QGuiApplication.clipboard().text().count("@") == 2
    page.lists.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}


def test_a_person_is_asked_for_with_enter(qtbot: QtBot, page: AdoptionPage) -> None:
    page.show_list(ONCE)
    mark(page, 1)
    with qtbot.waitSignal(page.person_wanted) as told:
        qt_key(page, Qt.Key.Key_Return)
    assert told.args == [page.lists.table.rows_shown()[0].person.attendee_id]


def test_a_team_shows_its_signals_and_then_its_people(qtbot: QtBot, page: AdoptionPage) -> None:
    rows = page.numbers.teams.findChildren(QAbstractButton)
    assert all(one.accessibleName() for one in rows)
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert page.worksheet.isVisible()
    assert page.worksheet._grid.count() > 8
    page.worksheet._say_people()
    assert page.lists.isVisible()
    assert {row.team for row in page.lists.table.rows_shown()} <= {rows[0].team.team}


def test_a_cell_of_the_cohorts_says_its_counts(page: AdoptionPage) -> None:
    grid = page.findChild(CohortGrid)
    assert grid is not None
    assert page.picture is not None
    first, striped = grid.model().index(0, 0), grid.model().index(0, 11)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "week 1" in first.data(role)
    assert "usage is known for" in striped.data(role)
    assert grid.model().rowCount() == len(page.picture.cohorts)


def test_without_people_or_training_the_page_says_what_to_do(
    qtbot: QtBot, open_on: OpenOn, tmp_path: Path, room: Room
) -> None:
    empty = opened(qtbot, open_on(make_room(tmp_path / "empty.db", people=0, sessions=0)))
    assert said(empty) == "Go to Today"
    untrained = opened(qtbot, open_on(room))
    assert said(untrained) == "Go to check-in"


def test_trained_people_without_any_usage_are_told_to_import_it(qtbot: QtBot, open_on: OpenOn, room: Room) -> None:
    room.open_doors()
    room.check_in(room.people[0])
    page = opened(qtbot, open_on(room))
    assert page._notice.isVisible()
    page.look_at(START.date() + timedelta(days=90))
    assert page._notice.isVisible()


def test_the_lists_open_where_somebody_is(page: AdoptionPage) -> None:
    assert page.picture is not None
    lists = page.picture.lists
    lists.update({key: [] for key in (DUE, ONCE)})
    page.lists.choose(DUE)
    page._choose_view("people")
    assert page.lists.key not in {DUE, ONCE}
    assert page.lists.table.shown_count()


def test_importing_usage_asks_for_the_file_at_once_and_keys_can_always_be_reached(
    page: AdoptionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(*told: object) -> tuple[str, str]:
        asked.append(str(told[1]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    page._choose_usage()
    assert len(asked) == 1
    assert page._import is not None
    assert page._import.standing.isVisible()
    assert not page._keys.isHidden()


def test_a_due_day_is_typed_and_one_that_cannot_be_read_is_asked_for_again(qtbot: QtBot) -> None:
    form = FollowUpForm()
    qtbot.addWidget(form)
    form.show()
    form._day.setText("next Tuesday")
    with qtbot.assertNotEmitted(form.filled):
        form.save()
    assert form._day_trouble.isVisibleTo(form)
    form._day.clear()
    qtbot.keyClicks(form._day, "2026-06-14")
    assert not form._day_trouble.isVisibleTo(form)
    with qtbot.waitSignal(form.filled) as said:
        form.save()
    assert said.args[0]["due_on"] == date(2026, 6, 14)
