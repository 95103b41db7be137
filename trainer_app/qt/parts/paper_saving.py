"""Pages saved as a PDF: where to, drawn off the UI thread with a way to stop, and the folder shown afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, column, label, row
from trainer_app.qt.parts.file_names import ask_save, plain_name, with_ending
from trainer_app.qt.parts.long_work import Cancelled, LongWork, Progress
from trainer_app.qt.printing.pdf import Pages, Printed, write_pdf
from trainer_app.qt.work import Work
from trainer_app.words import paper as words
from trainer_app.words.language import say


class PaperSaving(QWidget):
    """The button, the progress, and what was written: `saved(Printed)`."""

    saved = Signal(object)
    wanted = Signal()

    def __init__(self, work: Work, text: str) -> None:
        super().__init__()
        self._file = Path()
        self._save = button(text, self.wanted.emit, kind="primary", icon="file")
        self._folder = button(say(words.OPEN_FOLDER), self._open_folder, kind="link")
        self._said = label("", "body", wrap=True)
        self._strip = LongWork(work)
        self._strip.ended.connect(self._free)
        self.setLayout(column(row(self._save, self._folder, None, gap=tokens.S12), self._strip, self._said))
        self.setFocusProxy(self._save)
        self.forget()

    def forget(self) -> None:
        """Say nothing of what was saved before."""
        self._said.hide()
        self._folder.hide()

    def allow(self, allowed: bool) -> None:
        """Let something be saved, or not."""
        self._save.setEnabled(allowed)

    def choose_file(self, title: str, name: str) -> Path | None:
        """Ask where to; the folder of the last time is offered."""
        file = ask_save(self, title, f"{plain_name(name)}.pdf", "PDF (*.pdf)")
        return with_ending(file, ".pdf") if file else None

    def save(self, pages: Pages, file: Path, title: str, *, doing: str) -> None:
        """Write these pages to the file."""
        self.forget()
        self._save.setEnabled(False)
        self._strip.begin(doing, partial(_write, pages, file, title), then=self._done, reads=True)

    def show_saved(self, text: str) -> None:
        """Say what was written, and offer its folder."""
        self._said.setText(text)
        self._said.show()
        self._folder.show()
        self._folder.setFocus()

    def _done(self, printed: Printed) -> None:
        self._file = printed.file
        if printed.pages:
            self.saved.emit(printed)

    def _free(self) -> None:
        self._save.setEnabled(True)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))


def _write(  # positional: what is saved, then what the strip hands over
    pages: Pages, file: Path, title: str, progress: Progress, cancelled: Cancelled
) -> Printed:
    """On the worker: fonts and pictures are drawn there as well."""
    return write_pdf(pages, file, title=title, progress=progress, cancelled=cancelled)
