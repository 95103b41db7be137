"""How much memory the window takes at rest on the demo, every page built, against an empty Qt window (Linux only).

The proportional share counts what is shared with other programs by halves, thirds and so on; both have a process each.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from trainer_app import bootstrap

ROOT = Path(__file__).resolve().parents[2]
AT_MOST, REST_MS = 3.0, 3_000

LOOK = """
from pathlib import Path

def look():
    lines = (line.split() for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    told = {words[0]: int(words[1]) for words in lines}
    print(told["Rss:"], told["Pss:"], flush=True)
"""

EMPTY = f"""{LOOK}
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot({REST_MS}, lambda: (look(), app.quit()))
app.exec()
"""

OURS = f"""{LOOK}
import sys
from PySide6.QtCore import QTimer
from trainer_app.qt import app as desk

class Watched(desk.Desktop):
    def __init__(self, *given):
        super().__init__(*given)
        self.usable.connect(lambda: QTimer.singleShot(0, self.turn))

    def turn(self):
        for name, _title in self.window.pages():
            self.window.open(name)
        QTimer.singleShot({REST_MS}, self.say)

    def say(self):
        look()
        self.window.close()

desk.Desktop = Watched
from trainer_app.__main__ import main
sys.exit(main())
"""


def main() -> Iterable[tuple[str, str, str]]:
    """Return both and their ratio."""
    if not Path("/proc/self/smaps_rollup").exists():
        yield "memory is measured on Linux only", "", ""
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        bootstrap.make_demo(home / "demo.db")
        empty = _megabytes(EMPTY, home)
        ours = _megabytes(OURS, home, "--data", str(home / "demo.db"))
    for what, one, other in zip(("resident", "proportional share"), ours, empty, strict=True):
        yield f"empty Qt window, {what}", f"{other:.0f} MB", ""
        yield f"the demo at rest, all pages built, {what}", f"{one:.0f} MB, {one / other:.2f} times", f"{AT_MOST} times"


def _megabytes(script: str, home: Path, *arguments: str) -> list[float]:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(home)}
    surroundings |= {"XDG_DATA_HOME": str(home / "data"), "XDG_STATE_HOME": str(home / "state")}
    said = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=surroundings, capture_output=True, text=True, check=True
    )
    return [int(kilobytes) / 1024 for kilobytes in said.stdout.split()]


if __name__ == "__main__":
    for row in main():
        print("  ".join(row))
