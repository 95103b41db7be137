"""What tests of the desk may ask for: a home of their own, a room full of people, and the window open on it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.rooms import Room, make_room, same_room
from trainer_app import bootstrap
from trainer_app.qt.app import Desktop, OpenFile
from trainer_app.qt.desk import OpenDesk, keep_off_ui_thread
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.pages.today_page import TodayPage

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OpenOn = Callable[[Room], Desktop]


@pytest.fixture(scope="session")
def frozen() -> None:
    """Leave what is there before the first window out of every collection, which is then quick."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def swept(frozen: None) -> Iterator[None]:
    """Collect on this thread only, as the program does: a worker must never free a widget."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what the window remembers and logs away from the real home."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def made_room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Make the room once; its file is closed, so that it can be copied."""
    made = make_room(tmp_path_factory.mktemp("made") / "room.db", people=14)
    made.services.close()
    return made


@pytest.fixture(scope="session")
def made_series(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Make a room with a series of two sessions once."""
    made = make_room(tmp_path_factory.mktemp("made") / "series.db", people=14, sessions=2)
    made.services.close()
    return made


@pytest.fixture
def room(made_room: Room, tmp_path: Path) -> Iterator[Room]:
    """Fourteen people and one session that starts in eight minutes."""
    copied = same_room(made_room, tmp_path / "room.db")
    yield copied
    copied.services.close()


@pytest.fixture
def series(made_series: Room, tmp_path: Path) -> Iterator[Room]:
    """The same people and two sessions of a series, a week apart; the second starts in eight minutes."""
    copied = same_room(made_series, tmp_path / "series.db")
    yield copied
    copied.services.close()


@pytest.fixture
def open_on(qtbot: QtBot) -> Iterator[OpenOn]:
    """Open the window on a room's file, guarded: nothing may touch the data on the UI thread."""
    opened: list[Desktop] = []

    def open_now(room: Room) -> Desktop:
        def load(path: Path, *, demo: bool) -> OpenFile:
            assert not demo
            return OpenDesk(bootstrap.build(path, clock=room.clock, guard=keep_off_ui_thread))

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        desktop = Desktop(app, load)
        qtbot.addWidget(desktop.window)
        opened.append(desktop)
        desktop.window.show()
        desktop.window.activateWindow()
        with qtbot.waitSignal(desktop.usable, timeout=10_000):
            desktop.open(room.services.context.store.path)
        rest(qtbot, desktop)
        return desktop

    yield open_now
    for desktop in opened:
        desktop.window.close()


@pytest.fixture
def desktop(room: Room, open_on: OpenOn) -> Desktop:
    """The window on the room, doors open."""
    room.open_doors()
    return open_on(room)


@pytest.fixture
def door(qtbot: QtBot, desktop: Desktop) -> CheckInPage:
    """The check-in page of that window, at rest."""
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    rest(qtbot, desktop)
    return page


@pytest.fixture
def today(desktop: Desktop) -> TodayPage:
    """The first page of that window."""
    page = desktop.window.current()
    assert isinstance(page, TodayPage)
    return page


def rest(qtbot: QtBot, desktop: Desktop) -> None:
    """Wait until every question has been answered."""
    qtbot.waitUntil(lambda: desktop.shell.work.is_idle and desktop.shell.live.is_quiet, timeout=30_000)


@pytest.fixture
def little_room() -> Callable[[], AbstractContextManager[None]]:
    """Let this process write no file longer than a few bytes, as if the disk were full."""
    resource = pytest.importorskip("resource")

    @contextmanager
    def limited() -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limited
