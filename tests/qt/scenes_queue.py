"""Help queue, completion form and projector as pictures: `python -m tests.qt.scenes FOLDER [WHAT …]`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle, show_desk
from tests.qt.queue_rooms import asking, busy, hands_on
from tests.qt.rooms import DESK, Room
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.current import Current
from trainer_app.qt.parts.completion_form import CompletionForm
from trainer_app.qt.parts.queue_panel import QueuePanel
from trainer_app.qt.projector import Projector

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


def _form(app: QApplication, room: Room, look: Look) -> tuple[Desktop, CompletionForm]:
    desktop = show_desk(app, room, look)
    form = CompletionForm(room.services, desktop.shell.work, desktop.shell.tell, _current(desktop, room))
    form.resize(round(340 * look.scale), form.sizeHint().height())
    return desktop, form


def completion(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    busy(room)
    desktop, form = _form(app, room, look)
    form.ask(room.people[13].id, room.people[13].name, room.session.id)
    settle(desktop)
    form._answer(2)
    inside = form.layout()
    assert inside
    form.resize(form.width(), inside.totalHeightForWidth(form.width()))
    settle(desktop)
    _picture(desktop, form, folder, name)


def _projector(app: QApplication, room: Room, look: Look) -> tuple[Desktop, Projector]:
    desktop = show_desk(app, room, look)
    current = _current(desktop, room)
    projector = Projector(room.services, desktop.shell.work, desktop.shell.live, current)
    projector.resize(look.width, look.height)
    projector.show()
    settle(desktop)
    return desktop, projector


def projector(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    busy(room)
    _picture(*_projector(app, room, look), folder, name)


def projector_steps(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    busy(room)
    desktop, shown = _projector(app, room, look)
    shown.choose(-20)
    for number in range(len(room.services.checklists.of_session(room.session.id).steps)):
        save(shown, folder, f"{name}-{number}")
        shown.choose(1)
    _picture(desktop, shown, folder, name)


def projector_fix(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    busy(room)
    room.services.floor.show_fix(room.session.id, "sign_in", desk=DESK)
    _picture(*_projector(app, room, look), folder, name)


def projector_join(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = fresh_room(14)
    room.open_doors()
    desktop, shown = _projector(app, room, look)
    shown.show_address("http://192.168.1.23:8470/j/4F7K-92")
    _picture(desktop, shown, folder, name)


def projector_welcome(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _picture(*_projector(app, fresh_room(14), look), folder, name)


def _in_phase(app: QApplication, look: Look, phase: Phase, where: tuple[Path, str]) -> None:
    room = fresh_room(14)
    busy(room)
    room.services.sessions.enter(room.session.id, phase, desk=DESK)
    room.clock.go_on(minutes=3)
    desktop, shown = _projector(app, room, look)
    _picture(desktop, shown, *where)


def projector_break(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _in_phase(app, look, Phase.BREAK, (folder, name))


def projector_wrap_up(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _in_phase(app, look, Phase.WRAP_UP, (folder, name))


def projector_ended(app: QApplication, look: Look, folder: Path, name: str) -> None:
    _in_phase(app, look, Phase.ENDED, (folder, name))


SCENES: dict[str, Draw] = {
    draw.__name__: draw for draw in (
        queue, queue_demo, queue_empty, queue_thirty, queue_remedies, completion, projector, projector_fix,
        projector_join, projector_welcome, projector_break, projector_wrap_up, projector_ended, projector_steps,
    )
}  # fmt: skip
