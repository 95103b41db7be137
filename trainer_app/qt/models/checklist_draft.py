"""The checklist that is being edited: what it began as, what it is now, and every edit between, to be taken back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from trainer_app.domain.checklist import Checklist
from trainer_app.domain.checklist_edit import empty_checklist

_MOST_EDITS: Final = 500


class ChecklistDraft(QObject):
    """Holds the draft; `changed` after every edit, also one that was taken back."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.base: Checklist = empty_checklist("")
        self.now: Checklist = self.base
        self._before: list[Checklist] = []
        self._after: list[Checklist] = []
        self._mark = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is kept."""
        return self.now != self.base

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to do again."""
        return bool(self._after)

    def rest_on(self, base: Checklist) -> None:
        """Begin anew from what is kept."""
        self.base = self.now = base
        self._before, self._after, self._mark = [], [], ""
        self.changed.emit()

    def know_base(self, base: Checklist) -> None:
        """Learn that something else is kept now; the draft stays."""
        self.base = base
        self.changed.emit()

    def edit(self, now: Checklist, mark: str = "") -> None:
        """Become this. Edits of one `mark` in a row, such as letters typed into one field, are taken back as one."""
        if now == self.now:
            return
        if not mark or mark != self._mark:
            self._before = [*self._before[-_MOST_EDITS:], self.now]
        self.now, self._after, self._mark = now, [], mark
        self.changed.emit()

    def undo(self) -> None:
        """Take the last edit back."""
        if self._before:
            self._after.append(self.now)
            self._turn(self._before.pop())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._after:
            self._before.append(self.now)
            self._turn(self._after.pop())

    def _turn(self, now: Checklist) -> None:
        self.now, self._mark = now, ""
        self.changed.emit()
