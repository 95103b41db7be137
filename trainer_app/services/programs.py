"""The program of a data file: made once, looked at everywhere, its settings changed."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import DataTrouble, Refused
from trainer_app.domain.program import Program, ProgramTrouble
from trainer_app.services.context import Context
from trainer_app.storage.unit_of_work import Reading

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
        """Write name, zone and thresholds anew.

        Raises:
            Refused: the name is blank, the zone unknown or a threshold out of range.
        """
        program = _checked(replace(changed, name=" ".join(changed.name.split())))
        with self._context.store.write() as work:
            require_program(work)
            work.programs.change(program)
            deed = Deed(Topic.PROGRAM, "program_changed", subject_id=program.id)
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
