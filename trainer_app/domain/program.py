"""The program: one rollout of one tool, with its time zone and the thresholds it is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Program:
    """One rollout of one tool. `timezone` is an IANA name. Threshold meanings: see `adoption`."""

    id: UUID
    name: str
    timezone: str
    checklist_id: UUID | None = None
    window_days: int = 28
    min_active_days: int = 2
    min_active_weeks: int = 2
    lapse_gap_days: int = 28
    min_units: float = 1.0


class ProgramTrouble(Enum):
    """Why something about the program was refused."""

    NAME_MISSING = "a program needs a name"
    UNKNOWN_ZONE = "there is no time zone of this name"
    BAD_THRESHOLD = "a threshold is outside its range"
