"""Stops at adoption: every list to follow people up with, one team's signals, usage that comes in, and the workbook."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from trainer_app.domain.adoption import State
from trainer_app.qt.page import Page
from trainer_app.qt.pages.adoption_page import AdoptionPage
from trainer_app.qt.parts.adoption_picture import DUE, REVISIT
from trainer_app.qt.parts.unknown_keys_panel import UnknownKeysPanel
from trainer_app.qt.parts.usage_grant_form import UsageGrantForm
from trainer_app.qt.parts.usage_import_panel import UsageImportPanel
from trainer_app.qt.parts.workbook_export import WorkbookExport
from trainer_app.qt.tour import rooms
from trainer_app.qt.tour.guide import Guide, NotFoundError, Stop, doing, part, pressing, turning
from trainer_app.words import adoption_page as words
from trainer_app.words import usage_identities
from trainer_app.words.language import say

_LISTS = (*(state.value for state in State), DUE, REVISIT)


def adoption(guide: Guide, page: Page) -> list[Stop]:
    """Return the lists with their forms, an earlier day, a team's worksheet, usage and the workbook."""
    if not isinstance(page, AdoptionPage):
        return []
    earlier = guide.services.clock().date() - timedelta(days=45)
    return [
        *(Stop(key.replace("_", "-"), (partial(page.show_list, key),)) for key in _LISTS),
        Stop("agree", (partial(page.show_list, State.TRIED_ONCE.value), partial(_edit_first, page))),
        Stop("answer", (partial(page.show_list, REVISIT), partial(_edit_first, page))),
        Stop("worksheet", (partial(_show_worksheet, page),), back=page.show_numbers),
        Stop("as-of", (partial(page.look_at, earlier),), back=partial(page.look_at, None)),
        *adoption_of_an_empty_program(guide, page),
        *_unknown_keys(page),
    ]


def adoption_of_an_empty_program(guide: Guide, page: Page) -> list[Stop]:
    """Return what can be brought in and taken out where nobody was trained yet."""
    if not isinstance(page, AdoptionPage):
        return []
    left = partial(_leave, page, UsageImportPanel)
    return [
        Stop("usage", (partial(page.import_usage, None),)),
        Stop("usage-preview", (partial(page.import_usage, rooms.usage(guide.folder)),)),
        Stop("usage-refused", (partial(page.import_usage, rooms.no_usage(guide.folder)),), back=left),
        Stop("workbook", (doing(page, say(words.EXPORT)),), back=partial(_leave, page, WorkbookExport)),
    ]


def _unknown_keys(page: AdoptionPage) -> list[Stop]:
    return [
        Stop("unknown-keys", (page.assign_keys,)),
        Stop("shared-keys", (turning(page, "shared"),)),
        Stop("keys-aside", (turning(page, "aside"),)),
        Stop(
            "record-access",
            (pressing(page, say(usage_identities.GIVE_ACCESS)),),
            back=partial(_leave_keys, page),
        ),
    ]


def _show_worksheet(page: AdoptionPage) -> None:
    if page.picture is None:
        raise NotFoundError("no picture of adoption")
    page.show_numbers()
    page.numbers.team_chosen.emit(page.picture.report.teams[0])


def _edit_first(page: AdoptionPage) -> None:
    page.lists.table.selectRow(0)
    page.lists.edit()


def _leave_keys(page: AdoptionPage) -> None:
    part(page, UsageGrantForm).left.emit()
    part(page, UnknownKeysPanel).left.emit()


def _leave(page: AdoptionPage, kind: type[UsageImportPanel | WorkbookExport]) -> None:
    part(page, kind).left.emit()
