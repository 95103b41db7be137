"""A session plan in a file before it is taken in: what was understood, and line by line what was not."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused, Told
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import Skipped, Warned
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import button, column, label, put, row, toned
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import roster
from trainer_app.words import sessions as words
from trainer_app.words.language import say


class SessionPlanImport(QFrame):
    """Reads one file and shows it: `taken(text)` when it was written, `left` when not."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, services: Services, work: Work, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._desk = services, work, desk
        self._file = Path()
        self._sign = toned("file", Tone.PLAIN, size=24)
        self._title = label("", "title", wrap=True)
        self._counts = label("", "strong", wrap=True)
        self._columns = label("", "muted", wrap=True)
        self._heading = label("", "heading")
        self._list = RowList(say(words.NOT_TAKEN), selectable=False)
        self._take = button("", self._write, kind="primary")
        leave = button(say(words.CANCEL), self.left.emit)
        head = row(self._sign, self._title, gap=tokens.S12)
        head.setStretch(1, 1)
        top = column(head, tokens.S4, self._counts, self._columns, margins=(32, 28, 32, 0))
        middle = column(row(self._heading, margins=(32, 0, 32, 0)), row(self._list, margins=(20, 0, 12, 0)))
        feet = row(self._take, leave, None, gap=tokens.S12, margins=(32, 8, 32, 24))
        inside = column(top, middle, feet, gap=tokens.S16)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def open(self, file: Path) -> None:
        """Read this file and show what it holds; nothing is written."""
        self._file = file
        self._show(say(words.READING, file=file.name), icon="wait")
        read = partial(self._import, file, dry_run=True)
        self._work.read(read, then=self._show_report, failed=self._show_trouble, newest="plan")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _import(self, file: Path, *, dry_run: bool) -> ImportReport:
        """On the worker, where the libraries that read files are loaded."""
        return self._services.session_import.import_file(file, desk=self._desk, dry_run=dry_run)

    def _show_report(self, report: ImportReport) -> None:
        self._show(self._file.name, icon="file")
        some = report.added + report.updated
        self._counts.setText(words.counts(report) if some else say(words.NOTHING_NEW))
        self._columns.setText(roster.columns(report.columns))
        rows = [self._row(one, words.line(one.line)) for one in report.skipped]
        rows += [self._row(one, "") for one in report.warnings]
        self._list.rows.show_rows(rows)
        self._heading.setText(say(words.NOT_TAKEN) if rows else "")
        self._take.setText(words.take_in(report))
        self._take.setVisible(some > 0)
        self._take.setFocus()

    def _row(self, one: Skipped | Warned, where: str) -> Row:
        said = sentence(Refused(one.code, **one.facts))
        return Row(self._services.new_id(), said, where, tip=said)

    def _show_trouble(self, error: Told) -> None:
        self._show(say(words.CANNOT_READ), icon="stop", tone=Tone.HELP)
        self._counts.setText(self._file.name)
        self._columns.setText(sentence(error))

    def _show(self, title: str, *, icon: str, tone: Tone = Tone.PLAIN) -> None:
        self._sign.show_icon(icon)
        put(self._sign, tone=tone.value)
        self._title.setText(title)
        for shown in (self._counts, self._columns, self._heading):
            shown.clear()
        self._list.rows.show_rows([])
        self._take.hide()

    def _write(self) -> None:
        write = partial(self._import, self._file, dry_run=False)
        self._work.run(write, then=self._say_taken, failed=self._show_trouble)

    def _say_taken(self, report: ImportReport) -> None:
        self.taken.emit(words.taken(report))
