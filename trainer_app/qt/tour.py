"""The tour: every page, panel and state of the desk on the demo rollout, written to pictures without a screen.

It looks at the real window on real services, at a moment that is always the same, so that two tours can be compared.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.qt.app import Desktop, OpenFile
from trainer_app.qt.desk import OpenDesk
from trainer_app.qt.parts.keys_help import KeysHelp
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.qt.theme import Scheme
from trainer_app.qt.tour_stops import stops
from trainer_app.words.language import use_language

_DESK: Final = Desk("Organizer", "office laptop")
MOMENT: Final = datetime(2026, 2, 17, 1, 35, tzinfo=UTC)  # in the middle of the demo's running session
ZONE: Final = "Asia/Tokyo"

_SETTLE_MS: Final = 120
_LOOKS: Final = 40


@dataclass(frozen=True, slots=True)
class TourAsked:
    """How the tour was asked for on the command line."""

    out: Path
    width: int = 1280
    height: int = 800
    dark: bool = False
    scale: float = 1.0
    language: str = "en"


@dataclass(slots=True)
class _Clock:
    """A clock that stands still, so that pictures agree."""

    at: datetime = MOMENT

    def __call__(self) -> datetime:
        return self.at


def take_tour(asked: TourAsked) -> list[Path]:
    """Write every picture into the folder and return their paths, in the order they were taken."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    use_language(asked.language)
    standing = QApplication.instance()
    app = standing if isinstance(standing, QApplication) else QApplication([])
    asked.out.mkdir(parents=True, exist_ok=True)
    pictures = _Pictures(asked.out)
    with tempfile.TemporaryDirectory(prefix="trainer-tour-") as folder, _home(Path(folder)):
        for name, make in (("new", _new_file), ("empty", _empty_program), ("demo", _demo)):
            with _desktop(app, make(Path(folder) / f"{name}.db"), asked) as desktop:
                _walk(desktop, pictures, prefix=name)
    return pictures.taken


class _Pictures:
    """Numbers the pictures and writes them."""

    def __init__(self, folder: Path) -> None:
        self.taken: list[Path] = []
        self._folder = folder

    def take(self, widget: QWidget, name: str) -> None:
        path = self._folder / f"{len(self.taken) + 1:03}-{name}.png"
        widget.grab().save(str(path))
        self.taken.append(path)


def _walk(desktop: Desktop, pictures: _Pictures, *, prefix: str) -> None:
    window = desktop.window
    if not window.pages():
        pictures.take(window, f"{prefix}-welcome")
        return
    for name, _title in window.pages():
        page = window.open(name)
        _settle(desktop)
        pictures.take(window, f"{prefix}-{name}")
        for stop in stops(page):
            stop.show()
            _settle(desktop)
            pictures.take(window, f"{prefix}-{name}-{stop.name}")
    if prefix == "demo":
        _overlays(desktop, pictures)


def _overlays(desktop: Desktop, pictures: _Pictures) -> None:
    window = desktop.window
    window.open("today")
    for name, show in (
        ("palette", window.palette_wanted.emit),
        ("what-was-done", window.history_wanted.emit),
        ("keys", window.show_keys),
    ):
        show()
        _settle(desktop)
        pictures.take(window, f"over-{name}")
        for sheet in window.body.findChildren(Sheet):
            sheet.close_sheet()
        for keys in window.body.findChildren(KeysHelp):
            keys.close()
        _settle(desktop)


@contextmanager
def _desktop(app: QApplication, services: Services, asked: TourAsked) -> Iterator[Desktop]:
    def load(path: Path, *, demo: bool, backup: Path | None = None) -> OpenFile:
        del path, demo, backup
        return OpenDesk(services)

    desktop = Desktop(app, load)
    desktop.shell.theme.choose(Scheme.DARK if asked.dark else Scheme.LIGHT)
    desktop.shell.theme.resize_text(asked.scale)
    desktop.window.resize(asked.width, asked.height)
    desktop.window.show()
    desktop.open(services.context.store.path)
    _settle(desktop)
    try:
        yield desktop
    finally:
        desktop.window.close()
        desktop.window.deleteLater()


def _new_file(path: Path) -> Services:
    return _build(path)


def _empty_program(path: Path) -> Services:
    services = _build(path)
    services.programs.create(name="Spring rollout", timezone=ZONE, desk=_DESK)
    return services


def _demo(path: Path) -> Services:
    bootstrap.make_demo(path, at=MOMENT, timezone=ZONE)
    return _build(path)


def _build(path: Path) -> Services:
    return bootstrap.build(path, clock=_Clock(), random_bits=Random(70).getrandbits)  # noqa: S311 - invented badges


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Keep what the window remembers away from the real home."""
    names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, str(folder / "home")))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _settle(desktop: Desktop) -> None:
    """Wait until every question has been answered and drawn."""
    for _ in range(_LOOKS):
        loop = QEventLoop()
        QTimer.singleShot(_SETTLE_MS, loop.quit)
        loop.exec()
        if desktop.shell.work.is_idle and desktop.shell.live.is_quiet:
            return
