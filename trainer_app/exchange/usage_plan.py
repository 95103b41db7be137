"""The plan for reading one usage export: which cell says what, fixed once from its header."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum

from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.imports import Column
from trainer_app.domain.usage import IdentityKind
from trainer_app.domain.usage_file import UsageLayout
from trainer_app.exchange.usage_cells import DayReader, requests

Gate = Callable[[str], Enum | None]
_SEPARATORS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read the rows of one file. Numbers are positions of cells.

    `when` are the cells that date a row, for `days` to read; rows alike in the first and the last of
    them lie on the same day. `who` are the cells that may name somebody, the one to believe first first.
    `units` counts requests, read by `amount`; where there is no such cell a row is `per_row`. A row is
    use where no gate gives a reason against it. `project` names the part of the source it is from.
    """

    layout: UsageLayout
    when: tuple[int, ...]
    days: DayReader
    who: tuple[tuple[IdentityKind, int], ...]
    units: int | None
    amount: Callable[[str], float] = requests
    per_row: float = 1.0
    gates: tuple[tuple[int, Gate], ...] = ()
    project: int | None = None
    meanings: dict[int, Meaning] = field(default_factory=dict)

    def columns(self, header: Sequence[str]) -> tuple[Column, ...]:
        """Return every column of the header with what it was taken for."""
        return tuple(Column(name, self.meanings.get(at, Meaning.UNUSED)) for at, name in enumerate(header))


def plain(header: str) -> str:
    """Return a header in the form it is compared in: "E-mail Address" is "e_mail_address"."""
    return _SEPARATORS.sub("_", header.casefold()).strip("_")


def first_of(names: Sequence[str], wanted: Collection[str]) -> int | None:
    """Return the place of the first of the wanted headers that is there, in the order wanted."""
    return next((names.index(name) for name in wanted if name in names), None)
