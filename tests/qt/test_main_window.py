"""The window opens pages when they are first wanted, obeys the keyboard, and remembers where it was."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.qt.live import Live
from trainer_app.qt.main_window import Entry, MainWindow
from trainer_app.qt.memory import Memory
from trainer_app.qt.page import Page
from trainer_app.qt.parts.keys_help import KeysHelp
from trainer_app.qt.parts.toast import Toast
from trainer_app.qt.tell import Tell
from trainer_app.qt.theme import Scheme, Theme
from trainer_app.words.trouble import sentence


class Sheet(Page):
    """A page that counts how often it had to fetch."""

    topics = frozenset({Topic.PEOPLE})

    def __init__(self, live: Live, built: list[Sheet]) -> None:
        super().__init__(live)
        self.fetched: list[Changes | None] = []
        built.append(self)

    def reload(self, changes: Changes | None) -> None:
        self.fetched.append(changes)


class Stage:
    """A window with three pages and all that is around it."""

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self.live, self.tell, self.memory = Live(), Tell(), Memory()
        self.theme = Theme(app, scheme=self.memory.scheme, scale=self.memory.scale)
        self.built: list[Sheet] = []
        self.tell.sentence = sentence
        self.window = MainWindow(self.theme, self.tell, self.memory)
        qtbot.addWidget(self.window)
        build = partial(Sheet, self.live, self.built)
        entries = tuple(Entry(name, name.title(), "today", build) for name in ("one", "two", "three"))
        self.window.fill(entries, first="one")
        self.window.show()
        self.window.activateWindow()


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> Stage:
    return Stage(qapp, qtbot)


def test_pages_are_built_when_they_are_first_opened(stage: Stage) -> None:
    assert len(stage.built) == 1
    stage.window.open("two")
    stage.window.open("one")
    stage.window.open("two")
    assert len(stage.built) == 2


def test_ctrl_and_a_number_opens_a_page(stage: Stage, qtbot: QtBot) -> None:
    qtbot.keyClick(stage.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert stage.window.current() is stage.built[-1]
    assert len(stage.built) == 2
    qtbot.keyClick(stage.window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert stage.window.current() is stage.built[-1], "there is no ninth page"


def test_undo_and_redo_are_asked_for_by_their_keys(stage: Stage, qtbot: QtBot) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(stage.window.undo_wanted):
        qtbot.keyClick(stage.window, Qt.Key.Key_Z, control)
    with qtbot.waitSignal(stage.window.redo_wanted):
        qtbot.keyClick(stage.window, Qt.Key.Key_Z, control | shift)


def test_f1_lists_the_keys_and_any_key_closes_them(stage: Stage, qtbot: QtBot) -> None:
    qtbot.keyClick(stage.window, Qt.Key.Key_F1)
    shown = stage.window.findChild(KeysHelp)
    assert shown.isVisible()
    assert any(label.text() == "undo" for label in shown.findChildren(QLabel))
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: stage.window.findChild(KeysHelp) is None)


def test_the_next_start_finds_size_page_colours_and_text_as_they_were(
    stage: Stage, qapp: QApplication, qtbot: QtBot
) -> None:
    stage.window.showMaximized()
    stage.window.open("three")
    stage.theme.choose(Scheme.DARK)
    stage.theme.larger()
    stage.window.close()
    again = Stage(qapp, qtbot)
    assert again.window.isMaximized()
    assert len(again.built) == 1
    assert again.memory.page == "three"
    assert (again.theme.scheme, again.theme.scale) == (Scheme.DARK, 1.25)


def test_a_page_in_sight_reloads_what_concerns_it_and_a_hidden_one_waits(stage: Stage, qtbot: QtBot) -> None:
    one, two = stage.built[0], stage.window.open("two")
    assert isinstance(two, Sheet)
    one.fetched.clear()
    two.fetched.clear()
    changes = Changes(1, frozenset({Topic.PEOPLE}))
    stage.live.changed.emit(changes)
    stage.live.changed.emit(Changes(2, frozenset({Topic.USAGE})))
    assert (one.fetched, two.fetched) == ([], [changes])
    stage.window.open("one")
    assert one.fetched == [None]
    stage.window.open("two")
    stage.window.open("one")
    assert one.fetched == [None], "nothing changed since"


def test_trouble_is_said_in_a_strip_and_an_environment_s_stays(stage: Stage, qtbot: QtBot) -> None:
    toast = stage.window.findChild(Toast)
    assert not toast.isVisible()
    stage.tell.trouble(StorageDown(DataTrouble.DISK_FULL))
    assert toast.isVisible()
    assert "disk is full" in toast.accessibleDescription()
    assert not toast._away.isActive()
    stage.tell.withdraw()
    assert not toast.isVisible()


def test_a_strip_keeps_to_the_lower_edge_when_the_window_changes(stage: Stage) -> None:
    stage.tell.say("A sentence.")
    toast = stage.window.findChild(Toast)
    stage.window.resize(1000, 700)
    assert toast.geometry().bottom() < stage.window.centralWidget().height()
    assert toast.geometry().right() < 1000


def test_what_a_strip_offers_is_done_when_pressed(stage: Stage) -> None:
    done: list[str] = []
    stage.tell.offer("The disk was full.", "Try again", act=lambda: done.append("again"))
    toast = stage.window.findChild(Toast)
    toast._action.click()
    assert done == ["again"]
    assert not toast.isVisible()


def test_larger_text_leaves_the_rail_room(stage: Stage, qtbot: QtBot) -> None:
    before = stage.window._rail.width()
    qtbot.keyClick(stage.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert stage.theme.scale == 1.25
    assert stage.window._rail.width() > before


def test_the_arrow_keys_walk_the_rail(stage: Stage, qtbot: QtBot) -> None:
    rail = stage.window._rail
    entries = list(rail._buttons.values())
    entries[0].setFocus()
    qtbot.keyClick(entries[0], Qt.Key.Key_Down)
    assert entries[1].hasFocus()
    qtbot.keyClick(entries[1], Qt.Key.Key_Space)
    assert stage.window.current() is stage.built[-1]
    assert len(stage.built) == 2
