"""A bug is logged and shown once; the desk goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from trainer_app.qt.crash import CrashDesk, CrashDialog, Crashes, keep_log, report


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "trainer.log"


@pytest.fixture
def crashes(qapp: QApplication, log_file: Path) -> Iterator[Crashes]:
    before, in_thread = sys.excepthook, threading.excepthook
    log = logging.getLogger("trainer_app")
    handlers = list(log.handlers)
    made = Crashes()
    made.install(log_file)
    yield made
    sys.excepthook, threading.excepthook = before, in_thread
    qInstallMessageHandler(None)
    for handler in [one for one in log.handlers if one not in handlers]:
        handler.close()
        log.removeHandler(handler)


def _fail() -> None:
    raise ZeroDivisionError("by our own mistake")


def _caught(crashes: Crashes) -> None:
    try:
        _fail()
    except ZeroDivisionError as error:
        crashes.catch(type(error), error, error.__traceback__)


def test_the_report_tells_versions_and_where_it_happened() -> None:
    try:
        _fail()
    except ZeroDivisionError as error:
        text = report(error, error.__traceback__)
    assert text.startswith("Trainer ")
    assert "in _fail" in text
    assert "ZeroDivisionError: by our own mistake" in text


def test_a_bug_is_written_to_the_log_and_said(crashes: Crashes, log_file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(crashes.reported):
        _caught(crashes)
    assert "ZeroDivisionError" in log_file.read_text(encoding="utf-8")


def test_a_bug_in_a_thread_is_said_too(crashes: Crashes, qtbot: QtBot) -> None:
    with qtbot.waitSignal(crashes.reported) as said:
        threading.Thread(target=_fail).start()
    assert "by our own mistake" in said.args[0]


def test_ctrl_c_in_a_terminal_is_no_bug(crashes: Crashes, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(crashes.reported):
        crashes.catch(KeyboardInterrupt, KeyboardInterrupt(), None)


def test_what_qt_warns_of_is_logged(crashes: Crashes, log_file: Path) -> None:
    qWarning("something about a timer")
    assert "something about a timer" in log_file.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_does_not_stop_the_desk(tmp_path: Path, qapp: QApplication) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    log = logging.getLogger("trainer_app")
    before = list(log.handlers)
    keep_log(blocked / "trainer.log")
    added = [one for one in log.handlers if one not in before]
    assert len(added) == 1
    for handler in added:
        log.removeHandler(handler)


def test_a_second_crash_while_one_is_shown_only_goes_to_the_log(crashes: Crashes, log_file: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    desk = CrashDesk(crashes, log_file, window)
    _caught(crashes)
    _caught(crashes)
    qtbot.waitUntil(lambda: len(window.findChildren(CrashDialog)) == 1)
    dialog = window.findChildren(CrashDialog)[0]
    dialog.accept()
    _caught(crashes)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(CrashDialog)))
    desk.deleteLater()


def test_the_dialog_shows_the_details_and_copies_them(qtbot: QtBot, log_file: Path) -> None:
    dialog = CrashDialog("the traceback", log_file)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "the traceback"
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy the details")
    copy.click()
    assert QApplication.clipboard().text() == "the traceback"
