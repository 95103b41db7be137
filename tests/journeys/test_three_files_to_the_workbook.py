"""From three files to the follow-up workbook through the window: roster, plan and usage in, the lists out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from pytestqt.qtbot import QtBot

from tests.journeys.keyboard import Key, Keyboard
from tests.qt.conftest import OpenOn, frozen, open_on, swept
from tests.qt.rooms import make_room
from tests.rollout import usage_export, write
from trainer_app.qt.pages.adoption_page import AdoptionPage
from trainer_app.qt.pages.people_page import PeoplePage
from trainer_app.qt.pages.sessions_page import SessionsPage

__all__ = ("frozen", "open_on", "swept")  # fixtures, which pytest finds by their name
NAMES = ("Aiko", "Bo", "Chloe")


def test_an_organizer_brings_three_files_in_and_takes_the_workbook_out(
    open_on: OpenOn, qtbot: QtBot, tmp_path: Path
) -> None:
    room = make_room(tmp_path / "room.db", people=0, sessions=0)
    hands = Keyboard(open_on(room), qtbot)
    bring_in_people_and_plan(hands, tmp_path)
    hands.until(lambda: len(room.services.sessions.everything()) == 1)
    session = room.services.sessions.everything()[0]
    hands.control(Key.Key_2)
    hands.press(Key.Key_Space)
    for name in NAMES[:2]:
        hands.type(name.lower())
        hands.press(Key.Key_Return)
        hands.until(
            lambda name=name: name in {a.attendee.name for a in room.services.attendance.sheet(session.id).arrived}
        )
    room.clock.go_on(days=30)
    page = hands.desktop.window.open("adoption")
    assert isinstance(page, AdoptionPage)
    used = [("key_aiko", date(2026, 2, day)) for day in (17, 25)]
    page.import_usage(usage_export(tmp_path / "usage.csv", date(2026, 2, 1), date(2026, 3, 18), used))
    assert page._import
    hands.until(page._import._take.isVisible)
    page._import._take.click()
    hands.until(lambda: len(room.services.usage_identities.coverage().imports) == 1)
    agree(hands, page)
    lists = take_out(hands, page, tmp_path)
    assert lists["Attended not completed"] == {"Bo"}
    assert lists["Never attended"] == {"Chloe"}
    assert not hands.strangers
    room.services.close()


def bring_in_people_and_plan(hands: Keyboard, folder: Path) -> None:
    people = [f"{name},{name.lower()}@example.org,Sales,key_{name.lower()},2026-02-01" for name in NAMES]
    roster = write(folder / "people.csv", "Name,Email,Team,API key ID,Access granted", *people)
    page = hands.desktop.window.open("people")
    assert isinstance(page, PeoplePage)
    page.import_people(roster)
    hands.until(page._import._take.isVisible)
    page._import._take.click()
    hands.settle()
    plan = write(
        folder / "sessions.csv",
        "Session,Kind,Start,End,Room,Capacity",
        "Hands-on 1,hands-on,2026-02-17T10:00:00+09:00,2026-02-17T11:30:00+09:00,Room 1,14",
    )
    sessions = hands.desktop.window.open("sessions")
    assert isinstance(sessions, SessionsPage)
    sessions.import_plan(plan)
    hands.until(sessions._import._take.isVisible)
    sessions._import._take.click()
    hands.settle()


def agree(hands: Keyboard, page: AdoptionPage) -> None:
    """Say who goes to see Bo, and why: F2 in the list, then typed."""
    hands.settle()
    page.show_list("not_completed")
    hands.press(Key.Key_Down, Key.Key_F2)
    hands.type("Mei")
    hands.control(Key.Key_Return)


def take_out(hands: Keyboard, page: AdoptionPage, folder: Path) -> dict[str, set[str]]:
    out = folder / "follow-up.xlsx"
    page._export()
    assert page._workbook
    hands.until(page._workbook.write.isEnabled)
    page._workbook.choose(out)
    hands.settle()
    page._workbook.write.click()
    hands.until(out.exists)
    book = openpyxl.load_workbook(out)
    rows = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}
    book.close()
    assert "Mei" in rows["Attended not completed"][0]
    return {title: {str(row[0]) for row in found if row[0]} for title, found in rows.items()}
