"""Crash reports: whatever nobody expected goes to the log file and is shown, and the desk goes on where it can.

Everything stays on this laptop. The report holds versions and the traceback, nothing of the data file.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSysInfo,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from trainer_app import __version__
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, label, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import desk as words
from trainer_app.words.language import say

_LOG: Final = logging.getLogger("trainer_app")
_LARGE: Final = 512 * 1024
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Crashes(QObject):
    """Catches what rises to the top, from any thread, and says it once on the UI thread: `reported(str)`."""

    reported = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._desk: CrashDesk | None = None

    def install(self, log_file: Path) -> None:
        """Catch everything from now on and keep it in `log_file`."""
        keep_log(log_file)
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread
        qInstallMessageHandler(_log_qt)

    def show_over(self, window: QWidget, log_file: Path) -> None:
        """Show reports over this window from now on."""
        self._desk = CrashDesk(self, log_file, window)

    def catch(  # positional: sys.excepthook
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log and report one error; Ctrl+C in a terminal still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        text = report(error, trace)
        _LOG.critical("%s", text)
        self.reported.emit(text)

    def _catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
            self.catch(caught.exc_type, caught.exc_value, caught.exc_traceback)


class CrashDialog(QDialog):
    """Says what happened, with the details to copy; the person may go on."""

    def __init__(self, text: str, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = text
        self._log_file = log_file
        self.setWindowTitle(say(words.CRASH_TITLE))
        self.setMinimumSize(640, 420)
        details = QPlainTextEdit(text)
        details.setProperty("kind", "trace")
        details.setReadOnly(True)
        details.setAccessibleName(say(words.CRASH_DETAILS))
        said = label(say(words.CRASH_SAID), wrap=True)
        go_on = button(say(words.CRASH_CONTINUE), self.accept, kind="primary")
        go_on.setDefault(True)
        copy = button(say(words.CRASH_COPY), self._copy, icon="file")
        folder = button(say(words.CRASH_FOLDER), self._open_folder, icon="folder")
        head = row(toned("stop", Tone.HELP, size=28), label(self.windowTitle(), "title"), None, gap=tokens.S12)
        where = label(say(words.CRASH_KEPT, file=log_file), "note", wrap=True)
        feet = row(copy, folder, None, go_on, gap=tokens.S12)
        self.setLayout(column(head, said, details, where, feet, gap=tokens.S12, margins=(24, 24, 24, 20)))
        go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))


class CrashDesk(QObject):
    """Shows crash reports over a window, one at a time; more of them only go to the log."""

    def __init__(self, crashes: Crashes, log_file: Path, over: QWidget) -> None:
        super().__init__(crashes)
        self._log_file = log_file
        self._over = over
        self._shown: CrashDialog | None = None
        crashes.reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def _show(self, text: str) -> None:
        if self._shown is None:
            self._shown = CrashDialog(text, self._log_file, self._over)
            self._shown.finished.connect(self._closed)
            self._shown.open()

    def _closed(self) -> None:
        if self._shown:
            self._shown.deleteLater()
        self._shown = None


def report(error: BaseException, trace: TracebackType | None) -> str:
    """Return versions and traceback as text."""
    told = "".join(traceback.format_exception(type(error), error, trace))
    versions = (
        f"Trainer {__version__} · Python {sys.version.split()[0]} · Qt {qVersion()} · {QSysInfo.prettyProductName()}"
    )
    return f"{versions}\n\n{told}"


def keep_log(log_file: Path) -> None:
    """Write warnings and errors to the log file, keeping one older one; without a place for it, to stderr."""
    _LOG.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        if log_file.exists() and log_file.stat().st_size > _LARGE:
            log_file.replace(log_file.with_suffix(".old.log"))
        handler = logging.FileHandler(log_file, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _LOG.addHandler(handler)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _LOG.log(_LEVELS[kind], "Qt %s: %s", context.category or "", message)
