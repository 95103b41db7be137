"""The guided checklist: steps people do on their own laptop, their known errors and remedies.

A checklist is a value: once a session has frozen one, that version never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from trainer_app.domain.attendee import System
from trainer_app.domain.error_pattern import found


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


@dataclass(frozen=True, slots=True)
class ChecklistFile:
    """What a file holds, whether or not it can be run yet, and the line each step's key stands in."""

    checklist: Checklist
    lines: Mapping[str, int]


def text_for(texts: Mapping[System | None, str], system: System | None) -> str | None:
    """Return what `bodies`, `verify` or `expected` say for this system, or None where they say nothing."""
    return texts.get(system, texts.get(None))


def recognise(step: Step, text: str, *, system: System | None = None) -> KnownError | None:
    """Return the known error of a step that this text shows, or None.

    The author's order decides, but an error with a way out on this system comes before one without. The text may
    be pasted from a terminal: line breaks, colours, curly quotes and upper case make no difference.
    """
    met = [error for error in step.errors if found(error.pattern, text)]
    helpful = [error for error in met if remedies_for(error, system)]
    return next(iter(helpful or met), None)


def remedies_for(error: KnownError, system: System | None = None) -> tuple[Remedy, ...]:
    """Return the ways out that fit this system, in the author's order; all of them where the system is not known."""
    return tuple(remedy for remedy in error.remedies if system is None or remedy.system in (system, None))


class ChecklistTrouble(Enum):
    """Why a checklist, or something done with one, was refused.

    Whatever is wrong inside a checklist carries the facts `file`, `step` (its key, or #n, empty for the checklist
    itself), `field` (the path to it) and `what` (the value that does not fit, or what is missing).
    """

    NOT_FOUND = "no checklist of this name"
    STEP_MISSING = "the checklist has no such step"
    BAD_FILE = "the checklist file cannot be understood"
    FROZEN = "the session has already frozen its checklist"
    FILE_UNREADABLE = "the checklist file cannot be opened"
    FILE_TOO_LARGE = "the checklist file is too large to be one"
    FILE_NOT_TEXT = "the checklist file is not UTF-8 text"
    NEWER_FORMAT = "the checklist was written by a newer version"
    FIELD_MISSING = "a field that is needed is missing or empty"
    FIELD_UNKNOWN = "a field of this name does not exist"
    FIELD_KIND = "the field holds another kind of value"
    UNKNOWN_SYSTEM = "there is no such operating system here"
    TEXT_TOO_LONG = "the text is too long"
    TEXT_CHARACTER = "the text holds a control character"
    BAD_KEY = "a key is small letters, digits, - and _"
    BAD_VERSION = "the version is a whole number above zero"
    BAD_MINUTES = "the minutes must be above zero and at most four hours"
    BAD_PATTERN = "the pattern is not a regular expression that may be used"
    HEAVY_PATTERN = "the pattern can take too long"
    EMPTY_PATTERN = "the pattern matches everything"
    NO_STEPS = "the checklist has no steps"
    TOO_MANY = "there are too many of these"
    DUPLICATE_KEY = "the same key stands twice"
    UNKNOWN_DEPENDENCY = "the step depends on one that does not exist"
    DEPENDENCY_CYCLE = "steps depend on each other in a circle"
    DEPENDS_ON_LATER = "the step depends on one that comes after it"
    BODY_MISSING = "the step says nothing for one of the systems"
    REMEDY_MISSING = "the known error has no remedy"
    NOTHING_COMPLETES = "no step is the first hands-on completion"
    SEVERAL_COMPLETE = "more than one step is the first hands-on completion"
