"""What a file was understood as: its columns, its usable lines, and what is to be told about the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from trainer_app.domain.errors import Refused
from trainer_app.exchange.lines import Column, Layout, Meaning, Notice, Skipped, Warned
from trainer_app.exchange.moments import Dates

SHOWN = 80
"""How many letters of a cell are repeated when it is told about."""

Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True)
class Record:
    """One usable line: its cells by meaning, cleaned. `by_hosts`: it stands in a section of hosts or panelists."""

    line: int
    values: Mapping[Meaning, str]
    by_hosts: bool = False

    def __getitem__(self, meaning: Meaning) -> str:
        """Return the cell of this meaning, "" where the file has none."""
        return self.values.get(meaning, "")


@dataclass(slots=True)
class Understood:
    """A file as understood; the importer adds what it leaves out and what is to be known as it goes on.

    `rows` counts the data rows seen, taken or not.
    """

    layout: Layout
    columns: tuple[Column, ...]
    encoding: str
    delimiter: str | None
    rows: int = 0
    records: list[Record] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    noted: defaultdict[Notice, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def taken(self, read: Callable[[Record], Taken]) -> Iterator[Taken]:
        """Give what `read` makes of each record; a record it refuses is left out with the reason."""
        for record in self.records:
            try:
                yield read(record)
            except Refused as reason:
                self._forget(record.line)
                self.skipped.append(Skipped(record.line, reason.code, reason.facts, _who(record)))

    def _forget(self, line: int) -> None:
        """Drop what was noted of a line that is left out after all."""
        for places in self.noted.values():
            while places and places[-1][0] == line:
                places.pop()

    def warn(self, code: Notice, **facts: object) -> None:
        """Say something about the file that was taken."""
        self.warnings.append(Warned(code, facts))

    def note(self, code: Notice, line: int, *, example: str = "") -> None:
        """Remember that something is to be said about a line; all lines of one kind are said together."""
        self.noted[code].append((line, example))

    def note_order(self, dates: Dates) -> None:
        """Tell which order of day and month was taken, if nothing in the file decided it."""
        if dates.asked_about:
            line, example = dates.asked_about
            assumed = Notice.DAY_FIRST_ASSUMED if dates.day_first else Notice.MONTH_FIRST_ASSUMED
            self.warn(assumed, line=line, example=example[:SHOWN])

    def told(self) -> tuple[Warned, ...]:
        """Return everything to be known about the file."""
        noted = (
            Warned(code, {"lines": tuple(line for line, _ in places), "example": places[0][1][:SHOWN]})
            for code, places in self.noted.items()
            if places
        )
        return (*self.warnings, *noted)

    def skipped_in_order(self) -> tuple[Skipped, ...]:
        """Return the lines left out, in the order of the file."""
        return tuple(sorted(self.skipped, key=lambda skipped: skipped.line))

    def has(self, *meanings: Meaning) -> bool:
        """Say whether the file has a column of one of these meanings."""
        return any(column.meaning in meanings for column in self.columns)


def _who(record: Record) -> str:
    """Return the name of a line that was left out, as far as its cells give one."""
    parts = (record[Meaning.FIRST_NAME], record[Meaning.LAST_NAME])
    return " ".join((record[Meaning.NAME] or " ".join(filter(None, parts))).split())[:SHOWN]
