"""The pages of the desk in the order of the rail; each is imported when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from trainer_app.bootstrap import Services
from trainer_app.qt.current import Current
from trainer_app.qt.live import Live
from trainer_app.qt.page import Page
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.words.language import N_

PageKind = Callable[[Services, Work, Live, Tell, Current], Page]


@dataclass(frozen=True, slots=True)
class Content:
    """A page: its name, its title (to translate), its icon in resources/icons, and what brings its class."""

    name: str
    title: str
    icon: str
    load: Callable[[], PageKind]


def _today() -> PageKind:
    from trainer_app.qt.pages.today_page import TodayPage  # noqa: PLC0415 - when first wanted

    return TodayPage


def _check_in() -> PageKind:
    from trainer_app.qt.pages.check_in_page import CheckInPage  # noqa: PLC0415 - when first wanted

    return CheckInPage


def _floor() -> PageKind:
    from trainer_app.qt.pages.floor_page import FloorPage  # noqa: PLC0415 - when first wanted

    return FloorPage


def _people() -> PageKind:
    from trainer_app.qt.pages.people_page import PeoplePage  # noqa: PLC0415 - when first wanted

    return PeoplePage


def _sessions() -> PageKind:
    from trainer_app.qt.pages.sessions_page import SessionsPage  # noqa: PLC0415 - when first wanted

    return SessionsPage


def _checklists() -> PageKind:
    from trainer_app.qt.pages.checklists_page import ChecklistsPage  # noqa: PLC0415 - when first wanted

    return ChecklistsPage


def _adoption() -> PageKind:
    from trainer_app.qt.pages.adoption_page import AdoptionPage  # noqa: PLC0415 - when first wanted

    return AdoptionPage


# A page more is a line more, and a function above that brings its class.
CONTENTS: Final = (
    Content("today", N_("Today"), "today", _today),
    Content("check_in", N_("Check-in"), "check-in", _check_in),
    Content("floor", N_("Floor"), "floor", _floor),
    Content("people", N_("People"), "people", _people),
    Content("sessions", N_("Sessions"), "sessions", _sessions),
    Content("checklists", N_("Checklists"), "checklist", _checklists),
    Content("adoption", N_("Adoption"), "adoption", _adoption),
)
