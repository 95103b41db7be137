"""The OpenAI dashboard's usage export: buckets of a minute, an hour or a UTC day, empty ones included.

Ids are there only where the export was grouped by them. A key's id is believed before the e-mail, which
is that of whoever made the key. A wholly empty export has its four time columns alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.usage import DayBasis, IdentityKind
from trainer_app.domain.usage_file import UsageLayout, UsageLineTrouble, UsageTrouble
from trainer_app.exchange.usage_cells import YEARS, BadCell, DayReader, Remembered, Unusable, moment
from trainer_app.exchange.usage_plan import Plan, first_of

_EMPTY_EXPORT = frozenset({"start_time", "end_time", "start_time_iso", "end_time_iso"})
_DAY, _QUARTER = 86_400, 900  # seconds
_DAY_ONE = date(1970, 1, 1).toordinal()
_EPOCH_LENGTHS = (9, 10)
_WHO = (
    (IdentityKind.KEY, "api_key_id", Meaning.KEY),
    (IdentityKind.EMAIL, "user_email", Meaning.EMAIL),
    (IdentityKind.LOGIN, "user_id", Meaning.LOGIN),
)


def openai_plan(names: Sequence[str], zone: tzinfo) -> Plan | None:
    """Return how to read an export with these headers, None where it is not OpenAI's.

    Raises:
        Unusable: it is OpenAI's list of costs.
    """
    start, end = first_of(names, ("start_time",)), first_of(names, ("end_time",))
    units, project = first_of(names, ("num_model_requests",)), first_of(names, ("project_id",))
    if start is None or end is None:
        return None
    if units is None and "amount_value" in names:
        raise Unusable(UsageTrouble.COSTS_ONLY)
    if units is None and not set(names) <= _EMPTY_EXPORT:
        return None
    start_iso, end_iso = first_of(names, ("start_time_iso",)), first_of(names, ("end_time_iso",))
    who = [(kind, at, meaning) for kind, name, meaning in _WHO if (at := first_of(names, (name,))) is not None]
    places = [(start, Meaning.STARTS_AT), (start_iso, Meaning.STARTS_AT), (end, Meaning.ENDS_AT)]
    places += [(end_iso, Meaning.ENDS_AT), (units, Meaning.UNITS), (project, Meaning.PROJECT)]
    return Plan(
        layout=UsageLayout.OPENAI_USAGE,
        when=(start, start if start_iso is None else start_iso, end if end_iso is None else end_iso, end),
        days=_Buckets(zone),
        who=tuple((kind, at) for kind, at, _ in who),
        units=units,
        per_row=0.0,
        project=project,
        meanings={at: meaning for at, meaning in places if at is not None} | {at: meaning for _, at, meaning in who},
    )


class _Buckets(DayReader):
    """Dates a bucket: a UTC day bucket by its UTC day, a shorter one by the local day it begins in.

    Among daily buckets, one that begins at midnight and is shorter is today, cut short by the export.
    """

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(zone)
        self._daily: bool | None = None
        self._local = Remembered(self._local_day)

    @property
    def basis(self) -> DayBasis:
        """UTC days for daily buckets, local days for shorter ones."""
        return DayBasis.UTC_DAY if self._daily else DayBasis.LOCAL_DAY

    def day(self, cells: tuple[str, ...]) -> date:
        """Return the day of the bucket of these cells: start, the same in ISO, end in ISO, end."""
        start, end = _seconds(cells[0], cells[1]), _seconds(cells[3], cells[2])
        width = end - start
        if width <= 0:
            raise BadCell(UsageLineTrouble.BAD_TIME, cells[3])
        if width > _DAY:
            raise Unusable(UsageTrouble.WIDE_BUCKETS)
        cut_short = width < _DAY and start % _DAY == 0
        if self._daily is not None and self._daily != (width == _DAY) and not (self._daily and cut_short):
            raise Unusable(UsageTrouble.MIXED_BUCKETS)
        self._daily = self._daily or width == _DAY
        return date.fromordinal(_DAY_ONE + start // _DAY) if self._daily else self._local[start // _QUARTER]

    def _local_day(self, quarter: int) -> date:
        """Return the local day of a quarter of an hour since 1970; no zone's midnight lies within one."""
        return datetime.fromtimestamp(quarter * _QUARTER, self.zone).date()


def _seconds(text: str, iso: str) -> int:
    """Return the whole seconds since 1970, by the ISO text where a spreadsheet has spoilt the number."""
    if text.isascii() and text.isdigit() and len(text) in _EPOCH_LENGTHS:
        return int(text)
    try:
        when = moment(text.strip())
    except BadCell:
        when = moment(iso.strip())
    if when.year not in YEARS:
        raise BadCell(UsageLineTrouble.BAD_TIME, text)
    return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
