"""Takes a usage export into the program, a partition at a time; what looks wrong is asked about first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from trainer_app.domain.attendee import Role, identity_key
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport, readable_name
from trainer_app.domain.imports import Warned
from trainer_app.domain.usage import Identity, IdentityKind, UsageDay, UsageImport, gather
from trainer_app.domain.usage_coverage import CoverageDays
from trainer_app.domain.usage_file import UsageFile
from trainer_app.domain.usage_preview import UsageDraft, UsagePreview
from trainer_app.domain.usage_replacing import ImportDoubt, ImportNotice, ImportQuestion, questions_before
from trainer_app.exchange.usage_in import read_usage
from trainer_app.services.context import Context
from trainer_app.services.identity_lookup import known_identities
from trainer_app.services.programs import require_program
from trainer_app.services.training_days import training_days
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
        _check_window(covers)
        draft = UsageDraft(self.read(path), path.name, covers, source)
        if dry_run:
            with self._context.store.read() as view:
                return _look(view, _coming(draft)).dry_run(sure=sure)
        return self.take(draft, answered=frozenset(ImportDoubt) if sure else frozenset(), desk=desk)

    def read(
        self,
        path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> UsageFile:
        """Read a usage export and write nothing; `progress` hears of kilobytes read and all there are.

        Raises:
            Refused: the file cannot be understood, reading was cancelled, or there is no program yet.
        """
        with self._context.store.read() as view:
            zone = require_program(view).timezone
        return read_usage(path, zone=zone, progress=progress, cancelled=cancelled)

    def preview(self, draft: UsageDraft) -> UsagePreview:
        """Return what taking this draft would do; nothing is written.

        Raises:
            Refused: the days to cover end before they begin, or there is no program yet.
        """
        _check_window(draft.covers)
        coming = _coming(draft)
        with self._context.store.read() as view:
            return _preview(view, draft, coming)

    def take(self, draft: UsageDraft, *, answered: Collection[ImportDoubt] = (), desk: Desk) -> ImportReport:
        """Write a draft in one transaction; `answered` are the doubts the person has looked at.

        Raises:
            Refused: a doubt was not answered, the days to cover end before they begin, or there is no program yet.
        """
        _check_window(draft.covers)
        coming = _coming(draft)
        with self._context.store.write() as work:
            seen = _look(work, coming)
            for one in seen.doubts:
                if one.doubt not in answered:
                    raise Refused(one.doubt, file=draft.name, **one.facts)
            if not seen.nothing_to_do:
                self._write(work, coming, readable_name(draft.name), desk)
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


def _check_window(covers: tuple[date, date] | None) -> None:
    if covers and covers[1] < covers[0]:
        raise Refused(ImportDoubt.WINDOW_BACKWARDS)


def _coming(draft: UsageDraft) -> _Coming:
    file = draft.file
    if draft.source and draft.source.strip():
        file = replace(file, source=f"{file.source}:{draft.source.strip()}")
    return _Coming(file, draft.window)


def _preview(view: Reading, draft: UsageDraft, coming: _Coming) -> UsagePreview:
    seen, everyone = _look(view, coming), view.people.everyone()
    identities = known_identities(view, everyone)
    gathered = gather(identities, imports=(), days=coming.days())
    trainees = [one.id for one in everyone if one.role is Role.ATTENDEE]
    aside = view.usage.set_aside()
    named_by = coming.file.identified_by
    return UsagePreview(
        draft=draft,
        report=seen.report,
        identified_by=named_by,
        questions=seen.doubts,
        nothing_to_do=seen.nothing_to_do,
        trainees=len(trainees),
        can_show=sum(any(one.kind in named_by for one in identities[who]) for who in trainees),
        found=sum(bool(gathered.people[who].days) for who in trainees),
        unknown=tuple(
            one
            for one in gathered.unknown
            if one.identity.kind is not IdentityKind.NONE and _plain(one.identity) not in aside
        ),
        unread=len({(one.identity_kind, one.identity) for one in coming.file.unread}),
        days=_days(view, None if seen.nothing_to_do else coming),
    )


def _days(view: Reading, coming: _Coming | None) -> CoverageDays:
    windows = [one.window for one in view.usage.imports()]
    before, training = _covered(windows), training_days(view)
    if coming is None:
        return CoverageDays(before, training=training)
    window = DayRange(*coming.window)
    same = (one for one in windows if (one.source, one.scope) == (coming.file.source, coming.file.scope))
    return CoverageDays(before, window, _covered(same).within(window), training)


def _covered(windows: Iterable[UsageImport]) -> Coverage:
    return Coverage.of(DayRange(one.covers_from, one.covers_to) for one in windows)


def _plain(identity: Identity) -> Identity:
    return Identity(identity.kind, identity_key(identity.value))


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
    unknown = sorted(one.value for one in mine - owned.keys() - view.usage.set_aside().keys())
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
    owned = known_identities(view, view.people.everyone())
    return {identity: who for who, identities in owned.items() for identity in identities}


def _same_file(report: ImportReport, known: KeptImport) -> ImportReport:
    notice = Warned(ImportNotice.SAME_FILE, {"file": known.file_name, "at": known.at})
    days = report.added + report.updated + report.unchanged
    return replace(report, added=0, updated=0, unchanged=days, warnings=(*report.warnings, notice))
