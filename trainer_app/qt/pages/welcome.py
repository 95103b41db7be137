"""The first thing in a new data file: name the program, say where it is, and bring in people, or look at the demo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from trainer_app.bootstrap import Services, local_zone, sentence
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused, Told
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import PeopleFile
from trainer_app.domain.program import Program
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, button, captioned, column, frame, label, row
from trainer_app.qt.parts.file_names import ask_open
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import roster
from trainer_app.words import today as words
from trainer_app.words.language import say

_WIDTH = 560


class Welcome(QWidget):
    """Makes the program; the pages follow by themselves once there is one. `demo_wanted` instead of that."""

    demo_wanted = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk, *, see: Callable[[Path], None]) -> None:
        """`see` shows a roster on the page of people; by then this is put away."""
        super().__init__()
        self._see = see
        self.setProperty("kind", "ground")
        self._services, self._work, self._tell, self._desk = services, work, tell, desk
        self._roster: Path | None = None
        self._name = QLineEdit()
        self._name.setPlaceholderText(say(words.PROGRAM_NAME_HINT))
        self._name.textChanged.connect(self._weigh)
        self._name.returnPressed.connect(self._begin)
        self._zone = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        self._zone.setEditText(local_zone())
        self._found = label("", "note", wrap=True)
        self._choose = button(say(words.CHOOSE_ROSTER), self._choose_roster, icon="file")
        self._without = button(say(words.NO_ROSTER), self._drop_roster, kind="link")
        self._create = button(say(words.BEGIN), self._begin, kind="primary")
        self._create.setMinimumHeight(44)
        self._lay_out()
        self._drop_roster()
        self._weigh()
        work.read(available_timezones, then=self._offer_zones)
        self.setFocusProxy(self._name)

    def look_at(self, file: Path) -> None:
        """Read a roster and say what it holds; nothing is written before the program begins."""
        self._roster = None
        read, show = partial(self._read, file), partial(self._show_found, file)
        self._work.read(read, then=show, failed=self._show_trouble, context=self, newest="roster")

    def _lay_out(self) -> None:
        people = row(self._choose, self._without, None, gap=tokens.S8)
        inside = column(
            label(say(words.WELCOME), "title"),
            label(say(words.WELCOME_HOW), "muted", wrap=True),
            tokens.S12,
            captioned(say(words.PROGRAM_NAME), self._name),
            captioned(say(words.ZONE), self._zone),
            tokens.S8,
            label(say(words.ROSTER), "note"),
            people,
            self._found,
            tokens.S16,
            row(self._create, button(say(words.DEMO), self.demo_wanted.emit, kind="link"), None, gap=tokens.S16),
            margins=(40, 36, 40, 32),
        )
        middle = frame("card", inside)
        middle.setFixedWidth(_WIDTH)
        file = ElidedLabel(say(words.FILE, file=self._services.context.store.path), "note")
        file.setMaximumWidth(_WIDTH)
        self.setLayout(row(None, column(None, middle, tokens.S8, file, None), None))

    def _offer_zones(self, zones: set[str]) -> None:
        chosen = self._zone.currentText()
        self._zone.addItems(sorted(zones))
        self._zone.setEditText(chosen)

    def _weigh(self) -> None:
        self._create.setEnabled(bool(self._name.text().strip()))

    def _choose_roster(self) -> None:
        if file := ask_open(self, say(words.CHOOSE_ROSTER), say(words.ROSTER_FILES)):
            self.look_at(file)

    def _show_found(self, path: Path, found: PeopleFile) -> None:
        self._roster = path
        reasons = roster.reasons([(one, sentence(Refused(one.code, **one.facts))) for one in found.skipped])
        self._found.setText("\n".join(filter(None, (f"{path.name}: {roster.people_found(found)}", reasons))))
        self._without.show()

    def _show_trouble(self, error: Told) -> None:
        self._drop_roster()
        self._found.setText(sentence(error))

    def _drop_roster(self) -> None:
        self._roster = None
        self._found.setText(say(words.ROSTER_HOW))
        self._without.hide()

    def _begin(self) -> None:
        if self._create.isEnabled():
            file = self._roster
            make = partial(self._make, name=self._name.text(), zone=self._zone.currentText(), file=file)
            self._create.setEnabled(False)  # a second Enter must not make a second program
            self._work.run(make, then=partial(self._say_made, file), failed=self._not_made)

    def _read(self, file: Path) -> PeopleFile:
        """On the worker, where the libraries that read files are loaded."""
        return self._services.people_import.read(file)

    def _make(self, *, name: str, zone: str, file: Path | None) -> tuple[Program, ImportReport | None]:
        """On the worker: the program first, then its people; a roster that fails leaves the program standing."""
        program = self._services.programs.create(name=name, timezone=zone, desk=self._desk)
        report = self._services.people_import.import_file(file, desk=self._desk) if file else None
        return program, report

    def _not_made(self, error: Told) -> None:
        self._weigh()
        self._tell.trouble(error)

    def _say_made(self, file: Path | None, made: tuple[Program, ImportReport | None]) -> None:
        report = made[1]
        if report and report.skipped and file:
            see = partial(self._see, file)
            self._tell.offer(roster.taken_without(report), say(roster.SEE_THEM), act=see, tone=Tone.LOOK)
        elif report:
            self._tell.say(roster.taken(report), tone=Tone.OK)
