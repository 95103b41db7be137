"""The program of a data file, and the frozen versions of its checklists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from trainer_app.domain.program import Program
from trainer_app.storage.tables import checklist, program
from trainer_app.storage.trouble import BrokenRowError


@dataclass(frozen=True, slots=True)
class KeptChecklist:
    """One version of a checklist as it is kept: its whole document, and since when."""

    id: UUID
    document: dict[str, object]
    at: datetime


class Programs:
    """Reads and writes the one program of this file and the checklists it knows."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self) -> Program | None:
        """Return the program, None in a new file."""
        row = self._db.execute(select(program)).first()
        return _program(row) if row else None

    def add(self, new: Program, *, at: datetime) -> None:
        """Write the program of a new file."""
        self._db.execute(insert(program).values(_values(new) | {"created_at": at}))

    def change(self, changed: Program) -> None:
        """Write the program anew."""
        self._db.execute(update(program).where(program.c.id == changed.id).values(_values(changed)))

    def use_checklist(self, program_id: UUID, checklist_id: UUID | None) -> None:
        """Write which checklist version new sessions run; None: the one that comes with Trainer."""
        self._db.execute(update(program).where(program.c.id == program_id).values(checklist_id=checklist_id))

    def checklist_id(self, digest: str) -> UUID | None:
        """Return the id of the checklist version with this digest."""
        return self._db.execute(select(checklist.c.id).where(checklist.c.digest == digest)).scalar_one_or_none()

    def add_checklist(self, checklist_id: UUID, document: dict[str, object], *, digest: str, at: datetime) -> None:
        """Keep one version of a checklist for good; `document` is its whole text."""
        values = {"id": checklist_id, "digest": digest, "document": document, "created_at": at}
        self._db.execute(insert(checklist).values(key=document["key"], title=document["title"], **values))

    def checklist(self, checklist_id: UUID) -> dict[str, object] | None:
        """Return the document of one checklist version.

        Raises:
            BrokenRowError: the row holds something else.
        """
        row = self._db.execute(select(checklist.c.document).where(checklist.c.id == checklist_id)).first()
        if row is None:
            return None
        if not isinstance(row.document, dict):
            raise BrokenRowError(f"checklist {checklist_id}")
        return row.document

    def checklists(self) -> list[KeptChecklist]:
        """Return every version there is, newest first."""
        rows = self._db.execute(select(checklist).order_by(checklist.c.created_at.desc(), checklist.c.id.desc()))
        return [KeptChecklist(row.id, row.document, row.created_at) for row in rows]


def _program(row: Row[Any]) -> Program:
    return Program(
        id=row.id,
        name=row.name,
        timezone=row.timezone,
        checklist_id=row.checklist_id,
        window_days=row.window_days,
        min_active_days=row.min_active_days,
        min_active_weeks=row.min_active_weeks,
        lapse_gap_days=row.lapse_gap_days,
        min_units=row.min_units,
    )


def _values(new: Program) -> dict[str, Any]:
    return {field: getattr(new, field) for field in Program.__slots__}
