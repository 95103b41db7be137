"""The projector: a window of its own for the second screen, which the whole room reads and which names nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Changes, Topic
from trainer_app.qt.current import Current, Plan
from trainer_app.qt.live import Live
from trainer_app.qt.parts.basics import column
from trainer_app.qt.parts.projector_canvas import ProjectorCanvas
from trainer_app.qt.parts.projector_join import JoinPlace
from trainer_app.qt.parts.projector_slide import Chosen, slide_of, step_of_the_moment
from trainer_app.qt.work import Work
from trainer_app.services.floor import FloorView
from trainer_app.words import projector as words
from trainer_app.words.language import say

_SIZE: Final = (1120, 630)
_TICK_MS: Final = 500
_LOOK_AGAIN_MS: Final = 15_000
_TOPICS: Final = frozenset({Topic.FLOOR, Topic.ATTENDANCE, Topic.SESSIONS, Topic.PROGRAM})
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageDown: 1,
}


class Projector(QWidget):
    """Shows the session of this desk; arrows choose a step, Home follows the room again; `closed` when it goes."""

    closed = Signal()

    def __init__(self, services: Services, work: Work, live: Live, current: Current) -> None:  # positional: as pages
        super().__init__()
        self._services, self._work, self._current = services, work, current
        self._view: FloorView | None = None
        self._chosen: Chosen | None = None
        self.setWindowTitle(say(words.PROJECTOR))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = ProjectorCanvas()
        self.setLayout(column(self.canvas, gap=0))
        self.join = JoinPlace(self)
        self.resize(*_SIZE)
        live.changed.connect(self._hear)
        current.changed.connect(self._show_plan)
        self._ticker = self._every(_TICK_MS, self._tick)
        self._looker = self._every(_LOOK_AGAIN_MS, self.look)
        self.look()

    def show_address(self, address: str) -> None:
        """Offer phones a code to join with; "" takes it away."""
        self.join.show_address(address)
        self.canvas.aside = bool(address)
        self._place_join()
        self.canvas.update()

    def look(self) -> None:
        """Ask for the floor again."""
        if session := self._current.session:
            call = partial(self._services.floor.look, session.id)
            self._work.read(call, then=self._take, newest="projector")
        else:
            self._show()

    def choose(self, by: int) -> None:
        """Show the step so many further, or earlier where negative."""
        if self._view is None or not self._view.room.checklist.steps:
            return
        steps = self._view.room.checklist.steps
        now = self._services.clock()
        shown = step_of_the_moment(self._view, now=now, chosen=self._chosen)
        here = steps.index(shown) if shown else 0
        self._chosen = Chosen(steps[min(max(here + by, 0), len(steps) - 1)].key, now)
        self._show()

    def follow(self) -> None:
        """Show the step most people are on again."""
        self._chosen = None
        self._show()

    def open_on(self, screen: QScreen | None) -> None:
        """Fill this screen; without one be a window."""
        if screen is None:
            self.show()
        else:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the steps, fill the screen or leave."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(_STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.follow()
        elif key == Qt.Key.Key_F11:
            self._fill(not self.isFullScreen())
        elif key == Qt.Key.Key_Escape:
            if self.isFullScreen():
                self._fill(False)
            else:
                self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the code in its place."""
        super().resizeEvent(event)
        self._place_join()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop asking, and say that it is gone."""
        self._ticker.stop()
        self._looker.stop()
        super().closeEvent(event)
        self.closed.emit()

    def _hear(self, changes: Changes) -> None:
        if changes.topics & _TOPICS and self.isVisible():
            self.look()

    def _show_plan(self, _plan: Plan) -> None:
        self.look()

    def _take(self, view: FloorView) -> None:
        if self._view and view.session.id != self._view.session.id:
            self._chosen = None
        self._view = view
        self._show()

    def _show(self) -> None:
        session = self._current.session
        if session and self._view and self._view.session.id == session.id:
            session = self._view.session  # read later than the plan
        now = self._services.clock()
        self.canvas.show_slide(slide_of(session, self._view, now=now, chosen=self._chosen), now)
        self._place_join()

    def _tick(self) -> None:
        self.canvas.tick(self._services.clock())

    def _fill(self, whole: bool) -> None:
        if whole:
            self.showFullScreen()
        else:
            self.showNormal()

    def _place_join(self) -> None:
        self.join.setGeometry(self.canvas.aside_box().toRect())

    def _every(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=milliseconds)
        timer.timeout.connect(then)
        timer.start()
        return timer


class ProjectorDoor(QObject):
    """Opens the one projector of this desk, brings it to the front, and closes it with the desk."""

    def __init__(self, services: Services, work: Work, live: Live, current: Current) -> None:  # positional: as pages
        super().__init__()
        self._parts = (services, work, live, current)
        self._address = ""
        self.window: Projector | None = None

    def open(self, beside: QWidget | None = None) -> Projector:
        """Open it on another screen than the one `beside` stands on, where there is one; once open, raise it."""
        if self.window is None:
            self.window = Projector(*self._parts)
            self.window.closed.connect(self._forget)
            self.window.show_address(self._address)
            self.window.open_on(other_screen(beside))
        else:
            self.window.raise_()
            self.window.activateWindow()
        return self.window

    def show_address(self, address: str) -> None:
        """Offer phones this address from now on; "" takes it away."""
        self._address = address
        if self.window:
            self.window.show_address(address)

    def close(self) -> None:
        """Close it, where it is open."""
        if self.window:
            self.window.close()

    def _forget(self) -> None:
        if self.window:
            self.window.deleteLater()
            self.window = None


def other_screen(beside: QWidget | None) -> QScreen | None:
    """Return a screen the desk's window does not stand on, None where there is none."""
    here = beside.screen() if beside else QGuiApplication.primaryScreen()
    return next((screen for screen in QGuiApplication.screens() if screen is not here), None)
