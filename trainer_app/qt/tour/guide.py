"""What a stop of the tour is, and the hands of the guide: parts are found, buttons pressed and keys struck as seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from trainer_app.bootstrap import Services
from trainer_app.qt.app import Shell
from trainer_app.qt.main_window import MainWindow
from trainer_app.qt.page import Page
from trainer_app.qt.parts.tabs import Tabs

Act = Callable[[], object]
_MENU_LOOKS: Final = 20
_MENU_MS: Final = 30
Part = TypeVar("Part", bound=QWidget)


class NotFoundError(LookupError):
    """What a stop reaches for is not there: the page has changed and the tour has not."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One view: its name in the picture's file, what is done one after the other to see it, and the way back.

    `shown` is what to take the picture of, the window where it is None. With `menu` the last act opens a menu, which
    is taken in the picture and closed.
    """

    name: str
    acts: tuple[Act, ...]
    back: Act | None = None
    shown: Callable[[], QWidget] | None = None
    menu: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """Where the tour is: the window, what serves it, and a folder to write files in."""

    shell: Shell
    services: Services
    folder: Path

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self.shell.window

    def open(self, name: str) -> Page:
        """Open a page as the rail does."""
        return self.window.open(name)

    def opening(self, name: str) -> Act:
        """Return the act of opening this page."""
        return partial(self.open, name)


def part(root: QWidget, kind: type[Part], *, name: str = "") -> Part:
    """Return the part of this kind that is seen, else any there is; `name` is its accessible name.

    Raises:
        NotFoundError: there is none.
    """
    found = [one for one in root.findChildren(kind) if not name or one.accessibleName() == name]
    seen = next((one for one in found if one.isVisible()), None)
    if seen is None and not found:
        raise NotFoundError(f"no {kind.__name__} {name}".rstrip())
    return seen or found[0]


def press(root: QWidget, text: str) -> None:
    """Press the button of this text or name that is seen and can be pressed.

    Raises:
        NotFoundError: there is none.
    """
    for one in root.findChildren(QAbstractButton):
        if text in {one.text(), one.accessibleName()} and one.isVisible() and one.isEnabled():
            one.click()
            return
    raise NotFoundError(f"no button {text!r}")


def pressing(root: QWidget, text: str) -> Act:
    """Return the act of pressing a button."""
    return partial(press, root, text)


def do(page: Page, title: str) -> None:
    """Do what the palette calls so on this page.

    Raises:
        NotFoundError: the page offers no such thing.
    """
    for one in page.palette_actions():
        if one.title == title:
            one.act()
            return
    raise NotFoundError(f"no action {title!r}")


def doing(page: Page, title: str) -> Act:
    """Return the act of doing this on a page."""
    return partial(do, page, title)


def turn(root: QWidget, key: str) -> None:
    """Choose the tab of this key that is seen.

    Raises:
        NotFoundError: there is none.
    """
    for tabs in root.findChildren(Tabs):
        chosen = tabs.findChild(QAbstractButton, key)
        if chosen is not None and chosen.isVisible():
            chosen.click()
            return
    raise NotFoundError(f"no tab {key!r}")


def turning(root: QWidget, key: str) -> Act:
    """Return the act of choosing a tab."""
    return partial(turn, root, key)


def choose(open_menu: Act, text: str) -> None:
    """Open a menu and choose this from it."""
    QTimer.singleShot(_MENU_MS, partial(_take, text))
    open_menu()


def shortcut(root: QWidget, keys: str) -> None:
    """Do what these keys are a shortcut for.

    Raises:
        NotFoundError: they are none here.
    """
    found = next((one for one in root.findChildren(QShortcut) if one.key() == QKeySequence(keys)), None)
    if found is None:
        raise NotFoundError(f"no shortcut {keys}")
    found.activated.emit()


def strike(key: Qt.Key, text: str = "", *, on: QWidget, ctrl: bool = False) -> None:
    """Strike one key on a widget."""
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(on, QKeyEvent(kind, key, held, text))


def write(field: QWidget, text: str) -> None:
    """Type into a field, letter by letter."""
    field.setFocus()
    target = field.focusProxy() or field
    for letter in text:
        strike(Qt.Key.Key_unknown, letter, on=target)


def enter(field: QWidget) -> None:
    """Strike Enter in a field."""
    strike(Qt.Key.Key_Return, "\r", on=field.focusProxy() or field)


def leave(widget: QWidget) -> None:
    """Strike Esc."""
    strike(Qt.Key.Key_Escape, on=widget.focusProxy() or widget)


def _take(text: str, looks: int = _MENU_LOOKS) -> None:
    menu = QApplication.activePopupWidget()
    if menu is None and looks:  # a busy machine opens it later
        QTimer.singleShot(_MENU_MS, partial(_take, text, looks - 1))
        return
    found = next((one for one in menu.actions() if one.text() == text), None) if menu else None
    if menu is None or found is None:
        raise NotFoundError(f"no {text!r} in a menu")
    menu.close()
    found.trigger()
