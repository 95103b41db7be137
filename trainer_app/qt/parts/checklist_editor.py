"""The editor of a checklist: its steps, the step that is looked at beside them, and what is to be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QSplitter, QStackedWidget, QWidget

from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.checklist_edit import moved, place_of, tidy, with_copy, with_new_step, with_step, without_step
from trainer_app.domain.checklist_rules import broken_rules
from trainer_app.domain.checklist_spots import Spot, hints, spot_of
from trainer_app.qt import tokens
from trainer_app.qt.models.checklist_draft import ChecklistDraft
from trainer_app.qt.parts.basics import button, captioned, column, frame, row
from trainer_app.qt.parts.checklist_errors import ErrorsPanel
from trainer_app.qt.parts.checklist_fields import show_line
from trainer_app.qt.parts.checklist_preview import StepPreview
from trainer_app.qt.parts.checklist_problems import Finding, ProblemList
from trainer_app.qt.parts.checklist_remedies import Records
from trainer_app.qt.parts.checklist_step_form import StepForm
from trainer_app.qt.parts.checklist_steps import StepList
from trainer_app.qt.parts.checklist_versions import VersionsPanel
from trainer_app.qt.parts.empty import EmptyState
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say

_LEFT: Final = 350
_VIEWS: Final = (
    ("step", words.STEP),
    ("errors", words.ERRORS_TAB),
    ("preview", words.PREVIEW_TAB),
    ("versions", words.VERSIONS),
)


class ChecklistEditor(QSplitter):
    """Edits a draft. `removed(title)` when a step was taken out."""

    removed = Signal(str)

    def __init__(self, draft: ChecklistDraft, today: Callable[[], date]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.draft, self._today = draft, today
        self._records: Records = {}
        self.name, self.steps, self.problems = QLineEdit(), StepList(), ProblemList()
        self.form, self.errors, self.preview = StepForm(today), ErrorsPanel(), StepPreview()
        self.versions = VersionsPanel()
        self.views = Tabs(say(words.VIEWS))
        self._lay_out()
        self._connect()
        self.show_view("step")

    @property
    def blocked(self) -> int:
        """How many broken rules keep the draft from being saved."""
        return sum(each.blocks for each in self.problems.findings)

    def know_records(self, records: Records) -> None:
        """Learn how well remedies have served in sessions."""
        self._records = records
        self._show_step()

    def refresh(self) -> None:
        """Show the draft as it is now."""
        now = self.draft.now
        findings = _findings(now, self._today())
        self.problems.show_findings(findings)
        wrong = Counter(each.spot.step for each in findings if each.blocks)
        show_line(self.name, now.title)
        self._more.setEnabled(bool(now.steps))
        self.steps.show_checklist(now, problems=wrong, today=self._today())
        self._show_step()
        self.versions.compare(now)

    def show_view(self, key: str) -> None:
        """Show the step, its errors, its preview or the versions."""
        self.views.choose(key)
        self._turn(key)

    def go_to(self, spot: Spot) -> None:
        """Go to the field of a finding."""
        if not spot.step:
            (self.name if spot.field == "title" else self.steps).setFocus()
            return
        self.steps.look_at(spot.step)
        self.show_view("errors" if spot.error else "step")
        if spot.error:
            self.errors.look_at(spot.error, spot.field)
        else:
            self.form.focus_field(spot.field)

    def add_step(self) -> None:
        """Add a step after the one that is looked at and begin to write it."""
        now = self.draft.now
        at = place_of(now, self.steps.key) + 1 if self.steps.key else len(now.steps)
        changed, made = with_new_step(now, "", at=at)
        self._become(changed, made.key)
        self.show_view("step")
        self.form.title.setFocus()

    def copy_step(self) -> None:
        """Duplicate the step that is looked at."""
        if self.steps.key:
            changed, made = with_copy(self.draft.now, self.steps.key)
            self._become(changed, made.key)

    def remove_step(self) -> None:
        """Take the step that is looked at out; it can be brought back."""
        if self.steps.key:
            title = self.draft.now.step(self.steps.key).title or say(words.NEW_STEP)
            self.draft.edit(without_step(self.draft.now, self.steps.key))
            self.removed.emit(title)

    def move_up(self) -> None:
        """Move the step that is looked at one place up."""
        self.steps.step_aside(-1)

    def move_down(self) -> None:
        """Move the step that is looked at one place down."""
        self.steps.step_aside(1)

    def _lay_out(self) -> None:
        self._more = QPushButton(say(words.MORE))
        self._more.setProperty("menu", "true")
        menu = QMenu(self)
        for text, act, key in (
            (words.COPY, self.copy_step, "Ctrl+D"),
            (words.REMOVE, self.remove_step, "Del"),
            (words.UP, self.move_up, "Alt+↑"),
            (words.DOWN, self.move_down, "Alt+↓"),
        ):
            menu.addAction(f"{say(text)}\t{key}").triggered.connect(act)
        self._more.setMenu(menu)
        deeds = row(button(say(words.ADD), self.add_step, icon="plus"), self._more, None, gap=tokens.S8)
        listed = column(
            captioned(say(words.NAME), self.name), self.steps, deeds, gap=tokens.S8, margins=(12, 12, 8, 12)
        )
        listed.setStretch(1, 1)
        left = column(frame("card", listed), self.problems, gap=tokens.S12)
        left.setStretch(0, 1)
        self.addWidget(frame("bare", left))
        self._stack = QStackedWidget()
        nothing = EmptyState(
            "checklist", say(words.NO_STEPS), say(words.NO_STEPS_HOW), say(words.ADD), act=self.add_step
        )
        for part in (self.form, self.errors, self.preview, self.versions, nothing):
            self._stack.addWidget(part)
        right = column(self.views, self._stack, gap=tokens.S12, margins=(16, 12, 8, 12))
        right.setStretch(1, 1)
        self.addWidget(frame("card", right))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(tokens.S16)
        self.setSizes([_LEFT, 700])
        self.setStretchFactor(1, 1)

    def _connect(self) -> None:
        self.draft.changed.connect(self.refresh)
        self.name.textEdited.connect(self._write_name)
        self.steps.looked_at.connect(self._look_at)
        self.steps.move_wanted.connect(self._move)
        self.steps.add_wanted.connect(self.add_step)
        self.steps.copy_wanted.connect(self.copy_step)
        self.steps.remove_wanted.connect(self.remove_step)
        self.steps.chosen.connect(self._begin_writing)
        self.form.edited.connect(self._write)
        self.errors.edited.connect(self._write)
        self.problems.go_wanted.connect(self.go_to)
        self.views.chosen.connect(self._turn)

    def _become(self, changed: Checklist, key: str) -> None:
        self.draft.edit(changed)
        self.steps.look_at(key)

    def _write(self, step: Step, mark: str) -> None:
        self.draft.edit(with_step(self.draft.now, step), mark)

    def _write_name(self, text: str) -> None:
        self.draft.edit(replace(self.draft.now, title=text), "title")

    def _move(self, key: str, to: int) -> None:
        self.draft.edit(moved(self.draft.now, key, to=to))

    def _look_at(self, _key: str) -> None:
        self._show_step()

    def _begin_writing(self) -> None:
        if self.views.key == "versions":
            self.show_view("step")

    def _turn(self, _key: str) -> None:
        self._show_step()

    def _show_step(self) -> None:
        now, key = self.draft.now, self.steps.key
        step = next((each for each in now.steps if each.key == key), None)
        self.views.show_tabs([(name, say(title), _count(name, step)) for name, title in _VIEWS])
        view = self.views.key
        if view == "versions":
            self._stack.setCurrentWidget(self.versions)
        elif step is None:
            self._stack.setCurrentIndex(self._stack.count() - 1)
        else:
            self._show_view(view, step)

    def _show_view(self, view: str, step: Step) -> None:
        now = self.draft.now
        if view == "errors":
            found = (each.spot for each in self.problems.findings if each.blocks)
            wrong = Counter(each.error for each in found if each.step == step.key)
            self.errors.show_step(step, records=self._records, problems=wrong)
        elif view == "preview":
            self.preview.show_step(step, place_of(now, step.key) + 1)
        else:
            self.form.show_step(step, now)
        places: dict[str, QWidget] = {"step": self.form, "errors": self.errors, "preview": self.preview}
        self._stack.setCurrentWidget(places[view])


def _count(name: str, step: Step | None) -> int | None:
    return (len(step.errors) or None) if name == "errors" and step else None


def _findings(checklist: Checklist, today: date) -> tuple[Finding, ...]:
    clean = tidy(checklist)
    broken = [(each, spot_of(each)) for each in broken_rules(clean)]
    found = [Finding(words.place(spot, clean), words.problem(each, spot), spot, blocks=True) for each, spot in broken]
    seen = {(each.spot.step, each.spot.field) for each in found}
    found += [
        Finding(words.place(spot, clean), words.hint(hint), spot, blocks=False)
        for hint, spot in hints(clean, today)
        if (spot.step, spot.field) not in seen
    ]
    return tuple(found)
