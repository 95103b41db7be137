"""The guided checklist: steps people do on their own laptop, their known errors and remedies.

A checklist is a value: once a session has frozen one, that version never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from trainer_app.domain.attendee import System


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out of a known error; `system` None means it fits every system."""

    key: str
    text: str
    system: System | None = None


@dataclass(frozen=True, slots=True)
class KnownError:
    """An error people meet at a step: a pattern (regular expression) its text matches, and why."""

    key: str
    title: str
    pattern: str
    cause: str
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step with one observable outcome. `minutes` is the author's expectation, above zero.

    `bodies`, `verify` and `expected` are per system; the key None serves every other system.
    `completes` marks the step that is the first hands-on completion.
    """

    key: str
    title: str
    why: str
    minutes: float
    bodies: dict[System | None, str]
    verify: dict[System | None, str]
    expected: dict[System | None, str]
    expected_pattern: str | None = None
    machine_wait: bool = False
    optional: bool = False
    depends_on: tuple[str, ...] = ()
    errors: tuple[KnownError, ...] = ()
    fallback: str | None = None
    checked_on: date | None = None
    owner: str | None = None
    completes: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A whole checklist, in the order of its steps. `version` counts its author's editions."""

    key: str
    title: str
    version: int
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """Return the step of this key.

        Raises:
            KeyError: there is no such step.
        """
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)


class ChecklistTrouble(Enum):
    """Why a checklist, or something done with one, was refused."""

    NOT_FOUND = "no checklist of this name"
    STEP_MISSING = "the checklist has no such step"
    BAD_FILE = "the checklist file cannot be understood"
    FROZEN = "the session has already frozen its checklist"
