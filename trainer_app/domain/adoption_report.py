"""Adoption as of one day: everybody's state, the numbers, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trainer_app.domain.adoption import Assessment, Thresholds
from trainer_app.domain.adoption_numbers import Numbers, TeamNumbers
from trainer_app.domain.program import Program
from trainer_app.domain.usage import UnknownIdentity, UsageImport


@dataclass(frozen=True, slots=True)
class AdoptionReport:
    """The whole answer, computed from facts each time. `people` are in order of name."""

    program: Program
    thresholds: Thresholds
    as_of: date
    people: tuple[Assessment, ...]
    numbers: Numbers
    teams: tuple[TeamNumbers, ...]
    imports: tuple[UsageImport, ...]
    unknown: tuple[UnknownIdentity, ...]
