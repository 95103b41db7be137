"""Takes a roster file into the program: who is new, who is known, what changed, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_codes import Layout, Meaning
from trainer_app.domain.import_decisions import Decision, FileKind, Watch
from trainer_app.domain.import_report import ImportReport, readable_name
from trainer_app.domain.imports import PeopleFile, Warned
from trainer_app.domain.roster_match import MatchTrouble, RosterIndex, shared_emails
from trainer_app.exchange.attendance_in import read_attendance
from trainer_app.exchange.people_in import read_people
from trainer_app.exchange.sessions_in import read_sessions
from trainer_app.exchange.usage_cells import Unusable
from trainer_app.exchange.usage_text import recognise
from trainer_app.services.context import Context
from trainer_app.services.people_import_undo import IMPORTED, detail_of
from trainer_app.services.people_sorting import Sorter, Taken
from trainer_app.services.programs import require_program
from trainer_app.services.session_lookup import name_folded
from trainer_app.storage.unit_of_work import Reading, Writing

_EVERY = 100  # people between two looks whether to go on
_REPORTS = frozenset({Layout.ZOOM_PARTICIPANTS, Layout.ZOOM_WEBINAR, Layout.TEAMS, Layout.MEET})


class PeopleImportService:
    """Imports people. A file can be imported again: who is known is brought up to date, nobody is doubled."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def read(self, path: Path, *, mapping: Mapping[int | str, Meaning] | None = None) -> PeopleFile:
        """Return what the file says, without looking at the roster.

        Raises:
            Refused: the file cannot be understood.
        """
        return read_people(path, mapping=mapping)

    def another_kind(self, path: Path, file: PeopleFile | None) -> FileKind | None:
        """Return what else this file is, where it was not made as a roster; None for a roster or anything unreadable.

        `file` is what was read of it as people, None where nothing could be.
        """
        with self._context.store.read() as view:
            zone = require_program(view).timezone
        if _is_usage(path, zone):
            return FileKind.USAGE
        if _is_plan(path, zone):
            return FileKind.SESSIONS
        says_when = file is not None and any(column.meaning is Meaning.CHECKED_IN_AT for column in file.columns)
        return FileKind.ATTENDANCE if says_when and _is_attendance(path, zone) else None

    def import_file(
        self, path: Path, *, desk: Desk, dry_run: bool = False, mapping: Mapping[int | str, Meaning] | None = None
    ) -> ImportReport:
        """Take a file's people, all that can be taken in one transaction; a dry run writes nothing.

        Raises:
            Refused: the file cannot be understood, or the data file holds no program yet.
        """
        file = self.read(path, mapping=mapping)
        return self.preview(file) if dry_run else self.take_in(file, path.name, desk=desk)

    def preview(
        self, file: PeopleFile, *, decisions: Mapping[int, Decision] | None = None, watch: Watch | None = None
    ) -> ImportReport:
        """Say what would become of a file that was read; nothing is written. `decisions` go by first line.

        Raises:
            Refused: the data file holds no program yet, or it was stopped.
        """
        with self._context.store.read() as view:
            require_program(view)
            taken = self._sort(view, file, decisions, watch)
        return _report(file, taken, dry_run=True)

    def take_in(
        self,
        file: PeopleFile,
        name: str,
        *,
        desk: Desk,
        decisions: Mapping[int, Decision] | None = None,
        watch: Watch | None = None,
    ) -> ImportReport:
        """Take in the people of a file that was read, in one transaction; stopped, nothing is written.

        Raises:
            Refused: the data file holds no program yet, or it was stopped.
        """
        with self._context.store.write() as work:
            require_program(work)
            taken = self._sort(work, file, decisions, watch)
            if taken.changes_anything:
                self._write(work, taken, readable_name(name), desk)
                _look(watch, 1, 1)
        return _report(file, taken, dry_run=False)

    def _sort(  # positional: passed on as they came
        self, view: Reading, file: PeopleFile, decisions: Mapping[int, Decision] | None, watch: Watch | None
    ) -> Taken:
        aliases = view.people.aliases()
        sessions = view.sessions.everything()
        sorter = Sorter(
            roster=RosterIndex.of(view.people.everyone(), aliases),
            aliases={who: {(a.kind, identity_key(a.text)) for a in known} for who, known in aliases.items()},
            grants=view.access.everything(),
            sessions={name_folded(one.name): one for one in sessions},
            registered={one.id: set(view.sessions.ever_registered(one.id)) for one in sessions},
            standing={one.id: len(view.sessions.registered(one.id)) for one in sessions},
            shared=shared_emails(file.people),
            new_id=self._context.new_id,
            decisions=decisions or {},
        )
        for done, person in enumerate(file.people):
            if done % _EVERY == 0:
                _look(watch, done, len(file.people))
            sorter.take(person)
        return sorter.finish()

    def _write(self, work: Writing, taken: Taken, file_name: str, desk: Desk) -> None:  # positional: passed on
        now = self._context.clock()
        detail = detail_of(work, taken, file_name=file_name)
        work.people.add([*taken.added.values()], at=now)
        work.people.change(taken.changed)
        work.people.add_aliases(taken.aliases)
        work.access.add(taken.grants)
        for grant in taken.redated:
            work.access.change(grant)
        for session_id, who in taken.registrations.items():
            work.sessions.register(session_id, who, at=now)
            work.also(Topic.SESSIONS)
        work.record(Deed(Topic.PEOPLE, IMPORTED, detail=detail), at=now, desk=desk)


