"""One session with all that belongs to it: facts, registrations, staffing and the report afterwards."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import is_door_open
from trainer_app.domain.registration import SessionCount
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, button, column, label, put, row
from trainer_app.qt.parts.registrations_panel import RegistrationsPanel
from trainer_app.qt.parts.report_panel import ReportPanel
from trainer_app.qt.parts.session_overview import SessionOverview
from trainer_app.qt.parts.staffing_panel import StaffingPanel
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import sessions as words
from trainer_app.words.language import say

_LEAST: tuple[int, int] = (0, 180)


class SessionDetail(QFrame):
    """Shows one session, and asks by signals for what only the page can do."""

    work_wanted = Signal()
    edit_wanted = Signal()
    repeat_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, services: Services, work: Work, *, tell: Tell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._session: Session | None = None
        self._filled: tuple[str, Session] | None = None  # which panel shows which session as it was read
        self._name = ElidedLabel("", "title")
        self._sign = label("", "small", tone=Tone.OK)
        self._here = label(say(words.WORKED_ON), "note")
        self._choose = button(say(words.WORK_ON), self.work_wanted.emit, kind="slight")
        self._remove = button(say(words.REMOVE), self.remove_wanted.emit, kind="slight")
        self._tabs = Tabs(say(words.DETAIL))
        self.overview = SessionOverview()
        self.registrations = RegistrationsPanel(services, work, tell=tell, desk=desk)
        self.staffing = StaffingPanel(services, work)
        self.report = ReportPanel(services, work, tell)
        self._panels: dict[str, QWidget] = {
            "overview": _scrolling(self.overview),
            "people": self.registrations,
            "staffing": self.staffing,
            "report": self.report,
        }
        for one in (self.staffing, self.report):
            for area in one.findChildren(QScrollArea):
                _let_through(area)
        self._stack = QStackedWidget()
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        self._lay_out()
        self._show_tabs(0)  # so that a tab can be asked for before the first session is here
        self._tabs.chosen.connect(self.show_tab)
        self.registrations.counted.connect(self._count)
        self.setMinimumSize(*_LEAST)

    @property
    def session(self) -> Session | None:
        """The session shown."""
        return self._session

    def show_session(self, session: Session, count: SessionCount, *, now: datetime, is_current: bool) -> None:
        """Show this session; the tab stays."""
        self._session = session
        self._name.setText(session.name)
        self._sign.setText(words.state(session, now) if is_door_open(session) else "")
        self._here.setVisible(is_current)
        self._choose.setVisible(not is_current)
        self._remove.setVisible(session.phase is Phase.PLANNED)
        self._show_tabs(count.registered)
        self.overview.show_session(session, count, now=now)
        self._fill()

    def show_tab(self, key: str) -> None:
        """Turn to this tab."""
        self._tabs.choose(key)
        self._stack.setCurrentWidget(self._panels[key])
        self._filled = None
        self._fill()

    def _fill(self) -> None:
        """Let the panel that is seen read what it shows, where it is another; what is typed into it stays otherwise."""
        panel = self._panels.get(self._tabs.key)
        if self._session is None or self._filled == (self._tabs.key, self._session):
            return
        self._filled = (self._tabs.key, self._session)
        if isinstance(panel, RegistrationsPanel | StaffingPanel | ReportPanel):
            panel.show_session(self._session)

    def _show_tabs(self, registered: int) -> None:
        self._tabs.show_tabs(
            [
                ("overview", say(words.OVERVIEW), None),
                ("people", say(words.REGISTRATIONS), registered),
                ("staffing", say(words.STAFFING), None),
                ("report", say(words.REPORT), None),
            ]
        )

    def _count(self, registered: int) -> None:
        self._show_tabs(registered)

    def _lay_out(self) -> None:
        edit = button(say(words.EDIT), self.edit_wanted.emit, kind="slight")
        repeat = button(say(words.REPEAT), self.repeat_wanted.emit, kind="slight")
        head = row(self._name, self._sign, 0, self._here, self._choose, edit, repeat, self._remove, gap=tokens.S8)
        head.setStretch(0, 1)
        inside = column(head, self._tabs, self._stack, gap=tokens.S12, margins=(20, 14, 20, 14))
        inside.setStretch(2, 1)
        self.setLayout(inside)


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inner)
    _let_through(area)
    return area


def _let_through(area: QScrollArea) -> None:
    """Let the card be seen behind what scrolls on it."""
    put(area, kind="")
    for ground in (area.viewport(), area.widget()):
        if ground:
            put(ground, kind="")
            ground.setAutoFillBackground(False)
