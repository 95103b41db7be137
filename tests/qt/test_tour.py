"""The tour takes every page and state; what it passes is named, labelled, seen when it has the focus, and whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.qt import looking
from trainer_app.qt.app import Desktop
from trainer_app.qt.tour.camera import Album, Camera
from trainer_app.qt.tour.guide import Stop
from trainer_app.qt.tour.walk import TourAsked, Toured, take_tour

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)

PROGRAMS = frozenset({"opening", "new", "empty", "demo"})
FAR = "demo-check-in-full-screen"  # with the largest text the far name is larger than a small window: nobody does both


@dataclass
class Seen:
    """What was found wrong on the way, each with the stop it was seen at first."""

    found: dict[str, dict[str, str]] = field(default_factory=dict)
    kinds: set[tuple[str, str, str]] = field(default_factory=set)

    def look(self, window: QWidget, stop: str) -> None:
        for what, wrong in (
            ("nameless", looking.nameless(window)),
            ("roleless", looking.roleless(window)),
            ("mute", looking.mute_icons(window)),
            ("cut", looking.cut_words(window) if stop != FAR else []),
        ):
            self.found.setdefault(what, {}).update(dict.fromkeys(wrong, stop))

    def look_with_focus(self, window: QWidget, stop: str) -> None:
        self.look(window, stop)
        before = QApplication.focusWidget()
        for one in [one for one in looking.controls(window) if one.isEnabled() and one.isVisible()]:
            kind = (type(one).__name__, str(one.property("kind")), type(one.parent()).__name__)
            if kind not in self.kinds and self.kinds.add(kind) is None and looking.unlit(one):
                self.found.setdefault("unlit", {})[f"{kind} {looking.spoken(one)}"] = stop
        if before:
            before.setFocus()


# One test a tour: a fixture would be made, and the tour taken, in every process that has one of its tests.
@pytest.mark.slow
def test_every_stop_is_reached_and_what_it_shows_is_named_lit_and_whole(qapp: QApplication, tmp_path: Path) -> None:
    seen = Seen()
    toured = take_tour(TourAsked(tmp_path), only=PROGRAMS, look=seen.look_with_focus)
    assert toured.failed == []
    assert len(toured.taken) > 120
    assert {what: wrong for what, wrong in seen.found.items() if wrong} == {}
    assert pictures_alike(toured) == []


@pytest.mark.slow
def test_with_large_text_too(qapp: QApplication, tmp_path: Path) -> None:
    seen = Seen()
    toured = take_tour(TourAsked(tmp_path, scale=1.5), only=frozenset({"demo"}), look=seen.look)
    assert toured.failed == []
    assert seen.found.get("cut", {}) == {}


def pictures_alike(toured: Toured) -> list[str]:
    """Name the pictures that show nothing, or what another of their page shows."""
    shown: dict[tuple[str, bytes], str] = {}
    wrong = []
    for path in toured.taken:
        picture = QImage(str(path))
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 40) for y in range(0, picture.height(), 8)}
        page = "-".join(path.stem.split("-")[1:3])
        same = shown.setdefault((page, bytes(picture.constBits())), path.name)
        if len(colours) < 5 or (same != path.name and not path.stem.endswith("closed")):
            wrong.append(f"{same} and {path.name}")
    return wrong


def test_a_dialog_that_waits_is_closed_and_named(desktop: Desktop, tmp_path: Path) -> None:
    album = Album(tmp_path, pytest.fail)
    Camera(desktop, album).take("asks", Stop("asks", (QMessageBox(desktop.window).exec,)))
    assert [one.stop for one in album.failed] == ["asks"]


@pytest.mark.parametrize(("opens", "closes"), [(0, 20), (400, 10_000)], ids=["gone at once", "opened late"])
def test_a_menu_is_taken_however_short_it_is_open_and_however_late_it_comes(
    desktop: Desktop, tmp_path: Path, opens: int, closes: int
) -> None:
    menu = QMenu(desktop.window)
    menu.addAction("Facilitator goes there")

    def act() -> None:
        QTimer.singleShot(opens + closes, menu.close)
        if opens:
            QTimer.singleShot(opens, menu.show)
        else:
            menu.show()

    album = Album(tmp_path, pytest.fail)
    Camera(desktop, album).take("menu", Stop("menu", (act,), menu=True))
    assert album.failed == []
    assert [one.name for one in album.taken] == ["001-menu.png"]
    assert not menu.isVisible()


def test_a_camera_that_was_closed_leaves_the_menus_of_the_next_one_open(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer_app.qt.tour.camera._GUARD_MS", 5)
    menu, later = QMenu(desktop.window), QTimer(singleShot=True, interval=100)
    menu.addAction("Facilitator goes there")
    held = Camera(desktop, Album(tmp_path, pytest.fail))
    held.close()
    with qtbot.waitSignal(later.timeout):
        menu.show()
        later.start()
    assert menu.isVisible()
    menu.close()


def test_a_menu_that_does_not_open_is_named(desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer_app.qt.tour.camera._MENU_LOOKS", 2)
    album = Album(tmp_path, pytest.fail)
    Camera(desktop, album).take("menu", Stop("menu", (lambda: None,), menu=True))
    assert [one.why for one in album.failed] == ["no menu opened"]


def test_a_stop_that_fails_does_not_end_the_tour(desktop: Desktop, tmp_path: Path) -> None:
    def fall() -> None:
        raise LookupError("no such button")

    album = Album(tmp_path, pytest.fail)
    camera = Camera(desktop, album)
    camera.take("falls", Stop("falls", (fall,)))
    camera.take("stands", Stop("stands", ()))
    assert [one.why for one in album.failed] == ["LookupError: no such button"]
    assert [one.name for one in album.taken] == ["001-stands.png"]


def test_what_is_looked_for_can_be_missed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inside = QHBoxLayout(window)
    inside.addWidget(QLineEdit())
    inside.addWidget(QPushButton(""))
    window.show()
    assert len(looking.nameless(window)) == 2
    assert len(looking.mute_icons(window)) == 1
