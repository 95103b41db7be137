"""The camera of the tour: waits until the desk has come to rest, writes pictures, and never waits for ever."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from trainer_app.qt.app import Desktop
from trainer_app.qt.tour.guide import Stop

_LOOK_MS: Final = 60
_LOOKS: Final = 120
_QUIET_LOOKS: Final = 2  # one after the other: an answer often asks the next question
_MENU_LOOKS: Final = 120
_GUARD_MS: Final = 350
_HANGS_AFTER_S: Final = 60.0


Look = Callable[[QWidget, str], None]


@dataclass(frozen=True, slots=True)
class Failed:
    """A stop that could not be taken, and why."""

    stop: str
    why: str


class NeverQuietError(RuntimeError):
    """The desk went on asking and answering."""


@dataclass(slots=True)
class Album:
    """Pictures that were taken, and stops that failed."""

    folder: Path
    hangs: Callable[[str], None]
    look: Look | None = None
    taken: list[Path] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    def keep(self, picture: QPixmap, name: str) -> None:
        """Write one picture, numbered as it was taken."""
        path = self.folder / f"{len(self.taken) + 1:03}-{name}.png"
        picture.save(str(path))
        self.taken.append(path)


class Camera(QObject):
    """Takes pictures of one desktop; a menu or dialog that waits for somebody is closed after a moment."""

    def __init__(self, desktop: Desktop, album: Album) -> None:
        super().__init__()
        self._desktop, self._album = desktop, album
        self._menu_of: str | None = None
        self._name = ""
        self._guard = QTimer(self, interval=_GUARD_MS)
        self._guard.timeout.connect(self._close_what_waits)
        self._guard.start()

    def take(self, name: str, stop: Stop) -> None:
        """Go to a stop, take its picture and go back; what fails is written down, and the tour goes on."""
        self._name = name
        self._menu_of = name if stop.menu else None
        alarm = threading.Timer(_HANGS_AFTER_S, self._album.hangs, [name])
        alarm.daemon = True
        alarm.start()
        before, sys.excepthook = sys.excepthook, self._note
        try:
            self._go(name, stop)
        except Exception as error:  # noqa: BLE001 - boundary: the stop is named at the end, and the others are taken
            self._fail(f"{type(error).__name__}: {error}")
        finally:
            sys.excepthook = before
            alarm.cancel()

    def close(self) -> None:
        """Close no menus any more: somebody may hold this camera still, and the next one waits for its own."""
        self._guard.stop()

    def ask(self, name: str, stops: Callable[[], list[Stop]]) -> list[Stop]:
        """Return the stops there are; none, and a note of it, where they cannot be said."""
        self._name = name
        try:
            return stops()
        except (LookupError, StopIteration) as error:
            self._fail(f"{type(error).__name__}: {error}")
            return []

    def settle(self) -> None:
        """Wait until every question has been answered and drawn.

        Raises:
            NeverQuietError: that does not come.
        """
        shell, quiet = self._desktop.shell, 0
        for _ in range(_LOOKS):
            _pause()
            quiet = quiet + 1 if shell.work.is_idle and shell.live.is_quiet else 0
            if quiet >= _QUIET_LOOKS:
                return
        raise NeverQuietError

    def _go(self, name: str, stop: Stop) -> None:
        self._desktop.shell.tell.withdraw()
        for act in stop.acts:
            act()
            if stop.menu and act is stop.acts[-1]:
                self._wait_for_menu()
            self.settle()
        if not stop.menu:
            shown = stop.shown() if stop.shown else self._desktop.window
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # late on a busy machine
            if self._album.look:
                self._album.look(shown, name)
            self._album.keep(shown.grab(), name)
        elif self._menu_of is not None:
            self._menu_of = None
            self._fail("no menu opened")
        if stop.back:
            stop.back()
            self.settle()

    def _wait_for_menu(self) -> None:
        """Take the menu as soon as it is there: it hangs over what has come to rest before."""
        self._close_what_waits()
        for _ in range(_MENU_LOOKS):
            if self._menu_of is None:
                return
            _pause()
            self._close_what_waits()

    def _close_what_waits(self) -> None:
        menu, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if menu is not None:
            if self._menu_of is not None and isinstance(menu, QMenu):
                self._album.keep(self._with(menu), self._menu_of)
                self._menu_of = None
            menu.close()
        elif dialog is not None:
            dialog.close()
            self._fail(f"a dialog waited: {dialog.windowTitle()}")

    def _with(self, menu: QWidget) -> QPixmap:
        """Return the window with the menu that hangs over it."""
        window = self._desktop.window
        picture = window.grab()
        painter = QPainter(picture)
        painter.drawPixmap(window.mapFromGlobal(menu.pos()), menu.grab())
        painter.end()
        return picture

    def _note(  # positional: sys.excepthook
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self._fail(f"{type(error).__name__}: {error}")

    def _fail(self, why: str) -> None:
        self._album.failed.append(Failed(self._name, why))


def _pause() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_LOOK_MS, loop.quit)
    loop.exec()
