"""Every screen as a picture, to be looked at: `python -m tests.qt.scenes FOLDER [WHAT …]`.

Each screen empty, with a class of fourteen and with four hundred; light, dark, with large text and on a large screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import LOOKS, Look, demo_room, fresh_room, no_room, save, settle, show_desk
from tests.qt.rooms import DESK
from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.pages.today_page import TodayPage
from trainer_app.words.check_in import Action

Draw = Callable[[QApplication, Look, Path, str], None]


def _close(desktop: Desktop) -> None:
    desktop.window.close()
    desktop.window.deleteLater()


def _page(desktop: Desktop) -> CheckInPage:
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    settle(desktop)
    return page


def today_empty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(0, sessions=0), look)
    desktop.window.open("today")
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def today(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(14, sessions=3), look)
    desktop.window.open("today")
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def new_session(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(14, sessions=1), look)
    page = desktop.window.open("today")
    assert isinstance(page, TodayPage)
    settle(desktop)
    page._begin_session()
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def doors_closed(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(14), look)
    _page(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def ready(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    desktop = show_desk(app, room, look)
    _page(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def checked_in(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _answered(app, look, folder, (name, 14, 7, 0))


def japanese(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _answered(app, look, folder, (name, 14, 2, 3))


def long_name(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _answered(app, look, folder, (name, 14, 5, 13))


def four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _answered(app, look, folder, (name, 400, 200, 201))


def _answered(app: QApplication, look: Look, folder: Path, what: tuple[str, int, int, int]) -> None:
    name, people, arrived, who = what
    room = fresh_room(people, sessions=3)
    room.open_doors()
    for one in room.people[:arrived]:
        if one is not room.people[who]:
            room.check_in(one)
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page._choose(room.people[who])
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def wrong_session(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14, sessions=3)
    room.services.sessions.register(room.sessions[0].id, [room.people[4].id], desk=DESK)
    room.services.sessions.register(room.sessions[2].id, [one.id for one in room.people[5:]], desk=DESK)
    room.open_doors()
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page._choose(room.people[4])
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def already_in(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    room.check_in(room.people[1])
    room.clock.go_on(minutes=7)
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page._choose(room.people[1])
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def closed_with_reason(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, room := fresh_room(14), look)
    page = _page(desktop)
    page._choose(room.people[1])
    settle(desktop)
    page._answer._press(Action.OVERRIDE)
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def unknown_badge(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page.scan("4006381333931")
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def results(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    room.check_in(room.people[10])
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page._field._field.setText("mei sato")
    page._search("mei sato")
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def walk_in(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page._walk_in_for("Priya Singh")
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def roll_call(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(400)
    room.open_doors()
    for one in room.people[:30]:
        room.check_in(one)
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page._begin_roll_call()
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def full_screen(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14, sessions=3)
    room.open_doors()
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    desktop.window.show_rail(False)
    page.fill_screen(True)
    page._choose(room.people[0])
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def seat(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14, sessions=3)
    room.open_doors()
    desktop = show_desk(app, room, look)
    page = _page(desktop)
    page._choose(room.people[0])
    settle(desktop)
    page._edit()
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def demo(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, demo_room(), look)
    desktop.window.open("today")
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def welcome(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, no_room(), look)
    save(desktop.window, folder, name)
    _close(desktop)


def import_preview(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(14), look)
    page = desktop.window.open("today")
    assert isinstance(page, TodayPage)
    settle(desktop)
    file = folder / "roster.csv"
    file.write_text(
        "Name,Email,Team,Shoe size\nAna Silva,ana@example.org,Sales,38\nBo Khan,bo@,Sales,43\n,,,\n"
        "Mei Sato,,People,\nNoa Kim,noa@example.org,People,sk-abcdefghijklmnopqrstuvwxyz0123456789\n",
        encoding="utf-8",
    )
    page.import_people(file)
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


def keys(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    desktop = show_desk(app, room, look)
    _page(desktop)
    desktop.window.show_keys()
    desktop.shell.tell.trouble(StorageDown(DataTrouble.DISK_FULL))
    settle(desktop)
    save(desktop.window, folder, name)
    _close(desktop)


SCENES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        today_empty, today, new_session, demo, welcome, import_preview, doors_closed, ready, checked_in, japanese,
        long_name, four_hundred, wrong_session, already_in, closed_with_reason, unknown_badge, results, walk_in,
        roll_call, full_screen, seat, keys,
    )
}  # fmt: skip


def main(folder: str, *wanted: str) -> None:
    """Render every scene in every look, or only those whose name contains one of the words."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
    app = QApplication([])
    others = (
        import_module(f"tests.qt.{file.stem}").SCENES for file in sorted(Path(__file__).parent.glob("scenes_*.py"))
    )
    scenes = {**SCENES, **{name: draw for more in others for name, draw in more.items()}}
    for scene, draw in scenes.items():
        for name, look in LOOKS.items():
            full = f"{scene}-{name}"
            if not wanted or any(word in full for word in wanted):
                draw(app, look, Path(folder), full)


if __name__ == "__main__":
    main(*sys.argv[1:])
