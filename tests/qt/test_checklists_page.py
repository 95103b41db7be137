"""Stories on the Checklists page: steps written, moved and taken back, kept as versions, and never lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDropEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.qt.conftest import OpenOn, rest
from tests.qt.rooms import DESK, Room
from trainer_app.domain.attendee import System
from trainer_app.domain.checklist_edit import without_step
from trainer_app.domain.session import Phase
from trainer_app.exchange.checklist_file import write_checklist
from trainer_app.qt.app import Desktop
from trainer_app.qt.pages.checklists_page import ChecklistsPage
from trainer_app.services import checklists
from trainer_app.services.checklists import SHIPPED_FIRST
from trainer_app.words import checklists_page as words

Opened = tuple[ChecklistsPage, Desktop]


@pytest.fixture(autouse=True)
def no_versions() -> None:
    """Forget what other tests read: their rooms give the same ids to other checklists."""
    checklists._versions.clear()


@pytest.fixture
def opened(series: Room, open_on: OpenOn, qtbot: QtBot) -> Opened:
    """The page in a program with two planned sessions."""
    return _open(series, open_on, qtbot)


def _open(room: Room, open_on: OpenOn, qtbot: QtBot) -> Opened:
    desktop = open_on(room)
    page = desktop.window.open("checklists")
    assert isinstance(page, ChecklistsPage)
    rest(qtbot, desktop)
    return page, desktop


def _titles(page: ChecklistsPage) -> list[str]:
    return [step.title for step in page.draft.now.steps]


def _look_at(page: ChecklistsPage, at: int) -> str:
    key = page.draft.now.steps[at].key
    page.editor.steps.look_at(key)
    return key


def test_the_page_opens_on_what_the_program_uses(opened: Opened, series: Room) -> None:
    page, _desktop = opened
    assert page.draft.now == series.services.checklists.of_program()
    assert page.draft.now.key == SHIPPED_FIRST
    assert page.editor.blocked == 0
    assert not page._discard.isEnabled()
    assert words.SHIPPED in page._note.text()


def test_a_written_step_is_saved_as_a_version_and_undo_brings_the_old_one_back(
    opened: Opened, series: Room, qtbot: QtBot
) -> None:
    page, desktop = opened
    before = page.draft.now
    page.editor.form.title.selectAll()
    qtbot.keyClicks(page.editor.form.title, "Charge your laptop")
    assert _titles(page)[0] == "Charge your laptop"
    qtbot.keyClick(page.editor.form.title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, desktop)
    kept = series.services.checklists.of_program()
    assert (kept.version, kept.steps[0].title) == (before.version + 1, "Charge your laptop")
    assert not page.draft.is_changed
    desktop.window.undo_wanted.emit()
    qtbot.waitUntil(lambda: page.draft.now == before)


def test_a_session_that_has_begun_keeps_its_steps_and_the_page_says_so(
    series: Room, open_on: OpenOn, qtbot: QtBot
) -> None:
    series.services.sessions.enter(series.sessions[0].id, Phase.HANDS_ON, desk=DESK)
    page, desktop = _open(series, open_on, qtbot)
    before = series.services.floor.look(series.sessions[0].id).room.checklist
    _look_at(page, 0)
    page.editor.remove_step()
    assert "Hands-on 1" in page._note.text()
    page.save()
    rest(qtbot, desktop)
    assert series.services.floor.look(series.sessions[0].id).room.checklist == before
    series.services.sessions.enter(series.sessions[1].id, Phase.HANDS_ON, desk=DESK)
    assert len(series.services.floor.look(series.sessions[1].id).room.checklist.steps) == len(before.steps) - 1


def test_steps_are_moved_by_keys_and_the_moved_one_stays_marked(opened: Opened, qtbot: QtBot) -> None:
    page, _desktop = opened
    first, second = _titles(page)[:2]
    key = _look_at(page, 0)
    qtbot.keyClick(page.editor.steps, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _titles(page)[:2] == [second, first]
    assert page.editor.steps.key == key


def test_a_step_that_is_dropped_lands_in_the_gap_under_the_mouse(opened: Opened) -> None:
    page, _desktop = opened
    steps, before = page.editor.steps, _titles(page)
    box = steps.visualRect(steps.rows.index(2))
    data = steps._packed(page.draft.now.steps[0].key)
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    below = QPointF(box.center().x(), box.bottom() - 2)
    steps.dropEvent(QDropEvent(below, Qt.DropAction.MoveAction, data, buttons, held))
    assert _titles(page)[:3] == [before[1], before[2], before[0]]


def test_ctrl_z_in_the_list_takes_back_the_last_edit_only(opened: Opened, series: Room, qtbot: QtBot) -> None:
    page, desktop = opened
    before, written = page.draft.now, len(series.services.undo.history())
    _look_at(page, 3)
    steps = page.editor.steps
    steps.setFocus()
    qtbot.keyClick(steps, Qt.Key.Key_Delete)
    assert len(page.draft.now.steps) == len(before.steps) - 1
    qtbot.keyClick(steps, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.draft.now == before
    rest(qtbot, desktop)
    assert len(series.services.undo.history()) == written


def test_an_unfinished_step_is_pointed_out_and_saving_goes_to_its_field(
    opened: Opened, series: Room, qtbot: QtBot
) -> None:
    page, desktop = opened
    _look_at(page, 1)
    page.editor.add_step()
    assert page.editor.blocked == 3
    assert page.editor.steps.marked is not None
    assert page.editor.steps.marked.mark == words.to_mend(3)
    page.save()
    rest(qtbot, desktop)
    assert page.editor.form.title.hasFocus()
    assert series.services.checklists.overview().checklist_id is None
    qtbot.keyClicks(page.editor.form.title, "Look around")
    qtbot.keyClicks(page.editor.form.why, "So that you know where things are.")
    qtbot.keyClicks(page.editor.form.body, "Look.")
    assert page.editor.blocked == 0


def test_a_broken_pattern_is_told_in_plain_words_while_it_is_written(opened: Opened, qtbot: QtBot) -> None:
    page, _desktop = opened
    pattern = page.editor.form.pattern
    pattern.field.clear()
    qtbot.keyClicks(pattern.field, "version [0-9]+")
    pattern.try_on("Tool VERSION 12")
    assert pattern.verdict == words.MATCHES
    pattern.try_on("nothing of the kind")
    assert pattern.verdict == words.MATCHES_NOT
    qtbot.keyClicks(pattern.field, "(")
    assert pattern.verdict in words.PATTERN_FAULTS.values()
    assert page.editor.blocked == 1


def test_a_system_may_have_instructions_of_its_own_and_the_preview_shows_them(opened: Opened, qtbot: QtBot) -> None:
    page, _desktop = opened
    page.editor.add_step()
    form = page.editor.form
    qtbot.keyClicks(form.body, "Open the terminal.")
    form.systems.chosen.emit(System.WINDOWS.value)
    assert form.body.text == ""
    qtbot.keyClicks(form.body, "Open PowerShell.")
    bodies = page.draft.now.step(page.editor.steps.key).bodies
    assert bodies == {None: "Open the terminal.", System.WINDOWS: "Open PowerShell."}
    page.editor.show_view("preview")
    assert "Open PowerShell." in page.editor.preview.texts()
    page.editor.preview._turn(System.LINUX.value)
    qtbot.waitUntil(lambda: "Open the terminal." in page.editor.preview.texts())


def test_errors_and_ways_out_are_added_written_and_removed(opened: Opened, qtbot: QtBot) -> None:
    page, _desktop = opened
    page.editor.add_step()
    page.editor.show_view("errors")
    errors = page.editor.errors
    errors.add_error()
    qtbot.keyClicks(errors.title, "It is not found")
    qtbot.keyClicks(errors.pattern.field, "not found")
    qtbot.keyClicks(errors.cause, "The window is an old one.")
    qtbot.keyClicks(errors.remedies.rows[0].text, "Open a new one.")
    errors.remedies.add.click()
    qtbot.keyClicks(errors.remedies.rows[1].text, "Restart.")
    made = page.draft.now.step(page.editor.steps.key).errors
    assert [(one.title, one.pattern, [each.text for each in one.remedies]) for one in made] == [
        ("It is not found", "not found", ["Open a new one.", "Restart."])
    ]
    errors.remove.click()
    assert page.draft.now.step(page.editor.steps.key).errors == ()


def test_what_is_not_saved_is_there_again_in_the_next_window(series: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    page, desktop = _open(series, open_on, qtbot)
    _look_at(page, 0)
    page.editor.remove_step()
    wanted = page.draft.now
    desktop.window.open("today")
    rest(qtbot, desktop)
    desktop.window.close()
    again, _other = _open(series, open_on, qtbot)
    assert again.draft.now == wanted
    assert again.draft.is_changed


def test_what_was_typed_last_outlives_a_window_that_is_closed_at_once(
    series: Room, open_on: OpenOn, qtbot: QtBot
) -> None:
    page, desktop = _open(series, open_on, qtbot)
    qtbot.keyClicks(page.editor.form.title, "!")
    wanted = page.draft.now
    desktop.window.close()
    qtbot.waitUntil(lambda: series.services.checklists.overview().draft == wanted)


def test_an_import_is_looked_through_before_it_is_kept(
    opened: Opened, series: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    page, desktop = opened
    generic = next(one for one in series.services.checklists.shipped() if one.key != SHIPPED_FIRST)
    file = tmp_path / "other.toml"
    file.write_text(write_checklist(generic), encoding="utf-8")
    page.import_file(file)
    rest(qtbot, desktop)
    assert page.draft.now == generic
    assert series.services.checklists.of_program().key == SHIPPED_FIRST
    page.save()
    rest(qtbot, desktop)
    assert series.services.checklists.of_program() == generic
    page.export_to(tmp_path / "out.toml")
    rest(qtbot, desktop)
    assert (tmp_path / "out.toml").read_text(encoding="utf-8") == write_checklist(generic)


def test_discarding_goes_back_and_can_itself_be_taken_back(opened: Opened, qtbot: QtBot) -> None:
    page, _desktop = opened
    base = page.draft.now
    _look_at(page, 0)
    page.editor.remove_step()
    edited = page.draft.now
    page._discard.click()
    assert page.draft.now == base
    page.draft.undo()
    assert page.draft.now == edited


def test_a_planned_session_may_run_a_version_of_its_own(opened: Opened, series: Room, qtbot: QtBot) -> None:
    page, desktop = opened
    page.save()
    rest(qtbot, desktop)
    first = series.services.checklists.of_program()
    _look_at(page, 0)
    page.editor.remove_step()
    page.save()
    rest(qtbot, desktop)
    page.editor.show_view("versions")
    versions = page.editor.versions
    versions.table.selectRow(1)
    assert first.steps[0].title in versions.compared.text()
    versions.choose.click()
    rest(qtbot, desktop)
    planned = series.services.sessions.get(series.sessions[0].id)
    assert series.services.checklists.of_session(planned.id) == first
    assert len(series.services.checklists.of_program().steps) == len(first.steps) - 1
    versions.use.click()
    qtbot.waitUntil(lambda: page.draft.now == first)


def test_a_draft_that_was_discarded_does_not_come_back(series: Room, open_on: OpenOn, qtbot: QtBot) -> None:
    page, desktop = _open(series, open_on, qtbot)
    _look_at(page, 0)
    page.editor.remove_step()
    page._put_aside()
    rest(qtbot, desktop)
    assert series.services.checklists.overview().draft is not None
    page.discard()
    desktop.window.open("today")
    rest(qtbot, desktop)
    assert series.services.checklists.overview().draft is None


def test_another_desks_version_leaves_what_is_being_written_alone(opened: Opened, series: Room, qtbot: QtBot) -> None:
    page, desktop = opened
    _look_at(page, 0)
    page.editor.remove_step()
    wanted = page.draft.now
    other = without_step(page.draft.base, page.draft.base.steps[1].key)
    kept = series.services.checklists.save(other, desk=DESK)
    page.reload(None)
    rest(qtbot, desktop)
    assert page.draft.now == wanted
    assert page.draft.base == kept
    page.save()
    rest(qtbot, desktop)
    assert series.services.checklists.of_program().version == kept.version + 1


def test_typing_into_one_field_is_one_edit_to_take_back(opened: Opened, qtbot: QtBot) -> None:
    page, _desktop = opened
    before = page.draft.now
    qtbot.keyClicks(page.editor.form.title, "!!!")
    qtbot.keyClicks(page.editor.form.owner, "Mei")
    page.draft.undo()
    assert page.editor.form.owner.text() == (before.steps[0].owner or "")
    page.draft.undo()
    assert page.draft.now == before
    page.draft.redo()
    assert page.draft.now.steps[0].title.startswith("!!!")


def test_scrolling_over_a_field_changes_nothing(opened: Opened) -> None:
    page, _desktop = opened
    page.take_focus()
    minutes, before = page.editor.form.minutes, page.draft.now
    nothing, held = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    place, turned = QPointF(minutes.rect().center()), QPoint(0, 120)
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, minutes.mapToGlobal(place), turned, turned, nothing, held, phase, False)
    QApplication.sendEvent(minutes, event)
    assert page.draft.now == before


@pytest.mark.parametrize("view", ["step", "errors", "preview", "versions"])
def test_every_control_has_a_name(view: str, opened: Opened) -> None:
    page, _desktop = opened
    page.editor.show_view(view)
    used = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)
    inner = (QAbstractSpinBox, QComboBox)
    shown = [one for one in page.findChildren(QWidget) if isinstance(one, used) and one.isVisibleTo(page)]
    asked = [one for one in shown if not isinstance(one.parent(), inner)]
    assert len(asked) > 8
    nameless = [
        one for one in asked if not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name).strip()
    ]
    assert nameless == []


def test_an_empty_checklist_says_how_to_begin(opened: Opened) -> None:
    page, _desktop = opened
    page._begin_empty()
    assert page.draft.now.steps == ()
    assert page.editor._stack.currentIndex() == page.editor._stack.count() - 1
    assert page.editor.blocked >= 1
    page.editor.add_step()
    assert len(page.draft.now.steps) == 1
