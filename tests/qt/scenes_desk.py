"""The desk itself as pictures: settings, the palette, the list of what was done, and the keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.parts.palette import Palette


def settings(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(14), look)
    desktop.window.open("settings")
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()


def palette(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, demo_room(), look)
    desktop.window.palette_wanted.emit()
    shown = desktop.window.findChild(Palette)
    assert shown is not None
    shown._field.setText("a")
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()


def history(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, demo_room(), look)
    desktop.window.history_wanted.emit()
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()


def book(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _book(app, look, folder, (name, "in"))


def head_count(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _book(app, look, folder, (name, "count"))


def attempts(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _book(app, look, folder, (name, "attempts"))


def _book(app: QApplication, look: Look, folder: Path, what: tuple[str, str]) -> None:
    room = fresh_room(14, sessions=2)
    room.open_doors()
    for one in room.people:
        room.check_in(one)
    desktop = show_desk(app, room, look)
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    settle(desktop)
    page.scan("4006381333931")
    settle(desktop)
    page._open_book()
    page._book._tabs.choose(what[1])
    page._book._show_tab(what[1])
    if what[1] == "count":
        page._book._seen.setValue(16)
        page._book._compare()
    settle(desktop)
    save(desktop.window, folder, what[0])
    desktop.window.close()


SCENES = {
    "book": book,
    "head_count": head_count,
    "attempts": attempts,
    "settings": settings,
    "palette": palette,
    "history": history,
}
