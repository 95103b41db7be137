"""The program of a data file: made once, looked at everywhere, its settings changed."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import DataTrouble, Refused
from trainer_app.domain.program import Program, ProgramTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.context import Context
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

CHANGED = "program_changed"
_CHANGEABLE = tuple(name for name in Program.__slots__ if name not in {"id", "checklist_id"})

_NO_ID = UUID(int=0)


class ProgramService:
    """Makes and changes the one program of this file."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def get(self) -> Program | None:
        """Return the program, None in a new file."""
        with self._context.store.read() as view:
            return view.programs.get()

    def create(self, *, name: str, timezone: str, desk: Desk) -> Program:
        """Make the program of a new file.

        Raises:
            Refused: the name is blank, the zone is unknown, or the file has a program already.
        """
        program = _checked(Program(self._context.new_id(), " ".join(name.split()), timezone.strip()))
        with self._context.store.write() as work:
            if standing := work.programs.get():
                raise Refused(DataTrouble.EXISTS, file=str(self._context.store.path), program=standing.name)
            now = self._context.clock()
            work.programs.add(program, at=now)
            work.record(Deed(Topic.PROGRAM, "program_created", subject_id=program.id), at=now, desk=desk)
        return program

    def change(self, changed: Program, *, desk: Desk) -> Program:
        """Write name, zone and thresholds anew; which checklist new sessions run is chosen elsewhere.

        Raises:
            Refused: the name is blank, the zone unknown or a threshold out of range.
        """
        with self._context.store.write() as work:
            old = require_program(work)
            given = replace(changed, id=old.id, name=" ".join(changed.name.split()), checklist_id=old.checklist_id)
            program = _checked(given)
            if program != old:
                work.programs.change(program)
                detail = {"old": _written(old), "new": _written(program)}
                deed = Deed(Topic.PROGRAM, CHANGED, subject_id=program.id, detail=detail)
                work.record(deed, at=self._context.clock(), desk=desk)
        return program


def require_program(view: Reading) -> Program:
    """Return the program.

    Raises:
        Refused: the file holds none yet.
    """
    program = view.programs.get()
    if program is None:
        raise Refused(DataTrouble.NO_PROGRAM)
    return program


def check_new_program(*, name: str, timezone: str) -> None:
    """Look at a new program's name and zone before a file is made for it.

    Raises:
        Refused: the name is blank or the zone is unknown.
    """
    _checked(Program(_NO_ID, " ".join(name.split()), timezone.strip()))


def _checked(program: Program) -> Program:
    if not program.name:
        raise Refused(ProgramTrouble.NAME_MISSING)
    try:
        ZoneInfo(program.timezone)
    except (KeyError, ValueError, OSError) as error:
        raise Refused(ProgramTrouble.UNKNOWN_ZONE, zone=program.timezone) from error
    days = (program.window_days, program.min_active_days, program.min_active_weeks, program.lapse_gap_days)
    if min(days) < 1 or program.min_units <= 0:
        raise Refused(ProgramTrouble.BAD_THRESHOLD)
    return program


def _written(program: Program) -> dict[str, object]:
    return {name: getattr(program, name) for name in _CHANGEABLE}


def _undo_change(work: Writing, turn: Turn) -> None:
    _write(work, turn, instead="old", of="new")


def _redo_change(work: Writing, turn: Turn) -> None:
    _write(work, turn, instead="new", of="old")


def _write(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    program = require_program(work)
    if _written(program) != turn.record(of):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.programs.change(replace(program, **turn.record(instead)))


REVERSALS = {CHANGED: Reversal(_undo_change, _redo_change)}
