"""Takes a usage export into the program, a partition at a time; what looks wrong is asked about first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport, readable_name
from trainer_app.domain.imports import Warned
from trainer_app.domain.usage import Identity, IdentityKind, UsageDay, identities_of
from trainer_app.domain.usage_file import UsageFile
from trainer_app.domain.usage_replacing import ImportDoubt, ImportNotice, ImportQuestion, questions_before
from trainer_app.exchange.usage_in import read_usage
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.storage.unit_of_work import Reading, Writing
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
        source: str | None = None,
    ) -> ImportReport:
        """Take a usage export in one transaction; a dry run writes nothing.

        `covers` overrides the days the file proves by its first and last bucket. `sure` answers the
        questions of a shorter window, shrinking totals or people who would vanish. `source` keeps exports
        of two places apart that look alike; without it a file replaces what others of its layout said.

        Raises:
            Refused: the file cannot be understood, a question was not answered, or there is no program yet.
        """
        if covers and covers[1] < covers[0]:
            raise Refused(ImportDoubt.WINDOW_BACKWARDS)
        with self._context.store.read() as view:
            zone = require_program(view).timezone
        file = read_usage(path, zone=zone)
        if source:
            file = replace(file, source=f"{file.source}:{source.strip()}")
        coming = _Coming(file, covers or (file.covers_from, file.covers_to))
        if dry_run:
            with self._context.store.read() as view:
                return _look(view, coming).dry_run(sure=sure)
        with self._context.store.write() as work:
            seen = _look(work, coming)
            if seen.doubts and not sure:
                raise Refused(seen.doubts[0].doubt, file=path.name, **seen.doubts[0].facts)
            if not seen.nothing_to_do:
                self._write(work, coming, readable_name(path.name), desk)
        return seen.report

    def _write(self, work: Writing, coming: _Coming, name: str, desk: Desk) -> None:
        now, window, import_id = self._context.clock(), coming.window, self._context.new_id()
        work.usage.replace(import_id, coming.file, name=name, window=window, at=now)
        detail = {"file": name, "from": window[0].isoformat(), "to": window[1].isoformat()}
        work.record(Deed(Topic.USAGE, "usage_imported", subject_id=import_id, detail=detail), at=now, desk=desk)


@dataclass(frozen=True, slots=True)
class _Coming:
    """A file to be imported, with the days it is to cover (both included)."""

    file: UsageFile
    window: tuple[date, date]

    def days(self) -> list[UsageDay]:
        """Return the days that would be written."""
        return [one for one in self.file.days if self.window[0] <= one.day <= self.window[1]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an import would do, and what to ask before it."""

    report: ImportReport
    doubts: tuple[ImportQuestion, ...] = ()
    nothing_to_do: bool = False

    def dry_run(self, *, sure: bool) -> ImportReport:
        """Return the report of an import that writes nothing, the open questions among its warnings."""
        asked = () if sure else (Warned(one.doubt, one.facts) for one in self.doubts)
        return replace(self.report, dry_run=True, warnings=(*self.report.warnings, *asked))


def _look(view: Reading, coming: _Coming) -> _Seen:
    known = view.usage.same_file(coming.file.file_hash)
    report = _report(view, coming)
    if known and (known.window.covers_from, known.window.covers_to) == coming.window:
        return _Seen(_same_file(report, known), nothing_to_do=True)
    return _Seen(report, _questions(view, coming, known))


def _questions(view: Reading, coming: _Coming, known: KeptImport | None) -> tuple[ImportQuestion, ...]:
    """Return what to ask; a file that comes again with another window is not compared with itself."""
    file, (first, last) = coming.file, coming.window
    totals: defaultdict[date, float] = defaultdict(float)
    for one in coming.days():
        totals[one.day] += one.units
    asked = questions_before(
        replace(file.window, covers_from=first, covers_to=last),
        [one.window for one in view.usage.imports() if known is None or one.id != known.id],
        new_totals=totals,
        old_totals=view.usage.totals(file.source, file.scope),
    )
    gone = view.usage.vanishing(file, coming.window) if known is None else []
    if not gone:
        return asked
    facts: dict[str, object] = {"count": len(gone), "identities": tuple(gone[:5])}
    return (*asked, ImportQuestion(ImportDoubt.IDENTITIES_VANISH, facts))


def _report(view: Reading, coming: _Coming) -> ImportReport:
    file = coming.file
    days = coming.days()
    old = {
        _key(*key): units for key, units in view.usage.days_of(file.source, file.scope, window=coming.window).items()
    }
    new = {_key(one.identity_kind.value, one.identity, one.day): one.units for one in days}
    by_somebody = [one for one in days if one.identity_kind is not IdentityKind.NONE]
    mine = {Identity(one.identity_kind, identity_key(one.identity)) for one in by_somebody}
    owned = _owners(view)
    known = [owned[one] for one in mine if one in owned]
    unknown = sorted(one.value for one in mine - owned.keys())
    notice = [Warned(ImportNotice.UNKNOWN_IDENTITIES, {"identities": tuple(unknown)})] if unknown else []
    same = sum(new.get(key) == units for key, units in old.items())
    added = len(new.keys() - old.keys())
    min_units = require_program(view).min_units
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=file.people - len(known) + len({*known}),  # two keys of one person are one person
        rows=file.rows,
        added=added,
        updated=len(old.keys() | new.keys()) - added - same,
        unchanged=same,
        skipped=file.skipped,
        warnings=(*file.warnings, *notice),
        dry_run=False,
        active_days=sum(one.units >= min_units for one in by_somebody),
        identities=file.people,
        covers=coming.window,
        unknown_identities=tuple(unknown),
    )


def _key(kind: str, identity: str, day: date) -> tuple[str, str, date]:
    return kind, identity_key(identity), day


def _owners(view: Reading) -> dict[Identity, UUID]:
    aliases, grants = view.people.aliases(), view.access.everything()
    return {
        identity: person.id
        for person in view.people.everyone()
        for identity in identities_of(person, aliases=aliases.get(person.id, ()), grants=grants.get(person.id, ()))
    }


def _same_file(report: ImportReport, known: KeptImport) -> ImportReport:
    notice = Warned(ImportNotice.SAME_FILE, {"file": known.file_name, "at": known.at})
    days = report.added + report.updated + report.unchanged
    return replace(report, added=0, updated=0, unchanged=days, warnings=(*report.warnings, notice))
