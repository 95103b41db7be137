"""Times and dates as people in the room say them: "18:02", "Tue 18:00", "5 February"."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.words.language import N_, say

WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_DATE: Final = N_("{day} {month}")  # {number}, the month's number, is there for languages that count months
_DATE_OF_YEAR: Final = N_("{day} {month} {year}")
_WEEKDAY: Final = N_("{weekday} {clock}")
_WEEKDAY_AND_DATE: Final = N_("{weekday} {date}, {clock}")
_NEAR: Final = timedelta(days=6)


def clock(at: datetime, zone: str) -> str:
    """Return the time of day of an aware time in this IANA zone, as 9:52 or 18:02."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.hour}:{local.minute:02}"


def day(on: date, *, year: int | None = None) -> str:
    """Return the date as "5 February"; with its year where `year` is given and another one."""
    text = _DATE if year in {None, on.year} else _DATE_OF_YEAR
    return say(text, day=on.day, month=say(MONTHS[on.month - 1]), number=on.month, year=on.year)


def weekday_and_clock(at: datetime, zone: str, *, near: datetime) -> str:
    """Return "Tue 18:00", with the date where the time is a week or more from `near`."""
    local, here = at.astimezone(ZoneInfo(zone)), near.astimezone(ZoneInfo(zone))
    is_near = abs(local.date() - here.date()) <= _NEAR
    return say(
        _WEEKDAY if is_near else _WEEKDAY_AND_DATE,
        weekday=say(WEEKDAYS[local.weekday()]),
        date=day(local.date(), year=here.year),
        clock=clock(at, zone),
    )
