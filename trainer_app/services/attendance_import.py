"""Takes an attendance list into the program: who was checked in when, and who completed their first hands-on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.check_in import CheckIn, CheckInResult, InputKind, Outcome
from trainer_app.domain.completion import Completion, CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import AttendanceFile, AttendanceLine, RosterPerson, Skipped
from trainer_app.domain.roster_match import Doubt, MatchTrouble, RosterIndex, match, name_key
from trainer_app.domain.session import Session, SessionKind
from trainer_app.exchange.attendance_in import read_attendance
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.services.session_lookup import find_session
from trainer_app.storage.unit_of_work import Reading


@dataclass(slots=True)
class _Taken:
    check_ins: list[CheckIn] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    people: dict[UUID, Attendee] = field(default_factory=dict)
    sessions: dict[UUID, Session] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    updated: int = 0
    unchanged: int = 0


class AttendanceImportService:
    """Imports attendance. A line that is known already changes nothing; nobody is checked in twice."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def import_file(self, path: Path, *, desk: Desk, session: str | None = None, dry_run: bool = False) -> ImportReport:
        """Take a file's check-ins and completions in one transaction; a dry run writes nothing.

        `session` names the session of a file that does not say which one it is about.

        Raises:
            Refused: the file cannot be understood, `session` is unknown, or there is no program yet.
        """
        with self._context.store.read() as view:
            file = read_attendance(path, zone=require_program(view).timezone)
            if session is not None:
                find_session(view.sessions.everything(), session)
            if dry_run:
                return _report(file, self._sort(view, file, session), dry_run=True)
        with self._context.store.write() as work:
            taken = self._sort(work, file, session)
            for one in taken.check_ins:
                work.attendance.add(one)
                work.attendance.log(self._result(taken, one), input=InputKind.IMPORT, desk=desk)
            for done in taken.completions:
                work.completions.add(done)
            if taken.check_ins or taken.completions:
                detail = {"file": path.name, "added": len(taken.check_ins), "completed": len(taken.completions)}
                deed = Deed(Topic.ATTENDANCE, "attendance_imported", detail=detail)
                work.record(deed, at=self._context.clock(), desk=desk)
                work.also(Topic.FLOOR)
        return _report(file, taken, dry_run=False)

    def _sort(self, view: Reading, file: AttendanceFile, session: str | None) -> _Taken:
        sorter = _Sorter(
            context=self._context,
            sessions=view.sessions.everything(),
            roster=RosterIndex.of(view.people.everyone(), view.people.aliases()),
            here={(one.session_id, one.attendee_id) for one in view.attendance.standing_everywhere()},
            completed=set(view.completions.everything()),
            session=session,
        )
        for entry in file.entries:
            sorter.take(entry)
        return sorter.taken

    def _result(self, taken: _Taken, one: CheckIn) -> CheckInResult:
        return CheckInResult(
            Outcome.CHECKED_IN,
            self._context.new_id(),
            taken.sessions[one.session_id],
            self._context.clock(),
            attendee=taken.people[one.attendee_id],
            check_in=one,
        )


@dataclass(slots=True)
class _Sorter:
    context: Context
    sessions: list[Session]
    roster: RosterIndex
    here: set[tuple[UUID, UUID]]
    completed: set[UUID]
    session: str | None
    taken: _Taken = field(default_factory=_Taken)

    def take(self, entry: AttendanceLine) -> None:
        try:
            session = find_session(self.sessions, entry.session or self.session or "")
            who = self._who(entry)
        except Refused as refused:
            self.taken.skipped.append(Skipped(entry.line, refused.code, refused.facts))
            return
        self.taken.people[who.id], self.taken.sessions[session.id] = who, session
        came, finished = self._come(entry, who, session), self._finish(entry, who, session)
        if finished and not came:
            self.taken.updated += 1
        elif not came:
            self.taken.unchanged += 1

    def _come(self, entry: AttendanceLine, who: Attendee, session: Session) -> bool:
        if (session.id, who.id) in self.here:
            return False
        at = entry.checked_in_at or session.starts_at
        new = CheckIn(self.context.new_id(), session.id, who.id, at, InputKind.IMPORT, IMPORT_DESK)
        self.taken.check_ins.append(new)
        self.here.add((session.id, who.id))
        return True

    def _finish(self, entry: AttendanceLine, who: Attendee, session: Session) -> bool:
        if entry.completed_at is None or who.id in self.completed:
            return False
        if session.kind is SessionKind.AWARENESS:
            self.taken.skipped.append(Skipped(entry.line, CompletionTrouble.WRONG_KIND, {"session": session.name}))
            return False
        self.completed.add(who.id)
        self.taken.completions.append(
            Completion(
                self.context.new_id(),
                who.id,
                session.id,
                entry.completed_at,
                made=entry.made,
                confidence_before=entry.confidence_before,
                confidence_after=entry.confidence_after,
            )
        )
        return True

    def _who(self, entry: AttendanceLine) -> Attendee:
        name = entry.name or ""
        facts = {"name": name or entry.email or ""}
        if entry.email:
            same = self.roster.by_email.get(entry.email.casefold().strip(), [])
            if len(same) == 1 and not name:
                return same[0]
            found = match(
                RosterPerson((entry.line,), name or entry.email, entry.email), self.roster, shared=frozenset()
            )
            if isinstance(found, Doubt):
                raise Refused(found.code, others=found.others, **facts)
            if found:
                return found
        named = self.roster.by_name.get(name_key(name), []) if name else []
        if len(named) > 1:
            raise Refused(MatchTrouble.NAME_SEVERAL_TIMES, others=tuple(one.name for one in named), **facts)
        if not named:
            raise Refused(MatchTrouble.NOT_ON_ROSTER, **facts)
        return named[0]


IMPORT_DESK = Desk("Import", "file")


def _report(file: AttendanceFile, taken: _Taken, *, dry_run: bool) -> ImportReport:
    skipped: Iterable[Skipped] = sorted([*file.skipped, *taken.skipped], key=lambda one: one.line)
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=len(taken.people),
        rows=file.rows,
        added=len(taken.check_ins),
        updated=taken.updated,
        unchanged=taken.unchanged,
        skipped=tuple(skipped),
        warnings=file.warnings,
        dry_run=dry_run,
    )
