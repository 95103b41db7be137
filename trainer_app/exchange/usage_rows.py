"""The second pass over a usage export: row by row into units per identity and day, nothing else kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from trainer_app.domain.imports import Skipped
from trainer_app.domain.usage_file import UsageLineTrouble
from trainer_app.exchange.lines import clean
from trainer_app.exchange.usage_cells import REMEMBERED, YEARS, BadCell, Remembered, Unusable
from trainer_app.exchange.usage_plan import Plan

LISTED = 1000
MANY_PROJECTS = 50
MANY_UNDATED = 1000
DAY_SHIFT = 40  # the number of the naming cells fits below a day's


class Rows(Protocol):
    """What `csv.reader` is: rows, and the number of the line last read."""

    @property
    def line_num(self) -> int:
        """The number of the last line read, from 1."""

    def __iter__(self) -> Iterator[list[str]]:
        """Give the rows."""

    def __next__(self) -> list[str]:
        """Give the next row."""


@dataclass(slots=True)
class Tally:
    """What the rows came to.

    `names` are the different naming cells met: a place in the plan's `who` and the text, or None where
    all of them were empty. `units` maps a day's ordinal, shifted left by `DAY_SHIFT`, plus a name's
    number from 1 to the units of that day (zero where there was no use): one number instead of three objects,
    for there may be millions. `projects` are in the order met. `unlisted` counts the lines left out
    beyond the first. `unread` are the keys of lines that could not be taken, the day's ordinal 0 where the line
    cannot be dated; of undated ones no more than `MANY_UNDATED` are kept.
    """

    rows: int = 0
    names: list[tuple[int, str] | None] = field(default_factory=list)
    units: dict[int, float] = field(default_factory=dict)
    projects: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unlisted: int = 0
    unread: set[int] = field(default_factory=set)
    undated: int = 0

    def skip(self, row: Skipped) -> None:
        """Note a row that could not be taken."""
        self.rows += 1
        self.leave_out(row)

    def note_project(self, text: str) -> None:
        """Keep a project that is new."""
        project = clean(text)
        if project and project not in self.projects and len(self.projects) < MANY_PROJECTS:
            self.projects.append(project)

    def leave_out(self, row: Skipped) -> None:
        """Note a line that is no use; beyond a bound only how many there were."""
        if len(self.skipped) < LISTED:
            self.skipped.append(row)
        else:
            self.unlisted += 1


class _Names:
    """Numbers the naming cells from 1, so that a million rows share one text.

    `known` has the numbers by the cell believed first, which nearly every row is named by.
    """

    def __init__(self, plan: Plan) -> None:
        self.first = plan.who[0][1] if plan.who else plan.when[0]
        self.known: dict[str, int] = {}
        self._who = plan.who
        self._numbers: dict[tuple[int, str] | None, int] = {}

    def learn(self, row: list[str]) -> int:
        """Return the number of whoever this row names."""
        name = next(((place, row[at]) for place, (_, at) in enumerate(self._who) if row[at].strip()), None)
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        if name and name[0] == 0:
            self.known[name[1]] = number
        return number

    def met(self) -> list[tuple[int, str] | None]:
        """Return all names in the order of their numbers."""
        return list(self._numbers)


def tally(rows: Rows, plan: Plan, *, width: int) -> Tally:
    """Sum all rows below the header. `width` is the header's number of cells.

    Raises:
        Unusable: the file as a whole cannot be dated as it should (facts: `line`).
    """
    result, names = Tally(), _Names(plan)
    try:
        _sum(rows, plan, result, names, width=width)
    except Unusable as stop:
        raise Unusable(stop.code, line=rows.line_num) from None
    result.names = names.met()
    return result


def _sum(rows: Rows, plan: Plan, result: Tally, names: _Names, *, width: int) -> None:
    """Walk the rows. This loop is what a million rows cost, so it looks up more than it calls."""
    days: dict[str, int] = {}
    amounts, gates = Remembered(plan.amount), [(at, Remembered(gate)) for at, gate in plan.gates]
    begin, end, brief = plan.when[0], plan.when[-1], plan.days.brief
    units, per_row, project = plan.units, plan.per_row, plan.project
    sums, known, named_by = result.units, names.known, names.first
    count, last_project = 0, ""
    for row in rows:
        if len(row) != width and not _mended(row, plan, width=width, line=rows.line_num, result=result):
            _note_unread(row, plan, result, names)
            continue
        try:
            when = brief(row[begin]) if brief else row[begin] + row[end]
            day = days.get(when) or _remember_day(days, when, row, plan)
            amount = per_row if units is None else amounts[row[units]]
        except BadCell as bad:
            if any(row):
                result.skip(Skipped(rows.line_num, bad.code, bad.facts))
                _note_unread(row, plan, result, names)
            continue
        count += 1
        for at, gate in gates:
            if (reason := gate[row[at]]) is not None:
                result.leave_out(Skipped(rows.line_num, reason))
                amount = 0.0
                break
        key = day + (known.get(row[named_by]) or names.learn(row))
        sums[key] = sums.get(key, 0.0) + amount
        if project is not None and row[project] != last_project:
            last_project = row[project]
            result.note_project(last_project)
    result.rows += count


def _note_unread(row: list[str], plan: Plan, result: Tally, names: _Names) -> None:
    """Note whose line could not be taken, and of which day: that day is then not known to be without use."""
    cells = [*row, *[""] * (max((*plan.when, *(at for _, at in plan.who))) + 1 - len(row))]
    if not any(cells[at].strip() for _, at in plan.who):
        return
    day = _day_of(cells, plan)
    if day or result.undated < MANY_UNDATED:
        result.undated += not day
        result.unread.add((day << DAY_SHIFT) + names.learn(cells))


def _day_of(cells: list[str], plan: Plan) -> int:
    """Return the ordinal of the day a line is of, 0 where it cannot be told; the file's own days do not grow by it."""
    try:
        day = plan.days.day(tuple(cells[at] for at in plan.when))
    except (BadCell, Unusable):
        return 0
    return day.toordinal() if day.year in YEARS else 0


def _remember_day(days: dict[str, int], when: str, row: list[str], plan: Plan) -> int:
    """Return the shifted ordinal of the row's day, and keep it for the next row dated the same."""
    day = plan.days.read(tuple(row[at] for at in plan.when)).toordinal() << DAY_SHIFT
    if len(days) >= REMEMBERED:
        days.clear()
    days[when] = day
    return day


def _mended(row: list[str], plan: Plan, *, width: int, line: int, result: Tally) -> bool:
    """Fill or trim a row to the header's width in place; tell whether it can be used then."""
    if not any(row):
        return False
    if len(row) <= max(plan.when):
        result.skip(Skipped(line, UsageLineTrouble.TOO_FEW_CELLS))
        return False
    if any(row[width:]):
        result.skip(Skipped(line, UsageLineTrouble.TOO_MANY_CELLS))
        return False
    row[width:] = [""] * (width - len(row))
    return True
