"""A help queue on the bench for its tests: the panel, and how its cards are found, marked and pressed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.bench import Bench
from tests.qt.queue_rooms import hands_on
from tests.qt.rooms import Room
from trainer_app.domain.help import HelpTicket
from trainer_app.qt.parts.queue_cards import Act, Card, Kind
from trainer_app.qt.parts.queue_panel import QueuePanel


@pytest.fixture(name="bench")
def queue_bench(room: Room, qtbot: QtBot) -> Iterator[Bench]:
    hands_on(room)
    made = Bench(room, qtbot)
    yield made
    made.close()


@pytest.fixture(name="panel")
def queue_panel(bench: Bench, qtbot: QtBot) -> QueuePanel:
    made = QueuePanel(bench.services, bench.work, bench.tell, bench.current)
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show()
    made.activateWindow()
    look(made, bench)
    return made


def look(panel: QueuePanel, bench: Bench) -> None:
    bench.rest()
    room = bench.room
    panel.show_view(room.services.floor.look(room.session.id), room.clock())


def cards(panel: QueuePanel, kind: Kind) -> list[Card]:
    every = (panel.list.cards.card(at) for at in range(panel.list.cards.rowCount()))
    return [card for card in every if card.kind is kind]


def names(panel: QueuePanel, kind: Kind) -> list[str]:
    return [card.who.name for card in cards(panel, kind) if card.who]


def ticket(room: Room, ticket_id: UUID) -> HelpTicket:
    tickets = room.services.floor.room(room.session.id).tickets
    return next(one for one in tickets if one.id == ticket_id)


def mark(panel: QueuePanel, asked: HelpTicket) -> None:
    key = ("ticket", str(asked.id))
    panel.list.mark(next(at for at in range(panel.list.cards.rowCount()) if panel.list.cards.card(at).key == key))


def press(panel: QueuePanel, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(panel.list, key)


def click(panel: QueuePanel, card: Card, act: Act) -> None:
    """Press a drawn button with the mouse."""
    row = next(at for at in range(panel.list.cards.rowCount()) if panel.list.cards.card(at).key == card.key)
    box = panel.list.visualRect(panel.list.cards.index(row))
    knob = next(one for one in panel.list.laid(card).knobs if one.act is act)
    at = box.topLeft() + knob.box.center()
    viewport = panel.list.viewport()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at.toPointF(), viewport.mapToGlobal(at), left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, event)
