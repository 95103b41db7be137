"""The Checklists page as pictures: `python -m tests.qt.scenes FOLDER [WHAT …]`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, fresh_room, save, settle, show_desk
from tests.qt.rooms import DESK, Room
from trainer_app.domain.checklist_edit import with_copy, with_step
from trainer_app.domain.checklist_spots import Spot
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.checklists_page import ChecklistsPage

_LONG = "長い名前の手順、コマンドラインのアシスタントを自分のパソコンで動かして最初の変更を確かめる"
Draw = Callable[[QApplication, Look, Path, str], None]


def _used() -> Room:
    """A room whose first session froze the shipped checklist; two versions were kept since."""
    room = fresh_room(14, sessions=4)
    room.services.sessions.enter(room.sessions[0].id, Phase.DOORS, desk=DESK)
    for minutes in (3, 4):
        base = room.services.checklists.of_program()
        step = replace(base.steps[1], minutes=minutes, title=f"{base.steps[1].title} ({minutes})")
        room.services.checklists.save(with_step(base, step), desk=DESK)
    return room


def _page(desktop: Desktop) -> ChecklistsPage:
    page = desktop.window.open("checklists")
    assert isinstance(page, ChecklistsPage)
    settle(desktop)
    return page


def _drawn(  # positional: as a scene, and what is done before
    app: QApplication, look: Look, folder: Path, name: str, *, first: Callable[[ChecklistsPage], object]
) -> None:
    desktop = show_desk(app, _used(), look)
    page = _page(desktop)
    first(page)
    settle(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def checklists_step(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page.take_focus())


def checklists_shipped(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop = show_desk(app, fresh_room(0, sessions=0), look)
    _page(desktop)
    save(desktop.window, folder, name)
    desktop.window.close()
    desktop.window.deleteLater()


def checklists_errors(app: QApplication, look: Look, folder: Path, name: str) -> None:
    def first(page: ChecklistsPage) -> None:
        page.editor.go_to(Spot(page.draft.now.steps[2].key))
        page.editor.show_view("errors")
        page.editor.errors.pattern.try_on("zsh: command not found: tool")

    _drawn(app, look, folder, name, first=first)


def checklists_preview(app: QApplication, look: Look, folder: Path, name: str) -> None:
    def first(page: ChecklistsPage) -> None:
        page.editor.steps.look_at(page.draft.now.steps[5].key)
        page.editor.show_view("preview")

    _drawn(app, look, folder, name, first=first)


def checklists_versions(app: QApplication, look: Look, folder: Path, name: str) -> None:
    def first(page: ChecklistsPage) -> None:
        page.editor.remove_step()
        page.editor.show_view("versions")
        page.editor.versions.table.selectRow(1)

    _drawn(app, look, folder, name, first=first)


def checklists_broken(app: QApplication, look: Look, folder: Path, name: str) -> None:
    def first(page: ChecklistsPage) -> None:
        page.editor.add_step()
        page.editor.form.pattern.field.setText("([a-z]+)+")

    _drawn(app, look, folder, name, first=first)


def checklists_many(app: QApplication, look: Look, folder: Path, name: str) -> None:
    def first(page: ChecklistsPage) -> None:
        now = page.draft.now
        for step in now.steps[:6]:
            now, made = with_copy(now, step.key)
            now = with_step(now, replace(made, title=_LONG, optional=True, machine_wait=True))
        page.draft.edit(now)
        page.editor.steps.look_at(now.steps[1].key)

    _drawn(app, look, folder, name, first=first)


def checklists_empty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _drawn(app, look, folder, name, first=lambda page: page._begin_empty())


SCENES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        checklists_step, checklists_shipped, checklists_errors, checklists_preview, checklists_versions,
        checklists_broken, checklists_many, checklists_empty,
    )
}  # fmt: skip
