"""The desk itself as pictures: settings, the palette, the list of what was done, and the keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
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


SCENES = {"settings": settings, "palette": palette, "history": history}
