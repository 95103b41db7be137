"""Writes what is held about one person to a file they can be given: JSON, readable as it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from trainer_app.domain.errors import DataTrouble, StorageDown


def write_person(file: Path, held: Mapping[str, Sequence[Mapping[str, Any]]], *, at: datetime) -> None:
    """Write every row held about a person, by table; whole, or not at all.

    Raises:
        StorageDown: the file cannot be written.
    """
    document = {"format": "trainer-person", "version": 1, "written_at": at, "held": held}
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise StorageDown(DataTrouble.FAILED, file=str(file), detail=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)


def _plain(value: object) -> str | float | int:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(type(value).__name__)
