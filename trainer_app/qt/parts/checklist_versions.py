"""Every kept version: when it was kept, which sessions run it, how it differs, and which to use from now on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from trainer_app.domain.checklist import Checklist
from trainer_app.domain.checklist_edit import difference
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import button, captioned, column, frame, label
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.parts.table import Table
from trainer_app.services.checklist_overview import ChecklistOverview, VersionLine
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say


@dataclass(frozen=True, slots=True)
class _Line:
    version: VersionLine
    kept: str
    used: str


class VersionsPanel(QWidget):
    """Says what is wanted: `use_wanted(id)`, `edit_wanted(Checklist)`, `choice_wanted(Session, id | None)`."""

    use_wanted = Signal(object)
    edit_wanted = Signal(object)
    choice_wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._now: Checklist | None = None
        self.table: Table[_Line] = Table(say(words.VERSIONS), _columns(), key=_key)
        self.compared = label("", "body", wrap=True)
        self.use = button(say(words.USE), self._use)
        self.open_old = button(say(words.OPEN_OLD), self._edit)
        self.session = QComboBox()
        self.session.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choose = button(say(words.CHOOSE_FOR), self._choose)
        self.follow = button(say(words.PROGRAM_AGAIN), self._follow, kind="link")
        self._lay_out()
        self.table.marked.connect(self._weigh)
        self.session.currentIndexChanged.connect(self._weigh)

    def show_overview(self, overview: ChecklistOverview, now: Checklist, *, zone: str, at: datetime) -> None:
        """Show every version; each is compared with `now`, what is in the list of steps."""
        self._now = now
        lines = [
            _Line(
                one,
                words.kept_on(one.at, zone, today=at.date()),
                words.used_by(one.frozen, one.chosen, is_program=one.is_program),
            )
            for one in overview.versions
        ]
        self.table.show_rows(lines)
        if lines and not self.table.rows_marked():
            self.table.selectRow(0)
        if lines:
            self._stage.show_content()
        else:
            self._stage.show_empty("history", say(words.NO_VERSIONS), say(words.NO_VERSIONS_HOW))
        self._show_sessions(overview.planned)
        self._weigh()

    def compare(self, now: Checklist) -> None:
        """Compare with this from now on."""
        self._now = now
        self._weigh()

    def _lay_out(self) -> None:
        deeds = Flow(tokens.S8)
        deeds.addWidget(self.use)
        deeds.addWidget(self.open_old)
        chosen = captioned(say(words.FOR_SESSION), self.session)
        below = Flow(tokens.S8)
        for piece in (chosen, self.choose, self.follow):
            below.addWidget(piece)
        inside = column(self.table, self.compared, deeds, below, gap=tokens.S12, margins=(0, 0, 0, 4))
        inside.setStretch(0, 1)
        self._stage = Stage(frame("bare", inside))
        self.setLayout(column(self._stage))

    def _marked(self) -> VersionLine | None:
        return next((line.version for line in self.table.rows_marked()), None)

    def _planned(self) -> Session | None:
        found: Session | None = self.session.currentData()
        return found

    def _show_sessions(self, planned: tuple[Session, ...]) -> None:
        before = self._planned()
        blocked = self.session.blockSignals(True)
        self.session.clear()
        for one in planned:
            self.session.addItem(one.name, one)
        if not planned:
            self.session.addItem(say(words.NO_PLANNED))
        names = [one.id for one in planned]
        self.session.setCurrentIndex(names.index(before.id) if before and before.id in names else 0)
        self.session.setEnabled(bool(planned))
        self.session.blockSignals(blocked)

    def _weigh(self) -> None:
        version, session = self._marked(), self._planned()
        self.use.setEnabled(version is not None and not version.is_program)
        self.open_old.setEnabled(version is not None and version.checklist != self._now)
        self.choose.setEnabled(bool(version and session and session.checklist_id != version.id))
        self.follow.setVisible(bool(session and session.checklist_id))
        if version and self._now:
            self.compared.setText(words.different(difference(version.checklist, self._now), version.checklist.version))

    def _use(self) -> None:
        if version := self._marked():
            self.use_wanted.emit(version.id)

    def _edit(self) -> None:
        if version := self._marked():
            self.edit_wanted.emit(version.checklist)

    def _choose(self) -> None:
        version, session = self._marked(), self._planned()
        if version and session:
            self.choice_wanted.emit(session, version.id)

    def _follow(self) -> None:
        if session := self._planned():
            self.choice_wanted.emit(session, None)


def _key(line: _Line) -> UUID:
    return line.version.id


def _columns() -> list[Column[_Line]]:
    return [
        Column(say(words.VERSION), _number, width=76, align_right=True, order=_order),
        Column(say(words.USED_BY), _used, width=0, strong=True),
        Column(say(words.KEPT), _kept, width=124, order=_moment),
        Column(say(words.STEPS), _steps, width=64, align_right=True, order=_count),
        Column(say(words.CHECKLIST), _title, width=0),
    ]


def _number(line: _Line) -> str:
    return str(line.version.checklist.version)


def _order(line: _Line) -> int:
    return line.version.checklist.version


def _moment(line: _Line) -> datetime:
    return line.version.at


def _count(line: _Line) -> int:
    return len(line.version.checklist.steps)


def _title(line: _Line) -> str:
    return line.version.checklist.title


def _steps(line: _Line) -> str:
    return str(len(line.version.checklist.steps))


def _kept(line: _Line) -> str:
    return line.kept


def _used(line: _Line) -> str:
    return line.used
