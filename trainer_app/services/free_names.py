"""Names of files that are not taken yet, so that nothing somebody typed into a file is lost by writing it again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is to be written: as asked where that is free, else under the next free number."""

    asked: Path
    free: Path

    @property
    def is_taken(self) -> bool:
        """Whether a file of the name asked for is there already."""
        return self.asked != self.free


def place_for(path: Path) -> Place:
    """Return the path, and beside it the first of "name-2", "name-3" … that is free where it is taken."""
    if not path.exists():
        return Place(path, path)
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return Place(path, next(one for one in numbered if not one.exists()))
