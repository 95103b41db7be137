"""GitHub's usage reports of Copilot: premium requests, tokens and billing, one row per day, login and model.

Days are UTC's. Quantities are money's measure (a request may count 0.33), so a row with any quantity
is one unit of use. Reviews that run by themselves are a passive signal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from enum import Enum

from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.usage import DayBasis, IdentityKind
from trainer_app.domain.usage_file import UsageLayout, UsageLineTrouble
from trainer_app.exchange.usage_cells import BadCell, DayReader, plain_date, requests
from trainer_app.exchange.usage_plan import Plan

_HEADER = frozenset({"date", "username", "product", "sku", "quantity", "unit_type"})
_BY_ITSELF = "code review"


def github_plan(names: Sequence[str], zone: tzinfo) -> Plan | None:
    """Return how to read a report with these headers, None where it is not GitHub's."""
    if not set(names) >= _HEADER:
        return None
    at = {name: place for place, name in reversed(list(enumerate(names)))}
    return Plan(
        layout=UsageLayout.GITHUB_REQUESTS,
        when=(at["date"],),
        days=_UtcDates(zone),
        who=((IdentityKind.LOGIN, at["username"]),),
        units=at["quantity"],
        amount=_used,
        gates=((at["model"], _review),) if "model" in at else (),
        meanings={at["date"]: Meaning.DATE, at["username"]: Meaning.LOGIN, at["quantity"]: Meaning.UNITS},
    )


class _UtcDates(DayReader):
    """Dates rows by the UTC date written in them."""

    @property
    def basis(self) -> DayBasis:
        """These are UTC's days."""
        return DayBasis.UTC_DAY

    def day(self, cells: tuple[str, ...]) -> date:
        """Return the date of the first cell."""
        day = plain_date(cells[0].strip())
        if day is None:
            raise BadCell(UsageLineTrouble.BAD_TIME, cells[0])
        return day


def _used(text: str) -> float:
    """Return one unit for any quantity above zero."""
    return 1.0 if requests(text) else 0.0


def _review(model: str) -> Enum | None:
    return UsageLineTrouble.PASSIVE if _BY_ITSELF in model.casefold() else None
