"""The report of one session: what the room did, what helped, who stopped where; and the same as a sheet of paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QScrollArea, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.errors import Told
from trainer_app.domain.session import Session
from trainer_app.domain.session_report import ReportGap, SessionReport, without_names
from trainer_app.qt import report_sections as sections
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, card, column, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.file_names import ask_save, with_ending
from trainer_app.qt.parts.report_section import SectionView
from trainer_app.qt.report_pdf import Paper, usual_paper, write_pdf
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import report as words
from trainer_app.words.language import say

_SECTIONS: Final = ("figures", "steps", "help", "errors", "confidence", "stopped", "way_out")
_EMPTY: Final = frozenset({ReportGap.NOT_STARTED, ReportGap.NOBODY_CAME})


class ReportPanel(QWidget):
    """Shows the report of the session it is given; `show_session` again reads it anew."""

    def __init__(self, services: Services, work: Work, tell: Tell) -> None:
        super().__init__()
        self._services = services
        self._work = work
        self._tell = tell
        self._session: Session | None = None
        self._report: SessionReport | None = None
        self._views = {name: SectionView() for name in _SECTIONS}
        self._way_out = card(self._views["way_out"])
        self._when = label("", "muted", wrap=True)
        self._attendance = label("", "muted", wrap=True)
        self._more = QWidget()
        self._stage = Stage(self._scrolling())
        self.setLayout(column(self._stage))

    def show_session(self, session: Session) -> None:
        """Read the report of this session and show it."""
        if self._session is None or self._session.id != session.id:
            self._stage.show_loading()
        self._session = session
        self._work.read(
            partial(self._services.reports.of_session, session.id),
            then=self._show,
            failed=self._fail,
            newest="report",
        )

    @property
    def report(self) -> SessionReport | None:
        """The report that is shown, without names where they are left out."""
        if self._report is None:
            return None
        return without_names(self._report) if self._no_names.isChecked() else self._report

    def save(self, path: Path) -> None:
        """Write what is shown as a PDF to this file, and say where it is."""
        if report := self.report:
            paper = self._paper.currentData()
            self._work.run(partial(write_pdf, report, path, paper=paper), then=self._say_saved)

    def _show(self, report: SessionReport) -> None:
        self._report = report
        if report.gap in _EMPTY:
            self._stage.show_empty("sessions", *words.gap(report.gap))
        else:
            self._fill()
            self._stage.show_content()

    def _fail(self, trouble: Told) -> None:
        self._stage.show_trouble(self._tell.sentence(trouble), self._again)

    def _again(self) -> None:
        if self._session is not None:
            self.show_session(self._session)

    def _fill(self) -> None:
        report = self.report
        if report is None:
            return
        told = f"{words.when(report)} · {words.as_of(report)}"
        if report.gap is not None:
            told = f"{told}. {'. '.join(words.gap(report.gap))}"
        self._when.setText(told)
        self._attendance.setText(words.attendance_line(report))
        self._views["figures"].show_section(sections.figures(report))
        self._more.setVisible(report.gap is None)
        if report.gap is None:
            for name, make in (
                ("steps", sections.steps),
                ("help", sections.help_given),
                ("errors", sections.errors),
                ("confidence", sections.confidence),
                ("stopped", sections.stopped),
            ):
                self._views[name].show_section(make(report))
        said = sections.way_out(report)
        self._views["way_out"].show_section(said)
        self._way_out.setVisible(bool(said.blocks))

    def _scrolling(self) -> QScrollArea:
        views = self._views
        left = column(card(views["help"]), card(views["confidence"]), None, gap=tokens.S16)
        right = column(card(views["errors"]), card(views["stopped"]), None, gap=tokens.S16)
        pair = row(left, right, gap=tokens.S16)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self._more.setLayout(column(card(views["steps"]), pair, gap=tokens.S16))
        inside = QWidget()
        inside.setProperty("kind", "ground")
        inside.setLayout(
            column(
                self._tools(),
                card(self._when, self._attendance, tokens.S8, views["figures"]),
                self._more,
                self._way_out,
                None,
                gap=tokens.S16,
                margins=(0, 0, tokens.S12, 0),
            )
        )
        area = QScrollArea()
        area.setProperty("kind", "ground")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _tools(self) -> QWidget:
        self._no_names = QCheckBox(say(words.NO_NAMES))
        self._no_names.setToolTip(say(words.NO_NAMES_TIP))
        self._no_names.toggled.connect(self._fill)
        self._paper = QComboBox()
        self._paper.setAccessibleName(say(words.PAPER))
        for paper in Paper:
            self._paper.addItem(paper.value, paper)
        self._paper.setCurrentIndex(list(Paper).index(usual_paper()))
        save = button(say(words.SAVE), self._ask, kind="primary", icon="file")
        tools = QWidget()
        tools.setLayout(row(self._no_names, None, self._paper, save, gap=tokens.S12, margins=(2, 0, 0, 0)))
        return tools

    def _ask(self) -> None:
        """Ask where to save: beside the person's documents, under the session's name and day."""
        report = self.report
        if report is None:
            return
        if chosen := ask_save(self, say(words.SAVE_TITLE), words.file_name(report), say(words.PDF_FILES)):
            self.save(with_ending(chosen, ".pdf"))

    def _say_saved(self, path: Path) -> None:
        self._saved = path
        self._tell.offer(words.saved(path), say(words.OPEN_FOLDER), act=self._open_folder, tone=Tone.OK)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))
