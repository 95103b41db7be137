"""Sessions: the list and the calendar, one session with its registrations, and whole series made at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import Told
from trainer_app.domain.program import Program
from trainer_app.domain.registration import SessionCount
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.current import Current, Plan
from trainer_app.qt.live import Live
from trainer_app.qt.page import Action, Page
from trainer_app.qt.parts.attendance_import_panel import AttendanceImport
from trainer_app.qt.parts.basics import button, column, frame, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.import_menu import ImportMenu
from trainer_app.qt.parts.registration_drag import Dragged
from trainer_app.qt.parts.series_form import SeriesForm
from trainer_app.qt.parts.session_calendar_view import CalendarView
from trainer_app.qt.parts.session_detail import SessionDetail
from trainer_app.qt.parts.session_form import SessionForm
from trainer_app.qt.parts.session_plan_import import SessionPlanImport
from trainer_app.qt.parts.session_table import SessionLine, SessionTable, session_line
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.sessions import SessionPlan
from trainer_app.words import attendance_import, today
from trainer_app.words import sessions as words
from trainer_app.words.language import say

_ROWS_SEEN: Final = 6


@dataclass(frozen=True, slots=True)
class _All:
    program: Program | None
    sessions: tuple[Session, ...]
    counts: Mapping[UUID, SessionCount]


class SessionsPage(Page):
    """Where sessions are planned, filled with people and looked at afterwards."""

    topics: ClassVar = frozenset({Topic.PROGRAM, Topic.PEOPLE, Topic.SESSIONS, Topic.ATTENDANCE})

    def __init__(self, services: Services, work: Work, live: Live, tell: Tell, current: Current) -> None:
        super().__init__(live)
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._all: _All | None = None
        self._wanted: UUID | None = None  # whom the detail shows as soon as the list has them
        self._table, self._calendar = SessionTable(), CalendarView()
        self._detail = SessionDetail(services, work, tell=tell, desk=current.desk)
        self._form, self._series = SessionForm(), SeriesForm(services.clock)
        self._import = SessionPlanImport(services, work, current.desk)
        self._attendance, self._imports = AttendanceImport(services, work, current.desk), ImportMenu()
        self._views = Tabs(say(words.VIEWS))
        self._views.show_tabs([("list", say(words.LIST), None), ("calendar", say(words.CALENDAR), None)])
        self._lay_out()
        self._connect()
        self._stage.show_loading()

    def reload(self, changes: Changes | None) -> None:
        """Read the list again, and the registrations where they are seen."""
        self._work.read(self._fetch, then=self._show, failed=self._cannot_show, newest="sessions")
        if changes is not None:
            self._detail.registrations.reload()

    def show_session(self, session_id: UUID) -> None:
        """Turn to this session."""
        self._go_back()
        self._wanted = session_id
        self._turn("list")
        self._show_wanted()

    def take_focus(self) -> None:
        """Begin in the list or the month."""
        (self._table if self._views.key == "list" else self._calendar).setFocus()

    def keys(self) -> list[tuple[str, str]]:
        """Return the page's keys."""
        return [(key, say(text)) for key, text in words.KEYS]

    def palette_actions(self) -> list[Action]:
        """Return what can be asked of this page from anywhere."""
        return [
            Action(say(words.NEW), self.begin_session, "N"),
            Action(say(words.REPEAT_PLAIN), self.begin_series, "R"),
            Action(say(words.IMPORT), self._choose_file),
            Action(say(attendance_import.IMPORT), self._choose_attendance),
            Action(say(words.CALENDAR), self._show_calendar),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plan, repeat and edit with one key where no field takes it."""
        acts = {Qt.Key.Key_N: self.begin_session, Qt.Key.Key_R: self.begin_series, Qt.Key.Key_E: self.edit}
        act = acts.get(Qt.Key(event.key())) if not event.modifiers() and self._body.currentIndex() == 0 else None
        if act:
            act()
        else:
            super().keyPressEvent(event)

    def begin_session(self, on: date | None = None) -> None:
        """Open the form of a new session, on this day where one is meant."""
        if self._all and self._all.program:
            zone, now = self._all.program.timezone, self._services.clock()
            self._form.begin(zone=zone, sessions=self._all.sessions, now=now, on=on)
            self._body.setCurrentWidget(self._form_place)

    def begin_series(self) -> None:
        """Open the maker of a series, as the session that is shown."""
        if self._all and self._all.program:
            zone, source = self._all.program.timezone, self._detail.session if self._all.sessions else None
            self._series.begin(source, zone=zone, standing=self._all.sessions)
            self._body.setCurrentWidget(self._series)

    def edit(self) -> None:
        """Open the form of the session that is shown."""
        if self._detail.session:
            self._form.edit(self._detail.session)
            self._body.setCurrentWidget(self._form_place)

    def import_plan(self, file: Path) -> None:
        """Show what a plan holds, to be taken in or not."""
        self._body.setCurrentWidget(self._import)
        self._import.open(file)

    def import_attendance(self, file: Path, session: UUID | None = None) -> None:
        """Show what an attendance list holds, about this session where it does not say one."""
        self._body.setCurrentWidget(self._attendance)
        self._attendance.open(file, session)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        listed = frame("card", column(self._table, margins=(8, 4, 8, 8)))
        split.addWidget(listed)
        split.addWidget(self._detail)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(tokens.S12)
        split.setSizes([_ROWS_SEEN * tokens.ROW, 1000])
        split.setStretchFactor(1, 1)
        listed.setMinimumHeight(3 * tokens.ROW)
        self._split = split
        self._seen = QStackedWidget()
        self._seen.addWidget(split)
        self._seen.addWidget(self._calendar)
        self._stage = Stage(self._seen)
        self._form_place = frame("ground", column(self._form, None))
        self._body = QStackedWidget()
        for part in (self._stage, self._form_place, self._series, self._import, self._attendance):
            self._body.addWidget(part)
        again = button(say(words.SHORT_REPEAT), self.begin_series, icon="sessions")
        again.setToolTip(say(words.REPEAT_PLAIN))
        again.setAccessibleName(say(words.REPEAT_PLAIN))
        new = button(say(words.NEW), self.begin_session, icon="plus")
        head = row(label(say(words.TITLE), "title"), self._views, self._imports, again, new, gap=tokens.S12)
        head.setStretch(1, 1)
        inside = column(head, self._body, gap=tokens.S16, margins=(24, 20, 24, 24))
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def _connect(self) -> None:
        self._views.chosen.connect(self._turn)
        self._table.marked.connect(self._show_marked)
        self._table.chosen.connect(self._open_registrations)
        self._table.dropped.connect(self._move)
        self._calendar.opened.connect(self._open)
        self._calendar.new_wanted.connect(self.begin_session)
        self._detail.work_wanted.connect(self._work_on)
        self._detail.edit_wanted.connect(self.edit)
        self._detail.repeat_wanted.connect(self.begin_series)
        self._detail.remove_wanted.connect(self._remove)
        self._form.filled.connect(self._create)
        self._form.changed.connect(self._change)
        self._series.filled.connect(self._repeat)
        self._detail.overview.import_wanted.connect(self._choose_attendance_here)
        self._imports.plan_wanted.connect(self._choose_file)
        self._imports.attendance_wanted.connect(self._choose_attendance)
        for brought in (self._import, self._attendance):
            brought.taken.connect(self._say_imported)
        for form in (self._form, self._series, self._import, self._attendance):
            form.left.connect(self._go_back)
        self._current.changed.connect(self._mark_current)

    def _fetch(self) -> _All:
        """On the worker."""
        sessions = tuple(self._services.sessions.everything())
        return _All(self._services.programs.get(), sessions, self._services.registrations.counts())

    def _show(self, found: _All) -> None:
        self._all = found
        if not found.sessions:
            self._stage.show_empty(
                "sessions", say(words.EMPTY), say(words.EMPTY_HOW), say(words.NEW), act=self.begin_session
            )
            return
        self._stage.show_content()
        now = self._services.clock()
        zone = ZoneInfo(found.program.timezone if found.program else found.sessions[0].zone)
        self._calendar.show_sessions(found.sessions, today=now.astimezone(zone).date())
        self._table.show_rows(self._lines(found))
        self._show_wanted()

    def _cannot_show(self, error: Told) -> None:
        self._stage.show_trouble(sentence(error), self._again)

    def _again(self) -> None:
        self.reload(None)

    def _lines(self, found: _All) -> list[SessionLine]:
        now, here = self._services.clock(), self._current.session
        return [
            session_line(one, found.counts[one.id], now=now, is_current=here is not None and here.id == one.id)
            for one in found.sessions
        ]

    def _show_wanted(self) -> None:
        """Mark whom a person asked for, else who was marked, else the one this desk works on."""
        shown, here = self._detail.session, self._current.session
        for wanted in (self._wanted, shown.id if shown else None, here.id if here else None):
            if wanted and self._table.mark_key(wanted):
                break
        else:
            self._table.selectRow(0)
        self._wanted = None
        self._show_marked(self._table.rows_marked())

    def _show_marked(self, marked: list[SessionLine]) -> None:
        for line in marked:
            now = self._services.clock()
            self._detail.show_session(line.session, line.count, now=now, is_current=line.is_current)

    def _mark_current(self, _plan: Plan) -> None:
        if self._all and self.isVisible():
            self._table.show_rows(self._lines(self._all))
            self._show_marked(self._table.rows_marked())

    def _turn(self, view: str) -> None:
        self._views.choose(view)
        self._seen.setCurrentWidget(self._split if view == "list" else self._calendar)
        self._go_back()

    def _show_calendar(self) -> None:
        self._turn("calendar")

    def _open(self, session: Session) -> None:
        self.show_session(session.id)

    def _open_registrations(self, _line: SessionLine) -> None:
        self._detail.show_tab("people")

    def _move(self, target: Session, dragged: Dragged) -> None:
        self._detail.registrations.move_here(target, dragged)

    def _work_on(self) -> None:
        if self._detail.session:
            self._current.choose(self._detail.session.id)

    def _remove(self) -> None:
        session = self._detail.session
        if session and session.phase is Phase.PLANNED:
            call = partial(self._services.sessions.remove, session.id, desk=self._current.desk)
            self._work.run(call, then=partial(self._say_removed, session), context=self)

    def _say_removed(self, session: Session, _nothing: None) -> None:
        self._tell.say(say(words.REMOVED, session=session.name))

    def _create(self, filled: SessionPlan) -> None:
        make = partial(self._services.sessions.create, [filled], desk=self._current.desk)
        self._work.run(make, then=self._say_created, failed=self._not_written)

    def _say_created(self, made: list[Session]) -> None:
        for one in made:
            self._wanted = one.id
            self._tell.say(say(today.CREATED, session=one.name, when=today.when(one)), tone=Tone.OK)
        self._go_back()

    def _change(self, session: Session) -> None:
        call = partial(self._services.sessions.change, session, desk=self._current.desk)
        self._work.run(call, then=self._say_changed, failed=self._not_written)

    def _say_changed(self, session: Session) -> None:
        self._tell.say(say(words.SAVED, session=session.name), tone=Tone.OK)
        self._go_back()

    def _repeat(self, plans: list[SessionPlan], source: UUID | None) -> None:
        call = partial(self._services.sessions.repeat, plans, source=source, desk=self._current.desk)
        self._work.run(call, then=self._say_made, failed=self._not_written)

    def _say_made(self, sessions: list[Session]) -> None:
        self._wanted = sessions[0].id
        self._tell.say(words.made(sessions), tone=Tone.OK)
        self._go_back()

    def _not_written(self, error: Told) -> None:
        self._form.try_again()
        self._series.try_again()
        self._tell.trouble(error)

    def _choose_file(self) -> None:
        file, _filter = QFileDialog.getOpenFileName(self, say(words.IMPORT), "", say(words.PLAN_FILES))
        if file:
            self.import_plan(Path(file))

    def _choose_attendance(self) -> None:
        self._ask_attendance(None)

    def _choose_attendance_here(self) -> None:
        self._ask_attendance(self._detail.session.id if self._detail.session else None)

    def _ask_attendance(self, session: UUID | None) -> None:
        title, kinds = say(attendance_import.IMPORT), say(attendance_import.FILES)
        file, _filter = QFileDialog.getOpenFileName(self, title, "", kinds)
        if file:
            self.import_attendance(Path(file), session)

    def _say_imported(self, text: str) -> None:
        self._tell.say(text, tone=Tone.OK)
        self._go_back()

    def _go_back(self) -> None:
        self._body.setCurrentIndex(0)
        self.take_focus()
