"""Stops among the people: one person, the forms, badges, the paper roster and an import."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLineEdit

from trainer_app.qt.page import Page
from trainer_app.qt.pages.people_page import PeoplePage
from trainer_app.qt.parts.badges_panel import BadgesPanel
from trainer_app.qt.parts.merge_panel import MergePanel
from trainer_app.qt.parts.paper_roster_panel import PaperRosterPanel
from trainer_app.qt.parts.people_import import PeopleImport
from trainer_app.qt.parts.person_form import PersonForm
from trainer_app.qt.parts.person_list import PersonList
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.qt.parts.usage_grant_form import UsageGrantForm
from trainer_app.qt.tour import rooms
from trainer_app.qt.tour.guide import (
    Guide,
    Stop,
    choose,
    doing,
    enter,
    part,
    press,
    pressing,
    shortcut,
    turning,
    write,
)  # fmt: skip
from trainer_app.words import people as words
from trainer_app.words.language import say


def people(guide: Guide, page: Page) -> list[Stop]:
    """Return one person marked and opened, the forms, and what is printed and read."""
    if not isinstance(page, PeoplePage):
        return []
    return [*_one(page), *_several(page), *_paper(guide, page)]


def people_of_an_empty_program(guide: Guide, page: Page) -> list[Stop]:
    """Return what can be asked for where nobody is on the roster."""
    del guide
    badges, paper, form = part(page, BadgesPanel), part(page, PaperRosterPanel), part(page, PersonForm)
    return [
        Stop("new", (doing(page, say(words.ADD)),), back=form.left.emit),
        Stop("badges", (doing(page, say(words.BADGES)),), back=badges.left.emit),
        Stop("paper-roster", (doing(page, say(words.PAPER)),), back=paper.left.emit),
    ]


def crowd_of_people(guide: Guide, page: Page) -> list[Stop]:
    """Return a search among four hundred, and their badges."""
    del guide
    listed, badges = part(page, PersonList), part(page, BadgesPanel)
    return [
        Stop("found", (partial(listed.search.setText, "佐藤"),), back=listed.search.clear),
        Stop("badges", (doing(page, say(words.BADGES)),), back=badges.left.emit),
    ]


def _one(page: PeoplePage) -> list[Stop]:
    listed, form, grant = part(page, PersonList), part(page, PersonForm), part(page, UsageGrantForm)
    marked = partial(_mark, page, 1)
    return [
        Stop("marked", (marked,)),
        Stop("person", (partial(_open, page),)),
        Stop("access", (pressing(page, say(words.RECORD_ACCESS)),), back=grant.left.emit),
        Stop("edit", (marked, partial(shortcut, page, "E")), back=form.left.emit),
        Stop("new-refused", (doing(page, say(words.ADD)), form.send), back=form.left.emit),
        Stop("no-match", (partial(listed.search.setText, "qqqqqqq"),), back=listed.search.clear),
        Stop("more-menu", (marked, partial(press, page, say(words.MORE))), menu=True),
    ]


def _several(page: PeoplePage) -> list[Stop]:
    form, merge = part(page, PersonForm), part(page, MergePanel)
    menu = partial(press, page, say(words.MORE))
    several = partial(_mark, page, 3)
    return [
        Stop("edit-several", (several, partial(shortcut, page, "E")), back=form.left.emit),
        Stop("merge", (several, partial(shortcut, page, "M")), back=merge.left.emit),
        Stop(
            "forget",
            (partial(_mark, page, 1), partial(choose, menu, say(words.FORGET))),
            back=partial(_close_sheets, page),
        ),
    ]


def _paper(guide: Guide, page: PeoplePage) -> list[Stop]:
    badges, paper, taken = part(page, BadgesPanel), part(page, PaperRosterPanel), part(page, PeopleImport)
    return [
        Stop("badges", (doing(page, say(words.BADGES)),), back=badges.left.emit),
        Stop("paper-roster", (doing(page, say(words.PAPER)),)),
        Stop("paper-times", (paper.write_in,)),
        Stop("paper-written", (partial(_write_time, paper, "Kim 10:40"),), back=paper.left.emit),
        Stop("import", (partial(page.import_people, rooms.roster(guide.folder)),)),
        Stop("import-columns", (turning(page, "columns"),)),
        Stop("import-people", (turning(page, "people"),)),
        Stop("import-notes", (turning(page, "notes"),), back=taken.left.emit),
    ]


def _mark(page: PeoplePage, count: int) -> None:
    table = part(page, PersonList).table
    table.clearSelection()
    for at in range(4, 4 + count):
        table.selectionModel().select(
            table.model().index(at, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def _open(page: PeoplePage) -> None:
    came = next(one for one in part(page, PersonList).rows_shown() if one.hands_on and one.last_active)
    page.show_person(came.id)


def _write_time(paper: PaperRosterPanel, text: str) -> None:
    field = part(paper, QLineEdit)
    write(field, text)
    enter(field)


def _close_sheets(page: PeoplePage) -> None:
    for sheet in page.window().findChildren(Sheet):
        sheet.close_sheet()