def _look(watch: Watch | None, done: int, of: int) -> None:
    """Tell how far it is, and stop where somebody asked for it; the transaction around it is then taken back."""
    if watch is None:
        return
    if watch.cancelled():
        raise Refused(MatchTrouble.STOPPED)
    watch.progress(done, of)


def _is_usage(path: Path, zone: str) -> bool:
    try:
        recognise(path, ZoneInfo(zone))
    except (Unusable, Refused, OSError):
        return False
    return True


def _is_plan(path: Path, zone: str) -> bool:
    """Whether sessions with a start are planned in it, and nobody is named."""
    try:
        plan = read_sessions(path, zone=zone)
    except Refused:
        return False
    return bool(plan.sessions)


def _is_attendance(path: Path, zone: str) -> bool:
    """Whether it says when people came; reports of meetings are lists of people all the same."""
    try:
        found = read_attendance(path, zone=zone)
    except Refused:
        return False
    told = any(entry.checked_in_at or entry.completed_at for entry in found.entries)
    return told and found.understood_as not in _REPORTS


def _report(file: PeopleFile, taken: Taken, *, dry_run: bool) -> ImportReport:
    skipped = sorted([*file.skipped, *taken.skipped], key=lambda one: one.line)
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=len(file.people),
        rows=file.rows,
        added=len(taken.added),
        updated=len(taken.changed),
        unchanged=len(taken.known) - len(taken.changed),
        skipped=tuple(skipped),
        warnings=(*file.warnings, *_warnings(taken)),
        dry_run=dry_run,
        registered=sum(len(who) for who in taken.registrations.values()),
        duplicates=tuple(taken.duplicates),
    )


def _warnings(taken: Taken) -> Iterable[Warned]:
    if taken.by_name:
        yield Warned(MatchTrouble.MATCHED_BY_NAME, {"lines": tuple(taken.by_name)})
    if taken.same_name:
        yield Warned(MatchTrouble.SAME_NAME_KNOWN, {"lines": tuple(taken.same_name)})
    for name, lines in taken.unknown_sessions.items():
        yield Warned(MatchTrouble.UNKNOWN_SESSION, {"session": name, "lines": tuple(lines)})
    for session, left_out in taken.full:
        names = tuple(sorted(taken.name(who) for who in left_out))
        facts = {"session": session.name, "capacity": session.capacity, "more": len(names), "names": names}
        yield Warned(MatchTrouble.SESSION_FULL, facts)
