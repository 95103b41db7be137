"""How long until the window is there, and until it can be worked with, against an empty Qt window in the same run.

Every figure is the median over fresh processes, from the moment a process is started, byte-compiled beforehand; the
three kinds take turns, so that a slow moment of the machine meets them all. Needs no screen.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.qt.rooms import make_room

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, RUNS = 400, 9
SHOWN_AT_MOST, USABLE_AT_MOST = 2.0, 4.0

EMPTY = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, self.painted)

    def painted(self):
        print("shown", time.time(), flush=True)
        QApplication.quit()

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import sys, time
from trainer_app.qt import app as desk

class Timed(desk.Desktop):
    def __init__(self, *given):
        super().__init__(*given)
        self.window.painted.connect(self.say_shown)
        self.usable.connect(self.say_usable)

    def say_shown(self):
        print("shown", time.time(), flush=True)

    def say_usable(self):
        print("usable", time.time(), flush=True)
        self.window.close()

desk.Desktop = Timed
from trainer_app.__main__ import main
sys.exit(main())
"""


def main() -> list[tuple[str, str, str]]:
    """Return the three medians and the two ratios."""
    compileall.compile_dir(ROOT / "trainer_app", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        data = home / "room.db"
        _make_room(data)
        empty, shown, usable = [], [], []
        for _ in range(RUNS + 1):
            empty.append(_seconds(EMPTY, home)["shown"])
            times = _seconds(OURS, home, "--data", str(data))
            shown.append(times["shown"])
            usable.append(times["usable"])
    floor, first, ready = (statistics.median(times[1:]) for times in (empty, shown, usable))  # the first one warms up
    return [
        ("an empty Qt window", f"{floor * 1e3:.0f} ms", ""),
        ("our window shown", f"{first * 1e3:.0f} ms, {first / floor:.2f} times that", f"{SHOWN_AT_MOST} times"),
        (f"usable with {PEOPLE} people", f"{ready * 1e3:.0f} ms, {ready / floor:.2f} times", f"{USABLE_AT_MOST} times"),
    ]


def _make_room(path: Path) -> None:
    room = make_room(path, people=PEOPLE)
    room.services.close()


def _seconds(script: str, home: Path, *arguments: str) -> dict[str, float]:
    """Run the script in a process of its own; return when it said what, in seconds from its start."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(home)}
    surroundings |= {"XDG_DATA_HOME": str(home / "data"), "XDG_STATE_HOME": str(home / "state")}
    begun = time.time()
    said = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=surroundings, capture_output=True, text=True, check=True
    )
    lines = (line.split() for line in said.stdout.splitlines())
    return {what: float(at) - begun for what, at in lines}


if __name__ == "__main__":
    for row in main():
        print("  ".join(row))
