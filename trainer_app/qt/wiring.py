"""Connects the window with its open data: feed, scanner, undo, the session in the bar, and the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Activity, Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.session import Phase, Session
from trainer_app.qt.app import Shell
from trainer_app.qt.contents import CONTENTS, Content, PageKind
from trainer_app.qt.current import Current, Plan, following
from trainer_app.qt.main_window import Entry
from trainer_app.qt.page import Page
from trainer_app.qt.parts.palette import Entry as Offer
from trainer_app.qt.phone_hosting import Hosting
from trainer_app.qt.phones_door import PhonesDoor
from trainer_app.qt.routes import Routes
from trainer_app.qt.scanner import Scanner
from trainer_app.services.undo import UndoState
from trainer_app.words import desk as words
from trainer_app.words import palette as offers
from trainer_app.words import phones_panel as phones_words
from trainer_app.words import projector as projector_words
from trainer_app.words import settings as settings_words
from trainer_app.words.language import say

if TYPE_CHECKING:
    from trainer_app.domain.session_report import SessionReport
    from trainer_app.qt.projector import ProjectorDoor

_POLL_MS: Final = 1500
_TICK_MS: Final = 1000
_BUILD_MS: Final = 350


@runtime_checkable
class HearsScanner(Protocol):
    """The page that takes what the scanner's ear heard, wherever the focus was."""

    sound: bool

    def scan(self, code: str) -> None:
        """Check in whoever carries this badge."""

    def scan_foreign(self, code: str) -> None:
        """Say that this is none of our codes."""

    def show_ready(self, ready: bool) -> None:
        """Light the scanner's lamp."""


@runtime_checkable
class Counts(Protocol):
    """A page that says how many things wait on it: `badge_changed(int)`."""

    badge_changed: SignalInstance


