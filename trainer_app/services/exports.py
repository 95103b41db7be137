"""Workbooks: gathers what they hold and has them written, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app import __version__
from trainer_app.domain.attendee import Role
from trainer_app.domain.session import Phase
from trainer_app.domain.workbook import (
    AttendanceBook,
    AttendanceRow,
    AttendanceTable,
    FollowUpBook,
    Phrasebook,
    Progress,
)
from trainer_app.exchange.workbook_out import write_attendance, write_follow_up
from trainer_app.services.adoption import AdoptionService
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.storage.unit_of_work import Reading


class ExportService:
    """Writes the workbooks an organizer takes away."""

    def __init__(self, context: Context, adoption: AdoptionService) -> None:
        self._context = context
        self._adoption = adoption

    def follow_up(
        self,
        path: Path,
        phrases: Phrasebook,
        *,
        as_of: date | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Path:
        """Write the follow-up workbook as of a day, today where none is given; return where it is.

        Raises:
            Refused: the file's name or folder will not do, or there is no program yet.
            StorageDown: the file cannot be written.
        """
        report = self._adoption.report(as_of)
        with self._context.store.read() as view:
            attendance = _attendance(view, _Until(report.as_of, report.program.timezone))
            agreed = view.follow_ups.everything()
        book = FollowUpBook(
            program=report.program,
            thresholds=report.thresholds,
            app_version=__version__,
            as_of=report.as_of,
            made_at=self._context.clock(),
            imports=report.imports,
            assessments=report.people,
            numbers=report.numbers,
            teams=report.teams,
            attendance=attendance,
            agreed=agreed,
        )
        return write_follow_up(path, book, phrases=phrases, progress=progress, cancelled=cancelled)

    def attendance(
        self,
        path: Path,
        phrases: Phrasebook,
        *,
        as_of: date | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Path:
        """Write who came to which session up to a day, to all where none is given; return where it is.

        Raises:
            Refused: the file's name or folder will not do, or there is no program yet.
            StorageDown: the file cannot be written.
        """
        with self._context.store.read() as view:
            program = require_program(view)
            table = _attendance(view, _Until(as_of or date.max, program.timezone))
        book = AttendanceBook(program, __version__, self._context.clock(), table, as_of)
        return write_attendance(path, book, phrases=phrases, progress=progress, cancelled=cancelled)


@dataclass(frozen=True, slots=True)
class _Until:
    """The last day looked at, in the program's zone."""

    day: date
    zone: str

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies on that day or before it."""
        return moment.astimezone(ZoneInfo(self.zone)).date() <= self.day


def _attendance(view: Reading, until: _Until) -> AttendanceTable:
    """Return people down, sessions that have begun across; trainees only."""
    begun = {one.id: one for one in view.sessions.everything() if until.holds(one.starts_at)}
    came: dict[UUID, dict[UUID, datetime]] = {}
    for one in view.attendance.standing_everywhere():
        if one.session_id in begun:
            came.setdefault(one.attendee_id, {})[one.session_id] = one.at
    attended = {session_id for times in came.values() for session_id in times}
    sessions = [one for one in begun.values() if one.id in attended or one.phase is not Phase.PLANNED]
    rows = [
        AttendanceRow(who.name, who.email, who.team, tuple(came.get(who.id, {}).get(one.id) for one in sessions))
        for who in view.people.everyone()
        if who.role is Role.ATTENDEE
    ]
    return AttendanceTable(tuple(sessions), tuple(rows))
