"""The board is worked out cell by cell, and the grid's model changes only what differs."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from trainer_app.domain.floor_board import AHEAD, Cell, CellState, Head, Line, Order, find, in_order
from trainer_app.domain.names import fold
from trainer_app.qt.models.floor_grid import NAME, SEAT, STEPS, FloorGrid
from trainer_app.qt.models.floor_seats import SeatGrid

HEADS = tuple(Head(key, title, None, 4.0, 0, False, False) for key, title in (("git", "Git"), ("sign_in", "Sign in")))


def _line(number: int, name: str, seat: str | None, *, state: CellState = CellState.NOW, current: int = 0) -> Line:
    cells = (AHEAD,) * current + (Cell(state, 3),) + (AHEAD,) * (len(HEADS) - current - 1)
    return Line(UUID(int=number), name, seat, None, cells, current, state, name_key=fold(name))


ROOM = (
    _line(1, "Mei", "B10"),
    _line(2, "Arjun", "A2", state=CellState.HAND, current=1),
    _line(3, "Zoë", None),
    _line(4, "石田", "by the door"),
    _line(5, "Omar", "B2", state=CellState.LEFT),
    _line(6, "Bo", "AA1"),
)


@pytest.fixture
def grid(qapp: QApplication) -> FloorGrid:
    made = FloorGrid()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show_lines(HEADS, in_order(ROOM, Order.SEAT))
    return made


def _seats(lines: list[Line]) -> list[str | None]:
    return [line.seat for line in lines]


def test_seats_stand_in_the_order_of_the_room() -> None:
    assert _seats(in_order(ROOM, Order.SEAT)) == ["A2", "B2", "B10", "AA1", "by the door", None]


def test_people_at_the_earliest_step_come_first() -> None:
    assert in_order(ROOM, Order.STEP)[-1].name == "Arjun"


def test_only_who_needs_somebody() -> None:
    assert [line.name for line in in_order(ROOM, Order.NAME, only_needed=True)] == ["Arjun"]


@pytest.mark.parametrize(
    ("text", "name"), [("zoe", "Zoë"), ("ZOË", "Zoë"), ("石", "石田"), ("b10", "Mei"), ("aa", "Bo"), ("om", "Omar")]
)
def test_people_are_found_by_how_their_name_or_seat_begins(text: str, name: str) -> None:
    lines = in_order(ROOM, Order.SEAT)
    at = find(lines, text)
    assert at is not None
    assert lines[at].name == name


def test_nobody_is_found_by_nothing_or_by_a_stranger() -> None:
    assert find(list(ROOM), "") is None
    assert find(list(ROOM), "kenji") is None


def test_a_cell_that_differs_changes_alone(grid: FloorGrid) -> None:
    changed: list[tuple[int, int, int]] = []
    grid.dataChanged.connect(lambda one, other: changed.append((one.row(), one.column(), other.column())))
    lines = list(grid.lines)
    lines[1] = replace(lines[1], cells=(lines[1].cells[0], Cell(CellState.DONE, 4)))
    grid.show_lines(HEADS, lines)
    assert changed == [(1, STEPS + 1, STEPS + 1)]
    grid.show_lines(HEADS, list(lines))
    assert len(changed) == 1, "the same look again changes nothing"


def test_a_seat_and_a_state_change_their_own_columns(grid: FloorGrid) -> None:
    changed: list[int] = []
    grid.dataChanged.connect(lambda one, _other: changed.append(one.column()))
    lines = list(grid.lines)
    lines[0] = replace(lines[0], seat="A1", state=CellState.HELPED)
    grid.show_lines(HEADS, lines)
    assert changed == [SEAT, NAME]


def test_who_had_their_first_hands_on_is_marked_at_the_name(grid: FloorGrid) -> None:
    lines = [replace(line, completed=line.name == "Mei") for line in grid.lines]
    changed: list[tuple[int, int]] = []
    grid.dataChanged.connect(lambda one, _other: changed.append((one.row(), one.column())))
    grid.show_lines(HEADS, lines)
    at = [line.name for line in lines].index("Mei")
    assert changed == [(at, NAME)]
    assert grid.index(at, NAME).data(Qt.ItemDataRole.ToolTipRole) == "B10 · Mei, at it now, first hands-on recorded"
    assert "first hands-on" not in grid.index(at + 1, NAME).data(Qt.ItemDataRole.AccessibleTextRole)


def test_marks_follow_people_to_another_order(grid: FloorGrid) -> None:
    mark = QPersistentModelIndex(grid.index(0, STEPS))
    grid.show_lines(HEADS, in_order(ROOM, Order.STEP))
    assert grid.lines[mark.row()].name == "Arjun"


def test_people_come_and_go_without_the_rest_being_new(grid: FloorGrid) -> None:
    mark = QPersistentModelIndex(grid.index(2, NAME))
    name = grid.lines[2].name
    grid.show_lines(HEADS, [_line(9, "Elif", "A1"), *(line for line in grid.lines if line.name != "Arjun")])
    assert grid.lines[0].name == "Elif"
    assert grid.lines[mark.row()].name == name
    assert grid.rowCount() == len(ROOM)


def test_many_at_once_are_laid_out_anew(grid: FloorGrid) -> None:
    resets: list[bool] = []
    grid.modelReset.connect(lambda: resets.append(True))
    grid.show_lines(HEADS, [_line(100 + at, f"Guest {at}", None) for at in range(40)])
    assert resets == [True]
    assert grid.rowCount() == 40


def test_another_checklist_is_another_grid(grid: FloorGrid) -> None:
    grid.show_lines(HEADS[:1], [replace(line, cells=line.cells[:1]) for line in grid.lines])
    assert grid.columnCount() == STEPS + 1


@pytest.mark.parametrize("title", ["Git", "Sign in"])
def test_a_short_title_stands_as_it_is(title: str) -> None:
    assert replace(HEADS[0], title=title).short == title


def test_a_long_title_gives_way_to_the_step_s_key() -> None:
    assert replace(HEADS[1], title="Sign in to the assistant from the terminal").short == "Sign in"


def test_the_seat_map_has_rows_of_letters_and_the_rest_below(qapp: QApplication) -> None:
    seats = SeatGrid()
    QAbstractItemModelTester(seats, QAbstractItemModelTester.FailureReportingMode.Fatal, seats)
    seats.show_lines([*ROOM, _line(7, "Twin", "A2")])
    assert seats.titles == ("A", "B", "AA", "No seat")
    assert seats.columnCount() == 10
    assert seats.place_of(UUID(int=1)) == (1, 9)
    below = [seats.line(3, at) for at in range(10)]
    assert {line.name for line in below if line} == {"Zoë", "石田", "Twin"}, "two on one seat are both shown"


def test_a_seat_that_differs_changes_alone(qapp: QApplication) -> None:
    seats = SeatGrid()
    seats.show_lines(list(ROOM))
    changed: list[tuple[int, int]] = []
    seats.dataChanged.connect(lambda one, _other: changed.append((one.row(), one.column())))
    seats.show_lines([replace(ROOM[0], state=CellState.HAND), *ROOM[1:]])
    assert changed == [(1, 9)]
