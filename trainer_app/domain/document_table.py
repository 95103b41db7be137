"""Reads one table of a checklist's document field by field, and says exactly what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import ChecklistTrouble
from trainer_app.domain.errors import Refused

_SHOWN = 240

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """One table and where it stands: the file, the key of its step and the path to it.

    Every reader raises `Refused` with a `ChecklistTrouble` where the field is of another kind, or missing although
    it is needed.
    """

    content: Mapping[str, object]
    file: str
    step: str = ""
    path: str = ""

    def allow(self, names: tuple[str, ...]) -> None:
        """Refuse every field but these: a mistyped name would otherwise be lost in silence."""
        for name in self.content:
            if name not in names:
                raise self.refusal(ChecklistTrouble.FIELD_UNKNOWN, name, what=", ".join(names))

    def text(self, name: str) -> str:
        """Return a text that is needed."""
        return self._needed(name, self.text_or_none(name))

    def text_or_none(self, name: str) -> str | None:
        """Return a text, or None where the field is absent."""
        return self._of_kind(name, lambda value: value if isinstance(value, str) else None)

    def flag(self, name: str) -> bool:
        """Return a flag; absent means false."""
        return self._of_kind(name, lambda value: value if isinstance(value, bool) else None) or False

    def number(self, name: str) -> float:
        """Return a number that is needed."""
        return self._needed(name, self._of_kind(name, _number))

    def whole(self, name: str, default: int | None = None) -> int:
        """Return a whole number that is needed unless there is a default."""
        value = self._of_kind(name, lambda value: value if type(value) is int else None)
        return self._needed(name, default if value is None else value)

    def day(self, name: str) -> date | None:
        """Return a calendar day, or None where the field is absent."""
        return self._of_kind(name, _day)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; absent means empty."""
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.refusal(ChecklistTrouble.FIELD_KIND, name, what=values)
        return tuple(str(value) for value in values)

    def tables(self, name: str) -> Iterator[Table]:
        """Yield the tables of a list; each is known by its key, or by its number where it has none."""
        for number, content in enumerate(self._list(name), start=1):
            if not isinstance(content, Mapping):
                raise self.refusal(ChecklistTrouble.FIELD_KIND, name, what=content)
            key = content.get("key")
            label = key if isinstance(key, str) and key else f"#{number}"
            yield Table(content, self.file, self.step or label, f"{self._field(name)}.{label}")

    def by_system(self, name: str) -> dict[System | None, str]:
        """Return a text per system; a text that stands by itself serves every system."""
        value = self.content.get(name, {})
        if isinstance(value, str):
            return {None: value}
        if not isinstance(value, Mapping):
            raise self.refusal(ChecklistTrouble.FIELD_KIND, name, what=value)
        inner = Table(value, self.file, self.step, self._field(name))
        return {self.system(name, each): inner.text(each) for each in value}

    def system(self, name: str, value: str) -> System | None:
        """Return the system of this name; None for "any"."""
        if value == system_name(None):
            return None
        try:
            return System(value)
        except ValueError:
            raise self.refusal(ChecklistTrouble.UNKNOWN_SYSTEM, name, what=value) from None

    def refusal(self, code: ChecklistTrouble, name: str, *, what: object = "") -> Refused:
        """Return the refusal of a field, to be raised."""
        return Refused(code, file=self.file, step=self.step, field=self._field(name), what=shown(what))

    def _field(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _list(self, name: str) -> list[object]:
        return self._of_kind(name, lambda value: value if isinstance(value, list) else None) or []

    def _of_kind(self, name: str, taken: Callable[[object], T | None]) -> T | None:
        if name not in self.content:
            return None
        kept = taken(self.content[name])
        if kept is None:
            raise self.refusal(ChecklistTrouble.FIELD_KIND, name, what=self.content[name])
        return kept

    def _needed(self, name: str, value: T | None) -> T:
        if value is None:
            raise self.refusal(ChecklistTrouble.FIELD_MISSING, name, what=name)
        return value


def system_name(system: System | None) -> str:
    """Return how a document names a system, or all of them."""
    return system.value if system else "any"


def shown(value: object) -> str:
    """Return a value short enough to stand in a sentence."""
    try:
        text = str(value)
    except ValueError:  # Python does not write out a number of thousands of digits
        return type(value).__name__
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}\u2026"


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _day(value: object) -> date | None:
    """Return a day as TOML has it, or as JSON does: "2026-11-21"."""
    if isinstance(value, date):
        return None if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
