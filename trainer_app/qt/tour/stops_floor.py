"""Stops on the floor, and at the projector in each part of a session."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from trainer_app.domain.session import Phase
from trainer_app.qt.page import Page
from trainer_app.qt.parts.completion_form import CompletionForm
from trainer_app.qt.parts.floor_acts import Act as FloorAct
from trainer_app.qt.parts.floor_room import FloorRoom
from trainer_app.qt.parts.floor_tools import FloorTools
from trainer_app.qt.parts.queue_cards import Act as QueueAct
from trainer_app.qt.parts.queue_panel import QueuePanel
from trainer_app.qt.projector import Projector
from trainer_app.qt.tour.guide import Guide, NotFoundError, Stop, doing, leave, part, strike, write
from trainer_app.qt.tour.rooms import DESK
from trainer_app.services.help_desk import Hand
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_ADDRESS = "http://192.168.1.23:8470/j/4F7K-92"


def floor(guide: Guide, page: Page) -> list[Stop]:
    """Return the grid's other views, the menus, the remedies, the card of a first hands-on and a step's alarm."""
    if not _works(guide):
        return []
    room, queue = part(page, FloorRoom), part(page, QueuePanel)
    form = part(page, CompletionForm)
    found = part(part(page, FloorTools), QLineEdit)
    turned = doing(page, say(words.KEY_VIEW))
    only_needed = doing(page, say(words.KEY_NEEDED))
    return [
        Stop("seats", (turned,), back=turned),
        Stop("needed", (only_needed,), back=only_needed),
        Stop("find", (partial(write, found, "kim"),), back=partial(leave, found)),
        Stop("seat", (room.ask_seat,), back=partial(leave, part(room, QLineEdit))),
        Stop("cell-menu", (partial(room.table.steps.show_menu, QPoint(200, 200)),), menu=True),
        Stop("queue", (queue.take_focus,)),
        Stop("card-menu", (partial(_on_card, queue, QueueAct.MENU),), menu=True),
        Stop("helper-menu", (partial(strike, Qt.Key.Key_G, "g", on=queue.list),), menu=True),
        Stop("remedies", (partial(_on_card, queue, QueueAct.REMEDIES),), back=partial(leave, queue.picker)),
        Stop("first-hands-on", (partial(_complete, room),), back=form.skip),
        Stop("alarm", (partial(_raise_alarm, guide),)),
    ]


def crowd_on_the_floor(guide: Guide, page: Page) -> list[Stop]:
    """Return what four hundred people make large."""
    del guide
    turn = doing(page, say(words.KEY_VIEW))
    return [Stop("seats", (turn,), back=turn)]


def projector(guide: Guide) -> list[Stop]:
    """Return the second screen in each part of a session, with its code for phones and another step."""
    parts = (Phase.BREAK, Phase.WRAP_UP, Phase.ENDED)
    return [
        Stop("hands-on", (guide.window.bar.projector_wanted.emit, partial(_resize, guide)), shown=the_projector),
        Stop("another-step", (partial(_choose, 1),), shown=the_projector, back=_follow),
        Stop("join", (partial(_show_address, _ADDRESS),), shown=the_projector, back=partial(_show_address, "")),
        *(Stop(one.value.replace("_", "-"), (partial(_enter, guide, one),), shown=the_projector) for one in parts),
        Stop("closed", (_close,)),
    ]


def _works(guide: Guide) -> bool:
    return any(one.phase is Phase.HANDS_ON for one in guide.services.sessions.everything())


def _on_card(queue: QueuePanel, act: QueueAct) -> None:
    queue.take_focus()
    if queue.list.marked is None:
        raise NotFoundError("no card in the queue")
    queue.do(act, queue.list.marked)


def _complete(room: FloorRoom) -> None:
    room.wanted.emit(FloorAct.COMPLETE, room.spot)


def _raise_alarm(guide: Guide) -> None:
    """Let everybody on the busiest step ask for help."""
    services = guide.services
    session = next(one for one in services.sessions.everything() if one.phase is Phase.HANDS_ON)
    journeys = services.floor.look(session.id).floor.journeys
    steps = [one.current for one in journeys.values() if one.current]
    busiest = max(sorted(set(steps)), key=steps.count)
    for who, journey in journeys.items():
        if journey.current == busiest:
            services.help_desk.ask(Hand(session.id, who, busiest), desk=DESK)


def the_projector() -> Projector:
    """Return the projector's window.

    Raises:
        NotFoundError: it is not open.
    """
    found = next((one for one in QApplication.topLevelWidgets() if isinstance(one, Projector)), None)
    if found is None:
        raise NotFoundError("no projector")
    return found


def _resize(guide: Guide) -> None:
    the_projector().resize(guide.window.size())


def _choose(by: int) -> None:
    the_projector().choose(by)


def _follow() -> None:
    the_projector().follow()


def _show_address(address: str) -> None:
    the_projector().show_address(address)


def _enter(guide: Guide, phase: Phase) -> None:
    guide.window.bar.phase_wanted.emit(phase)


def _close() -> None:
    the_projector().close()
