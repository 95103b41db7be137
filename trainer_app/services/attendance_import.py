"""Takes an attendance list into the program: who was checked in when, and who completed their first hands-on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.check_in import CheckIn, CheckInResult, InputKind, Outcome
from trainer_app.domain.completion import Completion, CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport, OtherTime, readable_name
from trainer_app.domain.imports import AttendanceFile, AttendanceLine, RosterPerson, Skipped, Warned
from trainer_app.domain.roster_match import Doubt, MatchTrouble, RosterIndex, match
from trainer_app.domain.session import Session, SessionKind, SessionTrouble
from trainer_app.exchange.attendance_in import read_attendance
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.services.session_lookup import find_session, name_folded, require_session
from trainer_app.storage.unit_of_work import Reading, Writing

_NEAR = timedelta(hours=12)  # of a session: whoever came earlier or later came to another one
_OTHER_TIME = timedelta(minutes=1)


@dataclass(slots=True)
class _Taken:
    check_ins: list[CheckIn] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    people: dict[UUID, Attendee] = field(default_factory=dict)
    sessions: dict[UUID, Session] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    by_name: list[int] = field(default_factory=list)
    far_away: dict[str, list[int]] = field(default_factory=dict)
    other_times: list[OtherTime] = field(default_factory=list)
    updated: int = 0
    unchanged: int = 0


class AttendanceImportService:
    """Imports attendance. A line that is known already changes nothing; nobody is checked in twice."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def import_file(
        self, path: Path, *, desk: Desk, session: str | UUID | None = None, dry_run: bool = False
    ) -> ImportReport:
        """Take a file's check-ins and completions in one transaction; a dry run writes nothing.

        `session`, a name or an id, is the session of the lines that do not say which one they are about.

        Raises:
            Refused: the file cannot be understood, `session` is unknown or was needed, or there is no program yet.
        """
        with self._context.store.read() as view:
            zone = require_program(view).timezone
            _meant(view, session)
        file = read_attendance(path, zone=zone)
        if dry_run:
            with self._context.store.read() as view:
                return _report(file, self._sort(view, file, session, desk), dry_run=True)
        with self._context.store.write() as work:
            taken = self._sort(work, file, session, desk)
            if taken.check_ins or taken.completions:
                self._write(work, taken, readable_name(path.name), desk)
        return _report(file, taken, dry_run=False)

    def _write(self, work: Writing, taken: _Taken, file_name: str, desk: Desk) -> None:
        for one in taken.check_ins:
            work.attendance.add(one)
            work.attendance.log(self._result(taken, one), input=InputKind.IMPORT, desk=desk)
        for done in taken.completions:
            work.completions.add(done)
        detail = {"file": file_name, "added": len(taken.check_ins), "completed": len(taken.completions)}
        deed = Deed(Topic.ATTENDANCE, "attendance_imported", detail=detail)
        work.record(deed, at=self._context.clock(), desk=desk)
        work.also(Topic.FLOOR)

    def _sort(self, view: Reading, file: AttendanceFile, session: str | UUID | None, desk: Desk) -> _Taken:
        sessions = view.sessions.everything()
        if session is None and file.entries and not any(entry.session for entry in file.entries):
            raise Refused(MatchTrouble.SESSION_NOT_SAID, sessions=tuple(one.name for one in sessions))
        sorter = _Sorter(
            new_id=self._context.new_id,
            desk=desk,
            sessions={name_folded(one.name): one for one in sessions},
            roster=RosterIndex.of(view.people.everyone(), view.people.aliases()),
            here={(one.session_id, one.attendee_id): one.at for one in view.attendance.standing_everywhere()},
            completed=set(view.completions.everything()),
            otherwise=_meant(view, session),
        )
        for entry in sorted(file.entries, key=_earliest_completion_first):
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


def _meant(view: Reading, session: str | UUID | None) -> Session | None:
    """Return the session a person named or chose, None where they did not."""
    if isinstance(session, UUID):
        return require_session(view, session)
    return find_session(view.sessions.everything(), session) if session is not None else None


def _earliest_completion_first(entry: AttendanceLine) -> tuple[bool, float, int]:
    """Order lines so that of several completions of one person the first in time is met first."""
    return entry.completed_at is None, entry.completed_at.timestamp() if entry.completed_at else 0.0, entry.line


