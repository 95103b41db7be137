"""Cells of a usage export: days, counts and marks, each parsed once however often it is written.

An export says the same few days and counts a million times; what a cell means is remembered, up to
a bound, so that a row costs a few look-ups.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from math import isfinite
from typing import TypeVar

from trainer_app.domain.secret import looks_secret
from trainer_app.domain.usage import DayBasis
from trainer_app.domain.usage_file import UsageLineTrouble

REMEMBERED = 50_000
_SHOWN = 40
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}|\d{16}")
_SECONDS_LENGTH, _MILLISECONDS_LENGTH = 10, 13
_DATE_LENGTH = 10
_QUARTER = 15
_QUARTERS = {f":{minute:02}": f":{minute // _QUARTER * _QUARTER:02}" for minute in range(60)}
_SECONDS = frozenset(f":{second:02}" for second in range(60))
YEARS = range(2000, 2100)  # a date outside is a broken cell, not a day of a rollout

Cell = TypeVar("Cell")
Meant = TypeVar("Meant")


class BadCell(Exception):  # noqa: N818 - not an error that leaves this package
    """A cell that does not say what its column should; `code` and `facts` are those of the skipped line."""

    def __init__(self, code: Enum, text: str) -> None:
        super().__init__(code.name)
        self.code = code
        self.facts = {"text": "…" if looks_secret(text) else text[:_SHOWN]}


class Unusable(Exception):  # noqa: N818 - told to the person as a refusal, with the file's name
    """The file as a whole cannot be taken; `code` and `facts` are those of the refusal."""

    def __init__(self, code: Enum, **facts: object) -> None:
        super().__init__(code.name)
        self.code = code
        self.facts = facts


class Remembered(dict[Cell, Meant]):
    """What cells mean: looked up where known, else asked of `parse` and remembered, up to a bound."""

    def __init__(self, parse: Callable[[Cell], Meant]) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, cell: Cell) -> Meant:
        meant = self._parse(cell)
        if len(self) >= REMEMBERED:
            self.clear()
        self[cell] = meant
        return meant


class DayReader(ABC):
    """Says on which day a row lies, from the cells that date it; knows the first and the last.

    `brief` shortens the first of these cells where many texts mean one day; None: they are few already.
    """

    def __init__(self, zone: tzinfo, *, brief: Callable[[str], str] | None = None) -> None:
        self.zone = zone
        self.brief = brief
        self.first: date | None = None
        self.last: date | None = None
        self.without_zone = False

    @property
    def basis(self) -> DayBasis:
        """Whose midnight ends the days that `read` returns."""
        return DayBasis.LOCAL_DAY

    def read(self, cells: tuple[str, ...]) -> date:
        """Return the day these cells name.

        Raises:
            BadCell: they name none.
        """
        day = self.day(cells)
        if day.year not in YEARS:
            raise BadCell(UsageLineTrouble.BAD_TIME, cells[0])
        self.first = day if self.first is None or day < self.first else self.first
        self.last = day if self.last is None or day > self.last else self.last
        return day

    @abstractmethod
    def day(self, cells: tuple[str, ...]) -> date:
        """Return the day these cells name, by the rules of one export."""


class Moments(DayReader):
    """Dates rows by a moment: its day in the program's zone, or the day as written where no offset is."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(zone, brief=to_the_quarter)

    def day(self, cells: tuple[str, ...]) -> date:
        """Return the local day of the moment in the first cell."""
        text = cells[0].strip()
        if len(text) <= _DATE_LENGTH and (plain := plain_date(text)):
            return plain
        when = moment(text)
        if (offset := when.utcoffset()) is None:
            self.without_zone = True
            return when.date()
        if offset % timedelta(minutes=_QUARTER):
            raise BadCell(UsageLineTrouble.BAD_TIME, text)  # no zone is so far from UTC
        try:
            return when.astimezone(self.zone).date()
        except (OverflowError, ValueError):
            raise BadCell(UsageLineTrouble.BAD_TIME, text) from None


def to_the_quarter(text: str) -> str:
    """Return an ISO time cut to its quarter of an hour, any other text as it is.

    Every zone's midnight lies on a quarter of an hour, so that all such times are on one day:
    "2026-02-13T10:20:30.456+09:00" gives "2026-02-13T10:15+09:00".
    """
    if (quarter := _QUARTERS.get(text[13:16])) and text[16:19] in _SECONDS:
        return text[:13] + quarter + text[19:].lstrip(".0123456789")
    return text


def plain_date(text: str) -> date | None:
    """Return the date of "2026-02-13" or "2026/2/13", None for anything else."""
    parts = text.replace("/", "-").split("-")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) != 4:  # noqa: PLR2004 - y-m-d
        return None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def moment(text: str) -> datetime:
    """Return the moment of an ISO time or of seconds, milliseconds or microseconds since 1970.

    Without an offset the result is naive: it means the program's local time.

    Raises:
        BadCell: the text is no such moment.
    """
    if _EPOCH.fullmatch(text):
        return _since_1970(text)
    iso = text.upper().removesuffix("UTC").rstrip() + "+00:00" if text[-3:].upper() == "UTC" else text
    try:
        return datetime.fromisoformat(iso.replace("/", "-"))
    except ValueError:
        raise BadCell(UsageLineTrouble.BAD_TIME, text) from None


def _since_1970(text: str) -> datetime:
    whole, _, fraction = text.partition(".")
    if len(whole) <= _SECONDS_LENGTH:
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=float(f"{whole}.{fraction or 0}"))
    unit = 1 if len(whole) > _MILLISECONDS_LENGTH else 1000
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(whole) * unit)


def requests(text: str) -> float:
    """Return the number of requests, 0 for an empty cell; "1,234" and "10.0" are numbers.

    Raises:
        BadCell: this is no number, or one below zero.
    """
    if not text.strip():
        return 0.0
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise BadCell(UsageLineTrouble.BAD_NUMBER, text) from None
    if number < 0 or not isfinite(number):
        raise BadCell(UsageLineTrouble.BAD_NUMBER, text)
    return number
