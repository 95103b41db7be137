"""The report of a session and its staffing planner as pictures: `python -m tests.qt.scenes FOLDER [WHAT …]`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
from tests.qt.rooms import Room
from trainer_app.qt.app import Desktop
from trainer_app.qt.parts.report_panel import ReportPanel
from trainer_app.qt.parts.staffing_panel import StaffingPanel

Draw = Callable[[QApplication, Look, Path, str], None]
_RAIL, _BARS = 190, 130  # what the window keeps beside and above a tab of its page


def _shown(panel: QWidget, desktop: Desktop, look: Look, folder: Path, name: str) -> None:
    panel.setProperty("kind", "ground")
    panel.resize(look.width - round(_RAIL * look.scale) - 48, look.height - round(_BARS * look.scale))
    panel.show()
    settle(desktop)
    settle(desktop)
    save(panel, folder, name)
    panel.close()
    desktop.window.close()
    desktop.window.deleteLater()


def _session(room: Room, name: str) -> object:
    return next(one for one in room.services.sessions.everything() if one.name == name)


def _report(app: QApplication, look: Look, folder: Path, name: str, room: Room, session: str) -> None:
    desktop = show_desk(app, room, look)
    panel = ReportPanel(room.services, desktop.shell.work, desktop.shell.tell)
    panel.show_session(_session(room, session))
    _shown(panel, desktop, look, folder, name)


def _staffing(app: QApplication, look: Look, folder: Path, name: str, room: Room, session: str) -> None:
    desktop = show_desk(app, room, look)
    panel = StaffingPanel(room.services, desktop.shell.work)
    panel.show_session(_session(room, session))
    _shown(panel, desktop, look, folder, name)


def report_after(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _report(app, look, folder, name, demo_room(), "Hands-on 2")


def report_running(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _report(app, look, folder, name, demo_room(), "Hands-on 6")


def report_awareness(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _report(app, look, folder, name, demo_room(), "Why it matters 1")


def report_not_started(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _report(app, look, folder, name, fresh_room(14), "Hands-on 1")


def report_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(400)
    room.open_doors()
    for one in room.people:
        room.check_in(one)
    _report(app, look, folder, name, room, "Hands-on 1")


def staffing_learned(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _staffing(app, look, folder, name, demo_room(), "Hands-on 6")


def staffing_assumed(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _staffing(app, look, folder, name, fresh_room(14), "Hands-on 1")


def staffing_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _staffing(app, look, folder, name, fresh_room(400), "Hands-on 1")


def staffing_nobody(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _staffing(app, look, folder, name, fresh_room(0), "Hands-on 1")


SCENES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        report_after, report_running, report_awareness, report_not_started, report_four_hundred,
        staffing_learned, staffing_assumed, staffing_four_hundred, staffing_nobody,
    )
}  # fmt: skip
