"""Takes a session plan from a file into the program."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import SessionsFile, SheetSession
from trainer_app.domain.session import Session, series_stem
from trainer_app.exchange.sessions_in import read_sessions
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.services.session_lookup import name_folded
from trainer_app.services.sessions import SessionPlan, add_session


class SessionImportService:
    """Imports sessions from a sheet. A session of a known name is brought up to date, never doubled."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def import_file(self, path: Path, *, desk: Desk, dry_run: bool = False) -> ImportReport:
        """Take a file's sessions in one transaction; a dry run writes nothing.

        Raises:
            Refused: the file cannot be understood, or the data file holds no program yet.
        """
        with self._context.store.read() as view:
            zone = require_program(view).timezone
            file = read_sessions(path, zone=zone)
            known = {name_folded(one.name): one for one in view.sessions.everything()}
        pairs = [(known.get(name_folded(one.name)), one) for one in _with_series(file.sessions)]
        added = [one for old, one in pairs if old is None]
        changed = [(old, one) for old, one in pairs if old and _brought_up_to_date(old, one) != old]
        if not dry_run and (added or changed):
            self._write(added, changed, path.name, desk)
        return _sessions_report(file, len(added), len(changed), dry_run=dry_run)

    def _write(
        self, added: list[SheetSession], changed: list[tuple[Session, SheetSession]], file_name: str, desk: Desk
    ) -> None:
        with self._context.store.write() as work:
            for one in added:
                add_session(work, _plan(one), session_id=self._context.new_id())
            for old, new in changed:
                work.sessions.change(_brought_up_to_date(old, new), series_id=work.sessions.series_id(old.series or ""))
            detail = {"file": file_name, "added": len(added), "updated": len(changed)}
            deed = Deed(Topic.SESSIONS, "sessions_imported", detail=detail)
            work.record(deed, at=self._context.clock(), desk=desk)


def _with_series(sessions: tuple[SheetSession, ...]) -> list[SheetSession]:
    """Read "Hands-on 1", "Hands-on 2" as a series of one content where the sheet names no series itself."""
    stems = Counter((series_stem(one.name), one.kind) for one in sessions)
    return [
        replace(one, series=series_stem(one.name))
        if not one.series and stems[series_stem(one.name), one.kind] > 1
        else one
        for one in sessions
    ]


def _plan(one: SheetSession) -> SessionPlan:
    return SessionPlan(
        name=one.name,
        kind=one.kind,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        zone=one.zone,
        room=one.room,
        capacity=one.capacity,
        facilitator=one.facilitator,
        helpers=one.helpers,
        series=one.series,
    )


def _brought_up_to_date(old: Session, new: SheetSession) -> Session:
    return replace(
        old,
        kind=new.kind,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        zone=new.zone,
        room=new.room or old.room,
        capacity=new.capacity or old.capacity,
        facilitator=new.facilitator or old.facilitator,
        helpers=new.helpers or old.helpers,
    )


def _sessions_report(file: SessionsFile, added: int, changed: int, *, dry_run: bool) -> ImportReport:
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=0,
        rows=file.rows,
        added=added,
        updated=changed,
        unchanged=len(file.sessions) - added - changed,
        skipped=file.skipped,
        warnings=file.warnings,
        dry_run=dry_run,
    )
