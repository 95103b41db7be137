"""Attendance in: who was there and since when, from our own layout, from meeting reports and from check-in lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.errors import Refused
from trainer_app.domain.imports import AttendanceFile, AttendanceLine
from trainer_app.exchange.headers import ATTENDANCE
from trainer_app.exchange.layouts import MEETING_REPORTS, REGISTERS
from trainer_app.exchange.lines import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.exchange.moments import Dates, to_utc
from trainer_app.exchange.naming import agree, one_line, present
from trainer_app.exchange.statuses import only_says_yes, says_yes
from trainer_app.exchange.understanding import Mapped, understand
from trainer_app.exchange.understood import Record, Understood
from trainer_app.exchange.who import Who, who_of

__all__ = ["AttendanceFile", "AttendanceLine", "read_attendance"]

_TIMES = (Meaning.CHECKED_IN_AT, Meaning.COMPLETED_AT)
_EVIDENCE = (Meaning.CHECKED_IN_AT, Meaning.ATTENDED, Meaning.COMPLETED_AT)  # a session alone may be a registration
_IN_BRACKETS = re.compile(r"\(([^()]*\d[^()]*)\)")
_LONGEST_LIST = 2_000
_CONFIDENCE = re.compile(r"([1-5])(?:[.,]0)?(?:\s*/\s*5)?")


def read_attendance(
    path: Path, *, zone: str, mapping: Mapped | None = None, day_first: bool | None = None
) -> AttendanceFile:
    """Return who was there. Times with an offset are taken as they are, others are local in `zone`.

    Somebody who left and came back is one entry, from the earliest time. A list of people without any
    column about presence is taken as a list of those who came, and says so; a directory is refused.
    `mapping` and `day_first` as for `read_people`.

    Raises:
        Refused: a `FileTrouble` with the fact `file`; nothing else, whatever the file holds.
    """
    found = understand(path, ATTENDANCE, mapping=mapping, default=Layout.ATTENDANCE)
    if not found.has(*ATTENDANCE.needs):
        raise Refused(FileTrouble.UNKNOWN_LAYOUT, file=path.name)
    if found.layout in REGISTERS:
        raise Refused(FileTrouble.NO_PRESENCE, file=path.name)
    if not found.has(*_EVIDENCE) and found.layout is not Layout.EVENTBRITE:
        found.warn(Notice.EVERYBODY_CAME)
    dates = Dates(_dates_of(found), day_first=day_first, zone=zone)
    entries = _folded(found.taken(_Report(found, dates, zone).entry), found)
    found.note_order(dates)
    return AttendanceFile(
        understood_as=found.layout,
        columns=found.columns,
        rows=found.rows,
        entries=tuple(entries),
        skipped=found.skipped_in_order(),
        warnings=found.told(),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line's attendance, with the ways its name was written."""

    line: AttendanceLine
    who: Who


