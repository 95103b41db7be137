"""The projector: the step of the moment, large and whole, for everybody and about nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from tests.qt.bench import Bench
from tests.qt.queue_rooms import ask, busy, hands_on, tick
from tests.qt.rooms import DESK, Room
from trainer_app.domain.completion import Completion
from trainer_app.domain.help import TicketMove
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.desk import OpenDesk
from trainer_app.qt.parts.projector_slide import Chosen, Column, LineKind, Slide, slide_of
from trainer_app.qt.parts.projector_type import command_font, command_lines, fitted
from trainer_app.qt.projector import Projector
from trainer_app.qt.qr import modules_of

LONG = 'powershell -ExecutionPolicy ByPass -c "irm https://chatgpt.com/codex/install.ps1 | iex"'


@pytest.fixture
def bench(room: Room, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(room, qtbot)
    yield made
    made.close()


@pytest.fixture
def projector(bench: Bench, qtbot: QtBot) -> Projector:
    made = Projector(bench.services, bench.work, bench.live, bench.current)
    qtbot.addWidget(made)
    made.show()
    bench.rest()
    return made


def now(room: Room, chosen: Chosen | None = None) -> Slide:
    view = room.services.floor.look(room.session.id)
    return slide_of(view.session, view, now=room.clock(), chosen=chosen)


def enter(room: Room, phase: Phase) -> None:
    room.services.sessions.enter(room.session.id, phase, desk=DESK)


def test_the_doors_show_a_welcome_with_name_room_and_time(room: Room) -> None:
    room.open_doors()
    slide = now(room)
    assert (slide.caption, slide.title, slide.notes) == ("Welcome", "Hands-on 1", ("Room 2", "begins at 10:00"))


def test_the_step_most_people_are_on_is_shown(room: Room) -> None:
    hands_on(room)
    for person in range(8):
        tick(room, person, 3)
    slide = now(room)
    assert (slide.caption, slide.title) == ("Step 4 of 12", "Open the right terminal")
    assert slide.shares[:4] == (8 / 14, 8 / 14, 8 / 14, 0.0)


def test_a_room_that_is_apart_is_shown_its_middle_and_not_who_has_not_begun(room: Room) -> None:
    hands_on(room)
    for person, done in enumerate((4, 5, 5, 6, 6, 7, 7, 8, 9)):
        tick(room, person, done)
    assert now(room).caption == "Step 7 of 12"


def test_first_hands_on_are_counted_however_they_were_recorded(room: Room) -> None:
    hands_on(room)
    tick(room, 0, 12)
    for person in room.people[1:3]:
        new = Completion(room.services.new_id(), person.id, room.session.id, room.clock())
        room.services.completions.complete(new, desk=DESK)
    assert now(room).progress == "3 of 14 have their first hands-on"
    assert room.services.reports.of_session(room.session.id).first_hands_on.count == 3


def test_each_system_has_its_own_command_where_they_differ(room: Room) -> None:
    hands_on(room)
    view = room.services.floor.look(room.session.id)
    terminal, sign_in = (
        slide_of(view.session, view, now=room.clock(), chosen=Chosen(key, room.clock()))
        for key in ("terminal", "sign_in")
    )
    titles = {column.title: [line.text for line in column.lines] for column in terminal.commands}
    assert titles == {"Windows": ["$PSVersionTable.PSVersion"], "macOS, Linux": ["echo $SHELL"]}
    assert [column.title for column in sign_in.commands] == [""]


def test_no_name_of_anybody_is_ever_on_it(room: Room) -> None:
    busy(room)
    room.services.floor.show_fix(room.session.id, "sign_in", desk=DESK)
    steps = room.services.checklists.of_session(room.session.id).steps
    words = [now(room).spoken(), *(now(room, Chosen(step.key, room.clock())).spoken() for step in steps)]
    for phase in (Phase.BREAK, Phase.WRAP_UP, Phase.ENDED):
        enter(room, phase)
        words.append(now(room).spoken())
    names = {part for person in room.people for part in person.name.split() if len(part) > 3}
    assert not names & {word for text in words for word in re.findall(r"\w+", text)}


def test_a_fix_that_was_shown_takes_the_screen_with_what_worked(room: Room) -> None:
    hands_on(room)
    asked = ask(room, 0, "sign_in", error_key="callback_refused")
    room.services.help_desk.move(asked.id, TicketMove.SOLVE, desk=DESK, remedy_key="keep_open")
    ask(room, 1, "sign_in", error_key="callback_refused")
    room.services.floor.show_fix(room.session.id, "sign_in", desk=DESK)
    slide = now(room)
    assert slide.is_fix
    assert slide.title == "Sign in from the terminal"
    step = room.services.checklists.of_session(room.session.id).step("sign_in")
    error = next(one for one in step.errors if one.key == "callback_refused")
    shown = [line.text for column in slide.columns for line in column.lines]
    assert set(shown) <= {remedy.text for remedy in error.remedies}
    room.clock.go_on(minutes=11)
    assert not now(room).is_fix


def test_break_and_wrap_up_are_calm_and_show_how_far_the_room_is(room: Room) -> None:
    hands_on(room)
    tick(room, 0, 12)
    enter(room, Phase.BREAK)
    room.clock.go_on(minutes=4, seconds=5)
    slide = now(room)
    assert (slide.title, slide.clock(room.clock())) == ("Break", "4:05")
    assert slide.notes == ("We go on with: Get your laptop ready",)
    enter(room, Phase.WRAP_UP)
    assert now(room).notes == ("1 of 14 has their first hands-on",)
    enter(room, Phase.ENDED)
    assert now(room).title == "Thank you for coming"


def test_arrows_choose_a_step_and_home_follows_the_room(projector: Projector, bench: Bench, qtbot: QtBot) -> None:
    hands_on(bench.room)
    bench.current.refresh()
    bench.rest()
    projector.look()
    bench.rest()
    assert projector.canvas.slide.caption == "Step 1 of 12"
    qtbot.keyClick(projector, Qt.Key.Key_Right)
    qtbot.keyClick(projector, Qt.Key.Key_PageDown)
    assert projector.canvas.slide.caption == "Step 3 of 12"
    qtbot.keyClick(projector, Qt.Key.Key_Left)
    assert projector.canvas.slide.caption == "Step 2 of 12"
    qtbot.keyClick(projector, Qt.Key.Key_Home)
    assert projector.canvas.slide.caption == "Step 1 of 12"


def test_it_hears_what_changes_in_the_room(projector: Projector, bench: Bench, qtbot: QtBot) -> None:
    assert projector.canvas.slide.caption == "Welcome"
    bench.work.run(lambda: bench.services.sessions.enter(bench.room.session.id, Phase.BREAK, desk=DESK))
    qtbot.waitUntil(lambda: projector.canvas.slide.title == "Break", timeout=3_000)


def test_the_place_to_join_is_hidden_until_there_is_an_address(projector: Projector) -> None:
    assert not projector.join.isVisible()
    projector.show_address("http://192.168.1.23:8470/j/4F7K")
    assert projector.join.isVisible()
    assert "192.168.1.23" in projector.join.accessibleName()
    assert projector.rect().contains(projector.join.geometry())
    projector.show_address("")
    assert not projector.join.isVisible()


def test_the_code_to_join_is_square_with_its_three_eyes() -> None:
    modules = modules_of("http://192.168.1.23:8470/j/4F7K")
    size = len(modules)
    assert all(len(row) == size for row in modules)
    for y, x in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert all(modules[y][x + at] for at in range(7))
        assert not modules[y + 1][x + 1]


@pytest.mark.parametrize("width", [120, 300, 640, 2000])
def test_a_command_is_never_cut_and_breaks_between_words_first(qtbot: QtBot, width: int) -> None:
    metrics = QFontMetricsF(command_font(24))
    lines = command_lines(LONG, metrics, width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", LONG)
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    if width == 640:
        assert all(line.strip() in LONG for line in lines)


def test_instructions_always_fit_whatever_their_length(room: Room, qtbot: QtBot) -> None:
    hands_on(room)
    for step in room.services.checklists.of_session(room.session.id).steps:
        columns: tuple[Column, ...] = now(room, Chosen(step.key, room.clock())).columns
        blocks = fitted(columns, QFont(), width=320, height=400, largest=60)
        assert all(block.height <= 400 for block in blocks)
        for column, block in zip(columns, blocks, strict=True):
            written = "".join(line.text for line in block.lines if line.kind is LineKind.COMMAND)
            meant = "".join(line.text for line in column.lines if line.kind is LineKind.COMMAND)
            assert re.sub(r"\s", "", written) == re.sub(r"\s", "", meant)


def test_one_projector_opens_on_its_key_and_goes_with_the_desk(desktop: Desktop, qtbot: QtBot) -> None:
    assert isinstance(desktop._file, OpenDesk)
    assert desktop._file._wiring
    desktop.window.bar.projector_wanted.emit()
    door = desktop._file._wiring._projector
    assert door
    first = door.window
    desktop.window.bar.projector_wanted.emit()
    assert first is not None
    assert door.window is first
    qtbot.waitUntil(lambda: desktop.shell.work.is_idle)
    qtbot.keyClick(first, Qt.Key.Key_F11)
    assert first.isFullScreen()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert first.isVisible()
    assert not first.isFullScreen()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert door.window is None
    door.open(desktop.window)
    desktop.window.close()
    assert door.window is None
