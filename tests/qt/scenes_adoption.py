"""The Adoption page as pictures: empty, with the demo's seventy, with four hundred, its lists, forms and worksheet."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
from tests.qt.rooms import DESK, Room
from tests.rollout import usage_export
from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.adoption import State
from trainer_app.domain.changes import Deed, Topic
from trainer_app.domain.check_in import Gesture, InputKind
from trainer_app.domain.completion import Completion
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.adoption_page import AdoptionPage
from trainer_app.qt.parts.adoption_picture import DUE, REVISIT

Draw = Callable[[QApplication, Look, Path, str], None]


def rolled_out(people: int) -> Room:
    """Return a room trained in two sessions ten weeks ago, with usage that differs from person to person."""
    room = fresh_room(people, sessions=2)
    services = room.services
    for session in room.sessions:
        services.sessions.enter(session.id, Phase.DOORS, desk=DESK)
    granted = room.sessions[0].starts_at.date() - timedelta(days=9)
    with services.context.store.write() as work:
        keys = [AccessGrant(one.id, "OpenAI", GrantKind.KEY, _key(at), granted) for at, one in enumerate(room.people)]
        work.access.add((services.new_id(), grant) for grant in keys)
        work.record(Deed(Topic.PEOPLE, "access_imported"), at=room.clock(), desk=DESK)
    for number, who in enumerate(room.people):
        session = room.sessions[number % 2]
        if number % 13:
            gesture = Gesture(services.new_id(), session.id, InputKind.NAME, DESK)
            services.check_in.choose(gesture, who.id)
        if number % 13 and number % 11:
            services.completions.complete(
                Completion(services.new_id(), who.id, session.id, session.starts_at), desk=DESK
            )
    room.clock.go_on(weeks=10)
    with tempfile.TemporaryDirectory() as folder:
        days = list(_used(room))
        file = usage_export(Path(folder) / "usage.csv", granted, room.clock().date() - timedelta(days=1), days)
        services.usage_import.import_file(file, desk=DESK)
    return room


def _key(number: int) -> str:
    return f"key_{number:04}"


def _used(room: Room) -> Iterator[tuple[str, date]]:
    """Yield who used it when: some never, some for a while, some every week."""
    for number in range(len(room.people)):
        day = room.sessions[number % 2].starts_at.date()
        weeks = (0, 9, 0, 1, 9, 3, 0)[number % 7]
        for week in range(weeks):
            yield _key(number), day + timedelta(days=3 + 7 * week)
        if number % 3 == 0:
            yield _key(number), day - timedelta(days=2)
    yield "key_of_nobody", room.clock().date() - timedelta(days=5)


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


def adoption_14(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, _page = _open(app, rolled_out(14), look)
    _done(desktop, folder, name)


def adoption_400(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, _page = _open(app, rolled_out(400), look)
    _done(desktop, folder, name)


def adoption_list_14(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _open(app, rolled_out(14), look)
    page.show_list(State.TRIED_ONCE.value)
    _done(desktop, folder, name)


def adoption_list_400(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, page = _open(app, rolled_out(400), look)
    page.show_list(State.CONTINUING.value)
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
    "adoption-14": adoption_14,
    "adoption-400": adoption_400,
    "adoption-list-14": adoption_list_14,
    "adoption-list-400": adoption_list_400,
    "adoption-due": adoption_due,
    "adoption-revisit": adoption_revisit,
    "adoption-stale": adoption_stale,
    "adoption-worksheet": adoption_worksheet,
}
