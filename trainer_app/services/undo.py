"""Undo and redo: each is a new line in the audit trail that reverses an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from trainer_app.domain.changes import Activity, Deed, Desk
from trainer_app.domain.errors import Refused
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.context import Context
from trainer_app.storage.unit_of_work import Reading, Writing

UNDONE = "undone"

Undo = Callable[[Writing, Deed, datetime], None]
Redo = Callable[[Writing, Deed, datetime], Deed | None]


@dataclass(frozen=True, slots=True)
class Reversal:
    """How one kind of deed is taken back, and how it is done again. Both raise `Refused` where they cannot.

    `redo` returns the deed as it stands now, None where it is the same as before.
    """

    undo: Undo
    redo: Redo


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Ctrl+Z and Ctrl+Shift+Z would do at this desk now; None where there is nothing."""

    undo: Activity | None
    redo: Activity | None


class UndoService:
    """Reverses what this desk did last, or any one line of the trail."""

    def __init__(self, context: Context, reversals: Mapping[str, Reversal]) -> None:
        self._context = context
        self._reversals = reversals

    def state(self, desk: Desk) -> UndoState:
        """Return what can be undone and redone at this desk."""
        with self._context.store.read() as view:
            return UndoState(self._newest(view, desk), self._newest_undone(view, desk))

    def undo(self, desk: Desk, *, cursor: int | None = None) -> Activity:
        """Take back this desk's last deed, or the one at `cursor`; return what was taken back.

        Raises:
            Refused: there is nothing to undo, it was undone already, or something stands in the way.
        """
        with self._context.store.write() as work:
            line = self._newest(work, desk) if cursor is None else work.activity.get(cursor)
            if line is None:
                raise Refused(UndoTrouble.NOTHING)
            self._take_back(work, line, desk)
        return line

    def redo(self, desk: Desk) -> Activity:
        """Do again what this desk undid last; return the deed that stands again.

        Raises:
            Refused: there is nothing to redo, or something done since stands in the way.
        """
        with self._context.store.write() as work:
            line = self._newest_undone(work, desk)
            first = work.activity.get(line.undoes) if line and line.undoes else None
            if line is None or first is None:
                raise Refused(UndoTrouble.NOTHING_TO_REDO)
            now = self._context.clock()
            again = self._reversals[first.deed.kind].redo(work, first.deed, now) or first.deed
            work.record(again, at=now, desk=desk, undoes=line.cursor)
        return first

    def history(self, *, limit: int = 100) -> list[Activity]:
        """Return the newest lines of the audit trail, newest first."""
        with self._context.store.read() as view:
            return view.activity.latest(limit=limit)

    def _take_back(self, work: Writing, line: Activity, desk: Desk) -> None:
        if line.undone_by is not None:
            raise Refused(UndoTrouble.ALREADY)
        if line.deed.kind not in self._reversals:
            raise Refused(UndoTrouble.NOT_REVERSIBLE)
        now = self._context.clock()
        self._reversals[line.deed.kind].undo(work, line.deed, now)
        deed = Deed(
            line.deed.topic,
            UNDONE,
            line.deed.session_id,
            line.deed.attendee_id,
            line.deed.subject_id,
            {"kind": line.deed.kind},
        )
        work.record(deed, at=now, desk=desk, undoes=line.cursor)

    def _newest(self, view: Reading, desk: Desk) -> Activity | None:
        return view.activity.last_of(desk, tuple(self._reversals))

    def _newest_undone(self, view: Reading, desk: Desk) -> Activity | None:
        newest = view.activity.last_of(desk, (*self._reversals, UNDONE))
        undone = view.activity.last_of(desk, (UNDONE,))
        # A new deed closes the way forward: only what was undone after it can be redone.
        return undone if undone and newest and undone.cursor == newest.cursor else None
