"""Stops among the sessions: the tabs of one session, the calendar, the forms and a plan before it is taken in."""

from __future__ import annotations

from functools import partial

from trainer_app.domain.session import Phase
from trainer_app.qt.page import Page
from trainer_app.qt.pages.sessions_page import SessionsPage
from trainer_app.qt.parts.series_form import SeriesForm
from trainer_app.qt.parts.session_form import SessionForm
from trainer_app.qt.parts.session_plan_import import SessionPlanImport
from trainer_app.qt.tour import rooms
from trainer_app.qt.tour.guide import Act, Guide, NotFoundError, Stop, part, turning

_TABS = ("overview", "people", "staffing", "report")


def sessions(guide: Guide, page: Page) -> list[Stop]:
    """Return each tab of a session that is over and of one that is planned, the calendar, and the forms."""
    if not isinstance(page, SessionsPage):
        return []
    past, planned = _showing(guide, page, Phase.ENDED), _showing(guide, page, Phase.PLANNED)
    tabs = [Stop(f"past-{key}", (past, turning(page, key))) for key in _TABS]
    tabs += [Stop(f"planned-{key}", (planned, turning(page, key))) for key in ("people", "staffing", "report")]
    return [
        *tabs,
        Stop("calendar", (turning(page, "calendar"),), back=turning(page, "list")),
        Stop("edit", (planned, page.edit), back=part(page, SessionForm).left.emit),
        *sessions_of_an_empty_program(guide, page),
    ]


def sessions_of_an_empty_program(guide: Guide, page: Page) -> list[Stop]:
    """Return what can be planned where nothing is planned yet."""
    if not isinstance(page, SessionsPage):
        return []
    form, series, taken = part(page, SessionForm), part(page, SeriesForm), part(page, SessionPlanImport)
    return [
        Stop("new", (page.begin_session,), back=form.left.emit),
        Stop("series", (page.begin_series,), back=series.left.emit),
        Stop("import", (partial(page.import_plan, rooms.plan(guide.folder)),), back=taken.left.emit),
    ]


def crowd_in_a_session(guide: Guide, page: Page) -> list[Stop]:
    """Return the tabs four hundred people make long."""
    del guide
    return [Stop(key, (turning(page, key),)) for key in ("people", "staffing", "report")]


def _showing(guide: Guide, page: SessionsPage, phase: Phase) -> Act:
    found = [one for one in guide.services.sessions.everything() if one.phase is phase and one.series]
    if not found:
        raise NotFoundError(f"no session that is {phase.value}")
    return partial(page.show_session, found[-1].id)
