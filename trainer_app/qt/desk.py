"""The desk with its data open: which pages there are, and who hears what."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from trainer_app import bootstrap
from trainer_app.bootstrap import Services, WindowClaim
from trainer_app.domain.changes import Activity, Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Shell
from trainer_app.qt.current import Current, Plan, following
from trainer_app.qt.live import Live
from trainer_app.qt.main_window import Entry
from trainer_app.qt.page import Page
from trainer_app.qt.pages.adoption_page import AdoptionPage
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.pages.floor_page import FloorPage
from trainer_app.qt.pages.sessions_page import SessionsPage
from trainer_app.qt.pages.settings_page import SettingsPage
from trainer_app.qt.pages.today_page import TodayPage
from trainer_app.qt.pages.welcome import Welcome
from trainer_app.qt.parts.palette import Entry as Offer
from trainer_app.qt.projector import ProjectorDoor
from trainer_app.qt.routes import Routes
from trainer_app.qt.scanner import Scanner
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.undo import UndoState
from trainer_app.words import desk as words
from trainer_app.words import palette as offers
from trainer_app.words import projector as projector_words
from trainer_app.words import settings as settings_words
from trainer_app.words.language import N_, say
from trainer_app.words.settings import RESTORED

PageKind = Callable[[Services, Work, Live, Tell, Current], Page]

# A page more is a line more: its name, its title, its icon in resources/icons, and its class.
PAGES: Final[tuple[tuple[str, str, str, PageKind], ...]] = (
    ("today", N_("Today"), "today", TodayPage),
    ("check_in", N_("Check-in"), "check-in", CheckInPage),
    ("floor", N_("Floor"), "floor", FloorPage),
    ("sessions", N_("Sessions"), "sessions", SessionsPage),
    ("adoption", N_("Adoption"), "adoption", AdoptionPage),
)

_POLL_MS: Final = 1500
_TICK_MS: Final = 1000
_BUILD_MS: Final = 350


def open_desk(path: Path, *, demo: bool = False, backup: Path | None = None) -> OpenDesk | NotOpened:
    """Open the data file and everything that works on it, on a worker thread; with `demo` make the rollout there first.

    A `backup` takes the file's place before that. A file that is not ours, or that cannot be read or written, moves
    in as the reason why; where the backup was at fault, the file is opened as it was and the reason is said.
    """
    from_source = not getattr(sys, "frozen", False)
    said = _restored(path, backup) if backup else ""
    try:
        if demo and not path.exists():
            bootstrap.make_demo(path)
        services = bootstrap.build(path, guard=keep_off_ui_thread if from_source else _let)
        return OpenDesk(services, bootstrap.claim_window(path), said=said)
    except Told as error:
        return NotOpened(bootstrap.sentence(error))


def _restored(path: Path, backup: Path) -> str:
    """Let the backup take the file's place; return what to say of it."""
    try:
        kept = bootstrap.restore(path, backup)
    except Told as error:
        return bootstrap.sentence(error)
    return say(RESTORED, file=kept.name) if kept else ""


def keep_off_ui_thread() -> None:
    """Raise where the data file is touched on the UI thread, which would make the window wait."""
    if threading.current_thread() is threading.main_thread():
        raise RuntimeError("the data file was touched on the UI thread; ask through work.run or work.read")


class OpenDesk:
    """One open data file and what serves it; `move_in` makes the pages."""

    def __init__(self, services: Services, claim: WindowClaim | None = None, *, said: str = "") -> None:
        """`said` is what there is to say about opening it."""
        self._services, self._claim, self._said = services, claim, said
        self._wiring: Wiring | None = None

    def move_in(self, shell: Shell, ready: Callable[[], None]) -> None:
        """Fill the window, on the UI thread; `ready` is called once it shows the data."""
        told = shell.memory.settings
        also_open = self._claim is not None and not self._claim.alone
        device = f"{told.device}, window {os.getpid()}" if also_open else told.device
        desk = Desk(told.author, device)
        shell.memory.opened(self._services.context.store.path)
        self._wiring = Wiring(shell, self._services, desk=desk, ready=ready)
        if also_open:
            shell.tell.say(say(words.ALSO_OPEN), tone=Tone.INFO)
        if self._said:
            shell.tell.say(self._said, tone=Tone.INFO)

    def move_out(self) -> None:
        """Leave the window, on the UI thread."""
        if self._wiring:
            self._wiring.cut()
            self._wiring = None

    def close(self) -> None:
        """Let go of the file."""
        self._services.close()
        if self._claim:
            self._claim.release()


class NotOpened:
    """A data file that could not be opened, and why."""

    def __init__(self, why: str) -> None:
        self._why = why

    def move_in(self, shell: Shell, ready: Callable[[], None]) -> None:
        """Say why, on the UI thread; there is nothing to be ready for."""
        del ready
        shell.not_opened(self._why)

    def move_out(self) -> None:
        """Leave nothing behind."""

    def close(self) -> None:
        """Let go of nothing."""


