"""The Adoption page as pictures: empty, with the demo's seventy, with four hundred, its lists, forms and worksheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
from tests.qt.rooms import DESK, Room
from trainer_app.domain.adoption import State
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.adoption_page import AdoptionPage
from trainer_app.qt.parts.adoption_picture import DUE, REVISIT

Draw = Callable[[QApplication, Look, Path, str], None]


def _open(app: QApplication, room: Room, look: Look) -> tuple[Desktop, AdoptionPage]:
    desktop = show_desk(app, room, look)
    page = desktop.window.open("adoption")
    assert isinstance(page, AdoptionPage)
    settle(desktop)
    return desktop, page


def _done(desktop: Desktop, folder: Path, name: str) -> None:
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def adoption_empty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, _page = _open(app, fresh_room(0, sessions=0), look)
    _done(desktop, folder, name)


def adoption_untrained(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, _page = _open(app, fresh_room(14), look)
    _done(desktop, folder, name)


def adoption(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, _page = _open(app, demo_room(), look)
    _done(desktop, folder, name)


def adoption_list(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = demo_room()
    _agree(room)
    desktop, page = _open(app, room, look)
    page.show_list(State.TRIED_ONCE.value)
    _done(desktop, folder, name)


def adoption_form(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = demo_room()
    _agree(room)
    desktop, page = _open(app, room, look)
    page.show_list(State.STOPPED.value)
    page.lists.table.selectRow(0)
    page.lists.edit()
    _done(desktop, folder, name)


def adoption_due(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = demo_room()
    _agree(room)
    desktop, page = _open(app, room, look)
    page.show_list(DUE)
    _done(desktop, folder, name)


def adoption_revisit(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _open(app, demo_room(), look)
    page.look_at(date(2026, 6, 1))
    settle(desktop)
    page.show_list(REVISIT)
    page.lists.table.selectRow(0)
    page.lists.edit()
    _done(desktop, folder, name)


def adoption_stale(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _open(app, demo_room(), look)
    page.look_at(date(2026, 4, 20))
    _done(desktop, folder, name)


def adoption_worksheet(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _open(app, demo_room(), look)
    assert page.picture
    page._show_worksheet(page.picture.report.teams[0])
    _done(desktop, folder, name)


def _agree(room: Room) -> None:
    service = room.services.follow_ups
    report = service.look().report
    for state in (State.TRIED_ONCE, State.STOPPED):
        people = [one.attendee_id for one in report.people if one.state is state]
        for number, who in enumerate(people[:9]):
            due = report.as_of + timedelta(days=number - 3)
            agreed = {"owner": ("Mei", "Arjun", "Priya Maximiliane von Hohenwart")[number % 3], "due_on": due}
            if number % 4 == 1:
                agreed |= {"done_on": report.as_of, "note": "Rang; the monthly close is the task"}
            service.set(who, state, agreed=agreed, desk=DESK)


SCENES: dict[str, Draw] = {
    "adoption": adoption,
    "adoption-empty": adoption_empty,
    "adoption-untrained": adoption_untrained,
    "adoption-list": adoption_list,
    "adoption-form": adoption_form,
    "adoption-due": adoption_due,
    "adoption-revisit": adoption_revisit,
    "adoption-stale": adoption_stale,
    "adoption-worksheet": adoption_worksheet,
}
