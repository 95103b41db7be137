"""The cards of the Settings page: a caption, a field, and one line on what it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import available_timezones

import PySide6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from trainer_app import __version__, paths
from trainer_app.domain.program import Program
from trainer_app.qt import tokens
from trainer_app.qt.memory import Memory
from trainer_app.qt.parts.basics import ElidedLabel, button, clear, column, label, line, row
from trainer_app.qt.theme import SCALES, Scheme, Theme
from trainer_app.services.backups import Backup
from trainer_app.words import settings as words
from trainer_app.words.language import languages, say

_FIELD: Final = 260
_CAPTION: Final = 230
_LEAST_PORT, _LAST_PORT = 1024, 65_535
_MARGINS: Final = (24, 20, 24, 22)


class LaptopCard(QFrame):
    """What this laptop was told: remembered at once."""

    def __init__(self, memory: Memory, theme: Theme) -> None:
        super().__init__()
        self._memory, self._theme = memory, theme
        told = memory.settings
        self._author, self._device = QLineEdit(told.author), QLineEdit(told.device)
        self._scheme, self._size, self._language = QComboBox(), QComboBox(), QComboBox()
        self._sound = QCheckBox(say(words.SOUND))
        self._sound.setChecked(told.sound)
        self._port = QSpinBox(minimum=_LEAST_PORT, maximum=_LAST_PORT, value=told.phones_port)
        self._secure = QCheckBox(say(words.SECURE))
        self._secure.setChecked(told.phones_secure)
        for scheme in Scheme:
            self._scheme.addItem(say(words.SCHEMES[scheme.value]), scheme)
        for scale in SCALES:
            self._size.addItem(f"{round(scale * 100)} %", scale)
        self._language.addItem(say(words.SYSTEM_LANGUAGE), "")
        for code, name in languages():
            self._language.addItem(name, code)
        self._language.setCurrentIndex(max(self._language.findData(told.language), 0))
        self._lay_out()
        self._follow_theme()
        theme.changed.connect(self._follow_theme)
        self._author.editingFinished.connect(self._keep)
        self._device.editingFinished.connect(self._keep)
        self._language.activated.connect(self._keep)
        self._sound.toggled.connect(self._keep)
        self._port.valueChanged.connect(self._keep)
        self._secure.toggled.connect(self._keep)
        self._scheme.activated.connect(self._choose_scheme)
        self._size.activated.connect(self._choose_size)

    def take_focus(self) -> None:
        """Begin at the first field."""
        self._author.setFocus()

    def _lay_out(self) -> None:
        fields = (
            (words.AUTHOR, words.AUTHOR_LINE, self._author),
            (words.DEVICE, words.DEVICE_LINE, self._device),
            (words.COLOURS, words.COLOURS_LINE, self._scheme),
            (words.TEXT_SIZE, words.TEXT_SIZE_LINE, self._size),
            (words.LANGUAGE, words.LANGUAGE_LINE, self._language),
            ("", words.SOUND_LINE, self._sound),
            (words.PORT, words.PORT_LINE, self._port),
            ("", words.SECURE_LINE, self._secure),
        )
        _dress(self, words.HERE, "", fields)

    def _follow_theme(self) -> None:
        self._scheme.setCurrentIndex(self._scheme.findData(self._theme.scheme))
        self._size.setCurrentIndex(self._size.findData(self._theme.scale))

    def _choose_scheme(self) -> None:
        self._theme.choose(self._scheme.currentData())

    def _choose_size(self) -> None:
        self._theme.resize_text(self._size.currentData())

    def _keep(self) -> None:
        told = self._memory.settings
        self._memory.settings = replace(
            told,
            author=self._author.text().strip() or told.author,
            device=self._device.text().strip() or told.device,
            language=self._language.currentData(),
            sound=self._sound.isChecked(),
            phones_port=self._port.value(),
            phones_secure=self._secure.isChecked(),
        )


class ProgramCard(QFrame):
    """Name, zone and thresholds: `saved(Program)` when a person presses Save."""

    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._program: Program | None = None
        self._name = QLineEdit()
        self._zone = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        self._zone.addItems(sorted(available_timezones()))
        self._window, self._days, self._weeks, self._gap = (_number(most) for most in (366, 366, 52, 366))
        self._units = QDoubleSpinBox(minimum=0.01, maximum=1_000_000, decimals=2)
        self._save = button(say(words.SAVE), self._press_save, kind="primary")
        self._back = button(say(words.BACK), self._put_back)
        fields = (
            (words.NAME, words.NAME_LINE, self._name),
            (words.ZONE, words.ZONE_LINE, self._zone),
            (words.WINDOW, words.WINDOW_LINE, self._window),
            (words.DAYS, words.DAYS_LINE, self._days),
            (words.WEEKS, words.WEEKS_LINE, self._weeks),
            (words.GAP, words.GAP_LINE, self._gap),
            (words.UNITS, words.UNITS_LINE, self._units),
        )
        _dress(self, words.PROGRAM, words.PROGRAM_LINE, fields, foot=row(self._save, self._back, None))
        self._name.textChanged.connect(self._weigh)
        self._zone.editTextChanged.connect(self._weigh)
        for field in (self._window, self._days, self._weeks, self._gap, self._units):
            field.valueChanged.connect(self._weigh)

    def show_program(self, program: Program, *, anew: bool = False) -> None:
        """Show this program; what a person is changing stays, unless it is shown `anew`."""
        if self._program is not None and not anew and self._changed() != self._program:
            return
        self._program = program
        self._put_back()

    def _put_back(self) -> None:
        program = self._program
        if program is None:
            return
        self._name.setText(program.name)
        self._zone.setEditText(program.timezone)
        self._window.setValue(program.window_days)
        self._days.setValue(program.min_active_days)
        self._weeks.setValue(program.min_active_weeks)
        self._gap.setValue(program.lapse_gap_days)
        self._units.setValue(program.min_units)
        self._weigh()

    def _changed(self) -> Program | None:
        return self._program and replace(
            self._program,
            name=self._name.text().strip(),
            timezone=self._zone.currentText().strip(),
            window_days=self._window.value(),
            min_active_days=self._days.value(),
            min_active_weeks=self._weeks.value(),
            lapse_gap_days=self._gap.value(),
            min_units=self._units.value(),
        )

    def _weigh(self) -> None:
        fresh = self._program is not None and self._changed() != self._program
        self._save.setEnabled(fresh)
        self._back.setEnabled(fresh)

    def _press_save(self) -> None:
        self.saved.emit(self._changed())


class DataCard(QFrame):
    """Which file is open, others opened lately, and its backups; asks by signals."""

    open_wanted = Signal(object)
    another_wanted = Signal()
    new_wanted = Signal()
    demo_wanted = Signal()
    folder_wanted = Signal()
    backup_wanted = Signal()
    backup_to_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._memory = memory
        self._file, self._newest = ElidedLabel("", "body"), label("", "muted")
        self._recent = column(gap=tokens.S4)
        self._daily = QCheckBox(say(words.DAILY))
        self._daily.setChecked(memory.settings.daily_backup)
        self._daily.toggled.connect(self._keep)
        self._daily_line = label("", "note", wrap=True)
        files = row(
            button(say(words.OPEN_OTHER), self.another_wanted.emit, icon="folder"),
            button(say(words.NEW_FILE), self.new_wanted.emit, icon="plus"),
            button(say(words.OPEN_FOLDER), self.folder_wanted.emit),
            button(say(words.DEMO), self.demo_wanted.emit, kind="link"),
            None,
        )
        copies = row(
            button(say(words.BACK_UP), self.backup_wanted.emit),
            button(say(words.BACK_UP_TO), self.backup_to_wanted.emit),
            button(say(words.RESTORE), self.restore_wanted.emit),
            None,
        )
        pieces = (label(say(words.DATA), "heading"), self._file, files, self._recent, line())
        self.setLayout(
            column(*pieces, self._newest, copies, self._daily, self._daily_line, gap=tokens.S12, margins=_MARGINS)
        )

    def show_data(self, path: Path, kept: Sequence[Backup], *, folder: Path, now: datetime) -> None:
        """Show the open file, others, and how old its newest backup is."""
        self._file.setText(f"{say(words.DATA_FILE)}: {path}")
        self._newest.setText(words.newest_backup(kept[0].at, now) if kept else say(words.NO_BACKUP))
        told = self._memory.settings
        self._daily_line.setText(say(words.DAILY_LINE, count=told.backups_kept, folder=folder))
        clear(self._recent)
        others = [one for one in self._memory.recent if one != path]
        if others:
            self._recent.addWidget(label(say(words.RECENT), "note"))
        for one in others:
            self._recent.addLayout(self._recent_line(one))

    def _recent_line(self, path: Path) -> QLayout:
        press = button(say(words.OPEN), partial(self.open_wanted.emit, path), kind="slight")
        press.setAccessibleName(f"{say(words.OPEN)} {path}")
        inside = row(press, ElidedLabel(str(path), "muted"))
        inside.setStretch(1, 1)
        return inside

    def _keep(self, on: bool) -> None:
        self._memory.settings = replace(self._memory.settings, daily_backup=on)


class AboutCard(QFrame):
    """What is kept where, which version this is, and what it is built on."""

    keys_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        privacy = [label(say(text), "body", wrap=True) for text in words.PRIVACY_LINES]
        parts = f"Python, PySide6 {PySide6.__version__}, SQLAlchemy"
        about = (
            label(say(words.ABOUT), "heading"),
            label(say(words.VERSION, version=__version__), "strong"),
            label(say(words.ABOUT_LINE), "body", wrap=True),
            label(say(words.BUILT_ON, parts=parts), "muted", wrap=True),
            label(say(words.LOG, file=paths.log_file()), "note", wrap=True),
            row(button(say(words.KEYS), self.keys_wanted.emit, kind="link"), None),
        )
        self.setLayout(
            column(label(say(words.PRIVACY), "heading"), *privacy, line(), *about, gap=tokens.S8, margins=_MARGINS)
        )


def _dress(  # positional: read as it is shown
    card: QFrame, title: str, how: str, fields: Sequence[tuple[str, str, QWidget]], *, foot: QLayout | None = None
) -> None:
    """Lay out a card: captions at the left, fields beside them, each with its line below."""
    card.setProperty("kind", "card")
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.S24)
    grid.setVerticalSpacing(tokens.S16)
    grid.setColumnMinimumWidth(0, _CAPTION)
    grid.setColumnStretch(1, 1)
    for at, (caption, said, field) in enumerate(fields):
        name = label(say(caption) if caption else "", "body")
        name.setContentsMargins(0, tokens.S8, 0, 0)
        name.setBuddy(field)
        if caption:
            field.setAccessibleName(say(caption))
        field.setAccessibleDescription(say(said))
        if not isinstance(field, QCheckBox):
            field.setMinimumWidth(_FIELD)
        box = QWidget()
        box.setLayout(column(row(field, None), label(say(said), "note", wrap=True), gap=tokens.S4))
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(box, at, 1)
    head = [label(say(title), "heading")] + ([label(say(how), "muted", wrap=True)] if how else [])
    card.setLayout(column(*head, tokens.S4, grid, *([foot] if foot else []), gap=tokens.S12, margins=_MARGINS))


def _number(most: int) -> QSpinBox:
    return QSpinBox(minimum=1, maximum=most)