@dataclass(slots=True)
class _Sorter:
    """Takes one line after the other. `sessions` are by folded name, `otherwise` is that of lines naming none."""

    new_id: Callable[[], UUID]
    desk: Desk
    sessions: dict[str, Session]
    roster: RosterIndex
    here: dict[tuple[UUID, UUID], datetime]
    completed: set[UUID]
    otherwise: Session | None
    taken: _Taken = field(default_factory=_Taken)

    def take(self, entry: AttendanceLine) -> None:
        """Sort one line; what cannot be taken is kept with its reason."""
        try:
            session = self._session(entry)
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

    def _session(self, entry: AttendanceLine) -> Session:
        """Return the session of exactly this name: a file is never taken at a beginning that happens to fit."""
        names = tuple(one.name for one in self.sessions.values())
        if entry.session is None:
            if self.otherwise is None:
                raise Refused(MatchTrouble.SESSION_NOT_SAID, sessions=names)
            return self.otherwise
        found = self.sessions.get(name_folded(entry.session))
        if found is None:
            raise Refused(SessionTrouble.NOT_FOUND, session=entry.session, sessions=names)
        return found

    def _come(self, entry: AttendanceLine, who: Attendee, session: Session) -> bool:
        stands = self.here.get((session.id, who.id))
        if stands:
            if entry.checked_in_at and abs(entry.checked_in_at - stands) >= _OTHER_TIME:
                self.taken.other_times.append(OtherTime(entry.line, who.name, session, stands, entry.checked_in_at))
            return False
        at = entry.checked_in_at or session.starts_at
        if not session.starts_at - _NEAR <= at <= session.ends_at + _NEAR:
            self.taken.far_away.setdefault(session.name, []).append(entry.line)
        self.taken.check_ins.append(CheckIn(self.new_id(), session.id, who.id, at, InputKind.IMPORT, self.desk))
        self.here[(session.id, who.id)] = at
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
                self.new_id(),
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
        if entry.email:
            shown, is_named = entry.name or entry.email, bool(entry.name)
            person = RosterPerson((entry.line,), shown, entry.email, named=is_named)
            found = match(person, self.roster, shared=frozenset())
            if isinstance(found, Doubt):
                raise Refused(found.code, name=shown, email=entry.email, others=found.others)
            if found:
                return found
        return self._named(entry)

    def _named(self, entry: AttendanceLine) -> Attendee:
        """Return the only one of this name, unless the line's e-mail speaks against it."""
        name = entry.name or ""
        facts = {"name": name or entry.email or "", "email": entry.email or ""}
        same = (self.roster.named(name) or self.roster.also_named(name)) if name else []
        if len(same) > 1:
            raise Refused(MatchTrouble.NAME_SEVERAL_TIMES, others=tuple(one.name for one in same), **facts)
        if not same:
            raise Refused(MatchTrouble.NOT_ON_ROSTER, **facts)
        if entry.email and same[0].email:
            raise Refused(MatchTrouble.EMAIL_IS_NEW, others=(same[0].email,), **facts)
        self.taken.by_name.append(entry.line)
        return same[0]


def _report(file: AttendanceFile, taken: _Taken, *, dry_run: bool) -> ImportReport:
    skipped = sorted([*file.skipped, *taken.skipped], key=lambda one: one.line)
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=len(taken.people),
        rows=file.rows,
        added=len(taken.check_ins),
        updated=taken.updated,
        unchanged=taken.unchanged,
        skipped=tuple(skipped),
        warnings=(*file.warnings, *_warnings(taken)),
        dry_run=dry_run,
        sessions=tuple(sorted(taken.sessions.values(), key=lambda one: (one.starts_at, one.name))),
        other_times=tuple(sorted(taken.other_times, key=lambda one: one.line)),
    )


def _warnings(taken: _Taken) -> Iterator[Warned]:
    if taken.by_name:
        yield Warned(MatchTrouble.MATCHED_BY_NAME, {"lines": tuple(sorted(taken.by_name))})
    for session, lines in taken.far_away.items():
        yield Warned(MatchTrouble.TIMES_OF_ANOTHER_DAY, {"session": session, "lines": tuple(sorted(lines))})
