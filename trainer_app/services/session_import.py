"""Takes a session plan from a file into the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.import_report import ImportReport, readable_name
from trainer_app.domain.imports import SessionsFile, SheetSession, Skipped
from trainer_app.domain.session import Session, SessionKind, SessionTrouble, series_stem
from trainer_app.exchange.sessions_in import read_sessions
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.services.session_lookup import name_folded
from trainer_app.services.sessions import SessionPlan, add_session, series_of
from trainer_app.storage.unit_of_work import Writing


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
            known = view.sessions.everything()
        file = read_sessions(path, zone=zone)
        if dry_run:
            return _report(file, _sorted(file, known), dry_run=True)
        with self._context.store.write() as work:
            taken = _sorted(file, work.sessions.everything())
            if taken.added or taken.changed:
                self._write(work, taken, readable_name(path.name), desk)
        return _report(file, taken, dry_run=False)

    def _write(self, work: Writing, taken: _Taken, file_name: str, desk: Desk) -> None:
        for plan in taken.added:
            add_session(work, plan, session_id=self._context.new_id())
        for session in taken.changed:
            work.sessions.change(session, series_id=series_of(work, session.series, self._context.new_id()))
        detail = {"file": file_name, "added": len(taken.added), "updated": len(taken.changed)}
        work.record(Deed(Topic.SESSIONS, "sessions_imported", detail=detail), at=self._context.clock(), desk=desk)


@dataclass(slots=True)
class _Taken:
    """What the lines of a file come to."""

    added: list[SessionPlan] = field(default_factory=list)
    changed: list[Session] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def _sorted(file: SessionsFile, known: Iterable[Session]) -> _Taken:
    standing = {name_folded(one.name): one for one in known}
    series_for = _series_for(file.sessions, standing.values())
    taken, seen = _Taken(), set()
    for one in file.sessions:
        name = name_folded(one.name)
        if name in seen:
            taken.skipped.append(Skipped(one.line, SessionTrouble.NAME_TAKEN, {"session": one.name}))
            continue
        seen.add(name)
        old = standing.get(name)
        newer = _brought_up_to_date(old, one, series_for(one)) if old else None
        if newer is None:
            taken.added.append(_plan(one, series_for(one)))
        elif newer != old:
            taken.changed.append(newer)
        else:
            taken.unchanged += 1
    return taken


def _series_for(sessions: Iterable[SheetSession], known: Iterable[Session]) -> Callable[[SheetSession], str | None]:
    """Read "Hands-on 1", "Hands-on 2" as a series of one content where the sheet names no series itself.

    One more "Hands-on 3" joins the series that is there already.
    """
    stems: Counter[tuple[str | None, SessionKind]] = Counter((series_stem(one.name), one.kind) for one in sessions)
    there: set[tuple[str | None, SessionKind]] = {(one.series, one.kind) for one in known}

    def series(one: SheetSession) -> str | None:
        stem = series_stem(one.name)
        repeated = stem and (stems[stem, one.kind] > 1 or (stem, one.kind) in there)
        return one.series or (stem if repeated else None)

    return series


def _plan(one: SheetSession, series: str | None) -> SessionPlan:
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
        series=series,
    )


def _brought_up_to_date(old: Session, new: SheetSession, series: str | None) -> Session:
    """Return the session as the sheet has it; what the sheet leaves empty stays."""
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
        series=new.series or old.series or series,
    )


def _report(file: SessionsFile, taken: _Taken, *, dry_run: bool) -> ImportReport:
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=0,
        rows=file.rows,
        added=len(taken.added),
        updated=len(taken.changed),
        unchanged=taken.unchanged,
        skipped=tuple(sorted([*file.skipped, *taken.skipped], key=lambda one: one.line)),
        warnings=file.warnings,
        dry_run=dry_run,
    )
