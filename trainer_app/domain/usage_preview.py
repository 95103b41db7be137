"""An import of usage before it is taken: what was understood, what it would change, and what is asked first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.usage import IdentityKind, UnknownIdentity
from trainer_app.domain.usage_coverage import CoverageDays
from trainer_app.domain.usage_file import UsageFile
from trainer_app.domain.usage_replacing import ImportQuestion


@dataclass(frozen=True, slots=True)
class UsageDraft:
    """A usage file that was read, and what the person says about it.

    `covers` overrides the days the file proves by its first and last bucket; `source` keeps exports of two places
    apart that look alike.
    """

    file: UsageFile
    name: str
    covers: tuple[date, date] | None = None
    source: str | None = None

    @property
    def window(self) -> tuple[date, date]:
        """The days it is to cover, both included."""
        return self.covers or (self.file.covers_from, self.file.covers_to)


@dataclass(frozen=True, slots=True)
class UsagePreview:
    """What taking a draft would do.

    `trainees` are the attendees of the roster, `can_show` those of them the file could show by the kind of identity it
    names people by, `found` those it does name. `unknown` belongs to nobody, most units first, without what was set
    aside. `unread` counts the identities some day of which could not be read: those days stay uncovered for them.
    """

    draft: UsageDraft
    report: ImportReport
    identified_by: frozenset[IdentityKind]
    questions: tuple[ImportQuestion, ...]
    nothing_to_do: bool
    trainees: int
    can_show: int
    found: int
    unknown: tuple[UnknownIdentity, ...]
    unread: int
    days: CoverageDays
