"""What reading a usage export gives: how it was understood, the days it shows, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from trainer_app.domain.imports import Column, Skipped, Warned
from trainer_app.domain.usage import DayBasis, IdentityKind, UnreadDay, UsageDay, UsageImport


class UsageLayout(Enum):
    """The exports that are understood; each is recognised by its header."""

    OPENAI_USAGE = "openai_usage"
    GITHUB_REQUESTS = "github_requests"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class UsageFile:
    """One usage export, read and summed; nothing is written yet.

    `source` and `scope` name the partition an import replaces; `scope` is a project's id where the file
    is about one project, "" otherwise. `covers_from` to `covers_to` are its first and last bucket's day.
    `identified_by` is empty where the export does not say who; an export in which nobody used anything
    shows everybody, so there it holds every kind. `rows` counts data rows, taken or not; `people` the
    different identities, `person_days` their days, with use or without. `days` are those with use, sorted;
    `skipped` holds the first of the lines left out (a notice says how many more). `file_hash` is SHA-256
    in hex. `unread` are the days of identities named in lines that could not be read; where such a line cannot
    be dated either, every day of the file is one.
    """

    understood_as: UsageLayout
    source: str
    scope: str
    basis: DayBasis
    identified_by: frozenset[IdentityKind]
    covers_from: date
    covers_to: date
    rows: int
    people: int
    person_days: int
    days: tuple[UsageDay, ...]
    columns: tuple[Column, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warned, ...]
    file_hash: str
    unread: tuple[UnreadDay, ...] = ()

    @property
    def window(self) -> UsageImport:
        """The import this file would be, with the window it says itself."""
        return UsageImport(self.source, self.scope, self.basis, self.identified_by, self.covers_from, self.covers_to)


class UsageTrouble(Enum):
    """Why a whole usage file was refused. Facts: `file`, and where it helps `line`, `found`, `layouts`."""

    UNKNOWN_LAYOUT = "the header is not one of the exports that are understood"
    COSTS_ONLY = "this export lists costs, not requests"
    SECRET = "a cell holds a secret key itself"  # noqa: S105 - the reason, not a secret
    WORKBOOK = "a workbook; usage is read from CSV"
    LINE_TOO_LONG = "a line is longer than any export's"
    NO_DATES = "no row of the file can be dated"
    MIXED_BUCKETS = "the file mixes daily buckets with shorter ones"
    WIDE_BUCKETS = "a bucket of the file is longer than a day"
    CANCELLED = "reading was cancelled"


class UsageLineTrouble(Enum):
    """Why a line of a usage file was not taken, or does not count as use."""

    BAD_TIME = "this is not a date and time"
    BAD_NUMBER = "this is not a number of requests"
    TOO_FEW_CELLS = "the line has fewer cells than the header and misses some that are needed"
    TOO_MANY_CELLS = "the line has more cells than the header"
    ERRORED = "the request failed"
    NOT_CHARGED = "the request was not charged"
    AUTOMATION = "an automation or service account, not a person"
    PASSIVE = "a passive signal, not use"


class UsageNotice(Enum):
    """What to know about a usage file that was taken."""

    NOT_GROUPED = "the export does not say who: it was not grouped"
    SOME_UNNAMED = "some use is not named"
    NO_USE = "nobody used anything in these days"
    SEVERAL_PROJECTS = "the file holds several projects"
    TIMES_WITHOUT_ZONE = "times without an offset were taken as local"
    MORE_SKIPPED = "more lines were left out than are listed"
