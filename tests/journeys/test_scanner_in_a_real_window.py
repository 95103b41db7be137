"""A badge scanner at a real window: whatever page is open and wherever the focus is, a burst checks somebody in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from tests.qt.rooms import DESK, Room, make_room
from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.check_in import InputKind

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = "Codex"  # stands in the window's title once the data is there
_PAGES = 8
_PATIENCE_S = 60.0
_LOOK_S = 0.05

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="Xvfb and xdotool make the real window"
    ),
]


@dataclass
class Screen:
    """A screen in memory with the program's window on it, and its keyboard."""

    display: str
    window: str = ""

    def tool(self, *arguments: str) -> str:
        told = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_S,
        )
        return told.stdout

    def find_window(self) -> bool:
        """Give the window the focus once it is there: no window manager does."""
        found = self.tool("search", "--onlyvisible", "--name", _PROGRAM).split()
        if found:
            self.window = found[-1]
            self.tool("windowfocus", "--sync", self.window)
        return bool(found)

    def keys(self, *names: str) -> None:
        self.tool("key", "--delay", "120", *names)

    def write(self, text: str) -> None:
        """Type as a hand does."""
        self.tool("type", "--delay", "120", text)

    def scan(self, code: str) -> None:
        """Type as a scanner does, with the Enter that ends the code."""
        self.tool("type", "--delay", "3", f"{code}\n")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                yield Screen(f":{int(told.readline())}")
        finally:
            server.terminate()


@dataclass
class Program:
    """The program at work on a room's file, seen through services of our own."""

    screen: Screen
    services: Services
    room: Room

    def is_in(self, who: UUID) -> bool:
        return any(one.attendee.id == who for one in self.services.attendance.sheet(self.room.sessions[-1].id).arrived)

    def inputs(self) -> list[InputKind]:
        """How everybody who tried did so."""
        return [one.input for one in self.services.attendance.attempts(self.room.sessions[-1].id)]


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Iterator[Program]:
    """The room's doors are open; it begins in eight minutes by the clock of this computer."""
    room = make_room(tmp_path / "room.db", people=60)
    room.open_doors()
    room.services.people.badges(desk=DESK)
    room.services.close()
    surroundings = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
    with (tmp_path / "said.txt").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer_app", "--data", str(tmp_path / "room.db")],
            cwd=ROOT,
            env=surroundings,
            stdout=said,
            stderr=said,
        )
    try:
        wait_for(screen.find_window, "the window never came")
        services = bootstrap.build(tmp_path / "room.db")
        yield Program(screen, services, room)
        services.close()
    finally:
        process.terminate()
        process.wait(_PATIENCE_S)


def wait_for(true: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + _PATIENCE_S
    while not true():
        assert time.monotonic() < until, otherwise
        time.sleep(_LOOK_S)  # another program is waited for, there is no signal


PLACES: dict[str, tuple[str, ...]] = {
    "where the page begins": (),
    "in the next field or table": ("Tab",),
    "two further": ("Tab", "Tab"),
    "in nothing": ("Escape", "Escape"),
}


def test_a_burst_checks_in_on_every_page_wherever_the_focus_is(program: Program) -> None:
    badges = program.services.people.badges(desk=DESK)
    to_come = iter(program.room.people)
    for page in range(1, _PAGES + 1):
        for place, keys in PLACES.items():
            who = next(to_come).id
            program.screen.keys(f"ctrl+{page}", *keys)
            program.screen.scan(badges[who][0])
            wait_for(partial(program.is_in, who), f"page {page}, {place}: the scan was lost")
    assert len(program.inputs()) == _PAGES * len(PLACES)
    assert set(program.inputs()) == {InputKind.SCANNER}, "some of the code was taken for typing"


def test_a_name_and_enter_in_a_search_field_is_no_scan_and_a_scan_leaves_nothing_there(program: Program) -> None:
    badges = program.services.people.badges(desk=DESK)
    screen, (first, second) = program.screen, program.room.people[:2]
    screen.keys("ctrl+4", "slash")
    screen.write("Peter\n")
    screen.keys("ctrl+2")
    screen.scan(badges[first.id][0])
    wait_for(partial(program.is_in, first.id), "the scan was lost")
    assert program.inputs() == [InputKind.SCANNER]
    screen.write(second.name)  # were a letter of the code left in the field, nobody would be found
    screen.keys("Return")
    wait_for(partial(program.is_in, second.id), "what was typed was not taken as a name")
    assert program.inputs().count(InputKind.NAME) == 1
