"""Writes a workbook: as of which day, what it will hold, and where, without losing what stands in an older one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFileDialog, QFrame, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.workbook import WorkbookTrouble, workbook_name
from trainer_app.qt import tokens
from trainer_app.qt.memory import Memory
from trainer_app.qt.parts.basics import ElidedLabel, button, captioned, column, frame, label, row, toned
from trainer_app.qt.parts.file_names import used, usual_folder
from trainer_app.qt.parts.long_work import Cancelled, LongWork, Progress
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.free_names import Place, place_for
from trainer_app.words import workbook_panel as words
from trainer_app.words.language import say
from trainer_app.words.workbook import WORKBOOK_WORDS
from trainer_app.words.workbook_panel import Book


@dataclass(frozen=True, slots=True)
class _Target:
    """Which workbook is written where."""

    book: Book
    path: Path
    as_of: date


class WorkbookExport(QFrame):
    """A panel of the page: `left` when the person is done."""

    left = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._tell, self._desk = services, work, tell, desk
        self._memory = Memory()
        self._book = Book.FOLLOW_UP
        self._report: AdoptionReport | None = None
        self._chosen: Path | None = None  # where the person said; None: the likely name in the last folder
        self._place: Place | None = None
        self._written: Path | None = None
        self.tabs = Tabs(say(words.WHICH))
        self.as_of = QDateEdit()
        self.as_of.setCalendarPopup(True)
        self.as_of.setDisplayFormat("yyyy-MM-dd")
        self._about, self._people, self._usage = (label("", kind, wrap=True) for kind in ("muted", "body", "body"))
        self._folder, self._name = ElidedLabel("", "muted"), ElidedLabel("", "strong")
        self._exists = label("", "body", wrap=True)
        self.replace = QCheckBox(say(words.REPLACE))
        self._taken = frame("answer", column(self._exists, self.replace, margins=(20, 14, 20, 14)))
        self._taken.setProperty("tone", Tone.LOOK.value)
        self._trouble = label("", "body", wrap=True, tone=Tone.HELP)
        self._long = LongWork(work)
        self.write = button(say(words.WRITE), self._write, kind="primary")
        self._done = self._done_banner()
        self._lay_out()
        self._connect()

    def open(self, as_of: date | None) -> None:
        """Begin with this day, today where none is given."""
        self._chosen = self._report = self._place = None
        self._done.hide()
        self._trouble.hide()
        self.replace.setChecked(False)
        self.tabs.show_tabs([(book.value, say(words.BOOKS[book]), None) for book in Book])
        self.tabs.choose(self._book.value)
        self._weigh()
        self._look(as_of)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc: first the writing, then the panel."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._long.is_busy:
            self._long.cancel()
        else:
            self.left.emit()

    def _lay_out(self) -> None:
        today = button(say(words.TODAY), self._choose_today, kind="link")
        when = row(captioned(say(words.AS_OF), self.as_of), column(None, row(today)), None, gap=tokens.S8)
        names = column(self._name, self._folder, gap=tokens.S4)
        where = row(toned("folder", Tone.PLAIN), names, button(say(words.CHOOSE), self._choose_file), gap=tokens.S12)
        where.setStretch(1, 1)
        inside = column(
            label(say(words.TITLE), "title"),
            self.tabs,
            when,
            column(label(say(words.HOLDS), "heading"), self._about, self._people, self._usage, gap=tokens.S4),
            column(label(say(words.WHERE), "heading"), where, gap=tokens.S8),
            self._taken,
            self._trouble,
            self._long,
            self._done,
            row(self.write, button(say(words.CLOSE), self.left.emit), None, gap=tokens.S12),
            None,
            gap=tokens.S16,
            margins=(32, 24, 32, 24),
        )
        self.setLayout(inside)

    def _done_banner(self) -> QWidget:
        self._said = label("", "heading", wrap=True)
        line = row(
            toned("done", Tone.OK),
            self._said,
            button(say(words.OPEN), self._open_file),
            button(say(words.OPEN_FOLDER), self._open_folder, icon="folder"),
            gap=tokens.S12,
            margins=(20, 14, 20, 14),
        )
        line.setStretch(1, 1)
        banner = frame("answer", line)
        banner.setProperty("tone", Tone.OK.value)
        return banner

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._turn_to)
        self.as_of.dateChanged.connect(self._change_day)
        self.replace.toggled.connect(self._show_place)
        self._long.ended.connect(self._weigh)
        self.setFocusProxy(self.write)

    def _turn_to(self, book: str) -> None:
        if Book(book) is not self._book:
            self._book, self._chosen = Book(book), None
            self._show_report()

    def _choose_today(self) -> None:
        self._look(None)

    def _change_day(self) -> None:
        self._look(_date_of(self.as_of))

    def _look(self, as_of: date | None) -> None:
        self._work.read(
            partial(self._services.adoption.report, as_of),
            then=self._take_report,
            failed=self._show_trouble,
            newest="report",
        )

    def _take_report(self, report: AdoptionReport) -> None:
        self._report = report
        self.as_of.blockSignals(True)
        today = self._services.clock().astimezone(ZoneInfo(report.program.timezone)).date()
        self.as_of.setMaximumDate(QDate(today.year, today.month, today.day))
        self.as_of.setDate(QDate(report.as_of.year, report.as_of.month, report.as_of.day))
        self.as_of.blockSignals(False)
        self._show_report()
        if self.focusWidget() is None or not self.isAncestorOf(self.focusWidget()):
            self.write.setFocus()

    def _show_report(self) -> None:
        """Say what the workbook will hold, and look whether its name is free."""
        if self._report is None:
            return
        self._trouble.hide()
        follow_up = self._book is Book.FOLLOW_UP
        self._about.setText(words.about(self._book))
        self._people.setText(words.people(self._report))
        self._usage.setText(words.usage(self._report))
        self._people.setVisible(follow_up)
        self._usage.setVisible(follow_up)
        self._look_at_place()

    def _look_at_place(self) -> None:
        if self._report is None:
            return
        likely = words.file_name(self._book, program=self._report.program.name, as_of=self._report.as_of)
        path = self._chosen or self._last_folder() / likely
        self._work.read(partial(place_for, path), then=self._take_place, newest="place")

    def _take_place(self, place: Place) -> None:
        self._place = place
        self._done.hide()
        self.write.show()
        self.replace.setChecked(False)
        self._show_place()
        self._weigh()

    def _show_place(self) -> None:
        place, target = self._place, self._target()
        if place is None or target is None:
            return
        self._name.setText(target.name)
        self._folder.setText(str(target.parent))
        self._taken.setVisible(place.is_taken)
        said = words.replaces(place.asked.name) if self.replace.isChecked() else ""
        self._exists.setText(said or words.exists(place.asked.name, place.free.name))

    def _target(self) -> Path | None:
        if self._place is None:
            return None
        return self._place.asked if self.replace.isChecked() else self._place.free

    def _choose_file(self) -> None:
        target = self._target()
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            say(words.TITLE),
            str(target or self._last_folder()),
            say(words.FILES),
            options=QFileDialog.Option.DontConfirmOverwrite,  # the panel says it, and writes beside
        )
        if chosen:
            self.choose(used(chosen))

    def choose(self, path: Path) -> None:
        """Write there, under the next free number where a file of this name is there already."""
        self._chosen = path.with_name(workbook_name(path.name) or path.name)
        self._look_at_place()

    def _weigh(self) -> None:
        self.write.setEnabled(self._place is not None and not self._long.is_busy)

    def _write(self) -> None:
        target = self._target()
        if target is None or self._report is None:
            return
        self._done.hide()
        self._trouble.hide()
        self._long.begin(
            words.writing(target.name),
            partial(self._make, _Target(self._book, target, self._report.as_of)),
            then=self._show_written,
            failed=self._not_written,
            reads=True,
        )
        self._weigh()

    def _make(self, target: _Target, progress: Progress, cancelled: Cancelled) -> Path:
        """On the worker, where the library that writes workbooks is loaded."""
        exports = self._services.exports
        with suppress(OSError):  # what cannot be made is told by the writing itself
            target.path.parent.mkdir(parents=True, exist_ok=True)
        write = exports.follow_up if target.book is Book.FOLLOW_UP else exports.attendance
        return write(target.path, WORKBOOK_WORDS, as_of=target.as_of, progress=progress, cancelled=cancelled)

    def _show_written(self, path: Path) -> None:
        self._written = path
        self._memory.export_folder = str(path.parent)
        self._said.setText(words.written(path.name))
        self._done.show()
        self._taken.hide()
        self.write.hide()
        self._tell.say(words.written(path.name), tone=Tone.OK)

    def _not_written(self, error: Told) -> None:
        if error.code is WorkbookTrouble.CANCELLED:
            self._tell.say(say(words.CANCELLED))
        else:
            self._show_trouble(error)
        self._look_at_place()

    def _show_trouble(self, error: Told) -> None:
        self._trouble.setText(sentence(error))
        self._trouble.show()

    def _open_file(self) -> None:
        if self._written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _open_folder(self) -> None:
        if self._written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _last_folder(self) -> Path:
        last = self._memory.export_folder
        return Path(last) if last and Path(last).is_dir() else usual_folder()


def _date_of(field: QDateEdit) -> date:
    on = field.date()
    return date(on.year(), on.month(), on.day())