@dataclass(frozen=True, slots=True)
class _Report:
    """What is needed to read any line of one report."""

    found: Understood
    dates: Dates
    zone: str

    def entry(self, record: Record) -> _Entry:
        """Return the attendance of a record; refused where it names nobody or says they were not there."""
        who = who_of(record, self.found.columns)
        if not self._was_there(record):
            raise Refused(LineTrouble.NOT_THERE)
        line = AttendanceLine(
            line=record.line,
            email=who.email,
            name=who.naming.shown if who.named or not who.email else None,
            session=one_line(present(record[Meaning.SESSION])) or None,
            checked_in_at=self._checked_in_at(record),
            completed_at=self._completed_at(record),
            made=one_line(present(record[Meaning.MADE])) or None,
            confidence_before=self._confidence(record, Meaning.CONFIDENCE_BEFORE),
            confidence_after=self._confidence(record, Meaning.CONFIDENCE_AFTER),
        )
        return _Entry(line, who)

    def _was_there(self, record: Record) -> bool:
        """Say whether the line's own evidence says so; a file with none lists those who came."""
        if self.found.layout is Layout.EVENTBRITE and not self.found.has(Meaning.CHECKED_IN_AT, Meaning.ATTENDED):
            return only_says_yes(record[Meaning.STATUS])
        if says_yes(record[Meaning.COMPLETED_AT]) or says_yes(record[Meaning.CHECKED_IN_AT]):
            return True
        if self.found.has(Meaning.ATTENDED):
            return says_yes(record[Meaning.ATTENDED])
        return not self.found.has(Meaning.CHECKED_IN_AT)

    def _checked_in_at(self, record: Record) -> datetime | None:
        """Return when they came, None where the file only says that they did, or the time without the day."""
        text = present(record[Meaning.CHECKED_IN_AT])
        if not says_yes(text) or only_says_yes(text):
            if self.found.has(Meaning.CHECKED_IN_AT, Meaning.ATTENDED):
                self.found.note(Notice.NO_TIMES, record.line)
            return None
        times = _IN_BRACKETS.findall(text[:_LONGEST_LIST]) or [text]
        return min((moment for one in times if (moment := self._moment(one, record.line))), default=None)

    def _completed_at(self, record: Record) -> datetime | None:
        """Return when the first hands-on was completed; "yes" is not enough, for the day decides what counts later."""
        text = present(record[Meaning.COMPLETED_AT])
        return self._moment(text, record.line) if says_yes(text) else None

    def _moment(self, text: str, line: int) -> datetime | None:
        """Return a moment in UTC, None where day or time is missing, noting what is to be known about it."""
        written = self.dates.read(text)
        if written.day is None or written.clock is None:
            self.found.note(Notice.TIME_WITHOUT_DATE if written.clock else Notice.NO_TIMES, line, example=text)
            return None
        moment, notice = to_utc(written, self.zone)
        if notice:
            self.found.note(notice, line)
        return moment

    def _confidence(self, record: Record, meaning: Meaning) -> int | None:
        """Return a confidence from 1 to 5, noting one outside."""
        text = present(record[meaning])
        match = _CONFIDENCE.fullmatch(text)
        if text and not match:
            self.found.note(Notice.CONFIDENCE_OUTSIDE, record.line, example=text)
        return int(match[1]) if match else None


def _dates_of(found: Understood) -> Iterator[tuple[int, str]]:
    """Give the times of a report with their lines."""
    return ((record.line, record[m]) for record in found.records for m in _TIMES if record[m])


def _folded(entries: Iterable[_Entry], found: Understood) -> list[AttendanceLine]:
    """Join the lines of one person in one session; in a meeting report also those that share only their name."""
    is_report = found.layout in MEETING_REPORTS or found.has(Meaning.LEFT_AT)
    groups: dict[tuple[str, str], list[list[_Entry]]] = {}
    for entry in entries:
        line = entry.line
        who = identity_key(line.email) if line.email else f" {identity_key(line.name or '')}"
        known = groups.setdefault((who, identity_key(line.session or "")), [])
        same = next((group for group in known if _belongs(entry, group, is_report=is_report)), None)
        if same is None:
            known.append([entry])
            continue
        if not line.email:
            found.note(Notice.REJOINED_BY_NAME, line.line)
        same.append(entry)
    joined = (_joined([entry.line for entry in group]) for known in groups.values() for group in known)
    return sorted(joined, key=lambda line: line.line)


def _belongs(entry: _Entry, group: list[_Entry], *, is_report: bool) -> bool:
    """Say whether a line is of the person whose lines share its address or name: the names agree, or one is missing."""
    if not entry.line.email:
        return is_report
    named = next((other for other in group if other.who.named), None)
    return not entry.who.named or named is None or agree(entry.who.naming, named.who.naming)


def _joined(lines: list[AttendanceLine]) -> AttendanceLine:
    """Return one entry from the earliest time; what it does not say is taken from the others."""
    came = [line for line in lines if line.checked_in_at]
    first = min(came, key=attrgetter("checked_in_at", "line")) if came else lines[0]
    completions = [line.completed_at for line in lines if line.completed_at]
    return replace(
        first,
        name=first.name or next((line.name for line in lines if line.name), None),
        completed_at=min(completions, default=None),
        made=next((line.made for line in lines if line.made), None),
        confidence_before=next((line.confidence_before for line in lines if line.confidence_before), None),
        confidence_after=next((line.confidence_after for line in lines if line.confidence_after), None),
    )
