"""Names of files that are offered and chosen: what every system takes, and with the ending of their kind."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_LONGEST: Final = 80  # letters; some systems take 255 bytes, and a letter may be four


def plain_name(text: str) -> str:
    """Return a name every system takes for a file, and none takes for a folder."""
    return "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in text)[:_LONGEST].strip(" .")


def with_ending(path: Path, ending: str) -> Path:
    """Return the path with this ending (".pdf") put behind it where it has another or none; nothing is cut off."""
    return path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
