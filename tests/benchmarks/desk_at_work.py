"""The window on a room of people at work, for benchmarks: its clock goes on as the real one does."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.qt.rooms import DESK, Room, make_room
from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.check_in import Gesture, InputKind
from trainer_app.domain.session import Phase
from trainer_app.qt.app import SWITCH_S, Desktop, OpenFile
from trainer_app.qt.desk import OpenDesk
from trainer_app.qt.garbage import Garbage


@dataclass
class DeskAtWork:
    """A window whose pages are all built; `services` are its own, to be used on other threads."""

    room: Room
    desktop: Desktop
    services: Services

    def check_in(self, attendee_id: UUID) -> None:
        """Check somebody in, on any thread but the window's."""
        gesture = Gesture(self.services.new_id(), self.room.sessions[-1].id, InputKind.SCANNER, DESK)
        self.services.check_in.choose(gesture, attendee_id)

    def rest(self) -> None:
        """Let the window do what it is asked until nothing is asked any more."""
        wait(lambda: self.desktop.shell.work.is_idle and self.desktop.shell.live.is_quiet)


@contextmanager
def desk_at_work(*, people: int, arrived: int, hands_on: bool = False) -> Iterator[DeskAtWork]:
    """Open the window on so many people, of whom `arrived` are in, garbage and threads as in the program."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    sys.setswitchinterval(SWITCH_S)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for kind in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = folder
        room = make_room(Path(folder) / "room.db", people=people)
        _let_in(room, arrived, hands_on=hands_on)
        room.services.close()
        garbage = Garbage()
        garbage.take_over()
        made: list[Services] = []
        desktop = Desktop(app, partial(_load, room, made))
        desktop.window.resize(1280, 800)
        desktop.window.show()
        desktop.open(room.services.context.store.path)
        wait(lambda: bool(made) and bool(desktop.window.pages()))
        for name, _title in desktop.window.pages():
            desktop.window.open(name)
        at_work = DeskAtWork(room, desktop, made[0])
        at_work.rest()
        garbage.settle()
        try:
            yield at_work
        finally:
            at_work.rest()
            desktop.window.close()
            garbage.give_back()


def wait(done: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Run the window until this is so."""
    loop, limit = QEventLoop(), time.perf_counter() + seconds
    timer = QTimer(interval=10)

    def look() -> None:
        if done():
            loop.quit()
        elif time.perf_counter() > limit:
            sys.exit("the window never came so far")

    timer.timeout.connect(look)
    timer.start()
    loop.exec()


def run_for(seconds: float) -> None:
    """Run the window for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()


def _load(
    room: Room, made: list[Services], file: Path, *, demo: bool, backup: Path | None = None
) -> OpenFile:  # positional: a partial of the first two
    del demo, backup
    begun, at = time.perf_counter(), room.clock.at
    services = bootstrap.build(file, clock=lambda: at + timedelta(seconds=time.perf_counter() - begun))
    made.append(services)
    return OpenDesk(services)


def _let_in(room: Room, arrived: int, *, hands_on: bool) -> None:
    room.open_doors()
    for one in room.people[:arrived]:
        room.check_in(one)
    room.clock.go_on(minutes=1)
    if hands_on:
        for phase in (Phase.TALK, Phase.HANDS_ON):
            room.services.sessions.enter(room.sessions[-1].id, phase, desk=DESK)
            room.clock.go_on(minutes=3)
