"""Lists change row by row, and a list of four hundred is drawn as quickly as one of four."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from trainer_app.qt.models.rows import ROW_ROLE, Row, Rows
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone


def _row(number: int, *, right: str = "") -> Row:
    return Row(UUID(int=number), f"Person {number}", "Sales", right=right)


_ROWS = st.lists(st.builds(_row, st.integers(0, 8), right=st.sampled_from(["", "9:52"])), max_size=10)


class Shadow:
    """What a view would show that believes every word the model says."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.shown: list[Row] = []
        rows.rowsInserted.connect(self._insert)
        rows.rowsRemoved.connect(self._remove)
        rows.dataChanged.connect(self._change)

    def _insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.shown[first:first] = [self.rows.row(at) for at in range(first, last + 1)]

    def _remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.shown[first : last + 1]

    def _change(self, first: QModelIndex, last: QModelIndex) -> None:
        for at in range(first.row(), last.row() + 1):
            self.shown[at] = self.rows.row(at)


@given(st.lists(_ROWS, min_size=1, max_size=5))
def test_whatever_comes_next_the_model_says_truly_what_changed(steps: list[list[Row]]) -> None:
    rows = Rows()
    shadow = Shadow(rows)
    for step in steps:
        rows.show_rows(step)
        assert [rows.row(at) for at in range(rows.rowCount())] == step
        assert shadow.shown == step


def test_the_model_keeps_qt_s_rules(qapp: QObject) -> None:
    rows = Rows()
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.show_rows([_row(number) for number in range(5)])
    rows.show_rows([_row(2), _row(9)])
    rows.show_rows([])
    tester.deleteLater()


def test_a_new_arrival_inserts_one_row_and_touches_no_other(qtbot: QtBot) -> None:
    rows = Rows()
    rows.show_rows([_row(number) for number in range(400)])
    inserted: list[tuple[int, int]] = []
    rows.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    with qtbot.assertNotEmitted(rows.dataChanged), qtbot.assertNotEmitted(rows.modelReset):
        rows.show_rows([_row(1000), *(_row(number) for number in range(400))])
    assert inserted == [(0, 0)]


def test_an_undone_arrival_removes_one_row(qtbot: QtBot) -> None:
    rows = Rows()
    everyone = [_row(number) for number in range(20)]
    rows.show_rows(everyone)
    removed: list[tuple[int, int]] = []
    rows.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))
    rows.show_rows([*everyone[:7], *everyone[8:]])
    assert removed == [(7, 7)]


def test_a_screen_reader_hears_the_whole_row() -> None:
    rows = Rows()
    rows.show_rows([Row(UUID(int=1), "Kenji Suzuki", "Finance", "walk-in", Tone.INFO, "9:46")])
    heard = rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Kenji Suzuki, Finance, walk-in, 9:46"
    assert rows.data(QModelIndex(), ROW_ROLE) is None


def test_only_rows_in_sight_are_drawn(qtbot: QtBot) -> None:
    shown = RowList("People", selectable=True)
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.rows.show_rows([_row(number) for number in range(400)])
    shown.show()
    asked: set[int] = set()
    real = shown.rows.data

    def data(index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == ROW_ROLE:
            asked.add(index.row())
        return real(index, role)

    shown.rows.data = data  # type: ignore[method-assign]  # only counts
    shown.grab()
    assert 0 < len(asked) < 20


def test_arrows_walk_and_enter_chooses(qtbot: QtBot) -> None:
    shown = RowList("People", selectable=True)
    qtbot.addWidget(shown)
    shown.rows.show_rows([_row(number) for number in range(3)])
    shown.step(1)
    shown.step(1)
    shown.step(5)
    assert shown.marked == _row(2)
    with qtbot.waitSignal(shown.chosen) as chosen:
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert chosen.args == [_row(2)]
    with qtbot.waitSignal(shown.left):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
