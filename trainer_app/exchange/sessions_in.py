"""Session plans in: read planned sessions from a sheet, in the zone they were meant in."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer_app.domain.attendee import identity_key
from trainer_app.domain.errors import Refused
from trainer_app.domain.imports import SessionsFile, SheetSession
from trainer_app.domain.session import SessionKind
from trainer_app.exchange.headers import SESSIONS, spelling
from trainer_app.exchange.lines import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.exchange.moments import Dates, Written, to_utc
from trainer_app.exchange.naming import one_line, present
from trainer_app.exchange.understanding import Mapped, understand
from trainer_app.exchange.understood import SHOWN, Record, Understood

__all__ = ["SessionsFile", "SheetSession", "read_sessions"]

DEFAULT_MINUTES = {SessionKind.HANDS_ON: 150, SessionKind.AWARENESS: 45, SessionKind.CLINIC: 60}
"""How long a session lasts where its file does not say."""

_TIMES = (Meaning.DATE, Meaning.STARTS_AT, Meaning.ENDS_AT)
_KIND_WORDS = (
    (SessionKind.HANDS_ON, ("handson", "ハンスオン")),
    (
        SessionKind.CLINIC,
        ("clinic", "officehour", "followup", "dropin", "sprechstunde", "nachbetreuung", "permanence", "suivi",
         "consulta", "seguimiento", "相談", "フォローアッフ"),
    ),
    (
        SessionKind.AWARENESS,
        ("awareness", "whyitmatters", "intro", "kickoff", "talk", "lecture", "briefing", "infover", "warum",
         "sensibilis", "sensibiliz", "einfuhrung", "presentacion", "presentation", "charla", "説明会", "啓発",
         "導入", "講義"),
    ),
    (
        SessionKind.HANDS_ON,
        ("workshop", "training", "practice", "practical", "praxis", "ubung", "schulung", "atelier", "pratique",
         "taller", "practica", "formation", "formacion", "実習", "演習", "実践", "研修"),
    ),
)  # fmt: skip
_RANGE = re.compile(
    r"(?P<start>.*?(?:午前|午後)?\d{1,2}(?:[:.h時]\d{2}|時)(?:分|\s*[ap]\.?m\.?)?)\s*(?:-|\u2013|\u2014|~|\u301c|\uff5e|bis|to|à)"
    r"\s*(?P<end>(?:午前|午後)?\d{1,2}(?:[:.h時]\d{2}|時).*)",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:h|std|hours?|stunden?|heures?|horas?|時間|:)\.?)?\s*"
    r"(?P<minutes>\d{1,4})?\s*(?:m|min|minutes?|minuten|minutos|分)?\.?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_NO_LIMIT = frozenset({"unlimited", "nolimit", "unbegrenzt", "illimite", "ilimitado", "無制限"})


def read_sessions(
    path: Path, *, zone: str, mapping: Mapped | None = None, day_first: bool | None = None
) -> SessionsFile:
    """Return the sessions of a plan. Times with an offset are taken as they are, others are local in `zone`.

    `mapping` sets the meaning of columns by position (from 0) or header; `day_first` answers how dates
    such as 3/4/2026 are meant, where the file leaves it open.

    Raises:
        Refused: a `FileTrouble` with the fact `file`; nothing else, whatever the file holds.
    """
    try:
        found = understand(path, SESSIONS, mapping=mapping, default=Layout.SESSION_PLAN, by_content=False)
    except Refused as trouble:
        if trouble.code is FileTrouble.UNKNOWN_LAYOUT:
            raise Refused(FileTrouble.NO_SESSIONS, **trouble.facts) from None
        raise
    if not (found.has(Meaning.SESSION) and found.has(Meaning.STARTS_AT, Meaning.DATE)):
        raise Refused(FileTrouble.NO_SESSIONS, file=path.name)
    dates = Dates(_dates_of(found), day_first=day_first, zone=zone)
    sessions = tuple(found.taken(_Sheet(found, dates, zone).session))
    found.note_order(dates)
    _warn_of_doubles(found, sessions)
    return SessionsFile(
        understood_as=found.layout,
        columns=found.columns,
        rows=found.rows,
        sessions=sessions,
        skipped=found.skipped_in_order(),
        warnings=found.told(),
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is needed to read any line of one plan."""

    found: Understood
    dates: Dates
    zone: str

    def session(self, record: Record) -> SheetSession:
        """Return the session of a record; refused where it cannot be taken."""
        name = one_line(record[Meaning.SESSION])
        if not name:
            raise Refused(LineTrouble.NO_SESSION_NAME)
        kind = self._kind(record, name)
        zone = _known_zone(one_line(record[Meaning.ZONE])) or self.zone
        starts_at, ends_at = self._times(record, kind=kind, zone=zone)
        return SheetSession(
            line=record.line,
            name=name,
            kind=kind,
            starts_at=starts_at,
            ends_at=ends_at,
            zone=zone,
            room=_cell(record, Meaning.ROOM),
            capacity=_capacity(_cell(record, Meaning.CAPACITY)),
            facilitator=_cell(record, Meaning.FACILITATOR),
            helpers=_helpers(record[Meaning.HELPERS]),
            series=_cell(record, Meaning.SERIES),
        )

    def _kind(self, record: Record, name: str) -> SessionKind:
        """Return the kind a record names, else what its name suggests, else hands-on, and say so."""
        if text := _cell(record, Meaning.KIND):
            if kind := kind_of(text):
                return kind
            raise Refused(LineTrouble.UNKNOWN_KIND, kind=text[:SHOWN])
        kind = kind_of(name)
        if kind is None:
            self.found.note(Notice.KIND_ASSUMED, record.line)
        return kind or SessionKind.HANDS_ON

    def _times(self, record: Record, *, kind: SessionKind, zone: str) -> tuple[datetime, datetime]:
        """Return start and end; an end that is missing follows from the minutes, else from the kind."""
        start_text, end_text = _start_and_end(record)
        if not start_text:
            raise Refused(LineTrouble.NO_START)
        start = self._start(start_text, _cell(record, Meaning.DATE))
        starts_at = self._moment(start, zone=zone, line=record.line)
        if end_text:
            end = self.dates.read(end_text)
            if end.clock is None:
                raise Refused(LineTrouble.BAD_TIME, text=end_text[:SHOWN])
            end = Written(end.day or start.day, end.clock, end.offset or (None if end.day else start.offset))
            ends_at = self._moment(end, zone=zone, line=record.line)
        elif minutes := _cell(record, Meaning.MINUTES):
            ends_at = starts_at + timedelta(minutes=minutes_of(minutes))
        else:
            ends_at = starts_at + timedelta(minutes=DEFAULT_MINUTES[kind])
            self.found.note(Notice.END_ASSUMED, record.line)
        if ends_at <= starts_at:
            raise Refused(LineTrouble.ENDS_BEFORE_START)
        return starts_at, ends_at

    def _start(self, text: str, day_text: str | None) -> Written:
        """Return the start, with its day from its own cell or from the date's."""
        start = self.dates.read(text)
        if start.day is None and day_text:
            start = replace(start, day=self.dates.read(day_text).day)
        if start.day is None or start.clock is None:
            raise Refused(LineTrouble.NO_START)
        return start

    def _moment(self, written: Written, *, zone: str, line: int) -> datetime:
        """Return a moment in UTC, noting a clock change in the way."""
        moment, notice = to_utc(written, zone)
        if notice:
            self.found.note(notice, line)
        return moment


