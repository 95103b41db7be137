"""The side of one identity: who is on record for it, a search for whose it is, and setting it aside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.usage import Identity
from trainer_app.domain.usage_identities import NobodysIdentity, SharedIdentity
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, clear, column, label, row
from trainer_app.qt.parts.usage_person_search import PersonSearch
from trainer_app.qt.work import Work
from trainer_app.words import usage_identities as words
from trainer_app.words.language import say

_WIDTH = 290


class UsageIdentitySide(QFrame):
    """Asks for what is wanted with the identity shown; it changes nothing itself."""

    person_chosen = Signal(object, object)  # Identity, Attendee
    only_wanted = Signal(object, object)  # Identity, Attendee
    aside_wanted = Signal(object)  # Identity
    back_wanted = Signal(object)  # Identity

    def __init__(self, services: Services, work: Work) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self.setMinimumWidth(_WIDTH)
        self.setMaximumWidth(_WIDTH + 90)
        self._identity: Identity | None = None
        self._title = label("", "strong", wrap=True)
        self._told = label("", "muted", wrap=True)
        self._offers = column(gap=tokens.S8)
        self.search = PersonSearch(services, work, say(words.SEARCH))
        self.aside = button(say(words.NOT_A_PERSON), self._put_aside)
        self.again = button(say(words.LOOK_AGAIN), self._look_again)
        inside = column(
            self._title,
            self._told,
            self._offers,
            self.search,
            self.aside,
            self.again,
            gap=tokens.S12,
            margins=(20, 18, 20, 18),
        )
        inside.setStretch(3, 1)
        inside.addStretch(0)
        self.setLayout(inside)
        self.search.chosen.connect(self._choose)
        self.show_nobodys(None)

    def begin(self) -> None:
        """Put the focus where a person is looked for."""
        self.search.setFocus()

    def show_nobodys(self, one: NobodysIdentity | None) -> None:
        """Show an identity that belongs to nobody; None shows what to do."""
        self._begin(one.identity if one else None)
        if one is None:
            self._told.setText(say(words.PICK))
            return
        self._told.setText(words.told(one, year=one.last_day.year))
        if one.suggested:
            press = self._offer(one.suggested, say(words.EVIDENCE), say(words.IS_THEIRS), act=self._choose)
            press.setAccessibleName(words.is_theirs(one.suggested))
        self.search.show()
        self.aside.setVisible(one.aside_since is None)
        self.again.setVisible(one.aside_since is not None)

    def show_shared(self, one: SharedIdentity | None) -> None:
        """Show an identity that is recorded for several people."""
        self._begin(one.identity if one else None)
        self._told.setText(say(words.SEVERAL if one else words.PICK))
        for who, through in one.owners if one else ():
            press = self._offer(who, words.through(through), say(words.ONLY_THEIRS), act=self._settle)
            press.setAccessibleName(words.only_theirs(who))

    def _begin(self, identity: Identity | None) -> None:
        same = identity == self._identity
        self._identity = identity
        self._title.setText(identity.value if identity else "")
        self._title.setVisible(identity is not None)
        clear(self._offers)
        if not same:
            self.search.begin("")
        for piece in (self.search, self.aside, self.again):
            piece.hide()

    def _offer(self, who: Attendee, why: str, text: str, *, act: Callable[[Attendee], None]) -> QPushButton:
        press = button(text, partial(act, who))
        said = column(label(words.who(who), "heading", wrap=True), label(why, "note", wrap=True), gap=tokens.S4)
        self._offers.addLayout(column(said, row(press, None), tokens.S8, gap=tokens.S8))
        return press

    def _choose(self, who: Attendee, _pressed: object = None) -> None:
        if self._identity:
            self.person_chosen.emit(self._identity, who)

    def _settle(self, who: Attendee, _pressed: object = None) -> None:
        if self._identity:
            self.only_wanted.emit(self._identity, who)

    def _put_aside(self) -> None:
        if self._identity:
            self.aside_wanted.emit(self._identity)

    def _look_again(self) -> None:
        if self._identity:
            self.back_wanted.emit(self._identity)
