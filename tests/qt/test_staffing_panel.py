"""The staffing planner: figures in, waits out, nothing written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.qt.rooms import DESK, Room
from trainer_app.domain.staffing_plan import Load, fewest, forecasts
from trainer_app.qt.parts.staffing_panel import StaffingPanel, _around
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work(Tell().trouble)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, room: Room, work: Work) -> StaffingPanel:
    made = StaffingPanel(room.services, work)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_session(room.session)
    qtbot.waitUntil(lambda: work.is_idle)
    return made


def shown(panel: StaffingPanel) -> str:
    labels = [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]
    return "\n".join([*labels, panel._graph.accessibleDescription()])


def test_it_begins_with_the_roster_the_sessions_helpers_and_says_what_is_assumed(
    qtbot: QtBot, panel: StaffingPanel
) -> None:
    assert (panel._people.value(), panel._helpers.value()) == (14, 3)
    said = shown(panel)
    assert "on the roster; nobody is registered yet" in said
    assert "assumed, as earlier sessions say too little yet" in said
    assert "With 3 helpers" in said
    assert "One more:" in said
    assert "M/M/c//N" in said
    qtbot.waitUntil(lambda: all(helper in shown(panel) for helper in ("Arjun", "Priya", "Jo")))


def test_more_people_make_the_targets_miss_and_the_number_needed_is_named(
    qtbot: QtBot, panel: StaffingPanel, work: Work
) -> None:
    assert "That keeps the targets." in shown(panel)
    panel._people.setValue(40)
    qtbot.waitUntil(lambda: work.is_idle)
    first = fewest(forecasts(Load(40, 2.0, 5.0), 3))
    assert first is not None
    assert f"The targets want at least {first.helpers} helpers." in shown(panel)
    panel._helpers.setValue(first.helpers)
    qtbot.waitUntil(lambda: work.is_idle)
    assert "That keeps the targets." in shown(panel)
    qtbot.waitUntil(lambda: "Helper 4" in shown(panel))


def test_chosen_figures_stay_when_the_room_changes_and_go_back_when_asked(
    qtbot: QtBot, panel: StaffingPanel, work: Work, room: Room
) -> None:
    panel._calls.setValue(0.5)
    room.services.sessions.register(room.session.id, [room.people[0].id], desk=DESK)
    panel.show_session(room.session)
    qtbot.waitUntil(lambda: work.is_idle)
    assert (panel._calls.value(), panel._people.value()) == (0.5, 14)
    assert "as you chose" in shown(panel)
    panel._as_known()
    qtbot.waitUntil(lambda: work.is_idle)
    assert (panel._calls.value(), panel._people.value()) == (2.0, 1)


def test_nobody_expected_asks_for_people_and_no_helper_says_nobody_comes(
    qtbot: QtBot, panel: StaffingPanel, work: Work
) -> None:
    panel._helpers.setValue(0)
    qtbot.waitUntil(lambda: work.is_idle)
    assert "Without a helper nobody comes." in shown(panel)
    panel._people.setValue(0)
    qtbot.waitUntil(lambda: "Nobody is expected yet" in shown(panel))


@pytest.mark.parametrize(("people", "helpers"), [(5, 0), (14, 3), (14, 20), (400, 3), (400, 60)])
def test_the_rows_shown_hold_the_chosen_number_and_the_first_that_keeps_the_targets(people: int, helpers: int) -> None:
    rows = tuple(forecasts(Load(people, 2.0, 5.0), helpers))
    first = fewest(rows)
    found = [row.helpers for row in _around(rows, first, helpers)]
    assert first is not None
    assert first.helpers in found
    assert helpers in found or helpers == 0
    assert 8 <= len(found) <= 10
    assert found == sorted(found)
