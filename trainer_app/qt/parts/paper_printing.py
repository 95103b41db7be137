"""The paper roster before it is printed: its paper, its columns, and every page as it will look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.domain.label_sheet import Paper
from trainer_app.domain.paper_roster import WALK_IN_LINES, PaperRoster
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.memory import Memory
from trainer_app.qt.parts.basics import captioned, column, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.paper_preview import PaperPreview
from trainer_app.qt.parts.paper_saving import PaperSaving
from trainer_app.qt.printing.pdf import Printed
from trainer_app.qt.printing.roster import RosterPages
from trainer_app.qt.work import Work
from trainer_app.words import badges as badge_words
from trainer_app.words import paper as words
from trainer_app.words.language import say

_SIDE: Final = 300
_MOST_EMPTY: Final = 100
_PAPER, _SIGNATURE, _EMPTY = "roster/paper", "roster/signature", "roster/empty"


@dataclass(frozen=True, slots=True)
class _Found:
    roster: PaperRoster
    program: str


class PaperPrinting(QWidget):
    """Shows and saves the roster of one session, or of everybody."""

    def __init__(self, services: Services, work: Work, desk: Desk) -> None:  # positional: as every part
        super().__init__()
        self._services, self._work, self._desk = services, work, desk
        self._memory = Memory()
        self._found: _Found | None = None
        self._paper, self._empty = QComboBox(), QSpinBox()
        for paper in Paper:
            self._paper.addItem(badge_words.paper(paper), paper)
        self._signature = QCheckBox(say(words.SIGNATURE))
        self._empty.setRange(0, _MOST_EMPTY)
        self._empty.lineEdit().setTextMargins(tokens.S8 + 2, 0, 0, 0)
        self._count = label("", "strong", wrap=True)
        self._saving = PaperSaving(work, say(words.SAVE))
        self._preview = PaperPreview()
        self._stage = Stage(self._preview)
        self._remember()
        self._lay_out()
        self._paper.currentIndexChanged.connect(self._draw)
        self._signature.toggled.connect(self._draw)
        self._empty.valueChanged.connect(self._draw)
        self._saving.wanted.connect(self._choose_file)
        self._saving.saved.connect(self._say_saved)

    def open(self, session: Session | None) -> None:
        """Show the roster of this session, None for everybody's."""
        self._saving.forget()
        if self._found is None:
            self._stage.show_loading()
        self._work.run(partial(self._fetch, session), then=self._show)

    def _remember(self) -> None:
        paper = self._memory.choice(_PAPER, Paper.A4.value)
        self._paper.setCurrentIndex(
            max(self._paper.findData(next((p for p in Paper if p.value == paper), Paper.A4)), 0)
        )
        self._signature.setChecked(self._memory.choice(_SIGNATURE) == "yes")
        lines = self._memory.choice(_EMPTY, str(WALK_IN_LINES))
        self._empty.setValue(int(lines) if lines.isdecimal() else WALK_IN_LINES)

    def _lay_out(self) -> None:
        fields = column(
            captioned(say(words.PAPER), self._paper),
            captioned(say(words.EMPTY_LINES), self._empty),
            self._signature,
            tokens.S4,
            self._count,
            self._saving,
            None,
            gap=tokens.S12,
        )
        side = QWidget()
        side.setLayout(fields)
        side.setFixedWidth(_SIDE)
        both = row(side, self._stage, gap=tokens.S32)
        both.setStretch(1, 1)
        self.setLayout(both)

    def _fetch(self, session: Session | None) -> _Found:
        """On the worker; whoever has no short code yet is given one."""
        roster = self._services.paper_roster.roster(session.id if session else None, desk=self._desk)
        program = self._services.programs.get()
        return _Found(roster, program.name if program else "")

    def _show(self, found: _Found) -> None:
        self._found = found
        self._draw()

    def _pages(self, found: _Found) -> RosterPages:
        return RosterPages(
            found.roster,
            found.program,
            self._paper.currentData(),
            signature=self._signature.isChecked(),
            walk_ins=self._empty.value(),
        )

    def _draw(self) -> None:
        self._memory.choose(_PAPER, self._paper.currentData().value)
        self._memory.choose(_SIGNATURE, "yes" if self._signature.isChecked() else "no")
        self._memory.choose(_EMPTY, str(self._empty.value()))
        if self._found is None:
            return
        pages, people = self._pages(self._found), len(self._found.roster.lines)
        self._saving.forget()
        self._saving.allow(people > 0)
        self._count.setText(words.how_many(people, pages.count) if people else "")
        if people:
            self._preview.show_pages(pages)
            self._stage.show_content()
        else:
            self._stage.show_empty("people", say(words.NOBODY), say(words.NOBODY_YET))

    def _choose_file(self) -> None:
        if self._found is None:
            return
        session = self._found.roster.session
        name = f"{say(words.FILE_NAME)} {session.name}" if session else say(words.FILE_NAME)
        file = self._saving.choose_file(say(words.SAVE_TITLE), name)
        if file:
            self._saving.save(self._pages(self._found), file, name, doing=say(words.MAKING))

    def _say_saved(self, printed: Printed) -> None:
        self._saving.show_saved(words.saved(printed.file.name))
