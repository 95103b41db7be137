"""The door at its limits: more people than places, a session that has ended, and who is meant by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, Room
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.tell import Message
from trainer_app.qt.tokens import Tone


@pytest.fixture
def one_place(room: Room, open_on: OpenOn) -> tuple[CheckInPage, Desktop]:
    """The door of a session with one soft place that Aiko has taken."""
    room.services.sessions.change(replace(room.session, capacity=1), desk=DESK)
    room.open_doors()
    room.check_in(room.people[0])
    desktop = open_on(room)
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    return page, desktop


def test_beyond_the_places_the_answer_says_so(one_place: tuple[CheckInPage, Desktop], room: Room, qtbot: QtBot) -> None:
    page, desktop = one_place
    page._choose(room.people[1])
    rest(qtbot, desktop)
    assert page._answer._says.text().startswith("Checked in")
    assert page._answer._warning.text() == "2 of 1 places"
    assert page._answer._warning.isVisible()


def test_beyond_the_places_roll_call_says_so(one_place: tuple[CheckInPage, Desktop], room: Room, qtbot: QtBot) -> None:
    page, desktop = one_place
    said: list[Message] = []
    desktop.shell.tell.said.connect(said.append)
    page._begin_roll_call()
    rest(qtbot, desktop)
    page._call_here(room.people[1].id)
    rest(qtbot, desktop)
    assert page._left.currentWidget() is page._roll_call
    assert "2 of 1 places" in said[-1].text
    assert said[-1].tone is Tone.LOOK
