"""The window: a rail, a bar, and one page at a time. It knows no services and nothing of what pages do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from trainer_app.qt.memory import Memory
from trainer_app.qt.page import Page
from trainer_app.qt.parts.basics import column, row
from trainer_app.qt.parts.keys_help import KeysHelp
from trainer_app.qt.parts.rail import Rail
from trainer_app.qt.parts.toast import Toast
from trainer_app.qt.parts.top_bar import TopBar
from trainer_app.qt.tell import Message, Tell
from trainer_app.qt.theme import Theme
from trainer_app.words import desk as words
from trainer_app.words.language import say

_SIZE: Final = (1280, 800)
_LEAST: Final = (960, 600)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the rail: its name, title (to translate) and icon, and how to build it when first opened.

    `at_foot` keeps it apart from the others.
    """

    name: str
    title: str
    icon: str
    build: Callable[[], Page]
    at_foot: bool = False


class MainWindow(QMainWindow):
    """Shows pages, built when first opened; passes on what a person asks of the whole desk by signals."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    palette_wanted = Signal()
    history_wanted = Signal()
    full_screen_wanted = Signal()
    full_screen_changed = Signal(bool)
    painted = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, tell: Tell, memory: Memory) -> None:
        super().__init__()
        self._theme, self._memory = theme, memory
        self._entries: dict[str, Entry] = {}
        self._pages: dict[str, Page] = {}
        self._before_full_screen = Qt.WindowState.WindowNoState
        self.setWindowTitle(say(words.APP))
        self.setMinimumSize(*_LEAST)
        self.bar = TopBar()
        self._rail = Rail()
        self._stack = QStackedWidget()
        self.body = QWidget()
        self._lay_out()
        self._toast = Toast(self.body)
        tell.said.connect(self._show_message)
        tell.withdrawn.connect(self._toast.dismiss)
        self._rail.chosen.connect(self.open)
        self._widen()
        theme.changed.connect(self._keep_look)
        self.bar.undo_wanted.connect(self.undo_wanted)
        self.bar.history_wanted.connect(self.history_wanted)
        self._bind_keys()
        self._take_place()

    def fill(self, entries: tuple[Entry, ...], *, first: str) -> None:
        """Offer these pages and open the one that was open last time, else `first`."""
        for entry in entries:
            self._entries[entry.name] = entry
            self._rail.add(entry.name, say(entry.title), entry.icon, at_foot=entry.at_foot)
        remembered = self._memory.page
        self.open(remembered if remembered in self._entries else first)

    def empty(self) -> None:
        """Let go of every page, before another data file moves in."""
        for page in self._pages.values():
            self.put_away(page)
        self._pages.clear()
        self._entries.clear()
        self._rail.empty()

    def open(self, name: str) -> Page:
        """Show the page of this name, building it now if nobody has seen it yet."""
        page = self.build(name)
        self._stack.setCurrentWidget(page)
        self._rail.mark(name)
        self._memory.page = name
        page.take_focus()
        return page

    def waiting(self) -> set[str]:
        """Return the names of the pages nobody has opened yet."""
        return set(self._entries) - set(self._pages)

    def build(self, name: str) -> Page:
        """Build the page of this name, where it is not there yet, so that opening it is quick."""
        if name not in self._pages:
            page = self._entries[name].build()
            page.page_wanted.connect(self.open)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def has(self, name: str) -> bool:
        """Say whether there is a page of this name."""
        return name in self._entries

    def pages(self) -> list[tuple[str, str]]:
        """Return name and title of every page, in the order of the rail."""
        return [(entry.name, say(entry.title)) for entry in self._entries.values()]

    def built(self) -> list[Page]:
        """Return the pages that are there already."""
        return list(self._pages.values())

    def name_of(self, page: Page) -> str:
        """Return the name of a page that is there."""
        return next(name for name, one in self._pages.items() if one is page)

    def title_of(self, page: Page) -> str:
        """Return the title of a page that is there."""
        return say(self._entries[self.name_of(page)].title)

    def name_program(self, program: str) -> None:
        """Say in the window's title whose data this is."""
        self.setWindowTitle(" · ".join(part for part in (program, say(words.APP)) if part))

    def show_alone(self, widget: QWidget) -> None:
        """Show something that is no page and takes the whole place: opening, or the welcome."""
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def count(self, name: str, count: int) -> None:
        """Show in the rail how many things wait on a page."""
        self._rail.count(name, count)

    def show_rail(self, shown: bool) -> None:
        """Show or hide the rail and the bar."""
        self._rail.setVisible(shown)
        self.bar.setVisible(shown)

    def put_away(self, widget: QWidget) -> None:
        """Let go of what was shown alone."""
        self._stack.removeWidget(widget)
        widget.deleteLater()

    def current(self) -> QWidget | None:
        """Return what is shown."""
        return self._stack.currentWidget()

    def toggle_full_screen(self) -> None:
        """Give the whole screen to the page that can use it, and back."""
        if self.isFullScreen():
            self.setWindowState(self._before_full_screen)
            self.show_rail(True)
        else:
            self._before_full_screen = self.windowState()
            self.show_rail(False)
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        self.full_screen_changed.emit(self.isFullScreen())

    def show_keys(self) -> None:
        """Open the overlay of keys."""
        page = self.current()
        KeysHelp(self.body, page.keys() if isinstance(page, Page) else []).open()

    def showEvent(self, event: QShowEvent) -> None:
        """Say when the window has been drawn for the first time."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._say_painted)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood, and say that it goes."""
        if not self.isFullScreen():
            self._memory.geometry = self.saveGeometry()
        self._memory.keep()
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.body.setLayout(column(self.bar, row(self._rail, self._stack, gap=0), gap=0))
        self.setCentralWidget(self.body)

    def _bind_keys(self) -> None:
        self._bind("Ctrl+Z", self.undo_wanted.emit)
        self._bind("Ctrl+Shift+Z", self.redo_wanted.emit)
        self._bind("Ctrl+Y", self.redo_wanted.emit)
        self._bind("Ctrl+K", self.palette_wanted.emit)
        self._bind("Ctrl+H", self.history_wanted.emit)
        self._bind("Ctrl+P", self.bar.projector_wanted.emit)
        self._bind("Ctrl+J", self.bar.phones_wanted.emit)
        self._bind("F1", self.show_keys)
        self._bind("F11", self.full_screen_wanted.emit)
        self._bind("Ctrl++", self._theme.larger)
        self._bind("Ctrl+=", self._theme.larger)
        self._bind("Ctrl+-", self._theme.smaller)
        self._bind("Ctrl+Shift+L", self._theme.toggle)
        for number in range(1, 10):
            self._bind(f"Ctrl+{number}", self._open_numbered).setObjectName(str(number))

    def _bind(self, keys: str, then: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(then)
        return shortcut

    def _open_numbered(self) -> None:
        number = int(self.sender().objectName())
        if number <= len(self._entries):
            self.open(list(self._entries)[number - 1])

    def _say_painted(self) -> None:
        self.painted.emit()

    def _show_message(self, message: Message) -> None:
        self._toast.show_message(message)

    def _widen(self) -> None:
        self._rail.widen(self._theme.scale)
        self.bar.align_with(self._rail.width())

    def _keep_look(self) -> None:
        self._widen()
        self._memory.scheme = self._theme.scheme
        self._memory.scale = self._theme.scale

    def _take_place(self) -> None:
        if self._memory.geometry.isEmpty() or not self.restoreGeometry(self._memory.geometry):
            self.resize(*_SIZE)
