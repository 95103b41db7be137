"""The door at its limits: more people than places, a session that has ended, and who is meant by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, Room
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.pages.sessions_page import SessionsPage
from trainer_app.qt.pages.today_page import TodayPage
from trainer_app.qt.tell import Message
from trainer_app.qt.tokens import Tone
from trainer_app.services.help_desk import Hand


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


def test_the_end_says_how_many_hands_were_open_and_leads_to_the_report(
    room: Room, desktop: Desktop, qtbot: QtBot
) -> None:
    room.check_in(room.people[0])
    room.services.help_desk.ask(Hand(room.session.id, room.people[0].id), desk=DESK)
    room.services.sessions.enter(room.session.id, Phase.WRAP_UP, desk=DESK)
    rest(qtbot, desktop)
    said: list[Message] = []
    desktop.shell.tell.said.connect(said.append)
    desktop.window.bar.phase_wanted.emit(Phase.ENDED)
    qtbot.waitUntil(lambda: bool(said))
    rest(qtbot, desktop)
    assert said[-1].text == "The session has ended. 1 hand was still open; it stays in the report."
    assert said[-1].action == "See the report"
    assert said[-1].act
    said[-1].act()
    rest(qtbot, desktop)
    page = desktop.window.current()
    assert isinstance(page, SessionsPage)
    assert page._detail._tabs.key == "report"


def test_an_ended_session_leads_to_its_report_from_today(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.bar.phase_wanted.emit(Phase.ENDED)
    qtbot.waitUntil(lambda: room.session.phase is Phase.ENDED)
    rest(qtbot, desktop)
    page = desktop.window.open("today")
    assert isinstance(page, TodayPage)
    rest(qtbot, desktop)
    assert page._next._act.text() == "See the report"
    page._next._act.click()
    assert isinstance(desktop.window.current(), SessionsPage)


def test_the_doors_opened_from_the_bar_lead_to_check_in(room: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    desktop = open_on(room)
    desktop.window.bar.phase_wanted.emit(Phase.DOORS)
    rest(qtbot, desktop)
    assert isinstance(desktop.window.current(), CheckInPage)


def test_what_was_taken_back_names_whom_it_was_about(room: Room, desktop: Desktop, qtbot: QtBot) -> None:
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    page._choose(room.people[0])
    rest(qtbot, desktop)
    said: list[Message] = []
    desktop.shell.tell.said.connect(said.append)
    desktop.window.undo_wanted.emit()
    rest(qtbot, desktop)
    assert said[-1].text == f"Taken back: a check-in · {room.people[0].name}"


def test_who_is_expected_here_is_told_from_who_is_not(room: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    room.services.sessions.register(room.session.id, [room.people[0].id], desk=DESK)
    room.open_doors()
    desktop = open_on(room)
    page = desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    rest(qtbot, desktop)
    for person, mark in ((room.people[0], "expected"), (room.people[1], "")):
        page._field.clear()
        qtbot.keyClicks(page._field._field, person.name[:5])
        rest(qtbot, desktop)
        rows = page._results._list.rows
        found = next(one for one in map(rows.row, range(rows.rowCount())) if one.key == person.id)
        assert found.mark == mark
    assert "Ctrl E" in dict(page.keys())