def kind_of(text: str) -> SessionKind | None:
    """Return the kind of session a text names in any of the known languages; None where it names none."""
    word = spelling(text)
    return next((kind for kind, words in _KIND_WORDS if any(part in word for part in words)), None)


def minutes_of(text: str) -> int:
    """Return a length in minutes: "150", "150 min", "2:30", "2h30", "2 Std. 30 Min.".

    Raises:
        Refused: BAD_MINUTES.
    """
    match = _MINUTES.fullmatch(unicodedata.normalize("NFKC", text))
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0) if match else 0
    if not minutes:
        raise Refused(LineTrouble.BAD_MINUTES, text=text[:SHOWN])
    return minutes


def _cell(record: Record, meaning: Meaning) -> str | None:
    """Return a cell as one line, None where it is empty or says that there is nothing."""
    return one_line(present(record[meaning])) or None


def _start_and_end(record: Record) -> tuple[str, str]:
    """Return the texts of start and end; "09:00-11:30" in one cell gives both, a date cell may hold the start."""
    start = _cell(record, Meaning.STARTS_AT) or _cell(record, Meaning.DATE) or ""
    end = _cell(record, Meaning.ENDS_AT) or ""
    if not end and (both := _RANGE.fullmatch(start)):
        return both["start"], both["end"]
    return start, end


def _known_zone(text: str) -> str | None:
    """Return the zone a cell names, if there is such a zone; None where it names none."""
    if not text:
        return None
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        raise Refused(LineTrouble.UNKNOWN_ZONE, zone=text[:SHOWN]) from None


def _capacity(text: str | None) -> int | None:
    """Return how many people fit in; None where there is no limit."""
    if text is None or spelling(text) in _NO_LIMIT:
        return None
    match = _WHOLE.fullmatch(text)
    if not match or not int(match[1]):
        raise Refused(LineTrouble.BAD_CAPACITY, text=text[:SHOWN])
    return int(match[1])


def _helpers(cell: str) -> tuple[str, ...]:
    """Return the helpers a cell names, divided by semicolons or lines, else by commas."""
    parts = re.split(r"[;\n|]" if re.search(r"[;\n|]", cell) else r"[,、]", present(cell))
    return tuple(dict.fromkeys(name for part in parts if (name := one_line(part))))


def _dates_of(found: Understood) -> Iterator[tuple[int, str]]:
    """Give the dates of a plan with their lines."""
    return ((record.line, record[m]) for record in found.records for m in _TIMES if record[m])


def _warn_of_doubles(found: Understood, sessions: Sequence[SheetSession]) -> None:
    """Say which sessions have the same name."""
    by_name: defaultdict[str, list[SheetSession]] = defaultdict(list)
    for session in sessions:
        by_name[identity_key(session.name)].append(session)
    for same in by_name.values():
        if len(same) > 1:
            found.warn(Notice.SESSION_TWICE, name=same[0].name, lines=tuple(session.line for session in same))
