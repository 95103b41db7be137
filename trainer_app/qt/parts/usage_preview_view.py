"""A usage export before it is taken in: what it holds, which days it covers, what is asked, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from trainer_app.bootstrap import sentence
from trainer_app.domain.errors import Refused
from trainer_app.domain.usage import UnknownIdentity
from trainer_app.domain.usage_preview import UsagePreview
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import clear, column, label, row, toned
from trainer_app.qt.parts.coverage_strip import CoverageStrip
from trainer_app.qt.parts.table import Table
from trainer_app.qt.parts.usage_questions import UsageQuestions
from trainer_app.qt.parts.usage_window_form import UsageWindowForm
from trainer_app.qt.tokens import Tone
from trainer_app.words import usage_identities
from trainer_app.words import usage_panel as words
from trainer_app.words.language import say

_ROWS_SEEN: Final = 5


@dataclass(frozen=True, slots=True)
class _Left:
    """One line that was not taken, and why."""

    at: int
    line: int
    why: str


class UsagePreviewView(QScrollArea):
    """Shows a `UsagePreview`; `draft_changed` when the person says something else about it, `weighed` on answers."""

    draft_changed = Signal()
    weighed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("kind", "tabs")  # lies on the card it stands in
        self.form, self.questions, self.strip = UsageWindowForm(), UsageQuestions(), CoverageStrip()
        self._understood = label("", "muted", wrap=True)
        self._facts = row(gap=tokens.S24)
        self._changes = label("", "body", wrap=True)
        self._same = _banner(say(words.NOTHING_TO_DO))
        self._notes = column(gap=tokens.S4)
        self._covered = label("", "muted", wrap=True)
        self._unknown_head = label(say(words.UNKNOWN), "heading")
        self._unknown_note = label(say(words.UNKNOWN_NOTE), "note", wrap=True)
        self._unknown = _unknown_table()
        self._left_head = label(say(words.LEFT_OUT), "heading")
        self._left = _left_table()
        self._lay_out()
        self.form.changed.connect(self.draft_changed)
        self.questions.answered_changed.connect(self.weighed)

    def show_preview(self, seen: UsagePreview) -> None:
        """Show what taking this would do."""
        self._understood.setText(words.understood(seen))
        self._show_facts(words.facts(seen))
        self._changes.setText(words.changes(seen.report))
        self._changes.setVisible(not seen.nothing_to_do)
        self._same.setVisible(seen.nothing_to_do)
        self.strip.show_coverage(seen.days)
        self._covered.setText(words.in_words(seen.days))
        self.questions.ask(seen.questions)
        self._show_notes(seen)
        self._show_tables(seen)

    def _lay_out(self) -> None:
        inside = column(
            self._understood,
            self._facts,
            self._changes,
            self._same,
            self.questions,
            self.form,
            column(label(say(words.COVERAGE), "heading"), self.strip, self._covered, gap=tokens.S8),
            self._notes,
            column(self._unknown_head, self._unknown_note, self._unknown, gap=tokens.S4),
            column(self._left_head, self._left, gap=tokens.S4),
            None,
            gap=tokens.S16,
            margins=(32, 0, 32, 16),
        )
        ground = QWidget()
        ground.setLayout(inside)
        self.setWidget(ground)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        clear(self._facts)
        for figure, of in facts:
            self._facts.addLayout(column(label(figure, "fact"), label(of, "note", wrap=True), None, gap=0), 1)

    def _show_notes(self, seen: UsagePreview) -> None:
        clear(self._notes)
        said = [words.unread(seen.unread)] if seen.unread else []
        said += [text for text in (words.not_shown(seen),) if text]
        said += [
            sentence(Refused(one.code, **one.facts))
            for one in seen.report.warnings
            if not words.told_elsewhere(one.code)
        ]
        if said:
            self._notes.addWidget(label(say(words.TO_KNOW), "heading"))
        for text in said:
            line = row(toned("info", Tone.INFO, size=16), label(text, wrap=True))
            line.setStretch(1, 1)
            self._notes.addLayout(line)

    def _show_tables(self, seen: UsagePreview) -> None:
        self._unknown.show_rows(seen.unknown)
        _show(bool(seen.unknown), self._unknown_head, self._unknown_note, self._unknown)
        left = [
            _Left(at, one.line, sentence(Refused(one.code, **one.facts))) for at, one in enumerate(seen.report.skipped)
        ]
        self._left.show_rows(left)
        _show(bool(left), self._left_head, self._left)
        _fit(self._unknown)
        _fit(self._left)


def _banner(text: str) -> QFrame:
    made = QFrame()
    made.setProperty("kind", "answer")
    made.setProperty("tone", Tone.INFO.value)
    line = row(toned("info", Tone.INFO), label(text, "heading", wrap=True), margins=(20, 14, 20, 14))
    line.setStretch(1, 1)
    made.setLayout(line)
    return made


def _show(seen: bool, *pieces: QWidget) -> None:
    for piece in pieces:
        piece.setVisible(seen)


def _fit(table: Table[UnknownIdentity] | Table[_Left]) -> None:
    """Be as high as the rows, up to a few; more of them scroll."""
    rows = min(max(table.shown_count(), 1), _ROWS_SEEN)
    each = table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows * each + 4)


def _unknown_table() -> Table[UnknownIdentity]:
    return Table(
        say(words.UNKNOWN),
        [
            Column(say(words.IDENTITY), _identity, width=0, strong=True),
            Column(say(usage_identities.KIND), _kind, width=110),
            Column(say(words.DAYS), _days, width=120, align_right=True, order=_days_order),
            Column(say(words.UNITS), _units, width=120, align_right=True, order=_units_order),
        ],
        key=_key,
    )


def _left_table() -> Table[_Left]:
    return Table(
        say(words.LEFT_OUT),
        [
            Column(say(words.LINE), _line, width=90, align_right=True, order=_line_order),
            Column(say(words.REASON), _why, width=0),
        ],
        key=_at,
    )


def _identity(one: UnknownIdentity) -> str:
    return one.identity.value


def _kind(one: UnknownIdentity) -> str:
    return usage_identities.kind(one.identity.kind)


def _days(one: UnknownIdentity) -> str:
    return f"{one.active_days:,}"


def _days_order(one: UnknownIdentity) -> int:
    return one.active_days


def _units(one: UnknownIdentity) -> str:
    return usage_identities.units(one.units)


def _units_order(one: UnknownIdentity) -> float:
    return one.units


def _key(one: UnknownIdentity) -> object:
    return one.identity


def _line(one: _Left) -> str:
    return f"{one.line:,}"


def _line_order(one: _Left) -> int:
    return one.line


def _why(one: _Left) -> str:
    return one.why


def _at(one: _Left) -> int:
    return one.at
