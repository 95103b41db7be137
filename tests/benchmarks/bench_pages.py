"""How long the window takes from one page to another with 400 people: every pair of pages, until it is painted."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from functools import partial
from itertools import permutations
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.qt.rooms import make_room
from trainer_app import bootstrap
from trainer_app.qt.app import Desktop, OpenFile
from trainer_app.qt.desk import OpenDesk

PEOPLE, SWITCHES, GOAL_MS = 400, 200, 100
_BETWEEN_MS = 20


def main() -> list[tuple[str, str, str]]:
    """Return the median and the 99th percentile of the switches."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("DATA", "CONFIG", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = folder
        took = _switch(app, Path(folder) / "room.db")
    told = statistics.quantiles(took, n=100)
    return [
        (f"page switch with {PEOPLE} people, median", f"{told[49]:.0f} ms", ""),
        (f"99th percentile of {len(took)}", f"{told[98]:.0f} ms", f"{GOAL_MS} ms"),
    ]


def _switch(app: QApplication, path: Path) -> list[float]:
    room = make_room(path, people=PEOPLE)
    room.open_doors()
    for one in room.people:
        room.check_in(one)

    def load(file: Path, *, demo: bool, backup: Path | None = None) -> OpenFile:
        del demo, backup
        return OpenDesk(bootstrap.build(file, clock=room.clock))

    desktop = Desktop(app, load)
    took: list[float] = []
    desktop.usable.connect(partial(_begin, app, desktop, took))
    desktop.window.show()
    desktop.open(path)
    app.exec()
    desktop.window.close()
    room.services.close()
    return took


def _begin(app: QApplication, desktop: Desktop, took: list[float]) -> None:
    names = [name for name, _title in desktop.window.pages()]
    for name in names:
        desktop.window.open(name)
    pairs = [name for pair in permutations(names, 2) for name in pair]
    to_come = iter((pairs * (SWITCHES // len(pairs) + 1))[:SWITCHES])
    timer = QTimer(desktop, interval=_BETWEEN_MS)

    def step() -> None:
        name = next(to_come, None)
        if name is None:
            timer.stop()
            app.quit()
            return
        begun = time.perf_counter()
        desktop.window.open(name)
        desktop.window.repaint()
        took.append((time.perf_counter() - begun) * 1e3)

    timer.timeout.connect(step)
    timer.start()


if __name__ == "__main__":
    for row in main():
        print("  ".join(row))
