"""Today: the next session with one action, what to look at before it, and the sessions around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.adoption import State
from trainer_app.domain.attendance_sheet import AttendanceSheet
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import Told
from trainer_app.domain.preflight import Finding
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import preflight, tokens
from trainer_app.qt.current import Current, Plan
from trainer_app.qt.live import Live
from trainer_app.qt.page import Page
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.file_names import ask_open
from trainer_app.qt.parts.funnel_card import FunnelCard
from trainer_app.qt.parts.next_session import NextSession
from trainer_app.qt.parts.people_import import PeopleImport
from trainer_app.qt.parts.preflight_card import PreflightCard
from trainer_app.qt.parts.session_form import SessionForm
from trainer_app.qt.parts.sessions_card import SessionsCard
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.sessions import SessionPlan
from trainer_app.words import today as words
from trainer_app.words.language import say
from trainer_app.words.today import Funnel

_SIDE: Final = 360


@dataclass(frozen=True, slots=True)
class _Morning:
    findings: tuple[Finding, ...]
    sheet: AttendanceSheet | None


class TodayPage(Page):
    """Where the day begins: open the doors, plan a session, bring in a roster."""

    topics: ClassVar = frozenset({Topic.PROGRAM, Topic.PEOPLE, Topic.SESSIONS, Topic.ATTENDANCE, Topic.FOLLOW_UP})

    def __init__(self, services: Services, work: Work, live: Live, tell: Tell, current: Current) -> None:
        super().__init__(live)
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._date = label("", "lead")
        self._next, self._sessions = NextSession(), SessionsCard()
        self._preflight, self._funnel = PreflightCard(), FunnelCard()
        self._form = SessionForm()
        self._import = PeopleImport(services, work, current.desk)
        self._stack = QStackedWidget()
        for part in (self._overview(), _scrolling(self._form), self._import):
            self._stack.addWidget(part)
        self._lay_out()
        self._connect()
        if current.plan:
            self._show_plan(current.plan)

    def reload(self, changes: Changes | None) -> None:
        """Look again at everything before the doors; the sessions come with the plan."""
        if changes is None:
            self._current.refresh()
        self._work.read(partial(self._look, self._current.session), then=self._show_morning, newest="morning")
        self._work.read(self._count, then=self._show_funnel, newest="funnel")

    def take_focus(self) -> None:
        """Begin at the one action."""
        self._next.take_focus()

    def import_people(self, file: Path) -> None:
        """Show what a roster holds, to be taken in or not."""
        self._stack.setCurrentWidget(self._import)
        self._import.open(file)

    def _overview(self) -> QWidget:
        main = column(self._next, self._sessions, None, gap=tokens.S16)
        main.setStretch(1, 100)  # all of it while there are sessions; the empty end takes over while there are none
        beside = QWidget()
        beside.setProperty("kind", "ground")
        beside.setLayout(column(self._preflight, self._funnel, gap=tokens.S16))
        side = _scrolling(beside)
        for part in (self._preflight, self._funnel):
            part.setFixedWidth(_SIDE)
        side.setFixedWidth(_SIDE + tokens.S12)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QWidget()
        both = row(main, side, gap=tokens.S12)
        both.setStretch(0, 1)
        box.setLayout(both)
        return box

    def _lay_out(self) -> None:
        people = button(say(words.IMPORT_PEOPLE), self._choose_file, icon="import")
        new = button(say(words.NEW_SESSION), self._begin_session, icon="plus")
        head = row(label(say(words.TITLE), "title"), self._date, None, people, new, gap=tokens.S12)
        inside = column(head, self._stack, gap=tokens.S16, margins=(24, 20, 24, 24))
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def _connect(self) -> None:
        self._current.changed.connect(self._show_plan)
        self._next.doors_wanted.connect(self._open_doors)
        self._next.check_in_wanted.connect(self._go_to_check_in)
        self._next.report_wanted.connect(self.report_wanted)
        self._next.new_wanted.connect(self._begin_session)
        self._next.people_wanted.connect(self._choose_file)
        self._sessions.chosen.connect(self._work_on)
        self._funnel.due_wanted.connect(partial(self.page_wanted.emit, "adoption"))
        self._form.filled.connect(self._create)
        self._form.left.connect(self._go_back)
        self._import.left.connect(self._go_back)
        self._import.taken.connect(self._say_imported)
        self._import.another_wanted.connect(self._choose_file)

    def _look(self, session: Session | None) -> _Morning:
        sheet = self._services.attendance.sheet(session.id) if session else None
        return _Morning(preflight.look(self._services, session), sheet)

    def _count(self) -> Funnel | None:
        """On the worker: the program's numbers, None in a file without a program."""
        if self._services.programs.get() is None:
            return None
        report = self._services.adoption.report()
        numbers = report.numbers
        return Funnel(
            people=numbers.people,
            attended=numbers.people - numbers.states[State.NEVER_ATTENDED],
            tried=numbers.tried,
            evaluable=numbers.evaluable,
            came_back=numbers.came_back.count,
            continuing=numbers.continuing.count,
            too_early=numbers.too_early,
            unknown=numbers.unknown,
            due=len(self._services.follow_ups.due_in(report)),
        )

    def _show_funnel(self, funnel: Funnel | None) -> None:
        if funnel:
            self._funnel.show_funnel(funnel)

    def _show_plan(self, plan: Plan) -> None:
        now = self._services.clock()
        self._next.show_session(plan.session, now)
        self._sessions.show_sessions(plan.sessions, current=plan.session, now=now)
        self._sessions.setVisible(bool(plan.sessions))
        if plan.program:
            self._date.setText(words.date_line(now, plan.program.timezone))
        if self.isVisible():
            self.reload(Changes(0, self.topics))

    def _show_morning(self, morning: _Morning) -> None:
        self._preflight.show_findings(morning.findings)
        if morning.sheet:
            self._next.show_sheet(morning.sheet)

    def _open_doors(self) -> None:
        self._current.enter(Phase.DOORS)
        self._go_to_check_in()

    def _go_to_check_in(self) -> None:
        self.page_wanted.emit("check_in")

    def _work_on(self, session: Session) -> None:
        self._current.choose(session.id)

    def _begin_session(self) -> None:
        plan = self._current.plan
        if plan and plan.program:
            self._form.begin(zone=plan.program.timezone, sessions=plan.sessions, now=self._services.clock())
            self._stack.setCurrentIndex(1)

    def _create(self, filled: SessionPlan) -> None:
        make = partial(self._services.sessions.create, [filled], desk=self._current.desk)
        self._work.run(make, then=self._say_created, failed=self._not_created)

    def _not_created(self, error: Told) -> None:
        self._form.try_again()
        self._tell.trouble(error)

    def _say_created(self, made: list[Session]) -> None:
        self._go_back()
        for session in made:
            self._tell.say(say(words.CREATED, session=session.name, when=words.when(session)), tone=Tone.OK)

    def _choose_file(self) -> None:
        if file := ask_open(self, say(words.IMPORT_PEOPLE), say(words.ROSTER_FILES)):
            self.import_people(file)

    def _say_imported(self, text: str) -> None:
        self._go_back()
        self._tell.say(text, tone=Tone.OK)

    def _go_back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.take_focus()


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setProperty("kind", "ground")
    holder = QWidget()
    holder.setProperty("kind", "ground")
    holder.setLayout(column(inner, None))
    area.setWidget(holder)
    return area
