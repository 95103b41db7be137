"""Takes a roster file into the program: who is new, who is known, what changed, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.import_report import ImportReport, readable_name
from trainer_app.domain.imports import PeopleFile, Warned
from trainer_app.domain.roster_match import MatchTrouble, RosterIndex, shared_emails
from trainer_app.exchange.people_in import read_people
from trainer_app.services.context import Context
from trainer_app.services.people_sorting import Sorter, Taken
from trainer_app.services.programs import require_program
from trainer_app.services.session_lookup import name_folded
from trainer_app.storage.unit_of_work import Reading, Writing


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

    def import_file(
        self, path: Path, *, desk: Desk, dry_run: bool = False, mapping: Mapping[int | str, Meaning] | None = None
    ) -> ImportReport:
        """Take a file's people, all that can be taken in one transaction; a dry run writes nothing.

        Raises:
            Refused: the file cannot be understood, or the data file holds no program yet.
        """
        file = self.read(path, mapping=mapping)
        if dry_run:
            with self._context.store.read() as view:
                require_program(view)
                taken = self._sort(view, file)
            return _report(file, taken, dry_run=True)
        with self._context.store.write() as work:
            require_program(work)
            taken = self._sort(work, file)
            if taken.changes_anything:
                self._write(work, taken, readable_name(path.name), desk)
        return _report(file, taken, dry_run=False)

    def _sort(self, view: Reading, file: PeopleFile) -> Taken:
        aliases = view.people.aliases()
        sessions = view.sessions.everything()
        sorter = Sorter(
            roster=RosterIndex.of(view.people.everyone(), aliases),
            aliases={who: {(a.kind, identity_key(a.text)) for a in known} for who, known in aliases.items()},
            grants=view.access.everything(),
            sessions={name_folded(one.name): one for one in sessions},
            registered={one.id: set(view.sessions.ever_registered(one.id)) for one in sessions},
            shared=shared_emails(file.people),
            new_id=self._context.new_id,
        )
        for person in file.people:
            sorter.take(person)
        return sorter.taken

    def _write(self, work: Writing, taken: Taken, file_name: str, desk: Desk) -> None:
        now = self._context.clock()
        work.people.add([*taken.added.values()], at=now)
        work.people.change(taken.changed)
        work.people.add_aliases(taken.aliases)
        work.access.add(taken.grants)
        for grant in taken.redated:
            work.access.change(grant)
        for session_id, who in taken.registrations.items():
            work.sessions.register(session_id, who, at=now)
            work.also(Topic.SESSIONS)
        detail = {"file": file_name, "added": len(taken.added), "updated": len(taken.changed)}
        work.record(Deed(Topic.PEOPLE, "people_imported", detail=detail), at=now, desk=desk)


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
    )


def _warnings(taken: Taken) -> Iterable[Warned]:
    if taken.by_name:
        yield Warned(MatchTrouble.MATCHED_BY_NAME, {"lines": tuple(taken.by_name)})
    if taken.same_name:
        yield Warned(MatchTrouble.SAME_NAME_KNOWN, {"lines": tuple(taken.same_name)})
    for name, lines in taken.unknown_sessions.items():
        yield Warned(MatchTrouble.UNKNOWN_SESSION, {"session": name, "lines": tuple(lines)})
