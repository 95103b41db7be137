"""What an import did, or in a dry run would do: the same report for people, sessions, attendance and usage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trainer_app.domain.import_codes import Layout
from trainer_app.domain.import_decisions import Duplicate
from trainer_app.domain.imports import Column, Skipped, Warned
from trainer_app.domain.session import Session
from trainer_app.domain.usage_file import UsageLayout


@dataclass(frozen=True, slots=True)
class OtherTime:
    """Somebody checked in already, whom the file has coming at another time; what stands is kept. Times in UTC."""

    line: int
    name: str
    session: Session
    stands: datetime
    in_file: datetime


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was understood and what became of it.

    `people` counts the different people the file speaks of, `rows` its data rows. `added`, `updated`
    and `unchanged` count people (or sessions, or person-days of usage); `registered` the new registrations
    of a roster, `duplicates` those of it who may be somebody known already. `sessions` are those an attendance
    list is about, by their start, `other_times` whom it has coming at another time. What is left belongs to usage
    alone: there, a person is whoever has one or several of the `identities` (keys, logins, e-mails), whether
    or not the roster knows them.
    """

    understood_as: Layout | UsageLayout
    columns: tuple[Column, ...]
    people: int
    rows: int
    added: int
    updated: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warned, ...]
    dry_run: bool
    registered: int = 0
    active_days: int | None = None
    identities: int | None = None
    covers: tuple[date, date] | None = None
    unknown_identities: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    sessions: tuple[Session, ...] = ()
    other_times: tuple[OtherTime, ...] = ()


def readable_name(file_name: str) -> str:
    """Return a file's name as text that can be kept: bytes that are no letters become "?"."""
    return file_name.encode("utf-8", errors="replace").decode("utf-8")
