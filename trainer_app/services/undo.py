"""Undo and redo: each is a new line in the audit trail that reverses an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from trainer_app.domain.changes import Activity, Deed, Desk
from trainer_app.domain.errors import Refused
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.context import Context
from trainer_app.storage.unit_of_work import Reading, Writing

UNDONE = "undone"
# What cannot be taken back as a whole, and so stops Ctrl+Z from reaching past it to something older.
_STANDS = ("people_imported", "sessions_imported", "attendance_imported", "usage_imported", "person_forgotten")


@dataclass(frozen=True, slots=True)
class Turn:
    """One deed being taken back, or done again: the line it stands on in the trail, when, and at which desk.

    `undone` holds, when it is done again, what its undo took back on top of it.
    """

    cursor: int
    deed: Deed
    at: datetime
    desk: Desk
    undone: Mapping[str, object] = field(default_factory=dict)

    @property
    def subject_id(self) -> UUID:
        """What the deed was done to.

        Raises:
            Refused: the line does not say.
        """
        if self.deed.subject_id is None:
            raise Refused(UndoTrouble.NOT_REVERSIBLE)
        return self.deed.subject_id

    @property
    def session_id(self) -> UUID:
        """Which session the deed belongs to.

        Raises:
            Refused: the line does not say.
        """
        if self.deed.session_id is None:
            raise Refused(UndoTrouble.NOT_REVERSIBLE)
        return self.deed.session_id

    @property
    def attendee_id(self) -> UUID:
        """Whom the deed was about.

        Raises:
            Refused: the line does not say.
        """
        if self.deed.attendee_id is None:
            raise Refused(UndoTrouble.NOT_REVERSIBLE)
        return self.deed.attendee_id

    def text(self, key: str) -> str | None:
        """Return a text of the deed's detail."""
        value = self.deed.detail.get(key)
        return None if value is None else str(value)

    def id(self, key: str) -> UUID | None:
        """Return an id of the deed's detail."""
        value = self.text(key)
        return UUID(value) if value else None

    def time(self, key: str) -> datetime | None:
        """Return a time of the deed's detail."""
        value = self.text(key)
        return datetime.fromisoformat(value) if value else None

    def number(self, key: str) -> int | None:
        """Return a whole number of the deed's detail."""
        value = self.deed.detail.get(key)
        return value if isinstance(value, int) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts of the deed's detail."""
        value = self.deed.detail.get(key)
        return tuple(str(one) for one in value) if isinstance(value, list) else ()

    def ids(self, key: str) -> list[UUID]:
        """Return a list of ids of the deed's detail."""
        return [UUID(one) for one in self.texts(key)]

    def record(self, key: str) -> Mapping[str, Any]:
        """Return a small record of the deed's detail.

        Raises:
            Refused: there is none.
        """
        value = self.deed.detail.get(key)
        if not isinstance(value, dict):
            raise Refused(UndoTrouble.NOT_REVERSIBLE)
        return value

    def records(self, key: str) -> list[Mapping[str, Any]]:
        """Return a list of small records of the deed's detail."""
        value = self.deed.detail.get(key)
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


Undo = Callable[[Writing, Turn], Mapping[str, object] | None]
Redo = Callable[[Writing, Turn], Deed | None]


@dataclass(frozen=True, slots=True)
class Reversal:
    """How one kind of deed is taken back, and how it is done again. Both raise `Refused` where they cannot.

    `undo` returns what it took back on top of the deed, for `redo` to bring again (`Turn.undone`). `redo` returns
    the deed as it stands now, None where it is the same as before.
    """

    undo: Undo
    redo: Redo


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Ctrl+Z and Ctrl+Shift+Z would do at this desk now; None where there is nothing.

    `stands` is a newer deed of this desk that cannot be taken back: nothing is undone behind its back.
    """

    undo: Activity | None
    redo: Activity | None
    stands: Activity | None = None


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A line of the audit trail, whom it was about, and whether it can be taken back now."""

    line: Activity
    about: str | None
    reversible: bool


