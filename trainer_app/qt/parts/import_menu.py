"""The button that brings a file in, asking first which kind of file it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from trainer_app.qt.icons import IconButton
from trainer_app.words import attendance_import, sessions
from trainer_app.words.language import say


class ImportMenu(IconButton):
    """Says by signals whether a session plan or an attendance list is meant."""

    plan_wanted = Signal()
    attendance_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(say(sessions.SHORT_IMPORT), "import")
        self.setProperty("kind", "plain")
        self.setProperty("menu", "true")
        self.setAutoDefault(False)
        menu = QMenu(self)
        menu.addAction(say(attendance_import.MENU_PLAN)).triggered.connect(self.plan_wanted)
        menu.addAction(say(attendance_import.MENU_LIST)).triggered.connect(self.attendance_wanted)
        self.setMenu(menu)
