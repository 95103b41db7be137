"""Takes a usage export into the program, a partition at a time; what looks wrong is asked about first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import Warned
from trainer_app.domain.usage import Identity, identities_of
from trainer_app.domain.usage_file import UsageFile
from trainer_app.domain.usage_replacing import ImportDoubt, ImportNotice, ImportQuestion, questions_before
from trainer_app.exchange.usage_in import read_usage
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.storage.unit_of_work import Reading
from trainer_app.storage.usage import KeptImport


class UsageImportService:
    """Imports usage. The same file twice changes nothing; a newer export replaces the days it covers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def import_file(
        self,
        path: Path,
        *,
        desk: Desk,
        dry_run: bool = False,
        sure: bool = False,
        covers: tuple[date, date] | None = None,
    ) -> ImportReport:
        """Take a usage export in one transaction; a dry run writes nothing.

        `covers` overrides the days the file proves by its first and last bucket. `sure` answers the
        questions of a shorter window or shrinking totals.

        Raises:
            Refused: the file cannot be understood, a question was not answered, or there is no program yet.
        """
        if covers and covers[1] < covers[0]:
            raise Refused(ImportDoubt.WINDOW_BACKWARDS)
        with self._context.store.read() as view:
            program = require_program(view)
        file = read_usage(path, zone=program.timezone)
        window = covers or (file.covers_from, file.covers_to)
        with self._context.store.read() as view:
            report = _report(view, file, window, min_units=program.min_units, dry_run=dry_run)
            known = view.usage.same_file(file.file_hash)
            doubts = () if known or sure else _questions(view, file, window)
        if known and (known.window.covers_from, known.window.covers_to) == window:
            return _same_file(report, known)
        if dry_run:
            return _with_warnings(report, [Warned(one.doubt, one.facts) for one in doubts])
        if doubts:
            raise Refused(doubts[0].doubt, file=path.name, **doubts[0].facts)
        self._write(file, path.name, window, desk)
        return report

    def _write(self, file: UsageFile, name: str, window: tuple[date, date], desk: Desk) -> None:
        with self._context.store.write() as work:
            now = self._context.clock()
            import_id = self._context.new_id()
            work.usage.replace(import_id, file, name=name, window=window, at=now)
            detail = {"file": name, "from": window[0].isoformat(), "to": window[1].isoformat()}
            work.record(Deed(Topic.USAGE, "usage_imported", subject_id=import_id, detail=detail), at=now, desk=desk)


def _questions(view: Reading, file: UsageFile, window: tuple[date, date]) -> tuple[ImportQuestion, ...]:
    totals: defaultdict[date, float] = defaultdict(float)
    for one in file.days:
        totals[one.day] += one.units
    return questions_before(
        replace(file.window, covers_from=window[0], covers_to=window[1]),
        [one.window for one in view.usage.imports()],
        new_totals=totals,
        old_totals=view.usage.totals(file.source, file.scope),
    )


def _report(
    view: Reading, file: UsageFile, window: tuple[date, date], *, min_units: float, dry_run: bool
) -> ImportReport:
    old = view.usage.days_of(file.source, file.scope, window)
    new = {(one.identity_kind.value, one.identity, one.day): one.units for one in file.days}
    owned = _owners(view)
    mine = {Identity(one.identity_kind, identity_key(one.identity)) for one in file.days}
    unknown = sorted(one.value for one in mine - owned.keys())
    warnings = list(file.warnings)
    if unknown:
        warnings.append(Warned(ImportNotice.UNKNOWN_IDENTITIES, {"identities": tuple(unknown)}))
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=len({owned[one] for one in mine if one in owned}),
        rows=file.rows,
        added=sum(key not in old for key in new),
        updated=sum(key in old and old[key] != units for key, units in new.items())
        + sum(key not in new for key in old),
        unchanged=sum(key in old and old[key] == units for key, units in new.items()),
        skipped=file.skipped,
        warnings=tuple(warnings),
        dry_run=dry_run,
        active_days=sum(one.units >= min_units for one in file.days),
        identities=len(mine),
        covers=window,
        unknown_identities=tuple(unknown),
    )


def _owners(view: Reading) -> dict[Identity, UUID]:
    aliases, grants = view.people.aliases(), view.access.everything()
    return {
        identity: person.id
        for person in view.people.everyone()
        for identity in identities_of(person, aliases=aliases.get(person.id, ()), grants=grants.get(person.id, ()))
    }


def _same_file(report: ImportReport, known: KeptImport) -> ImportReport:
    notice = Warned(ImportNotice.SAME_FILE, {"file": known.file_name, "at": known.at})
    return _with_warnings(report, [notice])


def _with_warnings(report: ImportReport, more: list[Warned]) -> ImportReport:
    return replace(report, warnings=(*report.warnings, *more))
