"""What a card of the help queue offers: its menu, its remedies, and who is in sight afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.qt.bench import Bench
from tests.qt.queue_at_work import cards, click, look, mark, press, queue_bench, queue_panel, ticket
from tests.qt.queue_rooms import ARJUN, ask, asking
from trainer_app.domain.help import TicketMove, TicketState
from trainer_app.qt.parts.queue_cards import Act, Kind
from trainer_app.qt.parts.queue_panel import QueuePanel

__all__ = ("queue_bench", "queue_panel")  # fixtures, which pytest finds by their name


def test_everything_the_menu_offers_is_done(panel: QueuePanel, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    asked = asking(bench.room, 1)[0]
    look(panel, bench)

    def offered(text: str) -> QAction:
        click(panel, cards(panel, Kind.HAND)[0], Act.MENU)
        assert panel._menu
        return next(one for one in panel._menu.actions() if one.text() == text)

    heard: list[object] = []
    for signal in (panel.person_wanted, panel.step_wanted, panel.completion_wanted):
        signal.connect(heard.append)
    for text in ("Open this person", "Show this step", "First hands-on…"):
        offered(text).trigger()
    assert heard == [bench.room.people[0].id, asked.step_key, bench.room.people[0].id]
    for text, state in (
        ("Pin to the top", TicketState.OPEN),
        ("Priya goes there", TicketState.CLAIMED),
    ):
        offered(text).trigger()
        look(panel, bench)
        assert ticket(bench.room, asked.id).state is state
    assert ticket(bench.room, asked.id).pinned
    panel._offer_helpers()
    assert panel._menu
    next(one for one in panel._menu.actions() if one.text() == "Arjun").trigger()
    assert panel.deeds.goes == "Arjun"


def test_remedies_are_read_before_and_while_somebody_is_there(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    asked = ask(bench.room, 0, "sign_in", error_key="callback_refused")
    look(panel, bench)
    waiting = cards(panel, Kind.HAND)[0]
    click(panel, waiting, Act.REMEDIES)
    assert panel.picker.accessibleName() == "Known remedies"
    qtbot.keyClick(panel.picker.rows[0], Qt.Key.Key_Return)
    bench.rest()
    assert ticket(bench.room, asked.id).state is TicketState.OPEN
    bench.room.services.help_desk.move(asked.id, TicketMove.CLAIM, desk=ARJUN)
    look(panel, bench)
    there = cards(panel, Kind.HELPED)[0]
    assert there.hints == waiting.hints != ()
    click(panel, there, Act.REMEDIES)
    assert panel.picker.accessibleName() == "Known remedies"
    qtbot.keyClick(panel.picker.rows[0], Qt.Key.Key_R)
    assert panel.picker.accessibleName() == "What helped Sakura Nakamura?"


def test_whoever_waits_longest_is_in_sight_again_when_somebody_was_helped(
    panel: QueuePanel, bench: Bench, qtbot: QtBot
) -> None:
    panel.resize(340, 400)
    last = asking(bench.room, 9)[-1]
    look(panel, bench)
    mark(panel, last)
    panel.list.doItemsLayout()
    panel.list.scrollToBottom()
    assert panel.list.verticalScrollBar().value() > 0
    press(panel, qtbot, Qt.Key.Key_R)
    qtbot.keyClick(panel.picker.rows[0], Qt.Key.Key_E)
    look(panel, bench)
    assert panel.list.verticalScrollBar().value() == 0
    assert panel.list.marked == cards(panel, Kind.HAND)[0]


def test_the_clocks_of_the_cards_say_the_order_also_after_somebody_was_there(panel: QueuePanel, bench: Bench) -> None:
    first, second = asking(bench.room, 2)
    bench.room.services.help_desk.move(first.id, TicketMove.CLAIM, desk=ARJUN)
    bench.room.services.help_desk.move(second.id, TicketMove.CLAIM, desk=ARJUN)
    bench.room.clock.go_on(minutes=4)
    bench.room.services.help_desk.move(second.id, TicketMove.HAND_BACK, desk=ARJUN)
    bench.room.clock.go_on(minutes=6, seconds=30)
    look(panel, bench)
    assert [(card.ticket.ticket_id, card.clock(0)) for card in cards(panel, Kind.HAND) if card.ticket] == [
        (first.id, "11:00"),
        (second.id, "10:30"),
    ]
