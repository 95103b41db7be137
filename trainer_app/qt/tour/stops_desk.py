"""Stops that belong to no page: settings, what lies over the window, messages, a crash report and files not opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.qt.crash import CrashDialog
from trainer_app.qt.page import Page
from trainer_app.qt.pages.settings_page import SettingsPage
from trainer_app.qt.parts.keys_help import KeysHelp
from trainer_app.qt.parts.palette import Palette
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.qt.tokens import Tone
from trainer_app.qt.tour.guide import Guide, NotFoundError, Stop, part, write
from trainer_app.words import settings as settings_words
from trainer_app.words.language import say

_REPORT = "Trainer · Python · Qt\n\nTraceback (most recent call last):\n  …\nValueError: an example"


def settings(guide: Guide, page: Page) -> list[Stop]:
    """Return the settings further down, and the question before a backup is restored."""
    if not isinstance(page, SettingsPage):
        return []
    back = partial(_close_all, guide)
    return [
        Stop("further-down", (partial(_scroll, page),)),
        Stop("restore", (partial(page.ask_restore, Path("rollout 2026-02-16.db")),), back=back),
    ]


def overlays(guide: Guide) -> list[Stop]:
    """Return what lies over the window, the messages, and the report of a fault."""
    window, tell = guide.window, guide.shell.tell
    down = StorageDown(DataTrouble.DISK_FULL)
    crash = partial(_crash, guide)
    close = partial(_close_all, guide)
    return [
        Stop("palette", (window.palette_wanted.emit,)),
        Stop("palette-found", (partial(_search, guide, "kim"),), back=close),
        Stop("what-was-done", (window.history_wanted.emit,), back=close),
        Stop("keys", (window.show_keys,), back=close),
        Stop("message", (partial(tell.say, say(settings_words.SAVED), tone=Tone.OK),), back=tell.withdraw),
        Stop("trouble", (partial(tell.trouble, down),), back=tell.withdraw),
        Stop("trouble-again", (partial(tell.offer_again, down, _nothing),), back=tell.withdraw),
        Stop("crash", (crash,), shown=_crash_dialog, back=_close_crash),
    ]


def _scroll(page: SettingsPage) -> None:
    bar = part(page, QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())


def _search(guide: Guide, text: str) -> None:
    write(part(part(guide.window, Palette), QLineEdit), text)


def _crash(guide: Guide) -> None:
    CrashDialog(_REPORT, Path("trainer.log"), guide.window).show()


def _crash_dialog() -> CrashDialog:
    found = next((one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)), None)
    if found is None:
        raise NotFoundError("no crash report")
    return found


def _close_crash() -> None:
    shown = _crash_dialog()
    shown.close()
    shown.deleteLater()


def _close_all(guide: Guide) -> None:
    for sheet in guide.window.body.findChildren(Sheet):
        sheet.close_sheet()
    for keys in guide.window.body.findChildren(KeysHelp):
        keys.close()


def _nothing() -> None:
    """Do what a message offers, in a picture of it."""
