"""A room at work for tests of the floor: everybody in and seated, hands-on begun, the first step ticked by half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn
from tests.qt.rooms import DESK, Room, same_room
from trainer_app.domain.floor_board import CellState
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.models.floor_grid import STEPS
from trainer_app.qt.pages.floor_page import FloorPage


def seat_everybody(room: Room, *, but: int = 1) -> None:
    for at, one in enumerate(room.services.attendance.sheet(room.session.id).arrived[::-1]):
        if at < len(room.people) - but:
            room.services.attendance.seat(one.check_in.id, f"{'ABCD'[at // 4]}{at % 4 + 1}", desk=DESK)


@pytest.fixture(scope="session", name="made_floor")
def floor_made_once(made_room: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Make the room at work once; its file is closed, so that it can be copied."""
    room = same_room(made_room, tmp_path_factory.mktemp("made") / "floor.db")
    room.open_doors()
    for one in room.people:
        room.check_in(one)
    seat_everybody(room)
    room.services.sessions.enter(room.session.id, Phase.TALK, desk=DESK)
    room.clock.go_on(minutes=5)
    room.services.sessions.enter(room.session.id, Phase.HANDS_ON, desk=DESK)
    room.clock.go_on(minutes=3)
    for one in room.people[:7]:
        room.services.floor.mark(room.session.id, one.id, steps_of(room)[0], desk=DESK)
    room.clock.go_on(minutes=2)
    room.services.close()
    return room


@pytest.fixture(name="at_work")
def room_at_work(made_floor: Room, tmp_path: Path) -> Iterator[Room]:
    """Everybody checked in and seated but the last, five minutes into hands-on, the first step ticked by half."""
    copied = same_room(made_floor, tmp_path / "floor.db")
    copied.clock.at = made_floor.clock.at
    yield copied
    copied.services.close()


@pytest.fixture(name="page")
def floor_page(at_work: Room, open_on: OpenOn, qtbot: QtBot) -> FloorPage:
    """The floor of that room."""
    return open_floor(open_on(at_work), qtbot)


def open_floor(desktop: Desktop, qtbot: QtBot) -> FloorPage:
    page = desktop.window.open("floor")
    assert isinstance(page, FloorPage)
    come_to_rest(page, qtbot)
    return page


def come_to_rest(page: FloorPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._work.is_idle and not page._work._newest, timeout=10_000)


def steps_of(room: Room) -> list[str]:
    return [step.key for step in room.services.checklists.of_session(room.session.id).steps]


def state_of(page: FloorPage, who: UUID, step: int) -> CellState:
    row = page._room.table.grid.row_of(who)
    assert row is not None
    return page._room.table.grid.cell(row, STEPS + step).state


def press_key(page: FloorPage, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(page._room.map if page._room.shows_seats else page._room.table.steps, key)


def names_of(page: FloorPage) -> list[str]:
    return [line.name for line in page._room.lines]
