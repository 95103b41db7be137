"""Ways through the desk that belong to no page: the palette, the list of what was done, and to a person or session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol, runtime_checkable
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Activity
from trainer_app.qt.app import Shell
from trainer_app.qt.current import Current
from trainer_app.qt.page import Page
from trainer_app.qt.parts.history import History
from trainer_app.qt.parts.palette import Entry, Palette
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.services.people_search import Match
from trainer_app.words import desk, palette
from trainer_app.words.language import say

_PEOPLE_SHOWN: Final = 12


@runtime_checkable
class ShowsPerson(Protocol):
    """A page that can show one person."""

    def show_person(self, attendee_id: UUID) -> None:
        """Show this person."""


@runtime_checkable
class ShowsSession(Protocol):
    """A page that can show one session."""

    def show_session(self, session_id: UUID) -> None:
        """Show this session."""


@runtime_checkable
class TakesRoster(Protocol):
    """A page that can take a roster in."""

    def import_people(self, file: Path) -> None:
        """Show what the file holds."""


class Routes(QObject):
    """Opens what is asked for over the window or on the page that shows it."""

    def __init__(self, shell: Shell, services: Services, current: Current, *, more: Sequence[Entry]) -> None:
        """`more` are entries of the palette that belong to the desk itself."""
        super().__init__(shell.window)
        self._shell, self._services, self._current = shell, services, current
        self._more = list(more)
        self._over: Sheet | None = None

    def let_go(self) -> None:
        """Take away what lies over the window, and lead nowhere any more."""
        if self._over is not None and shiboken6.isValid(self._over):
            self._over.close_sheet()
        self.deleteLater()

    def show_palette(self) -> None:
        """Offer every page, action, session and person."""
        if self._is_over():
            return
        shown = Palette(self._shell.window.body, self._entries())
        shown.asked.connect(self._look_for_people)
        self._over = shown
        shown.open()

    def show_history(self) -> None:
        """Show what was done."""
        if self._is_over():
            return
        shell = self._shell
        shown = History(shell.window.body, self._services, shell.work, shell.live, self._current.desk)
        shown.taken_back.connect(self._say_taken_back)
        self._over = shown
        shown.open()

    def open_person(self, attendee_id: UUID) -> None:
        """Show this person on the page of people."""
        if self._shell.window.has("people"):
            page = self._shell.window.open("people")
            if isinstance(page, ShowsPerson):
                page.show_person(attendee_id)

    def open_roster(self, file: Path) -> None:
        """Show what a roster holds on the page of people."""
        if self._shell.window.has("people"):
            page = self._shell.window.open("people")
            if isinstance(page, TakesRoster):
                page.import_people(file)

    def open_session(self, session_id: UUID) -> None:
        """Show this session on the page of sessions."""
        if self._shell.window.has("sessions"):
            page = self._shell.window.open("sessions")
            if isinstance(page, ShowsSession):
                page.show_session(session_id)

    def open_report(self, session_id: UUID) -> None:
        """Show the report of this session on the page of sessions."""
        from trainer_app.qt.parts.session_detail import SessionDetail  # noqa: PLC0415 - comes with its page

        self.open_session(session_id)
        here = self._shell.window.current()
        detail = here.findChild(SessionDetail) if here else None
        if detail:
            detail.show_tab("report")

    def _is_over(self) -> bool:
        return self._over is not None and shiboken6.isValid(self._over)

    def _entries(self) -> list[Entry]:
        window = self._shell.window
        here = window.current()
        entries: list[Entry] = []
        if isinstance(here, Page):
            entries += [Entry(one.title, window.title_of(here), one.act, one.keys) for one in here.palette_actions()]
        for at, (name, title) in enumerate(window.pages(), start=1):
            entries.append(Entry(title, say(palette.PAGE), partial(window.open, name), f"Ctrl {at}"))
        entries += self._more
        for page in window.built():
            if page is not here:
                entries += [
                    Entry(one.title, window.title_of(page), self._there(page, one.act), one.keys)
                    for one in page.palette_actions()
                ]
        plan = self._current.plan
        for session in reversed(plan.sessions if plan else ()):
            entries.append(Entry(session.name, say(palette.SESSION), partial(self.open_session, session.id)))
        return entries

    def _there(self, page: Page, act: Callable[[], object]) -> Callable[[], object]:
        def go() -> None:
            self._shell.window.open(self._shell.window.name_of(page))
            act()

        return go

    def _look_for_people(self, text: str) -> None:
        find = partial(self._services.people.find, text, limit=_PEOPLE_SHOWN)
        self._shell.work.read(find, then=self._show_people, newest="palette")

    def _show_people(self, found: Sequence[Match]) -> None:
        shown = self._over
        if isinstance(shown, Palette) and shiboken6.isValid(shown):
            shown.show_people([self._person(match) for match in found])

    def _person(self, match: Match) -> Entry:
        who = match.attendee
        kind = " · ".join(part for part in (say(palette.PERSON), who.team, who.email) if part)
        return Entry(who.name, kind, partial(self.open_person, who.id))

    def _say_taken_back(self, line: Activity) -> None:
        self._shell.tell.say(desk.undone(line))
