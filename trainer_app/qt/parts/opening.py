"""What the window shows while a data file is opened, and why it could not be, with what to do about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.paths import BACKUPS
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, frame, label, row, toned
from trainer_app.qt.parts.file_names import ask_open
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as words
from trainer_app.words import settings as data_words
from trainer_app.words.language import say


class Opening(QWidget):
    """Says which file is being opened; after trouble offers to try again, a backup, another file, or to leave.

    `restore_wanted` gives the file and the backup that is to take its place.
    """

    another_wanted = Signal(object)
    restore_wanted = Signal(object, object)
    quit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "ground")
        self._file: Path | None = None
        self._sign = toned("wait", Tone.PLAIN, size=36)
        self._title = label("", "title", wrap=True)
        self._line = label("", "lead", wrap=True)
        for text in (self._title, self._line):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setMinimumWidth(520)
        again = button(say(words.TRY_AGAIN), self._again, kind="primary")
        restore = button(say(data_words.RESTORE), self._choose_backup, icon="folder")
        another = button(say(words.OTHER_FILE), self._choose, icon="folder")
        leave = button(say(words.QUIT), self.quit_wanted.emit)
        self._choices = frame("plain", row(None, again, restore, another, leave, None, gap=tokens.S12))
        middle = column(row(None, self._sign, None), self._title, self._line, tokens.S8, self._choices)
        self.setLayout(row(None, column(None, middle, None), None, margins=(24, 24, 24, 24)))
        self._choices.hide()

    def show_file(self, path: Path) -> None:
        """Say that this file is being opened."""
        self._file = path
        self._sign.show_icon("wait")
        self._title.setText(say(words.OPENING))
        self._line.setText(str(path))
        self._choices.hide()

    def show_trouble(self, why: str) -> None:
        """Say why it could not be opened."""
        self._sign.show_icon("stop")
        self._title.setText(say(words.NOT_OPENED))
        self._line.setText(why)
        self._choices.show()

    def _again(self) -> None:
        if self._file:
            self.another_wanted.emit(self._file)

    def _choose(self) -> None:
        if chosen := ask_open(self, say(words.OTHER_FILE), say(words.DATA_FILES)):
            self.another_wanted.emit(chosen)

    def _choose_backup(self) -> None:
        if self._file is None:
            return
        folder = self._file.parent / BACKUPS
        start = folder if folder.is_dir() else self._file.parent
        kinds = say(words.DATA_FILES)
        chosen, _filter = QFileDialog.getOpenFileName(self, say(data_words.RESTORE), str(start), kinds)
        if chosen:
            self.restore_wanted.emit(self._file, Path(chosen))
