"""The parts every page is made of: tables, tabs, long work, sheets and what stands there instead of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import column
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.long_work import LongWork
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.qt.parts.table import Table
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.work import Work


@dataclass(frozen=True)
class Fruit:
    name: str
    count: int


FRUIT = [Fruit("pear", 3), Fruit("apple", 20), Fruit("fig", 100)]
COLUMNS = (
    Column[Fruit]("Name", lambda one: one.name, width=0),
    Column[Fruit]("Count", lambda one: str(one.count), width=80, align_right=True, order=lambda one: one.count),
)


@pytest.fixture
def table(qtbot: QtBot) -> Table[Fruit]:
    made = Table("Fruit", COLUMNS, key=lambda one: one.name, multi=True)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.show_rows(FRUIT)
    return made


def names(table: Table[Fruit]) -> list[str]:
    return [one.name for one in table.rows_shown()]


def test_a_number_column_is_sorted_by_number_and_a_third_press_restores_the_order(table: Table[Fruit]) -> None:
    table.sort_by(1, descending=True)
    assert names(table) == ["fig", "apple", "pear"]
    table.sort_by(-1)
    assert names(table) == ["pear", "apple", "fig"]


def test_what_is_marked_stays_marked_when_rows_come_and_go(table: Table[Fruit]) -> None:
    assert table.mark_key("fig")
    table.show_rows([Fruit("kiwi", 1), *FRUIT[1:]])
    assert [one.name for one in table.rows_marked()] == ["fig"]


def test_a_marked_row_that_goes_is_said(qtbot: QtBot, table: Table[Fruit]) -> None:
    table.mark_key("fig")
    with qtbot.waitSignal(table.marked) as said:
        table.show_rows(FRUIT[:2])
    assert said.args == [[]]


def test_a_row_that_changed_is_told_alone(qtbot: QtBot, table: Table[Fruit]) -> None:
    with qtbot.assertNotEmitted(table.rows.modelReset), qtbot.waitSignal(table.rows.dataChanged) as said:
        table.show_rows([FRUIT[0], Fruit("apple", 21), FRUIT[2]])
    assert said.args[0].row() == said.args[1].row() == 1


def test_a_filter_hides_rows_and_enter_chooses_the_marked_one(qtbot: QtBot, table: Table[Fruit]) -> None:
    table.set_filter(lambda one: one.count > 10)
    assert names(table) == ["apple", "fig"]
    table.mark_key("apple")
    with qtbot.waitSignal(table.chosen) as said:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert said.args == [FRUIT[1]]


def test_the_sharing_column_takes_what_the_others_leave(table: Table[Fruit]) -> None:
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()


def test_arrow_keys_go_along_the_tabs(qtbot: QtBot) -> None:
    tabs = Tabs("States")
    qtbot.addWidget(tabs)
    tabs.show_tabs([("a", "One", 3), ("b", "Two", None)])
    assert tabs.key == "a"
    with qtbot.waitSignal(tabs.chosen) as said:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert said.args == ["b"]
    tabs.show_tabs([("a", "One", 4), ("b", "Two", None)])
    assert tabs.key == "b"


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Work]:
    made = Work(lambda _error: None)
    yield made
    made.close()


def test_long_work_can_be_stopped(qtbot: QtBot, work: Work) -> None:
    strip = LongWork(work)
    qtbot.addWidget(strip)
    begun, answers = Event(), []

    def call(progress: object, cancelled: object) -> str:
        assert callable(progress)
        assert callable(cancelled)
        progress(1, 10)
        begun.set()
        while not cancelled():
            begun.wait(0.001)
        return "stopped"

    strip.begin("Counting", call, then=answers.append)
    qtbot.waitUntil(begun.is_set)
    strip.cancel()
    qtbot.waitSignal(strip.ended).wait()
    assert answers == ["stopped"]
    assert not strip.is_busy
    assert strip.isHidden()


def test_a_sheet_keeps_the_focus_inside_and_gives_it_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    outside = QLineEdit()
    window.setLayout(column(outside))
    window.resize(600, 400)
    window.show()
    outside.setFocus()
    field, press = QLineEdit(), QPushButton("Do it")
    sheet = Sheet(window, "Really?", field, press)
    sheet.open()
    for _ in range(7):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(window.focusWidget())
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.focusWidget() is outside


def test_a_place_says_why_it_is_empty_and_offers_what_begins_it(qtbot: QtBot) -> None:
    stage, pressed = Stage(QWidget()), []
    qtbot.addWidget(stage)
    stage.show()
    stage.show_empty("people", "Nobody yet", "Bring in a list.", "Import", act=lambda: pressed.append(1))
    button = stage.findChild(QPushButton)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    stage.show_content()
    assert stage.is_content


def test_a_sheet_closes_also_where_what_had_the_focus_is_gone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    row_button = QPushButton("of a row", window)
    window.show()
    window.activateWindow()
    row_button.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is row_button)
    sheet = Sheet(window, "Really?")
    sheet.open()
    with qtbot.waitSignal(row_button.destroyed):
        row_button.deleteLater()  # as rows do when what they show changes
    with qtbot.waitSignal(sheet.closed):
        sheet.close_sheet()


def test_work_goes_on_where_its_page_is_deleted_meanwhile(qtbot: QtBot, work: Work) -> None:
    strip = LongWork(work)
    begun, go_on, steps = Event(), Event(), []

    def call(progress: Callable[[int, int], None], _cancelled: object) -> None:
        begun.set()
        go_on.wait(5)
        for step in range(3):
            progress(step, 3)
            steps.append(step)

    strip.begin("Writing", call, then=steps.append)
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(strip.destroyed):
        strip.deleteLater()
    go_on.set()
    qtbot.waitUntil(lambda: work.is_idle)
    assert steps == [0, 1, 2]


def test_what_is_begun_anew_stops_what_was_done_before_and_hears_only_its_own_answer(qtbot: QtBot, work: Work) -> None:
    strip = LongWork(work)
    qtbot.addWidget(strip)
    begun, first, second = Event(), [], []

    def until_stopped(_progress: object, cancelled: Callable[[], bool]) -> str:
        begun.set()
        while not cancelled():
            begun.wait(0.001)
        return "of the first file"

    def at_once(_progress: object, _cancelled: object) -> str:
        return "of the second file"

    strip.begin("Reading one", until_stopped, then=first.append, reads=True)
    qtbot.waitUntil(begun.is_set)
    strip.begin("Reading another", at_once, then=second.append, reads=True)
    qtbot.waitUntil(lambda: work.is_idle)
    assert (first, second) == ([], ["of the second file"])
    assert not strip.is_busy
