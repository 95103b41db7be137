"""The People page as pictures: `python -m tests.qt.scenes FOLDER [WHAT …]`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
from tests.qt.rooms import Room
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.people_page import PeoplePage

Draw = Callable[[QApplication, Look, Path, str], None]


def _shown(app: QApplication, look: Look, room: Room) -> tuple[Desktop, PeoplePage]:
    desktop = show_desk(app, room, look)
    page = desktop.window.open("people")
    assert isinstance(page, PeoplePage)
    settle(desktop)
    return desktop, page


def _saved(desktop: Desktop, folder: Path, name: str) -> None:
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def people_empty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, _page = _shown(app, look, fresh_room(0))
    _saved(desktop, folder, name)


def people_fourteen(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _shown(app, look, fresh_room(14))
    page._list.table.selectRow(3)
    _saved(desktop, folder, name)


def people_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _shown(app, look, fresh_room(400))
    page._list.search.setText("佐藤")
    _saved(desktop, folder, name)


def people_demo(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _shown(app, look, demo_room())
    page._list.table.selectRow(4)
    _saved(desktop, folder, name)


def people_person(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _shown(app, look, demo_room())
    came = next(one for one in page._list.rows_shown() if one.hands_on and one.last_active)
    page.show_person(came.id)
    _saved(desktop, folder, name)


def people_form(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _shown(app, look, fresh_room(14))
    page._list.table.selectRow(10)
    page._edit()
    page._form.email.setText("nobody")
    page._form.send()
    _saved(desktop, folder, name)


def people_several(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _shown(app, look, fresh_room(14))
    page._list.table.selectAll()
    page._edit()
    _saved(desktop, folder, name)


def people_merge(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    desktop, page = _shown(app, look, room)
    page._begin_merge_of([room.people[10].id, room.people[12].id])
    _saved(desktop, folder, name)


def people_forget(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _shown(app, look, fresh_room(14))
    page._list.table.selectRow(3)
    page._begin_forget()
    _saved(desktop, folder, name)


SCENES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        people_empty, people_fourteen, people_four_hundred, people_demo, people_person, people_form, people_several,
        people_merge, people_forget,
    )
}  # fmt: skip
