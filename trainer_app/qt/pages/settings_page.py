"""Settings: this laptop, the program, the data file with its backups, privacy, and about."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.program import Program
from trainer_app.qt import tokens
from trainer_app.qt.app import Shell
from trainer_app.qt.current import Current
from trainer_app.qt.page import Action, Page
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.file_names import with_ending
from trainer_app.qt.parts.settings_cards import AboutCard, DataCard, LaptopCard, ProgramCard
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.qt.tokens import Tone
from trainer_app.services.backups import Backup
from trainer_app.words import desk
from trainer_app.words import settings as words
from trainer_app.words.language import say

_WIDEST = 900


class SettingsPage(Page):
    """Each setting with its one line of text; what is changed here holds at once and can be undone where it is data."""

    topics: ClassVar = frozenset({Topic.PROGRAM})

    keys_wanted = Signal()

    def __init__(self, services: Services, shell: Shell, current: Current) -> None:
        super().__init__(shell.live)
        self._services, self._shell, self._current = services, shell, current
        self._laptop = LaptopCard(shell.memory, shell.theme)
        self._program = ProgramCard()
        self._data = DataCard(shell.memory)
        self._about = AboutCard()
        self._lay_out()
        self._program.saved.connect(self._save)
        self._data.open_wanted.connect(shell.files.open)
        self._data.another_wanted.connect(self._choose_file)
        self._data.new_wanted.connect(self._choose_new)
        self._data.demo_wanted.connect(shell.files.open_demo)
        self._data.folder_wanted.connect(self._open_folder)
        self._data.backup_wanted.connect(self._back_up)
        self._data.backup_to_wanted.connect(self._back_up_to)
        self._data.restore_wanted.connect(self._choose_backup)
        self._about.keys_wanted.connect(self.keys_wanted)

    def reload(self, changes: Changes | None) -> None:
        """Read the program and its backups again."""
        del changes
        self._shell.work.read(self._services.programs.get, then=self._show_program, newest="program")
        self._look_at_backups()

    def take_focus(self) -> None:
        """Begin at the first setting."""
        self._laptop.take_focus()

    def palette_actions(self) -> list[Action]:
        """Offer what is done to the data file."""
        return [
            Action(say(words.BACK_UP), self._back_up),
            Action(say(words.RESTORE), self._choose_backup),
            Action(say(words.OPEN_OTHER), self._choose_file),
            Action(say(words.NEW_FILE), self._choose_new),
        ]

    def ask_restore(self, backup: Path) -> None:
        """Ask whether this backup shall take the place of what is open; it is the one thing here no undo mends."""
        said = label(say(words.RESTORE_SAID, backup=backup.name), wrap=True)
        sheet = Sheet(self._shell.window.body, say(words.RESTORE_TITLE), said)
        do = button(say(words.RESTORE_DO), partial(self._restore, sheet, backup), kind="primary")
        leave = button(say(desk.CANCEL), sheet.close_sheet)
        sheet.add(row(None, leave, do, gap=tokens.S12))
        sheet.open()

    def _lay_out(self) -> None:
        cards = column(self._laptop, self._program, self._data, self._about, None, gap=tokens.S16)
        inside = QWidget()
        inside.setLayout(cards)
        inside.setMaximumWidth(_WIDEST)
        ground = QWidget()
        ground.setProperty("kind", "ground")
        wide = row(inside, None, margins=(0, 0, 12, 0))
        wide.setStretch(0, 1)
        ground.setLayout(wide)
        area = QScrollArea()
        area.setProperty("kind", "ground")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(ground)
        whole = column(label(say(words.TITLE), "title"), area, gap=tokens.S16, margins=(24, 20, 12, 12))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show_program(self, program: Program | None) -> None:
        if program:
            self._program.show_program(program)

    def _save(self, program: Program) -> None:
        change = partial(self._services.programs.change, program, desk=self._current.desk)
        self._shell.work.run(change, then=self._say_saved)

    def _say_saved(self, program: Program) -> None:
        self._program.show_program(program, anew=True)
        self._shell.tell.say(say(words.SAVED), tone=Tone.OK)

    def _look_at_backups(self) -> None:
        self._shell.work.read(self._services.backups.kept, then=self._show_backups, newest="backups")

    def _show_backups(self, kept: list[Backup]) -> None:
        self._data.show_data(self._path, kept, folder=self._services.backups.folder, now=self._services.clock())

    @property
    def _path(self) -> Path:
        return self._services.context.store.path

    def _choose_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, say(words.OPEN_OTHER), str(self._path.parent), say(desk.DATA_FILES)
        )
        if chosen:
            self._shell.files.open(Path(chosen))

    def _choose_new(self) -> None:
        place = str(self._path.with_name(say(words.NEW_FILE_NAME)))
        chosen, _filter = QFileDialog.getSaveFileName(
            self, say(words.NEW_FILE), place, say(desk.DATA_FILES), options=QFileDialog.Option.DontConfirmOverwrite
        )
        if chosen:  # a file that is there already is opened as it is: nothing is ever written over
            self._shell.files.open(with_ending(Path(chosen), ".db"))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _back_up(self) -> None:
        self._shell.work.run(self._services.backups.make, then=self._say_backed_up)

    def _back_up_to(self) -> None:
        place = str(Path.home() / self._path.name)
        chosen, _filter = QFileDialog.getSaveFileName(self, say(words.BACK_UP_TO), place, say(desk.DATA_FILES))
        if chosen:
            self._shell.work.run(partial(self._services.backups.make, Path(chosen)), then=self._say_backed_up)

    def _say_backed_up(self, made: Backup) -> None:
        self._shell.tell.say(say(words.BACKED_UP, file=made.path), tone=Tone.OK)
        self._look_at_backups()

    def _choose_backup(self) -> None:
        place = str(self._services.backups.folder)
        chosen, _filter = QFileDialog.getOpenFileName(self, say(words.RESTORE), place, say(desk.DATA_FILES))
        if chosen:
            self.ask_restore(Path(chosen))

    def _restore(self, sheet: Sheet, backup: Path) -> None:
        sheet.close_sheet()
        self._shell.files.restore(self._path, backup)
