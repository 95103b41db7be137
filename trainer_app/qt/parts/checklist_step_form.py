"""The form of one step: what people do and why, how they see that it worked, and what the room needs to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton, QScrollArea, QWidget

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.checklist_edit import with_text
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, frame, label, row
from trainer_app.qt.parts.checklist_fields import DayField, Minutes, PatternField, TextField, fill_bare, show_line
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.words import checklists_page as words
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import say

ALL: Final = "any"
_NEVER: Final = QDate(2000, 1, 1)
_BY_SYSTEM: Final = {"body": "bodies", "verify": "verify", "expected": "expected"}


class StepForm(QScrollArea):
    """Says what was written: `edited(Step, mark)`; the mark names the field, so that typing is one edit."""

    edited = Signal(object, str)

    def __init__(self, clock_day: Callable[[], date]) -> None:
        """`clock_day` returns today."""
        super().__init__()
        self._today = clock_day
        self._step: Step | None = None
        self._showing = False
        self._system: System | None = None
        self._make_fields()
        self._lay_out()
        self._connect()

    def show_step(self, step: Step, checklist: Checklist) -> None:
        """Show a step; fields that show the same already are left alone, so that nobody is disturbed in typing."""
        self._showing = True
        other = self._step is None or self._step.key != step.key
        self._step = step
        show_line(self.title, step.title)
        show_line(self.owner, step.owner or "")
        self.why.show_text(step.why)
        self.fallback.show_text(step.fallback or "")
        if self.minutes.value() != step.minutes:
            self.minutes.setValue(step.minutes)
        for box, on in self._flags(step):
            box.setChecked(on)
        self.pattern.show_pattern(step.expected_pattern or "")
        checked = step.checked_on
        self.checked_on.setDate(QDate(checked.year, checked.month, checked.day) if checked else _NEVER)
        self._show_needed(step, checklist)
        if other:
            self.verticalScrollBar().setValue(0)
            self._system = None if None in step.bodies else next((one for one in System if one in step.bodies), None)
        self._show_texts()
        self._showing = False

    def focus_field(self, field: str) -> None:
        """Go to a field by its name in the rules, such as "title" or "body.windows"."""
        root, _dot, system = field.partition(".")
        if root in _BY_SYSTEM and system:
            self._choose_system(system)
        places: dict[str, QWidget] = {
            "title": self.title,
            "why": self.why,
            "minutes": self.minutes,
            "owner": self.owner,
            "body": self.body,
            "verify": self.verify,
            "expected": self.expected,
            "expected_pattern": self.pattern,
            "fallback": self.fallback,
            "depends_on": self.needed,
            "checked_on": self.checked_on,
            "completes": self.completes,
        }
        place = places.get(root, self.title)
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(place)

    def _make_fields(self) -> None:
        self.title, self.owner = QLineEdit(), QLineEdit()
        self.why, self.fallback = TextField(2), TextField(2)
        self.body, self.verify, self.expected = TextField(5), TextField(1, is_code=True), TextField(2)
        self.minutes = Minutes()
        self.optional = QCheckBox(say(words.OPTIONAL))
        self.machine_wait = QCheckBox(say(words.MACHINE_WAIT))
        self.completes = QCheckBox(say(words.COMPLETES))
        self.pattern = PatternField(say(words.PATTERN))
        self.needed = QPushButton(say(words.DEPENDS_NONE))
        self.needed.setProperty("menu", "true")
        self._others: tuple[Step, ...] = ()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer_needed)
        self._menu.triggered.connect(self._turn_needed)
        self.needed.setMenu(self._menu)
        self.checked_on = DayField(_NEVER, say(words.NOT_CHECKED))
        self.systems = Tabs(say(words.SYSTEM))

    def _lay_out(self) -> None:
        first = row(captioned(say(words.STEP_TITLE), self.title), captioned(say(words.MINUTES), self.minutes))
        first.setStretch(0, 4)
        first.setStretch(1, 1)
        flags = Flow(tokens.S16)
        for box in (self.completes, self.optional, self.machine_wait):
            flags.addWidget(box)
        texts = column(
            self.systems,
            captioned(say(words.BODY), self.body),
            label(say(words.BODY_HINT), "note", wrap=True),
            captioned(say(words.VERIFY), self.verify),
            captioned(say(words.EXPECTED), self.expected),
            gap=tokens.S12,
            margins=(14, 12, 14, 14),
        )
        today = button(say(words.CHECKED_TODAY), self._check_today, kind="slight")
        checked = row(captioned(say(words.CHECKED_ON), self.checked_on), today)
        checked.setAlignment(today, Qt.AlignmentFlag.AlignBottom)
        upkeep = row(captioned(say(words.OWNER), self.owner), checked, gap=tokens.S16)
        upkeep.setStretch(0, 1)
        inside = column(
            first,
            flags,
            captioned(say(words.WHY), self.why),
            frame("inset", texts),
            self.pattern,
            captioned(say(words.FALLBACK), self.fallback),
            captioned(say(words.DEPENDS), self.needed),
            upkeep,
            None,
            gap=tokens.S16,
            margins=(4, 4, 14, 14),
        )
        fill_bare(self, inside)

    def _connect(self) -> None:
        self.title.textEdited.connect(self._write_title)
        self.owner.textEdited.connect(self._write_owner)
        self.minutes.valueChanged.connect(self._write_minutes)
        self.why.textChanged.connect(self._write_why)
        self.fallback.textChanged.connect(self._write_fallback)
        self.body.textChanged.connect(self._write_body)
        self.verify.textChanged.connect(self._write_verify)
        self.expected.textChanged.connect(self._write_expected)
        self.pattern.edited.connect(self._write_pattern)
        self.checked_on.dateChanged.connect(self._write_checked)
        for box in (self.optional, self.machine_wait, self.completes):
            box.toggled.connect(self._write_flags)
        self.systems.chosen.connect(self._choose_system)

    def _flags(self, step: Step) -> tuple[tuple[QCheckBox, bool], ...]:
        return (
            (self.optional, step.optional),
            (self.machine_wait, step.machine_wait),
            (self.completes, step.completes),
        )

    def _show_texts(self) -> None:
        step = self._step
        if step is None:
            return
        own = {system for texts in (step.bodies, step.verify, step.expected) for system in texts}
        named = ((each, say(words.OWN_TEXT, system=name) if each in own else name) for each, name in SYSTEMS.items())
        tabs = [(ALL, say(words.ALL_SYSTEMS), None), *((each.value, name, None) for each, name in named)]
        self.systems.show_tabs(tabs)
        for name, field in (("body", self.body), ("verify", self.verify), ("expected", self.expected)):
            texts: dict[System | None, str] = getattr(step, _BY_SYSTEM[name])
            field.show_text(texts.get(self._system, ""))
            common = texts.get(None, "").strip().split("\n")[0] if self._system else ""
            field.setPlaceholderText(say(words.SAME, text=common) if common else "")
        self.systems.choose(self._system.value if self._system else ALL)

    def _choose_system(self, key: str) -> None:
        self._system = next((each for each in System if each.value == key), None)
        self._showing = True
        self._show_texts()
        self._showing = False

    def _show_needed(self, step: Step, checklist: Checklist) -> None:
        self._others = tuple(each for each in checklist.steps if each.key != step.key)
        titles = [each.title for each in self._others if each.key in step.depends_on]
        missing = [key for key in step.depends_on if key not in {each.key for each in self._others}]
        self.needed.setText(", ".join([*titles, *missing]) or say(words.DEPENDS_NONE))
        self.needed.setAccessibleName(f"{say(words.DEPENDS)}: {self.needed.text()}")

    def _offer_needed(self) -> None:
        self._menu.clear()
        needed = self._step.depends_on if self._step else ()
        for number, each in enumerate(self._others, start=1):
            act = self._menu.addAction(f"{number}  {each.title}" if each.title else say(words.NEW_STEP))
            act.setCheckable(True)
            act.setChecked(each.key in needed)
            act.setData(each.key)

    def _turn_needed(self, act: QAction) -> None:
        if self._step is None:
            return
        wanted = {*self._step.depends_on} ^ {str(act.data())}
        self._write("depends_on", depends_on=tuple(each.key for each in self._others if each.key in wanted))

    def _write(self, mark: str, **fields: Any) -> None:
        if self._step is not None and not self._showing:
            self._step = replace(self._step, **fields)
            self.edited.emit(self._step, f"{self._step.key}.{mark}")

    def _write_title(self, text: str) -> None:
        self._write("title", title=text)

    def _write_owner(self, text: str) -> None:
        self._write("owner", owner=text or None)

    def _write_minutes(self, value: float) -> None:
        self._write("minutes", minutes=value)

    def _write_why(self) -> None:
        self._write("why", why=self.why.text)

    def _write_fallback(self) -> None:
        self._write("fallback", fallback=self.fallback.text or None)

    def _write_body(self) -> None:
        self._write_text("body", self.body)

    def _write_verify(self) -> None:
        self._write_text("verify", self.verify)

    def _write_expected(self) -> None:
        self._write_text("expected", self.expected)

    def _write_text(self, name: str, field: TextField) -> None:
        if self._step is not None and not self._showing:
            attribute = _BY_SYSTEM[name]
            texts = with_text(getattr(self._step, attribute), self._system, text=field.text)
            self._write(f"{name}.{self._system}", **{attribute: texts})

    def _write_pattern(self, text: str) -> None:
        self._write("expected_pattern", expected_pattern=text or None)

    def _write_flags(self) -> None:
        names = ("optional", "machine_wait", "completes")
        boxes = (self.optional, self.machine_wait, self.completes)
        self._write("", **{name: box.isChecked() for name, box in zip(names, boxes, strict=True)})

    def _write_checked(self, on: QDate) -> None:
        self._write("checked_on", checked_on=None if on == _NEVER else date(on.year(), on.month(), on.day()))

    def _check_today(self) -> None:
        on = self._today()
        self.checked_on.setDate(QDate(on.year, on.month, on.day))
