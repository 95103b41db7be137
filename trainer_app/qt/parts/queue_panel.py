"""The help queue beside the floor: who asked, who is being helped, whom the clock points at, and what to do there."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.help import TicketMove
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.queue_cards import Act, Card, Kind, cards_of
from trainer_app.qt.parts.queue_deeds import QueueDeeds
from trainer_app.qt.parts.queue_list import QueueList
from trainer_app.qt.parts.queue_picker import RemedyPicker
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.services.floor import FloorView
from trainer_app.words import help_queue as words
from trainer_app.words.language import say

WIDTH: Final = 340
_SECOND_MS: Final = 1000

_MOVES: Final = {
    Act.CANT_FIND: TicketMove.CANT_FIND,
    Act.PARK: TicketMove.PARK,
    Act.WAITS_AGAIN: TicketMove.ANSWER,
    Act.WITHDRAW: TicketMove.WITHDRAW,
}
_LOOKS: Final = frozenset({Kind.LOOK, Kind.NOT_STARTED, Kind.HELLO})
_TICKETS: Final = frozenset({Kind.HAND, Kind.HELPED, Kind.HELD})
_MENU: Final = {
    Kind.HAND: (Act.SOLVED, Act.CANT_FIND, Act.PARK, Act.PIN, Act.WITHDRAW),
    Kind.HELPED: (Act.CANT_FIND, Act.PARK, Act.WITHDRAW),
    Kind.HELD: (Act.SOLVED, Act.WITHDRAW),
    Kind.HELLO: (Act.WENT,),
}
_SAID: Final = {
    Act.CANT_FIND: words.CANT_FIND,
    Act.PARK: words.PARK,
    Act.PIN: words.PIN,
    Act.WITHDRAW: words.WITHDRAW,
    Act.SOLVED: words.SOLVED,
    Act.WENT: words.WENT,
    Act.STEP: words.THEIR_STEP,
    Act.PERSON: words.THEIR_PAGE,
    Act.FIRST: words.THEIR_FIRST,
}


class QueuePanel(QWidget):
    """Shows a `FloorView`'s signals; does what is asked by itself and asks for a person, a step or a completion."""

    person_wanted = Signal(object)
    step_wanted = Signal(str)
    completion_wanted = Signal(object)

    def __init__(self, services: Services, work: Work, tell: Tell, current: Current) -> None:  # positional: as pages
        super().__init__()
        self._clock = services.clock
        self._view: FloorView | None = None
        self._open_sections: frozenset[str] = frozenset()
        self._just_solved: tuple[str, str] | None = None
        self.deeds = QueueDeeds(services, work, tell, current)
        self.list = QueueList()
        self.picker = RemedyPicker()
        self._goes = button("", self._offer_helpers, kind="slight", icon="chevron-down")
        self._menu: QMenu | None = None
        self._lay_out()
        self.list.wanted.connect(self.do)
        self.picker.solved.connect(self._solved)
        self.picker.handed_back.connect(self._handed_back)
        self.picker.left.connect(self._leave_picker)
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._tick)
        self._name_helper()

    def show_view(self, view: FloorView, now: datetime) -> None:
        """Show this look at the floor; what is marked, open or half written stays."""
        before = self._view.session.id if self._view else None
        self._view = view
        self.deeds.session_id = view.session.id
        if before != view.session.id:
            self._open_sections = frozenset()
            self._leave_picker()
            if self.deeds.goes not in view.session.helpers:
                self.deeds.goes = None
        self._name_helper()
        self.list.show_cards(cards_of(view, open_sections=self._open_sections))
        if self.picker.card and self.list.cards.find(self.picker.card.key) is None:
            self._leave_picker()
        if self._just_solved and self.list.cards.find(self._just_solved) is None:
            self._just_solved = None
            self.list.mark_first()
            self.list.scrollToTop()
        self._run_to(now)

    def keys(self) -> list[tuple[str, str]]:
        """Return the queue's keys and what they do, for F1."""
        return [
            ("J K", say(words.KEY_MOVE)),
            ("Enter", say(words.KEY_GO)),
            ("R", say(words.KEY_REMEDIES)),
            ("1-9", say(words.KEY_NUMBER)),
            ("B", say(words.KEY_BACK)),
            ("N", say(words.KEY_NOT_FOUND)),
            ("P", say(words.KEY_PARK)),
            ("I", say(words.KEY_PIN)),
            ("F", say(words.KEY_FINE)),
            ("G", say(words.KEY_WHO)),
            ("M", say(words.KEY_MENU)),
        ]

    def take_focus(self) -> None:
        """Go to the marked card, else the first."""
        if self.list.marked is None:
            self.list.mark_first()
        self.list.setFocus()

    def do(self, act: Act, card: Card) -> None:
        """Do this with a card, where it makes sense for it."""
        is_ticket, is_look = card.kind in _TICKETS, card.kind in _LOOKS
        if act is Act.MENU:
            self._offer_everything(card)
        elif act is Act.EXPAND:
            self._expand(card)
        elif act is Act.TAKE_ALL:
            self.deeds.take_all(card)
        elif is_ticket:
            self._do_ticket(act, card)
        elif is_look and act is Act.WENT:
            self.deeds.went(card)
        elif is_look and act in {Act.FINE, Act.HELLO}:
            self.deeds.spoke(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer who goes with G."""
        if event.text().upper() == "G":
            self._offer_helpers()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clocks run while they are seen."""
        super().showEvent(event)
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the clocks rest."""
        super().hideEvent(event)
        self._second.stop()

    def _lay_out(self) -> None:
        self._caption = label(say(words.WHO_GOES), "note")
        self._head = QWidget()
        self._head.setLayout(row(self._caption, self._goes, None, gap=tokens.S8))
        self._goes.setToolTip(say(words.WHO_GOES_TIP))
        inside = column(self._head, self.list, self.picker, gap=tokens.S4)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.setMinimumWidth(WIDTH - 60)

    def _do_ticket(self, act: Act, card: Card) -> None:
        if act is Act.GO:
            self.deeds.claim(card)
        elif act is Act.SOLVED:
            self.picker.ask_what_helped(card)
        elif act is Act.REMEDIES:
            self.picker.show_remedies(card)
        elif act is Act.HAND_BACK and card.kind is Kind.HELPED:
            self.picker.ask_what_was_tried(card)
        elif act is Act.PIN and card.kind is not Kind.HELPED:
            self.deeds.pin(card)
        elif act in _MOVES:
            self.deeds.move(card, _MOVES[act])
        elif act is Act.HAND_BACK:
            self.deeds.hand_back(card, ())

    def _offer_everything(self, card: Card) -> None:
        menu = self._new_menu()
        if card.kind in {Kind.HAND, Kind.HELD}:
            for helper in self._helpers():
                self._add(menu, say(words.SEND, helper=helper), helper, card.key)
            menu.addSeparator()
        for act in _MENU.get(card.kind, ()):
            pinned = act is Act.PIN and card.ticket is not None and card.ticket.pinned
            self._add(menu, say(words.UNPIN if pinned else _SAID[act]), act, card.key)
        menu.addSeparator()
        asked = (Act.STEP, Act.PERSON, Act.FIRST) if card.step_key else (Act.PERSON, Act.FIRST)
        for act in asked if card.who else (Act.STEP,):
            self._add(menu, say(_SAID[act]), act, card.key)
        menu.popup(self.list.place_of(card.key, Act.MENU))

    def _offer_helpers(self) -> None:
        menu = self._new_menu()
        for helper in self._helpers():
            action = self._add(menu, helper, helper, None)
            action.setCheckable(True)
            action.setChecked(helper == self.deeds.helper())
        menu.popup(self._goes.mapToGlobal(self._goes.rect().bottomLeft()))

    def _helpers(self) -> list[str]:
        named = self._view.session.helpers if self._view else ()
        return list(dict.fromkeys([self.deeds.desk.author, *named]))

    def _new_menu(self) -> QMenu:
        if self._menu:
            self._menu.deleteLater()
        self._menu = QMenu(self)
        return self._menu

    def _add(  # positional: as addAction
        self, menu: QMenu, text: str, meaning: Act | str, key: tuple[str, str] | None
    ) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(partial(self._picked, meaning, key))
        return action

    def _picked(  # positional: as triggered
        self, meaning: Act | str, key: tuple[str, str] | None, *_checked: bool
    ) -> None:
        """Do what was picked; whether Qt says `checked` to a partial differs from release to release."""
        card = self.list.cards.find(key) if key else None
        if isinstance(meaning, str):
            self._go_with(meaning)
            if card:
                self.deeds.claim(card, helper=meaning)
        elif card:
            self._ask_for(meaning, card)

    def _ask_for(self, what: Act, card: Card) -> None:
        if what is Act.STEP and card.step_key:
            self.step_wanted.emit(card.step_key)
        elif what is Act.PERSON and card.who:
            self.person_wanted.emit(card.who.attendee_id)
        elif what is Act.FIRST and card.who:
            self.completion_wanted.emit(card.who.attendee_id)
        else:
            self.do(what, card)

    def _go_with(self, helper: str) -> None:
        self.deeds.goes = helper if helper != self.deeds.desk.author else None
        self._name_helper()
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def _name_helper(self) -> None:
        self.list.goes = self.deeds.goes
        self._goes.setText(self.deeds.helper())
        self._goes.setAccessibleName(f"{say(words.WHO_GOES)}: {self.deeds.helper()}")
        self._head.setVisible(len(self._helpers()) > 1)

    def _expand(self, card: Card) -> None:
        self._open_sections |= {card.key[0]}
        if self._view:
            row = self.list.currentIndex().row()
            self.list.show_cards(cards_of(self._view, open_sections=self._open_sections))
            self.list.mark(row)

    def _solved(self, card: Card, remedy_key: str | None) -> None:
        self._leave_picker()
        self._just_solved = card.key
        self.deeds.solve(self._as_it_stands(card), remedy_key)

    def _handed_back(self, card: Card, tried: tuple[str, ...]) -> None:
        self._leave_picker()
        self.deeds.hand_back(self._as_it_stands(card), tried)

    def _as_it_stands(self, card: Card) -> Card:
        return self.list.cards.find(card.key) or card

    def _leave_picker(self) -> None:
        had_focus = self.picker.has_focus_inside()
        self.picker.card = None
        self.picker.hide()
        if had_focus:
            self.list.setFocus()

    def _tick(self) -> None:
        self._run_to(self._clock())

    def _run_to(self, now: datetime) -> None:
        if self._view:
            self.list.cards.minutes = max((now - self._view.floor.at).total_seconds() / 60, 0.0)
            self.list.viewport().update()
