"""From three files to the follow-up workbook through the window: roster, plan and usage in, the lists out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.journeys.keyboard import Key, Keyboard
from tests.qt.conftest import OpenOn, frozen, open_on, swept
from tests.qt.rooms import make_room
from tests.rollout import usage_export, write
from trainer_app.qt.pages.adoption_page import AdoptionPage
from trainer_app.qt.pages.people_page import PeoplePage
from trainer_app.qt.pages.sessions_page import SessionsPage

__all__ = ("frozen", "open_on", "swept")  # fixtures, which pytest finds by their name
NOTE = "bring a task of their own"
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
    bring_in_usage(hands, page, usage_export(tmp_path / "usage.csv", date(2026, 2, 1), date(2026, 3, 18), used))
    assert len(room.services.usage_identities.coverage().imports) == 1
    agree(hands, page)
    lists = take_out(hands, page, tmp_path, due=date(2026, 3, 26))
    assert lists["Attended not completed"] == {"Bo"}
    assert lists["Never attended"] == {"Chloe"}
    assert not hands.strangers
    room.services.close()


def test_the_published_rollout_comes_in_through_the_window_with_the_counts_it_must_have(
    open_on: OpenOn, qtbot: QtBot, tmp_path: Path, shared_data: Path
) -> None:
    files = shared_data / "rollout70"
    expected = json.loads((files / "expected.json").read_text(encoding="utf-8"))
    room = make_room(tmp_path / "room.db", people=0, sessions=0)
    room.clock.at = datetime.combine(date.fromisoformat(expected["as_of"]), datetime.min.time(), UTC)
    hands = Keyboard(open_on(room), qtbot)
    bring_in_plan(hands, files / "sessions.csv")
    bring_in_people(hands, files / "people.csv")
    bring_in_attendance(hands, files / "attendance.csv")
    page = hands.desktop.window.open("adoption")
    assert isinstance(page, AdoptionPage)
    bring_in_usage(hands, page, files / "usage.csv")
    found = room.services.adoption.report(date.fromisoformat(expected["as_of"])).numbers.states
    assert {state.value: count for state, count in found.items() if count} == expected["states"]
    agree(hands, page)
    lists = take_out(hands, page, tmp_path, due=date(2026, 5, 7))
    missed = {one["name"] for one in expected["people"] if one["state"] == "not_completed"}
    assert lists["Attended not completed"] == missed
    assert not hands.strangers
    room.services.close()


def bring_in_people_and_plan(hands: Keyboard, folder: Path) -> None:
    people = [f"{name},{name.lower()}@example.org,Sales,key_{name.lower()},2026-02-01" for name in NAMES]
    roster = write(folder / "people.csv", "Name,Email,Team,API key ID,Access granted", *people)
    bring_in_people(hands, roster)
    plan = write(
        folder / "sessions.csv",
        "Session,Kind,Start,End,Room,Capacity",
        "Hands-on 1,hands-on,2026-02-17T10:00:00+09:00,2026-02-17T11:30:00+09:00,Room 1,14",
    )
    bring_in_plan(hands, plan)


def bring_in_people(hands: Keyboard, file: Path) -> None:
    page = hands.desktop.window.open("people")
    assert isinstance(page, PeoplePage)
    page.import_people(file)
    hands.until(page._import._take.isVisible)
    page._import._take.click()
    hands.settle()


def bring_in_plan(hands: Keyboard, file: Path) -> None:
    page = hands.desktop.window.open("sessions")
    assert isinstance(page, SessionsPage)
    page.import_plan(file)
    hands.until(page._import._take.isVisible)
    page._import._take.click()
    hands.settle()


def bring_in_attendance(hands: Keyboard, file: Path) -> None:
    page = hands.desktop.window.open("sessions")
    assert isinstance(page, SessionsPage)
    page.import_attendance(file)
    hands.until(page._attendance._take.isVisible)
    assert page._attendance._counts.text() == "67 people · 70 new check-ins"
    page._attendance._take.click()
    hands.settle()


def bring_in_usage(hands: Keyboard, page: AdoptionPage, file: Path) -> None:
    page.import_usage(file)
    assert page._import
    hands.until(page._import._take.isVisible)
    page._import._take.click()
    hands.settle()


def agree(hands: Keyboard, page: AdoptionPage) -> None:
    """Say who goes to see the first of those who did not complete, when, and why: F2 in the list, then typed."""
    hands.settle()
    page.show_list("not_completed")
    hands.press(Key.Key_Down, Key.Key_F2)
    hands.type("Mei")
    week = next(one for one in page.lists.form.findChildren(QPushButton) if one.text() == "In a week")
    week.setFocus()
    hands.press(Key.Key_Space)
    page.lists.form._note.setFocus()
    hands.type(NOTE)
    hands.control(Key.Key_Return)


def take_out(hands: Keyboard, page: AdoptionPage, folder: Path, *, due: date) -> dict[str, set[str]]:
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
    agreed = next(row for row in rows["Attended not completed"] if "Mei" in row)
    assert NOTE in agreed
    assert due in {cell.date() if isinstance(cell, datetime) else cell for cell in agreed}
    return {title: {str(row[0]) for row in found if row[0]} for title, found in rows.items()}
