"""Dates and times as files write them, and the one question they leave open: is 3/4 in March or in April?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from trainer_app.domain.errors import Refused
from trainer_app.exchange.lines import LineTrouble, Notice

_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T,\s]\s*(.*))?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z?))?")
_NUMERIC = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?:[T,\s]\s*(.*))?")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-]+(?:de\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4})(?:[,\s]\s*(.*))?"
)
_MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[,\s]\s*(.*))?")
_WEEKDAY = re.compile(
    r"^[^\W\d]{2,10}[.,]+\s+(?=\S)|^[^\W\d]+(?:day|tag|di|woch|abend)\s+(?=\d)|\s*\([月火水木金土日](?:曜日?)?\)"
)
_CLOCK = re.compile(
    r"(?P<before>午前|午後)?\s*(?P<hour>\d{1,2})\s*(?:(?:[:.h時]|Uhr)\s*(?P<minute>\d{2})?\s*分?"
    r"(?:[:.]?\s*(?P<second>\d{2})\s*秒?)?(?:[.,]\d+)?)?\s*(?:Uhr)?\s*(?P<after>[ap]\.?\s?m\.?)?"
    r"\s*(?P<zone>Z|[A-Z]{2,4}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?(?::?\d{2})?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?", re.IGNORECASE)
_HALF_DAY = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "JST": 9, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
    "EST": -5, "EDT": -4, "PST": -8, "PDT": -7,
}  # fmt: skip
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january januar jänner janv janvier ene enero",
            "feb february februar févr fév février febrero",
            "mar march mär märz mrz mars marzo",
            "apr april avr avril abr abril",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juil juillet julio",
            "aug august août aout ago agosto",
            "sep sept september septembre septiembre setiembre",
            "oct october okt oktober octobre octubre",
            "nov november novembre noviembre",
            "dec december dez dezember déc décembre dic diciembre",
        ),
        start=1,
    )
    for word in words.split()
}
_MONTH_FIRST_ZONES = re.compile(
    r"US/.*|Pacific/Honolulu|America/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Indiana/.*)"
)
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_MONTHS_A_YEAR = 12
_NOON = 12
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell says: a day, a time of day, or both; `offset` where the cell itself says it."""

    day: date | None
    clock: time | None = None
    offset: timezone | None = None


class Dates:
    """Reads the dates of one file; the order of day and month is decided once, from the file's own dates.

    `day_first` is a person's answer and decides over the file. `asked_about` is the first line (and its text)
    that could be read either way when nothing else decided; the order then taken is `day_first`.
    """

    def __init__(self, texts: Iterable[tuple[int, str]], *, day_first: bool | None = None, zone: str = "") -> None:
        """Look at every date of the file, given with its line."""
        texts = list(texts)
        written = [(line, text, match) for line, text in texts if (match := _NUMERIC.fullmatch(_plain(text)))]
        orders = {order for *_, match in written if (order := _own_order(match)) is not None}
        unsure = [(line, text) for line, text, match in written if _own_order(match) is None and _matters(match)]
        half_days = any(_HALF_DAY.search(text) for _, text in texts)
        self.contradictory = day_first is None and orders == {True, False}
        self.asked_about = unsure[0] if unsure and not orders and day_first is None else None
        if day_first is None:
            day_first = orders.pop() if len(orders) == 1 else not (half_days or _MONTH_FIRST_ZONES.fullmatch(zone))
        self.day_first = day_first

    def read(self, text: str) -> Written:
        """Return what the cell says.

        Raises:
            Refused: BAD_TIME or UNSURE_DATE, with the fact `text`.
        """
        written = self._read(_plain(text))
        if isinstance(written, LineTrouble):
            raise Refused(written, text=text[:_LONGEST])
        return written

    def _read(self, plain: str) -> Written | LineTrouble:
        """Try the ways of writing a date and time, the clearest first."""
        if match := _ISO.fullmatch(plain):
            return _written((match[1], match[2], match[3]), match[4])
        if match := _COMPACT.fullmatch(plain):
            rest = f"{match[4]}:{match[5]}:{match[6] or '00'}{match[7]}" if match[4] else None
            return _written((match[1], match[2], match[3]), rest)
        if match := _NUMERIC.fullmatch(plain):
            return self._numeric(match)
        if match := _DAY_MONTH.fullmatch(plain):
            return _written((match[3], _MONTHS.get(match[2].casefold(), 0), match[1]), match[4])
        if match := _MONTH_DAY.fullmatch(plain):
            return _written((match[3], _MONTHS.get(match[1].casefold(), 0), match[2]), match[4])
        clock = _clock(plain)
        return Written(None, *clock) if clock and len(plain) > 2 else LineTrouble.BAD_TIME  # noqa: PLR2004 - "12" is no time

    def _numeric(self, match: re.Match[str]) -> Written | LineTrouble:
        """Read a date of numbers in the file's order; where the file uses both, only what can be read one way."""
        own = _own_order(match)
        open_question = own is None and _matters(match)
        if open_question if self.contradictory else own is not None and own != self.day_first:
            return LineTrouble.UNSURE_DATE
        day_first = self.day_first if own is None else own
        day, month = (match[1], match[3]) if day_first else (match[3], match[1])
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)  # noqa: PLR2004 - two digits
        return _written((year, month, day), match[5])


