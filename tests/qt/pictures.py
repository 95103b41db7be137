"""How the desk is looked at: its window opened offscreen on a room, and written to a picture."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.qt.rooms import Clock, Room, make_room, open_services
from trainer_app import bootstrap
from trainer_app.qt.app import Desktop
from trainer_app.qt.desk import OpenDesk
from trainer_app.qt.theme import Scheme


@dataclass(frozen=True)
class Look:
    """How to look: colours, text size and window size."""

    dark: bool = False
    scale: float = 1.0
    width: int = 1280
    height: int = 800


LOOKS = {
    "light": Look(),
    "dark": Look(dark=True),
    "large": Look(scale=1.5),
    "wide": Look(width=1920, height=1080),
    "wide-dark": Look(dark=True, width=1920, height=1080),
}


def settle(desktop: Desktop, milliseconds: int = 150) -> None:
    """Let the desk come to rest."""
    for _ in range(20):
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        if desktop.shell.work.is_idle:
            return


def show_desk(app: QApplication, room: Room, look: Look) -> Desktop:
    """Open the window on this room."""
    desktop = Desktop(app, lambda _path, *, demo: OpenDesk(room.services))
    desktop.shell.theme.choose(Scheme.DARK if look.dark else Scheme.LIGHT)
    desktop.shell.theme.resize_text(look.scale)
    desktop.window.resize(look.width, look.height)
    desktop.window.show()
    desktop.window.activateWindow()
    desktop.open(room.services.context.store.path)
    settle(desktop)
    return desktop


def save(widget: QWidget, folder: Path, name: str) -> None:
    """Write the widget as it looks now."""
    folder.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(folder / f"{name}.png"))


def fresh_room(people: int, sessions: int = 1) -> Room:
    """Make a room in a file of its own."""
    return make_room(Path(tempfile.mkdtemp()) / "room.db", people=people, sessions=sessions)


def demo_room() -> Room:
    """Make the demo rollout; its session is running."""
    clock = Clock()
    path = Path(tempfile.mkdtemp()) / "demo.db"
    bootstrap.make_demo(path, at=clock.at, timezone="Asia/Tokyo")
    return Room(open_services(path, clock), clock, [], [])


def no_room() -> Room:
    """Return a file with nothing in it."""
    clock = Clock()
    return Room(open_services(Path(tempfile.mkdtemp()) / "new.db", clock), clock, [], [])
