"""Badges to print: for whom, on which labels, from which label on; what is seen is what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLayout, QScrollArea, QSpinBox, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.label_sheet import SHEETS, Paper, sheet_of, sheets_on
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.memory import Memory
from trainer_app.qt.parts.basics import button, captioned, column, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.paper_preview import PaperPreview
from trainer_app.qt.parts.paper_saving import PaperSaving
from trainer_app.qt.printing.badges import Badge, BadgePages
from trainer_app.qt.printing.pdf import Printed
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.words import badges as words
from trainer_app.words import paper as paper_words
from trainer_app.words.language import say

_SIDE: Final = 440
_MARKED, _EVERYBODY = "marked", "everybody"
_SHEET, _MARKS = "badges/sheet", "badges/cut"


@dataclass(frozen=True, slots=True)
class _People:
    everyone: tuple[Attendee, ...]
    badges: dict[UUID, tuple[str, str]]
    sessions: tuple[Session, ...]
    registered: dict[UUID, frozenset[UUID]]


class BadgesPanel(QFrame):
    """Opened with the people marked on a page, none for everybody; `left` when done with."""

    left = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk) -> None:  # positional: as every page
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._tell, self._desk = services, work, tell, desk
        self._memory = Memory()
        self._marked: list[Attendee] = []
        self._known: _People | None = None
        self._who, self._paper, self._labels = QComboBox(), QComboBox(), QComboBox()
        for combo in (self._who, self._labels):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._first = QSpinBox()
        self._first.setMinimum(1)
        self._first.lineEdit().setTextMargins(tokens.S8 + 2, 0, 0, 0)
        self._first.setToolTip(say(words.START_TIP))
        self._cut = QCheckBox(say(words.CUT_MARKS))
        self._count = label("", "strong", wrap=True)
        self._saving = PaperSaving(work, say(words.SAVE))
        self._preview = PaperPreview()
        self._stage = Stage(self._preview)
        self._lay_out()
        self._remember()
        self._connect()

    def open(self, people: list[Attendee]) -> None:
        """Begin with these people, or with everybody where none is given."""
        self._marked = list(people)
        self._saving.forget()
        self._stage.show_loading()
        self._work.run(self._fetch, then=self._show_people)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        for paper in Paper:
            self._paper.addItem(words.paper(paper), paper)
        fields = column(
            captioned(say(words.WHO), self._who),
            captioned(say(paper_words.PAPER), self._paper),
            captioned(say(words.LABELS), self._labels),
            captioned(say(words.START_AT), self._first),
            self._cut,
            tokens.S4,
            self._count,
            self._saving,
            label(say(words.TRUE_SIZE), "note", wrap=True),
            None,
            gap=tokens.S12,
        )
        side = _scrolling(fields)
        side.setFixedWidth(_SIDE)
        both = row(side, self._stage, gap=tokens.S32)
        both.setStretch(1, 1)
        head = row(label(say(words.TITLE), "title"), None, button(say(paper_words.CLOSE), self.left.emit))
        inside = column(head, both, gap=tokens.S16, margins=(32, 24, 32, 24))
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.setFocusProxy(self._who)

    def _remember(self) -> None:
        sheet = sheet_of(self._memory.choice(_SHEET))
        self._cut.setChecked(self._memory.choice(_MARKS, "yes") == "yes")
        self._paper.setCurrentIndex(list(Paper).index(sheet.paper))
        self._offer_labels()
        self._labels.setCurrentIndex(max(self._labels.findData(sheet.key), 0))
        self._first.setMaximum(sheet.per_page)

    def _connect(self) -> None:
        self._who.currentIndexChanged.connect(self._draw)
        self._paper.currentIndexChanged.connect(self._offer_labels)
        self._labels.currentIndexChanged.connect(self._take_labels)
        self._first.valueChanged.connect(self._draw)
        self._cut.toggled.connect(self._take_labels)
        self._saving.wanted.connect(self._choose_file)
        self._saving.saved.connect(self._say_saved)

    def _fetch(self) -> _People:
        """On the worker; whoever has no badge yet is given one."""
        badges = self._services.people.badges(desk=self._desk)
        sessions = self._services.sessions.everything()
        registered = self._services.paper_roster.registered()
        return _People(tuple(self._services.people.everyone()), badges, tuple(sessions), registered)

    def _show_people(self, known: _People) -> None:
        self._known = known
        self._who.blockSignals(True)
        self._who.clear()
        if self._marked:
            self._who.addItem(words.marked(len(self._marked)), _MARKED)
        self._who.addItem(say(words.EVERYBODY), _EVERYBODY)
        for session in known.sessions:
            if known.registered.get(session.id):
                self._who.addItem(say(words.REGISTERED, session=session.name), session.id)
        self._who.blockSignals(False)
        self._draw()

    def _offer_labels(self) -> None:
        paper = self._paper.currentData()
        self._labels.blockSignals(True)
        self._labels.clear()
        for sheet in sheets_on(paper):
            self._labels.addItem(words.label_sheet(sheet), sheet.key)
        self._labels.blockSignals(False)
        self._take_labels()

    def _take_labels(self) -> None:
        sheet = sheet_of(self._labels.currentData() or SHEETS[0].key)
        self._first.setMaximum(sheet.per_page)
        self._memory.choose(_SHEET, sheet.key)
        self._memory.choose(_MARKS, "yes" if self._cut.isChecked() else "no")
        self._draw()

    def _pages(self) -> BadgePages:
        sheet = sheet_of(self._labels.currentData() or SHEETS[0].key)
        badges = tuple(self._badges(self._known)) if self._known else ()
        return BadgePages(badges, sheet, first=self._first.value(), cut_marks=self._cut.isChecked())

    def _badges(self, known: _People) -> list[Badge]:
        chosen = self._who.currentData()
        if chosen == _MARKED:
            wanted = {one.id for one in self._marked}
        elif chosen == _EVERYBODY:
            wanted = {one.id for one in known.everyone}
        else:
            wanted = set(known.registered.get(chosen, ()))
        people = [one for one in known.everyone if one.id in wanted and one.id in known.badges]
        return [Badge(one.name, one.team or "", *known.badges[one.id]) for one in people]

    def _draw(self) -> None:
        if self._known is None:
            return
        pages = self._pages()
        self._preview.show_pages(pages)
        self._count.setText(words.how_many(len(pages.badges), pages.count) if pages.count else "")
        self._saving.forget()
        self._saving.allow(pages.count > 0)
        if pages.count:
            self._stage.show_content()
        else:
            self._stage.show_empty("people", say(words.NOBODY), say(words.NOBODY_YET))

    def _choose_file(self) -> None:
        file = self._saving.choose_file(say(words.SAVE_TITLE), say(words.FILE_NAME))
        if file:
            self._saving.save(self._pages(), file, say(words.TITLE), doing=say(words.MAKING))

    def _say_saved(self, printed: Printed) -> None:
        self._saving.show_saved(words.saved(len(self._pages().badges), printed.file.name))


def _scrolling(inside: QLayout) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    holder = QWidget()
    holder.setLayout(inside)
    area.setWidget(holder)
    for one in (area.viewport(), holder):
        one.setAutoFillBackground(False)
    return area
