"""An attendance list before it is taken in: which session it is about, who comes in, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused, Told
from trainer_app.domain.import_codes import Notice
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import Skipped, Warned
from trainer_app.domain.roster_match import MatchTrouble
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import button, column, label, put, row, toned
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import attendance_import as words
from trainer_app.words import roster, sessions
from trainer_app.words.language import say

_SESSION_LETTERS: Final = 36


@dataclass(frozen=True, slots=True)
class _Look:
    """What was read. `asks` where lines do not say their session; then no `report` before one is chosen."""

    sessions: Sequence[Session]
    asks: bool
    report: ImportReport | None


class AttendanceImport(QFrame):
    """Reads one file and shows it: `taken(text)` when it was written, `left` when not."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, services: Services, work: Work, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAcceptDrops(True)
        self._services, self._work, self._desk = services, work, desk
        self._path = Path()
        self._session: UUID | None = None
        self._sign = toned("file", Tone.PLAIN, size=24)
        self._title = label("", "title", wrap=True)
        self._kind, self._about = label("", "muted", wrap=True), label("", "body", wrap=True)
        self._counts = label("", "strong", wrap=True)
        self._warning = label("", "body", wrap=True, tone=Tone.LOOK)
        self._columns = label("", "muted", wrap=True)
        self._heading = label("", "heading")
        self._list = RowList(say(roster.NOT_TAKEN), selectable=False)
        self._which = QComboBox()
        self._take = button("", self._write, kind="primary")
        self._leave = button(say(roster.CANCEL), self.left.emit)
        self._lay_out()
        self._which.activated.connect(self._choose)

    def open(self, path: Path, session: UUID | None = None) -> None:
        """Read this file and show what it holds; `session` is meant where the file does not say one."""
        self._path, self._session = path, session
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged here."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped, about the session that was chosen."""
        if path := _dropped(event):
            event.acceptProposedAction()
            self.open(path, self._session)

    def _lay_out(self) -> None:
        self._which.setAccessibleName(say(words.WHICH))
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.setMinimumContentsLength(_SESSION_LETTERS)
        self._asked = QWidget()
        self._asked.setLayout(row(label(say(words.WHICH), "strong"), self._which, None, gap=tokens.S12))
        head = row(self._sign, self._title, gap=tokens.S12)
        head.setStretch(1, 1)
        facts = column(self._asked, self._about, self._counts, self._warning, self._kind, self._columns, gap=tokens.S8)
        top = column(head, facts, gap=tokens.S12, margins=(32, 28, 32, 0))
        middle = column(row(self._heading, margins=(32, 0, 32, 0)), row(self._list, margins=(20, 0, 12, 0)))
        feet = row(self._take, self._leave, None, gap=tokens.S12, margins=(32, 8, 32, 24))
        inside = column(top, middle, feet, gap=tokens.S16)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def _read(self) -> None:
        self._clear(say(roster.READING, file=self._path.name), icon="wait")
        look = partial(self._look, self._path, self._session)
        self._work.read(look, then=self._show, failed=self._show_trouble, newest="attendance list")

    def _look(self, path: Path, session: UUID | None) -> _Look:
        """On the worker, where the libraries that read files are loaded."""
        planned = self._services.sessions.everything()
        try:
            report = self._import(path, None, dry_run=True)
        except Refused as refused:
            if refused.code is not MatchTrouble.SESSION_NOT_SAID:
                raise
            report = None
        asks = report is None or any(one.code is MatchTrouble.SESSION_NOT_SAID for one in report.skipped)
        if asks:
            report = self._import(path, session, dry_run=True) if session else None
        return _Look(planned, asks, report)

    def _import(self, path: Path, session: UUID | None, *, dry_run: bool) -> ImportReport:
        service = self._services.attendance_import
        return service.import_file(path, desk=self._desk, session=session, dry_run=dry_run)

    def _show(self, look: _Look) -> None:
        self._clear(self._path.name, icon="file")
        self._asked.setVisible(look.asks)
        self._fill_sessions(look.sessions)
        if look.report:
            self._show_report(look.report, look)
        else:
            _tell(self._warning, say(words.NOT_SAID))
            self._which.setFocus()

    def _show_report(self, report: ImportReport, look: _Look) -> None:
        guessed = any(one.code is Notice.EVERYBODY_CAME for one in report.warnings)
        some = report.added + report.updated
        _tell(self._about, "" if look.asks else words.about(report))
        _tell(self._counts, words.counts(report) if some or report.skipped else say(roster.NOTHING_NEW))
        _tell(self._warning, self._warn(report, look, guessed=guessed and report.added > 0))
        _tell(self._kind, roster.understood(report))
        _tell(self._columns, roster.columns(report.columns))
        rows = self._rows(report)
        self._list.rows.show_rows(rows)
        self._heading.setText(roster.heading(report) or (say(words.TO_KNOW) if rows else ""))
        self._take.setText(words.take_in(report, guessed=guessed))
        self._take.setVisible(some > 0)
        (self._leave if guessed or not some else self._take).setFocus()

    def _warn(self, report: ImportReport, look: _Look, *, guessed: bool) -> str:
        """Return what must be read before it is taken in."""
        meant = next((one for one in look.sessions if one.id == self._session), None)
        is_other = meant is not None and not look.asks and meant not in report.sessions
        said = [words.everybody_came(report) if guessed else "", words.not_about(meant) if meant and is_other else ""]
        return " ".join(part for part in said if part)

    def _rows(self, report: ImportReport) -> list[Row]:
        rows = [self._row(_sentence(one), sessions.line(one.line)) for one in report.skipped]
        rows += [self._row(words.other_time(one), sessions.line(one.line)) for one in report.other_times]
        told = [one for one in report.warnings if one.code is not Notice.EVERYBODY_CAME]
        return rows + [self._row(_sentence(one), say(roster.FILE)) for one in told]

    def _row(self, said: str, where: str) -> Row:
        return Row(self._services.new_id(), said, where, tip=said)

    def _fill_sessions(self, planned: Sequence[Session]) -> None:
        now = self._services.clock()
        self._which.clear()
        self._which.addItem(say(words.CHOOSE), None)
        for one in sorted(planned, key=_by_start):
            self._which.addItem(words.option(one, now), one.id)
        self._which.setCurrentIndex(max(self._which.findData(self._session), 0))

    def _choose(self, at: int) -> None:
        self._session = self._which.itemData(at)
        self._read()

    def _show_trouble(self, error: Told) -> None:
        self._clear(say(roster.CANNOT_READ), icon="stop", tone=Tone.HELP)
        _tell(self._counts, self._path.name)
        _tell(self._columns, sentence(error))
        self._leave.setFocus()

    def _clear(self, title: str, *, icon: str, tone: Tone = Tone.PLAIN) -> None:
        self._sign.show_icon(icon)
        put(self._sign, tone=tone.value)
        self._title.setText(title)
        for shown in (self._about, self._counts, self._warning, self._kind, self._columns):
            _tell(shown, "")
        self._heading.clear()
        self._list.rows.show_rows([])
        self._asked.hide()
        self._take.hide()

    def _write(self) -> None:
        self._take.setEnabled(False)
        write = partial(self._import, self._path, self._session, dry_run=False)
        self._work.run(write, then=self._say_taken, failed=self._not_written)

    def _say_taken(self, report: ImportReport) -> None:
        self._take.setEnabled(True)
        self.taken.emit(words.taken(report))

    def _not_written(self, error: Told) -> None:
        self._take.setEnabled(True)
        self._show_trouble(error)


def _tell(shown: QLabel, text: str) -> None:
    """Show this text, and nothing where there is none."""
    shown.setText(text)
    shown.setVisible(bool(text))


def _sentence(one: Skipped | Warned) -> str:
    return sentence(Refused(one.code, **one.facts))


def _by_start(session: Session) -> tuple[datetime, str]:
    return session.starts_at, session.name


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped, None for anything else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