class Wiring(QObject):
    """What is connected while a data file is open; `cut` ends it."""

    def __init__(
        self, shell: Shell, services: Services, *, desk: Desk, ready: Callable[[], None], hosting: Hosting
    ) -> None:
        super().__init__(shell.window)
        self._shell, self._services, self._ready = shell, services, ready
        self._scanner = Scanner(self)
        self._welcome: QWidget | None = None
        self._filled = False
        shell.tell.sentence = bootstrap.sentence
        self.current = Current(services, shell.work, shell.live, desk)
        self.current.changed.connect(self._show_plan)
        shell.live.follow(services.feed.subscribe)
        self._poll = self._every(_POLL_MS, self._look_for_others)
        self._clock = self._every(_TICK_MS, self._tick)
        shell.window.undo_wanted.connect(self._undo)
        shell.window.redo_wanted.connect(self._redo)
        shell.window.bar.phase_wanted.connect(self._enter)
        self._projector: ProjectorDoor | None = None
        self.phones = PhonesDoor(shell, services, self.current, hosting)
        self.phones.projected.connect(self._show_join)
        shell.window.bar.projector_wanted.connect(self._open_projector)
        self._scanner.scanned.connect(self._scan)
        self._scanner.foreign.connect(self._scan_foreign)
        shell.window.full_screen_wanted.connect(self._toggle_full_screen)
        self.routes = Routes(shell, services, self.current, more=self._offers())
        shell.window.palette_wanted.connect(self.routes.show_palette)
        shell.window.history_wanted.connect(self.routes.show_history)
        shell.live.changed.connect(self._weigh_undo)
        self._builder = QTimer(self, interval=_BUILD_MS)
        self._builder.timeout.connect(self._prepare_next)
        self.current.refresh()

    def cut(self) -> None:
        """Stop asking and listening; what was shown goes."""
        for timer in (self._poll, self._clock, self._builder):
            timer.stop()
        if self._projector:
            self._projector.close()
        self.phones.let_go()
        self._shell.live.close()
        self._shell.window.empty()
        if self._welcome:
            self._shell.window.put_away(self._welcome)
        self.routes.let_go()
        self.current.deleteLater()
        self.deleteLater()

    def _show_plan(self, plan: Plan) -> None:
        program = plan.program
        if program is None:
            self._show_welcome()
        elif not self._filled:
            self._fill()
        self._shell.window.name_program(program.name if program else "")
        self._shell.window.bar.show_session(
            plan.session,
            since=plan.since,
            following=following(plan.phases, plan.session),
            program=program.name if program else "",
        )
        self._tick()

    def _show_welcome(self) -> None:
        if self._welcome is None:
            from trainer_app.qt.pages.welcome import Welcome  # noqa: PLC0415 - only a new file needs it

            shell, see = self._shell, self.routes.open_roster
            welcome = Welcome(self._services, shell.work, shell.tell, self.current.desk, see=see)
            welcome.demo_wanted.connect(self._shell.files.open_demo)
            self._shell.window.show_rail(False)
            self._shell.window.show_alone(welcome)
            welcome.setFocus()
            self._welcome = welcome
            self._ready()

    def _fill(self) -> None:
        self._filled = True
        window = self._shell.window
        if self._welcome:
            window.put_away(self._welcome)
            self._welcome = None
        window.show_rail(True)
        entries = [Entry(one.name, one.title, one.icon, partial(self._build, one)) for one in CONTENTS]
        entries.append(Entry("settings", settings_words.TITLE, "settings", self._build_settings, at_foot=True))
        window.fill(tuple(entries), first="today")
        self._builder.timeout.connect(self._weigh_undo, Qt.ConnectionType.SingleShotConnection)
        self._builder.start()
        self._make_daily_backup()
        self._ready()

    def _prepare_next(self) -> None:
        """Build the pages nobody has opened, one at a time while nothing else is asked; a worker imports them first."""
        if not self._shell.work.is_idle:
            return
        waiting = self._shell.window.waiting()
        content = next((one for one in CONTENTS if one.name in waiting), None)
        if content:
            self._shell.work.read(content.load, then=partial(self._build_next, content.name), context=self)
        else:
            self._builder.stop()
            self.phones.prepare()

    def _build_next(self, name: str, _loaded: PageKind) -> None:
        if name in self._shell.window.waiting():
            self._shell.window.build(name)

    def _make_daily_backup(self) -> None:
        told = self._shell.memory.settings
        if told.daily_backup:
            make = partial(self._services.backups.make_daily, keep=told.backups_kept)
            self._shell.work.run(make, context=self)

    def _build_settings(self) -> Page:
        from trainer_app.qt.pages.settings_page import SettingsPage  # noqa: PLC0415 - when first wanted

        made = SettingsPage(self._services, self._shell, self.current)
        made.keys_wanted.connect(self._shell.window.show_keys)
        return made

    def _offers(self) -> list[Offer]:
        window, theme = self._shell.window, self._shell.theme
        return [
            Offer(say(offers.UNDO), say(offers.ANYWHERE), self._undo, "Ctrl Z"),
            Offer(say(offers.REDO), say(offers.ANYWHERE), self._redo, "Ctrl Shift Z"),
            Offer(say(offers.WHAT_WAS_DONE), say(offers.ANYWHERE), self._show_history, "Ctrl H"),
            Offer(say(projector_words.PROJECTOR), say(offers.ANYWHERE), self._open_projector, "Ctrl P"),
            Offer(say(phones_words.PHONES), say(offers.ANYWHERE), self._open_phones, "Ctrl J"),
            Offer(say(offers.KEYS), say(offers.ANYWHERE), window.show_keys, "F1"),
            Offer(say(offers.SCHEME), say(offers.ANYWHERE), theme.toggle, "Ctrl Shift L"),
            Offer(say(offers.LARGER), say(offers.ANYWHERE), theme.larger, "Ctrl +"),
            Offer(say(offers.SMALLER), say(offers.ANYWHERE), theme.smaller, "Ctrl -"),
        ]

    def _show_history(self) -> None:
        self.routes.show_history()

    def _weigh_undo(self) -> None:
        ask = partial(self._services.undo.state, self.current.desk)
        self._shell.work.read(ask, then=self._offer_undo, failed=self._not_looked, newest="undo")

    def _offer_undo(self, state: UndoState) -> None:
        self._shell.window.bar.offer_undo(
            words.deed_name(state.undo) if state.undo else "",
            stands=words.deed_name(state.stands) if state.stands else "",
        )

    def _build(self, content: Content) -> Page:
        shell = self._shell
        made = content.load()(self._services, shell.work, shell.live, shell.tell, self.current)
        made.undo_wanted.connect(self._undo)
        made.person_wanted.connect(self.routes.open_person)
        made.session_wanted.connect(self.routes.open_session)
        made.report_wanted.connect(self.routes.open_report)
        made.full_screen_wanted.connect(self._toggle_full_screen)
        shell.window.full_screen_changed.connect(made.fill_screen)
        if isinstance(made, Counts):
            made.badge_changed.connect(partial(shell.window.count, content.name))
        if isinstance(made, HearsScanner):
            self._scanner.ready_changed.connect(made.show_ready)
            made.show_ready(self._scanner.is_ready)
            made.sound = shell.memory.settings.sound
        return made

    def _scan(self, code: str) -> None:
        page = self._shell.window.open("check_in") if self._filled else None
        if isinstance(page, HearsScanner):
            page.scan(code)

    def _scan_foreign(self, code: str) -> None:
        page = self._shell.window.current()
        if isinstance(page, HearsScanner):
            page.scan_foreign(code)

    def _toggle_full_screen(self) -> None:
        if self._filled:
            self._shell.window.open("check_in")
            self._shell.window.toggle_full_screen()

    def _open_projector(self) -> None:
        if self._projector is None:
            from trainer_app.qt.projector import ProjectorDoor  # noqa: PLC0415 - when first wanted

            self._projector = ProjectorDoor(self._services, self._shell.work, self._shell.live, self.current)
        self._projector.show_address(self.phones.phones.projected)
        self._projector.open(self._shell.window)

    def _open_phones(self) -> None:
        self.phones.open()

    def _show_join(self, address: str) -> None:
        if self._projector:
            self._projector.show_address(address)

    def _enter(self, phase: Phase) -> None:
        self.current.enter(phase, self._look_at_end if phase is Phase.ENDED else None)
        if phase is Phase.DOORS:
            self._shell.window.open("check_in")

    def _look_at_end(self, ended: Session) -> None:
        self._shell.work.read(partial(self._services.reports.of_session, ended.id), then=self._say_ended, newest="end")

    def _say_ended(self, report: SessionReport) -> None:
        left = report.unanswered
        see = partial(self.routes.open_report, report.session.id)
        self._shell.tell.offer(words.ended(left.count + left.unrecorded), say(words.SEE_REPORT), act=see)

    def _undo(self) -> None:
        self._shell.work.run(partial(self._turn, self._services.undo.undo), then=self._say_undone)

    def _redo(self) -> None:
        self._shell.work.run(partial(self._turn, self._services.undo.redo), then=self._say_redone)

    def _turn(self, act: Callable[[Desk], Activity]) -> tuple[Activity, str | None]:
        """On the worker: take back or do again, and look up whom it was about."""
        line = act(self.current.desk)
        who = line.deed.attendee_id
        names = (one.name for one in self._services.people.everyone() if one.id == who) if who else ()
        return line, next(iter(names), None)

    def _say_undone(self, done: tuple[Activity, str | None]) -> None:
        self._shell.tell.say(words.undone(*done))

    def _say_redone(self, done: tuple[Activity, str | None]) -> None:
        self._shell.tell.say(words.redone(*done))

    def _look_for_others(self) -> None:
        if self._shell.work.is_idle:
            self._shell.work.read(self._services.watch.poll, then=self._looked, failed=self._not_looked, newest="poll")

    def _looked(self, _nothing: None) -> None:
        """What others wrote has reached the feed by now."""

    def _not_looked(self, _error: Told) -> None:
        """The next look may do better; what a person asks for meanwhile says what is wrong."""

    def _tick(self) -> None:
        self._shell.window.bar.tick(self._services.clock())

    def _every(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=milliseconds)
        timer.timeout.connect(then)
        timer.start()
        return timer
