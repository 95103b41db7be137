"""The longest the window's thread is held up while much is going on, by a heartbeat of one millisecond.

`python tests/benchmarks/bench_ui_thread.py why` also prints where that thread was whenever a beat was late.
"""

from __future__ import annotations

import csv
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from tests.benchmarks.bench_usage_import import write_buckets
from tests.benchmarks.desk_at_work import DeskAtWork, desk_at_work, run_for, wait
from tests.qt.rooms import DESK
from trainer_app.qt.pages.floor_page import FloorPage
from trainer_app.qt.pages.people_page import PeoplePage
from trainer_app.qt.parts.usage_import_panel import UsageImportPanel
from trainer_app.qt.parts.workbook_export import WorkbookExport

PEOPLE, LINES, USAGE_ROWS, GOAL_MS = 400, 10_000, 300_000, 40
_PER_SECOND, _SECONDS, _WHEELS, _NOTCH = 20, 5, 200, 120
_LATE_S, _LOOK_S = 0.025, 0.003
_DEEP = 12
Row = tuple[str, str, str]


class Heart(QObject):
    """Beats every millisecond on the window's thread and keeps the gaps, and its own work in them, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.worked: list[float] = []
        self.last, self._spent = time.perf_counter(), time.thread_time()
        self.late: Counter[str] = Counter()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        self.gaps.append((now - self.last) * 1e3)
        self.worked.append((spent - self._spent) * 1e3)
        self.last, self._spent = now, spent

    def begin(self) -> None:
        """Forget what was until now."""
        self.gaps.clear()
        self.worked.clear()
        self.last, self._spent = time.perf_counter(), time.thread_time()

    def watch(self) -> None:
        """Look from a thread where the window's thread is, whenever a beat is late."""
        main = threading.main_thread().ident
        while True:
            time.sleep(_LOOK_S)
            if time.perf_counter() - self.last > _LATE_S:
                self.late[_where(main)] += 1


def _where(thread: int | None) -> str:
    """Return where a thread is; its frames are let go at once, for what they hold may only be freed there."""
    frame, stack = sys._current_frames()[thread], []
    while frame and len(stack) < _DEEP:
        stack.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    del frame
    return "\n      ".join(f"{Path(file).name}:{line} {name}" for file, line, name in stack)


def main() -> Iterable[Row]:
    """Return the largest gap and the 99th percentile during each."""
    heart_why = "why" in sys.argv[1:]
    with TemporaryDirectory() as folder:
        people, usage = Path(folder) / "people.csv", Path(folder) / "usage.csv"
        _write_people(people)
        write_buckets(usage, USAGE_ROWS, minutes=60)
        many = round(_PER_SECOND * _SECONDS)
        with desk_at_work(people=PEOPLE, arrived=PEOPLE - 2 * many, hands_on=True) as desk:
            heart = Heart()
            if heart_why:
                threading.Thread(target=heart.watch, daemon=True).start()
            for what, act in _acts(desk, people, usage, many):
                heart.begin()
                heart.late.clear()
                act()
                told = statistics.quantiles(heart.gaps, n=100)
                goal = f"{GOAL_MS} ms" if what != "nothing" else ""
                yield (
                    f"largest gap during {what}",
                    f"{max(heart.gaps):.0f} ms (own work {max(heart.worked):.0f}), 99 % below {told[98]:.0f} ms",
                    goal,
                )
                for stack, times in heart.late.most_common(6) if heart_why else ():
                    yield f"   late {times} times at\n      {stack}", "", ""


def _acts(desk: DeskAtWork, people: Path, usage: Path, many: int) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "nothing", lambda: run_for(2)
    ids = [one.id for one in desk.room.people]
    for page, begin in (("check_in", PEOPLE - 2 * many), ("floor", PEOPLE - many)):
        arriving = ids[begin : begin + many]
        yield f"{_PER_SECOND} check-ins a second, {page} open", lambda p=page, a=arriving: _arrive(desk, p, a)
    yield "the wheel over the floor", lambda: _scroll(_floor(desk))
    yield "the wheel over the people", lambda: _scroll(_people(desk))
    yield "a workbook", lambda: _workbook(desk, people.with_name("book.xlsx"))
    yield f"{LINES:,} lines of people", lambda: _import_people(desk, people)
    yield f"{USAGE_ROWS:,} rows of usage", lambda: _import_usage(desk, usage)


def _arrive(desk: DeskAtWork, page: str, arriving: list[object]) -> None:
    desk.desktop.window.open(page)

    def come() -> None:
        begun = time.perf_counter()
        for number, who in enumerate(arriving):
            time.sleep(max(0.0, begun + number / _PER_SECOND - time.perf_counter()))
            desk.check_in(who)

    with _away(come) as done:
        wait(done.done)
    desk.rest()


def _scroll(view: QAbstractItemView) -> None:
    bar, at = view.verticalScrollBar(), QPointF(view.viewport().rect().center())
    for number in range(_WHEELS):
        turn = -_NOTCH if number % 100 < 50 else _NOTCH
        event = QWheelEvent(
            at,
            QPointF(view.viewport().mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
        run_for(0.008)
    assert bar.maximum() > 0


def _floor(desk: DeskAtWork) -> QAbstractItemView:
    page = desk.desktop.window.open("floor")
    assert isinstance(page, FloorPage)
    desk.rest()
    return page._room.table.steps


def _people(desk: DeskAtWork) -> QAbstractItemView:
    page = desk.desktop.window.open("people")
    assert isinstance(page, PeoplePage)
    desk.rest()
    return page._list.table


def _import_people(desk: DeskAtWork, file: Path) -> None:
    page = desk.desktop.window.open("people")
    assert isinstance(page, PeoplePage)
    page.import_people(file)
    panel = page._import
    wait(panel._take.isVisible)
    panel._take.click()
    wait(lambda: not panel.isVisible())
    desk.rest()


def _import_usage(desk: DeskAtWork, file: Path) -> None:
    window, shell = desk.desktop.window, desk.desktop.shell
    desk.rest()
    panel = UsageImportPanel(desk.services, shell.work, shell.tell, DESK)
    panel.setParent(window)
    panel.resize(1000, 700)
    panel.show()
    panel.open(file)
    wait(panel._take.isVisible)
    panel.taken.connect(panel.hide)
    panel._take.click()
    wait(lambda: not panel.isVisible())
    desk.rest()


def _workbook(desk: DeskAtWork, file: Path) -> None:
    window, shell = desk.desktop.window, desk.desktop.shell
    panel = WorkbookExport(desk.services, shell.work, shell.tell, DESK)
    panel.setParent(window)
    panel.resize(1000, 700)
    panel.show()
    panel.open(None)
    wait(panel.write.isEnabled)
    panel.choose(file)
    desk.rest()
    panel.write.click()
    wait(file.exists)
    desk.rest()
    panel.hide()
    panel.deleteLater()


@contextmanager
def _away(act: Callable[[], None]) -> Iterator[Future[None]]:
    with ThreadPoolExecutor(1) as away:
        asked = away.submit(act)
        yield asked
        asked.result()


def _write_people(file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(("Name", "Email", "Team"))
        lines.writerows((f"Given{n % 97} Family{n}", f"new{n}@example.com", f"Team {n % 40}") for n in range(LINES))


if __name__ == "__main__":
    for row in main():
        print("  ".join(row), flush=True)
