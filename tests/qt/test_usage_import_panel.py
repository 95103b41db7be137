"""A usage export at the desk: seen before it is taken, asked about in the window's words, and cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.qt.rooms import Room
from tests.qt.usage_rooms import Bench, export, feb, give_keys, make_bench, take
from tests.rollout import write
from trainer_app.domain.usage_coverage import Cover
from trainer_app.domain.usage_replacing import ImportDoubt
from trainer_app.qt.parts.usage_import_panel import UsageImportPanel


@pytest.fixture
def bench(room: Room, qtbot: QtBot) -> Iterator[Bench]:
    give_keys(room, 6)
    made = make_bench(room)
    yield made
    made.rest(qtbot)
    made.work.close()


@pytest.fixture
def panel(bench: Bench, qtbot: QtBot) -> UsageImportPanel:
    return bench.build(UsageImportPanel, qtbot)


def words_of(panel: UsageImportPanel) -> str:
    return " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel))


def imports(bench: Bench) -> int:
    return len(bench.room.services.usage_identities.coverage().imports)


def test_without_a_file_it_asks_for_one_and_takes_one_that_is_dropped(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.open(None)
    bench.rest(qtbot)
    assert "Drop a usage export here" in words_of(panel)
    qtbot.waitUntil(lambda: "No usage is imported yet" in words_of(panel), timeout=5_000)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(export(tmp_path, 1, 10, [("key_000", 2)])))])
    panel.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    assert "completions usage" in words_of(panel)


def test_it_says_what_the_file_holds_and_writes_nothing_before_take_in(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.open(export(tmp_path, 1, 10, [("key_000", 2), ("key_001", 3), ("key_nobody", 4), ("key_nobody", 5)]))
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    said = words_of(panel)
    assert "It names people by key" in said
    assert "of 14 people used it" in said
    assert "Nobody is known by these yet" in said
    assert [one.identity.value for one in panel.view._unknown.rows_shown()] == ["key_nobody"]
    assert imports(bench) == 0
    with qtbot.waitSignal(panel.taken, timeout=5_000):
        panel._take.click()
    assert imports(bench) == 1
    assert bench.said == ["The usage of 1 February to 10 February is taken in: 4 active days."]


def test_lines_that_were_not_taken_stand_with_their_number_and_whose_days_are_lost(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "events.csv",
        "timestamp,api_key_id,requests",
        "2026-02-02T03:00:00+00:00,key_000,3",
        "2026-02-03T03:00:00+00:00,key_001,many",
    )
    panel.open(file)
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    assert [(one.line, one.why) for one in panel.view._left.rows_shown()] == [
        (3, "“many” is not a number of requests.")
    ]
    assert "Lines of 1 key could not be read" in words_of(panel)


def test_a_doubt_is_asked_here_and_taking_in_waits_for_the_answer(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    take(bench.room, export(tmp_path, 1, 20, [("key_000", 2), ("key_001", 12)]))
    panel.open(export(tmp_path, 5, 14, [("key_000", 6)], name="later.csv"))
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    assert not panel._take.isEnabled()
    said = words_of(panel)
    assert "1 February to 20 February 2026, more days than this file" in said.replace(" 2026 to", " to")
    assert "--" not in said
    for doubt in (ImportDoubt.SHORTER_WINDOW, ImportDoubt.TOTALS_SHRINK, ImportDoubt.IDENTITIES_VANISH):
        if doubt in panel.view.questions._asked:
            panel.view.questions.tick(doubt)
    assert panel._take.isEnabled()
    with qtbot.waitSignal(panel.taken, timeout=5_000):
        panel._take.click()
    assert imports(bench) == 2


def test_naming_another_source_keeps_both_and_asks_nothing(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    take(bench.room, export(tmp_path, 1, 10, [("key_000", 2)]))
    panel.open(export(tmp_path, 1, 10, [("key_001", 3)], name="other.csv"))
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    assert panel.view.questions.are_open
    panel.view.form.set_source("gateway 2")
    qtbot.waitUntil(panel._take.isEnabled, timeout=5_000)
    with qtbot.waitSignal(panel.taken, timeout=5_000):
        panel._take.click()
    sources = {one.source for one in bench.room.services.usage_identities.coverage().imports}
    assert sources == {"openai_usage", "openai_usage:gateway 2"}


def test_the_calendar_shows_what_is_covered_what_would_be_new_and_what_is_missing(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    take(bench.room, export(tmp_path, 1, 8, [("key_000", 2)]))
    panel.open(export(tmp_path, 7, 12, [("key_000", 7)], name="newer.csv"))
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    shown = [panel.view.strip.cover_of(feb(day)) for day in (1, 7, 9, 15, 17, 28)]
    assert shown == [Cover.COVERED, Cover.REPLACED, Cover.NEW, Cover.HOLE, Cover.HOLE, None]  # trained on the 17th
    panel.view.form.set_covers(feb(7), feb(20))
    qtbot.waitUntil(lambda: panel.view.strip.cover_of(feb(15)) is Cover.NEW, timeout=5_000)
    assert "Covered: 1 February to 20 February" in panel.view.strip.accessibleDescription()


def test_the_same_file_again_is_nothing_to_do(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    file = export(tmp_path, 1, 10, [("key_000", 2)])
    take(bench.room, file)
    panel.open(file)
    qtbot.waitUntil(lambda: "There is nothing to do" in words_of(panel), timeout=5_000)
    assert not panel._take.isVisible()


def test_a_file_that_is_no_export_says_so_and_offers_another(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.open(write(tmp_path / "x.csv", "colour,size", "red,3"))
    qtbot.waitUntil(lambda: "This file cannot be taken" in panel._title.text(), timeout=5_000)
    qtbot.waitUntil(lambda: "is no usage export" in words_of(panel), timeout=5_000)


def test_a_secret_in_the_file_refuses_it_with_its_line(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    secret = "sk-" + "proj-" + "a1B2" * 12
    panel.open(export(tmp_path, 1, 3, [(secret, 2)]))
    qtbot.waitUntil(lambda: "line 3" in words_of(panel), timeout=5_000)
    assert secret not in words_of(panel)


def test_reading_a_large_file_can_be_cancelled(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [f"2026-02-0{1 + n % 9}T03:00:00+00:00,key_{n % 6:03},1" for n in range(60_000)]
    panel.open(write(tmp_path / "large.csv", "timestamp,api_key_id,requests", *rows))
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    bench.rest(qtbot)
    assert not panel._take.isVisible()
    assert "Drop a usage export here" in words_of(panel)


def test_another_file_chosen_while_one_is_read_is_the_one_shown(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.open(export(tmp_path, 1, 10, [("key_000", 2)], name="first.csv"))
    panel.open(export(tmp_path, 1, 20, [("key_000", 2)], name="second.csv"))
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    assert panel._title.text() == "second.csv"
    assert panel.view.form.covers is None
    assert panel.view.strip.cover_of(feb(20)) is Cover.NEW


def test_without_a_file_it_shows_every_import_and_the_days_that_are_missing(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    take(bench.room, export(tmp_path, 1, 8, [("key_000", 2)], name="first.csv"))
    take(bench.room, export(tmp_path, 12, 20, [("key_000", 14)], name="second.csv"))
    panel.open(None)
    bench.rest(qtbot)
    assert {one.file_name for one in panel.standing.table.rows_shown()} == {"first.csv", "second.csv"}
    assert panel.standing.strip.cover_of(feb(10)) is Cover.HOLE
    assert "Missing: 9 February to 11 February 2026." in words_of(panel)


def test_days_that_end_before_they_begin_are_told_and_cannot_be_taken_in(
    panel: UsageImportPanel, bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.open(export(tmp_path, 5, 10, [("key_000", 6)]))
    qtbot.waitUntil(panel._take.isVisible, timeout=5_000)
    panel.view.form.set_covers(feb(9), feb(7))
    qtbot.waitUntil(lambda: bool(bench.said), timeout=5_000)
    assert bench.said == ["The days to cover end before they begin; write the earlier day first."]
    panel._weigh()
    assert not panel._take.isEnabled()
