"""Widgets in cycles are freed on the UI thread, however much a worker allocates."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from trainer_app.qt.garbage import Garbage


class Knot:
    """Something in a cycle that notes on which thread it is freed."""

    freed_on: list[threading.Thread]

    def __init__(self, freed_on: list[threading.Thread]) -> None:
        self.itself = self
        self.noted = freed_on

    def __del__(self) -> None:
        self.noted.append(threading.current_thread())


@pytest.fixture
def garbage(qapp: QObject) -> Iterator[Garbage]:
    made = Garbage()
    made.take_over()
    yield made
    made.give_back()
    gc.disable()  # as every test of the desk begins


def _allocate() -> None:
    kept = [[number] for number in range(50_000)]
    kept.clear()


def test_a_worker_that_allocates_frees_nobody_else_s_cycles(garbage: Garbage, qtbot: QtBot) -> None:
    freed_on: list[threading.Thread] = []
    Knot(freed_on)
    worker = threading.Thread(target=_allocate)
    worker.start()
    worker.join()
    assert freed_on == []
    _held = [[number] for number in range(5_000)]
    garbage.collect()
    assert freed_on == [threading.main_thread()]


def test_nothing_is_collected_while_there_is_little(garbage: Garbage) -> None:
    gc.collect()
    freed_on: list[threading.Thread] = []
    Knot(freed_on)
    garbage.collect()
    assert freed_on == []


def test_python_collects_by_itself_again_afterwards(qapp: QObject) -> None:
    made = Garbage()
    made.take_over()
    assert not gc.isenabled()
    made.give_back()
    assert gc.isenabled()
    gc.disable()
