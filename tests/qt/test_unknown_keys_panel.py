"""Keys nobody is known by at the desk: assigned by searching, set aside, looked at again, settled, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.rooms import DESK, Room
from tests.qt.usage_rooms import Bench, export, give_keys, make_bench, take
from trainer_app.domain.attendee import Alias, AliasKind
from trainer_app.qt.parts.unknown_keys_panel import UnknownKeysPanel
from trainer_app.words import usage_identities as words


@pytest.fixture
def bench(room: Room, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    give_keys(room, 6)
    take(room, export(tmp_path, 1, 10, [("key_000", 2), ("key_other", 3), ("key_other", 4), ("svc-nightly", 5)]))
    made = make_bench(room)
    yield made
    made.rest(qtbot)
    made.work.close()


@pytest.fixture
def panel(bench: Bench, qtbot: QtBot) -> UnknownKeysPanel:
    made = bench.build(UnknownKeysPanel, qtbot)
    made.open()
    bench.rest(qtbot)
    return made


def know(bench: Bench, number: int, kind: AliasKind, text: str) -> None:
    with bench.room.services.context.store.write() as work:
        work.people.add_aliases([(bench.room.people[number].id, Alias(kind, text))])


def listed(panel: UnknownKeysPanel) -> list[str]:
    return [one.identity.value for one in panel.nobodys.rows_shown()]


def offers(panel: UnknownKeysPanel) -> dict[str, QPushButton]:
    return {one.accessibleName(): one for one in panel.side.findChildren(QPushButton) if one.accessibleName()}


def test_unknown_keys_are_listed_and_the_first_one_can_be_dealt_with(panel: UnknownKeysPanel) -> None:
    assert listed(panel) == ["key_other", "svc-nightly"]
    assert panel.side._title.text() == "key_other"
    assert "2 active days, 3 February to 4 February" in panel.side._told.text()


def test_a_key_is_assigned_by_searching_a_person_and_undone(
    panel: UnknownKeysPanel, bench: Bench, qtbot: QtBot
) -> None:
    panel.side.search.field.setText("kenji")
    qtbot.waitUntil(lambda: panel.side.search.list.rows.rowCount() == 1, timeout=5_000)
    qtbot.keyClick(panel.side.search.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed(panel) == ["svc-nightly"], timeout=5_000)
    assert bench.said == [words.assigned(bench.room.people[6], "key_other")]
    bench.room.services.undo.undo(DESK)
    panel.open()
    qtbot.waitUntil(lambda: listed(panel) == ["key_other", "svc-nightly"], timeout=5_000)


def test_of_several_people_found_enter_chooses_none(panel: UnknownKeysPanel, bench: Bench, qtbot: QtBot) -> None:
    panel.side.search.field.setText("mei sato")
    qtbot.waitUntil(lambda: panel.side.search.list.rows.rowCount() == 2, timeout=5_000)
    qtbot.keyClick(panel.side.search.field, Qt.Key.Key_Return)
    bench.rest(qtbot)
    assert listed(panel) == ["key_other", "svc-nightly"]


def test_what_is_no_person_is_set_aside_and_looked_at_again(
    panel: UnknownKeysPanel, bench: Bench, qtbot: QtBot
) -> None:
    panel.nobodys.selectRow(1)
    panel.side.aside.click()
    qtbot.waitUntil(lambda: listed(panel) == ["key_other"], timeout=5_000)
    panel.tabs.chosen.emit("aside")
    assert listed(panel) == ["svc-nightly"]
    assert panel.side.again.isVisibleTo(panel)
    panel.side.again.click()
    qtbot.waitUntil(lambda: listed(panel) == [], timeout=5_000)
    panel.tabs.chosen.emit("open")
    assert listed(panel) == ["key_other", "svc-nightly"]


def test_a_person_is_suggested_only_where_the_very_same_text_is_recorded(
    panel: UnknownKeysPanel, bench: Bench, qtbot: QtBot
) -> None:
    assert offers(panel) == {}
    know(bench, 3, AliasKind.REFERENCE, "key_other")
    panel.open()
    qtbot.waitUntil(lambda: "It belongs to 石田 菜穂子" in offers(panel), timeout=5_000)
    offers(panel)["It belongs to 石田 菜穂子"].click()
    qtbot.waitUntil(lambda: listed(panel) == ["svc-nightly"], timeout=5_000)


def test_a_key_of_two_people_is_given_to_one_of_them(panel: UnknownKeysPanel, bench: Bench, qtbot: QtBot) -> None:
    know(bench, 9, AliasKind.KEY, "key_000")
    panel.open()
    bench.rest(qtbot)
    panel.tabs.chosen.emit("shared")
    assert [one.identity.value for one in panel.shared.rows_shown()] == ["key_000"]
    offers(panel)["It belongs to Sakura Nakamura alone"].click()
    qtbot.waitUntil(lambda: panel.shared.shown_count() == 0, timeout=5_000)
    assert bench.room.services.usage_identities.shared() == ()


def test_where_every_key_is_known_it_says_so(bench: Bench, qtbot: QtBot, panel: UnknownKeysPanel) -> None:
    for one in bench.room.services.usage_identities.unknown():
        bench.room.services.usage_identities.set_aside(one.identity, desk=DESK)
    panel.open()
    bench.rest(qtbot)
    said = [one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel)]
    assert "Every key is known" in said


def test_access_is_recorded_by_hand_and_a_secret_is_refused(
    panel: UnknownKeysPanel, bench: Bench, qtbot: QtBot
) -> None:
    panel._begin_grant()
    bench.rest(qtbot)
    form = panel.grant_form
    form.search.field.setText("omar")
    qtbot.waitUntil(lambda: form.search.list.rows.rowCount() == 1, timeout=5_000)
    qtbot.keyClick(form.search.field, Qt.Key.Key_Return)
    form.identifier.setText("sk-" + "proj-" + "a1B2" * 12)
    form._save.click()
    qtbot.waitUntil(lambda: "no secret is ever stored" in form._trouble.text(), timeout=5_000)
    form.identifier.setText("key_other")
    form._save.click()
    qtbot.waitUntil(lambda: listed(panel) == ["svc-nightly"], timeout=5_000)
    assert bench.said == ["The access of Omar Haddad is recorded."]
