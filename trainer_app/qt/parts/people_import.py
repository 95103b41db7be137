"""A roster before it is taken in: who is in it, what its columns hold, who may be known, and what was not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused, Told
from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.import_decisions import Decision, FileKind, Watch
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import Column as FileColumn
from trainer_app.domain.imports import PeopleFile, RosterPerson, Skipped, Warned
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import button, column, label, put, row, toned
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.long_work import Cancelled, LongWork, Progress
from trainer_app.qt.parts.people_import_columns import ColumnsForm
from trainer_app.qt.parts.people_import_doubles import DoublesForm
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.parts.table import Table
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import roster as words
from trainer_app.words.language import say

_PEOPLE, _COLUMNS, _DOUBLES, _NOTES = "people", "columns", "doubles", "notes"
_ORDER: Final = (_PEOPLE, _COLUMNS, _DOUBLES, _NOTES)
_SHOWN: Final = 500
_BLOCKING: Final = frozenset({FileKind.USAGE, FileKind.SESSIONS})


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: `found` are the columns before a person set any; `file` None where it is no roster at all."""

    found: tuple[FileColumn, ...]
    file: PeopleFile | None
    report: ImportReport | None
    kind: FileKind | None


class PeopleImport(QFrame):
    """Reads one file and shows it: `taken(text)` when it was written, `left` when not."""

    taken = Signal(str)
    left = Signal()
    another_wanted = Signal()

    def __init__(self, services: Services, work: Work, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAcceptDrops(True)
        self._services, self._work, self._desk = services, work, desk
        self._path = Path()
        self._file: PeopleFile | None = None
        self._kind: FileKind | None = None
        self._mapping: dict[int, Meaning] = {}
        self._sign = toned("file", Tone.PLAIN, size=24)
        self._title = label("", "title", wrap=True)
        self._counts = label("", "strong", wrap=True)
        self._columns = label("", "muted", wrap=True)
        self._hint = label("", "body", wrap=True, tone=Tone.LOOK)
        self._tabs = Tabs(say(words.TABS))
        self._people: Table[RosterPerson] = Table(say(words.TAB_PEOPLE), _people_columns(), key=_first_line)
        self._list = RowList(say(words.NOT_TAKEN), selectable=False)
        self._forms, self._doubles = ColumnsForm(), DoublesForm()
        self._people_stage, self._notes_stage = Stage(self._people), Stage(self._list)
        self._stack = QStackedWidget()
        for part in (self._people_stage, self._forms, self._doubles, self._notes_stage):
            self._stack.addWidget(part)
        policy = self._stack.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what is said without it stays at the top
        self._stack.setSizePolicy(policy)
        self._strip = LongWork(work)
        self._take = button("", self._write, kind="primary")
        self._another = button(say(words.ANOTHER), self.another_wanted.emit)
        self._is_writing = False
        self._lay_out()
        self._tabs.chosen.connect(self._turn)
        self._forms.changed.connect(self._map)
        self._doubles.decided.connect(self._decide)

    def open(self, file: Path) -> None:
        """Read this file and show what it holds, unless another one is just being written."""
        if self._is_writing:
            return
        self._path, self._mapping, self._file = file, {}, None
        self._doubles.begin()
        self._show(say(words.READING, file=file.name), icon="wait")
        self._show_parts(False)
        self._strip.begin(
            say(words.READING, file=file.name),
            partial(self._read, file, {}),
            then=self._show_first,
            failed=self._show_trouble,
            reads=True,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged over."""
        if not self._strip.is_busy and _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        if file := _dropped(event):
            event.acceptProposedAction()
            self.open(file)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._another.setToolTip(say(words.DROP_HERE))
        leave = button(say(words.CANCEL), self.left.emit)
        head = row(self._sign, self._title, gap=tokens.S12)
        head.setStretch(1, 1)
        top = column(head, tokens.S4, self._counts, self._columns, self._hint, self._tabs, margins=(32, 28, 32, 0))
        middle = column(self._stack, margins=(32, 0, 32, 0))
        feet = row(self._take, self._another, leave, None, gap=tokens.S12)
        inside = column(top, middle, column(self._strip, feet, margins=(32, 8, 32, 24)), gap=tokens.S16)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def _read(  # positional: what is read, then what the strip hands over
        self, path: Path, mapping: Mapping[int, Meaning], progress: Progress, cancelled: Cancelled
    ) -> _Read:
        """On the worker, where the libraries that read files are loaded."""
        service = self._services.people_import
        chosen: dict[int | str, Meaning] = dict(mapping.items())
        try:
            file = service.read(path, mapping=chosen or None)
        except Refused:
            kind = service.another_kind(path, None)
            if kind is None:
                raise
            return _Read((), None, None, kind)
        kind = None if mapping else service.another_kind(path, file)
        report = service.preview(file, decisions=self._doubles.decisions, watch=Watch(progress, cancelled))
        return _Read(file.columns, file, report, kind)

    def _show_first(self, read: _Read) -> None:
        """Show a file for the first time; columns that a person set for its like before are set again."""
        self._kind = read.kind
        if read.kind in _BLOCKING:
            self._show_wrong_kind(read.kind)
            return
        remembered = self._forms.remembered(read.found)
        self._forms.begin(read.found, remembered)
        self._show_read(read)
        self._tabs.choose(self._first_tab(read))
        self._turn(self._tabs.key)
        if remembered:
            self._map(remembered)
        elif self._tabs.key == _DOUBLES:
            self._doubles.setFocus()
        elif self._take.isVisible():
            self._take.setFocus()

    def _first_tab(self, read: _Read) -> str:
        if read.report and read.report.duplicates:
            return _DOUBLES
        if read.report and read.report.skipped:
            return _NOTES
        return _PEOPLE

    def _map(self, mapping: dict[int, Meaning]) -> None:
        """Read the file again with other columns; lines decided on mean other people then."""
        self._mapping = mapping
        self._doubles.begin()
        self._work.read(
            partial(self._read, self._path, dict(mapping), _nothing, _never),
            then=self._show_read,
            failed=self._show_unread,
            newest="roster",
        )

    def _decide(self, decisions: dict[int, Decision]) -> None:
        if self._file:
            self._work.read(
                partial(self._services.people_import.preview, self._file, decisions=dict(decisions)),
                then=self._show_report,
                newest="roster",
            )

    def _show_read(self, read: _Read) -> None:
        self._file = read.file
        if read.file and read.report:
            self._forms.show_columns(read.file.columns, self._mapping)
            self._show_people(read.file)
            self._show_report(read.report)

    def _show_people(self, file: PeopleFile) -> None:
        self._people.show_rows(file.people[:_SHOWN])
        if file.people:
            self._people_stage.show_content()
        else:
            self._people_stage.show_empty("people", say(words.NO_PEOPLE), say(words.NO_PEOPLE_YET))

    def _show_report(self, report: ImportReport) -> None:
        self._show(self._path.name, icon="file")
        self._show_parts(True)
        some = report.added + report.updated
        self._counts.setText(words.counts(report) if some else say(words.NOTHING_NEW))
        said = (words.understood(report), words.columns(report.columns))
        self._columns.setText("\n".join(part for part in said if part))
        self._hint.setText(words.another_kind(self._kind) if self._kind else "")
        self._hint.setVisible(self._kind is not None)
        self._show_notes(report)
        self._doubles.show_duplicates(report.duplicates)
        self._show_tabs(report)
        self._take.setText(words.take_in(report))
        self._take.setVisible(some > 0)

    def _show_tabs(self, report: ImportReport) -> None:
        doubles = [(_DOUBLES, say(words.TAB_DOUBLES), len(report.duplicates))] if report.duplicates else []
        notes = len(report.skipped) + len(report.warnings)
        self._tabs.show_tabs(
            [
                (_PEOPLE, say(words.TAB_PEOPLE), report.people),
                (_COLUMNS, say(words.TAB_COLUMNS), len(report.columns)),
                *doubles,
                (_NOTES, say(words.TAB_NOTES), notes),
            ]
        )
        self._turn(self._tabs.key)

    def _show_notes(self, report: ImportReport) -> None:
        rows = [self._row(one, words.not_taken(one.line, one.who)) for one in report.skipped]
        rows += [self._row(one, say(words.FILE)) for one in report.warnings]
        self._list.rows.show_rows(rows)
        if rows:
            self._notes_stage.show_content()
        else:
            self._notes_stage.show_empty("done", say(words.NO_NOTES))

    def _row(self, one: Skipped | Warned, where: str) -> Row:
        said = sentence(Refused(one.code, **one.facts))
        return Row(self._services.new_id(), said, where, tip=said)

    def _show_wrong_kind(self, kind: FileKind) -> None:
        self._show(self._path.name, icon="elsewhere", tone=Tone.LOOK)
        self._counts.setText(words.another_kind(kind))

    def _show_unread(self, error: Told) -> None:
        """Say why the columns as set cannot be read; the menus stay, so that they can be set otherwise."""
        self._file = None
        self._take.hide()
        self._counts.setText(sentence(error))
        self._people.show_rows([])
        self._people_stage.show_empty("people", say(words.NO_PEOPLE), say(words.NO_PEOPLE_YET))
        self._forms.show_columns([], self._mapping)

    def _show_trouble(self, error: Told) -> None:
        self._show(say(words.CANNOT_READ), icon="stop", tone=Tone.HELP)
        self._show_parts(False)
        self._counts.setText(self._path.name)
        self._columns.setText(sentence(error))

    def _show(self, title: str, *, icon: str, tone: Tone = Tone.PLAIN) -> None:
        self._sign.show_icon(icon)
        put(self._sign, tone=tone.value)
        self._title.setText(title)
        for words_shown in (self._counts, self._columns, self._hint):
            words_shown.clear()
        self._hint.hide()
        self._take.hide()

    def _show_parts(self, shown: bool) -> None:
        self._tabs.setVisible(shown)
        self._stack.setVisible(shown)

    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex(_ORDER.index(key) if key in _ORDER else 0)

    def _write(self) -> None:
        if self._file is None or self._strip.is_busy:
            return
        self._set_writing(True)
        write = partial(self._take_in, self._file, dict(self._doubles.decisions))
        self._strip.begin(say(words.TAKING), write, then=self._say_taken, failed=self._not_taken)

    def _take_in(  # positional: what is written, then what the strip hands over
        self, file: PeopleFile, decisions: Mapping[int, Decision], progress: Progress, cancelled: Cancelled
    ) -> ImportReport:
        watch = Watch(progress, cancelled)
        take = self._services.people_import.take_in
        return take(file, self._path.name, desk=self._desk, decisions=decisions, watch=watch)

    def _not_taken(self, error: Told) -> None:
        """Say why nothing was written; the file stays as it was read, to be taken once more."""
        self._set_writing(False)
        self._hint.setText(sentence(error))
        self._hint.show()

    def _set_writing(self, writing: bool) -> None:
        """While a file is written nothing else is opened, so that what became of it is heard."""
        self._is_writing = writing
        self._take.setDisabled(writing)
        self._another.setDisabled(writing)

    def _say_taken(self, report: ImportReport) -> None:
        self._set_writing(False)
        self.taken.emit(say(words.TAKEN_UNDO, taken=words.taken(report)))


def _people_columns() -> tuple[Column[RosterPerson], ...]:
    return (
        Column(say(words.HEAD_LINE), _line_text, width=70, align_right=True, order=_first_line),
        Column(say(words.HEAD_NAME), _name, width=0, strong=True),
        Column(say(words.HEAD_EMAIL), _email, width=0),
        Column(say(words.HEAD_TEAM), _team, width=0),
    )


def _first_line(person: RosterPerson) -> int:
    return person.lines[0]


def _line_text(person: RosterPerson) -> str:
    return str(person.lines[0])


def _name(person: RosterPerson) -> str:
    return person.name


def _email(person: RosterPerson) -> str:
    return person.email or ""


def _team(person: RosterPerson) -> str:
    return person.team or ""


def _nothing(_done: int, _of: int) -> None:
    """Tell nobody how far it is: a second look at a file is quick."""


def _never() -> bool:
    return False


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped, None for anything else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
