"""Starts the desk: the window first, then the data behind it.

Nothing here imports the database or a page: that happens in `load`, which `__main__` hands in and a worker
thread runs after the first paint. Measured by `tests/benchmarks/bench_window.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication

from trainer_app import paths
from trainer_app.qt.crash import Crashes
from trainer_app.qt.garbage import Garbage
from trainer_app.qt.language import speak
from trainer_app.qt.live import Live
from trainer_app.qt.main_window import MainWindow
from trainer_app.qt.memory import Memory
from trainer_app.qt.parts.opening import Opening
from trainer_app.qt.tell import Tell
from trainer_app.qt.theme import Theme
from trainer_app.qt.work import Work
from trainer_app.words import desk as words

SWITCH_S: Final = 0.001  # how long a worker may keep the window waiting at a time; Python's own 0.005 is felt


class Files(Protocol):
    """Which data file is open, as `Desktop` keeps it."""

    def open(self, path: Path, *, demo: bool = False) -> None:
        """Open another data file."""

    def open_demo(self) -> None:
        """Open the demo rollout."""

    def restore(self, path: Path, backup: Path) -> None:
        """Let a backup take the place of the file that is open, and open it again."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What there is of the desk before its data: an open file moves into it."""

    window: MainWindow
    theme: Theme
    work: Work
    live: Live
    tell: Tell
    memory: Memory
    files: Files
    not_opened: Callable[[str], None]


class OpenFile(Protocol):
    """An open data file with its pages, as `trainer_app.qt.desk` makes it on a worker thread."""

    def move_in(self, shell: Shell, ready: Callable[[], None]) -> None:
        """Fill the window, on the UI thread; call `ready` once it can be worked with."""

    def move_out(self) -> None:
        """Leave the window, on the UI thread, before the file is let go."""

    def close(self) -> None:
        """Let go of the file."""


class Load(Protocol):
    """Opens a data file on a worker thread, making the demo rollout there first where that is asked for."""

    def __call__(self, path: Path, *, demo: bool, backup: Path | None = None) -> OpenFile:
        """Return the open file, or what moves in to say why it could not be opened.

        A `backup` takes its place first.
        """


class Desktop(QObject):
    """The window and the one data file open in it; `usable` when the first page shows its data."""

    usable = Signal()

    def __init__(self, app: QApplication, load: Load) -> None:
        super().__init__()
        self._load = load
        self._file: OpenFile | None = None
        memory = self._memory = Memory()
        theme = Theme(app, scheme=memory.scheme, scale=memory.scale)
        tell = Tell()
        self.window = MainWindow(theme, tell, memory)
        self._opening = Opening()
        self.window.show_alone(self._opening)
        work = Work(tell.trouble)
        work.busy_changed.connect(self.window.bar.show_busy)
        self.shell = Shell(self.window, theme, work, Live(), tell, memory, self, self._opening.show_trouble)
        self._opening.another_wanted.connect(self.open)
        self._opening.restore_wanted.connect(self.restore)
        self._opening.quit_wanted.connect(self.window.close)
        self.window.closing.connect(self.close)

    def open_demo(self) -> None:
        """Open the demo rollout, kept apart from real data."""
        self.open(paths.demo_file(), demo=True)

    def open(self, path: Path, *, demo: bool = False) -> None:
        """Open this data file once what is asked for has been done; another one open is let go first."""
        if self._file:
            self._file.move_out()
        self._opening.show_file(path)
        self.window.show_alone(self._opening)
        self.shell.work.run(partial(self._swap, path, demo=demo), then=self._move_in)

    def restore(self, path: Path, backup: Path) -> None:
        """Let a backup take the place of the open file, and open it again; where that fails it stays as it was."""
        if self._file:
            self._file.move_out()
        self._opening.show_file(path)
        self.window.show_alone(self._opening)
        self.shell.work.run(partial(self._swap_back, path, backup), then=self._move_in)

    def close(self) -> None:
        """Finish what was asked and let go of the file."""
        if self._file:
            self._file.move_out()
        self.shell.live.close()
        self.shell.work.close()
        if self._file:
            self._file.close()
            self._file = None

    def _swap(self, path: Path, *, demo: bool) -> OpenFile:
        if self._file:
            self._file.close()
            self._file = None
        return self._load(path, demo=demo)

    def _swap_back(self, path: Path, backup: Path) -> OpenFile:
        if self._file:
            self._file.close()
            self._file = None
        return self._load(path, demo=False, backup=backup)

    def _move_in(self, file: OpenFile) -> None:
        self._file = file
        file.move_in(self.shell, self.usable.emit)


def open_window(data: Path | None, *, demo: bool, load: Load) -> int:
    """Show the window, open the data file behind it, and return the exit code when the window is closed.

    `data` None means the usual file, or with `demo` the usual place of the demo rollout.
    """
    sys.setswitchinterval(SWITCH_S)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(words.APP)
    speak(app, Memory().settings.language or QLocale.system().name()[:2])
    app.setDesktopFileName("trainer-app")
    crashes = Crashes()
    crashes.install(paths.log_file())
    garbage = Garbage()
    garbage.take_over()
    desktop = Desktop(app, load)
    desktop.usable.connect(garbage.settle)
    crashes.show_over(desktop.window, paths.log_file())
    path = data or (paths.demo_file() if demo else paths.data_file())
    desktop.window.painted.connect(partial(desktop.open, path, demo=demo))
    desktop.window.show()
    code = app.exec()
    garbage.give_back()
    return code
