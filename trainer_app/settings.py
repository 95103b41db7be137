"""Every setting of this laptop, once: its name, its type and its default. `words.settings` says each in one line.

What belongs to a program (its zone, its thresholds) stands in the data file and goes with it: see `domain.program`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

_TRUE = "true"


@dataclass(frozen=True, slots=True)
class Settings:
    """What this laptop was told; a value that cannot be read counts as not told.

    `author` and `device` stand in the trail beside everything done here. `language` is a code such as "ja", empty for
    the system's own. `daily_backup` keeps a copy of the data a day, the newest `backups_kept` of them. Phones come in
    by `phones_port`, over https where `phones_secure`.
    """

    author: str = "Facilitator"
    device: str = "front desk"
    language: str = ""
    sound: bool = True
    daily_backup: bool = True
    backups_kept: int = 14
    phones_port: int = 8750
    phones_secure: bool = False

    @classmethod
    def read(cls, written: Mapping[str, str]) -> Settings:
        """Return the settings written down so, whatever somebody did to the file meanwhile."""
        known = cls()
        values: dict[str, Any] = {
            one.name: _read(written.get(one.name), getattr(known, one.name)) for one in fields(cls)
        }
        return cls(**values)

    def write(self) -> dict[str, str]:
        """Return the settings as texts by name."""
        return {one.name: _written(getattr(self, one.name)) for one in fields(self)}


def _read(text: str | None, default: object) -> object:
    if text is None or (not text.strip() and default != ""):
        return default
    if isinstance(default, bool):
        return text == _TRUE
    if isinstance(default, int):
        return int(text) if text.isdecimal() and int(text) > 0 else default
    return text.strip()


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
