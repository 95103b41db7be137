"""Walks the tour: real windows on real services, at a moment that is always the same, so that two tours agree."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from trainer_app.bootstrap import Services
from trainer_app.qt.app import Desktop, Load, OpenFile
from trainer_app.qt.desk import OpenDesk, open_desk
from trainer_app.qt.parts.opening import Opening
from trainer_app.qt.theme import Scheme
from trainer_app.qt.tour import rooms
from trainer_app.qt.tour.camera import Album, Camera, Failed, Look
from trainer_app.qt.tour.guide import Guide, Stop, part
from trainer_app.qt.tour.pretend_host import PretendHost
from trainer_app.qt.tour.route import CROWD, DEMO, EMPTY, Route
from trainer_app.qt.tour.stops_desk import overlays
from trainer_app.qt.tour.stops_floor import projector
from trainer_app.qt.tour.stops_phones import phones
from trainer_app.words.language import use_language

_ENVIRONMENT: Final = 3
_HOMES: Final = ("XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")


@dataclass(frozen=True, slots=True)
class TourAsked:
    """How the tour was asked for on the command line."""

    out: Path
    width: int = 1280
    height: int = 800
    dark: bool = False
    scale: float = 1.0
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Toured:
    """The pictures in the order they were taken, and the stops that failed."""

    taken: list[Path]
    failed: list[Failed]


def take_tour(asked: TourAsked, *, only: frozenset[str] = frozenset(), look: Look | None = None) -> Toured:
    """Write every picture into the folder.

    `only` keeps to some of "opening", "new", "empty", "demo" and "crowd"; `look` is shown each window with the stop's
    name while its picture is taken.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    use_language(asked.language)
    standing = QApplication.instance()
    app = standing if isinstance(standing, QApplication) else QApplication([])
    app.setCursorFlashTime(0)
    asked.out.mkdir(parents=True, exist_ok=True)
    album = Album(asked.out, _give_up, look)
    with _folder() as folder, _home(folder):
        if not only or "opening" in only:
            _opening(app, asked, album, folder=folder)
        for name, (make, route) in _PROGRAMS.items():
            if not only or name in only:
                _program(app, asked, album, walk=_Walk(name, make(folder / f"{name}.db"), route, folder))
    return Toured(album.taken, album.failed)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Through one data file."""

    name: str
    services: Services
    route: Route
    folder: Path


_PROGRAMS: Final[Mapping[str, tuple[Callable[[Path], Services], Route]]] = {
    "new": (rooms.new_file, {}),
    "empty": (rooms.empty_program, EMPTY),
    "demo": (rooms.demo, DEMO),
    "crowd": (rooms.crowd, CROWD),
}


def _opening(app: QApplication, asked: TourAsked, album: Album, *, folder: Path) -> None:
    """Look at a file while it is opened, and at one that is not ours."""
    foreign = folder / "holiday.db"
    foreign.write_text("not a data file", encoding="utf-8")
    with _desktop(app, asked, _open_really) as desktop, closing(Camera(desktop, album)) as camera:
        camera.take("opening", Stop("", (partial(part(desktop.window, Opening).show_file, folder / "demo.db"),)))
        camera.take("not-opened", Stop("", (partial(desktop.open, foreign),)))


def _open_really(path: Path, *, demo: bool, backup: Path | None = None) -> OpenFile:
    return open_desk(path, demo=demo, backup=backup)


def _program(app: QApplication, asked: TourAsked, album: Album, *, walk: _Walk) -> None:
    def load(path: Path, *, demo: bool, backup: Path | None = None) -> OpenFile:
        del path, demo, backup
        return OpenDesk(walk.services, make_host=PretendHost)

    with _desktop(app, asked, load) as desktop, closing(Camera(desktop, album)) as camera:
        desktop.open(walk.services.context.store.path)
        camera.settle()
        guide = Guide(desktop.shell, walk.services, walk.folder)
        if not desktop.window.pages():
            camera.take(f"{walk.name}-welcome", Stop("", ()))
        for page, _title in desktop.window.pages():
            _page(guide, camera, walk, page=page)
        if walk.name == "demo":
            for stop in overlays(guide):
                camera.take(f"over-{stop.name}", stop)
            for stop in phones(guide):
                camera.take(f"phones-{stop.name}", stop)
            for stop in projector(guide):
                camera.take(f"projector-{stop.name}", stop)


def _page(guide: Guide, camera: Camera, walk: _Walk, *, page: str) -> None:
    plain = page.replace("_", "-")
    camera.take(f"{walk.name}-{plain}", Stop("", (guide.opening(page),)))
    if page in walk.route:
        for stop in camera.ask(plain, partial(walk.route[page], guide, guide.open(page))):
            camera.take(f"{walk.name}-{plain}-{stop.name}", stop)


@contextmanager
def _desktop(app: QApplication, asked: TourAsked, load: Load) -> Iterator[Desktop]:
    desktop = Desktop(app, load)
    desktop.shell.theme.choose(Scheme.DARK if asked.dark else Scheme.LIGHT)
    desktop.shell.theme.resize_text(asked.scale)
    desktop.window.resize(asked.width, asked.height)
    desktop.window.show()
    desktop.window.activateWindow()
    try:
        yield desktop
    finally:
        desktop.window.close()
        desktop.window.deleteLater()


def _give_up(stop: str) -> None:
    """End the program, from the watching thread: the window's own thread answers nobody any more."""
    sys.stderr.write(f"{stop}: the window does not answer\n")
    sys.stderr.flush()
    os._exit(_ENVIRONMENT)


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder that is always called the same, where no other tour is under way; paths are seen in pictures."""
    usual = Path(tempfile.gettempdir()) / "trainer-tour"
    try:
        usual.mkdir()
        made = usual
    except FileExistsError:
        made = Path(tempfile.mkdtemp(prefix="trainer-tour-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Keep what the window remembers away from the real home."""
    before = {name: os.environ.get(name) for name in _HOMES}
    os.environ.update(dict.fromkeys(_HOMES, str(folder / "home")))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
