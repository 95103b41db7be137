"""Calls run off the UI thread, in order, and their answers come back to whoever still wants them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from trainer_app.domain.attendee import PeopleTrouble
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown, Told
from trainer_app.qt.work import Work


class Asker(QObject):
    """Somebody on the UI thread who asks and keeps the answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.threads: list[threading.Thread] = []
        self.troubles: list[Told] = []

    def take(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.append(threading.current_thread())

    def fail(self, error: Told) -> None:
        self.troubles.append(error)


@pytest.fixture
def asker(qapp: QObject) -> Asker:
    return Asker()


@pytest.fixture
def told() -> list[Told]:
    return []


@pytest.fixture
def work(qapp: QObject, told: list[Told]) -> Iterator[Work]:
    made = Work(told.append)
    yield made
    made.close()


def _raise(error: BaseException) -> None:
    raise error


def test_the_call_runs_elsewhere_and_its_answer_comes_back_to_the_ui_thread(
    work: Work, asker: Asker, qtbot: QtBot
) -> None:
    work.run(threading.current_thread, then=asker.take)
    qtbot.waitUntil(lambda: bool(asker.answers))
    assert asker.answers[0] is not threading.main_thread()
    assert asker.threads == [threading.main_thread()]


def test_writes_run_one_after_another_in_the_order_they_were_asked(work: Work, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    work.run(gate.wait, then=None)
    for number in range(20):
        work.run(partial(int, number), then=asker.take)
    assert asker.answers == []
    gate.set()
    qtbot.waitUntil(lambda: len(asker.answers) == 20)
    assert asker.answers == list(range(20))


def test_a_read_does_not_wait_for_a_long_write(work: Work, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    work.run(gate.wait)
    work.read(partial(int, 7), then=asker.take)
    qtbot.waitUntil(lambda: asker.answers == [7])
    gate.set()


def test_what_was_refused_goes_to_whoever_asked(work: Work, asker: Asker, qtbot: QtBot, told: list[Told]) -> None:
    work.run(partial(_raise, Refused(PeopleTrouble.GONE)), then=asker.take, failed=asker.fail)
    qtbot.waitUntil(lambda: bool(asker.troubles))
    assert asker.troubles[0].code is PeopleTrouble.GONE
    assert told == []


def test_trouble_nobody_takes_is_told_by_the_window(work: Work, qtbot: QtBot, told: list[Told]) -> None:
    work.run(partial(_raise, StorageDown(DataTrouble.DISK_FULL)))
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code is DataTrouble.DISK_FULL


def test_a_bug_rises_to_the_crash_report(work: Work, asker: Asker, qtbot: QtBot, told: list[Told]) -> None:
    with qtbot.captureExceptions() as caught:
        work.run(partial(_raise, ZeroDivisionError("ours")), then=asker.take, failed=asker.fail)
        qtbot.waitUntil(lambda: work.is_idle)
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert (asker.answers, asker.troubles, told) == ([], [], [])


def test_an_answer_for_a_page_that_has_gone_is_dropped(work: Work, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    work.run(gate.wait, then=asker.take)
    asker.deleteLater()
    qtbot.waitUntil(lambda: _is_gone(asker))
    gate.set()
    qtbot.waitUntil(lambda: work.is_idle)
    assert asker.answers == []


def _is_gone(one: QObject) -> bool:
    return not shiboken6.isValid(one)


def test_of_several_searches_only_the_newest_is_answered(work: Work, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    work.read(partial(_wait, gate, "s"), then=asker.take, newest="search")
    work.read(partial(_wait, gate, "sa"), then=asker.take, newest="search")
    work.read(partial(_wait, gate, "sak"), then=asker.take, newest="search")
    gate.set()
    qtbot.waitUntil(lambda: work.is_idle)
    assert asker.answers == ["sak"]


def test_newest_of_one_page_does_not_silence_another_page(work: Work, asker: Asker, qtbot: QtBot) -> None:
    other = Asker()
    work.read(partial(str, "here"), then=asker.take, newest="search")
    work.read(partial(str, "there"), then=other.take, newest="search")
    qtbot.waitUntil(lambda: work.is_idle)
    assert (asker.answers, other.answers) == (["here"], ["there"])


def _wait(gate: threading.Event, answer: str) -> str:
    gate.wait()
    return answer


def test_closing_finishes_every_write_that_was_asked(qapp: QObject, told: list[Told]) -> None:
    work = Work(told.append)
    written: list[int] = []
    for number in range(50):
        work.run(partial(written.append, number))
    work.close()
    assert written == list(range(50))


def test_busy_is_said_only_while_an_answer_is_long_in_coming(work: Work, qtbot: QtBot) -> None:
    said: list[bool] = []
    work.busy_changed.connect(said.append)
    work.run(partial(int, 1))
    qtbot.waitUntil(lambda: work.is_idle)
    assert said == []
    gate = threading.Event()
    with qtbot.waitSignal(work.busy_changed, timeout=5000):
        work.run(gate.wait)
    gate.set()
    qtbot.waitUntil(lambda: said == [True, False])


def test_whoever_asked_is_let_go_of_on_the_ui_thread(work: Work, qtbot: QtBot) -> None:
    freed: list[threading.Thread] = []

    class Leaving:
        """Like a page that is gone by the time it is answered: the ask alone still holds it."""

        def take(self, _answer: object) -> None:
            """Want nothing any more."""

        def __del__(self) -> None:
            freed.append(threading.current_thread())

    for _ in range(200):
        work.run(int, then=Leaving().take)
    for _ in range(100):
        work.read(int, then=Leaving().take)
        qtbot.waitUntil(lambda: work.is_idle)
    work.close()
    assert len(freed) == 300
    assert set(freed) == {threading.main_thread()}
