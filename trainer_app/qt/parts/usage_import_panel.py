"""Usage: what is imported, and a file that is chosen or dropped, looked at, asked about, and only then taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.usage_file import UsageFile, UsageTrouble
from trainer_app.domain.usage_preview import UsageDraft, UsagePreview
from trainer_app.domain.usage_replacing import ImportDoubt
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, button, column, put, row, toned
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.file_names import ask_open
from trainer_app.qt.parts.long_work import Cancelled, LongWork, Progress
from trainer_app.qt.parts.usage_coverage_panel import UsageCoveragePanel
from trainer_app.qt.parts.usage_preview_view import UsagePreviewView
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import usage_panel as words
from trainer_app.words.language import say


class UsageImportPanel(QFrame):
    """Shows what is imported, and reads one export: `taken(text)` when it was written, `left` when it is given up."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._tell, self._desk = services, work, tell, desk
        self._path: Path | None = None
        self._read_last: Path | None = None
        self._file: UsageFile | None = None
        self._seen: UsagePreview | None = None
        self._sign = toned("file", Tone.PLAIN, size=24)
        self._title = ElidedLabel("", "title")
        self.view = UsagePreviewView()
        self._stage = Stage(self.view)
        self.standing = UsageCoveragePanel(services, work, tell, desk)
        self.standing.setProperty("kind", "plain")  # it lies on this card
        self._pages = QStackedWidget()
        self._long = LongWork(work)
        self._take = button(say(words.TAKE), self._write, kind="primary")
        self._another = button(say(words.ANOTHER), self.choose)
        self._leave = button(say(words.CANCEL), self.left.emit)
        self.setAcceptDrops(True)
        self._lay_out()
        self._long.ended.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self.view.draft_changed.connect(self._look_again)
        self.view.weighed.connect(self._weigh)
        self.standing.import_wanted.connect(self.choose)
        self.standing.left.connect(self.left)

    def open(self, path: Path | None) -> None:
        """Read this file and show what it holds; without one, show what is imported and ask for one."""
        self._path, self._file, self._seen = path, None, None
        self._take.hide()
        if path is None:
            self._long.cancel()
            self._ask_for_file()
        elif self._long.is_busy:
            self._long.cancel()  # what is being read ends first, then this file is
        else:
            self._read(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc: first the reading, then the panel."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._long.is_busy:
            self._long.cancel()
        else:
            self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged here."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        if path := _dropped(event):
            event.acceptProposedAction()
            self.open(path)

    def _lay_out(self) -> None:
        head = row(self._sign, self._title, gap=tokens.S12, margins=(32, 24, 32, 0))
        head.setStretch(1, 1)
        feet = row(self._take, self._another, self._leave, None, gap=tokens.S12, margins=(32, 8, 32, 24))
        inside = column(head, row(self._long, margins=(32, 0, 32, 0)), self._stage, feet, gap=tokens.S12)
        inside.setStretch(2, 1)
        reading = QWidget()
        reading.setLayout(inside)
        self._pages.addWidget(self.standing)
        self._pages.addWidget(reading)
        self.setLayout(column(self._pages))

    def _ask_for_file(self) -> None:
        self._pages.setCurrentWidget(self.standing)
        self.standing.open()

    def choose(self) -> None:
        """Ask for a file; where none is chosen, what is imported stays shown."""
        if chosen := ask_open(self, say(words.TITLE), say(words.FILES)):
            self.open(chosen)

    def _read(self, path: Path) -> None:
        self._read_last = path
        self._pages.setCurrentIndex(1)
        self._say_title(path.name, icon="file")
        self._another.show()
        self._stage.show_loading()
        self._long.begin(
            say(words.READING, file=path.name),
            partial(self._read_file, path),
            then=partial(self._show_file, path),
            failed=self._show_trouble,
            reads=True,
        )

    def _go_on(self) -> None:
        """Read the file that was chosen while another was being read."""
        if self._path and self._path != self._read_last and not self._long.is_busy:
            self._read(self._path)

    def _read_file(self, path: Path, progress: Progress, cancelled: Cancelled) -> UsageFile:
        """On the worker, where the libraries that read files are loaded."""
        return self._services.usage_import.read(path, progress=progress, cancelled=cancelled)

    def _show_file(self, path: Path, file: UsageFile) -> None:
        if path != self._path:
            return
        self._file = file
        self.view.form.begin(file)
        self._look_again()

    def _look_again(self) -> None:
        if self._file is None or self._path is None:
            return
        form = self.view.form
        draft = UsageDraft(self._file, self._path.name, form.covers, form.source)
        self._seen = None  # what is shown until the answer comes must not be taken in
        self._weigh()
        self._work.read(
            partial(self._preview, draft), then=self._show_preview, failed=self._tell_trouble, newest="usage"
        )

    def _preview(self, draft: UsageDraft) -> UsagePreview:
        return self._services.usage_import.preview(draft)

    def _show_preview(self, seen: UsagePreview) -> None:
        if seen.draft.file is not self._file:
            return
        self._seen = seen
        self.view.show_preview(seen)
        self._stage.show_content()
        self._take.setVisible(not seen.nothing_to_do)
        self._weigh()
        if not self.view.form.isAncestorOf(self.focusWidget()):
            (self._take if self._take.isEnabled() else self.view).setFocus()

    def _weigh(self) -> None:
        self._take.setEnabled(self._seen is not None and not self.view.questions.are_open)

    def _write(self) -> None:
        if self._seen is None:
            return
        draft, answered = self._seen.draft, self.view.questions.answered
        self._take.setEnabled(False)
        self._say_title(say(words.TAKING, file=draft.name), icon="wait")
        self._work.run(partial(self._take_in, draft, answered), then=self._say_taken, failed=self._not_taken)

    def _take_in(self, draft: UsageDraft, answered: frozenset[ImportDoubt]) -> ImportReport:
        return self._services.usage_import.take(draft, answered=answered, desk=self._desk)

    def _say_taken(self, report: ImportReport) -> None:
        text = words.taken(report)
        self._tell.say(text, tone=Tone.OK)
        self.taken.emit(text)

    def _not_taken(self, error: Told) -> None:
        """Show the preview as it would be now: what stands in the way is then asked in it."""
        if self._path:
            self._say_title(self._path.name, icon="file")
        if not isinstance(error.code, ImportDoubt):
            self._tell.trouble(error)
        self._look_again()

    def _tell_trouble(self, error: Told) -> None:
        self._tell.trouble(error)

    def _show_trouble(self, error: Told) -> None:
        if error.code is UsageTrouble.CANCELLED:
            if self._path == self._read_last:
                self._path = None
                self._ask_for_file()
            return
        self._say_title(say(words.CANNOT_READ), icon="stop", tone=Tone.HELP)
        self._stage.show_empty(
            "file", self._path.name if self._path else "", sentence(error), say(words.ANOTHER), act=self.choose
        )
        self._another.hide()

    def _say_title(self, text: str, *, icon: str, tone: Tone = Tone.PLAIN) -> None:
        self._sign.show_icon(icon)
        put(self._sign, tone=tone.value)
        self._title.setText(text)


def _dropped(event: QDropEvent) -> Path | None:
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
