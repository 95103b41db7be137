"""The staffing planner: how long people would wait for help with so many helpers, and who looks where first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QGridLayout, QScrollArea, QSpinBox, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.errors import Told
from trainer_app.domain.help_figures import staffing
from trainer_app.domain.session import Session
from trainer_app.domain.staffing_plan import (
    Assumption,
    Basis,
    Forecast,
    Load,
    areas,
    calls_expected,
    fewest,
    forecast,
    forecasts,
    visit_expected,
)
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, card, clear, column, label, put, row, toned
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.report_section import SectionView
from trainer_app.qt.staffing_section import waits
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.reports import StaffingBasis
from trainer_app.words import staffing as words
from trainer_app.words.language import say

_MOST_PEOPLE, _MOST_HELPERS = 2_000, 200
_MOST_CALLS, _MOST_VISIT = 20.0, 60.0
_ROWS: Final = 8


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was reckoned for one set of figures; `calm` and `busy` are the ends of the range of calls."""

    rows: tuple[Forecast, ...]
    now: Forecast
    more: Forecast
    calm: Forecast
    busy: Forecast


class StaffingPanel(QWidget):
    """Shows the plan of the session it is given; every figure of it can be changed, nothing is written."""

    def __init__(self, services: Services, work: Work) -> None:
        super().__init__()
        self._services = services
        self._work = work
        self._session: Session | None = None
        self._basis: StaffingBasis | None = None
        self._filling = False
        self._make_fields()
        self._headline = label("", "fact", wrap=True)
        self._verdict = label("", "body", wrap=True)
        self._sign = toned("tick", Tone.OK)
        self._unsure = label("", "muted", wrap=True)
        self._graph = SectionView()
        self._need = label("", "body", wrap=True)
        self._later = label("", "muted", wrap=True)
        self._areas = QGridLayout()
        self._areas.setColumnStretch(1, 1)
        self._areas.setHorizontalSpacing(tokens.S16)
        self._plan = Stage(self._answers())
        self._stage = Stage(self._scrolling())
        self.setLayout(column(self._stage))

    def show_session(self, session: Session) -> None:
        """Read what this session's staffing rests on, and plan with it."""
        if self._session is None or self._session.id != session.id:
            self._stage.show_loading()
        self._session = session
        self._work.read(
            partial(self._services.reports.staffing, session.id),
            then=self._show,
            failed=self._fail,
            newest="basis",
        )

    def _show(self, basis: StaffingBasis) -> None:
        """Begin with what is known; figures a person has changed stay while the session is the same."""
        same = self._basis is not None and self._basis.session.id == basis.session.id
        self._basis = basis
        if not same:
            self._as_known()
        self._stage.show_content()
        self._reckon()

    def _fail(self, trouble: Told) -> None:
        self._stage.show_trouble(sentence(trouble), self._again)

    def _again(self) -> None:
        if self._session is not None:
            self.show_session(self._session)

    def _as_known(self) -> None:
        """Put the known figures back into the fields."""
        if self._basis is None:
            return
        self._filling = True
        self._people.setValue(self._basis.people)
        self._helpers.setValue(len(self._basis.helpers))
        self._calls.setValue(calls_expected(self._basis.seen).value)
        self._visit.setValue(visit_expected(self._basis.seen).value)
        self._filling = False
        self._reckon()

    def _reckon(self) -> None:
        if self._filling or self._basis is None:
            return
        self._say_where_from(self._basis)
        if not self._people.value():
            self._plan.show_empty("people", say(words.NOBODY_TITLE), say(words.NOBODY_TEXT))
            return
        load = Load(self._people.value(), self._calls.value(), self._visit.value())
        calls, helpers = self._known_calls(self._basis), self._helpers.value()
        self._work.read(
            partial(_reckoned, load, helpers, low=calls.low, high=calls.high), then=self._show_plan, newest="plan"
        )

    def _show_plan(self, plan: _Plan) -> None:
        if self._basis is None:
            return
        helpers, people = plan.now.helpers, self._people.value()
        first = fewest(plan.rows)
        self._headline.setText(words.headline(plan.now, plan.more))
        self._verdict.setText(words.verdict(plan.now, first))
        self._sign.setVisible(plan.now.on_target)
        put(self._verdict, tone=(Tone.OK if plan.now.on_target else Tone.LOOK).value)
        self._unsure.setText(words.unsure(plan.calm, plan.busy))
        self._graph.show_section(waits(_around(plan.rows, first, helpers), chosen=helpers))
        need = staffing(people)
        self._need.setText(words.need_line(need))
        self._later.setText(words.later_line(helpers, need))
        self._show_areas(self._basis, helpers, people)
        self._plan.show_content()

    def _show_areas(self, basis: StaffingBasis, helpers: int, people: int) -> None:
        clear(self._areas)
        if helpers:
            split = areas(words.helper_names(basis.helpers, helpers), people, seats=basis.seats)
            for at, one in enumerate(split):
                self._areas.addWidget(label(one.helper), at, 0)
                self._areas.addWidget(label(words.area_line(one), "muted"), at, 1)

    def _say_where_from(self, basis: StaffingBasis) -> None:
        calls, visit = self._known_calls(basis), visit_expected(basis.seen)
        if round(visit.value, 1) != self._visit.value():
            visit = Assumption(visit.value, visit.low, visit.high, Basis.CHOSEN)
        self._calls_note.setText(words.calls_note(calls, basis.seen))
        self._visit_note.setText(words.visit_note(visit, basis.seen))
        self._helpers_note.setText(words.helpers_note(chosen=self._helpers.value() != len(basis.helpers)))
        chosen = self._people.value() != basis.people
        self._people_note.setText(words.people_note("chosen" if chosen else basis.expected.value))

    def _known_calls(self, basis: StaffingBasis) -> Assumption:
        """Return the calls in the field: those known with their range, or the ones a person chose."""
        known = calls_expected(basis.seen)
        if round(known.value, 1) == self._calls.value():
            return known
        scale = self._calls.value() / known.value
        return Assumption(self._calls.value(), known.low * scale, known.high * scale, Basis.CHOSEN)

    def _make_fields(self) -> None:
        self._people, self._helpers = QSpinBox(), QSpinBox()
        self._calls, self._visit = QDoubleSpinBox(), QDoubleSpinBox()
        self._people.setMaximum(_MOST_PEOPLE)
        self._helpers.setMaximum(_MOST_HELPERS)
        for exact, most in ((self._calls, _MOST_CALLS), (self._visit, _MOST_VISIT)):
            exact.setDecimals(1)
            exact.setSingleStep(0.1 if exact is self._calls else 0.5)
            exact.setRange(0.1, most)
        for field in (self._people, self._helpers, self._calls, self._visit):
            field.setKeyboardTracking(False)
            field.lineEdit().setTextMargins(tokens.S8, 0, 0, 0)
            field.valueChanged.connect(self._reckon)
        self._people_note, self._helpers_note = label("", "note", wrap=True), label("", "note", wrap=True)
        self._calls_note, self._visit_note = label("", "note", wrap=True), label("", "note", wrap=True)

    def _answers(self) -> QWidget:
        split = card(
            label(say(words.AREAS_HEAD), "heading"), self._areas, label(say(words.AREAS_NOTE), "note", wrap=True)
        )
        need = card(label(say(words.NEED_HEAD), "heading"), self._need, self._later, None)
        pair = row(need, split, gap=tokens.S16)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        verdict = row(self._sign, self._verdict)
        verdict.setStretch(1, 1)
        made = QWidget()
        made.setLayout(
            column(
                card(self._headline, verdict, self._unsure),
                card(self._graph),
                pair,
                label(say(words.MODEL), "note", wrap=True),
                None,
                gap=tokens.S16,
            )
        )
        return made

    def _fields(self) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S16)
        for at, (caption, field, note) in enumerate(
            (
                (words.PEOPLE, self._people, self._people_note),
                (words.HELPERS, self._helpers, self._helpers_note),
                (words.CALLS, self._calls, self._calls_note),
                (words.VISIT, self._visit, self._visit_note),
            )
        ):
            grid.addWidget(captioned(say(caption), field), 0, at)
            grid.addWidget(note, 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        back = button(say(words.AS_LEARNED), self._as_known, kind="link", icon="undo")
        return card(grid, row(back, None))

    def _scrolling(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("kind", "ground")
        inside.setLayout(column(self._fields(), self._plan, gap=tokens.S16, margins=(0, 0, tokens.S12, 0)))
        area = QScrollArea()
        area.setProperty("kind", "ground")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area


def _reckoned(load: Load, helpers: int, *, low: float, high: float) -> _Plan:
    rows = tuple(forecasts(load, helpers))
    return _Plan(
        rows=rows,
        now=forecast(load, helpers),
        more=forecast(load, helpers + 1),
        calm=forecast(Load(load.people, low, load.visit), helpers),
        busy=forecast(Load(load.people, high, load.visit), helpers),
    )


def _around(rows: tuple[Forecast, ...], first: Forecast | None, helpers: int) -> tuple[Forecast, ...]:
    """Return eight rows with the chosen number and the first that keeps the targets; far apart, in even steps."""
    last = min(max(helpers + 1, first.helpers + 1 if first else 0, _ROWS), len(rows))
    begin = max(1, min(helpers - 1, last - _ROWS + 1))
    step = (last - begin) / (_ROWS - 1)
    shown = {round(begin + at * step) for at in range(_ROWS)} | {helpers, first.helpers if first else helpers}
    return tuple(row for row in rows if row.helpers in shown)
