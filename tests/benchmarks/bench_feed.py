"""How long after a commit on another thread the window shows it, painted: a check-in in its list, a tick in a cell."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from tests.benchmarks.desk_at_work import DeskAtWork, desk_at_work, run_for, wait
from tests.qt.rooms import DESK
from trainer_app.domain.changes import Changes
from trainer_app.domain.floor_board import CellState
from trainer_app.qt.models.floor_grid import STEPS
from trainer_app.qt.pages.check_in_page import CheckInPage
from trainer_app.qt.pages.floor_page import FloorPage

PEOPLE, SAMPLES, GOAL_MS = 400, 60, 150
_BETWEEN_S = 0.11
Told = Callable[[], bool]


class Painted(QObject):
    """Stamps the first moment after a widget was painted while it showed what was waited for."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._shows: Told | None = None
        self.at: float | None = None
        watched.installEventFilter(self)

    def expect(self, shows: Told) -> None:
        """Wait for this from now on."""
        self._shows, self.at = shows, None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and self._shows and self._shows():
            self._shows = None
            QTimer.singleShot(0, self._stamp)  # once this painting is over
        return False

    def _stamp(self) -> None:
        self.at = time.perf_counter()


def main() -> Iterable[tuple[str, str, str]]:
    """Return median and 99th percentile of both."""
    with desk_at_work(people=PEOPLE, arrived=PEOPLE - SAMPLES) as desk:
        yield from _rows("check-in", _sampled(desk, *_check_ins(desk)))
    with desk_at_work(people=PEOPLE, arrived=PEOPLE, hands_on=True) as desk:
        yield from _rows("tick on the floor", _sampled(desk, *_ticks(desk)))


def _check_ins(desk: DeskAtWork) -> tuple[QWidget, Iterator[tuple[Callable[[], object], Told]]]:
    page = desk.desktop.window.open("check_in")
    assert isinstance(page, CheckInPage)
    desk.rest()
    rows = page._panel._list.rows

    def samples() -> Iterator[tuple[Callable[[], object], Told]]:
        for one in desk.room.people[-SAMPLES:]:
            many = rows.rowCount()
            yield lambda one=one: desk.check_in(one.id), lambda many=many: rows.rowCount() > many

    return page._panel._list.viewport(), samples()


def _ticks(desk: DeskAtWork) -> tuple[QWidget, Iterator[tuple[Callable[[], object], Told]]]:
    page = desk.desktop.window.open("floor")
    assert isinstance(page, FloorPage)
    desk.rest()
    table, session = page._room.table, desk.room.sessions[-1].id
    keys = [head.key for head in table.grid.heads]
    seen = page._room.lines[:10]  # in sight at the top of the grid
    spots = [(line.attendee_id, step) for step in range(len(keys) - 1) for line in seen][:SAMPLES]

    def shown(who: object, step: int) -> bool:
        row = table.grid.row_of(who)
        return row is not None and table.grid.cell(row, STEPS + step).state is CellState.DONE

    def samples() -> Iterator[tuple[Callable[[], object], Told]]:
        for who, step in spots:
            yield (
                lambda who=who, step=step: desk.services.floor.mark(session, who, keys[step], desk=DESK),
                lambda who=who, step=step: shown(who, step),
            )

    return table.steps.viewport(), samples()


def _sampled(desk: DeskAtWork, watched: QWidget, samples: Iterator[tuple[Callable[[], object], Told]]) -> list[float]:
    committed: list[float] = []

    def hear(_changes: Changes) -> None:
        committed.append(time.perf_counter())

    leave, painted, took = desk.services.feed.subscribe(hear), Painted(watched), []
    with ThreadPoolExecutor(1) as away:
        for act, shows in samples:
            committed.clear()
            painted.expect(shows)
            asked = away.submit(act)
            wait(lambda: painted.at is not None, seconds=10)
            asked.result()
            took.append((painted.at - committed[0]) * 1e3)
            run_for(_BETWEEN_S)
    leave()
    return took


def _rows(what: str, took: list[float]) -> Iterable[tuple[str, str, str]]:
    told = statistics.quantiles(took, n=100)
    yield f"{what} shown after its commit, {PEOPLE} people, median of {len(took)}", f"{told[49]:.0f} ms", ""
    yield f"{what}, 99th percentile", f"{told[98]:.0f} ms", f"{GOAL_MS} ms"


if __name__ == "__main__":
    for row in main():
        print("  ".join(row))
