"""Help queue, completion form and projector as pictures: `python -m tests.qt.scenes_queue FOLDER [WHAT …]`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.qt.pictures import LOOKS, Look, demo_room, fresh_room, save, settle, show_desk
from tests.qt.queue_rooms import asking, busy, hands_on
from tests.qt.rooms import DESK, Room
from trainer_app.qt.app import Desktop
from trainer_app.qt.current import Current
from trainer_app.qt.parts.queue_panel import QueuePanel

Draw = Callable[[QApplication, Look, Path, str], None]


def _current(desktop: Desktop, room: Room) -> Current:
    current = Current(room.services, desktop.shell.work, desktop.shell.live, DESK)
    current.refresh()
    settle(desktop)
    return current


def _panel(app: QApplication, room: Room, look: Look) -> tuple[Desktop, QueuePanel]:
    desktop = show_desk(app, room, look)
    panel = QueuePanel(room.services, desktop.shell.work, desktop.shell.tell, _current(desktop, room))
    panel.setProperty("kind", "ground")
    panel.resize(round(340 * (1 if look.scale == 1 else 1.25)), look.height)
    session = next(one for one in reversed(room.services.sessions.everything()) if one.phase.value != "planned")
    panel.show_view(room.services.floor.look(session.id), room.clock())
    panel.show()
    panel.take_focus()
    settle(desktop)
    return desktop, panel


def _picture(desktop: Desktop, widget: QWidget, folder: Path, name: str) -> None:
    save(widget, folder, name)
    widget.close()
    desktop.window.close()
    desktop.window.deleteLater()


def queue(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    busy(room)
    _picture(*_panel(app, room, look), folder, name)


def queue_demo(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _picture(*_panel(app, demo_room(), look), folder, name)


def queue_empty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    hands_on(room)
    _picture(*_panel(app, room, look), folder, name)


def queue_thirty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(60)
    hands_on(room)
    asking(room, 30)
    _picture(*_panel(app, room, look), folder, name)


def queue_remedies(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    busy(room)
    desktop, panel = _panel(app, room, look)
    panel.picker.ask_what_helped(panel.list.marked)
    settle(desktop)
    _picture(desktop, panel, folder, name)


SCENES: dict[str, Draw] = {
    draw.__name__: draw for draw in (queue, queue_demo, queue_empty, queue_thirty, queue_remedies)
}


def main(folder: str, *wanted: str) -> None:
    """Render every scene in every look, or only those whose name contains one of the words."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
    app = QApplication([])
    for scene, draw in SCENES.items():
        for name, look in LOOKS.items():
            full = f"{scene}-{name}"
            if not wanted or any(word in full for word in wanted):
                draw(app, look, Path(folder), full)


if __name__ == "__main__":
    main(*sys.argv[1:])