class Wiring(QObject):
    """Connects the window with the data: feed, scanner, undo, the session in the bar, and the pages."""

    def __init__(self, shell: Shell, services: Services, *, desk: Desk, ready: Callable[[], None]) -> None:
        super().__init__(shell.window)
        self._shell, self._services, self._ready = shell, services, ready
        self._scanner = Scanner(self)
        self._welcome: Welcome | None = None
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
        self._projector = ProjectorDoor(services, shell.work, shell.live, self.current)
        shell.window.bar.projector_wanted.connect(self._open_projector)
        self._scanner.scanned.connect(self._scan)
        self._scanner.foreign.connect(self._scan_foreign)
        shell.window.full_screen_wanted.connect(self._toggle_full_screen)
        self.routes = Routes(shell, services, self.current, more=self._offers())
        shell.window.palette_wanted.connect(self.routes.show_palette)
        shell.window.history_wanted.connect(self.routes.show_history)
        shell.live.changed.connect(self._weigh_undo)
        self._builder = QTimer(self, interval=_BUILD_MS)
        self._builder.timeout.connect(self._build_next)
        self.current.refresh()

    def cut(self) -> None:
        """Stop asking and listening; what was shown goes."""
        for timer in (self._poll, self._clock, self._builder):
            timer.stop()
        self._projector.close()
        self._shell.live.close()
        self._shell.window.empty()
        if self._welcome:
            self._shell.window.put_away(self._welcome)
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
            self._welcome = Welcome(self._services, self._shell.work, self._shell.tell, self.current.desk)
            self._welcome.demo_wanted.connect(self._shell.files.open_demo)
            self._shell.window.show_rail(False)
            self._shell.window.show_alone(self._welcome)
            self._welcome.setFocus()
            self._ready()

    def _fill(self) -> None:
        self._filled = True
        window = self._shell.window
        if self._welcome:
            window.put_away(self._welcome)
            self._welcome = None
        window.show_rail(True)
        entries = [Entry(name, title, icon, partial(self._build, page)) for name, title, icon, page in PAGES]
        entries.append(Entry("settings", settings_words.TITLE, "settings", self._build_settings, at_foot=True))
        window.fill(tuple(entries), first="today")
        self._weigh_undo()
        self._builder.start()
        self._make_daily_backup()
        self._ready()

    def _build_next(self) -> None:
        """Build the pages nobody has opened, one at a time while nothing else is asked."""
        if self._shell.work.is_idle and not self._shell.window.build_next():
            self._builder.stop()

    def _make_daily_backup(self) -> None:
        told = self._shell.memory.settings
        if told.daily_backup:
            make = partial(self._services.backups.make_daily, keep=told.backups_kept)
            self._shell.work.run(make, context=self)

    def _build_settings(self) -> Page:
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
        self._shell.window.bar.offer_undo(words.deed_name(state.undo) if state.undo else "")

    def _build(self, page: PageKind) -> Page:
        shell = self._shell
        made = page(self._services, shell.work, shell.live, shell.tell, self.current)
        made.undo_wanted.connect(self._undo)
        made.person_wanted.connect(self.routes.open_person)
        made.session_wanted.connect(self.routes.open_session)
        made.full_screen_wanted.connect(self._toggle_full_screen)
        shell.window.full_screen_changed.connect(made.fill_screen)
        if isinstance(made, CheckInPage):
            self._scanner.ready_changed.connect(made.show_ready)
            made.show_ready(self._scanner.is_ready)
            made.sound = shell.memory.settings.sound
        return made

    def _check_in_page(self) -> CheckInPage:
        page = self._shell.window.open("check_in")
        assert isinstance(page, CheckInPage)  # noqa: S101 - PAGES says so; for the type checker
        return page

    def _scan(self, code: str) -> None:
        if self._filled:
            self._check_in_page().scan(code)

    def _scan_foreign(self, code: str) -> None:
        page = self._shell.window.current()
        if isinstance(page, CheckInPage):
            page.scan_foreign(code)

    def _toggle_full_screen(self) -> None:
        if self._filled:
            self._check_in_page()
            self._shell.window.toggle_full_screen()

    def _open_projector(self) -> None:
        self._projector.open(self._shell.window)

    def _enter(self, phase: Phase) -> None:
        self.current.enter(phase)

    def _undo(self) -> None:
        self._shell.work.run(partial(self._services.undo.undo, self.current.desk), then=self._say_undone)

    def _redo(self) -> None:
        self._shell.work.run(partial(self._services.undo.redo, self.current.desk), then=self._say_redone)

    def _say_undone(self, line: Activity) -> None:
        self._shell.tell.say(words.undone(line))

    def _say_redone(self, line: Activity) -> None:
        self._shell.tell.say(words.redone(line))

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


def _let() -> None:
    """Allow everything: a frozen program shows a slow moment rather than a crash report."""