class UndoService:
    """Reverses what this desk did last, or any one line of the trail."""

    def __init__(self, context: Context, gather: Callable[[], Mapping[str, Reversal]]) -> None:
        """`gather` brings what can be taken back, by kind; it is called once, when that is first needed."""
        self._context = context
        self._gather = gather

    @cached_property
    def _reversals(self) -> Mapping[str, Reversal]:
        return self._gather()

    def state(self, desk: Desk) -> UndoState:
        """Return what can be undone and redone at this desk."""
        with self._context.store.read() as view:
            newest, stands = self._newest(view, desk)
            return UndoState(newest, self._newest_undone(view, desk), stands)

    def standing(self, kind: str, *, subject_id: UUID) -> Activity | None:
        """Return the line of the trail that did this to a subject and still stands; None where none does."""
        with self._context.store.read() as view:
            return view.activity.standing_of(kind, subject_id)

    def undo(self, desk: Desk, *, cursor: int | None = None) -> Activity:
        """Take back this desk's last deed, or the one at `cursor`; return what was taken back.

        Raises:
            Refused: there is nothing to undo, this desk's last deed cannot be, it was undone already, or something
                stands in the way.
        """
        with self._context.store.write() as work:
            line, stands = self._newest(work, desk) if cursor is None else (work.activity.get(cursor), None)
            if line is None:
                raise Refused(UndoTrouble.LAST_STANDS if stands else UndoTrouble.NOTHING)
            self._take_back(work, line, desk=desk)
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
            turn = Turn(first.cursor, first.deed, self._context.clock(), desk, line.deed.detail)
            again = self._reversals[first.deed.kind].redo(work, turn) or first.deed
            work.record(again, at=turn.at, desk=desk, undoes=line.cursor)
        return first

    def history(self, *, limit: int = 100) -> list[Activity]:
        """Return the newest lines of the audit trail, newest first."""
        with self._context.store.read() as view:
            return view.activity.latest(limit=limit)

    def trail(self, *, limit: int = 400) -> list[TrailLine]:
        """Return the newest lines of the audit trail as people read them, newest first."""
        with self._context.store.read() as view:
            names = {one.id: one.name for one in view.people.everyone()}
            return [
                TrailLine(
                    line,
                    names.get(line.deed.attendee_id) if line.deed.attendee_id else None,
                    line.deed.kind in self._reversals and line.undone_by is None,
                )
                for line in view.activity.latest(limit=limit)
            ]

    def _take_back(self, work: Writing, line: Activity, *, desk: Desk) -> None:
        if line.undone_by is not None:
            raise Refused(UndoTrouble.ALREADY)
        deed = line.deed
        if deed.kind not in self._reversals:
            raise Refused(UndoTrouble.NOT_REVERSIBLE)
        turn = Turn(line.cursor, deed, self._context.clock(), desk)
        detail = {"kind": deed.kind, **(self._reversals[deed.kind].undo(work, turn) or {})}
        undone = Deed(deed.topic, UNDONE, deed.session_id, deed.attendee_id, deed.subject_id, detail)
        work.record(undone, at=turn.at, desk=desk, undoes=line.cursor)

    def _newest(self, view: Reading, desk: Desk) -> tuple[Activity | None, Activity | None]:
        """Return this desk's last deed that can be taken back, or the newer one that cannot."""
        last = view.activity.last_of(desk, (*self._reversals, *_STANDS))
        if last is not None and last.deed.kind in _STANDS and last.deed.kind not in self._reversals:
            return None, last
        return last, None

    def _newest_undone(self, view: Reading, desk: Desk) -> Activity | None:
        # A new deed closes the way forward: only what was undone after it can be redone.
        new = view.activity.last_new(desk, (*self._reversals, *_STANDS))
        return view.activity.last_of(desk, (UNDONE,), after=new)
