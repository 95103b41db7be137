"""The Sessions page as pictures: `python -m tests.qt.scenes FOLDER [WHAT …]`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, fresh_room, save, settle, show_desk
from tests.qt.rooms import DESK, START, ZONE, Room
from trainer_app.domain.session import SessionKind
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.sessions_page import SessionsPage
from trainer_app.services.sessions import SessionPlan

_LONG = "長い名前の研修会、コマンドラインのアシスタントを自分のパソコンで動かしてみる"
Draw = Callable[[QApplication, Look, Path, str], None]


def _planned(people: int) -> Room:
    room = fresh_room(people, sessions=4)
    plans = []
    for number in range(6):
        begin = START + timedelta(days=number // 3 + 1, hours=number % 3, minutes=8)
        name = _LONG if number == 4 else f"Clinic {number + 1}"
        plans.append(
            SessionPlan(
                name, SessionKind.CLINIC, begin, begin + timedelta(minutes=50), ZONE, room=f"Room {number % 2 + 1}",
                capacity=4 + number, hard_capacity=number == 1, facilitator="石田 菜穂子", helpers=("Jo", "Priya"),
                series="Clinic",
            )
        )  # fmt: skip
    made = room.services.sessions.create(plans, desk=DESK)
    who = [one.id for one in room.people]
    room.services.sessions.register(room.sessions[-1].id, who[: max(people * 2 // 3, 0)], desk=DESK)
    room.services.sessions.register(made[0].id, who[:6], desk=DESK)
    room.services.sessions.register(made[2].id, who[:6], desk=DESK)
    room.open_doors()
    for one in room.people[:5]:
        room.check_in(one)
    return room


def _page(desktop: Desktop) -> SessionsPage:
    page = desktop.window.open("sessions")
    assert isinstance(page, SessionsPage)
    settle(desktop)
    return page


def _drawn(  # positional: as a scene, and what is done before
    app: QApplication, look: Look, folder: Path, name: str, *, people: int = 14, first: Callable[[SessionsPage], None]
) -> None:
    desktop = show_desk(app, _planned(people), look)
    page = _page(desktop)
    first(page)
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def sessions_empty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(0, sessions=0), look)
    _page(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def sessions_list(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page._detail.show_tab("overview"))


def sessions_registrations(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page._detail.show_tab("people"))


def sessions_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, people=400, first=lambda page: page._detail.show_tab("people"))


def sessions_staffing(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page._detail.show_tab("staffing"))


def sessions_report(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page._detail.show_tab("report"))


def sessions_calendar(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page._show_calendar())


def sessions_series(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page.begin_series())


def sessions_edit(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page.edit())


def sessions_import(app: QApplication, look: Look, folder: Path, name: str) -> None:
    file = Path(tempfile.mkdtemp()) / "plan.csv"
    file.write_text(
        "Session,Date,Start,End,Room,Capacity\nSetup 1,2026-03-03,10:00,11:30,Room 1,12\n"
        "Setup 2,2026-03-05,10:00,11:30,Room 1,12\nSetup 3,someday,10:00,11:30,,\n",
        encoding="utf-8",
    )
    _drawn(app, look, folder, name, first=lambda page: page.import_plan(file))


def _read_attendance(file: Path, page: SessionsPage) -> None:
    page.import_attendance(file, page._table.rows_marked()[0].session.id)


def sessions_attendance(app: QApplication, look: Look, folder: Path, name: str) -> None:
    file = Path(tempfile.mkdtemp()) / "attendance of Tuesday.csv"
    file.write_text(
        "Name,Checked in at\nSakura Nakamura,2026-02-17T10:05:00+09:00\nWei Chen,2026-02-17T09:58:00+09:00\n"
        "Omar Haddad,2026-02-17T10:02:00+09:00\nNobody Known,2026-02-17T10:02:00+09:00\n",
        encoding="utf-8",
    )
    _drawn(
        app,
        look,
        folder,
        name,
        first=partial(_read_attendance, file),
    )


def sessions_attendance_guessed(app: QApplication, look: Look, folder: Path, name: str) -> None:
    file = Path(tempfile.mkdtemp()) / "list.csv"
    file.write_text("Name\nOmar Haddad\nHaruto Itō\nEmma Larsen\n", encoding="utf-8")
    _drawn(
        app,
        look,
        folder,
        name,
        first=partial(_read_attendance, file),
    )


SCENES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        sessions_empty, sessions_list, sessions_registrations, sessions_four_hundred, sessions_staffing,
        sessions_report, sessions_calendar, sessions_series, sessions_edit, sessions_import,
        sessions_attendance, sessions_attendance_guessed,
    )
}  # fmt: skip
