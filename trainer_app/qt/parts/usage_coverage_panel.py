"""What usage is imported: each import with its days, and the calendar of all of them together."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.usage_coverage import TakenImport, UsageCoverage
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.coverage_strip import CoverageStrip
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.table import Table
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.words import usage_panel as words
from trainer_app.words.language import say

_HIGHEST = 18  # lines of text; a longer calendar scrolls


class UsageCoveragePanel(QFrame):
    """A panel of the page: `import_wanted` for another file, `left` when the person is done."""

    left = Signal()
    import_wanted = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk) -> None:
        super().__init__()
        del tell, desk  # it only reads
        self.setProperty("kind", "card")
        self._services, self._work = services, work
        self._zone = "UTC"
        self.strip = CoverageStrip()
        self._said = label("", "muted", wrap=True)
        self.table = self._table()
        body = QWidget()
        calendar = QScrollArea()
        calendar.setWidget(self.strip)
        calendar.setWidgetResizable(True)
        calendar.setFrameShape(QFrame.Shape.NoFrame)
        calendar.setProperty("kind", "tabs")
        calendar.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = column(calendar, self._said, self.table, gap=tokens.S12)
        inside.setStretch(2, 1)
        self._calendar = calendar
        body.setLayout(inside)
        self._stage = Stage(body)
        self._another = button(say(words.IMPORT), self.import_wanted.emit, icon="import")
        head = row(
            label(say(words.IMPORTS_TITLE), "title"),
            None,
            self._another,
            button(say(words.BACK), self.left.emit),
            gap=12,
        )
        drop = label(say(words.DROP), "muted", wrap=True)
        whole = column(head, drop, self._stage, gap=tokens.S12, margins=(24, 20, 24, 20))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def open(self) -> None:
        """Read what is imported and show it."""
        self._another.setFocus()
        self._work.read(self._read, then=self._show, failed=self._show_trouble, newest="coverage")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _read(self) -> tuple[str, UsageCoverage]:
        program = self._services.programs.get()
        return program.timezone if program else "UTC", self._services.usage_identities.coverage()

    def _show(self, read: tuple[str, UsageCoverage]) -> None:
        self._zone, found = read
        self._another.setVisible(bool(found.imports))
        if not found.imports:
            self._stage.show_empty(
                "import",
                say(words.IMPORTS_NONE),
                say(words.IMPORTS_NONE_TEXT),
                say(words.IMPORT),
                act=self.import_wanted.emit,
            )
            return
        self.strip.show_coverage(found.days)
        self._said.setText(words.in_words(found.days))
        self._calendar.setFixedHeight(min(self.strip.sizeHint().height(), _HIGHEST * self.fontMetrics().height()))
        self.table.show_rows(found.imports)
        self._stage.show_content()

    def _show_trouble(self, error: Told) -> None:
        self._stage.show_trouble(sentence(error), self.open)

    def _table(self) -> Table[TakenImport]:
        return Table(
            say(words.IMPORTS_TITLE),
            [
                Column(say(words.FILE), _file, width=0, strong=True),
                Column(say(words.TAKEN_ON), self._taken_on, width=140, align_right=True, order=_at),
                Column(say(words.SOURCE), words.imported, width=0),
                Column(say(words.RANGE), _range, width=272, order=_first),
                Column(say(words.ROWS), _rows, width=76, align_right=True, order=_rows_order),
                Column(say(words.PEOPLE), _people, width=66, align_right=True, order=_people_order),
            ],
            key=_key,
        )

    def _taken_on(self, one: TakenImport) -> str:
        return one.at.astimezone(ZoneInfo(self._zone)).strftime("%Y-%m-%d %H:%M")


def _file(one: TakenImport) -> str:
    return one.file_name


def _at(one: TakenImport) -> datetime:
    return one.at


def _range(one: TakenImport) -> str:
    return words.window(one.covers)


def _first(one: TakenImport) -> date:
    return one.covers.first


def _rows(one: TakenImport) -> str:
    return f"{one.rows:,}"


def _rows_order(one: TakenImport) -> int:
    return one.rows


def _people(one: TakenImport) -> str:
    return f"{one.people:,}"


def _people_order(one: TakenImport) -> int:
    return one.people


def _key(one: TakenImport) -> Hashable:
    return one.id
