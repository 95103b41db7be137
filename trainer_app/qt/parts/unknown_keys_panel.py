"""Keys, logins and e-mails of the usage that belong to nobody, or to several people, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.program import Program
from trainer_app.domain.usage import Identity
from trainer_app.domain.usage_identities import NobodysIdentity, SharedIdentity
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.parts.usage_grant_form import UsageGrantForm
from trainer_app.qt.parts.usage_identity_side import UsageIdentitySide
from trainer_app.qt.parts.usage_identity_tables import nobodys_table, shared_table
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import usage_identities as words
from trainer_app.words.language import say

_OPEN: Final = "open"
_SHARED: Final = "shared"
_ASIDE: Final = "aside"
_EMPTY: Final = {
    _OPEN: ("done", words.NONE_TITLE, words.NONE_TEXT),
    _SHARED: ("done", words.NONE_SHARED_TITLE, words.NONE_SHARED_TEXT),
    _ASIDE: ("unknown", words.NONE_ASIDE_TITLE, words.NONE_ASIDE_TEXT),
}


@dataclass(frozen=True, slots=True)
class _All:
    """What was read."""

    nobodys: tuple[NobodysIdentity, ...]
    shared: tuple[SharedIdentity, ...]


class UnknownKeysPanel(QFrame):
    """Lists identities by tab; the marked one is dealt with at the side. `left` when the person is done."""

    left = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._tell, self._desk = services, work, tell, desk
        self._tab = _OPEN
        self._all = _All((), ())
        self.tabs = Tabs(say(words.TITLE))
        self.nobodys, self.shared = nobodys_table(), shared_table()
        self._tables = QStackedWidget()
        self._tables.addWidget(self.nobodys)
        self._tables.addWidget(self.shared)
        self.side = UsageIdentitySide(services, work)
        self._body = QWidget()
        self._stage = Stage(self._body)
        self.grant_form = UsageGrantForm(services, work, tell, desk)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def open(self) -> None:
        """Read what there is and show it."""
        self._pages.setCurrentIndex(0)
        if not (self._all.nobodys or self._all.shared):
            self._stage.show_loading()
        self._work.read(self._read, then=self._show, failed=self._show_trouble, newest="identities")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        give = button(say(words.GIVE_ACCESS), self._begin_grant, icon="plus")
        back = button(say(words.CLOSE), self.left.emit)
        head = row(label(say(words.TITLE), "title"), None, give, back, gap=tokens.S12)
        body = row(self._tables, self.side, gap=tokens.S16)
        body.setStretch(0, 1)
        self._body.setLayout(body)
        whole = QWidget()
        inside = column(
            head, label(say(words.INTRO), "muted", wrap=True), self.tabs, self._stage, margins=(24, 20, 24, 20)
        )
        inside.setStretch(3, 1)
        whole.setLayout(inside)
        self._pages.addWidget(whole)
        self._pages.addWidget(self.grant_form)
        self.setLayout(column(self._pages))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._turn_to)
        self.nobodys.marked.connect(self._mark_nobodys)
        self.shared.marked.connect(self._mark_shared)
        self.nobodys.chosen.connect(self._begin_search)
        self.side.person_chosen.connect(self._assign)
        self.side.only_wanted.connect(self._settle)
        self.side.aside_wanted.connect(self._set_aside)
        self.side.back_wanted.connect(self._take_back)
        self.grant_form.left.connect(self.open)

    def _read(self) -> _All:
        service = self._services.usage_identities
        return _All(service.unknown(), service.shared())

    def _show(self, found: _All) -> None:
        self._all = found
        aside = sum(one.aside_since is not None for one in found.nobodys)
        self.tabs.show_tabs(
            [
                (_OPEN, say(words.TAB_OPEN), len(found.nobodys) - aside),
                (_SHARED, say(words.TAB_SHARED), len(found.shared)),
                (_ASIDE, say(words.TAB_ASIDE), aside),
            ]
        )
        self.tabs.choose(self._tab)
        self._fill()

    def _turn_to(self, tab: str) -> None:
        if tab != self._tab:
            self._tab = tab
            self._fill()

    def _fill(self) -> None:
        table = self.shared if self._tab == _SHARED else self.nobodys
        self._tables.setCurrentWidget(table)
        if table is self.shared:
            self.shared.show_rows(self._all.shared)
        else:
            aside = self._tab == _ASIDE
            self.nobodys.show_rows([one for one in self._all.nobodys if (one.aside_since is not None) is aside])
        if table.shown_count():
            self._stage.show_content()
            if not table.rows_marked():
                table.selectRow(0)
        else:
            icon, title, text = _EMPTY[self._tab]
            self._stage.show_empty(icon, say(title), say(text))
        self._mark()

    def _mark(self) -> None:
        if self._tab == _SHARED:
            self._mark_shared(self.shared.rows_marked())
        else:
            self._mark_nobodys(self.nobodys.rows_marked())

    def _mark_nobodys(self, rows: list[NobodysIdentity]) -> None:
        if self._tab != _SHARED:
            self.side.show_nobodys(rows[0] if rows else None)

    def _mark_shared(self, rows: list[SharedIdentity]) -> None:
        if self._tab == _SHARED:
            self.side.show_shared(rows[0] if rows else None)

    def _begin_search(self, _row: NobodysIdentity) -> None:
        self.side.begin()

    def _assign(self, identity: Identity, who: Attendee) -> None:
        self._do(
            partial(self._services.usage_identities.assign, identity, who.id, desk=self._desk),
            words.assigned(who, identity.value),
        )

    def _settle(self, identity: Identity, who: Attendee) -> None:
        self._do(
            partial(self._services.usage_identities.settle, identity, who.id, desk=self._desk),
            words.assigned(who, identity.value),
        )

    def _set_aside(self, identity: Identity) -> None:
        self._do(
            partial(self._services.usage_identities.set_aside, identity, desk=self._desk),
            words.set_aside(identity.value),
        )

    def _take_back(self, identity: Identity) -> None:
        self._do(
            partial(self._services.usage_identities.take_back, identity, desk=self._desk),
            words.taken_back(identity.value),
        )

    def _do(self, call: Callable[[], object], said: str) -> None:
        self.side.setEnabled(False)  # a second press must not do it twice
        self._work.run(call, then=partial(self._done, said), failed=self._not_done, context=self)

    def _done(self, said: str, _answer: object) -> None:
        self.side.setEnabled(True)
        self._tell.say(said, tone=Tone.OK)
        self.open()

    def _not_done(self, error: Told) -> None:
        self.side.setEnabled(True)
        self._tell.trouble(error)
        self.open()

    def _begin_grant(self) -> None:
        self._work.read(self._services.programs.get, then=self._show_grant, newest="program")

    def _show_grant(self, program: Program | None) -> None:
        zone = ZoneInfo(program.timezone if program else "UTC")
        self._pages.setCurrentWidget(self.grant_form)
        self.grant_form.begin(self._services.clock().astimezone(zone).date())

    def _show_trouble(self, error: Told) -> None:
        self._stage.show_trouble(sentence(error), self.open)