def to_utc(written: Written, zone: str) -> tuple[datetime, Notice | None]:
    """Return the moment in UTC; without an offset of its own it is local in `zone`.

    A local time that a clock change skips is taken an hour later, one that happens twice is taken as the first;
    the notice says so. Call it only with a day and a time.
    """
    local = datetime.combine(written.day or date.min, written.clock or time())
    if written.offset:
        return local.replace(tzinfo=written.offset).astimezone(UTC), None
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return moment, None
    exists = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
    return moment, Notice.TIME_TWICE if exists else Notice.TIME_SKIPPED


def _plain(text: str) -> str:
    """Return a date's text without width variants, weekday and doubled spaces."""
    return " ".join(_WEEKDAY.sub("", unicodedata.normalize("NFKC", text[:_LONGEST])).split()).strip(" ,")


def _own_order(match: re.Match[str]) -> bool | None:
    """Say whether a date of numbers shows by itself that the day comes first; None where it does not show."""
    first, second = int(match[1]), int(match[3])
    if second > _MONTHS_A_YEAR:
        return False
    return True if first > _MONTHS_A_YEAR or match[2] == "." else None


def _matters(match: re.Match[str]) -> bool:
    """Say whether the two orders give different days."""
    return int(match[1]) != int(match[3])


def _written(parts: tuple[str | int, str | int, str | int], rest: str | None) -> Written | LineTrouble:
    """Build what was written of year, month, day and what follows, if there is such a day and time."""
    year, month, day = map(int, parts)
    clock = _clock(rest) if rest else (None, None)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or clock is None:
        return LineTrouble.BAD_TIME
    try:
        return Written(date(year, month, day), *clock)
    except ValueError:
        return LineTrouble.BAD_TIME


def _clock(text: str) -> tuple[time, timezone | None] | None:
    """Read a time of day, with its offset if it has one; None where it is none."""
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        return None
    half = (match["before"] or match["after"] or "").casefold()
    hour = int(match["hour"])
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.startswith("p") or half == "午後" else 0)
    offset = _offset(match["zone"]) if match["zone"] else None
    if match["zone"] and offset is None:
        return None
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0)), offset
    except ValueError:
        return None


def _offset(text: str) -> timezone | None:
    """Read an offset ("+09:00", "GMT+3") or the name of a zone that is known everywhere; None for any other."""
    if text.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[text.upper()]))
    match = _OFFSET.fullmatch(text)
    if not match:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-size if match[1] == "-" else size) if size < timedelta(days=1) else None
