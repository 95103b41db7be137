"""Stops at the beginning of a day and at the door: Today, its import, and every answer of check-in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.check_in import is_door_open
from trainer_app.domain.session import Phase, Session
from trainer_app.qt.page import Page
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.pages.today_page import TodayPage
from trainer_app.qt.parts.answer_card import AnswerCard
from trainer_app.qt.parts.people_import import PeopleImport
from trainer_app.qt.parts.results import Results
from trainer_app.qt.parts.roll_call import RollCall
from trainer_app.qt.parts.room_book import RoomBook
from trainer_app.qt.parts.scan_field import ScanField
from trainer_app.qt.parts.session_form import SessionForm
from trainer_app.qt.parts.sessions_card import SessionsCard
from trainer_app.qt.tour import rooms
from trainer_app.qt.tour.guide import (
    Act,
    Guide,
    Stop,
    doing,
    enter,
    leave,
    part,
    press,
    pressing,
    strike,
    turning,
    write,
)
from trainer_app.words import door
from trainer_app.words import room_book as book
from trainer_app.words import today as words
from trainer_app.words.check_in import Action
from trainer_app.words.language import say


def today(guide: Guide, page: Page) -> list[Stop]:
    """Return the form of a new session, and a roster before it is taken in."""
    taken = part(page, PeopleImport)
    return [
        Stop("new-session", (pressing(page, say(words.NEW_SESSION)),), back=part(page, SessionForm).left.emit),
        Stop("import", (partial(_import, page, guide),)),
        Stop("import-columns", (turning(page, "columns"),)),
        Stop("import-people", (turning(page, "people"),), back=taken.left.emit),
    ]


def check_in(guide: Guide, page: Page) -> list[Stop]:
    """Return each answer there is, the walk-in, the results while typing, the roll-call and the book."""
    everything = guide.services.sessions.everything()
    here = next((one for one in everything if is_door_open(one)), None)
    if here is None:
        return []
    return [*_answers(guide, page, here), *_room(guide, page, here), *_before(guide, page, here)]


def crowd_at_the_door(guide: Guide, page: Page) -> list[Stop]:
    """Return what four hundred people make long."""
    del guide
    return [
        Stop("roll-call", (doing(page, say(door.KEY_ROLL_CALL)),), back=part(page, RollCall).left.emit),
        Stop("who-is-in", (doing(page, say(door.KEY_BOOK)),), back=part(page, RoomBook).left.emit),
    ]


def _import(page: Page, guide: Guide) -> None:
    if isinstance(page, TodayPage):
        page.import_people(rooms.roster(guide.folder))


def _answers(guide: Guide, page: Page, here: Session) -> list[Stop]:
    sheet = guide.services.attendance.sheet(here.id)
    field, card = part(page, ScanField), part(page, AnswerCard)
    missing, there = sheet.not_arrived[0], sheet.arrived[0].attendee
    return [
        Stop("results", (partial(write, field, "na"),), back=partial(leave, field)),
        Stop("guesses", (partial(write, field, "Priya Venkataraman"),), back=partial(leave, field)),
        Stop("nobody-found", (partial(write, field, "xyxyx"),)),
        Stop("not-on-roster", (partial(enter, field),)),
        Stop("checked-in", (_choosing(page, missing),)),
        Stop("seat", (partial(card.decided.emit, Action.EDIT),)),
        Stop("already-in", (_choosing(page, there),)),
        Stop("unknown-badge", (partial(_scan, page),)),
        Stop("wrong-session", (_choosing(page, _registered_elsewhere(guide, here)),)),
        Stop("not-registered", (_choosing(page, _registered_nowhere(guide)),)),
    ]


def _room(guide: Guide, page: Page, here: Session) -> list[Stop]:
    seen = guide.services.attendance.sheet(here.id).in_room + 2
    filled = partial(_fill, guide, page, filled=True)
    return [
        Stop("walk-in", (doing(page, say(door.KEY_WALK_IN)),)),
        Stop("roll-call", (doing(page, say(door.KEY_ROLL_CALL)),)),
        Stop("who-is-in", (doing(page, say(door.KEY_BOOK)),)),
        Stop("head-count", (turning(page, "count"), partial(_count, page, seen))),
        Stop("attempts", (turning(page, "attempts"),), back=part(page, RoomBook).left.emit),
        Stop("full-screen", (filled,), back=partial(_fill, guide, page, filled=False)),
    ]


def _before(guide: Guide, page: Page, here: Session) -> list[Stop]:
    """Look at the door of a session that is still to come, and at its reason to let somebody in."""
    planned = next(one for one in guide.services.sessions.everything() if one.phase is Phase.PLANNED)
    who = guide.services.registrations.registered(planned.id)[0]
    card = part(page, AnswerCard)
    return [
        Stop("before-the-doors", (partial(_work_on, guide, planned), guide.opening("check_in"))),
        Stop("doors-closed", (_choosing(page, who),)),
        Stop("reason", (partial(strike, Qt.Key.Key_O, "o", on=card),), back=partial(_work_on, guide, here)),
    ]


def _choosing(page: Page, who: Attendee) -> Act:
    return partial(part(page, Results).chosen.emit, who)


def _scan(page: Page) -> None:
    if isinstance(page, CheckInPage):
        page.scan("4006381333931")


def _registered_elsewhere(guide: Guide, here: Session) -> Attendee:
    services = guide.services
    expected = {one.id for one in services.registrations.registered(here.id)}
    planned = [one for one in services.sessions.everything() if one.phase is Phase.PLANNED]
    found = (one for session in planned for one in services.registrations.registered(session.id))
    return next(one for one in found if one.id not in expected)


def _registered_nowhere(guide: Guide) -> Attendee:
    services = guide.services
    sessions = [one for one in services.sessions.everything() if one.phase is not Phase.ENDED]
    expected = {one.id for session in sessions for one in services.registrations.registered(session.id)}
    return next(one for one in services.people.everyone() if one.id not in expected)


def _count(page: Page, seen: int) -> None:
    book_of_the_room = part(page, RoomBook)
    part(book_of_the_room, QSpinBox).setValue(seen)
    press(book_of_the_room, say(book.COMPARE))


def _fill(guide: Guide, page: Page, *, filled: bool) -> None:
    guide.window.show_rail(not filled)
    page.fill_screen(filled)


def _work_on(guide: Guide, session: Session) -> None:
    part(guide.window, SessionsCard).chosen.emit(session)
