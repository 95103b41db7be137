"""Badges, the paper roster and the import of people as pictures: `python -m tests.qt.scenes FOLDER [WHAT …]`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.qt.pictures import Look, fresh_room, save, settle, show_desk
from tests.qt.rooms import DESK, Room
from tests.qt.scenes import Draw
from trainer_app.qt.app import Desktop
from trainer_app.qt.parts.badges_panel import BadgesPanel
from trainer_app.qt.parts.basics import column, frame
from trainer_app.qt.parts.paper_roster_panel import PaperRosterPanel
from trainer_app.qt.parts.people_import import PeopleImport


def _desk(app: QApplication, room: Room, look: Look) -> Desktop:
    desktop = show_desk(app, room, look)
    desktop.window.open("today")
    settle(desktop)
    return desktop


def _place(desktop: Desktop, panel: QWidget) -> QWidget:
    """Put the panel where a page shows it."""
    page = desktop.window.open("today")
    over = frame("ground", column(panel, margins=(24, 20, 24, 24)))
    over.setParent(page)
    over.setAutoFillBackground(True)
    over.resize(page.size())
    over.show()
    over.raise_()
    return over


def _shoot(desktop: Desktop, folder: Path, name: str) -> None:
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def _badges(room: Room, app: QApplication, look: Look, marked: int = 0) -> Desktop:
    desktop = _desk(app, room, look)
    panel = BadgesPanel(room.services, desktop.shell.work, desktop.shell.tell, DESK)
    _place(desktop, panel)
    panel.open(room.people[:marked])
    settle(desktop)
    return desktop


def badges(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(_badges(fresh_room(14), app, look), folder, name)


def badges_nobody(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(_badges(fresh_room(0), app, look), folder, name)


def badges_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(_badges(fresh_room(400), app, look, marked=30), folder, name)


def _paper(room: Room, app: QApplication, look: Look) -> tuple[Desktop, PaperRosterPanel]:
    desktop = _desk(app, room, look)
    current = desktop.window.open("today")._current
    panel = PaperRosterPanel(room.services, desktop.shell.work, desktop.shell.tell, current)
    _place(desktop, panel)
    panel.open()
    settle(desktop)
    return desktop, panel


def paper_roster(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(_paper(fresh_room(14), app, look)[0], folder, name)


def paper_roster_four_hundred(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(_paper(fresh_room(400), app, look)[0], folder, name)


def paper_roster_nobody(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _shoot(_paper(fresh_room(0), app, look)[0], folder, name)


def paper_times(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.clock.go_on(hours=2)
    desktop, panel = _paper(room, app, look)
    panel.write_in()
    for line in ("Sakura 1002", "Emma Larsen 10:04", "石田 10:07"):
        panel._writing._line.setText(line)
        panel._writing._send()
        settle(desktop)
    _shoot(desktop, folder, name)


def paper_times_doubtful(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14, sessions=2)
    room.services.sessions.register(room.sessions[0].id, [room.people[0].id], desk=DESK)
    room.clock.go_on(hours=2)
    desktop, panel = _paper(room, app, look)
    panel.write_in()
    panel._writing._line.setText("Sakura 1002")
    panel._writing._send()
    _shoot(desktop, folder, name)


def _import(app: QApplication, look: Look, folder: Path, lines: tuple[str, ...]) -> tuple[Desktop, PeopleImport]:
    room = fresh_room(14)
    desktop = _desk(app, room, look)
    panel = PeopleImport(room.services, desktop.shell.work, DESK)
    _place(desktop, panel)
    folder.mkdir(parents=True, exist_ok=True)
    file = Path(tempfile.mkdtemp()) / "roster.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    panel.open(file)
    settle(desktop)
    return desktop, panel


_ROSTER = (
    "Name,Email,Crew,Shoe size",
    "Ana Silva,ana@example.org,Sales,38",
    "Emma Larsen,emma@elsewhere.org,Support,41",
    "Mei Sato,mei@elsewhere.org,People,36",
    "Bo Khan,bo@,Sales,43",
    ",,,",
    "石田 菜穂子,ishida@elsewhere.org,Finance,37",
)


def import_doubles(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, _panel = _import(app, look, folder, _ROSTER)
    _shoot(desktop, folder, name)


def import_columns(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, panel = _import(app, look, folder, _ROSTER)
    panel._tabs.choose("columns")
    panel._turn("columns")
    _shoot(desktop, folder, name)


def import_people(app: QApplication, look: Look, folder: Path, name: str) -> None:
    lines = ("Name,Email,Team", *(f"Person {n},person-{n}@elsewhere.org,Team {n % 7}" for n in range(400)))
    desktop, _panel = _import(app, look, folder, lines)
    _shoot(desktop, folder, name)


def import_usage(app: QApplication, look: Look, folder: Path, name: str) -> None:
    head = "date,username,product,sku,model,quantity,unit_type"
    desktop, _panel = _import(app, look, folder, (head, "2026-03-28,annl,copilot,premium,gpt-5,3,requests"))
    _shoot(desktop, folder, name)


SCENES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        badges, badges_nobody, badges_four_hundred, paper_roster, paper_roster_four_hundred, paper_roster_nobody,
        paper_times, paper_times_doubtful, import_doubles, import_columns, import_people, import_usage,
    )
}  # fmt: skip
